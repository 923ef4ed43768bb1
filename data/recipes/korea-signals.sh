#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
#
# Makes data/korea-signals: korea-signals.sh [SHARED [OUT]]. What China was seen
# to do about North Korea, month by month, the events beside it, and how often
# sanctions reached their goal. Each figure keeps its source.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
shared=${1:-${HM_SHARED:-$root/../shared}}
if [ -d "$shared/data" ]; then
    shared=$shared/data
fi
out=${2:-$root/data/korea-signals}
mkdir -p "$out"
python3 "$here/korea_signals.py" "$shared" "$here" "$out"
cp "$here/korea-signals.md" "$out/RECIPE.md"
