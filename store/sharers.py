"""Questions about phones: who shares one, who of them speaks there, and how a person moves to another.

An address of one person has no row among the sharers: the ordinary way never looks here.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from store.people import ADDRESS, OWN, PERSON, RETIRED, SHARED, Person
from store.query import Query
from store.session import Db
from store.tables import InboxRow, OutboxRow, SharerRow

SHARER = SharerRow.__table__  # type: ignore[attr-defined]
INBOX = InboxRow.__table__  # type: ignore[attr-defined]
OUTBOX = OutboxRow.__table__  # type: ignore[attr-defined]

_OF = Query(
    select(PERSON.c.id, PERSON.c.name, PERSON.c.form, PERSON.c.phone, PERSON.c.stopped_at)
    .join_from(SHARER, PERSON, SHARER.c.person == PERSON.c.id)
    .where(SHARER.c.address == bindparam("address"))
    .order_by(SHARER.c.id)
)
_ADD = Query(
    insert(SHARER)
    .values(address=bindparam("address"), person=bindparam("person"), since=bindparam("at"))
    .returning(SHARER.c.id)
)
_LEAVE = Query(
    delete(SHARER).where(SHARER.c.address == bindparam("b_address"), SHARER.c.person == bindparam("b_person"))
)
_CLEAR = Query(delete(SHARER).where(SHARER.c.address == bindparam("b_address")))
_SPEAKS = Query(update(ADDRESS).where(ADDRESS.c.id == bindparam("b_id")).values(person=bindparam("b_person")))
_STATE = Query(update(ADDRESS).where(ADDRESS.c.id == bindparam("b_id")).values(state=bindparam("b_state")))
_RETIRE = Query(update(ADDRESS).where(ADDRESS.c.id == bindparam("b_id")).values(state=RETIRED, person=None, name=""))
_SPEAKER = Query(select(ADDRESS.c.person).where(ADDRESS.c.id == bindparam("id")))
_ADDRESSES = Query(
    select(ADDRESS.c.id, ADDRESS.c.state)
    .where(
        or_(
            ADDRESS.c.person == bindparam("person"),
            ADDRESS.c.id.in_(select(SHARER.c.address).where(SHARER.c.person == bindparam("person"))),
        )
    )
    .order_by(ADDRESS.c.id)
)
# What was written before the phone was shared was written by the one person it had.
_WROTE_BEFORE = Query(
    update(INBOX)
    .where(INBOX.c.address == bindparam("b_address"), INBOX.c.person.is_(None))
    .values(person=bindparam("b_person"))
)
_SPOKE = Query(update(INBOX).where(INBOX.c.id == bindparam("b_id")).values(person=bindparam("b_person")))
_WRITER = Query(select(INBOX.c.person).where(INBOX.c.id == bindparam("id")))
_TOLD = Query(
    select(OUTBOX.c.person)
    .where(OUTBOX.c.account == bindparam("account"), OUTBOX.c.platform_id == bindparam("platform"))
    .order_by(OUTBOX.c.id.desc())
    .limit(1)
)
_TOLD_OTHERS = Query(
    select(func.count().label("n")).where(
        OUTBOX.c.address == bindparam("address"),
        OUTBOX.c.person != bindparam("person"),
        OUTBOX.c.priority > 0,
        OUTBOX.c.sent_at > bindparam("since"),
    )
)
_FOLLOW = Query(
    update(OUTBOX)
    .where(
        OUTBOX.c.address == bindparam("b_from"), OUTBOX.c.person == bindparam("b_person"), OUTBOX.c.state == "queued"
    )
    .values(address=bindparam("b_address"), account=bindparam("b_account"))
)


def of(db: Db, address: int) -> list[Person]:
    """The people of a shared address, in the order they came; nobody where it is one person's own."""
    return [
        Person(row.id, row.name, row.form, row.phone, row.stopped_at is not None)
        for row in db.all(_OF, address=address)
    ]


