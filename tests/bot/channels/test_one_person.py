"""One person on two channels: one talk, one place for reminders; a code of one's own ties the next address."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.app import App
from bot.channels.base import Channel
from bot.channels.telegram import Place, Telegram
from bot.channels.zalo_bot import ZaloBot
from bot.clock import Clock
from bot.settings import read_settings
from store import accounts, addresses, people
from store.session import Store
from tests.bot.channels.running import SECRET, until
from tests.fakes.telegram import TelegramServer
from tests.fakes.zalo_bot import ZaloBotServer
from tests.handlers.world import Commune

BOT_SECRET = "a-secret-of-the-tests"
TELE, CB, ZALO, OTHER = 5001, 5099, "6ede9afa66b88fe6d6a9", "7fde9afa66b88fe6d6b1"


@pytest.fixture
def commune(store: Store) -> Commune:
    """xã Quang Trung, three villages."""
    return Commune(store)


@asynccontextmanager
async def served(commune: Commune, telegram: TelegramServer, zalo: ZaloBotServer) -> AsyncIterator[App]:
    """Both bots in one process; the team leader of Thôn 1 and an officer are known on Telegram alone."""
    url = commune.store.engine.url.render_as_string(hide_password=False)
    settings = read_settings(database=url, data=commune.store.data, secret=SECRET).model_copy(update={"port": 0})
    with commune.store.write() as db:
        account = accounts.account(db, "telegram", "first").id
        for user, who in ((TELE, "to1"), (CB, "cb")):
            people.seen(db, people.add_address(db, account, str(user), commune.people[who], commune.opens), commune.now)
    telegram.known |= {TELE, CB}
    zalo.now = lambda: commune.now
    channels: list[Channel] = [
        Telegram(telegram.token, BOT_SECRET, Place(telegram.url)), ZaloBot(zalo.token, BOT_SECRET, zalo.url)
    ]  # fmt: skip
    app = App(settings, channels, clock=Clock(commune.now, ticking=False))
    await app.start()
    try:
        telegram.webhook = (f"http://127.0.0.1:{app.port}/telegram/{account}", BOT_SECRET)
        zalo.webhook = (f"http://127.0.0.1:{app.port}/zalo/bot/{app.account('zalo_bot')}", BOT_SECRET)
        yield app
        await zalo.delivered()
    finally:
        await app.stop()


async def tied(telegram: TelegramServer, zalo: ZaloBotServer) -> str:
    """The team leader asks for a code on Telegram and writes it on Zalo; the code."""
    before = len(telegram.sent_to(TELE))
    telegram.says(TELE, "nối kênh")
    await until(lambda: len(telegram.sent_to(TELE)) > before)
    found = re.search(r"của bác: (\w{6})\.", telegram.sent_to(TELE)[-1].text)
    assert found is not None
    zalo.says(ZALO, found[1])
    await until(lambda: zalo.sent_to(ZALO))
    return found[1]


async def test_the_talk_goes_on__on_the_channel_joined_second(commune: Commune) -> None:
    async with TelegramServer() as telegram, ZaloBotServer() as zalo, served(commune, telegram, zalo):
        telegram.says(TELE, "ngân hàng 385")
        await until(lambda: telegram.sent_to(TELE))
        code = await tied(telegram, zalo)
        first = zalo.sent_to(ZALO)[0].text
        assert "Đã nối Zalo" in first and "điện thoại thông minh" in first  # the open question came along
        zalo.says(ZALO, "400")
        await until(lambda: len(zalo.sent_to(ZALO)) == 2)
        telegram.says(TELE, "hoàn tác")
        await until(lambda: "bỏ" in telegram.sent_to(TELE)[-1].text.lower())
        zalo.says(OTHER, code)  # it worked once
        await until(lambda: zalo.sent_to(OTHER))
        assert "chưa đúng" in zalo.sent_to(OTHER)[0].text
        telegram.says(CB, "nối kênh")
        await until(lambda: telegram.sent_to(CB))
        of_officer = re.search(r": (\w{6})\.", telegram.sent_to(CB)[0].text)
        assert of_officer is not None
        zalo.says(ZALO, of_officer[1])
        await until(lambda: len(zalo.sent_to(ZALO)) == 3)
        assert "của người khác" in zalo.sent_to(ZALO)[2].text
    figure = commune.figure("t1", "3.4")
    assert figure is not None and figure.revision == 2 and figure.count.num is None  # given on Zalo, undone on Telegram
    with commune.store.read() as db:
        found = addresses.of_person(db, commune.people["to1"])
    assert {channel for _, _, _, channel in found} >= {"telegram", "zalo_bot"}


async def test_what_nobody_asked_for__goes_by_the_chosen_channel(commune: Commune) -> None:
    async with TelegramServer() as telegram, ZaloBotServer() as zalo, served(commune, telegram, zalo):
        telegram.says(TELE, "nhắc tôi qua zalo")
        await until(lambda: telegram.sent_to(TELE))
        assert "chưa nối Zalo" in telegram.sent_to(TELE)[0].text
        await tied(telegram, zalo)
        telegram.says(TELE, "nhắc tôi qua Zalo nhé")
        await until(lambda: "qua Zalo;" in telegram.sent_to(TELE)[-1].text)
        asked, heard = len(telegram.sent_to(TELE)), len(zalo.sent_to(ZALO))
        telegram.says(CB, "nhắc thôn 1")
        await until(lambda: len(zalo.sent_to(ZALO)) > heard)
        assert "xã nhắc" in zalo.sent_to(ZALO)[-1].text and len(telegram.sent_to(TELE)) == asked
        zalo.says(ZALO, "gửi tin cho tôi qua telegram")
        await until(lambda: "qua Telegram;" in zalo.sent_to(ZALO)[-1].text)
        heard = len(zalo.sent_to(ZALO))
        telegram.says(CB, "nhắn thôn 1: chiều họp nhé")
        await until(lambda: len(telegram.sent_to(TELE)) > asked)
        assert "chiều họp" in telegram.sent_to(TELE)[-1].text and len(zalo.sent_to(ZALO)) == heard
