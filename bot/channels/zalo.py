"""What both Zalo channels share: one session, one meter, background work, downloads, and how a request is answered."""

import logging

import aiohttp
from aiohttp import web

from bot.channels.base import Capabilities, Edge, FetchFailed, Refused
from bot.channels.download import download
from bot.channels.quotas import Meter
from bot.channels.under_way import Background, HalfSent
from store.messages import Wanted

LOG = logging.getLogger(__name__)


class ZaloChannel:
    """A channel that speaks HTTP to Zalo. Between `open` and `stop` it has an edge, an account, a session, a meter."""

    name: str
    external_id: str
    capabilities: Capabilities

    def __init__(self) -> None:
        self.account = 0
        self._edge: Edge | None = None
        self._session: aiohttp.ClientSession | None = None
        self._meter: Meter | None = None
        self._work, self._half = Background(), HalfSent()

    async def open(self, edge: Edge) -> aiohttp.ClientSession:
        """Take up the edge, and begin to count."""
        self._edge, self.account = edge, edge.account(self.name, self.external_id)
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        self._meter = Meter(edge, self.account, self.capabilities.terms)
        self._work.spawn(self._meter.run())
        return self._session

    async def stop(self) -> None:
        """Take no more messages and let go of the connections; what is still to be sent stays in the outbox."""
        await self._work.end()
        if self._meter is not None:
            try:
                await self._meter.flush()
            except Exception as error:
                LOG.warning("counts were not put down", extra={"channel": self.name, "why": type(error).__name__})
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch(self, wanted: Wanted) -> tuple[bytes, str]:
        """A picture or document at its public address. Raises FetchFailed, FileRefused."""
        if self._session is None:
            raise FetchFailed("the channel is closed")
        return await download(self._session, wanted)

    def refused(self, found: Refused) -> web.Response:
        """The answer to a request that brings no message; one that should not have come is told to the operator."""
        if found.status != 200:
            LOG.warning("a webhook request was refused", extra={"channel": self.name, "why": found.why})
        return web.Response(status=found.status)
