"""Forged, replayed, oversized and slow requests: nothing is stored, little memory is taken, good traffic goes on."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import aiohttp
import psutil
import pytest

from tests.faults.conftest import Worlds
from tests.faults.platforms import PLATFORMS, OnTelegram, OnZaloBot, OnZaloOa
from tests.faults.world import ALL, World

TRIES = 3000 if ALL else 30
SLOW = 500 if ALL else 40
LARGE = 1 << 30 if ALL else 8 << 20  # bytes
MB = 1 << 20
pytestmark = pytest.mark.timeout(1800 if ALL else 180)


def _webhook(world: World) -> str:
    webhook = world.platform.server.webhook
    return str(webhook if isinstance(webhook, str) else webhook[0])


def _forgeries(world: World, number: int) -> list[tuple[dict[str, str], bytes]]:
    """Requests that look like the platform's and are not signed by it."""
    guess = f"guess-{number}"
    if isinstance(world.platform, OnTelegram):
        body = b'{"update_id": %d, "message": {"text": "smartphone 499"}}' % number
        return [({}, body), ({"X-Telegram-Bot-Api-Secret-Token": guess}, body)]
    if isinstance(world.platform, OnZaloBot):
        body = b'{"event_name": "message.text.received", "message": {"text": "smartphone 499"}}'
        return [({}, body), ({"X-Bot-Api-Secret-Token": guess}, body)]
    assert isinstance(world.platform, OnZaloOa)
    server = world.platform.server
    body = b'{"app_id":"%s","timestamp":"%d","event_name":"user_send_text"}' % (server.app.encode(), number)
    good = server.signature(body, str(number))
    return [({}, body), ({"X-ZEvent-Signature": good}, body + b" "), ({"X-ZEvent-Signature": f"mac={guess}"}, body)]


@pytest.mark.parametrize("channel", PLATFORMS)
async def test_forged_requests__are_refused_and_leave_nothing(worlds: Worlds, channel: str) -> None:
    async with worlds(channel, villages=2) as world, aiohttp.ClientSession() as session:
        await world.started()
        for number in range(TRIES):
            for headers, body in _forgeries(world, number):
                async with session.post(_webhook(world), data=body, headers=headers) as answer:
                    assert (answer.status, await answer.read()) == (403, b"")
        assert not world.rows().kept
        world.all_say()
        await world.comes_to_rest()
        for key in world.ledger:  # a genuine request, sent again by somebody who overheard it
            world.platform.again(key)
        await world.platform.server.delivered()
        world.check(ordered=False)


async def _large() -> AsyncIterator[bytes]:
    for _ in range(LARGE // MB):
        yield b"x" * MB


async def test_oversized_requests__are_cut_off(worlds: Worlds) -> None:
    async with worlds(villages=2) as world, aiohttp.ClientSession() as session:
        server = await world.started()
        process = psutil.Process(server.pid)
        world.all_say()
        await world.comes_to_rest()
        before = process.memory_info().rss
        for headers in ({"X-Telegram-Bot-Api-Secret-Token": world.platform.settings()["telegram_secret"]}, {}):
            for _ in range(4):
                with contextlib.suppress(aiohttp.ClientError):  # it may hang up while we still send
                    async with session.post(_webhook(world), data=_large(), headers=headers) as answer:
                        assert answer.status == 413
        assert process.memory_info().rss - before <= 10 * MB
        world.all_say()
        await world.comes_to_rest()
        world.check()


async def test_slow_requests__hold_nobody_up(worlds: Worlds) -> None:
    async with worlds(villages=4) as world:
        server = await world.started()
        process = psutil.Process(server.pid)
        world.all_say()
        await world.comes_to_rest()
        before, slow = process.memory_info().rss, []
        for number in range(SLOW):
            _, writer = await asyncio.open_connection("127.0.0.1", world.port)
            head = b"POST /telegram/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
            writer.write(head if number % 2 else head + b"\r\n{")
            slow.append(writer)
        for _ in range(5):
            world.all_say()
            for writer in slow:
                writer.write(b"X")
            await asyncio.sleep(0.05)
        await world.comes_to_rest()
        assert process.memory_info().rss - before <= 30 * MB
        for writer in slow:
            writer.close()
        world.check()
