"""The keys of a page: a button and "?" show them, Escape takes them away, without asking the server."""

from collections.abc import Mapping

from workbench.components.assets import component

MOUNT = component(
    "keys",
    html='<button type="button">Keys <kbd>?</kbd></button><dialog aria-label="Keys"><h2>Keys</h2><dl></dl>'
    '<form method="dialog"><button>Close</button></form></dialog>',
)


def show(keys: Mapping[str, str], *, key: str) -> None:
    """Draw the button; `keys` says what each key does, in order."""
    MOUNT(key=key, data={"keys": list(keys.items())}, width="content")
