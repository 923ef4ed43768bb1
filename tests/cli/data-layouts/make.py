#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""One small world in the layouts of those who publish such tables.

Three countries, three industries, two kinds of final demand. Every layout
holds the same flows, so every import must give the same economy.
"""
import csv

COUNTRIES = ["CHN", "MEX", "USA"]
TWO = {"CHN": "CN", "MEX": "MX", "USA": "FIGW1"}  # USA stands for the rest
INDUSTRIES = ["A01", "C10-C12", "G"]
N, J, K = len(COUNTRIES), len(INDUSTRIES), 2


def use(i, j, n, k):
    """Sales of country i's good j to industry k of country n."""
    near = 9.31 if i == n else 1.17
    return round(near * (1 + i) * (1.3 + j) * (2.1 + k) / (1.7 + n), 4)


def final(i, j, n, c):
    near = 41.9 if i == n else 6.43
    return round(near * (2 + i + j) * (1.21 + c) / (1 + n * 0.37), 4)


def output(i, j):
    return sum(use(i, j, n, k) for n in range(N) for k in range(J)) \
        + sum(final(i, j, n, c) for n in range(N) for c in range(K))


def inputs(n, k):
    return sum(use(i, j, n, k) for i in range(N) for j in range(J))


def write(name, rows):
    with open(name, "w", newline="") as file:
        csv.writer(file).writerows(rows)


def icio(name, industries, kinds, total, rows_below, parts):
    """OECD: the industries of China and Mexico in two parts when asked."""
    split = [(i, code, share) for i, country in enumerate(COUNTRIES)
             for code, share in parts.get(country, [(country, 1)])]
    columns = [f"{code}_{k}" for _, code, _ in split for k in industries]
    columns += [kind.replace("CCC", country) for country in COUNTRIES
                for kind in kinds]
    rows = [[""] + columns + [total]]
    for i, code, share in split:
        for j, industry in enumerate(industries):
            row = [share * part * use(i, j, n, k)
                   for n, _, part in split for k in range(J)]
            row += [share * final(i, j, n, c) for n in range(N)
                    for c in range(K)]
            rows.append([f"{code}_{industry}"] + row
                        + [share * output(i, j)])
    made = [share * output(i, j) for i, _, share in split for j in range(J)]
    used = [share * inputs(i, j) for i, _, share in split for j in range(J)]
    for label in rows_below:
        values = {"V": [a - b for a, b in zip(made, used)],
                  "O": made, "T": [0] * len(made)}[label[0]]
        rows.append([label[2:]] + values + [""] * (N * K + 1))
    write(name, rows)


def wiod2016():
    head = ["IndustryCode", "IndustryDescription", "Country", "RNr", "Year"]
    items = [1, 2, 3, 57, 60]
    rows = [head + [f"v{c}{k}" for c in COUNTRIES for k in items[:J]]
            + [f"v{c}{k}" for c in COUNTRIES for k in items[J:]] + ["TOT"]]
    for i, country in enumerate(COUNTRIES):
        for j, industry in enumerate(INDUSTRIES):
            rows.append([industry, "Making, and so on", country, j + 1, 2014]
                        + flows(i, j) + [output(i, j)])
    for number, code in [(65, "II_fob"), (70, "VA"), (73, "GO")]:
        values = [output(n, k) if code == "GO" else inputs(n, k)
                  for n in range(N) for k in range(J)]
        rows.append([code, "Total", "TOT", number, 2014] + values
                    + [0] * (N * K + 1))
    write("wiod2016.csv", rows)


def flows(i, j):
    return [use(i, j, n, k) for n in range(N) for k in range(J)] \
        + [final(i, j, n, c) for n in range(N) for c in range(K)]


def sheet(name, items):
    cells = [(c, k, INDUSTRIES[k], items[k]) for c in COUNTRIES
             for k in range(J)]
    cells += [(c, k, "", items[J + k]) for c in COUNTRIES for k in range(K)]
    rows = [["Intercountry Input-Output Table"] + [""] * (len(cells) + 4),
            ["(millions of US$)"] + [""] * (len(cells) + 4),
            ["", "", "", ""] + [code for _, _, code, _ in cells] + ["GO"],
            ["(industry-by-industry)", "", "", ""]
            + ["a name, quoted" for _ in cells] + ["Total output"],
            ["", "", "", ""] + [c for c, _, _, _ in cells] + ["TOT"],
            ["", "", "", ""] + [f"c{item}" for _, _, _, item in cells]
            + [f"c{max(items) + 1}"]]
    for i, country in enumerate(COUNTRIES):
        for j, industry in enumerate(INDUSTRIES):
            rows.append([industry, "Making", country, f"r{items[j]}"]
                        + flows(i, j) + [output(i, j)])
    rows.append(["VA", "Value added at basic prices", "TOT", "r70"]
                + [1] * len(cells) + [0])
    write(name, rows)


