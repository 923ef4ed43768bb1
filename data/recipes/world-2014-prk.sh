#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
#
# Makes data/world-2014-prk: world-2014-prk.sh [SHARED [OUT]]; see common.sh.
vintage=world-2014-prk
. "$(dirname "$0")/common.sh"
make_world
step "Input coefficients of 2011 made to fit the totals of 2014" \
    balance "$work/flows" --inputs "$work/table" --tolerance 1e-12 \
    --digits 0 -o "$work/world"
carve "$work/world"
