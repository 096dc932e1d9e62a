"""One side of a disagreement: the figure large, its sentence, who says it, who printed it and when."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from claims.explain import is_guess
from workbench import verbatim, words
from workbench.markup import Markup, draw, join, tag

BY_HAND = {"user.added": "added by hand", "user.corrected": "corrected by hand"}
Letter = Literal["a", "b"]
LETTERS: tuple[Letter, Letter] = ("a", "b")


def show(row: Mapping[str, Any] | None, letter: Letter, *, saying: str, echoes: Sequence[str]) -> None:
    """
    Draw a row of claims_df as one side; None where an article contradicts itself in one figure.

    `saying` is the claim in words ("more than 10,000 troops"); the figure in it is set large. `echoes` are those who
    give the same figure.
    """
    if row is None:
        alone = "The article against itself: there is no second figure."
        draw(tag("article", tag("p", alone, look="quiet"), look="side lone"))
        return
    said_as = badge(row["modality"]) if row["modality"] != "asserted" else ""
    status = badge(words.STATUS.get(row["status"], row["status"]), look=row["status"]) if row["status"] else ""
    draw(
        tag(
            "article",
            tag("div", tag("span", letter.upper(), look="letter"), tag("span", said_as, status), look="head"),
            body(row, saying=saying),
            amendments(by_hand(row)),
            verbatim.fields({**origin(row), "Also says so": verbatim.text(", ".join(echoes))}),
            verbatim.hidden_marks(row["sentence"]),
            look=f"side {letter}",
            aria_label=f"Claim {letter.upper()}",
        )
    )


def body(row: Mapping[str, Any], *, saying: str) -> Markup:
    """The figure large, what stands before it and after it small, and its sentence."""
    before, found, after = saying.partition(row["surface"])
    parts = (("small", before), ("", found), ("small", after)) if found else (("", saying or row["surface"]),)
    figure = (tag("span", verbatim.text(part), look=look) for look, part in parts if part)
    return join((tag("div", *figure, look="figure"), tag("blockquote", verbatim.sentence(row), look="sentence")))


def by_hand(row: Mapping[str, Any]) -> list[str]:
    """What a row says of people who changed its reading."""
    rules = str(row["rule"]).split(";")
    return [told for rule, told in BY_HAND.items() if rule in rules]


def amendments(sentences: Sequence[str]) -> Markup:
    """Who corrected what."""
    lines = [tag("li", verbatim.text(sentence)) for sentence in sentences]
    return tag("ul", *lines, look="amended") if lines else Markup()


def origin(row: Mapping[str, Any]) -> dict[str, str]:
    """Who says it, whom they relay, what limits it, who printed it and when; the article, if no outlet is known."""
    place, where = printed(row)
    return {
        "Says": _voice(row),
        "Relaying": verbatim.text(row["source_chain"].partition(" > ")[2]),
        "Limited to": verbatim.text(row["scope"]),
        place: join((verbatim.text(where), words.day(row["published"])), " · "),
    }


def printed(row: Mapping[Any, Any]) -> tuple[str, str]:
    """Who printed a claim, by the name of that field; the article, if no outlet is known."""
    return ("Printed by", row["outlet"]) if row["outlet"] else ("In the article", row["title"] or row["doc_id"])


def _voice(row: Mapping[str, Any]) -> Markup:
    """Who says it, and that it is a guess where a pronoun is taken for somebody."""
    if not row["source"]:
        return tag("span", words.OWN_VOICE, look="quiet")
    written = ("a guess: the text says “", verbatim.text(row["source_surface"]), "”")
    return join((verbatim.text(row["source"]), tag("span", *written, look="quiet") if is_guess(row) else ""), " · ")


def badge(told: str, *, look: str = "") -> Markup:
    """One quiet word about a claim."""
    return tag("span", told, look=f"badge soft {look}".strip())
