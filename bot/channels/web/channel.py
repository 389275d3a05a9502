"""The web chat as a channel: one socket per page, files by POST, history out of the store."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from aiohttp import WSMsgType, web

from bot.channels.base import Edge, Unavailable
from bot.channels.made import Maker
from bot.channels.web import words
from bot.channels.web.demo import DemoRoutes, DemoWorld, person
from bot.channels.web.files import Files
from bot.channels.web.frames import (
    Frame,
    FrameRefused,
    incoming_of,
    line,
    message,
    moment,
    own,
    problem,
    read_frame,
)
from bot.channels.web.guard import (
    COOKIE,
    Pace,
    Signer,
    client_of,
    new_user,
    on_loopback,
    own_origin,
    plain,
    set_cookie,
)
from bot.channels.web.guesses import MOST_WRONG, Strangers
from bot.channels.web.pages import Pages
from bot.channels.web.sockets import Line, Sockets
from bot.channels.web.uploads import UploadRefused, read_upload
from bot.shapes import SHAPES
from store import history
from store.evidence import FileRefused
from store.history import Heard
from store.invites import wrong_tries
from store.messages import Incoming, Outgoing, Sent, Wanted
from store.session import Db

LOG = logging.getLogger(__name__)
LARGEST_MESSAGE = 16 * 1024 * 1024  # above this the connection is closed; up to it a frame too large gets its sentence
HEARTBEAT = 20.0
CATCH_UP = 1.0
BURST, RATE = 40, 5.0
UPLOADS_AT_ONCE = 4

HeaderOf = Callable[[Db, int, datetime], Mapping[str, str] | None]


class WebChannel:
    """The web chat. `header` words the quiet line above a person's talk; `maker` draws pictures and writes documents.

    With `demo`, the demo's page and paths exist besides, for visitors on this machine.
    """

    name = "web"
    external_id = "first"
    capabilities = SHAPES["web"]

    def __init__(
        self, *, demo: DemoWorld | None = None, header: HeaderOf | None = None, maker: Maker | None = None
    ) -> None:
        self._demo = demo
        self._header = header
        self._maker = maker
        self._pages = Pages()
        self._sockets = Sockets()
        self._seen: dict[str, int] = {}
        self._strangers = Strangers()
        self._uploads = asyncio.Semaphore(UPLOADS_AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()
        self._edge: Edge | None = None
        self._signer: Signer | None = None

    @property
    def edge(self) -> Edge:
        """What we may use of the process; there once we have started."""
        assert self._edge is not None
        return self._edge

    # --- the contract of a channel ---------------------------------------------------------------------------------

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page, its parts, the socket, files up and down; the demo's paths only in a demo."""
        files = Files(lambda: self.edge, self._user, self._maker)
        found: list[web.AbstractRouteDef] = [
            web.get("/", self._page),
            web.get("/vao/{code}", self._page),
            web.get("/ws", self._socket),
            web.post("/tep", self._upload),
            *files.routes(),
            *self._pages.routes(),
        ]
        if self._demo is not None:
            found += [web.get("/demo", self._demo_page), web.post("/demo/be/{key}", self._be)]
            found += DemoRoutes(self._demo, lambda: self.edge.clock, self._public, self._leapt).routes()
        return found

    async def start(self, edge: Edge) -> None:
        """Begin to take messages."""
        self._edge = edge
        self._signer = Signer(edge.rules.secret)
        self._later(self._catch_up())

    async def stop(self) -> None:
        """Say goodbye to every page; they come back by themselves."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, *(one.end() for one in self._sockets.every()), return_exceptions=True)

    async def send(self, outgoing: Outgoing) -> str | None:
        """Show a message on every page its person has open. With none open it lies in the outbox until they return."""
        frame = message(
            outgoing.id,
            outgoing.token,
            outgoing.recipe,
            self.edge.clock.now(),
            past=False,
            made=self._maker is not None,
        )
        self._sockets.push(outgoing.user, frame)
        if self._sockets.of(outgoing.user):
            self._later(self._refresh_header(outgoing.user))
        return str(outgoing.id)

    async def fetch(self, wanted: Wanted) -> tuple[bytes, str]:
        """The page sends its files with the message: nothing is ever still to be fetched."""
        raise FileRefused("fetch")

    # --- pages -----------------------------------------------------------------------------------------------------

    def _public(self) -> str | None:
        return self.edge.rules.public_url

    def _user(self, request: web.Request) -> str | None:
        """Who asks: the person named in a demo, else whoever the cookie says."""
        key = request.query.get("person")
        if key is not None:
            found = person(self._demo, request, key)
            return found.user if found is not None else None
        assert self._signer is not None
        return self._signer.user(request.cookies.get(COOKIE))

    async def _page(self, request: web.Request) -> web.StreamResponse:
        response = self._pages.page("chat.html", request)
        assert self._signer is not None
        user = self._user(request) or new_user()
        set_cookie(response, request, self._signer, user, self._public())
        return response

    async def _demo_page(self, request: web.Request) -> web.StreamResponse:
        self._only_here(request)
        return self._pages.page("demo.html", request)

    async def _be(self, request: web.Request) -> web.StreamResponse:
        """From now on this browser's own chat is that of one of the demo's people."""
        self._only_here(request)
        if not own_origin(request, self._public()):
            raise web.HTTPForbidden(text=words.FOREIGN)
        found = person(self._demo, request, request.match_info["key"])
        if found is None:
            raise web.HTTPNotFound(text=words.PERSON_UNKNOWN)
        response = web.Response(status=204)
        assert self._signer is not None
        set_cookie(response, request, self._signer, found.user, self._public())
        return response

    def _only_here(self, request: web.Request) -> None:
        if not on_loopback(request):
            raise web.HTTPNotFound(text=words.NOT_FOUND)

    # --- the socket ------------------------------------------------------------------------------------------------

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if not own_origin(request, self._public()):
            raise web.HTTPForbidden(text=words.FOREIGN)
        user = self._user(request)
        if user is None:
            raise web.HTTPForbidden(text=words.NO_COOKIE)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=LARGEST_MESSAGE, compress=False)
        await socket.prepare(request)
        page = Line(socket, user)
        # Registered before the history is read: what is sent meanwhile arrives twice rather than never; pages know ids.
        crowded = self._sockets.add(page)
        if crowded is not None:
            self._later(crowded.end())
        try:
            await self._greet(page, request.query.get("after", ""))
            await self._listen(page, client_of(request))
        finally:
            self._sockets.remove(page)
            await page.end()
        return socket

    async def _greet(self, page: Line, after: str) -> None:
        """Say who they are, then what was said since they were last here, then that this was all."""
        since = int(after) if after.isdecimal() and len(after) < 19 else 0
        account, made = self.edge.account(self.name), self._maker is not None

        def past(db: Db) -> list[dict[str, Any] | None]:
            found = history.address(db, account, page.user)
            if found is None:
                return []
            said = history.missed(db, found[0], since) if since else history.said(db, found[0])
            return [line(one, made=made) for one in history.talk(said, history.heard(db, found[0]))]

        header = await self._header_of(page.user)
        page.header = header
        page.push(
            {"type": "hello", "me": page.user[-8:], "header": header, "seen": self._seen.get(page.user, 0),
             "now": moment(self.edge.clock.now())}
        )  # fmt: skip
        for frame in await self.edge.read(past):
            if frame is not None:
                page.push(frame)
        page.push({"type": "ready"})

    async def _listen(self, page: Line, client: str) -> None:
        pace = Pace(BURST, RATE)
        async for given in page.socket:
            if given.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
                continue
            try:
                frame = read_frame(given.data)
                if not pace.allows(time.monotonic()):
                    page.push(problem(words.TOO_MANY, frame.id or None, again=True))
                    continue
            except FrameRefused as refusal:
                page.push(problem(refusal.sentence, refusal.id))
                continue
            await self._take(page, frame, client)

    async def _take(self, page: Line, frame: Frame, client: str) -> None:
        if frame.type == "seen":
            self._seen[page.user] = max(frame.upto, self._seen.get(page.user, 0))
            self._sockets.push(page.user, {"type": "seen", "upto": self._seen[page.user]}, but=page)
            return
        if page.header is None and await self._guessed_too_often(client, page.user):
            page.push(problem(words.TOO_MANY_CODES, frame.id))
            return
        incoming = incoming_of(frame, self.edge.account(self.name), page.user)
        if await self._receive(incoming, page) is not None:
            page.push({"type": "ack", "id": frame.id, "at": moment(self.edge.clock.now())})

    async def _guessed_too_often(self, client: str, user: str) -> bool:
        """Whether strangers of this client address have typed too many wrong codes, and this is one more stranger."""
        account, now = self.edge.account(self.name), self.edge.clock.now()
        others = self._strangers.of(client, now)

        def ask(db: Db) -> tuple[bool, int]:
            found = history.address(db, account, user)
            known = found is not None and found[1] is not None
            return known, 0 if known or not others else wrong_tries(db, account, others, now)

        known, wrong = await self.edge.read(ask)
        if not known:
            self._strangers.heard(client, user, now)
        return wrong >= MOST_WRONG

    async def _receive(self, incoming: Incoming, page: Line) -> bool | None:
        """Hand a message in; whether it was new, None where it could not be kept."""
        # Asked for first: once it is kept its answer is on its way, and the person's own words stand above the answer.
        label = await self._label(incoming, page)
        try:
            receipt = await self.edge.receive(incoming)
        except Unavailable:
            page.push(problem(words.UNAVAILABLE, incoming.key.removeprefix(f"{incoming.user}:"), again=True))
            return None
        if receipt.new:
            self._echo(incoming, label, but=page)
        return receipt.new

    async def _label(self, incoming: Incoming, page: Line) -> str | None:
        """What the pressed button says, where another page of the person is there to show it."""
        if incoming.kind is not Sent.BUTTON or all(one is page for one in self._sockets.of(incoming.user)):
            return None
        return await self.edge.read(lambda db: history.pressed(db, incoming.button))

    def _echo(self, incoming: Incoming, label: str | None = None, *, but: Line | None) -> None:
        """Show what somebody wrote on the other pages they have open."""
        if all(one is but for one in self._sockets.of(incoming.user)):
            return
        if frame := own(Heard(0, incoming, self.edge.clock.now(), label)):
            # The inbox row is not known here; the pages get the addresses of files when they next ask for the history.
            frame["files"] = [{**file, "url": None} for file in frame["files"]]
            self._sockets.push(incoming.user, {**frame, "past": False}, but=but)

    # --- files up --------------------------------------------------------------------------------------------------

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        if not own_origin(request, self._public()):
            return _answer({"type": "problem", "text": words.FOREIGN}, 403)
        user = self._user(request)
        if user is None:
            return _answer({"type": "problem", "text": words.NO_COOKIE}, 403)
        if await self._guessed_too_often(client_of(request), user):  # the words with a file may be a code
            return _answer({"type": "problem", "text": words.TOO_MANY_CODES}, 429)
        try:
            async with self._uploads:
                upload = await read_upload(request, self.edge)
            incoming = Incoming(
                self.edge.account(self.name), user, f"{user}:{upload.id}", Sent.FILE, upload.caption,
                files=tuple(upload.files), refused=tuple(upload.refused),
            )  # fmt: skip
            receipt = await self.edge.receive(incoming)
        except UploadRefused as refusal:
            sentences = {"size": words.FILES_TOO_LARGE, "empty": words.NO_FILES}
            status = 413 if refusal.why == "size" else 400
            return _answer({"type": "problem", "text": sentences.get(refusal.why, words.UPLOAD_NOT_READ)}, status)
        except Unavailable:
            return _answer({"type": "problem", "text": words.UNAVAILABLE, "again": True}, 503)
        if receipt.new:
            self._echo(incoming, but=None)  # also where it came from: the answer is on its way there, faster than ours
        return _answer({"type": "ack", "id": upload.id, "at": moment(self.edge.clock.now())})

    # --- what goes on beside ---------------------------------------------------------------------------------------

    async def _header_of(self, user: str) -> dict[str, str] | None:
        words_of, account, now = self._header, self.edge.account(self.name), self.edge.clock.now()
        if words_of is None:
            return None

        def ask(db: Db) -> Mapping[str, str] | None:
            found = history.address(db, account, user)
            return None if found is None or found[1] is None else words_of(db, found[1], now)

        try:
            header = await self.edge.read(ask)
        except Exception:
            LOG.exception("the header of a page could not be made")
            return None
        return dict(header) if header is not None else None

    async def _refresh_header(self, user: str) -> None:
        header = await self._header_of(user)
        for page in self._sockets.of(user):
            if page.header != header:
                page.header = header
                page.push({"type": "header", "header": header})

    def _leapt(self, now: datetime) -> None:
        """The demo's clock has moved: every page shows the new time, and deadlines counted from it."""
        for page in self._sockets.every():
            page.push({"type": "clock", "now": moment(now)})
        for user in self._sockets.users():
            self._later(self._refresh_header(user))

    async def _catch_up(self) -> None:
        """With several processes on PostgreSQL, another one may have sent what the pages connected here should show."""
        if await self.edge.read(lambda db: db.sqlite):
            return
        after: dict[str, int] = {}
        account, made = self.edge.account(self.name), self._maker is not None

        def news(db: Db, user: str) -> list[history.Said]:
            found = history.address(db, account, user)
            if found is None:
                return []
            known = after.get(user)
            return history.said(db, found[0], 1) if known is None else history.missed(db, found[0], known)

        while True:
            await asyncio.sleep(CATCH_UP)
            after = {user: after[user] for user in self._sockets.users() if user in after}
            for user in self._sockets.users():
                with contextlib.suppress(Exception):
                    found = await self.edge.read(lambda db, user=user: news(db, user))  # type: ignore[misc]
                    for one in found:
                        after[user] = max(after.get(user, 0), one.id)
                        frame = message(one.id, one.token, one.recipe, one.at, past=False, made=made)
                        self._sockets.push(user, frame)

    def _later(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _answer(content: dict[str, Any], status: int = 200) -> web.Response:
    response = web.json_response(content, status=status)
    plain(response)
    response.headers["Cache-Control"] = "no-store"
    return response
