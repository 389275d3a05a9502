"""A Telegram Bot API server: validates as the platform does, keeps a log of what it took, delivers and redelivers.

Written from the published Bot API; checked against python-telegram-bot, which the product sends with.
"""

import asyncio
import itertools
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

LONGEST_TEXT = 4096  # UTF-16 units
LONGEST_CAPTION = 1024
LONGEST_DATA = 64  # bytes of a button's data
FIRST_WAIT, MOST_WAIT = 0.02, 0.5  # seconds between deliveries of one update; the platform waits 1 to 60
TRIES = 40


@dataclass
class Said:
    """A message the bot sent, as the platform took it."""

    chat: int
    id: int
    text: str
    buttons: list[tuple[str, str]] = field(default_factory=list)
    method: str = "sendMessage"
    file: bytes | None = None
    name: str = ""


@dataclass
class Trouble:
    """How the platform answers the next calls of a method: a status and body, or taken and then no answer."""

    status: int = 200
    body: dict[str, Any] = field(default_factory=dict)
    taken: bool = False
    silent: float = 0.0
    times: int = 1


class TelegramServer:
    """One bot's platform. `says`, `presses` … are what people do; `log` is what they got."""

    def __init__(self, token: str = "123456789:fake_token-of-tests", username: str = "so_thon_bot") -> None:
        self.token = token
        self.username = username
        self.log: list[Said] = []
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.webhook: tuple[str, str] | None = None
        self.answered_presses: list[str] = []
        self.blocked: set[int] = set()
        self.known: set[int] = set()
        self.commands: list[dict[str, str]] = []
        self.files: dict[str, tuple[str, bytes]] = {}
        self.troubles: dict[str, list[Trouble]] = defaultdict(list)
        self.statuses: list[int] = []
        self.acknowledged: set[int] = set()
        self.tries = TRIES
        self.early: list[str] = []  # chats that were written to before their retry_after was over
        self._held: dict[str, float] = {}
        self._updates: list[dict[str, Any]] = []
        self._news = asyncio.Event()
        self._update_ids = itertools.count(1000)
        self._message_ids: dict[int, itertools.count[int]] = defaultdict(lambda: itertools.count(1))
        self._queues: dict[int, asyncio.Task[None]] = {}
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None
        self.url = ""

    async def __aenter__(self) -> "TelegramServer":
        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        self._runner = web.AppRunner(app, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._queues.values():
            task.cancel()
        await asyncio.gather(*self._queues.values(), return_exceptions=True)
        assert self._session is not None and self._runner is not None
        await self._session.close()
        await self._runner.cleanup()

    # --- what people do ----------------------------------------------------------------------------------------------

    def says(self, user: int, text: str, *, chat: int | None = None, quotes: int | None = None) -> int:
        """Somebody writes, in private or in a group; the update id."""
        return self._message(user, chat, quotes, text=text, entities=[])

    def sends_photo(self, user: int, content: bytes, caption: str = "", *, chat: int | None = None) -> int:
        """Somebody sends a photo: the platform keeps it in two sizes."""
        id = f"photo-{len(self.files)}"
        self.files[f"{id}-small"] = (f"photos/{id}-small.jpg", content[: len(content) // 2])
        self.files[id] = (f"photos/{id}.jpg", content)
        sizes = [
            {
                "file_id": f"{id}-small",
                "file_unique_id": "s",
                "width": 90,
                "height": 90,
                "file_size": len(content) // 2,
            },
            {"file_id": id, "file_unique_id": "l", "width": 900, "height": 900, "file_size": len(content)},
        ]
        return self._message(user, chat, None, photo=sizes, **({"caption": caption} if caption else {}))

    def sends_document(self, user: int, name: str, content: bytes, mime: str, caption: str = "") -> int:
        """Somebody sends a file."""
        id = f"document-{len(self.files)}"
        self.files[id] = (f"documents/{name}", content)
        document = {
            "file_id": id, "file_unique_id": id, "file_name": name, "mime_type": mime, "file_size": len(content),
        }  # fmt: skip
        return self._message(user, None, None, document=document, **({"caption": caption} if caption else {}))

    def sends(self, user: int, **content: Any) -> int:
        """Somebody sends anything else: sticker={…}, voice={…}, location={…}."""
        return self._message(user, None, None, **content)

    def presses(self, user: int, message: Said, label: str) -> int:
        """Somebody presses a button of a message."""
        data = dict(message.buttons)[label]
        return self._update(
            message.chat,
            callback_query={
                "id": f"press-{len(self.calls)}-{user}", "from": _person(user), "chat_instance": "1", "data": data,
                "message": {
                    "message_id": message.id, "date": 1_700_000_000, "chat": _chat(message.chat),
                    "from": {"id": 1, "is_bot": True, "first_name": "Sổ Thôn", "username": self.username},
                    "text": message.text,
                },
            },
        )  # fmt: skip

    def blocks(self, user: int, *, back: bool = False) -> int:
        """Somebody stops the bot, or takes it back."""
        (self.blocked.discard if back else self.blocked.add)(user)
        state = {"user": {"id": 1, "is_bot": True, "first_name": "Sổ Thôn"}}
        return self._update(
            user,
            my_chat_member={
                "chat": _chat(user), "from": _person(user), "date": 1_700_000_000,
                "old_chat_member": {**state, "status": "kicked" if back else "member"},
                "new_chat_member": {**state, "status": "member" if back else "kicked", "until_date": 0},
            },
        )  # fmt: skip

    def edits(self, update_id: int, text: str) -> int:
        """Somebody changes a message of theirs; the id of the new update."""
        old = next(one for one in self._updates if one["update_id"] == update_id)
        message = {**old["message"], "edit_date": 1_700_000_000, "text": text}
        return self._update(int(old["_chat"]), edited_message=message)

    def again(self, update_id: int, *, at_once: bool = False) -> None:
        """The platform delivers an update once more; `at_once`: beside what it delivers to that chat already."""
        update = next(one for one in self._updates if one["update_id"] == update_id)
        if at_once:
            self._queues[-len(self._queues) - 1] = asyncio.get_running_loop().create_task(self._push(update, None))
            return
        self._deliver(int(update.get("_chat", 0)), update)

    def sent_to(self, chat: int) -> list[Said]:
        """What a chat got, in order."""
        return [one for one in self.log if one.chat == chat]

    async def delivered(self) -> None:
        """Wait until the webhook has taken everything."""
        while pending := [task for task in self._queues.values() if not task.done()]:
            await asyncio.wait(pending)

    def trouble(self, method: str, *, status: int = 200, times: int = 1, silent: float = 0.0, taken: bool = False,
                **body: Any) -> None:  # fmt: skip
        """The next `times` calls of a method go wrong."""
        self.troubles[method].append(Trouble(status, body, taken, silent, times))

    def _message(self, user: int, chat: int | None, quotes: int | None, **content: Any) -> int:
        place = chat if chat is not None else user
        self.known.add(place)
        message: dict[str, Any] = {
            "message_id": next(self._message_ids[place]), "from": _person(user), "chat": _chat(place),
            "date": 1_700_000_000, **content,
        }  # fmt: skip
        if quotes is not None:
            said = next(one for one in self.log if one.chat == place and one.id == quotes)
            message["reply_to_message"] = {
                "message_id": quotes, "date": 1_700_000_000, "chat": _chat(place), "text": said.text,
                "from": {"id": 1, "is_bot": True, "first_name": "Sổ Thôn", "username": self.username},
            }  # fmt: skip
        return self._update(place, message=message)

    def _update(self, chat: int, **content: Any) -> int:
        update = {"update_id": next(self._update_ids), **content, "_chat": chat}
        self._updates.append(update)
        self._news.set()
        self._deliver(chat, update)
        return int(update["update_id"])

    # --- delivering --------------------------------------------------------------------------------------------------

    def _deliver(self, chat: int, update: dict[str, Any]) -> None:
        if self.webhook is None:
            return
        before = self._queues.get(chat)
        self._queues[chat] = asyncio.get_running_loop().create_task(self._push(update, before))

    async def _push(self, update: dict[str, Any], before: "asyncio.Task[None] | None") -> None:
        """Updates of one chat are a queue: the next waits for the 2xx of the one before."""
        if before is not None:
            await asyncio.wait([before])
        assert self._session is not None and self.webhook is not None
        body = json.dumps({name: value for name, value in update.items() if name != "_chat"})
        wait = 0.0
        for _ in range(self.tries):
            await asyncio.sleep(wait)
            url, secret = self.webhook
            try:
                headers = {"X-Telegram-Bot-Api-Secret-Token": secret, "Content-Type": "application/json"}
                async with self._session.post(url, data=body, headers=headers) as answer:
                    self.statuses.append(answer.status)
                    if answer.status // 100 == 2:
                        self.acknowledged.add(update["update_id"])
                        return
            except aiohttp.ClientError:
                self.statuses.append(0)
            wait = min(max(wait * 2, FIRST_WAIT), MOST_WAIT)

    # --- the methods -------------------------------------------------------------------------------------------------

    async def _call(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return _error(401, "Unauthorized")
        method, given, upload = request.match_info["method"], *await _given(request)
        self.calls.append((method, given))
        made = getattr(self, f"_do_{method}", None)
        if made is None:
            return _error(404, "Not Found")
        clock, chat = asyncio.get_running_loop().time(), given.get("chat_id", "")
        if clock < self._held.get(chat, 0.0):
            self.early.append(chat)
        trouble = self._next_trouble(method)
        if trouble is not None and not trouble.taken:
            await asyncio.sleep(trouble.silent)
            if trouble.status == 429 and chat:
                self._held[chat] = clock + float(trouble.body["parameters"]["retry_after"])
            if trouble.status != 200:
                return web.json_response({"ok": False, "error_code": trouble.status, **trouble.body},
                                         status=trouble.status)  # fmt: skip
        answer: web.Response = await made(given, upload)
        if trouble is not None and trouble.taken:
            await asyncio.sleep(trouble.silent)
            if request.transport is not None:
                request.transport.abort()
        return answer

    def _next_trouble(self, method: str) -> Trouble | None:
        waiting = self.troubles[method]
        if not waiting:
            return None
        waiting[0].times -= 1
        return waiting.pop(0) if waiting[0].times <= 0 else waiting[0]

    async def _do_getMe(self, given: dict[str, str], _: Any) -> web.Response:
        return _result({
            "id": 1, "is_bot": True, "first_name": "Sổ Thôn", "username": self.username, "can_join_groups": True,
            "can_read_all_group_messages": False, "supports_inline_queries": False,
        })  # fmt: skip

    async def _do_setMyCommands(self, given: dict[str, str], _: Any) -> web.Response:
        self.commands = json.loads(given["commands"])
        for one in self.commands:
            if not (
                1 <= len(one["command"]) <= 32 and one["command"].islower() and 1 <= len(one["description"]) <= 256
            ):
                return _error(400, "Bad Request: BOT_COMMAND_INVALID")
        return _result(True)

    async def _do_setWebhook(self, given: dict[str, str], _: Any) -> web.Response:
        self.webhook = (given["url"], given.get("secret_token", ""))
        return _result(True)

    async def _do_deleteWebhook(self, given: dict[str, str], _: Any) -> web.Response:
        self.webhook = None
        return _result(True)

    async def _do_getWebhookInfo(self, given: dict[str, str], _: Any) -> web.Response:
        url = self.webhook[0] if self.webhook else ""
        return _result({"url": url, "has_custom_certificate": False, "pending_update_count": 0})

    async def _do_getUpdates(self, given: dict[str, str], _: Any) -> web.Response:
        if self.webhook is not None:
            return _error(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook")
        offset = int(given.get("offset", 0))
        self._updates = [one for one in self._updates if one["update_id"] >= offset]
        if not self._updates:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), float(given.get("timeout", 0)))
            except TimeoutError:
                return _result([])
        return _result([{k: v for k, v in one.items() if k != "_chat"} for one in self._updates[:100]])

    async def _do_sendMessage(self, given: dict[str, str], _: Any) -> web.Response:
        text = given.get("text", "")
        if not text.strip():
            return _error(400, "Bad Request: message text is empty")
        if _units(text) > LONGEST_TEXT:
            return _error(400, "Bad Request: message is too long")
        return self._took(given, text, "sendMessage")

    async def _do_sendPhoto(self, given: dict[str, str], upload: dict[str, tuple[str, bytes]]) -> web.Response:
        return self._took_file(given, upload, "photo", "sendPhoto")

    async def _do_sendDocument(self, given: dict[str, str], upload: dict[str, tuple[str, bytes]]) -> web.Response:
        return self._took_file(given, upload, "document", "sendDocument")

    async def _do_sendChatAction(self, given: dict[str, str], _: Any) -> web.Response:
        return _result(True)

    async def _do_answerCallbackQuery(self, given: dict[str, str], _: Any) -> web.Response:
        self.answered_presses.append(given["callback_query_id"])
        return _result(True)

    async def _do_getFile(self, given: dict[str, str], _: Any) -> web.Response:
        found = self.files.get(given["file_id"])
        if found is None:
            return _error(400, "Bad Request: invalid file_id")
        return _result({
            "file_id": given["file_id"], "file_unique_id": "u", "file_size": len(found[1]), "file_path": found[0],
        })  # fmt: skip

    def _took_file(
        self, given: dict[str, str], upload: dict[str, tuple[str, bytes]], part: str, method: str
    ) -> web.Response:
        if _units(given.get("caption", "")) > LONGEST_CAPTION:
            return _error(400, "Bad Request: message caption is too long")
        if not upload:
            return _error(400, f"Bad Request: there is no {part} in the request")
        name, content = next(iter(upload.values()))
        return self._took(given, given.get("caption", ""), method, content, name)

    def _took(
        self, given: dict[str, str], text: str, method: str, file: bytes | None = None, name: str = ""
    ) -> web.Response:
        chat = int(given["chat_id"])
        if chat in self.blocked:
            return _error(403, "Forbidden: bot was blocked by the user")
        if chat not in self.known:
            return _error(400, "Bad Request: chat not found")
        buttons = [
            (one["text"], one["callback_data"])
            for row in json.loads(given.get("reply_markup", "{}")).get("inline_keyboard", [])
            for one in row
        ]
        if any(not 1 <= len(data.encode()) <= LONGEST_DATA for _, data in buttons):
            return _error(400, "Bad Request: BUTTON_DATA_INVALID")
        said = Said(chat, next(self._message_ids[chat]), text, buttons, method, file, name)
        self.log.append(said)
        return _result({
            "message_id": said.id, "date": 1_700_000_000, "chat": _chat(chat), "text": text,
            "from": {"id": 1, "is_bot": True, "first_name": "Sổ Thôn", "username": self.username},
        })  # fmt: skip

    async def _file(self, request: web.Request) -> web.Response:
        found = next((one for one in self.files.values() if one[0] == request.match_info["path"]), None)
        if request.match_info["token"] != self.token or found is None:
            return web.Response(status=404)
        return web.Response(body=found[1])


def _person(user: int) -> dict[str, Any]:
    return {"id": user, "is_bot": False, "first_name": "Tổ trưởng", "last_name": f"Thôn {user}", "language_code": "vi"}


def _chat(id: int) -> dict[str, Any]:
    return {"id": id, "type": "private", "first_name": "Tổ trưởng"} if id > 0 else {
        "id": id, "type": "supergroup", "title": "Nhóm xã",
    }  # fmt: skip


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _result(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _error(code: int, description: str, **parameters: Any) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return web.json_response(body, status=code)


async def _given(request: web.Request) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    """The parameters and files of a call, from a form, a multipart body, JSON or the address."""
    given: dict[str, str] = dict(request.query)
    upload: dict[str, tuple[str, bytes]] = {}
    if request.content_type == "application/json":
        for name, value in (await request.json()).items():
            given[name] = value if isinstance(value, str) else json.dumps(value)
        return given, upload
    for name, field_ in (await request.post()).items():
        if isinstance(field_, web.FileField):
            upload[name] = (field_.filename, field_.file.read())
        else:
            given[name] = str(field_)
    return given, upload
