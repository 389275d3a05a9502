"""Quantities: each amount with its role, by the words around it, and with what ties it to the amount before.

amounts.py says what number stands there, cues.py which words decide its role; combine.py makes one reading of all the
quantities about one indicator.
"""

from __future__ import annotations

import re
from itertools import pairwise

from handlers.language import cues
from handlers.language.amounts import hundredths, read_amount
from handlers.language.labels import is_label, is_measure
from handlers.language.parts import latest, parted
from handlers.language.reading import Number
from handlers.language.roles import judged, sex_leads, sex_of, sexes_said, unsure
from handlers.language.syllables import word_set
from handlers.language.text import Phrase
from handlers.language.values import Link, Role, Value
from handlers.language.words import NOUNS, SCALES, WORDS, Amount

_ENDS = frozenset([",", ";", "\n", ".", "("])
_MOST_PEOPLE = 200_000  # of a district; more, in thousands of nothing, is money
_THOUSANDS = frozenset(["k", "nghin", "ngan", "trieu"])
_VAGUE = frozenset(["vai", "dam", "may", "muoi", "doi"])
_BEGIN = WORDS | _VAGUE
_BREAKS = frozenset([";", "\n"])
_PARTING = _BREAKS | {",", "."}
_LEADING = frozenset([":", "=", "la"])  # "smp: -5"
_K = frozenset(["k", "khong"])
_MONTHS = frozenset(["thang", "quy"])
_YEARS_AGO = frozenset(["ngoai", "truoc", "kia", "roi", ")"])  # "năm ngoái 2022 được 300"
_OF_YEARS = frozenset(["ngoai", "nay", "truoc", "sau", "qua", "kia", "2022", "2023", "2024"])  # "310 năm ngoái"
_BROKEN = (" hong", " hu", " mat")
_EVEN_ONE = frozenset(["co", "lay", "duoc", "thay", "toi", "den", "he"])
_RANKED = frozenset(["dung", "dau", "cuoi", "tot", "kem", "yeu", "cao", "thap", "chua", "cham", "nhat"])
_NEGATIONS = frozenset(["khong", "chua", "chang"])
_BEHIND_NHA = word_set(", . ; ! ? \n em chau anh chi co bac chu ad con")
_NO_COUNT = {
    "the": "he",
    "cay": "so",
    "chi": "tieu",
    "tieu": "chi",
    "so": "lieu",
    "tin": "nhan",
}  # "5 chỉ tiêu", "2 tin nhắn"
_ANIMALS = word_set("ga vit lon heo trau bo ca ngan ngong de tom cua ech ong")
_DAYPARTS = (["sang"], ["trua"], ["chieu"], ["toi"])  # "buổi sáng 40 buổi chiều 35"
_A_YEAR = [[each, time] for each in ("mot", "1", "/", "moi") for time in ("nam", "thang")]
_RATES = frozenset(
    [("lai", "suat"), ("giam", "gia"), ("khuyen", "mai"), ("tiet", "kiem"), ("chiet", "khau"), ("hoa", "hong")]
)
_PRICES = frozenset(["hoc", "gia", "tien", "cuoc", "phi", "thue", "vien"])
_VERSIONS = frozenset("abcdefmpqsyvwzx")  # glued behind a number: "mẫu 2b", "10p", "200m"
_CALLED = frozenset(["em", "anh", "chi", "chau", "bac", "co", "chu", "nhe", "nha"])
_LEFT_WORDS, _RIGHT_WORDS = 10, 8
MOST_VALUES = (
    120  # quantities of one message: thirty-seven indicators, each with its total and percentage, are a whole report
)

MOST_TRIED = 8 * MOST_VALUES  # words that may begin one


def find_values(phrase: Phrase, used: bytearray, den: int | None) -> list[Value]:
    """The quantities in a text, left to right; tokens marked in `used` are passed over. `den` is the one on file."""
    amounts = _amounts(phrase, used, den)
    sexes = sexes_said(phrase) if amounts else {}
    if sexes:  # "412 tren nam tram": five hundred are no men
        within = {at for start, amount in amounts for at in range(start, amount.end)}
        sexes = {at: sex for at, sex in sexes.items() if at not in within}
    sex_first = bool(sexes) and sex_leads(phrase.words, amounts[0][0], amounts[-1][0], amounts[-1][1].end, sexes)
    found: list[Value] = []
    for i, (start, amount) in enumerate(amounts):
        before = found[-1] if found else None
        following = amounts[i + 1][0] if i + 1 < len(amounts) else len(phrase.words)
        sex = sex_of(phrase.words, start, amount.end, before, sexes, sex_first) if sexes else None
        found.append(_value(phrase, start, amount, used, before, following, sex))
    for at, value in enumerate(found):
        beside = at > 0 and value.link == Link.UP_TO and found[at - 1].end == value.start
        if beside and den is not None and value.number.num == den:  # "ba trăm bảy mốt bốn trăm sáu mươi", of 460
            found[at] = value._replace(link=Link.NONE)
    found = latest([value for value in found if value.role != Role.TARGET], phrase)
    return parted(found, phrase, used)


