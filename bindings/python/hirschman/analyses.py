# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""Leverage, sanctions, tariff games, bargaining."""
from __future__ import annotations

import ctypes
import json
import sys
import time
from typing import Any, Callable, Mapping, Optional, Sequence, Union

import numpy as np
import pandas as pd

from . import _abi
from ._library import (VERIFY_TOLERANCE, Context, Handle, NotConfirmedError,
                       UnknownNameError, context, lib, pointer_to, stoppable,
                       text, texts)
from ._tables import frame, frames
from .economy import Economy, _closure
from .solution import Case

Progress = Union[bool, Callable[[int, int, str], None]]


class _Reporter:
    """Progress on standard error: one line that is written over, at most five
    times a second (a notebook keeps every one), with the time that is left."""

    def __init__(self, progress: Progress, what: str, total: int) -> None:
        self.what, self.total, self.done = what, total, 0
        self.tell = progress if callable(progress) else None
        self.line = progress is True
        self.start = self.last = time.monotonic()

    def step(self) -> None:
        self.done += 1
        if self.tell is not None:
            self.tell(self.done, self.total, self.what)
        now = time.monotonic()
        over = self.done == self.total
        if not self.line or not (over or now > self.last + 0.2):
            return
        self.last = now
        left = (now - self.start) * (self.total / self.done - 1.0)
        rest = f"{now - self.start:.0f} s" if over else f"{left:.0f} s left"
        sys.stderr.write(f"\r{self.what}: {self.done} of {self.total}, "
                         f"{rest:<12}" + ("\n" if over else ""))
        sys.stderr.flush()


def _block(ctx: Context, key: str, value: Any) -> Handle:
    """A settings tree from a dictionary."""
    data = json.dumps(value).encode()
    return Handle(ctx.make("hm_settings_parse", key.encode(), data,
                           len(data)), "hm_settings_free")


def _confirmed(certificate: Any, kind: Any, what: str) -> None:
    """No tables of a search that ended nowhere, as the command has none."""
    seen = ctypes.cast(certificate, ctypes.POINTER(kind)).contents
    if not seen.confirmed:
        raise NotConfirmedError(f"{what}: not everything was found and "
                                f"verified: {text(seen.worst)}")


def _codes(given: Union[str, Sequence[str]]) -> list[str]:
    """One code, or several."""
    return [given] if isinstance(given, str) else list(given)


def leverage(economy: Economy, targets: Union[str, Sequence[str]],
             senders: Union[str, Sequence[str]], *, closure: Optional[str] = None,
             progress: Progress = False,
             **settings: Any) -> dict[str, pd.DataFrame]:
    """Who can hurt whom, and at what cost: tables by name (`leverage`,
    `joint`, `shapley`, `power`, `exposure`, `chokepoints`, ...). Settings are
    those of the block `leverage:` of a case (coalition_size, goods, ...).

    >>> import hirschman as hm
    >>> t = hm.leverage(hm.toy(), ["SOU"], ["NOR", "EAS"], goods=0)
    >>> t["leverage"].columns[:4].tolist()
    ['target', 'senders', 'direction', 'target_loss_musd']
    """
    rule = closure or economy.closure
    base = economy.base(rule)

    def work(ctx: Context) -> dict[str, pd.DataFrame]:
        block = _block(ctx, "leverage", {"targets": _codes(targets),
                                         "senders": _codes(senders),
                                         **settings})
        asked = Handle(ctx.make("hm_leverage_create", block.pointer),
                       "hm_leverage_free", block)
        ctx.call("hm_leverage_check", asked.pointer, base.pointer)
        number = _closure(rule)
        plan = Handle(ctx.make("hm_leverage_plan_create", asked.pointer,
                               base.pointer, number, False),
                      "hm_leverage_plan_free", (asked, base))
        settings_ = lib.hm_solver_settings_default()
        solver = Handle(ctx.make("hm_solver_create", base.pointer, number,
                                 ctypes.byref(settings_)), "hm_solver_free",
                        base)
        size = lib.hm_leverage_plan_size(plan.pointer)
        report = _Reporter(progress, "cutting links", size)
        for index in range(size):
            ctx.call("hm_leverage_plan_solve", plan.pointer, index,
                     solver.pointer, VERIFY_TOLERANCE)
            report.step()
        tables = {}
        for which in range(_abi.CONSTANTS["HM_LEVERAGE_TABLES"]):
            pointer = ctx.make("hm_leverage_plan_table", plan.pointer, which)
            if pointer:
                name = text(lib.hm_table_name(pointer))
                tables[name] = frame(pointer)
        return tables

    return stoppable(work)


