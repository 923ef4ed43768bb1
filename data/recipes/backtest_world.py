# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""Trade costs between two world tables as a case: backtest_world.py OUT SETS

OUT/1995 and OUT/2011 are economies. The change of trade costs of a pair is
read off their trade (Head and Ries 2001): k^ = [(x_ni x_in / (x_nn x_ii))^]
^(-1 / 2 theta), the same both ways. These are fed into 1995; nothing else is:
not productivity, not labour.
"""
import csv
import gzip
import os
import sys

OUT, SETS = sys.argv[1:3]
SET = "caliendo-parro-2015"
LEAST = 1.0  # million USD: below it a flow of the tables is rounding


def rows_of(path):
    name = path if os.path.exists(path) else path + ".gz"
    opened = gzip.open if name.endswith(".gz") else open
    with opened(name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def trade_of(year):
    return {(row["exporter"], row["importer"], row["sector"]):
            float(row["value"])
            for row in rows_of(os.path.join(OUT, year, "trade.csv"))}


def write(name, columns, rows):
    with open(os.path.join(OUT, name), "w", encoding="utf-8",
              newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


before, after = trade_of("1995"), trade_of("2011")
COUNTRIES = [row["country"]
             for row in rows_of(os.path.join(OUT, "1995", "countries.csv"))]
theta = {row["sector"]: float(row["theta"])
         for row in rows_of(os.path.join(SETS, SET + ".csv"))}
SECTORS = [row["sector"]
           for row in rows_of(os.path.join(OUT, "1995", "sectors.csv"))]


def closeness(trade, i, n, j):
    cells = [trade.get((a, b, j), 0.0)
             for a, b in ((i, n), (n, i), (i, i), (n, n))]
    if min(cells) < LEAST:
        return None
    return cells[0] * cells[1] / (cells[2] * cells[3])


def costs():
    rows, unknown = [], 0
    known_value = value = 0.0
    for j in SECTORS:
        for i in COUNTRIES:
            for n in COUNTRIES:
                pair = [closeness(t, i, n, j) for t in (before, after)]
                if i == n:
                    continue
                sold = before.get((i, n, j), 0.0)
                value += sold
                known_value += 0.0 if None in pair else sold
                if None in pair:
                    unknown += 1
                    continue
                hat = (pair[1] / pair[0]) ** (-0.5 / theta[j])
                rows.append((i, n, j, f"{hat:.9g}"))
    write("costs.csv", ("exporter", "importer", "sector", "hat"), rows)
    total = len(SECTORS) * len(COUNTRIES) * (len(COUNTRIES) - 1)
    print(f"pairs without a change of costs (a flow below {LEAST:g} million "
          f"USD): {unknown} of {total}")
    return 100.0 * known_value / value


def totals(trade):
    made, imports, pairs, world = {}, {}, {}, 0.0
    for (i, n, j), value in trade.items():
        made[i, j] = made.get((i, j), 0.0) + value
        made[i, "all"] = made.get((i, "all"), 0.0) + value
        world += value
        if i != n:
            imports[n] = imports.get(n, 0.0) + value
            pairs[i, n] = pairs.get((i, n), 0.0) + value
    return made, imports, pairs, world


def observed():
    a, b = totals(before), totals(after)
    source = "world input-output tables of 1995 and 2011, release of 2013"
    rows = []

    def add(measure, country, partner, sector, old, new, note):
        if old > 0.0 and new > 0.0:
            rows.append(("costs", measure, country, partner, sector,
                         f"{100.0 * (new / old - 1.0):.4f}", "yes", source,
                         note))

    for i in COUNTRIES:
        for j in ["all"] + SECTORS:
            if a[0].get((i, j), 0.0) >= 100.0 * LEAST:
                add("world_output_share", i, "", j, a[0][i, j] / a[3],
                    b[0].get((i, j), 0.0) / b[3], "")
        for n in COUNTRIES:
            if i != n and a[2].get((i, n), 0.0) >= 100.0 * LEAST:
                add("import_share", n, i, "all", a[2][i, n] / a[1][n],
                    b[2].get((i, n), 0.0) / b[1][n], "")
    write("observed.csv", ("scenario", "measure", "country", "partner",
                           "sector", "observed_pct", "comparable", "source",
                           "note"), rows)


def case(covered):
    with open(os.path.join(OUT, "world.yaml"), "w", encoding="utf-8") as file:
        file.write(f"""case: world-1995-2011
description: The world, 1995 to 2011. Changes of trade costs alone, read off the trade of pairs that make up {covered:.0f} % of it (Head and Ries 2001); import shares are in part what they were read from, output is not. Growth of productivity and labour is left out.
economy: "1995"
elasticities: [{SET}]
trade_balance: fixed
scenarios:
  costs:
    description: Trade costs of 2011, everything else as in 1995
    measures:
      - trade_cost: {{table: costs.csv}}
backtest:
  observed: observed.csv
""")


COVERED = costs()
observed()
case(COVERED)
