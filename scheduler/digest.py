"""What an officer should know in the morning, and who is told it when. Pure.

A digest goes at 7:30 on working days and on a deadline's day, once a day, only if it holds something that no earlier
digest said; a leader's goes on Monday if they asked for one. What it says in words is made when it leaves.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from scheduler.calendar import ONE_DAY, Calendar, Hours, at, local_day
from scheduler.ladder import OPENING
from scheduler.state import Duty, Hearer, Word

MORNING = time(7, 30)
SILENT_AFTER = timedelta(hours=24)  # a reminder without an answer for so long is a silence
TO_BE_CALLED = 3  # silences in a row that put a unit on the call list
BROKEN_FOR = timedelta(days=14)  # how long a broken promise is news
CLOSED_FOR = timedelta(days=3)
MONDAY = 0


class Kind(StrEnum):
    """What a piece of news is about."""

    LATE = "late"  # the deadline has passed and the report is owed: said every working day
    DUE = "due"  # it is owed and the deadline is today
    PROMISED = "promised"  # the day they named is today
    BROKEN = "broken"  # the day they named has gone
    DOUBT = "doubt"  # a report that was sent holds a figure kept against a doubt
    SILENT = "silent"  # three reminders in a row without an answer
    STOPPED = "stopped"  # they said "dừng nhắc"
    UNREACHABLE = "unreachable"  # nobody of the unit has an address that takes our messages
    SHUT = "shut"  # no channel may carry a reminder to them just now, or none did
    OFFICE = "office"  # the office owes its own items, on a day of the ladder
    CLOSED = "closed"  # the round has closed with reports missing


TO_CALL = frozenset({Kind.SILENT, Kind.STOPPED, Kind.UNREACHABLE, Kind.SHUT})


@dataclass(frozen=True, slots=True)
class News:
    """One thing to say; `key` is the same as long as it is no news any more. `silences` are reminders unanswered,
    `why` is what the record says of a reminder that no channel carried."""

    key: str
    kind: Kind
    report: int
    unit: int
    campaign: int
    silences: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Shut:
    """A reminder that no channel carried: to whom, when it was decided, and why."""

    person: int
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Left:
    """A reminder that left: to whom, when."""

    message: int
    person: int
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A report as a digest sees it. `office`: it is owed by an office, the round's own or one below, and no team."""

    duty: Duty
    path: str
    office: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything news are drawn from."""

    standings: tuple[Standing, ...]
    hearers: Mapping[int, Hearer]
    words: Mapping[int, Word] = field(default_factory=dict)
    left: Mapping[int, tuple[Left, ...]] = field(default_factory=dict)  # unit → reminders about it, oldest first
    answers: Mapping[int, datetime] = field(default_factory=dict)  # person → when they last wrote
    calls: Mapping[int, datetime] = field(default_factory=dict)  # unit → when it was last telephoned
    odd: Mapping[int, tuple[str, ...]] = field(default_factory=dict)  # report → its figures kept against a doubt
    shut: Mapping[tuple[int, int], tuple[Shut, ...]] = field(default_factory=dict)  # (round, unit), oldest first


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets a digest: of which reports, how often, and what was said before, day by day."""

    person: int
    reports: frozenset[int]
    weekly: bool
    hours: Hours
    calendar: Calendar
    said: Mapping[date, frozenset[str]] = field(default_factory=dict)
    joined: tuple[str, ...] = ()  # who has joined of late in their office or below, by the keys of the news
    low: tuple[str, ...] = ()  # what runs low of the accounts their people are reached by, by the keys of the news


@dataclass(frozen=True, slots=True)
class Digest:
    """What was decided for a reader and a day: the keys of the news, or nothing to say."""

    person: int
    day: date
    news: tuple[str, ...]
    goes: bool


def news(facts: Facts, reports: Iterable[int], now: datetime) -> list[News]:
    """What there is to say about these reports at a moment, report by report."""
    wanted = set(reports)
    found: list[News] = []
    for standing in facts.standings:
        if standing.duty.report in wanted and standing.duty.opens <= now:
            found += _of(facts, standing, now)
    return found


def _of(facts: Facts, standing: Standing, now: datetime) -> list[News]:
    duty, today = standing.duty, local_day(now)

    def say(kind: Kind, *parts: object, silences: int = 0, why: str = "") -> News:
        key = "/".join(str(part) for part in (kind, *parts))
        return News(key, kind, duty.report, duty.unit, duty.campaign, silences, why)

    doubts = [say(Kind.DOUBT, duty.report, one) for one in facts.odd.get(duty.report, ())]
    closed_at = _closed_at(duty, now)
    if closed_at is not None:
        gone = duty.owed and now - closed_at <= CLOSED_FOR
        return [say(Kind.CLOSED, duty.report), *doubts] if gone else doubts
    if not duty.owed:
        return doubts
    found = []
    if now > duty.due:
        found.append(say(Kind.LATE, duty.report, today))
    elif local_day(duty.due) == today:
        found.append(say(Kind.DUE, duty.report, today))
    if standing.office:
        days = (today - local_day(duty.due)).days
        stage = "0" if days == 0 else f"{days:+d}"
        return [*found, say(Kind.OFFICE, duty.report, today)] if stage in duty.ladder and days < 0 else found
    word = facts.words.get(duty.report)
    if word is not None and word.until == today:
        found.append(say(Kind.PROMISED, word.id))
    elif word is not None and word.until < today <= word.until + BROKEN_FOR:
        found.append(say(Kind.BROKEN, word.id))
    return found + (
        [] if OPENING in duty.ladder and local_day(duty.opens) == today else _to_call(facts, duty, now, say)
    )


