"""Document → Reading: the pipeline, in reading order."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.metadata import version

from claims.attribution.attribute import PRECISION, find_attribution
from claims.attribution.quotes import Quotes, find_quotes, sentences_needed
from claims.attribution.scene import Scene
from claims.lexicon import RULES
from claims.measurands import find_measurand, inherit
from claims.model import Attribution, Claim, Document, Measurand, Quantity, Reading, Rejected, Sentence
from claims.news import is_news, may_be_news
from claims.parse import Tree, describe_pipeline, parse
from claims.pronouns import STAND_INS
from claims.quantities.scan import find_quantities
from claims.segment import View, find_sentences, join_lines, plain_blanks, to_view
from claims.setting import find_setting
from claims.sources import SourceBook
from claims.stance import find_modality

READ_PRECISION = 0.95
"""Share of figures read right (value, unit, bound) where nobody is named as their source."""
NO_PARSER_PRECISION = 0.6
BATCH_SIZE = 120_000


def extract(docs: Iterable[Document], *, sources: SourceBook | None = None) -> Iterator[Reading]:
    """Read documents one after the other; the same documents give the same readings."""
    book = sources or SourceBook()
    return (reading for batch in _batches(docs) for reading in _read_batch(batch, book))


def describe_engine() -> str:
    """Which parser reads the sentences: its name and version, "" where none is installed."""
    return describe_pipeline()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A document with its figures, before its sentences are parsed: `needed` are the numbers of those to parse."""

    doc: Document
    view: View
    text: str
    quotes: Quotes
    sentences: list[Sentence]
    numbered: list[tuple[int, Quantity]]
    refused: list[Rejected]
    needed: list[int]

    @property
    def to_parse(self) -> Iterator[str]:
        for number in self.needed:
            yield _words(self.text, self.sentences[number])


