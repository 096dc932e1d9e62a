"""Starts the workbench: Streamlit in a process of its own, on this machine only, telling nobody."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

from claims.errors import ClaimsError

HOST = "127.0.0.1"
USUAL_PORT = 8501
PATIENCE = 60.0
GRACE = 5.0


def choose_port(wanted: int | None) -> int:
    """The port asked for, else the usual one, else any free one. Raises: ClaimsError if the one asked for is taken."""
    for port in [wanted] if wanted else [USUAL_PORT, 0]:
        with socket.socket() as trial:
            if os.name == "posix":
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((HOST, port))
            except PermissionError as error:
                reason = f"Port {port} may not be used by you; take one above 1023."
                raise ClaimsError(reason) from error
            except OSError:
                continue
            return int(trial.getsockname()[1])
    reason = f"Port {wanted} is taken; name another with --port, or none and a free one is found."
    raise ClaimsError(reason)


def to_command(*, app: Path, port: int, browser: bool) -> list[str]:
    """The command line of the workbench's process; its options win over every configuration file."""
    options = {
        "server.address": HOST,
        "server.port": str(port),
        "server.headless": "false" if browser else "true",
        "server.fileWatcherType": "none",
        "server.showEmailPrompt": "false",
        "browser.serverAddress": HOST,
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "viewer",
        "logger.level": "warning",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "workbench", str(app), *flags]


def open_workbench(
    *, ledger: Path, sources: Path | None, port: int | None, browser: bool, say: Callable[[str], None]
) -> int:
    """
    Run the workbench until it is stopped; Ctrl-C is the way to stop it and no failure.

    Raises: ClaimsError if it does not start.
    """
    chosen = choose_port(port)
    environment = {**os.environ, "CLAIMS_LEDGER": str(ledger.absolute())}
    environment.pop("CLAIMS_SOURCES", None)
    if sources:
        environment["CLAIMS_SOURCES"] = str(sources.absolute())
    command = to_command(app=_find_app(), port=chosen, browser=browser)
    signal.signal(signal.SIGTERM, _interrupt)
    child = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        _await_answer(child, chosen)
        say(f"The workbench is at http://{HOST}:{chosen} and works on {ledger}. Ctrl-C stops it.")
        code = child.wait()
    except KeyboardInterrupt:
        code = 0
        say("Stopped.")
    finally:
        _end(child)
    return 2 if code else 0


def _find_app() -> Path:
    spec = find_spec("workbench")
    app = Path(spec.origin).with_name("app.py") if spec and spec.origin else None
    if app is None or not app.is_file():
        reason = "The workbench is not installed; install this program again."
        raise ClaimsError(reason)
    return app


def _await_answer(child: subprocess.Popen[bytes], port: int) -> None:
    """Until the server answers; no proxy stands between this process and its child."""
    import http.client  # while the child starts

    deadline = time.monotonic() + PATIENCE
    while child.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection(HOST, port, timeout=2)
        try:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == http.client.OK:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    reason = "The workbench did not start; what it said stands above."
    raise ClaimsError(reason)


def _interrupt(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt


def _end(child: subprocess.Popen[bytes]) -> None:
    """Let it end by itself, then ask, then make it: no server is left behind."""
    for ask in (child.terminate, child.kill):
        try:
            ask()
            child.wait(GRACE)
        except subprocess.TimeoutExpired:
            continue
        except KeyboardInterrupt:
            child.kill()
        return
