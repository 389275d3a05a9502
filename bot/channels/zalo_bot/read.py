"""An update of the Zalo Bot Platform as a message. Nothing here knows a network.

Wire format as published for version 2.5.0 and as seen in traffic: a body may be flat or wrapped in `{"ok", "result"}`,
a picture's address may be called `photo` or `photo_url`.
"""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.channels.base import Refused, plain_text
from bot.channels.wire import LONGEST_ID, is_id, json_object, moment, part
from store.messages import Incoming, Sent, Wanted

HEADER = "X-Bot-Api-Secret-Token"
_TEXTS = ("message.text.received", "message.link.received")


def read(
    headers: Mapping[str, str], body: bytes, *, account: int, secret: str, names: Sequence[str] = ()
) -> Incoming | Refused:
    """A webhook request as a message. Nothing is parsed before the secret is compared; an empty probe gets 200.

    `names` is what the bot is called: a group speaks to it by one of them.
    """
    if not body:
        return Refused(200, "probe")
    given = headers.get(HEADER, "")
    if not hmac.compare_digest(given.encode(errors="surrogateescape"), secret.encode()):
        return Refused(403, "secret")
    update = json_object(body)
    if update is None:
        return Refused(400, "not JSON")
    return heard(update, account=account, names=names)


def heard(update: object, *, account: int, names: Sequence[str] = ()) -> Incoming | Refused:
    """One update, from a webhook or from polling; flat or wrapped."""
    if isinstance(update, dict) and isinstance(update.get("result"), dict):
        update = update["result"]
    if not isinstance(update, dict) or not isinstance(update.get("event_name"), str):
        return Refused(400, "no event")
    message = update.get("message")
    if not isinstance(message, dict):
        return Refused(400, "no message")
    return _message(update["event_name"], message, account, names)


def _message(event: str, message: dict[str, Any], account: int, names: Sequence[str]) -> Incoming | Refused:
    id, user, chat = message.get("message_id"), part(message, "from", "id"), part(message, "chat", "id")
    if not is_id(id) or not is_id(user):
        return Refused(400, "no id")
    if part(message, "from", "is_bot") is True:
        return Refused(200, "a bot")
    group = part(message, "chat", "chat_type") == "GROUP"
    if group and not is_id(chat):
        return Refused(400, "no chat")
    text = _without_name(plain_text(message.get("text")), names)
    incoming = Incoming(
        account=account,
        user=user,
        key=f"{event}:{id}"[: 2 * LONGEST_ID],
        name=plain_text(part(message, "from", "display_name"))[:LONGEST_ID],
        group=chat if group else None,
        sent_at=moment(message.get("date")),
        text=text if event in _TEXTS else "",
    )
    return _content(event, message, incoming, names)


def _content(event: str, message: dict[str, Any], incoming: Incoming, names: Sequence[str]) -> Incoming | Refused:
    """A group's messages reach us only where they speak to us, and then begin with our name."""
    if event in _TEXTS and incoming.text:
        return incoming
    if event == "message.image.received":
        caption = _without_name(plain_text(message.get("caption")), names)
        return _picture(message, replace(incoming, kind=Sent.FILE, text=caption))
    if event == "message.sticker.received":
        return replace(incoming, kind=Sent.STICKER)
    if event == "message.voice.received":
        return replace(incoming, kind=Sent.VOICE)
    if event == "message.unsupported.received":
        return replace(incoming, kind=Sent.FILE, refused=(("gửi kèm", "channel"),))
    return Refused(200, "not a message we know")


def _picture(message: dict[str, Any], incoming: Incoming) -> Incoming:
    """The address is called `photo_url` in traffic and `photo` in the documentation."""
    url = message.get("photo_url") or message.get("photo")
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        return replace(incoming, refused=(("ảnh", "fetch"),))
    return replace(incoming, wanted=(Wanted(url, "ảnh"),))


def _without_name(text: str, names: Sequence[str]) -> str:
    """A text without the mention it begins with; a text that is nothing but a mention is a greeting."""
    if not text.startswith("@"):
        return text
    for name in sorted(names, key=len, reverse=True):
        if name and text[1:].lower().startswith(name.lower()):
            return text[1 + len(name) :].strip(" ,:") or "chào"
    return text
