"""Questions a digest asks: who reads one, what was said in it before, which messages had no answer, what looks odd."""

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, exists, func, literal_column, or_, select, update

from store import sharers
from store.audit import AUDIT
from store.figures import FIGURE
from store.outbox import OUTBOX
from store.people import ADDRESS, PERSON, ROLE
from store.promises import PLANNED
from store.query import Query
from store.reminders import INBOX, LIVE_FOR, LIVE_REPORT, REPORTS
from store.reports import REPORT
from store.session import Db
from store.sharers import SHARER
from store.units import UNIT

DIGEST = "digest"
ANSWERED = ("waiting", "done", "failed")  # states of messages by which somebody answers
JOINED = "role.given"  # the act of somebody who entered a code


class Reading(NamedTuple):
    """Somebody who reads for a unit and all below it. `choice` is what they chose: off, daily, weekly, or None."""

    person: int
    unit: int
    path: str
    role: str
    choice: str | None
    reachable: bool


class Unanswered(NamedTuple):
    """A reminder that left: to whom, about which unit, when."""

    message: int
    person: int
    unit: int
    sent_at: datetime


class Joined(NamedTuple):
    """Somebody who entered a code: the audit row, who, where (unit id and its path), with which role."""

    id: int
    person: int
    name: str
    unit: int
    path: str
    role: str

    @property
    def key(self) -> str:
        """The same as long as it is no news any more."""
        return f"joined/{self.id}"


class NotTold(NamedTuple):
    """A reminder that no channel carried: of which round, unit and person, when and why."""

    campaign: int
    unit: int
    person: int
    at: datetime
    reason: str


class Odd(NamedTuple):
    """A figure of a report that was sent, which a check found odd."""

    report: int
    indicator: str
    revision: int


_READERS = Query(
    select(
        ROLE.c.person,
        UNIT.c.id,
        UNIT.c.path,
        ROLE.c.role,
        PERSON.c.digest,
        exists().where(ADDRESS.c.person == PERSON.c.id, ADDRESS.c.blocked_at.is_(None)).label("reachable"),
    )
    .select_from(ROLE.join(PERSON, PERSON.c.id == ROLE.c.person).join(UNIT, UNIT.c.id == ROLE.c.unit))
    .where(
        ROLE.c.role != "member",
        ROLE.c.from_at <= bindparam("now"),
        or_(ROLE.c.until_at.is_(None), ROLE.c.until_at > bindparam("now")),
        PERSON.c.erased_at.is_(None),
    )
    .order_by(ROLE.c.id)
)
_SAID = Query(
    select(PLANNED.c.person, PLANNED.c.day, PLANNED.c.reason, PLANNED.c.outcome).where(
        PLANNED.c.stage == DIGEST, PLANNED.c.day >= bindparam("day")
    )
)
_LEFT = Query(
    select(
        OUTBOX.c.id,
        PLANNED.c.person,
        PLANNED.c.unit,
        func.coalesce(OUTBOX.c.sent_at, OUTBOX.c.created_at).label("sent"),
    )
    .select_from(PLANNED.join(OUTBOX, OUTBOX.c.id == PLANNED.c.outbox))
    .where(
        or_(OUTBOX.c.state == "sent", OUTBOX.c.state == "unknown"),
        or_(PLANNED.c.outcome == "queued", PLANNED.c.outcome == "merged"),
        PLANNED.c.campaign.in_(select(REPORT.c.campaign).select_from(REPORTS).where(LIVE_REPORT)),
    )
    .distinct()
    .order_by(OUTBOX.c.id)
)
_NOT_TOLD = Query(
    select(PLANNED.c.campaign, PLANNED.c.unit, PLANNED.c.person, PLANNED.c.at, PLANNED.c.reason)
    .where(
        PLANNED.c.outcome == "call",
        PLANNED.c.unit.is_not(None),
        PLANNED.c.campaign.in_(select(REPORT.c.campaign).select_from(REPORTS).where(LIVE_REPORT)),
    )
    .order_by(PLANNED.c.id)
)
_LAST_ANSWER = (
    select(ADDRESS.c.person, func.max(INBOX.c.received_at).label("at"))
    .select_from(ADDRESS.join(INBOX, INBOX.c.address == ADDRESS.c.id).join(PERSON, PERSON.c.id == ADDRESS.c.person))
    .where(
        INBOX.c.state.in_(ANSWERED),
        or_(PERSON.c.stopped_at.is_(None), INBOX.c.received_at != PERSON.c.stopped_at),
        or_(INBOX.c.person.is_(None), INBOX.c.person == ADDRESS.c.person),
    )
    .group_by(ADDRESS.c.person)
)
_LAST_OF_ONE = Query(
    select(func.max(INBOX.c.received_at).label("at")).where(
        INBOX.c.state.in_([literal_column(f"'{state}'") for state in ANSWERED]),
        INBOX.c.address.in_(
            select(ADDRESS.c.id)
            .where(ADDRESS.c.person == bindparam("person"))
            .union(select(SHARER.c.address).where(SHARER.c.person == bindparam("person")))
        ),
        or_(INBOX.c.person.is_(None), INBOX.c.person == bindparam("person")),
        ~exists().where(PERSON.c.id == bindparam("person"), PERSON.c.stopped_at == INBOX.c.received_at),
    )
)
_TO_ONE = Query(
    select(func.count(OUTBOX.c.id.distinct()).label("n"))
    .select_from(PLANNED.join(OUTBOX, OUTBOX.c.id == PLANNED.c.outbox))
    .where(
        OUTBOX.c.person == bindparam("person"),
        PLANNED.c.stage != DIGEST,
        or_(OUTBOX.c.state == "sent", OUTBOX.c.state == "unknown"),
        func.coalesce(OUTBOX.c.sent_at, OUTBOX.c.created_at) > bindparam("since"),
    )
)
_NEWER = FIGURE.alias("newer")
_ODD = Query(
    select(FIGURE.c.report, FIGURE.c.indicator, FIGURE.c.revision)
    .select_from(FIGURE.join(REPORTS, REPORT.c.id == FIGURE.c.report))
    .where(
        LIVE_REPORT,
        REPORT.c.state == "submitted",
        FIGURE.c.doubts.is_not(None),
        FIGURE.c.doubts != "[]",
        ~select(1)
        .where(
            _NEWER.c.report == FIGURE.c.report,
            _NEWER.c.indicator == FIGURE.c.indicator,
            _NEWER.c.revision > FIGURE.c.revision,
        )
        .exists(),
    )
    .order_by(FIGURE.c.id)
)
_JOINED = Query(
    select(AUDIT.c.id, AUDIT.c.person, PERSON.c.name, AUDIT.c.unit, UNIT.c.path, ROLE.c.role)
    .select_from(
        AUDIT.join(PERSON, PERSON.c.id == AUDIT.c.person)
        .join(UNIT, UNIT.c.id == AUDIT.c.unit)
        .join(ROLE, and_(ROLE.c.person == AUDIT.c.person, ROLE.c.unit == AUDIT.c.unit))
    )
    .where(
        AUDIT.c.act == JOINED,
        AUDIT.c.at > bindparam("since"),
        ROLE.c.from_at == AUDIT.c.at,
        ROLE.c.until_at.is_(None),
    )
    .order_by(AUDIT.c.id)
)
_CHOOSE = Query(update(PERSON).where(PERSON.c.id == bindparam("b_id")).values(digest=bindparam("b_choice")))
_CHOICE = Query(select(PERSON.c.digest).where(PERSON.c.id == bindparam("id")))
_CAPPED = Query(
    select(PLANNED.c.unit).where(PLANNED.c.outcome == "capped", PLANNED.c.day >= bindparam("day")).distinct()
)


