"""Writes the plan down: one planned row per stage, unit and person, one outbox row per message, in the caller's
transaction.

The unique key of a planned row and the message it leads to are written together or not at all, so a stage is queued
once however
often, wherever and by how many processes this is called.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from scheduler import plan
from scheduler.calendar import Calendar, at, calendar, local_day
from scheduler.caps import WINDOW
from scheduler.ladder import PROMISE, UnknownLadder, ladder
from scheduler.state import Decided, Decision, Duty, Hearer, Member, Outcome, State, Word
from store import outbox, promises, reminders
from store.session import Db

AHEAD = timedelta(days=800)  # how far ahead a campaign may open for `next_due` to see it
ON_ITS_WAY = frozenset({"queued", "sending", "sent", "unknown"})
HAS_MESSAGE = frozenset({Outcome.QUEUED, Outcome.MERGED})


def tick(db: Db, now: datetime) -> int:
    """Write down whatever is due at `now`; how many messages were queued. Someone else planning at this moment does
    it instead."""
    if not reminders.alone(db):
        return 0
    days = calendar(db.data)
    settle_promises(db, now)
    if not days.open_at(now):
        return 0
    state = read(db, now, now)
    concerned = plan.waiting(now, days, state)
    if not concerned:
        return 0
    return _write(db, plan.plan(now, days, with_habits(db, state, concerned, now), concerned), now, days)


def next_due(db: Db, after: datetime) -> datetime | None:
    """The next moment after `after` at which something falls due; None if nothing will, as things stand."""
    days = calendar(db.data)
    state = read(db, after, after + AHEAD)
    return plan.next_due(after, days, with_habits(db, state, set(state.hearers), after))


def record_past(db: Db, campaign: int, now: datetime) -> None:
    """Put aside every stage of a campaign that lies before `now`: recorded, not sent.

    For a campaign the system comes to know after its opening, and for a deadline that moved: stages whose new day has
    passed.
    """
    days = calendar(db.data)
    state = read(db, now, now, campaign)
    habits = with_habits(db, state, set(state.hearers), now)
    _write(db, plan.past(now, days, habits), now, days)


def settle_promises(db: Db, now: datetime) -> None:
    """A promise is kept if the report was sent by the end of its day, broken if that day has gone."""
    today = local_day(now)
    for one in reminders.promised(db, now, now):
        until = _until(one)
        if one.state != "open":
            continue
        if one.report_state in {"submitted", "approved"}:
            in_time = until is None or one.submitted_at is None or local_day(one.submitted_at) <= until
            reminders.settle_promise(db, one.id, "kept" if in_time else "broken")
        elif until is not None and until < today:
            reminders.settle_promise(db, one.id, "broken")


def read(db: Db, now: datetime, until: datetime, campaign: int | None = None) -> State:
    """What the plan looks at, for campaigns that open by `until` (or one of them); nobody's habits yet."""
    owing = [row for row in reminders.owing(db, now, until) if campaign in {None, row.campaign}]
    members: dict[int, dict[int, Member]] = {}
    hearers: dict[int, Hearer] = {}
    if owing:
        for one in reminders.answering(db, now, until):
            members.setdefault(one.unit, {}).setdefault(one.person, Member(one.person, one.since))
            hearers[one.person] = Hearer(one.person, one.stopped_at is not None, bool(one.reachable))
    duties = tuple(_duty(row, tuple(members.get(row.unit, {}).values())) for row in owing)
    words = {word.report: word for one in reminders.promised(db, now, until) if (word := _word(one)) is not None}
    before = reminders.decided(db, now, until, local_day(now) - WINDOW) if owing else []
    return State(
        duties,
        hearers,
        words,
        tuple(_decided(row, now) for row in before if _of_ladder(row)),
        _asked(before, local_day(now)),
    )


def with_habits(db: Db, state: State, people: set[int], now: datetime) -> State:
    """The same with the answering times of these people."""
    answered = reminders.answered(db, people, now)
    hearers = {
        person: Hearer(one.person, one.stopped, one.reachable, tuple(answered.get(person, ())))
        for person, one in state.hearers.items()
    }
    return State(state.duties, hearers, state.words, state.decided, state.asked)


def _duty(row: reminders.Owing, members: tuple[Member, ...]) -> Duty:
    due, closes = row.own_due or row.due, row.closes
    if closes is not None and due > row.due:
        closes += due - row.due
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
        row.closed_at,
        row.created_at,
        stages,
        members,
    )


def _until(one: reminders.Promised) -> date | None:
    return one.until_day or (None if one.until_at is None else local_day(one.until_at))


def _word(one: reminders.Promised) -> Word | None:
    """A promise as the plan sees it. Broken ones too: their follow-up may still be owed. None: it names no day, or is
    kept."""
    until = _until(one)
    if until is None or one.state not in {"open", "broken"}:
        return None
    return Word(one.id, one.person, one.report, until, one.until_at)


def _of_ladder(row: reminders.Before) -> bool:
    return row.person is not None and row.campaign is not None and (row.key[0].isdigit() or row.stage == PROMISE)


def _decided(row: reminders.Before, now: datetime) -> Decided:
    assert row.person is not None and row.campaign is not None and row.unit is not None
    outcome = Outcome(row.outcome)
    waits = row.message == "queued" and row.not_after is not None and row.not_after < now
    late = outcome in HAS_MESSAGE and (waits or (row.message == "dropped" and row.error == reminders.TOO_LATE))
    due = re.match(r"due (\d{4}-\d\d-\d\d)", row.reason or "")
    return Decided(
        row.key,
        row.person,
        row.campaign,
        row.unit,
        row.stage,
        row.day,
        outcome,
        None if due is None else date.fromisoformat(due[1]),
        not late and row.message in ON_ITS_WAY,
        late,
        row.outbox,
    )


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


def _write(db: Db, decisions: Sequence[Decision], now: datetime, days: Calendar) -> int:
    """Write decisions down, and a message for each person who has any."""
    messages: dict[int, list[Decision]] = {}
    for one in decisions:
        if _keep(db, one, now) and one.outcome in HAS_MESSAGE and one.into is None:
            messages.setdefault(one.person, []).append(one)
    places = reminders.places(db, messages) if messages else {}
    for person, rows in messages.items():
        address, account, user = places[person]
        stage = any(row.stage != PROMISE for row in rows)
        message = outbox.queue(
            db,
            account=account,
            address=address,
            user=user,
            person=person,
            kind="ladder" if stage else "promise",
            recipe=reminders.recipe(person, rows[0].day, _units(rows)),
            now=now,
            priority=outbox.PUSH,
            not_after=at(rows[0].day, days.hours.last),
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
