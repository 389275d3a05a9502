"""Questions the plan of reminders asks: who owes, who answers for it, what was promised, decided and answered; all at
once.

"Live" is a campaign whose ladder may still have something to decide. No question here is asked unit by unit.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, exists, func, or_, select, text, update

from store import sharers
from store.accounts import ACCOUNT, OFF
from store.campaigns import CAMPAIGN
from store.jsontext import json_text
from store.outbox import OUTBOX
from store.people import ADDRESS, PERSON, ROLE
from store.promises import PLANNED, PROMISE
from store.query import Query
from store.reports import REPORT
from store.session import Db
from store.sharers import SHARER
from store.tables import InboxRow
from store.units import UNIT

INBOX = InboxRow.__table__  # type: ignore[attr-defined]
TOO_LATE = "too late"  # why the outbox drops a row that could not leave before its `not_after`
LIVE_FOR = timedelta(days=45)  # how long after its deadline or closing a campaign is looked at
HABITS = timedelta(days=60)  # how far back answering hours are looked for
AT_ONCE = 5_000  # how many ids one question names
_LOCK = 0x50_7E_08


class Owing(NamedTuple):
    """A report of a live campaign; `own_due` where it differs from the campaign's."""

    report: int
    campaign: int
    unit: int
    state: str
    own_due: datetime | None
    opens: datetime
    due: datetime
    closes: datetime | None
    closed_at: datetime | None
    created_at: datetime
    ladder: str
    path: str
    root: int
    submitted_at: datetime | None
    reopened_until: datetime | None


class Answering(NamedTuple):
    """Somebody who holds the role of a member in a unit that reports."""

    unit: int
    person: int
    since: datetime
    stopped_at: datetime | None
    reachable: bool


class Promised(NamedTuple):
    """The newest promise of a report, and whether the report was sent."""

    id: int
    person: int
    report: int
    until_day: date | None
    until_at: datetime | None
    state: str
    report_state: str
    submitted_at: datetime | None


class Place(NamedTuple):
    """An address of somebody, and when they last wrote from it."""

    address: int
    account: int
    user: str
    last_inbound: datetime | None


class Before(NamedTuple):
    """What was decided before, and what became of its message."""

    key: str
    person: int | None
    campaign: int | None
    unit: int | None
    stage: str
    day: date
    reason: str | None
    outcome: str
    outbox: int | None
    message: str | None
    error: str | None
    not_after: datetime | None


NEVER = datetime(1, 1, 1, tzinfo=UTC)
EVERYWHERE = (0, 2**62)  # every unit, by the first and last of their ids
PORTION = 4_000  # unit ids whose people are planned for at once: twenty megabytes or so

