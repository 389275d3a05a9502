"""A quantity as it is read: its number, what it is in its message, and what ties it to the one before."""

from __future__ import annotations

from typing import Final, NamedTuple

from handlers.language.reading import Number


class Role:
    """What an amount is in its message; plain words, for a member of an Enum takes ten times as long to name."""

    COUNT: Final = "count"
    TOTAL: Final = "total"  # a denominator, said so
    WHOLE: Final = "whole"  # a denominator if another number is the count
    PERCENT: Final = "percent"
    MISSING: Final = "missing"
    CHANGE: Final = "change"
    TIMES: Final = "times"
    EARLIER: Final = "earlier"
    REJECTED: Final = "rejected"
    MAN: Final = "man"
    WOMAN: Final = "woman"
    TARGET: Final = "target"  # what is to be reached
    NOW: Final = "now"  # a count said to be of today beside one of an earlier time
    UNSURE: Final = "unsure"
    PART: Final = "part"  # of one place said in parts, to be added up: "xóm trên 200, xóm dưới 212"


class Link:
    """What ties an amount to the one before."""

    NONE: Final = ""
    OVER: Final = "over"
    UP_TO: Final = "up to"
    OR: Final = "or"
    INSTEAD: Final = "instead of"
    CORRECTED: Final = "instead of all"
    PLUS: Final = "plus"
    EQUALS: Final = "equals"
    OF_WHOLE: Final = "of the whole before"
    INSIDE: Final = "inside"  # "trong đó": of the whole before, or a part of the count before
    INCLUDED: Final = "included"  # "kể cả", "chưa kể": told beside the count before, which stands as it is


class Value(NamedTuple):
    """A quantity and the tokens it was read from. `number` is its reading if it stood alone."""

    start: int
    end: int
    role: str  # one of Role
    number: Number
    link: str = Link.NONE  # one of Link

    @property
    def num(self) -> int | None:
        """The integer said, whatever its role."""
        number = self.number
        return number.num if number.num is not None else number.missing

    @property
    def total(self) -> bool:
        """Whether it may be a denominator."""
        return self.role in (Role.TOTAL, Role.WHOLE)
