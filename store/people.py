"""Questions about people: who writes from an address, what they may do, how they joined."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import and_, bindparam, func, insert, or_, select, update

from scoring.values import value
from store.query import Query
from store.session import Db
from store.tables import (
    AccountRow,
    AddressRow,
    ConsentRow,
    ConversationRow,
    PersonRow,
    RoleRow,
    UnitRow,
)
from store.units import Unit, fold

PERSON = PersonRow.__table__  # type: ignore[attr-defined]
ROLE = RoleRow.__table__  # type: ignore[attr-defined]
ADDRESS = AddressRow.__table__  # type: ignore[attr-defined]
ACCOUNT = AccountRow.__table__  # type: ignore[attr-defined]
CONSENT = ConsentRow.__table__  # type: ignore[attr-defined]
TALK = ConversationRow.__table__  # type: ignore[attr-defined]
UNIT = UnitRow.__table__  # type: ignore[attr-defined]

SEEN_EVERY = timedelta(minutes=1)
OWN, SHARED, RETIRED = "own", "shared", "retired"  # whose an address is: one person's, several people's, nobody's more


class Role(StrEnum):
    """What a person may do in a unit and below it."""

    MEMBER = "member"
    OFFICER = "officer"
    LEADER = "leader"
    SUPERVISOR = "supervisor"


@value(frozen=True, slots=True)
class Sender:
    """Who wrote: the address, the person behind it if they have joined, and where the talk with them stands."""

    address: int
    account: int
    user: str
    channel: str
    person: int | None
    name: str
    form: str | None
    stopped: bool
    consent: str | None
    conversation: int | None
    memory: str
    state: str = OWN


@value(frozen=True, slots=True)
class Held:
    """A role a person holds in a unit."""

    role: Role
    unit: Unit
    since: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be written to or named."""

    id: int
    name: str
    form: str | None
    phone: str | None
    stopped: bool = False


