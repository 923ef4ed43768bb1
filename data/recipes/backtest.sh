#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
#
# Makes data/backtest: backtest.sh [SHARED [OUT]]. What happened in the cases
# whose outcome is known, as per cent changes, each with its source.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
shared=${1:-${HM_SHARED:-$root/../shared}}
if [ -d "$shared/data" ]; then
    shared=$shared/data
fi
out=${2:-$root/data/backtest}
mkdir -p "$out"
python3 "$here/backtest_facts.py" "$shared/dprk-facts" "$out"
cp "$here/backtest-tariffs-2018.csv" "$out/tariffs-2018.csv"
cp "$here/backtest.md" "$out/RECIPE.md"
