"""`sothon channel`: an account is set up at its platform, looked at, and its platform's doubtful facts are tried."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.carry import carry_out, reading, settings_or_stop
from bot.commands.ending import FAILED, WRONG_SETTINGS, stop

if TYPE_CHECKING:
    from bot.accounts import BotAccount
    from bot.channels.console import Situation
    from bot.settings import Settings
    from store.session import Db

channel = typer.Typer(help="Các kênh: Telegram, bot Zalo, Zalo OA.", no_args_is_help=True)
WINDOW = timedelta(days=7)  # of an official account; the others have none
PATHS = {"telegram": "/telegram/", "zalo_bot": "/zalo/bot/", "zalo_oa": "/zalo/oa/"}
NAMES = ", ".join(name.replace("_", "-") for name in PATHS)
WhichOne = Annotated[str, typer.Argument(help=f"Kênh: {NAMES}; có nhiều tài khoản thì thêm số, ví dụ zalo-oa:4318.")]
WhichOnes = Annotated[str, typer.Argument(help="Một kênh; để trống là mọi kênh.")]
NOT_MET = (
    "Trước khi tới đây, chưa điều nào được thử với nền tảng thật: các phép thử của chương trình chạy với máy chủ giả, "
    "viết theo tài liệu."
)


@channel.command("setup")
def setup_command(name: WhichOne) -> None:
    """Đặt webhook (hay bỏ, nếu là polling) và bảng lệnh; in lời nền tảng trả và việc còn lại phải tự làm."""
    account = _the_one(settings_or_stop(), name)  # a channel mistyped is told before the store is looked for
    settings = settings_or_stop(secret=True)
    done = carry_out("channel account", channel=account.channel, external_id=account.external_id)
    situation = _situation(settings, account, done["account"])
    if situation.url is None and getattr(account, "mode", "webhook") == "webhook":
        from bot.settings import MEND

        stop(f"SOTHON_PUBLIC_URL: chưa đặt mà kênh chạy bằng webhook; {MEND['public_url']}", WRONG_SETTINGS)
    if situation.url is not None and not situation.url.startswith("https://"):
        typer.echo(f"Lưu ý: {situation.url} không phải https; nền tảng thật sẽ từ chối.")
    asyncio.run(_print(_console(account).set_up(account, situation)))


def add_account(db: "Db", _settings: "Settings", _now: datetime, given: dict[str, Any]) -> dict[str, Any]:
    """The act: the account has a row, and so a number for its webhook's path."""
    from store import accounts

    return {"account": accounts.account(db, given["channel"], given["external_id"]).id}


@channel.command("check")
def check_command(
    name: WhichOnes = "",
    live: Annotated[
        bool, typer.Option("--live", help="Thử với nền tảng thật những điều tài liệu nói chưa rõ.")
    ] = False,
    to: Annotated[
        str, typer.Option(help="Địa chỉ (mã người dùng của nền tảng) nhận tin thử; không nêu thì không gửi.")
    ] = "",
) -> None:
    """Từng kênh: thiết lập, mã, có tới được không, webhook, hạn mức. Mã thoát 0 khi dùng được, 2 khi có chỗ hỏng."""
    settings = settings_or_stop()
    chosen = [_the_one(settings, name)] if name else _all(settings)
    if to and len(chosen) != 1:
        stop("--to đi với đúng một kênh, ví dụ: sothon channel check zalo-oa --live --to 2468…", WRONG_SETTINGS)
    settings = settings_or_stop(secret=True)
    if not chosen:
        typer.echo("Chưa đặt kênh nào ngoài trang web; các thiết lập ở docs/van-hanh.md, mục 2.")
    if live:
        typer.echo(NOT_MET)
    broken = False
    for account in chosen:
        typer.echo(f"\n{account.label.replace('_', '-')}")
        situation = _situation(settings, account, None)
        broken |= asyncio.run(_look(account, situation))
        if live:
            asyncio.run(_try_doubts(account, situation, to or None))
    if broken:
        raise typer.Exit(WRONG_SETTINGS)


