#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""Runs every example of the manual, as TAP: run.py PROGRAM LIBRARIES PACKAGE

Of each page in docs/*.md the fenced blocks are taken in order, in one scratch
folder that sees `data` and `cases`: `yaml NAME`, `csv NAME` and `c NAME` are
written as files, `sh` is run, `python` is run in one interpreter a page, `r`
with the package built from bindings/R; an `output` block behind it is compared
as tests/cli does. Of `stata` its shell lines are run, and every file, variable
and text that the others name must be in the .dta. Then docs/build has to make
every page, and no link may lead nowhere.
"""
import html
import importlib.util
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("cli", ROOT / "tests/cli/run.py")
cli = importlib.util.module_from_spec(spec)
spec.loader.exec_module(cli)
count, failures = 0, 0


def report(name, wrong, skip=""):
    global count, failures
    count += 1
    print(f"{'not ok' if wrong else 'ok'} {count} - {name}"
          + (f" # SKIP {skip}" if skip else ""))
    for line in (wrong or "").splitlines():
        print(f"# {line}")
    sys.stdout.flush()
    failures += bool(wrong)


def blocks(text):
    """(kind, name, body, expected output or None) of each fenced block."""
    found = re.findall(r"(?ms)^```(\w+) ?([^\n]*)\n(.*?)^```$", text)
    for at, (kind, name, body) in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else ("", "", "")
        yield kind, name, body, after[2] if after[0] == "output" else None


def interpreter():
    """One that has pandas, or None."""
    for path in (sys.executable, "/usr/bin/python3"):
        if os.path.exists(path) and subprocess.run(
                [path, "-c", "import numpy, pandas"],
                capture_output=True, check=False).returncode == 0:
            return path
    return None


STATA = r"""
import glob, re, sys
import pandas as pd
words = {"if", "in", "clear", "noobs", "sum", "by", "replace"}
known, frame, checked = None, None, 0
for line in sys.stdin.read().splitlines():
    verb, _, rest = line.strip().partition(" ")
    if verb in ("", "version", "shell"):
        continue
    if verb == "confirm" or verb == "use":
        path = re.search('"([^"]+)"', rest).group(1)
        frame = pd.read_stata(path)
        known = set(frame.columns)
        assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]{0,31}", c)
                   for c in known), known
        continue
    assert verb in ("keep", "list", "generate", "collapse", "gsort"), verb
    for column, text in re.findall(r'(\w+) == "([^"]*)"', rest):
        assert text in set(frame[column]), (column, text)
    names = re.findall(r"[A-Za-z_]\w*", re.sub('"[^"]*"', "", rest))
    if verb == "generate":
        known.add(names[0])
    unknown = [n for n in names if n not in known and n not in words]
    assert not unknown, (line, unknown)
    if verb == "collapse":
        known = set(names) - words
    checked += len(names)
assert checked > 10
for path in glob.glob("stata/*.dta"):
    columns = pd.read_stata(path).columns
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]{0,31}", c)
               for c in columns), (path, columns)
"""


def r_package(scratch, environment):
    """Where the package is installed, or why it is not."""
    if shutil.which("R") is None:
        return None, "r-base-core is not installed"
    source, place = f"{scratch}/r-source", f"{scratch}/r-library"
    shutil.copytree(ROOT / "bindings/R/hirschman", source)
    os.mkdir(place)
    made = subprocess.run(
        ["R", "CMD", "INSTALL", "-l", place, source], text=True, check=False,
        capture_output=True, env=dict(
            environment, HIRSCHMAN_INCLUDE=environment["INCLUDE"],
            HIRSCHMAN_LIB=environment["LIBRARIES"]))
    return (place, "") if made.returncode == 0 else (None, made.stderr[-900:])


def stata(body, python, scratch, environment):
    """What is wrong with a do-file, and why it was not checked."""
    for line in re.findall(r"(?m)^shell (.*)$", body):
        run = subprocess.run(["sh", "-c", line], cwd=scratch, text=True,
                             env=environment, capture_output=True, check=False)
        if "need libreadstat" in run.stderr:
            return "", "without libreadstat"
        if run.returncode != 0:
            return f"{line}: {run.stderr}", ""
    if python is None:
        return "", "python3-pandas is not installed"
    run = subprocess.run([python, "-c", STATA], cwd=scratch, input=body,
                         env=environment, text=True, capture_output=True,
                         check=False)
    return (run.stderr[-1500:] if run.returncode != 0 else ""), ""


def page(path, program, libraries, package):
    environment = dict(os.environ, LC_ALL="C", PYTHONPATH=package,
                       INCLUDE=str(ROOT / "include"), LIBRARIES=libraries)
    python = interpreter()
    with tempfile.TemporaryDirectory(prefix="hm-docs-") as scratch:
        os.mkdir(f"{scratch}/bin")
        os.symlink(program, f"{scratch}/bin/hirschman")
        for folder in ("data", "cases"):
            os.symlink(ROOT / folder, f"{scratch}/{folder}")
        environment["PATH"] = f"{scratch}/bin:{os.environ['PATH']}"
        earlier = ""
        for number, (kind, name, body, expected) in enumerate(
                blocks(path.read_text()), 1):
            title = f"{path.name}, block {number}: " \
                f"{(name or body.splitlines()[0])[:50]}"
            if kind in ("yaml", "csv", "c") and name:
                pathlib.Path(scratch, name).write_text(body)
                continue
            if kind == "stata":
                report(title, *stata(body, python, scratch, environment))
                continue
            if kind not in ("sh", "python", "r"):
                continue
            command = ["sh", "-eu", "-c", body]
            if kind == "r":
                place, why = r_package(scratch, environment)
                if place is None:
                    there = shutil.which("R") is not None
                    report(title, why if there else "",
                           "" if there else why)
                    continue
                environment["R_LIBS"] = place
                command = ["Rscript", "-e", body]
            if kind == "python":
                if python is None:
                    report(title, "", "python3-pandas is not installed")
                    continue
                mark = "print('----')\n" if earlier else ""
                command = [python, "-c", earlier + mark + body]
            run = subprocess.run(command, cwd=scratch, env=environment,
                                 stdin=subprocess.DEVNULL, text=True,
                                 capture_output=True, timeout=300, check=False)
            printed = run.stdout
            if kind == "python":
                printed = printed.rpartition("----\n")[2]
                earlier += body
            wrong = "" if run.returncode == 0 else \
                f"exit {run.returncode}\n{run.stderr[-1500:]}"
            if not wrong and expected is not None:
                wrong = cli.first_difference(printed.splitlines(),
                                             expected.splitlines()) or ""
            report(title, wrong)


def equations():
    """Every equation that the source cites by number is in theory.md."""
    def numbers(text):
        found = set(re.findall(r"\b([TALSBV][0-9]{1,2}[ab]?)\b", text))
        for kind, low, high in re.findall(
                r"\b([TALSBV])(\d+)\)?(?: to |-)\(?\1(\d+)\b", text):
            found |= {f"{kind}{n}" for n in range(int(low), int(high) + 1)}
        return found

    known = numbers((ROOT / "docs/theory.md").read_text())
    wrong = ""
    for path in sorted((ROOT / "src").rglob("*.[ch]")):
        for comment in re.findall(r"(?s)/\*.*?\*/", path.read_text()):
            cited = {n for group in re.findall(
                r"\(((?:MODEL\.md )?[TALSBV]\d[^()]*)\)", comment)
                for n in numbers(group)}
            for number in sorted(cited - known):
                wrong += f"{path.relative_to(ROOT)} cites {number}\n"
    if len(known) < 120:
        wrong += f"theory.md has {len(known)} equations, expected 120\n"
    report("theory.md has every equation that the source cites", wrong)


