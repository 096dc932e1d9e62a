"""What goes with the claims into a file: every exporter is given the same, and takes what its format can hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from claims.columns import CLAIMS, CONFLICTS, Column
from claims.conflicts.groups import to_groups
from claims.frames import to_columns
from claims.ledger import DECISIONS


def _no_conflicts() -> pd.DataFrame:
    return pd.DataFrame(to_columns(CONFLICTS, []))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """
    What is known beside the claims.

    `conflicts`: views.conflict_table of them. `groups`: Comparison.groups. `decisions`: Ledger.decisions, None where
    the history was not asked for.
    """

    conflicts: pd.DataFrame = field(default_factory=_no_conflicts)
    groups: pd.DataFrame = field(default_factory=lambda: to_groups([], {}))
    decisions: pd.DataFrame | None = None


ALONE = Beside()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a file that holds several; its first column names its rows."""

    name: str
    meaning: str
    columns: Sequence[Column]
    rows: pd.DataFrame


def to_tables(claims_df: pd.DataFrame, beside: Beside) -> Iterator[Table]:
    """The claims, what disagrees and, where it was asked for, the history of decisions."""
    yield Table(name="claims", meaning="One row per figure.", columns=CLAIMS, rows=claims_df)
    told = "One row per disagreement between two figures of this file, with both sides' words."
    yield Table(name="conflicts", meaning=told, columns=CONFLICTS, rows=beside.conflicts)
    if beside.decisions is not None:
        told = "One row per decision in the order they were made, those taken back too."
        yield Table(name="decisions", meaning=told, columns=DECISIONS, rows=beside.decisions)
