"""What the plan looks at and what it decides, as frozen values.

Of some there is one for everybody in the country: those are named tuples, which are made in a third of the time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from scheduler.calendar import USUAL, Calendar, Hours


class Outcome(StrEnum):
    """What became of a stage."""

    QUEUED = "queued"  # it has a message of its own
    MERGED = "merged"  # it goes along in the message of another
    CAPPED = "capped"  # the person has heard enough
    SILENCED = "silenced"  # a promise holds, or the person said "dừng nhắc"
    NOT_OWED = "not_owed"  # the report was sent
    PASSED = "passed"  # its time had gone, or nobody could be written to
    CALL = "call"  # no channel may carry it, or none did: the officer is told whom to telephone


GOES = frozenset({Outcome.QUEUED, Outcome.MERGED})  # what a message tells


class Member(NamedTuple):
    """Somebody who answers for a unit, and since when."""

    person: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Duty:
    """What one unit owes in one campaign, and who answers for it.

    `due` is as somebody set it, days off not looked at; `closes` belongs to it: an extension has moved both. `known`
    is when the
    system came to know the campaign. Nothing goes by the clock before `held_until`: an officer talks with the unit.
    `calendar` is the unit's own where it is not the usual one.
    """

    report: int
    campaign: int
    unit: int
    owed: bool
    opens: datetime
    due: datetime
    closes: datetime | None
    closed_at: datetime | None
    known: datetime
    ladder: tuple[str, ...]
    members: tuple[Member, ...]
    held_until: datetime | None = None
    calendar: Calendar | None = None


class Hearer(NamedTuple):
    """A person to be written to: whether they said "dừng nhắc", can be reached, when they wrote lately,
    and when they may be written to."""

    person: int
    stopped: bool = False
    reachable: bool = True
    answered: tuple[datetime, ...] = ()
    hours: Hours = USUAL


@dataclass(frozen=True, slots=True)
class Word:
    """A promise or snooze: the newest of its report. `hour` is the moment to follow up, where one was named."""

    id: int
    person: int
    report: int
    until: date
    hour: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided before. `counts`: its message left or will; `late`: it was queued but could not leave on its
    day."""

    key: str
    person: int
    campaign: int
    unit: int
    stage: str
    day: date
    outcome: Outcome
    due: date | None = None
    counts: bool = False
    late: bool = False
    outbox: int | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Everything the plan looks at."""

    duties: tuple[Duty, ...]
    hearers: Mapping[int, Hearer]
    words: Mapping[int, Word] = field(default_factory=dict)
    decided: tuple[Decided, ...] = ()
    asked: Mapping[tuple[int, int], int] = field(
        default_factory=dict
    )  # (person, unit) nudged today → the nudge's outbox row
    returned: frozenset[tuple[int, int, int, date]] = (
        frozenset()
    )  # (person, campaign, unit, day): told that day of a returned figure


class Decision(NamedTuple):
    """A decision to be written down under its key. Those of a person that are queued or merged are one message.

    `instead` is the outbox row that did not leave on its day; `into` the outbox row of another message that carries
    this. `last`: supposing no answer, no ladder message follows it.
    """

    key: str
    person: int
    campaign: int
    unit: int
    stage: str
    day: date
    outcome: Outcome
    reason: str
    due: date
    instead: int | None = None
    into: int | None = None
    last: bool = False
