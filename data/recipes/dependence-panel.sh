#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
#
# Makes data/dependence-panel: dependence-panel.sh [SHARED [OUT]]. Shares of
# trade by partner, 1995 to 2011, from the seventeen world input-output tables
# of the WIOD release of 2013. Only shares are kept.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
shared=${1:-${HM_SHARED:-$root/../shared}}
if [ -d "$shared/data" ]; then
    shared=$shared/data
fi
out=${2:-$root/data/dependence-panel}
hirschman=${HIRSCHMAN:-$root/build/hirschman}
wiod=$shared/wiod-2013-release
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
list=
year=1995
while [ "$year" -le 2011 ]; do
    if [ ! -f "$wiod/wiot_$year.csv.gz" ]; then
        echo "$0: $wiod/wiot_$year.csv.gz is missing" >&2
        exit 1
    fi
    if ! "$hirschman" data import "$wiod/wiot_$year.csv.gz" --format wiod2013 \
        --countries "$here/wiod-countries.csv:wiod2013:country" \
        --industries "$here/wiod-sectors.csv:wiod2013:sector" \
        --theta 5 --digits 0 -q -o "$work/$year" 2>"$work/said"; then
        cat "$work/said" >&2
        exit 1
    fi
    list="$list $year:$work/$year"
    year=$((year + 1))
done
mkdir -p "$out"
# shellcheck disable=SC2086
"$hirschman" data dependence $list --digits 5 --format csv \
    --partner CHN,USA,JPN,DEU,KOR,TWN,RUS,IND >"$out/panel.csv"
cp "$here/dependence-panel.md" "$out/RECIPE.md"
