"""Where a message goes at the moment it leaves, and where else if it could not: the next address, or the call list."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from scheduler.ways import BLOCKED, FAILED, QUOTA, WINDOW, Stock, Way
from scoring.framework import ASKED_AT_ONCE
from store import accounts, campaigns, outbox, people, promises, reminders, units
from store.jsontext import json_value
from store.session import Db

CALL = "call"  # the kind of message that tells an officer at once whom to telephone
LIFE = timedelta(hours=24)  # how long a push looks for a way
AGAIN = timedelta(hours=1)  # how long a notice waits for a window to open before it looks again


def waits_until(row: Any, now: datetime) -> datetime | None:
    """When a push without a way looks for one again: a notice for a day, they may write meanwhile; others never."""
    return now + AGAIN if row.kind in {"notice", "changed"} and now - row.created_at < LIFE else None


def stock(db: Db, now: datetime, *, waiting: bool = True) -> Stock:
    """What every account may still send; less what waits in the outbox already, unless `waiting` is False."""
    standings = accounts.ruled(db)
    channels = {one.id: one.channel for one in accounts.accounts(db)}
    bounded = waiting and any(one.terms.month for one in standings)
    return Stock(standings, now, channels, outbox.pushes_waiting(db) if bounded else None)


def way_to(db: Db, person: int, now: datetime, have: Stock, *, knocks: bool = False) -> Way:
    """The way to one person, counted."""
    places = reminders.places(db, {person}).get(person, ())
    return have.take(have.way(places, now, knocks=knocks), now)


def place_of(db: Db, person: int, now: datetime) -> reminders.Place | None:
    """Where a notice to somebody is queued; the first of their addresses where none may be written to just now."""
    places = reminders.places(db, {person}).get(person, ())
    way = stock(db, now).way(places, now, knocks=False) if len(places) > 1 else None
    return way.place if way is not None and way.place is not None else next(iter(places), None)


def leaving(db: Db, row: Any, recipe: Mapping[str, Any], have: Stock, now: datetime) -> Way:
    """The way of a push (`store.outbox.due`) that is about to leave: its own place if that is still open."""
    tried = set(recipe.get("tried", ()))
    places = [one for one in reminders.places(db, {row.person}).get(row.person, ()) if one.address not in tried]
    places.sort(key=lambda one: one.address != row.address)
    return have.take(have.way(places, now, knocks=_knocks(recipe)), now)


def _knocks(recipe: Mapping[str, Any]) -> bool:
    return recipe.get("say") == "reminder" or "knock" in recipe


def failed(db: Db, id: int, state: str, words: str, now: datetime) -> int | None:
    """A push ended for good without leaving: it goes to the person's next address, if there is one that may be used.

    Gives the new outbox row; None where nobody can be written to: then the officer is to telephone.
    """
    row = outbox.whole(db, id)
    if row is None or row.person is None or row.priority < outbox.PUSH:
        return None
    recipe, have = json_value(row.recipe), stock(db, now)
    tried = sorted({*recipe.get("tried", ()), row.address})
    places = [one for one in reminders.places(db, {row.person}).get(row.person, ()) if one.address not in tried]
    way = have.way(places, now, knocks=_knocks(recipe))
    if way.place is None:
        passed = way.why if places else ()
        give_up(db, id, "; ".join([f"{have.channels.get(row.account, '')} {_why(state, words)}".strip(), *passed]), now)
        return None
    recipe = {name: value for name, value in recipe.items() if name != outbox.ONLY_KNOCK} | {"tried": tried}
    again = outbox.queue(
        db, account=way.place.account, address=way.place.address, user=way.place.user, person=row.person,
        kind=row.kind, recipe=recipe, now=now, priority=row.priority, not_after=row.not_after or now + LIFE,
        cause=row.cause,
    )  # fmt: skip
    promises.carry(db, id, again.id)
    return again.id


def _why(state: str, words: str) -> str:
    if state == BLOCKED:
        return BLOCKED
    return next((one for one in (WINDOW, QUOTA) if words.startswith(one)), FAILED)


def give_up(db: Db, id: int, why: str, now: datetime) -> None:
    """No channel carries this message: what it was to tell stands in the call list; of an urgent ask at once."""
    urgent: dict[int, list[int]] = {}
    for row in promises.not_told(db, id, why):
        if row.campaign is None or row.unit is None:
            continue
        if campaigns.campaign(db, row.campaign).framework.startswith(ASKED_AT_ONCE):
            urgent.setdefault(row.campaign, []).append(row.unit)
    for campaign, named in urgent.items():
        for officer in people.officers_above(db, units.unit(db, named[0]), now):
            _tell(db, officer.id, campaign, named, why, now)


def _tell(db: Db, officer: int, campaign: int, named: list[int], why: str, now: datetime) -> None:
    """One line to an officer, along with the one that waits already."""
    lines = [[campaign, unit, why] for unit in named]
    for waiting in outbox.held_back(db, officer, CALL):
        recipe = json_value(waiting.recipe)
        outbox.set_recipe(db, waiting.id, {**recipe, "units": [*recipe["units"], *lines]})
        return
    way = way_to(db, officer, now, stock(db, now))
    if way.place is not None:
        outbox.queue(
            db, account=way.place.account, address=way.place.address, user=way.place.user, person=officer, kind=CALL,
            recipe={"say": CALL, "units": lines}, now=now, priority=outbox.PUSH,
        )  # fmt: skip
