"""Addresses that open one picture or file for a while, for channels that cannot be handed it.

Whoever has the address may open it, without a cookie: the platform fetches it, and the phone does again later. So it is
unguessable (the message's random token), signed, and runs out; it is taken back with the message it belongs to.
"""

import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import quote

from aiohttp import web

from bot.channels.made import Maker
from store import outbox
from store.session import Db

T = TypeVar("T")
PICTURE, FILE = "anh", "tep"
LIFE = {PICTURE: timedelta(days=30), FILE: timedelta(days=7)}
KEPT = 64  # pictures and files kept in memory: each is fetched more than once
LABEL = b"sothon: links\0"
SIGNS = 32

Read = Callable[[Callable[[Db], T]], Awaitable[T]]


class Links:
    """Makes such addresses and serves what they open. Without a public address or a maker there are none."""

    def __init__(
        self, secret: str, public_url: str | None, maker: Maker | None, read: Read[Any], now: Callable[[], datetime]
    ) -> None:
        self._key = hmac.new(secret.encode(), LABEL, hashlib.sha256).digest()
        self._public_url, self._maker, self._read, self._now = public_url, maker, read, now
        self._made: OrderedDict[tuple[str, str], tuple[bytes, str, str]] = OrderedDict()

    def to(self, kind: str, token: str) -> str | None:
        """The address of the picture ("anh") or file ("tep") of a message; None where nobody could open it."""
        if self._public_url is None or self._maker is None:
            return None
        until = str(int((self._now() + LIFE[kind]).timestamp()))
        return f"{self._public_url}/xem/{kind}/{token}/{until}/{self._signed(kind, token, until)}"

    def routes(self) -> list[web.AbstractRouteDef]:
        """Where the addresses lead."""
        return [web.get("/xem/{kind:anh|tep}/{token}/{until}/{signature}", self._open)]

    def _signed(self, kind: str, token: str, until: str) -> str:
        return hmac.new(self._key, f"{kind}/{token}/{until}".encode(), hashlib.sha256).hexdigest()[:SIGNS]

    async def _open(self, request: web.Request) -> web.Response:
        kind, token, until = (request.match_info[name] for name in ("kind", "token", "until"))
        given = request.match_info["signature"].encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._signed(kind, token, until).encode()):
            return web.Response(status=404)
        if self._now().timestamp() > int(until):
            return web.Response(status=410)
        made = await self._content(kind, token)
        if made is None:
            return web.Response(status=404)
        content, name, mime = made
        shown = "inline" if kind == PICTURE else f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        headers = {
            "Content-Disposition": shown, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
            "Cache-Control": "private, max-age=86400", "Content-Security-Policy": "default-src 'none'; sandbox",
        }  # fmt: skip
        return web.Response(body=content, content_type=mime, headers=headers)

    async def _content(self, kind: str, token: str) -> tuple[bytes, str, str] | None:
        """Content, name and mime type, made again from the message's recipe; None where the message is gone."""
        found = await self._read(lambda db: outbox.by_token(db, token))
        recipe = found[1].get("picture" if kind == PICTURE else "file") if found is not None else None
        if recipe is None or self._maker is None:
            return None
        if (kind, token) not in self._made:
            if kind == PICTURE:
                content, mime = await self._maker.picture(recipe)
                self._made[kind, token] = (content, "anh", mime)
            else:
                content, name, mime = await self._maker.file(recipe)
                self._made[kind, token] = (content, name, mime)
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        return self._made[kind, token]
