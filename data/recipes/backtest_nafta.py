# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""NAFTA 1993 as an economy, its tariffs of 2005, what became of trade:
backtest_nafta.py DATA OUT

Data of Caliendo and Parro (2015). Domestic sales are gross output less
exports; where that is below 1 per cent of output it is raised to it, and
counted. Nothing is balanced: the program calibrates.
"""
import csv
import os
import sys

DATA, OUT = sys.argv[1:3]
MEMBERS = ("CAN", "MEX", "USA")
TRADED = 20
FLOOR = 0.01


def rows_of(name):
    with open(os.path.join(DATA, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def numbers(name):
    with open(os.path.join(DATA, name), encoding="utf-8") as file:
        return [float(word) for word in file.read().replace(",", " ").split()]


COUNTRIES = [row["iso3"] for row in rows_of("countries.csv")]
SECTORS = rows_of("sectors.csv")
N, J = len(COUNTRIES), len(SECTORS)
CODES = [f"s{j + 1:02d}" for j in range(J)]


def block(name):
    """[sector][importer][exporter] of a file of 20 blocks of N x N."""
    x = numbers(name)
    assert len(x) == TRADED * N * N, name
    return [[x[(j * N + n) * N:(j * N + n + 1) * N] for n in range(N)]
            for j in range(TRADED)]


def write(name, columns, rows):
    path = os.path.join(OUT, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


before, after = block("xbilat1993.txt"), block("xbilat2005.txt")
old, new = block("tariffs1993.txt"), block("tariffs2005.txt")
output, share = numbers("GO.txt"), numbers("B.txt")
inputs, final = numbers("IO.txt"), numbers("alphas.txt")
theta = numbers("T.txt")


def economy():
    raised = 0
    trade = []
    for j in range(J):
        for i in range(N):
            sold = 0.0
            total = output[j * N + i] / 1e6
            for n in range(N):
                if j < TRADED and before[j][n][i] > 0.0:
                    value = before[j][n][i] / 1e3
                    sold += value
                    trade.append((COUNTRIES[i], COUNTRIES[n], CODES[j],
                                  f"{value:.9g}"))
            home = total - sold
            if home < FLOOR * max(total, sold):
                home = FLOOR * max(total, sold)
                raised += home > 0.0
            if home > 0.0:
                trade.append((COUNTRIES[i], COUNTRIES[i], CODES[j],
                              f"{home:.9g}"))
    write("economy/trade.csv", ("exporter", "importer", "sector", "value"),
          trade)
    print(f"domestic sales raised to {FLOOR:.0%} of output: {raised} of "
          f"{N * J}")
    write("economy/countries.csv", ("country", "name"),
          [(code, code) for code in COUNTRIES])
    # services: the authors' 8.22
    write("economy/sectors.csv", ("sector", "name", "theta"),
          [(CODES[j], SECTORS[j]["name"],
            theta[j] if j < TRADED else 8.22) for j in range(J)])
    write("economy/tariffs.csv",
          ("exporter", "importer", "sector", "tariff_pct"),
          [(COUNTRIES[i], COUNTRIES[n], CODES[j], old[j][n][i])
           for j in range(TRADED) for n in range(N) for i in range(N)
           if i != n and old[j][n][i] > 0.0])
    write("economy/final.csv", ("country", "sector", "share"),
          [(COUNTRIES[n], CODES[j], f"{final[j * N + n]:.12g}")
           for n in range(N) for j in range(J) if final[j * N + n] > 0.0])
    with open(os.path.join(OUT, "economy/economy.yaml"), "w",
              encoding="utf-8") as file:
        file.write("name: nafta-1993\ndescription: 31 countries and 40 "
                   "sectors, 1993\nyear: 1993\nunit: million USD\nsources:\n"
                   "  - {name: 'Caliendo and Parro (2015)', licence: "
                   "'authors, for research'}\n")


def input_shares():
    rows = []
    for n in range(N):
        for k in range(J):
            column = [max(inputs[(n * J + j) * J + k], 0.0) for j in range(J)]
            total = sum(column)
            if total <= 0.0:
                continue
            for j in range(J):
                value = column[j] / total * (1.0 - share[k * N + n])
                if value > 0.0:
                    rows.append((COUNTRIES[n], CODES[k], CODES[j],
                                 f"{value:.12g}"))
    write("economy/inputs.csv", ("country", "sector", "input", "share"), rows)


def tariffs_of(name, pairs):
    write(name, ("exporter", "importer", "sector", "tariff_rate"),
          [(COUNTRIES[i], COUNTRIES[n], CODES[j],
            f"{new[j][n][i] / 100.0:.9g}")
           for j in range(TRADED) for n in range(N) for i in range(N)
           if i != n and pairs(COUNTRIES[i], COUNTRIES[n])])


def share_change(n, i, sectors):
    """Change of i's share in n's imports of these sectors, per cent."""
    shares = []
    for trade in (before, after):
        total = sum(sum(trade[j][n]) for j in sectors)
        part = sum(trade[j][n][i] for j in sectors)
        shares.append(part / total if total > 0.0 else 0.0)
    return 100.0 * (shares[1] / shares[0] - 1.0) if shares[0] > 0.0 else None


def observed(name, groups):
    source = "Caliendo and Parro (2015): xbilat1993, xbilat2005"
    rows = []
    for scenario in ("nafta", "all-tariffs"):
        for sectors in groups:
            for importer in MEMBERS:
                for exporter in MEMBERS:
                    if importer == exporter:
                        continue
                    change = share_change(COUNTRIES.index(importer),
                                          COUNTRIES.index(exporter), sectors)
                    if change is None:
                        continue
                    rows.append((scenario, "import_share", importer, exporter,
                                 ";".join(CODES[j] for j in sectors),
                                 f"{change:.4f}", "yes", source, ""))
    write(name, ("scenario", "measure", "country", "partner", "sector",
                 "observed_pct", "comparable", "source", "note"), rows)


def case(name, what, figures):
    with open(os.path.join(OUT, name + ".yaml"), "w",
              encoding="utf-8") as file:
        file.write(f"""case: {name}
description: {what}
economy: economy
trade_balance: zero
scenarios:
  nafta:
    description: Tariffs among Canada, Mexico and the United States as in 2005
    measures:
      - tariff: {{table: nafta.csv}}
  all-tariffs:
    description: Every tariff as in 2005
    measures:
      - tariff: {{table: all.csv}}
backtest:
  observed: {figures}
""")


economy()
input_shares()
tariffs_of("nafta.csv", lambda i, n: i in MEMBERS and n in MEMBERS)
tariffs_of("all.csv", lambda i, n: True)
observed("totals.csv", [range(TRADED)])
observed("by-sector.csv", [(j,) for j in range(TRADED)])
case("nafta-totals", "NAFTA. Shares in each other's imports of goods, 1993 to "
     "2005.", "totals.csv")
case("nafta-by-sector", "NAFTA. The same in twenty industries.",
     "by-sector.csv")
