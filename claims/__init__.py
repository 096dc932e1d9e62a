"""
Every figure in the news, who says it, and which of them cannot both be true.

`claims.extract.extract` reads documents, `claims.ledger` keeps what was read, `claims.conflicts.compare` says what
disagrees. Importing this package loads none of them.
"""

from claims.errors import ClaimsError, ConfigError, InputError, LedgerError
from claims.model import Attribution, Claim, Document, Measurand, Quantity, Reading, Rejected

__all__ = [
    "Attribution",
    "Claim",
    "ClaimsError",
    "ConfigError",
    "Document",
    "InputError",
    "LedgerError",
    "Measurand",
    "Quantity",
    "Reading",
    "Rejected",
]
