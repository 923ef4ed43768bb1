#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
#
# Installs the Debian packages that are missing, for one of three profiles:
#
#     tools/setup.sh build     what `make` and `make test` need
#     tools/setup.sh web       that, and what `make web` needs
#     tools/setup.sh check     all, and what `make check-all` needs
#
# As root or with a sudo that asks nothing; otherwise it prints the one line
# to run and fails. Does nothing, quickly, when nothing is missing.
set -eu

packages="gcc libc6-dev meson ninja-build pkg-config python3
libcmocka-dev libfyaml-dev zlib1g-dev"

web="clang lld wasi-libc libclang-rt-14-dev-wasm32"

case "${1:-build}" in
build) ;;
web) packages="$packages $web" ;;
check) # numpy, pandas, pytest, readstat, xlsxwriter: 70 MB, 30 s; R: 43 MB, 12
    # s; mypy, venv (pip) and nbconvert: 60 MB; without them the tests of Python,
    # .dta and .xlsx, R, types, the wheel and the notebook are skipped; iso-codes
    # (20 MB) is what the country codes are compared with
    packages="$packages $web clang-format clang-tidy libclang-rt-14-dev
chromium chromium-driver python3-numpy python3-pandas python3-pytest mypy
python3-venv python3-nbconvert python3-ipykernel
libreadstat-dev libxlsxwriter-dev r-base-core iso-codes" ;;
*)
    echo "usage: tools/setup.sh [build|web|check]" >&2
    exit 2
    ;;
esac

if ! command -v dpkg-query >/dev/null 2>&1; then
    for tool in cc meson ninja pkg-config python3; do
        if ! command -v "$tool" >/dev/null 2>&1; then
            echo "setup: $tool is missing. This is not Debian: install what" \
                "corresponds to:" $packages >&2
            exit 1
        fi
    done
    exit 0
fi

# One line a package that dpkg knows; unknown ones only make it exit non-zero.
installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' $packages \
    2>/dev/null || true)
missing=
for package in $packages; do
    case "
$installed
" in
    *"
$package installed
"*) ;;
    *) missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root="env"
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n env"
else
    echo "setup: packages are missing. Run this line, then make again:" >&2
    echo "    sudo apt-get install -y$missing" >&2
    exit 1
fi

echo "setup: installing$missing" >&2
install() {
    $as_root DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing \
        </dev/null >&2
}
if ! install; then
    echo "setup: refreshing the package lists" >&2
    $as_root apt-get update -qq </dev/null >&2
    install
fi
