"""`sothon channel`: set up and looked at over real HTTP, against servers that speak the platforms' protocols."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import App, channels_of
from bot.channels.telegram import console as telegram_console
from bot.channels.zalo_bot import console as zalo_bot_console
from bot.channels.zalo_oa import console as zalo_oa_console
from bot.settings import read_settings
from tests.bot.channels.running import free_port, until
from tests.bot.conftest import Sothon
from tests.fakes.telegram import TelegramServer
from tests.fakes.zalo_bot import ZaloBotServer
from tests.fakes.zalo_oa import ZaloOaServer

SECRET = "mot-chuoi-bi-mat-dai-tren-ba-muoi-hai-ky-tu"
TOKENS = (
    "123456789:fake_token-of-tests",
    "12345689:fake_token-of-tests",
    "app-secret",
    "oa-key",
    "refresh-0",
    "access-1",
)


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch, sothon: Sothon) -> int:
    """A port for the process; the settings every process has, and a store."""
    found = free_port()
    monkeypatch.setenv("SOTHON_PORT", str(found))
    monkeypatch.setenv("SOTHON_PUBLIC_URL", f"http://127.0.0.1:{found}")
    monkeypatch.setenv("SOTHON_SECRET", SECRET)
    assert sothon("migrate").exit_code == 0
    return found


def telegram_set(monkeypatch: pytest.MonkeyPatch, server: TelegramServer, mode: str = "webhook") -> None:
    for name, value in {"TOKEN": server.token, "SECRET": "bi-mat-telegram", "API": server.url, "MODE": mode}.items():
        monkeypatch.setenv(f"SOTHON_TELEGRAM_{name}", value)


def zalo_bot_set(monkeypatch: pytest.MonkeyPatch, server: ZaloBotServer, mode: str = "webhook") -> None:
    for name, value in {"TOKEN": server.token, "SECRET": "bi-mat-zalo", "API": server.url, "MODE": mode}.items():
        monkeypatch.setenv(f"SOTHON_ZALO_BOT_{name}", value)


def zalo_oa_set(monkeypatch: pytest.MonkeyPatch, server: ZaloOaServer) -> None:
    values = {
        "ID": server.oa, "APP_ID": server.app, "APP_SECRET": server.app_secret, "KEY": server.key,
        "REFRESH_TOKEN": server.refresh_token, "API": server.url,
    }  # fmt: skip
    for name, value in values.items():
        monkeypatch.setenv(f"SOTHON_ZALO_OA_{name}", value)


async def said(sothon: Sothon, *words: str, code: int = 0) -> str:
    """What a command says, run beside this loop; never a secret."""
    result = await asyncio.to_thread(sothon, *words)
    assert result.exit_code == code, result.output
    assert not any(token in result.output for token in TOKENS), result.output
    return result.output


@asynccontextmanager
async def served() -> AsyncIterator[App]:
    """The process of these settings. Commands run beside it: on SQLite its file is read, not written, then."""
    settings = read_settings()
    app = App(settings, channels_of(settings))
    await app.start()
    try:
        yield app
    finally:
        await app.stop()


async def test_telegram__is_set_up_and_found_in_order(
    port: int, sothon: Sothon, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with TelegramServer() as server:
        telegram_set(monkeypatch, server)
        assert "Webhook chưa đặt" in await said(sothon, "channel", "check", "telegram", code=2)
        told = await said(sothon, "channel", "setup", "telegram")
        assert server.webhook == (f"http://127.0.0.1:{port}/telegram/1", "bi-mat-telegram")
        assert server.webhook[0] in told and "BotFather" in told and "không phải https" in told
        assert {one["command"] for one in server.commands} >= {"han", "giup"}
        assert "không tới" in await said(sothon, "channel", "check")
        async with served():
            told = await said(sothon, "channel", "check", "telegram")
            assert "@so_thon_bot" in told and "máy này trả lời đúng" in told and "[hỏng]" not in told
            server.says(5001, "chào")
            await until(lambda: server.sent_to(5001))
            assert "Tin đến gần nhất: trong giờ qua" in await said(sothon, "channel", "check", "telegram")


async def test_telegram_by_polling__has_its_webhook_taken_away(
    port: int, sothon: Sothon, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with TelegramServer() as server:
        server.webhook = ("https://cu.example/telegram/1", "x")
        telegram_set(monkeypatch, server, "polling")
        monkeypatch.delenv("SOTHON_PUBLIC_URL")
        assert "mà thiết lập là polling" in await said(sothon, "channel", "check", "telegram", code=2)
        assert "đã bỏ" in await said(sothon, "channel", "setup", "telegram")
        assert server.webhook is None
        assert "đúng với polling" in await said(sothon, "channel", "check", "telegram")


async def test_a_token_the_platform_does_not_know__is_named_and_not_shown(
    port: int, sothon: Sothon, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with TelegramServer("1:another") as telegram, ZaloBotServer("1:another") as zalo:
        telegram_set(monkeypatch, telegram)
        zalo_bot_set(monkeypatch, zalo)
        monkeypatch.setenv("SOTHON_TELEGRAM_TOKEN", TOKENS[0])
        monkeypatch.setenv("SOTHON_ZALO_BOT_TOKEN", TOKENS[1])
        told = await said(sothon, "channel", "check", code=2)
        assert "Telegram không nhận mã" in told and "Zalo không nhận mã" in told
        assert "Zalo không nhận mã" in await said(sothon, "channel", "setup", "zalo-bot", code=1)
        assert "Telegram không nhận mã" in await said(sothon, "channel", "setup", "telegram", code=1)


async def test_a_zalo_bot__is_set_up_and_the_platforms_trial_call_is_told(
    port: int, sothon: Sothon, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ZaloBotServer() as server:
        zalo_bot_set(monkeypatch, server)
        assert "Zalo gọi thử: KHÔNG được (webhook.err.conn)" in await said(sothon, "channel", "setup", "zalo-bot")
        async with served():
            told = await said(sothon, "channel", "setup", "zalo-bot")
            assert server.webhook == (f"http://127.0.0.1:{port}/zalo/bot/1", "bi-mat-zalo")
            assert "Zalo gọi thử: được" in told and "Zalo Bot Creator" in told
            assert "tháng này 0/3000 tin, 0/50 người" in await said(sothon, "channel", "check", "zalo-bot")
            live = await said(sothon, "channel", "check", "zalo-bot", "--live")
            assert "chưa thử: đang đặt webhook" in live and "webhook.ok" in live and "được vào nhóm" in live
            assert "nêu địa chỉ nhận tin thử" in live and not server.log
            server.known["6ede9afa66b88fe6d6a9"] = "6ede9afa66b88fe6d6a9"
            live = await said(sothon, "channel", "check", "zalo-bot", "--live", "--to", "6ede9afa66b88fe6d6a9")
            assert "Thử: gửi được" in live
            assert [(one.chat, "Tin thử" in one.text) for one in server.log] == [("6ede9afa66b88fe6d6a9", True)]
            live = await said(sothon, "channel", "check", "zalo-bot", "--live", "--to", "khong-ai")
            assert "Thử: không được: Zalo: error 400" in live
        server.webhook = None
        server.idle_status = 408
        assert "HTTP 408, error_code 408" in await said(sothon, "channel", "check", "zalo-bot", "--live", code=2)


async def test_an_official_account__is_looked_at_with_the_servers_own_token(
    port: int, sothon: Sothon, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ZaloOaServer() as server:
        zalo_oa_set(monkeypatch, server)
        assert "chạy sothon run" in await said(sothon, "channel", "setup", "zalo-oa")
        async with served():
            await until(lambda: server.rotations == 1 and ("v2.0/oa/getoa", {}) in server.calls)
            told = await said(sothon, "channel", "setup", "zalo-oa")
            assert "UBND xã Quang Trung" in told and f"dán http://127.0.0.1:{port}/zalo/oa/1" in told
            told = await said(sothon, "channel", "check", "zalo-oa")
            assert "Mã truy cập còn 24 giờ" in told and "gói Growth, đến 31/12/2026" in told
            assert "0/0 người có nhắn" in told
            live = await said(sothon, "channel", "check", "zalo-oa", "--live")
            assert "mã sai bị từ chối bằng -216" in live and "Thử: không cần" in live and not server.log
            server.last_seen["7219436389720301010"] = datetime.now(UTC)
            server.buttons_work = False
            to = ("--live", "--to", "7219436389720301010")
            assert "Zalo từ chối: error -233" in await said(sothon, "channel", "check", "zalo-oa", *to)
            server.buttons_work, server.needs_proof = True, True
            live = await said(sothon, "channel", "check", "zalo-oa", *to)
            assert "nhận nút" in live and "cần, và đã kèm được" in live
            assert server.rotations == 1, "looking never renews a token"
        monkeypatch.setenv("SOTHON_SECRET", SECRET + "-moi")
        assert "không còn là chuỗi cũ" in await said(sothon, "channel", "check", "zalo-oa", code=2)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("setup", "viber"), "các kênh: telegram, zalo-bot, zalo-oa"),
        (("setup", "zalo-oa"), "APP_SECRET"),
        (("check", "telegram"), "SOTHON_TELEGRAM_… (TOKEN, SECRET)"),
        (("check", "--live", "--to", "5"), "đúng một kênh"),
    ],
)
def test_a_command_that_cannot_be_used__is_one_line_and_exit_code_2(
    words: tuple[str, ...], told: str, sothon: Sothon
) -> None:
    result = sothon("channel", *words)
    assert result.exit_code == 2 and told in result.output and result.output.count("\n") == 1


def test_without_a_public_address__nothing_is_set_up(sothon: Sothon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOTHON_TELEGRAM_TOKEN", TOKENS[0])
    monkeypatch.setenv("SOTHON_TELEGRAM_SECRET", "bi-mat-telegram")
    assert sothon("migrate").exit_code == 0
    result = sothon("channel", "setup", "telegram")
    assert result.exit_code == 2 and result.output.startswith("SOTHON_PUBLIC_URL: chưa đặt")


def test_the_guide_lists_the_doubts_that_are_tried_and_no_others() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "van-hanh.md").read_text()
    table = guide.partition("| điều chưa rõ | sổ làm gì |\n|---|---|\n")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| ([^|]+) \| ([^|]*) ?\|$", table, re.MULTILINE)
    consoles = {"Bot Zalo": zalo_bot_console, "Zalo OA": zalo_oa_console, "Telegram": telegram_console}
    wanted = []
    for name, console in consoles.items():
        wanted += [(f"**{name}**", ""), *((doubt.question, doubt.built) for doubt in console.DOUBTS)]
    assert [(question, built.strip()) for question, built in rows] == wanted
