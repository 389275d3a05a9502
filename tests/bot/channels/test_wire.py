"""What a platform wrote in JSON is read alike by the fast reader and, where that refuses, by the standard one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.wire import json_object

PIECES = st.sampled_from(
    [
        "{",
        "}",
        "[",
        "]",
        '"',
        ":",
        ",",
        "a",
        "ế",
        "\\ud800",
        "\\n",
        "\t",
        "\x00",
        "1",
        "-",
        ".5",
        "1e400",
        "NaN",
        "null",
        " ",
    ]
)


@pytest.mark.parametrize(
    "body",
    [
        b'{"text": "\\ud800"}',
        b'\xef\xbb\xbf{"text": "412"}',
        '{"text": "412"}'.encode("utf-16"),
        b'{"n": ' + b"9" * 40 + b"}",
    ],
    ids=["half a character", "a byte order mark", "another encoding", "a huge number"],
)
def test_whatever_the_standard_reader_takes_is_taken(body: bytes) -> None:
    assert json_object(body) == json.loads(body)


@pytest.mark.parametrize("body", [b"[" * 10_000, b'{"a": 1', b"\xff", b"412", b"[]", b""])
def test_anything_but_an_object_is_none(body: bytes) -> None:
    assert json_object(body) is None


@given(st.lists(PIECES, max_size=8).map("".join))
def test_both_readers_say_the_same(inner: str) -> None:
    body = f'{{"a": "x", {inner}}}'.encode()
    try:
        found = json.loads(body)
    except ValueError:
        assert json_object(body) is None
    else:
        assert repr(json_object(body)) == repr(found)
