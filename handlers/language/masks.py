"""What looks like a figure and is none: phones, dates, times, ages, money, documents, products, periods."""

from __future__ import annotations

import re

from handlers.language.syllables import word_set
from handlers.language.text import Phrase

_WORD_NUMBER = r"(?:mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi)"
_FEW = r"(?:mot|hai|ba|bon|nam|bay|tam|chin|muoi)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_NOT_COUNT = re.compile(
    "|".join(
        (
            r"(?P<phone>\+ 84[\d .]{8,13}|\b0\d{8,10}\b|\b0\d{1,3}(?: \d{2,4}){2,3}\b|\b0\d{2,3}(?:\.\d{2,4}){2,3}\b)",
            r"(?P<id>\b\d{8,}\b)",
            r"(?P<doc>\b\d+ / (?:\d{4} / )?(?:qd|nd|kh|ubnd|tt|cv|nq|bc|ct|hd|cd)\b(?: - ?[a-z]+)*"
            r"|\b(?:quyet dinh|nghi dinh|cong van|ke hoach|de an|thong tu|qd|nghi quyet|chi thi|cv|bo tieu chi"
            r"|bo chi tieu)"
            r"(?: so)? \d+(?: / (?:\d{4}|[a-z]+))*(?: - [a-z]+)*|\bbo \d{3,4}\b)",
            rf"(?P<fulldate>\b{_DAY} [/-] {_MONTH} [/-] (?:20)?\d\d\b|\b{_DAY}\.{_MONTH}\.(?:20)?\d\d\b)",
            rf"(?P<cuedate>\b(?:ngay|mung|mong|hom|han|hen|den|truoc|sang|chieu|toi|tu|vao|ve|luc)"
            rf" {_DAY} [/-] {_MONTH}\b(?! ?\d)"
            rf"|\b(?:ngay|mung|mong) (?:mung )?{_DAY}\b|\b(?:mung|mong) {_WORD_NUMBER}(?: {_WORD_NUMBER})?\b"
            rf"|\bhom {_DAY}\b(?! (?:nguoi|ho)))",
            r"(?P<weekday>\bthu (?:[2-7]|hai|ba|tu|nam|sau|bay|bon)\b(?! (?:nguoi|ho|hoc)))",
            r"(?P<period>\bthang (?:1[0-2]|0?[1-9])(?: [/-] \d{4})?\b|\bquy (?:[1-4]|i{1,3}|iv|mot|hai|ba|bon|tu)\b"
            r"|\bnam (?:20|19)\d\d\b|\b(?:6|sau|9|chin|3) thang(?: (?:dau|cuoi))?(?: nam)?(?: (?:20)\d\d)?\b"
            r"|\b(?:dot|ky|lan|buoi|khoa) \d{1,2}\b|\b\d{1,2} lan\b"
            r"|\bnua nam\b|\bthang (?:mot|hai|ba|tu|nam|sau|bay|tam|chin"
            r"|muoi)(?: mot| hai)?\b)",
            rf"(?P<time>\b\d{{1,2}} (?:h|gio|g)(?: ?\d{{1,2}}(?! ?(?:nguoi|ho))| ruoi)?(?: phut)?\b|\b(?:luc"
            rf"|hoi|den|truoc) \d{{1,2}} : \d\d\b"
            rf"|\b(?:\d+|{_FEW}|vai|may|nua) (?:phut|tieng|ngay|hom|tuan|thang|bua|buoi)\b"
            rf"|\b{_WORD_NUMBER}(?: {_WORD_NUMBER})? (?:gio|h)(?: ruoi)?\b)",
            r"(?P<age>\b(?:tu |tren |du |duoi )?\d{1,3}(?: (?:-|den) \d{1,3})? tuoi(?: tro len| tro xuong)?\b"
            r"|\b(?:tu |tren |du )?(?:muoi )?(?:nam|lam|tam|sau|mot|muoi|hai) tuoi(?: tro len)?\b|\btu 1\d tro len\b)",
            r"(?P<money>\b[\d.,]+ (?:k )?(?:dong|vnd|trieu|ty|cu)\b|\b[\d.,]+ (?:tr|d)\b|\b\d+ nghin dong\b"
            r"|\bgia \d+(?: k)?\b)",
            r"(?P<product>\biphone \d+|\b(?:ios|android|windows|win|phien ban|muc do|muc|cap do|oppo"
            r"|samsung)(?: [a-z])? \d+\b"
            r"|\b[2-5] g\b)",
            r"(?P<rank>\bcau \d{1,2}\b|\bbuoc \d\b|\btrang \d+\b|\bthu \d+\b|\b24 / (?:24|7)\b|\b1 so (?=nha|ho"
            r"|nguoi|ba|cu|truong)"
            r"|\bphu luc \d+|\bmau so \d+)",
            r"(?P<listed>(?:^|\n )\d{1,2} [.)] (?=[a-z]))",
        )
    )
)
_HINTS = word_set(
    "ngay mung mong hom han hen den truoc sang chieu toi tu vao ve luc hoi thu thang quy nam dot ky lan buoi khoa nua "
    "h gio g phut tieng tuan bua tuoi tren d dong vnd trieu ty tr cu gia iphone ios android windows win phien muc cap "
    "oppo samsung cau buoc trang so phu mau quyet nghi cong ke de thong qd nd kh ubnd tt cv nq bc ct hd cd chi bo + . )"
)
_CUES = word_set("gio thu mung mong tuoi phut tieng ngay hom tuan thang quy bua trieu nam")
_BARE_DATE = re.compile(rf"\b{_DAY} / {_MONTH}\b(?! ?[\d/])")
_DATE_VERBS = re.compile(r"\b(?:nop|gui|bao|hop|han|xong|hen|nhan|chot|het|di|ve|to chuc|tap huan)\b")


def mask(phrase: Phrase, used: bytearray, fraction_fits: bool) -> None:
    """Marks in `used` the tokens that are no figure; `fraction_fits` forbids reading a bare d/m as a date."""
    norm = phrase.norm
    digits = any(w[0].isdigit() for w in phrase.words)
    if not digits and _CUES.isdisjoint(phrase.words):
        return
    if _HINTS.isdisjoint(phrase.words) and not any(w[0].isdigit() and _may_be_other(w) for w in phrase.words):
        return
    for match in _NOT_COUNT.finditer(norm):
        if match.lastgroup == "age" and match[0].startswith(("nam", "lam", "hai ")) and " " not in match[0].strip():
            continue
        _use(norm, match.start(), match.end(), used)
    if digits and not fraction_fits and " / " in norm:
        for match in _BARE_DATE.finditer(norm):
            day, month = (int(x) for x in match[0].split(" / "))
            if day > month and _DATE_VERBS.search(norm):
                _use(norm, match.start(), match.end(), used)


def _may_be_other(word: str) -> bool:
    """Whether digits alone may be a phone, an account, a date in dots, a day or an hour."""
    return len(word) >= 8 or word[0] == "0" or (len(word) <= 2 and word.isdigit()) or word.count(".") > 1


def _use(norm: str, start: int, end: int, used: bytearray) -> None:
    """Marks the tokens between two places of the norm."""
    first = norm.count(" ", 0, start) + (1 if norm[start : start + 1] == " " else 0)
    last = norm.count(" ", 0, len(norm[:end].rstrip()))
    for at in range(first, min(last + 1, len(used))):
        if not used[at]:
            used[at] = 3
