# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""The package against the command line, and what Python adds."""
import ctypes
import gc
import json
import os
import pathlib
import subprocess
import sys
import threading
import time

import numpy as np
import pandas as pd
import pytest

import hirschman as hm

CASE = """
case: both
description: what Python and the command line both solve
economy: {economy}
elasticities: [caliendo-parro-2015]
scenarios:
  coal-ban:
    measures:
      - embargo: {{exporter: PRK, importer: CHN, sector: mining}}
  half:
    measures:
      - tariff: {{exporter: CHN, importer: USA, scale: 0.5}}
      - quota: {{exporter: KOR, importer: CHN, sector: electrical, quantity_hat: 0.9, rents: 0.25}}
leverage:
  targets: [PRK]
  senders: [CHN, KOR]
  goods: 2
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory, program, root):
    """Results of the command line."""
    place = tmp_path_factory.mktemp("both")
    (place / "case.yaml").write_text(
        CASE.format(economy=root / "data" / "world-2014-prk"))
    subprocess.run([program, "run", "case.yaml", "-q", "-o", "out",
                    "--all-flows"], cwd=place, check=True,
                   capture_output=True)
    return place


@pytest.fixture(scope="module")
def case(folder):
    return hm.Case.read(str(folder / "case.yaml"))


@pytest.fixture(scope="module")
def solved(case):
    return case.solve()


def same(ours, path, keys):
    """Equal to the nine digits that the file has."""
    theirs = pd.read_csv(path)
    assert list(ours.columns) == list(theirs.columns)
    for frame in (ours, theirs):
        frame.sort_values(keys, inplace=True, ignore_index=True)
    assert len(ours) == len(theirs)
    for column in theirs.columns:
        if theirs[column].dtype == float or ours[column].dtype == float:
            np.testing.assert_allclose(
                ours[column].to_numpy(float), theirs[column].to_numpy(float),
                rtol=5.1e-9, atol=1e-12, err_msg=column)
        else:
            assert (ours[column].fillna("").astype(str) ==
                    theirs[column].fillna("").astype(str)).all(), column


def test_country_digits_are_the_command_lines(solved, folder):
    same(solved.country, folder / "out/country.csv", ["scenario", "country"])


def test_sector_digits_are_the_command_lines(solved, folder):
    same(solved.sector, folder / "out/sector.csv",
         ["scenario", "country", "sector"])


def test_bilateral_digits_are_the_command_lines(solved, folder):
    same(solved.bilateral, folder / "out/bilateral.csv",
         ["scenario", "exporter", "importer", "sector"])


def test_convergence_is_the_command_lines(solved, folder):
    theirs = pd.read_csv(folder / "out/convergence.csv")
    ours = solved.convergence
    assert ours["outcome"].tolist() == theirs["outcome"].tolist()
    assert ours["iterations"].tolist() == theirs["iterations"].tolist()


def test_leverage_digits_are_the_command_lines(case, folder):
    world = hm.Economy.read(case.economy).with_set(case.sets[0])
    seen = []
    tables = world.leverage(["PRK"], ["CHN", "KOR"], goods=2,
                            progress=lambda *step: seen.append(step))
    assert seen[-1][0] == seen[-1][1] == len(seen)
    for name in ("leverage", "joint", "power", "exposure"):
        ours = tables[name]
        text = [c for c in ours.columns if ours[c].dtype == object]
        same(ours, folder / f"out/{name}.csv", text)


def test_errors_say_what_the_command_line_says(folder, program):
    bad = folder / "bad.yaml"
    bad.write_text(CASE.format(economy="x").replace("embargo:", "embarg0:"))
    said = subprocess.run([program, "run", "bad.yaml"], cwd=folder,
                          capture_output=True, text=True).stderr
    with pytest.raises(hm.HirschmanError) as error:
        hm.Case.read(str(bad))
    message = str(error.value).replace(str(folder) + "/", "")
    assert f"hirschman: {message}" in said
    with pytest.raises(hm.UnknownNameError, match="the economy has"):
        hm.Economy.read(hm.Case.read(str(folder / "case.yaml")).economy
                        ).with_set("nothing")
    with pytest.raises(hm.FileError):
        hm.Economy.read(folder / "nowhere")


def test_a_dictionary_is_the_same_as_the_case(case, solved):
    world = hm.Economy.read(case.economy).with_set(case.sets[0])
    one = world.solve({"embargo": {"exporter": "PRK", "importer": "CHN",
                                   "sector": "mining"}})
    pd.testing.assert_frame_equal(one.country, solved["coal-ban"].country,
                                  check_exact=True)


def test_frames_come_back_as_they_went_in():
    world = hm.toy()
    again = hm.Economy.from_frames(
        world.trade, {"goods": 5.0, "services": 4.0},
        countries=world.countries, tariffs=world.tariffs)
    np.testing.assert_allclose(again.trade["value"], world.trade["value"],
                               rtol=1e-15)
    assert again.countries == world.countries
    assert again.tariffs.equals(world.tariffs)


def test_a_folder_reads_back(tmp_path):
    world = hm.toy()
    world.write(tmp_path / "toy")
    again = hm.Economy.read(tmp_path / "toy")
    np.testing.assert_allclose(again.trade["value"], world.trade["value"],
                               rtol=1e-15)


def test_arrays_are_the_librarys_own_and_outlive_the_economy():
    world = hm.toy()
    first, second = world.arrays["share"], world.arrays["share"]
    assert first.__array_interface__["data"][0] == \
        second.__array_interface__["data"][0]
    with pytest.raises(ValueError):
        first[0, 0, 0] = 1.0
    kept = first.copy()
    del world, second
    gc.collect()
    np.testing.assert_array_equal(first, kept)


def test_what_ends_together_is_freed_in_order():
    """An exception keeps frames with everything that a call made; the
    collector ends such a cycle in any order."""
    code = """if True:
    import gc, itertools, hirschman as hm
    world = hm.toy()
    for k in range(40):
        try:
            hm.sanctions(world, {"target": "SOU", "senders": ["XXX"]})
        except hm.UnknownNameError as error:
            error.me = error
        solved = hm.solve(world, {})
        solved.me, solved.table = solved, solved.arrays["output"]
        solved.base.me = solved.base
        del solved
        gc.collect()
    print("alive")"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True,
                          text=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(
                              pathlib.Path(hm.__file__).parents[1])})
    assert said.stdout == "alive\n", said.stderr


