"""The Zalo Bot Platform: text in by webhook, text out by `sendMessage`; no buttons, so choices are typed.

Wire format as published for version 2.5.0 and as seen in traffic: a body may be flat or wrapped in `{"ok", "result"}`,
a picture's address may be called `photo` or `photo_url`, and the HTTP status of an answer proves nothing.
"""

import hmac
import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeGuard
from unicodedata import normalize

import aiohttp
from aiohttp import web
from yarl import URL

from bot.channels.base import Capabilities, Edge, FetchFailed, Refused, SendError, Unavailable, plain_text
from bot.channels.download import download
from bot.rendering import as_text, parts, utf16_room
from bot.settings import Settings
from bot.shapes import SHAPES
from store.messages import Incoming, Outgoing, Sent, Wanted

LOG = logging.getLogger(__name__)
NAME = "zalo_bot"
HEADER = "X-Bot-Api-Secret-Token"
LONGEST_ID = 200
TIME_OUT = aiohttp.ClientTimeout(total=30, connect=10)
QUOTA_WAIT = 60.0  # seconds; a 429 may mean the rate or the month's quota, and says neither
TOKEN_WAIT = 300.0
TRIES_BEFORE_BLOCKED = 3  # the platform documents 403 as its own trouble, yet it is also what a blocked chat gives
BEGUN = 1000  # so many half-sent messages are remembered
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_MS = 253_402_300_799_000


def read(headers: Mapping[str, str], body: bytes, *, account: int, secret: str) -> Incoming | Refused:
    """A webhook request as a message. Nothing is parsed before the secret is compared; an empty probe gets 200."""
    if not body:
        return Refused(200, "probe")
    given = headers.get(HEADER, "")
    if not hmac.compare_digest(given.encode(errors="surrogateescape"), secret.encode()):
        return Refused(403, "secret")
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return Refused(400, "not JSON")
    if isinstance(update, dict) and isinstance(update.get("result"), dict):
        update = update["result"]
    if not isinstance(update, dict) or not isinstance(update.get("event_name"), str):
        return Refused(400, "no event")
    message = update.get("message")
    if not isinstance(message, dict):
        return Refused(400, "no message")
    return _message(update["event_name"], message, account)


def _message(event: str, message: dict[str, Any], account: int) -> Incoming | Refused:
    who, chat = message.get("from"), message.get("chat")
    if not isinstance(who, dict) or not isinstance(chat, dict):
        return Refused(400, "no sender")
    id, user = message.get("message_id"), who.get("id")
    if not _is_id(id) or not _is_id(user):
        return Refused(400, "no id")
    if who.get("is_bot") is True:
        return Refused(200, "a bot")
    if chat.get("chat_type") == "GROUP":
        return Refused(200, "a group")
    incoming = Incoming(
        account=account,
        user=user,
        key=f"{event}:{id}"[: 2 * LONGEST_ID],
        name=plain_text(who.get("display_name"))[:LONGEST_ID],
        sent_at=_time(message.get("date")),
    )
    text = plain_text(message.get("text"))
    if event in {"message.text.received", "message.link.received"} and text:
        return replace(incoming, text=text)
    if event == "message.image.received":
        return _picture(message, replace(incoming, kind=Sent.FILE, text=plain_text(message.get("caption"))))
    if event == "message.sticker.received":
        return replace(incoming, kind=Sent.STICKER)
    if event == "message.voice.received":
        return replace(incoming, kind=Sent.VOICE)
    if event == "message.unsupported.received":
        return replace(incoming, kind=Sent.FILE, refused=(("gửi kèm", "channel"),))
    return Refused(200, "not a message we know")


def _picture(message: dict[str, Any], incoming: Incoming) -> Incoming:
    """The address is called `photo_url` in traffic and `photo` in the documentation."""
    url = message.get("photo_url") or message.get("photo")
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        return replace(incoming, refused=(("ảnh", "fetch"),))
    return replace(incoming, wanted=(Wanted(url, "ảnh"),))


