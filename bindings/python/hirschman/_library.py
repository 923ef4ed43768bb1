# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""The shared library: found, declared, called.

A call that fails raises an exception with the library's own message. Calls
run without the interpreter's lock, so that threads may solve at once; long
ones run in a thread of their own, so that Ctrl-C stops them.
"""
from __future__ import annotations

import ctypes
import os
import pathlib
import threading
from typing import Any, Callable, Iterator, Optional, Sequence, TypeVar

import numpy as np
from numpy.typing import NDArray

from . import _abi

T = TypeVar("T")
Array = NDArray[np.float64]


class HirschmanError(Exception):
    """A call of the library failed; the text is the library's message."""

    status = ""


class DataError(HirschmanError, ValueError):
    """Data, cases or arguments that are not valid."""


class UnknownNameError(DataError):
    """A code or key that is not known; the text names the nearest one."""


class FileError(HirschmanError, OSError):
    """A file could not be read or written."""


class NotConfirmedError(HirschmanError):
    """There is no equilibrium, or it was not found or not confirmed."""


class StoppedError(HirschmanError):
    """The caller asked to stop."""


_CLASSES = {"HM_ERR_MEMORY": MemoryError, "HM_ERR_ARGUMENT": DataError,
            "HM_ERR_DATA": DataError, "HM_ERR_PARSE": DataError,
            "HM_ERR_IO": FileError, "HM_ERR_UNKNOWN": UnknownNameError,
            "HM_ERR_CANCELED": StoppedError,
            "HM_ERR_VERIFY": NotConfirmedError}
_STATUS = {value: key for key, value in _abi.CONSTANTS.items()
           if key == "HM_OK" or key.startswith("HM_ERR_")}


def _find() -> str:
    """$HIRSCHMAN_LIBRARY, the library in this package, or the system's."""
    given = os.environ.get("HIRSCHMAN_LIBRARY")
    if given:
        return given
    beside = pathlib.Path(__file__).resolve().parent / "libhirschman.so"
    return str(beside) if beside.exists() else "libhirschman.so"


def _load() -> ctypes.CDLL:
    try:
        library = ctypes.CDLL(_find())
    except OSError as error:
        raise ImportError(
            f"the library libhirschman.so cannot be loaded ({error}); build it "
            "with `make`, and name it in HIRSCHMAN_LIBRARY or install the "
            "wheel that contains it") from error
    for name, (result, arguments) in _abi.FUNCTIONS.items():
        try:
            function = getattr(library, name)
        except AttributeError:
            continue  # declared, not there yet: its first use says so
        function.restype = result
        function.argtypes = arguments
    return library


lib = _load()
VERSION: str = lib.hm_version().decode()
TOLERANCE: float = lib.hm_solver_settings_default().tolerance
# A gap in a price is a gap theta times as large in a flow.
VERIFY_TOLERANCE: float = max(1e-9, 100.0 * TOLERANCE)


class Pointer(ctypes.c_void_p):
    """An object of the library; keeps alive the context it was made with."""

    context: Any = None


class Life:
    """When an object of the library is freed: once its owner in Python is
    gone and so is everything that rests on it, in whatever order Python ends
    them (a garbage cycle, such as an exception with its frames, has none)."""

    def __init__(self, free: Any, pointer: Any,
                 rests_on: Sequence[Life] = ()) -> None:
        self.free, self.pointer, self.rests_on = free, pointer, rests_on
        self.holds = [None]  # lists: each step is atomic
        self.once = [None]
        for other in rests_on:
            other.holds.append(None)

    def drop(self) -> None:
        self.holds.pop()
        if self.holds:
            return
        try:
            self.once.pop()
        except IndexError:  # another thread frees it
            return
        if self.free is not None and self.pointer:
            self.free(self.pointer)
        for other in self.rests_on:
            other.drop()


