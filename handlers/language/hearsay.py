"""Numbers the sender tells of others, of what was set or is wished for, or only asks about: no figures of the village.

"Nghe đâu thôn bên được những 400", "báo đăng tỉnh mình đạt 85%", "xã giao thôn tôi những 80%", "giả sử được 400 thì sao":
what decides stands anywhere in the clause before the number, or behind it; other_times.py passes the clause.
"""

# ruff: noqa: E501 (one form, one line)

from __future__ import annotations

import re

from handlers.language.cues import EARLIER
from handlers.language.groups import SEPARATORS
from handlers.language.syllables import word_set
from handlers.language.text import Phrase
from handlers.language.values import Value

_LEFT_WORDS, _RIGHT_WORDS = 16, 24
# One of these stands before the number in whatever the forms below find.
_OF_OTHERS = word_set(
    "ben khac ban gieng ta họ ho tinh nuoc quoc so nghe bao dai mang tivi ti facebook face zalo nhom no"
)
_TO_COME = word_set("sau toi sang sap du phan chuan")
_SETS = word_set("giao chi tieu muc hoach dinh ra ap")
_ASKING = word_set("sao rang tai vi gia chang neu lo nho ma muon tinh ke")
_TIMES = word_set("truoc ngoai roi kia cu dau goc tet cung dot ky lan thang quy")
MUST_WORDS = word_set("phai can nen mot 1 moi")  # "phải cài 2 cái à": where the message ends as a question does
ASK_ENDS = word_set("a ha khong ko nhi sao em chau anh chi co the vay ?")
_LEFT_CUES = _OF_OTHERS | _TO_COME | _SETS | _ASKING | _TIMES
_ABOUT_IT = word_set("lay o moi")  # and one of these behind it
OPENS_EXAMPLE = word_set("vi gia chang")
_WHY_WORDS = word_set("the sao tai vi rang")
CUES = _LEFT_CUES | _ABOUT_IT
_NO_PARTNER = r"(?<!voi )(?<!cung )(?<!sang )(?<!giup )(?<!cho )(?<!hon )(?<!bang )(?<!kem )(?<!nhu )"
_OTHERS = re.compile(
    r"^(?:(?:neu|ma|thi) )?so (?:voi )?(?:thon|xom|xa|lang|to|ban) \S+(?: \S+)?(?: (?:la|duoc|co|\())*$"
    r"|\bso (?:voi )?(?:thon|xom|xa|lang|to|ban) \S+(?: \S+)? (?:(?:thi|minh|thon minh|toi|em|con|van) )*(?:nhieu |cao |it |thap )?(?:hon|kem|thua|troi|vuot)(?: duoc| khoang| den)*$"
    r"|^(?:\S+ ){0,2}xa (?:\S+ ){1,3}ben (?:kia|canh|nay)(?= |$)"
    rf"|{_NO_PARTNER}\b(?:thon|lang|xa|phuong|huyen) (?:ben(?: canh| kia| nay| ho)?|khac|ban|lang gieng)(?= |$)"
    r"|\b(?:thon|xom|xa|lang|to|khu|ban|ben)(?: \S+){0,2} (?:nguoi ta|họ|chung no) (?:(?:da|bao|nop|cung|deu|toi|len|thi|nhung|hon|lam|gan|chi|moi|duoc|dat|co|la) )*(?:duoc|dat|co|la|toi|len|nhung|hon|da|bao|moi)?$"
    r"|\b(?:thon|xom|xa|lang|to|khu|ban)(?: \S+)? nguoi ta$"
    r"|\b(?:toan tinh|ca tinh|(?<!khong )(?<!chua )tinh (?:minh|ta|nha)|ca nuoc|toan quoc)(?= |$)(?!.*\b(?:thon|xom|to|lang) (?:em|minh|toi|tui|ta|chung)\b)"
)
_HEARD = re.compile(
    r"\bnghe (?:noi|dau|bao|ke|don|ho (?:noi|bao|ke)|nguoi ta|phong phanh|tin)(?= |$)"
    r"|\b(?:thay|tren) (?:tren )?(?:zalo|mang|facebook|face|tivi|ti vi|nhom)(?: \S+){0,3} (?:ghi|dang(?! ky)|noi|viet|bao|de)(?= |$)"
    r"|(?:^|\b(?:thay|tren) )(?:bao|dai|mang|tivi|ti vi|facebook|zalo)(?: (?:dai|chi|tinh|huyen))? (?:dang(?! ky)|dua(?: tin)?|noi|viet)(?= |$)"
)
_GIVEN = re.compile(
    r"(?:^| )(?:xa|huyen|tren|uy ban|cap tren|ubnd) (?:da |se |co )?(?:giao|dat ra|ap|an dinh|quy dinh)(?: [a-z]+){0,3}$"
)  # names left out
_SET = re.compile(  # what was set for the village
    r"\bgiao(?: (?:cho|thon|xom|to|minh|em|toi|tui|bac|den|tan|nhung|la|phai|dat|chi tieu|muc|nam|nay|moi|it nhat|duoi|ve|xuong))*$"
    r"|\b(?:chi tieu|muc tieu|ke hoach|dinh muc)(?: (?:cua|ve|xa|thon|minh|em|giao|dat|can|phai|la|thi|nam nay|nam|(?:thang|quy|ky|dot) (?:nay|\d+)|cuoi nam))*$"
)
_ENOUGH = re.compile(r"^(?: nguoi| ho| nha| may)?(?: thi)? moi (?:du|dat(?! (?:\d|duoc|co)))\b")
_WISHED = re.compile(r"\bmuon(?: (?:co|duoc|dat|len|du|toi|thon|minh|em))*$")
_SUPPOSED = re.compile(
    r"(?:^| )(?:neu|gia su|gia du|vi du|chang han|lo|nho)(?: (?:ma|nhu|la|thi|thon|em|toi|minh|tui|bac|co|bao|ghi|nhap|chi|duoc|dat|xa))*$"
)
_LAST = re.compile(
    rf"(?:^| ){EARLIER}(?: (?:la|thi|co|duoc|bao|thon|minh|em|bac|toi|tui|chau|xa|gui|nop|ghi|dem|dat|khai|da|hinh nhu))*$"
)
_ASKS = re.compile(
    r"^(?: (?:nguoi|ho|nha|cai|may|la|thi|so|con so))*(?: (?:phai khong|dung khong|phai ko|dung ko|khong|nhi|ha|a|hay bao nhieu))+(?: (?:em|chau|anh|chi|co|nhi|a|the|o|ha|vay))*$"
)
_QUESTION = re.compile(
    r"\b(?:bao nhieu|may (?:phan|nguoi|%)|co (?:dat|du|duoc|phai)\b.*\b(?:khong|chua)|(?:dat|du|duoc|on) (?:khong|chua)|sao|the nao|phai khong|dung khong)\b"
)
_NOT_NOW = re.compile(
    r"\b(?:nam nay|thang nay|ky nay|dot nay|lan nay|nay|ni|gio)(?: (?:thi|van|minh|em|thon|con|moi|toi|bac|tui))* (?:chua|dang) (?:dem|biet|ro|xong|tinh|thong ke|ra|lam|kiem|hoi|co so)\b"
)
_NUMBERED = re.compile(
    r"(?:^| )(?:dot|ky|lan|thang|quy) \d{1,2}(?: (?:la|thi|co|duoc|bao|em|bac|toi|gui|nop|ghi|dem|da))*$"
)
# What is still to come: "tháng sau lắp thêm 5 cái nữa", "sang năm phấn đấu lắp 10 cam".
_PLANNED = re.compile(
    r"(?:^| )(?:(?:thang|tuan|nam|quy|ky|dot|lan) sau|(?:thang|tuan|nam|quy) toi|sang (?:nam|thang|tuan|quy|ky)|sap(?: toi)?|du (?:kien|dinh|tinh)|phan dau"
    r"|chuan bi)(?: (?!chot\b|chua\b)\S+)*? (?:se |moi |xin |cho |dinh |them )*(?:lap|cai|mo|cap|mua|lam|trang bi|tap huan|them|co|dat|len)(?: \S+){0,4}$"
)
_IF_SENT = re.compile(r"\b(?:ma|neu|lo|chang may|nho) (?:(?:em|toi|bac|tui) )?(?:bao|ghi|nhap|khai|go|nhan)$")
# "Phải cài 2 cái à", "có cần chụp 3 ảnh không": how it is to be done is asked.
_MUST = re.compile(
    r"(?:^| )(?:phai|can|nen) (?:cai|tai|lam|nop|gui|dien|nhap|khai|ghi|chup|mang|mua|dung|ky|in|dang ky)(?: (?:du|them|ca|them|toi|den|it nhat|moi|luon))*$"
)
_ONE_HAS = re.compile(
    r"(?:^| )(?:mot|1|moi) (?:may|nguoi|nha|ho|sim|so|cccd)(?: (?:thi|co|cai|dung|mo|lam|dang ky|kich hoat|duoc|toi da))+$"
)
_MUST_I = re.compile(r"^(?: [a-z]+){0,3}? (?:a|ha|khong|ko|nhi|hay sao)(?: (?:em|chau|anh|chi|co|the|vay))*$")
_ABOUT = re.compile(r"^(?: (?:nay|do|kia|ay|ni|no))?(?: (?:la|thi))? (?:lay|o)(?: so)?(?: (?:o|tu))? (?:dau|mo|nao)\b")
_COUNT_THEM = re.compile(r"(?:^| )(?:co )?(?:tinh|ke)(?: (?:ca|luon|them|den))*$")
_OR_NOT = re.compile(r" (?:khong|ko)(?: (?:em|chau|anh|chi|co|a|the|nhi|vay|ha))*$")
_EXAMPLE = re.compile(
    r"^(?:(?:vi du|gia su|chang han|gia du)\b).* (?:ha|a|khong|chua|nhi|the nao|sao|dung khong|phai khong)(?: (?:em|chau|anh|chi|co|a|o))*(?: \?)?$"
)
_WHY = re.compile(r"^(?:the )?(?:sao|tai sao|vi sao|rang)\b")
_NOT_EARLIER = word_set("nham sai sua lai lon")


