# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""The whole library is declared; the wheel works; the notebook runs."""
import json
import os
import pathlib
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
