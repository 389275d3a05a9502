"""A Zalo Official Account platform: tokens that rotate, consultation messages, templates, uploads, signed events.

Written from the published API and what others measured; every error comes with HTTP 200, the number in the body. Events
go out as the console sends them: signed over the raw body, with two seconds for the 200.
"""

import asyncio
import hashlib
import hmac
import itertools
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import aiohttp
from aiohttp import web

LONGEST_TEXT, LONGEST_TITLE, LONGEST_PAYLOAD, MOST_BUTTONS = 2000, 100, 1000, 5
WINDOW, FREE = timedelta(days=7), timedelta(hours=48)
TOKEN_LIFE = 90_000
LARGEST_IMAGE, LARGEST_FILE = 1024 * 1024, 5 * 1024 * 1024
FILE_KINDS = ("pdf", "doc", "docx", "csv")
LIMIT = 2.0  # seconds the platform waits for the 200
RETRIES = (0.02, 0.05, 0.1, 0.2, 0.4)  # seconds; the platform: 30 s, 5 min, 15 min, 30 min, 1 h
PARAMETERS = ("don_vi", "han", "so_luong")
HANOI = timezone(timedelta(hours=7))


@dataclass
class Said:
    """A message the account sent, as the platform took it."""

    user: str
    id: str
    text: str
    buttons: list[tuple[str, str]] = field(default_factory=list)
    quote: str | None = None
    attachment: str | None = None
    template: dict[str, str] | None = None
    by: str = "cs"


@dataclass
class Trouble:
    """How the next calls of a path go: an HTTP body, or taken and then no answer, or cut before it is taken."""

    body: str = ""
    status: int = 200
    error: int | None = None
    cut: str = ""  # "before" or "after" the platform took it
    times: int = 1