def told_of_others(phrase: Phrase, value: Value, start: int, right: str, used: bytearray, *, office: bool) -> bool:
    """Whether a number is none of the village's.

    `start` is where its clause begins, behind the number before it; `right` are the words behind it in its clause,
    each with a space before; an `office` tells of villages.
    """
    words = phrase.words
    if OPENS_EXAMPLE.issuperset(words[:1]) and _EXAMPLE.match(phrase.norm):
        return True
    start = max(start, value.start - _LEFT_WORDS)
    before, behind = set(words[start : value.start]), right.split()
    if not _ABOUT_IT.isdisjoint(behind) and (_ABOUT.match(right) or _ENOUGH.match(right)):
        return True
    if not before.isdisjoint(MUST_WORDS) and _MUST_I.match(right):
        asked = " ".join(words[start : value.start])
        if _MUST.search(asked) or _ONE_HAS.search(asked):
            return True
    if _LEFT_CUES.isdisjoint(before):
        return False
    left = " ".join(["họ" if phrase.raws[at] == "họ" else words[at] for at in range(start, value.start)])
    if not before.isdisjoint(_OF_OTHERS) and (
        _HEARD.search(left) or _OTHERS.search(_unnamed(phrase, start, value, used))
    ):
        return True
    if not before.isdisjoint(_TO_COME) and _planned(phrase, start, value):
        return True
    if (
        not office
        and not before.isdisjoint(_SETS)
        and (_SET.search(left) or _GIVEN.search(_unnamed(phrase, start, value, used)))
    ):
        return True
    if not before.isdisjoint(_ASKING) and _asked(phrase, value, left, right, office):
        return True
    return not before.isdisjoint(_TIMES) and _told_of_last(phrase, value, left, right)


