# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""What the guards share: the layers, walking the tree, reporting."""
import os
import re
import sys

# Which modules a module may see. Lowest first; a list of its own for each,
# so that siblings stay apart.
LAYERS = {
    "base": [],
    "num": ["base"],
    # games on payoffs alone: siblings, no economics below them
    "games": ["base", "num"],
    "pact": ["base", "num"],
    "values": ["base", "num"],
    "beliefs": ["base", "num", "values"],
    "economy": ["base", "num"],
    "policy": ["base", "economy"],
    "uncertainty": ["base", "num", "economy", "policy"],
    "equilibrium": ["base", "num", "economy", "policy"],
    "sensitivity": ["base", "num", "economy", "policy", "equilibrium"],
    "leverage": ["base", "num", "economy", "policy", "equilibrium",
                 "sensitivity"],
    "sanctions": ["base", "num", "economy", "policy", "equilibrium",
                  "sensitivity"],
    "tariffs": ["base", "num", "economy", "policy", "equilibrium",
                "sensitivity"],
    "linkage": ["base", "num", "economy", "policy", "equilibrium",
                "sensitivity", "leverage", "sanctions", "games", "pact",
                "values"],
    "io": ["base", "economy", "policy"],
    "report": ["base", "io"],
}
# C11, libc and libm only: no file, clock, locale, environment, printing.
CORE = ["base", "num", "games", "pact", "values", "beliefs", "economy", "policy",
        "equilibrium", "sensitivity", "leverage", "sanctions", "tariffs",
        "linkage", "uncertainty"]

SKIP_FOLDERS = {".git", "__pycache__", "results", "node_modules"}
TEXT_ENDINGS = (".c", ".h", ".py", ".sh", ".md", ".yaml", ".yml", ".csv",
                ".build", ".txt", ".cff", ".in", ".svg", ".html")


def walk(root, under=""):
    """Paths relative to root of every file of the project, sorted."""
    found = []
    top = os.path.normpath(os.path.join(root, under))
    for folder, folders, files in os.walk(top):
        folders[:] = sorted(
            name for name in folders if name not in SKIP_FOLDERS
            and (under or folder != top or not re.match("build($|-)", name)))
        for name in sorted(files):
            found.append(os.path.relpath(os.path.join(folder, name), root))
    return found


def is_script(path):
    """A text file without an ending that starts with #!."""
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read()


def strip_comments(text):
    """C text with comments and the contents of strings blanked."""
    def blank(match):
        kept = match.group(0)
        if kept[0] in "\"'":
            return kept[0] + " " * (len(kept) - 2) + kept[0]
        return re.sub(r"[^\n]", " ", kept)
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'
                  r"'(?:\\.|[^'\\\n])*'", blank, text, flags=re.S)


def finish(name, problems):
    """Print the problems; exit status 1 when there is one."""
    for problem in problems:
        print(problem)
    if problems:
        print(f"{name}: {len(problems)} problem(s)", file=sys.stderr)
    sys.exit(1 if problems else 0)
