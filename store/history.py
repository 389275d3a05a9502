"""Questions about what was said at one address: our messages from the outbox, the person's own from the inbox."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, literal_column, or_, select

from store.inbox import INBOX, from_json
from store.messages import Incoming, Sent
from store.outbox import OUTBOX
from store.people import ADDRESS
from store.query import Query
from store.session import Db

LINES = 200
_SHOWN = ("sending", "sent", "unknown")


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the bot, as it was made for sending."""

    id: int
    token: str
    recipe: dict[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class Heard:
    """One message of the person; `id` is its inbox row. `label` is what the button they pressed says."""

    id: int
    incoming: Incoming
    at: datetime
    label: str | None = None


_AT = func.coalesce(OUTBOX.c.sent_at, OUTBOX.c.created_at).label("at")
_OF_ADDRESS = (OUTBOX.c.address == bindparam("address"), OUTBOX.c.state.in_([literal_column(f"'{s}'") for s in _SHOWN]))
_COLUMNS = (OUTBOX.c.id, OUTBOX.c.token, OUTBOX.c.recipe, _AT)
_LAST_SAID = Query(select(*_COLUMNS).where(*_OF_ADDRESS).order_by(OUTBOX.c.id.desc()).limit(bindparam("limit")))
# A reminder planned long ago may leave after a reply with a higher id: what left since then counts as missed too.
_MISSED = Query(
    select(*_COLUMNS)
    .where(
        *_OF_ADDRESS,
        or_(
            OUTBOX.c.id > bindparam("after"),
            OUTBOX.c.sent_at.is_(None),
            OUTBOX.c.sent_at > select(OUTBOX.c.sent_at).where(OUTBOX.c.id == bindparam("after")).scalar_subquery(),
        ),
    )
    .order_by(OUTBOX.c.id.desc())
    .limit(bindparam("limit"))
)
_LAST_HEARD = Query(
    select(INBOX.c.id, INBOX.c.body, INBOX.c.received_at)
    .where(INBOX.c.address == bindparam("address"), INBOX.c.body != literal_column("''"))
    .order_by(INBOX.c.id.desc())
    .limit(bindparam("limit"))
)
_FIND = Query(
    select(ADDRESS.c.id, ADDRESS.c.person).where(
        ADDRESS.c.account == bindparam("account"), ADDRESS.c.user_id == bindparam("user")
    )
)
_SAID = Query(
    select(*_COLUMNS, OUTBOX.c.address).where(OUTBOX.c.token == bindparam("token"), OUTBOX.c.state.in_(
        [literal_column(f"'{s}'") for s in _SHOWN]))
)  # fmt: skip
_HEARD = Query(select(INBOX.c.body, INBOX.c.address).where(INBOX.c.id == bindparam("id")))


def address(db: Db, account: int, user: str) -> tuple[int, int | None] | None:
    """The address of a user id and the person behind it; None for somebody who never wrote."""
    row = db.first(_FIND, account=account, user=user)
    return None if row is None else (row.id, row.person)


def said(db: Db, address: int, limit: int = LINES) -> list[Said]:
    """The bot's last messages to an address, oldest first; what waits for its hour is not among them."""
    return _said(db.all(_LAST_SAID, address=address, limit=limit))


def missed(db: Db, address: int, after: int, limit: int = LINES) -> list[Said]:
    """What was sent to an address since its message `after` (an outbox id), oldest first."""
    return _said(db.all(_MISSED, address=address, after=after, limit=limit))


def heard(db: Db, address: int, limit: int = LINES) -> list[Heard]:
    """The last messages of the person at an address, oldest first, buttons with their labels."""
    rows = reversed(db.all(_LAST_HEARD, address=address, limit=limit))
    return [_heard(db, row.id, from_json(row.body), row.received_at) for row in rows]


def talk(said: list[Said], heard: list[Heard]) -> list[Said | Heard]:
    """Both sides in the order they were said. Each side keeps its own order, whatever the clock did."""
    lines: list[Said | Heard] = []
    waiting = list(reversed(said))
    for one in heard:
        while waiting and waiting[-1].at < one.at:
            lines.append(waiting.pop())
        lines.append(one)
    return [*lines, *reversed(waiting)]


def sent_message(db: Db, token: str) -> tuple[Said, int] | None:
    """The message with this token, and the address it went to."""
    row = db.first(_SAID, token=token)
    return None if row is None else (_said([row])[0], row.address)


def kept_message(db: Db, id: int) -> tuple[Incoming, int] | None:
    """The message of a person in this inbox row, and the address it came from."""
    row = db.first(_HEARD, id=id)
    return None if row is None or not row.body else (from_json(row.body), row.address)


def _said(rows: list[Any]) -> list[Said]:
    return [Said(row.id, row.token, json.loads(row.recipe), row.at) for row in reversed(rows)]


def _heard(db: Db, id: int, incoming: Incoming, at: datetime) -> Heard:
    return Heard(id, incoming, at, pressed(db, incoming.button) if incoming.kind is Sent.BUTTON else None)


def pressed(db: Db, button: str | None) -> str | None:
    """What a button says, by "token.number"; None if there is no such button."""
    token, _, number = (button or "").rpartition(".")
    row = db.first(_SAID, token=token) if token and number.isdigit() else None
    buttons = json.loads(row.recipe).get("buttons", ()) if row is not None else ()
    return str(buttons[int(number)]["label"]) if int(number or 0) < len(buttons) else None
