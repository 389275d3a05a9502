"""The JSON on the socket, both ways: bytes to values and values to JSON, without any network."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.channels.web import words
from store.history import Heard, Said
from store.messages import Incoming, Sent

LARGEST_FRAME = 64 * 1024  # bytes of one frame from the page
_CLIENT_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
_BUTTON = re.compile(r"[A-Za-z0-9_-]{8,64}\.\d{1,2}")
_CODE = re.compile(r"[A-Za-z0-9]{1,32}")


class FrameRefused(Exception):
    """A frame that means nothing; the message is the sentence for the person. `id` is the frame's, where it had one."""

    def __init__(self, sentence: str, id: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.id = id


@dataclass(frozen=True, slots=True)
class Frame:
    """What the page sends: a text, a press, an entry by an invite code, or how far it was read."""

    type: str
    id: str = ""
    text: str = ""
    button: str = ""
    upto: int = 0


def read_frame(raw: str | bytes) -> Frame:
    """One frame of the page. Raises FrameRefused."""
    if len(raw) > LARGEST_FRAME:
        raise FrameRefused(words.TOO_LARGE, _id_at_start(raw))
    try:
        given = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise FrameRefused(words.NOT_READ) from error
    if not isinstance(given, dict):
        raise FrameRefused(words.NOT_READ)
    type = given.get("type")
    if type == "seen":
        upto = given.get("upto")
        if not isinstance(upto, int) or isinstance(upto, bool) or not 0 <= upto < 2**62:
            raise FrameRefused(words.NOT_READ)
        return Frame("seen", upto=upto)
    id = given.get("id")
    if not isinstance(id, str) or not _CLIENT_ID.fullmatch(id):
        raise FrameRefused(words.NOT_READ)
    return _with_id(type, id, given)


def _with_id(type: object, id: str, given: Mapping[str, Any]) -> Frame:
    if type == "text":
        text = given.get("text")
        if not isinstance(text, str):
            raise FrameRefused(words.NOT_READ, id)
        # A lone surrogate cannot be kept as UTF-8; SQLite and PostgreSQL both refuse NUL in a text.
        text = text.encode("utf-8", "replace").decode().replace("\0", "").strip()
        if not text:
            raise FrameRefused(words.EMPTY, id)
        return Frame("text", id, text)
    if type == "press":
        button = given.get("button")
        if isinstance(button, str) and _BUTTON.fullmatch(button):
            return Frame("press", id, button=button)
    if type == "enter":
        code = given.get("code")
        if isinstance(code, str) and _CODE.fullmatch(code):
            return Frame("enter", id, code)
    raise FrameRefused(words.NOT_READ, id)


def _id_at_start(raw: str | bytes) -> str | None:
    head = raw[:200] if isinstance(raw, str) else raw[:200].decode("utf-8", "replace")
    found = re.search(r'"id"\s*:\s*"([A-Za-z0-9_.:-]{1,64})"', head)
    return found[1] if found else None


def incoming_of(frame: Frame, account: int, user: str) -> Incoming:
    """The message a frame is. The delivery key is the user and the page's own id: sent twice is taken once."""
    key = f"{user}:{frame.id}"
    if frame.type == "press":
        return Incoming(account, user, key, Sent.BUTTON, button=frame.button)
    if frame.type == "enter":
        return Incoming(account, user, key, Sent.ENTER, frame.text)
    return Incoming(account, user, key, Sent.TEXT, frame.text)


# --- to the page --------------------------------------------------------------------------------------------------


def message(id: int, token: str, recipe: Mapping[str, Any], at: datetime, *, past: bool, made: bool) -> dict[str, Any]:
    """A message of the bot. `made` says whether pictures and documents can be had."""
    buttons = [str(button["label"]) for button in recipe.get("buttons", ())]
    file = recipe.get("file")
    return {
        "type": "message",
        "id": id,
        "token": token,
        "text": str(recipe.get("text", "")),
        "buttons": buttons,
        "passing": bool(buttons) and all("wait" in button.get("does", {}) for button in recipe["buttons"]),
        "about_echo": bool(buttons) and _about_echo(recipe),
        "asks": recipe.get("asks") is not None,
        "numeric": _takes_digits(recipe),
        "figure": dict(recipe["figure"]) if recipe.get("figure") else None,
        "picture_url": f"/anh/{token}" if recipe.get("picture") and made else None,
        "file": {"name": str(file.get("name") or "Tải tệp"), "url": f"/tai/{token}"} if file and made else None,
        "at": moment(at),
        "past": past,
    }


def _takes_digits(recipe: Mapping[str, Any]) -> bool:
    """Whether a number is what is typed next: one is asked for, or one in doubt may be given anew."""
    return bool(recipe.get("numeric")) or any(
        button.get("does", {}).get("do") == "again" for button in recipe.get("buttons", ())
    )


def _about_echo(recipe: Mapping[str, Any]) -> bool:
    """Whether the buttons speak of what was just noted and not of the question that follows it in the same message."""
    asks = recipe.get("asks")
    if asks is None or "\n\n" not in str(recipe.get("text", "")):
        return False
    meant = [button.get("does", {}).get("question") for button in recipe["buttons"]]
    return all(question is not None and question != asks for question in meant)


def own(line: Heard) -> dict[str, Any] | None:
    """What the person said themselves, as their own bubble; None for what is no bubble (entering by a link)."""
    incoming = line.incoming
    if incoming.kind is Sent.ENTER:
        return None
    return {
        "type": "mine",
        "id": incoming.key.removeprefix(f"{incoming.user}:"),
        "text": line.label or "" if incoming.kind is Sent.BUTTON else incoming.text,
        "files": [
            {"name": file.name, "mime": file.mime, "size": file.size, "url": f"/da-gui/{line.id}/{number}"}
            for number, file in enumerate(incoming.files)
        ],
        "refused": [name for name, _ in incoming.refused],
        "at": moment(line.at),
        "past": True,
    }


def line(said: Said | Heard, *, made: bool) -> dict[str, Any] | None:
    """A line of the history as a frame."""
    if isinstance(said, Heard):
        return own(said)
    return message(said.id, said.token, said.recipe, said.at, past=True, made=made)


def problem(sentence: str, id: str | None = None, *, again: bool = False) -> dict[str, Any]:
    """One clear sentence about what could not be taken. `again`: the page may send the same once more, later."""
    return {"type": "problem", "text": sentence, "id": id, "again": again}


def moment(at: datetime) -> str:
    """A time as the page reads it."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def as_json(frame: Mapping[str, Any]) -> str:
    """A frame as it goes over the wire."""
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
