"""Updates as the Zalo Bot Platform sends them, in both shapes of each doubtful fact, and the messages they are."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.base import Refused
from bot.channels.zalo_bot.read import HEADER, heard, read
from store.messages import Incoming, Sent, Wanted

SECRET = "a-secret-of-the-tests"
NAMES = ("bot.VDKyGxQvc", "Bot Sổ Thôn")
WHO = {"id": "6ede9afa66b88fe6d6a9", "display_name": "Lê Thị Hoa", "is_bot": False}
PRIVATE = {"id": "6ede9afa66b88fe6d6a9", "chat_type": "PRIVATE"}
GROUP = {"id": "zgr-f8a7101d77709e2ec761", "chat_type": "GROUP"}


def _update(event: str = "message.text.received", /, **content: Any) -> dict[str, Any]:
    message = {"message_id": "2d758cb5e222177a4e35", "date": 1750316131602, "from": WHO, "chat": PRIVATE, **content}
    return {"event_name": event, "message": message}


def _read(update: object, secret: str = SECRET) -> Incoming | Refused:
    body = update if isinstance(update, bytes) else json.dumps(update).encode()
    return read({HEADER: secret}, body, account=7, secret=SECRET, names=NAMES)


def _said(update: object) -> Incoming:
    found = _read(update)
    assert isinstance(found, Incoming), found
    return found


@pytest.mark.parametrize("wrapped", [True, False])
def test_text__with_sender_key_and_time(wrapped: bool) -> None:
    update = _update(text="412", message_type="CHAT_MESSAGE")
    said = _said({"ok": True, "result": update} if wrapped else update)
    assert (said.account, said.user, said.name, said.text) == (7, WHO["id"], "Lê Thị Hoa", "412")
    assert said.key == "message.text.received:2d758cb5e222177a4e35" and said.group is None
    assert said.sent_at is not None and said.sent_at.isoformat() == "2025-06-19T06:55:31.602000+00:00"


@pytest.mark.parametrize("member", ["photo", "photo_url"])
def test_a_picture__under_either_name(member: str) -> None:
    url = "https://photo-stal-12.zdn.vn/a.jpg"
    said = _said(_update("message.image.received", **{member: url}, caption="minh chứng thôn 3"))
    assert (said.kind, said.text, said.wanted) == (Sent.FILE, "minh chứng thôn 3", (Wanted(url, "ảnh"),))


@pytest.mark.parametrize("url", [None, "", 7, "file:///etc/passwd", "zdn.vn/a.jpg"])
def test_a_picture_without_an_address__is_said_so(url: object) -> None:
    assert _said(_update("message.image.received", photo_url=url)).refused == (("ảnh", "fetch"),)


@pytest.mark.parametrize(
    ("event", "content", "kind"),
    [
        ("message.sticker.received", {"sticker": "s1", "url": "https://a"}, Sent.STICKER),
        ("message.voice.received", {"voice_url": "https://a.zdn.vn/v.aac"}, Sent.VOICE),
        ("message.unsupported.received", {}, Sent.FILE),
        ("message.link.received", {"text": "https://xa.vn"}, Sent.TEXT),
    ],
)
def test_other_kinds(event: str, content: dict[str, Any], kind: Sent) -> None:
    assert _said(_update(event, **content)).kind is kind


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("@Bot Sổ Thôn ngân hàng 385", "ngân hàng 385"),
        ("@bot sổ thôn, hạn khi nào", "hạn khi nào"),
        ("@bot.VDKyGxQvc 385", "385"),
        ("@Bot Sổ Thôn", "chào"),
        ("@Ai đó 385", "@Ai đó 385"),
        ("trả lời bot: 385", "trả lời bot: 385"),
    ],
)
def test_a_group_speaks_to_us_by_name(text: str, read_as: str) -> None:
    said = _said(_update(text=text, chat=GROUP))
    assert (said.group, said.user, said.text, said.addressed) == (GROUP["id"], WHO["id"], read_as, True)


@pytest.mark.parametrize(
    ("update", "status"),
    [
        (b"[[[", 400), (b"[]", 400), ({"ok": True}, 400), ({"event_name": "x"}, 400), ({"event_name": 1}, 400),
        (_update(text="4", message_id=12), 400), (_update(text="4", message_id=""), 400),
        (_update(text="4", **{"from": None}), 400), (_update(text="4", **{"from": {"id": 6}}), 400),
        (_update(text="4", chat={"chat_type": "GROUP"}), 400), (_update(text=""), 200), (_update(text=None), 200),
        (_update("message.reaction.received"), 200), (_update("brand.new.event", text="4"), 200),
        (_update(text="4", **{"from": {**WHO, "is_bot": True}}), 200),
    ],
)  # fmt: skip
def test_what_brings_no_message__gets_its_status(update: object, status: int) -> None:
    found = _read(update)
    assert isinstance(found, Refused) and found.status == status


@pytest.mark.parametrize("date", [None, "x", -5, 10**18, True, 1.5])
def test_a_date_that_is_none__costs_nothing(date: object) -> None:
    assert _said(_update(text="4", date=date)).sent_at is None


def test_the_secret__comes_before_everything() -> None:
    assert _read(b"", "guess") == Refused(200, "probe")
    for secret in ("", "guess", "é"):
        assert _read(_update(text="4"), secret) == Refused(403, "secret")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "chat_type", "is_bot"]), inner),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    event=st.sampled_from(["message.text.received", "message.image.received", "message.voice.received"]),
    message=st.dictionaries(
        st.sampled_from(["message_id", "from", "chat", "text", "date", "photo", "photo_url", "caption"]), _JSON
    ),
)
def test_whatever_the_members_hold__it_is_read_or_refused(event: str, message: dict[str, Any]) -> None:
    found = heard({"event_name": event, "message": message}, account=7, names=NAMES)
    assert isinstance(found, Incoming | Refused)
