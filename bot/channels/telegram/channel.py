"""One Telegram bot: its webhook or its poller, and its way to send. Sent through python-telegram-bot's Bot.

The platform cannot be reached from everywhere at every time: the process starts and serves without it, and the bot
joins in when it answers.
"""

import asyncio
import contextlib
import logging
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from aiohttp import web
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.accounts import FIRST, TelegramAccount
from bot.channels.base import Capabilities, Edge, FetchFailed, Refused, SendError, Unavailable, known_as
from bot.channels.telegram.read import Heard, heard, platform_id, read
from bot.channels.telegram.request import AiohttpRequest, NotConnected
from bot.channels.telegram.words import COMMANDS
from bot.channels.under_way import Background, HalfSent
from bot.channels.wire import body_of
from bot.rendering import as_text, labels, parts, shown_buttons, utf16_length, utf16_room
from bot.shapes import SHAPES
from store import leases
from store.addresses import set_blocked_user
from store.evidence import FileRefused
from store.messages import Outgoing, Wanted

os.environ.setdefault(
    "PTB_TIMEDELTA", "true"
)  # the library's own switch: waits are timedeltas, as they will be one day
LOG = logging.getLogger(__name__)
NAME = "telegram"
LARGEST_DOWNLOAD = 20 * 1024 * 1024  # bytes; bots may fetch no more
LARGEST_PHOTO, LARGEST_DOCUMENT = 10 * 1024 * 1024, 50 * 1024 * 1024  # bytes; bots may send no more
POLL = 30  # seconds one question for updates may take
TOKEN_WAIT = 300.0
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0  # seconds between tries to reach the platform
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]
_GONE = ("chat not found", "user is deactivated", "bot was kicked", "peer_id_invalid", "bot can't initiate")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the Bot API answers. `api` without a trailing slash; `proxy` an http:// address or None."""

    api: str = "https://api.telegram.org"
    proxy: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One call: a text, or a photo or document with the text under it."""

    text: str
    method: str = "text"  # "text", "photo" or "document"
    content: bytes = b""
    name: str = ""


class Telegram:
    """A bot. With `polling` it asks for updates itself; else the platform posts them to /telegram/<account>."""

    name = NAME
    capabilities: Capabilities = SHAPES[NAME]

    def __init__(
        self, token: str, secret: str, place: Place | None = None, *, polling: bool = False, external_id: str = FIRST
    ) -> None:
        place = place or Place()
        self.external_id, self.account = external_id, 0
        self._secret, self._polling = secret, polling
        self._bot = Bot(
            token,
            base_url=f"{place.api}/bot",
            base_file_url=f"{place.api}/file/bot",
            request=AiohttpRequest(proxy=place.proxy),
            get_updates_request=AiohttpRequest(read=POLL + 10.0, proxy=place.proxy),
        )
        self._edge: Edge | None = None
        self._work, self._half = Background(), HalfSent()
        self._me, self._trouble = "", "chưa nối với Telegram"

    @property
    def state(self) -> str:
        """How it is, in words: as the last call found it."""
        return self._trouble or f"đã nối, @{self._me}"

    def routes(self) -> list[web.AbstractRouteDef]:
        """The webhook: the path carries the account."""
        return [] if self._polling else [web.post(f"/telegram/{self.account}", self._webhook)]

    async def start(self, edge: Edge) -> None:
        """Begin; the platform is asked who we are in the background, again and again until it answers."""
        self._edge, self.account = edge, edge.account(NAME, self.external_id)
        for request in self._bot._request:
            await request.initialize()
        self._work.keep(self._introduce)
        if self._polling:
            self._work.keep(self._poll)

    async def stop(self) -> None:
        """Take no more messages and let go of the connections; what is still to be sent stays in the outbox."""
        await self._work.end()
        for request in self._bot._request:
            await request.shutdown()

    async def _introduce(self) -> None:
        """Learn our own name (groups speak to it) and set the command menu."""
        assert self._edge is not None
        wait = FIRST_WAIT
        while True:
            try:
                self._me = (await self._bot.get_me()).username or ""
                await known_as(self._edge, self.account, self._me)
                await self._bot.set_my_commands([BotCommand(one.name, one.shows) for one in COMMANDS], language_code="")
            except TelegramError as error:
                self._trouble = _trouble(error)
                LOG.warning("Telegram does not answer", extra={"channel": NAME, "why": type(error).__name__})
                await asyncio.sleep(TOKEN_WAIT if isinstance(error, InvalidToken) else wait)
                wait = min(wait * 2, LONGEST_WAIT)
            else:
                self._trouble = ""
                return

    # --- in ----------------------------------------------------------------------------------------------------------

    async def _webhook(self, request: web.Request) -> web.Response:
        """200 after commit, so that what was acknowledged is on disk; 503 has the platform deliver it again."""
        found = read(request.headers, await body_of(request), account=self.account, secret=self._secret, me=self._me)
        if isinstance(found, Refused):
            if found.status != 200:
                LOG.warning("a webhook request was refused", extra={"channel": NAME, "why": found.why})
            return web.Response(status=found.status)
        try:
            await self._take(found)
        except Unavailable:
            return web.Response(status=503)
        return web.Response()

    async def _poll(self) -> None:
        """Ask for updates for ever, in one process at a time: a second one would get the platform's refusal."""
        assert self._edge is not None
        edge, name, life = self._edge, f"poll:{self.account}", timedelta(seconds=2 * POLL)
        try:
            await self._ask_on(lambda: edge.write(lambda db: leases.take(db, name, edge.holder, life)))
        finally:
            await edge.write(lambda db: leases.give_up(db, name, edge.holder))

    async def _ask_on(self, leads: Callable[[], Awaitable[bool]]) -> None:
        """The next question, which forgets the last answer, is put after the commit."""
        offset, wait = 0, FIRST_WAIT
        while True:
            if not await leads():
                offset = 0  # whoever asks now tells the platform what it has
                await asyncio.sleep(POLL / 3)
                continue
            try:
                updates = await self._bot.get_updates(offset, timeout=POLL, allowed_updates=KINDS)
                wait, self._trouble = FIRST_WAIT, "" if self._me else self._trouble
            except TelegramError as error:
                self._trouble = _trouble(error)
                if isinstance(error, Conflict):
                    LOG.error("somebody else polls, or a webhook is set", extra={"channel": NAME})
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
                continue
            for update in updates:
                found = heard(update.to_dict(), account=self.account, me=self._me)
                while not isinstance(found, Refused):
                    try:
                        await self._take(found)
                        break
                    except Unavailable:
                        await asyncio.sleep(FIRST_WAIT)
                offset = update.update_id + 1

    async def _take(self, found: Heard) -> None:
        """Keep what was heard. Raises Unavailable."""
        assert self._edge is not None
        if found.blocked is not None:
            user, when = found.incoming.user, self._edge.clock.now() if found.blocked else None
            account = found.incoming.account
            await self._edge.write(lambda db: set_blocked_user(db, account, user, when))
            return
        await self._edge.receive(found.incoming)
        if found.callback is not None:
            self._work.spawn(self._answer_press(found.callback))

    async def _answer_press(self, callback: str) -> None:
        with contextlib.suppress(TelegramError):  # it only stops the little wheel; an old press cannot be answered
            await self._bot.answer_callback_query(callback)

    async def fetch(self, wanted: Wanted) -> tuple[bytes, str]:
        """A file at the platform: its content and its name. Raises FetchFailed, FileRefused."""
        if (wanted.size or 0) > LARGEST_DOWNLOAD:
            raise FileRefused("size")
        try:
            file = await self._bot.get_file(wanted.ref)
            content = bytes(await file.download_as_bytearray())
        except TelegramError as error:
            if isinstance(error, BadRequest) and "too big" in error.message.lower():
                raise FileRefused("size") from None
            raise FetchFailed(type(error).__name__) from None
        name = wanted.name if "." in wanted.name else (file.file_path or wanted.name).rsplit("/", 1)[-1]
        return content, name

    # --- out ---------------------------------------------------------------------------------------------------------

    async def send(self, outgoing: Outgoing) -> str | None:
        """Send picture, document and text, in as many messages as it takes, the buttons under the last.

        Raises SendError.
        Where a later part fails, the parts before it are not sent again by this process.
        """
        said = await self._parts(outgoing)
        chat, id = str(outgoing.recipe.get("group") or outgoing.user), None
        for at in range(self._half.parts(outgoing.token), len(said)):
            keyboard = _keyboard(outgoing, self.capabilities) if at == len(said) - 1 else None
            try:
                id = await self._say(chat, said[at], keyboard)
            except SendError as error:
                if said[at].content and error.kind == "failed":
                    LOG.warning("a file was refused; its text goes alone", extra={"channel": NAME, "why": error.words})
                    id = await self._say(chat, Part(said[at].text), keyboard) if said[at].text else id
                    continue
                self._half.stopped(outgoing.token, at)
                raise
        return id

    async def _parts(self, outgoing: Outgoing) -> list[Part]:
        """What is sent one after another; one picture or document carries a text that is short enough."""
        text, shape = as_text(outgoing.recipe, self.capabilities), self.capabilities
        files = await self._files(outgoing)
        if len(files) == 1 and files[0].content and utf16_length(text) <= shape.caption_length:
            return [replace(files[0], text=text)]
        return [*files, *(Part(piece) for piece in parts(text, utf16_room(text, shape.text_length)))]

    async def _files(self, outgoing: Outgoing) -> list[Part]:
        """The picture and the document of a message; what cannot be made, or is too large, costs the text nothing."""
        maker, recipe = self._edge.maker if self._edge is not None else None, outgoing.recipe
        found: list[Part] = []
        if maker is None:
            return found
        try:
            if "picture" in recipe:
                content, mime = await maker.picture(recipe["picture"])
                if len(content) <= LARGEST_PHOTO:
                    found.append(Part("", "photo", content, f"anh.{mime.rsplit('/', 1)[-1]}"))
        except Exception:
            LOG.exception("a picture could not be drawn", extra={"channel": NAME})
        try:
            if "file" in recipe:
                content, name, _ = await maker.file(recipe["file"])
                found += self._document(outgoing, content, name)
        except Exception:
            LOG.exception("a document could not be written", extra={"channel": NAME})
        return found

    def _document(self, outgoing: Outgoing, content: bytes, name: str) -> list[Part]:
        assert self._edge is not None
        if len(content) <= LARGEST_DOCUMENT:
            return [Part("", "document", content, name)]
        url = self._edge.links.to("tep", outgoing.token)
        return [Part(f"{name}: {url}")] if url is not None else []

    async def _say(self, chat: str, part: Part, keyboard: InlineKeyboardMarkup | None) -> str:
        try:
            try:
                made = await self._call(chat, part, keyboard)
            except ChatMigrated as moved:  # the group has become a supergroup under a new id
                made = await self._call(str(moved.new_chat_id), part, keyboard)
        except TelegramError as error:
            if isinstance(error, NotConnected | InvalidToken):
                self._trouble = _trouble(error)
            raise failure(error) from None
        self._trouble = "" if self._me else self._trouble
        return platform_id(made.chat.id, made.message_id)

    async def _call(self, chat: str, part: Part, keyboard: InlineKeyboardMarkup | None) -> Message:
        bot, under = self._bot, part.text or None
        if part.method == "photo":
            return await bot.send_photo(chat, part.content, caption=under, reply_markup=keyboard, filename=part.name)
        if part.method == "document":
            return await bot.send_document(chat, part.content, caption=under, reply_markup=keyboard, filename=part.name)
        return await bot.send_message(chat, part.text, reply_markup=keyboard, link_preview_options=_NO_PREVIEW)


