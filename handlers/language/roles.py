"""What an amount is in its message (its role) and how sure it was said, by the words around it.

cues.py says which words decide; numbers.py finds the amounts and the words.
"""

from __future__ import annotations

import re

from handlers.language import cues
from handlers.language.reading import Number
from handlers.language.text import Phrase
from handlers.language.values import Link, Role, Value
from handlers.language.words import Amount, spelt

_NOTHING = frozenset[str]()
SEXES = frozenset(["nam", "trai", "nu", "gai", "dan", "phu"])
_FILL = frozenset(["duoc", "khoang", "tam", "gan", "them", "toi", "den"])
_UP_DOWN = {"len": "+", "xuong": "-", "hon": "+"}
_UNUSED = ("chua dung :", "chua dung la", "khong dung :", "khong dung la")
_TIMES = frozenset(["ky", "thang", "quy", "lan", "dot", "hoi", "nam"])
_OVER_OR_UNDER = ("vuot", "hon", "thieu", "kem", "hut", "thua", "troi", "du", "con")
_AGAINST_TARGET = re.compile(r" (?:\w+ ){0,2}so (?:voi )?(?:chi|muc) tieu\b")
_JUST_DONE = re.compile(r" (?:\w+ ){0,2}nua (?:vua|moi) (?:nop|tra|cai|lam|mo|lap|dang ky|mua|dong|chuyen)\b")
_MANY_MORE = 50  # "nhiều hơn 9" is nine more
_NO_CHANGE = (Link.PLUS, Link.UP_TO, Link.INSTEAD, Link.CORRECTED)


def _friendly_end(phrase: Phrase, right: str) -> bool:
    """ "288 người em nờ", "288 nguoi no": no debt ("8 hộ nợ", "8 ho no")."""
    last = max(at for at, word in enumerate(phrase.words) if word == "no")
    return phrase.raws[last] not in ("nợ", "no") or (
        phrase.raws[last] == "no" and not right.startswith((" ho", " nha"))
    )


