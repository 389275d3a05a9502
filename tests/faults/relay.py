"""A relay of TCP connections: a reverse proxy before several servers, or a bad line to a database."""

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

CHUNK = 1 << 16
Cut = Callable[[bytes], str | None]  # whether the line is cut "before" or "after" these bytes arrive, or not at all


class Relay:
    """Carries each connection to the next of the ports `to` that answers."""

    def __init__(self, to: list[int], cut: Cut = lambda _: None) -> None:
        self.to, self.cut, self.cuts = to, cut, 0
        self._turn = itertools.count()
        self._lines: set[asyncio.Task[None]] = set()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection to its end."""
        task = asyncio.current_task()
        assert task is not None
        self._lines.add(task)
        task.add_done_callback(self._lines.discard)
        with contextlib.closing(writer):
            first, ports = next(self._turn), list(self.to)
            for at in range(len(ports)):
                try:
                    back, forth = await asyncio.open_connection("127.0.0.1", ports[(first + at) % len(ports)])
                except OSError:
                    continue
                with contextlib.closing(forth), contextlib.suppress(OSError):
                    await self._both(reader, writer, back, forth)
                return

    async def _both(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, back: asyncio.StreamReader,
        forth: asyncio.StreamWriter,
    ) -> None:  # fmt: skip
        answers = asyncio.ensure_future(self._pipe(back, writer))
        asks = asyncio.ensure_future(self._asks(reader, forth, answers))
        try:
            await asyncio.wait((asks, answers), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in (asks, answers):
                one.cancel()
            await asyncio.gather(asks, answers, return_exceptions=True)

    async def _asks(
        self, reader: asyncio.StreamReader, forth: asyncio.StreamWriter, answers: "asyncio.Future[None]"
    ) -> None:
        while data := await reader.read(CHUNK):
            how = self.cut(data)
            self.cuts += how is not None
            if how == "before":
                return
            if how == "after":
                answers.cancel()  # nobody hears of what these bytes bring about
            forth.write(data)
            await forth.drain()
            if how == "after":
                return

    async def _pipe(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()

    async def end(self) -> None:
        """Cut every line."""
        for line in list(self._lines):
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)


@asynccontextmanager
async def relay(port: int, to: list[int], cut: Cut = lambda _: None) -> AsyncIterator[Relay]:
    """A relay that listens at a port."""
    made = Relay(to, cut)
    server = await asyncio.start_server(made.carry, "127.0.0.1", port)
    try:
        yield made
    finally:
        server.close()
        await made.end()
        await server.wait_closed()
