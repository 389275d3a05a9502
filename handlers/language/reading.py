"""The words of a reading: what a message says, as plain frozen values."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import NamedTuple

from handlers.language.aliases import NameIndex
from handlers.language.units import UnitIndex
from scoring.values import value

OFFICE = frozenset(("officer", "leader", "supervisor", "admin"))  # the roles that are no team


class Number(NamedTuple):
    """One quantity as written; literal, not yet checked for plausibility.

    `pct` is in hundredths of a percent (80,7 % is 8070). `relative` is a change against last time: "+9", "-2", "=",
    "+3%", "x2". `missing` counts those who do not have it. `decimal` is a fractional number typed without a percent
    sign ("2,5"); `pct` then holds the same value. `words` is the piece of cleaned text it was read from;
    `unit_word` the folded noun after it ("ho"); `alternatives` the figures an ambiguous message offers; `part` the
    one place of several that it counts alone ("xom duoi"); `inside` that `num` was said to lie within `den`, which is
    the count itself where it is not the whole on file; `sums` how `num` was added up, to be read back; `asked` that it
    was asked about ("280 đúng không") and is no more than offered.
    """

    num: int | None = None
    den: int | None = None
    pct: int | None = None
    approx: bool = False
    relative: str | None = None
    range: tuple[int, int] | None = None
    missing: int | None = None
    none: bool = False
    all: bool = False
    ambiguous: bool = False
    decimal: str | None = None
    negative: bool = False
    unit_word: str | None = None
    words: str = ""
    alternatives: tuple[int, ...] = ()
    part: str | None = None
    inside: bool = False
    sums: str | None = None
    asked: bool = False

    @property
    def sure(self) -> bool:
        """Whether there is one count that can be written down."""
        return self.num is not None and not self.ambiguous

    @property
    def only_whole(self) -> bool:
        """Whether it tells how many there are altogether, and nothing of those who have it."""
        return self.den is not None and (self.num, self.pct, self.missing, self.range) == (None,) * 4


@value(frozen=True, slots=True)
class Until:
    """A day, an hour or both that a message puts something off to; `words` are the folded words said."""

    day: date | None = None
    hour: int | None = None
    minute: int | None = None
    words: str = ""


@value(frozen=True, slots=True)
class Item:
    """What is said about one indicator; no `names` means the one asked, several mean that it has to be asked which."""

    names: tuple[str, ...] = ()
    code: str | None = None
    number: Number | None = None
    choice: str | None = None
    text: str | None = None
    later: bool = False
    not_applicable: bool = False
    same: bool = False
    until: Until | None = None
    reason: str | None = None


@value(frozen=True, slots=True)
class Reading:
    """A message understood. `units` are keys of the unit index, or self, commune, district, all, all_missing.

    `unknown_units` are unit names said but not in the index, folded ("thon 12"). `period` is "month:5", "quarter:3",
    "half:1", or with a year "2023-05", "2023-Q3", "2023-H1", "2023". `compare` is the earlier period compared with
    (last_month, last_period, month:3 ...), `kind` the kind of unsafe message, `framework` a list that is named by its
    number ("1829"), `address` how the person wants to be called; `doubtful` an act that may be meant and is
    to be asked; `unread` numbers behind words nobody knows, to be named and not stored. `seen` is what
    it was read from, for `trace` to tell which words led to what.
    """

    intent: str = "unclear"
    items: tuple[Item, ...] = ()
    units: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    until: Until | None = None
    reason: str | None = None
    period: str | None = None
    compare: str | None = None
    format: str | None = None
    kind: str | None = None
    lang: str | None = None
    address: str | None = None
    yes: bool = False
    no: bool = False
    text: str = ""
    unknown_units: tuple[str, ...] = ()
    framework: str | None = None
    doubtful: str | None = None
    unread: tuple[str, ...] = ()
    seen: object = field(default=None, compare=False, repr=False)


@value(frozen=True, slots=True)
class Context:
    """What the bot had just said, and the names it knows.

    `state` is idle, ask, confirm, doubt, review, menu, evidence, difficulty or join; `asked` the key of the indicator
    asked, `kind` its kind ("ratio", "count", "boolean", "level", "text"), `den` the denominator on file, `num` the
    number read back or doubted, `act` what waits for a yes ("approve", "remind", "delete").
    """

    names: NameIndex
    units: UnitIndex
    today: date
    state: str = "idle"
    asked: str | None = None
    kind: str | None = None
    den: int | None = None
    num: int | None = None
    levels: tuple[str, ...] = ()
    role: str = "member"
    act: str | None = None