def share(db: Db, address: int, first: int, second: int, at: datetime) -> None:
    """From now on `second` uses the address of `first` too, and speaks there."""
    there = {one.id for one in of(db, address)}
    if not there:
        db.run(_WROTE_BEFORE, b_address=address, b_person=first)
    for person in (first, second):
        if person not in there:
            db.add(_ADD, address=address, person=person, at=at)
    db.run(_STATE, b_id=address, b_state=SHARED)
    speaks(db, address, second)


def speaks(db: Db, address: int, person: int) -> None:
    """This one of its people speaks there just now."""
    db.run(_SPEAKS, b_id=address, b_person=person)


def spoke(db: Db, message: int, person: int) -> None:
    """Who wrote a message from a shared address."""
    db.run(_SPOKE, b_id=message, b_person=person)


def told_others(db: Db, address: int, person: int, since: datetime) -> bool:
    """Whether something nobody had asked for was sent to another of its people since then."""
    return bool(db.first(_TOLD_OTHERS, address=address, person=person, since=since).n)


def writer(db: Db, message: int) -> int | None:
    """Who wrote a message from a shared address, if that is known."""
    row = db.first(_WRITER, id=message)
    return None if row is None else row.person


def told(db: Db, account: int, platform_id: str) -> int | None:
    """Whom the message somebody quotes was written to."""
    row = db.first(_TOLD, account=account, platform=platform_id)
    return None if row is None else row.person


def leave(db: Db, address: int, person: int) -> list[Person]:
    """This person uses the address no more; who stays. Where one stays, the address is their own."""
    db.run(_LEAVE, b_address=address, b_person=person)
    stay = of(db, address)
    if len(stay) == 1:
        db.run(_CLEAR, b_address=address)
        db.run(_STATE, b_id=address, b_state=OWN)
    if stay and db.first(_SPEAKER, id=address).person == person:
        speaks(db, address, stay[0].id)
    return stay


def leave_all(db: Db, person: int) -> None:
    """This person uses no shared address any more."""
    for row in db.all(_ADDRESSES, person=person):
        if row.state == SHARED:
            leave(db, row.id, person)


def move(db: Db, person: int, address: int, account: int) -> int:
    """This address alone is theirs from now on: the others are retired, what waits there follows; how many were."""
    gone = 0
    for row in db.all(_ADDRESSES, person=person):
        if row.id == address:
            continue
        db.run(_FOLLOW, b_from=row.id, b_person=person, b_address=address, b_account=account)
        if row.state == SHARED:
            leave(db, row.id, person)
        else:
            db.run(_RETIRE, b_id=row.id)
        gone += 1
    return gone


def silent_at(db: Db, people: Collection[int]) -> dict[int, list[int]]:
    """The shared addresses where somebody else speaks just now, of those of these people who use any."""
    shared = select(SHARER.c.person, SHARER.c.address).join_from(SHARER, ADDRESS, ADDRESS.c.id == SHARER.c.address)
    found: dict[int, list[int]] = {}
    for row in db.execute(shared.where(SHARER.c.person != ADDRESS.c.person)):
        if row.person in people:
            found.setdefault(row.person, []).append(row.address)
    return found


def wrote(db: Db, people: Collection[int], since: datetime | None = None) -> list[tuple[int, datetime]]:
    """When these people wrote from an address where somebody else speaks just now: (person, moment).

    "Dừng nhắc" is not among it: it answers nothing.
    """
    silent = silent_at(db, people)
    if not silent:
        return []
    places = sorted({address for several in silent.values() for address in several})
    messages = (
        select(INBOX.c.person, INBOX.c.received_at)
        .join_from(INBOX, PERSON, PERSON.c.id == INBOX.c.person)
        .where(
            INBOX.c.state.in_(("waiting", "done", "failed")),
            INBOX.c.address.in_(places),
            INBOX.c.person.in_(sorted(silent)),
            or_(PERSON.c.stopped_at.is_(None), INBOX.c.received_at != PERSON.c.stopped_at),
        )
    )
    if since is not None:
        messages = messages.where(INBOX.c.received_at >= since)
    return [(row.person, row.received_at) for row in db.execute(messages)]
