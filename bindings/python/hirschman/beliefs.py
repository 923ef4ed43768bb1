# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""What signals say of a government whose type is hidden (MODEL.md 5.12)."""
from __future__ import annotations

import ctypes
import os
from typing import Any, Mapping, Optional, Union

import pandas as pd

from . import _abi
from ._library import Context, Handle, lib, stoppable, text, texts
from ._tables import frame, frames, table
from .analyses import _block
from .solution import Solutions

SIGNALS = {"month": False, "signal": False, "value": True, "unit": False,
           "kind": False, "source": False, "note": False}
RATES = {"goal": False, "successes": True, "cases": True, "in_part": True,
         "ongoing": True}
Rows = Union[pd.DataFrame, str, "os.PathLike[str]"]


def _rows(given: Optional[Rows]) -> Optional[pd.DataFrame]:
    if given is None or isinstance(given, pd.DataFrame):
        return given
    return pd.read_csv(given, dtype={"month": str})


def _facts(solutions: Optional[Solutions], asked: Any) -> Any:
    """What each confirmed scenario does to the three countries."""
    places = [text(getattr(lib, f"hm_beliefs_{who}")(asked))
              for who in ("target", "sender", "broker")]
    found = []
    for name, solution in (solutions or {}).items():
        if not solution.confirmed or not all(places):
            continue
        rows = solution.country.set_index("country").loc[places]
        earned = rows["real_domestic_income_musd"].tolist()
        found.append(_abi.hm_step_facts(
            name.encode(), rows["real_domestic_income_pct"].iloc[0],
            earned[1], earned[2], rows["real_income_musd"].iloc[2]))
    return (_abi.hm_step_facts * max(1, len(found)))(*found), len(found)


def beliefs(block: Mapping[str, Any], signals: Optional[Rows] = None, *,
            base_rates: Optional[Rows] = None,
            solutions: Optional[Solutions] = None) -> dict[str, pd.DataFrame]:
    """Filter signals month by month, and the hazards of a programme: the
    block `beliefs:` of a case as a dictionary. `signals` and `base_rates` are
    DataFrames or paths of CSV files (default: those that the block names).
    Tables: `beliefs`, `beliefs_causes`, `beliefs_variants`,
    `beliefs_conviction`, and, where the block has a programme,
    `beliefs_policies` and others; steps need `solutions`.

    >>> import hirschman as hm, pandas as pd
    >>> seen = pd.DataFrame({"month": ["2017-01", "2017-02"],
    ...                      "signal": "vote", "value": [1, 1]})
    >>> t = hm.beliefs({"types": {"helpful": 0.4, "not": 0.6}, "stay": 0.97,
    ...     "model": {"vote": {"kind": "binary", "probability":
    ...         {"helpful": 0.8, "not": 0.4}}}}, seen)
    >>> helpful = t["beliefs"].query("type == 'helpful'")
    >>> helpful["filtered"].round(4).tolist()  # 0.32 / (0.32 + 0.24), ...
    [0.5714, 0.7238]
    """
    whole = dict(block)
    given = _rows(signals if signals is not None else whole.get("signals"))
    rates = base_rates
    if isinstance(whole.get("programme"), Mapping) and rates is None:
        rates = whole["programme"].get("base_rates")
    shares = _rows(rates)
    if given is not None:
        whole["signals"] = "signals.csv"  # read above

    def work(ctx: Context) -> dict[str, pd.DataFrame]:
        read = _block(ctx, "beliefs", whole)
        known = list(solutions or {})
        asked = Handle(ctx.make(
            "hm_beliefs_create", read.pointer,
            texts(known) if known else None, len(known)), "hm_beliefs_free",
            read)
        out: dict[str, pd.DataFrame] = {}
        if given is not None:
            rows = table(ctx, given, "signals", SIGNALS, 3)
            ctx.call("hm_beliefs_load", asked.pointer, rows.pointer)
            made = (ctypes.c_void_p * _abi.CONSTANTS["HM_BELIEFS_TABLES"])()
            ctx.call("hm_beliefs_tables", asked.pointer, made)
            out.update(frames(made))
        facts, count = _facts(solutions, asked.pointer)
        left_out = ctypes.c_int32()
        more = (ctypes.c_void_p * _abi.CONSTANTS["HM_PROGRAMME_TABLES"])()
        ctx.call("hm_beliefs_programme", asked.pointer, facts, count, more,
                 ctypes.byref(left_out))
        out.update({name: t for name, t in frames(more).items()
                    if len(t) > 0})
        if shares is not None:
            listed = table(ctx, shares, "base_rates", RATES, 3)
            out["beliefs_base_rates"] = frame(
                ctx.make("hm_beliefs_base_rates", listed.pointer))
        return out

    return stoppable(work)
