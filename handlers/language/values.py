"""A quantity as it is read: its number, what it is in its message, and what ties it to the one before."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from handlers.language.reading import Number


class Role(Enum):
    """What an amount is in its message."""

    COUNT = "count"
    TOTAL = "total"  # a denominator, said so
    WHOLE = "whole"  # a denominator if another number is the count
    PERCENT = "percent"
    MISSING = "missing"
    CHANGE = "change"
    TIMES = "times"
    EARLIER = "earlier"
    REJECTED = "rejected"
    MAN = "man"
    WOMAN = "woman"
    TARGET = "target"  # what is to be reached
    NOW = "now"  # a count said to be of today beside one of an earlier time
    UNSURE = "unsure"
    PART = "part"  # of one place said in parts, to be added up: "xóm trên 200, xóm dưới 212"


class Link(Enum):
    """What ties an amount to the one before."""

    NONE = ""
    OVER = "over"
    UP_TO = "up to"
    OR = "or"
    INSTEAD = "instead of"
    CORRECTED = "instead of all"
    PLUS = "plus"
    EQUALS = "equals"
    OF_WHOLE = "of the whole before"
    INSIDE = "inside"  # "trong đó": of the whole before, or a part of the count before


class Value(NamedTuple):
    """A quantity and the tokens it was read from. `number` is its reading if it stood alone."""

    start: int
    end: int
    role: Role
    number: Number
    link: Link = Link.NONE

    @property
    def num(self) -> int | None:
        """The integer said, whatever its role."""
        number = self.number
        return number.num if number.num is not None else number.missing

    @property
    def total(self) -> bool:
        """Whether it may be a denominator."""
        return self.role in (Role.TOTAL, Role.WHOLE)