def test_arrays_go_in_where_they_lie():
    trade = np.array([[[30.0, 2.0], [3.0, 20.0]]])
    theta = np.array([5.0])
    world = hm.Economy.from_arrays(["AAA", "BBB"], ["goods"], theta,
                                   trade=trade)
    assert world.trade["value"].tolist() == [30.0, 2.0, 3.0, 20.0]
    with pytest.raises(TypeError, match="C-contiguous"):
        hm.Economy.from_arrays(["AAA", "BBB"], ["goods"], theta,
                               trade=trade.astype(np.float32))
    with pytest.raises(hm.DataError, match="expected \\(1, 2, 2\\)"):
        hm.Economy.from_arrays(["AAA", "BBB"], ["goods"], theta,
                               trade=trade[0])


def test_frames_that_are_wrong_say_so():
    world = hm.toy()
    twice = pd.concat([world.trade, world.trade.head(1)])
    with pytest.raises(hm.DataError, match="stands there twice"):
        hm.Economy.from_frames(twice, 4.0)
    gap = world.trade.assign(value=float("nan"))
    with pytest.raises(hm.DataError, match="is not a number in row 0"):
        hm.Economy.from_frames(gap, 4.0)
    with pytest.raises(hm.DataError, match="no column 'value'"):
        hm.Economy.from_frames(world.trade.drop(columns="value"), 4.0)
    with pytest.raises(hm.DataError, match="one key"):
        world.solve({"tariff": {}, "embargo": {}})


