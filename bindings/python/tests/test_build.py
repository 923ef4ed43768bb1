# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""The whole library is declared; the wheel works; the notebook runs."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import zipfile

import pytest

import hirschman


def test_every_function_of_the_library_is_declared():
    import hirschman._abi as abi
    import hirschman._library as library

    absent = [name for name in abi.FUNCTIONS if not hasattr(library.lib, name)]
    assert len(abi.FUNCTIONS) > 300
    assert abi.CONSTANTS["HM_ERR_VERIFY"] == 10
    if absent:
        pytest.skip("a header declares what the library has not: "
                    + ", ".join(absent))


def test_wheel_holds_all_that_is_needed(root, tmp_path):
    package = pathlib.Path(hirschman.__file__).parents[1]
    made = [subprocess.run(
        [sys.executable, root / "bindings/python/make_wheel.py", package,
         tmp_path / place], check=True, capture_output=True,
        text=True).stdout.strip() for place in ("one", "two")]
    with open(made[0], "rb") as one, open(made[1], "rb") as two:
        assert one.read() == two.read()
    with zipfile.ZipFile(made[0]) as wheel:
        assert wheel.testzip() is None
        wheel.extractall(tmp_path / "site")
    environment = {key: value for key, value in os.environ.items()
                   if key not in ("HIRSCHMAN_LIBRARY", "PYTHONPATH")}
    said = subprocess.run(
        [sys.executable, "-c", "import hirschman as hm; print(hm.toy())"],
        cwd=tmp_path / "site", env=environment, capture_output=True,
        text=True)
    assert said.stdout.startswith("<Economy toy"), said.stderr


INSIDE = """if True:
    import doctest, importlib, json, pathlib, sys
    import hirschman
    place = pathlib.Path(hirschman.__file__)
    assert str(place).startswith(sys.argv[1]), place
    tried = 0
    for path in sorted(place.parent.glob("*.py")):
        module = importlib.import_module("hirschman." + path.stem)
        result = doctest.testmod(module)
        assert result.failed == 0, path
        tried += result.attempted
    assert tried > 30, tried
"""


def executed(python, source, folder, environment):
    """The notebook run by Jupyter: its cells; None without nbconvert."""
    if subprocess.run([python, "-c", "import nbconvert, ipykernel"],
                      capture_output=True, check=False).returncode != 0:
        return None
    # the system's kernel would be the system's Python
    kernel = pathlib.Path(python).parents[1] / "share/jupyter/kernels/python3"
    kernel.mkdir(parents=True, exist_ok=True)
    (kernel / "kernel.json").write_text(json.dumps({
        "argv": [python, "-m", "ipykernel_launcher", "-f",
                 "{connection_file}"],
        "display_name": "Python 3", "language": "python"}))
    done = subprocess.run(
        [python, "-m", "nbconvert", "--to", "notebook", "--execute",
         "--output-dir", str(folder), str(source)], cwd=folder,
        env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    with open(folder / source.name) as file:
        return json.load(file)["cells"]


def test_wheel_installs_with_pip_and_works_outside_the_tree(root, tmp_path):
    """pip into a fresh environment; doctests and the notebook from there."""
    made = subprocess.run([sys.executable, "-m", "venv",
                           "--system-site-packages", tmp_path / "env"],
                          capture_output=True, text=True, check=False)
    if made.returncode != 0 or subprocess.run(
            [tmp_path / "env/bin/python", "-m", "pip", "--version"],
            capture_output=True, check=False).returncode != 0:
        pytest.skip("without python3-venv (tools/setup.sh check)")
    package = pathlib.Path(hirschman.__file__).parents[1]
    wheel = subprocess.run(
        [sys.executable, root / "bindings/python/make_wheel.py", package,
         tmp_path], check=True, capture_output=True, text=True).stdout.strip()
    environment = {key: value for key, value in os.environ.items()
                   if key not in ("HIRSCHMAN_LIBRARY", "PYTHONPATH")}
    python = str(tmp_path / "env/bin/python")
    for words in (["install", "--no-index", "--no-deps", wheel],
                  ["check"]):
        done = subprocess.run([python, "-m", "pip",
                               "--disable-pip-version-check", *words],
                              env=environment, capture_output=True, text=True,
                              check=False)
        if words == ["check"]:  # of this package alone
            assert "hirschman" not in done.stdout, done.stdout
        else:
            assert done.returncode == 0, done.stderr
    said = subprocess.run([python, "-c", INSIDE, str(tmp_path / "env")],
                          cwd=tmp_path, env=environment, capture_output=True,
                          text=True, check=False)
    assert said.returncode == 0, said.stdout[-500:] + said.stderr[-2000:]
    cells = executed(
        python, root / "bindings/python/notebooks/nafta_and_korea.ipynb",
        tmp_path, environment)
    if cells is None:
        pytest.skip("without python3-nbconvert and python3-ipykernel "
                    "(tools/setup.sh check)")
    shown = [json.dumps(cell.get("outputs")) for cell in cells]
    assert any("full-embargo" in text and "-926.6" in text for text in shown)


def test_types_hold():
    """mypy --strict, as who uses the package with it sees it."""
    mypy = shutil.which("mypy", path="/usr/bin:" + os.environ.get("PATH", ""))
    if mypy is None:
        pytest.skip("without mypy (tools/setup.sh check)")
    place = pathlib.Path(hirschman.__file__).parent
    done = subprocess.run(
        [mypy, "--strict", "--ignore-missing-imports", "--cache-dir",
         os.devnull, place.name], cwd=place.parent, capture_output=True,
        text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def notebook(root):
    place = root / "bindings/python/notebooks"
    subprocess.run([sys.executable, place / "make.py", "--check"], check=True)
    with open(place / "nafta_and_korea.ipynb") as file:
        cells = json.load(file)["cells"]
    scope = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None
            exec("".join(cell["source"]), scope)
    return scope


def test_notebook_gives_the_korea_ladder(notebook):
    loss = notebook["ladder"]["PRK"]
    # as the demo prints them for the first elasticity set
    assert loss["coal-ban"] == pytest.approx(-119.845487, abs=1e-5)
    assert loss["full-embargo"] == pytest.approx(-926.623549, abs=1e-5)
    assert len(notebook["facts"]) > 100


def test_notebook_gives_the_nafta_table(notebook):
    if notebook["nafta"] is None:
        pytest.skip("the tables of cp2015 are not there")
    table = notebook["nafta"].country.set_index("country")
    # Caliendo and Parro (2015), Tables 2 and 3, every printed digit
    for country, welfare, terms, volume, wage in [
            ("Mexico", 1.31, -0.41, 1.72, 1.72),
            ("Canada", -0.06, -0.11, 0.04, 0.32),
            ("USA", 0.08, 0.04, 0.04, 0.11)]:
        row = table.loc[country]
        for column, value in [("welfare_first_order_pct", welfare),
                              ("terms_of_trade_first_order_pct", terms),
                              ("volume_of_trade_first_order_pct", volume),
                              ("real_wage_pct", wage)]:
            assert round(row[column], 2) == value, (country, column)
