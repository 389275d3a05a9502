"""One reading of all the quantities said about one indicator; what cannot be settled is ambiguous."""

from __future__ import annotations

import re
from itertools import pairwise

from handlers.language.columns import headed
from handlers.language.cues import OWED, THINGS
from handlers.language.reading import Context, Number
from handlers.language.syllables import word_set
from handlers.language.values import Link, Role, Value

_AS_NOW = re.compile(
    r"\b(?:nay|gio|ky nay|lan nay|cung|van)(?: (?:cung|van))? (?:the|vay|nhu (?:the|vay|cu)|y (?:nguyen|nhu)"
    r"|giu nguyen|so (?:do|ay|cu))\b"
    r"|\bkhong (?:co gi )?(?:thay )?doi\b|\bgiu nguyen\b"
)
_PLAIN = (Role.COUNT, Role.WHOLE, Role.TOTAL, Role.PERCENT)
_WITHIN = (Role.COUNT, Role.NOW, Role.UNSURE, Role.WHOLE)
_COUNTS = (Role.COUNT, Role.NOW, Role.MAN, Role.WOMAN, Role.WHOLE, Role.TOTAL)


def combine(values: list[Value], words: list[str], context: Context, *, own: bool = True) -> Number:
    """The rules, in this order: what is taken back, ends of a range, alternatives, sums, wholes, the rest.

    `own` says that the denominator on file is that of the indicator spoken of.
    """
    if values[-1].link in (Link.EQUALS, Link.PLUS) and (total := _totalled(values)) is not None:
        return total  # "hôm qua 20, hôm nay 15, vị chi 35"
    if (both := _with_and_without(values, words, context)) is not None:
        return both
    if (either := _on_conditions(values, words)) is not None:
        return either
    if (ratio := _by_parts(values, words)) is not None:
        return ratio
    if (either := _not_or_no(values, words)) is not None:
        return either
    if (more := _added(values, words)) is not None:
        return more
    values = _standing(_without_asides(_called_right(values, words), words), context)
    if len(values) == 1:
        return _alone(values[0], words, context)
    if (net := _net_change(values)) is not None:
        return net
    if (row := _row_of_table(values) or headed(values, words)) is not None:
        return row
    if (less := _subtracted(values, words, context)) is not None:
        return less
    if context.den is None and _told_apart(values):
        return values[0].number
    if len(values) == 2 and values[1].link == Link.OVER and _like_date(values, words, context):
        return Number(ambiguous=True, words=f"{values[0].number.words}/{values[1].number.words}")
    return (
        _left_over(values)
        or _on_top(values, words)
        or _ranged(values)
        or _either(values)
        or _summed(values, context)
        or _totalled(values)
        or _settled(values, words, context, own=own)
    )


_IS_RIGHT = re.compile(r"(?:(?:nguoi|ho|nha|cai|khau) )?moi (?:la )?(?:dung|phai|chuan|chinh xac)\b")


def _called_right(values: list[Value], words: list[str]) -> list[Value]:
    """ "189 mới đúng, 2 nhà mới kéo dây": of several counts the one that is called the right one."""
    if len(values) < 2 or any(value.role is not Role.COUNT or value.link == Link.OVER for value in values):
        return values
    right = [one for one in values if _IS_RIGHT.match(" ".join(words[one.end : one.end + 5]))]
    return [right[0]._replace(link=Link.NONE)] if len(right) == 1 else values


def _left_over(values: list[Value]) -> Number | None:
    """ "14 mắt, hỏng 2 còn 12": a whole, those who lack it, and the rest, which is the count."""
    if len(values) != 3 or [value.role for value in values] != [Role.COUNT, Role.MISSING, Role.COUNT]:
        return None
    whole, lacks, rest = (value.number for value in values)
    if whole.num is None or rest.num is None or whole.num - (lacks.missing or 0) != rest.num:
        return None
    return rest if rest.unit_word in THINGS or whole.unit_word in THINGS else rest._replace(den=whole.num)


_ABOVE, _UNDER = (re.compile(rf"\b{part} so\b") for part in ("tu", "mau"))


