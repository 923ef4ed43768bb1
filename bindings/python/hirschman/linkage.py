# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""Bargaining across issues: what pressure costs, what buys it, who comes next.

`linkage` answers the fourteen questions, as the command does: whole views of
the world (one an elasticity set), draws of what is assumed, exact concession
frontiers, then games that are played from these tables alone.
"""
from __future__ import annotations

import ctypes
from typing import Any, Mapping, Optional, Sequence, Union

import pandas as pd

from . import _abi
from ._library import (VERIFY_TOLERANCE, Context, DataError, Handle,
                       NotConfirmedError, lib,
                       stoppable, text, texts)
from ._tables import as_file, frame, frames
from .analyses import Progress, _block, _Reporter
from .economy import Economy, _closure
from .solution import Case, Solutions

STANDARD_DRAWS = {"draws": 64, "alone": 1, "theta_cv": 0.25}


def _create(ctx: Context, block: Any, case: Case) -> Handle:
    """The block, read against the scenarios of the case."""
    owner: Any = case
    node = block
    if isinstance(block, Mapping):
        owner = _block(ctx, "linkage", block)
        node = owner.pointer
    names = list(case.scenarios)
    return Handle(ctx.make("hm_linkage_create", node, texts(names),
                           len(names)), "hm_linkage_free", owner)


def _pointers(values: Sequence[Any]) -> Any:
    return (ctypes.c_void_p * max(1, len(values)))(*values)


def _view(solutions: Solutions, case: Case) -> Any:
    """One solved member of the ensemble."""
    names = list(case.scenarios)
    first = solutions[names[0]]
    return _abi.hm_linkage_view(
        base=first.base.pointer, closure=_closure(first.closure),
        settings=lib.hm_solver_settings_default(),
        verify_tolerance=VERIFY_TOLERANCE, n_scenarios=len(names),
        scenarios=_pointers([case.scenarios[name] for name in names]),
        solutions=_pointers([solutions[name].solution_pointer
                             for name in names]),
        welfare=_pointers([solutions[name].welfare_pointer
                           for name in names]))


def linkage_facts(solutions: Solutions, block: Any,
                  case: Case) -> pd.DataFrame:
    """Table of facts of a linked deal: what each step of pressure costs
    target and broker, and the cheapest offer that covers the broker's cost.
    `solutions` are those of the case's scenarios; `block` is its block
    `linkage:`, as a dictionary, or case.block("linkage")."""
    def work(ctx: Context) -> pd.DataFrame:
        asked = _create(ctx, block, case)
        seen = _view(solutions, case)
        ctx.call("hm_linkage_check", asked.pointer, seen.base)
        return frame(ctx.make("hm_linkage_evaluate", asked.pointer,
                              ctypes.byref(seen)))

    return stoppable(work)


def _standard(block: Mapping[str, Any]) -> tuple[dict[str, Any], Case]:
    """Scenarios for who names none: as `hirschman linkage ECONOMY`."""
    absent = [k for k in ("sender", "broker", "target") if k not in block]
    if absent:
        raise DataError(f"the block linkage has no {absent[0]!r}; expected "
                        "sender, broker and target")
    sender, broker, target = (block[k] for k in ("sender", "broker",
                                                 "target"))
    first = {"embargo": {"exporter": target, "importer": broker,
                         "sector": "all"}}
    second = {"embargo": {"exporter": broker, "importer": target,
                          "sector": "all"}}
    duty = {"exporter": broker, "importer": sender, "sector": "all"}
    back = {"exporter": sender, "importer": broker, "sector": "all"}
    case = Case.from_dict({
        "step-1": [first], "step-2": [first, second],
        "stick": {"tariff": {**duty, "add": 0.25}},
        "opening": {"tariff": {**back, "scale": 0}}})
    return {"pressure": ["step-1", "step-2"], "offers": [],
            "threats": ["stick"],
            "concession": {"instruments": {"tariff": duty},
                           "baselines": ["benchmark", "stick", "trade-deal"],
                           "openings": ["opening"]}, **block}, case


class _Views:
    """Payoffs in one view after another, as the command solves them."""

    def __init__(self, ctx: Context, asked: Handle, case: Case) -> None:
        self.ctx, self.asked, self.case = ctx, asked, case
        pointers = list(case.scenarios.values())
        self.menu = Handle(ctx.make(
            "hm_linkage_menu_create", asked.pointer, _pointers(pointers),
            len(pointers)), "hm_linkage_menu_free", (asked, case))
        self.payoffs: list[Handle] = []

    def add(self, name: str, whole: bool, place: Any) -> None:
        view = Handle(self.ctx.make(
            "hm_linkage_payoffs_create", self.asked.pointer,
            self.menu.pointer, name.encode(), whole),
            "hm_linkage_payoffs_free", self.menu)
        self.payoffs.append(view)
        packages = lib.hm_linkage_menu_packages(self.menu.pointer)
        for package in range(packages if place is not None else 0):
            self.ctx.call("hm_linkage_payoffs_solve", view.pointer,
                          ctypes.byref(place), package)

    def table(self, function: str) -> Handle:
        views = _pointers([v.pointer for v in self.payoffs])
        return Handle(self.ctx.make(function, views, len(self.payoffs)),
                      "hm_table_free")


def _solver(ctx: Context, base: Economy, rule: int) -> Handle:
    settings = lib.hm_solver_settings_default()
    return Handle(ctx.make("hm_solver_create", base.pointer, rule,
                           ctypes.byref(settings)), "hm_solver_free", base)


def _place(solutions: Solutions, case: Case, solver: Handle) -> Any:
    names = list(case.scenarios)
    first = solutions[names[0]]
    residual = [solutions[name].verified_residual for name in names]
    return _abi.hm_linkage_place(
        base=first.base.pointer, closure=_closure(first.closure),
        solver=solver.pointer, tolerance=VERIFY_TOLERANCE,
        n_known=len(names),
        known=_pointers([case.scenarios[name] for name in names]),
        welfare=_pointers([solutions[name].welfare_pointer
                           for name in names]),
        residual=(ctypes.c_double * len(names))(*residual))


class _Draws:
    """Draws of the elasticities, as the command's without `uncertainty:`."""

    def __init__(self, ctx: Context, economies: Sequence[Economy],
                 rule: str, count: int) -> None:
        self.ctx, self.economies = ctx, economies
        block = _block(ctx, "standard draws", STANDARD_DRAWS)
        self.drawn = Handle(ctx.make(
            "hm_uncertainty_create", block.pointer, len(economies), 1,
            _closure(rule)), "hm_uncertainty_free", block)
        self.account = Handle(ctx.make(
            "hm_account_from_economy", economies[0].pointer),
            "hm_account_free", economies)
        self.count = count

    def place(self, number: int) -> tuple[Any, Any]:
        """Where draw `number` is solved, and what that rests on."""
        draw = lib.hm_uncertainty_draw(self.drawn.pointer, number)
        set_ = lib.hm_economy_elasticities(self.economies[draw.set].pointer)
        economy = Handle(self.ctx.make(
            "hm_uncertainty_economy", self.drawn.pointer, ctypes.byref(draw),
            self.account.pointer, ctypes.cast(
                set_, ctypes.POINTER(_abi.hm_elasticities))),
            "hm_economy_free")
        settings = lib.hm_solver_settings_default()
        made = self.ctx.room()
        self.ctx.call("hm_equilibrium_calibrate", economy.pointer,
                      draw.closure, ctypes.byref(settings),
                      ctypes.byref(made), None)
        base = Economy(Handle(made, "hm_economy_free", economy))
        solver = _solver(self.ctx, base, draw.closure)
        return _abi.hm_linkage_place(
            base=base.pointer, closure=draw.closure, solver=solver.pointer,
            tolerance=VERIFY_TOLERANCE), (base, solver)


