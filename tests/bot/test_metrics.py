"""What Prometheus reads of a running server whose platforms count, refuse and close."""

from datetime import timedelta

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import select

from bot.app import App
from bot.clock import Clock
from scheduler.ways import month_of
from store import accounts, outbox
from store.outbox import OUTBOX
from store.session import Store
from tests.bot.channels import test_zalo_bot, test_zalo_oa
from tests.bot.channels.running import until
from tests.fakes.zalo_bot import ZaloBotServer
from tests.fakes.zalo_oa import ZaloOaServer
from tests.handlers.world import Commune


@pytest.fixture
def commune(store: Store) -> Commune:
    """xã Quang Trung, three villages."""
    return Commune(store)


async def scraped(app: App, **wanted: str) -> dict[str, float]:
    """The figures by name and the labels that are not those of `wanted`."""
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{app.port}/metrics") as answer:
        families = text_string_to_metric_families(await answer.text())
    found = {}
    for one in (sample for family in families for sample in family.samples):
        if all(one.labels.get(name, value) == value for name, value in wanted.items()):
            rest = [value for name, value in sorted(one.labels.items()) if name not in wanted]
            found["/".join([one.name, *rest])] = one.value
    return found


def _waiting(commune: Commune) -> int:
    """How many messages wait; the one refused is back among them a commit after its account was stopped."""
    with commune.store.read() as db:
        return outbox.counts(db).get("queued", 0)


async def test_an_official_account__its_package_its_windows_and_what_waits(commune: Commune) -> None:
    clock = Clock(commune.now + timedelta(days=3), ticking=False)
    async with ZaloOaServer() as server:
        channel = test_zalo_oa.channel_to(server)
        async with test_zalo_oa.served(commune, server, channel, clock) as app:
            await until(lambda: "đã nối" in channel.state)
            account = str(app.account("zalo_oa"))
            server.says(test_zalo_oa.TO1, "hạn")
            await until(lambda: server.sent_to(test_zalo_oa.TO1))
            await channel.send(test_zalo_oa._outgoing("nhắc", kind="reminder", address=test_zalo_oa._address(commune)))
            assert channel._meter is not None
            await channel._meter.flush()
            found = await scraped(app, channel="zalo_oa", account=account)
            assert found["sothon_turns_total"] == 1 and found["sothon_sends_total/reply/sent"] == 1
            assert found["sothon_account_active"] == 1 and found["sothon_outbox_oldest_seconds"] == 0
            assert found["sothon_quota_used/messages"] == 2 and found["sothon_quota_left/reply"] >= 0
            assert (found["sothon_users"], found["sothon_window_open"]) == (2, 2)
            server.trouble("v3.0/oa/message/cs", error=-224, times=10_000)
            server.says(test_zalo_oa.TO1, "hạn")
            await until(lambda: test_zalo_oa.account_state(commune) == "paused" and _waiting(commune) == 1)
            clock.set(clock.now() + timedelta(days=5))
            found = await scraped(app, channel="zalo_oa", account=account)
            assert found["sothon_account_active"] == 0 and found["sothon_sends_total/reply/retry"] == 1
            assert found["sothon_outbox_oldest_seconds"] == 5 * 86400
            assert found["sothon_window_open"] == 1, "the officer has been silent for eight days"


async def test_a_free_bot__what_is_left_of_its_month(commune: Commune) -> None:
    with commune.store.write() as db:
        account = accounts.account(db, "zalo_bot", "first").id
        accounts.change_quotas(db, account, lambda _: {"month": month_of(commune.now), "sent": 2100})
    async with ZaloBotServer() as server, test_zalo_bot.served(commune, server) as app:
        await until(lambda: "2100/3000" in getattr(app.channels[0], "state", ""))
        with commune.store.write() as db:
            address = db.execute(select(accounts.ADDRESS.c.id).where(accounts.ADDRESS.c.account == account))[0].id
            outbox.queue(
                db, account=account, address=address, user=test_zalo_bot.TO1, person=commune.people["to1"],
                kind="notice", recipe={"text": "Xã báo tin"}, now=commune.now, priority=outbox.PUSH,
                not_before=commune.now + timedelta(days=1),
            )  # fmt: skip
        found = await scraped(app, channel="zalo_bot", account=str(account))
        assert (found["sothon_quota_used/messages"], found["sothon_quota_left/month"]) == (2100, 900)
        assert (found["sothon_users"], found["sothon_users_limit"]) == (2, 50)
        assert found["sothon_outbox/queued"] == 1 and found["sothon_outbox_oldest_seconds"] == 0, "it may not leave yet"
        assert "sothon_window_open" not in found
        with commune.store.read() as db:
            assert not db.execute(select(OUTBOX.c.id).where(OUTBOX.c.state == "sent"))
