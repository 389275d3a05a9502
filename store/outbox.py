"""Everything to be sent: queued → sending → sent | unknown | failed | blocked | dropped."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, or_, select, update

from store.accounts import ACCOUNT, ACTIVE
from store.jsontext import json_text, json_value
from store.messages import Outgoing, Reply
from store.people import ADDRESS
from store.query import Query
from store.session import Db
from store.tables import OutboxRow, PlannedRow

OUTBOX = OutboxRow.__table__  # type: ignore[attr-defined]
PLANNED = PlannedRow.__table__  # type: ignore[attr-defined]
REPLY, PUSH = 0, 10
LEASE = timedelta(seconds=60)
ONLY_KNOCK = "only_knock"  # in a recipe: at this moment only a template may be sent

_ADD = Query(
    insert(OUTBOX)
    .values(
        {
            name: bindparam(name)
            for name in (
                "token",
                "account",
                "address",
                "person",
                "kind",
                "priority",
                "recipe",
                "not_before",
                "not_after",
                "state",
                "tries",
                "holder",
                "until",
                "cause",
                "created_at",
            )
        }
    )
    .returning(OUTBOX.c.id)
)
_MAY_BE_TAKEN = or_(
    and_(
        OUTBOX.c.state == "queued",
        or_(OUTBOX.c.not_before.is_(None), OUTBOX.c.not_before <= bindparam("now")),
        or_(OUTBOX.c.until.is_(None), OUTBOX.c.until <= bindparam("clock")),
    ),
    and_(OUTBOX.c.state == "sending", OUTBOX.c.until <= bindparam("clock")),
)


def _due(*where: Any) -> Query:
    columns = (
        OUTBOX.c.id,
        OUTBOX.c.account,
        ADDRESS.c.user_id,
        OUTBOX.c.token,
        OUTBOX.c.kind,
        OUTBOX.c.recipe,
        OUTBOX.c.address,
        OUTBOX.c.tries,
        OUTBOX.c.person,
        OUTBOX.c.priority,
        OUTBOX.c.not_before,
        OUTBOX.c.not_after,
        OUTBOX.c.created_at,
        OUTBOX.c.state,
        ADDRESS.c.state.label("use"),
    )
    return Query(
        select(*columns)
        .join_from(OUTBOX, ADDRESS, ADDRESS.c.id == OUTBOX.c.address)
        .join(ACCOUNT, ACCOUNT.c.id == OUTBOX.c.account)
        .where(ACCOUNT.c.state == ACTIVE, _MAY_BE_TAKEN, *where)
        .order_by(OUTBOX.c.priority, OUTBOX.c.id)
        .limit(bindparam("limit"))
    )


_DUE = _due()
_DUE_REPLIES = _due(OUTBOX.c.priority < PUSH)
_DUE_PUSHES = _due(OUTBOX.c.priority >= PUSH, OUTBOX.c.account == bindparam("account"))
_TAKE = Query(
    update(OUTBOX)
    .where(
        OUTBOX.c.id == bindparam("b_id"),
        or_(OUTBOX.c.state == "queued", and_(OUTBOX.c.state == "sending", OUTBOX.c.until <= bindparam("b_clock"))),
    )
    .values(
        state="sending",
        holder=bindparam("b_holder"),
        until=bindparam("b_until"),
        tries=OUTBOX.c.tries + 1,
        recipe=bindparam("b_recipe"),
    )
)
_SENT = Query(
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("b_id"))
    .values(state="sent", platform_id=bindparam("b_platform"), sent_at=bindparam("b_at"), until=None)
)
_ENDED: dict[str, Any] = {"state": bindparam("b_state"), "error": bindparam("b_error"), "until": bindparam("b_until")}
_END = Query(update(OUTBOX).where(OUTBOX.c.id == bindparam("b_id")).values(_ENDED))
_SETTLE = Query(
    update(OUTBOX)
    .where(
        OUTBOX.c.id == bindparam("b_id"),
        OUTBOX.c.state == "sending",
        OUTBOX.c.holder == bindparam("b_holder"),
        OUTBOX.c.tries == bindparam("b_tries"),
    )
    .values(_ENDED)
)
_PUT_BACK = Query(
    update(OUTBOX)
    .where(
        OUTBOX.c.id == bindparam("b_id"),
        OUTBOX.c.state == "sending",
        OUTBOX.c.holder == bindparam("b_holder"),
        OUTBOX.c.tries == bindparam("b_tries"),
    )
    .values(state="queued", tries=OUTBOX.c.tries - 1, until=bindparam("b_until"))
)
_CREATED = Query(select(OUTBOX.c.created_at).where(OUTBOX.c.id == bindparam("id")))
_PUT_DOWN = Query(
    update(OUTBOX)
    .where(
        OUTBOX.c.id == bindparam("b_id"),
        or_(OUTBOX.c.state == "queued", and_(OUTBOX.c.state == "sending", OUTBOX.c.until <= bindparam("b_clock"))),
    )
    .values(_ENDED)
)
_PUT_OFF = Query(
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("b_id"), OUTBOX.c.state == "queued")
    .values(not_before=bindparam("b_until"))
)
_MOVE = Query(
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("b_id"), OUTBOX.c.state == "queued")
    .values(account=bindparam("b_account"), address=bindparam("b_address"))
)
_WHOLE = Query(
    select(
        OUTBOX.c.account, OUTBOX.c.address, OUTBOX.c.person, OUTBOX.c.kind, OUTBOX.c.priority, OUTBOX.c.recipe,
        OUTBOX.c.not_after, OUTBOX.c.cause,
    ).where(OUTBOX.c.id == bindparam("id"))
)  # fmt: skip
_PUSHES_WAITING = Query(
    select(OUTBOX.c.account, func.count().label("n"))
    .where(or_(OUTBOX.c.state == "queued", OUTBOX.c.state == "sending"), OUTBOX.c.priority >= PUSH)
    .group_by(OUTBOX.c.account)
)
_HELD_BACK = Query(
    select(OUTBOX.c.id, OUTBOX.c.recipe, OUTBOX.c.cause)
    .where(OUTBOX.c.person == bindparam("person"), OUTBOX.c.kind == bindparam("kind"), OUTBOX.c.state == "queued")
    .order_by(OUTBOX.c.id)
    .with_for_update()
)
_ALONG = Query(
    select(OUTBOX.c.id, OUTBOX.c.kind, OUTBOX.c.recipe)
    .where(
        OUTBOX.c.address == bindparam("address"),
        OUTBOX.c.person == bindparam("person"),
        OUTBOX.c.state == "queued",
        OUTBOX.c.priority >= PUSH,
        _MAY_BE_TAKEN,
    )
    .order_by(OUTBOX.c.id)
)
_SET_RECIPE = Query(update(OUTBOX).where(OUTBOX.c.id == bindparam("b_id")).values(recipe=bindparam("b_recipe")))
_LAST_TO = Query(
    select(OUTBOX.c.recipe)
    .where(OUTBOX.c.person == bindparam("person"), or_(OUTBOX.c.state == "sent", OUTBOX.c.state == "unknown"))
    .order_by(OUTBOX.c.id.desc())
    .limit(1)
)
_BY_TOKEN = Query(
    select(OUTBOX.c.id, OUTBOX.c.recipe, OUTBOX.c.address, OUTBOX.c.person).where(OUTBOX.c.token == bindparam("token"))
)
_BY_PLATFORM = Query(
    select(OUTBOX.c.recipe)
    .where(OUTBOX.c.account == bindparam("account"), OUTBOX.c.platform_id == bindparam("platform"))
    .order_by(OUTBOX.c.id.desc())
    .limit(1)
)
_DOUBTFUL = Query(
    select(OUTBOX.c.id, OUTBOX.c.recipe)
    .join_from(OUTBOX, ADDRESS, ADDRESS.c.id == OUTBOX.c.address)
    .where(
        OUTBOX.c.account == bindparam("account"),
        ADDRESS.c.user_id == bindparam("user"),
        OUTBOX.c.state == "sending",
        OUTBOX.c.error.is_not(None),
    )
    .order_by(OUTBOX.c.id)
)
_PROVED = Query(
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("b_id"), OUTBOX.c.state == "sending")
    .values(state="sent", platform_id=bindparam("b_platform"), sent_at=bindparam("b_at"), until=None)
)


def recipe_of(reply: Reply) -> dict[str, Any]:
    """A reply as it is kept in the outbox: only what it has."""
    recipe: dict[str, Any] = {"text": reply.text}
    if reply.buttons:
        recipe["buttons"] = [{"label": button.label, "does": dict(button.does)} for button in reply.buttons]
    for name in ("asks", "picture", "file", "figure"):
        value = getattr(reply, name)
        if value is not None:
            recipe[name] = dict(value)
    if reply.numeric:
        recipe["numeric"] = True
    if reply.worded:
        recipe["worded"] = True
    return recipe


def queue(
    db: Db,
    *,
    account: int,
    address: int,
    user: str,
    person: int | None,
    kind: str,
    recipe: Mapping[str, Any],
    now: datetime,
    priority: int = REPLY,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
    cause: int | None = None,
    holder: str | None = None,
    clock: datetime | None = None,
) -> Outgoing:
    """Write a message into the outbox. With a holder it is claimed at once (`clock` is machine time), tries = 1."""
    token = secrets.token_hex(16)
    taken = holder is not None and clock is not None and not_before is None
    until = clock + LEASE if taken and clock is not None else None
    id = db.add(
        _ADD,
        token=token,
        account=account,
        address=address,
        person=person,
        kind=kind,
        priority=priority,
        recipe=json_text(recipe),
        not_before=not_before,
        not_after=not_after,
        state="sending" if taken else "queued",
        tries=1 if taken else 0,
        holder=holder if taken else None,
        until=until,
        cause=cause,
        created_at=now,
    )
    assert id is not None
    return Outgoing(id, account, user, token, kind, recipe, address, 1 if taken else 0, priority >= PUSH, until)


def due(db: Db, now: datetime, clock: datetime, limit: int = 32, pushes: Mapping[int, int] | None = None) -> list[Any]:
    """Rows that may be claimed: business time `now` for not_before, machine time `clock` for leases.

    With `pushes` at most `limit` replies, and of each account named there at most so many pushes.
    """
    if pushes is None:
        return db.all(_DUE, now=now, clock=clock, limit=limit)
    found = db.all(_DUE_REPLIES, now=now, clock=clock, limit=limit)
    for account, most in pushes.items():
        if most > 0:
            found += db.all(_DUE_PUSHES, now=now, clock=clock, limit=most, account=account)
    return found


def take(db: Db, id: int, recipe: Mapping[str, Any], holder: str, clock: datetime) -> bool:
    """Claim a row, with the text made for it; False if somebody else was quicker."""
    return bool(
        db.run(
            _TAKE,
            b_id=id,
            b_clock=clock,
            b_holder=holder,
            b_until=clock + LEASE,
            b_recipe=json_text(recipe),
        )
    )


def sent(db: Db, taken: Iterable[tuple[int, str | None]], at: datetime) -> None:
    """The platform took these: (row, the platform's id)."""
    db.run_all(_SENT, [{"b_id": id, "b_platform": platform_id, "b_at": at} for id, platform_id in taken])


def doubtful(db: Db, account: int, user: str) -> list[tuple[int, dict[str, Any]]]:
    """Messages to somebody whose send had no answer and that have not been tried again yet: (id, recipe)."""
    return [(row.id, json_value(row.recipe)) for row in db.all(_DOUBTFUL, account=account, user=user)]


def proved(db: Db, id: int, platform_id: str, at: datetime) -> bool:
    """The platform tells that it took a message whose send had no answer; False if that was settled meanwhile."""
    return bool(db.run(_PROVED, b_id=id, b_platform=platform_id, b_at=at))


def settle(
    db: Db, id: int, holder: str, tries: int, state: str, error: str | None, until: datetime | None = None
) -> bool:
    """How a send ended that `holder` claimed; False, and nothing changed, if the row was claimed again since then."""
    return bool(db.run(_SETTLE, b_id=id, b_holder=holder, b_tries=tries, b_state=state, b_error=error, b_until=until))


def put_back(db: Db, id: int, holder: str, tries: int, until: datetime | None) -> None:
    """A row that `holder` claimed and did not send may be claimed again, from `until` (machine time) on."""
    db.run(_PUT_BACK, b_id=id, b_holder=holder, b_tries=tries, b_until=until)


def created_at(db: Db, id: int) -> datetime:
    """When a message was written down."""
    return db.first(_CREATED, id=id).created_at  # type: ignore[no-any-return]


def put_down(db: Db, id: int, clock: datetime, state: str, error: str) -> bool:
    """A row that may be claimed at machine time `clock` is given up instead; False if somebody was quicker."""
    return bool(db.run(_PUT_DOWN, b_id=id, b_clock=clock, b_state=state, b_error=error, b_until=None))


def end(db: Db, id: int, state: str, error: str | None = None, until: datetime | None = None) -> None:
    """It ended otherwise: unknown, failed, blocked, dropped; or queued again, not before the machine time `until`."""
    db.run(_END, b_id=id, b_state=state, b_error=error, b_until=until)


def put_off(db: Db, id: int, until: datetime) -> None:
    """A message that waits is not to leave before then."""
    db.run(_PUT_OFF, b_id=id, b_until=until)


def move(db: Db, id: int, account: int, address: int) -> bool:
    """A message that waits is to leave by another address; False if somebody was quicker."""
    return bool(db.run(_MOVE, b_id=id, b_account=account, b_address=address))


def whole(db: Db, id: int) -> Any:
    """What a row is made of, its recipe as text; None if there is none."""
    return db.first(_WHOLE, id=id)


def pushes_waiting(db: Db) -> dict[int, int]:
    """How many messages nobody asked for are on their way, by account."""
    return {row.account: row.n for row in db.all(_PUSHES_WAITING)}


def held_back(db: Db, person: int, kind: str) -> list[Any]:
    """The messages of a kind to somebody that wait, kept from being claimed until this transaction ends."""
    return db.all(_HELD_BACK, person=person, kind=kind)


def along(db: Db, address: int, person: int | None, now: datetime, clock: datetime) -> list[Any]:
    """What else nobody asked for may leave to somebody at an address now, oldest first."""
    return db.all(_ALONG, address=address, person=person, now=now, clock=clock)


def set_recipe(db: Db, id: int, recipe: Mapping[str, Any]) -> None:
    """What a message that waits is to say."""
    db.run(_SET_RECIPE, b_id=id, b_recipe=json_text(recipe))


def by_token(db: Db, token: str) -> tuple[int, dict[str, Any], int, int | None] | None:
    """The message whose button was pressed: (id, recipe, address, person)."""
    row = db.first(_BY_TOKEN, token=token)
    return None if row is None else (row.id, json_value(row.recipe), row.address, row.person)


def by_platform_id(db: Db, account: int, platform_id: str) -> dict[str, Any] | None:
    """The recipe of the message a person quotes."""
    row = db.first(_BY_PLATFORM, account=account, platform=platform_id)
    return None if row is None else json_value(row.recipe)


def last_units(db: Db, person: int) -> list[tuple[int, int, str]]:
    """What the last message to a person spoke of, if that was a reminder: (campaign, unit, stage)."""
    row = db.first(_LAST_TO, person=person)
    return [] if row is None else [tuple(one) for one in json_value(row.recipe).get("sent_for", ())]


def last_text(db: Db, person: int) -> str:
    """The words of the last message to a person."""
    row = db.first(_LAST_TO, person=person)
    return "" if row is None else str(json_value(row.recipe).get("text", ""))


def counts(db: Db) -> dict[str, int]:
    """How many rows are in each state."""
    rows: Iterable[Any] = db.execute(select(OUTBOX.c.state, func.count()).group_by(OUTBOX.c.state))
    return dict(rows)


def waiting_since(db: Db, now: datetime) -> dict[int, datetime]:
    """Since when the oldest message of each account that may leave has waited."""
    free_since = func.coalesce(OUTBOX.c.not_before, OUTBOX.c.created_at)
    query = (
        select(OUTBOX.c.account, func.min(free_since).label("since"))
        .where(or_(OUTBOX.c.state == "queued", OUTBOX.c.state == "sending"), free_since <= now)
        .group_by(OUTBOX.c.account)
    )
    return {row.account: row.since for row in db.execute(query)}


def ended_badly(db: Db, limit: int = 50) -> list[Any]:
    """Messages that will not be tried again, newest first: failed, or unknown whether they arrived."""
    columns = (OUTBOX.c.id, OUTBOX.c.account, OUTBOX.c.created_at, OUTBOX.c.state, OUTBOX.c.error)
    ended = OUTBOX.c.state.in_(("failed", "unknown"))
    return db.execute(select(*columns).where(ended).order_by(OUTBOX.c.id.desc()).limit(limit))


def queue_again(db: Db, id: int, now: datetime, life: timedelta = timedelta(days=1)) -> None:
    """A failed message is tried anew from now on, for a day; what nobody needs by then is dropped as ever."""
    fresh = {"state": "queued", "tries": 0, "error": None, "until": None, "not_after": now + life}
    db.execute(update(OUTBOX).where(OUTBOX.c.id == id, OUTBOX.c.state == "failed").values(fresh))
