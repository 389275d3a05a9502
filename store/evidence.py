"""Questions about evidence and difficulties; the files lie on disk under the hash of their content."""

import hashlib
import os
import re
import secrets
import zipfile
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from sqlalchemy import bindparam, insert, select, update

from store.messages import Attachment
from store.opened import too_large
from store.query import Query
from store.session import Db
from store.tables import DifficultyRow, EvidenceRow

EVIDENCE = EvidenceRow.__table__  # type: ignore[attr-defined]
DIFFICULTY = DifficultyRow.__table__  # type: ignore[attr-defined]

MAX_SIZE = 20 * 1024 * 1024
_OFFICE = {
    "word/": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xl/": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


class FileRefused(Exception):
    """The file is not kept. `why` is one word for the sentence: empty, size, type, broken, vast."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Evidence:
    """Minh chứng: a file, and the answer it hangs on (None while nobody has said which)."""

    id: int
    token: str
    campaign: int | None
    unit: int | None
    indicator: str | None
    sha256: str
    name: str
    mime: str
    size: int
    person: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Difficulty:
    """Khó khăn, vướng mắc of a unit with one indicator, or with the whole round (indicator None)."""

    id: int
    campaign: int
    unit: int
    indicator: str | None
    text: str
    person: int | None
    at: datetime


_COLUMNS = tuple(
    EVIDENCE.c[name]
    for name in ("id", "token", "campaign", "unit", "indicator", "sha256", "name", "mime", "size", "person", "at")
)
_ADD = Query(
    insert(EVIDENCE)
    .values(
        {
            name: bindparam(name)
            for name in (
                "token",
                "campaign",
                "unit",
                "indicator",
                "revision",
                "sha256",
                "name",
                "mime",
                "size",
                "caption",
                "person",
                "message",
                "at",
            )
        }
    )
    .returning(EVIDENCE.c.id)
)
_TIE = Query(
    update(EVIDENCE)
    .where(EVIDENCE.c.id == bindparam("b_id"))
    .values(
        campaign=bindparam("b_campaign"),
        unit=bindparam("b_unit"),
        indicator=bindparam("b_indicator"),
        revision=bindparam("b_revision"),
    )
)
_REMOVE = Query(
    update(EVIDENCE)
    .where(EVIDENCE.c.id == bindparam("b_id"), EVIDENCE.c.removed_at.is_(None))
    .values(removed_at=bindparam("b_at"))
)
_BY_ID = Query(select(*_COLUMNS).where(EVIDENCE.c.id == bindparam("id"), EVIDENCE.c.removed_at.is_(None)))
_OF_CAMPAIGN = Query(
    select(*_COLUMNS)
    .where(EVIDENCE.c.campaign == bindparam("campaign"), EVIDENCE.c.removed_at.is_(None))
    .order_by(EVIDENCE.c.id)
)
_UNPLACED = Query(
    select(*_COLUMNS)
    .where(EVIDENCE.c.person == bindparam("person"), EVIDENCE.c.campaign.is_(None), EVIDENCE.c.removed_at.is_(None))
    .order_by(EVIDENCE.c.id)
)
_BY_TOKEN = Query(select(*_COLUMNS).where(EVIDENCE.c.token == bindparam("token"), EVIDENCE.c.removed_at.is_(None)))
_ADD_DIFFICULTY = Query(
    insert(DIFFICULTY)
    .values({name: bindparam(name) for name in ("campaign", "unit", "indicator", "revision", "text", "person", "at")})
    .returning(DIFFICULTY.c.id)
)
_DIFFICULTIES = Query(
    select(
        DIFFICULTY.c.id,
        DIFFICULTY.c.campaign,
        DIFFICULTY.c.unit,
        DIFFICULTY.c.indicator,
        DIFFICULTY.c.text,
        DIFFICULTY.c.person,
        DIFFICULTY.c.at,
    )
    .where(DIFFICULTY.c.campaign == bindparam("campaign"))
    .order_by(DIFFICULTY.c.id)
)


def kind_of(content: bytes) -> tuple[str, str] | None:
    """What a file is by its content: (ending, mime); None if it is none of the kinds that are kept."""
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg", "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png", "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp", "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"}:
        return "heic", "image/heic"
    if content.startswith(b"%PDF-"):
        return "pdf", "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    return None


def _office_kind(content: bytes) -> tuple[str, str] | None:
    try:
        names = zipfile.ZipFile(BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError):
        return None
    for folder, kind in _OFFICE.items():
        if any(name.startswith(folder) for name in names):
            return kind
    return None


_PARTS = {
    "jpg": re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]..\x08.*\xff\xda.*\xff\xd9", re.DOTALL),
    "png": re.compile(rb".{8}\0\0\0\rIHDR.*IDAT.*IEND", re.DOTALL),
    "pdf": re.compile(rb"%PDF-.*%%EOF", re.DOTALL),
}


def whole(content: bytes, ending: str) -> bool:
    """Whether a file has the parts its kind cannot be shown without: a head, a body, an end. Kinds not known here pass.

    Looks at no picture: it finds files cut off on their way or made of something else, which nobody could open later.
    """
    if ending == "webp":
        return int.from_bytes(content[4:8], "little") + 8 <= len(content)
    parts = _PARTS.get(ending)
    return parts is None or parts.search(content) is not None


def keep_file(data: Path, content: bytes, name: str) -> Attachment:
    """Put a file on disk under its hash, safely: temporary name, fsync, rename. Raises FileRefused, OSError."""
    if not content:
        raise FileRefused("empty")
    if len(content) > MAX_SIZE:
        raise FileRefused("size")
    kind = kind_of(content)
    if kind is None:
        raise FileRefused("type")
    if not whole(content, kind[0]):
        raise FileRefused("broken")
    if too_large(content, kind[0]):
        raise FileRefused("vast")
    digest = hashlib.sha256(content).hexdigest()
    path = file_path(data, digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{digest}.{secrets.token_hex(8)}")
        try:
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.rename(path)
        except OSError:
            temporary.unlink(missing_ok=True)  # half a file on a full disk is room nobody gets back
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return Attachment(digest, name[:200] or f"{digest[:8]}.{kind[0]}", kind[1], len(content))


def file_path(data: Path, sha256: str) -> Path:
    """Where a file with this hash lies."""
    return data / "evidence" / sha256[:2] / sha256[2:4] / sha256


def add_evidence(
    db: Db,
    file: Attachment,
    *,
    at: datetime,
    campaign: int | None,
    unit: int | None,
    indicator: str | None,
    revision: int | None,
    caption: str,
    person: int | None,
    message: int | None,
) -> int:
    """Hang a file on an answer (or on nothing yet); its id."""
    id = db.add(
        _ADD,
        token=secrets.token_hex(16),
        campaign=campaign,
        unit=unit,
        indicator=indicator,
        revision=revision,
        sha256=file.sha256,
        name=file.name,
        mime=file.mime,
        size=file.size,
        caption=caption,
        person=person,
        message=message,
        at=at,
    )
    assert id is not None
    return id


def tie_evidence(db: Db, id: int, campaign: int, unit: int, indicator: str, revision: int | None) -> None:
    """ "Ảnh đó là của …": hang a file on another answer."""
    db.run(_TIE, b_id=id, b_campaign=campaign, b_unit=unit, b_indicator=indicator, b_revision=revision)


def remove_evidence(db: Db, id: int, at: datetime) -> bool:
    """Take a file off whatever it hung on; False where it hung on nothing any more."""
    return db.run(_REMOVE, b_id=id, b_at=at) > 0


def evidence_of(db: Db, campaign: int) -> list[Evidence]:
    """Everything hung on the answers of a campaign, oldest first."""
    return [Evidence(*row) for row in db.all(_OF_CAMPAIGN, campaign=campaign)]


def unplaced(db: Db, person: int) -> list[Evidence]:
    """Files of a person of which nobody has said yet what they show."""
    return [Evidence(*row) for row in db.all(_UNPLACED, person=person)]


def evidence(db: Db, id: int) -> Evidence | None:
    """A file by its id, unless it has been taken back."""
    row = db.first(_BY_ID, id=id)
    return Evidence(*row) if row is not None else None


def evidence_by_token(db: Db, token: str) -> Evidence | None:
    """The file behind a link."""
    row = db.first(_BY_TOKEN, token=token)
    return None if row is None else Evidence(*row)


def add_difficulty(
    db: Db,
    campaign: int,
    unit: int,
    indicator: str | None,
    revision: int | None,
    text: str,
    person: int | None,
    at: datetime,
) -> None:
    """Write down what stood in the way."""
    db.add(
        _ADD_DIFFICULTY,
        campaign=campaign,
        unit=unit,
        indicator=indicator,
        revision=revision,
        text=text,
        person=person,
        at=at,
    )


def difficulties(db: Db, campaign: int) -> list[Difficulty]:
    """Every difficulty told in a campaign, oldest first."""
    return [Difficulty(*row) for row in db.all(_DIFFICULTIES, campaign=campaign)]
