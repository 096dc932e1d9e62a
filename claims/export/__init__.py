"""
The claims as files for other programs. One format per module, found by pkgutil: a new format is a new file.

An exporter has NAME, SUFFIX, MEDIA_TYPE, EXAMPLE (a sentence that says what it is for), IS_TEXT (a terminal can show
it), HAS_HISTORY (it writes the decisions) and export(claims_df, beside) -> bytes. One that writes only some of the
claims also has select(claims_df, beside), which gives those, and LEAVES_OUT, which says in words what the others are.
Whatever the rows' order, types or words, the same frames give the same bytes.
"""

import importlib
import pkgutil
from functools import cache
from types import ModuleType

import pandas as pd

from claims.export.beside import ALONE, Beside

__all__ = ["ALONE", "Beside", "formats", "select"]


@cache
def formats() -> dict[str, ModuleType]:
    """Every exporter by its name."""
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return {str(module.NAME): module for module in modules if hasattr(module, "NAME")}


def select(exporter: ModuleType, claims_df: pd.DataFrame, beside: Beside) -> pd.DataFrame:
    """The claims that an exporter writes: all, unless it says otherwise."""
    chosen: pd.DataFrame = exporter.select(claims_df, beside) if hasattr(exporter, "select") else claims_df
    return chosen
