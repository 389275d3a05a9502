"""A village answers on an official account: real HTTP both ways, and the account's rules kept."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select

from bot.app import App
from bot.channels.base import SendError
from bot.channels.zalo_oa import Account, Places, Template, ZaloOa
from bot.clock import Clock
from store import accounts, addresses, outbox
from store.accounts import ACCOUNT
from store.evidence import EVIDENCE
from store.inbox import INBOX
from store.messages import Outgoing
from store.outbox import OUTBOX
from store.people import ADDRESS, PERSON
from store.session import Store
from tests.bot.channels.running import Drawer, running, until
from tests.fakes.zalo_oa import ZaloOaServer
from tests.handlers.world import Commune, moment

TO1, CB = "7219436389720301010", "7219436389720301099"
PICTURE = Path(__file__).parents[2] / "dialogues" / "core" / "anh-nha-van-hoa.png"


@pytest.fixture
def commune(store: Store) -> Commune:
    """xã Quang Trung, three villages."""
    return Commune(store)


def channel_to(server: ZaloOaServer, *, template: Template | None = None, refresh: str | None = None) -> ZaloOa:
    account = Account(
        server.oa, server.app, server.app_secret, server.key, refresh or server.refresh_token, template
    )  # fmt: skip
    return ZaloOa(account, Places(server.url, server.url, server.url))


@asynccontextmanager
async def served(
    commune: Commune,
    server: ZaloOaServer,
    channel: ZaloOa | None = None,
    clock: Clock | None = None,
    maker: Drawer | None = None,
) -> AsyncIterator[App]:
    """The process, its webhook registered, two people of the commune known to the account."""
    server.now = clock.now if clock is not None else lambda: commune.now
    channel = channel or channel_to(server)
    async with running(commune, channel, {"to1": TO1, "cb": CB}, clock=clock, maker=maker) as app:
        server.last_seen |= {TO1: commune.now, CB: commune.now}
        url = f"http://127.0.0.1:{app.port}/zalo/oa/{app.account('zalo_oa')}"
        assert await server.register(url) == 200
        yield app
        await server.delivered()


def outcomes(commune: Commune) -> list[tuple[str, int]]:
    with commune.store.read() as db:
        return [(row.state, row.tries) for row in db.execute(select(OUTBOX.c.state, OUTBOX.c.tries))]


def account_state(commune: Commune) -> str:
    with commune.store.read() as db:
        return str(db.execute(select(ACCOUNT.c.state).where(ACCOUNT.c.channel == "zalo_oa"))[0].state)


async def test_a_village_answers__and_the_figure_is_stored(commune: Commune) -> None:
    async with ZaloOaServer() as server, served(commune, server):
        server.says(TO1, "chào em")
        await until(lambda: server.sent_to(TO1))
        assert "tài khoản ngân hàng" in server.sent_to(TO1)[0].text
        server.says(TO1, "385")
        await until(lambda: len(server.sent_to(TO1)) == 2)
        assert "385/550" in server.sent_to(TO1)[1].text
        await server.delivered()
        assert set(server.statuses) == {200}
        await until(lambda: {state for state, _ in outcomes(commune)} == {"sent"})
    figure = commune.figure("t1", "3.2")
    assert figure is not None and (figure.count.num, figure.count.den) == (385, 550)
    with commune.store.read() as db:
        kept = db.execute(select(ACCOUNT.c.credentials, ACCOUNT.c.quotas).where(ACCOUNT.c.channel == "zalo_oa"))[0]
    assert server.access_token not in kept.credentials and server.refresh_token not in kept.credentials
    assert '"sent": 2' in kept.quotas and '"reply"' in kept.quotas


async def test_a_button__comes_back_as_a_press_and_does_its_work_once(commune: Commune) -> None:
    async with ZaloOaServer() as server, served(commune, server):
        server.says(TO1, "smartphone 5000")
        await until(lambda: server.sent_to(TO1))
        doubt = server.sent_to(TO1)[0]
        keep = next(title for title, _ in doubt.buttons if "Giữ" in title)
        server.presses(TO1, doubt, keep)
        await until(lambda: len(server.sent_to(TO1)) == 2)
        server.presses(TO1, doubt, keep)
        await until(lambda: len(server.sent_to(TO1)) == 3)
        assert "đã xong" in server.sent_to(TO1)[2].text.lower()
    figure = commune.figure("t1", "3.4")
    assert figure is not None and figure.count.num == 5000 and figure.revision == 1


@pytest.mark.parametrize("code", [-201, -233, -248])
async def test_where_buttons_are_refused__the_choices_are_numbered(commune: Commune, code: int) -> None:
    async with ZaloOaServer() as server, served(commune, server):
        server.trouble("v3.0/oa/message/cs", error=code)
        server.says(TO1, "smartphone 5000")
        await until(lambda: server.sent_to(TO1))
        shown = server.sent_to(TO1)[0]
        assert not shown.buttons and "1. " in shown.text
        keep = next(line for line in shown.text.splitlines() if "Giữ" in line)
        server.says(TO1, keep.split(".")[0])
        await until(lambda: len(server.sent_to(TO1)) == 2)
        assert not server.sent_to(TO1)[1].buttons
    figure = commune.figure("t1", "3.4")
    assert figure is not None and figure.count.num == 5000


async def test_a_redelivered_event__changes_nothing_and_is_answered_once(commune: Commune) -> None:
    async with ZaloOaServer() as server, served(commune, server):
        server.says(TO1, "ngân hàng 385")
        for _ in range(4):
            server.again(0)
        await until(lambda: server.sent_to(TO1))
        await server.delivered()
        assert len(server.sent_to(TO1)) == 1 and set(server.statuses) == {200}
    figure = commune.figure("t1", "3.2")
    assert figure is not None and figure.revision == 1


async def test_a_photo_and_a_document__are_fetched_and_kept(commune: Commune) -> None:
    async with ZaloOaServer() as server, served(commune, server):
        server.sends_image(TO1, PICTURE.read_bytes(), "minh chứng tài khoản ngân hàng")
        await until(lambda: server.sent_to(TO1))
        assert "đã nhận minh chứng" in server.sent_to(TO1)[0].text.lower()
        pdf = Path(__file__).parents[2] / "dialogues" / "core" / "danh-sach.pdf"
        server.sends_file(TO1, "danh sách.pdf", pdf.read_bytes())
        await until(lambda: len(server.sent_to(TO1)) == 2)
    with commune.store.read() as db:
        kept = {(row.name, row.sha256) for row in db.execute(select(EVIDENCE.c.name, EVIDENCE.c.sha256))}
    assert kept == {
        ("anh.jpg", hashlib.sha256(PICTURE.read_bytes()).hexdigest()),
        ("danh sách.pdf", hashlib.sha256(pdf.read_bytes()).hexdigest()),
    }


async def test_follow_greets_and_unfollow_marks(commune: Commune) -> None:
    async with ZaloOaServer() as server, served(commune, server):
        server.follows(TO1, back=False)
        await until(lambda: _blocked(commune))
        server.follows(TO1)
        await until(lambda: server.sent_to(TO1))
        assert not _blocked(commune)


async def test_the_form__gives_a_telephone_number(commune: Commune) -> None:
    async with ZaloOaServer() as server, served(commune, server):
        server.submits_info(TO1, "Tổ trưởng", "84900000001")
        await server.delivered()
    with commune.store.read() as db:
        phone = db.execute(select(PERSON.c.phone).where(PERSON.c.id == commune.people["to1"]))[0].phone
    assert phone == "84900000001"


async def test_a_tap_on_the_chat_icon__opens_the_window_again(commune: Commune) -> None:
    clock = Clock(commune.now + timedelta(days=8), ticking=False)
    async with ZaloOaServer() as server, served(commune, server, clock=clock) as app:
        message = _outgoing("nhắc", kind="notice", address=_address(commune))
        with pytest.raises(SendError):
            await app.channels[0].send(message)
        server.taps(TO1)
        await server.delivered()
        assert set(server.statuses) == {200}
        await app.channels[0].send(message)
        assert server.sent_to(TO1)[0].text == "nhắc"


async def test_a_human_in_the_console__is_not_talked_over(commune: Commune) -> None:
    async with ZaloOaServer() as server, served(commune, server):
        server.human_writes(TO1, "Chào bác, em là Lan ở xã")
        await server.delivered()
        server.says(TO1, "em cho hỏi cái này với")
        await server.delivered()
        server.says(CB, "hạn")
        await until(lambda: server.sent_to(CB))
        assert not server.sent_to(TO1)
    with commune.store.read() as db:
        assert len(db.execute(select(INBOX.c.id))) == 2  # kept, as every message


async def test_tokens__are_sealed_rotated_once_and_read_again_at_the_next_start(commune: Commune) -> None:
    async with ZaloOaServer() as server:
        first = channel_to(server)
        async with served(commune, server, first):
            for number in range(5):
                server.says(TO1, f"hạn {number}")
            await until(lambda: len(server.sent_to(TO1)) == 5)
            assert server.rotations == 1
        async with served(commune, server, channel_to(server, refresh="refresh-0")):
            server.says(TO1, "hạn")
            await until(lambda: len(server.sent_to(TO1)) == 6)
            assert server.rotations == 1 and account_state(commune) == "active"


@pytest.mark.postgres  # one process alone writes an SQLite file
async def test_two_processes__fetch_one_pair_between_them(postgres_store: Store) -> None:
    commune = Commune(postgres_store)
    async with (
        ZaloOaServer() as server,
        served(commune, server) as first,
        served(commune, server, channel_to(server, refresh="refresh-0")) as second,
    ):
        server.expire()
        sends = [(first, second)[at % 2].channels[0].send(_outgoing(f"tin {at}")) for at in range(6)]
        found = await asyncio.gather(*sends, return_exceptions=True)
        assert all(isinstance(one, str) or (isinstance(one, SendError) and one.kind == "retry") for one in found)
        await until(lambda: server.rotations == 2)
        for app in (first, second):
            await app.channels[0].send(_outgoing("sau đó"))
        assert server.rotations == 2 and account_state(commune) == "active"


async def test_what_the_package_still_holds__is_shown(commune: Commune) -> None:
    clock = Clock(commune.now + timedelta(days=3), ticking=False)
    async with ZaloOaServer() as server:
        channel = channel_to(server)
        async with served(commune, server, channel, clock) as app:
            await app.channels[0].send(_outgoing("nhắc", kind="reminder", address=_address(commune)))
            await until(lambda: "đã nối" in channel.state)
            assert channel.state == "đã nối với UBND xã Quang Trung; tháng này 1 tin, gói còn 499/500 tin"


@pytest.mark.parametrize("code", [-216, -220])
async def test_an_expired_token__is_renewed_once_and_the_message_sent(commune: Commune, code: int) -> None:
    async with ZaloOaServer() as server, served(commune, server):
        server.expired_code = code
        server.says(TO1, "hạn")
        await until(lambda: server.sent_to(TO1))
        server.expire()
        for _ in range(3):
            server.says(TO1, "hạn")
        await until(lambda: len(server.sent_to(TO1)) == 4)
        assert server.rotations == 2


async def test_a_rotation_cut_before_it_happened__costs_nothing(commune: Commune) -> None:
    async with ZaloOaServer() as server:
        server.trouble("token", cut="before")
        async with served(commune, server):
            server.says(TO1, "hạn")
            await until(lambda: server.sent_to(TO1))
            assert server.rotations == 1 and account_state(commune) == "active"


async def test_a_lost_rotation__pauses_the_account_and_keeps_its_outbox(
    commune: Commune, caplog: pytest.LogCaptureFixture
) -> None:
    async with ZaloOaServer() as server:
        server.trouble("token", cut="after")
        async with served(commune, server):
            server.says(TO1, "ngân hàng 385")
            await until(lambda: account_state(commune) == "paused")
            await server.delivered()
            assert any(getattr(one, "action", "") == "oa_paused" for one in caplog.records)
            lines = [f"{one.getMessage()} {vars(one)}" for one in caplog.records]
            for secret in (*server.burnt, server.access_token, server.refresh_token, server.app_secret, server.key):
                assert not any(secret in line for line in lines), secret
        assert commune.figure("t1", "3.2") is not None
        assert [state for state, _ in outcomes(commune)] in (["queued"], ["sending"])
        with commune.store.write() as db:
            db.execute(OUTBOX.update().values(state="queued", until=None))  # as after the lease has run out
        # a person authorises the account again and puts the new token into the settings
        async with served(commune, server, channel_to(server)):
            await until(lambda: server.sent_to(TO1))
            assert account_state(commune) == "active"


async def test_an_outage_with_html__is_waited_out(commune: Commune) -> None:
    async with ZaloOaServer() as server, served(commune, server) as app:
        server.says(TO1, "hạn")
        await until(lambda: server.sent_to(TO1))
        server.trouble("v3.0/oa/message/cs", body="<html>Bad Gateway</html>", status=502)
        with pytest.raises(SendError) as error:
            await app.channels[0].send(_outgoing("một"))
        assert error.value.kind == "retry"
        server.trouble("v3.0/oa/message/cs", body="<html>time-out</html>", status=504)
        with pytest.raises(SendError) as error:
            await app.channels[0].send(_outgoing("hai"))
        assert error.value.kind == "unknown"


@pytest.mark.parametrize(
    ("code", "kind", "wait"),
    [
        (-213, "blocked", None), (-244, "blocked", None), (-32, "retry", 60.0), (-200, "retry", None),
        (-211, "failed", None), (-210, "failed", None), (-99999, "failed", None), (-224, "retry", 60.0),
    ],
)  # fmt: skip
async def test_error_codes__say_what_to_do(commune: Commune, code: int, kind: str, wait: float | None) -> None:
    async with ZaloOaServer() as server, served(commune, server) as app:
        await until(lambda: "đã nối với" in getattr(app.channels[0], "state", ""))  # its first look resumes an account
        server.trouble("v3.0/oa/message/cs", error=code)
        with pytest.raises(SendError) as error:
            await app.channels[0].send(_outgoing("một"))
        assert (error.value.kind, error.value.retry_after) == (kind, wait)
        await until(lambda: account_state(commune) == ("paused" if code == -224 else "active"))


async def test_an_app_that_wants_a_proof__gets_it(commune: Commune) -> None:
    async with ZaloOaServer() as server:
        server.needs_proof = True
        async with served(commune, server):
            server.says(TO1, "hạn")
            await until(lambda: server.sent_to(TO1))


async def test_a_lost_answer__is_proved_by_the_echo_and_not_sent_again(commune: Commune) -> None:
    async with ZaloOaServer() as server, served(commune, server):
        server.trouble("v3.0/oa/message/cs", cut="after")
        server.says(TO1, "hạn")
        await until(lambda: server.sent_to(TO1))
        await until(lambda: [state for state, _ in outcomes(commune)] == ["sent"])
        assert len(server.sent_to(TO1)) == 1


async def test_outside_the_window__a_template_knocks_and_the_answer_goes_on(commune: Commune) -> None:
    clock = Clock(commune.now + timedelta(days=8), ticking=False)
    async with ZaloOaServer() as server:
        channel = channel_to(server, template=Template("tpl-1", 200))
        async with served(commune, server, channel, clock):
            recipe = {"text": "Nhắc", "knock": {"don_vi": "Thôn 1", "han": "30/06/2023", "so_luong": "3"}}
            await channel.send(_outgoing("", kind="reminder", address=_address(commune), recipe=recipe))
            assert server.log[-1].template == recipe["knock"]
            with pytest.raises(SendError) as error:
                await channel.send(_outgoing("việc khác", kind="notice", address=_address(commune)))
            assert error.value.kind == "failed" and "window" in error.value.words
            server.says(TO1, "Đã rõ")
            await until(lambda: len(server.log) == 2)
            await until(lambda: "đã nối" in channel.state)
            assert channel.state == "đã nối với UBND xã Quang Trung; tháng này 1 tin, 1 tin theo mẫu, 200 đồng"
        with commune.store.read() as db:
            quotas = accounts.quotas(db, _account(commune))
        assert (quotas["templates"], quotas["templates_cost"]) == (1, 200)


async def test_a_reminder_outside_the_window__knocks_with_what_is_owed(commune: Commune) -> None:
    late = Clock(moment("2023-06-29 08:00"), ticking=False)
    commune.now = moment("2023-06-20 08:00")  # when they last wrote
    async with ZaloOaServer() as server:
        channel = channel_to(server, template=Template("tpl-1"))
        async with served(commune, server, channel, late) as app:
            unit = commune.units["t1"].id
            with commune.store.write() as db:
                outbox.queue(
                    db, account=_account(commune), address=_address(commune), user=TO1, person=commune.people["to1"],
                    kind="reminder", recipe={"say": "reminder", "units": [[commune.campaign, unit, "before-1"]]},
                    now=late.now(), priority=outbox.PUSH,
                )  # fmt: skip
            app.deliverer.nudge()
            await until(lambda: server.log)
            assert server.log[0].template == {"don_vi": "Thôn 1", "han": "30/06/2023", "so_luong": "3"}
            server.says(TO1, "Đã rõ")
            await until(lambda: len(server.log) == 2)
            assert "tài khoản ngân hàng" in server.log[1].text


async def test_a_template_by_phone_only__goes_to_the_number_we_have(commune: Commune) -> None:
    clock = Clock(commune.now + timedelta(days=8), ticking=False)
    async with ZaloOaServer() as server:
        server.by_phone_only, server.phones = True, {TO1: "84900000001"}
        channel = channel_to(server, template=Template("tpl-1"))
        async with served(commune, server, channel, clock):
            with commune.store.write() as db:
                addresses.left_phone(db, _account(commune), TO1, "0900000001", commune.now)
            recipe = {"text": "Nhắc", "knock": {"don_vi": "Thôn 1", "han": "30/06/2023", "so_luong": "3"}}
            await channel.send(_outgoing("", kind="reminder", address=_address(commune), recipe=recipe))
            assert server.log[-1].by == "phone"


async def test_forged_requests__are_refused_and_leave_nothing(commune: Commune) -> None:
    async with ZaloOaServer() as server, served(commune, server) as app, aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{app.port}/zalo/oa/{app.account('zalo_oa')}"
        body = b'{"app_id":"1234567890123456789","timestamp":"1","event_name":"user_send_text"}'
        good = server.signature(body, "1")
        for given, sent, status in (
            ({}, body, 403), ({"X-ZEvent-Signature": "mac=" + "0" * 64}, body, 403),
            ({"X-ZEvent-Signature": good}, body + b" ", 403), ({"X-ZEvent-Signature": good}, body, 200),
            ({}, b"", 200), ({}, b"{}", 200), ({"X-ZEvent-Signature": "é"}, body, 403), ({}, b"\xff\xfe[[[", 403),
        ):  # fmt: skip
            async with session.post(url, data=sent, headers=given) as answer:
                assert (answer.status, await answer.read()) == (status, b""), (given, sent)
        async with session.get(url) as answer:
            assert answer.status == 200
        async with session.post(url.replace("oa/", "oa/9"), data=b"{}") as answer:
            assert answer.status == 404
    with commune.store.read() as db:
        assert not db.execute(select(INBOX.c.id))


async def test_a_store_that_takes_too_long__gets_no_200_and_no_loss(commune: Commune) -> None:
    async with ZaloOaServer() as server:
        channel = channel_to(server)
        channel._limit = 0.15
        async with served(commune, server, channel):
            if commune.store.sqlite:
                with commune.store.open_writer() as db:
                    db.plain("BEGIN IMMEDIATE")
                    server.says(TO1, "ngân hàng 385")
                    await until(lambda: 503 in server.statuses)
                    db.plain("ROLLBACK")
                await server.delivered()
                await until(lambda: server.sent_to(TO1))
                assert server.statuses[-1] == 200 and len(server.sent_to(TO1)) == 1


async def test_a_long_answer__is_split_on_lines_with_its_buttons_last(commune: Commune) -> None:
    long = "\n".join(f"Dòng {n}: số liệu của thôn đã ghi đủ 👍" for n in range(150))
    async with ZaloOaServer() as server, served(commune, server) as app:
        recipe = {"text": long, "quote": "abc", "buttons": [{"label": "Đã rõ", "does": {"do": "ok"}}]}
        await app.channels[0].send(_outgoing("", recipe=recipe))
        pieces = server.sent_to(TO1)
        assert len(pieces) > 2 and "\n".join(one.text for one in pieces) == long
        assert [bool(one.buttons) for one in pieces] == [False] * (len(pieces) - 1) + [True]
        assert [one.quote for one in pieces] == ["abc"] + [None] * (len(pieces) - 1)


async def test_a_picture_and_a_document__are_handed_over_before_their_text(commune: Commune) -> None:
    maker = Drawer(PICTURE.read_bytes(), b"PK..", "báo cáo.docx", "application/msword")
    recipe = {"text": "Quang Trung", "picture": {"draw": "x"}, "file": {"write": "x"}}
    async with ZaloOaServer() as server, served(commune, server, maker=maker) as app:
        await app.channels[0].send(_outgoing("", recipe=recipe))
        picture, file, text = server.sent_to(TO1)
        assert server.uploads[str(picture.attachment)] == ("anh.png", PICTURE.read_bytes())
        assert server.uploads[str(file.attachment)] == ("báo cáo.docx", b"PK..")
        assert text.text == "Quang Trung"


async def test_a_workbook__is_a_button_that_opens_it(commune: Commune) -> None:
    maker = Drawer(b"", b"PK..", "số liệu.xlsx", "application/vnd.ms-excel")
    recipe = {"text": "Quang Trung", "picture": {"broken": True}, "file": {"write": "x"}}
    async with ZaloOaServer() as server, served(commune, server, maker=maker) as app:
        await app.channels[0].send(_outgoing("", recipe=recipe))
        file, text = server.sent_to(TO1)
        title, payload = file.buttons[0]
        assert (file.text, title, text.text) == ("số liệu.xlsx", "Mở tệp", "Quang Trung")
        assert "/xem/tep/" in json.loads(payload)["url"] and not server.uploads


def _outgoing(text: str, *, kind: str = "reply", address: int = 0, recipe: Mapping[str, Any] | None = None) -> Outgoing:
    return Outgoing(1, 1, TO1, "a" * 32, kind, recipe or {"text": text}, address)


def _account(commune: Commune) -> int:
    with commune.store.read() as db:
        return int(db.execute(select(ACCOUNT.c.id).where(ACCOUNT.c.channel == "zalo_oa"))[0].id)


def _address(commune: Commune) -> int:
    with commune.store.read() as db:
        return int(db.execute(select(ADDRESS.c.id).where(ADDRESS.c.user_id == TO1))[0].id)


def _blocked(commune: Commune) -> bool:
    with commune.store.read() as db:
        return db.execute(select(ADDRESS.c.blocked_at).where(ADDRESS.c.user_id == TO1))[0].blocked_at is not None
