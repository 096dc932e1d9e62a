"""
The workbench's process: Streamlit, and what its first page needs, read while the browser still loads.

`app.py` imports the same module before any other and so waits for it: two threads that import parts of one package side
by side may see half of it.
"""

import gc
import socket
import sys
import time
from importlib import import_module
from threading import Thread

from streamlit import config, runtime
from streamlit.web.cli import main

TURN = 0.0005
"""Seconds until a thread makes way for another: at Python's own ten times as many each file waits for the reading."""


def read_ahead() -> None:
    """Once the server listens, so that it is not held up itself; until then and here nothing is garbage."""
    try:
        while not (runtime.exists() and _listens()):
            time.sleep(0.02)
        services = import_module("workbench.services")
        gc.freeze()
        services.read_ahead()
    finally:
        gc.enable()


def _listens() -> bool:
    with socket.socket() as trial:
        address = (str(config.get_option("server.address")), int(config.get_option("server.port")))
        return trial.connect_ex(address) == 0


if __name__ == "__main__":
    gc.disable()
    sys.setswitchinterval(TURN)
    Thread(target=read_ahead, daemon=True).start()
    main(["run", *sys.argv[1:]])
