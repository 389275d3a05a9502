"""The one way out: rows are claimed, their words made, sent once, and settled."""

import json
import random
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot import packing
from handlers.turn import Rules
from handlers.words import named, words_of
from scheduler import sending
from scheduler.days import hours_of
from scheduler.ways import Stock, Way
from scoring.values import value
from store import addresses, leases, outbox, people
from store.messages import Outgoing
from store.reminders import Place
from store.session import Db, Store

AMBIGUOUS_WAIT = timedelta(seconds=60)
REPLY_LIFE = timedelta(hours=1)
PUSH_LIFE = timedelta(hours=24)
MOST_TRIES = 8  # of a push; a reply is tried as long as it lives
LONGEST_WAIT = 300.0  # seconds between two tries
JITTER = 0.25  # of a wait, either way: not everything comes again at once
REPLY = "reply"  # the kind of message that leaves at any hour


@value(frozen=True, slots=True)
class Result:
    """How a send ended: sent (with the platform's id), or retry, unknown, blocked, failed with the reason.

    `held` is a message that was not sent at all and has cost no try. `until` is when it may be claimed again.
    """

    outgoing: Outgoing
    outcome: str
    platform_id: str | None = None
    words: str = ""
    retry_after: float | None = None
    until: datetime | None = None


class Outbox:
    """Claims and settles outbox rows, synchronously, in the one writing transaction of SQLite or any of PostgreSQL."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        *,
        holder: str,
        rules: Rules | None = None,
        machine: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.store = store
        self.now = now
        self.machine = machine
        self.holder = holder
        self.rules = rules or Rules("")

    def claim(self, limit: int = 32) -> list[Outgoing]:
        """Rows to send now, replies first, with their words made. What nobody needs any more is dropped here."""
        if not self.anything_due():
            return []
        with self.store.write() as db:
            return self.claim_in(db, limit)

    def anything_due(self, pushes: Mapping[int, int] | None = None) -> bool:
        """Whether a look into the outbox is worth a writing transaction; `pushes` as in `store.outbox.due`."""
        with self.store.read() as db:
            most = None if pushes is None else {account: min(1, room) for account, room in pushes.items()}
            return bool(outbox.due(db, self.now(), self.machine(), 1, most))

    def claim_in(self, db: Db, limit: int = 32, pushes: Mapping[int, int] | None = None) -> list[Outgoing]:
        """Claim inside the caller's transaction; `pushes` as in `store.outbox.due`."""
        rows = outbox.due(db, self.now(), self.machine(), limit, pushes)
        unasked = any(row.priority >= outbox.PUSH for row in rows)
        have = sending.stock(db, self.now(), waiting=False) if unasked else None
        return [claimed for row in rows if (claimed := self._claim(db, row, have)) is not None]

    def led(self, db: Db, accounts: Collection[int]) -> set[int]:
        """Those of these accounts whose pace this process keeps: one at a time does, or the limit would be passed.

        An SQLite file has but one process.
        """
        return {one for one in accounts if self.store.sqlite or leases.take(db, f"pace:{one}", self.holder)}

    def _claim(self, db: Db, row: Any, have: Stock | None) -> Outgoing | None:
        clock = self.machine()
        if row.state == "sending" and row.tries >= 2:
            outbox.put_down(db, row.id, clock, "unknown", "no answer twice")
            return None
        if row.not_after is not None and self.now() > row.not_after:
            outbox.put_down(db, row.id, clock, "dropped", "too late")
            return None
        if row.state == "queued" and row.kind != REPLY and row.person is not None:
            later = hours_of(db, row.person, self.now()).next_open(self.now())
            if later > self.now():
                outbox.put_off(db, row.id, later)
                return None
        recipe = json.loads(row.recipe)
        counted = have is not None and row.account in have.accounts and row.priority >= outbox.PUSH
        if counted and packing.waits_for(db, row, recipe, self.now(), clock):
            return None
        way = self._way(db, row, recipe, have)
        if way is None or way.place is None:
            return None
        made = words_of(db, recipe, row.person, self.now(), self.rules, way.place.account)
        if made is None:
            outbox.put_down(db, row.id, clock, "dropped", "not needed any more")
            return None
        if way.knock:
            made = {**made, outbox.ONLY_KNOCK: True}
        if not outbox.take(db, row.id, made, self.holder, clock):
            return None
        if row.kind in packing.AT_ONCE:
            made = packing.packed(db, row, made, self.now(), clock, packing.at_once)
        elif counted and row.state == "queued" and not way.knock:
            made = packing.packed(db, row, made, self.now(), clock)
        if row.priority >= outbox.PUSH and (row.use == people.SHARED or way.place.address != row.address):
            made = named(db, made, row.person, way.place.address, self.now())
            outbox.set_recipe(db, row.id, made)
        return Outgoing(
            row.id, way.place.account, way.place.user, row.token, row.kind, made, way.place.address, row.tries + 1,
            row.priority >= outbox.PUSH, clock + outbox.LEASE,
        )  # fmt: skip

    def _way(self, db: Db, row: Any, recipe: dict[str, Any], have: Stock | None) -> Way | None:
        """By which way a row leaves now; None if it does not.

        Where channels have rules a push is looked at once more: a window may have closed while it waited. One whose
        outcome is in doubt stays where it is.
        """
        now = self.now()
        unasked = row.state == "queued" and row.priority >= outbox.PUSH and row.person is not None
        if have is None or not have.standings or not unasked:
            knock = bool(recipe.get(outbox.ONLY_KNOCK))
            return Way(Place(row.address, row.account, row.user_id, None), knock=knock)
        recipe.pop(outbox.ONLY_KNOCK, None)
        way = sending.leaving(db, row, recipe, have, now)
        if way.place is None:
            if (again := sending.waits_until(row, now)) is not None:
                outbox.put_off(db, row.id, again)
            elif outbox.put_down(db, row.id, self.machine(), "dropped", f"no way: {way.reason}"):
                sending.give_up(db, row.id, way.reason, now)
            return None
        if way.knock and (later := have.knock_hour(way, now)) > now:
            outbox.put_off(db, row.id, later)
            return None
        if way.place.address != row.address and not outbox.move(db, row.id, way.place.account, way.place.address):
            return None
        return way

    def settle(self, results: Sequence[Result]) -> None:
        """Put down how sends ended, in one transaction."""
        with self.store.write() as db:
            self.settle_in(db, results)

    def settle_in(self, db: Db, results: Sequence[Result]) -> None:
        """The same, inside the caller's transaction."""
        taken = [(one.outgoing.id, one.platform_id) for one in results if one.outcome == "sent"]
        if taken:
            outbox.sent(db, taken, self.now())
        for result in results:
            if result.outcome != "sent":
                self._settle(db, result)

    def _settle(self, db: Db, result: Result) -> None:
        row, now = result.outgoing, self.now()
        state, until = result.outcome, None
        if result.outcome == "blocked":
            if "group" not in row.recipe:  # a group that put the bot out says nothing of the person who wrote there
                addresses.set_blocked(db, row.address, now)
        elif result.outcome == "unknown" and row.tries < 2:
            # One more try after a minute; a second unknown stays unknown: twice is worse than a doubt.
            state, until = "sending", self.machine() + AMBIGUOUS_WAIT
        elif result.outcome == "held":
            outbox.put_back(db, row.id, self.holder, row.tries, result.until)
            return
        elif result.outcome == "retry" and self._lives(db, row, now):
            state, until = "queued", result.until or self.again_at(result)
        elif result.outcome != "unknown":
            state = "failed"
        settled = outbox.settle(db, row.id, self.holder, row.tries, state, result.words, until)
        if settled and state in {"blocked", "failed"}:
            sending.failed(db, row.id, state, result.words, now)

    def again_at(self, result: Result) -> datetime:
        """When what could not be sent is tried again, by machine time: when the platform says, else later each time."""
        wait = result.retry_after
        if wait is None:
            wait = min(2.0**result.outgoing.tries, LONGEST_WAIT)
            wait *= random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  (spreads load, guards nothing)
        return self.machine() + timedelta(seconds=wait)

    def _lives(self, db: Db, row: Outgoing, now: datetime) -> bool:
        """Whether a message is tried once more: a reply for an hour, a push for a day and at most eight times."""
        age = now - outbox.created_at(db, row.id)
        return age < PUSH_LIFE and row.tries < MOST_TRIES if row.push else age < REPLY_LIFE
