#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
#
# Makes the cases of `hirschman backtest` whose data cannot be in the
# repository: backtest-history.sh [SHARED [OUT]]. NAFTA (1993 to 2005) and the
# world (1995 to 2011), each an economy, a case and its observed figures below
# OUT (default build/backtest), which backtest.md there lists.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
shared=${1:-${HM_SHARED:-$root/../shared}}
if [ -d "$shared/data" ]; then
    shared=$shared/data
fi
out=${2:-$root/build/backtest}
hirschman=${HIRSCHMAN:-$root/build/hirschman}
nafta=$shared/caliendo-parro-1993
wiod=$shared/wiod-2013-release
for needed in "$nafta/xbilat2005.txt" "$wiod/wiot_1995.csv.gz" \
    "$wiod/wiot_2011.csv.gz"; do
    if [ ! -f "$needed" ]; then
        echo "skipped: $needed is missing" >&2
        exit 0
    fi
done
mkdir -p "$out/nafta" "$out/world"
python3 "$here/backtest_nafta.py" "$nafta" "$out/nafta"
for year in 1995 2011; do
    "$hirschman" data import "$wiod/wiot_$year.csv.gz" --format wiod2013 \
        --countries "$here/wiod-countries.csv:wiod2013:country" \
        --industries "$here/wiod-sectors.csv:wiod2013:sector" \
        --elasticities "$here/elasticities" --theta 5 --digits 0 -q \
        -o "$out/world/$year" >/dev/null 2>"$out/world/import-$year.txt"
done
python3 "$here/backtest_world.py" "$out/world" "$here/elasticities"
ls "$out"/*/*.yaml
