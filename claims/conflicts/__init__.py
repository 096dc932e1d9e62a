"""Comparable? Then do the intervals disagree?"""

from claims.conflicts.policy import FLAGS, POLICY, Policy
from claims.conflicts.search import Comparison, compare

__all__ = ["FLAGS", "POLICY", "Comparison", "Policy", "compare"]
