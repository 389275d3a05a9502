"""Calls to the Zalo Bot Platform. The HTTP status of an answer proves nothing: `ok` in the body does.

The token lies in the address: no error that might name the address goes any further than here.
"""

from collections.abc import Mapping
from typing import Any

import aiohttp
from yarl import URL

from bot.channels.base import SendError
from bot.channels.wire import json_object, whole
from store.jsontext import json_bytes

TIME_OUT = 30.0
SLOW = 50.0  # seconds a call may take for which the platform fetches something first; less than a claim of the outbox


_TIME_OUT = aiohttp.ClientTimeout(total=TIME_OUT, connect=10)
_HEADERS = {"Content-Type": "application/json"}


class CallFailed(Exception):
    """The platform said no: its number, and what it wants us to wait, in seconds."""

    def __init__(self, code: int, words: str, retry_after: float | None = None) -> None:
        super().__init__(f"error {code}: {words}"[:200])
        self.code, self.retry_after = code, retry_after


class Client:
    """The calls of one bot."""

    def __init__(self, session: aiohttp.ClientSession, token: str, api: str) -> None:
        self._session, self._token, self._api = session, token, api.rstrip("/")

    async def call(self, method: str, values: Mapping[str, Any] | None = None, *, seconds: float = TIME_OUT) -> Any:
        """The result of a call, None where there is none. Raises CallFailed, SendError."""
        url = URL(f"{self._api}/bot{self._token}/{method}", encoded=True)
        body = json_bytes(values or {})
        timeout = _TIME_OUT if seconds == TIME_OUT else aiohttp.ClientTimeout(total=seconds, connect=10)
        try:
            async with self._session.post(url, data=body, timeout=timeout, headers=_HEADERS) as response:
                status, after = response.status, response.headers.get("Retry-After")
                content = await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise SendError("retry", f"no connection: {type(error).__name__}") from None
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise SendError("unknown", f"no answer: {type(error).__name__}") from None
        return answer(status, after, content)


def answer(status: int, after: str | None, content: bytes) -> Any:
    """The result in an answer. Raises CallFailed, SendError."""
    body = json_object(content)
    if body is None or not isinstance(body.get("ok"), bool):
        # A gateway speaks, not the platform. 504: it passed the message on and heard nothing back.
        raise SendError("unknown" if status in {200, 504} else "retry", f"HTTP {status} without an answer")
    if body["ok"]:
        return body.get("result")
    code = whole(body.get("error_code", body.get("errorCode")))
    wait = float(after) if after is not None and after.isascii() and after.isdigit() else None
    raise CallFailed(status if code is None else code, str(body.get("description", "")), wait)
