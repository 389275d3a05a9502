"""How fast an account may write: evenly, and so many messages in any second. Whoever waits for an answer is not held
up."""

import asyncio
import time
from collections import deque

SECOND = 1.02  # seconds in which a second's worth leaves: networks bunch it, and a platform counts what arrives
AHEAD = 0.15  # seconds worth of pushes claimed in advance: what a kill leaves in doubt is little
CROWD, AT_ONCE = 3, 1.0  # so many chats refused within so many seconds: it is the account that is too fast
CATCH_UP = 0.25  # seconds a late push may be made up for, as far as the last second has room


class Pace:
    """A bucket of one account that fills `limit` times a second; 0: no limit. Whatever is made up for, no second holds
    more than the limit.

    Replies take from it without waiting, so that pushes wait a little longer. Runs on the monotonic clock: no jump of
    the wall clock stalls it.
    """

    def __init__(self, limit: float) -> None:
        self.every = 1 / limit if limit else 0.0
        self.waiting = 0  # pushes claimed that have not left
        self._ahead = max(1, int(AHEAD / self.every)) if limit else 0
        self._next = 0.0
        self._left: deque[float] = deque(maxlen=max(1, int(limit)))  # when the last second's worth of messages left
        self._span = max(1, int(limit)) / limit * SECOND if limit else 0.0
        self._queue = asyncio.Lock()
        self._refused: dict[str, float] = {}

    def room(self, most: int) -> int:
        """How many pushes are worth claiming now; `most` where there is no limit."""
        ahead = min(most, self._ahead) if self.every else most
        return max(0, ahead - self.waiting)

    @property
    def worth_a_look(self) -> bool:
        """Whether so few claimed pushes wait that more should be claimed: a few at once cost little more than one."""
        return not self.every or self.waiting <= self._ahead // 2

    def reply(self) -> None:
        """A reply leaves now."""
        self.take(time.monotonic())

    async def push(self) -> None:
        """Wait until one more push may leave."""
        if not self.every:
            return
        async with self._queue:
            while (wait := self.wait(time.monotonic())) > 0:  # noqa: ASYNC110  (a reply may have moved it)
                await asyncio.sleep(wait)
            self.take(time.monotonic())

    def refused(self, chat: str, seconds: float) -> None:
        """The platform wants us to wait so long with this chat. Several at once: then pushes of the account wait."""
        now = time.monotonic()
        self._refused = {one: at for one, at in self._refused.items() if now - at < AT_ONCE} | {chat: now}
        if len(self._refused) >= CROWD:
            self._next = max(self._next, now + seconds)

    def wait(self, now: float) -> float:
        """In how many seconds one more push may leave; not above 0: at once."""
        full = len(self._left) == self._left.maxlen
        return max(self._next, self._left[0] + self._span if full else 0.0) - now

    def take(self, now: float) -> None:
        """A message leaves now."""
        self._next = max(self._next, now - CATCH_UP) + self.every
        self._left.append(now)
