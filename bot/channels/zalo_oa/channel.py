"""One official account: its webhook, and its way to send consultation messages and, outside the window, templates."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from unicodedata import normalize

from aiohttp import web

from bot.channels.base import Capabilities, Edge, Refused, SendError, Unavailable, known_as
from bot.channels.made import Maker
from bot.channels.quotas import may_push
from bot.channels.wire import body_of, part, whole
from bot.channels.zalo import ZaloChannel
from bot.channels.zalo_oa import messages
from bot.channels.zalo_oa.brake import Brake
from bot.channels.zalo_oa.client import Client, Places, Upload
from bot.channels.zalo_oa.codes import CallFailed, Meaning, failure, mend
from bot.channels.zalo_oa.knock import Template, international, knock
from bot.channels.zalo_oa.read import Arrived, Contact, Echo, Elsewhere, Event, Heard, Keys, Left, Tapped, read
from bot.channels.zalo_oa.tokens import Tokens
from bot.rendering import as_text, parts, shown_buttons, utf16_room
from bot.shapes import SHAPES
from store import addresses, leases, outbox
from store.messages import Incoming, Outgoing, Sent

LOG = logging.getLogger(__name__)
NAME = "zalo_oa"
LIMIT = 1.8  # seconds; the platform waits two for the 200
HOLD = timedelta(minutes=15)  # the bot keeps quiet after a human has written in the console
NO_BUTTONS = 3600.0  # seconds to number the choices after the account would not take buttons
SOON, LOOK = 5.0, 600.0  # seconds to the next look at the account: after one without an answer, and otherwise
LARGEST_PICTURE, LARGEST_FILE = 1024 * 1024, 5 * 1024 * 1024  # bytes the account takes
FILE_KINDS = ("pdf", "doc", "docx", "csv")
ECHOES = 1000
DOUBT = 180.0  # seconds an echo may be older than the second try of what it proves
LATE_ECHO = 2.0  # seconds to wait for an echo where the answer was lost
TALE = 60  # so many signs tell an echo from another


@dataclass(frozen=True, slots=True)
class Account:
    """What the settings know of the account. `refresh` is the refresh token it begins with."""

    oa: str
    app: str
    app_secret: str
    key: str
    refresh: str
    template: Template | None = None


class ZaloOa(ZaloChannel):
    """An official account. `family` holds those of the same app, itself among them, by their ids: the console knows one
    address for an app, so that each hands the others their events."""

    name = NAME

    def __init__(self, account: Account, places: Places | None = None, *, limit: float = LIMIT) -> None:
        super().__init__()
        self._config, self._places, self._limit = account, places or Places(), limit
        self._keys = Keys(account.app, account.oa, account.key)
        self.capabilities: Capabilities = replace(
            SHAPES[NAME], knock=account.template.knock if account.template is not None else None
        )
        self.external_id = account.oa
        self.family: Mapping[str, ZaloOa] = {account.oa: self}
        self._client: Client | None = None
        self._brake: Brake | None = None
        self._tokens: Tokens | None = None
        self._echoes: deque[tuple[str, str, str, float]] = deque(maxlen=ECHOES)
        self._plain_until = 0.0
        self._connected = "chưa nối với Zalo OA"

    @property
    def state(self) -> str:
        """How it is, in words: whether it answers, what went out this month, what the package still holds."""
        if self._brake is not None and (paused := self._brake.words) is not None:
            return paused
        if self._meter is None:
            return self._connected
        words = [f"{self._connected}; tháng này {self._meter.used('sent')} tin"]
        left = self._meter.left("sub_quota")
        if left.get("remain") is not None:
            words.append(f"gói còn {left['remain']}/{left['total']} tin")
        if templates := self._meter.used("templates"):
            words.append(f"{templates} tin theo mẫu, {self._meter.used('templates_cost')} đồng")
        return ", ".join(words)

    # --- the contract of a channel -----------------------------------------------------------------------------------

    def routes(self) -> list[web.AbstractRouteDef]:
        """The webhook: the path carries the account. The console asks by GET whether anybody is there."""
        path = f"/zalo/oa/{self.account}"
        return [web.post(path, self._webhook), web.get(path, self._here)]

    async def start(self, edge: Edge) -> None:
        """Begin; the platform is asked who we are in the background."""
        session, account = await self.open(edge), self.account
        assert self._meter is not None
        self._brake = Brake(edge, account, self._meter, self._work)
        self._tokens = Tokens(
            edge, account, app=self._config.app, app_secret=self._config.app_secret, oauth=self._places.oauth,
            seed=self._config.refresh, session=session, brake=self._brake,
        )  # fmt: skip
        self._client = Client(session, self._places, self._tokens, self._config.app_secret)
        self._work.keep(self._watch)
        LOG.info("the official account listens", extra={"channel": NAME, "path": f"/zalo/oa/{account}"})

    async def _watch(self) -> None:
        """Learn whether the account works, and look again now and then."""
        assert self._client is not None and self._brake is not None
        assert self._meter is not None and self._edge is not None
        await self._brake.begin()
        soon = SOON
        while True:
            wait = LOOK
            try:
                me = await self._client.account()
                if (oa := str(me.get("oaid", self._config.oa))) != self._config.oa:
                    await self._brake.cut(f"mã là của OA {oa}, thiết lập ghi {self._config.oa}")
                else:
                    await self._brake.mended()
                    self._connected = f"đã nối với {me.get('name', 'OA')}"
                    await known_as(self._edge, self.account, str(me.get("name") or ""))
                    self._meter.tell(
                        "package", {"name": me.get("package_name"), "until": me.get("package_valid_through_date")}
                    )
            except CallFailed as refusal:
                self._connected = f"Zalo từ chối: {mend(refusal.code)}"
                LOG.error("the official account does not work", extra={"channel": NAME, "why": str(refusal)})
            except SendError as error:
                self._connected = f"chưa nối được với Zalo ({error.words})"
                wait, soon = soon, min(soon * 2, LOOK)
            else:
                soon = SOON
            await asyncio.sleep(wait)

    # --- in ----------------------------------------------------------------------------------------------------------

    async def _here(self, _request: web.Request) -> web.Response:
        return web.Response()

    async def _webhook(self, request: web.Request) -> web.Response:
        """200 after commit and within the platform's two seconds, else 503: then it is delivered again."""
        body = await body_of(request)
        whose, found = self, self._read(request, body)
        if isinstance(found, Elsewhere) and found.oa in self.family:
            whose = self.family[found.oa]
            found = whose._read(request, body)
        if isinstance(found, Refused):
            return self.refused(found)
        taking = self._work.spawn(whose._take(found))
        try:
            async with asyncio.timeout(self._limit):
                await asyncio.shield(taking)
        except (Unavailable, TimeoutError):
            return web.Response(status=503)
        return web.Response()

    def _read(self, request: web.Request, body: bytes) -> Event | Refused:
        return read(request.headers, body, account=self.account, keys=self._keys)

    async def _take(self, event: Event) -> None:
        """Put down what was heard. Raises Unavailable."""
        assert self._edge is not None
        edge, account = self._edge, self.account
        if isinstance(event, Heard):
            await edge.receive(await self._unless_held(event.incoming))
        elif isinstance(event, Left):
            now = edge.clock.now()
            await edge.write(lambda db: addresses.set_blocked_user(db, account, event.user, now))
        elif isinstance(event, Tapped):
            await edge.write(lambda db: addresses.left_phone(db, account, event.user, "", edge.clock.now()))
        elif isinstance(event, Contact):
            now = edge.clock.now()
            await edge.write(lambda db: addresses.left_phone(db, account, event.user, event.phone, now))
        elif isinstance(event, Echo) and event.human:
            await edge.write(lambda db: leases.take(db, _hold(account, event.user), "human", HOLD))
        else:
            await self._arrived(event, account)

    async def _unless_held(self, incoming: Incoming) -> Incoming:
        """What is written to a human in the console is kept, not answered; a press is always meant for the bot."""
        assert self._edge is not None
        hold = _hold(incoming.account, incoming.user)
        if incoming.kind is Sent.BUTTON or not await self._edge.read(lambda db: leases.leads(db, hold)):
            return incoming
        return replace(incoming, addressed=False)

    async def _arrived(self, event: Echo | Arrived, account: int) -> None:
        """A message of ours is there: one whose send had no answer is then known to be sent."""
        assert self._edge is not None
        if event.message is None:
            return
        id, text, now = event.message, event.text if isinstance(event, Echo) else "", self._edge.clock.now()
        self._echoes.append((event.user, id, text[:TALE], time.monotonic()))
        doubtful = await self._edge.read(lambda db: outbox.doubtful(db, account, event.user))
        for row, recipe in doubtful:
            if not text or _same(text, str(recipe.get("text", ""))):
                await self._edge.write(lambda db, row=row: outbox.proved(db, row, id, now))  # type: ignore[misc]
                return

    # --- out ---------------------------------------------------------------------------------------------------------

    async def send(self, outgoing: Outgoing) -> str | None:
        """Send a message, in as many as it takes; outside the window a template instead. Raises SendError."""
        if self._session is None or self._brake is None:
            raise SendError("retry", "the channel is closed")
        return await self._brake.passed(lambda: self._sent(outgoing))

    async def _sent(self, outgoing: Outgoing) -> str | None:
        """Send it now, the one way or the other."""
        assert self._brake is not None and self._edge is not None
        try:
            if outgoing.kind != "reply" and (why := await self._closed(outgoing)) is not None:
                return await self._knock(outgoing, why)
            return await self._say(outgoing)
        except CallFailed as refusal:
            if refusal.meaning is Meaning.WINDOW and outgoing.kind != "reply":
                return await self._knock(outgoing, str(refusal))
            if refusal.meaning is Meaning.OPERATOR:
                raise await self._brake.refused(mend(refusal.code)) from None
            if refusal.meaning is Meaning.QUOTA and self._meter is not None:
                self._meter.tell("sub_quota", {**self._meter.left("sub_quota"), "remain": 0})
            raise failure(refusal, self._edge.clock.now()) from None

    async def _closed(self, outgoing: Outgoing) -> str | None:
        """Why this person may not be written to unasked; None where they may."""
        assert self._edge is not None
        if outgoing.recipe.get(outbox.ONLY_KNOCK):
            return "only a template is left"
        last = await self._edge.read(lambda db: addresses.last_inbound(db, outgoing.address))
        return may_push(self.capabilities, last, 0, self._edge.clock.now())

    async def _knock(self, outgoing: Outgoing, why: str) -> str | None:
        """Outside the window only a template may be sent; where there is none, the next channel has to do."""
        assert self._client is not None and self._edge is not None and self._meter is not None
        if self._config.template is None or "knock" not in outgoing.recipe:
            raise SendError("failed", f"window: {why}")
        phone = await self._edge.read(lambda db: addresses.phone_at(db, outgoing.address))
        try:
            sent = await knock(
                self._client, self._config.template, outgoing, international(phone), self._edge.clock.now()
            )
        except CallFailed as refusal:
            if refusal.meaning is Meaning.OPERATOR:
                LOG.error("a template was refused", extra={"channel": NAME, "why": str(refusal)})
                raise SendError("failed", f"window: {refusal}") from None
            raise failure(refusal, self._edge.clock.now()) from None
        self._meter.add("templates")
        self._meter.add("templates_cost", self._config.template.price)
        return sent

    async def _say(self, outgoing: Outgoing) -> str | None:
        """The text with its buttons; numbered instead where the account would not take buttons."""
        shape = self.capabilities
        if time.monotonic() < self._plain_until:
            shape = replace(shape, buttons=0)
        try:
            return await self._pieces(outgoing, shape)
        except CallFailed as refusal:
            if refusal.meaning is not Meaning.SHAPE or not shown_buttons(outgoing.recipe, shape):
                raise
            LOG.warning("the account takes no buttons; choices are numbered", extra={"why": str(refusal)})
            self._plain_until = time.monotonic() + NO_BUTTONS
            return await self._pieces(outgoing, replace(shape, buttons=0))

    async def _pieces(self, outgoing: Outgoing, shape: Capabilities) -> str | None:
        """Pictures and files first, then the text piece by piece, the buttons under the last.

        What was sent is not sent again by this process where a later part fails.
        """
        said = [*await self._handed_over(outgoing), *_texts(outgoing, shape)]
        id = None
        for at in range(self._half.parts(outgoing.token), len(said)):
            try:
                id = await self._consult(outgoing, said[at])
            except (SendError, CallFailed):
                self._half.stopped(outgoing.token, at)
                raise
        return id

    async def _handed_over(self, outgoing: Outgoing) -> list[dict[str, Any]]:
        """The picture and the file of a message, handed over before; what cannot be made costs the text nothing."""
        assert self._edge is not None
        maker, recipe = self._edge.maker, outgoing.recipe
        said: list[dict[str, Any]] = []
        if maker is None:
            return said
        if "picture" in recipe:
            try:
                content, mime = await maker.picture(recipe["picture"])
            except Exception:
                LOG.exception("a picture could not be drawn", extra={"channel": NAME})
            else:
                upload = Upload("image", content, f"anh.{mime.rsplit('/', 1)[-1]}", mime)
                if len(content) <= LARGEST_PICTURE and (id := await self._handed(upload)) is not None:
                    said.append(messages.picture(id))
        if "file" in recipe:
            said += await self._file(maker, outgoing)
        return said

    async def _file(self, maker: Maker, outgoing: Outgoing) -> list[dict[str, Any]]:
        """The document itself where the account takes its kind, else a button that opens it."""
        assert self._edge is not None
        try:
            content, name, mime = await maker.file(outgoing.recipe["file"])
        except Exception:
            LOG.exception("a document could not be written", extra={"channel": NAME})
            return []
        taken = name.rsplit(".", 1)[-1].lower() in FILE_KINDS and len(content) <= LARGEST_FILE
        if taken and (id := await self._handed(Upload("file", content, name, mime))) is not None:
            return [messages.file(id)]
        url = self._edge.links.to("tep", outgoing.token)
        return [messages.link(name, "Mở tệp", url)] if url is not None else []

    async def _handed(self, upload: Upload) -> str | None:
        """What a file is known by; None where the account may not hand it over, though it may send texts."""
        assert self._client is not None
        try:
            return await self._client.upload(upload)
        except CallFailed as refusal:
            if refusal.meaning in {Meaning.TOKEN, Meaning.RATE, Meaning.AGAIN}:
                raise
            LOG.warning("a file was refused; its text goes alone", extra={"channel": NAME, "why": str(refusal)})
            return None

    async def _consult(self, outgoing: Outgoing, message: dict[str, Any]) -> str | None:
        """One call. Where its answer is lost, the platform's own echo may still tell that it was taken."""
        assert self._client is not None and self._meter is not None
        started, said = time.monotonic(), str(message.get("text", ""))[:TALE]
        if outgoing.tries > 1 and (id := self._echoed(outgoing.user, said, started - DOUBT)) is not None:
            return id
        try:
            data = await self._client.consult(outgoing.user, message)
        except SendError as error:
            until = time.monotonic() + LATE_ECHO
            while error.kind == "unknown" and time.monotonic() < until:
                if (id := self._echoed(outgoing.user, said, started)) is not None:
                    return id
                await asyncio.sleep(0.05)
            raise
        self._meter.add("sent")
        self._count(data)
        id = data.get("message_id")
        return id if isinstance(id, str) else None

    def _echoed(self, user: str, said: str, since: float) -> str | None:
        """The id of this message, if the platform has told of it since."""
        for whose, id, text, when in self._echoes:
            if whose == user and when >= since and text and text == said:
                return id
        return None

    def _count(self, data: dict[str, Any]) -> None:
        """What the platform says is left. Members are missing now and then, and mean nothing then."""
        assert self._meter is not None
        kind = part(data, "quota", "quota_type")
        if isinstance(kind, str):
            self._meter.add(f"by_{kind}")
            left = {name: whole(part(data, "quota", name)) for name in ("remain", "total")}
            self._meter.tell(kind, left)


def _texts(outgoing: Outgoing, shape: Capabilities) -> list[dict[str, Any]]:
    """The text in pieces, the buttons under the last, the quoted message over the first."""
    text = normalize("NFC", as_text(outgoing.recipe, shape))
    pieces, quote = parts(text, utf16_room(text, shape.text_length)), outgoing.recipe.get("quote")
    last = len(pieces) - 1
    return [
        messages.text(
            piece, outgoing if at == last else None, shape, quote if at == 0 and isinstance(quote, str) else None
        )
        for at, piece in enumerate(pieces)
    ]


def _hold(account: int, user: str) -> str:
    return f"human:{account}:{user}"


def _same(echo: str, said: str) -> bool:
    """Whether an echo is of this text; a long text is echoed in pieces."""
    return normalize("NFC", said)[:TALE].startswith(echo[:TALE]) or normalize("NFC", said).find(echo[:TALE]) >= 0
