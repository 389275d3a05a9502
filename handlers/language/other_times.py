"""Numbers that are told of another time, of a target, or only supposed: no figures of now.

"Năm ngoái vneid 300", "nếu vneid 500 thì …", "chỉ tiêu vneid là 260 phải không": what decides stands before the name,
further from the number than the words that numbers.py looks at.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from handlers.language.cues import EARLIER
from handlers.language.groups import SEPARATORS
from handlers.language.hearsay import ASK_ENDS, CUES, MUST_WORDS, OPENS_EXAMPLE, told_of_others
from handlers.language.syllables import word_set
from handlers.language.text import Phrase
from handlers.language.values import Link, Role, Value

_RIGHT_WORDS = 10
_BEFORE = re.compile(rf"(?:^|(?<!\btu) )(?:{EARLIER})(?: (?:la|thi|co|duoc|bao|thon|minh|em|bac|toi|xa|@))*$")
_HALF_YEAR = re.compile(r"\b(?:6|sau|9|chin) thang dau nam\b(?! (?:ngoai|truoc|roi)\b)")  # a period of now
_SUPPOSED = re.compile(r"(?:^|.* )(?:neu|gia su|gia du|vi du|chang han)(?: (?:la|nhu|thi|ma|@))*$")
_NOW = word_set("nay gio hien moi nham sai sua lai lon quen dung cong them")
_TARGET = re.compile(r"(?:^|.* )(?:chi tieu|muc tieu|ke hoach)(?: (?:cua|ve|@))*$")
# Of an office: "giao thôn 3 chỉ tiêu smartphone 75%", "thôn 3 phải đạt 75% …".
_AIMS = re.compile(r"(?:^|.* )(?:chi tieu|muc tieu|ke hoach|phai dat|can dat|phan dau|giao)\b.*$")
_ASKED = re.compile(
    r"^(?: \w+)?(?: (?:a|ha|phai khong|dung khong|phai ko|dung ko|nhi))+(?: (?:em|chau|anh|chi|a|the))*$"
)
_WEIGHED = re.compile(
    r"^(?: \w+){0,2} (?:la )?(?:thap|cao|nhieu|it|tot|kem|on) hay (?:la )?(?:thap|cao|nhieu|it|tot|kem|khong)\b"
)
_ENOUGH = re.compile(r"^(?: nguoi| ho)?(?: thi| la)* (?:du|dat|duoc|on) chua\b")
# Said by an office of a village, these pass on a wish or a rumour.
_OF_OFFICES = re.compile(
    r"^(?:(?:em|thi|hay|giup|nho|cu) )*(?:nhac|giuc|don doc)\b|\bnghe (?:noi|dau|bao|ke)\b"
    r"|\bsao(?: (?:lai|co|chi|moi|co moi))?$"
)
_OFFICES = frozenset(["officer", "leader", "supervisor"])


# One of these stands in whatever the forms above find.
_CUES = CUES | word_set(
    "truoc ngoai roi kia cu dau goc tet cung neu gia vi chang tieu hoach hay chua nhac giuc don nghe sao"
)
# One of these in the clause of whatever number they find.
_CLAUSE_CUES = _CUES | MUST_WORDS | word_set("giao phan")
# Roles of a number that may be told of others.
_ANY = (Role.COUNT, Role.TARGET, Role.PERCENT, Role.NOW, Role.WHOLE, Role.TOTAL, Role.EARLIER, Role.UNSURE, Role.CHANGE)


def of_now(values: list[Value], phrase: Phrase, used: bytearray, role: str) -> list[Value]:
    """The quantities without those of another time; their tokens are marked in `used` as no figures."""
    if not phrase.says(_CUES) and not (phrase.words[-1] in ASK_ENDS and phrase.says(MUST_WORDS)):
        return values
    kept: list[Value] = []
    cues, office = phrase.places(_CLAUSE_CUES), role in _OFFICES
    for at, value in enumerate(values):
        with_last = at > 0 and value.link == Link.OVER and values[at - 1] not in kept[-1:]  # "nếu vneid 480 trên 512"
        if with_last or _told_beside(phrase, value, values[at - 1].end if at else 0, used, cues, office):
            used[value.start : value.end] = b"\x03" * (value.end - value.start)
        else:
            kept.append(value)
    return kept


def _told_beside(phrase: Phrase, value: Value, low: int, used: bytearray, cues: list[int], office: bool) -> bool:
    """Whether the clause of a number, from `low` on, makes it none of now; `cues` are the words that may, in order."""
    start, end = _clause(phrase, value, low)
    first = bisect_left(cues, start)
    if (first == len(cues) or cues[first] >= end) and phrase.words[0] not in OPENS_EXAMPLE:
        return False  # as most are
    right = "".join([" " + word for word in phrase.words[value.end : end]])
    plain = value.role in (Role.COUNT, Role.TARGET, Role.PERCENT) and value.link == Link.NONE
    if plain and _told_otherwise(phrase, value, start, end, right, used, office):
        return True
    of_others = value.role in _ANY and value.link in (Link.NONE, Link.INSTEAD, Link.CORRECTED)
    return of_others and told_of_others(phrase, value, start, right, used, office=office)


def _clause(phrase: Phrase, value: Value, low: int) -> tuple[int, int]:
    """Where the clause of a number begins, from `low` on, and ends."""
    words, start = phrase.words, value.start
    while start > low and words[start - 1] not in SEPARATORS:
        start -= 1
    end, furthest = value.end, min(value.end + _RIGHT_WORDS, len(words))
    while end < furthest and words[end] not in SEPARATORS:
        end += 1
    return start, end


def _told_otherwise(
    phrase: Phrase, value: Value, start: int, end: int, right: str, used: bytearray, office: bool
) -> bool:
    """Whether the words of its clause make a number one of another time; an `office` also passes on."""
    words = phrase.words
    if end == value.end + _RIGHT_WORDS < len(words):
        right += " …"  # the clause goes on
    if _WEIGHED.match(right) or (_ENOUGH.match(right) and " bao nhieu " in f" {' '.join(words[:start])} "):
        return True
    if office and _OF_OFFICES.search(" ".join(words[start : value.start])):
        return True
    name = next((at for at in range(start, value.start) if used[at] == 1), None)
    if name is None:
        return False
    head = _HALF_YEAR.sub("", " ".join(["@" if used[at] == 2 else words[at] for at in range(start, name)]))
    if _SUPPOSED.match(head) or (_BEFORE.search(head) and _NOW.isdisjoint(words[name:end])):
        return True
    aim = _TARGET.match(head) is not None or (office and _AIMS.match(head) is not None)
    return aim and (office or _ASKED.match(right) is not None)
