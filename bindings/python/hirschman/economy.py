# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""Economies: from folders, tables of others and DataFrames, and back."""
from __future__ import annotations

import ctypes
import difflib
import os
import warnings
from typing import TYPE_CHECKING, Any, Mapping, Optional, Sequence, Union

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from . import _abi
from ._library import (Array, DataError, Handle, UnknownNameError, context, lib,
                       pointer_to, text, texts, view)
from ._tables import frame

if TYPE_CHECKING:
    from .solution import Case, Solution

Keys = Sequence[str]
Tables = dict[str, pd.DataFrame]
CLOSURES = ("fixed", "scaled", "zero", "bilateral")
WIDE = ("icio", "figaro", "wiod2016", "wiod2016-sheet", "wiod2013-sheet")
LONG = ("baci", "itpde", "gravity", "kite", "iotr")


def _closure(name: str) -> int:
    out = ctypes.c_int()
    status = lib.hm_closure_parse(name.encode(), ctypes.byref(out))
    if status != 0:
        raise UnknownNameError(f"balance rule {name!r} is not known; expected "
                               f"one of {', '.join(CLOSURES)}")
    return out.value


def _position(codes: Keys, values: pd.Series,
              what: str) -> NDArray[np.intp]:
    """Index of each value among the codes."""
    places: NDArray[np.intp] = pd.Index(codes).get_indexer(values.astype(str))
    if (places < 0).any():
        bad = values[places < 0].iloc[0]
        raise UnknownNameError(f"{what} {bad!r} is not among the {what} codes")
    return places


def _once(data: pd.DataFrame, keys: list[str], what: str) -> None:
    twice = data.duplicated(keys)
    if twice.any():
        row = data.loc[twice, keys].iloc[0].tolist()
        raise DataError(f"{what}: {row} stands there twice; expected each "
                        f"{', '.join(keys)} once")


# Names that others use for a column (gravity data sets, KITE, CEPII).
ALIASES = {
    "exporter": ("origin", "exp_id", "exporter_iso3", "iso_o", "iso3_o"),
    "importer": ("destination", "imp_id", "importer_iso3", "iso_d", "iso3_d"),
    "value": ("trade", "flow")}


def _long(data: pd.DataFrame, what: str) -> pd.DataFrame:
    """A table of flows with the package's column names, codes as text."""
    names: dict[str, str] = {}
    for column, others in ALIASES.items():
        found = [c for c in (column, *others) if c in data.columns]
        if len(found) > 1:
            raise DataError(f"{what} has {' and '.join(found)} for {column}; "
                            "expected one of them")
        if found:
            names[found[0]] = column
    out = data.rename(columns=names)
    if what == "trade" and "sector" not in out.columns:
        out = out.assign(sector="goods")
    absent = [c for c in ("exporter", "importer") if c not in out.columns]
    if absent:
        raise DataError(f"{what} has no column {absent[0]!r}; it has "
                        f"{', '.join(map(str, data.columns))}")
    for column in ("exporter", "importer", "sector"):
        if column in out.columns:
            if out[column].isna().any():
                raise DataError(f"{what}: {column} is empty in row "
                                f"{int(np.flatnonzero(out[column].isna())[0])}")
            out[column] = out[column].astype(str)
    return out


def _own_sales(trade: Array, sectors: Keys) -> None:
    """Say so where nobody sells at home: trade data often leave it out."""
    own = np.einsum("jnn->j", trade)
    bare = [sectors[j] for j in np.flatnonzero((own == 0.0) &
                                               (trade.sum((1, 2)) > 0.0))]
    if bare:
        warnings.warn(
            f"no country sells {', '.join(bare[:5])} at home; sales at home "
            "are part of the model, and without them every good is imported",
            stacklevel=4)


