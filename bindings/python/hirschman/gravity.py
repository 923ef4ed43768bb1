# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""Effects estimated by gravity equations, and the bands that their standard
errors carry: what MonteCarloGE of gegravity does, with every draw verified.
"""
from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence

import numpy as np
import pandas as pd

from ._library import DataError, NotConfirmedError
from .economy import Economy

KEYS = ["exporter", "importer"]


def partial_effect(changes: pd.DataFrame,
                   estimates: Mapping[str, float]) -> pd.DataFrame:
    """partial = sum of estimate times change, by exporter and importer."""
    missing = [c for c in (*KEYS, *estimates) if c not in changes.columns]
    if missing:
        raise DataError(f"changes has no column {missing[0]!r}; it has "
                        f"{', '.join(map(str, changes.columns))}")
    partial = sum(float(b) * changes[name].to_numpy(dtype=float)
                  for name, b in estimates.items())
    out = changes[KEYS].assign(partial=partial)
    home = out["exporter"] == out["importer"]
    if (out.loc[home, "partial"] != 0.0).any():
        raise DataError("an effect on a country's sales at home; take it from "
                        "the pairs with others instead")
    return out[out["partial"] != 0.0]


def trade_costs(partial: pd.DataFrame, theta: float) -> dict[str, Any]:
    """A measure from log effects on trade: hat = exp(-partial / theta)."""
    if not theta > 0.0:
        raise DataError(f"theta is {theta}; expected above 0")
    table = partial[KEYS].assign(hat=np.exp(-partial["partial"] / theta))
    return {"trade_cost": {"table": table}}


def gravity_bands(economy: Economy, changes: pd.DataFrame,
                  estimates: Mapping[str, float], covariance: Any,
                  theta: float, *, draws: int = 100, seed: int = 1,
                  columns: Sequence[str] = ("real_income_pct",),
                  closure: Optional[str] = None) -> pd.DataFrame:
    """Draw the coefficients from their joint normal distribution, solve each
    draw, and say where results lie: for each country and column `value` (at
    the estimates), `p05`, `p50`, `p95`, `se`, `n_draws`, `n_failed`.

    changes: one row a pair, with a column a coefficient (by how much its
    variable changes). covariance: a square table, or an array in the order of
    `estimates`. A draw without a confirmed answer is counted, not replaced.

    >>> import hirschman as hm, pandas as pd
    >>> pairs = pd.DataFrame({"exporter": ["NOR", "SOU"],
    ...                       "importer": ["SOU", "NOR"], "pta": [1, 1]})
    >>> bands = hm.gravity_bands(hm.toy(), pairs, {"pta": 0.4}, [[0.01]], 4.0,
    ...                          draws=20)
    >>> bool((bands.p05 < bands.value).all() and (bands.n_failed == 0).all())
    True
    """
    names = list(estimates)
    spread = covariance.loc[names, names].to_numpy(dtype=float) \
        if isinstance(covariance, pd.DataFrame) else \
        np.asarray(covariance, dtype=float)
    if spread.shape != (len(names), len(names)) or \
            not np.allclose(spread, spread.T) or \
            np.linalg.eigvalsh(spread).min() < -1e-10 * np.abs(spread).max():
        raise DataError(f"the covariance has shape {spread.shape}; expected a "
                        f"symmetric, positive semidefinite one of "
                        f"{len(names)} x {len(names)}")

    def result(beta: Sequence[float]) -> pd.DataFrame:
        effect = partial_effect(changes, dict(zip(names, beta)))
        solution = economy.solve(trade_costs(effect, theta), closure=closure,
                                 path_steps=0)
        return solution.country.set_index("country")[list(columns)]

    centre = result([float(estimates[name]) for name in names])
    sample = np.random.default_rng(seed).multivariate_normal(
        [float(estimates[name]) for name in names], spread, size=draws,
        method="eigh")
    found, failed = [], 0
    for beta in sample:
        try:
            found.append(result(beta))
        except NotConfirmedError:
            failed += 1
    if not found:
        raise NotConfirmedError(f"none of {draws} draws has an answer")
    stack = np.stack([f.to_numpy() for f in found])
    rows = []
    for c, column in enumerate(columns):
        low, middle, high = np.percentile(stack[:, :, c], [5, 50, 95], axis=0)
        rows.append(pd.DataFrame({
            "country": centre.index, "column": column,
            "value": centre[column].to_numpy(), "p05": low, "p50": middle,
            "p95": high, "se": stack[:, :, c].std(axis=0, ddof=1)
            if len(found) > 1 else np.nan,
            "n_draws": len(found), "n_failed": failed}))
    return pd.concat(rows, ignore_index=True)
