"""STUB, being written by the lead: Document → Reading."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from claims.model import Attribution, Claim, Document, Measurand, Quantity, Reading, Sentence
from claims.sources import SourceBook

NUMBER = re.compile(r"(?P<mod>more than |over |about |some |nearly )?(?P<n>\d[\d,]*)(?: (?P<noun>[a-z]+))?")
SAID = re.compile(r"([A-Z][\w.]+(?: [A-Z][\w.]+)*) (said|says)")


def extract(docs: Iterable[Document], *, sources: SourceBook | None = None) -> Iterator[Reading]:
    """Read documents one after the other, in order."""
    for doc in docs:
        claims = []
        for m in re.finditer(r"[^.\n]+\.?", doc.text):
            said = SAID.search(m.group())
            for n in NUMBER.finditer(m.group()):
                start, end = m.start() + n.start("n"), m.start() + n.end("n")
                value = Decimal(n["n"].replace(",", "") or "0")
                modifier = {"more than ": "more_than", "over ": "more_than", "about ": "approx", "some ": "approx", "nearly ": "below"}.get(n["mod"] or "", "exact")
                attr = said and Attribution(source=said[1], source_surface=said[1], source_start=m.start() + said.start(1), source_end=m.start() + said.end(1), cue=said[2], chain=(said[1],))
                claims.append(Claim(
                    claim_id=hashlib.sha256(f"{doc.doc_id}\n{start}\n{end}".encode()).hexdigest()[:16], doc_id=doc.doc_id, run_id="stub",
                    sentence=Sentence(start=m.start(), end=m.end()),
                    quantity=Quantity(start=start, end=end, surface=doc.text[start:end], kind="count", low=value, high=None if modifier == "more_than" else value, value=value, modifier=modifier, step=Decimal(1), unit=n["noun"] or "", dimension="person" if n["noun"] in ("troops", "soldiers") else n["noun"] or ""),
                    measurand=Measurand(entity=n["noun"] or "", property="send"), attribution=attr or None, modality="asserted", checkable=True, rule_ids=("stub",), confidence=0.8))
        yield Reading(doc=doc, claims=tuple(claims))


def describe_engine() -> str:
    """Which parser reads the sentences: the pipeline's name and version, or "" where none is installed."""
    return "stub"
