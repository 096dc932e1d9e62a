"""A claim in full: what it says, how it was read and by which rules, whom it disagrees with, what was decided."""

from collections.abc import Mapping, Sequence
from typing import Any

from claims.explain import why_source
from workbench import verbatim, words
from workbench.components import side
from workbench.markup import Markup, draw, join, tag

READ_FIRST = "So the program read it, before it was corrected."


def show(
    row: Mapping[str, Any],
    *,
    saying: str,
    against: Sequence[tuple[str, str, str]] = (),
    amended: Sequence[str] = (),
) -> None:
    """
    Draw one row of claims_df; `saying` is it in words.

    `against` names each claim it disagrees with: its words, its source, the reason. `amended` are sentences about what
    people changed.
    """
    draw(
        tag(
            "article",
            tag("div", *_badges(row), look="head"),
            side.body(row, saying=saying),
            side.amendments(amended or side.by_hand(row)),
            verbatim.fields({**side.origin(row), **_reading(row)}),
            verbatim.hidden_marks(row["sentence"]),
            _against(against),
            _why(row),
            look="side lone",
            aria_label="Claim",
        )
    )


def relation_badge(relation: str, level: str) -> Markup:
    """What two claims have to do with each other: filled where it is confirmed."""
    told = f"{words.RELATION.get(relation, relation)} · {level}"
    return tag("span", told, look="badge sure" if level == "confirmed" else "badge")


def _badges(row: Mapping[str, Any]) -> list[Markup]:
    relation, _, level = row["flag"].partition(":")
    worth = Markup() if row["checkable"] or relation else side.badge("not worth checking")
    status = side.badge(words.STATUS.get(row["status"], row["status"]), look=row["status"])
    return [relation_badge(relation, level) if relation else Markup(), status, worth]


def _reading(row: Mapping[str, Any]) -> dict[str, str]:
    """How the figure was read."""
    unit = " per ".join(filter(None, (row["unit"], *row["per"].split(";"))))
    return {
        "By the words": verbatim.text(" … ".join(filter(None, (row["source_surface"], row["cue"])))),
        "Because": verbatim.text(" ".join(why_source(row))),
        "Commits to": words.ends(row),
        "Measured in": verbatim.text(" · ".join(filter(None, (unit, row["kind"].replace("_", " "))))),
        "Of what": verbatim.text(" · ".join(filter(None, (row["entity"], row["property"])))),
        "Said as": " · ".join(filter(None, (row["modality"], row["aspect"]))),
        "Speaks of": words.day(row["as_of"]),
        "Topic": verbatim.text(row["topic"]),
        "Note": verbatim.text(row["note"]),
    }


def _against(against: Sequence[tuple[str, str, str]]) -> Markup:
    lines = [
        tag(
            "li",
            join((tag("b", verbatim.text(saying)), verbatim.text(source)), ", "),
            tag("div", verbatim.text(why), look="quiet"),
        )
        for saying, source, why in against
    ]
    return (
        join((tag("p", "Disagrees with", look="eyebrow"), tag("ul", *lines, look="lines small"))) if lines else Markup()
    )


def show_steps(worked_out: Sequence[str], *, is_amended: bool) -> None:
    """
    Draw the lines of explain.derive, how a claim's number comes about: a step a line, under the name it gives them.

    That it cannot be worked out is a sentence; of a figure that a person added there is nothing to draw.
    """
    if not worked_out:
        return
    named, *steps = (line.strip() for line in worked_out)
    heading, _, instead = named.partition("  ")
    told = tag("dl", *map(_step, steps), look="steps small") if steps else tag("p", instead, look="quiet small")
    draw(
        tag(
            "article",
            tag("p", heading, look="eyebrow"),
            told,
            tag("p", READ_FIRST, look="quiet small") if is_amended else "",
            look="side lone",
            aria_label="Worked out",
        )
    )


def _step(line: str) -> Markup:
    """
    A line of derive: words, what they do, the rule below; the outcome on a line of its own.

    >>> _step("“million”  × 1,000,000  numeral.scale.million")
    '<dt><bdi class="verbatim">“million”</bdi></dt><dd>× 1,000,000<div class="rules">numeral.scale.million</div></dd>'
    """
    words_read, closed, rest = line.partition("”  ")
    if not closed:
        return tag("dd", line, look="outcome")
    does, _, rule = rest.strip().rpartition("  ")
    return join((tag("dt", verbatim.text(f"{words_read}”")), tag("dd", does.strip(), tag("div", rule, look="rules"))))


def _why(row: Mapping[str, Any]) -> Markup:
    is_measured = row["confidence"] == row["confidence"]
    right = f", the weakest right {row['confidence']:.0%} of the time when measured" if is_measured else ""
    return join(
        (
            tag("p", "Why this reading", look="eyebrow"),
            tag("p", f"Rules that fired{right}:", look="quiet small"),
            tag("ul", *(tag("li", rule) for rule in row["rule"].split(";") if rule), look="rules"),
        )
    )
