"""Comparable? Then do the intervals disagree?"""

from claims.conflicts.comparison import EXCLUDED, Comparison, compare
from claims.conflicts.policy import FLAGS, POLICY, Policy

__all__ = ["EXCLUDED", "FLAGS", "POLICY", "Comparison", "Policy", "compare"]
