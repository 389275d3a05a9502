"""Files coming down: what somebody sent themselves, evidence they may see, pictures and documents made for them."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from aiohttp import web

from bot.channels.base import Edge
from bot.channels.made import Maker
from bot.channels.web import words
from bot.channels.web.guard import plain
from store import evidence, history, people, units
from store.messages import Attachment
from store.people import Role
from store.session import Db

READERS = {Role.OFFICER, Role.LEADER, Role.SUPERVISOR}
SHOWN = {"image/jpeg", "image/png", "image/webp", "application/pdf"}
A_DAY = 24 * 3600


class Files:
    """The paths files are had by. Whoever may not see one is told that there is none."""

    def __init__(
        self, edge: Callable[[], Edge], user: Callable[[web.Request], str | None], maker: Maker | None
    ) -> None:
        self._edge = edge
        self._user = user
        self._maker = maker

    def routes(self) -> list[web.AbstractRouteDef]:
        """Own uploads, evidence by its token, pictures and documents by the token of their message."""
        return [
            web.get(r"/da-gui/{message:\d{1,18}}/{number:\d{1,2}}", self.own),
            web.get("/minh-chung/{token}", self.evidence),
            web.get("/anh/{token}", self.picture),
            web.get("/tai/{token}", self.document),
        ]

    async def own(self, request: web.Request) -> web.StreamResponse:
        """A file this person sent: the n-th of one of their messages."""
        message, number = int(request.match_info["message"]), int(request.match_info["number"])
        account, user = self._edge().account("web"), self._user(request)

        def find(db: Db) -> Attachment | None:
            kept = history.kept_message(db, message)
            mine = history.address(db, account, user) if user else None
            if kept is None or mine is None or kept[1] != mine[0] or number >= len(kept[0].files):
                return None
            return kept[0].files[number]

        return await self._stored(request, await self._edge().read(find))

    async def evidence(self, request: web.Request) -> web.StreamResponse:
        """A file hung on an answer, for who sent it, their team, and whoever stands above the unit."""
        token, account, user = request.match_info["token"], self._edge().account("web"), self._user(request)
        now = self._edge().clock.now()

        def find(db: Db) -> Attachment | None:
            kept = evidence.evidence_by_token(db, token)
            mine = history.address(db, account, user) if user else None
            if kept is None or mine is None or mine[1] is None:
                return None
            if kept.person != mine[1] and not _may_see(db, mine[1], kept.unit, now):
                return None
            return Attachment(kept.sha256, kept.name, kept.mime, kept.size)

        return await self._stored(request, await self._edge().read(find))

    async def picture(self, request: web.Request) -> web.StreamResponse:
        """The picture of a message, for the person it was sent to."""
        recipe = await self._recipe(request, "picture")
        if recipe is None or self._maker is None:
            return _nothing()
        content, mime = await self._maker.picture(recipe)
        return _file(content, mime, "hinh", shown=True)

    async def document(self, request: web.Request) -> web.StreamResponse:
        """The document of a message, for the person it was sent to."""
        recipe = await self._recipe(request, "file")
        if recipe is None or self._maker is None:
            return _nothing()
        content, name, mime = await self._maker.file(recipe)
        return _file(content, mime, name, shown=False)

    async def _recipe(self, request: web.Request, what: str) -> dict[str, object] | None:
        token, account, user = request.match_info["token"], self._edge().account("web"), self._user(request)

        def find(db: Db) -> dict[str, object] | None:
            found = history.sent_message(db, token)
            mine = history.address(db, account, user) if user else None
            if found is None or mine is None or found[1] != mine[0]:
                return None
            recipe = found[0].recipe.get(what)
            return dict(recipe) if recipe else None

        return await self._edge().read(find)

    async def _stored(self, request: web.Request, file: Attachment | None) -> web.StreamResponse:
        if file is None:
            return _nothing()
        data = await self._edge().read(lambda db: db.data)
        path = evidence.file_path(data, file.sha256)
        if not await asyncio.to_thread(path.is_file):
            return _nothing()
        response = web.FileResponse(path)
        response.content_type = file.mime
        _describe(response, file.name, shown=file.mime in SHOWN)
        return response


def _may_see(db: Db, person: int, unit: int | None, now: datetime) -> bool:
    """Whether a role of theirs covers the unit: members their own, officers and above whatever lies below."""
    if unit is None:
        return False
    place = units.unit(db, unit)
    held = people.roles(db, person, now)
    return any(one.unit.id == place.id or (one.role in READERS and place.lies_in(one.unit)) for one in held)


def _file(content: bytes, mime: str, name: str, *, shown: bool) -> web.Response:
    response = web.Response(body=content, content_type=mime)
    _describe(response, name, shown=shown)
    return response


def _describe(response: web.StreamResponse, name: str, *, shown: bool) -> None:
    how = "inline" if shown else "attachment"
    response.headers["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.headers["Cache-Control"] = f"private, max-age={A_DAY}"
    plain(response)


def _nothing() -> web.Response:
    response = web.Response(status=404, text=words.NOT_FOUND)
    plain(response)
    return response
