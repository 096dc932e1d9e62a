"""
Calls into claims, cached: the only st.cache_* of the workbench, the only place to open the ledger or read the clock.

The desk is cached by the ledger file's own stamp, what was found and compared by the ledger's content, which a decision
leaves alone unless it changed what is comparable. Cached frames are shared: nobody changes them. What reads texts is
imported where a text is read: the first page does not wait for it.
"""

import gc
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from claims import amendments, corrections, explain, export, intake, views
from claims.conflicts import EXCLUDED, FLAGS, POLICY, Comparison, compare
from claims.conflicts.comparison import pairs_of
from claims.conflicts.figures import read_figures
from claims.conflicts.words import load_words
from claims.database import default_ledger
from claims.errors import ClaimsError, ConfigError, InputError
from claims.ingest import ingesters
from claims.kinds import kind_of_source
from claims.ledger import Action, Decision, Ledger, open_ledger, to_frame
from claims.model import NO_STORY, Claim, Document, Reading, Rejected
from claims.segment import find_places
from claims.sources import SourceBook, Speaker, load_sources, read_sources
from claims.sources_text import save_speaker
from claims.stories import StoryIndex
from workbench import selection, table, voices
from workbench.selection import Facet, Range, Selection
from workbench.table import Places, View

Pair = frozenset[str]
Pairs = tuple[tuple[str, ...], ...]
SPLIT = "different"
TOLD_BY = ("claim_a", "claim_b", "relation", "factor")
"""What Comparison.why is told of a disagreement."""
MOST_NEAR = 2000
"""So many of the newest articles are looked at for a story that a new one may belong to."""
GIVEN = "CLAIMS_SOURCES"
Tell = Callable[[float, str], object]
"""Is told how far something is, from 0 to 1, and that in words."""


