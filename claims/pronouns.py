"""Pronouns in the place of a counted noun. What compares figures needs them, and nothing else of what reads them."""

COUNTED_PRONOUNS = {"whom": "person", "us": "person", "them": "", "these": "", "those": "", "which": ""}
"""What "five of them" may be compared with, as far as the pronoun tells."""
STAND_INS = frozenset((*COUNTED_PRONOUNS, "other"))
"""Counted nouns that name nothing."""
