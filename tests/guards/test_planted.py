#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""Plants a fault for each guard in a copy of the tree and sees it caught.

TAP: test_planted.py ROOT BUILD. A case passes when the guard names the
planted fault, and did not before it was planted.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT, BUILD = (os.path.abspath(path) for path in sys.argv[1:3])
HEAD = ("// SPDX-FileCopyrightText: 2026 The Hirschman authors\n"
        "// SPDX-License-Identifier: MIT\n")
KEPT = ("include", "src", "cli", "tests", "bench", "tools", "web",
        "bindings")


def run(*command, cwd=None, stdin=None):
    done = subprocess.run(command, cwd=cwd, input=stdin, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False)
    return done.returncode, done.stdout


def copy_tree(to):
    for name in KEPT:
        shutil.copytree(os.path.join(ROOT, name), os.path.join(to, name),
                        symlinks=True,
                        ignore=shutil.ignore_patterns("corpus", "__pycache__"))
    for name in ("meson.build", "meson_options.txt", "CHANGELOG.md",
                 "CITATION.cff"):
        shutil.copy(os.path.join(ROOT, name), to)


def write(tree, path, text):
    os.makedirs(os.path.dirname(os.path.join(tree, path)), exist_ok=True)
    with open(os.path.join(tree, path), "w", encoding="utf-8") as file:
        file.write(text)


def guard(name, *arguments):
    return run(sys.executable, f"{ROOT}/tools/check_{name}", *arguments)


class Planted:
    """A copy of the tree; `fires` plants one file and takes it away again."""

    def __init__(self, tree):
        self.tree = tree

    def fires(self, name, path, text, expected):
        full = os.path.join(self.tree, path)
        before = None
        if os.path.exists(full):
            with open(full, encoding="utf-8") as file:
                before = file.read()
        if expected in guard(name, self.tree)[1]:
            return f"{name} reports it before it is planted"
        write(self.tree, path, text(before) if callable(text) else text)
        code, output = guard(name, self.tree)
        if before is None:
            os.remove(full)
        else:
            write(self.tree, path, before)
        if code == 0 or expected not in output:
            return f"{name} is silent on {path}: {output}"
        return None


def include_case(path, include, expected):
    return lambda p: p.fires("layers", path, HEAD + f"#include {include}\n",
                             f"{path}:3: {expected}")


def text_case(path, text, expected):
    return lambda p: p.fires("text", path, text, expected)


def size_case(path, text, expected):
    return lambda p: p.fires("sizes", path, HEAD + text, expected)


def declared_upwards(planted):
    return planted.fires(
        "layers", "src/num/meson.build",
        lambda text: text.replace("[base_dep", "[economy_dep, base_dep"),
        "num may not declare economy")


def longer_function():
    body = "".join(f"    x += {i};\n" for i in range(70))
    return f"int planted(int x)\n{{\n{body}    return x;\n}}\n"


def archive_case(module, member, code, expected):
    """An archive of one planted object, given to the symbol check."""
    def test(_):
        with tempfile.TemporaryDirectory() as build:
            folder = f"{build}/src/{module}"
            os.makedirs(folder)
            for source in (code, "int hm_f(int x) { return x + 1; }\n"):
                code_, output = run(
                    "gcc", "-O1", "-fPIC", "-w", "-x", "c", "-c", "-", "-o",
                    f"{folder}/{member}.o", stdin=source)
                if code_ != 0:
                    return output
                run("ar", "rcs", f"{folder}/libhm_{module}.a",
                    f"{folder}/{member}.o")
                code_, output = guard("symbols", build, ROOT)
                if source is code and (code_ == 0 or expected not in output):
                    return f"silent: {output}"
                if source is not code and code_ != 0:
                    return f"fires without a fault: {output}"
        return None
    return test


def export_case(_):
    """A library that lacks what is declared, and shows what is not."""
    with tempfile.TemporaryDirectory() as build:
        os.makedirs(f"{build}/src")
        run("gcc", "-shared", "-fPIC", "-x", "c", "-", "-o",
            f"{build}/src/libhirschman.so",
            stdin="int hmi_planted(void) { return 1; }\n")
        output = guard("symbols", build, ROOT)[1]
    for expected in ("hmi_planted is exported and not declared",
                     "hm_version is declared and not defined"):
        if expected not in output:
            return f"silent on: {expected}"
    return None


