#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""Runs the package's tests and doctests as TAP: run.py PACKAGE PROGRAM

PACKAGE is the folder that assemble.py filled. Without python3-pandas,
python3-numpy or python3-pytest everything is skipped, with a line.
"""
import importlib.util
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
NEEDS = ("numpy", "pandas", "pytest")


def missing():
    return [name for name in NEEDS if importlib.util.find_spec(name) is None]


class Tap:
    """One line a test case."""

    def __init__(self):
        self.count = 0

    def pytest_collectreport(self, report):
        if report.failed:
            self.count += 1
            print(f"not ok {self.count} - {report.nodeid}")
            for line in str(report.longrepr).splitlines()[-20:]:
                print(f"# {line}")

    def pytest_runtest_logreport(self, report):
        over = report.when == "call" or report.outcome != "passed"
        if not over or (report.when == "teardown"
                        and report.outcome == "passed"):
            return
        self.count += 1
        name = report.nodeid.rpartition("::")[2]
        if report.skipped:
            print(f"ok {self.count} - {name} # SKIP {report.longrepr[2]}")
            return
        print(f"{'not ' if report.failed else ''}ok {self.count} - {name}")
        for line in str(report.longrepr or "").splitlines()[-40:]:
            print(f"# {line}")


def main():
    package, program = map(os.path.abspath, sys.argv[1:3])
    if missing():
        other = "/usr/bin/python3"
        if os.path.realpath(sys.executable) != os.path.realpath(other) and \
                os.path.exists(other) and "HM_PYTHON" not in os.environ:
            os.environ["HM_PYTHON"] = other
            os.execv(other, [other, *sys.argv])
        print("1..0 # SKIP python3-" + ", python3-".join(missing())
              + " not installed (tools/setup.sh check)")
        return 0
    import pytest
    os.environ["HIRSCHMAN"] = program
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    sys.dont_write_bytecode = True
    sys.path.insert(0, package)
    tap = Tap()
    status = pytest.main(
        ["-p", "no:terminal", "-p", "no:cacheprovider", "--doctest-modules",
         "--rootdir", HERE, os.path.join(package, "hirschman"), HERE],
        plugins=[tap])
    print(f"1..{tap.count}")
    if tap.count == 0:
        print("# no test was found")
        return 1
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
