"""An update of the Bot API as a message. Nothing here knows a network."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.base import Refused, plain_text
from bot.channels.telegram.words import COMMANDS
from store.messages import Incoming, Sent, Wanted

HEADER = "X-Telegram-Bot-Api-Secret-Token"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_SECOND = 253_402_300_799
# What people can send and we cannot take: it is named to them, as "gửi kèm" (the thing attached).
_NOT_TAKEN = (
    "video", "audio", "animation", "video_note", "location", "venue", "contact", "poll", "dice", "story",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """What an update brings: a message, a press to be answered, or that somebody blocked us.

    `callback` is the id of a press: the app turns its little wheel until that is answered. `blocked` is set by an
    update that says a person stopped the bot (True) or took it back (False); there is no message then.
    """

    incoming: Incoming
    callback: str | None = None
    blocked: bool | None = None


def read(headers: Mapping[str, str], body: bytes, *, account: int, secret: str, me: str = "") -> Heard | Refused:
    """A webhook request as a message. Nothing is parsed before the secret is compared.

    `me` is the bot's user name without "@", empty as long as the platform could not be asked for it.
    """
    given = headers.get(HEADER, "")
    if not hmac.compare_digest(given.encode(errors="surrogateescape"), secret.encode()):
        return Refused(403, "secret")
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return Refused(400, "not JSON")
    return heard(update, account=account, me=me)


def heard(update: object, *, account: int, me: str = "") -> Heard | Refused:
    """One update, from a webhook or from polling."""
    if not isinstance(update, dict) or not _is_number(update.get("update_id")):
        return Refused(400, "no update id")
    key = str(update["update_id"])
    if isinstance(press := update.get("callback_query"), dict):
        return _pressed(press, key, account)
    if isinstance(message := update.get("message"), dict):
        return _message(message, key, account, me)
    if isinstance(message := update.get("edited_message"), dict):
        return _edited(_message(message, key, account, me))
    if isinstance(member := update.get("my_chat_member"), dict):
        return _member(member, key, account)
    return Refused(200, "not a message we know")


def _sender(who: object, key: str, account: int) -> Incoming | Refused:
    if not isinstance(who, dict) or not _is_number(who.get("id")):
        return Refused(400, "no sender")
    if who.get("is_bot") is True:
        return Refused(200, "a bot")
    names = [plain_text(who.get(part)) for part in ("first_name", "last_name")]
    return Incoming(account, str(who["id"]), key, name=" ".join(filter(None, names))[:200])


def _pressed(press: dict[str, Any], key: str, account: int) -> Heard | Refused:
    sender = _sender(press.get("from"), key, account)
    if isinstance(sender, Refused):
        return sender
    id = press.get("id")
    chat = _chat(press.get("message"))
    return Heard(
        replace(sender, kind=Sent.BUTTON, button=plain_text(press.get("data")), group=_group(chat)),
        callback=id if isinstance(id, str) else None,
    )


def _member(member: dict[str, Any], key: str, account: int) -> Heard | Refused:
    sender = _sender(member.get("from"), key, account)
    chat, state = member.get("chat"), member.get("new_chat_member")
    if isinstance(sender, Refused):
        return sender
    if not isinstance(chat, dict) or chat.get("type") != "private" or not isinstance(state, dict):
        return Refused(200, "a change in a group")
    return Heard(sender, blocked=state.get("status") in ("kicked", "left"))


def _message(message: dict[str, Any], key: str, account: int, me: str) -> Heard | Refused:
    sender = _sender(message.get("from"), key, account)
    chat = _chat(message)
    if isinstance(sender, Refused):
        return sender
    if chat is None:
        return Refused(400, "no chat")
    if chat.get("type") not in ("private", "group", "supergroup"):
        return Refused(200, "a channel")
    quoted = message.get("reply_to_message")
    said = plain_text(message.get("text")) or plain_text(message.get("caption"))
    group = _group(chat)
    incoming = replace(
        sender,
        text=_without_name(said, me),
        quote=_quote(quoted, chat),
        group=group,
        addressed=group is None or _addressed(said, quoted, me),
        sent_at=_time(message.get("edit_date") or message.get("date")),
        id=platform_id(chat["id"], message["message_id"]) if _is_number(message.get("message_id")) else None,
    )
    return _content(message, incoming)


def _edited(heard: Heard | Refused) -> Heard | Refused:
    """A message whose words were changed; its photo or document was taken when it came first."""
    if isinstance(heard, Refused) or not heard.incoming.text:
        return heard if isinstance(heard, Refused) else Refused(200, "nothing was written")
    changed = heard.incoming
    return Heard(replace(changed, kind=Sent.TEXT, wanted=(), refused=(), edits=changed.id, id=None))


def _content(message: dict[str, Any], incoming: Incoming) -> Heard | Refused:
    if message.get("text"):
        return Heard(_command(incoming))
    if isinstance(sizes := message.get("photo"), list) and sizes:
        found = _wanted(max(filter(_is_file, sizes), key=_size, default=None), "ảnh")
    elif isinstance(document := message.get("document"), dict):
        found = _wanted(document, plain_text(document.get("file_name")) or "tệp")
    elif "sticker" in message:
        return Heard(replace(incoming, kind=Sent.STICKER))
    elif "voice" in message:
        return Heard(replace(incoming, kind=Sent.VOICE))
    elif any(name in message for name in _NOT_TAKEN):
        return Heard(replace(incoming, kind=Sent.FILE, refused=(("gửi kèm", "channel"),)))
    else:
        return Refused(200, "a service message")
    if found is None:
        return Heard(replace(incoming, kind=Sent.FILE, refused=(("ảnh", "fetch"),)))
    return Heard(replace(incoming, kind=Sent.FILE, wanted=(found,)))


def _command(incoming: Incoming) -> Incoming:
    """A slash command as the words it stands for; "/start CODE" is somebody coming in by an invite link."""
    if not incoming.text.startswith("/"):
        return incoming
    head, _, rest = incoming.text[1:].partition(" ")
    name = head.partition("@")[0].lower()
    if name == "start":
        return replace(incoming, kind=Sent.ENTER, text=rest.strip()) if rest.strip() else replace(incoming, text="chào")
    words = next((command.says for command in COMMANDS if command.name == name), None)
    return incoming if words is None else replace(incoming, text=f"{words} {rest}".strip())


def _chat(message: object) -> dict[str, Any] | None:
    chat = message.get("chat") if isinstance(message, dict) else None
    return chat if isinstance(chat, dict) and _is_number(chat.get("id")) else None


def _group(chat: dict[str, Any] | None) -> str | None:
    return str(chat["id"]) if chat is not None and chat.get("type") in ("group", "supergroup") else None


def _quote(quoted: object, chat: dict[str, Any]) -> str | None:
    """Message ids are counted per chat, so the chat is part of the id we keep."""
    if not isinstance(quoted, dict) or not _is_number(quoted.get("message_id")):
        return None
    return platform_id(chat["id"], quoted["message_id"])


def platform_id(chat: int | str, message: int) -> str:
    """How a message of ours is known again: the ids of the platform are unique only within a chat."""
    return f"{chat}:{message}"


def _addressed(said: str, quoted: object, me: str) -> bool:
    """In a group the bot is spoken to by its name, by a command, or by an answer to what it said."""
    if said.startswith("/"):
        target = said.split()[0].partition("@")[2]
        return not target or target.lower() == me.lower()
    if me and f"@{me}".lower() in said.lower():
        return True
    author = quoted.get("from") if isinstance(quoted, dict) else None
    return isinstance(author, dict) and author.get("is_bot") is True and author.get("username") in {me, None}


def _without_name(said: str, me: str) -> str:
    if not me:
        return said
    at = said.lower().find(f"@{me}".lower())
    if at < 0 or said.startswith("/"):
        return said
    return (said[:at] + said[at + len(me) + 1 :]).strip(" ,:")


def _is_file(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("file_id"), str)


def _size(file: dict[str, Any]) -> int:
    """Bytes, 0 where it does not say."""
    size = file.get("file_size")
    return size if isinstance(size, int) else 0


def _wanted(file: dict[str, Any] | None, name: str) -> Wanted | None:
    if file is None or not _is_file(file):
        return None
    size = file.get("file_size")
    return Wanted(file["file_id"], name[:200], size if _is_number(size) else None)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _time(value: object) -> datetime | None:
    if not isinstance(value, int) or not 0 < value <= _LAST_SECOND:
        return None
    return _EPOCH + timedelta(seconds=value)
