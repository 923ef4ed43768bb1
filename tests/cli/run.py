#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""Runs the command-line cases and prints TAP: run.py PROGRAM FOLDER [CASE...]

A case is a folder with a file `cmd`, a shell script. It runs in an empty
scratch folder, without standard input, with
    $HIRSCHMAN   the program
    $CASE        the case's folder (its input files)
    $SOURCE      the source root
    $HM_SHARED   the shared data, when they are there
Compared, when the file is there: `stdout`, `stderr`, and `exit` (default 0).
Numbers are compared as numbers: within 1e-6 of the larger, or within one
unit of the expected number's last printed digit. A line `...` stands for any
number of lines, `{*}` in a line for any text. A case whose `needs` file names
something that is not there (absolute, or below $HM_SHARED) is skipped.
"""
import os
import re
import subprocess
import sys
import tempfile

NUMBER = re.compile(r"[-+]?(?:\d+(?:,\d{3})+|\d+)?\.?\d+(?:[eE][-+]?\d+)?")
RELATIVE = 1e-6
SECONDS = 120


def number_matches(actual, expected):
    a, e = (float(text.replace(",", "")) for text in (actual, expected))
    mantissa = re.split("[eE]", expected)[0]
    decimals = len(mantissa.partition(".")[2])
    exponent = re.search(r"[eE]([-+]?\d+)", expected)
    digit = 10.0 ** (int(exponent.group(1)) if exponent else 0) \
        * 10.0 ** -decimals if "." in mantissa or exponent else 0.0
    return abs(a - e) <= max(RELATIVE * max(abs(a), abs(e)), 1.000001 * digit)


def piece_pattern(text):
    """A pattern for text without {*}: every number becomes a group."""
    pattern, end = "", 0
    for match in NUMBER.finditer(text):
        pattern += re.escape(text[end:match.start()]) + f"({NUMBER.pattern})"
        end = match.end()
    return pattern + re.escape(text[end:])


def line_matches(actual, expected):
    if actual == expected:
        return True
    pieces = expected.split("{*}")
    # runs of blanks may differ: a number's width moves its column
    squeeze = [re.sub(r" +", " ", piece) for piece in pieces]
    pattern = ".*".join(piece_pattern(piece) for piece in squeeze)
    match = re.fullmatch(pattern, re.sub(r" +", " ", actual))
    if not match:
        return False
    wanted = [n for piece in squeeze for n in NUMBER.findall(piece)]
    return all(map(number_matches, match.groups(), wanted))


def first_difference(actual, expected):
    """None when the lines match, else a description."""
    if not expected:
        return f"unexpected line: {actual[0]}" if actual else None
    if expected[0] == "...":
        for start in range(len(actual) + 1):
            if first_difference(actual[start:], expected[1:]) is None:
                return None
        after = expected[1] if len(expected) > 1 else "the end"
        return f"after `...`, no match for: {after}"
    if not actual:
        return f"missing line: {expected[0]}"
    if not line_matches(actual[0], expected[0]):
        return f"expected: {expected[0]}\n     got: {actual[0]}"
    return first_difference(actual[1:], expected[1:])


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def run_case(program, case, source):
    """None when it passes, "skip" text or a list of lines that say why."""
    environment = dict(os.environ, HIRSCHMAN=program, CASE=case, LC_ALL="C",
                       SOURCE=source)
    shared = os.environ.get("HM_SHARED") or os.path.join(source, "../shared")
    if os.path.isdir(shared):
        environment["HM_SHARED"] = os.path.abspath(shared)
    if os.path.exists(f"{case}/needs"):
        need = read(f"{case}/needs").strip()
        if not os.path.exists(os.path.join(shared, need)):
            return f"skip {need} is not there"
    with tempfile.TemporaryDirectory(prefix="hm-cli-") as scratch:
        run = subprocess.run(
            ["sh", "-eu", f"{case}/cmd"], cwd=scratch, env=environment,
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=SECONDS, check=False)
    wrong = []
    code = int(read(f"{case}/exit")) if os.path.exists(f"{case}/exit") else 0
    if run.returncode != code:
        wrong += [f"exit {run.returncode}, expected {code}",
                  *run.stderr.splitlines()[-10:]]
    for name, actual in (("stdout", run.stdout), ("stderr", run.stderr)):
        if os.path.exists(f"{case}/{name}"):
            difference = first_difference(actual.splitlines(),
                                          read(f"{case}/{name}").splitlines())
            if difference:
                wrong += [f"{name}: {difference}"]
    return wrong or None


def main():
    program, folder = (os.path.abspath(path) for path in sys.argv[1:3])
    source = os.path.dirname(os.path.dirname(folder))
    names = sys.argv[3:] or sorted(
        name for name in os.listdir(folder)
        if os.path.exists(os.path.join(folder, name, "cmd")))
    failures = 0
    print(f"1..{len(names)}")
    for number, name in enumerate(names, 1):
        try:
            wrong = run_case(program, os.path.join(folder, name), source)
        except subprocess.TimeoutExpired:
            wrong = [f"still running after {SECONDS} s"]
        if isinstance(wrong, str):
            print(f"ok {number} # SKIP {name}: {wrong[5:]}", flush=True)
            continue
        print(f"{'not ok' if wrong else 'ok'} {number} - {name}")
        for line in "\n".join(wrong or []).splitlines():
            print(f"# {line}")
        sys.stdout.flush()
        failures += bool(wrong)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
