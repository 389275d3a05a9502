"""Invites and own codes: who may join which unit, and which address is whose; wrong tries are counted."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, func, insert, select, update

from store.people import Role
from store.query import Query
from store.session import Db
from store.tables import AddressRow, InviteRow, InviteTry

INVITE = InviteRow.__table__  # type: ignore[attr-defined]
TRY = InviteTry.__table__  # type: ignore[attr-defined]
ADDRESS = AddressRow.__table__  # type: ignore[attr-defined]
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 6
INVITE_USES = 10
INVITE_LIFE = timedelta(days=30)
OWN_CODE_LIFE = timedelta(days=1)
MOVE_CODE_LIFE = timedelta(days=7)  # one that an officer passes on to somebody with a new phone
WRONG_TRIES = 5


class OwnCode(NamedTuple):
    """A code that ties an address to somebody: whose it is, whether that address takes the place of all others, and who
    made it."""

    person: int
    moves: bool
    by: int | None


class OpenInvite(NamedTuple):
    """An invite that can still be used; of the code only its first two signs are known."""

    id: int
    hint: str
    unit: int
    role: Role
    uses_left: int
    until: datetime


_ADD_INVITE = Query(
    insert(INVITE)
    .values(
        digest=bindparam("digest"),
        hint=bindparam("hint"),
        unit=bindparam("unit"),
        role=bindparam("role"),
        uses_left=bindparam("uses"),
        expires_at=bindparam("expires"),
        created_at=bindparam("at"),
        created_by=bindparam("by"),
        person=bindparam("person"),
        moves=bindparam("moves"),
    )
    .returning(INVITE.c.id)
)
_INVITE = Query(
    select(
        INVITE.c.id,
        INVITE.c.unit,
        INVITE.c.role,
        INVITE.c.uses_left,
        INVITE.c.expires_at,
        INVITE.c.revoked_at,
        INVITE.c.created_by,
        INVITE.c.person,
        INVITE.c.moves,
    ).where(INVITE.c.digest == bindparam("digest"))
)
_USE_INVITE = Query(
    update(INVITE)
    .where(INVITE.c.id == bindparam("b_id"), INVITE.c.uses_left > 0)
    .values(uses_left=INVITE.c.uses_left - 1)
)
_OPEN = Query(
    select(INVITE.c.id, INVITE.c.hint, INVITE.c.unit, INVITE.c.role, INVITE.c.uses_left, INVITE.c.expires_at)
    .where(
        INVITE.c.person.is_(None),
        INVITE.c.revoked_at.is_(None),
        INVITE.c.uses_left > 0,
        INVITE.c.expires_at > bindparam("now"),
    )
    .order_by(INVITE.c.id.desc())
)
_REVOKE = Query(update(INVITE).where(INVITE.c.id == bindparam("b_id")).values(revoked_at=bindparam("b_at")))
_ADD_TRY = Query(insert(TRY).values(address=bindparam("address"), at=bindparam("at")).returning(TRY.c.id))
_TRIES = Query(
    select(func.count().label("n")).where(TRY.c.address == bindparam("address"), TRY.c.at > bindparam("since"))
)


def new_code() -> str:
    """Six characters that nobody mistakes for one another on paper, letters and digits among them."""
    while True:
        code = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))
        if not code.isdigit() and not code.isalpha():
            return code


def invite_digest(secret: str, code: str) -> str:
    """What is kept of an invite code. Codes are case-blind."""
    return hmac.new(secret.encode(), code.strip().upper().encode(), hashlib.sha256).hexdigest()


def add_invite(
    db: Db,
    digest: str,
    hint: str,
    unit: int,
    role: Role,
    at: datetime,
    *,
    by: int | None = None,
    uses: int = INVITE_USES,
    life: timedelta = INVITE_LIFE,
) -> int | None:
    """A new invite for a unit and role."""
    return db.add(
        _ADD_INVITE,
        digest=digest,
        hint=hint,
        unit=unit,
        role=role.value,
        uses=uses,
        expires=at + life,
        at=at,
        by=by,
        person=None,
        moves=False,
    )


def take_invite(db: Db, digest: str, now: datetime) -> tuple[int, Role, int | None] | None:
    """Use an invite once: (unit, role, who made it), or None where it is unknown, used up, revoked or too old."""
    row = db.first(_INVITE, digest=digest)
    if row is None or row.person is not None or row.revoked_at is not None or row.expires_at <= now:
        return None
    if not db.run(_USE_INVITE, b_id=row.id):
        return None
    return row.unit, Role(row.role), row.created_by


def add_own_code(
    db: Db, digest: str, hint: str, person: int, unit: int, role: Role, at: datetime, *, moved_by: int | None = None
) -> None:
    """A code that ties one more address to `person`, once, within a day. Unit and role only say where it was asked.

    Made by an officer (`moved_by`) it lives a week, and the address takes the place of all others.
    """
    moves = moved_by is not None
    db.add(
        _ADD_INVITE, digest=digest, hint=hint, unit=unit, role=role.value, uses=1,
        expires=at + (MOVE_CODE_LIFE if moves else OWN_CODE_LIFE), at=at, by=moved_by or person, person=person,
        moves=moves,
    )  # fmt: skip


def own_code(db: Db, digest: str, now: datetime) -> OwnCode | None:
    """Whose own code this is; None where it is none, or used up or too old."""
    row = db.first(_INVITE, digest=digest)
    if row is None or row.person is None or row.revoked_at is not None or row.expires_at <= now or row.uses_left < 1:
        return None
    return OwnCode(row.person, row.moves, row.created_by)


def use_own_code(db: Db, digest: str) -> None:
    """It has been used."""
    db.run(_USE_INVITE, b_id=db.first(_INVITE, digest=digest).id)


def open_invites(db: Db, units: Sequence[int], now: datetime) -> list[OpenInvite]:
    """The invites to these units that can still be used, the newest first."""
    rows = db.all(_OPEN, now=now)
    return [
        OpenInvite(row.id, row.hint, row.unit, Role(row.role), row.uses_left, row.expires_at)
        for row in rows
        if row.unit in units
    ]


def revoke(db: Db, id: int, now: datetime) -> None:
    """This invite lets nobody in any more."""
    db.run(_REVOKE, b_id=id, b_at=now)


def too_many_tries(db: Db, address: int, now: datetime) -> bool:
    """Whether this address has typed too many wrong codes within the hour."""
    return tries_left(db, address, now) == 0


def tries_left(db: Db, address: int, now: datetime) -> int:
    """How many wrong codes this address may still type within the hour."""
    return max(0, WRONG_TRIES - int(db.first(_TRIES, address=address, since=now - timedelta(hours=1)).n))


def wrong_tries(db: Db, account: int, users: Sequence[str], now: datetime) -> int:
    """How many wrong codes these users of an account have typed within the hour, together."""
    whose = ADDRESS.c.account == account, ADDRESS.c.user_id.in_(users), TRY.c.at > now - timedelta(hours=1)
    joined = select(func.count()).select_from(TRY).join(ADDRESS, TRY.c.address == ADDRESS.c.id)
    return int(db.execute(joined.where(*whose))[0][0])


def wrong_try(db: Db, address: int, now: datetime) -> None:
    """A wrong code was typed."""
    db.add(_ADD_TRY, address=address, at=now)