async def _look(account: "BotAccount", situation: "Situation") -> bool:
    """Print what is found; whether something is broken."""
    from bot.channels.console import BROKEN, Finding, Stopped

    broken = False
    typer.echo("[ổn] Thiết lập và các chuỗi bí mật: đủ.")
    if situation.account is None:
        typer.echo("[lưu ý] Kho chưa biết tài khoản này: chạy sothon channel setup.")
    findings: AsyncIterator[Finding] = _console(account).look(account, situation)
    try:
        async for one in findings:
            broken |= one.sign == BROKEN
            typer.echo(f"[{one.sign}] {one.sentence}")
    except Stopped as error:
        typer.echo(f"[{BROKEN}] {error}")
        return True
    return broken


async def _try_doubts(account: "BotAccount", situation: "Situation", to: str | None) -> None:
    """Each doubtful fact: what was built for it, and what the platform says today."""
    from bot.channels.console import Stopped

    console = _console(account)
    for number, doubt in enumerate(console.DOUBTS, 1):
        found = None
        if doubt.key is not None:
            try:
                found = await console.attempt(account, situation, doubt.key, to)
            except Stopped as error:
                found = str(error)
            found = found or "chưa thử: nêu địa chỉ nhận tin thử bằng --to"
        typer.echo(f"{number}. {doubt.question}?")
        typer.echo(f"   Đã làm: {doubt.built}.")
        if found is not None:
            typer.echo(f"   Thử: {found}")
        if doubt.by_hand:
            typer.echo(f"   Thử tay: {doubt.by_hand}.")


async def _print(lines: AsyncIterator[str]) -> None:
    from bot.channels.console import Stopped

    try:
        async for line in lines:
            typer.echo(line)
    except Stopped as error:
        stop(str(error), FAILED)


def _all(settings: "Settings") -> list["BotAccount"]:
    from bot.accounts import accounts_of

    return accounts_of(settings)


def _the_one(settings: "Settings", name: str) -> "BotAccount":
    """The account of this name, or one line that says which there are."""
    kind, _, number = name.strip().lower().replace("-", "_").partition(":")
    if kind not in PATHS:
        stop(f"Không có kênh {name}; các kênh: {NAMES}", WRONG_SETTINGS)
    found = [one for one in _all(settings) if one.channel == kind]
    if not found:
        needed = "ID, APP_ID, APP_SECRET, KEY, REFRESH_TOKEN" if kind == "zalo_oa" else "TOKEN, SECRET"
        stop(f"Kênh {name} chưa có thiết lập: đặt SOTHON_{kind.upper()}_… ({needed})", WRONG_SETTINGS)
    chosen = [one for one in found if one.external_id == number] if number else found
    if len(chosen) != 1:
        labels = ", ".join(one.label.replace("_", "-") for one in found)
        stop(f"Có {len(found)} tài khoản, nêu rõ một: {labels}", WRONG_SETTINGS)
    return chosen[0]


def _console(account: "BotAccount") -> ModuleType:
    from importlib import import_module

    return import_module(f"bot.channels.{account.channel}.console")


def _situation(settings: "Settings", account: "BotAccount", number: int | None) -> "Situation":
    """What the store knows of an account."""
    from bot.channels.console import Situation
    from store import accounts, addresses, inbox

    now, secret = datetime.now(UTC), settings.secret or ""
    with reading(settings) as db:
        found = next(
            (one for one in accounts.accounts(db)
             if (one.channel, one.external_id) == (account.channel, account.external_id)),
            None,
        )  # fmt: skip
        if found is None:
            return Situation(now, secret)
        return Situation(
            now=now,
            secret=secret,
            url=None if settings.public_url is None else f"{settings.public_url}{PATHS[account.channel]}{found.id}",
            account=found.id,
            state=found.state,
            sealed=found.credentials,
            quotas=accounts.quotas(db, found.id),
            users=accounts.users(db, found.id),
            in_window=addresses.heard_since(db, found.id, now - WINDOW),
            last_heard=inbox.last_heard(db, found.id),
        )
