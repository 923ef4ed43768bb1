#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""The stored economies are what their recipes make: run.py PROGRAM ROOT

Runs data/recipes/NAME.sh into an empty folder and compares it with data/NAME
byte by byte (packed files after unpacking: their bytes depend on the version
of zlib). Skipped, with a line, where the raw data are not there ($HM_SHARED,
default ../shared beside the root).
"""
import gzip
import os
import subprocess
import sys
import tempfile

NAMES = ["world-2011-prk", "world-2014-prk", "dependence-panel",
         "korea-signals", "backtest"]
NEEDED = ["dprk-facts/timeline_2016_2017.csv",
          "gsdb-v2/gsdb_sanctions_1950_2019.csv",
          "lashkaripour-lugovskyy-wiod2014/flows_2014_44x44x16.csv.gz",
          "wiod-2013-release/wiot_2011.csv.gz"]


def shared_folder(root):
    shared = os.environ.get("HM_SHARED") or os.path.join(root, "../shared")
    return os.path.join(shared, "data")


def files_of(folder):
    """Path below the folder -> bytes, unpacked."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as file:
                data = file.read()
            if name.endswith(".gz"):
                data = gzip.decompress(data)
            found[os.path.relpath(path, folder)] = data
    return found


def first_difference(made, stored):
    """One line that says where they differ, or None."""
    for name in sorted(set(made) | set(stored)):
        if name not in made or name not in stored:
            where = "the recipe" if name not in made else "the repository"
            return f"{name} is missing in {where}"
        if made[name] != stored[name]:
            lines = zip(made[name].splitlines(), stored[name].splitlines())
            for number, (a, b) in enumerate(lines, 1):
                if a != b:
                    return f"{name}:{number}: made {a[:200]}, stored {b[:200]}"
            return f"{name}: differs in length"
    return None


def check(program, root, shared, name):
    """None when the recipe makes what is stored, else what is wrong."""
    with tempfile.TemporaryDirectory() as scratch:
        out = os.path.join(scratch, name)
        script = os.path.join(root, "data", "recipes", name + ".sh")
        done = subprocess.run(["sh", script, shared, out], check=False,
                              env=dict(os.environ, HIRSCHMAN=program),
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True)
        if done.returncode != 0:
            return done.stdout[-2000:]
        return first_difference(files_of(out),
                                files_of(os.path.join(root, "data", name)))


def main():
    program, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    shared = shared_folder(root)
    missing = [n for n in NEEDED
               if not os.path.exists(os.path.join(shared, n))]
    failed = 0
    print(f"1..{len(NAMES)}")
    for number, name in enumerate(NAMES, 1):
        if missing:
            print(f"ok {number} - {name} # SKIP {missing[0]} is not below "
                  f"HM_SHARED")
            continue
        problem = check(program, root, shared, name)
        for line in (problem or "").splitlines():
            print("# " + line)
        print(f"{'not ok' if problem else 'ok'} {number} - {name}")
        failed += problem is not None
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
