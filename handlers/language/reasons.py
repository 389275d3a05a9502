"""Why something is given more time: after "vì", between commas, or behind the day, in the words typed."""

from __future__ import annotations

import re
from datetime import date

from handlers.language import details
from handlers.language.syllables import word_set
from handlers.language.text import cut
from handlers.language.times import find_until

# Words of the order itself; a part that says more than these and a unit's name is the reason.
_ORDER = word_set(
    "gia han nop muon cham lui doi cho de mo lai khoa bao cao so lieu dot ky den toi het ngay thon xom to ban khu "
    "xa cua nhe nha a em voi giup luon dum them duoc khong nua anh chi bac toi minh xin thoi gian sua gui tiep "
    "cac tat ca ma thi la nhap ly do vi duoc chut cu giu rieng con khac"
)
_LEAST = 2  # words


def reason_told(text: str, today: date) -> str | None:
    """The reason in a message that gives more time, or None."""
    phrase = cut(text)
    if (after := details.why(phrase)) is not None:
        return after
    parts = [part.strip(" .!") for part in re.split(r"[,;:\n](?!\d)", phrase.clean)]
    told = [part for part in parts if find_until(cut(part), today) is None and _says_more(part)]
    if told:
        return told[0][:200]
    until = find_until(phrase, today)
    if until is None or not until.words or (at := phrase.norm.find(until.words)) < 0:
        return None
    begin = phrase.norm.count(" ", 0, at + len(until.words)) + 1
    if begin >= len(phrase.words):
        return None
    behind = phrase.clean[phrase.starts[begin] :].strip(" .,:;!")
    return behind[:200] if _says_more(behind) else None


def _says_more(part: str) -> bool:
    """Whether words stand in it that are not the order's own."""
    return sum(word not in _ORDER and word.isalpha() for word in cut(part).words) >= _LEAST
