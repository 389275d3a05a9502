"""Questions about accounts: one bot or one official account each. Environment settings only seed the first."""

import json
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, insert, select, update

from store.query import Query
from store.session import Db
from store.tables import AccountRow, AddressRow, RoleRow, UnitRow

DOORS = ("zalo_oa", "zalo_bot", "telegram")  # channels people find by a name, in the order they are offered
ACCOUNT = AccountRow.__table__  # type: ignore[attr-defined]
ADDRESS = AddressRow.__table__  # type: ignore[attr-defined]
ROLE = RoleRow.__table__  # type: ignore[attr-defined]
UNIT = UnitRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Account:
    """Where messages come in and go out."""

    id: int
    channel: str
    external_id: str
    name: str
    credentials: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Knock:
    """The template message an account may send where an ordinary one is refused.

    `price` and `budget` are in đồng: one message, and what reminders may cost a month (0: unknown, and no limit).
    It is taken from `first` to `last` o'clock.
    """

    price: int = 0
    budget: int = 0
    first: int = 7
    last: int = 20


@dataclass(frozen=True, slots=True)
class Terms:
    """What the platform of an account allows of messages nobody asked for; kept with the account, for all processes.

    `first` is "always", "known" (whoever wrote once) or "window" (only for so long after they wrote). Within `free` a
    message takes nothing of the package. `month` is the number of messages a month, 0 for no limit, of which `share`
    may be used unasked; `users` the number of people, 0 for no limit.
    """

    first: str = "always"
    window: timedelta | None = None
    free: timedelta | None = None
    month: int = 0
    share: float = 1.0
    users: int = 0
    knock: Knock | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """An account whose platform sets rules: the rules, and what was counted so far."""

    id: int
    channel: str
    terms: Terms
    quotas: dict[str, Any]


class Door(NamedTuple):
    """An account people can be sent to: how they find it, how many have come, how many it takes (0: any number)."""

    channel: str
    external_id: str
    name: str
    people: int
    most: int


_COLUMNS = (
    ACCOUNT.c.id,
    ACCOUNT.c.channel,
    ACCOUNT.c.external_id,
    ACCOUNT.c.name,
    ACCOUNT.c.credentials,
    ACCOUNT.c.state,
)
_FIND = Query(
    select(*_COLUMNS).where(ACCOUNT.c.channel == bindparam("channel"), ACCOUNT.c.external_id == bindparam("external"))
)
_ALL = Query(select(*_COLUMNS).order_by(ACCOUNT.c.id))
_ADD = Query(
    insert(ACCOUNT)
    .values(
        channel=bindparam("channel"),
        external_id=bindparam("external"),
        name=bindparam("name"),
        credentials=bindparam("credentials"),
        state="active",
    )
    .returning(ACCOUNT.c.id)
)


_CREDENTIALS = Query(select(ACCOUNT.c.credentials).where(ACCOUNT.c.id == bindparam("id")))
_SET_CREDENTIALS = Query(
    update(ACCOUNT).where(ACCOUNT.c.id == bindparam("b_id")).values(credentials=bindparam("b_credentials"))
)
_SET_STATE = Query(
    update(ACCOUNT)
    .where(ACCOUNT.c.id == bindparam("b_id"), ACCOUNT.c.state != bindparam("b_state"))
    .values(state=bindparam("b_state"))
)
_SWITCH = Query(
    update(ACCOUNT)
    .where(ACCOUNT.c.id == bindparam("b_id"), ACCOUNT.c.state == bindparam("b_before"))
    .values(state=bindparam("b_state"))
)
_STATE = Query(select(ACCOUNT.c.state).where(ACCOUNT.c.id == bindparam("id")))
_QUOTAS = Query(select(ACCOUNT.c.quotas).where(ACCOUNT.c.id == bindparam("id")))
_LOCK_QUOTAS = Query(select(ACCOUNT.c.quotas).where(ACCOUNT.c.id == bindparam("id")).with_for_update())
_SET_QUOTAS = Query(update(ACCOUNT).where(ACCOUNT.c.id == bindparam("b_id")).values(quotas=bindparam("b_quotas")))
_RULED = Query(
    select(ACCOUNT.c.id, ACCOUNT.c.channel, ACCOUNT.c.plan, ACCOUNT.c.quotas)
    .where(ACCOUNT.c.plan.is_not(None))
    .order_by(ACCOUNT.c.id)
)
_SERVING = Query(
    select(ACCOUNT.c.id, ACCOUNT.c.name, ACCOUNT.c.plan)
    .select_from(
        ACCOUNT.join(ADDRESS, ADDRESS.c.account == ACCOUNT.c.id)
        .join(ROLE, ROLE.c.person == ADDRESS.c.person)
        .join(UNIT, UNIT.c.id == ROLE.c.unit)
    )
    .where(ROLE.c.until_at.is_(None), UNIT.c.path >= bindparam("low"))
    .where(UNIT.c.path < bindparam("high"))
    .distinct()
)
_NAMED = Query(
    select(ACCOUNT.c.id, ACCOUNT.c.channel, ACCOUNT.c.external_id, ACCOUNT.c.name, ACCOUNT.c.plan)
    .where(ACCOUNT.c.state == bindparam("active"), ACCOUNT.c.name != "")
    .order_by(ACCOUNT.c.id)
)
_SET_NAME = Query(
    update(ACCOUNT)
    .where(ACCOUNT.c.id == bindparam("b_id"), ACCOUNT.c.name != bindparam("b_name"))
    .values(name=bindparam("b_name"))
)
_SET_PLAN = Query(update(ACCOUNT).where(ACCOUNT.c.id == bindparam("b_id")).values(plan=bindparam("b_plan")))
_USERS = Query(select(func.count().label("n")).select_from(ADDRESS).where(ADDRESS.c.account == bindparam("id")))
ACTIVE, PAUSED, OFF = "active", "paused", "off"  # off: no channel of the settings serves it any more


