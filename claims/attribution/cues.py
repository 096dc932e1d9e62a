"""The words by which one is cited: verbs, things that hold data, and nouns of telling, each with its entry."""

from claims.lexicon import by_surface, load_entries

VERBS, DATA, NOUNS = (
    by_surface(entry for entry in load_entries("cues/reporting") if entry["role"] == role)
    for role in ("verb", "data", "noun")
)
