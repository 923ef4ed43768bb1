#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""R CMD build and R CMD check of the package, as TAP: run.py LIBRARIES

Skipped, with a line, without R (Debian: r-base-core, 43 MB). The check may
have notes (--as-cran has some for every new package), but no warning; the
package's own test solves on the embedded economy.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def main():
    if shutil.which("R") is None:
        print("1..0 # SKIP r-base-core is not installed (tools/setup.sh check)")
        return 0
    environment = dict(
        os.environ, LC_ALL="C.UTF-8", HIRSCHMAN_INCLUDE=str(ROOT / "include"),
        HIRSCHMAN_LIB=os.path.abspath(sys.argv[1]),
        HIRSCHMAN_ECONOMY=str(ROOT / "data" / "world-2014-prk"))
    print("1..2")
    with tempfile.TemporaryDirectory(prefix="hm-R-") as scratch:
        build = subprocess.run(["R", "CMD", "build", HERE / "hirschman"],
                               cwd=scratch, env=environment, text=True,
                               capture_output=True, check=False)
        made = sorted(pathlib.Path(scratch).glob("*.tar.gz"))
        good = build.returncode == 0 and len(made) == 1
        print(f"{'ok' if good else 'not ok'} 1 - R CMD build")
        if not good:
            print("# " + "\n# ".join((build.stdout + build.stderr)
                                     .splitlines()[-20:]))
            print("not ok 2 - R CMD check")
            return 1
        check = subprocess.run(
            ["R", "CMD", "check", "--as-cran", "--no-manual", made[0].name], cwd=scratch,
            env=environment, text=True, capture_output=True, check=False)
        good = check.returncode == 0 and "WARNING" not in check.stdout and \
            "ERROR" not in check.stdout
        print(f"{'ok' if good else 'not ok'} 2 - R CMD check")
        if not good:
            print("# " + "\n# ".join(check.stdout.splitlines()[-40:]))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
