"""Messages seen: every delivery kept once, in order of arrival. waiting → done | failed; fetching → waiting."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from store.jsontext import json_text, json_value
from store.messages import Attachment, Incoming, Sent, Wanted
from store.query import Query
from store.session import Db
from store.tables import InboxRow

INBOX = InboxRow.__table__  # type: ignore[attr-defined]
_VALUES: dict[str, Any] = {
    name: bindparam(name) for name in ("account", "delivery_key", "address", "state", "body", "received_at", "sent_at")
}


def _keep(insert: Any) -> Query:
    return Query(
        insert(INBOX)
        .values(_VALUES)
        .on_conflict_do_nothing(index_elements=["account", "delivery_key"])
        .returning(INBOX.c.id)
    )


_KEEP = {"sqlite": _keep(sqlite_insert), "postgresql": _keep(pg_insert)}
_SETTLE = Query(
    update(INBOX).where(INBOX.c.id == bindparam("b_id")).values(state=bindparam("b_state"), error=bindparam("b_error"))
)
_WAS_READ = Query(update(INBOX).where(INBOX.c.id == bindparam("b_id")).values(read=bindparam("b_read")))
_READING = Query(select(INBOX.c.read).where(INBOX.c.id == bindparam("id")))
_READINGS = Query(
    select(INBOX.c.id, INBOX.c.received_at, INBOX.c.read)
    .where(INBOX.c.read.is_not(None))
    .order_by(INBOX.c.id.desc())
    .limit(bindparam("limit"))
)
_WAITING = Query(
    select(INBOX.c.id, INBOX.c.body, INBOX.c.received_at)
    .where(INBOX.c.state == "waiting", INBOX.c.address == bindparam("address"))
    .order_by(INBOX.c.id)
    .limit(bindparam("limit"))
)
_WAITING_ADDRESSES = Query(
    select(INBOX.c.address).where(INBOX.c.state == "waiting").group_by(INBOX.c.address).limit(bindparam("limit"))
)
_OPEN = or_(INBOX.c.state == "waiting", INBOX.c.state == "fetching")
_WANTING = Query(
    select(INBOX.c.id, INBOX.c.body, INBOX.c.state)
    .where(_OPEN, INBOX.c.body.like(bindparam("like")))
    .order_by(INBOX.c.id)
)
_READY = Query(
    update(INBOX).where(INBOX.c.id == bindparam("b_id"), _OPEN).values(state="waiting", body=bindparam("b_body"))
)
LOOKED_BACK = 200  # so many messages of an address are looked through for one that was changed
_LATEST = Query(
    select(INBOX.c.id, INBOX.c.body)
    .where(INBOX.c.state == "done", INBOX.c.address == bindparam("address"), INBOX.c.received_at >= bindparam("since"))
    .order_by(INBOX.c.id.desc())
    .limit(bindparam("limit"))
)
_ADDRESS = Query(select(INBOX.c.address).where(INBOX.c.id == bindparam("id")))
_FORGET = Query(update(INBOX).where(INBOX.c.id == bindparam("b_id")).values(body=""))
_FAILED = Query(
    select(INBOX.c.id, INBOX.c.account, INBOX.c.received_at, INBOX.c.body, INBOX.c.error)
    .where(INBOX.c.state == "failed")
    .order_by(INBOX.c.id.desc())
    .limit(bindparam("limit"))
)
_BODY = Query(select(INBOX.c.body, INBOX.c.received_at).where(INBOX.c.id == bindparam("id")))


def to_json(incoming: Incoming) -> str:
    """An Incoming as it is kept: only what differs from the defaults."""
    kept: dict[str, Any] = {"account": incoming.account, "user": incoming.user, "key": incoming.key}
    if incoming.kind is not Sent.TEXT:
        kept["kind"] = incoming.kind.value
    for name in ("text", "button", "quote", "group", "name", "id", "edits"):
        value = getattr(incoming, name)
        if value:
            kept[name] = value
    if not incoming.addressed:
        kept["addressed"] = False
    if incoming.files:
        kept["files"] = [asdict(file) for file in incoming.files]
    if incoming.refused:
        kept["refused"] = [list(pair) for pair in incoming.refused]
    if incoming.wanted:
        kept["wanted"] = [asdict(file) for file in incoming.wanted]
    if incoming.sent_at is not None:
        kept["sent_at"] = incoming.sent_at.isoformat()
    return json_text(kept)


def from_json(body: str) -> Incoming:
    """The Incoming that was kept."""
    kept = json_value(body)
    kept["kind"] = Sent(kept.get("kind", "text"))
    kept["files"] = tuple(Attachment(**file) for file in kept.get("files", ()))
    kept["refused"] = tuple((name, why) for name, why in kept.get("refused", ()))
    kept["wanted"] = tuple(Wanted(**file) for file in kept.get("wanted", ()))
    if "sent_at" in kept:
        kept["sent_at"] = datetime.fromisoformat(kept["sent_at"])
    return Incoming(**kept)


def keep(db: Db, incoming: Incoming, address: int, state: str, now: datetime) -> int | None:
    """Keep a delivery; its id, or None if this delivery key was seen before."""
    return db.add(
        _KEEP[db.dialect.name],
        account=incoming.account,
        delivery_key=incoming.key,
        address=address,
        state=state,
        body=to_json(incoming),
        received_at=now,
        sent_at=incoming.sent_at,
    )


def settle(db: Db, id: int, state: str, error: str | None = None) -> None:
    """The message has had its effect (done) or its turn raised (failed, with the trace for the operator)."""
    db.run(_SETTLE, b_id=id, b_state=state, b_error=error)


def was_read(db: Db, id: int, lines: Iterable[str]) -> None:
    """Which words of a message were taken for what, for the operator: one line each, the intent last."""
    db.run(_WAS_READ, b_id=id, b_read="\n".join(lines))


def reading(db: Db, id: int) -> list[str] | None:
    """How a message was read; None where nothing is kept of it."""
    row = db.first(_READING, id=id)
    return None if row is None or not row.read else str(row.read).split("\n")


def readings(db: Db, limit: int) -> list[tuple[int, datetime, list[str]]]:
    """The latest messages whose reading is kept, newest first."""
    return [(row.id, row.received_at, row.read.split("\n")) for row in db.all(_READINGS, limit=limit) if row.read]


def waiting(db: Db, address: int, limit: int = 16) -> list[tuple[int, Incoming, datetime]]:
    """The messages of an address whose turn has not come yet, in order of arrival."""
    return [(row.id, from_json(row.body), row.received_at) for row in db.all(_WAITING, address=address, limit=limit)]


def wanting(db: Db) -> list[tuple[int, Incoming, bool]]:
    """Messages whose files are still at the platform; True for those whose talk does not wait for them any more."""
    found = [(row.id, from_json(row.body), row.state == "fetching") for row in db.all(_WANTING, like='%"wanted"%')]
    return [one for one in found if one[1].wanted]


def ready(db: Db, id: int, incoming: Incoming) -> int | None:
    """The turn of this message may be taken now, as it stands here; its address, None if it was taken already."""
    if not db.run(_READY, b_id=id, b_body=to_json(incoming)):
        return None
    return int(db.first(_ADDRESS, id=id).address)


def waiting_addresses(db: Db, limit: int = 1000) -> list[int]:
    """Addresses that have messages waiting."""
    return [row.address for row in db.all(_WAITING_ADDRESSES, limit=limit)]


def failed(db: Db, limit: int = 50) -> list[dict[str, Any]]:
    """The turns that raised, newest first, for the operator."""
    return [dict(row._asdict()) for row in db.all(_FAILED, limit=limit)]


def failed_count(db: Db) -> int:
    """How many turns raised and were not tried again."""
    found: list[Any] = db.execute(select(func.count()).where(INBOX.c.state == "failed"))
    return int(found[0][0])


def backlog(db: Db) -> tuple[int, datetime | None]:
    """How many messages wait for their turn, and since when the oldest does."""
    found: list[Any] = db.execute(select(func.count(), func.min(INBOX.c.received_at)).where(INBOX.c.state == "waiting"))
    return int(found[0][0]), found[0][1]


@dataclass(frozen=True, slots=True)
class AsSent:
    """A message people can change: its text as it last stood, the ids of its versions, whether nothing followed."""

    text: str
    versions: frozenset[int]
    latest: bool


def as_sent(db: Db, address: int, platform_id: str, before: int, since: datetime) -> AsSent | None:
    """A message by the platform's id, among those of an address that came before the inbox row `before`."""
    text, versions, others = None, set(), 0
    for row in db.all(_LATEST, address=address, since=since, limit=LOOKED_BACK):
        found = from_json(row.body) if row.body else None
        if row.id >= before:
            continue
        if found is None or platform_id not in {found.id, found.edits}:
            others += 1
            continue
        versions.add(row.id)
        text = found.text if text is None else text
        if found.id == platform_id:
            return AsSent(text, frozenset(versions), not others)
    return None


def last_heard(db: Db, account: int) -> datetime | None:
    """When the last message came in by an account."""
    found: list[Any] = db.execute(select(func.max(INBOX.c.received_at)).where(INBOX.c.account == account))
    return found[0][0] if found else None


def message(db: Db, id: int) -> Incoming | None:
    """One kept message."""
    row = db.first(_BODY, id=id)
    return None if row is None or not row.body else from_json(row.body)


def forget(db: Db, id: int) -> None:
    """Empty one message: its key stays, so that a redelivery is still known."""
    db.run(_FORGET, b_id=id)


def forget_bodies(db: Db, before: datetime) -> int:
    """Empty the texts of messages older than this; keys stay, so that a late redelivery is still known."""
    blank = INBOX.update().where(INBOX.c.received_at < before, INBOX.c.state == "done", INBOX.c.body != "")
    found: Iterable[Any] = db.execute(select(INBOX.c.id).where(INBOX.c.received_at < before, INBOX.c.body != ""))
    db.execute(blank.values(body="", read=None))
    return len(list(found))
