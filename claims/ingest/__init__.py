"""
bytes → Documents. One kind of input per module, found by pkgutil: a new kind is a new file, and nothing else changes.

An ingester has NAME, SUFFIXES (the one-letter-case endings of its files), EXAMPLE (bytes it reads), is_like(head) and
ingest(data, about=…).
"""

import importlib
import pkgutil
from functools import cache
from typing import Protocol, cast

from claims.ingest.documents import Ingested
from claims.sources import Registered


class Ingester(Protocol):
    """What a module of this package offers when it has a NAME."""

    NAME: str
    SUFFIXES: tuple[str, ...]
    EXAMPLE: bytes

    def is_like(self, head: bytes) -> bool:
        """Whether a file without a telling name looks like this kind, from its first bytes."""

    def ingest(self, data: bytes, *, about: Registered) -> Ingested:
        """
        Read one file. `about` is what is known besides its bytes; the file fills in only what is empty there.

        Raises: InputError if nothing of it can be read, and nothing else whatever the bytes.
        """


@cache
def ingesters() -> dict[str, Ingester]:
    """Every kind of input by its name."""
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return {module.NAME: cast("Ingester", module) for module in modules if hasattr(module, "NAME")}


def choose_ingester(data: bytes, *, suffix: str = "", input_format: str = "auto") -> Ingester:
    """The ingester the user named, else the one for the file's suffix, else the one its first bytes look like."""
    known = ingesters()
    if input_format != "auto":
        return known[input_format]
    by_suffix = (kind for kind in known.values() if suffix.lower() in kind.SUFFIXES)
    by_look = (kind for kind in known.values() if kind.is_like(data[:4096]))
    return next(by_suffix, None) or next(by_look, None) or known["text"]