def _by_parts(values: list[Value], words: list[str]) -> Number | None:
    """ "Mẫu số sai, đúng là 450, tử số 290 đúng rồi": each number is the part of the ratio named before it."""
    if len(values) != 2 or any(value.role not in _PLAIN or value.number.num is None for value in values):
        return None
    first, second = values
    told = [" ".join(words[: first.start]), " ".join(words[first.end : second.start])]
    above = [_ABOVE.search(one) is not None for one in told]
    under = [_UNDER.search(one) is not None for one in told]
    if above == under or sorted(above) != [False, True] or [not one for one in above] != under:
        return None
    num, den = (first, second) if above[0] else (second, first)
    return num.number._replace(den=den.number.num, approx=num.number.approx or den.number.approx)


def _not_or_no(values: list[Value], words: list[str]) -> Number | None:
    """ "Một trăm không phải một trăm mười", as dictation writes it: 100, or "100? No, 110 it must be"."""
    if len(values) != 2 or values[1].role is not Role.REJECTED or values[0].role is not Role.COUNT:
        return None
    first, second = values[0].number.num, values[1].number.num
    spoken = not any(sign.isdigit() for value in values for sign in value.number.words)
    if first is None or second is None or not spoken:
        return None
    between = words[values[0].end : values[1].start]
    if between not in (["khong", "phai"], ["khong", "phai", "la"]):
        return None
    return Number(ambiguous=True, alternatives=(first, second), words=f"{first} hay {second}")


_ADDED_SINCE = word_set("moi vua da so hon truoc ky thang nam ngoai qua tuan quy dot lan trong gom ke tinh roi nho nen")


def _on_top(values: list[Value], words: list[str]) -> Number | None:
    """ "187 nhà viettel kéo thêm 2": 187 with those, or 189; "412, mới thêm 3 người" holds them already."""
    if len(values) != 2 or values[0].role is not Role.COUNT or values[1].role is not Role.CHANGE:
        return None
    count, change = values[0].number.num, values[1].number.relative or ""
    between = words[values[0].end : values[1].start]
    said = {*between, *words[values[1].end : values[1].end + _BESIDE], *words[: values[0].start]}
    if count is None or not change.startswith("+") or "them" not in between or said & _ADDED_SINCE:
        return None
    more = count + int(change[1:]) if change[1:].isdigit() else count
    return Number(ambiguous=True, alternatives=(count, more), words=f"{count} hay {more}") if more > count else None


def _told_apart(values: list[Value]) -> bool:
    """ "5 điểm, nhà văn hóa 1 trường 2 chợ 2": a count, then where they are; all of them together it again."""
    parts = [value.number.num or 0 for value in values[1:] if value.role in (Role.COUNT, Role.PART)]
    whole = len(parts) == len(values) - 1 > 1 and values[0].role in _PLAIN and values[1].link != Link.OF_WHOLE
    return whole and sum(parts) == values[0].number.num


_COUNTED_IN = re.compile(
    r"(?:^| )(?:(?:ke|tinh|gom|cong) (?:ca|luon|them)|gop ca|bao gom|(?:chua|khong) (?:ke|tinh)(?: den)?)$"
)
_AND_SO = frozenset(["thi", "la", "duoc", "thanh", "tong", "dung"])


def _counted_in(first: Value, second: Value, words: list[str]) -> bool:
    """ "Kể cả 3 người trên 80 tuổi thì được 288": so many are in the count that follows."""
    if first.role is not Role.COUNT or second.role not in _PLAIN or second.link != Link.NONE:
        return False
    if _AND_SO.isdisjoint(words[max(first.end, second.start - 2) : second.start]):
        return False
    lies_within = (first.number.num or 0) < (second.number.num or 0)
    return lies_within and _COUNTED_IN.search(" ".join(words[max(0, first.start - 3) : first.start])) is not None


def _without_asides(values: list[Value], words: list[str]) -> list[Value]:
    """Without what only lies within a count: "430 kể cả 12 em", and all that follows "trong đó 12 người"."""
    if len(values) > 1 and _counted_in(values[0], values[1], words):
        values = values[1:]
    kept: list[Value] = []
    within = False
    for value in values:
        aside = value.link == Link.INCLUDED or (within and value.role in _WITHIN and value.link == Link.NONE)
        within = within or value.link in (Link.INSIDE, Link.INCLUDED)
        if not (aside and kept):
            kept.append(value)
    return kept