def test_a_gravity_panel_is_enough():
    """Columns as gravity data have them, codes that are numbers."""
    panel = pd.DataFrame({"iso_o": [1, 1, 2, 2], "iso_d": [1, 2, 1, 2],
                          "trade": [90.0, 10.0, 5.0, 80.0], "dist": 1.0})
    assert hm.Economy.from_frames(panel, 4).countries == ["1", "2"]
    named = panel.replace({"iso_o": {1: "AAA", 2: "BBB"},
                           "iso_d": {1: "AAA", 2: "BBB"}})
    world = hm.Economy.from_frames(named, 4)
    assert world.sectors == ["goods"] and world.countries == ["AAA", "BBB"]
    assert world.trade["value"].tolist() == [90.0, 5.0, 10.0, 80.0]
    with pytest.raises(hm.DataError, match="iso_o for exporter"):
        hm.Economy.from_frames(named.assign(exporter="AAA"), 4)
    with pytest.raises(hm.DataError, match="no column 'exporter'; it has"):
        hm.Economy.from_frames(named.drop(columns="iso_o"), 4)
    with pytest.raises(hm.DataError, match="importer is empty in row 1"):
        hm.Economy.from_frames(named.assign(iso_d=["AAA", None] * 2), 4)
    with pytest.warns(UserWarning, match="sells goods at home"):
        hm.Economy.from_frames(named[named.iso_o != named.iso_d], 4)
    assert len(world.leverage("AAA", "BBB", goods=0)["leverage"]) == 6
    with pytest.raises(hm.UnknownNameError, match='^embargo: exporter "AAB"'):
        world.solve({"embargo": {"exporter": "AAB", "importer": "BBB",
                                 "sector": "all"}})
    with pytest.raises(hm.UnknownNameError, match='^"embrago" is not'):
        world.solve({"embrago": {}})


def test_no_answer_no_numbers():
    """A good that is needed and made nowhere else has no price."""
    rows = [("AAA", "AAA", "ore", 0.0), ("BBB", "BBB", "ore", 9.0),
            ("BBB", "AAA", "ore", 3.0), ("AAA", "AAA", "food", 12.0),
            ("BBB", "BBB", "food", 11.0), ("AAA", "BBB", "food", 3.0)]
    world = hm.Economy.from_frames(
        pd.DataFrame(rows, columns=["exporter", "importer", "sector",
                                    "value"]), 4.0)
    ban = world.solve({"embargo": {"exporter": "BBB", "importer": "AAA",
                                   "sector": "ore"}})
    assert ban.outcome == "inadmissible"
    with pytest.raises(hm.NotConfirmedError, match="has no numbers"):
        ban.country


def test_a_derivative_is_a_difference():
    world = hm.toy()
    table = world.gradient("real_income", "NOR")
    slope = table.query("exporter == 'SOU' and importer == 'NOR' and "
                        "sector == 'goods'")["derivative"].iloc[0]

    def income(rate):
        s = world.solve({"tariff": {"exporter": "SOU", "importer": "NOR",
                                    "sector": "goods", "rate": rate}},
                        tolerance=1e-13, path_steps=0)
        return np.log1p(s.country["real_income_pct"].iloc[0] / 100.0)

    step = 1e-4
    difference = (income(0.1 + step) - income(0.1 - step)) / (2.0 * step)
    assert slope == pytest.approx(difference, rel=1e-5)


