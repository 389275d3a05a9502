"""The process: the store, the one way in, the one way out, the clock and the channels, started and stopped in order."""

import asyncio
import contextlib
import gc
import logging
import os
import secrets
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from aiohttp import web

from bot.accounts import TelegramAccount, ZaloBotAccount, accounts_of
from bot.channels.base import Channel, Receipt, Unavailable
from bot.channels.made import Maker
from bot.channels.web import DemoWorld, WebChannel
from bot.clock import Clock
from bot.deliverer import Deliverer
from bot.errors import ErrorDigest
from bot.fetching import Fetcher
from bot.health import health_routes
from bot.inbox import Inbox, StoreUnavailable, Taken
from bot.links import Links
from bot.outbox import Outbox
from bot.settings import Settings
from bot.writer import writer_for
from handlers.header import header_of
from handlers.turn import Rules
from scheduler.clock import Knocker
from scheduler.remind import tick
from store import accounts
from store.evidence import keep_file
from store.messages import Attachment, Incoming
from store.migrate import upgrade
from store.session import Db, Store

T = TypeVar("T")
LOG = logging.getLogger(__name__)
LARGEST_BODY = 1024 * 1024
PATIENCE = 5.0  # seconds a request under way may take to end when the process stops
ACCEPTED = 0.05  # seconds until a connection that was accepted at the last instant has begun to listen