def _row_of_table(values: list[Value]) -> Number | None:
    """ "412 520 79,2%": of two counts side by side the percentage behind them tells which is the whole."""
    if len(values) != 3 or any(v.link != Link.NONE for v in values):
        return None
    first, second, pct = (v.number for v in values)
    if first.num is None or not second.num or pct.pct is None or any(v.role not in _PLAIN for v in values):
        return None
    low, high = sorted((first.num, second.num))
    if low == high or abs(low * 10_000 - pct.pct * high) > high * (5 if pct.pct % 100 else 50):
        return None
    return (first if first.num == low else second)._replace(den=high, pct=pct.pct, approx=False)


def _subtracted(values: list[Value], words: list[str], context: Context) -> Number | None:
    """ "236 trừ 95", "bốn trăm hụt 2": what is left; of the whole on file it is those who lack it, read back so."""
    first, second = values[0], values[1]
    taken = second.number.num if second.number.num is not None else second.number.missing
    said = words[first.end : second.start]
    if len(values) != 2 or first.number.num is None or taken is None:
        return None
    round_one = first.number.num % 10 == 0 and 10 * taken < first.number.num
    if "tru" not in said[-2:] and not (round_one and said in (["kem"], ["hut"], ["thieu"])):
        return None
    if first.number.num == context.den or taken > first.number.num:
        return None
    approx = first.number.approx or second.number.approx
    return Number(num=first.number.num - taken, approx=approx, words=f"{first.number.words} trừ {second.number.words}")


def _net_change(values: list[Value]) -> Number | None:
    """ "Giảm 3 người chết, thêm 6 đứa đủ tuổi": what comes of both, as a change that is read back."""
    steps = [value.number.relative or "" for value in values]
    if any(value.role is not Role.CHANGE for value in values) or any(not step[1:].isdigit() for step in steps):
        return None
    net = sum(int(step) for step in steps)
    words = ", ".join(value.number.words for value in values)
    return Number(relative=f"{net:+d}" if net else "=", words=words)


_FIRST_THEN = re.compile(r"\b(?:roi|xong|sau do|sau lai|hom nay|bua nay|nay|chieu|toi|trua|sau|vua|moi|lai|gio|va)\b")
_SINCE_LAST = re.compile(
    r"\bso (?:voi )?(?:ky|thang|quy|dot|nam|lan|hoi)\b|\b(?:ky|thang|quy|dot|nam) (?:truoc|ngoai|roi)\b"
)


def _added(values: list[Value], words: list[str]) -> Number | None:
    """ "400 rồi thêm 12 người nữa": a count and what came on top of it afterwards, to be read back as their sum.

    "412 người, thêm 12 so với kỳ trước" only compares: the first is the count.
    """
    if len(values) != 2 or values[0].role not in (*_PLAIN, Role.NOW, Role.EARLIER) or values[1].role is not Role.CHANGE:
        return None
    count, step = values[0].number, values[1].number.relative or ""
    if count.num is None or count.den is not None or not step.startswith("+") or not step[1:].isdigit():
        return None
    behind = words[values[1].end : values[1].end + _BESIDE]
    between = " ".join(words[values[0].end : values[1].start])
    told = values[0].role is Role.EARLIER  # "kỳ trước 400 nay thêm 12"
    if between.endswith(", moi them") and "nua" not in behind:
        return None  # "412, mới thêm 3 người": they are among them
    if not told and (_SINCE_LAST.search(" ".join(words)) or not ("nua" in behind or _FIRST_THEN.search(between))):
        return None
    return _sum_of([count, values[1].number._replace(num=int(step[1:]))])


def _sum_of(parts: list[Number]) -> Number:
    """Numbers added up, to be read back: "400 + 12"."""
    sums = " + ".join(f"{one.num}" for one in parts)
    approx, words = any(one.approx for one in parts), ", ".join(one.words for one in parts)
    num = sum(one.num or 0 for one in parts)
    return Number(num=num, words=words, unit_word=parts[0].unit_word, approx=approx, sums=sums)


