"""The one way in: a message is kept, has its effect and is answered in one transaction, acknowledged after commit.

Written for crashes: what was acknowledged is on disk, and an effect happens once, because the delivery key is unique in
the same transaction. Turns of one conversation keep the order of arrival.
"""

import logging
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy import bindparam, select

from handlers.route import apology, handle
from handlers.turn import Rules
from scheduler import sending
from scoring.values import value
from store import conversations, inbox, outbox, people
from store.messages import Incoming, Outgoing, Reply
from store.people import ADDRESS, Sender
from store.query import Query
from store.session import Db, Store, why_unwritable
from store.tables import ConversationRow

LOG = logging.getLogger(__name__)
BATCH = 16
TALK = ConversationRow.__table__  # type: ignore[attr-defined]
_ADDRESS = Query(select(ADDRESS.c.account, ADDRESS.c.user_id).where(ADDRESS.c.id == bindparam("id")))
# Not the key of the address: two deliveries of one message would wait for each other, one for the address it names, one
# for the delivery key.
_OF_ADDRESS = select(ADDRESS.c.id).where(ADDRESS.c.id == bindparam("id"))
_LOCK_ADDRESS = Query(_OF_ADDRESS.with_for_update(key_share=True))
_TRY_ADDRESS = Query(_OF_ADDRESS.with_for_update(key_share=True, skip_locked=True))
_LOCK_TALK = Query(select(TALK.c.id).where(TALK.c.person == bindparam("person")).with_for_update())


class StoreUnavailable(Exception):
    """The database could not keep the message: it was not acknowledged, the platform will deliver it again."""


@value(frozen=True, slots=True)
class Taken:
    """What became of one delivery. `new` is False for one seen before; `waiting`: kept, its turn follows."""

    new: bool
    outgoing: tuple[Outgoing, ...] = ()
    failed: bool = False
    waiting: bool = False
    address: int | None = None
    message: int | None = None