def _amounts(phrase: Phrase, used: bytearray, den: int | None) -> list[tuple[int, Amount]]:
    """The amounts that count something, with the tokens they begin at."""
    words = phrase.words
    found: list[tuple[int, Amount]] = []
    behind = 0
    for at in phrase.places(_BEGIN, numbers=True)[:MOST_TRIED]:
        if at < behind or used[at]:
            continue
        if len(found) == MOST_VALUES:
            break
        if words[at] in _VAGUE and (end := _vague(phrase, at, used)):
            found.append((at, Amount(0, end, doubtful=True)))
            behind = end
            continue
        amount = read_amount(phrase, at, used, den)
        if amount is None:
            continue
        if found and words[at - 1] == "(" and _said_again(found[-1][1], amount, at):
            used[at : amount.end] = b"\x03" * (amount.end - at)
            behind = amount.end
            continue
        named = at > 0 and used[at - 1] in (1, 2)  # also of a village: "Nghĩa Trang 210"
        if not _aside(phrase, at, amount, named) and not _price(phrase, at, amount, den):
            found.append((at, amount))
        else:
            used[at : amount.end] = b"\x03" * (amount.end - at)
            if amount.end < len(words) and phrase.raws[amount.end] == "năm" and used[at] == 3:
                used[amount.end] = used[amount.end] or 3  # "5 năm": no second five
        behind = amount.end
    return found


def _said_again(before: Amount, amount: Amount, at: int) -> bool:
    """ "97 (chín mươi bảy)": one figure, in digits and in words."""
    return before.end == at - 1 and before.value == amount.value > 0 and not (before.percent or amount.percent)


def _vague(phrase: Phrase, at: int, used: bytearray) -> int:
    """Where "vài chục", "dăm ba chục", "mấy trăm", "mươi người" end; 0 where none begins."""
    words, raw = phrase.words, phrase.raws[at]
    end = at + 1
    if words[at] == "may" and (words[end + 1 : end + 3] == ["phan", "tram"] or words[end + 1 : end + 2] == ["%"]):
        return 0  # "đạt mấy chục phần trăm" asks
    if words[at] in ("vai", "dam") or raw in ("mấy", "đôi"):
        while (
            end < len(words) and not used[end] and (words[end] in SCALES or words[end] in ("ba", "bon", "sau", "bay"))
        ):
            end += 1
        return end if end > at + 1 and (words[end - 1] in SCALES or words[end : end + 1] == ["nguoi"]) else 0
    return end if raw == "mươi" and words[end : end + 1] and words[end] in NOUNS else 0


def _price(phrase: Phrase, at: int, amount: Amount, den: int | None) -> bool:
    """ "gói 70k", "máy 500k", "hai triệu rưỡi": thousands of nothing, far above the whole on file, are money."""
    words = phrase.words
    counted = amount.end < len(words) and words[amount.end] in NOUNS
    if amount.value >= _MOST_PEOPLE and not counted and amount.end - at < len(words):
        return not _THOUSANDS.isdisjoint(words[at : amount.end])
    if den is None or amount.value <= 20 * den or counted or not words[at][0].isdigit():
        return False
    return not _THOUSANDS.isdisjoint(words[at : amount.end])


