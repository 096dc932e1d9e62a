"""
The workbench's process: Streamlit, and what its first page needs, read while the browser still loads.

`app.py` imports the same module before any other and so waits for it: two threads that import parts of one package side
by side may see half of it.
"""

import sys
import time
from importlib import import_module
from threading import Thread

from streamlit import runtime
from streamlit.web.cli import main


def read_ahead() -> None:
    """Once the server stands, so that it is not held up itself."""
    while not runtime.exists():
        time.sleep(0.02)
    import_module("workbench.services").read_ahead()


if __name__ == "__main__":
    Thread(target=read_ahead, daemon=True).start()
    main(["run", *sys.argv[1:]])
