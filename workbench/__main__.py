"""
The workbench's process: Streamlit, and the slowest import of all pages, read while the browser still loads the first.

`app.py` imports the same module before any other and so waits for it: two threads that import parts of one package side
by side may see half of it.
"""

import sys
from importlib import import_module
from threading import Thread

from streamlit.web.cli import main

if __name__ == "__main__":
    Thread(target=import_module, args=("workbench.services",), daemon=True).start()
    main(["run", *sys.argv[1:]])