def tariff_games(economy: Economy, games: Mapping[str, Any], *,
                 closure: Optional[str] = None,
                 scenarios: Optional[Mapping[str, Any]] = None,
                 regrets: bool = True,
                 progress: Progress = False) -> dict[str, pd.DataFrame]:
    """Play tariff games: {"war": {"type": "nash", "players": [...]}}, in the
    words of the block `tariff_games:`; one game alone may go without a name.
    Tables: `tariff_game` (real income and regret), `tariff_game_tariffs`,
    `tariff_game_optima`, and `tariff_game_cycle` (rounds of replies of a
    war without an equilibrium).

    >>> import hirschman as hm
    >>> t = hm.tariff_games(hm.toy(), {"alone": {"type": "optimal",
    ...                                          "players": ["NOR"]}})
    >>> row = t["tariff_game"].iloc[0]
    >>> row["country"], row["real_income_pct"] > 0
    ('NOR', True)
    """
    if "type" in games and isinstance(games["type"], str):
        games = {"game": games}
    rule = closure or economy.closure
    base = economy.base(rule)
    case = Case.from_dict(scenarios) if scenarios else None
    given = [] if case is None else list(case.scenarios.items())

    def work(ctx: Context) -> dict[str, pd.DataFrame]:
        block = _block(ctx, "tariff_games", games)
        asked = Handle(ctx.make("hm_tariff_games_create", block.pointer,
                                texts([name for name, _ in given]),
                                len(given)), "hm_tariff_games_free", block)
        ctx.call("hm_tariff_games_check", asked.pointer, base.pointer)
        pointers = (ctypes.c_void_p * max(1, len(given)))(
            *[pointer for _, pointer in given])
        seen = _abi.hm_tariff_view(
            base=base.pointer, closure=_closure(rule),
            settings=lib.hm_solver_settings_default(),
            verify_tolerance=VERIFY_TOLERANCE, n_scenarios=len(given),
            scenarios=pointers)
        plays: list[Handle] = []
        count = lib.hm_tariff_games_count(asked.pointer)
        report = _Reporter(progress, "playing", count)
        for game in range(count):
            start = lib.hm_tariff_games_start(asked.pointer, game)
            plays.append(Handle(
                ctx.make("hm_tariff_play_create", asked.pointer, game,
                         ctypes.byref(seen),
                         plays[start].pointer if start >= 0 else None),
                "hm_tariff_play_free", (asked, base, case)))
            _confirmed(lib.hm_tariff_play_certificate(plays[-1].pointer),
                       _abi.hm_tariff_certificate, "tariff game " + text(
                           lib.hm_tariff_games_name(asked.pointer, game)))
            players = lib.hm_tariff_play_players(plays[-1].pointer)
            for player in range(players if regrets else 0):
                ctx.call("hm_tariff_play_regret", ctypes.byref(seen),
                         plays[-1].pointer, player)
            report.step()
        array = (ctypes.c_void_p * len(plays))(*[p.pointer for p in plays])
        tables = (ctypes.c_void_p * _abi.CONSTANTS["HM_TARIFF_TABLES"])()
        ctx.call("hm_tariff_tables", ctypes.byref(seen), array, len(plays),
                 tables)
        return frames(tables)

    return stoppable(work)


