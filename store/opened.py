"""How large a file becomes once it is opened: a picture's pixels by its header, an archive's bytes by its list.

A picture of one colour and a document of one letter pack so well that a small file may take all the memory of the phone
that shows it. Nothing is unpacked here: what a header says is what the one who opens the file makes room for.
"""

import re
import struct
import zipfile
from io import BytesIO

MOST_PIXELS = 120_000_000  # the largest camera of a phone makes 108 million
MOST_UNPACKED = 100 * 1024 * 1024
_HEIC_HEAD = 256 * 1024  # its sizes stand in the boxes before the picture
_NO_LENGTH = {0x01, *range(0xD0, 0xD9)}  # JPEG markers that stand alone
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def too_large(content: bytes, ending: str) -> bool:
    """Whether opening a file of this kind would take more than any honest one does."""
    if ending in {"docx", "xlsx"}:
        return _unpacked(content) > MOST_UNPACKED
    measure = _MEASURES.get(ending)
    try:
        width, height = measure(content) if measure is not None else (0, 0)
    except (struct.error, IndexError):  # the header is cut off: no size to fear
        return False
    return width * height > MOST_PIXELS


def _unpacked(content: bytes) -> int:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return sum(part.file_size for part in parts.infolist())


def _png(content: bytes) -> tuple[int, int]:
    return struct.unpack_from(">II", content, 16)


def _jpg(content: bytes) -> tuple[int, int]:
    """The frame of the picture itself: walked to from segment to segment, past the small one some cameras put first."""
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # a byte of filling
            at += 1
        elif marker in _NO_LENGTH:
            at += 2
        elif marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return 0, 0


def _webp(content: bytes) -> tuple[int, int]:
    match content[12:16]:
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", content, 26)
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8X":
            return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
        case b"VP8L":
            bits = int.from_bytes(content[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return 0, 0


def _heic(content: bytes) -> tuple[int, int]:
    sizes = re.findall(rb"ispe.{4}(.{4})(.{4})", content[:_HEIC_HEAD], re.DOTALL)
    pairs = [(int.from_bytes(width, "big"), int.from_bytes(height, "big")) for width, height in sizes]
    return max(pairs, key=lambda pair: pair[0] * pair[1], default=(0, 0))


_MEASURES = {"png": _png, "jpg": _jpg, "webp": _webp, "heic": _heic}
