# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""Scenarios, their solutions and derivatives.

A scenario is a measure, a list of measures, or {"description", "measures"},
in the words of a case file; a measure's `table` may be a DataFrame. Numbers
are given only of solutions that separate code has confirmed.
"""
from __future__ import annotations

import ctypes
import json
import math
import re
from typing import Any, Dict, Mapping, Optional, Sequence

import numpy as np
import pandas as pd

from . import _abi
from ._library import (Context, DataError, Handle, HirschmanError,
                       NotConfirmedError,
                       UnknownNameError, context, lib, Array, pointer_to, stoppable,
                       text, view)
from ._tables import as_file
from .economy import Economy, _closure

PATH_STEPS = _abi.CONSTANTS["HM_PATH_STEPS"]
PLACE = re.compile(r"^python\.json:\d+:\d+: ")
CONVERGED = _abi.CONSTANTS["HM_CONVERGED"]


def _measures(scenario: Any, tables: dict[str, bytes]) -> dict[str, Any]:
    """A scenario as a case file has it; DataFrames become files."""
    if isinstance(scenario, Mapping) and "measures" in scenario:
        whole = dict(scenario)
    else:
        whole = {"measures": scenario if isinstance(scenario, (list, tuple))
                 else [scenario] if scenario else []}
    made = []
    for measure in whole["measures"]:
        if not isinstance(measure, Mapping) or len(measure) != 1:
            raise DataError(f"a measure is {measure!r}; expected a dictionary "
                            "with one key, such as {'tariff': {...}}")
        (kind, rule), = measure.items()
        rule = dict(rule)
        if isinstance(rule.get("table"), pd.DataFrame):
            name = f"table{len(tables) + 1}.csv"
            tables[name] = rule["table"].to_csv(index=False).encode()
            rule["table"] = name
        made.append({kind: rule})
    whole["measures"] = made
    return whole


class Case:
    """A case file, or a case given as a dictionary.

    >>> import hirschman as hm
    >>> case = hm.Case.from_dict({"cut": {"tariff": {
    ...     "exporter": "SOU", "importer": "NOR", "sector": "all",
    ...     "scale": 0.5}}})
    >>> list(case.scenarios)
    ['cut']
    """

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self.scenarios = {
            text(lib.hm_scenario_name(pointer)): pointer for pointer in
            (lib.hm_case_scenario(handle.pointer, s) for s in
             range(lib.hm_case_scenarios(handle.pointer)))}

    @classmethod
    def read(cls, path: str) -> "Case":
        """Read a case file (YAML or JSON)."""
        return cls(Handle(context().make("hm_case_read", str(path).encode()),
                          "hm_case_free"))

    @classmethod
    def from_dict(cls, scenarios: Mapping[str, Any],
                  blocks: Optional[Mapping[str, Any]] = None) -> "Case":
        """From scenarios by name, and further blocks of a case."""
        tables: dict[str, bytes] = {}
        whole = {"case": "python", "description": "from Python",
                 "economy": ".",
                 "scenarios": {name: _measures(s, tables)
                               for name, s in scenarios.items()},
                 **(blocks or {})}
        files = [("python.json", json.dumps(whole).encode()), *tables.items()]
        pairs = [as_file(name, data) for name, data in files]
        array = (_abi.hm_file * len(pairs))(*[f for f, _ in pairs])
        try:
            pointer = context().make("hm_case_read_memory", b"python.json",
                                     array, len(pairs))
        except HirschmanError as error:  # a place that nobody has seen
            error.args = (PLACE.sub("", str(error)),)
            raise
        return cls(Handle(pointer, "hm_case_free"))

    @property
    def economy(self) -> str:
        """Path of the economy that the case names."""
        return text(lib.hm_case_economy(self._handle.pointer))

    @property
    def sets(self) -> list[str]:
        """Elasticity sets that it asks for, the first one first."""
        count = lib.hm_case_elasticity_sets(self._handle.pointer)
        return [text(lib.hm_case_elasticity_set(self._handle.pointer, i))
                for i in range(count)]

    def block(self, key: str) -> Any:
        """A further block ("linkage"), None when it has none."""
        return lib.hm_case_block(self._handle.pointer, key.encode())

    def solve(self, economy: Optional[Economy] = None,
              **options: Any) -> "Solutions":
        """Solve every scenario, by default on the case's economy under its
        first elasticity set."""
        if economy is None:
            economy = Economy.read(self.economy)
            if self.sets:
                economy = economy.with_set(self.sets[0])
        rule = ctypes.c_int()
        if "closure" not in options and lib.hm_case_closure(
                self._handle.pointer, ctypes.byref(rule)):
            options["closure"] = text(lib.hm_closure_name(rule.value))
        return Solutions([_solve(economy, name, pointer, self, **options)
                          for name, pointer in self.scenarios.items()])


class Solution:
    """One solved scenario: tables as the command writes them.

    `outcome` is "converged" when there is an answer and it was confirmed;
    otherwise the tables raise NotConfirmedError, which says why.
    """

    def __init__(self, base: Economy, closure: str, name: str,
                 ctx: Context) -> None:
        self.base, self.closure, self.name = base, closure, name
        self.confirmed = False
        self.verified_residual = math.nan
        self.worst_equation = ""
        self._keep: list[Any] = [ctx]
        self._shock: Optional[Handle] = None
        self._solution: Optional[Handle] = None
        self._welfare: Optional[Handle] = None

    def _run(self, ctx: Context, scenario: Any, steps: int,
             tolerance: float) -> None:
        settings = lib.hm_solver_settings_default()
        settings.tolerance = tolerance
        rule = _closure(self.closure)
        ctx.call("hm_solver_settings_check", ctypes.byref(settings))
        try:
            made = ctx.make("hm_shock_create", self.base.pointer, scenario)
        except HirschmanError as error:
            error.args = (PLACE.sub("", str(error)),)
            raise
        self._shock = Handle(made, "hm_shock_free")
        self._solution = Handle(
            ctx.make("hm_solution_create", self.base.pointer),
            "hm_solution_free", self.base)
        solver = Handle(ctx.make("hm_solver_create", self.base.pointer, rule,
                                 ctypes.byref(settings)), "hm_solver_free")
        ctx.check(lib.hm_solver_solve(solver.pointer, self._shock.pointer,
                                      None, self._solution.pointer))
        if self.certificate.outcome != CONVERGED:
            return
        seen = _abi.hm_verification()
        ctx.call("hm_equilibrium_verify", self.base.pointer, rule,
                 self._shock.pointer, self._solution.pointer,
                 max(1e-9, 100.0 * tolerance), ctypes.byref(seen))
        self.verified_residual = seen.residual
        self.worst_equation = text(seen.worst_equation)
        if not seen.confirmed:
            return
        self._welfare = Handle(
            ctx.make("hm_welfare_create", self.base.pointer),
            "hm_welfare_free", self.base)
        ctx.call("hm_welfare_evaluate", self.base.pointer,
                 self._shock.pointer, self._solution.pointer,
                 self._welfare.pointer)
        if steps > 0:
            ctx.check(lib.hm_welfare_path(
                solver.pointer, self._shock.pointer, self._solution.pointer,
                steps, self._welfare.pointer))
        self.confirmed = True

    @property
    def solution_pointer(self) -> Any:
        """The library's solution; None unless it was confirmed."""
        return self._held(self._solution).pointer if self.confirmed else None

    @property
    def welfare_pointer(self) -> Any:
        """The library's welfare; None unless it was confirmed."""
        return self._held(self._welfare).pointer if self.confirmed else None

    @staticmethod
    def _held(handle: Optional[Handle]) -> Handle:
        if handle is None:
            raise NotConfirmedError("the scenario was not solved")
        return handle

    @property
    def certificate(self) -> Any:
        """Outcome, iterations, residual, reason: the solver's own."""
        return ctypes.cast(
            lib.hm_solution_certificate(self._held(self._solution).pointer),
            ctypes.POINTER(_abi.hm_certificate)).contents

    @property
    def outcome(self) -> str:
        seen = self.certificate
        if seen.outcome == CONVERGED and not self.confirmed:
            return "not_verified"
        return text(lib.hm_outcome_name(seen.outcome))

    def _must_hold(self) -> None:
        if not self.confirmed:
            seen = self.certificate
            why = text(seen.reason) or text(lib.hm_outcome_text(seen.outcome))
            if seen.outcome == CONVERGED:
                why = ("the independent check did not confirm the solution "
                       f"({self.worst_equation})")
            raise NotConfirmedError(f"scenario {self.name!r} has no numbers: "
                                    f"{why}")

    def _views(self, kind: Any, pointer: Any, owner: Handle,
               shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Any]:
        struct = ctypes.cast(pointer, ctypes.POINTER(kind)).contents
        return {name: view(getattr(struct, name), shape, owner)
                for name, shape in shapes.items()}

    @property
    def arrays(self) -> dict[str, Array]:
        """The solution's own arrays, read only, not copied."""
        self._must_hold()
        d = self.base._data
        n, j, f = d.n_countries, d.n_sectors, d.n_factors
        found = self._views(
            _abi.hm_solution_arrays,
            lib.hm_solution_data(self._held(self._solution).pointer),
            self._held(self._solution),
            {"factor_price_hat": (f,), "cost_hat": (n, j),
             "price_hat": (n, j), "price_index_hat": (n,),
             "expenditure": (n, j), "output": (n, j), "income": (n,),
             "deficit": (n,), "rent_wedge": (j, n, n)})
        return {key: a for key, a in found.items() if a is not None}

    @property
    def country(self) -> pd.DataFrame:
        """Real income and what is beside it, one row a country."""
        self._must_hold()
        n = self.base._data.n_countries
        names = [field for field, _ in _abi.hm_welfare_arrays._fields_]
        w = self._views(_abi.hm_welfare_arrays,
                        lib.hm_welfare_data(self._held(self._welfare).pointer),
                        self._held(self._welfare), {name: (n,) for name in names})
        base = self.base.arrays
        earned = base["income"] - base["deficit"]

        def change(before: Array, after: Array) -> Array:
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.where(before > 0.0,
                                100.0 * (after / before - 1.0), np.nan)

        return pd.DataFrame({
            "country": self.base.countries,
            "real_income_pct": 100.0 * (w["real_income_hat"] - 1.0),
            "real_income_musd": w["real_income_musd"],
            "real_domestic_income_pct":
                100.0 * (w["real_domestic_income_hat"] - 1.0),
            "real_wage_pct": 100.0 * (w["real_wage_hat"] - 1.0),
            "wage_hat": w["wage_hat"],
            "price_index_hat": w["price_index_hat"],
            "tariff_revenue_base": w["revenue_base"],
            "tariff_revenue_cf": w["revenue_cf"],
            "terms_of_trade_pct": 100.0 * w["terms_of_trade"],
            "welfare_first_order_pct": 100.0 * w["first_order"],
            "terms_of_trade_first_order_pct":
                100.0 * w["first_order_terms_of_trade"],
            "volume_of_trade_first_order_pct":
                100.0 * w["first_order_volume_of_trade"],
            "exports_pct": change(w["exports_base"], w["exports_cf"]),
            "imports_pct": change(w["imports_base"], w["imports_cf"]),
            "deficit_base": w["deficit_base"],
            "deficit_cf": w["deficit_cf"],
            "real_domestic_income_musd":
                earned * (w["real_domestic_income_hat"] - 1.0),
        })

    @property
    def sector(self) -> pd.DataFrame:
        """Output, prices, spending and value added of each country's
        sectors; those without output and spending are left out."""
        a, d = self.arrays, self.base.arrays
        added = np.empty_like(d["output"])
        lib.hm_solution_value_added(self.base.pointer, self.solution_pointer,
                                    pointer_to(added))
        n, j = np.nonzero((d["output"] > 0.0) | (d["expenditure"] > 0.0))

        def hat(name: str) -> Array:
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.where(d[name] > 0.0, a[name] / d[name],
                                np.nan)[n, j]

        return pd.DataFrame({
            "country": np.array(self.base.countries, dtype=object)[n],
            "sector": np.array(self.base.sectors, dtype=object)[j],
            "output_hat": hat("output"), "price_hat": a["price_hat"][n, j],
            "expenditure_hat": hat("expenditure"),
            "value_added_hat": added[n, j]})

    @property
    def bilateral(self) -> pd.DataFrame:
        """Every flow that is not 0, before and after, at border values."""
        a, d = self.arrays, self.base.arrays
        zero = np.zeros_like(d["share"])
        shock = self._views(
            _abi.hm_shock_arrays,
            lib.hm_shock_data(self._held(self._shock).pointer),
            self._held(self._shock), {name: zero.shape for name in
                          ("tariff", "rent_wedge", "rent_importer_share")})
        share = np.empty_like(zero)
        lib.hm_solution_shares(self.base.pointer,
                               self._held(self._shock).pointer,
                               self.solution_pointer, pointer_to(share))
        old = d.get("tariff", zero)
        new = old if shock["tariff"] is None else shock["tariff"]
        rent0 = d.get("rent_wedge", zero)
        rent = a.get("rent_wedge", rent0 if shock["rent_wedge"] is None
                     else shock["rent_wedge"])
        rent = np.where(np.isinf(rent), 0.0, rent)
        keep0 = d.get("rent_importer_share", np.ones_like(zero))
        keep = keep0 if shock["rent_importer_share"] is None \
            else shock["rent_importer_share"]
        before = d["share"] * d["expenditure"].T[:, :, None] / (1.0 + old)
        before = before * (1.0 + (1.0 - keep0) * rent0) / (1.0 + rent0)
        paid = share * a["expenditure"].T[:, :, None] / (1.0 + new)
        after = paid * (1.0 + (1.0 - keep) * rent) / (1.0 + rent)
        j, n, i = np.nonzero((before > 0.0) | (after > 0.0))
        at = (j, n, i)
        countries = np.array(self.base.countries, dtype=object)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(before > 0.0, after / before, np.nan)
        table = pd.DataFrame({
            "exporter": countries[i], "importer": countries[n],
            "sector": np.array(self.base.sectors, dtype=object)[j],
            "value_base": before[at], "value_cf": after[at],
            "value_hat": ratio[at], "tariff_rate_base": old[at],
            "tariff_rate_cf": new[at],
            "quota_rent_musd": (paid * rent / (1.0 + rent))[at]})
        order = np.lexsort((j, n, i))
        return table.iloc[order].reset_index(drop=True)

    def __repr__(self) -> str:
        return (f"<Solution {self.name}: {self.outcome}, "
                f"{self.certificate.iterations} iterations, verified to "
                f"{self.verified_residual:.1g}>")