class ZaloOaServer:
    """One official account and its app. `says`, `presses` … are what people do; `log` is what they got."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.now = now
        self.oa, self.app, self.app_secret, self.key = (
            "4318657068771012646",
            "1234567890123456789",
            "app-secret",
            "oa-key",
        )
        self.refresh_token, self.access_token = "refresh-0", "access-0"
        self.rotated: Callable[[], object] = lambda: None  # a new pair was made, and is not yet on its way
        self.burnt: list[str] = []
        self.rotations = 0
        self.expires: datetime | None = None
        self.expired_code, self.life = -216, TOKEN_LIFE
        self.log: list[Said] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.last_seen: dict[str, datetime] = {}
        self.blocked: set[str] = set()
        self.phones: dict[str, str] = {}
        self.uploads: dict[str, tuple[str, bytes]] = {}
        self.files: dict[str, bytes] = {}
        self.templates = {"tpl-1"}
        self.by_phone_only = False
        self.buttons_work, self.needs_proof, self.echoes = True, False, True
        self.sub_quota = 500
        self.webhook: str | None = None
        self.statuses: list[int] = []
        self.acknowledged: set[str] = set()
        self.retries: tuple[float, ...] = RETRIES
        self.headers: list[dict[str, str]] = []
        self.troubles: dict[str, list[Trouble]] = {}
        self._ids = itertools.count(1)
        self._deliveries: set[asyncio.Task[None]] = set()
        self._sent: list[bytes] = []
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None
        self.url = ""

    async def __aenter__(self) -> "ZaloOaServer":
        app = web.Application(client_max_size=20 * 1024 * 1024)
        app.add_routes([
            web.post("/v4/oa/access_token", self._token),
            web.get("/file/{name}", self._file),
            web.route("*", "/{path:.+}", self._call),
        ])  # fmt: skip
        self._runner = web.AppRunner(app)
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

    def says(self, user: str, text: str, *, quotes: str | None = None) -> str:
        """Somebody writes; the message's id."""
        return self._from(user, "user_send_text", text=text, **({"quote_msg_id": quotes} if quotes else {}))

    def presses(self, user: str, message: Said, title: str) -> str:
        """Somebody presses a button: its payload comes as if they had typed it."""
        return self.says(user, dict(message.buttons)[title])

    def sends_image(self, user: str, content: bytes, text: str = "", *, there: bool = True) -> str:
        """Somebody sends a photo; with `there` False its address gives nothing yet."""
        name = f"anh-{len(self.files)}.jpg"
        self.files[name] = content if there else b""
        payload = {"thumbnail": f"{self.url}/file/{name}", "url": f"{self.url}/file/{name}"}
        said = {"text": text} if text else {}
        return self._from(user, "user_send_image", attachments=[{"type": "image", "payload": payload}], **said)

    def sends_file(self, user: str, name: str, content: bytes) -> str:
        """Somebody sends a document."""
        self.files[name] = content
        payload = {
            "url": f"{self.url}/file/{name}", "size": str(len(content)), "name": name,
            "checksum": hashlib.md5(content, usedforsecurity=False).hexdigest(), "type": name.rsplit(".", 1)[-1],
        }  # fmt: skip
        return self._from(user, "user_send_file", attachments=[{"type": "file", "payload": payload}])

    def sends(self, user: str, event: str, **message: Any) -> str:
        """Somebody sends anything else."""
        return self._from(user, event, **message)

    def follows(self, user: str, *, back: bool = True) -> None:
        """Somebody follows the account, or does not any more."""
        if back:
            self.last_seen[user] = self.now()
            self.blocked.discard(user)
        else:
            self.blocked.add(user)
        self._post({
            "oa_id": self.oa, "follower": {"id": user}, "user_id_by_app": f"9{user}", "source": "oa_profile",
            "event_name": "follow" if back else "unfollow", "app_id": self.app, "timestamp": self._stamp(),
        })  # fmt: skip

    def submits_info(self, user: str, name: str, phone: str) -> None:
        """Somebody fills in the form."""
        self.last_seen[user] = self.now()
        self._post({**self._event("user_submit_info", user), "info": {"name": name, "phone": phone, "address": ""}})

    def taps(self, user: str) -> None:
        """Somebody taps the chat icon."""
        self.last_seen[user] = self.now()
        self._post({
            "app_id": self.app, "user_id": user, "oa_id": self.oa, "event_name": "user_click_chatnow",
            "timestamp": self._stamp(),
        })  # fmt: skip

    def human_writes(self, user: str, text: str) -> None:
        """An officer answers in the account's own console."""
        self._post({
            **self._event("oa_send_text", user), "sender": {"id": self.oa, "admin_id": "77"}, "recipient": {"id": user},
            "message": {"msg_id": self._id(), "text": text},
        })  # fmt: skip

    def again(self, at: int = -1) -> None:
        """The platform delivers an event once more."""
        self._deliver(self._sent[at])

    def sent_to(self, user: str) -> list[Said]:
        """What somebody got, in order."""
        return [one for one in self.log if one.user == user]

    async def delivered(self) -> None:
        """Wait until every event was taken."""
        while self._deliveries:
            await asyncio.wait(set(self._deliveries))

    def trouble(self, path: str, **how: Any) -> None:
        """The next calls of this path go wrong."""
        self.troubles.setdefault(path, []).append(Trouble(**how))

    # --- events ------------------------------------------------------------------------------------------------------

    def _id(self) -> str:
        return hashlib.sha256(f"{next(self._ids)}".encode()).hexdigest()[:20]

    def _stamp(self) -> str:
        return str(int(self.now().timestamp() * 1000))

    def _event(self, name: str, user: str) -> dict[str, Any]:
        return {
            "app_id": self.app, "user_id_by_app": f"9{user}", "event_name": name, "timestamp": self._stamp(),
            "sender": {"id": user}, "recipient": {"id": self.oa},
        }  # fmt: skip

    def _from(self, user: str, event: str, **message: Any) -> str:
        self.last_seen[user] = self.now()
        id = self._id()
        self._post({**self._event(event, user), "message": {"msg_id": id, **message}})
        return id

    def _post(self, event: dict[str, Any]) -> None:
        body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
        self._sent.append(body)
        self._deliver(body)

    def signature(self, body: bytes, stamp: str) -> str:
        """What the platform puts into X-ZEvent-Signature."""
        return "mac=" + hashlib.sha256(self.app.encode() + body + stamp.encode() + self.key.encode()).hexdigest()

    def _deliver(self, body: bytes) -> None:
        if self.webhook is None:
            return
        task = asyncio.get_running_loop().create_task(self._push(body))
        self._deliveries.add(task)
        task.add_done_callback(self._deliveries.discard)

    async def _push(self, body: bytes) -> None:
        assert self._session is not None and self.webhook is not None
        stamp = str(json.loads(body)["timestamp"])
        for number, wait in enumerate((0.0, *self.retries)):
            await asyncio.sleep(wait)
            headers = {"X-ZEvent-Signature": self.signature(body, stamp), "Content-Type": "application/json"}
            if number:
                headers["num_retry"] = str(number)
            try:
                timeout = aiohttp.ClientTimeout(total=LIMIT)
                async with self._session.post(self.webhook, data=body, headers=headers, timeout=timeout) as answer:
                    self.statuses.append(answer.status)
                    if answer.status == 200:
                        self.acknowledged.add(str(json.loads(body).get("message", {}).get("msg_id")))
                        return
            except (aiohttp.ClientError, TimeoutError):
                self.statuses.append(0)

    async def register(self, url: str) -> int:
        """The console saves the address: it sends an unsigned `{}` and takes nothing but 200."""
        assert self._session is not None
        async with self._session.post(url, data=b"{}") as answer:
            if answer.status == 200:
                self.webhook = url
            return answer.status

    # --- tokens ------------------------------------------------------------------------------------------------------

    async def _token(self, request: web.Request) -> web.Response:
        given = await request.post()
        if (trouble := self._trouble("token")) is not None:
            if trouble.cut == "after" and given.get("refresh_token") == self.refresh_token:
                self._rotate()
            return await self._spoil(request, trouble)
        if request.headers.get("secret_key") != self.app_secret or given.get("app_id") != self.app:
            return web.json_response({"error": -14004, "error_name": "invalid_app", "error_description": "App invalid"})
        if given.get("grant_type") != "refresh_token" or given.get("refresh_token") != self.refresh_token:
            return web.json_response({
                "error": -14014, "error_name": "invalid_grant", "error_reason": "refresh token was used",
                "error_description": "Invalid refresh token", "ref_doc": "https://developers.zalo.me",
            })  # fmt: skip
        self._rotate()
        return web.json_response({
            "access_token": self.access_token, "refresh_token": self.refresh_token, "expires_in": str(self.life),
        })  # fmt: skip

    def _rotate(self) -> None:
        self.rotations += 1
        self.burnt += [self.access_token, self.refresh_token]
        self.access_token, self.refresh_token = f"access-{self.rotations}", f"refresh-{self.rotations}"
        self.rotated()
        self.expires = datetime.now(UTC) + timedelta(seconds=self.life)

    def expire(self) -> None:
        """The access token's life is over."""
        self.expires = datetime.now(UTC) - timedelta(seconds=1)

    # --- calls -------------------------------------------------------------------------------------------------------

    async def _call(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        given = await _given(request)
        self.calls.append((path, given))
        self.headers.append(dict(request.headers))
        trouble = self._trouble(path)
        if trouble is not None and trouble.cut != "after":
            return await self._spoil(request, trouble)
        answer = self._refused_token(request) or self._do(path, given)
        return answer if trouble is None else await self._spoil(request, trouble)

    def _refused_token(self, request: web.Request) -> web.Response | None:
        token = request.headers.get("access_token")
        if token != self.access_token:
            return _error(-216, "Access token is invalid")
        if self.expires is not None and datetime.now(UTC) >= self.expires:
            return _error(self.expired_code, "Access token has expired")
        if self.needs_proof:
            proof = hmac.new(self.app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
            if request.headers.get("appsecret_proof") != proof:
                return _error(-242, "appsecret_proof is missing or invalid")
        return None

    def _do(self, path: str, given: dict[str, Any]) -> web.Response:
        if path == "v3.0/oa/message/cs":
            return self._consult(given)
        if path == "v3.0/oa/message/template":
            return self._template(given, "user_id", given.get("user_id"))
        if path == "message/template":
            phone = str(given.get("phone", ""))
            if not re.fullmatch(r"84\d{9,10}", phone):
                return _error(-108, "Phone number is invalid")
            user = next((user for user, number in self.phones.items() if number == phone), None)
            return self._template(given, "phone", user) if user else _error(-118, "Zalo account not existed")
        if path.startswith("v2.0/oa/upload/"):
            return self._upload(path.rsplit("/", 1)[-1], given)
        if path == "v2.0/oa/getoa":
            return _data({
                "oaid": self.oa, "name": "UBND xã Quang Trung", "is_verified": True, "oa_type": 4, "num_follower": 12,
                "package_name": "Growth", "package_valid_through_date": "31/12/2026",
            })  # fmt: skip
        if path == "v3.0/oa/user/detail":
            user = str(given.get("user_id"))
            return (
                _data({"user_id": user, "display_name": "Tổ trưởng"}) if user in self.last_seen else _error(-213, "x")
            )
        if path == "v3.0/oa/user/getlist":
            users = [{"user_id": user} for user in self.last_seen]
            return _data({"total": len(users), "count": len(users), "offset": 0, "users": users})
        if path == "v3.0/oa/quota/message":
            return _data([{"product_type": "cs", "quota_type": "sub_quota", "remain": self.sub_quota, "total": 500}])
        return _error(-212, "App has not been registered for this API")

    def _consult(self, given: dict[str, Any]) -> web.Response:
        user = str(given.get("recipient", {}).get("user_id", ""))
        message = given.get("message")
        if not isinstance(message, dict) or not user.isdigit():
            return _error(-201, "Params is invalid")
        if user not in self.last_seen or user in self.blocked:
            return _error(-213, "User has not followed OA")
        if self.now() - self.last_seen[user] > WINDOW:
            return _error(-230, "User has not interacted with the OA in the past 7 days")
        text = message.get("text", "")
        if not isinstance(text, str) or len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
            return _error(-210, "Parameter text is over its limit")
        said = Said(user, self._id(), text, quote=message.get("quote_message_id"))
        refused = self._attachment(message.get("attachment"), said)
        if refused is not None:
            return refused
        if not said.text and said.attachment is None:
            return _error(-201, "Message is empty")
        quota = self._quota(user)
        if quota is None:
            return _error(-211, "Out of quota")
        self._take(said)
        return _data({"message_id": said.id, "user_id": user, "sent_time": self._stamp(), "quota": quota})

    def _attachment(self, attachment: Any, said: Said) -> web.Response | None:
        if attachment is None:
            return None
        payload = attachment.get("payload", {})
        if attachment.get("type") == "file":
            said.attachment = str(payload.get("token"))
            return None if said.attachment in self.uploads and not said.text else _error(-100, "Attachment is invalid")
        for button in payload.get("buttons", []):
            if not self.buttons_work:
                return _error(-233, "Message type is not supported")
            content = button.get("payload")
            if not isinstance(button.get("title"), str) or len(button["title"]) > LONGEST_TITLE:
                return _error(-210, "Parameter title is over its limit")
            if button.get("type") not in {"oa.query.hide", "oa.query.show", "oa.open.url", "oa.open.phone"}:
                return _error(-201, "Button type is invalid")
            if button["type"].startswith("oa.query") and (
                not isinstance(content, str) or len(content) > LONGEST_PAYLOAD
            ):
                return _error(-210, "Parameter payload is over its limit")
            said.buttons.append((button["title"], content if isinstance(content, str) else json.dumps(content)))
        if len(said.buttons) > MOST_BUTTONS:
            return _error(-210, "Parameter buttons is over its limit")
        for element in payload.get("elements", []):
            said.attachment = str(element.get("attachment_id"))
            if element.get("media_type") != "image" or said.attachment not in self.uploads:
                return _error(-100, "Attachment is expired")
        return None

    def _quota(self, user: str) -> dict[str, str] | None:
        if self.now() - self.last_seen[user] <= FREE:
            return {"quota_type": "reply", "remain": "8", "total": "8"}
        if self.sub_quota <= 0:
            return None
        self.sub_quota -= 1
        return {"quota_type": "sub_quota", "remain": str(self.sub_quota), "total": "500"}

    def _template(self, given: dict[str, Any], by: str, user: str | None) -> web.Response:
        values = given.get("template_data")
        if given.get("template_id") not in self.templates:
            return _error(-109, "Template is invalid")
        if by == "user_id" and self.by_phone_only:
            return _error(-249, "Template cannot be sent by user id")
        if not isinstance(values, dict) or any(name not in values for name in PARAMETERS):
            return _error(-1122, "A parameter is missing")
        if any(not isinstance(value, str) or len(value) > 30 for value in values.values()):
            return _error(-1121, "A value is too long")
        hour = self.now().astimezone(HANOI).hour
        if not 6 <= hour < 22:
            return _error(-234 if by == "user_id" else -133, "Not at night")
        if user is None:
            return _error(-213, "User has not followed OA")
        said = Said(user, self._id(), "", template=values, by=by)
        self._take(said)
        id = {"message_id": said.id} if by == "user_id" else {"msg_id": said.id}
        return _data({**id, "sent_time": self._stamp(), "quota": {"quota_type": "zbs", "remain": "499"}})

    def _upload(self, what: str, given: dict[str, Any]) -> web.Response:
        name, content = given.get("file", ("", b""))
        kind = name.rsplit(".", 1)[-1].lower()
        if what == "image" and (kind not in {"jpg", "jpeg", "png"} or len(content) > LARGEST_IMAGE):
            return _error(-210, "Image is invalid")
        if what == "file" and (kind not in FILE_KINDS or len(content) > LARGEST_FILE):
            return _error(-210, "File is invalid")
        id = f"upload-{len(self.uploads)}"
        self.uploads[id] = (name, content)
        return _data({"token" if what == "file" else "attachment_id": id})

    def _take(self, said: Said) -> None:
        self.log.append(said)
        if self.echoes and said.by == "cs":
            about = {**self._event("", said.user), "sender": {"id": self.oa}, "recipient": {"id": said.user}}
            self._post({**about, "event_name": "oa_send_text", "message": {"msg_id": said.id, "text": said.text}})
            self._post({**about, "event_name": "user_received_message", "message": {"msg_id": said.id}})

    # --- faults ------------------------------------------------------------------------------------------------------

    def _trouble(self, path: str) -> Trouble | None:
        waiting = self.troubles.get(path, [])
        if not waiting:
            return None
        waiting[0].times -= 1
        return waiting.pop(0) if waiting[0].times <= 0 else waiting[0]

    async def _spoil(self, request: web.Request, trouble: Trouble) -> web.Response:
        if trouble.cut:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if trouble.error is not None:
            return _error(trouble.error, "as the test wants")
        return web.Response(text=trouble.body, status=trouble.status, content_type="text/html")

    async def _file(self, request: web.Request) -> web.Response:
        content = self.files.get(request.match_info["name"])
        return web.Response(body=content, content_type="image/jpeg") if content else web.Response(status=404)


def _data(data: Any) -> web.Response:
    return web.json_response({"data": data, "error": 0, "message": "Success"})


def _error(code: int, message: str) -> web.Response:
    return web.json_response({"error": code, "message": message})


async def _given(request: web.Request) -> dict[str, Any]:
    """Parameters: JSON, one `data` in the address, or a multipart file."""
    if request.method == "GET":
        return dict(json.loads(request.query.get("data", "{}")))
    if request.content_type == "multipart/form-data":
        part = (await request.post()).get("file")
        return {"file": (part.filename, part.file.read())} if isinstance(part, web.FileField) else {}
    try:
        found = await request.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
