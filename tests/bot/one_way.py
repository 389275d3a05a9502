"""What every stand-in for a platform has that only takes what is sent to it."""

import aiohttp.web

from bot.channels.base import SendError
from store.messages import Wanted


class OneWay:
    """A channel that hears nothing and holds nothing open; what it does with a message is its own."""

    def routes(self) -> list[aiohttp.web.AbstractRouteDef]:
        """Nothing is served."""
        return []

    async def start(self, edge: object) -> None:
        """Nothing to open."""

    async def stop(self) -> None:
        """Nothing to close."""

    async def fetch(self, wanted: Wanted) -> tuple[bytes, str]:
        """No file ever waits here."""
        raise SendError("failed", wanted.ref)
