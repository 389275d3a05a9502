"""An event of an official account as what it says. Nothing here knows a network.

The signature is a plain SHA-256 over the raw body with the key of the console's webhook page, checked before anything
is parsed: the two parts of the body it needs are found in the bytes by pattern.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.channels.base import Refused, plain_text
from bot.channels.wire import LONGEST_ID, is_id, json_object, moment, part, whole
from store.messages import Incoming, Sent, Wanted

SIGNATURE = "X-ZEvent-Signature"
TIMESTAMP = "X-ZEvent-Timestamp"
PROBES = (b"", b"{}")
MOST_STAMPS = 4  # a body may name more than one timestamp; the one that was signed is among the first
_STAMP = re.compile(rb'"timestamp"\s*:\s*"?(\d{1,20})')
_APP = re.compile(rb'"app_id"\s*:\s*"?(\d{1,30})')
_BUTTON = re.compile(r"[0-9a-f]{32}\.\d{1,2}")
_NOT_TAKEN = {"user_send_video", "user_send_business_card", "user_send_location", "user_send_link"}


@dataclass(frozen=True, slots=True)
class Keys:
    """What tells real events of our account: app id, official account id, and the key of the webhook page."""

    app: str
    oa: str
    secret: str


@dataclass(frozen=True, slots=True)
class Elsewhere(Refused):
    """An event of another official account; one of the same app may be its."""

    oa: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of a person."""

    incoming: Incoming


@dataclass(frozen=True, slots=True)
class Tapped:
    """Somebody tapped the chat icon: nothing is said, but they may be written to for a while again."""

    user: str


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody does not follow any more: we may not write to them."""

    user: str


@dataclass(frozen=True, slots=True)
class Echo:
    """What the account itself said: by our call, or typed by a human in the console (`human`)."""

    user: str
    message: str | None
    text: str
    human: bool


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message of ours has reached its phone."""

    user: str
    message: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody filled in the form that asks for a telephone number; also a sign of life."""

    user: str
    phone: str


Event = Heard | Tapped | Left | Echo | Arrived | Contact


def read(headers: Mapping[str, str], body: bytes, *, account: int, keys: Keys) -> Event | Refused:
    """A webhook request as what it says. The console's unsigned probe gets 200 and nothing else."""
    if body.strip() in PROBES:
        return Refused(200, "probe")
    why = _forged(headers, body, keys)
    if why is not None:
        return Refused(403, why)
    event = json_object(body)
    if event is None or not isinstance(event.get("event_name"), str):
        return Refused(400, "no event")
    if headers.get("X-ZEvent-Server") == "ZNS":
        return Refused(200, "about a template sent by telephone number")
    return _event(event["event_name"], event, account, keys)


def _forged(headers: Mapping[str, str], body: bytes, keys: Keys) -> str | None:
    """Which check failed; None for what the platform signed."""
    given = headers.get(SIGNATURE, "").strip().removeprefix("mac=").lower()
    if not given:
        return "no signature"
    app = _APP.search(body)
    if app is not None and app[1].decode() != keys.app:
        return "another app id"
    stamps = [*_STAMP.findall(body)[:MOST_STAMPS], headers.get(TIMESTAMP, "").encode(errors="surrogateescape")]
    found = False
    for stamp in filter(None, stamps):
        mac = hashlib.sha256(keys.app.encode() + body + stamp + keys.secret.encode()).hexdigest()
        found |= hmac.compare_digest(mac.encode(), given.encode(errors="surrogateescape"))
    if found:
        return None
    return "signature" if any(stamps) else "no timestamp"


def _event(name: str, event: dict[str, Any], account: int, keys: Keys) -> Event | Refused:
    if name in ("follow", "unfollow"):
        user, oa = part(event, "follower", "id"), event.get("oa_id")
    elif name.startswith("oa_") or name == "user_received_message":
        user, oa = part(event, "recipient", "id"), part(event, "sender", "id")
    else:
        user, oa = part(event, "sender", "id"), part(event, "recipient", "id")
    if name == "user_click_chatnow":
        user, oa = event.get("user_id"), event.get("oa_id")
    if not is_id(user):
        return Refused(200, "nobody we know of")
    if is_id(oa) and oa != keys.oa:
        return Elsewhere(200, "another official account", oa)
    if name == "user_click_chatnow":
        return Tapped(user)
    if name == "unfollow":
        return Left(user)
    if name == "user_received_message":
        id = part(event, "message", "msg_id")
        return Arrived(user, id) if is_id(id) else Refused(200, "no message")
    if name.startswith("oa_send_"):
        return _echo(user, event)
    incoming = _sender(name, user, event, account)
    if name == "follow":
        return Heard(replace(incoming, text="chào"))
    if name == "user_submit_info":
        phone = plain_text(str(part(event, "info", "phone") or ""))
        return Contact(user, phone[:20])
    return _said(name, event, incoming)


def _sender(name: str, user: str, event: dict[str, Any], account: int) -> Incoming:
    id, stamp = part(event, "message", "msg_id"), event.get("timestamp")
    key = f"{name}:{id}" if is_id(id) else f"{name}:{user}:{plain_text(str(stamp))}"
    quote = part(event, "message", "quote_msg_id")
    return Incoming(
        account=account,
        user=user,
        key=key[: 3 * LONGEST_ID],
        quote=quote if is_id(quote) else None,
        sent_at=moment(stamp),
    )


def _said(name: str, event: dict[str, Any], incoming: Incoming) -> Event | Refused:
    text = plain_text(part(event, "message", "text"))
    if name == "user_send_text":
        if not text:
            return Refused(200, "an empty text")
        if _BUTTON.fullmatch(text):
            return Heard(replace(incoming, kind=Sent.BUTTON, button=text))
        return Heard(replace(incoming, text=text))
    if name in ("user_send_image", "user_send_gif", "user_send_file"):
        wanted = _files(event)
        if not wanted:
            return Heard(replace(incoming, kind=Sent.FILE, text=text, refused=(("gửi kèm", "fetch"),)))
        return Heard(replace(incoming, kind=Sent.FILE, text=text, wanted=wanted))
    if name == "user_send_audio":
        return Heard(replace(incoming, kind=Sent.VOICE))
    if name == "user_send_sticker":
        return Heard(replace(incoming, kind=Sent.STICKER))
    if name in _NOT_TAKEN:
        if text:
            return Heard(replace(incoming, text=text))
        return Heard(replace(incoming, kind=Sent.FILE, refused=(("gửi kèm", "channel"),)))
    return Refused(200, "an event that says nothing to us")


def _files(event: dict[str, Any]) -> tuple[Wanted, ...]:
    found = part(event, "message", "attachments")
    wanted = []
    for one in found if isinstance(found, list) else []:
        content = part(one, "payload")
        url = part(content, "url") or part(content, "thumbnail")
        if isinstance(url, str) and url.startswith(("https://", "http://")):
            name = plain_text(part(content, "name"))[:LONGEST_ID] or "ảnh"
            wanted.append(Wanted(url, name, whole(part(content, "size"))))
    return tuple(wanted)


def _echo(user: str, event: dict[str, Any]) -> Echo:
    id = part(event, "message", "msg_id")
    human = part(event, "sender", "admin_id")
    return Echo(user, id if is_id(id) else None, plain_text(part(event, "message", "text")), bool(human))
