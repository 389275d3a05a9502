"""One person on an official account and on a Zalo bot: real HTTP to both, and each one's rules kept."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.app import App
from bot.channels.base import Channel
from bot.channels.zalo_bot import ZaloBot
from bot.channels.zalo_oa import Account, Places, Template, ZaloOa
from bot.clock import Clock
from bot.settings import read_settings
from scheduler.remind import tick
from store import accounts, campaigns, people, reminders
from store.outbox import OUTBOX
from store.promises import PLANNED
from store.session import Store
from tests.bot.channels.running import SECRET, free_port, until
from tests.fakes.zalo_bot import ZaloBotServer
from tests.fakes.zalo_oa import ZaloOaServer
from tests.handlers.world import Commune, moment

ON_OA, ON_BOT = "7219436389720301010", "6ede9afa66b88fe6d6a9"


class Village:
    """Thôn 1, whose team leader wrote to the official account at 8:00 on 16 June, and to the bot before that."""

    def __init__(self, commune: Commune, oa: ZaloOaServer, bot: ZaloBotServer, template: Template | None) -> None:
        self.commune, self.oa, self.bot = commune, oa, bot
        self.clock = Clock(moment("2023-06-16 08:00"), ticking=False)
        self.wrote = self.clock.now()
        oa.now = bot.now = self.clock.now
        oa.last_seen[ON_OA], bot.known[ON_BOT] = self.wrote, ON_BOT
        settings = Account(oa.oa, oa.app, oa.app_secret, oa.key, oa.refresh_token, template)
        self.channels: list[Channel] = [
            ZaloOa(settings, Places(oa.url, oa.url, oa.url)),
            ZaloBot(bot.token, "a-secret-of-the-tests", bot.url),
        ]

    def put_down(self) -> None:
        """The addresses, and the ladder of the round."""
        with self.commune.store.write() as db:
            for channel, user, ago in zip(self.channels, (ON_OA, ON_BOT), (0, 1), strict=True):
                account = accounts.account(db, channel.name, channel.external_id).id
                address = people.add_address(db, account, user, self.commune.people["to1"], self.commune.opens)
                people.seen(db, address, self.wrote - timedelta(days=ago))
            db.execute(campaigns.CAMPAIGN.update().values(ladder="default"))

    async def morning(self, app: App, day: str) -> None:
        """The clock knocks at half past seven of a day."""
        self.clock.set(moment(f"{day} 07:30"))
        await app.write(lambda db: tick(db, self.clock.now()))
        app.deliverer.nudge()

    def outcomes(self) -> list[tuple[str, str]]:
        """What was decided about Thôn 1 on the morning of now: outcome and reason."""
        with self.commune.store.read() as db:
            rows = db.execute(
                select(PLANNED.c.outcome, PLANNED.c.reason).where(
                    PLANNED.c.unit == self.commune.units["t1"].id, PLANNED.c.day == self.clock.now().date()
                )
            )
            return [(row.outcome, row.reason) for row in rows]

    def states(self) -> list[str]:
        """Where every message to the team leader stands, oldest first."""
        with self.commune.store.read() as db:
            mine = OUTBOX.c.person == self.commune.people["to1"]
            return [row.state for row in db.execute(select(OUTBOX.c.state).where(mine).order_by(OUTBOX.c.id))]


@asynccontextmanager
async def both(store: Store, template: Template | None = None) -> AsyncIterator[tuple[Village, App]]:
    """The process with both channels."""
    commune = Commune(store)
    async with ZaloOaServer() as oa, ZaloBotServer() as bot:
        village = Village(commune, oa, bot, template)
        village.put_down()
        url, port = store.engine.url.render_as_string(hide_password=False), free_port()
        settings = read_settings(database=url, data=store.data, secret=SECRET, port=port)
        app = App(settings, village.channels, clock=village.clock)
        await app.start()
        try:
            yield village, app
        finally:
            await app.stop()


async def test_within_the_window__the_account_last_used_and_nothing_else(store: Store) -> None:
    async with both(store) as (village, app):
        await village.morning(app, "2023-06-23")
        await until(lambda: village.states() == ["sent"])
        assert len(village.oa.sent_to(ON_OA)) == 1 and village.bot.sent_to(ON_BOT) == []


async def test_outside_the_window__the_bot_and_the_account_is_not_even_asked(store: Store) -> None:
    async with both(store) as (village, app):
        await village.morning(app, "2023-06-27")
        await until(lambda: village.bot.sent_to(ON_BOT))
        assert "Thôn 1" in village.bot.sent_to(ON_BOT)[0].text
        assert village.oa.log == []
        assert ("queued", "due 2023-06-30; zalo_oa window 168h") in village.outcomes()


@pytest.mark.parametrize(("budget", "by_template"), [(300, True), (299, False)])
async def test_a_template__goes_before_the_bot_as_long_as_the_month_pays(
    store: Store, budget: int, by_template: bool
) -> None:
    async with both(store, Template("tpl-1", 300, budget)) as (village, app):
        await village.morning(app, "2023-06-27")
        await until(lambda: village.states() == ["sent"])
        assert [said.template is not None for said in village.oa.log] == [True] * by_template
        assert len(village.bot.sent_to(ON_BOT)) == (not by_template)


async def test_the_platform_refuses_though_our_record_says_open__the_bot_carries_it(store: Store) -> None:
    async with both(store) as (village, app):
        village.oa.last_seen[ON_OA] -= timedelta(days=30)
        await village.morning(app, "2023-06-23")
        await until(lambda: village.bot.sent_to(ON_BOT))
        await until(lambda: village.states() == ["failed", "sent"])
        assert [outcome for outcome, _ in village.outcomes() if outcome == "call"] == []


async def test_the_package_is_empty__the_bot_carries_it_and_it_is_remembered(store: Store) -> None:
    async with both(store) as (village, app):
        village.oa.sub_quota = 0
        await village.morning(app, "2023-06-23")
        await until(lambda: village.states() == ["failed", "sent"])
    with store.read() as db:
        (told,) = [one.quotas["told"]["sub_quota"] for one in accounts.ruled(db) if one.channel == "zalo_oa"]
    assert told["remain"] == 0


async def test_a_lost_answer__is_never_told_by_the_other_channel(store: Store) -> None:
    async with both(store) as (village, app):
        village.oa.trouble("v3.0/oa/message/cs", cut="after")
        await village.morning(app, "2023-06-23")
        await until(lambda: village.oa.log)
        await until(lambda: village.states() in (["sent"], ["sending"]))
        assert village.bot.sent_to(ON_BOT) == []


async def test_an_account_that_is_taken_out_of_the_settings__is_no_place_any_more(store: Store) -> None:
    async with both(store) as (village, _app):
        person = village.commune.people["to1"]
        with store.read() as db:
            assert [place.user for place in reminders.places(db, {person})[person]] == [ON_OA, ON_BOT]
        url = store.engine.url.render_as_string(hide_password=False)
        settings = read_settings(database=url, data=store.data, secret=SECRET, port=free_port())
    app = App(settings, village.channels[1:], clock=village.clock)
    await app.start()
    await app.stop()
    with store.read() as db:
        assert [place.user for place in reminders.places(db, {person})[person]] == [ON_BOT]
