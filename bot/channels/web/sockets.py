"""The open sockets of every person: what is sent to somebody reaches each page they have open, and never waits."""

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any

from aiohttp import WSCloseCode, web

from bot.channels.web.frames import as_json

WAITING = 1000  # frames a slow page may be behind before it is cut off; it asks for them again on coming back
PER_USER = 12
CLOSING = 3.0  # seconds a page gets to answer our goodbye


class Line:
    """One open socket. A task of its own writes the frames, so that nobody waits for a slow phone."""

    def __init__(self, socket: web.WebSocketResponse, user: str) -> None:
        self.socket = socket
        self.user = user
        self.header: dict[str, Any] | None = None
        self._frames: asyncio.Queue[str] = asyncio.Queue(WAITING)
        self._writer = asyncio.get_running_loop().create_task(self._write())

    def push(self, frame: Mapping[str, Any]) -> None:
        """Send a frame when the line is free; a line hopelessly behind is cut."""
        try:
            self._frames.put_nowait(as_json(frame))
        except asyncio.QueueFull:
            self._writer.cancel()

    async def _write(self) -> None:
        try:
            while True:
                await self.socket.send_str(await self._frames.get())
        except (ConnectionError, RuntimeError):
            return  # the page has gone; it will ask for what it missed
        except asyncio.CancelledError:
            with contextlib.suppress(ConnectionError, RuntimeError):
                await self.socket.close(code=WSCloseCode.TRY_AGAIN_LATER)
            raise

    async def end(self, code: WSCloseCode = WSCloseCode.GOING_AWAY) -> None:
        """Write nothing more and say goodbye."""
        if not self._writer.done():
            self._writer.cancel()
        with contextlib.suppress(asyncio.CancelledError, TimeoutError, ConnectionError, RuntimeError):
            await asyncio.wait_for(self.socket.close(code=code), CLOSING)


class Sockets:
    """Who is connected."""

    def __init__(self) -> None:
        self._lines: dict[str, list[Line]] = {}

    def add(self, line: Line) -> Line | None:
        """A page has connected; the oldest page of the same person, where that is one too many."""
        lines = self._lines.setdefault(line.user, [])
        lines.append(line)
        return lines[0] if len(lines) > PER_USER else None

    def remove(self, line: Line) -> None:
        """A page has gone."""
        lines = self._lines.get(line.user, [])
        if line in lines:
            lines.remove(line)
        if not lines:
            self._lines.pop(line.user, None)

    def of(self, user: str) -> list[Line]:
        """The pages a person has open."""
        return list(self._lines.get(user, ()))

    def users(self) -> list[str]:
        """Everybody who has a page open."""
        return list(self._lines)

    def every(self) -> list[Line]:
        """Every open page."""
        return [line for lines in self._lines.values() for line in lines]

    def push(self, user: str, frame: Mapping[str, Any], *, but: Line | None = None) -> None:
        """Send a frame to every page a person has open, perhaps all but one."""
        for line in self.of(user):
            if line is not but:
                line.push(frame)
