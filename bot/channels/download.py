"""A file at a public address, read as it arrives and never more than allowed."""

import aiohttp

from bot.channels.base import FetchFailed
from store.evidence import MAX_SIZE, FileRefused
from store.messages import Wanted

CHUNK = 64 * 1024
NAMES = {"image/jpeg": "anh.jpg", "image/png": "anh.png", "image/webp": "anh.webp", "application/pdf": "tep.pdf"}


async def download(session: aiohttp.ClientSession, wanted: Wanted) -> tuple[bytes, str]:
    """The content and a name for it. Raises FetchFailed (try again), FileRefused (too large)."""
    content = bytearray()
    try:
        async with session.get(wanted.ref, max_redirects=3) as response:
            if response.status != 200:
                raise FetchFailed(f"HTTP {response.status}")
            async for chunk in response.content.iter_chunked(CHUNK):
                content += chunk
                if len(content) > MAX_SIZE:
                    raise FileRefused("size")
            mime = response.content_type
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        raise FetchFailed(type(error).__name__) from None
    return bytes(content), wanted.name if "." in wanted.name else NAMES.get(mime, wanted.name)