def _to_call(facts: Facts, duty: Duty, now: datetime, say: Callable[..., News]) -> list[News]:
    """Why a unit should be telephoned."""
    hearers = [facts.hearers[one.person] for one in duty.members if one.person in facts.hearers]
    called = facts.calls.get(duty.unit)
    if not any(one.reachable for one in hearers):
        return [] if called else [say(Kind.UNREACHABLE, duty.report)]
    found = []
    run, last = silences(facts, duty, now)
    if run >= TO_BE_CALLED:
        found.append(say(Kind.SILENT, duty.unit, last, silences=run))
    if all(one.stopped for one in hearers if one.reachable) and not called:
        found.append(say(Kind.STOPPED, duty.report))
    if (first := not_told(facts, duty)) is not None:
        found.append(say(Kind.SHUT, duty.report, local_day(first.at), why=first.why))
    return found


def not_told(facts: Facts, duty: Duty) -> Shut | None:
    """The first reminder of a unit's that no channel carried, if that is so of every member who can be reached at all.

    Who has written since, or was sent something since, was reached after all; so was a unit that was telephoned.
    """
    called = facts.calls.get(duty.unit)
    sent = {one.person: one.sent_at for one in facts.left.get(duty.unit, ())}
    found: dict[int, Shut] = {}
    for one in facts.shut.get((duty.campaign, duty.unit), ()):
        since = [at for at in (facts.answers.get(one.person), sent.get(one.person), called) if at is not None]
        if all(at < one.at for at in since):
            found.setdefault(one.person, one)
    members = [facts.hearers[one.person] for one in duty.members if one.person in facts.hearers]
    reachable = [one.person for one in members if one.reachable and not one.stopped]
    if not reachable or any(person not in found for person in reachable):
        return None
    return min((found[person] for person in reachable), key=lambda one: one.at)


def silences(facts: Facts, duty: Duty, now: datetime) -> tuple[int, int]:
    """How many reminders about a unit in a row had no answer from anybody of it, at most per member; the last one."""
    heard = [facts.answers[one.person] for one in duty.members if one.person in facts.answers]
    if duty.unit in facts.calls:
        heard.append(facts.calls[duty.unit])
    answered = max(heard, default=None)
    runs: dict[int, list[int]] = defaultdict(list)
    members = {one.person for one in duty.members}
    for one in facts.left.get(duty.unit, ()):
        if one.person in members and (answered is None or one.sent_at > answered) and one.sent_at + SILENT_AFTER <= now:
            runs[one.person].append(one.message)
    longest = max(runs.values(), key=len, default=[])
    return len(longest), longest[-1] if longest else 0


def _closed_at(duty: Duty, now: datetime) -> datetime | None:
    moments = [one for one in (duty.closed_at, duty.closes) if one is not None and one < now]
    return min(moments, default=None)


def moment_of(reader: Reader, day: date) -> datetime:
    """When a reader's digest of a day goes."""
    return at(day, max(MORNING, reader.hours.first))


def _goes_on(facts: Facts, reader: Reader, day: date) -> bool:
    """Whether a digest may go on a day: Mondays for the weekly one, else working days and a deadline's day."""
    if reader.weekly:
        return day.weekday() == MONDAY
    if reader.calendar.day_off(day) is None:
        return True
    mine = (one.duty for one in facts.standings if one.duty.report in reader.reports)
    return any(duty.owed and local_day(duty.due) == day for duty in mine)


def _fresh(facts: Facts, reader: Reader, moment: datetime) -> list[str]:
    before = frozenset().union(*reader.said.values())
    keys = [*(one.key for one in news(facts, reader.reports, moment)), *reader.joined, *reader.low]
    return [key for key in keys if key not in before]


def waiting(readers: Iterable[Reader], now: datetime) -> list[Reader]:
    """Whose digest of today is not decided yet though its moment has come."""
    today = local_day(now)
    return [one for one in readers if today not in one.said and moment_of(one, today) <= now and one.hours.open_at(now)]


def digests(now: datetime, facts: Facts, readers: Iterable[Reader]) -> list[Digest]:
    """What is decided about today's digests at `now`."""
    today, found = local_day(now), []
    for reader in waiting(readers, now):
        if not _goes_on(facts, reader, today):
            found.append(Digest(reader.person, today, (), False))
            continue
        fresh = _fresh(facts, reader, now)
        open_rounds = any(
            one.duty.report in reader.reports and one.duty.opens <= now and _closed_at(one.duty, now) is None
            for one in facts.standings
        )
        goes = open_rounds if reader.weekly else bool(fresh)
        found.append(Digest(reader.person, today, tuple(fresh), goes))
    return found


def next_digest(after: datetime, until: datetime, facts: Facts, readers: Iterable[Reader]) -> datetime | None:
    """The next moment up to `until` at which a digest goes, as things stand."""
    readers = [one for one in readers if one.reports or one.joined or one.low]
    day = local_day(after)
    while day <= local_day(until):
        moments = sorted(
            (moment_of(reader, day), reader.person, reader)
            for reader in readers
            if moment_of(reader, day) > after and day not in reader.said and _goes_on(facts, reader, day)
        )
        for moment, _, reader in moments:
            if reader.weekly or _fresh(facts, reader, moment):
                return moment
        day += ONE_DAY
    return None
