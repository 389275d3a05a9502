"""A Zalo Bot Platform: one update a call, no acknowledgement, errors under HTTP 200, the free plan's limits.

Written from the published API and what others measured. Doubtful facts are switches: the HTTP status of an idle call,
flat or wrapped bodies, `photo` or `photo_url`.
"""

import asyncio
import itertools
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

LONGEST_TEXT = 2000  # UTF-16 units
MONTH, USERS, GROUPS = 3000, 50, 3
RETRIES = (0.02, 0.05, 0.1, 0.2, 0.4)  # seconds between deliveries of one update that got no 2xx
BOT_ID, BOT_NAME, DISPLAY_NAME = "1459232241454765289", "bot.VDKyGxQvc", "Bot Sổ Thôn"


@dataclass
class Said:
    """A message the bot sent, as the platform took it."""

    chat: str
    id: str
    text: str
    photo: str | None = None


@dataclass
class Trouble:
    """How the next calls of a method go: an answer of its own, or taken (or not) and the connection cut."""

    status: int = 200
    code: int | None = None
    html: str | None = None
    cut: str = ""
    times: int = 1


class ZaloBotServer:
    """One bot's platform. `says`, `sends_photo` … are what people do; `log` is what they got."""

    def __init__(self, token: str = "12345689:fake_token-of-tests") -> None:
        self.token = token
        self.display_name = DISPLAY_NAME
        self.log: list[Said] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.webhook: tuple[str, str] | None = None
        self.webhook_set_at = 0
        self.idle_status = 200
        self.wrapped = True
        self.photo_member = "photo_url"
        self.month_used = 0
        self.tests_left = 5
        self.known: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self.fetched: Counter[str] = Counter()
        self.fetch_photos = True
        self.statuses: list[int] = []
        self.acknowledged: set[str] = set()
        self.retries: tuple[float, ...] = RETRIES
        self.refused_users: list[str] = []
        self.troubles: dict[str, list[Trouble]] = {}
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._updates: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._given: list[dict[str, Any]] = []
        self._ids = itertools.count(1)
        self._deliveries: set[asyncio.Task[None]] = set()
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None
        self.url = ""

    async def __aenter__(self) -> "ZaloBotServer":
        app = web.Application(client_max_size=2 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/{name}", self._file)
        self._runner = web.AppRunner(app, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._deliveries:
            task.cancel()
        await asyncio.gather(*self._deliveries, return_exceptions=True)
        assert self._session is not None and self._runner is not None
        await self._session.close()
        await self._runner.cleanup()

    # --- what people do ----------------------------------------------------------------------------------------------

    def says(self, user: str, text: str, *, group: str | None = None) -> str | None:
        """Somebody writes; in a group it reaches the bot only where it is mentioned. The message's id."""
        if group is not None and f"@{self.display_name}".lower() not in text.lower():
            return None
        return self._from(user, group, "message.text.received", text=text, message_type="CHAT_MESSAGE")

    def sends_photo(self, user: str, content: bytes, caption: str = "", *, there: bool = True) -> str | None:
        """Somebody sends a picture; with `there` False its address gives nothing yet."""
        name = f"anh-{len(self.files)}.jpg"
        self.files[name] = content if there else b""
        url = f"{self.url}/file/{name}"
        said = {"caption": caption} if caption else {}
        return self._from(
            user, None, "message.image.received", message_type="CHAT_PHOTO", **{self.photo_member: url}, **said
        )

    def sends(self, user: str, event: str, **content: Any) -> str | None:
        """Somebody sends anything else."""
        return self._from(user, None, event, **content)

    def again(self, at: int = -1) -> None:
        """The platform delivers an update once more."""
        self._deliver(self._given[at])

    def sent_to(self, chat: str) -> list[Said]:
        """What a chat got, in order."""
        return [one for one in self.log if one.chat == chat]

    async def delivered(self) -> None:
        """Wait until the webhook has taken everything."""
        while self._deliveries:
            await asyncio.wait(set(self._deliveries))

    def trouble(self, method: str, **how: Any) -> None:
        """The next calls of a method go wrong."""
        self.troubles.setdefault(method, []).append(Trouble(**how))

    def _from(self, user: str, group: str | None, event: str, **content: Any) -> str | None:
        if user not in self.known and len(self.known) >= USERS:
            self.refused_users.append(user)
            return None
        self.known[user] = user
        if group is not None:
            self.known[group] = group
        id = f"{next(self._ids):020x}"
        chat = {"id": group, "chat_type": "GROUP"} if group else {"id": user, "chat_type": "PRIVATE"}
        message = {
            "message_id": id, "date": int(self.now().timestamp() * 1000), "chat": chat,
            "from": {"id": user, "display_name": "Tổ trưởng", "is_bot": False}, **content,
        }  # fmt: skip
        update = {"event_name": event, "message": message}
        self._given.append(update)
        self._deliver(update)
        return id

    # --- delivering --------------------------------------------------------------------------------------------------

    def _deliver(self, update: dict[str, Any]) -> None:
        if self.webhook is None:
            self._updates.put_nowait(update)
            return
        task = asyncio.get_running_loop().create_task(self._push(update))
        self._deliveries.add(task)
        task.add_done_callback(self._deliveries.discard)

    async def _push(self, update: dict[str, Any]) -> None:
        assert self._session is not None and self.webhook is not None
        url, secret = self.webhook
        body = json.dumps({"ok": True, "result": update} if self.wrapped else update)
        headers = {"X-Bot-Api-Secret-Token": secret, "Content-Type": "application/json", "User-Agent": "Java/1.8.0_192"}
        for wait in (0.0, *self.retries):
            await asyncio.sleep(wait)
            try:
                async with self._session.post(url, data=body, headers=headers) as answer:
                    self.statuses.append(answer.status)
                    if answer.status // 100 == 2:
                        self.acknowledged.add(update["message"]["message_id"])
                        return
            except aiohttp.ClientError:
                self.statuses.append(0)

    # --- the methods -------------------------------------------------------------------------------------------------

    async def _call(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return _error(401, "Unauthorized", status=401)
        method, given = request.match_info["method"], await _given(request)
        self.calls.append((method, given))
        made = getattr(self, f"_do_{method}", None)
        if made is None:
            return _error(404, "Not Found", status=404)
        trouble = self._trouble(method)
        if trouble is None:
            return await made(given)  # type: ignore[no-any-return]
        if trouble.cut != "before" and trouble.cut:
            await made(given)
        if trouble.cut:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if trouble.html is not None:
            return web.Response(text=trouble.html, status=trouble.status, content_type="text/html")
        return _error(trouble.code or 500, "as the test wants", status=trouble.status)

    def _trouble(self, method: str) -> Trouble | None:
        waiting = self.troubles.get(method, [])
        if not waiting:
            return None
        waiting[0].times -= 1
        return waiting.pop(0) if waiting[0].times <= 0 else waiting[0]

    async def _do_getMe(self, given: dict[str, Any]) -> web.Response:
        return _result({
            "id": BOT_ID, "account_name": BOT_NAME, "display_name": self.display_name, "account_type": "BASIC",
            "can_join_groups": True,
        })  # fmt: skip

    async def _do_getUpdates(self, given: dict[str, Any]) -> web.Response:
        if self.webhook is not None:
            return _error(400, "Bad Request: webhook is set")
        seconds = float(given.get("timeout", 30))
        try:
            return _result(await asyncio.wait_for(self._updates.get(), seconds))
        except TimeoutError:
            return _error(408, "Request timeout", status=self.idle_status)

    async def _do_testWebhook(self, given: dict[str, Any]) -> web.Response:
        if self.webhook is None:
            return _error(404, "Not Found", status=404)
        if self.tests_left <= 0:
            return _error(426, "Daily limit reached")
        self.tests_left -= 1
        return _result(await self._ping())

    async def _do_setWebhook(self, given: dict[str, Any]) -> web.Response:
        secret = str(given.get("secret_token", ""))
        if not secret:
            return _error(400, "The secret_token must not be empty")
        if not 8 <= len(secret) <= 256:
            return _error(400, "The secret_token must have 8 to 256 characters")
        self.webhook, self.webhook_set_at = (str(given["url"]), secret), int(self.now().timestamp() * 1000)
        verification = await self._ping()
        return _result({"url": self.webhook[0], "updated_at": self.webhook_set_at, "verification": verification})

    async def _ping(self) -> dict[str, Any]:
        """The platform calls the webhook without a secret and with nothing in it."""
        assert self._session is not None and self.webhook is not None
        url = self.webhook[0]
        try:
            async with self._session.post(url, data=b"") as answer:
                status = answer.status
        except aiohttp.ClientError:
            return {"ok": False, "url": url, "outcome": "webhook.err.conn", "hint": "cannot connect"}
        outcome = "webhook.ok" if status == 200 else f"webhook.http.{status}"
        return {"ok": status == 200, "url": url, "status_code": status, "outcome": outcome, "latency_ms": 1}

    async def _do_deleteWebhook(self, given: dict[str, Any]) -> web.Response:
        self.webhook = None
        return _result({"url": "", "updated_at": int(self.now().timestamp() * 1000)})

    async def _do_getWebhookInfo(self, given: dict[str, Any]) -> web.Response:
        if self.webhook is None:
            return _error(404, "Not Found", status=404)
        return _result({"url": self.webhook[0], "updated_at": self.webhook_set_at})

    async def _do_sendMessage(self, given: dict[str, Any]) -> web.Response:
        text = given.get("text")
        if not isinstance(text, str) or not text.strip():
            return _error(400, "Bad Request: text is empty")
        if _units(text) > LONGEST_TEXT:
            return _error(400, "Bad Request: text is too long")
        if given.get("parse_mode") not in {None, "markdown", "html"}:
            return _error(400, "Bad Request: parse_mode")
        return self._take(given, text, None)

    async def _do_sendPhoto(self, given: dict[str, Any]) -> web.Response:
        photo, caption = given.get("photo"), given.get("caption") or ""
        if not isinstance(photo, str) or urlsplit(photo).scheme not in {"http", "https"} or not urlsplit(photo).netloc:
            return _error(400, "Bad Request: photo must be a URL")
        if _units(caption) > LONGEST_TEXT:
            return _error(400, "Bad Request: caption is too long")
        answer = self._take(given, caption, photo)
        if self.fetch_photos and answer.status == 200:
            await self._look_at(photo)
        return answer

    async def _do_sendSticker(self, given: dict[str, Any]) -> web.Response:
        return self._take(given, "", None) if given.get("sticker") else _error(400, "Bad Request: sticker")

    async def _do_sendChatAction(self, given: dict[str, Any]) -> web.Response:
        return web.json_response({"ok": True})

    def _take(self, given: dict[str, Any], text: str, photo: str | None) -> web.Response:
        chat = str(given.get("chat_id", ""))
        if chat not in self.known:
            return _error(400, "Bad Request: chat not found")
        if self.month_used >= MONTH:
            return _error(429, "Quota exceeded")
        self.month_used += 1
        said = Said(chat, f"{next(self._ids):020x}", text, photo)
        self.log.append(said)
        return _result({"message_id": said.id, "date": int(self.now().timestamp() * 1000)})

    async def _look_at(self, photo: str) -> None:
        """The platform fetches a picture, and the phone does again later."""
        assert self._session is not None
        for _ in range(2):
            async with self._session.get(photo) as answer:
                if answer.status == 200 and answer.content_type.startswith("image/"):
                    await answer.read()
                    self.fetched[photo] += 1

    async def _file(self, request: web.Request) -> web.Response:
        content = self.files.get(request.match_info["name"])
        return web.Response(body=content, content_type="image/jpeg") if content else web.Response(status=404)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _result(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _error(code: int, description: str, *, status: int = 200) -> web.Response:
    return web.json_response({"ok": False, "error_code": code, "description": description}, status=status)


async def _given(request: web.Request) -> dict[str, Any]:
    """The parameters of a call: from the address, a form, or JSON, which may be an empty body."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = await request.read()
        return {**given, **json.loads(body)} if body.strip() else given
    return {**given, **{name: value for name, value in (await request.post()).items() if isinstance(value, str)}}