_LIVE = and_(
    CAMPAIGN.c.opens <= bindparam("until"),
    or_(CAMPAIGN.c.closed_at.is_(None), CAMPAIGN.c.closed_at >= bindparam("since")),
)
LIVE_REPORT = and_(_LIVE, or_(CAMPAIGN.c.due >= bindparam("since"), REPORT.c.due >= bindparam("since")))
REPORTS = REPORT.join(CAMPAIGN, CAMPAIGN.c.id == REPORT.c.campaign)
_HERE = and_(LIVE_REPORT, REPORT.c.unit.between(bindparam("first"), bindparam("last")))
_MEMBERS = and_(
    ROLE.c.role == "member",
    ROLE.c.from_at <= bindparam("now"),
    or_(ROLE.c.until_at.is_(None), ROLE.c.until_at > bindparam("now")),
)
_OWING = Query(
    select(
        REPORT.c.id.label("report"),
        REPORT.c.campaign,
        REPORT.c.unit,
        REPORT.c.state,
        REPORT.c.due.label("own_due"),
        CAMPAIGN.c.opens,
        CAMPAIGN.c.due,
        CAMPAIGN.c.closes,
        CAMPAIGN.c.closed_at,
        CAMPAIGN.c.created_at,
        CAMPAIGN.c.ladder,
        UNIT.c.path,
        CAMPAIGN.c.root,
        REPORT.c.first_submitted_at,
        REPORT.c.reopened_until,
    )
    .select_from(REPORTS.join(UNIT, UNIT.c.id == REPORT.c.unit))
    .where(_HERE)
    .order_by(REPORT.c.id)
)
_ANSWERING = Query(
    select(
        ROLE.c.unit,
        ROLE.c.person,
        ROLE.c.from_at.label("since"),
        PERSON.c.stopped_at,
        or_(
            exists().where(ADDRESS.c.person == PERSON.c.id, ADDRESS.c.blocked_at.is_(None)),
            exists().where(
                SHARER.c.person == PERSON.c.id, ADDRESS.c.id == SHARER.c.address, ADDRESS.c.blocked_at.is_(None)
            ),
        ).label("reachable"),
    )
    .join_from(ROLE, PERSON, PERSON.c.id == ROLE.c.person)
    .where(
        _MEMBERS,
        PERSON.c.erased_at.is_(None),
        ROLE.c.unit.in_(select(REPORT.c.unit).select_from(REPORTS).where(_HERE)),
    )
    .order_by(ROLE.c.id)
)
_PROMISED = Query(
    select(
        PROMISE.c.id,
        PROMISE.c.person,
        PROMISE.c.report,
        PROMISE.c.until_day,
        PROMISE.c.until_at,
        PROMISE.c.state,
        REPORT.c.state.label("report_state"),
        REPORT.c.submitted_at,
    )
    .select_from(
        PROMISE.join(REPORT, REPORT.c.id == PROMISE.c.report).join(CAMPAIGN, CAMPAIGN.c.id == REPORT.c.campaign)
    )
    .where(_HERE, PROMISE.c.state != "replaced")
    .order_by(PROMISE.c.id)
)
_SET_PROMISE = Query(
    update(PROMISE)
    .where(PROMISE.c.id == bindparam("b_id"), PROMISE.c.state == "open")
    .values(state=bindparam("b_state"))
)


def _before(*where: Any) -> Query:
    columns = (
        PLANNED.c.key,
        PLANNED.c.person,
        PLANNED.c.campaign,
        PLANNED.c.unit,
        PLANNED.c.stage,
        PLANNED.c.day,
        PLANNED.c.reason,
        PLANNED.c.outcome,
        PLANNED.c.outbox,
        OUTBOX.c.state.label("message"),
        OUTBOX.c.error,
        OUTBOX.c.not_after,
    )
    recent = or_(
        PLANNED.c.day >= bindparam("day"),
        PLANNED.c.campaign.in_(select(REPORT.c.campaign).select_from(REPORTS).where(LIVE_REPORT)),
    )
    joined = select(*columns).select_from(PLANNED.outerjoin(OUTBOX, OUTBOX.c.id == PLANNED.c.outbox))
    return Query(joined.where(recent, *where).order_by(PLANNED.c.id))


_MEMBERS_HERE = select(ROLE.c.person).where(_MEMBERS, ROLE.c.unit.between(bindparam("first"), bindparam("last")))
_BEFORE = _before()
_BEFORE_HERE = _before(PLANNED.c.person.in_(_MEMBERS_HERE))
_UNITS = Query(select(func.min(REPORT.c.unit), func.max(REPORT.c.unit)).select_from(REPORTS).where(LIVE_REPORT))


def across(portion: int) -> Query:
    """Whoever answers for units of two portions, with each of their units."""
    spread = (
        select(ROLE.c.person)
        .where(_MEMBERS)
        .group_by(ROLE.c.person)
        .having(func.min(ROLE.c.unit) // portion != func.max(ROLE.c.unit) // portion)
    )
    return Query(select(ROLE.c.person, ROLE.c.unit).where(_MEMBERS, ROLE.c.person.in_(spread)).order_by(ROLE.c.person))


_ACROSS = across(PORTION)
_WITHDRAW = Query(
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("b_id"), OUTBOX.c.state == "queued")
    .values(state="dropped", error=TOO_LATE, until=None)
)
_DROPPED = Query(
    select(OUTBOX.c.id).where(OUTBOX.c.id == bindparam("id"), OUTBOX.c.state == "dropped", OUTBOX.c.error == TOO_LATE)
)
_AGAIN = Query(
    update(PLANNED)
    .where(PLANNED.c.key == bindparam("b_key"), PLANNED.c.outbox == bindparam("b_outbox"))
    .values(
        day=bindparam("b_day"),
        reason=bindparam("b_reason"),
        outcome=bindparam("b_outcome"),
        outbox=bindparam("b_into"),
        at=bindparam("b_at"),
    )
)


