# SPDX-FileCopyrightText: 2026 The Hirschman authors
# SPDX-License-Identifier: MIT
"""Hirschman: an engine for economic statecraft, from Python.

Economies from folders, statistics of others and DataFrames; scenarios as
dictionaries; results as DataFrames, with the same digits as the command line.
"""
from ._library import (VERSION, DataError, FileError, HirschmanError,
                       NotConfirmedError, StoppedError, UnknownNameError)
from .analyses import bargain, leverage, sanctions, tariff_games
from ._arrow import arrow
from .beliefs import beliefs
from .economy import Economy, toy
from .gravity import gravity_bands, partial_effect, trade_costs
from .linkage import linkage, linkage_facts
from .solution import Case, Solution, Solutions, gradient, solve

__version__ = VERSION
__all__ = ["Case", "DataError", "Economy", "FileError", "HirschmanError",
           "NotConfirmedError", "Solution", "Solutions", "StoppedError",
           "UnknownNameError", "VERSION", "arrow", "bargain", "beliefs",
           "gradient", "gravity_bands", "leverage", "linkage",
           "linkage_facts", "partial_effect", "sanctions", "solve",
           "tariff_games", "toy", "trade_costs"]
