"""What can go wrong that a user can mend: every error says the file, the place, what is wrong and a hint."""

from dataclasses import dataclass


class ClaimsError(Exception):
    """The base of every error this package raises on purpose; its text is a plain sentence for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with a configuration file: `where` is a line or an entry's id."""

    file: str
    where: str
    what: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f" Hint: {self.hint}" if self.hint else ""
        return f"{self.file}, {self.where}: {self.what}{hint}"


class ConfigError(ClaimsError):
    """A rule pack or sources.yaml is wrong; holds every fault that was found, not only the first."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)))


class InputError(ClaimsError):
    """An article cannot be read: which one, and why."""

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")


class LedgerError(ClaimsError):
    """The ledger file cannot be opened or written."""
