"""Servers run on uvloop where there is one, and end on a signal."""

import asyncio
import os
import signal
import sys

import pytest

from bot import loop


async def _until_told_to_stop() -> str:
    running, told = asyncio.get_running_loop(), asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        running.add_signal_handler(sign, told.set)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(told.wait(), 5)
    told.clear()
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.wait_for(told.wait(), 5)
    return type(running).__module__


@pytest.mark.skipif(sys.platform == "win32", reason="there is no uvloop")
def test_servers_run_on_uvloop() -> None:
    assert loop.run(_until_told_to_stop()).startswith("uvloop")
