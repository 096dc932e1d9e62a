"""The ledger's schema as numbered scripts, one a version; never edited after a release."""
