# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""dprk-2016-2018.csv from outcomes_2015_2019.csv: backtest_facts.py FACTS OUT

Growth rates are chained over 2017 and 2018; levels of trade give the rest.
"""
import csv
import os
import sys

FACTS, OUT = sys.argv[1:3]
COLUMNS = ["scenario", "measure", "country", "partner", "sector",
           "observed_pct", "comparable", "source", "note"]
MANUFACTURING = ";".join(
    "food textiles leather wood paper petroleum chemicals rubber-plastic "
    "minerals metals machinery electrical transport-equipment "
    "manufacturing-nec".split())
BANK = "Bank of Korea estimates as printed by the Taipei Times (21 July " \
    "2018), the Mainichi and Aju News (26 July 2019)"
TRADE = "trade without that between the Koreas, Bank of Korea and KOTRA, " \
    "as printed by the Taipei Times (21 July 2018) and Aju News (26 July 2019)"

facts = {}
with open(os.path.join(FACTS, "outcomes_2015_2019.csv"), encoding="utf-8",
          newline="") as file:
    for row in csv.DictReader(file):
        facts[row["indicator"], int(row["year"])] = row


def growth(indicator, year):
    row = facts[indicator, year]
    if row["unit"] == "percent":
        return float(row["value"]) / 100.0
    return float(row["note"].split("%")[0]) / 100.0  # "-37.2 % on the year"


def change(indicator, years):
    total = 1.0
    for year in years:
        total *= 1.0 + growth(indicator, year)
    return f"{100.0 * (total - 1.0):.1f}"


ROWS = [
    ("exports", "exports", "all", TRADE, ""),
    ("imports", "imports", "all", TRADE, ""),
    ("real_output", "mining_output_growth", "mining", BANK, ""),
    ("real_output", "manufacturing_output_growth", MANUFACTURING, BANK, ""),
    ("real_output", "agriculture_output_growth", "agriculture", BANK,
     "bad weather too"),
    ("real_domestic_income", "real_gdp_growth", "", BANK,
     "GDP at constant prices; the engine's figure moves with the terms of "
     "trade and its factors are never idle"),
]
CASES = [
    ("coal-ban", (2017,), "2017 on 2016"),
    ("un-2397", (2017, 2018), "2018 on 2016, deficit as in 2016"),
    ("un-2397-drawdown", (2017, 2018), "2018 on 2016, deficit of 2018"),
]

with open(os.path.join(OUT, "dprk-2016-2018.csv"), "w", encoding="utf-8",
          newline="") as file:
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for scenario, years, when in CASES:
        for measure, indicator, sector, source, note in ROWS:
            given = scenario.endswith("drawdown") and measure == "imports"
            if given:
                note = "imports are exports and the deficit, which is given"
            writer.writerow({
                "scenario": scenario, "measure": measure, "country": "PRK",
                "sector": sector, "comparable": "no" if given else "yes",
                "observed_pct": change(indicator, years), "source": source,
                "note": "; ".join(part for part in (when, note) if part)})
    for measure, indicator, sector in (
            ("exports", "exports_growth", "all"),
            ("real_domestic_income", "real_gdp_growth", "")):
        writer.writerow({
            "scenario": "un-2397", "measure": measure, "country": "PRK",
            "sector": sector, "comparable": "no",
            "observed_pct": f"{100.0 * growth(indicator, 2019):.1f}",
            "source": "Bank of Korea as printed by NHK World (31 July 2020)",
            "note": "2019 on 2018: no measure changed, the engine has nothing "
                    "to say"})