_SENDER = Query(
    select(
        ADDRESS.c.id,
        ADDRESS.c.account,
        ADDRESS.c.user_id,
        ACCOUNT.c.channel,
        ADDRESS.c.person,
        func.coalesce(PERSON.c.name, ADDRESS.c.name).label("name"),
        PERSON.c.form,
        PERSON.c.stopped_at,
        CONSENT.c.version,
        TALK.c.id.label("conversation"),
        TALK.c.memory,
        ADDRESS.c.state,
    )
    .select_from(ADDRESS)
    .join(ACCOUNT, ACCOUNT.c.id == ADDRESS.c.account)
    .outerjoin(PERSON, PERSON.c.id == ADDRESS.c.person)
    .outerjoin(CONSENT, and_(CONSENT.c.person == ADDRESS.c.person, CONSENT.c.withdrawn_at.is_(None)))
    .outerjoin(
        TALK,
        or_(TALK.c.person == ADDRESS.c.person, and_(ADDRESS.c.person.is_(None), TALK.c.address == ADDRESS.c.id)),
    )
    .where(ADDRESS.c.account == bindparam("account"), ADDRESS.c.user_id == bindparam("user"))
    .order_by(CONSENT.c.id.desc())
    .limit(1)
)
_ADD_ADDRESS = Query(
    insert(ADDRESS)
    .values(
        account=bindparam("account"),
        user_id=bindparam("user"),
        name=bindparam("name"),
        person=bindparam("person"),
        state=OWN,
        created_at=bindparam("at"),
    )
    .returning(ADDRESS.c.id)
)
_ROLES = Query(
    select(
        ROLE.c.role,
        UNIT.c.id,
        UNIT.c.code,
        UNIT.c.name,
        UNIT.c.level,
        UNIT.c.path,
        UNIT.c.position,
        UNIT.c.until_day,
        ROLE.c.from_at,
        ROLE.c.until_at,
    )
    .join_from(ROLE, UNIT, ROLE.c.unit == UNIT.c.id)
    .where(ROLE.c.person == bindparam("person"))
    .order_by(UNIT.c.path, ROLE.c.id)
)
_OFFICES = Query(
    select(UNIT.c.id, UNIT.c.code, UNIT.c.name, UNIT.c.level, UNIT.c.path, UNIT.c.position, UNIT.c.until_day)
    .distinct()
    .join_from(ROLE, UNIT, ROLE.c.unit == UNIT.c.id)
    .where(
        ROLE.c.role == Role.OFFICER.value,
        ROLE.c.from_at <= bindparam("now"),
        or_(ROLE.c.until_at.is_(None), ROLE.c.until_at > bindparam("now")),
    )
    .order_by(UNIT.c.path)
)
_HOLDERS = Query(
    select(PERSON.c.id, PERSON.c.name, PERSON.c.form, PERSON.c.phone, PERSON.c.stopped_at, ROLE.c.role, ROLE.c.unit)
    .join_from(ROLE, PERSON, ROLE.c.person == PERSON.c.id)
    .join(UNIT, UNIT.c.id == ROLE.c.unit)
    .where(
        UNIT.c.path >= bindparam("low"),
        UNIT.c.path < bindparam("high"),
        PERSON.c.erased_at.is_(None),
        ROLE.c.from_at <= bindparam("now"),
        or_(ROLE.c.until_at.is_(None), ROLE.c.until_at > bindparam("now")),
    )
    .order_by(UNIT.c.path, ROLE.c.id)
)
_PERSON = Query(
    select(PERSON.c.id, PERSON.c.name, PERSON.c.form, PERSON.c.phone, PERSON.c.stopped_at).where(
        PERSON.c.id == bindparam("id")
    )
)
_ADD_PERSON = Query(
    insert(PERSON)
    .values(
        name=bindparam("name"),
        folded=bindparam("folded"),
        form=bindparam("form"),
        phone=bindparam("phone"),
        created_at=bindparam("at"),
    )
    .returning(PERSON.c.id)
)
_ADD_ROLE = Query(
    insert(ROLE)
    .values(person=bindparam("person"), unit=bindparam("unit"), role=bindparam("role"), from_at=bindparam("at"))
    .returning(ROLE.c.id)
)
_END_ROLE = Query(
    update(ROLE)
    .where(ROLE.c.person == bindparam("b_person"), ROLE.c.unit == bindparam("b_unit"), ROLE.c.until_at.is_(None))
    .values(until_at=bindparam("b_at"))
)
_SET_FORM = Query(update(PERSON).where(PERSON.c.id == bindparam("b_id")).values(form=bindparam("b_form")))
_RENAME = Query(
    update(PERSON)
    .where(PERSON.c.id == bindparam("b_id"))
    .values(name=bindparam("b_name"), folded=bindparam("b_folded"))
)
_SET_STOPPED = Query(update(PERSON).where(PERSON.c.id == bindparam("b_id")).values(stopped_at=bindparam("b_at")))
_SEEN = Query(  # no sender holds these
    update(ADDRESS).where(ADDRESS.c.id == bindparam("b_id")).values(last_inbound=bindparam("b_at"), blocked_at=None),
    unremembered=True,
)
_ADD_CONSENT = Query(
    insert(CONSENT)
    .values(person=bindparam("person"), version=bindparam("version"), given_at=bindparam("at"))
    .returning(CONSENT.c.id)
)
_WITHDRAW = Query(
    update(CONSENT)
    .where(CONSENT.c.person == bindparam("b_person"), CONSENT.c.withdrawn_at.is_(None))
    .values(withdrawn_at=bindparam("b_at"))
)
_WAYS = Query(select(func.count().label("n")).where(ADDRESS.c.person == bindparam("person")))
_ERASE = Query(
    update(PERSON)
    .where(PERSON.c.id == bindparam("b_id"))
    .values(name=bindparam("b_name"), folded="", form=None, phone=None, erased_at=bindparam("b_at"))
)
_FREE = Query(
    update(ADDRESS)
    .where(ADDRESS.c.person == bindparam("b_person"), ADDRESS.c.state == OWN)
    .values(person=None, name="")
)
_END_ALL_ROLES = Query(
    update(ROLE)
    .where(ROLE.c.person == bindparam("b_person"), ROLE.c.until_at.is_(None))
    .values(until_at=bindparam("b_at"))
)


def sender(db: Db, account: int, user: str, now: datetime, name: str = "") -> Sender:
    """Who writes from this address; an address never seen is put down first."""
    found = db.kept(("sender", account, user), _SENDER_TABLES, lambda: _read_sender(db, account, user))
    if found is None:
        db.add(_ADD_ADDRESS, account=account, user=user, name=name, person=None, at=now)
        found = _read_sender(db, account, user)
        assert found is not None
    if db.memory is not None and (memory := db.memory.find(("talk", found.conversation))) is not None:
        return Sender(
            found.address, found.account, found.user, found.channel, found.person, found.name, found.form,
            found.stopped, found.consent, found.conversation, memory, found.state,
        )  # fmt: skip
    return found


_SENDER_TABLES = ("address", "person", "consent", "conversation")  # the channel of an account never changes


def _read_sender(db: Db, account: int, user: str) -> Sender | None:
    row = db.first(_SENDER, account=account, user=user)
    if row is None:
        return None
    return Sender(
        row.id,
        row.account,
        row.user_id,
        row.channel,
        row.person,
        row.name,
        row.form,
        row.stopped_at is not None,
        row.version,
        row.conversation,
        row.memory or "{}",
        row.state,
    )


def roles(db: Db, person: int, now: datetime) -> tuple[Held, ...]:
    """Every role a person holds now, units in the order of the tree."""

    def read() -> list[tuple[Held, datetime | None]]:
        return [(Held(Role(row[0]), Unit(*row[1:8]), row[8]), row[9]) for row in db.all(_ROLES, person=person)]

    every = db.kept(("roles", person), ("role", "unit"), read)
    return tuple([held for held, until in every if held.since <= now and (until is None or until > now)])


