"""The pace of an account: pushes one after another, a reply at once and on the pushes' account."""

import asyncio
import time

from bot.pace import LEEWAY, Pace


async def test_pushes_keep_to_the_pace__and_a_reply_makes_them_wait_a_place() -> None:
    pace = Pace(50)
    began = time.monotonic()
    for _ in range(5):
        await pace.push()
    pace.reply()
    await pace.push()
    # seven places, of which the bucket held the first, and a little may be made up for
    assert time.monotonic() - began >= 6 / (50 * LEEWAY) - 0.05
    began = time.monotonic()
    await asyncio.wait_for(Pace(0).push(), 1)
    assert Pace(0).room(32) == 32


def test_room__is_a_few_pushes_ahead_less_what_waits() -> None:
    pace = Pace(25)
    assert pace.room(32) == 3
    pace.waiting = 2
    assert pace.room(32) == 1
    assert Pace(1).room(32) == 1
