"""Whose word a figure is: two outlets that quote one official are one origin."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from claims.conflicts.words import Words, bases, find_names, find_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """
    Who stands behind a figure.

    `name` is the source as the ledger names it; a document that speaks in its own voice is named after its outlet, or
    by its id. `keys` are the bodies and persons in that name, as (role, name): "officials from Ukraine and the US" are
    (official, Ukraine) and (official, US). Origins that share a key overlap.
    """

    name: str
    keys: frozenset[tuple[str, str]]
    own_voice: bool = False


def read_origin(*, source: str, outlet: str, doc_id: str, words: Words) -> Origin:
    """The origin of a figure whose outermost speaker is `source`; "" is the document itself."""
    if not source:
        name = outlet or doc_id
        return Origin(name=name, keys=frozenset({("own voice", name.casefold())}), own_voice=True)
    roles: set[str] = set()
    rest: list[str] = []
    for word in find_words(source):
        role = next((form for form in bases(word.lower()) if form in words.roles), "")
        roles |= {role} - {""}
        rest.append("," if role else word)
    names = find_names(" ".join(rest), words)
    persons = {name.split()[-1] for name in names if not name.startswith("place.")}
    keys = {(role, name) for role in roles for name in names or {""}} | {("", person) for person in persons}
    return Origin(name=source, keys=frozenset(keys or {("", source.casefold())}))


def overlaps(a: Origin, b: Origin) -> bool:
    """Whether one body stands behind both ("US officials", "officials from Ukraine and the US")."""
    return bool(a.keys & b.keys)


def is_same_origin(a: Origin, b: Origin) -> bool:
    """One speaker under one name, or a person under a longer and a shorter one ("Lankov", "Andrei Lankov")."""
    if a.own_voice != b.own_voice or a.own_voice:
        return a.own_voice == b.own_voice and a.name.casefold() == b.name.casefold()
    return a.name.casefold() == b.name.casefold() or a.keys == b.keys or any(not role for role, _ in a.keys & b.keys)


def shared_name(a: Origin, b: Origin) -> str:
    """The shorter name of an origin that stands behind both."""
    return min((a.name, b.name), key=lambda name: (len(name), name))


def count_origins(origins: Mapping[str, Origin]) -> dict[str, int]:
    """Claim id → number of the independent origin behind it; origins that overlap, if through others, are one."""
    owner: dict[Hashable, str] = {}
    parent = {claim_id: claim_id for claim_id in origins}
    for claim_id, origin in origins.items():
        for key in sorted(origin.keys):
            first, second = _root(parent, owner.setdefault(key, claim_id)), _root(parent, claim_id)
            parent[second] = first
    numbers = _numbered(_root(parent, claim_id) for claim_id in origins)
    return {claim_id: numbers[_root(parent, claim_id)] for claim_id in origins}


def _root(parent: dict[str, str], claim_id: str) -> str:
    while parent[claim_id] != claim_id:
        parent[claim_id] = claim_id = parent[parent[claim_id]]
    return claim_id


def _numbered(roots: Iterable[str]) -> dict[str, int]:
    return {root: number for number, root in enumerate(dict.fromkeys(roots))}