class Solutions(Dict[str, Solution]):
    """Solutions by scenario, and their tables below each other."""

    def __init__(self, solutions: Sequence[Solution]) -> None:
        super().__init__({s.name: s for s in solutions})

    def _stack(self, table: str) -> pd.DataFrame:
        parts = []
        for name, solution in self.items():
            if solution.confirmed:
                part = getattr(solution, table)
                part.insert(0, "scenario", name)
                parts.append(part)
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()

    @property
    def country(self) -> pd.DataFrame:
        return self._stack("country")

    @property
    def sector(self) -> pd.DataFrame:
        return self._stack("sector")

    @property
    def bilateral(self) -> pd.DataFrame:
        return self._stack("bilateral")

    @property
    def convergence(self) -> pd.DataFrame:
        """What became of each scenario, those without an answer too."""
        return pd.DataFrame([{
            "scenario": name, "outcome": s.outcome,
            "iterations": s.certificate.iterations,
            "residual": s.certificate.residual,
            "verified_residual": s.verified_residual,
            "worst_equation": s.worst_equation or
            text(s.certificate.worst_equation),
            "reason": text(s.certificate.reason)} for name, s in self.items()])


def _solve(economy: Economy, name: str, pointer: Any, case: Case,
           closure: Optional[str] = None, tolerance: float = 1e-10,
           path_steps: int = PATH_STEPS) -> Solution:
    rule = closure or economy.closure

    def work(ctx: Context) -> Solution:
        solution = Solution(economy.base(rule), rule, name, ctx)
        solution._keep.append(case)
        solution._run(ctx, pointer, path_steps, tolerance)
        return solution

    return stoppable(work)


