# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""The library's tables as DataFrames, and DataFrames as CSV for it."""
from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import pandas as pd

from . import _abi
from ._library import Handle, lib, text


def frame(pointer: Any, free: bool = True) -> pd.DataFrame:
    """A table as a DataFrame; "not available" is NaN or an empty text."""
    owner = Handle(pointer, "hm_table_free") if free else None
    rows = lib.hm_table_rows(pointer)
    columns: dict[str, Any] = {}
    for c in range(lib.hm_table_columns(pointer)):
        name = text(lib.hm_table_column_name(pointer, c))
        number = lib.hm_table_column_type(pointer, c) == \
            _abi.CONSTANTS["HM_COLUMN_NUMBER"]
        if number:
            columns[name] = np.array(
                [lib.hm_table_number(pointer, r, c) for r in range(rows)],
                dtype=float)
        else:
            columns[name] = [text(lib.hm_table_text(pointer, r, c))
                             for r in range(rows)]
    del owner
    return pd.DataFrame(columns)


def as_file(name: str, data: bytes) -> tuple[_abi.hm_file, Any]:
    """A file in memory, and what has to live as long as it."""
    block = ctypes.create_string_buffer(data, len(data))
    return _abi.hm_file(name.encode(), ctypes.addressof(block), len(data)), block