def _unheard(share: float, told: str) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """
    Everything on the fact-checker's desk at one moment.

    `claims`: the ledger's rows with their flags, `home`, the topic they had before any were excluded or called
    different things, and `source_kind`, what kind of source says it. `queue`: a row of views.conflict_table for every
    disagreement, decided or not, topic by topic as Review walks them, with `decision`, "" while it is open; `why` is
    "", find_conflict tells it of the one that is shown. `topics`: views.topic_table in the same order. `compared`:
    what disagrees now.
    `sayings`: each claim in words by its id. `amended`: what people changed in its reading, in sentences. `version`:
    the ledger's file and its stamp, other whenever anything else here is.
    """

    claims: pd.DataFrame
    documents: pd.DataFrame
    decisions: pd.DataFrame
    compared: Comparison
    queue: pd.DataFrame
    topics: pd.DataFrame
    sayings: MappingProxyType[str, str]
    amended: MappingProxyType[str, list[str]]
    version: tuple[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A document that came into the ledger, with its figures worth checking."""

    doc_id: str
    name: str
    figures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """
    What adding gave.

    `known`: names of documents that were there already. `problems`: what could not be read, and why. `disagreements`:
    all that are open now. `engine`: the parser that read them, "" for none.
    """

    read: tuple[New, ...] = ()
    known: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    disagreements: int = 0
    engine: str = ""


# ---- reading


def ledger_path() -> Path:
    """The ledger this workbench works on."""
    chosen = os.environ.get("CLAIMS_LEDGER")
    return Path(chosen) if chosen else default_ledger()


def desk() -> Desk:
    """The ledger as it is now; read again only if it changed."""
    path = ledger_path()
    return _desk(str(path), _desk_stamp(path))


def read_ahead() -> None:
    """Compare the ledger's figures before a page asks for them; what is wrong with it is for the page to say."""
    path = ledger_path()
    with suppress(ClaimsError):
        _to_desk(str(path), _desk_stamp(path))


def document(doc_id: str) -> Document:
    """One article."""
    with open_ledger(ledger_path()) as ledger:
        return ledger.document(doc_id)


def rejected(doc_id: str) -> tuple[Rejected, ...]:
    """What was seen in one article and refused."""
    with open_ledger(ledger_path()) as ledger:
        return ledger.rejected(doc_id)


def worked_out(row: Mapping[str, Any]) -> list[str]:
    """How a claim's figure comes to its number, line by line; nothing for one that a person added."""
    path = ledger_path()
    if row["run_id"] == amendments.BY_HAND:
        return []
    return _worked_out(str(path), _stamp(path), str(row["doc_id"]), int(row["start"]), int(row["end"]))


def outliers() -> "pd.Series[str]":
    """On which side of its topic's consensus each outlier lies, by claim id (see voices.find_sides)."""
    path = ledger_path()
    return _outliers(str(path), _desk_stamp(path))


def sources() -> SourceBook | None:
    """The sources.yaml this workbench was given; read again only if it changed. Raises: ConfigError if it is wrong."""
    path = sources_path()
    return _sources(str(path), _book_stamp()) if path else None


def sources_path() -> Path | None:
    """The sources.yaml this workbench was given, if any."""
    chosen = os.environ.get(GIVEN)
    return Path(chosen) if chosen else None


def sources_text() -> str:
    """That sources.yaml as it is written, "" for none. Raises: ConfigError if it cannot be read."""
    path = sources_path()
    return read_sources(path) if path else ""


def whiskers(claims_df: pd.DataFrame) -> pd.DataFrame:
    """The interval each claim is compared by: claim_id, low, high (infinite if open), stated (NaN if none)."""
    figures = read_figures(claims_df, policy=POLICY, words=load_words())
    rows = [(one.claim_id, one.interval.low, one.interval.high, one.interval.stated) for one in figures]
    frame = pd.DataFrame(rows, columns=["claim_id", "low", "high", "stated"])
    return frame.astype({"claim_id": "str", "low": "float64", "high": "float64", "stated": "float64"})


# ---- finding one's way


def find_claim(desk: Desk, claim_id: str) -> dict[str, Any] | None:
    """One row of the desk's claims, None if it is not there."""
    rows = desk.claims[desk.claims["claim_id"] == claim_id].to_dict("records")
    return {str(name): cell for name, cell in rows[0].items()} if rows else None


def find_conflict(desk: Desk, conflict_id: str) -> dict[str, Any] | None:
    """One row of the queue: the one asked for, else the first open one, else the first; None if there is none."""
    if desk.queue.empty:
        return None
    row = {str(name): cell for name, cell in desk.queue.iloc[_place(desk.queue, conflict_id)].to_dict().items()}
    return row | {"why": desk.compared.why(*map(row.__getitem__, TOLD_BY))}


def newest_decisions(desk: Desk) -> pd.DataFrame:
    """What one undo would take back: the rows of the desk's decisions made in one go with the newest that stands."""
    standing = desk.decisions[~desk.decisions["undone"]]
    newest = standing.tail(1)
    return newest if (newest["batch"] == 0).all() else standing[standing["batch"] == newest["batch"].iloc[0]]


def count_open(desk: Desk) -> int:
    """How many disagreements wait for a decision."""
    return int((desk.queue["decision"] == "").sum())


def next_open(desk: Desk, conflict_id: str) -> str:
    """The next open disagreement after this one, round and round; this one where all are decided."""
    ids, is_open = list(desk.queue["conflict_id"]), list(desk.queue["decision"] == "")
    here = ids.index(conflict_id) if conflict_id in ids else -1
    later = [*range(here + 1, len(ids)), *range(max(here, 0))]
    return next((ids[at] for at in later if is_open[at]), conflict_id)


def neighbour(desk: Desk, conflict_id: str, step: int) -> str:
    """The disagreement `step` places on, round and round."""
    if desk.queue.empty:
        return conflict_id
    at = (_place(desk.queue, conflict_id) + step) % len(desk.queue)
    return str(desk.queue["conflict_id"].iloc[at])


def conflict_about(desk: Desk, *claim_ids: str) -> str:
    """A disagreement that all these claims are sides of, an open one first; "" if there is none."""
    queue = desk.queue
    is_side = pd.Series(data=True, index=queue.index)
    for claim_id in filter(None, claim_ids):
        is_side &= (queue["claim_a"] == claim_id) | (queue["claim_b"] == claim_id)
    found = queue[is_side].sort_values("decision", kind="stable")
    return "" if found.empty else str(found["conflict_id"].iloc[0])


def opponents(desk: Desk, claim_id: str) -> list[tuple[str, str, str]]:
    """Whom a claim disagrees with, worst first: the other in words, its source, the reason."""
    pairs = desk.compared.relations
    pairs = pairs[(pairs["claim_a"] == claim_id) | (pairs["claim_b"] == claim_id)]
    sides = desk.compared.tell(pairs[pairs["relation"].isin(sorted(FLAGS))])
    others = [b if a == claim_id else a for a, b in zip(sides["claim_a"], sides["claim_b"], strict=True)]
    named = desk.claims[desk.claims["claim_id"].isin(others)]
    said_by = dict(zip(named["claim_id"], named["source"], strict=True))
    return [
        (desk.sayings.get(other, "itself"), said_by.get(other, ""), why)
        for other, why in zip(others, sides["why"], strict=True)
    ]


def echoes(desk: Desk, claim_id: str) -> list[str]:
    """Who else gives the same figure of the same thing: sources, or outlets that speak for themselves."""
    equal = desk.compared.relations[desk.compared.relations["relation"] == "equal"]
    mates = {*equal.loc[equal["claim_a"] == claim_id, "claim_b"], *equal.loc[equal["claim_b"] == claim_id, "claim_a"]}
    mates |= {*desk.compared.read.alike.get(claim_id, ())}
    rows = desk.claims[desk.claims["claim_id"].isin(mates | {claim_id})]
    names = rows["source"].where(rows["source"] != "", rows["outlet"])
    return sorted({*names[rows["claim_id"] != claim_id]} - {*names[rows["claim_id"] == claim_id], ""})


def claim_at(desk: Desk, doc_id: str, start: int, end: int) -> str:
    """The claim that has some of these words of an article; "" if none has."""
    claims_df = desk.claims
    is_there = (claims_df["doc_id"] == doc_id) & (claims_df["start"] < end) & (claims_df["end"] > start)
    return next(iter(claims_df.loc[is_there, "claim_id"]), "")


def free_places(desk: Desk, doc_id: str, words: str) -> list[tuple[int, int]]:
    """Where words stand in an article and are no figure yet."""
    found = find_places(document(doc_id).text, words)
    return [(start, end) for start, end in found if not claim_at(desk, doc_id, start, end)]


def is_newest(desk: Desk, claim_id: str) -> bool:
    """Whether an undo would take back something said of this claim."""
    standing = desk.decisions[~desk.decisions["undone"]]
    return claim_id in standing[["claim_a", "claim_b"]].tail(1).to_numpy()


# ---- narrowing


def offered(desk: Desk, chosen: Selection) -> tuple[tuple[Facet, ...], tuple[Range, ...]]:
    """The Ledger's facets and ranges, counted once for each filter."""
    return _offered(desk.version, chosen, desk.claims)


def places(desk: Desk, chosen: Selection, view: View) -> Places:
    """Where in the desk's claims those stand that the Ledger shows, in its order; worked out once for each."""
    return _places(desk.version, chosen, view.sort, view.falling, desk.claims)


# ---- deciding


def decide(action: Action, claim_a: str, claim_b: str = "", *, note: str = "", reviewer: str = "") -> None:
    """Write one decision, now."""
    with open_ledger(ledger_path()) as ledger:
        ledger.decide(action, claim_a, claim_b, note=note, reviewer=reviewer, at=datetime.now(UTC))


def decide_each(action: Action, claim_ids: Iterable[str], *, note: str = "", reviewer: str = "") -> int:
    """Write the same decision about each of these claims, now, to be undone as one; gives how many."""
    with open_ledger(ledger_path()) as ledger:
        return ledger.decide_each(action, claim_ids, note=note, reviewer=reviewer, at=datetime.now(UTC))


def undo(*, reviewer: str = "") -> Decision | None:
    """Take back the newest standing decision, and all that were made in one go with it."""
    with open_ledger(ledger_path()) as ledger:
        return ledger.undo(reviewer=reviewer, at=datetime.now(UTC))


def correct(row: Mapping[str, Any], typed: Mapping[str, Any], *, note: str = "", reviewer: str = "") -> list[str]:
    """Write what was typed as a correction of a claim, now; else what is wrong with it, in sentences."""
    cells, faults = corrections.to_cells(typed, row)
    if not cells and not faults:
        return ["Nothing is changed yet."]
    if not faults:
        with open_ledger(ledger_path()) as ledger:
            ledger.correct(str(row["claim_id"]), cells, note=note, reviewer=reviewer, at=datetime.now(UTC))
    return faults


def set_checkable(claim_id: str, is_checkable: bool, *, reviewer: str = "") -> None:
    """Write that a claim is worth checking, or is not, now."""
    with open_ledger(ledger_path()) as ledger:
        ledger.correct(claim_id, {"checkable": is_checkable}, reviewer=reviewer, at=datetime.now(UTC))


def proposed(doc_id: str, start: int, end: int) -> dict[str, Any] | None:
    """How the program reads words of an article that it took for no figure: a row of claims; None for no words."""
    doc = document(doc_id)
    claim = _read_span(doc, start, end, _book_stamp())
    if claim is None:
        return None
    row = to_frame([Reading(doc=doc, claims=(claim,))]).to_dict("records")[0]
    return {str(name): cell for name, cell in row.items()}


def add_figure(row: Mapping[str, Any], typed: Mapping[str, Any], *, note: str = "", reviewer: str = "") -> list[str]:
    """Write a proposed row as a figure, with what was typed, now; else what is wrong with it, in sentences."""
    cells, faults = corrections.to_cells(typed, row)
    claim = _read_span(document(str(row["doc_id"])), int(row["start"]), int(row["end"]), _book_stamp())
    if claim is not None and not faults:
        with open_ledger(ledger_path()) as ledger:
            ledger.add_claim(claim, cells, note=note, reviewer=reviewer, at=datetime.now(UTC))
    return faults


# ---- naming


def start_sources() -> None:
    """Make an empty sources.yaml where the command line looks for one, and work with it from now on."""
    path = Path("sources.yaml").absolute()
    try:
        path.touch()
    except OSError as error:
        raise InputError(str(path), f"cannot be made: {error.strerror}") from error
    os.environ[GIVEN] = str(path)


def save_source(speaker: Speaker, *, seen: str) -> None:
    """Write a source's names and kind into sources.yaml; `seen` is sources_text() as it was shown."""
    path = sources_path()
    if path is None:
        reason = "There is no sources.yaml to write into."
        raise ClaimsError(reason)
    save_speaker(path, speaker, seen=seen)


def read_again(doc_ids: Sequence[str], tell: Tell) -> None:
    """Read articles of the ledger again, with the names that hold now."""
    with open_ledger(ledger_path()) as ledger:
        docs = [ledger.document(doc_id) for doc_id in doc_ids]
        _store(ledger, docs, sources=sources(), tell=tell)


# ---- adding


def add_text(text: str, *, story: str, outlet: str, title: str, url: str, published: date | None) -> Found:
    """Read one pasted article."""
    doc = intake.document_from_text(text, story=story, outlet=outlet, title=title, url=url, published=published)
    return _add([doc], sources=sources())


def add_inputs(
    places: Sequence[str], *, uploads: Sequence[tuple[str, bytes]] = (), story: str = "", tell: Tell = _unheard
) -> Found:
    """
    Read files and folders of this machine, web pages, and uploads, each a name and its bytes.

    What cannot be read does not keep the others out.
    """
    book = sources()
    taken = intake.read_inputs(
        map(os.path.expanduser, places),
        uploads=uploads,
        sources=book,
        on_input=lambda n: tell(0.0, f"{n:,} opened"),
    )
    found = _add(intake.in_story(taken.documents, story), sources=book, tell=tell)
    return replace(found, problems=tuple(map(str, taken.problems)), warnings=taken.warnings)


def add_demo() -> Found:
    """Read the story that comes with the program."""
    return _add(intake.demo_documents(), sources=intake.demo_book())


def suffixes() -> list[str]:
    """The endings of files that can be read."""
    return sorted(suffix for kind in ingesters().values() for suffix in kind.SUFFIXES)


def stories(desk: Desk) -> list[str]:
    """The stories in the ledger, in order."""
    return sorted(set(desk.documents["story"]))


def nearest_story(text: str, published: date | None) -> str:
    """The story of the article in the ledger that a text is nearest to; "" if none is near, or that one has none."""
    path = ledger_path()
    nearest = _story_index(str(path), _stamp(path)).find_nearest(text, published)
    return nearest.story if nearest and nearest.story != NO_STORY else ""


# ---- exporting


def exporters() -> dict[str, ModuleType]:
    """Every exporter by its name."""
    return export.formats()


def formats() -> dict[str, ModuleType]:
    """The exporters that leave out none of the figures they are given."""
    return {name: exporter for name, exporter in exporters().items() if not hasattr(exporter, "select")}


def exported(name: str, claims_df: pd.DataFrame, *, with_history: bool = False, topic: str = "") -> bytes:
    """These of the desk's claims in one format, exactly as `claims export` writes them."""
    given = beside(claims_df, with_history=with_history, topic=topic)
    content: bytes = exporters()[name].export(claims_df, given)
    return content


def beside(claims_df: pd.DataFrame, *, with_history: bool = False, topic: str = "") -> export.Beside:
    """
    What goes into a file with these of the desk's claims: the disagreements and the decisions about any of them.

    `topic` narrows the disagreements to one.
    """
    now, conflicts = desk(), disagreements(claims_df)
    shown = conflicts[conflicts["topic"] == topic] if topic else conflicts
    why = [now.compared.why(*cells) for cells in shown[list(TOLD_BY)].itertuples(index=False)]
    return export.Beside(
        conflicts=shown.assign(why=pd.array(why, dtype="str")),
        groups=now.compared.groups,
        decisions=_about(now.decisions, claims_df) if with_history else None,
    )


def disagreements(claims_df: pd.DataFrame) -> pd.DataFrame:
    """What disagrees now about any of these of the desk's claims: views.conflict_table, where `why` is still ""."""
    path = ledger_path()
    return _about(_conflicts(str(path), _desk_stamp(path)), claims_df)


def written(name: str, claims_df: pd.DataFrame, conflicts: pd.DataFrame) -> int:
    """How many of the claims the file of a format holds, where these disagreements go with them."""
    return len(export.select(exporters()[name], claims_df, export.Beside(conflicts=conflicts)))


def file_name(name: str, *, is_filtered: bool) -> str:
    """What the download is called: the ledger's name, and that it is not all of it."""
    return f"{ledger_path().stem}{'-selection' if is_filtered else ''}{exporters()[name].SUFFIX}"


# ---- behind


def _stamp(path: Path) -> tuple[int, ...]:
    """Changes whenever a file or its write-ahead log does."""
    parts: list[int] = []
    for part in (path, path.with_name(f"{path.name}-wal")):
        with suppress(OSError):
            known = part.stat()
            parts += [known.st_mtime_ns, known.st_size] if known.st_size else []  # an empty log says nothing
    return tuple(parts)


def _book_stamp() -> tuple[int, ...]:
    """Changes whenever sources.yaml does."""
    path = sources_path()
    return _stamp(path) if path else ()


def _desk_stamp(path: Path) -> tuple[int, ...]:
    """Changes whenever the ledger or sources.yaml does, which tells the kinds of its sources."""
    return (*_stamp(path), *_book_stamp())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Basis:
    """What depends on no decision but what was joined: every disagreement there ever was, every topic, every phrase."""

    compared: Comparison
    homes: "pd.Series[str]"
    queue: pd.DataFrame
    topics: pd.DataFrame
    sayings: MappingProxyType[str, str]


@st.cache_resource(max_entries=4, show_spinner="Reading the ledger and comparing its figures …")
def _desk(path: str, stamp: tuple[int, ...]) -> Desk:
    return _to_desk(path, stamp)


def _to_desk(path: str, stamp: tuple[int, ...]) -> Desk:
    with open_ledger(Path(path)) as ledger, ledger.at_one_moment():
        content = ledger.content()
        found, documents = _found(content, ledger)
        claims_df = ledger.marked(found)
        decisions, verdicts, changes = ledger.decisions(), ledger.verdicts(), ledger.changes()
    gone = frozenset(claims_df.loc[claims_df["status"] == EXCLUDED, "claim_id"])
    basis = _basis(content, _sorted(verdicts.joined), found)
    now = basis.compared.after(split=verdicts.split, joined=verdicts.joined, gone=gone)
    decided = pd.Series(
        [verdicts.settled.get(pair) or (EXCLUDED if pair & gone else "") for pair in pairs_of(basis.queue)], dtype="str"
    )
    decided[(decided == "") & now.is_split(basis.queue, verdicts.split)] = SPLIT
    closed = basis.queue.loc[decided.to_numpy() != "", "topic"].value_counts()
    closed = basis.topics["topic"].map(closed).fillna(0).astype("int64")
    return Desk(
        claims=views.with_flags(claims_df, now).assign(
            home=basis.homes.to_numpy(), source_kind=_source_kinds(claims_df)
        ),
        documents=documents,
        decisions=decisions,
        compared=now,
        queue=basis.queue.assign(decision=decided),
        topics=basis.topics.assign(decided=closed, open=basis.topics["open"] - closed),
        sayings=basis.sayings,
        amended=MappingProxyType(
            {claim_id: amendments.in_words(told) for claim_id, told in groupby(changes, attrgetter("claim_id"))}
        ),
        version=(path, stamp),
    )


@st.cache_resource(max_entries=16, show_spinner=False)
def _offered(
    version: tuple[str, tuple[int, ...]],  # noqa: ARG001 - the cache's key
    chosen: Selection,
    _claims_df: pd.DataFrame,
) -> tuple[tuple[Facet, ...], tuple[Range, ...]]:
    return selection.offer(_claims_df, chosen), selection.offer_ranges(_claims_df, chosen)


@st.cache_resource(max_entries=16, show_spinner=False)
def _places(
    version: tuple[str, tuple[int, ...]],  # noqa: ARG001 - the cache's key
    chosen: Selection,
    sort: str,
    falling: bool,
    _claims_df: pd.DataFrame,
) -> Places:
    return table.order(_claims_df, selection.find(_claims_df, chosen), View(sort=sort, falling=falling))


@st.cache_resource(max_entries=2, show_spinner=False)
def _found(content: str, _ledger: Ledger) -> tuple[pd.DataFrame, pd.DataFrame]:  # noqa: ARG001 - the cache's key
    """The claims with nothing decided about them, and the documents."""
    return _ledger.found(), _ledger.documents()


@st.cache_resource(max_entries=4, show_spinner=False)
def _basis(content: str, joined: Pairs, _claims_df: pd.DataFrame) -> _Basis:
    compared = _compared(content, _claims_df).after(joined=frozenset(map(frozenset, joined)))
    homes = _claims_df["claim_id"].map(compared.topics).astype("str").fillna("")
    homed = _claims_df.assign(topic=homes)
    topics = views.topic_table(homed, compared.relations)
    rank = {topic: at for at, topic in enumerate(topics["topic"])}
    table = views.conflict_table(homed, compared.flags.assign(why=""))
    return _Basis(
        compared=compared,
        homes=homes,
        queue=_by_novelty(table.assign(rank=table["topic"].map(rank)), _claims_df).drop(columns="rank"),
        topics=topics,
        sayings=_sayings(content, _claims_df),
    )


def _by_novelty(table: pd.DataFrame, claims_df: pd.DataFrame) -> pd.DataFrame:
    """The disagreements of each topic in their order, those last whose two values an earlier one has."""
    spans = claims_df.groupby(["low", "high"], dropna=False).ngroup().set_axis(claims_df["claim_id"])
    a, b = (spans.reindex(table[side]).to_numpy() for side in ("claim_a", "claim_b"))
    pairs = pd.DataFrame({"topic": table["topic"], "low": np.fmin(a, b), "high": np.fmax(a, b)})
    return (
        table.assign(again=pairs.duplicated())
        .sort_values(["rank", "again"], ignore_index=True, kind="stable")
        .drop(columns="again")
    )


@st.cache_resource(max_entries=2, show_spinner=False)
def _sayings(content: str, _claims_df: pd.DataFrame) -> MappingProxyType[str, str]:  # noqa: ARG001
    """Each claim in words by its id."""
    return MappingProxyType({row["claim_id"]: views.in_words(row) for row in _claims_df.to_dict("records")})


@st.cache_resource(max_entries=2, show_spinner=False)
def _compared(content: str, _claims_df: pd.DataFrame) -> Comparison:  # noqa: ARG001
    """What disagrees, whatever the user decided; kept, and so not looked through for garbage at every decision."""
    compared = compare(_claims_df)
    gc.collect()
    gc.freeze()
    return compared


@st.cache_resource(max_entries=4, show_spinner=False)
def _sources(path: str, stamp: tuple[int, ...]) -> SourceBook:  # noqa: ARG001
    return load_sources(Path(path))


@st.cache_resource(max_entries=1, show_spinner=False)
def _story_index(path: str, stamp: tuple[int, ...]) -> StoryIndex:  # noqa: ARG001 - the stamp is the cache's key
    with open_ledger(Path(path)) as ledger:
        newest = ledger.documents().sort_values("published", kind="stable")["doc_id"].tail(MOST_NEAR)
        return StoryIndex([ledger.document(doc_id) for doc_id in newest])


@st.cache_resource(max_entries=4, show_spinner=False)
def _outliers(path: str, stamp: tuple[int, ...]) -> "pd.Series[str]":
    desk = _desk(path, stamp)
    return voices.find_sides(desk.claims, desk.compared.groups)


@st.cache_resource(max_entries=4, show_spinner=False)
def _conflicts(path: str, stamp: tuple[int, ...]) -> pd.DataFrame:
    desk = _desk(path, stamp)
    return views.conflict_table(desk.claims, desk.compared.flags.assign(why=""))


@st.cache_resource(max_entries=64, show_spinner=False)
def _worked_out(path: str, stamp: tuple[int, ...], doc_id: str, start: int, end: int) -> list[str]:  # noqa: ARG001
    from claims import extract

    with open_ledger(Path(path)) as ledger:
        return explain.derive(extract.read_again(ledger.document(doc_id), start, end))


@st.cache_resource(max_entries=64, show_spinner=False)
def _read_span(doc: Document, start: int, end: int, book_stamp: tuple[int, ...]) -> Claim | None:  # noqa: ARG001
    from claims import extract

    return extract.read_span(doc, start, end, sources=sources())


def _source_kinds(claims_df: pd.DataFrame) -> "pd.Series[str]":
    """What kind of source says each claim, by its name alone where sources.yaml is wrong, which Sources tells."""
    book = None
    with suppress(ConfigError):
        book = sources()
    outlets = frozenset(claims_df["outlet"].str.lower().unique())
    kinds = {name: kind_of_source(name, outlets=outlets, book=book) for name in claims_df["source"].unique()}
    return claims_df["source"].map(kinds).astype("str")


def _sorted(pairs: Iterable[Pair]) -> Pairs:
    return tuple(sorted(tuple(sorted(pair)) for pair in pairs))


def _about(rows: pd.DataFrame, claims_df: pd.DataFrame) -> pd.DataFrame:
    """The rows of which at least one side is among the claims."""
    ids = frozenset(claims_df["claim_id"])
    return rows[np.array([not ids.isdisjoint(pair) for pair in pairs_of(rows)], dtype=np.bool_)]


def _place(queue: pd.DataFrame, conflict_id: str) -> int:
    ids = list(queue["conflict_id"])
    if conflict_id in ids:
        return ids.index(conflict_id)
    return next((at for at, decision in enumerate(queue["decision"]) if not decision), 0)


def _store(ledger: Ledger, docs: Sequence[Document], *, sources: SourceBook | None, tell: Tell) -> None:
    """Read documents into the ledger, and tell how many are read."""

    def told(n: int) -> None:
        tell(n / len(docs), f"{n:,} of {len(docs):,} read")

    intake.add_documents(ledger, docs, sources=sources, on_read=told)


def _add(docs: Sequence[Document], *, sources: SourceBook | None, tell: Tell = _unheard) -> Found:
    """Add documents to the ledger and say what that gave."""
    from claims import extract

    with open_ledger(ledger_path()) as ledger:
        before = set(ledger.documents()["doc_id"])
        _store(ledger, docs, sources=sources, tell=tell)
    after = desk()
    worth = after.claims[after.claims["checkable"]].groupby("doc_id").size()
    called = {doc.doc_id: doc.title or doc.outlet or doc.text.strip().partition("\n")[0][:80] for doc in docs}
    new = (doc_id for doc_id in called if doc_id not in before)
    return Found(
        read=tuple(New(doc_id=doc_id, name=called[doc_id], figures=int(worth.get(doc_id, 0))) for doc_id in new),
        known=tuple(name for doc_id, name in called.items() if doc_id in before),
        disagreements=count_open(after),
        engine=extract.describe_engine(),
    )
