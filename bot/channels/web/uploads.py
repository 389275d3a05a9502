"""Files coming up: read as they arrive, never more than allowed, whatever the request says of its size."""

import logging
import re
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from bot.channels.base import Edge
from store.evidence import MAX_SIZE, FileRefused
from store.messages import Attachment

LOG = logging.getLogger(__name__)
MOST_FILES = 10
LARGEST_REQUEST = MOST_FILES * MAX_SIZE + 1024 * 1024
LARGEST_FIELD = 64 * 1024
_CLIENT_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


class UploadRefused(Exception):
    """The request cannot be read as an upload. `why` is "size", "form" or "empty"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(slots=True)
class Upload:
    """What came up: the page's id for it, the words with it, the files kept, and those that could not be."""

    id: str = ""
    caption: str = ""
    files: list[Attachment] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


async def read_upload(request: web.Request, edge: Edge) -> Upload:
    """Read an upload and keep its files. A file that is refused costs the others nothing. Raises UploadRefused."""
    if request.content_length is not None and request.content_length > LARGEST_REQUEST:
        raise UploadRefused("size")
    upload = Upload()
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                raise UploadRefused("form")
            await _take(part, upload, edge)
    except (ConnectionError, web.RequestPayloadError) as error:
        # A phone out of reach, a page closed: nobody waits for the answer any more, and nothing was taken.
        LOG.warning("an upload broke off", extra={"action": "upload_broke_off", "files": len(upload.files)})
        raise UploadRefused("form") from error
    except (ValueError, AssertionError, KeyError, RuntimeError) as error:
        raise UploadRefused("form") from error
    if not _CLIENT_ID.fullmatch(upload.id):
        raise UploadRefused("form")
    if not upload.files and not upload.refused:
        raise UploadRefused("empty")
    return upload


async def _take(part: BodyPartReader, upload: Upload, edge: Edge) -> None:
    if part.filename is None:
        value = (await _content(part, LARGEST_FIELD) or b"").decode("utf-8", "replace").replace("\0", "").strip()
        if part.name == "id":
            upload.id = value
        elif part.name == "caption":
            upload.caption = value
        return
    name = _plain_name(part.filename)
    if len(upload.files) + len(upload.refused) >= MOST_FILES:
        raise UploadRefused("size")
    content = await _content(part, MAX_SIZE)
    if content is None:
        upload.refused.append((name, "size"))
        return
    try:
        upload.files.append(await edge.keep_file(content, name))
    except FileRefused as refusal:
        upload.refused.append((name, refusal.why))


async def _content(part: BodyPartReader, most: int) -> bytes | None:
    """The bytes of a part; None where they are more than `most`: then the rest is read and thrown away."""
    found = bytearray()
    size = 0
    while chunk := await part.read_chunk(64 * 1024):
        size += len(chunk)
        if size <= most:
            found += chunk
        elif size > LARGEST_REQUEST:
            raise UploadRefused("size")
        else:
            found.clear()
    return bytes(found) if size <= most else None


def _plain_name(name: str) -> str:
    """A file name without folders and without signs that show nothing."""
    last = re.split(r"[\\/]", name)[-1]
    return "".join(sign for sign in last if sign.isprintable()).strip()[:200] or "tep"
