"""Hand-made readings: a document and its figures, without an extractor."""

import hashlib
from datetime import date
from decimal import Decimal

from claims.model import Attribution, Claim, Document, Measurand, Quantity, Reading, Rejected, Sentence


def reading(text, *surfaces, doc_id="doc", run_id="run", **about):
    """One document; each surface is a figure that stands in it, said by "Lee" in its one sentence."""
    doc = Document(doc_id=doc_id, text=text, **about)
    claims = tuple(_claim(doc, surface, run_id) for surface in surfaces)
    refused = (Rejected(start=0, end=1, surface=text[:1], rule_id="test.refused", reason="the first letter"),)
    return Reading(doc=doc, claims=claims, rejected=refused if text else ())


def id_of(text, surface, doc_id="doc"):
    """The claim's id."""
    start = text.index(surface)
    return hashlib.sha256(f"{doc_id}\n{start}\n{start + len(surface)}".encode()).hexdigest()[:16]


def _claim(doc, surface, run_id):
    start = doc.text.index(surface)
    number = Decimal(surface.replace(",", ""))
    said = Attribution(
        source="Lee", source_surface="he", source_start=0, source_end=2, cue="said", chain=("Lee", "some")
    )
    return Claim(
        claim_id=id_of(doc.text, surface, doc.doc_id),
        doc_id=doc.doc_id,
        run_id=run_id,
        sentence=Sentence(start=0, end=len(doc.text)),
        quantity=Quantity(
            start=start,
            end=start + len(surface),
            surface=surface,
            kind="count",
            low=number,
            high=None,
            value=number,
            modifier="more_than",
            step=Decimal(1),
            unit="soldier",
            per=("month", "soldier"),
            dimension="person",
        ),
        measurand=Measurand(entity="soldiers", property="send", as_of=date(2024, 10, 1)),
        attribution=said if "said" in doc.text else None,
        modality="asserted",
        checkable=True,
        rule_ids=("test.number", "test.noun"),
        confidence=0.85,
    )
