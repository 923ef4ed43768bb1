#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""What a person does with report and workbench, in a real browser; TAP:

    tests/web/run.py PROGRAM WORKBENCH.html [PICTURES]

Each test loads, clicks, drags and reads; numbers are compared with those that
PROGRAM prints for the same scenario. Screenshots go to the folder PICTURES.
"""
import base64
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile

import webdriver

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
FIXTURES = os.path.join(ROOT, "tests/cli/fixtures")
ECONOMY = os.path.join(ROOT, "data/world-2014-prk")
# Names that would do harm if they were taken for markup.
HOSTILE = ["<img src=x onerror=\"window.hacked=1\">",
           "\"'></td><script>window.hacked=1</script>",
           "\u202eevil\u202c &amp; co </bdi>",
           "</title></svg><svg onload=window.hacked=1>"]
SLIDER_MS = 100


class Failure(Exception):
    pass


def expect(what, condition, shown=""):
    if not condition:
        raise Failure(f"{what}: {shown}" if shown != "" else what)


class World:
    """Paths and the browser that the tests share."""

    def __init__(self, program, workbench, pictures):
        self.program, self.pictures = program, pictures
        self.page = "file://" + workbench
        self.folder = tempfile.mkdtemp(prefix="hm-web-")
        self.browser = webdriver.Browser(self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], cwd=self.folder,
                              capture_output=True, text=True, check=False)
        expect("the program runs", done.returncode == 0, done.stderr)
        return done.stdout

    def picture(self, name, whole=True):
        if self.pictures:
            self.browser.screenshot(os.path.join(self.pictures, name + ".png"),
                                    whole)

    def quiet(self, name):
        """No message in the console, no request beyond the page itself."""
        messages = self.browser.console()
        expect(f"{name}: no console messages", not messages, messages)
        beyond = [url for url in self.browser.requests()
                  if not url.startswith(("file:", "blob:", "data:"))]
        expect(f"{name}: no request leaves the page", not beyond, beyond)


def link_of(state):
    text = base64.urlsafe_b64encode(json.dumps(state).encode()).decode()
    return "#s=" + text.rstrip("=")


def state_of(measures, **others):
    return {"sender": "USA", "broker": "CHN", "target": "PRK", "set": "",
            "balance": "", "shown": "a", "a": measures, "b": None, **others}


def measure(kind, exporter, importer, sector, value):
    return {"kind": kind, "exporter": exporter, "importer": importer,
            "sector": sector, "value": value}


MIXED = [measure("embargo", "PRK", "CHN", "all", 37),
         measure("cap", "CHN", "PRK", "petroleum", 41),
         measure("tariff-add", "CHN", "USA", "textiles", 23),
         measure("tariff-cut", "CHN", "USA", "electrical", 61)]


def open_workbench(world, state=None):
    b = world.browser
    b.open("about:blank")
    b.open(world.page + ("" if state is None else link_of(state)))
    b.wait("return document.body && document.body.dataset.ladder")
    expect("the page is ready", b.text("#status") == "Ready: move a slider.",
           b.text("#status"))


def settle(world):
    """After a change: the newest state is solved and its ladder drawn."""
    world.browser.wait("const d = document.body.dataset; return d.solved "
                       "=== d.wanted && d.ladder === d.wanted")


def card(world, role):
    return world.browser.text(f"#card-{role} .number")


# --- the workbench ----------------------------------------------------------

def workbench_loads(world):
    open_workbench(world)
    expect("nothing happens yet", card(world, "target") == "0 %",
           card(world, "target"))
    expect("the economy is named", "42 countries, 35 industries" in
           world.browser.text("#economy"))
    world.quiet("workbench")


def sliders_move_numbers(world):
    b = world.browser
    open_workbench(world)
    b.drag("#slider-0", 60)
    settle(world)
    value = float(b.js("return document.getElementById('slider-0').value"))
    expect("the slider moved", 0 < value <= 100, value)
    expect("the target loses", card(world, "target").startswith("\u2212"),
           card(world, "target"))
    expect("the solve is verified", "Solved and verified" in
           b.text("#timing"), b.text("#timing"))
    before = card(world, "target")
    b.js("document.getElementById('slider-0').focus()")
    b.type("#slider-0", "\ue014" * 5)  # five times arrow right
    settle(world)
    expect("the keyboard moves it", card(world, "target") != before)
    world.picture("workbench")
    world.quiet("workbench")


def sliders_are_quick(world):
    b = world.browser
    open_workbench(world)
    times = []
    for value in range(5, 100, 5):
        before = b.js("return document.body.dataset.solved")
        b.js("const s = document.getElementById('slider-0');"
             "s.value = arguments[0];"
             "s.dispatchEvent(new Event('input'));", value)
        b.wait(f"return document.body.dataset.solved !== '{before}'")
        times.append(float(b.js("return document.body.dataset.latency")))
        settle(world)
    # other programs on the machine take their share of the time
    share = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    print(f"# slider to numbers: {min(times):.0f} ms at best, median "
          f"{statistics.median(times):.0f}, worst {max(times):.0f}; "
          f"{share:.1f} programs a core")
    expect(f"a slider is answered in {SLIDER_MS} ms times the load",
           min(times) < SLIDER_MS * share, min(times))


def native_tables(world, yaml):
    """country.csv, sector.csv, bilateral.csv as the program writes them."""
    text = re.sub(r'^economy: .*$', f'economy: "{ECONOMY}"', yaml, flags=re.M)
    with open(world.path("native.yaml"), "w", encoding="utf-8") as file:
        file.write(text)
    world.run("run", "native.yaml", "-o", "native", "--quiet", "--all-flows")
    tables = {}
    for name in ("country", "sector", "bilateral"):
        with open(world.path(f"native/{name}.csv"), encoding="utf-8") as file:
            tables[name] = file.read()
    return tables


def download(world, css, name):
    path = world.path(name)
    if os.path.exists(path):
        os.remove(path)
    world.browser.click(css)
    return webdriver.wait_for_file(path)


def digits_are_the_command_lines(world):
    b = world.browser
    for label, state in (
            ("mixed", state_of(MIXED)),
            ("short run, fixed", state_of(MIXED, set="short-run",
                                          balance="fixed")),
            ("two", state_of(MIXED, b=[
                measure("embargo", "CHN", "PRK", "all", 100),
                measure("embargo", "PRK", "CHN", "all", 100)]))):
        open_workbench(world, state)
        native = native_tables(world, download(world, "#yaml",
                                               "workbench.yaml"))
        for name, text in native.items():
            ours = download(world, f"#csv-{name}", f"{name}.csv")
            differing = [pair for pair in zip(ours.split("\n"),
                                              text.split("\n"))
                         if pair[0] != pair[1]]
            expect(f"{label}: {name}.csv has the same bytes",
                   ours == text, differing[:2])
        rows = [row.split(",") for row in native["country"].split("\n")]
        pct = {row[1]: float(row[2]) for row in rows[1:]
               if row[0] == "scenario-a"}
        for role, code in (("target", "PRK"), ("broker", "CHN"),
                           ("sender", "USA")):
            seen = float(card(world, role).replace("\u2212", "-")[:-2])
            expect(f"{label}: the number shown for {code}",
                   abs(seen - pct[code]) <= 5e-4 * abs(pct[code]) + 1e-8,
                   (seen, pct[code]))
    print(f"# {len(native['bilateral'])} bytes of bilateral.csv are the same")
    b.console()


def links_hold_the_state(world):
    b = world.browser
    open_workbench(world, state_of(MIXED))
    first = [card(world, role) for role in ("target", "broker", "sender")]
    address = b.js("return location.href")
    b.open("about:blank")
    b.open(address)
    b.wait("return document.body.dataset.ladder")
    again = [card(world, role) for role in ("target", "broker", "sender")]
    expect("the link shows the same numbers", first == again, (first, again))


def links_cannot_harm(world):
    b = world.browser
    for state in (state_of([measure("embargo", HOSTILE[0], "CHN", "all", 5)]),
                  state_of([measure("constructor", "PRK", "CHN", "all", 5)]),
                  state_of([], sender=HOSTILE[1]), {"a": 1}, [1, 2]):
        open_workbench(world, state)
        expect("the page starts as always", "embargo: North Korea to China" in
               b.js("return document.getElementById('measures').textContent"))
        expect("nothing ran", b.js("return window.hacked === undefined"))
    b.open("about:blank")
    b.open(world.page + "#s=" + "A" * 30000)
    b.wait("return document.body.dataset.ladder")
    world.quiet("hostile links")


def scenarios_compare(world):
    b = world.browser
    open_workbench(world, state_of(MIXED))
    b.click("#compare")
    settle(world)
    b.js("const s = document.getElementById('slider-0'); s.value = 90;"
         "s.dispatchEvent(new Event('input'))")
    settle(world)
    rows = b.js("return [...document.querySelectorAll('#comparison tbody tr')]"
                ".map(r => [...r.cells].map(c => c.textContent))")
    numbers = [[float(cell.replace("\u2212", "-")) for cell in row[1:]]
               for row in rows]
    expect("three countries side by side", len(rows) == 3, rows)
    for a, second, difference in numbers:
        expect("the difference is one", abs(second - a - difference) <=
               2e-3 * max(abs(a), abs(second)), (a, second, difference))
    expect("B bans more", numbers[0][1] < numbers[0][0], numbers[0])
    b.click("#tab-a")
    settle(world)
    expect("A is as it was", b.js(
        "return document.getElementById('slider-0').value") == "37")
    world.picture("workbench-compare")


def no_answer_has_no_numbers(world):
    b = world.browser
    open_workbench(world, state_of(
        [measure("embargo", "PRK", "all", "all", 100),
         measure("embargo", "all", "PRK", "all", 100)], set="short-run"))
    expect("it says so", "No answer, so no numbers" in b.text("#trouble"),
           b.text("#trouble"))
    expect("no number is shown", card(world, "target") == "no answer",
           card(world, "target"))
    world.picture("workbench-no-answer")


def hostile_economy(world, folder):
    """The toy economy with names that would be markup."""
    shutil.copytree(os.path.join(FIXTURES, "toy"), folder)
    path = os.path.join(folder, "countries.csv")
    with open(path, encoding="utf-8") as file:
        head, *rows = file.read().splitlines()
    place = head.split(",").index("name")
    lines = [head]
    for row, name in zip(rows, HOSTILE * len(rows)):
        cells = row.split(",")
        cells[place] = '"' + name.replace('"', '""') + '"'
        lines.append(",".join(cells))
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def own_economy(world):
    b = world.browser
    hostile_economy(world, world.path("own"))
    archive = world.path("own.zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for base, _, files in os.walk(world.path("own")):
            for name in files:
                full = os.path.join(base, name)
                packed.write(full, os.path.relpath(full, world.folder))
    open_workbench(world)
    b.js("document.getElementById('more').open = true")
    b.type("#zip", archive)
    b.wait("return document.getElementById('economy').textContent"
           ".includes('3 countries')")
    settle(world)
    expect("names are text", b.js(
        "return document.getElementById('sender').textContent")
        .startswith(HOSTILE[0]))
    expect("no element came of a name", b.js(
        "return document.querySelectorAll('img, main script').length") == 0)
    expect("nothing ran", b.js("return window.hacked === undefined"))
    with open(world.path("broken.zip"), "wb") as file:
        with open(archive, "rb") as whole:
            file.write(whole.read()[:200])
    b.js("document.getElementById('more').open = true")
    b.type("#zip", world.path("broken.zip"))
    b.wait("return document.getElementById('status').textContent"
           ".includes('not a zip')")
    world.quiet("own economy")


def workbench_is_narrow_enough(world):
    b = world.browser
    b.size(400, 800)
    open_workbench(world, state_of(MIXED))
    wide = b.js("return document.documentElement.scrollWidth")
    world.picture("workbench-400")
    b.size(1200, 900)
    expect("400 px are enough", wide <= 400, wide)


# --- the report -------------------------------------------------------------

def make_report(world):
    if not os.path.exists(world.path("toy-run")):
        shutil.copytree(FIXTURES, world.path("fixtures"))
        world.run("run", "fixtures/toy.yaml", "-o", "toy-run", "--quiet")
    return "file://" + world.path("toy-run/report.html")


def report_opens(world):
    b = world.browser
    b.open("about:blank")
    b.requests()
    b.open(make_report(world))
    expect("it has an answer", b.js("return document.querySelectorAll("
                                    "'ol.answer li').length") == 5)
    expect("it has figures", b.js("return document.querySelectorAll("
                                  "'figure').length") > 3)
    world.picture("report")
    world.quiet("report")


def report_tables_are_the_files(world):
    b = world.browser
    b.open(make_report(world))
    b.js("for (const d of document.querySelectorAll('details')) d.open = true")
    seen = b.js("return [...document.querySelectorAll('#dependence tbody tr')]"
                ".map(r => [...r.cells].map(c => c.dataset.v ?? "
                "c.textContent))")
    with open(world.path("toy-run/dependence.csv"), encoding="utf-8") as file:
        head, *rows = [line.split(",") for line in file.read().splitlines()]
    expect("there are rows", len(seen) > 0)
    with open(world.path("toy-run/manifest.json"), encoding="utf-8") as file:
        target = json.load(file)["roles"]["target"]
    wanted = {row[head.index("partner")]: float(row[head.index("exports_musd")])
              for row in rows if row[0] == target}
    for row in seen:
        expect(f"exports to {row[0]}",
               abs(float(row[1]) - wanted[row[0]]) <= 1e-8 * wanted[row[0]])


def report_sorts_and_filters(world):
    b = world.browser
    b.open(make_report(world))
    b.js("for (const d of document.querySelectorAll('details')) d.open = true")
    column = ("return [...document.querySelectorAll('#trade-flows tbody tr')]"
              ".filter(r => !r.hidden).map(r => Number(r.cells[3].dataset.v))")
    button = "#trade-flows th:nth-child(4) button"
    b.click(button)
    up = b.js(column)
    b.click(button)
    down = b.js(column)
    expect("rising", up == sorted(up) and len(up) > 2, up)
    expect("falling", down == sorted(up, reverse=True), down)


def report_has_tooltips(world):
    b = world.browser
    b.open(make_report(world))
    b.hover("#dependence svg rect.c1 ~ rect.c1")
    words = b.wait("return document.querySelector('.tip:not([hidden])')"
                   "?.textContent")
    expect("the tip says what the bar is", "million" in words, words)
    b.js("document.querySelector('#dependence .plot').focus()")
    b.type("#dependence .plot", "\ue014\ue014")
    expect("the keyboard walks through the bars",
           b.js("return !document.querySelector('.tip').hidden"))


def report_is_narrow_enough(world):
    b = world.browser
    b.size(400, 800)
    b.open(make_report(world))
    wide = b.js("return document.documentElement.scrollWidth")
    world.picture("report-400")
    b.size(1200, 900)
    expect("400 px are enough", wide <= 400, wide)


def report_is_whole_without_scripts(world):
    plain = webdriver.Browser(world.folder, scripts=False)
    try:
        plain.open(make_report(world))
        expect("the answer is there", len(plain.text("ol.answer")) > 200)
        expect("no sorting buttons", plain.js(
            "return document.querySelectorAll('th button').length") == 0)
        plain.pdf(world.path("report.pdf"))
        expect("it prints", os.path.getsize(world.path("report.pdf")) > 10000)
        if world.pictures:
            shutil.copy(world.path("report.pdf"), world.pictures)
    finally:
        plain.end()


def report_names_cannot_harm(world):
    b = world.browser
    shutil.copytree(FIXTURES, world.path("bad"))
    shutil.rmtree(world.path("bad/toy"))
    hostile_economy(world, world.path("bad/toy"))
    with open(world.path("bad/toy.yaml"), encoding="utf-8") as file:
        text = file.read()
    first = re.search(r"description: .*", text).group(0)
    text = text.replace(first, "description: " + json.dumps("".join(HOSTILE)))
    with open(world.path("bad/toy.yaml"), "w", encoding="utf-8") as file:
        file.write(text)
    world.run("run", "bad/toy.yaml", "-o", "bad-run", "--quiet")
    b.open("file://" + world.path("bad-run/report.html"))
    expect("nothing ran", b.js("return window.hacked === undefined"))
    expect("no element came of a name", b.js(
        "return document.querySelectorAll('img, main script, svg svg')"
        ".length") == 0)
    expect("names are text", HOSTILE[0] in b.js(
        "return document.body.textContent"))
    expect("directions are left alone", "\u202e" not in b.js(
        "return document.body.textContent"))
    world.quiet("hostile report")


def report_reaches_the_workbench(world):
    b = world.browser
    b.open(make_report(world))
    b.click("nav a.workbench")
    b.wait("return document.body.dataset.ladder")
    expect("the workbench runs", b.text("#status") == "Ready: move a slider.")
    expect("the link is read", b.js(
        "return document.getElementById('slider-0').value") in ("50", "0"))


TESTS = [workbench_loads, sliders_move_numbers, sliders_are_quick,
         digits_are_the_command_lines, links_hold_the_state,
         links_cannot_harm, scenarios_compare, no_answer_has_no_numbers,
         own_economy, workbench_is_narrow_enough, report_opens,
         report_tables_are_the_files, report_sorts_and_filters,
         report_has_tooltips, report_is_narrow_enough,
         report_is_whole_without_scripts, report_names_cannot_harm,
         report_reaches_the_workbench]


def main():
    program, workbench = (os.path.abspath(path) for path in sys.argv[1:3])
    pictures = os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 else None
    lacking = webdriver.missing()
    print(f"1..{len(TESTS)}")
    if lacking:
        for number, test in enumerate(TESTS, 1):
            print(f"ok {number} # SKIP {test.__name__}: {lacking} is missing")
        return 0
    if pictures:
        os.makedirs(pictures, exist_ok=True)
    only = os.environ.get("HM_TEST_ONLY", "")
    world = World(program, workbench, pictures)
    failures = 0
    try:
        for number, test in enumerate(TESTS, 1):
            if only not in test.__name__:
                print(f"ok {number} # SKIP {test.__name__}: not asked for")
                continue
            try:
                test(world)
                print(f"ok {number} - {test.__name__}", flush=True)
            except (Failure, RuntimeError) as error:
                failures += 1
                print(f"not ok {number} - {test.__name__}")
                for line in str(error).splitlines():
                    print(f"# {line[:600]}", flush=True)
    finally:
        world.browser.end()
        shutil.rmtree(world.folder, ignore_errors=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
