#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""The types and functions of the public headers for ctypes: make_abi.py FILE

Enumerations, structures and prototypes of include/hirschman/*.h, through the
C preprocessor ($CC or cc). assemble.py runs it when the library is built; who
installs the wheel needs no compiler.
"""
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parent.parent / "include" / "hirschman"
ORDER = ["base", "economy", "policy", "equilibrium", "sensitivity", "games",
         "pact", "values", "leverage", "tariffs", "uncertainty", "linkage",
         "io", "report"]
BASIC = {"double": "c_double", "int32_t": "c_int32", "uint32_t": "c_uint32",
         "uint64_t": "c_uint64", "int64_t": "c_int64", "bool": "c_bool",
         "size_t": "c_size_t", "int": "c_int", "char": "c_char"}


def source():
    """All headers as one text without directives, macros applied."""
    known = [INCLUDE / f"{name}.h" for name in ORDER]
    known += sorted(set(INCLUDE.glob("*.h")) - set(known)
                    - {INCLUDE / "hirschman.h"})
    text = "\n".join(re.sub(r"(?m)^\s*#\s*include.*$", "", path.read_text())
                     for path in known)
    return subprocess.run(
        [*os.environ.get("CC", "cc").split(), "-E", "-P", "-U__GNUC__", "-U__cplusplus", "-x", "c", "-"],
        input=text, capture_output=True, text=True, check=True).stdout


class Parser:
    def __init__(self):
        self.constants, self.structs, self.functions = {}, {}, {}
        self.enums, self.callbacks = set(), set()

    def number(self, text):
        text = text.strip()
        return self.constants[text] if text in self.constants else int(text, 0)

    def enum(self, body, name):
        value = -1
        for item in filter(None, (part.strip() for part in body.split(","))):
            key, _, given = (part.strip() for part in item.partition("="))
            value = self.number(given) if given else value + 1
            self.constants[key] = value
        if name:
            self.enums.add(name)

    def kind(self, base, stars, text):
        """The ctypes name of a C type."""
        if base == "void":
            return "None" if stars == 0 else "c_void_p"
        if base in self.callbacks:
            return "c_void_p"
        if base in self.enums:
            base = "int"
        if stars == 0:
            return BASIC.get(base) or (base if base in self.structs else None)
        if base == "char":
            if stars == 1:
                return "c_char_p" if "const" in text else "c_void_p"
            return "POINTER(c_char_p)" if text.count("const") > 1 \
                else "POINTER(c_void_p)"
        if stars == 1 and base in BASIC:
            return f"POINTER({BASIC[base]})"
        if stars == 1 and base == "int":
            return "POINTER(c_int)"
        if stars == 1 and base in self.structs:
            return f"POINTER({base})"
        return "c_void_p" if stars == 1 else "POINTER(c_void_p)"

    def declaration(self, text):
        """[(name, ctypes type)] of `const double *a, *b[3]`."""
        if "(" in text:
            name = re.search(r"\(\s*\*\s*(\w+)\s*\)", text).group(1)
            return [(name, "c_void_p")]
        text = " ".join(text.split())
        match = re.match(r"((?:const\s+)?(?:struct\s+)?\w+)\s*(.*)", text)
        base = match.group(1).replace("const ", "").replace("struct ", "")
        out = []
        for item in match.group(2).split(","):
            item = item.strip()
            whole = match.group(1) + " " + item
            name = re.search(r"(\w+)\s*((?:\[[^\]]*\])*)$", item)
            if not name or name.group(1) == "const":
                name = None
            stars = item.count("*")
            kind = self.kind(base, stars, whole)
            sizes = re.findall(r"\[([^\]]*)\]", item)
            if kind is None:
                raise ValueError(text)
            for size in reversed(sizes):
                kind = f"{kind} * {self.number(size)}"
            out.append((name.group(1) if name else "", kind))
        return out

    def parameter(self, text):
        text = text.strip()
        if text in ("void", ""):
            return None
        if re.search(r"\[[^\]]*\]$", text):
            text = re.sub(r"(\w+)\s*\[[^\]]*\]$", r"*\1", text)
        return self.declaration(text)[0][1]

    def function(self, text):
        head, _, rest = text.partition("(")
        arguments = rest.rsplit(")", 1)[0]
        match = re.match(r"(.*?)(\w+)\s*$", " ".join(head.split()))
        result, name = match.group(1).strip(), match.group(2)
        base = result.replace("const", "").replace("*", "").strip()
        kind = self.kind(base, result.count("*"), result)
        depth, parts, part = 0, [], ""
        for char in arguments:
            depth += (char == "(") - (char == ")")
            if char == "," and depth == 0:
                parts.append(part)
                part = ""
            else:
                part += char
        parts.append(part)
        kinds = [self.parameter(p) for p in parts]
        self.functions[name] = (kind, [k for k in kinds if k])

    def read(self, text):
        at = 0
        pattern = re.compile(
            r"\s*(?:typedef\s+)?(?:(enum|struct)\s*(\w*)\s*\{(.*?)\}\s*(\w*)\s*;"
            r"|([^;{]*);)", re.S)
        while at < len(text.rstrip()):
            match = pattern.match(text, at)
            if not match:
                raise ValueError(text[at:at + 200])
            at = match.end()
            what, tag, body, alias, plain = match.groups()
            if what == "enum":
                self.enum(body, alias or tag)
            elif what == "struct":
                name = alias or tag
                self.structs[name] = None
                self.structs[name] = [
                    field for line in body.split(";") if line.strip()
                    for field in self.declaration(line.strip())]
            elif plain.strip().startswith("extern"):
                continue
            elif re.match(r"[\w\s*]*\(\s*\*\s*(\w+)\s*\)\s*\(", plain.strip()):
                self.callbacks.add(re.search(r"\(\s*\*\s*(\w+)", plain).group(1))
            elif "(" in plain:
                self.function(plain)


def write(parser):
    lines = ["# SPDX-FileCopyrightText: 2026 The Hirschman authors",
             "# SPDX-License-Identifier: MIT",
             '"""The library\'s types and functions; made by make_abi.py from '
             'the headers."""',
             "# mypy: ignore-errors",
             "from ctypes import (POINTER, Structure, c_bool, c_char, c_char_p,"
             " c_double,", "                    c_int, c_int32, c_int64, "
             "c_size_t, c_uint32, c_uint64,",
             "                    c_void_p)", "", "CONSTANTS = {"]
    lines += [f"    {key!r}: {value}," for key, value
              in parser.constants.items()] + ["}", ""]
    for name, fields in parser.structs.items():
        lines += ["", f"class {name}(Structure):", "    _fields_ = ["]
        lines += [f"        ({field!r}, {kind}),"
                  for field, kind in fields] + ["    ]", ""]
    lines += ["", "FUNCTIONS = {"]
    for name, (kind, arguments) in sorted(parser.functions.items()):
        lines.append(f"    {name!r}: ({kind}, [")
        lines += [f"        {argument}," for argument in arguments] + ["    ]),"]
    return "\n".join(lines + ["}", ""])


def make():
    """The text of the module."""
    parser = Parser()
    parser.read(source())
    return write(parser)


if __name__ == "__main__":
    pathlib.Path(sys.argv[1]).write_text(make())
