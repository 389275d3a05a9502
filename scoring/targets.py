"""Whether a figure reaches its target, and how many people are missing: whole numbers, both sides multiplied out."""

import operator
from collections.abc import Callable
from enum import StrEnum

from scoring.counts import Count, State
from scoring.indicator import Target

WHOLE = 10_000  # 100 % in hundredths of a percent

COMPARE: dict[str, Callable[[int, int], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "==": operator.eq,
}


class Verdict(StrEnum):
    """What a figure says about its target."""

    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"  # no figure, or nothing to divide by
    NONE = "none"  # no target, or the indicator does not apply


def verdict(count: Count | None, target: Target | None) -> Verdict:
    """Compare an answer with a target.

    No target and "not applicable" give NONE; no answer, 0/0 and an answer of another kind give UNKNOWN.
    """
    if target is None or (count is not None and count.state is State.NOT_APPLICABLE):
        return Verdict.NONE
    if count is None or count.state is State.UNKNOWN:
        return Verdict.UNKNOWN
    met = _reaches(count, target)
    if met is None:
        return Verdict.UNKNOWN
    return Verdict.MET if met else Verdict.MISSED


def _reaches(count: Count, target: Target) -> bool | None:
    value = target.value
    if isinstance(value, bool):
        return None if count.choice is None else (count.choice == "có") is value
    if isinstance(value, str):
        return None if count.choice is None else count.choice == value
    compare = COMPARE[target.op]
    if target.unit != "%":
        return None if count.num is None else compare(count.num, value)
    if count.num is not None and count.den is not None:
        return compare(count.num * WHOLE, value * count.den) if count.den > 0 else None
    return None if count.rate is None else compare(count.rate, value)


def ahead(count: Count | None, target: Target | None) -> int | None:
    """How far a rate stands above its target, in hundredths of a percent; below it is negative, None if not a rate."""
    if count is None or target is None or target.unit != "%" or isinstance(target.value, bool | str):
        return None
    if count.num is not None and count.den:
        return count.num * WHOLE // count.den - target.value
    return None if count.rate is None else count.rate - target.value


def shortfall(count: Count | None, target: Target | None) -> int | None:
    """How many more (people, households, …) are needed to reach the target.

    0 when it is met; None when it cannot be said: no target or one with an upper bound, no counts, 0/0, or a target
    that even everybody would not reach.
    """
    if target is None or count is None or not count.given or count.num is None or target.op not in (">=", ">"):
        return None
    if isinstance(target.value, bool | str):
        return None
    if target.unit != "%":
        needed = target.value + (target.op == ">")
        return max(0, needed - count.num)
    if not count.den or count.den < 0:
        return None
    product = target.value * count.den
    needed = product // WHOLE + 1 if target.op == ">" else -(-product // WHOLE)
    if needed > count.den and count.num < needed:
        return None
    return max(0, needed - count.num)