def _is_id(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_ID and value.isprintable()


def _time(value: object) -> datetime | None:
    if not isinstance(value, int) or not 0 < value <= _LAST_MS:
        return None
    return _EPOCH + timedelta(milliseconds=value)


class ZaloBot:
    """One bot: its webhook and its way to send."""

    name = NAME
    external_id = "first"
    capabilities: Capabilities = replace(SHAPES[NAME], groups=False)

    def __init__(self, token: str, secret: str, api: str) -> None:
        self._secret = secret
        self._send_to = URL(f"{api.rstrip('/')}/bot{token}/sendMessage", encoded=True)
        self._edge: Edge | None = None
        self._session: aiohttp.ClientSession | None = None
        self._begun: dict[str, int] = {}

    def routes(self) -> list[web.AbstractRouteDef]:
        """The webhook: the path carries the account."""
        return [web.post("/zalo/bot/{account}", self._webhook)]

    async def start(self, edge: Edge) -> None:
        """Open the one session everything is sent by."""
        self._edge = edge
        self._session = aiohttp.ClientSession(
            timeout=TIME_OUT, headers={"Content-Type": "application/json"}, cookie_jar=aiohttp.DummyCookieJar()
        )
        LOG.info("the Zalo bot listens", extra={"channel": NAME, "path": f"/zalo/bot/{edge.account(NAME)}"})

    async def stop(self) -> None:
        """Let go of the connections; what is still to be sent stays in the outbox."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _webhook(self, request: web.Request) -> web.Response:
        """200 after commit, so that what was acknowledged is on disk; 503 has the platform deliver it again."""
        assert self._edge is not None
        account = self._edge.account(NAME)
        if request.match_info["account"] != str(account):
            return web.Response(status=404)
        found = read(request.headers, await request.read(), account=account, secret=self._secret)
        if isinstance(found, Refused):
            if found.status != 200:
                LOG.warning("a webhook request was refused", extra={"channel": NAME, "why": found.why})
            return web.Response(status=found.status)
        try:
            await self._edge.receive(found)
        except Unavailable:
            return web.Response(status=503)
        return web.Response()

    async def fetch(self, wanted: Wanted) -> tuple[bytes, str]:
        """A picture at its public address. Raises FetchFailed, FileRefused."""
        if self._session is None:
            raise FetchFailed("the channel is closed")
        return await download(self._session, wanted)

    async def send(self, outgoing: Outgoing) -> str | None:
        """Send the text, in as many messages as it takes; the id of the last. Raises SendError.

        Where a later part fails, the parts before it are not sent again by this process.
        """
        text = normalize("NFC", as_text(outgoing.recipe, self.capabilities))
        pieces = parts(text, utf16_room(text, self.capabilities.text_length))
        id = None
        for place in range(self._begun.get(outgoing.token, 0), len(pieces)):
            id = await self._say(outgoing, pieces[place])
            if len(pieces) > 1:
                self._remember(outgoing.token, place + 1)
        self._begun.pop(outgoing.token, None)
        return id

    def _remember(self, token: str, sent: int) -> None:
        self._begun[token] = sent
        if len(self._begun) > BEGUN:
            del self._begun[next(iter(self._begun))]

    async def _say(self, outgoing: Outgoing, text: str) -> str | None:
        if self._session is None:
            raise SendError("retry", "the channel is closed")
        body = json.dumps({"chat_id": outgoing.user, "text": text}, ensure_ascii=False).encode(errors="replace")
        # The token lies in the address: no error that might name the address goes any further than here.
        try:
            async with self._session.post(self._send_to, data=body) as response:
                status, after = response.status, response.headers.get("Retry-After")
                content = await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise SendError("retry", f"no connection: {type(error).__name__}") from None
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise SendError("unknown", f"no answer: {type(error).__name__}") from None
        return _answer(status, after, content, outgoing.tries)


def _answer(status: int, after: str | None, content: bytes, tries: int) -> str | None:
    """The id of the message the platform took. Raises SendError."""
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict) or not isinstance(answer.get("ok"), bool):
        # A gateway speaks, not the platform. 504: it passed the message on and heard nothing back.
        raise SendError("unknown" if status in {200, 504} else "retry", f"HTTP {status} without an answer")
    if answer["ok"]:
        result = answer.get("result")
        id = result.get("message_id") if isinstance(result, dict) else None
        return str(id) if id is not None else None
    raise _failure(_code(answer, status), after, tries)


def _code(answer: dict[str, Any], status: int) -> int:
    code = answer.get("error_code", answer.get("errorCode"))
    if isinstance(code, str) and code.isascii() and code.isdigit():
        return int(code)
    return code if isinstance(code, int) else status


def _failure(code: int, after: str | None, tries: int) -> SendError:
    words = f"error {code}"
    if code == 429:
        wait = float(after) if after is not None and after.isascii() and after.isdigit() else QUOTA_WAIT
        return SendError("retry", words, wait)
    if code == 401:
        LOG.error("the platform does not know the token of this bot", extra={"channel": NAME})
        return SendError("retry", words, TOKEN_WAIT)
    if code in {403, 404}:
        return SendError("retry" if tries < TRIES_BEFORE_BLOCKED else "blocked", words)
    if code in {408, 504}:
        return SendError("unknown", words)
    return SendError("retry" if code >= 500 else "failed", words)


def configured(settings: Settings) -> ZaloBot | None:
    """The bot the settings name, None if they name none."""
    if settings.zalo_bot_token is None or settings.zalo_bot_secret is None:
        return None
    return ZaloBot(settings.zalo_bot_token, settings.zalo_bot_secret, settings.zalo_bot_api)
