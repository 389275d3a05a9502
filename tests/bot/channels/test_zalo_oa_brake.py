"""An official account that may not send keeps everything, says why, and goes on by itself when it may again."""

import logging
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.accounts import ZaloOaAccount
from bot.channels.console import BROKEN, Situation
from bot.channels.zalo_oa import ZaloOa, brake
from bot.channels.zalo_oa.console import look
from store import accounts, leases, outbox
from store.outbox import OUTBOX
from store.session import Store
from tests.bot.channels.running import SECRET, Drawer, until
from tests.bot.channels.test_zalo_oa import CB, PICTURE, TO1, _outgoing, account_state, channel_to, outcomes, served
from tests.fakes.zalo_oa import ZaloOaServer
from tests.handlers.world import Commune

CS = "v3.0/oa/message/cs"


@pytest.fixture
def commune(store: Store) -> Commune:
    """xã Quang Trung, three villages."""
    return Commune(store)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A minute between trials is a quarter of a second here."""
    monkeypatch.setattr(brake, "FIRST_WAIT", 0.25)
    monkeypatch.setattr(brake, "BEHIND", 0.0)
    yield


def asked(server: ZaloOaServer) -> int:
    """How often a message was handed to the platform."""
    return [path for path, _ in server.calls].count(CS)


def paused(commune: Commune) -> dict[str, Any]:
    """What the account's row says of its pause, for other processes and the command line."""
    with commune.store.read() as db:
        found = accounts.quotas(db, accounts.account(db, "zalo_oa", ZaloOaServer().oa).id)
    return dict(found.get("told", {}).get("paused", {}))


async def test_a_package_without_the_api__keeps_every_message_and_goes_on_when_it_is_bought(
    commune: Commune, caplog: pytest.LogCaptureFixture
) -> None:
    async with ZaloOaServer() as server:
        channel = channel_to(server)
        async with served(commune, server, channel) as app, aiohttp.ClientSession() as session:
            await until(lambda: "đã nối" in channel.state)
            server.trouble(CS, error=-224, times=10_000)
            server.says(TO1, "ngân hàng 385")
            await until(lambda: account_state(commune) == "paused")
            for number in range(4):
                server.says(TO1, f"hạn {number}")
            server.says(CB, "hạn")
            with commune.store.write() as db:
                address = db.execute(select(OUTBOX.c.address))[0].address
                outbox.queue(
                    db, account=app.account("zalo_oa"), address=address, user=TO1, person=commune.people["to1"],
                    kind="notice", recipe={"text": "Xã báo tin"}, now=commune.now, priority=outbox.PUSH,
                )  # fmt: skip
            await server.delivered()
            async with session.get(f"http://127.0.0.1:{app.port}/readyz") as answer:
                said = (await answer.json())["channels"]["zalo_oa"]
            assert said.startswith("tạm dừng: gói của OA không có API gửi tin, nâng gói") and "-224" in said
            before = asked(server)
            await until(lambda: asked(server) >= before + 3)  # trials, each after twice as long a while
            assert {state for state, _ in outcomes(commune)} <= {"queued", "sending"} and not server.log
            assert max(tries for _, tries in outcomes(commune)) <= 2
            server.troubles[CS].clear()
            await until(lambda: len(server.log) == 7, 20)
            assert "385/550" in server.sent_to(TO1)[0].text
            assert server.sent_to(TO1)[-1].text == "Xã báo tin"
            await until(lambda: [state for state, _ in outcomes(commune)] == ["sent"] * 7)
            assert account_state(commune) == "active" and "tạm dừng" not in channel.state
    assert asked(server) < 25, "an account at rest is not asked again and again"
    assert not paused(commune).get("why")
    errors = [one for one in caplog.records if getattr(one, "action", "") == "oa_paused"]
    assert [one.levelno for one in errors].count(logging.ERROR) == 1  # told to the admin once, not at each trial


async def test_what_paused_it__is_known_to_the_next_life_and_to_the_command_line(
    commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ZaloOaServer() as server:
        server.trouble(CS, error=-221, times=10_000)
        with monkeypatch.context() as patient:  # no trial falls into the end of this life, however slowly it ends
            patient.setattr(brake, "FIRST_WAIT", 4.0)
            async with served(commune, server):
                server.says(TO1, "hạn")
                await until(lambda: account_state(commune) == "paused")
        assert "OA chưa xác thực (mã -221)" in paused(commune)["why"]
        with commune.store.read() as db:
            row = accounts.account(db, "zalo_oa", server.oa)
            situation = Situation(
                commune.now, SECRET, account=row.id, state=row.state, sealed=row.credentials,
                quotas=accounts.quotas(db, row.id),
            )  # fmt: skip
        account = ZaloOaAccount(
            id=server.oa,
            app_id=server.app,
            app_secret=server.app_secret,
            key=server.key,
            refresh_token="refresh-0",
            api=server.url,
        )
        first, *_ = [one async for one in look(account, situation)]
        assert first.sign == BROKEN and "OA chưa xác thực (mã -221)" in first.sentence
        before = asked(server)
        channel = channel_to(server, refresh="refresh-0")
        async with served(commune, server, channel):
            await until(lambda: asked(server) > before)
            server.says(CB, "hạn")
            await server.delivered()
            assert "mã -221" in channel.state
            server.troubles[CS].clear()
            await until(lambda: len(server.log) == 2, 20)
    assert {state for state, _ in outcomes(commune)} == {"sent"} and max(tries for _, tries in outcomes(commune)) <= 2


async def test_a_document_the_account_may_not_hand_over__costs_neither_the_text_nor_the_account(
    commune: Commune,
) -> None:
    maker = Drawer(PICTURE.read_bytes(), b"PK..", "báo cáo.docx", "application/msword")
    async with ZaloOaServer() as server, served(commune, server, maker=maker) as app:
        server.trouble("v2.0/oa/upload/image", error=-224)
        server.trouble("v2.0/oa/upload/file", error=-223)
        recipe = {"text": "Quang Trung", "picture": {"draw": "x"}, "file": {"write": "x"}}
        await app.channels[0].send(_outgoing("", recipe=recipe))
        link, text = server.sent_to(TO1)
        assert (link.text, link.buttons[0][0], text.text) == ("báo cáo.docx", "Mở tệp", "Quang Trung")
        assert account_state(commune) == "active"


async def test_a_database_that_is_away_for_a_moment__does_not_end_the_watch(
    commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, away = leases.take, iter([True, True])

    def take(*given: Any) -> bool:
        if given[1].startswith("token:") and next(away, False):
            raise OperationalError("select", {}, Exception("the server closed the connection"))
        return taken(*given)

    monkeypatch.setattr(leases, "take", take)
    async with ZaloOaServer() as server:
        channel: ZaloOa = channel_to(server)
        async with served(commune, server, channel):
            await until(lambda: "đã nối" in channel.state, 60)
            server.says(TO1, "hạn")
            await until(lambda: server.sent_to(TO1), 60)
