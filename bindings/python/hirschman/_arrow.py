# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""DataFrames through the Arrow C data interface, without pyarrow.

`arrow(frame)` has `__arrow_c_stream__`, which polars, DuckDB, pyarrow and
others take. Numbers are not copied; NaN is null. Layout: Apache Arrow, "The
Arrow C data interface" and "The Arrow C stream interface", 2020.
"""
from __future__ import annotations

import ctypes
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, \
    c_void_p
from typing import Any

import numpy as np
import pandas as pd


class _Schema(Structure):
    pass


class _Array(Structure):
    pass


class _Stream(Structure):
    pass


_SCHEMA_RELEASE = CFUNCTYPE(None, POINTER(_Schema))
_ARRAY_RELEASE = CFUNCTYPE(None, POINTER(_Array))
_GET_SCHEMA = CFUNCTYPE(c_int, POINTER(_Stream), POINTER(_Schema))
_GET_NEXT = CFUNCTYPE(c_int, POINTER(_Stream), POINTER(_Array))
_LAST_ERROR = CFUNCTYPE(c_void_p, POINTER(_Stream))
_STREAM_RELEASE = CFUNCTYPE(None, POINTER(_Stream))
_Schema._fields_ = [
    ("format", c_char_p), ("name", c_char_p), ("metadata", c_char_p),
    ("flags", c_int64), ("n_children", c_int64),
    ("children", POINTER(POINTER(_Schema))), ("dictionary", c_void_p),
    ("release", _SCHEMA_RELEASE), ("private_data", c_void_p)]
_Array._fields_ = [
    ("length", c_int64), ("null_count", c_int64), ("offset", c_int64),
    ("n_buffers", c_int64), ("n_children", c_int64),
    ("buffers", POINTER(c_void_p)), ("children", POINTER(POINTER(_Array))),
    ("dictionary", c_void_p), ("release", _ARRAY_RELEASE),
    ("private_data", c_void_p)]
_Stream._fields_ = [
    ("get_schema", _GET_SCHEMA), ("get_next", _GET_NEXT),
    ("get_last_error", _LAST_ERROR), ("release", _STREAM_RELEASE),
    ("private_data", c_void_p)]

_kept: dict[int, Any] = {}  # what is lent, until it is released
_next_key = 0


def _keep(*things: Any) -> int:
    global _next_key
    _next_key += 1
    _kept[_next_key] = things
    return _next_key


def _forget(structure: Any) -> None:
    """Release a structure, and first the children that it still has."""
    key = structure.contents.private_data
    for i in range(getattr(structure.contents, "n_children", 0)):
        child = structure.contents.children[i]
        if child.contents.release:
            _forget(child)
    structure.contents.release = type(structure.contents.release)()
    _kept.pop(key, None)


_release_schema = _SCHEMA_RELEASE(_forget)
_release_array = _ARRAY_RELEASE(_forget)


def _fill_schema(out: _Schema, format_: bytes, name: bytes,
                 children: list[_Schema]) -> None:
    pointers = (POINTER(_Schema) * max(1, len(children)))(
        *[ctypes.pointer(child) for child in children])
    out.format, out.name, out.metadata = format_, name, None
    out.flags, out.n_children = 2, len(children)  # 2: nullable
    out.children = ctypes.cast(pointers, POINTER(POINTER(_Schema))) \
        if children else None
    out.dictionary, out.release = None, _release_schema
    out.private_data = _keep(pointers, children, format_, name)


def _fill_array(out: _Array, length: int, nulls: int, buffers: list[Any],
                children: list[_Array]) -> None:
    places = (c_void_p * max(1, len(buffers)))(
        *[None if b is None else b.ctypes.data for b in buffers])
    pointers = (POINTER(_Array) * max(1, len(children)))(
        *[ctypes.pointer(child) for child in children])
    out.length, out.null_count, out.offset = length, nulls, 0
    out.n_buffers, out.n_children = len(buffers), len(children)
    out.buffers = ctypes.cast(places, POINTER(c_void_p))
    out.children = ctypes.cast(pointers, POINTER(POINTER(_Array))) \
        if children else None
    out.dictionary, out.release = None, _release_array
    out.private_data = _keep(places, pointers, buffers, children)


def _column(values: pd.Series) -> tuple[bytes, int, list[Any]]:
    """Format, nulls and buffers of one column."""
    if values.dtype.kind in "fiub":
        numbers = np.ascontiguousarray(values.to_numpy(), dtype=np.float64)
        missing = np.isnan(numbers)
        nulls = int(missing.sum())
        bitmap = np.packbits(~missing, bitorder="little") if nulls else None
        return b"g", nulls, [bitmap, numbers]
    texts = [str(v).encode() for v in values]
    offsets = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum([len(t) for t in texts], out=offsets[1:])
    data = np.frombuffer(b"".join(texts) or b"\0", dtype=np.uint8)
    return b"U", 0, [None, offsets, data]


class ArrowTable:
    """A DataFrame for those who read Arrow streams."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """A PyCapsule named "arrow_array_stream", with one batch."""
        frame = self.frame
        columns = [_column(frame[name]) for name in frame.columns]
        left = [True]

        def schema(_: Any, out: Any) -> int:
            children = [_Schema() for _ in columns]
            for child, name, (format_, _n, _b) in zip(children, frame.columns,
                                                      columns):
                _fill_schema(child, format_, str(name).encode(), [])
            _fill_schema(out.contents, b"+s", b"", children)
            return 0

        def following(_: Any, out: Any) -> int:
            if not left[0]:  # the end: an array without a release
                out.contents.release = _ARRAY_RELEASE(0)
                return 0
            left[0] = False
            children = [_Array() for _ in columns]
            for child, (_f, nulls, buffers) in zip(children, columns):
                _fill_array(child, len(frame), nulls, buffers, [])
            _fill_array(out.contents, len(frame), 0, [None], children)
            return 0

        stream = _Stream()
        calls = (_GET_SCHEMA(schema), _GET_NEXT(following),
                 _LAST_ERROR(lambda _: None), _STREAM_RELEASE(_forget))
        stream.get_schema, stream.get_next = calls[0], calls[1]
        stream.get_last_error, stream.release = calls[2], calls[3]
        key = _keep(stream, calls, frame)
        stream.private_data = key
        new = ctypes.pythonapi.PyCapsule_New
        new.restype, new.argtypes = ctypes.py_object, [c_void_p, c_char_p,
                                                       c_void_p]
        return new(ctypes.addressof(stream), _CAPSULE_NAME, None)


_CAPSULE_NAME = b"arrow_array_stream"


def arrow(frame: pd.DataFrame) -> ArrowTable:
    """`pyarrow.table(hm.arrow(frame))`, `polars.from_arrow(hm.arrow(frame))`,
    `duckdb.sql("select * from t")` with t = hm.arrow(frame)."""
    return ArrowTable(frame)
