"""One bot of the Zalo Bot Platform: its webhook or its poller, and its way to send."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

from aiohttp import web

from bot.accounts import FIRST, ZaloBotAccount
from bot.channels.base import Capabilities, Edge, Refused, SendError, Unavailable, known_as
from bot.channels.quotas import may_push
from bot.channels.wire import body_of, part
from bot.channels.zalo import ZaloChannel
from bot.channels.zalo_bot.client import SLOW, TIME_OUT, CallFailed, Client
from bot.channels.zalo_bot.polling import SECONDS, poll
from bot.channels.zalo_bot.read import heard, read
from bot.rendering import as_text, parts, utf16_room
from bot.shapes import SHAPES
from store.messages import Incoming, Outgoing

LOG = logging.getLogger(__name__)
NAME = "zalo_bot"
QUOTA_WAIT, LONG_WAIT = 60.0, 3600.0  # seconds; a 429 may mean the rate or the month's quota, and says neither
TOKEN_WAIT = 300.0
FIRST_WAIT, LONGEST_WAIT = 1.0, 300.0
TRIES_BEFORE_BLOCKED = 3  # the platform documents 403 as its own trouble, yet it is also what a blocked chat gives
REFUSALS = 3  # so many 429 one after another are a quota, not a rate
TROUBLES = {  # what an operator reads of a refusal that concerns every message
    401: "Zalo không nhận mã của bot, lấy mã đang dùng ở Zalo Bot Creator",
    429: "Zalo báo hết lượt (quá nhanh, hoặc hết tin của tháng); đang chờ",
}
NEARLY = 0.9  # of the people a bot may serve: the operator is warned


class ZaloBot(ZaloChannel):
    """One bot. With `polling` it asks for updates itself; else the platform posts them to /zalo/bot/<account>."""

    name = NAME
    capabilities: Capabilities = SHAPES[NAME]

    def __init__(
        self,
        token: str,
        secret: str,
        api: str,
        *,
        polling: bool = False,
        poll_seconds: float = SECONDS,
        external_id: str = FIRST,
    ) -> None:
        super().__init__()
        self.external_id = external_id
        self._token, self._secret, self._api = token, secret, api
        self._polling, self._poll_seconds = polling, poll_seconds
        self._client: Client | None = None
        self._names: tuple[str, ...] = ()
        self._refusals = 0
        self._warned = 0
        self._connected, self._trouble = "chưa nối với Zalo", ""

    @property
    def state(self) -> str:
        """How it is, in words: whether it answers, and what is used of the free plan."""
        if self._meter is None:
            return self._connected
        shape, meter, how = self.capabilities, self._meter, self._trouble or self._connected
        return f"{how}; tháng này {meter.used('sent')}/{shape.month} tin, {meter.users}/{shape.users} người"

    # --- the contract of a channel -----------------------------------------------------------------------------------

    def routes(self) -> list[web.AbstractRouteDef]:
        """The webhook: the path carries the account."""
        return [] if self._polling else [web.post(f"/zalo/bot/{self.account}", self._webhook)]

    async def start(self, edge: Edge) -> None:
        """Begin; the platform is asked who we are in the background."""
        session, account = await self.open(edge), self.account
        self._client = Client(session, self._token, self._api)
        client = self._client
        self._work.keep(self._introduce)
        if self._polling:
            LOG.warning(
                "polling is for trials: a message lost between the platform and the disk cannot be had again",
                extra={"channel": NAME},
            )
            self._work.keep(lambda: poll(client, edge, account, self._polled, seconds=self._poll_seconds))
        else:
            LOG.info("the Zalo bot listens", extra={"channel": NAME, "path": f"/zalo/bot/{account}"})

    async def _introduce(self) -> None:
        """Learn our own names: groups speak to us by one of them."""
        assert self._client is not None and self._edge is not None
        wait = FIRST_WAIT
        while True:
            try:
                me = await self._client.call("getMe")
            except (CallFailed, SendError) as error:
                self._connected = f"chưa nối được với Zalo ({error})"
                LOG.warning("the platform does not say who we are", extra={"channel": NAME, "why": str(error)})
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
                continue
            names = (part(me, one) for one in ("account_name", "display_name", "name"))
            self._names = tuple(one for one in names if isinstance(one, str) and one)
            self._connected = f"đã nối, {self._names[0] if self._names else 'bot'}"
            await known_as(self._edge, self.account, str(part(me, "display_name") or part(me, "account_name") or ""))
            return

    # --- in ----------------------------------------------------------------------------------------------------------

    async def _webhook(self, request: web.Request) -> web.Response:
        """200 after commit, so that what was acknowledged is on disk; 503 has the platform deliver it again."""
        body = await body_of(request)
        found = read(request.headers, body, account=self.account, secret=self._secret, names=self._names)
        if isinstance(found, Refused):
            return self.refused(found)
        try:
            await self._take(found)
        except Unavailable:
            return web.Response(status=503)
        return web.Response()

    async def _polled(self, update: object) -> None:
        """Keep an update the platform has already forgotten, however long the store takes."""
        found = heard(update, account=self.account, names=self._names)
        while not isinstance(found, Refused):
            try:
                return await self._take(found)
            except Unavailable:
                await asyncio.sleep(FIRST_WAIT)

    async def _take(self, incoming: Incoming) -> None:
        assert self._edge is not None
        await self._edge.receive(incoming)
        self._warn_of_people()

    def _warn_of_people(self) -> None:
        """The 51st person is refused by the platform without a word to us: the operator hears before that."""
        assert self._meter is not None
        users, most = self._meter.users, self.capabilities.users
        if users >= most * NEARLY and users > self._warned:
            self._warned = users
            LOG.warning(
                "the bot is nearly full: let the next people join by another bot",
                extra={"channel": NAME, "users": users, "most": most, "action": "bot_full"},
            )

    # --- out ---------------------------------------------------------------------------------------------------------

    async def send(self, outgoing: Outgoing) -> str | None:
        """Send the text, in as many messages as it takes; the id of the last. Raises SendError.

        Where a later part fails, the parts before it are not sent again by this process.
        """
        if self._client is None or self._session is None or self._edge is None or self._meter is None:
            raise SendError("retry", "the channel is closed")
        if outgoing.kind != "reply":
            why = may_push(self.capabilities, None, self._meter.used("sent"), self._edge.clock.now())
            if why is not None:
                raise SendError("failed", f"{why}: replies need what is left of this month")
        text = normalize("NFC", as_text(outgoing.recipe, self.capabilities))
        if "file" in outgoing.recipe and (url := self._edge.links.to("tep", outgoing.token)) is not None:
            text = f"{text}\n\nTệp: {url}"
        if len(text) <= self.capabilities.caption_length // 2 and (id := await self._show(outgoing, text)) is not None:
            return id
        pieces = parts(text, utf16_room(text, self.capabilities.text_length))
        id = None
        for at in range(self._half.parts(outgoing.token), len(pieces)):
            try:
                id = await self._say(outgoing, pieces[at])
            except SendError:
                self._half.stopped(outgoing.token, at)
                raise
        return id

    async def _show(self, outgoing: Outgoing, text: str) -> str | None:
        """The picture with the text under it: one message of the month instead of two. None where it is to be text."""
        assert self._client is not None and self._edge is not None
        url = self._edge.links.to("anh", outgoing.token) if "picture" in outgoing.recipe else None
        if url is None:
            return None
        chat = str(outgoing.recipe.get("group") or outgoing.user)
        try:
            return await self._sent("sendPhoto", {"chat_id": chat, "photo": url, "caption": text}, SLOW)
        except CallFailed as refusal:
            if refusal.code != 400:
                raise failure(refusal, outgoing.tries, self._refusals) from None
            LOG.warning("a picture was refused; its text goes alone", extra={"channel": NAME, "why": str(refusal)})
            return None

    async def _say(self, outgoing: Outgoing, text: str) -> str | None:
        chat = str(outgoing.recipe.get("group") or outgoing.user)
        try:
            return await self._sent("sendMessage", {"chat_id": chat, "text": text})
        except CallFailed as refusal:
            raise failure(refusal, outgoing.tries, self._refusals) from None

    async def _sent(self, method: str, values: Mapping[str, Any], seconds: float = TIME_OUT) -> str | None:
        """One call, counted; the id of the message. Raises CallFailed, SendError."""
        assert self._client is not None and self._meter is not None
        try:
            result = await self._client.call(method, values, seconds=seconds)
        except CallFailed as refusal:
            self._refusals = self._refusals + 1 if refusal.code == 429 else 0
            self._trouble = TROUBLES.get(refusal.code, "")
            raise
        except SendError as error:
            self._trouble = f"chưa nối được với Zalo ({error.words})"
            raise
        self._refusals, self._trouble = 0, ""
        self._meter.add("sent")
        id = part(result, "message_id")
        return str(id) if id is not None else ""


def failure(refusal: CallFailed, tries: int, refusals: int = 1) -> SendError:
    """What a refused call means for the message. `refusals` counts the 429 one after another."""
    words, code = str(refusal), refusal.code
    if code == 429:
        return SendError("retry", words, refusal.retry_after or (QUOTA_WAIT if refusals < REFUSALS else LONG_WAIT))
    if code == 401:
        LOG.error("the platform does not know the token of this bot", extra={"channel": NAME})
        return SendError("retry", words, TOKEN_WAIT)
    if code in {403, 404}:
        return SendError("retry" if tries < TRIES_BEFORE_BLOCKED else "blocked", words)
    if code in {408, 504}:
        return SendError("unknown", words)
    return SendError("retry" if code >= 500 else "failed", words)


def channel_of(account: ZaloBotAccount) -> ZaloBot:
    """The bot of an account of the settings."""
    return ZaloBot(
        account.token, account.secret, account.api, polling=account.mode == "polling", external_id=account.external_id
    )
