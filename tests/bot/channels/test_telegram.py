"""A village answers on Telegram: real HTTP both ways between the process and a server that speaks the Bot API."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import select

from bot.app import App
from bot.channels.base import SendError
from bot.channels.telegram import Place, Telegram
from bot.clock import Clock
from bot.settings import read_settings
from store import accounts, invites, leases, people
from store.inbox import INBOX
from store.messages import Outgoing
from store.outbox import OUTBOX
from store.people import ADDRESS, Role
from store.session import Store
from tests.bot.channels.running import Drawer
from tests.fakes.telegram import Said, TelegramServer
from tests.handlers.world import Commune

SECRET = "a-secret-of-the-tests"
TO1, CB = 5001, 5099
PICTURE = Path(__file__).parents[2] / "dialogues" / "core" / "anh-nha-van-hoa.png"


@asynccontextmanager
async def running(
    commune: Commune, server: TelegramServer, *, polling: bool = False, maker: Drawer | None = None
) -> AsyncIterator[App]:
    """The process on the commune's store, its one channel the bot; the team leader of Thôn 1 and an officer on it."""
    url = commune.store.engine.url.render_as_string(hide_password=False)
    settings = read_settings(database=url, data=commune.store.data, secret="x" * 40).model_copy(update={"port": 0})
    with commune.store.write() as db:
        account = accounts.account(db, "telegram", "first").id
        for user, who in ((TO1, "to1"), (CB, "cb")):
            people.add_address(db, account, str(user), commune.people[who], commune.opens)
    server.known |= {TO1, CB}
    channel = Telegram(server.token, SECRET, Place(server.url), polling=polling)
    app = App(settings, [channel], clock=Clock(commune.now, ticking=False), maker=maker)
    await app.start()
    try:
        if not polling:
            server.webhook = (f"http://127.0.0.1:{app.port}/telegram/{account}", SECRET)
        yield app
    finally:
        await app.stop()


