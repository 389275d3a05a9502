"""What holds for any text: reading never raises, ends soon, and makes up no digits."""

from __future__ import annotations

import re
import time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.language.syllables import word_set
from tests.handlers.language.worlds import heard

_STATES = st.sampled_from(["idle", "ask", "confirm", "doubt", "review", "menu", "evidence", "difficulty", "join"])
_SCRAPS = st.sampled_from(
    [
        "\n",
        "\u200b",
        *sorted(
            word_set(
                "smartphone 3.4 vneid 371 460 / - , : % thôn 3 t3 xã không chưa ai đúng sửa nhầm thành mai tuần sau "
                "20/6 "
                "ba trăm nghìn rưỡi 1k3 80,7 hạn khi nào duyệt trả lại vì còn thiếu . ? ( ) gửi báo cáo \u0301 ½ ９ 🙏"
            )
        ),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), _STATES)
def test_read__any_text_is_read(text: str, state: str) -> None:
    heard(text, state=state, asked="3.4", den=460, num=371)


@settings(max_examples=300, deadline=None)
@given(st.lists(_SCRAPS, max_size=40), _STATES, st.sampled_from(["member", "officer", "none"]))
def test_read__any_mixture_of_known_words_is_read(scraps: list[str], state: str, role: str) -> None:
    heard(" ".join(scraps), state=state, role=role)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 9_999_999), st.sampled_from(["{}", "{} người ạ", "được {}", "smartphone {}", "em báo {} nhé"]))
def test_read__a_count_in_digits_is_that_count(count: int, around: str) -> None:
    reading = heard(around.format(count), state="ask", asked="3.4")
    assert [i.number.num for i in reading.items if i.number] == [count]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 99_999), min_size=1, max_size=4), st.sampled_from([", ", " ", "/", " và ", "\n"]))
def test_read__no_count_that_was_not_typed(counts: list[int], mark: str) -> None:
    text = "vneid " + mark.join(str(c) for c in counts)
    digits = re.sub(r"\D", "", text)
    dictated = {first + second for first, second in pairwise(counts)}  # "400 12" is how a telephone writes 412
    for item in heard(text).items:
        if item.number is not None and item.number.num:
            assert str(item.number.num) in digits or item.number.num in dictated


def test_read__long_texts_end_soon() -> None:
    for text in ("smartphone 412, " * 300, "chưa có " * 600, "a" * 5000, "1" * 5000, "ba trăm " * 700, "thôn " * 900):
        began = time.process_time()  # CPU seconds: others may run beside it
        heard(text, state="ask", asked="3.4")
        assert time.process_time() - began < 1