def _fill(data: Optional[pd.DataFrame], keys: Mapping[str, Keys], value: str,
          what: str) -> Optional[Array]:
    """A dense array from a long table; absent rows are 0."""
    if data is None:
        return None
    missing = [k for k in (*keys, value) if k not in data.columns]
    if missing:
        raise DataError(f"{what} has no column {missing[0]!r}; it has "
                        f"{', '.join(map(str, data.columns))}")
    _once(data, list(keys), what)
    array = np.zeros([len(codes) for codes in keys.values()])
    places = tuple(_position(codes, data[key], key if key in
                             ("country", "sector") else
                             "sector" if key == "input" else "country")
                   for key, codes in keys.items())
    numbers = data[value].to_numpy(dtype=float)
    if not np.isfinite(numbers).all():
        raise DataError(f"{what}: {value} is not a number in row "
                        f"{int(np.flatnonzero(~np.isfinite(numbers))[0])}")
    array[places] = numbers
    return array


class Economy:
    """A benchmark economy. Immutable; may be used by several threads.

    >>> import hirschman as hm
    >>> world = hm.toy()
    >>> world
    <Economy toy: 3 countries, 2 sectors>
    >>> world.countries
    ['NOR', 'SOU', 'EAS']
    >>> world.trade.query("exporter == 'NOR' and importer == 'SOU'")
       exporter importer    sector  value
    3       NOR      SOU     goods   20.0
    12      NOR      SOU  services    4.0
    """

    def __init__(self, handle: Handle, folder: Optional[Handle] = None) -> None:
        self._handle = handle
        self._folder = folder
        self._bases: dict[Any, "Economy"] = {}
        self._chosen = False  # an elasticity set was put on it already
        self._set = ""
        self.consistency = float("nan")

    # --- where they come from -------------------------------------------------

    @classmethod
    def read(cls, path: Union[str, "os.PathLike[str]"],
             repairs: Sequence[str] = ()) -> "Economy":
        """Read a folder. `repairs`: own_trade, negative_final,
        negative_value_added."""
        known = [name for name, _ in _abi.hm_repairs._fields_]
        for name in repairs:
            if name not in known:
                raise UnknownNameError(f"repair {name!r} is not known; expected "
                                       f"one of {', '.join(known)}")
        asked = _abi.hm_repairs(**{name: name in repairs for name in known})
        pointer = context().make("hm_economy_read", os.fspath(path).encode(),
                                 ctypes.byref(asked))
        folder = Handle(pointer, "hm_economy_folder_free")
        own = Handle(lib.hm_economy_folder_economy(pointer), "", folder)
        return cls(own, folder)

    @classmethod
    def from_frames(cls, trade: pd.DataFrame, theta: Any, *,
                    countries: Optional[Keys] = None,
                    sectors: Optional[Keys] = None,
                    tariffs: Optional[pd.DataFrame] = None,
                    inputs: Optional[pd.DataFrame] = None,
                    final: Optional[pd.DataFrame] = None,
                    deficits: Optional[pd.DataFrame] = None,
                    name: str = "frames", year: int = 0) -> "Economy":
        """An economy from long tables with the columns of its files.

        trade: exporter, importer, sector, value (million USD, net of tariff,
        sales at home included); tariffs: exporter, importer, sector,
        tariff_rate; inputs: country, sector, input, share; final: country,
        sector, share; deficits: country, value. theta: one number, or one a
        sector (a dict or a Series). Codes default to the order in `trade`.
        Without a column `sector` there is one, "goods"; `origin`,
        `destination`, `iso_o`, `iso_d`, `trade` and the like are understood.
        """
        trade = _long(trade, "trade")
        tariffs = None if tariffs is None else _long(tariffs, "tariffs")
        countries = list(countries if countries is not None else
                         pd.unique(trade[["exporter", "importer"]]
                                   .to_numpy().ravel()))
        sectors = list(sectors if sectors is not None
                       else pd.unique(trade["sector"]))
        flow = {"sector": sectors, "importer": countries,
                "exporter": countries}
        thetas = pd.Series(theta, index=sectors, dtype=float) \
            if np.isscalar(theta) else pd.Series(theta).reindex(sectors)
        shares = _fill(inputs, {"country": countries, "input": sectors,
                                "sector": sectors}, "share", "inputs")
        flows = _fill(trade, flow, "value", "trade")
        assert flows is not None
        _own_sales(flows, sectors)
        return cls.from_arrays(
            countries, sectors, thetas.to_numpy(dtype=float), trade=flows,
            tariff=_fill(tariffs, flow, "tariff_rate", "tariffs"),
            input_share=shares,
            final_share=_fill(final, {"country": countries, "sector": sectors},
                              "share", "final"),
            deficit=_fill(deficits, {"country": countries}, "value",
                          "deficits"),
            name=name, year=year)

    @classmethod
    def from_arrays(cls, countries: Keys, sectors: Keys, theta: Array, *,
                    trade: Array, tariff: Optional[Array] = None,
                    input_share: Optional[Array] = None,
                    final_share: Optional[Array] = None,
                    deficit: Optional[Array] = None,
                    name: str = "arrays", year: int = 0) -> "Economy":
        """The same from arrays, which are read where they lie (no copies):
        trade and tariff [sector, importer, exporter], input_share [country,
        input, sector], final_share [country, sector], deficit [country]."""
        n, j = len(countries), len(sectors)
        shapes = {"theta": (theta, (j,)), "trade": (trade, (j, n, n)),
                  "tariff": (tariff, (j, n, n)),
                  "input_share": (input_share, (n, j, j)),
                  "final_share": (final_share, (n, j)),
                  "deficit": (deficit, (n,))}
        for key, (array, shape) in shapes.items():
            if array is not None and array.shape != shape:
                raise DataError(f"{key} has shape {array.shape}; expected "
                                f"{shape}")
        codes, goods = texts(countries), texts(sectors)
        labels = _abi.hm_labels(
            n_countries=n, n_sectors=j, country_codes=codes,
            sector_codes=goods, name=name.encode(), year=year)
        flows = _abi.hm_economy_flows(
            trade=pointer_to(trade), tariff=pointer_to(tariff),
            input_share=pointer_to(input_share),
            final_share=pointer_to(final_share), deficit=pointer_to(deficit))
        set_ = _abi.hm_elasticities(theta=pointer_to(theta))
        pointer = context().make("hm_economy_from_flows", ctypes.byref(labels),
                                 ctypes.byref(flows), ctypes.byref(set_))
        return cls(Handle(pointer, "hm_economy_free"))

    @classmethod
    def from_kite(cls, tables: Mapping[str, pd.DataFrame],
                  name: str = "kite") -> "Economy":
        """From the initial conditions of the R package KITE: trade_share,
        tariff (powers: origin, destination, sector, value), expenditure
        (destination, sector), intermediate_share (country, input, output),
        factor_share, consumption_share (country, sector), trade_elasticity
        (sector). Shares are kept; `base()` solves for the benchmark that has
        them. value_added and trade_balance follow from the rest.
        """
        needed = ("trade_share", "expenditure", "intermediate_share",
                  "factor_share", "consumption_share", "trade_elasticity")
        absent = [key for key in needed if key not in tables]
        if absent:
            raise DataError(f"the tables of KITE have no {absent[0]!r}; they "
                            f"have {', '.join(tables)}")
        keys = ["origin", "destination", "sector"]
        trade = tables["trade_share"].rename(columns={"value": "share"})
        trade = trade.merge(tables["expenditure"], how="left",
                            on=["destination", "sector"], validate="m:1")
        if "tariff" in tables:
            trade = trade.merge(
                tables["tariff"].rename(columns={"value": "power"}),
                how="left", on=keys, validate="1:1")
        power = trade["power"] if "power" in trade else 1.0
        power = pd.Series(power, index=trade.index, dtype=float)
        if trade["value"].isna().any() or power.isna().any():
            raise DataError("a flow of trade_share has no expenditure or no "
                            "tariff; expected one for each")
        if (power < 0.5).any():
            raise DataError(f"a tariff of {power.min():g}; KITE has powers "
                            "(1.2 is 20 %)")
        trade = trade.rename(columns={"origin": "exporter",
                                      "destination": "importer"})
        trade["value"] = trade["share"] * trade["value"] / power
        trade["tariff_rate"] = power - 1.0
        factors = tables["factor_share"].rename(columns={
            "sector": "output", "value": "factor"})
        inputs = tables["intermediate_share"].merge(
            factors, how="left", on=["country", "output"], validate="m:1")
        inputs["share"] = inputs["value"] * (1.0 - inputs["factor"])
        return cls.from_frames(
            trade, tables["trade_elasticity"].set_index("sector")["value"],
            tariffs=trade, inputs=inputs.drop(columns="value").rename(
                columns={"output": "sector"}),
            final=tables["consumption_share"].rename(
                columns={"value": "share"}), name=name)

    @classmethod
    def from_table(cls, path: Union[str, "os.PathLike[str]"], layout: str,
                   theta: float, *, rate: float = 0.0, year: int = 0,
                   allow: Sequence[str] = (),
                   tariffs: Optional[str] = None,
                   domestic: Optional[str] = None,
                   taiwan: bool = False) -> "Economy":
        """Import a table of others: icio, figaro, wiod2016, baci, itpde,
        gravity, kite, iotr ... (see `hirschman data import --help`). The
        ledger of the step is in `attrs` of `.ledger`."""
        ctx = context()
        ledger = ctx.make("hm_ledger_create")
        listed = Handle(ledger, "hm_table_free")
        losses = texts(allow)
        allowed = _abi.hm_allow(len(allow), losses)
        place = os.fspath(path).encode()
        if layout not in WIDE + LONG:
            near = difflib.get_close_matches(layout, WIDE + LONG, 1)
            raise UnknownNameError(
                f"layout {layout!r} is not known" +
                (f"; did you mean {near[0]!r}?" if near else "") +
                f"; there are {', '.join(WIDE + LONG)}")
        if layout in WIDE:
            wide = _abi.hm_wide_table(layout=layout.encode(), rate=rate)
            made = ctx.make("hm_import_wide", place, ctypes.byref(wide),
                            ctypes.byref(allowed), ledger)
        else:
            table = _abi.hm_flow_source(
                path=place, layout=layout.encode(), rate=rate, year=year,
                taiwan=taiwan, tariffs=tariffs.encode() if tariffs else None,
                domestic=domestic.encode() if domestic else None)
            made = ctx.make("hm_import_flows", ctypes.byref(table),
                            ctypes.byref(allowed), ledger)
        account = Handle(made, "hm_account_free")
        data = lib.hm_account_data(account.pointer)
        arrays = ctypes.cast(
            data, ctypes.POINTER(_abi.hm_account_arrays)).contents
        for sector in range(arrays.n_sectors):
            arrays.theta[sector] = theta
        pointer = ctx.make("hm_account_to_economy", account.pointer, None)
        economy = cls(Handle(pointer, "hm_economy_free"))
        economy.ledger = frame(listed.pointer, free=False)
        return economy

    ledger: Optional[pd.DataFrame] = None

    # --- what they are --------------------------------------------------------

    @property
    def pointer(self) -> Any:
        return self._handle.pointer

    @property
    def _data(self) -> _abi.hm_economy_arrays:
        return ctypes.cast(
            lib.hm_economy_data(self.pointer),
            ctypes.POINTER(_abi.hm_economy_arrays)).contents

    @property
    def _labels(self) -> _abi.hm_labels:
        return ctypes.cast(lib.hm_economy_labels(self.pointer),
                           ctypes.POINTER(_abi.hm_labels)).contents

    @property
    def name(self) -> str:
        """Its name, "" when it has none."""
        return text(self._labels.name)

    @property
    def year(self) -> int:
        return int(self._labels.year)

    @property
    def countries(self) -> list[str]:
        """Country codes in order."""
        labels = self._labels
        return [text(labels.country_codes[n]) for n in
                range(labels.n_countries)]

    @property
    def sectors(self) -> list[str]:
        """Sector codes in order."""
        labels = self._labels
        return [text(labels.sector_codes[j]) for j in range(labels.n_sectors)]

    @property
    def sets(self) -> list[str]:
        """Names of further elasticity sets."""
        if self._folder is None:
            return []
        count = lib.hm_economy_folder_sets(self._folder.pointer)
        return [text(ctypes.cast(
            lib.hm_economy_folder_set(self._folder.pointer, i),
            ctypes.POINTER(_abi.hm_elasticities)).contents.name)
            for i in range(count)]

    @property
    def set_name(self) -> str:
        """Name of the elasticity set in use, "default" without one."""
        own = "" if self._folder is None else text(
            lib.hm_economy_folder_default_set(self._folder.pointer))
        return self._set or own or "default"

    @property
    def closure(self) -> str:
        """The balance rule that the folder names (bilateral by default)."""
        if self._folder is None:
            return "bilateral"
        rule = lib.hm_economy_folder_closure(self._folder.pointer)
        return text(lib.hm_closure_name(rule))

    @property
    def arrays(self) -> dict[str, Array]:
        """The library's own arrays, read only and not copied: expenditure
        [country, sector], share [sector, importer, exporter], ..."""
        d = self._data
        n, j, f = d.n_countries, d.n_sectors, d.n_factors
        shapes = {"expenditure": (n, j), "share": (j, n, n),
                  "tariff": (j, n, n), "export_tax": (j, n, n),
                  "rent_wedge": (j, n, n), "rent_importer_share": (j, n, n),
                  "input_share": (n, j, j), "factor_share": (f, j),
                  "final_share": (n, j), "factor_income": (f,),
                  "deficit": (n,), "bilateral_deficit": (n, n),
                  "output": (n, j), "income": (n,), "theta": (j,)}
        found = {key: view(getattr(d, key), shape, self._handle)
                 for key, shape in shapes.items()}
        return {key: array for key, array in found.items()
                if array is not None}

    def flow_frame(self, values: Array, name: str) -> pd.DataFrame:
        """A [sector, importer, exporter] array as a long table."""
        where = np.nonzero(values)
        countries = np.array(self.countries, dtype=object)
        sectors = np.array(self.sectors, dtype=object)
        return pd.DataFrame({"exporter": countries[where[2]],
                             "importer": countries[where[1]],
                             "sector": sectors[where[0]],
                             name: values[where]})

    @property
    def trade(self) -> pd.DataFrame:
        """Sales net of the importer's tariff, million USD."""
        a = self.arrays
        value = a["share"] * a["expenditure"].T[:, :, None]
        if "tariff" in a:
            value = value / (1.0 + a["tariff"])
        return self.flow_frame(value, "value")

    @property
    def tariffs(self) -> pd.DataFrame:
        """Ad valorem rates that are not 0."""
        a = self.arrays
        rates = a.get("tariff", np.zeros_like(a["share"]))
        return self.flow_frame(rates, "tariff_rate")

    def __repr__(self) -> str:
        labels = self._labels
        return (f"<Economy {self.name or 'without a name'}: "
                f"{labels.n_countries} countries, {labels.n_sectors} sectors>")

    # --- made from others -----------------------------------------------------

    def with_set(self, name: str) -> "Economy":
        """The same economy with an elasticity set of its folder."""
        found = None if self._folder is None else \
            lib.hm_economy_folder_find_set(self._folder.pointer, name.encode())
        if not found:
            raise UnknownNameError(
                f"elasticity set {name!r} is not known; the economy has "
                f"{', '.join(self.sets) or 'none'}")
        pointer = context().make(
            "hm_economy_with_elasticities", self.pointer,
            ctypes.cast(found, ctypes.POINTER(_abi.hm_elasticities)))
        economy = Economy(Handle(pointer, "hm_economy_free"), self._folder)
        economy._chosen, economy._set = True, name
        return economy

    def base(self, closure: Optional[str] = None) -> "Economy":
        """The calibrated benchmark under a balance rule: the economy solved
        without a shock. `consistency` of it says how far a factor price had
        to move. Kept for the next call."""
        rule = closure or self.closure
        if rule not in self._bases:
            economy = self._handle
            if not self._chosen:  # once, as the program does: same digits
                economy = Handle(context().make(
                    "hm_economy_with_elasticities", self.pointer,
                    ctypes.cast(lib.hm_economy_elasticities(self.pointer),
                                ctypes.POINTER(_abi.hm_elasticities))),
                    "hm_economy_free")
            settings = lib.hm_solver_settings_default()
            moved = ctypes.c_double()
            out = context().room()
            context().call("hm_equilibrium_calibrate", economy.pointer,
                           _closure(rule), ctypes.byref(settings),
                           ctypes.byref(out), ctypes.byref(moved))
            base = Economy(Handle(out, "hm_economy_free"), self._folder)
            base.consistency = moved.value
            self._bases[rule] = base
        return self._bases[rule]

    def write(self, path: Union[str, "os.PathLike[str]"]) -> None:
        """Write a folder that reads back."""
        context().call("hm_economy_write", self.pointer,
                       os.fspath(path).encode())

    # --- what they answer -----------------------------------------------------

    def solve(self, scenario: Any, **options: Any) -> Solution:
        """See :func:`hirschman.solve`."""
        from .solution import solve
        return solve(self, scenario, **options)

    def gradient(self, outcome: str, country: str,
                 **options: Any) -> pd.DataFrame:
        """See :func:`hirschman.gradient`."""
        from .solution import gradient
        return gradient(self, outcome, country, **options)

    def leverage(self, targets: Union[str, Keys], senders: Union[str, Keys],
                 **options: Any) -> Tables:
        """See :func:`hirschman.leverage`."""
        from .analyses import leverage
        return leverage(self, targets, senders, **options)

    def tariff_games(self, games: Mapping[str, Any],
                     **options: Any) -> Tables:
        """See :func:`hirschman.tariff_games`."""
        from .analyses import tariff_games
        return tariff_games(self, games, **options)

    def sanctions(self, problems: Mapping[str, Any],
                  **options: Any) -> Tables:
        """See :func:`hirschman.sanctions`."""
        from .analyses import sanctions
        return sanctions(self, problems, **options)

    def linkage(self, block: Mapping[str, Any],
                scenarios: Optional[Union[Mapping[str, Any], Case]] = None,
                **options: Any) -> Tables:
        """See :func:`hirschman.linkage`."""
        from .linkage import linkage
        return linkage(self, block, scenarios, **options)

    def dependence(self) -> pd.DataFrame:
        """Shares of each country's trade with each partner (L1)."""
        return frame(context().make("hm_leverage_dependence", self.pointer))

    def concentration(self) -> pd.DataFrame:
        """How concentrated each country's trade is over partners (L2)."""
        return frame(context().make("hm_leverage_concentration",
                                    self.pointer))

    def essentials(self, country: str, rows: int = 0) -> pd.DataFrame:
        """Goods that a country gets from few partners (L3)."""
        return frame(context().make("hm_leverage_essentials", self.pointer,
                                    self.index(country), rows))

    def index(self, country: str) -> int:
        """Place of a country in the order of the economy."""
        n = int(lib.hm_economy_country(self.pointer, country.encode()))
        if n < 0:
            raise UnknownNameError(f"country {country!r} is not in the economy")
        return n


def toy() -> Economy:
    """Three invented countries, two sectors, tariffs of 10 per cent: for
    examples that need no data.

    >>> import hirschman as hm
    >>> hm.toy().solve({"embargo": {"exporter": "NOR", "importer": "SOU",
    ...                             "sector": "goods"}}).verified_residual < 1e-9
    True
    """
    names = ["NOR", "SOU", "EAS"]
    size = {"NOR": 2.0, "SOU": 1.0, "EAS": 1.5}
    rows, rates = [], []
    for sector, weight in (("goods", 10.0), ("services", 2.0)):
        for one in names:
            for other in names:
                home = 12.0 if one == other else 1.0
                rows.append((one, other, sector,
                             weight * size[one] * size[other] * home))
                if one != other and sector == "goods":
                    rates.append((one, other, sector, 0.1))
    return Economy.from_frames(
        pd.DataFrame(rows, columns=["exporter", "importer", "sector", "value"]),
        {"goods": 5.0, "services": 4.0}, name="toy",
        tariffs=pd.DataFrame(rates, columns=["exporter", "importer", "sector",
                                             "tariff_rate"]))