def judged(
    phrase: Phrase,
    at: int,
    number: Number,
    amount: Amount,
    left: str,
    right: str,
    link: str,
    first: int,
    used: bytearray,
    sex: str | None,
) -> Value:
    """The role of an amount and its hedges; `first` is where the words before it begin."""
    end = amount.end

    def value(role: str, found: Number) -> Value:
        return Value(at, end, role, found, link)

    said, behind = phrase.words[first:at], phrase.words[end : end + 8]
    if cues.RIGHT_WORDS.isdisjoint(behind):
        behind = []
    cue = left if not cues.LEFT_WORDS.isdisjoint(said) else ""
    may = cues.may_stand_before(cue.rpartition(" ")[2]) if cue else _NOTHING
    if right.startswith(" la ") and cues.TARGET_AFTER.match(right):
        return value(Role.TARGET, number)  # "80% là chỉ tiêu năm nay hả"
    if " tieu" in right and cue.endswith(_OVER_OR_UNDER) and _AGAINST_TARGET.match(right):
        return value(Role.UNSURE, unsure(number))  # "vượt 5 hộ so với chỉ tiêu"
    if "target" in may and link == Link.NONE and cues.TARGET.search(cue):
        return value(Role.TARGET, number)
    if "rate" in may and number.num is not None and number.num <= 100 and cues.RATE.search(cue):
        number = Number(pct=number.num * 100, words=number.words)
    if said[-1:] == ["chu"] and cues.OF_OTHERS.match(right):
        return value(Role.REJECTED, number)
    if cue and not cues.REJECTED_WORDS.isdisjoint(said) and cues.REJECTED.search(cue) and not cues.MENDED.search(cue):
        return value(Role.REJECTED, number)
    if cue and (number.num is not None or number.pct is not None) and link not in _NO_CHANGE:
        if (
            "times" in may
            and number.num is not None
            and cues.TIMES.search(cue)
            and phrase.raws[at - 1] not in ("gặp", "gập")
        ):
            return value(Role.TIMES, Number(relative=f"x{number.num}", words=number.words))
        rise = cues.RISE.search(cue) if "rise" in may else None
        if rise is not None and _is_enough(phrase.raws[first:at], rise):
            rise = None
        if rise is not None and _is_no_rise(rise, number, right):
            rise, number = None, number._replace(approx=not cue.endswith("them"))
        if rise is not None and not right.startswith((" thanh", " len thanh")):
            return value(Role.CHANGE, _change(number, "+" if rise["more"] else "-", rise["less"] == "-"))
        sign = _UP_DOWN.get(_last(cue))  # "lên được 12 người so với tháng 5", "hơn 5 hộ so kỳ trước"
        if sign and (" so voi" in right or _compared(phrase, end)) and not _told_of_next(phrase, end, right):
            return value(Role.CHANGE, _change(number, sign, False))
        if "old" in may and not cues.OLD_WORDS.isdisjoint(said) and cues.OLD.search(cue):
            return value(Role.EARLIER, number)
    if (
        behind
        and number.num is not None
        and not cues.OLD_AFTER_WORDS.isdisjoint(behind)
        and cues.OLD_AFTER.match(right)
        and not _told_of_next(phrase, end, right)
    ):
        return value(Role.EARLIER, number)
    opens = not first or phrase.words[first - 1] in ",;.\n"  # not "vneid 342, cả smp 371 nữa"
    opens = opens or said[-1:] in (["cho"], ["them"])  # "agribank về làm cho 60 người nữa"
    if "nua" in behind and opens and number.num is not None and (more := cues.MORE.match(right)):
        fresh = _JUST_DONE.match(right)  # "còn 3 nhà nữa mới nộp hôm qua": they come on top
        wanted = more["wanted"] or not cues.WANTED_WORDS.isdisjoint(said)  # "còn 5 người nữa", "5 người nữa là đủ"
        if wanted and not fresh:
            return value(Role.MISSING, Number(missing=number.num, unit_word=number.unit_word, words=number.words))
        return value(Role.CHANGE, _change(number, "+", False))
    if opens and said[-1:] == ["con"] and number.num is not None and cues.IS_ENOUGH.match(right):
        return value(Role.MISSING, Number(missing=number.num, unit_word=number.unit_word, words=number.words))
    if _joined(phrase, end, number, right):
        return value(Role.CHANGE, _change(number, "+", False))
    if (
        (left and not cues.HEDGE_ENDS.isdisjoint(said) and _hedged(phrase, at, first))
        or (right and not cues.HEDGED_WORDS.isdisjoint(behind) and cues.HEDGED_AFTER.match(right))
        or (
            not cues.UNSURE_WORDS.isdisjoint(behind) and cues.UNSURE_AFTER.search(" ".join(phrase.words[end : end + 7]))
        )
    ):
        number = number._replace(approx=True)
    if number.pct is not None or number.range is not None:
        return value(Role.PERCENT if number.pct is not None else Role.COUNT, number)
    if ("?" in behind and cues.ASKED.match(right)) or cue.startswith(("neu ", "gia su ")):
        return value(Role.UNSURE, unsure(number))
    lacks = ("missing" in may and cues.MISSING.search(cue)) or (cue.endswith("ngoai") and _but_for(phrase, end))
    lacks = lacks or cues.IN_CASH.match(" ".join(phrase.words[end : end + 7])) is not None
    lacks = lacks or (number.unit_word is not None and _told_before(phrase, at, number.unit_word))
    lacks = lacks or (cue.endswith(_UNUSED) and "dùng" in phrase.raws[max(0, at - 3) : at])  # not "chưa đúng: 412"
    if lacks or (  # "thiếu 8", "ngoài 8 người ra"
        right
        and not cues.NOT_YET_WORDS.isdisjoint(behind)
        and (not_yet := cues.NOT_YET.match(right))
        and not cue.endswith("duoc")
        and not (not_yet[0].endswith(" no") and _friendly_end(phrase, right))
    ):
        if " so voi" in right or _compared(phrase, end):  # "hụt 2 người so với kỳ trước", "hụt 3 hộ so kỳ trước"
            return value(Role.CHANGE, _change(number, "-", False))
        missing = Number(
            missing=number.num,
            approx=number.approx and not left.endswith("ngoai"),
            unit_word=number.unit_word,
            words=number.words,
        )
        return value(Role.MISSING, missing)
    if sex is not None:
        return value(sex, number)
    if cue:
        if "count" in may and cues.COUNT_OF.search(cue):
            return value(Role.COUNT, number)
        if not cues.NOW_WORDS.isdisjoint(said) and cues.NOW.search(cue):
            return value(Role.NOW, number)
        if not cues.TOTAL_WORDS.isdisjoint(said) and cues.TOTAL.search(cue):
            return value(Role.TOTAL, number)
        if "whole" in may and number.unit_word not in cues.THINGS and cues.WHOLE_UNIT.search(cue):
            return value(Role.WHOLE, number)
    if "phai" in right and cues.OWED.match(right):
        return value(Role.TOTAL, number)
    if _total_of_name(phrase.words, first, used) and cues.ONLY_FILL.fullmatch(left):
        return value(Role.TOTAL, number)
    return value(Role.COUNT, number)


