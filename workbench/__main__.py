"""The workbench's process: Streamlit, and what its first page needs, read while the browser still loads the page."""

import sys
from importlib import import_module
from threading import Thread

from streamlit.web.cli import main

SLOW = ("workbench.services", "altair")


def _read_ahead() -> None:
    for module in SLOW:
        import_module(module)


if __name__ == "__main__":
    Thread(target=_read_ahead, daemon=True).start()
    main(["run", *sys.argv[1:]])
