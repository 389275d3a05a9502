"""Errors told to an admin's chat over real HTTP: counted, at most once an hour, nothing of people or secrets."""

import ast
import logging
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.channels.telegram import Place, Telegram
from bot.clock import Clock
from bot.errors import OURS, SAYS, ErrorDigest
from bot.settings import SettingsWrong, read_settings
from store.session import Store
from tests.bot.channels.running import SECRET
from tests.fakes.telegram import TelegramServer
from tests.handlers.world import Commune

ADMIN = 5999
LOUD = ("error", "exception", "critical")
ROOT = Path(__file__).parents[3]


class Machine(Clock):
    """A clock whose machine time the test moves."""

    later = timedelta()

    def machine(self) -> datetime:
        return super().machine() + self.later


@pytest.fixture
def commune(store: Store) -> Commune:
    """xã Quang Trung, three villages."""
    return Commune(store)


async def test_errors_are_counted_and_told_once_an_hour__without_what_they_carried(commune: Commune) -> None:
    async with TelegramServer() as server:
        server.known.add(ADMIN)
        url = commune.store.engine.url.render_as_string(hide_password=False)
        settings = read_settings(database=url, data=commune.store.data, secret=SECRET, admin=f"telegram:{ADMIN}")
        clock = Machine(commune.now, ticking=False)
        channel = Telegram(server.token, "a-secret-of-the-tests", Place(server.url))
        app = App(settings.model_copy(update={"port": 0}), [channel], clock=clock)
        await app.start()
        try:
            assert isinstance(app.digest, ErrorDigest)
            await app.digest.look()
            assert not server.log
            ours, theirs = logging.getLogger("bot.app"), logging.getLogger("aiohttp.server")
            for number in range(3):
                ours.error("the outbox could not be read of %s", "Bà Hai 0900000001", extra={"token": server.token})
                try:
                    raise ValueError(f"Bà Hai nhắn {number}")
                except ValueError:
                    ours.exception("a channel raised while sending")
            theirs.error(f"Unhandled: bot{server.token} Bà Hai")
            ours.warning("only a warning")
            app.inbox.raised += 2
            await app.digest.look()
            (told,) = server.sent_to(ADMIN)
            assert "2 tin nhắn xử lý hỏng" in told.text
            assert "3 lần: lỗi chương trình khi gửi một tin (ValueError)" in told.text
            assert "3 lần: the outbox could not be read of %s" in told.text and "1 lần: aiohttp.server" in told.text
            for kept in ("Bà Hai", "0900000001", server.token, SECRET, "only a warning", "Traceback"):
                assert kept not in told.text
            ours.error("another one")
            clock.later = timedelta(minutes=59)
            await app.digest.look()
            assert len(server.sent_to(ADMIN)) == 1
            clock.later = timedelta(minutes=61)
            await app.digest.look()
            assert "1 lần: another one" in server.sent_to(ADMIN)[1].text
            clock.later = timedelta(minutes=130)
            await app.digest.look()
            assert len(server.sent_to(ADMIN)) == 2, "nothing happened since"
        finally:
            await app.stop()
        assert app.digest not in logging.getLogger().handlers


def test_every_error_of_ours_is_told_in_vietnamese() -> None:
    """Read from the source: whatever is logged as an error."""
    found = set()
    for file in (path for floor in OURS for path in (ROOT / floor).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {f"LOG.{how}" for how in LOUD}:
                said = node.args[0]
                assert isinstance(said, ast.Constant), f"{file}: a sentence that varies is no sentence to count by"
                found.add(said.value)
    assert found == set(SAYS)


async def test_an_admin_who_cannot_be_reached__costs_nothing_and_tells_no_error(commune: Commune) -> None:
    async with TelegramServer() as server:
        url = commune.store.engine.url.render_as_string(hide_password=False)
        settings = read_settings(database=url, data=commune.store.data, secret=SECRET, admin=f"telegram:{ADMIN}")
        clock = Machine(commune.now, ticking=False)
        channel = Telegram(server.token, "a-secret-of-the-tests", Place(server.url))
        app = App(settings.model_copy(update={"port": 0}), [channel], clock=clock)
        await app.start()
        try:
            assert app.digest is not None
            logging.getLogger("bot.app").error("something")
            await app.digest.look()
            clock.later = timedelta(hours=2)
            await app.digest.look()
            assert [name for name, _ in server.calls].count("sendMessage") == 1
        finally:
            await app.stop()


@pytest.mark.parametrize("value", ["viber:1", "telegram", "telegram:", "5999"])
def test_an_admin_must_be_a_chat_of_a_channel(value: str) -> None:
    with pytest.raises(SettingsWrong) as caught:
        read_settings(admin=value)
    assert caught.value.lines[0].startswith("SOTHON_ADMIN: phải có dạng kênh:mã-người-dùng; ")
