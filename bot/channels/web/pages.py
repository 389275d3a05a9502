"""The page and its parts, read once at start and served from memory."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.channels.web import words
from bot.channels.web.guard import plain, protect

STATIC = Path(__file__).parents[2] / "static"
MIMES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".webmanifest": "application/manifest+json",
}


@dataclass(frozen=True, slots=True)
class _Part:
    content: bytes
    mime: str
    etag: str


class Pages:
    """Everything in `bot/static`."""

    def __init__(self, folder: Path = STATIC) -> None:
        self._parts = {
            path.name: _Part(content := path.read_bytes(), MIMES[path.suffix], hashlib.sha256(content).hexdigest()[:20])
            for path in sorted(folder.iterdir())
            if path.suffix in MIMES
        }

    def routes(self) -> list[web.AbstractRouteDef]:
        """The parts of the page, and the icon browsers ask for unasked."""
        return [web.get("/static/{name}", self._part), web.get("/favicon.ico", self._favicon)]

    def page(self, name: str, request: web.Request) -> web.Response:
        """A whole page, protected; never kept by the browser, for it comes with a cookie."""
        part = self._parts[name]
        response = web.Response(body=part.content, content_type=part.mime, charset="utf-8")
        protect(response, request)
        response.headers["Cache-Control"] = "no-store"
        return response

    async def _part(self, request: web.Request) -> web.StreamResponse:
        return self._serve(request, request.match_info["name"])

    async def _favicon(self, request: web.Request) -> web.StreamResponse:
        return self._serve(request, "favicon.ico")

    def _serve(self, request: web.Request, name: str) -> web.Response:
        part = self._parts.get(name)
        if part is None or name.endswith(".html"):
            raise web.HTTPNotFound(text=words.NOT_FOUND)
        charset = "utf-8" if part.mime.startswith("text/") else None
        known = any(one.value == part.etag for one in request.if_none_match or ())
        response = (
            web.Response(status=304)
            if known
            else web.Response(body=part.content, content_type=part.mime, charset=charset)
        )
        response.etag = part.etag
        response.headers["Cache-Control"] = "no-cache"
        plain(response)
        return response
