# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
#
# Shortcuts; meson.build is the build. The program lies at build/hirschman.

all: configured
	@ninja -C build

demo: all
	build/hirschman demo

test: all
	@tools/test

ifneq ($(wildcard bench/run),)
bench: all
	@bench/run
endif

ifneq ($(wildcard docs/build),)
docs: all
	@docs/build
endif

web: all
	@tools/setup.sh web
	@test -f build/web/workbench.html || meson setup --reconfigure build >/dev/null
	@ninja -C build web

check-all: all
	@tools/check_all

format:
	@tools/format

clean:
	rm -rf build build-check

configured:
	@tools/setup.sh build
	@test -f build/build.ninja || CC=$${CC:-gcc} meson setup build

.PHONY: all demo test bench docs web check-all format clean configured
