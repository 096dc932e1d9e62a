"""sources.yaml: the documents a user tracks and the sources who speak in them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A document the user registered: where it lies and what the text alone does not say."""

    path: str
    story: str = "default"
    outlet: str = ""
    title: str = ""
    url: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A source who speaks: the canonical name, every other name it goes by, its kind, the body it belongs to."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    affiliation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceBook:
    """A validated sources.yaml. `root` is the folder its paths are relative to."""

    root: Path = Path()
    documents: tuple[Registered, ...] = ()
    speakers: tuple[Speaker, ...] = ()


def resolve_speaker(book: SourceBook, name: str) -> Speaker | None:
    """The speaker who goes by `name` (case and spaces do not matter), or None."""
    key = " ".join(name.casefold().split())
    for speaker in book.speakers:
        if key in (" ".join(known.casefold().split()) for known in (speaker.name, *speaker.aliases)):
            return speaker
    return None
