"""The named points of a turn and of a delivery at which the tests kill. Armed from outside: the product knows none.

`arm` wraps the function at the point's edge, in a process that serves nothing but a test.
"""

import itertools
import os
import signal
import threading
from collections.abc import Callable
from functools import wraps
from typing import Any

import bot.inbox
import store.conversations
import store.figures
import store.inbox
import store.outbox
import store.people
from bot.app import App
from bot.channels.telegram import Telegram
from bot.deliverer import Deliverer
from bot.inbox import Inbox
from bot.outbox import Outbox
from store.session import Db

BEFORE, AFTER = "before", "after"
_HERE = threading.local()

# The edge of a function: (where it lives, its name, before or after).
EDGES: dict[str, tuple[Any, str, str]] = {
    "a message arrives": (App, "receive", BEFORE),
    "the transaction is open": (store.people, "sender", BEFORE),
    "the sender is known": (store.people, "sender", AFTER),
    "before the message is kept": (store.inbox, "keep", BEFORE),
    "the message is kept": (store.inbox, "keep", AFTER),
    "before the conversation is read": (store.conversations, "current", BEFORE),
    "before the handler": (bot.inbox, "handle", BEFORE),
    "before the figure": (store.figures, "add_figure", BEFORE),
    "after the figure": (store.figures, "add_figure", AFTER),
    "after the handler": (bot.inbox, "handle", AFTER),
    "the conversation is kept": (store.conversations, "save", AFTER),
    "before the reply is queued": (store.outbox, "queue", BEFORE),
    "the reply is queued": (store.outbox, "queue", AFTER),
    "the effect is whole": (Inbox, "_taken", AFTER),
    "before the 200": (App, "receive", AFTER),
    "before the send": (Deliverer, "send", BEFORE),
    "before the call": (Telegram, "send", BEFORE),
    "after the call": (Telegram, "send", AFTER),
    "before it is put down": (Outbox, "settle_in", BEFORE),
    "it is put down": (Outbox, "settle_in", AFTER),
    "before the claim": (Outbox, "claim_in", BEFORE),
    "it is claimed": (Outbox, "claim_in", AFTER),
}
# Statements that have no function of their own: (what is run, after which of the edges above, before or after).
STATEMENTS: dict[str, tuple[str, str, str]] = {
    "the savepoint is set": ("SAVEPOINT turn", "the message is kept", AFTER),
    "the savepoint is released": ("RELEASE SAVEPOINT turn", "the message is kept", AFTER),
    "before the turn's commit": ("COMMIT", "the effect is whole", BEFORE),
    "the turn is committed": ("COMMIT", "the effect is whole", AFTER),
    "before the outcome's commit": ("COMMIT", "it is put down", BEFORE),
    "the outcome is committed": ("COMMIT", "it is put down", AFTER),
    "before the claim's commit": ("COMMIT", "it is claimed", BEFORE),
    "the claim is committed": ("COMMIT", "it is claimed", AFTER),
}
# A claim is only made of what a former process left behind: these points need a message in doubt.
CLAIMS = ("before the claim", "it is claimed", "before the claim's commit", "the claim is committed")
POINTS = (*EDGES, *STATEMENTS)


def arm(point: str, nth: int) -> None:
    """Have this process end as by kill -9 when it passes the point for the nth time."""
    counter = itertools.count(1)

    def die() -> None:
        if next(counter) == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    if point in EDGES:
        _wrap(*EDGES[point], die)
        return
    statement, edge, when = STATEMENTS[point]
    _wrap(*EDGES[edge], lambda: setattr(_HERE, "passed", True))
    plain = Db.plain

    def watched(self: Db, sql: str) -> None:
        hit = sql == statement and getattr(_HERE, "passed", False)
        if hit and when == BEFORE:
            die()
        plain(self, sql)
        if hit and when == AFTER:
            die()
        if sql in {"COMMIT", "ROLLBACK"}:
            _HERE.passed = False

    Db.plain = watched  # type: ignore[method-assign]


def _wrap(place: Any, name: str, when: str, act: Callable[[], None]) -> None:
    inner = getattr(place, name)
    if name in {"receive", "send"} and place is not Deliverer:
        setattr(place, name, _around_async(inner, when, act))
        return

    @wraps(inner)
    def around(*given: Any, **named: Any) -> Any:
        if when == BEFORE:
            act()
        result = inner(*given, **named)
        if when == AFTER:
            act()
        return result

    setattr(place, name, around)


def _around_async(inner: Any, when: str, act: Callable[[], None]) -> Any:
    @wraps(inner)
    async def around(*given: Any, **named: Any) -> Any:
        if when == BEFORE:
            act()
        result = await inner(*given, **named)
        if when == AFTER:
            act()
        return result

    return around