_WITHOUT = frozenset(["khong", "chua"])
_BESIDE_BOTH = frozenset([",", ";", "con", "va", "thi", "nguoi", "ho", "nha", "em", "a", "nhe", "la"])


def _with_and_without(values: list[Value], words: list[str], context: Context) -> Number | None:
    """ "120 hộ có, 58 hộ không", "có 120, không có 58": who has it, and beside them who has not; together the whole."""
    if len(values) != 2:
        return None
    first, second = values
    has, lacks = first.number.num, second.number.num
    lacks = second.number.missing if lacks is None else lacks
    if has is None and second.role is not Role.MISSING:
        has = first.number.missing  # "dùng 305 không dùng 105"
    if has is None or lacks is None or Link.OVER in (first.link, second.link):
        return None
    between = [word for word in words[first.end : second.start] if word not in _BESIDE_BOTH]
    behind = [word for word in words[second.end :] if word not in _BESIDE_BOTH]
    told_behind = between == ["co"] and behind in (["khong"], ["chua"], ["khong", "co"], ["chua", "co"])
    verb = words[first.start - 1] if first.start else ""
    told_before = (
        between[:1] and between[0] in _WITHOUT and (between[1:] == [verb] or (verb == "co" and not between[1:]))
    )
    if not told_behind and not (told_before and verb.isalpha()):  # "học 305, không học 105"
        return None
    return first.number._replace(num=has, missing=None, den=has + lacks if context.den is not None else None)


_CONDITION = re.compile(
    r"\b(?:tinh|ke|gom|gop|dem|tru|lay|bo|theo|them|ca|het)\b(?!.* lai\b)"
    r".*(?: thi| la| duoc| con| thanh)(?: la| duoc| co| chi| con)*$"
)


def _on_conditions(values: list[Value], words: list[str]) -> Number | None:
    """ "Không tính nhà trọ thì 187, tính cả thì 192": which of the two is to be reported is asked."""
    if len(values) != 2 or any(value.role not in _PLAIN or value.number.num is None for value in values):
        return None
    first, second = values
    told = (words[max(0, first.start - _BESIDE) : first.start], words[first.end : second.start])
    if second.link == Link.OVER or not all(_CONDITION.search(" ".join(one)) for one in told):
        return None
    low, high = sorted((first.number.num or 0, second.number.num or 0))
    return Number(ambiguous=True, alternatives=(low, high), words=f"{low} hay {high}") if low != high else None


def _like_date(values: list[Value], words: list[str], context: Context) -> bool:
    """ "20/6" may be a day, where it cannot be a fraction or does not fit the denominator on file."""
    day, month = (value.number.num or 0 for value in values)
    if words[values[0].end : values[1].start] != ["/"] or day > 31 or not 1 <= month <= 12 or month == context.den:
        return False
    return values[1].number.unit_word is None and (day > month or context.den is not None)


def _standing(values: list[Value], context: Context) -> list[Value]:
    """Without what the message takes back, rejects or tells of an earlier time."""
    kept: list[Value] = []
    past: Value | None = None
    for value in values:
        if value.role in (Role.REJECTED, Role.EARLIER) and len(values) > 1:
            past = value if value.role == Role.EARLIER else None
            continue
        if past is not None and value.link in (Link.OR, Link.UP_TO) and len(values) == 2:
            return [past]  # "tháng trước 300 hay 310"
        past = None
        if value.link == Link.CORRECTED:
            kept = [v for v in kept if v.role not in _COUNTS]
        if kept and value.link == Link.INSTEAD and value.role != Role.MISSING:
            kept.pop()
        if value.role == Role.NOW:
            kept = [v for v in kept if v.role not in (Role.COUNT, Role.WHOLE)]
        kept.append(value)
    counts = [v for v in kept if v.role in _COUNTS and v.number.num is not None]
    sexes = [v for v in kept if v.role in (Role.MAN, Role.WOMAN)]
    if len(sexes) == 1 and any((v.number.num or 0) > (sexes[0].number.num or 0) for v in counts if v is not sexes[0]):
        kept.remove(sexes[0])  # "371, trong đó nữ 191"
    read_back = context.state in ("confirm", "doubt") and len(counts) == 2 and counts[0].number.num == context.num
    if _difference(counts, context):  # "thừa 2 người, còn 410 thôi", of the 412 read back
        return counts[1:]
    whole = read_back and counts[1].role is Role.TOTAL and _near_the_whole(counts[1].number.num or 0, context)
    if read_back and not whole and counts[1].link != Link.OVER:  # "371 đúng, tổng phải 465": what cannot be the count
        kept.remove(counts[0])
    return kept or values[-1:]


