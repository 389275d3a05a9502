"""Quantities in a message: counts, fractions, percents, ranges, changes, what is missing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from handlers.language.reading import Number
from handlers.language.syllables import word_set
from handlers.language.text import Phrase
from handlers.language.words import NOUNS, WORDS, Amount, words_amount

_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_DECIMAL = re.compile(r"\d+[.,]\d{1,2}")
_SCALE_WORDS = frozenset(["tram", "nghin", "ngan", "chuc", "muoi", "van"])
_APPROX_BEFORE = word_set("gan khoang tam co do chung hon tren ngot non xap ~ uoc dau gan chac")
_APPROX_PAIRS = word_set(
    "xap xi|uoc chung|ang chung|dau do|gan nhu|cung phai|toi khoang|uoc tinh",
    "|",
)
_APPROX_AFTER = re.compile(
    r"^(?: \w+){0,3}?(?: gi (?:do|day)| thi phai| co le| co le vay| chi do| gi a| hay sao(?: ay)?| le\b"
    r"| hon\b(?! (?:ky|thang))"
    r"| tro lai| la cung| do lai| (?:chua|khong) chac)"
)
_EARLIER = r"(?:ky|thang|quy|nam|lan|dot|hom|bua|hoi|tuan|ban)(?: truoc| ngoai| roi| vua roi| kia)?"
_RISE = re.compile(
    rf"(?:^| )(?:(?P<up>tang(?: duoc| them| thanh)?|them(?: duoc| moi)?|nhieu hon|hon|cao hon|\+|cong them|moi them)"
    rf"|(?P<down>giam(?: duoc| mat| di)?|bot(?: di)?|it hon|kem|thap hon|sut|tut|-|mat di|hut))"
    rf"(?P<than>(?: so)?(?: voi)? {_EARLIER}| so voi {_EARLIER})?(?: la| duoc| khoang| them| tam| gan)?$"
)
_MISSING = re.compile(
    r"(?:^| )(?:con(?: lai)?(?: khoang| tam)?|thieu(?: mat| khoang)?|tru(?: ra| di)?"
    r"|chi thieu|sot|hut)$"
)
_NOT_YET = re.compile(
    r"^(?: \w+){0,3}? (?:chua(?! chac| chinh xac| ro)|khong(?! phai| chac| em| a| bac| anh| chi|$))\b"
)
_TOTAL = re.compile(
    r"(?:^| )(?:tong(?: so| cong)?(?: \w+){0,5}?(?: la| co| :)?|mau(?: so)?(?: la)?|trong(?: tong)?(?: so)?"
    r"|danh sach(?: \w+){0,3}?"
    r"(?: co| la)?|tren so(?: la| co)?)$"
)
_UNIT_HAS = re.compile(
    r"(?:^| )(?:xa|thon|xom|to|lang|khu)(?: em| minh| toi| ta| nha| tui| \d+)? (?:co"
    r"|duoc tong)(?: tat ca)?$"
)
_JOIN = re.compile(r"^(?: \w+){0,2}? (?:tren|trong)(?: tong)?(?: so)?(?: danh sach)?(?: co| la)?$")
_BACK = word_set("nham lon quen chet khong sua lai a quay")
_PLUS_WORDS = frozenset(["voi", "va", "cong", "+"])


class Value(NamedTuple):
    """A number and the tokens it was read from; `total` marks a bare denominator, `maybe_total` a likely one."""

    start: int
    end: int
    number: Number
    total: bool = False
    maybe_total: bool = False


def find_values(phrase: Phrase, used: bytearray, den: int | None) -> list[Value]:
    """The quantities in a text, left to right; tokens marked in `used` are passed over."""
    words = phrase.words
    found: list[Value] = []
    at = 0
    while at < len(words):
        word = words[at]
        if used[at] or not (word[0].isdigit() or word in WORDS):
            at += 1
            continue
        amount = read_amount(phrase, at, used, den)
        if amount is None:
            at += 1
            continue
        value = _value(phrase, at, amount, used, den)
        if value is not None:
            found.append(value)
            at = value.end
        else:
            at = amount.end
    return found


def read_amount(phrase: Phrase, at: int, used: bytearray, den: int | None) -> Amount | None:
    """One number, in digits or words, that begins at a token."""
    words, tokens = phrase.words, phrase.tokens
    word = words[at]
    if not word[0].isdigit():
        return words_amount(phrase, at, used)
    following = words[at + 1] if at + 1 < len(words) and not used[at + 1] else ""
    if not word.isdigit():
        if _GROUPED.fullmatch(word) and following != "%":
            return Amount(int(word.replace(".", "").replace(",", "")), at + 1)
        if _DECIMAL.fullmatch(word) or following == "%":
            return Amount(0, at + 1, decimal=word)
        return Amount(0, at + 1, doubtful=True)
    if len(word) > 9:
        return None
    value = int(word)
    if following in _SCALE_WORDS:
        return words_amount(phrase, at, used) or Amount(value, at + 1)
    if following == "k" and tokens[at + 1].start == tokens[at].end:
        return _thousands(phrase, at, value)
    if following.isdigit() and tokens[at + 1].start == tokens[at].end + 1:
        return _spaced(words, at, used, den)
    return Amount(value, at + 1)


def _thousands(phrase: Phrase, at: int, value: int) -> Amount:
    """3k, 1k3, 1k35; a zero right after k is doubtful."""
    words, tokens = phrase.words, phrase.tokens
    rest = words[at + 2] if at + 2 < len(words) and tokens[at + 2].start == tokens[at + 1].end else ""
    if not rest.isdigit() or len(rest) > 3:
        return Amount(value * 1000, at + 2)
    return Amount(value * 1000 + int(rest.ljust(3, "0")), at + 3, doubtful=rest[0] == "0" and len(rest) < 3)


def _spaced(words: list[str], at: int, used: bytearray, den: int | None) -> Amount:
    """Digits parted by spaces: "1 344" is one number, "400 12" was dictated, "371 460" are two."""
    word, following = words[at], words[at + 1]
    value = int(word)
    if len(following) == 3 and len(word) <= 2 and value and int(following) != den:
        end = at + 1
        while end < len(words) and len(words[end]) == 3 and words[end].isdigit() and not used[end] and end < at + 3:
            value = value * 1000 + int(words[end])
            end += 1
        return Amount(value, end)
    if (
        len(word) == 3
        and value % 100 == 0
        and value
        and len(following) == 2
        and following[0] != "0"
        and int(following) != den
    ):
        return Amount(value + int(following), at + 2)
    return Amount(value, at + 1)


def _value(phrase: Phrase, at: int, amount: Amount, used: bytearray, den: int | None) -> Value | None:
    """The quantity around an amount: its sign, percent, denominator, range and hedges."""
    words = phrase.words
    end = amount.end
    before = " ".join(_left(words, at, used))
    if before.endswith("-") and phrase.tokens[at - 1].end != phrase.tokens[at].start:
        before = before[:-1].rstrip()  # a dash between spaces parts a name from its figure
    if amount.doubtful:
        options = (amount.value,) if amount.value else ()
        return Value(at, end, Number(ambiguous=True, words=phrase.piece(at, end), alternatives=options))
    if amount.high:
        number = Number(range=(amount.low, amount.high))
    else:
        read, end = _percent_or_count(words, amount)
        if read is None:
            return None
        number, end = _second_end(phrase, read, end, used, den)
    after = "".join(" " + w for w in _right(words, end, used))
    if (noun := _noun(words, end, used)) is not None:
        number = replace(number, unit_word=noun)
    if words[end : end + 1] == ["may"] and phrase.tokens[end].raw == "mấy":
        number = replace(number, ambiguous=True)
    number, total, maybe = _judged(number, before, after, phrase.clean)
    if number.ambiguous and not number.alternatives and number.num is not None:
        number = replace(number, alternatives=(number.num,))
    return Value(at, end, replace(number, words=phrase.piece(at, end)), total, maybe)


def _left(words: list[str], at: int, used: bytearray) -> list[str]:
    """Up to eight words before a token, back to a comma or a line."""
    left: list[str] = []
    for i in range(at - 1, max(-1, at - 9), -1):
        if words[i] in (",", ";", "\n", ".") or used[i] == 1:
            break
        left.append(words[i])
    return left[::-1]


def _right(words: list[str], end: int, used: bytearray) -> list[str]:
    """Up to six words after a token, on to a comma or a line."""
    right: list[str] = []
    for i in range(end, min(len(words), end + 6)):
        if words[i] in (",", ";", "\n", ".") or (words[i][0].isdigit() and not used[i]):
            break
        right.append(words[i])
    return right


def _noun(words: list[str], end: int, used: bytearray) -> str | None:
    if end < len(words) and words[end].isalpha() and words[end] in NOUNS:
        return words[end]
    return None


def _percent_or_count(words: list[str], amount: Amount) -> tuple[Number | None, int]:
    """A count, a percentage or a decimal, and where it ends."""
    end = amount.end
    sign = words[end] if end < len(words) else ""
    pair = sign + " " + words[end + 1] if end + 1 < len(words) else ""
    if sign in ("phay", "cham") and end + 1 < len(words):
        return _spoken_decimal(words, amount)
    if amount.decimal is not None:
        hundredths = _hundredths(amount.decimal)
        if sign == "%":
            return Number(pct=hundredths), end + 1
        if pair in ("phan tram", "p tram"):
            return Number(pct=hundredths), end + 2
        if "." in amount.decimal and len(amount.decimal.split(".")[1]) == 2:
            return Number(ambiguous=True, decimal=amount.decimal), end
        return Number(pct=hundredths, decimal=amount.decimal), end
    if sign == "%":
        return Number(pct=amount.value * 100), end + 1
    if pair in ("phan tram", "p tram"):
        return Number(pct=amount.value * 100), end + 2
    if sign == "phan" and end + 1 < len(words) and words[end + 1] in ("ba", "tu", "bon", "nam", "muoi", "hai"):
        parts = {"hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "muoi": 10}[words[end + 1]]
        return Number(pct=amount.value * 10000 // parts, ambiguous=True), end + 2
    if sign in ("tuoi", "gio", "h") or pair == "nghin dong":
        return None, end
    return Number(num=amount.value), end


def _spoken_decimal(words: list[str], amount: Amount) -> tuple[Number | None, int]:
    """ "tám mươi phẩy bảy (phần trăm)"."""
    digits = {
        "khong": 0,
        "mot": 1,
        "hai": 2,
        "ba": 3,
        "bon": 4,
        "tu": 4,
        "nam": 5,
        "lam": 5,
        "sau": 6,
        "bay": 7,
        "tam": 8,
        "chin": 9,
    }
    end = amount.end + 1
    tail = ""
    while end < len(words) and len(tail) < 2 and (words[end] in digits or words[end].isdigit()):
        tail += words[end] if words[end].isdigit() else str(digits[words[end]])
        end += 1
    if not tail:
        return Number(num=amount.value), amount.end
    number = Number(pct=amount.value * 100 + int(tail[:2].ljust(2, "0")))
    if words[end : end + 2] == ["phan", "tram"]:
        return number, end + 2
    return replace(number, decimal=f"{amount.value},{tail}"), end + (words[end : end + 1] == ["%"])


def _hundredths(decimal: str) -> int:
    """80,7 as 8070; what stands beyond two places is cut."""
    whole, _, part = decimal.replace(",", ".").partition(".")
    return int(whole[:6]) * 100 + int(part.replace(".", "")[:2].ljust(2, "0"))


def _second_end(phrase: Phrase, number: Number, end: int, used: bytearray, den: int | None) -> tuple[Number, int]:
    """A denominator, the other end of a range, an alternative or an addend that follows a count."""
    words = phrase.words
    if number.num is None:
        return number, end
    for at in range(end, min(len(words), end + 7)):
        if words[at][0].isdigit() or words[at] in WORDS:
            other = None if used[at] else read_amount(phrase, at, used, None)
            if other is not None and other.decimal is None and not other.high:
                joined = _joined(number, " ".join(words[end:at]), other, words, den)
                if joined is not None:
                    return joined, other.end
            if other is not None or words[at][0].isdigit():
                break
        elif words[at] in (",", ";", "\n", ":") or used[at] == 1:
            break
    return number, end


def _joined(number: Number, between: str, other: Amount, words: list[str], den: int | None) -> Number | None:
    """The meaning of two counts by the words between them."""
    first, second = number.num or 0, other.value
    last = between.split(" ")[-1] if between else ""
    if words[other.end : other.end + 1] == ["%"] or words[other.end : other.end + 2] == ["phan", "tram"]:
        return None
    if (
        between == "/"
        and first < second <= 10
        and words[other.end : other.end + 1] in (["so"], ["dan"], ["thon"], ["tong"])
    ):
        return Number(pct=first * 10000 // second, ambiguous=True)
    if between == "" and second == first + 1 and den != second:
        return Number(range=(first, second))
    if last == "/" and between.count(" ") <= 2:
        return Number(num=first, den=second)
    if _JOIN.match(" " + between):
        return Number(num=first, den=second)
    if between == "" and den is not None and second == den:
        return Number(num=first, den=second)
    if last in ("-", "den", "toi", "~") and between.count(" ") <= 1 and second > first:
        return Number(range=(first, second))
    if (last in ("hay", "hoac") and between.count(" ") <= 2) or between in ("hoac la", "hay la"):
        return Number(ambiguous=True, alternatives=(first, second))
    tail = words[other.end : other.end + 1]
    if (
        last in _PLUS_WORDS
        and between.startswith(("nam", "trai", "dan ong"))
        and tail
        and tail[0] in ("nu", "gai", "dan")
    ):
        return Number(num=first + second)
    if between.startswith("nu ") and last in _PLUS_WORDS and tail == ["nam"]:
        return Number(num=first + second)
    return None


def _judged(number: Number, before: str, after: str, text: str) -> tuple[Number, bool, bool]:
    """A quantity in the light of the words around it; and whether it is a total, surely or likely."""
    rise = _RISE.search(before)
    if rise and (number.num is not None or number.pct is not None) and number.den is None:
        plain_more = rise["up"] in ("hon", "+") and not rise["than"] and rise["up"] == "hon"
        bare_minus = rise["down"] == "-" and before != "-"
        if not plain_more and not bare_minus and not (rise["down"] == "kem" and not rise["than"]):
            return _change(number, rise), False, False
    if before.endswith(("gap", "gap len")) and number.num is not None:
        return Number(relative=f"x{number.num}"), False, False
    last = before.rsplit(" ", 1)[-1]
    pair = " ".join(before.split(" ")[-2:])
    filler = (
        last in ("duoc", "la", "co")
        and before.split(" ")[-2:-1]
        and before.split(" ")[-2] in _APPROX_BEFORE - {"co", "do", "tren"}
    )
    if (
        last in _APPROX_BEFORE - {"co"}
        or pair in _APPROX_PAIRS
        or filler
        or _hedged_by_co(last, before, text)
        or _APPROX_AFTER.match(after)
    ):
        number = replace(number, approx=True)
    if number.num is None or number.den is not None:
        return number, False, False
    if _MISSING.search(before) and not after.startswith((" nua thoi", " mo")) and _is_missing(before, after):
        return Number(missing=number.num, approx=number.approx, unit_word=number.unit_word), False, False
    if _NOT_YET.match(after) and " nao" not in after and not before.endswith("duoc"):
        return Number(missing=number.num, unit_word=number.unit_word), False, False
    if after.startswith((" ?", " a ?")):
        return replace(number, ambiguous=True), False, False
    total = bool(_TOTAL.search(before)) and not before.endswith("duoc")
    return number, total, total or bool(_UNIT_HAS.search(before))


def _hedged_by_co(last: str, before: str, text: str) -> bool:
    """ "cỡ 300": without marks "co 300" is "có 300"."""
    return last == "co" and bool(before) and "cỡ" in text.lower()


def _is_missing(before: str, after: str) -> bool:
    if before.endswith(("thieu", "thieu mat", "sot", "hut", "tru", "tru ra", "tru di", "thieu khoang")):
        return True
    return bool(re.match(r"^(?: \w+){0,3}? (?:chua|khong|nua)\b", after))


def _change(number: Number, rise: re.Match[str]) -> Number:
    """A rise or fall against last time; a lone minus is also marked negative."""
    sign = "+" if rise["up"] else "-"
    if number.num is not None:
        said = str(number.num)
    else:
        whole, part = divmod(number.pct or 0, 100)
        said = f"{whole}.{part:02d}".rstrip("0").rstrip(".") + "%"
    return Number(relative=sign + said, negative=rise["down"] == "-", approx=number.approx, unit_word=number.unit_word)