class Context:
    """The library's context: allocator, message, cancel flag."""

    def __init__(self) -> None:
        self.pointer = ctypes.c_void_p()
        if lib.hm_context_create(None, ctypes.byref(self.pointer)) != 0:
            raise MemoryError("out of memory")
        self._life = Life(lib.hm_context_free, self.pointer)

    def __del__(self) -> None:
        if hasattr(self, "_life"):
            self._life.drop()

    def message(self) -> str:
        return text(lib.hm_context_message(self.pointer))

    def check(self, status: int) -> None:
        """Raise what a status stands for."""
        if status == 0:
            return
        name = _STATUS.get(status, "HM_ERR_STATE")
        words = self.message() or text(lib.hm_status_text(status))
        kind = _CLASSES.get(name, HirschmanError)
        error = kind(words)
        if isinstance(error, HirschmanError):
            error.status = lib.hm_status_name(status).decode()
        raise error

    def call(self, name: str, *arguments: Any) -> None:
        """A function whose first argument is a context."""
        self.check(getattr(lib, name)(self.pointer, *arguments))

    def room(self) -> Pointer:
        """Where a call may put an object."""
        out = Pointer()
        out.context = self
        return out

    def make(self, name: str, *arguments: Any) -> Pointer:
        """The same, returning what it puts into its last argument."""
        out = self.room()
        self.call(name, *arguments, ctypes.byref(out))
        return out


_local = threading.local()


def context() -> Context:
    """This thread's context."""
    if not hasattr(_local, "context"):
        _local.context = Context()
    mine: Context = _local.context
    return mine


def stoppable(work: Callable[[Context], T]) -> T:
    """Run long work in a thread of its own; Ctrl-C asks it to stop."""
    own = Context()
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work(own))
        except BaseException as error:  # handed to the caller below
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive():
        try:
            thread.join(0.2)
        except KeyboardInterrupt:
            lib.hm_context_cancel(own.pointer)
            thread.join()
            raise
    if errors:
        raise errors[0]
    return results[0]


class Handle:
    """A pointer that frees itself, after all that needs it."""

    def __init__(self, pointer: Any, free: str, needs: Any = None) -> None:
        self.pointer = pointer
        self._needs = needs
        rests_on = [*_lives(getattr(pointer, "context", None)),
                    *_lives(needs)]
        self._life = Life(getattr(lib, free) if free else None, pointer,
                          rests_on)

    def __del__(self) -> None:
        if hasattr(self, "_life"):
            self._life.drop()


def _lives(needs: Any) -> Iterator[Life]:
    """Of what an object needs: handles, what holds one, or lists of them."""
    if isinstance(needs, (list, tuple)):
        for one in needs:
            yield from _lives(one)
    elif needs is not None:
        yield getattr(needs, "_handle", needs)._life


def text(value: Optional[bytes]) -> str:
    return "" if value is None else value.decode("utf-8", "replace")


def texts(values: Any) -> Any:
    """A C array of strings; keep it as long as it is used."""
    return (ctypes.c_char_p * len(values))(*[v.encode() for v in values])


def pointer_to(array: Optional[Array]) -> Any:
    """The numbers of an array, which is not copied; None is NULL."""
    if array is None:
        return None
    if array.dtype != np.float64 or not array.flags["C_CONTIGUOUS"]:
        raise TypeError("expected a C-contiguous array of float64")
    return array.ctypes.data_as(ctypes.POINTER(ctypes.c_double))


def view(pointer: Any, shape: tuple[int, ...], owner: Any) -> Optional[Array]:
    """The library's numbers as a read-only array that keeps `owner` alive."""
    if not pointer:
        return None
    size = int(np.prod(shape))
    block: Any = (ctypes.c_double * size).from_address(
        ctypes.addressof(pointer.contents))
    block._owner = owner  # the array's base is the block
    array: Array = np.frombuffer(block, dtype=np.float64).reshape(shape)
    array.flags.writeable = False
    return array


def names(function: str, pointer: Any) -> Iterator[str]:
    """What a function of (object, index) gives until it gives NULL or ""."""
    index = 0
    while True:
        value = getattr(lib, function)(pointer, index)
        if not value:
            return
        yield text(value)
        index += 1