def _near_the_whole(num: int, context: Context) -> bool:
    """ "371 đúng rồi nhưng tổng là 458": nearer to the whole on file than to the count read back, and above that."""
    if context.num is None or context.den is None or context.den <= context.num:
        return (context.den or 0) <= num and context.den is not None
    return num >= context.den or (num >= context.num and context.den - num < num - context.num)


def _difference(counts: list[Value], context: Context) -> bool:
    """Whether the first of two numbers is by how much the second differs from the one read back."""
    if context.num is None or len(counts) != 2 or counts[1].link == Link.OVER:
        return False
    by, new = counts[0].number.num or 0, counts[1].number.num or 0
    return abs(new - context.num) == by > 0


_TO_COME = re.compile(
    r"\bde (?:em|toi|bac|minh|tui|chau|co|chu) (?:dem|hoi|ra|xem|kiem)|\bmai (?:em|toi|bac|minh)|\bchua dem\b"
    r"|\bcon\b(?: [a-z]+){1,6} bao nhieu\b|\bbao nhieu\b.* chua (?:biet|ro|dem|hoi|nam)\b|\bthi chua (?:biet|ro|hoi)\b"
    r"|\bbao nhieu\b.* (?:mai|chieu|toi|sau|lat) (?:moi|hay)\b"
)


_PARTLY = re.compile(  # "mới được 3 xóm, 310 người, còn 2 xóm nữa"
    r"\bcon (?:\d|mot|hai|ba|bon|may|vai) (?:xom|cum|ngo|day|ben)(?: \w+)? (?:nua|chua)\b"
)


_BESIDE = 16  # words on either side of a number that tell what it is


def _alone(value: Value, words: list[str], context: Context) -> Number:
    """A single quantity: a whole stands as the denominator where it cannot be the count asked."""
    number = value.number
    if value.role == Role.EARLIER and number.num is not None and _AS_NOW.search(" ".join(words[value.end :])):
        return number  # "tháng trước 405, nay vẫn vậy"
    if value.role in (Role.EARLIER, Role.REJECTED) and (number.num is not None or number.pct is not None):
        return Number(ambiguous=True, words=number.words, alternatives=() if number.num is None else (number.num,))
    if number.num is not None and value.role is Role.COUNT:
        beside = words[max(0, value.start - _BESIDE) : value.end + _BESIDE]
        if "con" in beside and _PARTLY.search(" ".join(beside)):
            return Number(ambiguous=True, words=number.words, alternatives=(number.num,))
    fits = context.den is None or context.den == number.num
    if value.role == Role.TOTAL and not number.approx and (fits or _another_whole(number, words, context)):
        return Number(den=number.num, words=number.words, unit_word=number.unit_word)
    if number.num is not None and not number.approx and _told_of_all(value, words, context):
        return Number(den=number.num, words=number.words, unit_word=number.unit_word)
    if value.role == Role.WHOLE and context.asked:
        # "có 188 hộ, nộp qua app thì để em hỏi lại"
        to_come = _TO_COME.search(" ".join(words[value.end : value.end + _BESIDE])) is not None
        if to_come or (fits and value.end >= len(words) - 2):
            return Number(den=number.num, words=number.words, unit_word=number.unit_word)
    return number


