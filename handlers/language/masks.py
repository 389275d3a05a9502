"""Takes out what looks like a figure and is none, before the numbers are read.

Patterns of several words (`no_figures.py`), bare dates, the numbers of a list, names of files.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from handlers.language.no_figures import COUNTED, MATCHES, STARTS, of_number, of_words
from handlers.language.patterns import NUMBER
from handlers.language.syllables import word_set
from handlers.language.text import Phrase

# Words that stand second in a pattern that begins with a number.
_SECOND = word_set(
    "/ - . ) + : h gio g phut tieng giay ngay hom tuan thang bua chieu dem tuoi t tr trieu k nghin ngan tram dong "
    "vnd ty ' d ruoi am tet gieng chap ta nam so it vai minh chut ti lat ai anh chi me bo vo bac ong chau den toi "
    "muoi phan tam em lan ruoi kem mot tay tien trong von sao dua con moi tuan bua ba hay hoac diem so cai muc "
    "chi cong the sim can doan |"
)
_COUNT_ASKED = frozenset(["tinh", "ghi", "dem", "ke"])
_ASKED_OF = frozenset(["nguoi", "ho", "nha", "ng", "chiec", "may", "dt", "dien", "tai", "vo"])  # "2 máy thì tính 1 à"

_IN_NAMES = frozenset(
    ["hoc", "tien", "cccd", "can", "ke", "van", "thu"]
)  # a price or a card may begin with a name: "học phí 500k"
_DATE_VERBS = frozenset(["nghi", "nop", "gui", "bao", "hop", "han", "xong", "hen", "nhan", "chot", "het", "di", "ve"])
_EVENTS = frozenset(["nghi", "hop", "le", "tet", "dip", "giang", "cuoi"])  # right before a day: "họp 3/7"
_LIST_SIGNS = frozenset([")", ".", "/", "-"])
_FILE_WORDS = word_set("xlsx xls docx doc pdf jpg jpeg png mp zip rar csv http https www com vn")
_FILE = re.compile(r"\S\.(?:xlsx?|docx?|pdf|jpe?g|png|mp[34]|zip|rar|csv|com|vn)\b", re.IGNORECASE)
_LINK = re.compile(r"https?:\S|www\.\S", re.IGNORECASE)
_UNBROKEN = re.compile(r"\S+")
_FRACTION_NOUN = re.compile(rf" (?:{COUNTED}|thon|to|don vi|so\b|diem|cho|cai)\b")


def mask(phrase: Phrase, used: bytearray, den: int | None, asked: bool) -> None:
    """Marks in `used` the tokens that are no figure; `den` is the denominator on file, `asked` whether one is asked."""
    norm, words = phrase.norm, phrase.words
    count_asked = phrase.says(_COUNT_ASKED)
    behind = 0
    for at in phrase.places(STARTS, numbers=True):
        word, offset = words[at], phrase.offsets[at]
        if offset < behind or (used[at] and (used[at] == 2 or word not in _IN_NAMES)):
            continue
        following = words[at + 1] if at + 1 < len(words) else "\n"
        beside = NUMBER if following[0].isdigit() else following
        if not word[0].isdigit():
            patterns = of_words(word, beside) if phrase.raws[at] != "thắng" else MATCHES  # no "tháng"
        elif (lone := _odd(words, at)) or _may_begin(words, at, count_asked):
            patterns = of_number(beside, lone)
        else:
            continue
        for pattern in patterns:
            if match := pattern.match(norm, offset):
                behind = match.end()
                _use(words, at, offset, behind, used)
                break
    if "/" in phrase.said:
        _bare_dates(phrase, used, den, asked)
    if "1" in phrase.said and "2" in phrase.said:
        _list_numbers(phrase, used)
        if "\n" in phrase.said:
            _numbered_rows(phrase, used)
    if phrase.says(_FILE_WORDS):
        _files(phrase, used)
    for at in phrase.said.get("dong", ()):
        if _of_a_line(phrase, at):
            used[at + 1] = used[at + 1] or 3


_CHANGES = frozenset(["sua", "doi", "voi", "chinh", "cai", "va", ","])


def _of_a_line(phrase: Phrase, at: int) -> bool:
    """ "Sửa dòng 2 : 410", "dong 3 121": the number of a line of the report; not "đóng 12 hộ"."""
    words, raw = phrase.words, phrase.raws[at]
    number = words[at + 1] if at + 1 < len(words) else ""
    if not number.isdigit() or len(number) > 2 or raw not in ("dòng", "dong"):
        return False
    return raw == "dòng" or (not at or words[at - 1] in _CHANGES)


_AGED = frozenset(["nguoi", "tre", "cu"])


def _odd(words: list[str], at: int) -> bool:
    """Whether a number may be masked by itself: a long one, one with several dots, an age behind whose it is."""
    word = words[at]
    return len(word) >= 8 or ("." in word and word.count(".") > 1) or (at > 0 and words[at - 1] in _AGED)


def _may_begin(words: list[str], at: int, count_asked: bool) -> bool:
    """Whether a pattern may begin with this number: the first of a line, or before one of these words."""
    word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
    if following[:1].isdigit():  # telephones, accounts in groups of four, two days
        return word[0] == "0" or len(word) in (1, 2, 4)
    if following in _SECOND or not at or word[0] == "0" or (len(following) == 1 and len(word) == 2):
        return True
    return count_asked and following in _ASKED_OF


def _bare_dates(phrase: Phrase, used: bytearray, den: int | None, asked: bool) -> None:
    """ "20/6" without a word that says so: a date where something is to happen then, where another figure stands
    beside it, or where nothing was asked; never where the second number is the denominator on file."""
    words = phrase.words
    likely = not asked or len(phrase.numbers) > 2 or phrase.says(_DATE_VERBS)
    for at in phrase.said["/"]:
        if used[at] or not 0 < at < len(words) - 1 or used[at - 1] or not _day_and_month(words, at):
            continue
        day, month = int(words[at - 1]), int(words[at + 1])
        named = at > 1 and used[at - 2] == 1 and day <= month
        held = at > 1 and words[at - 2] in _EVENTS and not named
        if month == den or not (held or (likely and not named and (day > month or den is not None))):
            continue
        if not _FRACTION_NOUN.match("".join([" " + word for word in words[at + 2 : at + 4]])):
            used[at - 1 : at + 2] = b"\x03" * 3


def _list_numbers(phrase: Phrase, used: bytearray) -> None:
    """The numbers of a list that goes on in one line: "1) wifi 4 2) cam 19 3) loa 2"."""
    words, following, sign = phrase.words, 1, ""
    for at in phrase.numbers:
        if words[at] != str(following) or used[at] == 2 or at + 2 >= len(words) or not words[at + 2][0].isalpha():
            continue
        if (following == 1 and words[at + 1] in _LIST_SIGNS and _opens_a_list(phrase, at)) or (
            words[at + 1] == sign and words[at - 1] not in (":", "=")
        ):
            following, sign = following + 1, words[at + 1]
            used[at] = 3


_COUNTED_IN_ROWS = frozenset(["nguoi", "ho", "nha", "khau", "em", "cu", "chau"])


def _numbered_rows(phrase: Phrase, used: bytearray) -> None:
    """The first column of pasted rows, each with a name and its figure: "1 wifi 4", "2 camera 19"."""
    words = phrase.words
    breaks = [-1, *phrase.said["\n"], len(words)]
    rows = [start + 1 for start, end in pairwise(breaks) if end - start > 3 and _is_row(words[start + 1 : end])]
    if len(rows) < 2 or [words[at] for at in rows] != [str(number + 1) for number in range(len(rows))]:
        return
    for at in rows:
        used[at] = used[at] or 3


def _is_row(row: list[str]) -> bool:
    return row[0].isdigit() and row[1][0].isalpha() and row[1] not in _COUNTED_IN_ROWS and row[-1][0].isdigit()


def _opens_a_list(phrase: Phrase, at: int) -> bool:
    """Whether a "1)" stands first in its line, or behind a sign where a "2)" follows: "Thôn 3 báo cáo: 1) … 2) …"."""
    words = phrase.words
    if not at or words[at - 1] == "\n":
        return True
    more = [place for place in phrase.numbers if place > at and words[place : place + 2] == ["2", words[at + 1]]]
    return words[at - 1] in (":", ".", ",", ";") and any(words[place + 2 : place + 3] for place in more)


def _files(phrase: Phrase, used: bytearray) -> None:
    """Names of files and addresses hold no figures: "baocao_t5_2023.xlsx", "thon4.vn/2023"."""
    for part in _UNBROKEN.finditer(phrase.clean):
        if "." not in part[0] and ":" not in part[0]:
            continue
        if _FILE.search(part[0]):
            start = part.start()
        elif link := _LINK.search(part[0]):
            start = part.start() + link.start()
        else:
            continue
        for at in range(bisect_left(phrase.starts, start), bisect_left(phrase.starts, part.end())):
            used[at] = used[at] or 3


def _day_and_month(words: list[str], at: int) -> bool:
    """Whether a day stands before a slash and a month behind it: "20/6", not "1k2/1k6" nor "20/6/2023"."""
    day, month = words[at - 1], words[at + 1]
    if not (day.isdigit() and month.isdigit() and len(day) <= 2 and len(month) <= 2):
        return False
    inside = (at > 1 and words[at - 2] in ("k", "/")) or words[at + 2 : at + 3] == ["/"]
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12 and not inside


def _use(words: list[str], at: int, start: int, end: int, used: bytearray) -> None:
    """Marks the tokens of a match that begins at a token and at a place of the norm."""
    while at < len(words) and start < end:
        used[at] = used[at] or 3
        start += len(words[at]) + 1
        at += 1