def _joined(phrase: Phrase, end: int, number: Number, right: str) -> bool:
    """ "Có 3 người mới mở thêm": a few who came on top, and not the whole count."""
    few = number.num is not None and 0 < number.num < _MANY_MORE
    return few and not {"them", "bo"}.isdisjoint(phrase.words[end : end + 8]) and cues.JOINED.match(right) is not None


_GO_WITHOUT = re.compile(
    r"(?:^| )(?:nhieu|may|mot so|con|cac|toan|khoi) (?P<who>cu|nguoi|ho|nha|em|ba)(?: (?!thi |co )\w+){0,4}?"
    r" (?:khong|chua|chang)"
    r" (?:co|dung|biet|cai|lam|mo|xai|tra|nop|dang ky|lap|tham gia|chiu)\b(?: \w+){0,4}$"
)
_LEADS = frozenset(["khoang", "tam", "chung", "gan", "do", "co", "cung", "la", "den", "chac", "phai", "uoc"])


def _told_before(phrase: Phrase, at: int, who: str) -> bool:
    """ "Nhiều cụ không có máy, khoảng 100 cụ": so many of those who were said to be without."""
    words = phrase.words
    while at and words[at - 1] in _LEADS:
        at -= 1
    if not at or words[at - 1] not in ",.":
        return False
    found = _GO_WITHOUT.search(" ".join(words[max(0, at - 12) : at - 1]))
    return found is not None and found["who"] == who


_ALL_OTHERS = re.compile(
    r" ra\b|\b(?:ai|ho nao|nha nao|nguoi nao) (?:cung|thi|deu)\b|\b(?:con lai|deu|tat ca|ca thon)\b"
)


def _but_for(phrase: Phrase, end: int) -> bool:
    """ "Ngoài hai cụ già ra", "ngoài 12 hộ thì nhà nào cũng trả qua mạng": all but these."""
    return _ALL_OTHERS.search(" " + " ".join(phrase.words[end : end + 8])) is not None


_MARKED = {"du": "dư", "lo": "lố"}


def _is_enough(raws: list[str], rise: re.Match[str]) -> bool:
    """ "Ghi đủ 371" is no "ghi dư 2"."""
    return any(word in _MARKED and _MARKED[word] not in raws for word in rise[0].split())


def _is_no_rise(rise: re.Match[str], number: Number, right: str) -> bool:
    """ "Nhỉnh hơn 350" is about so many, and not so many more; "thêm 12 nhà chưa làm" are without."""
    more = rise["more"] or ""
    if more.endswith("hon") and number.num is not None and number.num >= _MANY_MORE:
        return rise[0].endswith(("hon", "khoang", "tam", "gan", "chung"))
    return more == "them" and cues.NOT_YET.match(right) is not None


def _told_of_next(phrase: Phrase, end: int, right: str) -> bool:
    """Whether the words behind a number run up to the next one: "412 kỳ trước 405"."""
    at = end + len(right.split())
    return at < len(phrase.words) and phrase.words[at][0].isdigit()


def _compared(phrase: Phrase, end: int) -> bool:
    """Whether "so kỳ trước" stands right behind what is counted; not "hồ sơ kỳ trước"."""
    at = end + 1
    return phrase.raws[at : at + 1] == ["so"] and phrase.words[at + 1 : at + 2] != [] and phrase.words[at + 1] in _TIMES


def _last(left: str) -> str:
    """The last word before a number, "được" and "khoảng" left out."""
    return next((word for word in reversed(left.split()) if word not in _FILL), "")


def sexes_said(phrase: Phrase) -> dict[int, str]:
    """Where men or women are said: "nam", "nữ", "đàn ông", "phụ nữ"."""
    return {at: role for at in phrase.places(SEXES) if (role := _sex_word(phrase, at)) is not None}


