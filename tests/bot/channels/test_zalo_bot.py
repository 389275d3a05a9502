"""A village answers a Zalo bot: real HTTP both ways, no buttons, the free plan's limits."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.app import App
from bot.channels.base import SendError
from bot.channels.zalo_bot import ZaloBot
from bot.channels.zalo_bot.channel import failure
from bot.channels.zalo_bot.client import CallFailed
from scheduler.ways import month_of
from store import accounts, addresses, leases, outbox, people
from store.evidence import EVIDENCE
from store.inbox import INBOX
from store.messages import Outgoing
from store.outbox import OUTBOX
from store.session import Store
from tests.bot.channels.running import Drawer, running, until
from tests.fakes.zalo_bot import DISPLAY_NAME, USERS, ZaloBotServer
from tests.handlers.world import Commune

SECRET = "a-secret-of-the-tests"
TO1, CB = "6ede9afa66b88fe6d6a9", "6ede9afa66b88fe6d6b0"
PICTURE = Path(__file__).parents[2] / "dialogues" / "core" / "anh-nha-van-hoa.png"


@pytest.fixture
def commune(store: Store) -> Commune:
    """xã Quang Trung, three villages."""
    return Commune(store)


@asynccontextmanager
async def served(
    commune: Commune, server: ZaloBotServer, *, polling: bool = False, maker: Drawer | None = None
) -> AsyncIterator[App]:
    """The process with its bot; two people of the commune known to it."""
    server.now = lambda: commune.now
    server.known |= {TO1: TO1, CB: CB}
    channel = ZaloBot(server.token, SECRET, server.url, polling=polling, poll_seconds=1)
    async with running(commune, channel, {"to1": TO1, "cb": CB}, maker=maker) as app:
        if not polling:
            server.webhook = (f"http://127.0.0.1:{app.port}/zalo/bot/{app.account('zalo_bot')}", SECRET)
        yield app
        await server.delivered()


@pytest.mark.parametrize("wrapped", [True, False])
async def test_a_village_answers__and_the_figure_is_stored(commune: Commune, wrapped: bool) -> None:
    async with ZaloBotServer() as server, served(commune, server) as app:
        server.wrapped = wrapped
        server.says(TO1, "chào em")
        await until(lambda: server.sent_to(TO1))
        assert "tài khoản ngân hàng" in server.sent_to(TO1)[0].text
        server.says(TO1, "385")
        await until(lambda: len(server.sent_to(TO1)) == 2)
        assert "385/550" in server.sent_to(TO1)[1].text
        channel = app.channels[0]
        assert isinstance(channel, ZaloBot)
        await until(lambda: channel.state == "đã nối, bot.VDKyGxQvc; tháng này 2/3000 tin, 2/50 người")
    figure = commune.figure("t1", "3.2")
    assert figure is not None and (figure.count.num, figure.count.den) == (385, 550)
    with commune.store.read() as db:
        account = accounts.account(db, "zalo_bot", "first").id
        assert accounts.quotas(db, account) == {"month": month_of(commune.now), "sent": 2, "told": {}}


@pytest.mark.parametrize("idle", [200, 408])
async def test_polling__takes_one_update_after_another_and_bears_idle_answers(commune: Commune, idle: int) -> None:
    async with ZaloBotServer() as server:
        server.idle_status, server.webhook = idle, ("http://127.0.0.1:9/old", SECRET)
        async with served(commune, server, polling=True):
            await until(lambda: [name for name, _ in server.calls].count("getUpdates") >= 2)
            assert server.webhook is None
            for text in ("ngân hàng 385", "smartphone 400", "hạn"):
                server.says(TO1, text)
            await until(lambda: len(server.sent_to(TO1)) == 3)
    for code, number in (("3.2", 385), ("3.4", 400)):
        figure = commune.figure("t1", code)
        assert figure is not None and figure.count.num == number


async def test_polling__outlives_outages_and_html(commune: Commune) -> None:
    async with ZaloBotServer() as server:
        server.trouble("getUpdates", html="<html>Bad Gateway</html>", status=502)
        server.trouble("getUpdates", cut="before")
        async with served(commune, server, polling=True):
            server.says(TO1, "hạn")
            await until(lambda: server.sent_to(TO1), 15)


async def test_polling__outlives_a_database_that_is_away(commune: Commune, monkeypatch: pytest.MonkeyPatch) -> None:
    taken, away = leases.take, iter([True, True])

    def take(*given: Any) -> bool:
        if given[1].startswith("poll:") and next(away, False):
            raise OperationalError("select", {}, Exception("the server closed the connection"))
        return taken(*given)

    monkeypatch.setattr(leases, "take", take)
    async with ZaloBotServer() as server, served(commune, server, polling=True):
        server.says(TO1, "hạn")
        await until(lambda: server.sent_to(TO1))
    assert next(away, None) is None


async def test_a_redelivered_update__changes_nothing_and_is_answered_once(commune: Commune) -> None:
    async with ZaloBotServer() as server, served(commune, server):
        server.says(TO1, "ngân hàng 385")
        for _ in range(4):
            server.again()
        await until(lambda: server.sent_to(TO1))
        await server.delivered()
        assert len(server.sent_to(TO1)) == 1 and set(server.statuses) == {200}
    figure = commune.figure("t1", "3.2")
    assert figure is not None and figure.revision == 1


async def test_choices__are_typed(commune: Commune) -> None:
    async with ZaloBotServer() as server, served(commune, server):
        server.says(TO1, "smartphone 5000")
        await until(lambda: server.sent_to(TO1))
        keep = next(line for line in server.sent_to(TO1)[0].text.splitlines() if "Giữ" in line)
        server.says(TO1, keep.split(".")[0])
        await until(lambda: len(server.sent_to(TO1)) == 2)
    figure = commune.figure("t1", "3.4")
    assert figure is not None and figure.count.num == 5000


@pytest.mark.parametrize("member", ["photo", "photo_url"])
async def test_a_picture__is_fetched_and_kept(commune: Commune, member: str) -> None:
    async with ZaloBotServer() as server, served(commune, server):
        server.photo_member = member
        server.sends_photo(TO1, PICTURE.read_bytes(), "minh chứng tài khoản ngân hàng")
        await until(lambda: server.sent_to(TO1))
        assert "đã nhận minh chứng" in server.sent_to(TO1)[0].text.lower()
    with commune.store.read() as db:
        kept = [(row.indicator, row.sha256) for row in db.execute(select(EVIDENCE.c.indicator, EVIDENCE.c.sha256))]
    assert kept == [("3.2", hashlib.sha256(PICTURE.read_bytes()).hexdigest())]


async def test_a_pdf__is_asked_for_as_a_picture_and_costs_nothing(commune: Commune) -> None:
    async with ZaloBotServer() as server, served(commune, server):
        server.says(TO1, "ngân hàng 385")
        server.sends(TO1, "message.unsupported.received")
        await until(lambda: len(server.sent_to(TO1)) == 2)
    assert commune.figure("t1", "3.2") is not None


async def test_a_group__is_answered_in_the_group_and_what_is_private_in_private(commune: Commune) -> None:
    group = "zgr-f8a7101d77709e2ec761"
    async with ZaloBotServer() as server, served(commune, server) as app:
        await until(lambda: "đã nối" in getattr(app.channels[0], "state", ""))
        server.says(TO1, "chuyện riêng của nhóm", group=group)
        server.says(TO1, f"@{DISPLAY_NAME} ngân hàng 385", group=group)
        await until(lambda: server.sent_to(group))
        assert server.sent_to(group)[0].text.startswith("Tổ trưởng Thôn 1: ") and "385/550" in server.log[0].text
        server.says(CB, f"@{DISPLAY_NAME} thôn nào chưa nộp", group=group)
        await until(lambda: server.sent_to(CB))
        assert "Thôn 2" in server.sent_to(CB)[0].text and "nhắn riêng" in server.sent_to(group)[1].text
        assert not server.sent_to(TO1) and all("Thôn 2" not in one.text for one in server.sent_to(group))
    figure = commune.figure("t1", "3.2")
    assert figure is not None and figure.count.num == 385
    with commune.store.read() as db:
        assert len(db.execute(select(INBOX.c.id))) == 2


async def test_a_429__is_waited_for_and_only_longer_where_it_is_the_quota(commune: Commune) -> None:
    async with ZaloBotServer() as server, served(commune, server) as app:
        server.trouble("sendMessage", code=429, times=3)
        waits = []
        for _ in range(3):
            with pytest.raises(SendError) as error:
                await app.channels[0].send(Outgoing(1, 1, TO1, "a" * 32, "reply", {"text": "một"}))
            waits.append((error.value.kind, error.value.retry_after))
        assert waits == [("retry", 60.0), ("retry", 60.0), ("retry", 3600.0)]


async def test_at_85_percent_of_the_month__pushes_stop_and_replies_go_on(commune: Commune) -> None:
    with commune.store.write() as db:
        account = accounts.account(db, "zalo_bot", "first").id
        accounts.change_quotas(db, account, lambda _: {"month": month_of(commune.now), "sent": 2549})
    async with ZaloBotServer() as server, served(commune, server) as app:
        channel = app.channels[0]
        assert isinstance(channel, ZaloBot)
        await until(lambda: "2549/3000" in channel.state)
        await channel.send(Outgoing(1, 1, TO1, "a" * 32, "reminder", {"text": "nhắc"}))
        with pytest.raises(SendError) as error:
            await channel.send(Outgoing(2, 1, TO1, "b" * 32, "reminder", {"text": "nhắc"}))
        assert (error.value.kind, error.value.words.split(":")[0]) == ("failed", "quota")
        server.says(TO1, "hạn")
        await until(lambda: len(server.sent_to(TO1)) == 2)
        commune.now += timedelta(days=20)  # another month
        app.clock.set(commune.now)
        await channel.send(Outgoing(3, 1, TO1, "c" * 32, "reminder", {"text": "nhắc"}))


async def test_from_80_percent_of_the_month__one_message_asks_for_all_figures(commune: Commune) -> None:
    with commune.store.write() as db:
        account = accounts.account(db, "zalo_bot", "first").id
        accounts.change_quotas(db, account, lambda _: {"month": month_of(commune.now), "sent": 2400})
    async with ZaloBotServer() as server, served(commune, server) as app:
        channel = app.channels[0]
        await until(lambda: "2400/3000" in getattr(channel, "state", "") and app.rules.scarce)
        server.says(TO1, "chào em")
        await until(lambda: server.sent_to(TO1))
        lines = server.sent_to(TO1)[0].text.splitlines()
        asked = [line for line in lines if line.endswith(": …")]
        assert len(asked) == 3
        filled = zip(asked, (385, 400, 120), strict=True)
        server.says(TO1, "\n".join(f"{line.removesuffix('…')}{number}" for line, number in filled))
        await until(lambda: len(server.sent_to(TO1)) == 2)
        commune.now += timedelta(days=31)  # another month: there is no need to hurry
        app.clock.set(commune.now)
        await until(lambda: not app.rules.scarce)
    for code, number in (("3.2", 385), ("3.4", 400), ("3.12", 120)):
        figure = commune.figure("t1", code)
        assert figure is not None and figure.count.num == number


async def test_the_45th_person__is_warned_of_and_the_51st_is_the_platforms(
    commune: Commune, caplog: pytest.LogCaptureFixture
) -> None:
    async with ZaloBotServer() as server, served(commune, server) as app:
        with commune.store.write() as db:
            for number in range(43):
                people.add_address(db, app.account("zalo_bot"), f"user-{number}", None, commune.now)
        channel = app.channels[0]
        assert isinstance(channel, ZaloBot)
        await until(lambda: "45/50" in channel.state)
        server.says(TO1, "hạn")
        await until(lambda: server.sent_to(TO1))
        assert any(getattr(one, "action", "") == "bot_full" for one in caplog.records)
        server.known |= {f"user-{number}": "" for number in range(USERS)}
        server.says("one-too-many", "chào")
        assert server.refused_users == ["one-too-many"]


@pytest.mark.parametrize("cut", ["before", "after"])
async def test_a_cut_connection__is_unknown_and_tried_once_more(
    commune: Commune, cut: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with ZaloBotServer() as server, served(commune, server):
        server.trouble("sendMessage", cut=cut)
        server.says(TO1, "hạn")
        await until(lambda: _outcomes(commune) == [("sending", 1, "no answer: ServerDisconnectedError")])
        assert len(server.sent_to(TO1)) == (1 if cut == "after" else 0)
        ours = [one for one in caplog.records if one.name.startswith(("bot.", "store."))]
        assert not any(server.token in f"{one.getMessage()} {vars(one)}" for one in ours)


@pytest.mark.parametrize(
    ("code", "tries", "kind", "wait"),
    [
        (400, 1, "failed", None), (401, 1, "retry", 300.0), (403, 1, "retry", None), (403, 3, "blocked", None),
        (404, 3, "blocked", None), (408, 1, "unknown", None), (504, 1, "unknown", None), (500, 1, "retry", None),
    ],
)  # fmt: skip
def test_error_codes__say_what_to_do(code: int, tries: int, kind: str, wait: float | None) -> None:
    found = failure(CallFailed(code, "x"), tries)
    assert (found.kind, found.retry_after) == (kind, wait)


async def test_an_error_under_http_200__is_no_success(commune: Commune) -> None:
    async with ZaloBotServer() as server, served(commune, server) as app:
        with pytest.raises(SendError) as error:
            await app.channels[0].send(Outgoing(1, 1, "nobody", "a" * 32, "reply", {"text": "một"}))
        assert error.value.kind == "failed"


async def test_forged_requests__are_refused_and_leave_nothing(commune: Commune) -> None:
    async with ZaloBotServer() as server, served(commune, server), aiohttp.ClientSession() as session:
        assert server.webhook is not None
        url, _ = server.webhook
        for headers, body, status in (
            ({}, b"{}", 403), ({"X-Bot-Api-Secret-Token": "guess"}, b"{}", 403), ({}, b"", 200),
            ({"X-Bot-Api-Secret-Token": SECRET}, b"[[[", 400), ({"X-Bot-Api-Secret-Token": SECRET}, b"[]", 400),
        ):  # fmt: skip
            async with session.post(url, data=body, headers=headers) as answer:
                assert (answer.status, await answer.read()) == (status, b"")
        async with session.post(url.replace("bot/", "bot/9"), data=b"") as answer:
            assert answer.status == 404
    with commune.store.read() as db:
        assert not db.execute(select(INBOX.c.id))


async def test_a_long_answer__is_split_on_lines(commune: Commune) -> None:
    long = "\n".join(f"Dòng {n}: số liệu của thôn đã ghi đủ 👍" for n in range(150))
    async with ZaloBotServer() as server, served(commune, server) as app:
        await app.channels[0].send(Outgoing(1, 1, TO1, "a" * 32, "reply", {"text": long}))
        assert "\n".join(one.text for one in server.sent_to(TO1)) == long


def _queued(commune: Commune, recipe: dict[str, Any]) -> Outgoing:
    """A message in the outbox, as one that is about to be sent."""
    with commune.store.write() as db:
        account = accounts.account(db, "zalo_bot", "first").id
        known = addresses.known(db, account, TO1)
        assert known is not None
        return outbox.queue(
            db, account=account, address=known[0], user=TO1, person=known[1], kind="reply", recipe=recipe,
            now=commune.now, holder="test", clock=commune.now + timedelta(days=9999),
        )  # fmt: skip


async def test_a_picture_goes_out_by_an_address__that_can_be_fetched_twice_and_runs_out(commune: Commune) -> None:
    maker = Drawer(PICTURE.read_bytes(), b"PK..", "số liệu.xlsx", "application/vnd.ms-excel")
    async with (
        ZaloBotServer() as server,
        served(commune, server, maker=maker) as app,
        aiohttp.ClientSession() as session,
    ):
        outgoing = _queued(
            commune, {"text": "Quang Trung: 22/30 đạt", "picture": {"draw": "x"}, "file": {"write": "x"}}
        )
        await app.channels[0].send(outgoing)
        said = server.sent_to(TO1)[0]
        assert len(server.log) == 1 and said.photo is not None and server.fetched[said.photo] == 2
        assert said.text.startswith("Quang Trung: 22/30 đạt\n\nTệp: http://127.0.0.1:")
        file = said.text.rsplit(" ", 1)[1]
        async with session.get(file) as answer:
            assert (answer.status, await answer.read()) == (200, b"PK..")
            assert "attachment" in answer.headers["Content-Disposition"]
        for forged in (
            file[:-1] + ("1" if file.endswith("0") else "0"),
            file.replace("/tep/", "/anh/"),
            file.replace(outgoing.token, "0" * 32),
        ):
            async with session.get(forged) as answer:
                assert answer.status == 404
        app.clock.set(commune.now + timedelta(days=8))
        async with session.get(file) as answer:
            assert answer.status == 410
        async with session.get(said.photo) as answer:
            assert (answer.status, await answer.read()) == (200, PICTURE.read_bytes())


async def test_a_picture_that_is_refused__leaves_its_text(commune: Commune) -> None:
    maker = Drawer(PICTURE.read_bytes(), b"", "x", "x")
    async with ZaloBotServer() as server, served(commune, server, maker=maker) as app:
        server.trouble("sendPhoto", code=400)
        await app.channels[0].send(_queued(commune, {"text": "Quang Trung", "picture": {"draw": "x"}}))
        assert [(one.text, one.photo) for one in server.sent_to(TO1)] == [("Quang Trung", None)]


def _outcomes(commune: Commune) -> list[tuple[str, int, str | None]]:
    with commune.store.read() as db:
        return [
            (row.state, row.tries, row.error)
            for row in db.execute(select(OUTBOX.c.state, OUTBOX.c.tries, OUTBOX.c.error))
        ]