def account(db: Db, channel: str, external_id: str, name: str = "", credentials: str | None = None) -> Account:
    """The account of a channel with this id; put down if it is new."""
    row = db.first(_FIND, channel=channel, external=external_id)
    if row is None:
        db.add(_ADD, channel=channel, external=external_id, name=name, credentials=credentials)
        row = db.first(_FIND, channel=channel, external=external_id)
    return Account(*row)


def accounts(db: Db) -> list[Account]:
    """Every account."""
    return [Account(*row) for row in db.all(_ALL)]


def credentials(db: Db, id: int) -> str | None:
    """What lets us in, sealed."""
    row = db.first(_CREDENTIALS, id=id)
    return None if row is None else row.credentials


def set_credentials(db: Db, id: int, sealed: str) -> None:
    """The same, new."""
    db.run(_SET_CREDENTIALS, b_id=id, b_credentials=sealed)


def set_state(db: Db, id: int, state: str) -> None:
    """Active, or paused: then its messages stay in the outbox."""
    db.run(_SET_STATE, b_id=id, b_state=state)


def state(db: Db, id: int) -> str:
    """Active, paused or off."""
    row = db.first(_STATE, id=id)
    return OFF if row is None else str(row.state)


def serve(db: Db, served: Collection[int]) -> None:
    """These accounts have a channel, and no others: nobody is written to by one that has none."""
    for one in accounts(db):
        before, state = (OFF, ACTIVE) if one.id in served else (ACTIVE, OFF)
        if one.state == before:
            db.run(_SWITCH, b_id=one.id, b_before=before, b_state=state)


def quotas(db: Db, id: int) -> dict[str, Any]:
    """What the account has used of what it may use, in the words of its channel."""
    row = db.first(_QUOTAS, id=id)
    return {} if row is None or row.quotas is None else dict(json.loads(row.quotas))


def change_quotas(db: Db, id: int, change: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    """Count something: the quotas become what `change` makes of them."""
    row = db.first(_LOCK_QUOTAS, id=id)
    changed = change({} if row is None or row.quotas is None else json.loads(row.quotas))
    db.run(_SET_QUOTAS, b_id=id, b_quotas=json.dumps(changed, ensure_ascii=False))
    return changed


def users(db: Db, id: int) -> int:
    """How many people have written to this account."""
    return int(db.first(_USERS, id=id).n)


def set_terms(db: Db, id: int, terms: Terms | None) -> None:
    """What the platform of this account allows; None where it sets no rules."""
    db.run(_SET_PLAN, b_id=id, b_plan=None if terms is None else _written(terms))


def ruled(db: Db) -> list[Standing]:
    """The accounts whose platforms set rules."""
    return [
        Standing(row.id, row.channel, _terms(row.plan), {} if row.quotas is None else dict(json.loads(row.quotas)))
        for row in db.all(_RULED)
    ]


def closes(db: Db, id: int) -> bool:
    """Whether people can be written to by this account only for so long after they wrote or pressed."""
    return db.kept(("closes", id), ("account",), lambda: _closes(db, id))


def _closes(db: Db, id: int) -> bool:
    return any(one.id == id and one.terms.window is not None for one in ruled(db))


def serving(db: Db, path: str) -> dict[int, str]:
    """The accounts with rules by which somebody of this unit or below is reached, with their names."""
    rows = db.all(_SERVING, low=path, high=path[:-1] + "0")
    return {row.id: row.name for row in rows if row.plan is not None}


def doors(db: Db, path: str) -> list[Door]:
    """The accounts people can be sent to: first those by which somebody of this unit or below is reached already, then
    those that nobody has come to yet."""
    here = {row.id for row in db.all(_SERVING, low=path, high=path[:-1] + "0")}
    found = []
    for row in db.all(_NAMED, active=ACTIVE):
        if row.channel in DOORS:
            most = _terms(row.plan).users if row.plan is not None else 0
            door = Door(row.channel, row.external_id, row.name, users(db, row.id), most)
            near = 0 if row.id in here else 1 if not door.people else 2
            found.append((near, DOORS.index(row.channel), door))
    return [door for _, _, door in sorted(found, key=lambda one: one[:2])]


def set_name(db: Db, id: int, name: str) -> None:
    """What people find the account by, as its platform tells it."""
    db.run(_SET_NAME, b_id=id, b_name=name)


def _written(terms: Terms) -> str:
    found = asdict(terms)
    for name in ("window", "free"):
        if found[name] is not None:
            found[name] = found[name].total_seconds()
    return json.dumps(found)


def _terms(written: str) -> Terms:
    found = json.loads(written)
    for name in ("window", "free"):
        if found[name] is not None:
            found[name] = timedelta(seconds=found[name])
    if found["knock"] is not None:
        found["knock"] = Knock(**found["knock"])
    return Terms(**found)
