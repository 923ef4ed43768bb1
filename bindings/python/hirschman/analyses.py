# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""Leverage, tariff games, linkage, bargaining."""
from __future__ import annotations

import ctypes
import json
import sys
from typing import Any, Callable, Mapping, Optional, Sequence, Union

import numpy as np
import pandas as pd

from . import _abi
from ._library import (Context, Handle, UnknownNameError, context, lib,
                       pointer_to, stoppable, text, texts)
from ._tables import frame
from .economy import Economy, _closure
from .solution import Case, Solutions

Progress = Union[bool, Callable[[int, int, str], None]]


class _Reporter:
    """Progress on standard error: one line that is written over."""

    def __init__(self, progress: Progress, what: str, total: int) -> None:
        self.what, self.total, self.done = what, total, 0
        self.tell = progress if callable(progress) else None
        self.line = progress is True

    def step(self) -> None:
        self.done += 1
        if self.tell is not None:
            self.tell(self.done, self.total, self.what)
        elif self.line:
            sys.stderr.write(f"\r{self.what}: {self.done} of {self.total}")
            sys.stderr.write("\n" if self.done == self.total else "")
            sys.stderr.flush()


def _block(ctx: Context, key: str, value: Any) -> Handle:
    """A settings tree from a dictionary."""
    data = json.dumps(value).encode()
    return Handle(ctx.make("hm_settings_parse", key.encode(), data,
                           len(data)), "hm_settings_free")


def leverage(economy: Economy, targets: Sequence[str],
             senders: Sequence[str], *, closure: Optional[str] = None,
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
        block = _block(ctx, "leverage", {"targets": list(targets),
                                         "senders": list(senders),
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
                     solver.pointer, 1e-8)
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
    words of the block `tariff_games:`. Tables: `tariff_game` (real income
    and regret), `tariff_game_tariffs`, `tariff_game_optima`, and
    `tariff_game_cycle` (rounds of replies of a war without an equilibrium).

    >>> import hirschman as hm
    >>> t = hm.tariff_games(hm.toy(), {"alone": {"type": "optimal",
    ...                                          "players": ["NOR"]}})
    >>> row = t["tariff_game"].iloc[0]
    >>> row["country"], row["real_income_pct"] > 0
    ('NOR', True)
    """
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
            settings=lib.hm_solver_settings_default(), verify_tolerance=1e-8,
            n_scenarios=len(given), scenarios=pointers)
        plays: list[Handle] = []
        count = lib.hm_tariff_games_count(asked.pointer)
        report = _Reporter(progress, "playing", count)
        for game in range(count):
            start = lib.hm_tariff_games_start(asked.pointer, game)
            plays.append(Handle(
                ctx.make("hm_tariff_play_create", asked.pointer, game,
                         ctypes.byref(seen),
                         plays[start].pointer if start >= 0 else None),
                "hm_tariff_play_free", (base, case)))
            players = lib.hm_tariff_play_players(plays[-1].pointer)
            for player in range(players if regrets else 0):
                ctx.call("hm_tariff_play_regret", ctypes.byref(seen),
                         plays[-1].pointer, player)
            report.step()
        array = (ctypes.c_void_p * len(plays))(*[p.pointer for p in plays])
        tables = (ctypes.c_void_p * _abi.CONSTANTS["HM_TARIFF_TABLES"])()
        ctx.call("hm_tariff_tables", ctypes.byref(seen), array, len(plays),
                 tables)
        named = [(text(lib.hm_table_name(t)), t) for t in tables]
        return {name: frame(ctypes.c_void_p(t)) for name, t in named}

    return stoppable(work)


def linkage(solutions: Solutions, block: Mapping[str, Any],
            case: Case) -> pd.DataFrame:
    """Facts of a bargain across issues (table `linkage`): what each step of
    pressure costs target and broker, and the cheapest offer that covers the
    broker's cost. `solutions` are those of the case's scenarios; `block` is
    the case's block `linkage:`, as a dictionary, or case.block("linkage")."""
    names = list(solutions)
    first = solutions[names[0]]

    def work(ctx: Context) -> pd.DataFrame:
        node = block
        owner: Any = case
        if isinstance(block, Mapping):
            owner = _block(ctx, "linkage", block)
            node = owner.pointer
        asked = Handle(ctx.make("hm_linkage_create", node, texts(names),
                                len(names)), "hm_linkage_free", owner)
        ctx.call("hm_linkage_check", asked.pointer, first.base.pointer)

        def pointers(of: Callable[[Any], Any]) -> Any:
            return (ctypes.c_void_p * len(names))(
                *[of(solutions[name]) for name in names])

        seen = _abi.hm_linkage_view(
            base=first.base.pointer, closure=_closure(first.closure),
            settings=lib.hm_solver_settings_default(), verify_tolerance=1e-8,
            n_scenarios=len(names),
            scenarios=(ctypes.c_void_p * len(names))(
                *[case.scenarios[name] for name in names]),
            solutions=pointers(lambda s: s._solution.pointer if s.confirmed
                               else None),
            welfare=pointers(lambda s: s._welfare.pointer if s.confirmed
                             else None))
        return frame(ctx.make("hm_linkage_evaluate", asked.pointer,
                              ctypes.byref(seen)))

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
