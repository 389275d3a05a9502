"""What a channel has under way: work beside its requests, and messages of several parts that went out half."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

LOG = logging.getLogger(__name__)
KEPT = 1000  # so many half-sent messages are remembered
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0  # seconds until what raised begins anew


class Background:
    """Tasks of a channel, ended with it. What one raises is told where it is waited for, or concerns nobody."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def spawn(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        """Begin something."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def keep(self, what: Callable[[], Coroutine[Any, Any, None]]) -> "asyncio.Task[None]":
        """Begin something that must go on: where it raises (the database is away), it begins anew after a while."""
        return self.spawn(self._again_and_again(what))

    @staticmethod
    async def _again_and_again(what: Callable[[], Coroutine[Any, Any, None]]) -> None:
        wait = FIRST_WAIT
        while True:
            try:
                return await what()
            except Exception as error:
                LOG.warning(
                    "work of a channel begins anew", extra={"work": what.__qualname__, "why": type(error).__name__}
                )
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)

    def _done(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()

    async def end(self) -> None:
        """Stop everything and wait until it has stopped."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class HalfSent:
    """How many parts of a message have gone out, by its token: they are not sent again by this process."""

    def __init__(self) -> None:
        self._parts: dict[str, int] = {}

    def parts(self, token: str) -> int:
        """The parts that went out before; forgets them, for whoever asks is sending on."""
        return self._parts.pop(token, 0)

    def stopped(self, token: str, at: int) -> None:
        """Sending ended before part `at`."""
        if at:
            self._parts[token] = at
        if len(self._parts) > KEPT:
            del self._parts[next(iter(self._parts))]