def readers(db: Db, now: datetime) -> list[Reading]:
    """Every officer, leader and supervisor, in each unit they hold the role in."""
    return [Reading(*row) for row in db.all(_READERS, now=now)]


def said(db: Db, since: date) -> dict[int, dict[date, frozenset[str]]]:
    """What stood in each person's digests since a local day, by the keys of the news."""
    found: dict[int, dict[date, frozenset[str]]] = {}
    for row in db.all(_SAID, day=since):
        news = frozenset(json.loads(row.reason)) if row.outcome == "queued" and row.reason else frozenset()
        found.setdefault(row.person, {})[row.day] = news
    return found


def left(db: Db, now: datetime, until: datetime) -> list[Unanswered]:
    """Every reminder about a live campaign that left, oldest first."""
    return [Unanswered(*row) for row in db.all(_LEFT, since=now - LIVE_FOR, until=until)]


def not_told(db: Db, now: datetime, until: datetime) -> list[NotTold]:
    """Every reminder about a live campaign that reached nobody, oldest first."""
    return [NotTold(*row) for row in db.all(_NOT_TOLD, since=now - LIVE_FOR, until=until)]


def last_answers(db: Db, people: Collection[int]) -> dict[int, datetime]:
    """When each of these people last wrote or pressed anything but "dừng nhắc"."""
    found: dict[int, datetime] = {}
    wanted = sorted(people)
    for start in range(0, len(wanted), 500):
        rows = db.execute(_LAST_ANSWER.where(ADDRESS.c.person.in_(wanted[start : start + 500])))
        found |= {row.person: row.at for row in rows if row.at is not None}
    for person, at in sharers.wrote(db, people):
        found[person] = max(found.get(person, at), at)
    return found


def last_answer(db: Db, person: int) -> datetime | None:
    """The same of one person."""
    at: datetime | None = db.first(_LAST_OF_ONE, person=person).at
    return at


def without_answer(db: Db, person: int, since: datetime) -> int:
    """How many reminders left to a person after a moment."""
    return int(db.first(_TO_ONE, person=person, since=since).n)


def odd(db: Db, now: datetime, until: datetime) -> list[Odd]:
    """Figures that were kept against a doubt, in reports that wait for a review."""
    return [Odd(*row) for row in db.all(_ODD, since=now - LIVE_FOR, until=until)]


def joined(db: Db, since: datetime) -> list[Joined]:
    """Who has entered a code since a moment, and still holds the role it gave."""
    return [Joined(*row) for row in db.all(_JOINED, since=since)]


def capped(db: Db, day: date) -> set[int]:
    """The units for which somebody was not reminded since a local day because they had heard enough."""
    return {row.unit for row in db.all(_CAPPED, day=day) if row.unit is not None}


def choose(db: Db, person: int, choice: str | None) -> None:
    """Of the digest: off, daily, weekly; None: as is usual for the role."""
    db.run(_CHOOSE, b_id=person, b_choice=choice)


def choice(db: Db, person: int) -> str | None:
    """What somebody chose of the digest."""
    row = db.first(_CHOICE, id=person)
    return None if row is None else row.digest
