"""Events as the official account posts them, and what they say: real shapes, and both answers of each doubtful fact."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.base import Refused
from bot.channels.zalo_oa.client import proof
from bot.channels.zalo_oa.read import Arrived, Contact, Echo, Elsewhere, Event, Heard, Keys, Left, read
from store.messages import Incoming, Sent, Wanted

KEYS = Keys("1234567890123456789", "4318657068771012646", "OaSecretKeyForTests01")
USER = "7219436389720301010"
PUBLISHED = (
    '{"app_id":"1234567890123456789","user_id_by_app":"552177279717587730","event_name":"user_send_text",'
    '"timestamp":"1699003881354","sender":{"id":"7219436389720301010"},"recipient":{"id":"4318657068771012646"},'
    '"message":{"msg_id":"cb31dff1c39642cc1b83","text":"412 người"}}'
).encode()
PUBLISHED_MAC = "459ea96666dba4f890a36dc1d6bd60b5c3d643a081b721aa4330a1de1cd7d926"


def _signed(body: bytes, stamp: str = "1699003881354", app: str = KEYS.app, key: str = KEYS.secret) -> dict[str, str]:
    return {
        "X-ZEvent-Signature": "mac=" + hashlib.sha256(app.encode() + body + stamp.encode() + key.encode()).hexdigest()
    }


def _read(body: bytes, headers: dict[str, str] | None = None) -> Event | Refused:
    return read(_signed(body) if headers is None else headers, body, account=7, keys=KEYS)


def _event(name: str, **members: Any) -> bytes:
    event = {
        "app_id": KEYS.app, "user_id_by_app": "552", "event_name": name, "timestamp": "1699003881354",
        "sender": {"id": USER}, "recipient": {"id": KEYS.oa}, **members,
    }  # fmt: skip
    return json.dumps(event, ensure_ascii=False).encode()


def _said(name: str, **message: Any) -> Incoming:
    found = _read(_event(name, message={"msg_id": "m1", **message}))
    assert isinstance(found, Heard), found
    return found.incoming


def test_the_published_vector__is_taken_with_and_without_its_prefix() -> None:
    for mac in (f"mac={PUBLISHED_MAC}", PUBLISHED_MAC, PUBLISHED_MAC.upper()):
        found = _read(PUBLISHED, {"X-ZEvent-Signature": mac})
        assert isinstance(found, Heard)
        said = found.incoming
    assert (said.account, said.user, said.text) == (7, USER, "412 người")
    assert said.key == "user_send_text:cb31dff1c39642cc1b83"
    assert said.sent_at is not None and said.sent_at.isoformat() == "2023-11-03T09:31:21.354000+00:00"


def test_the_published_proof() -> None:
    assert (
        proof("AppSecretForTests", "access-token-1")
        == "e82353571e34b7d095ccfbec1d6988fd88460d0417a0e6ec4e479634cfb1a0ad"
    )


@pytest.mark.parametrize(
    ("body", "headers", "status", "why"),
    [
        (b"", {}, 200, "probe"),
        (b"{}", {}, 200, "probe"),
        (b" {}\n", {}, 200, "probe"),
        (PUBLISHED, {}, 403, "no signature"),
        (PUBLISHED + b" ", {"X-ZEvent-Signature": PUBLISHED_MAC}, 403, "signature"),
        (PUBLISHED.replace(b"412", b"413"), {"X-ZEvent-Signature": PUBLISHED_MAC}, 403, "signature"),
        (b'{"app_id":"1"}', {"X-ZEvent-Signature": "x"}, 403, "another app id"),
        (b'{"a":1}', {"X-ZEvent-Signature": "x"}, 403, "no timestamp"),
        (PUBLISHED, _signed(PUBLISHED, key="app-secret"), 403, "signature"),
    ],
)
def test_what_is_not_signed__is_refused_before_it_is_parsed(
    body: bytes, headers: dict[str, str], status: int, why: str
) -> None:
    assert _read(body, headers) == Refused(status, why)


def test_a_timestamp_in_the_header_or_as_a_number__is_the_signed_one_too() -> None:
    body = json.dumps(
        {"app_id": KEYS.app, "event_name": "user_send_text", "sender": {"id": USER}, "message": {}}
    ).encode()
    assert _read(body, {**_signed(body, "55"), "X-ZEvent-Timestamp": "55"}) == Refused(200, "an empty text")
    body = _event("user_send_text", timestamp=1699003881354, message={"msg_id": "m1", "text": "412"})
    found = _read(body)
    assert isinstance(found, Heard) and found.incoming.sent_at is not None


def test_a_text_that_looks_like_a_timestamp__misleads_nobody() -> None:
    said = _said("user_send_text", text='"timestamp":"1" hay "app_id":"9"')
    assert said.text.startswith('"timestamp"')


def test_a_quote_and_a_press() -> None:
    assert _said("user_send_text", text="390", quote_msg_id="q1").quote == "q1"
    press = _said("user_send_text", text=f"{'0f' * 16}.1")
    assert (press.kind, press.button) == (Sent.BUTTON, f"{'0f' * 16}.1")
    assert _said("user_send_text", text=f"{'0f' * 16}.1 nhé").kind is Sent.TEXT


def _attached(kind: str, **content: Any) -> dict[str, Any]:
    return {"attachments": [{"type": kind, "payload": content}]}


@pytest.mark.parametrize(
    ("name", "message", "kind", "wanted"),
    [
        ("user_send_image", _attached("image", thumbnail="https://a.zdn.vn/t.jpg", url="https://a.zdn.vn/b.jpg"),
         Sent.FILE, (Wanted("https://a.zdn.vn/b.jpg", "ảnh"),)),
        ("user_send_gif", _attached("gif", thumbnail="https://a.zdn.vn/t", url="https://a.zdn.vn/b.gif"),
         Sent.FILE, (Wanted("https://a.zdn.vn/b.gif", "ảnh"),)),
        ("user_send_file", _attached("file", url="https://a.zdn.vn/f", size="2048", name="bảng.xlsx", checksum="x"),
         Sent.FILE, (Wanted("https://a.zdn.vn/f", "bảng.xlsx", 2048),)),
        ("user_send_file", _attached("file", url="https://a.zdn.vn/f", size="nhiều", name=None),
         Sent.FILE, (Wanted("https://a.zdn.vn/f", "ảnh"),)),
        ("user_send_audio", _attached("audio", url="https://a.zdn.vn/a.m4a"), Sent.VOICE, ()),
        ("user_send_sticker", _attached("sticker", id="1", url="https://a"), Sent.STICKER, ()),
    ],
)  # fmt: skip
def test_attachments(name: str, message: dict[str, Any], kind: Sent, wanted: tuple[Wanted, ...]) -> None:
    said = _said(name, **message)
    assert (said.kind, said.wanted, said.refused) == (kind, wanted, ())


@pytest.mark.parametrize("name", ["user_send_link", "user_send_location", "user_send_video", "user_send_business_card"])
def test_what_cannot_be_kept__is_said_so_unless_it_says_something(name: str) -> None:
    assert _said(name, **_attached("x", url="https://a")).refused == (("gửi kèm", "channel"),)
    assert _said(name, text="nhà văn hóa thôn").text == "nhà văn hóa thôn"


@pytest.mark.parametrize(
    "attachments", [[], None, "x", [None], [{"payload": None}], [{"payload": {"url": "file:///etc"}}]]
)
def test_an_image_without_an_address__is_said_so(attachments: Any) -> None:
    assert _said("user_send_image", attachments=attachments).refused == (("gửi kèm", "fetch"),)


def test_follow_and_unfollow__have_no_sender() -> None:
    about = {"oa_id": KEYS.oa, "follower": {"id": USER}, "source": "oa", "sender": None, "recipient": None}
    found = _read(_event("follow", **about))
    assert isinstance(found, Heard) and found.incoming.key == f"follow:{USER}:1699003881354"
    assert _read(_event("unfollow", **about)) == Left(USER)
    assert _read(_event("follow", **{**about, "oa_id": "9"})) == Elsewhere(200, "another official account", "9")


def test_own_words__are_told_from_a_humans() -> None:
    ours = {"sender": {"id": KEYS.oa}, "recipient": {"id": USER}, "message": {"msg_id": "m1", "text": "Đã ghi"}}
    assert _read(_event("oa_send_text", **ours)) == Echo(USER, "m1", "Đã ghi", human=False)
    human = {**ours, "sender": {"id": KEYS.oa, "admin_id": "77"}}
    assert _read(_event("oa_send_image", **human)) == Echo(USER, "m1", "Đã ghi", human=True)
    assert _read(_event("user_received_message", **ours)) == Arrived(USER, "m1")


@pytest.mark.parametrize("phone", ["84900000001", 84900000001])
def test_the_form__has_the_number_as_text_or_as_a_number(phone: object) -> None:
    assert _read(_event("user_submit_info", info={"name": "Tổ trưởng", "phone": phone})) == Contact(USER, "84900000001")


@pytest.mark.parametrize("name", ["user_seen_message", "user_reacted_message", "add_user_to_tag", "brand_new_event"])
def test_what_says_nothing_to_us__gets_200(name: str) -> None:
    found = _read(_event(name, message={"msg_ids": ["m1"]}))
    assert isinstance(found, Refused) and found.status == 200


def test_ids_as_numbers__are_nobody() -> None:
    assert _read(_event("user_send_text", sender={"id": 7219436389720301010}, message={"text": "4"})) == Refused(
        200, "nobody we know of"
    )


_KEYS = st.sampled_from(["id", "msg_id", "text", "attachments", "payload", "url", "phone", "admin_id"])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=6,
)
_NAMES = st.sampled_from(
    ["user_send_text", "user_send_image", "user_send_file", "follow", "unfollow", "oa_send_text", "user_submit_info",
     "user_received_message", "user_click_chatnow", "x"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(name=_NAMES, members=st.fixed_dictionaries({}, optional=dict.fromkeys(
    ["sender", "recipient", "message", "follower", "oa_id", "info", "user_id", "timestamp"], _JSON)))  # fmt: skip
def test_whatever_the_members_hold__it_is_read_or_refused(name: str, members: dict[str, Any]) -> None:
    body = json.dumps({"app_id": KEYS.app, "event_name": name, **members}).encode()
    stamp = "1"
    body = body[:-1] + b', "timestamp": "1"}' if "timestamp" not in members else body
    found = _read(body, {**_signed(body, stamp), "X-ZEvent-Timestamp": stamp})
    assert isinstance(found, Event | Refused)
    if isinstance(found, Heard):
        found.incoming.text.encode()


@given(body=st.binary(max_size=300))
def test_whatever_the_bytes_are__nothing_unsigned_is_read(body: bytes) -> None:
    found = _read(body, {"X-ZEvent-Signature": "mac=" + "0" * 64})
    assert isinstance(found, Refused) and found.status in {200, 403}
