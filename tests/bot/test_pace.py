"""The pace of an account: so many messages in any second, lost time made up for, a reply at once and on the pushes'
account."""

import asyncio
import random
import time

import pytest

from bot.pace import Pace


@pytest.mark.parametrize("limit", [0.5, 1.0, 25.0, 30.5])
def test_many_pushes_by_a_process_that_is_often_late(limit: float) -> None:
    """On a clock of our own: now and then the process gets no turn for a while, yet the limit is kept and nearly
    reached."""
    luck, pace, now = random.Random(25), Pace(limit), 1000.0
    left = []
    for _ in range(1000):
        now += max(0.0, pace.wait(now)) + luck.uniform(0, 0.002)
        if luck.random() < 0.02:
            now += luck.uniform(0, 0.2)
        pace.take(now)
        left.append(now)
    assert left[-1] - left[0] <= 1.05 * len(left) / limit
    count = max(1, int(limit))
    for first, after in zip(left, left[count:], strict=False):
        assert after - first > count / limit


def test_a_reply_leaves_at_once_and_the_pushes_wait_for_it() -> None:
    pace = Pace(10)
    pace.take(1000.0)
    before = pace.wait(1000.0)
    pace.take(1000.0)
    assert pace.wait(1000.0) == pytest.approx(before + pace.every)


async def test_pushes_wait__and_without_a_limit_they_do_not() -> None:
    pace = Pace(10)
    began = time.monotonic()
    for _ in range(11):
        await pace.push()
    assert time.monotonic() - began >= 1
    await asyncio.wait_for(Pace(0).push(), 1)
    assert Pace(0).room(32) == 32


def test_room__is_a_few_pushes_ahead_less_what_waits() -> None:
    pace = Pace(25)
    assert pace.room(32) == 3
    pace.waiting = 2
    assert pace.room(32) == 1
    assert Pace(1).room(32) == 1
