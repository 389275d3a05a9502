"""Questions about accounts: one bot or one official account each. Environment settings only seed the first."""

from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select

from store.session import Db, Query
from store.tables import AccountRow

ACCOUNT = AccountRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Account:
    """Where messages come in and go out."""

    id: int
    channel: str
    external_id: str
    name: str
    credentials: str | None
    state: str


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