def solve(economy: Economy, scenario: Any, *, closure: Optional[str] = None,
          tolerance: float = 1e-10, path_steps: int = PATH_STEPS) -> Solution:
    """Solve and verify one scenario.

    closure: fixed, scaled, zero or bilateral (default: the economy's).
    path_steps: of the exact split into terms and volume of trade; 0: none.

    >>> import hirschman as hm
    >>> s = hm.solve(hm.toy(), {"tariff": {"exporter": "SOU",
    ...     "importer": "NOR", "sector": "goods", "rate": 0}})
    >>> s.outcome
    'converged'
    >>> s.country[["country", "real_income_pct"]].round(4)
      country  real_income_pct
    0     NOR          -0.1829
    1     SOU           1.0314
    2     EAS          -0.0246
    """
    case = Case.from_dict({"scenario": scenario})
    return _solve(economy, "scenario", case.scenarios["scenario"], case,
                  closure, tolerance, path_steps)


FLOW = ("tariff", "export_tax", "rent_wedge", "rent_share", "ln_cost", "phi")
OUTCOMES = ("real_income", "real_income_musd", "real_domestic_income",
            "export_earnings", "tariff_revenue", "government_revenue",
            "output", "imports")


def gradient(economy: Economy, outcome: str, country: str, *,
             instrument: str = "tariff", scenario: Any = None,
             closure: Optional[str] = None,
             exporter: Optional[str] = None) -> pd.DataFrame:
    """Exact derivatives of one outcome in every instrument of a kind.

    outcome: real_income and real_domestic_income (logs), real_income_musd,
    export_earnings, tariff_revenue, government_revenue, output, imports
    (million USD). instrument: tariff, export_tax, rent_wedge, rent_share,
    ln_cost, phi (by flow), ln_productivity (by country and sector), deficit
    (by country), theta (by sector). At the benchmark, or at a scenario.

    >>> import hirschman as hm
    >>> g = hm.gradient(hm.toy(), "real_income", "NOR")
    >>> g.query("importer == 'NOR' and exporter == 'SOU'").round(5)
      exporter importer    sector  derivative
    0      SOU      NOR     goods     0.00807
    6      SOU      NOR  services     0.00436
    """
    if outcome not in OUTCOMES:
        raise UnknownNameError(f"outcome {outcome!r} is not known; expected "
                               f"one of {', '.join(OUTCOMES)}")
    solution = solve(economy, scenario, closure=closure, tolerance=1e-12,
                     path_steps=0)
    solution._must_hold()
    base = solution.base
    d = base._data
    n, j, f = d.n_countries, d.n_sectors, d.n_factors
    shapes = {**{name: (j, n, n) for name in FLOW},
              "ln_productivity": (n, j), "ln_factor": (f,), "deficit": (n,),
              "theta": (j,), "theta_home": (j,)}
    if instrument not in shapes:
        raise UnknownNameError(f"instrument {instrument!r} is not known; "
                               f"expected one of {', '.join(shapes)}")
    ctx = context()
    point = Handle(ctx.make("hm_sensitivity_create", base.pointer,
                            _closure(solution.closure)),
                   "hm_sensitivity_free", base)
    ctx.check(lib.hm_sensitivity_at(point.pointer,
                                    solution._held(solution._shock).pointer,
                                    solution.solution_pointer))
    made = ctx.make("hm_objective_create", base.pointer, True)
    objective = ctypes.cast(made, ctypes.POINTER(_abi.hm_objective))
    at = base.index(country)
    abroad = -1 if exporter is None else base.index(exporter)
    middle = {"export_earnings": (-1,), "output": (-1,),
              "imports": (abroad, -1)}.get(outcome, ())
    try:
        ctx.check(getattr(lib, f"hm_sensitivity_add_{outcome}")(
            point.pointer, at, *middle, 1.0, objective))
        values = np.zeros(shapes[instrument])
        wanted = _abi.hm_gradient(**{instrument: pointer_to(values)})
        ctx.check(lib.hm_sensitivity_adjoint(point.pointer, objective,
                                             ctypes.byref(wanted)))
    finally:
        lib.hm_objective_free(ctx.pointer, objective)
    if instrument in FLOW:
        traded = base.arrays["share"] > 0.0
        shown = np.where(traded, values, 0.0)
        return base.flow_frame(shown, "derivative")
    keys = {"ln_productivity": ["country", "sector"], "deficit": ["country"],
            "ln_factor": ["factor"], "theta": ["sector"],
            "theta_home": ["sector"]}[instrument]
    codes = {"country": base.countries, "sector": base.sectors,
             "factor": range(f)}
    index = pd.MultiIndex.from_product([codes[k] for k in keys], names=keys)
    return pd.DataFrame({"derivative": values.ravel()},
                        index=index).reset_index()
