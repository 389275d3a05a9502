"""An urgent one-off ask as an office words it: who is asked, what, and until when, in any order.

"Trước 16h hôm nay cần số điểm wifi"; "hỏi gấp các thôn: có bao nhiêu hộ mất mạng, 16h phải có". The hour is cut out
first, wherever it stands; what is left must begin by asking, and hold a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CLOCK = r"\d{1,2} ?(?:h|g|gio)(?: ?\d{2}\b| ruoi)?(?: (?:sang|trua|chieu|toi)\b(?! nay| mai))?"
_DAY = (
    r"(?:hom nay|trong ngay|cuoi (?:ngay|buoi|gio)|(?:(?:hom|ngay|sang|trua|chieu|toi) )?(?:nay|mai)\b"
    r"|(?:sang|trua|chieu|toi)\b"
    r"|(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b(?: tuan (?:nay|sau|toi))?"
    r"|(?:ngay )?\d{1,2} ?[/-] ?\d{1,2}|ngay \d{1,2})"
)
_MOMENT = rf"(?:{_CLOCK}(?:,? (?:ngay |cua |vao )?{_DAY})?|{_DAY}(?:,? (?:luc )?{_CLOCK})?)"
_BY = r"(?:truoc|trong|cham nhat(?: la)?|muon nhat(?: la)?|han(?: chot| cuoi)?(?: den| la)?)"
_NEAR = r"(?:luc|den|toi|vao|khoang|ngay|trong)"
_FILL = r"(?:nhe|nha|a|voi|thoi|do|day|gap|ngay|luon)"
# "16h phải có", "trưa nay anh cần", "15h báo lại em".
_WANTED = (
    r"(?:(?:(?:thi|la|xa|huyen|tinh|em|anh|toi|chi|minh|lanh dao|chu tich|sep|phai|de|hay) )*"
    r"(?:can|co|xong|bao(?: cao)?|tra loi|phan hoi|gui|nop|lay|chot|tong hop|bao)"
    rf"(?: (?:lai|ve|so|cho|xa|huyen|em|anh|toi|chi|minh|du|het|{_FILL}))*)"
)
_FIRST = re.compile(
    rf"(?:(?:gap|khan|can gap)(?: lam| qua| day)?[:,.!] )?(?P<when>(?:{_BY} |{_NEAR} )*{_MOMENT}),? (?!(?:qua|truoc)\b)"
)
_LAST = re.compile(
    rf"(?:[,:.;](?: {_WANTED})?(?: thi| la)?|(?: {_WANTED})?(?= {_BY}\b))"
    rf" (?P<when>(?:{_BY} |{_NEAR} )*{_MOMENT})(?P<wanted>(?: {_WANTED}| {_FILL})*)$"
)
_MIDDLE = re.compile(rf",? (?P<when>{_BY} {_MOMENT})(?= ?[:,]| (?:hay |phai )?(?:bao|gui|nop|cho biet|co|la|so)\b)")
_PLACE = r"(?:thon|to|xom|ban|khu|ap|lang|don vi|noi)"
_PLACES = (
    rf"(?:(?:tat ca |toan bo |ca |het )?(?:cac|tung|moi|may) (?:bac )?(?:to truong )?{_PLACE}(?: trong xa)?"
    r"|ca xa|tat ca"
    rf"|{_PLACE} \S+(?:(?:,| va| voi|, va) (?:{_PLACE} )?(?!so\b|co\b|bao\b)\S+)*)"
)
_TELL = (
    r"(?:hay |phai |can )?(?:bao cao|bao(?! nhieu)|gui|nop|cho biet|thong ke|dem|ra soat|tong hop|cho|ra)\b"
    r"(?: (?:cho|ve|gap|ngay|giup|nhanh|lai|anh|chi|toi|em|xa|biet|len|xem))*"
)
_ASKING = re.compile(
    r"(?:(?:xa|huyen|tinh|em|anh|toi|chi|minh|chu tich|lanh dao|a|e)[, ]+(?:dang |muon )?)?"
    r"(?P<lead>hoi|nhan|bao(?! nhieu)|yeu cau|de nghi|nho|can|xin|phai co|gap|gui|cho hoi)\b"
    r"(?P<how>(?:[,:]? (?:gap|nhanh|ngay|giup|ho|xem|voi|toi|anh|em|chi|cho|cau nay|can|co|bao(?! nhieu)|biet)\b)*)"
    rf"(?:[,:]? (?P<where>{_PLACES}))?"
    r"(?: (?:giup|ho|xem|voi|toi|anh|em|chi|cau nay|la|thi)\b)*"
    rf"(?:[,:]? {_TELL})?[,:]? (?P<what>.+)"
)
# "Các thôn báo số hộ có wifi", where an hour is named.
_WITHOUT = re.compile(rf"(?P<where>{_PLACES}),? {_TELL} (?P<what>.+)")
_HEAD = (
    r"(?:(?:(?:hom|sang) nay|hien(?: nay| tai)?|bay gio|(?:tung|moi) (?:thon|noi)|thi|la|co|dang|con|xem|biet|ve) )*"
)
_NUMBER = (
    rf"{_HEAD}(?:tong so|so luong|so(?! lieu| bao nhieu| may| nao| gi| roi| dien thoai)"
    r"|bao nhieu|may(?! so| muc| thon)) .+"
)
_LEADING = re.compile(_HEAD)
_COUNT = re.compile(rf"(?:{_PLACES},? )?{_NUMBER}")
_TOLD = re.compile(r".*\b(?:chua|roi)$|.*\b(?:den dau|the nao|sao) roi\b.*|nhac .*|giuc .*")  # asks the record
_TOLD_COUNT = re.compile(r".*\b(?:bao nhieu|khong|nua)$")
_SOON = re.compile(r"\d ?(?:h|g|gio)\b|nay|trong ngay|mai")


class UrgentAsk(NamedTuple):
    """`about` names the hour (folded; empty where none is named), `words` what is asked, as it was typed."""

    about: str
    words: str


def urgent_ask(folded: str, text: str) -> UrgentAsk | None:
    """What is urgently asked of villages, or None. `folded` is `text` without marks, of the same length."""
    for when, wanted, kept, typed in _cut_out(folded, text):
        if (match := _ASKING.fullmatch(kept)) and _is_meant(match, when):
            return UrgentAsk(when, _asked(match, typed))
        if when and (match := _WITHOUT.fullmatch(kept)) and _is_count(match["what"]):
            return UrgentAsk(when, _asked(match, typed))
        if "phai co" in wanted and _is_count(kept):
            return UrgentAsk(when, typed.strip())  # "số hộ mất điện, 15h phải có"
    return None


def _asked(match: re.Match[str], typed: str) -> str:
    """The question itself, as typed: "hôm nay có bao nhiêu hộ" → "bao nhiêu hộ"."""
    head = _LEADING.match(match["what"]) if _is_count(match["what"]) else None
    return typed[match.start("what") + (head.end() if head else 0) :].strip()


def _cut_out(folded: str, text: str) -> Iterator[tuple[str, str, str, str]]:
    """The ways to take the hour out: the hour, what is wanted then, and what is left, folded and as typed."""
    if match := _LAST.search(folded):
        yield match["when"], match["wanted"], folded[: match.start()], text[: match.start()]
    if match := _FIRST.match(folded):
        yield match["when"], "", folded[match.end() :], text[match.end() :]
    if match := _MIDDLE.search(folded):
        start, end = match.span()
        yield match["when"], "", folded[:start] + folded[end:], text[:start] + text[end:]
    yield "", "", folded, text


def _is_count(what: str) -> bool:
    told = _TOLD.fullmatch(what) or _TOLD_COUNT.fullmatch(what)
    return told is None and _COUNT.fullmatch(what) is not None


def _is_meant(match: re.Match[str], when: str) -> bool:
    """Whether villages are asked at once, and not the record: by "gấp", or by an hour and who or how is asked."""
    what, where = match["what"], match["where"]
    hurry = match["lead"] == "gap" or re.search(r"\b(?:gap|nhanh)\b", match["how"]) is not None
    if hurry:
        named = bool(when or where) or what != match.string[match.end("how") :].strip()  # "hỏi gấp: …"
        return _is_count(what) or (len(what) > 5 and named and _TOLD.fullmatch(what) is None)
    if not when or not _is_count(what):
        return False
    return where is not None or (match["lead"] in ("can", "phai co", "xin") and _SOON.search(when) is not None)