_MARKS_DECIDE = frozenset(["họ", "tính"])  # "không tính nhà trọ" is of no province (tỉnh nhà)


def _unnamed(phrase: Phrase, start: int, value: Value, used: bytearray) -> str:
    """The words of a clause before a number, without the names of indicators."""
    kept = (at for at in range(start, value.start) if used[at] != 1)
    return " ".join([phrase.raws[at] if phrase.raws[at] in _MARKS_DECIDE else phrase.words[at] for at in kept])


def _asked(phrase: Phrase, value: Value, left: str, right: str, office: bool) -> bool:
    """Whether a number is only supposed, or asked about."""
    words = phrase.words
    if office and words[0] in _WHY_WORDS and SEPARATORS.isdisjoint(words[: value.start]):
        return _WHY.match(" ".join(words[:4])) is not None  # "sao thôn 3 vneid tháng trước 350 mà nay 300"
    then = right.startswith((" thi ", " co ", " nguoi thi ", " ho thi "))
    if _OR_NOT.search(right) and (_COUNT_THEM.search(left) or (then and _IF_SENT.search(left))):
        return True
    if then and not right.startswith(" co ") and _WISHED.search(left):
        return True
    return _SUPPOSED.search(left) is not None and _QUESTION.search(_behind(words, value)) is not None


def _told_of_last(phrase: Phrase, value: Value, left: str, right: str) -> bool:
    """Whether a number of an earlier time is asked about, wondered at, or said beside that today's is not known."""
    words = phrase.words
    last = _LAST.search(left) is not None
    if not last and not _NUMBERED.search(left):
        return False
    if _NOT_NOW.search(_behind(words, value)) and _NOT_EARLIER.isdisjoint(words):
        return True
    if not last or not _NOT_EARLIER.isdisjoint(words):
        return False
    return _WHY.match(" ".join(words[:4])) is not None or _ASKS.match(right) is not None


def _behind(words: list[str], value: Value) -> str:
    return " ".join(words[value.end : value.end + _RIGHT_WORDS])


def _planned(phrase: Phrase, start: int, value: Value) -> bool:
    """Whether what is counted is still to come; "tôi" is no "tới"."""
    said = ["tôi" if phrase.raws[at] == "tôi" else phrase.words[at] for at in range(start, value.start)]
    return _PLANNED.search(" ".join(said)) is not None