_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def _keyboard(outgoing: Outgoing, capabilities: Capabilities) -> InlineKeyboardMarkup | None:
    if not shown_buttons(outgoing.recipe, capabilities):
        return None
    rows = [
        [InlineKeyboardButton(label, callback_data=f"{outgoing.token}.{place}")]
        for place, label in enumerate(labels(outgoing.recipe))
    ]
    return InlineKeyboardMarkup(rows)


def _trouble(error: TelegramError) -> str:
    """What an operator reads of a call that did not come through."""
    if isinstance(error, InvalidToken):
        return "Telegram không nhận mã của bot"
    if isinstance(error, Conflict):
        return "có máy khác đang hỏi tin của bot này, hoặc đang đặt webhook"
    return f"chưa nối được với Telegram ({type(error).__name__})"


def failure(error: TelegramError) -> SendError:
    """What a failed call means for the message: again, when, or never, and whose fault it was."""
    words = type(error).__name__
    if isinstance(error, RetryAfter):
        return SendError("retry", words, error.retry_after.total_seconds())  # type: ignore[union-attr]  # see PTB_TIMEDELTA
    words = f"{words}: {error.message}"
    if isinstance(error, NotConnected):
        return SendError("retry", words)
    if isinstance(error, Forbidden):
        return SendError("blocked", words)
    if isinstance(error, InvalidToken):
        LOG.error("Telegram does not know the token of this bot", extra={"channel": NAME})
        return SendError("retry", type(error).__name__, TOKEN_WAIT)
    if isinstance(error, BadRequest):
        return SendError("blocked" if any(one in words.lower() for one in _GONE) else "failed", words)
    if isinstance(error, TimedOut):
        return SendError("unknown", words)
    # A plain NetworkError is either a 5xx of the platform, which took nothing, or a connection lost before the answer.
    return SendError("unknown" if "no answer" in words else "retry", words)


def channel_of(account: TelegramAccount) -> Telegram:
    """The bot of an account of the settings."""
    place = Place(account.api, account.proxy)
    polling = account.mode == "polling"
    return Telegram(account.token, account.secret, place, polling=polling, external_id=account.external_id)
