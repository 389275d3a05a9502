"""Updates as the Bot API sends them, and the messages they are."""

import json
from typing import Any

import pytest

from bot.channels.base import Refused
from bot.channels.telegram.read import HEADER, Heard, read
from store.messages import Incoming, Sent, Wanted

SECRET = "a-secret-of-the-tests"
WHO = {"id": 5012345678, "is_bot": False, "first_name": "Lan", "last_name": "Trần", "language_code": "vi"}
PRIVATE = {"id": 5012345678, "first_name": "Lan", "type": "private"}
GROUP = {"id": -1001234567890, "title": "Tổ công nghệ số xã", "type": "supergroup"}
BOT = {"id": 1, "is_bot": True, "first_name": "Sổ Thôn", "username": "so_thon_bot"}


def _read(update: object, secret: str = SECRET) -> Heard | Refused:
    body = update if isinstance(update, bytes) else json.dumps(update).encode()
    return read({HEADER: secret}, body, account=7, secret=SECRET, me="so_thon_bot")


def _message(**content: Any) -> dict[str, Any]:
    return {
        "update_id": 81,
        "message": {"message_id": 12, "from": WHO, "chat": PRIVATE, "date": 1_687_660_800, **content},
    }


def _heard(update: object) -> Incoming:
    found = _read(update)
    assert isinstance(found, Heard), found
    return found.incoming


def test_text__with_sender_key_and_time() -> None:
    said = _heard(_message(text="412 người"))
    assert (said.user, said.key, said.text, said.name) == ("5012345678", "81", "412 người", "Lan Trần")
    assert said.account == 7 and said.kind is Sent.TEXT and said.group is None and said.addressed
    assert said.sent_at is not None and said.sent_at.isoformat() == "2023-06-25T02:40:00+00:00"


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("/start QT-ABC234", Sent.ENTER, "QT-ABC234"),
        ("/start@so_thon_bot ABC234", Sent.ENTER, "ABC234"),
        ("/start", Sent.TEXT, "chào"),
        ("/han", Sent.TEXT, "hạn"),
        ("/TinhHinh", Sent.TEXT, "tình hình sao rồi"),
        ("/tinhhinh thôn 3", Sent.TEXT, "tình hình sao rồi thôn 3"),
        ("/khongco", Sent.TEXT, "/khongco"),
        ("3/4", Sent.TEXT, "3/4"),
    ],
)
def test_commands__are_read_as_the_words_they_stand_for(typed: str, kind: Sent, text: str) -> None:
    said = _heard(_message(text=typed))
    assert (said.kind, said.text) == (kind, text)


def test_photo__the_largest_size_is_wanted_with_its_caption() -> None:
    sizes = [
        {"file_id": "odd", "file_size": [1]},
        {"file_id": "small", "file_size": 900},
        {"file_id": "large", "file_size": 90_000},
        {"file_id": "mid"},
    ]
    found = _read(_message(photo=sizes, caption="minh chứng vneid"))
    assert isinstance(found, Heard)
    assert found.incoming.wanted == (Wanted("large", "ảnh", 90_000),)
    assert (found.incoming.kind, found.incoming.text) == (Sent.FILE, "minh chứng vneid")


def test_document__keeps_its_name() -> None:
    document = {"file_id": "d1", "file_name": "danh sách.pdf", "mime_type": "application/pdf", "file_size": 12}
    found = _read(_message(document=document))
    assert isinstance(found, Heard) and found.incoming.wanted == (Wanted("d1", "danh sách.pdf", 12),)


@pytest.mark.parametrize(
    ("content", "kind", "refused"),
    [
        ({"sticker": {"file_id": "s"}}, Sent.STICKER, ()),
        ({"voice": {"file_id": "v", "duration": 3}}, Sent.VOICE, ()),
        ({"video": {"file_id": "v"}}, Sent.FILE, (("gửi kèm", "channel"),)),
        ({"location": {"latitude": 20.0, "longitude": 105.8}}, Sent.FILE, (("gửi kèm", "channel"),)),
        ({"photo": [{"width": 9}]}, Sent.FILE, (("ảnh", "fetch"),)),
    ],
)
def test_other_things__are_named_never_dropped(content: dict[str, Any], kind: Sent, refused: tuple[Any, ...]) -> None:
    said = _heard(_message(**content))
    assert (said.kind, said.refused) == (kind, refused)