def sanctions(economy: Economy, problems: Mapping[str, Any], *,
              closure: Optional[str] = None,
              scenarios: Optional[Mapping[str, Any]] = None,
              progress: Progress = False) -> dict[str, pd.DataFrame]:
    """Sanctions that hurt a target most for what they cost the senders:
    {"ban": {"target": "PRK", "senders": ["CHN"], "with": "embargo",
    "losses": [100]}}, or one problem alone, in the words of the block
    `sanctions:`. Tables: `sanctions` (a row a point of a frontier),
    `sanctions_measures` (what each point does), `sanctions_countries` (who
    gains and loses), and those that the problem asks for. `scenarios`: those
    that a problem starts from, by name.

    >>> import hirschman as hm
    >>> t = hm.sanctions(hm.toy(), {"target": "SOU", "senders": ["NOR"],
    ...                             "budgets": [0.5]})
    >>> point = t["sanctions"].iloc[0]
    >>> point["outcome"], round(point["sender_cost_musd"], 6)
    ('found', 0.5)
    >>> bool(point["target_loss_musd"] > 0.5)
    True
    """
    if "target" in problems and isinstance(problems["target"], str):
        problems = {"sanctions": problems}
    rule = closure or economy.closure
    base = economy.base(rule)
    case = Case.from_dict(scenarios) if scenarios else None
    given = [] if case is None else list(case.scenarios.items())

    def work(ctx: Context) -> dict[str, pd.DataFrame]:
        block = _block(ctx, "sanctions", problems)
        asked = Handle(ctx.make("hm_sanctions_create", block.pointer,
                                texts([name for name, _ in given]),
                                len(given)), "hm_sanctions_free", block)
        ctx.call("hm_sanctions_check", asked.pointer, base.pointer)
        seen = _abi.hm_sanction_view(
            base=base.pointer, closure=_closure(rule),
            settings=lib.hm_solver_settings_default(),
            verify_tolerance=VERIFY_TOLERANCE, n_scenarios=len(given),
            scenarios=(ctypes.c_void_p * max(1, len(given)))(
                *[pointer for _, pointer in given]))
        count = lib.hm_sanctions_count(asked.pointer)
        report = _Reporter(progress, "searching", count)
        plans = []
        for problem in range(count):
            plans.append(Handle(
                ctx.make("hm_sanction_plan_create", asked.pointer, problem,
                         ctypes.byref(seen)), "hm_sanction_plan_free",
                (asked, base, case)))
            _confirmed(lib.hm_sanction_plan_certificate(plans[-1].pointer),
                       _abi.hm_sanction_certificate, "sanctions " + text(
                           lib.hm_sanctions_name(asked.pointer, problem)))
            report.step()
        array = (ctypes.c_void_p * count)(*[p.pointer for p in plans])
        tables = (ctypes.c_void_p * _abi.CONSTANTS["HM_SANCTION_TABLES"])()
        ctx.call("hm_sanction_tables", array, count, tables)
        return {name: table for name, table in frames(tables).items()
                if len(table) > 0}

    return stoppable(work)


RULES = ("nash", "kalai-smorodinsky", "egalitarian", "utilitarian")


def bargain(payoffs: pd.DataFrame, threat: Sequence[float],
            rule: str = "nash", *, lottery: bool = False,
            weights: Optional[Sequence[float]] = None) -> pd.Series:
    """A bargaining solution on a table of payoffs: one row a policy, one
    column a player. The result has the policy (None for a lottery), each
    player's payoff and gain, and the rule and threat point that it rests on.

    >>> import pandas as pd, hirschman as hm
    >>> table = pd.DataFrame({"USA": [0.0, 4, 9], "CHN": [10.0, 8, 3]},
    ...                      index=["war", "deal", "yield"])
    >>> hm.bargain(table, [0, 3])["point"]
    'deal'
    """
    if rule not in RULES:
        raise UnknownNameError(f"rule {rule!r} is not known; expected one of "
                               f"{', '.join(RULES)}")
    values = np.ascontiguousarray(payoffs.to_numpy(dtype=float))
    start = np.ascontiguousarray(threat, dtype=float)
    given = None if weights is None else \
        np.ascontiguousarray(weights, dtype=float)
    points = _abi.hm_points(n_players=values.shape[1],
                            n_points=values.shape[0],
                            payoff=pointer_to(values))
    talks = _abi.hm_talks(rule=RULES.index(rule), threat=pointer_to(start),
                          parties=0, weights=pointer_to(given))
    deal = _abi.hm_deal()
    players = list(payoffs.columns)
    out: dict[str, Any] = {"rule": rule}
    if lottery:
        share = np.zeros(values.shape[0])
        context().call("hm_bargain_lottery", ctypes.byref(points),
                       ctypes.byref(talks), pointer_to(share),
                       ctypes.byref(deal))
        out["lottery"] = dict(zip(payoffs.index, share))
    else:
        context().call("hm_bargain_pure", ctypes.byref(points),
                       ctypes.byref(talks), ctypes.byref(deal))
    out["exists"] = bool(deal.exists)
    out["point"] = payoffs.index[deal.point] if deal.point >= 0 else None
    for p, player in enumerate(players):
        out[f"payoff_{player}"] = deal.payoff[p]
        out[f"gain_{player}"] = deal.gain[p]
        out[f"threat_{player}"] = deal.threat[p]
    return pd.Series(out)
