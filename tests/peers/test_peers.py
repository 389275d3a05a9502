"""The fake servers, spoken to by clients that others wrote: what satisfies those is likelier to be right."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from tests import machine
from tests.fakes.zalo_bot import BOT_ID, BOT_NAME, ZaloBotServer
from tests.fakes.zalo_oa import ZaloOaServer
from tests.handlers.world import moment

pytestmark = pytest.mark.peers
SPEAK = Path(__file__).with_name("speak.py")
USER, PERSON = "6ede9afa66b88fe6d6a9", "7219436389720301010"


async def _speak(peer: str, url: str, token: str, user: str) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        machine.PEERS, SPEAK, peer, url, token, user, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    said, trouble = await process.communicate()
    assert process.returncode == 0, trouble.decode()
    found: dict[str, Any] = json.loads(said)
    return found


async def test_python_zalo_bot() -> None:
    async with ZaloBotServer() as server:
        server.fetch_photos = False
        server.says(USER, "412")
        found = await _speak("python-zalo-bot", server.url, server.token, USER)
        assert (found["me"], found["name"]) == (BOT_ID, BOT_NAME)
        assert (found["text"], found["from"], found["chat"], found["idle"]) == ("412", USER, USER, True)
        assert [one.id for one in server.log] == [found["sent"], found["photo"]]
        assert server.log[0].text == "Đã ghi: 412/520 người"


@pytest.mark.parametrize("idle", [200, 408])
async def test_zalo_bot_mcp(idle: int) -> None:
    async with ZaloBotServer() as server:
        server.idle_status = idle
        server.says(USER, "412")
        found = await _speak("zalo-bot-mcp", server.url, server.token, USER)
        assert (found["me"], found["webhook"], found["idle"]) == (BOT_ID, None, True)
        assert (found["text"], found["from"], found["chat"]) == ("412", USER, USER)
        assert [one.id for one in server.log] == [found["sent"]]
        assert "chat not found" in found["refused"]


async def test_zalo_sdk() -> None:
    async with ZaloOaServer(lambda: moment("2026-06-25 08:00")) as server:
        server.says(PERSON, "412")
        server.phones = {PERSON: "84900000001"}
        found = await _speak("zalo-sdk", server.url, server.access_token, PERSON)
        assert [one.id for one in server.log] == [found["sent"], found["document"], found["template"]]
        assert (server.log[0].quote, server.log[1].attachment) == ("q1", "upload-0")
        assert (found["detail"], found["quota"]) == (PERSON, 500)
        assert "-216" in found["refused"]
