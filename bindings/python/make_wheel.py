#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""Builds the wheel: make_wheel.py build/python FOLDER

Nothing is fetched and nothing is compiled: a wheel is a zip file with the
package that the build put together and three lines of metadata. The same
bytes for the same files. The library needs libfyaml and zlib of the system.
"""
import base64
import hashlib
import pathlib
import platform
import re
import sys
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def version():
    """The project's, from meson.build."""
    text = (ROOT / "meson.build").read_text()
    return re.search(r"version:\s*'([^']+)'", text).group(1)


def entry(archive, name, data, records):
    info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    info.external_attr = 0o644 << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
    records.append(f"{name},sha256={digest.rstrip(b'=').decode()},{len(data)}")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    package, folder = map(pathlib.Path, sys.argv[1:])
    number = version()
    tag = f"py3-none-linux_{platform.machine()}"
    info = f"hirschman-{number}.dist-info"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"hirschman-{number}-{tag}.whl"
    records = []
    with zipfile.ZipFile(path, "w") as archive:
        for source in sorted((package / "hirschman").iterdir()):
            if source.is_file():
                entry(archive, f"hirschman/{source.name}",
                      source.read_bytes(), records)
        entry(archive, f"{info}/METADATA", (
            "Metadata-Version: 2.1\nName: hirschman\n"
            f"Version: {number}\n"
            "Summary: An engine for economic statecraft\nLicense: MIT\n"
            "Requires-Python: >=3.9\nRequires-Dist: numpy\n"
            "Requires-Dist: pandas\n").encode(), records)
        entry(archive, f"{info}/WHEEL", (
            "Wheel-Version: 1.0\nGenerator: make_wheel.py\n"
            f"Root-Is-Purelib: false\nTag: {tag}\n").encode(), records)
        record = "\n".join([*records, f"{info}/RECORD,,", ""])
        archive.writestr(zipfile.ZipInfo(f"{info}/RECORD",
                                         (2026, 1, 1, 0, 0, 0)), record)
    print(path)


if __name__ == "__main__":
    main()