def _aside(phrase: Phrase, at: int, amount: Amount, named: bool) -> bool:
    """Whether a number is a name or counts something not reported; behind a name of an indicator it is no label."""
    words, end = phrase.words, amount.end
    following, second, third = [*words[end : end + 3], "", "", ""][:3]
    if following in ("thon", "xa") and second in _RANKED:
        return True  # "5 thôn đứng đầu"
    if (
        following == "xom"
        and words[at - 1 : at] != ["/"]
        and amount.value <= _MOST_ITEMS
        and second not in cues.SIDES
        and not second[:1].isdigit()
    ):
        return True  # "thôn bác 3 xóm, xóm 1 có 130, …", "còn 3 xóm nữa"; not "9 xóm dưới"
    if amount.value == 1 and _not_even(words, at):
        return True
    if amount.value <= _FEW_APPS and (following == "app" or (following, second) == ("ung", "dung")):
        return True  # "phải tải 2 app à": of one telephone
    if following in ("so", "muc") and amount.value <= _MOST_ITEMS and _of_the_report(phrase, at, end):
        return True
    if following in _NO_COUNT and second == _NO_COUNT[following]:
        return True
    if following == "con" and second in _ANIMALS and phrase.raws[end] == "con" and third != "hang":
        return True  # "mua được 2 con gà"
    if following == "nam" and phrase.raws[end] == "năm" and second not in _OF_YEARS:
        return True  # "làm tổ trưởng 5 năm"
    if following == "cai" and (second, third) in (("bao", "cao"), ("tin", "nhan")):
        return True  # "ngán với ba cái báo cáo"
    if second == "cung" and third in ("khong", "chua"):
        return True  # "một người cũng không"
    if amount.percent:
        return _rate_of_money(phrase, at, end) or following == "pin" or "pin" in words[max(0, at - 2) : at]
    if following in _VERSIONS and phrase.glued(end) and not _says_yes(phrase, at, end):
        return True
    if (
        following == "buoi" and "hop" not in words and words[end + 1 : end + 2] not in _DAYPARTS
    ):  # "6 buổi" are counted of meetings only
        return True
    if following == "muc" and (amount.value > _MOST_ITEMS or words[max(0, at - 1)] == "thanh"):
        return False  # "đổi 99 thành 101 mục tiền điện": the item it belongs to
    if named and amount.value > _MOST_ITEMS and _begins_another(words, end):
        return False
    if following and is_measure(phrase, end):
        return not (following == "lan" and at and words[at - 1] == "gap")
    return not named and at > 0 and is_label(phrase, at, end)


def _begins_another(words: list[str], end: int) -> bool:
    """Whether the words behind a figure are the name of another thing, which has its own: "178 xe máy 40"."""
    further = next((at for at in range(end, min(len(words), end + _LONGEST_THING + 1)) if not words[at].isalpha()), 0)
    return further > end + 1 and words[further].isdigit()


_LONGEST_THING = 4  # words
_FEW_APPS = 5
_MOST_ITEMS = 20
_SENDS = frozenset(["gui", "nop", "bao", "con", "thieu", "du", "trong", "duoc", "tat", "ca"])
_BEHIND_ITEMS = frozenset(
    ["thoi", "roi", "da", "truoc", "di", "nay", "do", "cho", "luon", "a", "nhe", "em", "chau", "voi", "dung", "deu"]
)


def _of_the_report(phrase: Phrase, at: int, end: int) -> bool:
    """ "Thôi gửi trước 2 số", "báo được 2 mục rồi": how many items of the report, and no figure."""
    words = phrase.words
    behind = words[end + 1] if end + 1 < len(words) else ""
    if behind and behind[0].isalnum() and behind not in _BEHIND_ITEMS:
        return False
    return phrase.raws[end] in ("số", "mục", "muc", "so") and not _SENDS.isdisjoint(words[max(0, at - 3) : at])


def _says_yes(phrase: Phrase, at: int, end: int) -> bool:
    """ "371ạ", "371a": a polite word glued to its number; "mẫu 2a" is a name."""
    if phrase.words[end] != "a":
        return False
    closes = end + 1 == len(phrase.words) or not phrase.words[end + 1][0].isalnum() or phrase.words[end + 1] in _CALLED
    return closes and (phrase.raws[end] != "a" or len(phrase.words[at]) > 1)


def _rate_of_money(phrase: Phrase, at: int, end: int) -> bool:
    """ "lãi suất 6,5%", "vay 6% một năm", "giảm 50% học phí", "khuyến mại 20%"."""
    words, first = phrase.words, max(0, at - 5)
    before = words[first:at]
    if words[end : end + 2] in _A_YEAR or not _RATES.isdisjoint(pairwise(before)):
        return True
    if "giam" in before and words[end : end + 1] and words[end] in _PRICES:
        return True
    return any(phrase.raws[i] in ("lãi", "thuế", "vay") for i in range(first, at))


def _not_even(words: list[str], at: int) -> bool:
    """ "chưa có lấy một người": none at all."""
    back = at - 1
    while back > 0 and words[back] in _EVEN_ONE:
        back -= 1
    return back >= 0 and words[back] in _NEGATIONS