def holders(db: Db, top: Unit, now: datetime, role: Role | None = None) -> list[tuple[Person, Role, int]]:
    """Who holds a role in `top` or below: (person, role, unit id)."""
    rows = db.all(_HOLDERS, low=top.path, high=top.path[:-1] + "0", now=now)
    return [
        (Person(row.id, row.name, row.form, row.phone, row.stopped_at is not None), Role(row.role), row.unit)
        for row in rows
        if role is None or row.role == role
    ]


def holders_of(db: Db, unit: Unit, now: datetime, role: Role) -> list[Person]:
    """Who holds this role in this very unit."""
    return [person for person, _, where in holders(db, unit, now, role) if where == unit.id]


def offices(db: Db, now: datetime) -> list[Unit]:
    """The units that have an officer, from the top of the tree down."""
    return [Unit(*row) for row in db.all(_OFFICES, now=now)]


def officers_above(db: Db, unit: Unit, now: datetime) -> list[Person]:
    """The officers of the nearest unit, from `unit` upward, that has any."""
    from store.units import unit as unit_of

    for id in reversed([int(part) for part in unit.path.strip("/").split("/")]):
        found = holders_of(db, unit_of(db, id), now, Role.OFFICER)
        if found:
            return found
    return []


def person(db: Db, id: int) -> Person | None:
    """Somebody by id."""
    row = db.first(_PERSON, id=id)
    return None if row is None else Person(row.id, row.name, row.form, row.phone, row.stopped_at is not None)


def add_person(db: Db, name: str, form: str | None, phone: str | None, at: datetime) -> int:
    """A new person; their id."""
    id = db.add(_ADD_PERSON, name=name, folded=fold(name), form=form, phone=phone, at=at)
    assert id is not None
    return id


def add_address(db: Db, account: int, user: str, person: int | None, at: datetime, name: str = "") -> int:
    """A new address, perhaps of a known person; its id."""
    id = db.add(_ADD_ADDRESS, account=account, user=user, name=name, person=person, at=at)
    assert id is not None
    return id


def give_role(db: Db, person: int, unit: int, role: Role, at: datetime) -> None:
    """From now on this person holds this role in this unit."""
    db.add(_ADD_ROLE, person=person, unit=unit, role=role.value, at=at)


def end_role(db: Db, person: int, unit: int, at: datetime) -> int:
    """Every role of this person in this unit ends; how many did."""
    return db.run(_END_ROLE, b_person=person, b_unit=unit, b_at=at)


def set_form(db: Db, person: int, form: str) -> None:
    """How to address somebody: bác, chú, cô, anh, chị, em."""
    db.run(_SET_FORM, b_id=person, b_form=form)


def rename(db: Db, person: int, name: str) -> None:
    """What somebody is called."""
    db.run(_RENAME, b_id=person, b_name=name, b_folded=fold(name))


def set_stopped(db: Db, person: int, at: datetime | None) -> None:
    """ "Dừng nhắc" (a time) or "nhận lại" (None)."""
    db.run(_SET_STOPPED, b_id=person, b_at=at)


def seen(db: Db, address: int, at: datetime) -> None:
    """The address wrote to us just now: whoever writes wants to hear from us."""
    db.run(_SEEN, b_id=address, b_at=at)


def heard_from(db: Db, sender: Sender, at: datetime) -> None:
    """The same of every message that comes.

    The one writer of an SQLite file puts it down once a minute where it is the person's only address: the windows of
    the platforms, counted from it, only end so much earlier.
    """
    memory = db.memory
    if memory is not None and sender.state == OWN:
        key = ("seen", sender.address)
        last = memory.find(key, _SENDER_ADDRESS)
        if last is not None and timedelta() <= at - last < SEEN_EVERY:
            return
        if _ways_to(db, sender.person) == 1:
            memory.keep(key, _SENDER_ADDRESS, at)
    seen(db, sender.address, at)


def _ways_to(db: Db, person: int | None) -> int:
    found: int = db.kept(("ways", person), _SENDER_ADDRESS, lambda: db.first(_WAYS, person=person).n)
    return found


_SENDER_ADDRESS = ("address",)


def consent(db: Db, person: int, version: str, at: datetime) -> None:
    """They agreed to this version of what is kept."""
    db.add(_ADD_CONSENT, person=person, version=version, at=at)


def erase(db: Db, person: int, pseudonym: str, at: datetime) -> None:
    """Forget everything about a person but that their unit's figures were given; the figures stay."""
    db.run(_ERASE, b_id=person, b_name=pseudonym, b_at=at)
    db.run(_FREE, b_person=person)
    db.run(_END_ALL_ROLES, b_person=person, b_at=at)
    db.run(_WITHDRAW, b_person=person, b_at=at)
