#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""The numbers behind North Korea's account and the elasticities as lines of
RECIPE.md, each with its class and source: assumptions.py RECIPES_FOLDER"""
import csv
import os
import sys

# file, key column, value columns
TABLES = [
    ("North Korea: lines of its account", "prk-2016/accounts.csv", "line",
     ["value", "unit", "low", "high"]),
    ("North Korea: flows beside the customs data", "prk-2016/extra_flows.csv",
     "line", ["exporter", "importer", "sector"]),
    ("North Korea: donors of technology", "prk-2016/donors.csv", "country",
     ["weight"]),
    ("North Korea: trade by partner, 2016, million USD",
     "prk-2016/partners.csv", "partner", ["exports_musd", "imports_musd"]),
    ("North Korea: exports by good", "prk-2016/export_mix.csv", "sector",
     ["share_CHN", "share_other"]),
    ("North Korea: imports by good", "prk-2016/import_mix.csv", "sector",
     ["share_CHN", "share_other"]),
    ("North Korea: value added by industry, share of GDP",
     "prk-2016/output.csv", "sector", ["value_added_share", "group"]),
]
SETS = ["caliendo-parro-2015", "long-run", "short-run"]


def text_of(row, key, values):
    found = [f"{name} {row[name]}" for name in values if row.get(name)]
    line = f"- [{row['class']}] {row[key]}: {', '.join(found)}. {row['source']}"
    return line + (f"; {row['note']}" if row.get("note") else "")


def rows_of(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return list(csv.DictReader(file))


def main():
    folder = sys.argv[1]
    for title, name, key, values in TABLES:
        print(f"\n## {title}\n")
        for row in rows_of(folder, name):
            print(text_of(row, key, values))
    for name in SETS:
        print(f"\n## Elasticities: {name}\n")
        for row in rows_of(folder, f"elasticities/{name}.csv"):
            values = [c for c in row if c not in
                      ("sector", "source", "class", "note")]
            print(text_of(row, "sector", values))


if __name__ == "__main__":
    main()