_BASES = r"(?:lon|truong thanh|(?:trong )?(?:do )?tuoi(?: lao dong)?|lao dong|tu (?:du )?1[58](?: tuoi)?(?: tro len)?)"
_OF_BASE = re.compile(  # "cả thôn có 400 người trong tuổi", "thôn bác 396 người lao động thôi"
    rf"(?:nguoi|khau)(?: dan)? {_BASES}"
    r"(?: (?:thoi|co|ma|chu|day|do|a|em|roi|nhe|con|chau))*(?= [,;.]| con\b| nhung\b|$)"
)
_PROTESTS = re.compile(r"(?:nguoi|ho|nha|khau)(?: dan)? (?:co )?ma(?: (?:em|chau|nhi|a|con))*$")
_BARE_WHOLE = re.compile(
    r"(?:nguoi|ho|nha|khau)(?: dan)?(?: (?:thoi|co|ma|chu|day|do|a|em|roi|nhe|chau))*(?= [,;.]| con\b|$)"
)


def _told_of_all(value: Value, words: list[str], context: Context) -> bool:
    """Whether a number alone is how many there are, and not how many have it: "cả thôn 400 người phải làm"."""
    num, den = value.number.num or 0, context.den or 0
    behind = " ".join(words[value.end : value.end + _BESIDE])
    if den and 2 * num < den:
        return False
    if value.role in _PLAIN and OWED.match(behind):
        return True
    if value.role is not Role.WHOLE or not den:
        return value.role is Role.WHOLE and _OF_BASE.match(behind) is not None
    near = 10 * abs(num - den) <= den
    protests = near and _PROTESTS.match(behind) is not None
    return (
        protests or _OF_BASE.match(behind) is not None or (near and num > den and _BARE_WHOLE.match(behind) is not None)
    )


_PLACE_OF = re.compile(  # "số hộ của thôn là 180"
    r"\b(?:ho|nguoi lon|nguoi truong thanh|nhan khau|dan)(?: (?:cua|trong|o|toan|ca))+ (?:thon|xom|ban|to|khu|lang)\b"
)


def _another_whole(number: Number, words: list[str], context: Context) -> bool:
    """ "mẫu số sai, tổng là 525", "danh sách cử tri 358 người": a total, though not the one on file."""
    if number.num is None:
        return False
    if context.state in ("confirm", "doubt") and context.num is not None and _near_the_whole(number.num, context):
        return True
    near = context.den is not None and 2 * number.num >= context.den
    return near and ("mau" in words or words[0] == "danh" or _PLACE_OF.search(" ".join(words)) is not None)


def _ranged(values: list[Value]) -> Number | None:
    """Two ends of a range: "365 đến 370", "từ 80 đến 85%". Ends that fall are no range."""
    for first, second in pairwise(values):
        if second.link != Link.UP_TO:
            continue
        low, high = first.number, second.number
        words = f"{low.words}-{high.words}"
        if low.num is not None and high.range is not None:  # "3-4 chục" is written on the rank of the second
            return Number(ambiguous=True, words=words)
        if low.num is not None and low.num == high.num:  # "701 - bảy trăm linh một người"
            return high
        if low.num is not None and high.num is not None:
            if low.num < high.num:
                low_end = _same_rank(low.num, high.num, high.words)
                return Number(range=(low_end, high.num), words=words, unit_word=high.unit_word)
            if low.num - high.num <= low.num // 10 and high.unit_word:  # "310-300 người"
                return Number(range=(high.num, low.num), words=words, unit_word=high.unit_word)
            return Number(ambiguous=True, words=words, alternatives=(low.num, high.num))
        return Number(ambiguous=True, words=words)
    return None


def _same_rank(low: int, high: int, said: str) -> int:
    """ "3-4 chục" is 30 to 40: the rank is said once."""
    for word, rank in (("chục", 10), ("chuc", 10), ("trăm", 100), ("tram", 100), ("nghìn", 1000), ("nghin", 1000)):
        if said.endswith(word) and low < 10 and high % rank == 0 and low * rank < high:
            return low * rank
    return low


def _either(values: list[Value]) -> Number | None:
    """ "371 hay 377": one of them, to be asked."""
    for first, second in pairwise(values):
        if second.link == Link.OR and first.num is not None and second.num is not None:
            return Number(ambiguous=True, alternatives=(first.num, second.num), words=first.number.words)
    return next((v.number for v in values if v.role == Role.UNSURE), None)


