# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""signals.csv, events.csv and base_rates.csv: korea_signals.py DATA HERE OUT

Months that nobody reported have no row. Yearly totals are left out.
"""
import csv
import os
import sys

DATA, HERE, OUT = sys.argv[1:4]
COLUMNS = ["month", "signal", "value", "unit", "kind", "source", "note"]
FUEL = ("gasoline", "diesel")
FULL = ("success_total",)
PART = ("success_total", "success_part", "nego_settlement")
ENDED = PART + ("failed",)


def rows_of(*path):
    with open(os.path.join(*path), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name, columns, rows):
    with open(os.path.join(OUT, name), "w", encoding="utf-8",
              newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def coal():
    for row in rows_of(DATA, "dprk-facts",
                       "coal_monthly_china_imports_from_dprk.csv"):
        if len(row["period"]) == 7:
            yield {"month": row["period"], "signal": "coal",
                   "value": row["tonnes"], "unit": "tonnes",
                   "kind": row["kind"], "source": row["source_url"],
                   "note": row["note"]}


def others():
    """Iron ore bought; gasoline and diesel sold, added up."""
    fuel = {}
    for row in rows_of(DATA, "dprk-facts", "china_dprk_other_commodities.csv"):
        if row["commodity"] == "iron ore":
            yield {"month": row["month"], "signal": "iron_ore",
                   "value": row["quantity"], "unit": "tonnes",
                   "kind": "reported", "source": row["source_url"],
                   "note": "China's imports"}
        elif row["commodity"] in FUEL:
            fuel.setdefault(row["month"], []).append(row)
    for month, parts in fuel.items():
        if len(parts) != len(FUEL):
            sys.exit(f"fuel of {month}: expected {FUEL}")
        yield {"month": month, "signal": "fuel",
               "value": sum(int(p["quantity"]) for p in parts),
               "unit": "tonnes", "kind": "derived",
               "source": parts[0]["source_url"],
               "note": "China's exports, gasoline and diesel added up"}


def events():
    labels = {row["date"]: row["label"]
              for row in rows_of(HERE, "korea-signals-labels.csv")}
    for row in rows_of(DATA, "dprk-facts", "timeline_2016_2017.csv"):
        yield {"date": row["date"], "label": labels[row["date"]],
               "event": row["event"], "source": row["source_url"]}


def base_rates():
    """Goals of ended cases; a case counts once for each of its goals."""
    counts = {}
    for row in rows_of(DATA, "gsdb-v2", "gsdb_sanctions_1950_2019.csv"):
        goals = [text.strip() for text in row["objective"].split(",")]
        ends = [text.strip() for text in row["success"].split(",")]
        if len(goals) != len(ends):
            print(f"left out: case {row['case_id']} has {len(goals)} goals "
                  f"and {len(ends)} outcomes")
            continue
        for goal, end in zip(goals, ends):
            goal = goal.replace("_", " ")
            for name in (goal, "all goals"):
                tally = counts.setdefault(name, {})
                tally[end] = tally.get(end, 0) + 1
    for goal in sorted(counts):
        tally = counts[goal]
        cases = sum(tally.get(end, 0) for end in ENDED)
        if cases > 0:
            yield {"goal": goal, "cases": cases,
                   "successes": sum(tally.get(end, 0) for end in FULL),
                   "in_part": sum(tally.get(end, 0) for end in PART),
                   "ongoing": tally.get("ongoing", 0)}


signals = list(coal()) + list(others()) \
    + rows_of(HERE, "korea-signals-coded.csv")
signals.sort(key=lambda row: (row["month"], row["signal"]))
write("signals.csv", COLUMNS, signals)
write("events.csv", ["date", "label", "event", "source"], events())
write("base_rates.csv", ["goal", "successes", "in_part", "cases", "ongoing"],
      base_rates())