def _answered_by(people: str) -> Any:
    """Of many people at once: their ids come as one JSON list. SQLite takes CROSS JOIN as the order to look in: people,
    then each one's messages."""
    said = text(
        "SELECT address.person, inbox.received_at FROM address CROSS JOIN inbox"  # noqa: S608  (`people` is one of ours)
        f" WHERE address.person IN ({people}) AND inbox.address = address.id"
        " AND inbox.state IN ('waiting', 'done', 'failed') AND inbox.received_at BETWEEN :since AND :now"
        " AND (inbox.person IS NULL OR inbox.person = address.person)"
    )
    moment = INBOX.c.received_at.type
    return said.bindparams(bindparam("since", type_=moment), bindparam("now", type_=moment)).columns(
        ADDRESS.c.person, INBOX.c.received_at
    )


_ANSWERED = {
    True: _answered_by("SELECT value FROM json_each(:people)"),
    False: _answered_by("SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(:people AS JSON))"),
}


def alone(db: Db) -> bool:
    """Whether this transaction is the only one that plans; it stays so until it ends. SQLite has one writer anyway.

    The lock is the schema's, for a database may hold several Sổ Thôn side by side.
    """
    if db.sqlite:
        return True
    db.cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(current_schema()))", (_LOCK,))
    return bool(db.cursor.fetchone()[0])