def _summed(values: list[Value], context: Context) -> Number | None:
    """Men and women, or numbers with a plus, are added up; a total beside them is their sum or the whole on file.

    Any other number beside them leaves which of the two is right to be asked.
    """
    parts = [v for v in values if v.role in (Role.MAN, Role.WOMAN)]
    if len(parts) < 2 or {v.role for v in parts} != {Role.MAN, Role.WOMAN}:
        parts = [
            v
            for i, v in enumerate(values)
            if v.link == Link.PLUS or (i + 1 < len(values) and values[i + 1].link == Link.PLUS)
        ]
    if len(parts) < 2:
        parts = [v for v in values if v.role == Role.PART]
    if len(parts) < 2 or any(v.number.num is None for v in parts):
        return None
    total = sum(v.number.num or 0 for v in parts)
    beside = [v for v in values if v not in parts and v.number.num is not None]
    said = [v.number.num for v in beside]
    words = ", ".join(v.number.words for v in parts)
    if (
        said
        and said[0] != total
        and not (said[0] is not None and said[0] > total and _is_whole(beside[0], total, context))
    ):
        return Number(ambiguous=True, words=words, alternatives=(total, said[0] or 0))
    den = next((n for n in said if n is not None and n > total), None)
    ways = [f"{v.number.part} {v.number.num}" for v in parts if v.number.part]
    sums = " + ".join(ways) if len(ways) == len(parts) else None
    return Number(num=total, den=den, words=words, approx=any(v.number.approx for v in parts), sums=sums)


_OFF_BY = 10  # percent: a number so near to the sum of the parts beside it was meant to be that sum


def _is_whole(value: Value, parts: int, context: Context) -> bool:
    """Whether a number beside parts is the whole they are counted of, and not their sum misreckoned."""
    num = value.number.num or 0
    return num == context.den or value.link is not Link.NONE or (num - parts) * 100 > _OFF_BY * num


def _totalled(values: list[Value]) -> Number | None:
    """ "đợt 1 được 150, đợt 2 thêm 53, tổng 203": the last is said to be the sum of those before (or their product)."""
    last, parts = values[-1], values[:-1]
    said = [v.number.num if v.number.num is not None else _step(v.number) for v in parts]
    if len(parts) < 2 or last.number.num is None or any(n is None for n in said):
        return None
    counts = [n for n in said if n is not None]
    if sum(counts) == last.number.num or (len(counts) == 2 and counts[0] * counts[1] == last.number.num):
        return last.number
    return None


def _step(number: Number) -> int | None:
    """The size of a rise ("+53"), None for anything else."""
    said = (number.relative or "").removeprefix("+")
    return int(said) if said.isdigit() else None