def sex_leads(words: list[str], first: int, last: int, end: int, sexes: dict[int, str]) -> bool:
    """Whether numbers stand behind their sex: "nam 180, nữ 191", "371 nam 180 nữ 191", and not "180 nam 191 nữ".

    `first` and `last` are where the first and the last number begin, `end` where the last one ends.
    """
    if _led(words, first, sexes):
        return True
    return last > first and _led(words, last, sexes) and end not in sexes and end + 1 not in sexes


_BETWEEN = frozenset([":", "ong", "ba"])


def _led(words: list[str], at: int, sexes: dict[int, str]) -> bool:
    return at - 1 in sexes or (at > 1 and at - 2 in sexes and words[at - 1] in _BETWEEN)


def sex_of(words: list[str], at: int, end: int, before: Value | None, sexes: dict[int, str], leads: bool) -> str | None:
    """Men or women, said before each number ("nam 180, nữ 191") or behind it ("180 nam 191 nữ")."""
    if before is not None and before.end < at - 1 and at - 1 in sexes:
        return sexes[at - 1]  # "371, trong đó nữ 191"
    for place in (at - 1, at - 2, at - 3) if leads else (end, end + 1):
        if place == at - 2 and words[at - 1] not in (":", "la", "co", "gioi", "ong", "ba"):
            break
        if place in sexes:
            return sexes[place]
    return None


def _sex_word(phrase: Phrase, at: int) -> str | None:
    word, raw = phrase.words[at], phrase.raws[at]
    if word in ("nam", "trai") and raw in ("nam", "trai"):
        return Role.MAN
    if word in ("nu", "gai"):
        return Role.WOMAN
    pair = phrase.words[at : at + 2]
    return Role.MAN if pair == ["dan", "ong"] else Role.WOMAN if pair in (["dan", "ba"], ["phu", "nu"]) else None


def _total_of_name(words: list[str], first: int, used: bytearray) -> bool:
    """ "tổng cán bộ công chức là 21": the whole is said before the name."""
    at = first
    while at and used[at - 1] == 1:
        at -= 1
    return at < first and at > 0 and (words[at - 1] == "tong" or words[at - 2 : at] == ["tong", "so"])


def _hedged(phrase: Phrase, at: int, first: int) -> bool:
    """Whether the words right before a number hedge it; "được", "là", "có" may stand between."""
    words, low = phrase.words, first
    last = at - 1
    while last > low and words[last] in ("duoc", "la", "co", "so", "dat", "cung") and not _is_hedge(phrase, last):
        last -= 1
    if last != at - 1 and at - 2 >= low and " ".join(words[at - 2 : at]) in cues.HEDGES:
        return True  # "chưa được 400"
    if last != at - 1 and words[last] in ("do", "tren", "tam", "co", "chac"):
        return False
    if _is_hedge(phrase, last):
        return words[last - 1 : last + 1] != ["mam", "non"]
    return any(last - size + 1 >= low and " ".join(words[last - size + 1 : last + 1]) in cues.HEDGES for size in (2, 3))


def _is_hedge(phrase: Phrase, at: int) -> bool:
    word, raw = phrase.words[at], phrase.raws[at]
    if word == "~":
        return True
    marked = cues.HEDGES.get(word)
    if not marked:
        return False
    if raw.isascii():
        if phrase.words[max(0, at - 1) : at + 1] in (["trong", "do"], ["noi", "chung"]):
            return False
        return word not in cues.NEED_MARKS and (not phrase.marked or raw in marked or raw != word)
    return spelt(raw) in marked


def _change(number: Number, sign: str, minus: bool) -> Number:
    """A rise or fall against last time; a lone minus is also marked negative."""
    if number.num is not None:
        said = str(number.num)
    else:
        whole, part = divmod(number.pct or 0, 100)
        said = f"{whole}.{part:02d}".rstrip("0").rstrip(".") + "%"
    return Number(
        relative=sign + said, negative=minus, approx=number.approx, unit_word=number.unit_word, words=number.words
    )


def unsure(number: Number) -> Number:
    return Number(
        ambiguous=True, words=number.words, alternatives=(number.num,) if number.num is not None else (),
        unit_word=number.unit_word,
    )  # fmt: skip
