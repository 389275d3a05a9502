"""Writes the plan down: one planned row per stage, unit and person, one outbox row per message, in the caller's
transaction.

The unique key of a planned row and the message it leads to are written together or not at all, so a stage is queued
once however
often, wherever and by how many processes this is called.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from scheduler import briefing, digest, plan
from scheduler.alike import groups, only, spread
from scheduler.calendar import at, calendar, local_day
from scheduler.days import hours_book, widest
from scheduler.ladder import PROMISE
from scheduler.record import read, until_of, with_habits
from scheduler.sending import stock
from scheduler.state import GOES, Decision, State
from scheduler.ways import Stock, Way, allot
from store import outbox, promises, reminders
from store.session import Db

AHEAD = timedelta(days=800)  # how far ahead a campaign may open for `next_due` to see it
DIGESTS_AHEAD = timedelta(days=45)  # how far ahead `next_due` looks for a digest


def tick(db: Db, now: datetime) -> int:
    """Write down whatever is due at `now`; how many messages were queued. Someone else planning at this moment does
    it instead."""
    if not reminders.alone(db):
        return 0
    settle_promises(db, now)
    if not widest(hours_book(db)).open_at(now):
        return 0
    return _tick_ladders(db, now) + _tick_digests(db, now)


def decide(db: Db, now: datetime) -> Iterator[tuple[State, list[Decision]]]:
    """What the ladders and promises have due at `now`, portion by portion of the people, and the state it follows from.

    Each portion is read when it is asked for, so that a whole country takes no more memory than one of them.
    """
    for units in reminders.portions(db, now):
        with _no_garbage():
            found = _decide(db, now, units)
        if found is not None:
            yield found


def _decide(db: Db, now: datetime, units: Sequence[tuple[int, int]]) -> tuple[State, list[Decision]] | None:
    days = calendar(db.data)
    state = read(db, now, now, units=units)
    alike = groups(now, state)
    waiting = plan.waiting(now, days, only(state, alike.keys()))
    people = {person for one in waiting for person in (one, *(other for other, _, _ in alike[one]))}
    if not people:
        return None
    known = with_habits(db, state, people, now)
    alike = {one: alike[one] for one in waiting} if known is state else groups(now, known, people)
    decisions = plan.plan(now, days, only(known, alike.keys()), alike.keys())
    return known, list(spread(decisions, alike))


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Many small values are made and none refers back: looking for garbage meanwhile costs a third of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _tick_ladders(db: Db, now: datetime) -> int:
    have = stock(db, now)
    return sum(_write(db, decisions, now, state, have) for state, decisions in decide(db, now))


def _tick_digests(db: Db, now: datetime) -> int:
    """Digests whose moment has come are decided, each once a person and day."""
    if not digest.waiting(briefing.people_waiting(db, now), now):
        return 0
    found = briefing.briefing(db, now)
    queued = 0
    for one in digest.digests(now, found.facts, found.readers):
        queued += briefing.write(db, one, found, now)
    return queued


def next_due(db: Db, after: datetime) -> datetime | None:
    """The next moment after `after` at which something falls due; None if nothing will, as things stand."""
    days = calendar(db.data)
    state = read(db, after, after + AHEAD)
    stage = plan.next_due(after, days, with_habits(db, state, set(state.hearers), after))
    horizon = after + DIGESTS_AHEAD
    found = briefing.briefing(db, after, horizon)
    morning = digest.next_digest(after, horizon if stage is None else min(stage, horizon), found.facts, found.readers)
    return min((one for one in (stage, morning) if one is not None), default=None)


def record_past(db: Db, campaign: int, now: datetime) -> None:
    """Put aside every stage of a campaign that lies before `now`: recorded, not sent.

    For a campaign the system comes to know after its opening, and for a deadline that moved: stages whose new day has
    passed.
    """
    days = calendar(db.data)
    state = read(db, now, now, campaign)
    habits = with_habits(db, state, set(state.hearers), now)
    _write(db, plan.past(now, days, habits), now, habits)
    found = briefing.briefing(db, now)
    for one in digest.waiting(found.readers, now):
        briefing.write(db, digest.Digest(one.person, local_day(now), (), False), found, now)


def settle_promises(db: Db, now: datetime) -> None:
    """A promise is kept if the report was sent by the end of its day, broken if that day has gone."""
    today = local_day(now)
    for one in reminders.promised(db, now, now):
        until = until_of(one)
        if one.state != "open":
            continue
        if one.report_state in {"submitted", "approved"}:
            in_time = until is None or one.submitted_at is None or local_day(one.submitted_at) <= until
            reminders.settle_promise(db, one.id, "kept" if in_time else "broken")
        elif until is not None and until < today:
            reminders.settle_promise(db, one.id, "broken")


def _write(db: Db, decisions: Sequence[Decision], now: datetime, state: State, have: Stock | None = None) -> int:
    """Write decisions down, and a message for each person who has any and may be written to."""
    told = {one.person for one in decisions if one.outcome in GOES and one.into is None}
    ways: Mapping[int, Way] = {}
    if told:
        decisions, ways = allot(decisions, reminders.places(db, told), have or stock(db, now), now)
    messages: dict[int, list[Decision]] = {}
    for one in decisions:
        if _keep(db, one, now) and one.outcome in GOES and one.into is None:
            messages.setdefault(one.person, []).append(one)
    for person, rows in messages.items():
        place = ways[person].place
        assert place is not None
        stage = any(row.stage != PROMISE for row in rows)
        message = outbox.queue(
            db,
            account=place.account,
            address=place.address,
            user=place.user,
            person=person,
            kind="ladder" if stage else "promise",
            recipe=reminders.recipe(person, rows[0].day, _units(rows), last=any(row.last for row in rows)),
            now=now,
            priority=outbox.PUSH,
            not_after=at(rows[0].day, state.hearers[person].hours.last),
        )
        for row in rows:
            promises.set_planned_outbox(db, row.key, message.id)
    return len(messages)


def _keep(db: Db, one: Decision, now: datetime) -> bool:
    """Write one decision down; False if its key was decided before."""
    if one.instead is not None:
        return reminders.decide_again(
            db,
            one.key,
            instead=one.instead,
            day=one.day,
            reason=one.reason,
            outcome=one.outcome.value,
            outbox=one.into,
            at=now,
        )
    return promises.plan(
        db,
        one.key,
        person=one.person,
        campaign=one.campaign,
        unit=one.unit,
        stage=one.stage,
        day=one.day,
        reason=one.reason,
        outcome=one.outcome.value,
        outbox=one.into,
        at=now,
    )


def _units(rows: Sequence[Decision]) -> list[tuple[int, int, str]]:
    """What a message speaks of: each unit once, by its follow-up if it has one, else by its newest stage."""
    said: dict[tuple[int, int], str] = {}
    for row in rows:
        if row.stage == PROMISE or (row.campaign, row.unit) not in said:
            said[row.campaign, row.unit] = row.stage
    return [(campaign, unit, stage) for (campaign, unit), stage in said.items()]
