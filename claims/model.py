"""The types that cross module boundaries: frozen, keyword-only, no work in them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal[
    "count",
    "money",
    "percentage",
    "percentage_points",
    "ratio",
    "multiple",
    "measure",
    "duration",
    "date",
    "age",
    "ordinal",
]
Modifier = Literal["exact", "approx", "below", "at_least", "more_than", "at_most", "less_than", "range", "magnitude"]
Modality = Literal["asserted", "hedged", "projected", "denied", "asked"]
Aspect = Literal["", "stock", "flow", "total"]


NO_STORY = "default"
"""The story of an article of which nobody named one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article as it came in. `text` is never edited: every offset in the program counts its code points."""

    doc_id: str
    text: str
    story: str = NO_STORY
    outlet: str = ""
    title: str = ""
    url: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Half-open offsets in code points of `Document.text`."""

    start: int
    end: int


class Evidence(NamedTuple):
    """One rule that read a figure, and the words it read."""

    rule_id: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """
    A figure as written and what its words commit to.

    `low` and `high` are the ends (`None` is an open end); `value` is the one number written, `None` for ranges and
    magnitudes. `step` is the unit of the last digit written ("8,000" → 1000). `unit` is "" until the counted noun is
    known. `evidence` holds every rule that had a hand in it, in the order in which a reader would apply them.
    """

    start: int
    end: int
    surface: str
    kind: Kind
    low: Decimal | None
    high: Decimal | None
    value: Decimal | None
    modifier: Modifier
    step: Decimal
    unit: str = ""
    per: tuple[str, ...] = ()
    dimension: str = ""
    checkable: bool = True
    evidence: tuple[Evidence, ...] = ()

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """The rules of the evidence, each once."""
        return tuple(dict.fromkeys(found.rule_id for found in self.evidence))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurand:
    """What is measured: the entity as written, the predicate's lemma, what limits it. "" is unknown."""

    entity: str = ""
    property: str = ""
    scope: str = ""
    aspect: Aspect = ""
    as_of: date | None = None
    unit: str = ""
    dimension: str = ""
    checkable: bool = True
    rule_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says it: the outermost speaker the document cites. `chain` runs from the outermost to the innermost."""

    source: str
    source_surface: str
    source_start: int
    source_end: int
    cue: str
    chain: tuple[str, ...]
    rule_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One figure with its sentence, its reading and its source. Immutable: a new reading is a new run."""

    claim_id: str
    doc_id: str
    run_id: str
    sentence: Sentence
    quantity: Quantity
    measurand: Measurand
    attribution: Attribution | None
    modality: Modality
    checkable: bool
    rule_ids: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A number that was seen and refused as a figure, and why ("F-16" is a model's name)."""

    start: int
    end: int
    surface: str
    rule_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything one document gave: its claims in text order, and what was refused."""

    doc: Document
    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """
    How two comparable claims stand to each other.

    `claim_b` is "" for a document that contradicts itself in one figure. `factor` is the ratio of the nearest ends,
    1 where the intervals meet. `why` is "" where the words are made only when somebody reads them.
    """

    claim_a: str
    claim_b: str
    relation: str
    level: Literal["confirmed", "possible"]
    factor: float
    kind: str
    confidence: float
    why: str = ""