def _batches(docs: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents by turns of about BATCH_SIZE characters: the parser reads many sentences at once faster than a few."""
    batch: list[Document] = []
    size = 0
    for doc in docs:
        batch.append(doc)
        size += len(doc.text)
        if size >= BATCH_SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read_batch(docs: list[Document], book: SourceBook) -> Iterator[Reading]:
    drafts = [_draft(doc) for doc in docs]
    trees = parse(sentence for draft in drafts for sentence in draft.to_parse)
    return (_read(draft, dict(zip(draft.needed, trees, strict=False)), book) for draft in drafts)


def _draft(doc: Document) -> _Draft:
    view = to_view(doc.text)
    text = plain_blanks(join_lines(view.text))
    quotes, sentences = find_quotes(text), find_sentences(view.text)
    quantities, refused = find_quantities(view.text)
    starts = [sent.start for sent in sentences]
    numbered = [(bisect_right(starts, qty.start) - 1, qty) for qty in quantities]
    worth = {number for number, qty in numbered if qty.checkable}
    small = {number for number, qty in numbered if qty.kind == "count"} - worth
    worth |= {number for number in small if may_be_news(_words(text, sentences[number]))}
    return _Draft(
        doc=doc,
        view=view,
        text=text,
        quotes=quotes,
        sentences=sentences,
        numbered=numbered,
        refused=refused,
        needed=sorted(sentences_needed(text, quotes, sentences, worth)),
    )


def _read(draft: _Draft, parsed: dict[int, Tree | None], book: SourceBook) -> Reading:
    """Every figure of one document, in text order, with its reading, its measurand, its source and its stance."""
    trees = {number: tree for number, tree in parsed.items() if tree is not None}
    scene = Scene(text=draft.text, quotes=draft.quotes, sentences=draft.sentences, parsed=trees, book=book)
    claims: list[Claim] = []
    counted: tuple[int, Measurand] | None = None
    for number, qty in draft.numbered:
        earlier = counted if counted and number - 1 <= counted[0] and qty.kind == "count" else None
        claims.append(_claim(draft.doc, draft.view, scene, number, qty, earlier))
        thing = claims[-1].measurand
        is_by_the_way = not claims[-1].checkable and counted is not None and counted[0] == number  # "in five towns"
        if qty.kind == "count" and thing.unit and thing.unit not in STAND_INS and not is_by_the_way:
            counted = number, thing
    refused = tuple(_refused(draft.view, draft.doc, no) for no in draft.refused)
    return Reading(doc=draft.doc, claims=tuple(claims), rejected=refused)


def read_again(doc: Document, start: int, end: int) -> Quantity | None:
    """The figure at [start, end) of the document as this version reads it, with its evidence; None if it reads none."""
    view = to_view(doc.text)
    quantities, _ = find_quantities(view.text)
    return next((qty for qty in quantities if view.original(qty.start, qty.end) == (start, end)), None)


def read_span(doc: Document, start: int, end: int, *, sources: SourceBook | None = None) -> Claim | None:
    """
    The words at [start, end) read as a figure that a person points at; None where they hold nothing to read.

    Of the words the first figure in them is taken; where the grammar knows none, all of them, with no number.
    """
    draft = _draft(doc)
    text, offsets = draft.view.text, draft.view.offsets
    if offsets is not None:
        start, end = bisect_left(offsets, start), bisect_left(offsets, end)
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    if start >= end:
        return None
    number = bisect_right([sent.start for sent in draft.sentences], start) - 1
    qty = _read_alone(text, draft.sentences[number], start, end) or Quantity(
        start=start,
        end=end,
        surface=text[start:end],
        kind="count",
        low=None,
        high=None,
        value=None,
        modifier="exact",
        step=Decimal(1),
    )
    needed = sorted(sentences_needed(draft.text, draft.quotes, draft.sentences, {number}))
    draft = replace(draft, numbered=[(number, qty)], refused=[], needed=needed)
    trees = parse(draft.to_parse)
    [claim] = _read(draft, dict(zip(needed, trees, strict=False)), sources or SourceBook()).claims
    return replace(claim, checkable=True)


def _read_alone(text: str, sent: Sentence, start: int, end: int) -> Quantity | None:
    """The first figure in the words at [start, end), freed of what touches them, beside as many words as may be."""
    before, words, after = text[sent.start : start], text[start:end], text[end : max(sent.end, end)]
    for lead, trail in ((before, after), ("", after), ("", "")):
        quantities, _ = find_quantities(f"{lead} {words} {trail}")
        shift = start - len(lead) - 1
        for qty in quantities:
            if start <= qty.start + shift and qty.end + shift <= end:
                return replace(qty, start=qty.start + shift, end=qty.end + shift)
    return None


def claim_id(doc_id: str, start: int, end: int) -> str:
    """Stable id of the figure at [start, end) of a document."""
    return hashlib.sha256(f"{doc_id}\0{start}\0{end}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _claim(
    doc: Document, view: View, scene: Scene, number: int, qty: Quantity, earlier: tuple[int, Measurand] | None
) -> Claim:
    """The claim of one figure; `earlier` is the sentence of the count before it, and what that measures."""
    sent = scene.sentences[number]
    words = _words(scene.text, sent)
    tree = scene.parsed.get(number)
    setting = find_setting(tree, qty.start - sent.start, qty.end - sent.start) if tree is not None else None
    thing = find_measurand(words, qty, setting, published=doc.published, offset=sent.start)
    if earlier is not None and setting is not None:
        link = words[max(0, qty.start - sent.start - 40) : qty.start - sent.start] if earlier[0] == number else ""
        thing = inherit(thing, earlier[1], setting, link)
    modality, stance_rules = find_modality(words, qty, setting, offset=sent.start)
    attr = find_attribution(scene, number, qty.start, qty.end)
    checkable = thing.checkable and (qty.checkable or (setting is not None and is_news(qty, thing, setting)))
    confidence = min([READ_PRECISION, *(PRECISION[rule] for rule in (attr.rule_ids if attr else ()))])
    start, end = view.original(qty.start, qty.end)
    left, right = view.original(sent.start, max(sent.end, qty.end))
    return Claim(
        claim_id=claim_id(doc.doc_id, start, end),
        doc_id=doc.doc_id,
        run_id=run_id(),
        sentence=Sentence(start=left, end=right),
        quantity=qty if view.offsets is None else replace(qty, start=start, end=end, surface=doc.text[start:end]),
        measurand=thing,
        attribution=attr and _placed(attr, view, doc),
        modality=modality,
        checkable=checkable,
        rule_ids=(*qty.rule_ids, *thing.rule_ids, *stance_rules, *(attr.rule_ids if attr else ())),
        confidence=confidence if tree is not None else min(confidence, NO_PARSER_PRECISION),
    )


def _words(text: str, sent: Sentence) -> str:
    """A sentence as the parser reads it."""
    return text[sent.start : sent.end].replace("\n", " ")


def _placed(attr: Attribution, view: View, doc: Document) -> Attribution:
    start, end = view.original(attr.source_start, attr.source_end)
    return replace(attr, source_start=start, source_end=end, source_surface=doc.text[start:end])


def _refused(view: View, doc: Document, refused: Rejected) -> Rejected:
    start, end = view.original(refused.start, refused.end)
    return replace(refused, start=start, end=end, surface=doc.text[start:end])


@cache
def run_id() -> str:
    """What read it: program, parser and a digest of the rules. The same run reads the same."""
    digest = hashlib.sha256()
    for path in sorted(RULES.rglob("*.toml")):
        digest.update(path.read_bytes())
    return f"claims {version('claims')} · {describe_pipeline() or 'no parser'} · rules {digest.hexdigest()[:12]}"
