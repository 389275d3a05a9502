"""The clock knocks in one process at a time, goes on after a fault, and hands over at once."""

import asyncio
import logging
from datetime import timedelta

import pytest

from scheduler.clock import Knocker
from store import leases
from store.session import Store


def test_lease__has_one_holder_until_it_runs_out(store: Store) -> None:
    with store.write() as db:
        assert leases.take(db, "scheduler", "first")
    with store.write() as db:
        assert not leases.take(db, "scheduler", "second")
        assert leases.take(db, "scheduler", "first", timedelta(seconds=-1))
    with store.write() as db:
        assert leases.take(db, "scheduler", "second")
        assert not leases.take(db, "scheduler", "first")
        leases.give_up(db, "scheduler", "first")
        assert not leases.take(db, "scheduler", "first")
        leases.give_up(db, "scheduler", "second")
        assert leases.take(db, "scheduler", "first")


async def test_knocker__only_the_leader_knocks_and_hands_over(store: Store) -> None:
    heard: list[str] = []

    def knocker(name: str) -> Knocker:
        async def knock() -> None:
            heard.append(name)

        return Knocker(knock, store, seconds=0.05, renew=0.05, holder=name)

    first, second = knocker("first"), knocker("second")
    await first.start()
    await second.start()
    await asyncio.sleep(0.4)
    assert set(heard) == {"first"}
    await first.stop()
    heard.clear()
    await asyncio.sleep(0.4)
    assert set(heard) == {"second"}
    await second.stop()
    heard.clear()
    await asyncio.sleep(0.2)
    assert heard == []


async def test_knocker__a_knock_that_fails_is_counted_and_the_next_one_comes(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[int] = []

    async def knock() -> None:
        tries.append(len(tries))
        if len(tries) == 1:
            raise ValueError("the first time")

    knocker = Knocker(knock, store, seconds=0.05)
    with caplog.at_level(logging.WARNING):
        await knocker.start()
        await asyncio.sleep(0.4)
        await knocker.stop()
    assert len(tries) > 1
    assert knocker.counts["error"] == 1
    assert any(getattr(record, "action", "") == "scheduler_error" for record in caplog.records)


async def test_knocker__a_slow_knock_is_not_doubled(store: Store) -> None:
    running: list[int] = []
    most: list[int] = []

    async def knock() -> None:
        running.append(1)
        most.append(len(running))
        await asyncio.sleep(0.2)
        running.pop()

    knocker = Knocker(knock, store, seconds=0.05)
    await knocker.start()
    await asyncio.sleep(0.6)
    await knocker.stop()
    await asyncio.sleep(0.3)
    assert max(most) == 1
    assert knocker.counts["max_instances"] > 0


async def test_knocker__stopped_in_the_middle__lets_the_knock_end_and_complains_of_nothing(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def knock() -> None:
        begun.set()
        await asyncio.sleep(0.2)
        ended.set()

    knocker = Knocker(knock, store, seconds=0.05, renew=0.01)
    with caplog.at_level(logging.WARNING):
        await knocker.start()
        await begun.wait()
        caplog.clear()
        await knocker.stop()
    assert ended.is_set()
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert knocker.counts["error"] == 0
