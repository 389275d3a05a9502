"""Two bots of one commune: an invite leads to the one with room, and whoever follows it is taken in there."""

import re

from bot.app import App
from bot.channels.base import Channel
from bot.channels.zalo_bot import ZaloBot
from bot.clock import Clock
from bot.settings import read_settings
from store import accounts, people
from store.session import Store
from tests.bot.channels.running import SECRET, until
from tests.fakes.zalo_bot import ZaloBotServer
from tests.handlers.world import Commune

BOT_SECRET = "a-secret-of-the-tests"
OFFICER, NEW = "6ede9afa66b88fe6d6a9", "7fde9afa66b88fe6d6b1"


async def test_an_invite__leads_to_the_bot_with_room(store: Store) -> None:
    commune = Commune(store)
    url = store.engine.url.render_as_string(hide_password=False)
    settings = read_settings(database=url, data=store.data, secret=SECRET).model_copy(update={"port": 0})
    first, second = ZaloBotServer(), ZaloBotServer("12345690:fake_token-of-tests")
    first.display_name, second.display_name = "Bot Hà Vinh", "Bot Hà Vinh 2"
    with store.write() as db:
        full = accounts.account(db, "zalo_bot", "first").id
        people.add_address(db, full, OFFICER, commune.people["cb"], commune.opens)
        for number in range(45):
            people.add_address(db, full, f"somebody-{number}", None, commune.opens)
    async with first, second:
        channels: list[Channel] = [
            ZaloBot(first.token, BOT_SECRET, first.url),
            ZaloBot(second.token, BOT_SECRET, second.url, external_id="12345690"),
        ]
        app = App(settings, channels, clock=Clock(commune.now, ticking=False))
        await app.start()
        try:
            for server, id in ((first, "first"), (second, "12345690")):
                path = f"/zalo/bot/{app.account('zalo_bot', id)}"
                server.now, server.webhook = (lambda: commune.now), (f"http://127.0.0.1:{app.port}{path}", BOT_SECRET)
            await until(lambda: _named(store) == {"Bot Hà Vinh", "Bot Hà Vinh 2"})
            first.says(OFFICER, "mời thôn 2")
            await until(lambda: first.sent_to(OFFICER))
            found = re.search(r"nhắn mã (\w{6}) cho Bot Zalo “Bot Hà Vinh 2”", first.sent_to(OFFICER)[0].text)
            assert found is not None, first.sent_to(OFFICER)[0].text
            second.says(NEW, found[1])
            await until(lambda: second.sent_to(NEW))
            assert "Thôn 2" in second.sent_to(NEW)[0].text
            await first.delivered()
            await second.delivered()
        finally:
            await app.stop()


def _named(store: Store) -> set[str]:
    with store.read() as db:
        return {one.name for one in accounts.accounts(db) if one.channel == "zalo_bot" and one.name}