def _value(
    phrase: Phrase, at: int, amount: Amount, used: bytearray, before: Value | None, following: int, sex: str | None
) -> Value:
    """One amount in the light of the words around it."""
    words, end = phrase.words, amount.end
    piece = phrase.piece(at, end)
    low = before.end if before is not None else 0
    left, first = _left(words, at, low, used)
    number = _literal(amount, piece, _noun(phrase, end, used) or _said_before(left))
    right = _right(words, end, following, used)
    if not first or used[first - 1] != 1 or not _PARTING.isdisjoint(words[first:at]):
        right += _behind_name(phrase, end + len(right.split()), following, used)
    if right.startswith((" khong dung", " chua dung")) and phrase.raws[end + 1] == "đúng":
        right = ""  # "371 không đúng" says nothing of who does not use it
    if " chua" in right and (pagoda := phrase.raws[end:following]).count("chùa"):
        right = _right(words, end, end + pagoda.index("chùa"), used)  # "1 điểm ở chùa" lacks nothing
    if right.endswith(_BROKEN) and following < len(words) and end + len(right.split()) == following:
        right = ""  # "lắp 3 hỏng 1": broken is what follows
    link = Link.NONE
    if before is not None and (tied := _between(words, before.end, at, used)) is not None:
        link = _link(words, tied, before, number, amount)
    if before is not None and link in (Link.NONE, Link.OF_WHOLE, Link.INSIDE):
        link = _told_beside(words, at, before, number, used) or link
    if link == Link.INSIDE and " moi" in right[:24]:
        link = Link.INCLUDED  # "301 người, trong đó có 20 người mở mới"
    if before is not None and link in (Link.INSTEAD, Link.CORRECTED) and number.num is not None:
        if before.role == Role.TOTAL and cues.NUMERATOR.search(left):
            return Value(at, end, Role.COUNT, number, Link.NONE)
        if before.role == Role.COUNT and cues.DENOMINATOR.search(left):
            return Value(at, end, Role.TOTAL, number, Link.NONE)
    if number.ambiguous:
        return Value(at, end, Role.UNSURE, number, link)
    if "_" in phrase.clean and _blotted(phrase, at, end):
        return Value(at, end, Role.UNSURE, Number(ambiguous=True, words=number.words), link)
    if left.endswith("am") and phrase.raws[at - 1] in ("âm", "am"):  # "âm 5": no figure is below nothing
        return Value(at, end, Role.UNSURE, Number(ambiguous=True, words=phrase.piece(at - 1, end)), link)
    behind = words[end] if end < len(words) else ""
    if (behind[:1] == "x" and glued_mark(phrase, end)) or (behind == "may" and _and_some(phrase, end)):
        return Value(at, end, Role.UNSURE, unsure(number), link)
    if at and words[at - 1] in _K and phrase.raws[at - 1] == "k" and not phrase.glued(at):
        return Value(at, end, Role.UNSURE, unsure(number), link)  # "k 371": khoảng, or không
    if before is not None and before.number.pct is not None and left.endswith("tuong duong"):
        left = left[: -len("tuong duong")].rstrip()  # "đạt 76,5% tương đương 398 người" hedges nothing
    if left.endswith("-") and not _is_minus(phrase, at, first, used):
        left = left[:-1].rstrip()  # a dash between a name or words and a figure is no minus
    return judged(phrase, at, number, amount, left, right, link, first, used, sex)


def _blotted(phrase: Phrase, at: int, end: int) -> bool:
    """ "2_8", "37_": a digit that cannot be read; "smp_371" is a name and its figure."""
    text, start, behind = phrase.clean, phrase.starts[at], phrase.ends[end - 1]
    if text[behind : behind + 1] == "_":
        return True
    return text[start - 1 : start] == "_" and (start < 2 or not text[start - 2].isalpha())


def glued_mark(phrase: Phrase, end: int) -> bool:
    """ "3xx người": digits left out."""
    glued = phrase.words[end][0] == "x" and phrase.glued(end)
    return glued and set(phrase.words[end]) == {"x"}


def _and_some(phrase: Phrase, end: int) -> bool:
    """ "trăm mấy", "ba trăm mấy người": some more."""
    following = phrase.words[end + 1 : end + 2]
    return phrase.raws[end] == "mấy" or (not phrase.marked and following in (["nguoi"], ["ho"]))