async def until(holds: Callable[[], object]) -> None:
    """Wait, at most a few seconds, until something is so."""
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110  (what is waited for happens in another process's words: a database, a server)
            await asyncio.sleep(0.01)


@pytest.fixture
def commune(store: Store) -> Commune:
    """xã Quang Trung, three villages."""
    return Commune(store)


@pytest.mark.parametrize("polling", [False, True])
async def test_a_village_answers__and_the_figure_is_stored(commune: Commune, polling: bool) -> None:
    async with TelegramServer() as server, running(commune, server, polling=polling):
        server.says(TO1, "chào em")
        await until(lambda: server.sent_to(TO1))
        assert "tài khoản ngân hàng" in server.sent_to(TO1)[0].text
        server.says(TO1, "385")
        await until(lambda: len(server.sent_to(TO1)) == 2)
        assert "385/550" in server.sent_to(TO1)[1].text
    figure = commune.figure("t1", "3.2")
    assert figure is not None and (figure.count.num, figure.count.den) == (385, 550)


async def test_a_redelivered_update__changes_nothing_and_is_answered_once(commune: Commune) -> None:
    async with TelegramServer() as server, running(commune, server):
        update = server.says(TO1, "ngân hàng 385")
        for _ in range(4):
            server.again(update)
        await server.delivered()
        await until(lambda: server.sent_to(TO1))
        server.says(TO1, "hạn")
        await until(lambda: len(server.sent_to(TO1)) > 1)
        assert server.statuses == [200] * 6
        assert len(server.sent_to(TO1)) == 2
    figure = commune.figure("t1", "3.2")
    assert figure is not None and figure.revision == 1


async def test_a_button__is_shown_pressed_and_answered(commune: Commune) -> None:
    async with TelegramServer() as server, running(commune, server):
        server.says(TO1, "smartphone 5000")
        await until(lambda: server.sent_to(TO1))
        doubt = server.sent_to(TO1)[0]
        keep = next(label for label, _ in doubt.buttons if "Giữ" in label)
        server.presses(TO1, doubt, keep)
        await until(lambda: len(server.sent_to(TO1)) == 2 and server.answered_presses)
        server.presses(TO1, doubt, keep)
        await until(lambda: len(server.sent_to(TO1)) == 3)
        assert "đã xong" in server.sent_to(TO1)[2].text.lower()
    figure = commune.figure("t1", "3.4")
    assert figure is not None and figure.count.num == 5000 and figure.revision == 1


async def test_a_photo__is_fetched_and_hung_on_its_indicator(commune: Commune) -> None:
    async with TelegramServer() as server, running(commune, server):
        server.sends_photo(TO1, PICTURE.read_bytes(), "minh chứng tài khoản ngân hàng")
        await until(lambda: server.sent_to(TO1))
        assert "đã nhận" in server.sent_to(TO1)[0].text.lower()
        server.trouble("getFile", status=500, description="Internal Server Error")
        server.sends_photo(TO1, PICTURE.read_bytes())
        await until(lambda: len(server.sent_to(TO1)) == 2)
        assert "mục nào" in server.sent_to(TO1)[1].text
        assert [name for name, _ in server.calls].count("getFile") == 3


async def test_an_answer_by_quoting__answers_the_quoted_question(commune: Commune) -> None:
    async with TelegramServer() as server, running(commune, server):
        server.says(TO1, "chào em")
        await until(lambda: server.sent_to(TO1))
        first = server.sent_to(TO1)[0]
        server.says(TO1, "385")
        await until(lambda: len(server.sent_to(TO1)) == 2)
        server.says(TO1, "390", quotes=first.id)
        await until(lambda: len(server.sent_to(TO1)) == 3)
    figure = commune.figure("t1", "3.2")
    assert figure is not None and figure.count.num == 390


async def test_a_stranger_with_the_code_in_the_link__is_asked_for_consent(commune: Commune) -> None:
    with commune.store.write() as db:
        digest = invites.invite_digest("x" * 40, "QT2345")
        invites.add_invite(db, digest, "QT", commune.units["t2"].id, Role.MEMBER, commune.opens)
    async with TelegramServer() as server, running(commune, server):
        server.says(6001, "/start QT2345")
        await until(lambda: server.sent_to(6001))
        assert "Thôn 2" in server.sent_to(6001)[0].text


async def test_429__is_obeyed_and_holds_up_only_its_chat(commune: Commune) -> None:
    async with TelegramServer() as server, running(commune, server):
        server.trouble("sendMessage", status=429, description="Too Many Requests", parameters={"retry_after": 2})
        server.says(TO1, "hạn")
        await server.delivered()
        started = asyncio.get_running_loop().time()
        await until(lambda: [call for call in server.calls if call[0] == "sendMessage"])
        server.says(CB, "hạn")
        await until(lambda: server.sent_to(CB))
        assert not server.sent_to(TO1)
        await until(lambda: server.sent_to(TO1))
        assert asyncio.get_running_loop().time() - started >= 1.9
        assert len(server.log) == 2


async def test_no_answer_after_the_platform_took_it__is_at_most_one_double(commune: Commune) -> None:
    async with TelegramServer() as server, running(commune, server):
        server.trouble("sendMessage", taken=True)
        server.says(TO1, "hạn")
        await until(lambda: server.sent_to(TO1))
        await until(lambda: _outcomes(commune) == [("sending", 1)])
        assert len(server.sent_to(TO1)) == 1


async def test_a_blocked_person__is_marked_and_heard_again_when_they_come_back(commune: Commune) -> None:
    async with TelegramServer() as server, running(commune, server):
        server.blocks(TO1)
        await server.delivered()
        await until(lambda: _blocked(commune))
        server.blocks(TO1, back=True)
        await server.delivered()
        await until(lambda: not _blocked(commune))


async def test_it_serves__while_the_platform_cannot_be_reached(commune: Commune) -> None:
    async with TelegramServer() as server:
        server.trouble("getMe", status=502, times=2)
        async with running(commune, server) as app, aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{app.port}/healthz") as answer:
                assert answer.status == 200
            channel = app.channels[0]
            assert isinstance(channel, Telegram)
            await until(lambda: channel.state == "đã nối, @so_thon_bot")
            assert {one["command"] for one in server.commands} >= {"han", "tinhhinh", "giup"}


async def test_forged_requests__are_refused_and_leave_nothing(commune: Commune) -> None:
    async with TelegramServer() as server, running(commune, server), aiohttp.ClientSession() as session:
        assert server.webhook is not None
        url, _ = server.webhook
        for header in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guess"}):
            async with session.post(url, data=b'{"update_id": 1}', headers=header) as answer:
                assert (answer.status, await answer.read()) == (403, b"")
        async with session.post(url.replace("telegram/", "telegram/9"), data=b"{}") as answer:
            assert answer.status == 404
    with commune.store.read() as db:
        assert not db.execute(select(INBOX.c.id))


async def test_a_long_answer__is_split_on_lines(commune: Commune) -> None:
    long = "\n".join(f"Dòng {n}: số liệu của thôn đã ghi đủ" for n in range(300))
    async with TelegramServer() as server, running(commune, server) as app:
        channel = app.channels[0]
        await channel.send(Outgoing(1, 1, str(TO1), "t" * 32, "reply", {"text": long}))
        pieces = server.sent_to(TO1)
        assert len(pieces) == 3 and "\n".join(one.text for one in pieces) == long
        assert all(_units(one) <= 4096 for one in pieces)


GROUP = -100700


async def test_a_group__is_answered_in_the_group_and_what_is_private_in_private(commune: Commune) -> None:
    async with TelegramServer() as server, running(commune, server) as app:
        channel = app.channels[0]
        assert isinstance(channel, Telegram)
        await until(lambda: channel.state == "đã nối, @so_thon_bot")
        server.says(TO1, "ngân hàng 300", chat=GROUP)
        server.says(TO1, "@so_thon_bot ngân hàng 385", chat=GROUP)
        await until(lambda: server.sent_to(GROUP))
        said = server.sent_to(GROUP)[0]
        assert said.text.startswith("Tổ trưởng Thôn 1: ") and "385/550" in said.text
        server.says(TO1, "sửa ngân hàng thành 390", chat=GROUP, quotes=said.id)
        await until(lambda: len(server.sent_to(GROUP)) == 2)
        assert not server.sent_to(TO1)
        server.says(CB, "/tinhhinh@so_thon_bot", chat=GROUP)
        server.says(CB, "@so_thon_bot thôn nào chưa nộp", chat=GROUP)
        await until(lambda: server.sent_to(CB))
        assert "Thôn 2" in server.sent_to(CB)[0].text
        assert all("Thôn 2" not in one.text for one in server.sent_to(GROUP))
        server.says(7001, "@so_thon_bot cho hỏi", chat=GROUP)
        await until(lambda: len(server.sent_to(GROUP)) == 5)
        assert not server.sent_to(7001)
    figure = commune.figure("t1", "3.2")
    assert figure is not None and (figure.count.num, figure.revision) == (390, 2)


async def test_a_button_in_a_group__is_for_whom_it_was_asked(commune: Commune) -> None:
    async with TelegramServer() as server, running(commune, server) as app:
        channel = app.channels[0]
        assert isinstance(channel, Telegram)
        await until(lambda: channel.state == "đã nối, @so_thon_bot")
        server.says(TO1, "@so_thon_bot smartphone 5000", chat=GROUP)
        await until(lambda: server.sent_to(GROUP))
        doubt = server.sent_to(GROUP)[0]
        keep = next(label for label, _ in doubt.buttons if "Giữ" in label)
        server.presses(CB, doubt, keep)
        await until(lambda: len(server.sent_to(GROUP)) == 2)
        assert "người được hỏi" in server.sent_to(GROUP)[1].text and commune.figure("t1", "3.4") is None
        server.presses(TO1, doubt, keep)
        await until(lambda: len(server.sent_to(GROUP)) == 3)
    figure = commune.figure("t1", "3.4")
    assert figure is not None and figure.count.num == 5000


async def test_a_group_that_put_the_bot_out__blocks_nobody(commune: Commune) -> None:
    async with TelegramServer() as server, running(commune, server):
        server.trouble("sendMessage", status=403, description="Forbidden: bot was kicked from the supergroup chat")
        server.says(TO1, "/han", chat=GROUP)
        await until(lambda: [state for state, _ in _outcomes(commune)] == ["blocked"])
        assert not _blocked(commune)
        server.says(TO1, "hạn")
        await until(lambda: server.sent_to(TO1))


async def test_an_edited_message__corrects_what_it_gave_and_nothing_newer(commune: Commune) -> None:
    async with TelegramServer() as server, running(commune, server):

        async def said(number: int) -> str:
            await until(lambda: len(server.sent_to(TO1)) >= number)
            return server.sent_to(TO1)[number - 1].text

        first = server.says(TO1, "ngân hàng 385")
        await said(1)
        server.edits(first, "ngân hàng 395")
        assert "395/550" in await said(2)
        server.edits(first, "ngân hàng 395 ")  # a preview was added: the words are the same
        several = server.says(TO1, "smartphone 300, tiền điện 100")
        await said(3)
        server.edits(several, "smartphone 300, tiền điện 110")
        assert "110/" in await said(4)
        server.edits(several, "chào em")
        assert "sửa VNeID thành" in await said(5)
        server.says(TO1, "ngân hàng 400")
        await said(6)
        server.edits(first, "ngân hàng 1")  # the figure it gave has been corrected since
        assert "sửa VNeID thành" in await said(7)
        server.again(server.edits(several, "smartphone 301, tiền điện 110"))
        assert "301/" in await said(8)
        await server.delivered()
    for code, number, revision in (("3.2", 400, 3), ("3.4", 301, 2), ("3.12", 110, 2)):
        figure = commune.figure("t1", code)
        assert figure is not None and (figure.count.num, figure.revision) == (number, revision)


async def test_an_edited_doubt_and_an_edited_slip__are_read_anew(commune: Commune) -> None:
    async with TelegramServer() as server, running(commune, server):
        odd = server.says(TO1, "smartphone 5000")
        await until(lambda: server.sent_to(TO1))
        assert server.sent_to(TO1)[0].buttons
        server.edits(odd, "smartphone 400")
        await until(lambda: len(server.sent_to(TO1)) == 2)
        slip = server.says(TO1, "ngn hgn ba tám lăm")
        await until(lambda: len(server.sent_to(TO1)) == 3)
        server.edits(slip, "ngân hàng 385 người")
        await until(lambda: len(server.sent_to(TO1)) == 4)
        assert "385/550" in server.sent_to(TO1)[3].text
    for code, number in (("3.4", 400), ("3.2", 385)):
        figure = commune.figure("t1", code)
        assert figure is not None and figure.count.num == number


def _units(said: Said) -> int:
    return len(said.text.encode("utf-16-le")) // 2


def _outcomes(commune: Commune) -> list[tuple[str, int]]:
    with commune.store.read() as db:
        return [(row.state, row.tries) for row in db.execute(select(OUTBOX.c.state, OUTBOX.c.tries))]


def _blocked(commune: Commune) -> bool:
    with commune.store.read() as db:
        found = db.execute(select(ADDRESS.c.blocked_at).where(ADDRESS.c.user_id == str(TO1)))
        return [row.blocked_at for row in found] != [None]


async def test_a_picture_and_a_document__go_out__one_of_them_with_its_text(commune: Commune) -> None:
    maker = Drawer(PICTURE.read_bytes(), b"PK..", "báo cáo.docx", "application/msword")
    buttons = [{"label": "Đã rõ", "does": {"do": "ok"}}]
    short = {"text": "Quang Trung", "picture": {"draw": "x"}, "buttons": buttons}
    both = {"text": "Cả hai", "picture": {"draw": "x"}, "file": {"write": "x"}, "buttons": buttons}
    long = {"text": "\n".join(["Dòng số liệu của thôn"] * 60), "file": {"write": "x"}}
    async with TelegramServer() as server, running(commune, server, maker=maker) as app:
        for recipe in (short, both, long):
            await app.channels[0].send(Outgoing(1, 1, str(TO1), "t" * 32, "reply", recipe))
        said = [(one.method, one.text[:11], one.name, bool(one.buttons)) for one in server.sent_to(TO1)]
        assert said == [
            ("sendPhoto", "Quang Trung", "anh.png", True),
            ("sendPhoto", "", "anh.png", False), ("sendDocument", "", "báo cáo.docx", False),
            ("sendMessage", "Cả hai", "", True),
            ("sendDocument", "", "báo cáo.docx", False), ("sendMessage", "Dòng số liệ", "", False),
        ]  # fmt: skip
        assert server.sent_to(TO1)[0].file == PICTURE.read_bytes() and server.sent_to(TO1)[2].file == b"PK.."


async def test_a_picture_that_is_refused_or_cannot_be_drawn__costs_the_text_nothing(commune: Commune) -> None:
    maker = Drawer(b"not a picture", b"PK..", "báo cáo.docx", "application/msword")
    async with TelegramServer() as server, running(commune, server, maker=maker) as app:
        server.trouble("sendPhoto", status=400, description="Bad Request: IMAGE_PROCESS_FAILED")
        for picture in ({"draw": "x"}, {"broken": True}):
            recipe = {"text": "Quang Trung", "picture": picture}
            await app.channels[0].send(Outgoing(1, 1, str(TO1), "t" * 32, "reply", recipe))
        assert [(one.method, one.text) for one in server.sent_to(TO1)] == [("sendMessage", "Quang Trung")] * 2
        server.trouble("sendPhoto", taken=True)
        with pytest.raises(SendError) as error:
            await app.channels[0].send(Outgoing(1, 1, str(TO1), "t" * 32, "reply", {"text": "a", "picture": {}}))
        assert error.value.kind == "unknown", "it may be there already: it is not sent again as a text"


async def test_what_it_meets__is_told_in_words(commune: Commune) -> None:
    async with TelegramServer() as server, running(commune, server) as app:
        channel = app.channels[0]
        assert isinstance(channel, Telegram)
        await until(lambda: channel.state == "đã nối, @so_thon_bot")
        server.trouble("sendMessage", status=401, description="Unauthorized")
        with pytest.raises(SendError):
            await channel.send(Outgoing(1, 1, str(TO1), "t" * 32, "reply", {"text": "một"}))
        assert channel.state == "Telegram không nhận mã của bot"
        await channel.send(Outgoing(1, 1, str(TO1), "t" * 32, "reply", {"text": "hai"}))
        assert channel.state == "đã nối, @so_thon_bot"


async def test_two_processes_that_poll__ask_one_at_a_time(commune: Commune) -> None:
    async with TelegramServer() as server, running(commune, server, polling=True) as app:
        await until(lambda: [name for name, _ in server.calls].count("getUpdates") == 1)
        second = Telegram(server.token, SECRET, Place(server.url), polling=True)
        with commune.store.write() as db:
            assert not leases.take(db, f"poll:{app.account('telegram')}", "another process")
        edge = Other(app)
        await second.start(edge)  # type: ignore[arg-type]  # an edge is a protocol of more than this needs
        await asyncio.sleep(0.3)
        assert [name for name, _ in server.calls].count("getUpdates") == 1
        await second.stop()
        server.says(TO1, "hạn")
        await until(lambda: server.sent_to(TO1))


class Other:
    """The same process under another name."""

    holder = "another process"

    def __init__(self, app: App) -> None:
        self._app = app

    def __getattr__(self, name: str) -> object:
        return getattr(self._app, name)
