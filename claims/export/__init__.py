"""
The claims as files for other programs. One format per module, found by pkgutil: a new format is a new file.

An exporter has NAME, SUFFIX, MEDIA_TYPE, EXAMPLE (a sentence that says what it is for) and export(claims_df) -> bytes.
Whatever the rows' order, types or words, the same frame gives the same bytes.
"""

import importlib
import os
import pkgutil
from functools import cache
from pathlib import Path
from threading import get_ident
from types import ModuleType

from claims.errors import InputError


@cache
def formats() -> dict[str, ModuleType]:
    """Every exporter by its name."""
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return {str(module.NAME): module for module in modules if hasattr(module, "NAME")}


def write_atomic(path: Path, data: bytes) -> None:
    """
    Write a file that is there whole or as it was before, whatever happens meanwhile. A link is followed.

    Raises: InputError if the file cannot be written.
    """
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            raise InputError(str(path), "cannot be written: it is a folder or a device and no file")
        part = target.with_name(f".{target.name}.{os.getpid()}.{get_ident()}.part")
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if target.is_file():
                part.chmod(target.stat().st_mode & 0o777)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        _sync_folder(target.parent)
    except (OSError, ValueError, RuntimeError) as error:  # a NUL in the name; links that go in a circle
        cause = getattr(error, "strerror", None) or error
        raise InputError(str(path), f"cannot be written: {cause}") from error


def _sync_folder(folder: Path) -> None:
    """A name is on disk once its folder is; Windows cannot open one, and needs not."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