def steady() -> None:
    """Once all has been started: what is loaded stays to the end, so the collector need not walk over it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def rules_of(settings: Settings) -> Rules:
    """What turns need of the settings."""
    return Rules(settings.secret or "", settings.frameworks, settings.public_url)


def web_channel(settings: Settings, demo: DemoWorld | None = None) -> WebChannel:
    """The web chat, with the line above each talk."""
    rules = rules_of(settings)
    return WebChannel(demo=demo, header=lambda db, person, now: header_of(db, person, now, rules))


def channels_of(settings: Settings) -> list[Channel]:
    """The web chat, and each bot and official account of the settings."""
    found: list[Channel] = [web_channel(settings)]
    official = []
    for account in accounts_of(settings):
        if isinstance(account, ZaloBotAccount):
            from bot.channels import zalo_bot

            found.append(zalo_bot.channel_of(account))
        elif isinstance(account, TelegramAccount):
            from bot.channels import telegram  # python-telegram-bot takes half a second to import

            found.append(telegram.channel_of(account))
        else:
            official.append(account)
    if official:
        from bot.channels import zalo_oa  # and so does cryptography, a little

        found += zalo_oa.channels_of(official)
    return found


class App:
    """One process. Correct with any number of others beside it on PostgreSQL; alone on a SQLite file.

    Also what a channel may use of the process (`bot/channels/base.py: Edge`).
    """

    def __init__(
        self, settings: Settings, channels: Sequence[Channel], *, clock: Clock | None = None, maker: Maker | None = None
    ) -> None:
        self.settings = settings
        self.clock = clock or Clock()
        self.channels = list(channels)
        self.rules = rules_of(settings)
        self.maker = maker
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self.store = Store(settings.database, Path(settings.data))
        self.inbox = Inbox(
            self.store, self.clock.now, self.rules, holder=self.holder, claims=True, machine=self.clock.machine
        )
        self.outbox = Outbox(
            self.store, self.clock.now, holder=self.holder, rules=self.rules, machine=self.clock.machine
        )
        self.writer = writer_for(self.store, self.inbox)
        self._accounts: dict[tuple[str, str], int] = {}
        self._by_account: dict[int, Channel] = {}
        self.deliverer = Deliverer(self.outbox, self.writer, self._by_account)
        self.fetcher = Fetcher(self.writer, self.keep_file, self._by_account, self.clock.now, holder=self.holder)
        self.links = Links(settings.secret or "", settings.public_url, maker, self.read, self.clock.now)
        self.knocker = Knocker(self._knock, self.store)
        self.digest = self._error_digest()
        self.ready = False
        self._writing = False  # the writer was started
        self.port: int | None = None
        self._runner: web.AppRunner | None = None

    def _error_digest(self) -> ErrorDigest | None:
        """What tells errors to the admin of the settings, if there is one and their channel is here."""
        kind, _, user = (self.settings.admin or "").partition(":")
        channel = next((one for one in self.channels if one.name == kind), None)
        if channel is None:
            return None
        return ErrorDigest(self, channel, user, lambda: self.inbox.raised)

    # --- starting and stopping ---------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Bring the tables up to date, open the channels, listen, and begin to send and to look at the clock."""
        await asyncio.to_thread(upgrade, self.settings.database)
        await self.writer.start(self._followed)
        self._writing = True
        for channel in self.channels:
            found = await self._account_of(channel)
            self._accounts[channel.name, channel.external_id] = found.id
            self._by_account[found.id] = channel
        await self.writer.act(lambda db: accounts.serve(db, set(self._by_account)))
        served = web.Application(client_max_size=LARGEST_BODY)
        for channel in self.channels:
            await channel.start(self)
            served.add_routes(channel.routes())
        served.add_routes(self.links.routes())
        served.add_routes(health_routes(self))
        self._runner = web.AppRunner(served, access_log=None, shutdown_timeout=PATIENCE)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.settings.host, self.settings.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        await self.deliverer.start()
        await self.fetcher.start()
        await self.knocker.start()
        if self.digest is not None:
            self.digest.start()
        self.ready = True

    async def _account_of(self, channel: Channel) -> accounts.Account:
        """The account of a channel, with what its platform allows put down for the plan."""

        def find(db: Db) -> accounts.Account:
            found = accounts.account(db, channel.name, channel.external_id)
            accounts.set_terms(db, found.id, channel.capabilities.terms)
            return found

        return await self.writer.act(find)

    async def stop(self) -> None:
        """No new messages, finish what was begun, give everything back. Safe to call after a start that failed."""
        self.ready = False
        with contextlib.suppress(Exception):
            await self.knocker.stop()
        if self.digest is not None:
            await self.digest.stop()
        await self.deliverer.stop()
        for channel in self.channels:
            await channel.stop()
        if self._runner is not None:
            await self._hang_up(self._runner)
        await self.fetcher.stop()
        await self.writer.rest()
        await self.deliverer.stop()
        if self._writing:
            await self.writer.stop()
        await asyncio.to_thread(self.store.close)

    @staticmethod
    async def _hang_up(runner: web.AppRunner) -> None:
        """Take no more connections, let the requests under way end, close the others.

        aiohttp closes who waits for a request, but not who is about to: such a connection would hold it to the end of
        its patience. So nothing is closed before the last one accepted waits.
        """
        for site in runner.sites:
            await site.stop()
        await asyncio.sleep(ACCEPTED)
        await runner.cleanup()

    async def _knock(self) -> None:
        """The timer knocks: what the plan says is due is written down, then sent."""
        written = await self.writer.act(lambda db: tick(db, self.clock.now()))
        if written:
            self.deliverer.nudge()

    def _followed(self, taken: list[Taken]) -> None:
        for one in taken:
            self.deliverer.send(one.outgoing)

    # --- what a channel may use --------------------------------------------------------------------------------------

    async def receive(self, incoming: Incoming) -> Receipt:
        """Take a message in; returns after commit. Raises Unavailable: then it was not acknowledged."""
        try:
            taken = await self.writer.take(incoming)
        except StoreUnavailable as error:
            LOG.warning("the store could not keep a message", extra={"why": str(error)})
            raise Unavailable(str(error)) from error
        if LOG.isEnabledFor(logging.DEBUG):
            about = {"account": incoming.account, "update": incoming.key, "new": taken.new, "waits": taken.waiting}
            LOG.debug("a message was taken", extra=about)
        if taken.message is not None and incoming.wanted:
            self.fetcher.follow(taken.message, incoming)
        self.deliverer.send(taken.outgoing)
        return Receipt(taken.new)

    async def keep_file(self, content: bytes, name: str) -> Attachment:
        """Put a file on disk under its hash. Raises FileRefused; Unavailable where the disk does not take it."""
        try:
            return await asyncio.to_thread(keep_file, self.store.data, content, name)
        except OSError as error:
            said = {"action": "file_not_kept", "why": error.strerror, "size": len(content)}
            LOG.error("a file could not be put on disk; it will be asked for again", extra=said)
            raise Unavailable(str(error.strerror)) from error

    async def read(self, question: Callable[[Db], T]) -> T:
        """Ask the store something, in a thread, in a reading transaction."""

        def run() -> T:
            with self.store.read() as db:
                return question(db)

        return await asyncio.to_thread(run)

    async def write(self, act: Callable[[Db], T]) -> T:
        """Do writing work through the one writer."""
        return await self.writer.act(act)

    def account(self, channel: str, external_id: str | None = None) -> int:
        """The account a channel works for; without an external id the first of that channel."""
        return next(
            id for (name, external), id in self._accounts.items() if name == channel and external_id in {None, external}
        )
