# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""Where the program, the sources and the shared data are."""
import os
import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
os.environ.setdefault("HIRSCHMAN_ROOT", str(ROOT))
os.environ.setdefault("HM_SHARED", str(ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def program():
    path = os.environ.get("HIRSCHMAN", str(ROOT / "build" / "hirschman"))
    if not os.path.exists(path):
        pytest.skip(f"the program {path} is not there")
    return path


@pytest.fixture(scope="session")
def root():
    return ROOT
