"""Exporters: one module a format, found by name. Each has NAME, SUFFIX, MEDIA_TYPE, EXAMPLE and export()."""

import importlib
import os
import pkgutil
import tempfile
from pathlib import Path
from types import ModuleType


def formats() -> dict[str, ModuleType]:
    """Every exporter by its name, in alphabetical order."""
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return {module.NAME: module for module in sorted(modules, key=lambda module: str(module.NAME))}


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a temporary file beside it, flushed to the disk, then put in its place."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
