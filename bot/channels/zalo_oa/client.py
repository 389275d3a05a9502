"""Calls to the official account's API: one call, or a CallFailed with the number the platform gave, or a SendError."""

import hashlib
import hmac
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp

from bot.channels.base import SendError
from bot.channels.wire import json_object, part, whole
from bot.channels.zalo_oa.codes import CallFailed, Meaning

LOG = logging.getLogger(__name__)
TIME_OUT = aiohttp.ClientTimeout(total=20, connect=10)  # with a token to be fetched, still within a claim of the outbox
PROOF = "appsecret_proof"


@dataclass(frozen=True, slots=True)
class Places:
    """Where the API answers, without a trailing slash."""

    api: str = "https://openapi.zalo.me"
    business: str = "https://business.openapi.zalo.me"
    oauth: str = "https://oauth.zaloapp.com"


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture or document to be handed over before it is sent. `what` is image, gif or file."""

    what: str
    content: bytes
    name: str
    mime: str


class AccessTokens(Protocol):
    """Where the token of a call comes from (`tokens.py`)."""

    async def access(self) -> str:
        """A token to call with. Raises SendError."""
        ...

    async def renewed(self, bad: str) -> str:
        """Another than this one, which the platform did not take. Raises SendError."""
        ...


class Client:
    """The calls of one account."""

    def __init__(self, session: aiohttp.ClientSession, places: Places, tokens: AccessTokens, app_secret: str) -> None:
        self._session, self._places, self._tokens, self._app_secret = session, places, tokens, app_secret
        self._proof = False

    @property
    def proves(self) -> bool:
        """Whether the platform has asked for the proof of the app."""
        return self._proof

    async def consult(self, user: str, message: Mapping[str, Any]) -> dict[str, Any]:
        """A consultation message; the platform's data about it."""
        body = {"recipient": {"user_id": user}, "message": message}
        return await self._post(f"{self._places.api}/v3.0/oa/message/cs", body)

    async def template(self, user: str, template: str, values: Mapping[str, str]) -> dict[str, Any]:
        """A template message to somebody by user id."""
        body = {"user_id": user, "template_id": template, "template_data": values}
        return await self._post(f"{self._places.api}/v3.0/oa/message/template", body)

    async def template_by_phone(
        self, phone: str, template: str, values: Mapping[str, str], tracking: str
    ) -> dict[str, Any]:
        """The same by telephone number, "84…"; `tracking` (48 characters at most) comes back when it arrives."""
        body = {"phone": phone, "template_id": template, "template_data": values, "tracking_id": tracking}
        return await self._post(f"{self._places.business}/message/template", body)

    async def upload(self, file: Upload) -> str:
        """Hand a picture or document over; what it is known by for seven days."""
        form = aiohttp.FormData(quote_fields=False)  # the name is shown to people as it is sent
        form.add_field("file", file.content, filename=file.name.replace('"', "'"), content_type=file.mime)
        content = await self._call("POST", f"{self._places.api}/v2.0/oa/upload/{file.what}", form=form)
        id = content.get("attachment_id") or content.get("token")
        if not isinstance(id, str):
            raise SendError("retry", "an upload without an id")
        return id

    async def account(self) -> dict[str, Any]:
        """Who we are, of which package, until when."""
        return await self._call("GET", f"{self._places.api}/v2.0/oa/getoa")

    async def _post(self, url: str, body: Mapping[str, Any]) -> dict[str, Any]:
        return await self._call("POST", url, body=json.dumps(body, ensure_ascii=False).encode(errors="replace"))

    async def _call(
        self, method: str, url: str, *, body: bytes | None = None, form: aiohttp.FormData | None = None
    ) -> dict[str, Any]:
        """One call, once more with another token or with the proof where the platform asks for that."""
        token, renewed = await self._tokens.access(), False
        while True:
            try:
                return await self._once(method, url, token, body if form is None else form)
            except CallFailed as refusal:
                if refusal.meaning is Meaning.TOKEN and not renewed:
                    token, renewed = await self._tokens.renewed(token), True
                elif refusal.meaning is Meaning.PROOF and not self._proof:
                    self._proof = True
                else:
                    raise
                if form is not None:  # a form is read once; whoever uploads makes a new one
                    raise SendError("retry", "the token was changed during an upload", 0.0) from None

    async def _once(self, method: str, url: str, token: str, data: Any) -> dict[str, Any]:
        headers = {"access_token": token}
        if self._proof:
            headers[PROOF] = proof(self._app_secret, token)
        if isinstance(data, bytes):
            headers["Content-Type"] = "application/json"
        try:
            async with self._session.request(method, url, data=data, headers=headers, timeout=TIME_OUT) as response:
                status, content = response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise SendError("retry", f"no connection: {type(error).__name__}") from None
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise SendError("unknown", f"no answer: {type(error).__name__}") from None
        return answer(status, content)


def proof(app_secret: str, token: str) -> str:
    """What an app that asks for it wants beside the token."""
    return hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def answer(status: int, content: bytes) -> dict[str, Any]:
    """The data of an answer. Its HTTP status proves nothing. Raises CallFailed, SendError."""
    body = json_object(content)
    code = whole(part(body, "error"))
    if body is None or code is None:
        # A gateway speaks, not the platform. 504: it passed the message on and heard nothing back.
        raise SendError("unknown" if status in {200, 504} else "retry", f"HTTP {status} without an answer")
    if code != 0:
        raise CallFailed(code, str(body.get("message", "")))
    data = body.get("data")
    if isinstance(data, list):
        return {"list": data}
    return data if isinstance(data, dict) else {}