def _settled(values: list[Value], words: list[str], context: Context, *, own: bool) -> Number:
    """A count, its whole, its percentage; a second count without a role has to be asked about."""
    count: Number | None = None
    den: int | None = None
    change = next((v.number for v in values if v.role in (Role.CHANGE, Role.TIMES)), None)
    missing = next((v.number for v in values if v.role == Role.MISSING), None)
    pct = next((v.number for v in values if v.role == Role.PERCENT), None)
    spans = next((v.number for v in values if v.number.range is not None), None)
    for i, value in enumerate(values):
        number = value.number
        if number.num is None:
            continue
        inside = value.link == Link.INSIDE and count is not None and den is None and i > 0
        part = inside and own and _only_part(values[i - 1], context)
        if i + 1 < len(values) and values[i + 1].link == Link.OVER:
            count, den = number, values[i + 1].number.num
        elif part or (value.link == Link.OVER and den is not None):
            continue
        elif value.link in (Link.OF_WHOLE, Link.INSIDE) and count is not None and den is None:
            den, count = count.num, number._replace(inside=inside and values[i - 1].role == Role.COUNT)
        elif _stands_as_whole(value, change, count, den):
            den = number.num
        elif count is not None and count.num == number.num and _elsewhere(values[i - 1], value, words):
            sums = ((count.num or 0) + (number.num or 0), count.num or 0)
            return Number(ambiguous=True, alternatives=sums, words=count.words, unit_word=count.unit_word)
        elif count is None or count.num == number.num:
            count = count or number
        elif number.num in (context.den, den) and den in (None, number.num):
            den = number.num
        elif den is not None and count.num is not None and count.num + number.num == den:
            continue  # "180/188 hộ, còn 8 hộ cụ già neo đơn": who is left
        elif den is None and count.num == context.den:
            den, count = count.num, number
        else:
            return Number(
                ambiguous=True, alternatives=(count.num or 0, number.num), words=count.words, unit_word=count.unit_word
            )
    if count is not None and missing is not None and den is None and count.num == context.den:
        return missing._replace(den=count.num)  # "402 trừ 8": the whole on file, and who is missing
    if count is not None and missing is not None and den is None and values[-1].link in (Link.OF_WHOLE, Link.INSIDE):
        if context.den not in (None, count.num):  # "10 nhà thì 9 nhà không có người": of those asked, not of all
            return Number(ambiguous=True, words=count.words)
        return missing._replace(den=count.num)
    if count is not None and missing is not None and den is None and _taken_off(values, words):
        return missing._replace(den=count.num)
    if count is not None and den is not None and count.num is not None and den < count.num and not _said(values):
        whole = next((v for v in values if v.role == Role.WHOLE and v.number.num == den), None)
        if whole is not None:  # "thôn tôi 80 cụ già ... 268 người": no whole is smaller than its part
            den = None
    reversed_ = count is not None and count.num is not None and den is not None and den < count.num == context.den
    if count is not None and reversed_ and not _said(values):
        count, den = count._replace(num=den), count.num
    return _put_together(count, den, pct, change, missing, spans, values)


_MOST_PLACES = 20
_PLACES = frozenset(
    ["nha", "quan", "truong", "cho", "cong", "nga", "tram", "dinh", "chua", "san", "xom", "dau", "cuoi"]
)


def _elsewhere(first: Value, second: Value, words: list[str]) -> bool:
    """ "Nhà văn hóa 1, quán bà Ba 1": the same number of two places is no figure said twice."""
    between = words[first.end : second.start]
    few = 0 < (second.number.num or 0) <= _MOST_PLACES
    return few and "," in between and not _PLACES.isdisjoint(between[between.index(",") :])


def _taken_off(values: list[Value], words: list[str]) -> bool:
    """ "188 hộ trừ đi 12 hộ chưa làm": the first is the whole, and not what is left."""
    return len(values) == 2 and values[1].role is Role.MISSING and "tru" in words[values[0].end : values[1].start]


def _only_part(first: Value, context: Context) -> bool:
    """ "371 người, trong đó 30 người trên 60 tuổi": the first is the count where it is far from the whole on file."""
    num, den = first.number.num or 0, context.den
    return first.role == Role.COUNT and den is not None and num * 20 < den * 19


def _stands_as_whole(value: Value, change: Number | None, count: Number | None, den: int | None) -> bool:
    """A total said, but not the new total after a rise; a whole only where the count is still to come."""
    if value.role == Role.TOTAL or value.link == Link.OVER:
        return change is None
    return value.role == Role.WHOLE and count is None and den is None


def _said(values: list[Value]) -> bool:
    return any(v.link in (Link.OVER, Link.OF_WHOLE, Link.INSIDE) for v in values)


def _put_together(
    count: Number | None, den: int | None, pct: Number | None, change: Number | None, missing: Number | None,
    spans: Number | None, values: list[Value],
) -> Number:  # fmt: skip
    """The fields of a reading; with the count itself the change and the complement say nothing more."""
    if count is not None:
        return count if den is None and pct is None else count._replace(den=den, pct=pct.pct if pct else None)
    if spans is not None:
        return spans._replace(den=den)
    if missing is not None:
        return missing._replace(den=den, pct=pct.pct if pct else None)
    if change is not None:
        return change._replace(pct=pct.pct if pct else None)
    if pct is not None:
        return pct._replace(den=den)
    return Number(den=den, words=values[0].number.words)
