#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""Every guard on the tree as it is; TAP: run_guards.py ROOT BUILD"""
import subprocess
import sys

ROOT, BUILD = sys.argv[1:3]
GUARDS = (("layers", []), ("sizes", []), ("text", []), ("headers", []),
          ("symbols", [BUILD]))


def main():
    failures = 0
    print(f"1..{len(GUARDS)}")
    for number, (name, extra) in enumerate(GUARDS, 1):
        run = subprocess.run(
            [sys.executable, f"{ROOT}/tools/check_{name}", *extra, ROOT],
            capture_output=True, text=True, check=False)
        good = run.returncode == 0
        print(f"{'ok' if good else 'not ok'} {number} - {name}", flush=True)
        for line in (run.stdout + run.stderr).splitlines():
            print(f"# {line}")
        failures += not good
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
