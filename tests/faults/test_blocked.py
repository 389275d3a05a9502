"""Whoever blocked the bot is not written to again; what they sent counts all the same."""

import pytest
from sqlalchemy import select

from store.people import ADDRESS
from tests.faults.conftest import Worlds
from tests.faults.platforms import OnTelegram
from tests.faults.world import ALL

pytestmark = pytest.mark.timeout(1800 if ALL else 180)


async def test_blocked_by_some(worlds: Worlds) -> None:
    async with worlds(villages=8) as world:
        assert isinstance(world.platform, OnTelegram)
        server, gone = world.platform.server, {0, 3}
        blocked, unknown = (int(world.platform.user(village)) for village in sorted(gone))
        await world.started()
        keys = world.all_say()
        server.blocked.add(blocked)
        server.known.discard(unknown)
        await world.sees(world.acknowledged)
        await world.sees(world.settled)
        tried = [int(given["chat_id"]) for method, given in server.calls if method == "sendMessage"]
        assert tried.count(blocked) <= 1 and tried.count(unknown) <= 1
        world.check(ends=frozenset({"sent", "blocked"}))
        with world.store.read() as db:
            marked = db.execute(select(ADDRESS.c.user_id).where(ADDRESS.c.blocked_at.is_not(None)))
        told = {user for user, _ in world.platform.got()}
        silent = {world.platform.user(world.ledger[key][0]) for key in keys} - told
        assert {row.user_id for row in marked} == silent <= {str(blocked), str(unknown)}
