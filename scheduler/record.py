"""What the record says, as the plan sees it: duties, people, promises and what was decided before."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from scheduler.calendar import Calendar, calendar, local_day
from scheduler.caps import WINDOW
from scheduler.days import calendar_of, hours_book
from scheduler.ladder import PROMISE, UnknownLadder, ladder
from scheduler.state import GOES, Decided, Duty, Hearer, Member, Outcome, State, Word
from store import days, reminders, talks
from store.session import Db

ON_ITS_WAY = frozenset({"queued", "sending", "sent", "unknown"})


def read(
    db: Db,
    now: datetime,
    until: datetime,
    campaign: int | None = None,
    units: Sequence[tuple[int, int]] = (reminders.EVERYWHERE,),
) -> State:
    """What the plan looks at, for campaigns that open by `until` (or one of them); nobody's habits yet.

    `units` are ranges of ids, a portion of `store.reminders.portions`: only their reports and their people.
    """
    owing = [row for some in units for row in reminders.owing(db, now, until, some) if campaign in {None, row.campaign}]
    if not owing:
        return State((), {})
    members: dict[int, dict[int, Member]] = {}
    hearers: dict[int, Hearer] = {}
    book, paths = hours_book(db), {row.unit: row.path for row in owing}
    usual = None if book.people or book.units else book.usual
    for unit, person, since, stopped_at, reachable in (
        one for some in units for one in reminders.answering(db, now, until, some)
    ):
        here = members.get(unit)
        if here is None:
            here = members[unit] = {}
        if person not in here:
            here[person] = Member(person, since)
        if person not in hearers:
            hours = usual or book.of(person, (paths.get(unit, ""),))
            hearers[person] = Hearer(person, stopped_at is not None, bool(reachable), (), hours)
    duties = _duties(db, owing, {unit: tuple(some.values()) for unit, some in members.items()}, now)
    promised = (one for some in units for one in reminders.promised(db, now, until, some))
    answering = {duty.report: duty.members for duty in duties}
    words = {word.report: word for one in promised if (word := _word(one, answering.get(one.report, ()))) is not None}
    day = local_day(now) - WINDOW
    before = [row for some in units for row in reminders.decided(db, now, until, day, some)]
    if len(units) > 1:  # about whoever answers for units of several ranges it came several times
        before = list({row.key: row for row in before}.values())
    return State(
        duties,
        hearers,
        words,
        tuple(_decided(row, now) for row in before if _of_ladder(row)),
        _asked(before, local_day(now)),
        frozenset(
            (row.person, row.campaign, row.unit, row.day)
            for row in before
            if row.key.startswith("returned/")
            and row.day >= local_day(now)
            and row.person is not None
            and row.campaign is not None
            and row.unit is not None
        ),
    )


def _duties(
    db: Db, owing: Sequence[reminders.Owing], members: Mapping[int, tuple[Member, ...]], now: datetime
) -> tuple[Duty, ...]:
    held = talks.held(db, now) if owing else {}
    plain = calendar(db.data)
    declared = bool(days.declared(db)) if owing else False
    calendars = {row.root: calendar_of(db, row.path) for row in owing} if declared else {}
    return tuple(
        _duty(
            row,
            members.get(row.unit, ()),
            held[row.unit].until if row.unit in held else None,
            calendars.get(row.root, plain),
        )
        for row in owing
    )


def with_habits(db: Db, state: State, people: set[int], now: datetime) -> State:
    """The same with the answering times of these people."""
    answered = reminders.answered(db, people, now)
    if not answered:
        return state
    hearers = dict(state.hearers)
    for person, moments in answered.items():
        if person in hearers:
            hearers[person] = hearers[person]._replace(answered=tuple(moments))
    return replace(state, hearers=hearers)


def _duty(row: reminders.Owing, members: tuple[Member, ...], held: datetime | None, days: Calendar) -> Duty:
    due, closes = row.own_due or row.due, row.closes
    closed_at = row.closed_at
    if closes is not None and due > row.due:
        closes += due - row.due
    if row.reopened_until is not None:
        closed_at, closes = None, row.reopened_until
    try:
        stages = ladder(row.ladder)
    except UnknownLadder:
        stages = ladder("default")  # better asked by the usual ladder than by none
    return Duty(
        row.report,
        row.campaign,
        row.unit,
        row.state in {"open", "returned"},
        row.opens,
        due,
        closes,
        closed_at,
        row.created_at,
        stages,
        members,
        held,
        days,
    )


def until_of(one: reminders.Promised) -> date | None:
    """The local day somebody named, None if none."""
    return one.until_day or (None if one.until_at is None else local_day(one.until_at))


def _word(one: reminders.Promised, members: Sequence[Member]) -> Word | None:
    """A promise as the plan sees it. Broken ones too: their follow-up may still be owed. None: it names no day, or is
    kept. It is the report's: where whoever gave it has left, the newest member is asked about it."""
    until = until_of(one)
    if until is None or one.state not in {"open", "broken"}:
        return None
    stays = not members or any(member.person == one.person for member in members)
    person = one.person if stays else max(members, key=lambda member: (member.since, member.person)).person
    return Word(one.id, person, one.report, until, one.until_at)


def _of_ladder(row: reminders.Before) -> bool:
    return row.person is not None and row.campaign is not None and (row.key[0].isdigit() or row.stage == PROMISE)


def _decided(row: reminders.Before, now: datetime) -> Decided:
    assert row.person is not None and row.campaign is not None and row.unit is not None
    outcome = Outcome(row.outcome)
    waits = row.message == "queued" and row.not_after is not None and row.not_after < now
    late = outcome in GOES and (waits or (row.message == "dropped" and row.error == reminders.TOO_LATE))
    return Decided(
        row.key,
        row.person,
        row.campaign,
        row.unit,
        row.stage,
        row.day,
        outcome,
        _due_of(row.reason or ""),
        not late and row.message in ON_ITS_WAY,
        late,
        row.outbox,
    )


@lru_cache(maxsize=1024)
def _due_of(reason: str) -> date | None:
    """The deadline a stage was decided for: its reason begins with it, and thousands have the same."""
    due = re.match(r"due (\d{4}-\d\d-\d\d)", reason)
    return None if due is None else date.fromisoformat(due[1])


def _asked(before: Sequence[reminders.Before], today: date) -> dict[tuple[int, int], int]:
    """Who was nudged today by an officer's order, about which unit, and by which message."""
    return {
        (row.person, row.unit): row.outbox
        for row in before
        if row.key.startswith("asked/")
        and row.day == today
        and row.message in ON_ITS_WAY
        and row.person is not None
        and row.unit is not None
        and row.outbox is not None
    }