def portions(db: Db, now: datetime) -> list[list[tuple[int, int]]]:
    """The units of live campaigns in portions, each some ranges of ids; nobody answers for units of two portions."""
    first, last = db.first(_UNITS, since=now - LIVE_FOR, until=now)
    if first is None:
        return []
    belongs = {slot: slot for slot in range(first // PORTION, last // PORTION + 1)}

    def head(slot: int) -> int:
        while belongs[slot] != slot:
            slot = belongs[slot]
        return slot

    before: Any = None
    for row in db.all(_ACROSS, now=now):
        if row.unit // PORTION in belongs:
            if before is not None and before.person == row.person:
                belongs[head(row.unit // PORTION)] = head(before.unit // PORTION)
            before = row
    found: dict[int, list[tuple[int, int]]] = {}
    for slot in belongs:
        found.setdefault(head(slot), []).append((slot * PORTION, slot * PORTION + PORTION - 1))
    return list(found.values())


def owing(db: Db, now: datetime, until: datetime, units: tuple[int, int] = EVERYWHERE) -> list[Owing]:
    """The reports of live campaigns that open by `until`, owed or not."""
    return db.all(_OWING, since=now - LIVE_FOR, until=until, first=units[0], last=units[1])


def answering(db: Db, now: datetime, until: datetime, units: tuple[int, int] = EVERYWHERE) -> list[Answering]:
    """The members of the units of these reports, as of now."""
    return db.all(_ANSWERING, now=now, since=now - LIVE_FOR, until=until, first=units[0], last=units[1])


def promised(db: Db, now: datetime, until: datetime, units: tuple[int, int] = EVERYWHERE) -> list[Promised]:
    """The newest promise of each of these reports, whatever its state."""
    found = db.all(_PROMISED, since=now - LIVE_FOR, until=until, first=units[0], last=units[1])
    rows = (Promised._make(row) for row in found)
    return list({row.report: row for row in rows}.values())


def settle_promise(db: Db, id: int, state: str) -> None:
    """A promise was kept or broken."""
    db.run(_SET_PROMISE, b_id=id, b_state=state)


def decided(db: Db, now: datetime, until: datetime, day: date, units: tuple[int, int] = EVERYWHERE) -> list[Before]:
    """Every decision about these reports, and about anything since a local day, oldest first.

    With `units` only those about people who answer for one of them now, and then about all of theirs.
    """
    if units == EVERYWHERE:
        rows = db.all(_BEFORE, day=day, since=now - LIVE_FOR, until=until)
    else:
        rows = db.all(_BEFORE_HERE, day=day, since=now - LIVE_FOR, until=until, now=now, first=units[0], last=units[1])
    return [Before._make(row) for row in rows]


def answered(db: Db, people: Collection[int], now: datetime) -> dict[int, list[datetime]]:
    """When these people wrote lately: person → moments."""
    named = json_text(sorted(people))
    rows = db.execute(_ANSWERED[db.sqlite], {"people": named, "since": now - HABITS, "now": now})
    found: dict[int, list[datetime]] = {}
    for person, at in [*rows, *sharers.wrote(db, people, now - HABITS)]:
        found.setdefault(person, []).append(at)
    return found


def places(db: Db, people: Collection[int]) -> dict[int, list[Place]]:
    """Where each of these people is written to: the chosen account, then the last used, then the others.

    What no channel serves any more is no place.
    """
    found: dict[int, list[Place]] = {}
    silent = sharers.silent_at(db, people)
    for some in _portions(people):
        rows = _at(db, ADDRESS.c.person, ADDRESS.c.person.in_(some))
        if here := [one for one in some if one in silent]:
            rows += _at(db, SHARER.c.person, SHARER.c.person.in_(here), SHARER.c.person != ADDRESS.c.person)
            rows.sort(key=lambda row: (row.last_inbound or NEVER, row.id), reverse=True)
        for row in sorted(rows, key=lambda row: row.account != row.chosen):
            found.setdefault(row.person, []).append(Place(row.id, row.account, row.user_id, row.last_inbound))
    return found


def _at(db: Db, person: Any, *where: Any) -> list[Any]:
    """The open addresses of some people, last used first; `person` is the column that says whose one is."""
    of = select(
        person, ADDRESS.c.id, ADDRESS.c.account, ADDRESS.c.user_id, ADDRESS.c.last_inbound,
        PERSON.c.account.label("chosen"),
    )  # fmt: skip
    if person is ADDRESS.c.person:
        of = of.join_from(ADDRESS, PERSON, PERSON.c.id == person)
    else:
        of = of.join_from(SHARER, ADDRESS, ADDRESS.c.id == SHARER.c.address).join(PERSON, PERSON.c.id == person)
    return db.execute(
        of.join(ACCOUNT, ACCOUNT.c.id == ADDRESS.c.account)
        .where(*where, ADDRESS.c.blocked_at.is_(None), ACCOUNT.c.state != OFF)
        .order_by(ADDRESS.c.last_inbound.desc().nulls_last(), ADDRESS.c.id.desc())
    )


def decide_again(
    db: Db, key: str, *, instead: int, day: date, reason: str, outcome: str, outbox: int | None, at: datetime
) -> bool:
    """A stage whose message could not leave on its day is decided anew, once; False if the message left after all."""
    if not db.run(_WITHDRAW, b_id=instead) and db.first(_DROPPED, id=instead) is None:
        return False
    return bool(
        db.run(
            _AGAIN, b_key=key, b_outbox=instead, b_day=day, b_reason=reason, b_outcome=outcome, b_into=outbox, b_at=at
        )
    )


def recipe(person: int, day: date, units: list[tuple[int, int, str]], *, last: bool = False) -> Mapping[str, Any]:
    """What a reminder is to speak of: (campaign, unit, stage) in order. Its words are made when it is claimed.

    `last`: nothing more will be sent by the ladder unless they answer.
    """
    found = {"say": "reminder", "person": person, "day": day.isoformat(), "units": [list(unit) for unit in units]}
    return found | ({"last": True} if last else {})


def _portions(people: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(people)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
