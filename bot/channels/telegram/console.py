"""A Telegram bot seen from the command line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot, BotCommand
from telegram.error import InvalidToken, TelegramError

from bot.accounts import TelegramAccount
from bot.channels.console import BROKEN, GOOD, HELLO, NOTE, Doubt, Finding, Situation, Stopped, answers, heard, where
from bot.channels.telegram.channel import KINDS
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.words import COMMANDS

DOUBTS = (
    Doubt(
        "Mạng ở đây có tới được Telegram không (nhà mạng có lúc chặn)",
        "máy chủ vẫn chạy khi không tới được, tự nối lại; đặt được proxy và địa chỉ API",
        key="reach",
    ),
    Doubt(
        "Gửi được tin cho người đã nhắn với bot không",
        "tin bị chặn thì đánh dấu và chuyển kênh khác",
        key="send",
    ),
)  # fmt: skip


@asynccontextmanager
async def _bot(account: TelegramAccount) -> AsyncIterator[Bot]:
    bot = Bot(
        account.token,
        base_url=f"{account.api}/bot",
        base_file_url=f"{account.api}/file/bot",
        request=AiohttpRequest(proxy=account.proxy),
        get_updates_request=AiohttpRequest(proxy=account.proxy),
    )
    for request in bot._request:
        await request.initialize()
    try:
        yield bot
    finally:
        for request in bot._request:
            await request.shutdown()


async def set_up(account: TelegramAccount, situation: Situation) -> AsyncIterator[str]:
    """Set the webhook, or take it away for polling; set the command menu. Raises Stopped."""
    async with _bot(account) as bot:
        try:
            me = await bot.get_me()
            yield f"Bot: @{me.username}"
            await bot.set_my_commands([BotCommand(one.name, one.shows) for one in COMMANDS], language_code="")
            yield f"Bảng lệnh: đã đặt {len(COMMANDS)} lệnh."
            if account.mode == "polling":
                await bot.delete_webhook()
                yield "Webhook: đã bỏ, vì thiết lập là polling."
            else:
                assert situation.url is not None
                await bot.set_webhook(situation.url, secret_token=account.secret, allowed_updates=KINDS)
                info = await bot.get_webhook_info()
                yield f"Webhook: Telegram trả lời đã nhận {info.url}"
        except TelegramError as error:
            raise Stopped(_why(error)) from None
        groups = "đã nhận lời vào nhóm" if me.can_join_groups else "chưa được vào nhóm"
        yield (
            "Còn một việc ở BotFather: /setprivacy để ENABLE (trong nhóm bot chỉ nghe tin gọi đến mình); "
            f"bot {groups}, đổi bằng /setjoingroups."
        )


async def look(account: TelegramAccount, situation: Situation) -> AsyncIterator[Finding]:
    """Reachability, token, webhook, what waits at the platform."""
    async with _bot(account) as bot:
        try:
            me = await bot.get_me()
            info = await bot.get_webhook_info()
        except TelegramError as error:
            yield Finding(BROKEN, _why(error))
            return
    yield Finding(GOOD, f"Mã bot dùng được: @{me.username}")
    yield where(info.url or "", situation.url, account.mode == "polling")
    if info.last_error_message:
        yield Finding(NOTE, f"Lỗi gần nhất khi Telegram gửi tới: {info.last_error_message}")
    if info.pending_update_count:
        yield Finding(NOTE, f"{info.pending_update_count} tin còn nằm ở Telegram.")
    if account.mode == "webhook" and situation.url is not None:
        yield await answers(situation.url, b"{}", 403)
    yield heard(situation)


async def attempt(account: TelegramAccount, _situation: Situation, key: str, to: str | None) -> str | None:
    """Try one of the doubts; what came of it, None where it needs an address and none was named."""
    async with _bot(account) as bot:
        try:
            if key == "reach":
                return f"tới được, @{(await bot.get_me()).username}"
            if to is None:
                return None
            await bot.send_message(to, HELLO)
            return "gửi được"
        except TelegramError as error:
            return f"không được: {_why(error)}"


def _why(error: TelegramError) -> str:
    if isinstance(error, InvalidToken):
        return "Telegram không nhận mã của bot: xem lại mã BotFather đưa."
    return f"Telegram: {type(error).__name__}: {error.message}"