def private_call_case(_):
    """The program calls what the library does not show."""
    with tempfile.TemporaryDirectory() as build:
        os.makedirs(f"{build}/src")
        os.makedirs(f"{build}/hirschman.p")
        run("gcc", "-shared", "-fPIC", "-x", "c", "-", "-o",
            f"{build}/src/libhirschman.so", stdin="int hm_x;\n")
        run("gcc", "-w", "-x", "c", "-c", "-", "-o",
            f"{build}/hirschman.p/main.c.o",
            stdin="int main(void) { return hmi_planted(); }\n")
        output = guard("symbols", build, ROOT)[1]
    return None if "calls hmi_planted, which is not" in output else output


def upward_link_case(planted):
    """num calls economy: its own link must fail, and only for that."""
    tree, build = planted.tree, os.path.join(planted.tree, "build")
    with open(f"{tree}/src/num/meson.build", encoding="utf-8") as file:
        before = file.read()
    target = "tests/unit/links_alone_num"
    write(tree, "src/num/planted.c", HEAD +
          "#include <hirschman/economy.h>\nvoid hmi_planted(void);\n"
          "void hmi_planted(void)\n{\n    hm_economy_free(NULL);\n}\n")
    code, output = run("meson", "setup", "--buildtype=debug", build, tree)
    if code != 0:
        return output
    code, output = run("ninja", "-C", build, target)
    if code != 0:
        return f"does not link before the fault is planted: {output}"
    write(tree, "src/num/meson.build",
          before.replace("files(\n", "files(\n  'planted.c',\n", 1))
    code, output = run("ninja", "-C", build, target)
    write(tree, "src/num/meson.build", before)
    os.remove(f"{tree}/src/num/planted.c")
    shutil.rmtree(build)
    if code == 0 or not re.search("undefined reference to .hm_economy_free",
                                  output):
        return f"an upward call links: {output}"
    return None


def upward_unit_test_case(_):
    """A unit test on num's archives alone cannot reach economy."""
    libraries = [f"{BUILD}/src/num/libhm_num.a",
                 f"{BUILD}/src/base/libhm_base.a", "-lm"]
    for name, links in (("hm_version", True), ("hm_economy_free", False)):
        with tempfile.TemporaryDirectory() as folder:
            source = (f"void {name}(void *);\n"
                      f"int main(void) {{ {name}(0); return 0; }}\n")
            write(folder, "planted.c", source)
            code, output = run("gcc", "-w", f"{folder}/planted.c", "-o",
                               f"{folder}/planted", *libraries)
        if (code == 0) != links:
            return f"{name}: {output or 'links'}"
    return None


def assertions_case(_):
    """Every planted assertion of the test header fails."""
    code, output = run(f"{BUILD}/tests/test_hm_test", "planted")
    plan = re.search(r"^1\.\.(\d+)", output, re.M)
    failed = len(re.findall(r"^not ok", output, re.M))
    if code == 0 or plan is None or failed != int(plan.group(1)):
        return output
    return None


def summary_case(_):
    """The count sees a failure, a crash and a broken plan."""
    with tempfile.TemporaryDirectory() as folder:
        write(folder, "log.json", "\n".join((
            '{"name": "a", "result": "OK", "stdout": "1..2\\nok 1 - x\\n'
            'ok 2 # SKIP y\\n"}',
            '{"name": "b", "result": "FAIL", "stdout": "1..1\\nnot ok 1\\n"}',
            '{"name": "c", "result": "ERROR", "stdout": "1..3\\nok 1 - x\\n"}',
            '{"name": "d", "result": "TIMEOUT", "stdout": ""}')))
        code, output = run(sys.executable, f"{ROOT}/tools/test_summary",
                           f"{folder}/log.json")
    if code != 1 or not output.endswith("2 passed, 3 failed, 1 skipped\n"):
        return output
    return None


def cli_case(_):
    """The command-line runner sees a wrong number and a wrong exit code."""
    with tempfile.TemporaryDirectory() as folder:
        for name, stdout, code in (("good", "x 1.25\n...\nend", 3),
                                   ("number", "x 1.27\n...\nend", 3),
                                   ("exit", "...", 0)):
            case = f"tests/cli/{name}"
            write(folder, f"{case}/cmd", "echo x 1.2499999999\necho a\n"
                  "echo end\nexit 3\n")
            write(folder, f"{case}/stdout", stdout + "\n")
            write(folder, f"{case}/exit", f"{code}\n")
        output = run(sys.executable, f"{ROOT}/tests/cli/run.py", "/bin/true",
                     f"{folder}/tests/cli")[1]
    wanted = ("not ok 1 - exit", "ok 2 - good", "not ok 3 - number")
    return None if all(re.search(f"^{w}", output, re.M) for w in wanted) \
        else output