def _as_written(ctx: Context, given: Handle) -> Handle:
    """The table with the digits of its file, so that the games that are
    played from the files give the same numbers."""
    table = given.pointer
    columns = range(lib.hm_table_columns(table))
    heads = [text(lib.hm_table_column_name(table, c)) for c in columns]
    kinds = (ctypes.c_int * len(heads))(
        *[lib.hm_table_column_type(table, c) for c in columns])
    name = lib.hm_table_name(table)
    words = ctypes.c_void_p()
    ctx.call("hm_table_to_csv", table, ctypes.byref(words))
    try:
        data = ctypes.string_at(words.value or 0)
    finally:
        lib.hm_text_free(ctx.pointer, words)
    file, keep = as_file(text(name), data)
    made = ctx.make("hm_table_from_csv", ctypes.byref(file), name,
                    texts(heads), kinds, len(heads))
    del keep
    return Handle(made, "hm_table_free")


def _behind(ctx: Context, tables: Sequence[Handle],
            names: Sequence[str]) -> Handle:
    """Frontiers of all sets behind each other, the set as a column."""
    first = tables[0].pointer
    columns = range(lib.hm_table_columns(first))
    kinds = [lib.hm_table_column_type(first, c) for c in columns]
    words = _abi.CONSTANTS["HM_COLUMN_TEXT"]
    out = Handle(ctx.make("hm_table_create", b"concession"), "hm_table_free")
    for c in columns:
        ctx.check(lib.hm_table_add_column(
            out.pointer, lib.hm_table_column_name(first, c), kinds[c]))
    ctx.check(lib.hm_table_add_column(out.pointer, b"elasticities", words))
    for table, name in zip(tables, names):
        for row in range(lib.hm_table_rows(table.pointer)):
            ctx.check(lib.hm_table_add_row(out.pointer))
            for c in columns:
                if kinds[c] == words:
                    ctx.check(lib.hm_table_set_text(
                        out.pointer, c,
                        lib.hm_table_text(table.pointer, row, c)))
                else:
                    lib.hm_table_set_number(
                        out.pointer, c,
                        lib.hm_table_number(table.pointer, row, c))
            ctx.check(lib.hm_table_set_text(out.pointer, len(kinds),
                                            name.encode()))
    return out


