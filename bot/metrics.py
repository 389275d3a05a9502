"""What Prometheus collects: counters of this process, the queues of the database, what each account may still send.

Accounts are named by their channel and the number in their webhook's path; nothing names a person, a unit or a secret.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from scheduler.ways import month_of
from store import accounts, addresses, inbox, outbox
from store.accounts import ACTIVE, OFF, Account, Standing
from store.session import Db

if TYPE_CHECKING:
    from bot.app import App

Families = Iterator[CounterMetricFamily | GaugeMetricFamily]
COUNTED = {"sent": "messages", "templates": "templates", "templates_cost": "dong"}  # in the counts of an account


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database says at one moment. `open_to` are people an account with a window may write to unasked."""

    states: dict[str, int]
    waiting: int
    oldest_in: datetime | None
    oldest_out: dict[int, datetime]
    failed: int
    accounts: list[Account]
    ruled: dict[int, Standing]
    users: dict[int, int]
    open_to: dict[int, int]


def stored(db: Db, now: datetime) -> Stored:
    """Ask the database once."""
    count, oldest = inbox.backlog(db)
    ruled = {one.id: one for one in accounts.ruled(db)}
    windows = {id: one.terms.window for id, one in ruled.items() if one.terms.window is not None}
    return Stored(
        outbox.counts(db), count, oldest, outbox.waiting_since(db, now), inbox.failed_count(db),
        [one for one in accounts.accounts(db) if one.state != OFF], ruled,
        {id: accounts.users(db, id) for id in ruled},
        {id: addresses.heard_since(db, id, now - window) for id, window in windows.items()},
    )  # fmt: skip


async def metrics(app: "App") -> bytes:
    """The page Prometheus reads."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figures(app, await app.read(lambda db: stored(db, app.clock.now()))))
    return generate_latest(registry)


class Figures:
    """Every figure of one moment."""

    def __init__(self, app: "App", stored: Stored) -> None:
        self.app, self.stored = app, stored
        self.now = app.clock.now()
        self.labels = {one.id: [one.channel, str(one.id)] for one in stored.accounts}

    def collect(self) -> Families:
        """Every figure, once."""
        yield from self._process()
        yield from self._queues()
        yield from self._accounts()

    def _process(self) -> Families:
        app = self.app
        yield CounterMetricFamily("sothon_turns", "Turns taken by this process.", app.inbox.turns)
        yield CounterMetricFamily("sothon_turns_raised", "Turns that raised in this process.", app.inbox.raised)
        yield CounterMetricFamily("sothon_messages_sent", "Messages a platform took.", app.deliverer.sent)
        sends = CounterMetricFamily(
            "sothon_sends", "Attempts to send, by how each ended.", labels=["channel", "account", "kind", "outcome"]
        )
        for (account, kind, outcome), count in sorted(app.deliverer.ended.items()):
            sends.add_metric([*self.labels.get(account, ["", str(account)]), kind, outcome], count)
        yield sends
        troubles = CounterMetricFamily("sothon_knock_trouble", "Knocks of the clock that went wrong.", labels=["kind"])
        for kind, count in app.knocker.counts.items():
            troubles.add_metric([kind], count)
        yield troubles
        yield GaugeMetricFamily("sothon_scheduler_leads", "1 while this process has the clock.", int(app.knocker.leads))

    def _queues(self) -> Families:
        stored = self.stored
        yield GaugeMetricFamily("sothon_inbox_waiting", "Messages kept whose turn has not come.", stored.waiting)
        yield GaugeMetricFamily(
            "sothon_inbox_oldest_seconds", "Age of the oldest of them.", self._age(stored.oldest_in)
        )
        yield GaugeMetricFamily(
            "sothon_inbox_failed", "Messages whose turn raised, kept for the operator.", stored.failed
        )
        out = GaugeMetricFamily("sothon_outbox", "Messages to be sent, by state.", labels=["state"])
        for state, count in stored.states.items():
            out.add_metric([state], count)
        yield out
        oldest = self._gauge("sothon_outbox_oldest_seconds", "How long the longest of what may leave has waited.")
        for id in self.labels:
            oldest.add_metric(self.labels[id], self._age(stored.oldest_out.get(id)))
        yield oldest

    def _accounts(self) -> Families:
        """Whether each sends, and of those with rules what was used, what is left, and who may be written to."""
        active = self._gauge("sothon_account_active", "1 where it sends, 0 where it is paused.")
        for account in self.stored.accounts:
            active.add_metric(self.labels[account.id], int(account.state == ACTIVE))
        yield active
        used = self._gauge("sothon_quota_used", "What went out this month.", "of")
        left = self._gauge("sothon_quota_left", "What is left: of the month, or as the platform last said.", "of")
        for id, one in self._ruled():
            counted = one.quotas if one.quotas.get("month") == month_of(self.now) else {}
            for name, of in COUNTED.items():
                used.add_metric([*self.labels[id], of], int(counted.get(name, 0)))
            if one.terms.month:
                left.add_metric([*self.labels[id], "month"], one.terms.month - int(counted.get("sent", 0)))
            for name, said in _said(one.quotas):
                left.add_metric([*self.labels[id], name], said)
        yield from (used, left)
        users = self._gauge("sothon_users", "People who have written to it.")
        most = self._gauge("sothon_users_limit", "People it may serve.")
        window = self._gauge("sothon_window_open", "People who may be written to unasked at this moment.")
        for id, one in self._ruled():
            users.add_metric(self.labels[id], self.stored.users[id])
            if one.terms.users:
                most.add_metric(self.labels[id], one.terms.users)
            if id in self.stored.open_to:
                window.add_metric(self.labels[id], self.stored.open_to[id])
        yield from (users, most, window)

    def _ruled(self) -> Iterator[tuple[int, Standing]]:
        return ((id, one) for id, one in self.stored.ruled.items() if id in self.labels)

    @staticmethod
    def _gauge(name: str, what: str, *more: str) -> GaugeMetricFamily:
        return GaugeMetricFamily(name, what, labels=["channel", "account", *more])

    def _age(self, since: datetime | None) -> float:
        return max(0.0, (self.now - since).total_seconds()) if since is not None else 0.0


def _said(quotas: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """What the platform said is left of each of its packages."""
    for name, said in sorted(quotas.get("told", {}).items()):
        if isinstance(said, dict) and isinstance(said.get("remain"), int):
            yield name, said["remain"]
