"""Questions about addresses: whose they are, whether they want to hear from us, when somebody last wrote from there."""

from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from store.people import ACCOUNT, ADDRESS, OWN, PERSON, seen
from store.query import Query
from store.session import Db

_CHOOSE_ACCOUNT = Query(update(PERSON).where(PERSON.c.id == bindparam("b_id")).values(account=bindparam("b_account")))
_TIE = Query(update(ADDRESS).where(ADDRESS.c.id == bindparam("b_id")).values(person=bindparam("b_person"), state=OWN))
_BLOCK = Query(update(ADDRESS).where(ADDRESS.c.id == bindparam("b_id")).values(blocked_at=bindparam("b_at")))
_BLOCK_USER = Query(
    update(ADDRESS)
    .where(ADDRESS.c.account == bindparam("b_account"), ADDRESS.c.user_id == bindparam("b_user"))
    .values(blocked_at=bindparam("b_at"))
)
_LAST_INBOUND = Query(select(ADDRESS.c.last_inbound).where(ADDRESS.c.id == bindparam("id")))
_HEARD_SINCE = Query(
    select(func.count().label("n")).where(
        ADDRESS.c.account == bindparam("account"), ADDRESS.c.last_inbound >= bindparam("since")
    )
)
_PHONE_AT = Query(
    select(PERSON.c.phone)
    .join_from(ADDRESS, PERSON, PERSON.c.id == ADDRESS.c.person)
    .where(ADDRESS.c.id == bindparam("id"))
)
_AT_USER = Query(
    select(ADDRESS.c.id, ADDRESS.c.person).where(
        ADDRESS.c.account == bindparam("account"), ADDRESS.c.user_id == bindparam("user")
    )
)
_SET_PHONE = Query(update(PERSON).where(PERSON.c.id == bindparam("b_id")).values(phone=bindparam("b_phone")))
_ADDRESSES = Query(
    select(ADDRESS.c.id, ADDRESS.c.account, ADDRESS.c.user_id, ACCOUNT.c.channel, ADDRESS.c.blocked_at)
    .join_from(ADDRESS, ACCOUNT, ADDRESS.c.account == ACCOUNT.c.id)
    .where(ADDRESS.c.person == bindparam("person"), ADDRESS.c.blocked_at.is_(None))
    .order_by(ADDRESS.c.last_inbound.desc().nulls_last(), ADDRESS.c.id.desc())
)


def tie_address(db: Db, address: int, person: int) -> None:
    """From now on this address is this person's."""
    db.run(_TIE, b_id=address, b_person=person)


def set_blocked(db: Db, address: int, at: datetime | None) -> None:
    """The platform says that this address does not want to hear from us (a time), or does again (None)."""
    db.run(_BLOCK, b_id=address, b_at=at)


def set_blocked_user(db: Db, account: int, user: str, at: datetime | None) -> None:
    """The same, where the platform tells it by user id; somebody never heard of is nobody to be marked."""
    db.run(_BLOCK_USER, b_account=account, b_user=user, b_at=at)


def last_inbound(db: Db, address: int) -> datetime | None:
    """When somebody last wrote from this address."""
    row = db.first(_LAST_INBOUND, id=address)
    return None if row is None else row.last_inbound


def heard_since(db: Db, account: int, since: datetime) -> int:
    """How many people have written to an account since then."""
    return int(db.first(_HEARD_SINCE, account=account, since=since).n)


def phone_at(db: Db, address: int) -> str | None:
    """The telephone number of the person behind an address."""
    row = db.first(_PHONE_AT, id=address)
    return None if row is None else row.phone


def known(db: Db, account: int, user: str) -> tuple[int, int | None] | None:
    """An address and the person behind it; None where nobody has written from there."""
    row = db.first(_AT_USER, account=account, user=user)
    return None if row is None else (row.id, row.person)


def left_phone(db: Db, account: int, user: str, phone: str, at: datetime) -> None:
    """Somebody known has left a telephone number; of others nothing is kept."""
    found = known(db, account, user)
    if found is None or found[1] is None:
        return
    seen(db, found[0], at)
    if phone:
        db.run(_SET_PHONE, b_id=found[1], b_phone=phone)


def of_person(db: Db, person: int) -> list[tuple[int, int, str, str]]:
    """Where somebody can be written to, last used first: (address, account, user id, channel)."""
    return [(row.id, row.account, row.user_id, row.channel) for row in db.all(_ADDRESSES, person=person)]


def choose_account(db: Db, person: int, account: int | None) -> None:
    """What nobody asked for goes by this account first; None: where they wrote last."""
    db.run(_CHOOSE_ACCOUNT, b_id=person, b_account=account)