def _literal(amount: Amount, piece: str, noun: str | None) -> Number:
    """An amount as it is written, with the noun of what it counts."""
    if amount.doubtful:
        return Number(
            ambiguous=True,
            words=piece,
            alternatives=(amount.value,) if amount.value else (),
            decimal=amount.decimal,
        )
    if amount.share is not None:
        return Number(pct=amount.share, ambiguous=True, words=piece)
    if amount.high:
        return Number(range=(amount.low, amount.high), words=piece, unit_word=noun)
    if amount.decimal is not None:
        decimal = None if amount.percent else amount.decimal
        return Number(pct=hundredths(amount.decimal), decimal=decimal, words=piece, unit_word=noun)
    if amount.percent:
        return Number(pct=amount.value * 100, words=piece, unit_word=noun)
    return Number(num=amount.value, words=piece, unit_word=noun)


def _left(words: list[str], at: int, low: int, used: bytearray) -> tuple[str, int]:
    """The words before a number, back to a line, a name or the number before; and where they begin."""
    first, lowest = at, max(low, at - _LEFT_WORDS)
    while first > lowest and used[first - 1] != 1:
        if used[first - 1] == 3 and not _of_month(words, first - 1):
            break
        if words[first - 1] in _PARTING and (first < at or words[first - 1] in _BREAKS):
            break
        first -= 1
    return " ".join(words[first:at]), first


def _of_month(words: list[str], at: int) -> bool:
    """Whether a masked word is of a month or quarter, or of a year gone by: "nhiều hơn hồi tháng 5 là 12 người"."""
    if words[at] in _MONTHS or (at > 0 and words[at - 1] in _MONTHS):
        return True
    if words[at] == "nam":
        return words[at + 1] in _YEARS_AGO or (len(words[at + 1]) == 4 and words[at + 1][:2] in ("19", "20"))
    if at > 0 and words[at - 1] == "nam" and len(words[at]) == 4:
        return True
    return not _YEARS_AGO.isdisjoint(words[max(0, at - 2) : at + 1])


def _right(words: list[str], end: int, following: int, used: bytearray) -> str:
    """The words behind a number, on to a comma, a line, a name or the next number; each with a space before."""
    last, furthest = end, min(following, end + _RIGHT_WORDS)
    while last < furthest and words[last] not in _ENDS and used[last] != 1:
        last += 1
    return " " + " ".join(words[end:last]) if last > end else ""


def _is_minus(phrase: Phrase, at: int, first: int, used: bytearray) -> bool:
    """Whether a dash is a minus: glued to the number, and alone before it ("smp -5"; not "smp - 5" nor "smp-371")."""
    if not phrase.glued(at) or not _LEADING.issuperset(phrase.words[first : at - 1]):
        return False
    return at < 2 or used[at - 2] not in (1, 2) or not phrase.glued(at - 1)


_FAILS = frozenset(["hong", "hu", "bi", "mat"])
_LACKED = frozenset(["co", "cai", "lap", "mo", "kich", "su", "dang", "biet", "ket"])


def _behind_name(phrase: Phrase, at: int, following: int, used: bytearray) -> str:
    """ "10 người điện thoại hỏng", "20 người VNeID chưa kích hoạt": what is said of the name behind a number.

    Not so where the name is another's: "smartphone 431 ngân hàng chưa đếm", "431 smartphone chưa có vneid".
    """
    words, end = phrase.words, at
    while end < following and used[end] == 1:
        end += 1
    if end == at or end >= following:
        return ""
    last = next((i for i in range(end, following) if words[i] in _ENDS), following)
    lacks = words[end] in ("chua", "khong") and end + 1 < last and words[end + 1] in _LACKED
    if not lacks and words[end] not in _FAILS:
        return ""
    other = any(used[i] == 1 and words[i] not in ("kich", "hoat") for i in range(end, last))
    return "" if other else " " + " ".join(words[end : min(last, end + 4)])


def _noun(phrase: Phrase, end: int, used: bytearray) -> str | None:
    """What is counted: the folded word behind the number. "Nhá", "nha" is no house, but a friendly end."""
    words = phrase.words
    if words[end : end + 1] == ["nha"] and phrase.raws[end] != "nhà":
        last = end + 1 == len(words) or words[end + 1] in _BEHIND_NHA
        if phrase.marked or last:
            return None
    if words[end : end + 1] == ["thon"] and (end + 1 == len(words) or words[end + 1] in _ENDS):
        return "thon"
    if end >= len(words) or words[end] not in NOUNS or used[end] in (1, 3):
        return None
    if words[end] in ("cai", "chiec") and words[end + 1 : end + 2] == ["may"]:
        return "may"
    return "ho so" if words[end] == "ho" and words[end + 1 : end + 2] == ["so"] else words[end]