def figaro():
    labels = [f"{TWO[c]}_{k}" for c in COUNTRIES for k in ("A01", "C10T12", "G")]
    final_labels = [f"{TWO[c]}_{k}" for c in COUNTRIES
                    for k in ("P3_S14", "P51G")]
    rows = [["rowLabels"] + labels + final_labels]
    for i in range(N):
        for j in range(J):
            rows.append([labels[i * J + j]] + [x / 1.25 for x in flows(i, j)])
    for label in ("W2_D21X31", "W2_D1", "W2_B2A3G"):
        rows.append([label] + [1] * (N * J) + [0] * (N * K))
    write("figaro.csv", rows)


def long_tables():
    rows = [["year", "origin", "sector", "destination", "use", "flow"]]
    trade = [["exporter_iso3", "exporter_iso3_dynamic", "importer_iso3",
              "year", "industry_id", "industry_descr", "trade", "flag_zero"]]
    kite = [["origin", "destination", "sector", "value"]]
    powers = [["origin", "destination", "sector", "value"]]
    panel = [["exp_id", "imp_id", "year", "trade", "partial"]]
    uses = INDUSTRIES + ["HFCE", "GFCF"]
    for i, one in enumerate(COUNTRIES):
        for n, other in enumerate(COUNTRIES):
            both = 0
            for j, industry in enumerate(INDUSTRIES):
                values = [use(i, j, n, k) for k in range(J)] \
                    + [final(i, j, n, c) for c in range(K)]
                rows += [[2014, one, industry, other, u, v]
                         for u, v in zip(uses, values)]
                trade.append([one, one, other, 2014, j + 1, industry,
                              sum(values), "p"])
                trade.append([one, one, other, 2013, j + 1, industry, 1, "p"])
                kite.append([one, other, industry, sum(values)])
                powers.append([one, other, industry, 1 if i == n else 1.08])
                both += sum(values)
            panel.append([one, other, 2014, both,
                          0 if one == other else 0.25 * (one == "USA")])
    write("iotr.csv", rows)
    write("itpde.csv", trade)
    write("kite.csv", kite)
    write("powers.csv", powers)
    write("panel.csv", panel)


def baci():
    numbers = {"CHN": 156, "MEX": 484, "USA": 842, "S19": 490}
    rows = [["t", "i", "j", "k", "v", "q"]]
    for one, i in numbers.items():
        for other, n in numbers.items():
            if one != other:
                rows += [[2016, i, n, "010121", 1500.5 + i, "NA"],
                         [2016, i, n, "270112", 2500.25 + n, 12.5],
                         [2016, i, n, "270119", 10.75, 1]]
    write("baci.csv", rows)
    write("country_codes.csv",
          [["country_code", "country_name", "country_iso2", "country_iso3"]]
          + [[code, f"Name of {iso}", iso[:2], iso]
             for iso, code in numbers.items()])
    write("products.csv", [["code", "to"], ["01", "farm"], ["27", "fuel"]])
    write("home.csv", [["country", "sector", "value"]]
          + [[c, s, 50 + 10 * n] for n, c in
             enumerate(["CHN", "MEX", "USA", "TWN"]) for s in ("farm", "fuel")])


CHINA = {"CHN": [("CHN", 0), ("CN1", 0.6), ("CN2", 0.4)],
         "MEX": [("MEX", 0.25), ("MX1", 0.5), ("MX2", 0.25)]}
icio("icio2016.csv", ["C01T05", "C15T16", "C50T52"],
     ["HFCE_CCC", "GFCF_CCC"], "TOTAL", ["V VALU", "O OUTPUT"], CHINA)
icio("icio2018.csv", ["01T03", "10T12", "45T47"], ["CCC_HFCE", "CCC_P33"],
     "TOTAL", ["T CHN_TAXSUB", "T MEX_TAXSUB", "T USA_TAXSUB", "V VALU",
               "O OUTPUT"], CHINA)
icio("icio2021.csv", ["01T02", "10T12", "45T47"], ["CCC_HFCE", "CCC_GFCF"],
     "TOTAL", ["T CHN_TAXSUB", "V VALU", "O OUTPUT"], CHINA)
icio("icio2023.csv", ["A01_02", "C10T12", "G"], ["CCC_HFCE", "CCC_DPABR"],
     "OUT", ["T TLS", "V VA", "O OUT"], {})
wiod2016()
sheet("wiod2016-sheet.csv", [1, 2, 3, 57, 60])
sheet("wiod2013-sheet.csv", [1, 2, 3, 37, 41])
figaro()
long_tables()
baci()
