"""Asking for updates, for a bot without a public address: for trials only.

The platform hands out one update a call and forgets it at once, so what is lost between its answer and our commit is
lost for good: at most once. An idle call ends with "error" 408, under HTTP 200 or HTTP 408.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.channels.base import Edge, SendError
from bot.channels.zalo_bot.client import CallFailed, Client
from store import leases

LOG = logging.getLogger(__name__)
SECONDS = 30  # one question may wait so long for an update
SLACK = 10.0
EARLY = 1.0  # seconds to wait after a question that came back empty before its time
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
WAITS = {401: 300.0, 429: 60.0}
IDLE = {408, 504}


async def poll(
    client: Client, edge: Edge, account: int, take: Callable[[object], Awaitable[None]], *, seconds: float = SECONDS
) -> None:
    """Ask for ever, in one process at a time; each update is kept before the next question is put."""
    name, wait = f"poll:{account}", FIRST_WAIT
    life = timedelta(seconds=seconds + SLACK + 10)
    try:
        await _without_webhook(client)
        while True:
            if not await edge.write(lambda db: leases.take(db, name, edge.holder, life)):
                await asyncio.sleep(seconds / 3)
                continue
            started = time.monotonic()
            try:
                found = await client.call("getUpdates", {"timeout": str(int(seconds))}, seconds=seconds + SLACK)
            except CallFailed as refusal:
                if refusal.code in IDLE:
                    wait = FIRST_WAIT
                    await _if_early(started, seconds)
                    continue
                LOG.warning("the platform gives no updates", extra={"account": account, "why": str(refusal)})
                if refusal.code == 400:
                    await _without_webhook(client)
                wait = min(wait * 2, LONGEST_WAIT)
                await asyncio.sleep(refusal.retry_after or WAITS.get(refusal.code, wait))
                continue
            except SendError as error:
                LOG.info("no answer to a question for updates", extra={"account": account, "why": error.words})
                wait = min(wait * 2, LONGEST_WAIT)
                await asyncio.sleep(wait)
                continue
            wait = FIRST_WAIT
            updates = found if isinstance(found, list) else [found] if found else []
            for update in updates:
                await take(update)
            if not updates:
                await _if_early(started, seconds)
    finally:
        await edge.write(lambda db: leases.give_up(db, name, edge.holder))


async def _if_early(started: float, seconds: float) -> None:
    """An idle question that did not last its time must not be put again and again without a pause."""
    if time.monotonic() - started < seconds / 2:
        await asyncio.sleep(EARLY)


async def _without_webhook(client: Client) -> None:
    """While a webhook is set, whoever asks gets nothing."""
    try:
        await client.call("deleteWebhook")
    except (CallFailed, SendError) as error:
        LOG.warning("the webhook could not be taken away", extra={"why": str(error)})
