#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""Writes nafta_and_korea.ipynb, without outputs: make.py [--check]"""
import json
import pathlib
import sys

CELLS = [
    ("markdown", """# Two tables that others can check

The first is published: what NAFTA's tariffs did to Canada, Mexico and the
United States (Caliendo and Parro 2015, Tables 2 and 3). The second is the
ladder of pressure on North Korea of April 2017, from the embedded case."""),
    ("code", """import os
import pathlib

import pandas as pd

import hirschman as hm

root = pathlib.Path(os.environ.get("HIRSCHMAN_ROOT", "../../.."))
shared = pathlib.Path(os.environ.get("HM_SHARED", root / ".." / "shared"))
tables = shared / "data/caliendo-parro-1993/cp2015_R_package_MIT"
hm.VERSION"""),
    ("markdown", """## NAFTA

The tables of the R package cp2015 (its GitHub repository, MIT) are long:
trade net of tariffs, consumption duty paid. Shares go in as they are and the
benchmark without deficits is solved for, as the paper does. Without the
tables this part is skipped."""),
    ("code", """nafta = None
if (tables / "trade.csv.gz").exists():
    read = {name: pd.read_csv(tables / f"{name}.csv.gz") for name in
            ("trade", "intermediate_consumption", "final_consumption",
             "value_added", "theta")}
    trade = read["trade"].assign(value=lambda t: t.value * 1e-6)
    inputs = read["intermediate_consumption"].rename(
        columns={"region": "country"})
    inputs["value"] = inputs["value"].clip(lower=0)
    added = read["value_added"].set_index(["region", "sector"])["value"]
    cost = inputs.groupby(["country", "sector"])["value"].sum() + \\
        added.rename_axis(["country", "sector"])
    inputs["share"] = inputs["value"] / cost.reindex(
        pd.MultiIndex.from_frame(inputs[["country", "sector"]])).to_numpy()
    final = read["final_consumption"].rename(columns={"region": "country"})
    final["share"] = final["value"] / \\
        final.groupby("country")["value"].transform("sum")
    world = hm.Economy.from_frames(
        trade, read["theta"].set_index("sector")["value"],
        tariffs=trade.rename(columns={"tariff_bln": "tariff_rate"}),
        inputs=inputs, final=final, name="world of 1993", year=1993)
    later = trade[trade.tariff_cfl != trade.tariff_bln]
    nafta = world.solve({"tariff": {"table": later[
        ["exporter", "importer", "sector", "tariff_cfl"]].rename(
            columns={"tariff_cfl": "tariff_rate"})}}, closure="zero")"""),
    ("code", """None if nafta is None else nafta.country.set_index("country").loc[
    ["Mexico", "Canada", "USA"],
    ["welfare_first_order_pct", "terms_of_trade_first_order_pct",
     "volume_of_trade_first_order_pct", "real_wage_pct",
     "real_income_pct"]].round(2)"""),
    ("markdown", """The paper prints 1.31, -0.06, 0.08 (welfare), -0.41, -0.11, 0.04 (terms of
trade), 1.72, 0.04, 0.04 (volume of trade) and 1.72, 0.32, 0.11 (real wages).
Its welfare formula is of first order; the exact change is the last column.

## The Korea ladder

Every rung was solved and confirmed by separate code."""),
    ("code", """case = hm.Case.read(str(root / "cases/korea-2017.yaml"))
world = hm.Economy.read(case.economy).with_set(case.sets[0])
rungs = ["coal-ban", "import-ban", "oil-cut", "full-embargo"]
solved = case.solve(world)
country = solved.country
ladder = country[country.scenario.isin(rungs) &
                 country.country.isin(["PRK", "CHN"])].pivot(
    index="scenario", columns="country",
    values="real_domestic_income_musd").loc[rungs]
ladder.round(1)"""),
    ("code", """facts = hm.linkage_facts(solved, case.block("linkage"), case)
facts[facts.scenario == "full-embargo"].head(12)"""),
]


def notebook():
    cells = []
    for number, (kind, source) in enumerate(CELLS):
        cell = {"cell_type": kind, "id": f"cell-{number}", "metadata": {},
                "source": source.splitlines(keepends=True)}
        if kind == "code":
            cell.update(execution_count=None, outputs=[])
        cells.append(cell)
    return json.dumps({
        "cells": cells, "nbformat": 4, "nbformat_minor": 5,
        "metadata": {"kernelspec": {"display_name": "Python 3",
                                    "language": "python", "name": "python3"},
                     "language_info": {"name": "python"}}}, indent=1) + "\n"


def main():
    path = pathlib.Path(__file__).with_name("nafta_and_korea.ipynb")
    if "--check" in sys.argv:
        if path.read_text() != notebook():
            sys.exit(f"{path} is not what make.py writes: run it")
        return
    path.write_text(notebook())


if __name__ == "__main__":
    main()