def test_press__carries_the_data_and_what_must_be_answered() -> None:
    press = {
        "update_id": 82,
        "callback_query": {
            "id": "4382", "from": WHO, "chat_instance": "1", "data": "ab12.0",
            "message": {"message_id": 13, "chat": PRIVATE, "date": 1, "from": BOT},
        },
    }  # fmt: skip
    found = _read(press)
    assert isinstance(found, Heard) and found.callback == "4382"
    assert (found.incoming.kind, found.incoming.button, found.incoming.user) == (Sent.BUTTON, "ab12.0", "5012345678")


def test_quote__names_the_chat_too() -> None:
    said = _heard(_message(text="421", reply_to_message={"message_id": 9, "chat": PRIVATE, "from": BOT}))
    assert said.quote == "5012345678:9"


@pytest.mark.parametrize(
    ("content", "addressed", "text"),
    [
        ({"text": "mai họp lúc 8h nhé cả nhà"}, False, "mai họp lúc 8h nhé cả nhà"),
        ({"text": "@so_thon_bot vneid 380"}, True, "vneid 380"),
        ({"text": "@So_Thon_Bot, vneid 380"}, True, "vneid 380"),
        ({"text": "/han@so_thon_bot"}, True, "hạn"),
        ({"text": "/han@another_bot"}, False, "hạn"),
        ({"text": "380", "reply_to_message": {"message_id": 5, "from": BOT, "chat": GROUP}}, True, "380"),
        ({"text": "380", "reply_to_message": {"message_id": 5, "from": WHO, "chat": GROUP}}, False, "380"),
    ],
)
def test_group__speaks_only_when_spoken_to(content: dict[str, Any], addressed: bool, text: str) -> None:
    said = _heard(_message(chat=GROUP, **content))
    assert (said.group, said.addressed, said.text) == ("-1001234567890", addressed, text)
    assert said.user == "5012345678"


def test_blocked_and_back() -> None:
    def member(status: str) -> dict[str, Any]:
        return {
            "update_id": 90,
            "my_chat_member": {"chat": PRIVATE, "from": WHO, "date": 1, "new_chat_member": {"status": status}},
        }

    stopped, back = _read(member("kicked")), _read(member("member"))
    assert isinstance(stopped, Heard) and stopped.blocked is True
    assert isinstance(back, Heard) and back.blocked is False


@pytest.mark.parametrize(
    ("update", "status"),
    [
        (b"{", 400),
        (b"[" * 5000, 400),
        (b"[]", 400),
        ({"message": {}}, 400),
        ({"update_id": "81"}, 400),
        ({"update_id": True, "message": {}}, 400),
        ({"update_id": 1, "message": {"text": "x"}}, 400),
        ({"update_id": 1, "message": {"from": {"id": "5"}, "chat": PRIVATE, "text": "x"}}, 400),
        ({"update_id": 1, "message": {"from": WHO, "chat": {"id": None}, "text": "x"}}, 400),
        ({"update_id": 1, "message": {"from": BOT, "chat": PRIVATE, "text": "x"}}, 200),
        ({"update_id": 1, "channel_post": {"text": "x"}}, 200),
        ({"update_id": 1, "message": {"from": WHO, "chat": {"id": -5, "type": "channel"}, "text": "x"}}, 200),
        ({"update_id": 1, "message": {"from": WHO, "chat": PRIVATE, "date": 1, "new_chat_title": "x"}}, 200),
    ],
)
def test_what_is_no_message__is_refused_once(update: object, status: int) -> None:
    found = _read(update)
    assert isinstance(found, Refused) and found.status == status


def test_secret__is_compared_before_anything_is_parsed() -> None:
    for given in ("", "another", SECRET + "x", "ạ"):
        found = _read(b"not even JSON", given)
        assert isinstance(found, Refused) and found.status == 403


def test_text__a_database_cannot_hold_is_made_whole() -> None:
    said = _heard(
        b'{"update_id":1,"message":{"from":{"id":5},"chat":{"id":5,"type":"private"},"text":"4\\u00001\\ud8002"}}'
    )
    assert said.text == "41?2"
