"""How fast an account may write: evenly, so many messages in any second. Whoever waits for an answer is not held up."""

import asyncio
import time

LEEWAY = 0.97  # of the limit: networks bunch what left evenly, and a platform counts what arrives
AHEAD = 0.15  # seconds worth of pushes claimed in advance: what a kill leaves in doubt is little
CATCH_UP = 0.05  # seconds a late push may be made up for
CROWD, AT_ONCE = 3, 1.0  # so many chats refused within so many seconds: it is the account that is too fast


class Pace:
    """A bucket of one account that holds one message and fills `limit` times a second; 0: no limit.

    Replies take from it without waiting, so that pushes wait a little longer. Runs on the monotonic clock: no jump of
    the wall clock stalls it.
    """

    def __init__(self, limit: float) -> None:
        self.every = 1 / (limit * LEEWAY) if limit else 0.0
        self.waiting = 0
        self._next = 0.0
        self._queue = asyncio.Lock()
        self._refused: dict[str, float] = {}

    def room(self, most: int) -> int:
        """How many pushes are worth claiming now; `most` where there is no limit."""
        ahead = min(most, max(1, int(AHEAD / self.every))) if self.every else most
        return max(0, ahead - self.waiting)

    def reply(self) -> None:
        """A reply leaves now."""
        self._take()

    async def push(self) -> None:
        """Wait until one more push may leave."""
        if not self.every:
            return
        async with self._queue:
            while (wait := self._next - time.monotonic()) > 0:  # noqa: ASYNC110  (a reply may have moved it)
                await asyncio.sleep(wait)
            self._take()

    def refused(self, chat: str, seconds: float) -> None:
        """The platform wants us to wait so long with this chat. Several at once: then pushes of the account wait."""
        now = time.monotonic()
        self._refused = {one: at for one, at in self._refused.items() if now - at < AT_ONCE} | {chat: now}
        if len(self._refused) >= CROWD:
            self._next = max(self._next, now + seconds)

    def _take(self) -> None:
        self._next = max(self._next, time.monotonic() - CATCH_UP) + self.every
