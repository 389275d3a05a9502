"""Reads from the store what digests are drawn from, and writes down what was decided about them."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.calendar import at, local_day
from scheduler.days import HoursBook, calendar_of, hours_book
from scheduler.digest import Digest, Facts, Left, Reader, Shut, Standing
from scheduler.record import read
from scheduler.sending import stock, way_to
from scheduler.state import State
from scheduler.supply import running_low
from store import accounts, digests, outbox, promises, reminders, talks
from store.digests import DIGEST, Joined, Reading
from store.session import Db

REMEMBERED = timedelta(days=60)  # how long what a digest said is no news
JOINED_FOR = timedelta(days=14)  # how long somebody who joined is news
READS_DAILY = "officer"


@dataclass(frozen=True, slots=True)
class Briefing:
    """What there is to say, and who reads it."""

    facts: Facts
    readers: tuple[Reader, ...]


def people_waiting(db: Db, now: datetime) -> list[Reader]:
    """Everybody who reads a digest, without looking at what it would say."""
    return _readers(db, now, {}, {}, timedelta())


def briefing(db: Db, now: datetime, until: datetime | None = None) -> Briefing:
    """Everything digests are drawn from, for rounds that open by `until`."""
    state = read(db, now, until or now)
    owing = {row.report: row for row in reminders.owing(db, now, until or now)}
    readings = digests.readers(db, now)
    offices = {one.unit for one in readings if one.role == READS_DAILY}
    standings = tuple(
        Standing(
            duty,
            owing[duty.report].path,
            not duty.members and (owing[duty.report].root == duty.unit or duty.unit in offices),
        )
        for duty in state.duties
    )
    mine, came = _reports_of(standings, readings), _joined_of(digests.joined(db, now - JOINED_FOR), readings)
    return Briefing(_facts(db, now, until or now, state, standings), tuple(_readers(db, now, mine, came)))


def _facts(db: Db, now: datetime, until: datetime, state: State, standings: tuple[Standing, ...]) -> Facts:
    left: dict[int, list[Left]] = {}
    odd: dict[int, list[str]] = {}
    shut: dict[tuple[int, int], list[Shut]] = {}
    if standings:
        for row in digests.left(db, now, until):
            left.setdefault(row.unit, []).append(Left(row.message, row.person, row.sent_at))
        for one in digests.odd(db, now, until):
            odd.setdefault(one.report, []).append(f"{one.indicator}/{one.revision}")
        for lost in digests.not_told(db, now, until):
            shut.setdefault((lost.campaign, lost.unit), []).append(Shut(lost.person, lost.at, lost.reason or ""))
    return Facts(
        standings,
        state.hearers,
        state.words,
        {unit: tuple(rows) for unit, rows in left.items()},
        digests.last_answers(db, state.hearers.keys()),
        {unit: call.at for unit, call in talks.last_calls(db).items()},
        {report: tuple(found) for report, found in odd.items()},
        {where: tuple(found) for where, found in shut.items()},
    )


def _reports_of(standings: tuple[Standing, ...], readings: list[Reading]) -> dict[int, set[int]]:
    """Whose digest a report stands in: of the nearest office upward, and of leaders anywhere above."""
    officers: dict[int, list[int]] = {}
    others: dict[int, list[int]] = {}
    for one in readings:
        (officers if one.role == READS_DAILY else others).setdefault(one.unit, []).append(one.person)
    found: dict[int, set[int]] = {}
    for standing in standings:
        above = [int(part) for part in reversed(standing.path.strip("/").split("/"))]
        nearest: list[int] = next((officers[unit] for unit in above if unit in officers), [])
        for person in (*nearest, *(person for unit in above for person in others.get(unit, ()))):
            found.setdefault(person, set()).add(standing.duty.report)
    return found


def _joined_of(joined: list[Joined], readings: list[Reading]) -> dict[int, list[str]]:
    """Whose digest a joining stands in: of the nearest office upward that holds somebody else."""
    officers: dict[int, list[int]] = {}
    for one in readings:
        if one.role == READS_DAILY:
            officers.setdefault(one.unit, []).append(one.person)
    found: dict[int, list[str]] = {}
    for came in joined:
        above = [int(part) for part in reversed(came.path.strip("/").split("/"))]
        others = ([person for person in officers.get(unit, ()) if person != came.person] for unit in above)
        for person in next((some for some in others if some), []):
            found.setdefault(person, []).append(came.key)
    return found


def _readers(
    db: Db,
    now: datetime,
    reports: dict[int, set[int]],
    joined: dict[int, list[str]],
    remembered: timedelta = REMEMBERED,
) -> list[Reader]:
    """Officers unless they said no, leaders and supervisors only if they asked."""
    book, said = hours_book(db), digests.said(db, local_day(now) - remembered)
    low = running_low(db, now) if reports else {}
    found: dict[int, Reader] = {}
    for one in digests.readers(db, now):
        choice = one.choice or ("daily" if one.role == READS_DAILY else "off")
        if choice == "off" or not one.reachable or one.person in found:
            continue
        made = _reader(db, one, choice == "weekly", book, frozenset(reports.get(one.person, ())), said)
        mine = accounts.serving(db, one.path) if low and one.role == READS_DAILY else {}
        found[one.person] = replace(
            made,
            joined=tuple(joined.get(one.person, ())),
            low=tuple(key for id in mine for key in low.get(id, ())),
        )
    return list(found.values())


def _reader(
    db: Db,
    one: Reading,
    weekly: bool,
    book: HoursBook,
    reports: frozenset[int],
    said: dict,  # type: ignore[type-arg]
) -> Reader:
    hours = book.of(one.person, (one.path,))
    return Reader(one.person, reports, weekly, hours, calendar_of(db, one.path), said.get(one.person, {}))


def write(db: Db, one: Digest, found: Briefing, now: datetime) -> int:
    """Put a decision down, and the message it leads to; how many messages were queued.

    Where no channel may carry it now nothing counts as said, and it is news again the next morning.
    """
    way = way_to(db, one.person, now, stock(db, now)) if one.goes else None
    outcome = "not_owed" if way is None else "call" if way.place is None else "queued"
    kept = promises.plan(
        db, f"digest/{one.person}/{one.day}", person=one.person, campaign=None, unit=None, stage=DIGEST, day=one.day,
        reason=json.dumps(one.news), outcome=outcome, outbox=None, at=now,
    )  # fmt: skip
    if not kept or way is None or way.place is None:
        return 0
    reader = next(reader for reader in found.readers if reader.person == one.person)
    message = outbox.queue(
        db, account=way.place.account, address=way.place.address, user=way.place.user, person=one.person, kind=DIGEST,
        recipe={"say": DIGEST, "person": one.person, "day": one.day.isoformat()}, now=now, priority=outbox.PUSH,
        not_after=at(one.day, reader.hours.last),
    )  # fmt: skip
    promises.set_planned_outbox(db, f"digest/{one.person}/{one.day}", message.id)
    return 1
