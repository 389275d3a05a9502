"""python-telegram-bot speaking through aiohttp: one pool for the process, and failures told apart by what left."""

from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData


class NotConnected(NetworkError):
    """No connection was made: nothing reached the platform, so that sending again doubles nothing."""


class AiohttpRequest(BaseRequest):
    """The requests of a `telegram.Bot` over one aiohttp session. Seconds; `proxy` is an http:// address or None.

    A request that left and had no answer raises TimedOut or NetworkError; one that never left raises NotConnected.
    No error names the address, for the token lies in it.
    """

    def __init__(self, *, connect: float = 10.0, read: float = 30.0, proxy: str | None = None) -> None:
        self._connect, self._read, self._proxy = connect, read, proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer where a call names none."""
        return self._read

    async def initialize(self) -> None:
        """Open the session."""
        if self._session is None:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        """Close it."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body of one call; the timeouts are PTB's, in seconds."""
        if self._session is None:
            raise NotConnected("the channel is closed")
        read = self._read if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        timeout = aiohttp.ClientTimeout(total=None if read is None else read + self._connect, connect=self._connect)
        try:
            async with self._session.request(
                method, url, data=_body(request_data), timeout=timeout, proxy=self._proxy
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotConnected(f"no connection: {type(error).__name__}") from None
        except TimeoutError as error:
            raise TimedOut(f"no answer: {type(error).__name__}") from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"no answer: {type(error).__name__}") from None


def _body(request_data: RequestData | None) -> Any:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters
    form = aiohttp.FormData(quote_fields=False)  # names of files are shown to people as they are sent
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename.replace('"', "'"), content_type=mime)
    return form