class Inbox:
    """Takes messages into the store. `now` is business time, `machine` machine time, `holder` the name of this process.

    With `claims`, replies are claimed for this process in the same transaction, so that it sends them at once.
    """

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        rules: Rules,
        *,
        holder: str = "inbox",
        claims: bool = False,
        machine: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.store = store
        self.now = now
        self.machine = machine
        self.rules = rules
        self.holder = holder if claims else None
        self.turns = self.raised = 0  # counted for the operator; on PostgreSQL threads may rarely miss one

    # --- SQLite: one writer, groups of turns -------------------------------------------------------------------------

    def take(self, batch: Sequence[Incoming]) -> list[Taken]:
        """Take a group of messages in one transaction, each turn in its own savepoint. Raises StoreUnavailable."""
        if not self.store.sqlite:
            return [self.take_one(incoming) for incoming in batch]
        try:
            with self.store.write() as db:
                return [self.turn(db, incoming) for incoming in batch]
        except Exception as error:
            if len(batch) == 1:
                raise StoreUnavailable(str(error)) from error
        return [taken for incoming in batch for taken in self.take([incoming])]

    def turn(self, db: Db, incoming: Incoming, *, guarded: bool = True) -> Taken:
        """Keep one message and give it its effect, inside the caller's transaction.

        Where the handler raises, a `guarded` turn costs only itself; else the caller hears of it and begins anew.
        """
        now = self.now()
        if incoming.wanted:
            return self.keep(db, incoming)
        sender = people.sender(db, incoming.account, incoming.user, now, incoming.name)
        message = inbox.keep(db, incoming, sender.address, "done", now)
        if message is None:
            return Taken(False)
        if not guarded:
            return self._taken(sender, self._answer(db, sender, incoming, message, now))
        return self._effect(db, sender, incoming, message, now)

    def keep(self, db: Db, incoming: Incoming) -> Taken:
        """Keep one message as waiting: its turn follows in order of arrival (`drain`)."""
        now = self.now()
        sender = people.sender(db, incoming.account, incoming.user, now, incoming.name)
        message = inbox.keep(db, incoming, sender.address, "waiting", now)
        if message is None:
            return Taken(False)
        return Taken(True, waiting=True, address=sender.address, message=message)

    def _effect(self, db: Db, sender: Sender, incoming: Incoming, message: int, now: datetime) -> Taken:
        db.plain("SAVEPOINT turn")
        try:
            outgoing = self._answer(db, sender, incoming, message, now)
            db.plain("RELEASE SAVEPOINT turn")
            return self._taken(sender, outgoing)
        except Exception as error:
            if not db.in_transaction() or why_unwritable(error):
                raise  # not the turn's fault: nothing is acknowledged, it will come again
            self.turns += 1
            self.raised += 1
            trace = traceback.format_exc()
            about = {"account": incoming.account, "update": incoming.key, "inbox": message}
            LOG.warning("a turn raised; its message is kept for the operator", extra=about)
            db.plain("ROLLBACK TO SAVEPOINT turn")
            db.plain("RELEASE SAVEPOINT turn")
            inbox.settle(db, message, "failed", trace)
            sorry = self._queue(db, sender, Reply(apology(sender)), message, now, group=incoming.group)
            return Taken(True, (sorry,), failed=True, address=sender.address)

    def _taken(self, sender: Sender, outgoing: tuple[Outgoing, ...]) -> Taken:
        self.turns += 1
        return Taken(True, outgoing, address=sender.address)

    def _answer(self, db: Db, sender: Sender, incoming: Incoming, message: int, now: datetime) -> tuple[Outgoing, ...]:
        talk = conversations.current(db, sender.conversation, sender.person, sender.address, sender.memory)
        talk, replies = handle(db, talk, sender, incoming, message, now, self.rules)
        conversations.save(db, talk, now)
        return tuple(
            queued
            for reply in replies
            if (queued := self._queue(db, sender, reply, message, now, talk.person, incoming.group)) is not None
        )

    def _queue(
        self,
        db: Db,
        sender: Sender,
        reply: Reply,
        message: int,
        now: datetime,
        person: int | None = None,
        group: str | None = None,
    ) -> Outgoing:
        """Write a reply down: to its sender (into the `group` they wrote in, unless it is private), or to another."""
        recipe = outbox.recipe_of(reply)
        address, account, user = sender.address, sender.account, sender.user
        priority, holder = outbox.REPLY, self.holder
        to = reply.to
        me = person or sender.person  # on a phone of several people the turn may have found who speaks
        if to is None or to == me:
            to = me
            if group is not None and not reply.private:
                recipe["group"] = group
        else:
            priority, holder = outbox.PUSH, None
            recipe["opens"] = reply.asks is not None
            place = sending.place_of(db, to, now)
            if place is None:
                recipe["nowhere"] = True
            else:
                address, account, user = place.address, place.account, place.user
        state_holder = None if recipe.get("nowhere") else holder
        queued = outbox.queue(
            db,
            account=account,
            address=address,
            user=user,
            person=to,
            kind=reply.kind,
            recipe=recipe,
            now=now,
            priority=priority,
            not_before=reply.not_before,
            cause=message,
            holder=state_holder,
            clock=self.machine(),
        )
        if recipe.get("nowhere"):
            outbox.end(db, queued.id, "dropped", "nowhere")
        return queued

    # --- PostgreSQL: any number of processes, one conversation a transaction -----------------------------------------

    def take_one(self, incoming: Incoming) -> Taken:
        """Keep a message and, if its conversation is free, take its turn in the same transaction."""
        try:
            with self.store.write() as db:
                now = self.now()
                sender = people.sender(db, incoming.account, incoming.user, now, incoming.name)
                free = not incoming.wanted and db.first(_TRY_ADDRESS, id=sender.address) is not None
                ahead = free and inbox.waiting(db, sender.address, 1)
                kept = inbox.keep(db, incoming, sender.address, "done" if free and not ahead else "waiting", now)
                if kept is None:
                    return Taken(False)
                if not free or ahead:
                    return Taken(True, waiting=True, address=sender.address, message=kept)
                self._lock_talk(db, sender)
                return self._effect(db, people.sender(db, incoming.account, incoming.user, now), incoming, kept, now)
        except Exception as error:
            raise StoreUnavailable(str(error)) from error

    def drain(self, address: int) -> list[Taken]:
        """Take the turns of up to 16 waiting messages of one address, in one transaction, in order of arrival.

        One whose files are still to be fetched holds up those after it.
        """
        with self.store.write() as db:
            return self.drain_in(db, address)

    def drain_in(self, db: Db, address: int) -> list[Taken]:
        """The same, inside the caller's transaction."""
        if not self.store.sqlite:
            db.first(_LOCK_ADDRESS, id=address)
        taken = []
        for message, incoming, _ in inbox.waiting(db, address, BATCH):
            if incoming.wanted:
                break  # its files are on their way; what came after it waits
            now = self.now()
            sender = people.sender(db, incoming.account, incoming.user, now)
            if not self.store.sqlite:
                self._lock_talk(db, sender)
                sender = people.sender(db, incoming.account, incoming.user, now)
            inbox.settle(db, message, "done")
            taken.append(self._effect(db, sender, incoming, message, now))
        return taken

    def behind(self, db: Db, address: int) -> bool:
        """Whether messages of this address still wait for their turn."""
        return bool(inbox.waiting(db, address, 1))

    def waiting(self) -> list[int]:
        """Addresses whose messages wait for their turn (after a crash, or left by another process)."""
        with self.store.read() as db:
            return inbox.waiting_addresses(db)

    def _lock_talk(self, db: Db, sender: Sender) -> None:
        if sender.person is not None and sender.conversation is not None:
            db.first(_LOCK_TALK, person=sender.person)
