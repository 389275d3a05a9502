"""Several notices to one person as one message: on accounts whose messages are counted, and what waited for the
morning."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from store import outbox
from store.session import Db

NOTICE = "notice"
AT_ONCE = frozenset({"help", "changed"})  # what an officer should know at once: a call for help, an approved figure
LONGEST = 1500  # characters of a packed message: every channel carries it in one piece


def plain(kind: str, recipe: Mapping[str, Any]) -> bool:
    """Whether a message is a text and nothing else, that may stand in another's."""
    return kind == NOTICE and _only_text(recipe)


def at_once(kind: str, recipe: Mapping[str, Any]) -> bool:
    """Whether a message is a text that an officer should know at once; at night several of them wait."""
    return kind in AT_ONCE and _only_text(recipe)


def _only_text(recipe: Mapping[str, Any]) -> bool:
    return bool(recipe.get("text")) and {name for name, value in recipe.items() if value} == {"text"}


def waits_for(db: Db, row: Any, recipe: Mapping[str, Any], now: datetime, clock: datetime) -> bool:
    """Whether a notice is to go along with something else that leaves now: a reminder, or an older notice."""
    if not plain(row.kind, recipe):
        return False
    others = outbox.along(db, row.address, row.person, now, clock)
    return any(one.id != row.id and not plain(one.kind, json.loads(one.recipe)) for one in others)


def packed(
    db: Db,
    row: Any,
    made: dict[str, Any],
    now: datetime,
    clock: datetime,
    along: Callable[[str, Mapping[str, Any]], bool] = plain,
) -> dict[str, Any]:
    """A message just claimed with those that wait for the same person and may go along, before what it says itself."""
    texts = [str(made.get("text", ""))]
    for one in outbox.along(db, row.address, row.person, now, clock):
        recipe = json.loads(one.recipe)
        if one.id == row.id or not along(one.kind, recipe):
            continue
        if sum(map(len, texts)) + len(recipe["text"]) > LONGEST:
            break
        if outbox.put_down(db, one.id, clock, "dropped", f"packed into {row.id}"):
            texts.insert(-1, recipe["text"])
    if len(texts) == 1:
        return made
    made = {**made, "text": "\n\n".join(texts)}
    outbox.set_recipe(db, row.id, made)
    return made
