# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""The library's tables as DataFrames, and DataFrames as CSV for it."""
from __future__ import annotations

import ctypes
from typing import Any, Mapping

import numpy as np
import pandas as pd

from . import _abi
from ._library import Context, DataError, Handle, lib, text, texts


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


def frames(tables: Any) -> dict[str, pd.DataFrame]:
    """An array of tables, each freed; those that are NULL are left out."""
    return {text(lib.hm_table_name(t)): frame(ctypes.c_void_p(t))
            for t in tables if t}


def table(ctx: Context, data: pd.DataFrame, name: str,
          types: Mapping[str, bool], required: int) -> Handle:
    """A table of the library from a DataFrame: `types` says of each column
    whether it is a number; those from `required` on may be missing."""
    columns = list(types)
    lacking = [c for c in columns[:required] if c not in data.columns]
    if lacking:
        raise DataError(f"{name} has no column {lacking[0]!r}; it has "
                        f"{', '.join(map(str, data.columns))}")
    block, keep = as_file(f"{name}.csv", data.reindex(columns=columns).to_csv(
        index=False).encode())
    kinds = (ctypes.c_int * len(columns))(*[
        _abi.CONSTANTS["HM_COLUMN_NUMBER" if types[c] else "HM_COLUMN_TEXT"]
        for c in columns])
    made = Handle(ctx.make("hm_table_from_csv", ctypes.byref(block),
                           name.encode(), texts(columns), kinds,
                           len(columns)), "hm_table_free")
    del keep
    return made


def as_file(name: str, data: bytes) -> tuple[_abi.hm_file, Any]:
    """A file in memory, and what has to live as long as it."""
    block = ctypes.create_string_buffer(data, len(data))
    return _abi.hm_file(name.encode(), ctypes.addressof(block), len(data)), block
