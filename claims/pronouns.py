"""Pronouns in the place of a counted noun. What compares figures needs them, and nothing else of what reads them."""

PRONOUNS = {"whom": "person", "us": "person", "them": "", "these": "", "those": "", "which": ""}
"""What "five of them" may be compared with, as far as the pronoun tells."""
STAND_INS = frozenset((*PRONOUNS, "other"))
"""Counted nouns that name nothing."""