_COUNTED_FIRST = re.compile(r"^(?:(?:con|so|tong|ca|va|,) )*(?P<what>ho|nguoi)(?: (?:thi|co|la|:))+$")


def _said_before(left: str) -> str | None:
    """ "Hộ thì 178": what is counted stands before the number."""
    found = _COUNTED_FIRST.match(left)
    return found["what"] if found is not None else None


def _between(words: list[str], start: int, end: int, used: bytearray) -> str | None:
    """All the words between two numbers, each with a space before; None when something else parts them."""
    if start == end:
        return ""
    if end - start > 9:  # far apart only "…, thực trả 112" takes the first back
        tied = "".join([" " + word for word in words[end - 4 : end]])
        return tied if "," in words[end - 4 : end] and cues.CORRECTED.search(tied) else None
    if (last := used.rfind(1, start, end)) >= 0:  # across a name only "254 người có vneid trên 301"
        tied = "".join([" " + word for word in words[last + 1 : end]])
        return tied if tied and cues.OVER.match(tied) and " /" not in tied else None
    between = words[start:end]
    if cues.TIE_WORDS.isdisjoint(between):
        return None
    if _BREAKS.isdisjoint(between):
        return " " + " ".join(between)
    tied = "".join([" " + ("," if word in _BREAKS else word) for word in between])
    return tied if cues.INSTEAD.search(tied) else None


def _link(words: list[str], tied: str, before: Value, number: Number, amount: Amount) -> str:
    """What two numbers are to one another by the words between them."""
    if number.pct is not None and before.number.pct is None:
        apart = before.num is None or before.link != Link.NONE or tied.endswith("~")
        return Link.UP_TO if not apart and cues.UP_TO.match(tied) else Link.NONE
    if not tied:
        return _side_by_side(before, number, amount)
    both = before.num is not None and number.num is not None
    alike = both or (before.number.pct is not None and number.pct is not None)  # "từ 70% lên 82%"
    said = tied.split()
    may = cues.may_stand_between(said[-1])
    if "corrected" in may and cues.CORRECTED.search(tied):
        return Link.CORRECTED
    instead = (not cues.INSTEAD_WORDS.isdisjoint(said) or said[-2:] == [".", "."]) and cues.INSTEAD.search(tied)
    if instead or ("becomes" in may and alike and cues.BECOMES.match(tied)):
        return Link.INSTEAD
    if "over" in may and both and cues.OVER.match(tied):
        return Link.OVER
    in_brackets = "brackets" in may and both and number.unit_word and (before.num or 0) < (number.num or 0)
    if in_brackets and cues.OVER_IN_BRACKETS.match(tied):
        return Link.OVER
    if "up_to" in may and cues.UP_TO.match(tied):
        return Link.UP_TO
    if said[-1] == "va" and before.start and words[before.start - 1] == "giua":
        return Link.UP_TO
    if "either" in may and cues.OR.match(tied) and not tied.startswith((" nguoi thi", " thi", " ho thi")):
        return Link.OR
    if "plus" in may and cues.PLUS.match(tied):
        return Link.PLUS
    if "equals" in may and cues.EQUALS.match(tied):
        return Link.EQUALS
    if "whole" in may and both and cues.WHOLE_THEN.match(tied) and (before.num or 0) >= (number.num or 0):
        return Link.INSIDE if " trong " in tied or tied.endswith(" , co") else Link.OF_WHOLE
    return Link.NONE


def _told_beside(words: list[str], at: int, before: Value, number: Number, used: bytearray) -> str:
    """ "Trong đó", "kể cả", "chưa kể": what a smaller number is to the count before it; "" where it is neither."""
    low = max(before.end, used.rfind(1, 0, at) + 1, at - 8)
    said = words[low:at]
    if cues.INSIDE_WORDS.isdisjoint(said) or before.num is None or number.num is None or number.num >= before.num:
        return Link.NONE
    tied = " ".join("," if word in _BREAKS else word for word in said)
    if cues.INCLUDED.search(tied):
        return Link.INCLUDED
    return Link.INSIDE if cues.WITHIN.search(tied) else Link.NONE


def _side_by_side(before: Value, number: Number, amount: Amount) -> str:
    """ "ba mươi ba lăm": a larger number spoken right behind one."""
    if not amount.spoken or before.num is None or number.num is None:
        return Link.NONE
    return Link.UP_TO if before.num < number.num else Link.NONE
