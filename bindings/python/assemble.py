#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""Puts the package together: assemble.py LIBRARY FOLDER [STAMP]

FOLDER/hirschman is then complete: the sources, the types made from the
headers, and the shared library. The build does this; PYTHONPATH=build/python
is all that an interpreter needs.
"""
import pathlib
import shutil
import sys

import make_abi

HERE = pathlib.Path(__file__).resolve().parent


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    library, folder = map(pathlib.Path, sys.argv[1:3])
    package = folder / "hirschman"
    shutil.rmtree(package, ignore_errors=True)
    package.mkdir(parents=True)
    for source in sorted((HERE / "hirschman").iterdir()):
        if source.suffix == ".py" or source.name == "py.typed":
            shutil.copy(source, package)
    (package / "_abi.py").write_text(make_abi.make())
    shutil.copy(library.resolve(), package / "libhirschman.so")
    if len(sys.argv) == 4:
        pathlib.Path(sys.argv[3]).write_text("made\n")


if __name__ == "__main__":
    main()