def test_threads_solve_at_once_and_python_goes_on(case):
    """The interpreter's lock is free while the library works."""
    world = hm.Economy.read(case.economy).with_set(case.sets[0])
    scenario = {"embargo": {"exporter": "PRK", "importer": "all",
                            "sector": "all"}}
    alone = world.solve(scenario)
    results, ticks = [None] * 3, [0]
    done = threading.Event()

    def tick():
        while not done.is_set():
            ticks[0] += 1
            time.sleep(0.001)

    def work(i):
        results[i] = world.solve(scenario)

    ticker = threading.Thread(target=tick)
    ticker.start()
    threads = [threading.Thread(target=work, args=(i,)) for i in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    ticker.join()
    assert ticks[0] > 20
    for result in results:
        pd.testing.assert_frame_equal(result.country, alone.country,
                                      check_exact=True)


def test_games():
    table = pd.DataFrame({"USA": [0.0, 4.0, 9.0], "CHN": [10.0, 8.0, 3.0]},
                         index=["war", "deal", "yield"])
    deal = hm.bargain(table, [0, 3], lottery=True)
    assert deal["exists"] and sum(deal["lottery"].values()) == pytest.approx(1)
    assert hm.bargain(table, [20, 20])["exists"] == False  # noqa: E712
    with pytest.raises(hm.UnknownNameError, match="is not known"):
        hm.bargain(table, [0, 0], "nsh")
    played = hm.tariff_games(hm.toy(), {
        "war": {"type": "nash", "players": ["NOR", "SOU"]},
        "talks": {"type": "cooperative", "players": ["NOR", "SOU"],
                  "start": "war"}})["tariff_game"]
    talks = played[played.game == "talks"].set_index("country")
    war = played[played.game == "war"].set_index("country")
    assert (talks["real_income_pct"] > war["real_income_pct"])[
        ["NOR", "SOU"]].all()


def shell(program, place, *words):
    """A command with its results in place/out."""
    done = subprocess.run([program, *words, "-q", "-o", "out"], cwd=place,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return place / "out"


def same_tables(ours, out, least):
    """Every table of ours that has rows is the command's."""
    assert len(ours) >= least
    for name, table in ours.items():
        keys = [c for c in table.columns if table[c].dtype == object]
        numbers = [c for c in table.columns if c not in keys]
        theirs = pd.read_csv(out / f"{name}.csv")
        assert list(table.columns) == list(theirs.columns), name
        assert len(table) == len(theirs) > 0, name
        for key in keys:
            assert (table[key].astype(str) ==
                    theirs[key].fillna("").astype(str)).all(), (name, key)
        for column in numbers:
            np.testing.assert_allclose(
                table[column].to_numpy(float), theirs[column].to_numpy(float),
                rtol=5.1e-9, atol=1e-12, err_msg=f"{name} {column}")


@pytest.fixture(scope="module")
def toy_folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("toy")
    hm.toy().write(place / "toy")
    return place


def test_sanctions_digits_are_the_command_lines(toy_folder, program):
    out = shell(program, toy_folder, "sanctions", "toy", "--target", "SOU",
                "--senders", "NOR,EAS", "--losses", "6,8", "--exempt", "none")
    ours = hm.Economy.read(toy_folder / "toy").sanctions(
        {"target": "SOU", "senders": ["NOR", "EAS"], "losses": [6, 8],
         "exempt": "none"})
    same_tables(ours, out, 4)
    np.testing.assert_allclose(
        ours["sanctions"]["target_loss_musd"].head(2), [6.0, 8.0], rtol=1e-5)
    with pytest.raises(hm.UnknownNameError, match='"XXX"'):
        hm.sanctions(hm.toy(), {"target": "XXX", "senders": ["NOR"]})
    with pytest.raises(hm.UnknownNameError, match="did you mean"):
        hm.sanctions(hm.toy(), {"target": "SOU", "senders": ["NOR"],
                                "los": [1]})


def test_tariff_games_digits_are_the_command_lines(toy_folder, program):
    out = shell(program, toy_folder, "tariff-game", "toy", "--type", "nash",
                "--players", "NOR,SOU", "--name", "game")
    ours = hm.Economy.read(toy_folder / "toy").tariff_games(
        {"type": "nash", "players": ["NOR", "SOU"]})
    same_tables({name: table for name, table in ours.items()
                 if len(table) > 0}, out, 2)


def test_linkage_digits_are_the_command_lines(toy_folder, program):
    out = shell(program, toy_folder, "linkage", "toy", "--sender", "NOR",
                "--broker", "EAS", "--target", "SOU", "--draws", "3")
    seen = []
    ours = hm.Economy.read(toy_folder / "toy").linkage(
        {"sender": "NOR", "broker": "EAS", "target": "SOU"}, draws=3,
        progress=lambda *step: seen.append(step))
    assert [step[:2] for step in seen] == [(k, 4) for k in range(1, 5)]
    same_tables({name: table for name, table in ours.items()
                 if len(table) > 0}, out, 12)
    roles = {"sender": "NOR", "broker": "EAS", "target": "SOU",
             "pressure": ["ban"]}
    duty = {"exporter": "EAS", "importer": "NOR", "sector": "all"}
    roles["concession"] = {"instruments": {"tariff": duty}}
    ban = {"ban": {"embargo": {"exporter": "SOU", "importer": "EAS",
                               "sector": "goods"}}}
    one = hm.linkage(hm.toy(), roles, ban, draws=0)
    other = hm.toy().linkage(roles, hm.Case.from_dict(ban), draws=0)
    for name in one:
        pd.testing.assert_frame_equal(one[name], other[name])
    assert set(one["payoffs"]["package"]) == {"benchmark", "ban"}
    with pytest.raises(hm.DataError, match="no 'broker'"):
        hm.linkage(hm.toy(), {"sender": "NOR", "target": "SOU"})


def test_beliefs_digits_are_the_command_lines(tmp_path, program):
    (tmp_path / "signals.csv").write_text(
        "month,signal,value\n2017-01,coal,12.5\n2017-02,coal,0\n"
        "2017-04,coal,3\n")
    block = {"signals": "signals.csv", "types": {"good": 0.4, "bad": 0.6},
             "stay": 0.97, "model": {"coal": {
                 "kind": "amount", "zero": {"good": 0.5, "bad": 0.1},
                 "median": {"good": 3, "bad": 10}, "spread": 0.6}}}
    (tmp_path / "b.yaml").write_text(json.dumps(block))
    out = shell(program, tmp_path, "beliefs", "b.yaml")
    ours = hm.beliefs(block, pd.read_csv(tmp_path / "signals.csv"))
    same_tables({name: table for name, table in ours.items()
                 if len(table) > 0}, out, 3)
    again = hm.beliefs({**block, "signals": str(tmp_path / "signals.csv")})
    assert again["beliefs"].equals(ours["beliefs"])
    with pytest.raises(hm.DataError, match="no column 'month'"):
        hm.beliefs(block, pd.DataFrame({"signal": ["coal"], "value": [1]}))


def test_tables_of_others_that_are_long(tmp_path):
    path = tmp_path / "gravity.csv"
    path.write_text("exporter,importer,trade\nAAA,AAA,90\nAAA,BBB,10\n"
                    "BBB,AAA,5\nBBB,BBB,80\n")
    world = hm.Economy.from_table(path, "gravity", 4.0)
    assert world.trade["value"].tolist() == [90.0, 5.0, 10.0, 80.0]
    assert world.countries == ["AAA", "BBB"]


def test_tables_of_others(tmp_path):
    path = tmp_path / "icio.csv"
    path.write_text(",CHN_A,USA_A,CHN_HFCE,USA_HFCE,OUT\n"
                    "CHN_A,1,2,9,1,13\nUSA_A,1,5,2,30,38\n")
    world = hm.Economy.from_table(path, "icio", 4.0)
    assert world.trade["value"].tolist() == [10.0, 3.0, 3.0, 35.0]
    assert "value in" in world.ledger["item"].tolist()
    with pytest.raises(hm.UnknownNameError, match="did you mean"):
        hm.Economy.from_table(path, "icoi", 4.0)


def test_stata_file_has_the_numbers(folder, program):
    done = subprocess.run([program, "export", "out/country.csv", "--to",
                           "dta", "-o", "country.dta"], cwd=folder,
                          capture_output=True, text=True)
    if "need libreadstat" in done.stderr:
        pytest.skip("without libreadstat")
    assert done.returncode == 0, done.stderr
    theirs = pd.read_csv(folder / "out/country.csv")
    ours = pd.read_stata(folder / "country.dta")
    pd.testing.assert_frame_equal(ours, theirs, check_exact=True)


def words(address, count):
    """Machine words at an address: how a C program sees a structure."""
    return list((ctypes.c_uint64 * count).from_address(address))


def doubles(address, count):
    return list((ctypes.c_double * count).from_address(address))


def test_arrow_stream_as_a_c_program_reads_it():
    """By the offsets of the Arrow C interface, not by the package's types."""
    from hirschman import _arrow as module

    frame = pd.DataFrame({"code": ["CHN", "", "K\u00f6ln"],
                          "gain": [1.5, float("nan"), -2.25]})
    before = len(module._kept)
    capsule = hm.arrow(frame).__arrow_c_stream__()
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype = ctypes.c_void_p
    pointer.argtypes = [ctypes.py_object, ctypes.c_char_p]
    stream = pointer(capsule, b"arrow_array_stream")
    get = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    release = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
    get_schema, get_next, _, release_stream, _ = words(stream, 5)
    schema = (ctypes.c_uint64 * 9)()
    assert get(get_schema)(stream, ctypes.addressof(schema)) == 0
    assert ctypes.string_at(schema[0]) == b"+s" and schema[4] == 2
    parts = [words(child, 9) for child in words(schema[5], 2)]
    assert [ctypes.string_at(p[1]) for p in parts] == [b"code", b"gain"]
    assert [ctypes.string_at(p[0]) for p in parts] == [b"U", b"g"]
    array = (ctypes.c_uint64 * 10)()
    assert get(get_next)(stream, ctypes.addressof(array)) == 0
    length, nulls, offset, n_buffers, n_children = array[:5]
    assert (length, nulls, offset, n_buffers, n_children) == (3, 0, 0, 1, 2)
    code, gain = [words(child, 10) for child in words(array[6], 2)]
    assert code[3] == 3 and gain[1] == 1 and gain[3] == 2
    _, starts, data = words(code[5], 3)
    starts = list((ctypes.c_int64 * 4).from_address(starts))
    texts = ctypes.string_at(data, starts[3])
    assert [texts[a:b].decode() for a, b in zip(starts, starts[1:])] == \
        frame["code"].tolist()
    valid, values = words(gain[5], 2)
    assert ctypes.string_at(valid, 1)[0] & 7 == 0b101
    assert doubles(values, 3)[::2] == [1.5, -2.25]
    assert values == frame["gain"].to_numpy().ctypes.data  # not copied
    release(array[8])(ctypes.addressof(array))
    release(schema[7])(ctypes.addressof(schema))
    assert array[8] == 0 and schema[7] == 0
    assert get(get_next)(stream, ctypes.addressof(array)) == 0
    assert array[8] == 0  # the end
    release(release_stream)(stream)
    assert len(module._kept) == before


def test_progress_is_one_line(capsys):
    hm.toy().leverage("SOU", ["NOR", "EAS"], goods=1, progress=True)
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and said.startswith("\rcutting links: ")
    assert " of " in said and said.rstrip().endswith(" s")
    total = int(said.rpartition(" of ")[2].partition(",")[0])
    assert said.count("\r") < total  # not one a step


def test_gravity_bands():
    world = hm.toy()
    pairs = pd.DataFrame({"exporter": ["NOR", "SOU"],
                          "importer": ["SOU", "NOR"], "pta": [1.0, 1.0],
                          "euro": [0.0, 1.0]})
    b = {"pta": 0.5, "euro": 0.1}
    sure = hm.gravity_bands(world, pairs, b, np.zeros((2, 2)), 4.0, draws=3)
    np.testing.assert_allclose(sure.p05, sure.value, rtol=1e-12)
    np.testing.assert_allclose(sure.p95, sure.value, rtol=1e-12)
    # one coefficient: the spread is its slope times its standard error
    table = pd.DataFrame([[1e-4, 0.0], [0.0, 0.0]], index=b, columns=b)
    bands = hm.gravity_bands(world, pairs, b, table, 4.0, draws=60)
    ends = [hm.solve(world, hm.trade_costs(hm.partial_effect(
        pairs, {**b, "pta": 0.5 + d}), 4.0)).country["real_income_pct"]
        for d in (-0.01, 0.01)]
    slope = (ends[1] - ends[0]) / 2.0
    np.testing.assert_allclose(bands.se, slope.abs(), rtol=0.35)
    assert (bands.n_draws == 60).all() and (bands.n_failed == 0).all()
    with pytest.raises(hm.DataError, match="expected a symmetric"):
        hm.gravity_bands(world, pairs, b, [[1.0]], 4.0)
    home = pairs.assign(importer=["NOR", "NOR"])
    with pytest.raises(hm.DataError, match="sales at home"):
        hm.partial_effect(home, b)


def kite_tables(world):
    """An economy as KITE keeps one."""
    a = world.arrays
    where = dict(zip(["sector", "destination", "origin"],
                     np.indices(a["share"].shape).reshape(3, -1)))
    codes = {"origin": world.countries, "destination": world.countries,
             "country": world.countries, "sector": world.sectors,
             "input": world.sectors, "output": world.sectors}

    def table(keys, values):
        places = dict(zip(keys, np.indices(values.shape).reshape(
            len(keys), -1)))
        return pd.DataFrame({**{k: np.array(codes[k])[p] for k, p in
                                places.items()}, "value": values.ravel()})

    inputs = a.get("input_share",
                   np.zeros((len(world.countries),) +
                            (len(world.sectors),) * 2))
    factor = 1.0 - inputs.sum(axis=1)
    with np.errstate(invalid="ignore"):
        inner = np.nan_to_num(inputs / (1.0 - factor)[:, None, :])
    assert set(where) == {"sector", "destination", "origin"}
    return {
        "trade_share": table(["sector", "destination", "origin"], a["share"]),
        "tariff": table(["sector", "destination", "origin"],
                        1.0 + a["tariff"]),
        "expenditure": table(["destination", "sector"], a["expenditure"]),
        "intermediate_share": table(["country", "input", "output"], inner),
        "factor_share": table(["country", "sector"], factor),
        "consumption_share": table(["country", "sector"], a["final_share"]),
        "trade_elasticity": pd.DataFrame({"sector": world.sectors,
                                          "value": a["theta"]})}


def test_kite_tables_give_the_same_answer(case):
    world = hm.Economy.read(case.economy).with_set(case.sets[0]).base()
    tables = kite_tables(world)
    again = hm.Economy.from_kite(tables)
    ban = {"tariff": {"exporter": "CHN", "importer": "USA", "scale": 0.5}}
    pd.testing.assert_frame_equal(
        again.solve(ban, closure="fixed", path_steps=0).country[
            ["country", "real_income_pct"]].sort_values(
                "country", ignore_index=True),
        world.solve(ban, closure="fixed", path_steps=0).country[
            ["country", "real_income_pct"]].sort_values(
                "country", ignore_index=True), rtol=1e-6, atol=1e-9)
    rates = tables["tariff"].assign(value=lambda t: t.value - 1.0)
    with pytest.raises(hm.DataError, match="KITE has powers"):
        hm.Economy.from_kite({**tables, "tariff": rates})
    with pytest.raises(hm.DataError, match="have no 'factor_share'"):
        hm.Economy.from_kite({k: t for k, t in tables.items()
                              if k != "factor_share"})