def _answers(ctx: Context, views: _Views, facts: Sequence[Handle],
             frontiers: Handle) -> dict[str, pd.DataFrame]:
    payoffs = views.table("hm_linkage_payoffs_table")
    worlds = views.table("hm_linkage_views_table")
    out = {text(lib.hm_table_name(t.pointer)): frame(t.pointer, free=False)
           for t in (payoffs, worlds, frontiers)}
    written = [_as_written(ctx, t) for t in (payoffs, worlds, frontiers,
                                             *facts)]
    evidence = _abi.hm_linkage_evidence(
        payoffs=written[0].pointer, views=written[1].pointer,
        facts=_pointers([t.pointer for t in written[3:]]),
        n_facts=len(facts), concession=written[2].pointer)
    tables = (ctypes.c_void_p * _abi.CONSTANTS["HM_LINKAGE_TABLES"])()
    ctx.call("hm_linkage_answers", views.asked.pointer,
             ctypes.byref(evidence), tables)
    out["linkage_facts"] = frame(facts[0].pointer, free=False)
    out.update(frames(tables))
    return out


def linkage(economy: Economy, block: Mapping[str, Any],
            scenarios: Optional[Union[Mapping[str, Any], Case]] = None, *,
            sets: Sequence[str] = (), closure: Optional[str] = None,
            draws: int = 64,
            progress: Progress = False) -> dict[str, pd.DataFrame]:
    """Could better trade terms buy the broker's pressure on the target? The
    fourteen questions, as tables by name: `linkage` (the answers, with their
    class and equation), `thresholds`, `concession` (least cost of a gain of
    the broker), `payoffs`, `linkage_facts` and others.

    block: sender, broker, target, and, when `scenarios` are given, which of
    them are `pressure`, `offers`, `threats`, ... (the block `linkage:` of a
    case). Without scenarios: the broker stops buying from the target, then
    all trade with it; a stick of 25 points; all the sender's tariffs on the
    broker may be cut. sets: elasticity sets of the folder, one view each.
    draws: of the elasticities, 0 to 64, for bands. Question 7 needs
    `followers`, those about allies `allies`.

    >>> import hirschman as hm
    >>> t = hm.linkage(hm.toy(), {"sender": "NOR", "broker": "EAS",
    ...                           "target": "SOU"}, draws=2)
    >>> sorted(t)[:3]
    ['concession', 'linkage', 'linkage_collapse']
    >>> t["linkage"][["value", "sets_low", "low"]].notna().any().all()
    True
    """
    if not 0 <= draws <= STANDARD_DRAWS["draws"]:
        raise DataError(f"draws is {draws}; expected 0 to 64")
    if isinstance(scenarios, Case):
        case, whole = scenarios, dict(block)
    elif scenarios:
        case, whole = Case.from_dict(scenarios), dict(block)
    else:
        whole, case = _standard(block)
    rule = closure or economy.closure
    worlds = [economy.with_set(name) for name in sets] or [economy]
    names = list(sets) or [economy.set_name]

    def work(ctx: Context) -> dict[str, pd.DataFrame]:
        report = _Reporter(progress, "solving views", len(worlds) + draws)
        asked = _create(ctx, whole, case)
        ctx.call("hm_linkage_check", asked.pointer, economy.pointer)
        views = _Views(ctx, asked, case)
        facts, frontiers = [], []
        for k, world in enumerate(worlds):
            solved = case.solve(world, closure=rule, path_steps=0)
            seen = _view(solved, case)
            facts.append(Handle(ctx.make(
                "hm_linkage_evaluate", asked.pointer, ctypes.byref(seen)),
                "hm_table_free"))
            solver = _solver(ctx, world.base(rule), _closure(rule))
            views.add(names[k], True, _place(solved, case, solver))
            frontiers.append(Handle(ctx.make(
                "hm_linkage_frontier", asked.pointer, ctypes.byref(seen),
                k == 0), "hm_table_free"))
            report.step()
        made = _Draws(ctx, worlds, rule, draws)
        for d in range(made.count):
            try:
                place, keep = made.place(d)
            except (DataError, NotConfirmedError):
                place, keep = None, None  # no such economy: left empty
            views.add(f"draw-{d + 1:03d}", False, place)
            report.step()
            del keep
        return _answers(ctx, views, facts, _behind(ctx, frontiers, names))

    return stoppable(work)