def figures(shown):
    """Figures of tests/known, comments aside, that the page lacks."""
    wrong, count = "", 0
    for path in sorted((ROOT / "tests" / "known").glob("*.[ch]")):
        code = re.sub(r"(?s)/\*.*?\*/", "", path.read_text())
        for figure in re.findall(r"(?<![\w.])\d*\.\d+(?:e-?\d+)?(?![\w.])",
                                 code):
            if float(figure) % 1.0 == 0.0:
                continue
            count += 1
            if figure not in shown:
                wrong += f"{path.name}: {figure} is not on the page\n"
    return wrong if count > 300 else wrong + f"{count} figures were found\n"


def site(program):
    """docs/build makes every page, and links lead somewhere."""
    with tempfile.TemporaryDirectory(prefix="hm-docs-") as folder:
        run = subprocess.run([sys.executable, ROOT / "docs/build", program,
                              folder], capture_output=True, text=True,
                             check=False)
        wrong = "" if run.returncode == 0 else run.stdout + run.stderr
        pages = {p.name: p.read_text() for p in
                 pathlib.Path(folder).glob("*.html")}
        for name, text in pages.items():
            for link in re.findall(r'href="([^"#:]+)"', text):
                if link not in pages:
                    wrong += f"{name}: link to {link}, which is not there\n"
        if len(pages) < 10:
            wrong += f"{len(pages)} pages, expected 10\n"
        tables = pages.get("reference-tables.html", "")
        for name in ("country", "leverage", "sanctions_measures",
                     "tariff_game", "linkage", "uncertainty", "adjustment"):
            wrong += "" if f"{name}.csv" in tables else \
                f"{name}.csv is not in the reference of tables\n"
        for name in re.findall(r"[a-z][a-z0-9_]{32,}", tables):
            wrong += f"column {name} is longer than 32, Stata's limit\n"
        header = pages.get("reference-api.html", "")
        for name in ("hm_economy_read", "hm_solver_solve", "hm_import_wide"):
            wrong += "" if name in header else f"{name} is not in the reference\n"
        report("docs/build", wrong)
        shown = html.unescape(pages.get("validation.html", ""))
        report("the validation page has every figure that tests/known compares",
               figures(shown))


def main():
    program, libraries, package = map(os.path.abspath, sys.argv[1:4])
    for path in sorted((ROOT / "docs").glob("*.md")):
        page(path, program, libraries, package)
    equations()
    site(program)
    print(f"1..{count}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
