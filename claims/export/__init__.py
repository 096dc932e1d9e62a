"""
The claims as files for other programs. One format per module, found by pkgutil: a new format is a new file.

An exporter has NAME, SUFFIX, MEDIA_TYPE, EXAMPLE (a sentence that says what it is for) and export(claims_df) -> bytes.
Whatever the rows' order, types or words, the same frame gives the same bytes.
"""

import importlib
import pkgutil
from functools import cache
from types import ModuleType


@cache
def formats() -> dict[str, ModuleType]:
    """Every exporter by its name."""
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return {str(module.NAME): module for module in modules if hasattr(module, "NAME")}
