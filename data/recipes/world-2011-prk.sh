#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
#
# Makes data/world-2011-prk: world-2011-prk.sh [SHARED [OUT]]; see common.sh.
vintage=world-2011-prk
. "$(dirname "$0")/common.sh"
make_world
carve "$work/table"
