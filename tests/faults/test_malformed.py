"""Malformed updates, of the platform's own shape bent and of raw bytes: refused or borne, never an error of ours."""

import asyncio
import copy
import http.client
import json
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.app import LARGEST_BODY
from store.inbox import INBOX
from tests.faults.conftest import Worlds
from tests.faults.platforms import PLATFORMS, SECRET, OnTelegram, OnZaloBot, OnZaloOa, Platform
from tests.faults.world import ALL

EXAMPLES = 5000 if ALL else 60
pytestmark = pytest.mark.timeout(1800 if ALL else 180)

TEXTS = st.one_of(
    st.text(max_size=40), st.text(st.characters(codec=None), max_size=10),
    st.sampled_from(["", "\x00", "smartphone 412\x00", "\ud800", "412 / 520", "9" * 400, "ế" * 5000, "/start", "sửa "]),
)  # fmt: skip
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**30), 10**30), st.floats(), TEXTS,
)  # fmt: skip
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3))
CHANGES = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from(["put", "drop", "double", "nest"]), VALUES), max_size=4
)
BODIES = st.one_of(st.binary(max_size=300), CHANGES)


def _places(value: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Every member of every object and list in it: (where, key)."""
    for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        found.append((value, key))
        _places(value[key], found)
    return found


def bent(update: dict[str, Any], changes: list[tuple[int, str, Any]]) -> bytes:
    """The update with members put, dropped, doubled and nested."""
    update, doubled = copy.deepcopy(update), ""
    for at, how, value in changes:
        places = _places(update, [])
        if not places:
            break
        where, key = places[at % len(places)]
        if how == "put":
            where[key] = value
        elif how == "drop":
            del where[key]
        elif how == "double":
            doubled += f', "message": {json.dumps(value)}'
        else:
            where[key] = [[where[key]] * 2] * 2
    return (json.dumps(update)[:-1] + doubled + "}").encode()


def _update(platform: Platform, number: int) -> dict[str, Any]:
    """What a good update looks like."""
    user = platform.user(0)
    if isinstance(platform, OnTelegram):
        message = {
            "message_id": number, "date": 1_687_654_321, "chat": {"id": int(user), "type": "private"},
            "from": {"id": int(user), "is_bot": False, "first_name": "Tổ trưởng"}, "text": "hạn",
            "reply_to_message": {"message_id": 1, "chat": {"id": int(user), "type": "private"}},
            "photo": [{"file_id": "x", "file_size": 10}], "entities": [],
        }  # fmt: skip
        return {"update_id": 500_000 + number, "message": message}
    if isinstance(platform, OnZaloBot):
        chat = {"id": user, "chat_type": "PRIVATE"}
        who = {"id": user, "display_name": "Tổ trưởng", "is_bot": False}
        message = {
            "message_id": f"bent-{number}", "date": 1_687_654_321_000, "chat": chat, "from": who, "text": "hạn",
        }  # fmt: skip
        return {"ok": True, "result": {"event_name": "message.text.received", "message": message}}
    server = platform.server
    return {
        "app_id": server.app, "event_name": "user_send_text", "timestamp": "1687654321000",
        "sender": {"id": user}, "recipient": {"id": server.oa}, "user_id_by_app": "1",
        "message": {"msg_id": f"bent-{number}", "text": "hạn", "quote_msg_id": "1", "attachments": []},
    }  # fmt: skip


def _headers(platform: Platform, body: bytes) -> dict[str, str]:
    if isinstance(platform, OnZaloOa):
        return {"X-ZEvent-Signature": platform.server.signature(body, "1687654321000")}
    name = "X-Telegram-Bot-Api-Secret-Token" if isinstance(platform, OnTelegram) else "X-Bot-Api-Secret-Token"
    return {name: SECRET}


@pytest.mark.parametrize("channel", PLATFORMS)
async def test_bent_updates_and_raw_bytes(worlds: Worlds, channel: str) -> None:
    async with worlds(channel, villages=2) as world:
        server = await world.started()
        webhook = world.platform.server.webhook
        path = urlsplit(webhook if isinstance(webhook, str) else webhook[0]).path
        numbers = iter(range(10**9))

        @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(BODIES)
        def post(made: bytes | list[tuple[int, str, Any]]) -> None:
            body = made if isinstance(made, bytes) else bent(_update(world.platform, next(numbers)), made)
            with closing(http.client.HTTPConnection("127.0.0.1", world.port, timeout=60)) as line:
                line.request("POST", path, body, _headers(world.platform, body))
                with closing(line.getresponse()) as answer:
                    assert answer.status in ({413} if len(body) > LARGEST_BODY else {200, 400, 403}), body[:1000]

        await asyncio.to_thread(post)
        assert not server.ended.done()
        with world.store.read() as db:
            failed = db.execute(select(func.count()).where(INBOX.c.state == "failed"))
        assert failed[0][0] == 0, world.log.read_text()[-3000:]
        assert "Traceback" not in world.log.read_text()
        world.all_say()
        await world.sees(world.acknowledged)