CASES = {
    "an include upwards": include_case(
        "src/num/planted.c", "<hirschman/economy.h>",
        "hirschman/economy.h: num may not see economy"),
    "a private include upwards": include_case(
        "src/economy/planted.c", '"policy/internal.h"',
        "policy/internal.h: economy may not see policy"),
    "a solver in io": include_case(
        "src/io/planted.c", '"equilibrium/internal.h"',
        "equilibrium/internal.h: io may not see equilibrium"),
    "a private header in the program": include_case(
        "cli/planted.c", '"base/internal.h"', "base/internal.h: the command"),
    "a clock in the core": include_case(
        "src/equilibrium/planted.c", "<time.h>", "time.h: the core uses"),
    "a dependency declared upwards": declared_upwards,
    "an upward call in a module does not link": upward_link_case,
    "an upward call in a unit test does not link": upward_unit_test_case,
    "a long function": size_case(
        "src/base/planted.c", longer_function(), "planted has 73 lines"),
    "a long file": size_case(
        "src/base/planted.c", "int x;\n" * 900, "planted.c: 902 lines"),
    "a long line": size_case(
        "src/base/planted.c", f"int {'x' * 120};\n", "planted.c:3: 125 col"),
    "no licence lines": text_case(
        "src/base/planted.c", "int x;\n", "planted.c:1: the two SPDX"),
    "a path of one machine": text_case(
        "tests/planted.md", "see /" + "home/me/x\n", "planted.md:1: a path"),
    "an open end": text_case(
        "src/base/planted.c", HEAD + "// TO" + "DO later\n",
        "planted.c:3: an open end"),
    "single precision": text_case(
        "src/base/planted.c", HEAD + "float x;\n", "planted.c:3: float"),
    "a changelog of another version": text_case(
        "CHANGELOG.md", "# Changes\n\n## 9.9.9\n", "version 9.9.9, but"),
    "a header that needs another": lambda p: p.fires(
        "headers", "include/hirschman/planted.h",
        HEAD + "size_t planted(void);\n", "planted.h: does not compile"),
    "printing": archive_case(
        "num", "planted.c", '#include <stdio.h>\nvoid hm_f(void)'
        '{ printf("%d", 1); }', "planted.c.o: calls printf"),
    "exit": archive_case(
        "io", "planted.c", "#include <stdlib.h>\nvoid hm_f(void)"
        "{ exit(1); }", "planted.c.o: calls exit"),
    "malloc": archive_case(
        "economy", "planted.c", "#include <stdlib.h>\nvoid *hm_f(void)"
        "{ return malloc(3); }", "planted.c.o: calls malloc"),
    "fopen outside the one file": archive_case(
        "io", "planted.c", "#include <stdio.h>\nvoid *hm_f(void)"
        '{ return fopen("x", "r"); }', "planted.c.o: calls fopen"),
    "getenv": archive_case(
        "base", "context.c", "#include <stdlib.h>\nvoid *hm_f(void)"
        '{ return getenv("x"); }', "context.c.o: calls getenv"),
    "an unlisted call in the core": archive_case(
        "policy", "planted.c", "#include <stdlib.h>\nint hm_f(char *x)"
        "{ return atoi(x) + (int)strtol(x, 0, 3); }", "calls strtol"),
    "a writable global": archive_case(
        "num", "planted.c", "int hm_f(void){ static int n; return n++; }",
        "is a writable global"),
    "exports against the headers": export_case,
    "the program calls a private function": private_call_case,
    "failing assertions of the test header": assertions_case,
    "counting failures": summary_case,
    "command-line differences": cli_case,
}


def main():
    failures = 0
    print(f"1..{len(CASES)}")
    with tempfile.TemporaryDirectory(prefix="hm-planted-") as tree:
        copy_tree(tree)
        planted = Planted(tree)
        for number, (name, case) in enumerate(CASES.items(), 1):
            wrong = case(planted)
            print(f"{'not ok' if wrong else 'ok'} {number} - {name}")
            for line in (wrong or "").splitlines()[:20]:
                print(f"# {line}")
            sys.stdout.flush()
            failures += bool(wrong)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
