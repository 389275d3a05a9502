"""Puts names and quantities of a message together into items, one for each indicator spoken of."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from handlers.language.aliases import Name, NameIndex, continued, find_names, guess_name
from handlers.language.codes import find_codes, of_the_codes
from handlers.language.combine import combine
from handlers.language.groups import SEPARATORS, Group, groups_of
from handlers.language.masks import mask
from handlers.language.named import BY, PAYS, by_one_word, inside_name, no_item, usable, without_hamlets
from handlers.language.numbers import find_values
from handlers.language.other_times import of_now
from handlers.language.parts import numbered_parts, session_names
from handlers.language.reading import Context, Item, Number, Reading
from handlers.language.states import NOT_APPLICABLE, NOT_APPLICABLE_WORDS, with_state
from handlers.language.syllables import word_set
from handlers.language.text import Phrase
from handlers.language.units import UnitName, find_units
from handlers.language.values import Link, Role, Value
from handlers.language.words import TO_TEN

LONGEST_GUESS = 8  # words before a figure that may be a misspelt name
MOST_GUESSES = 8  # names looked for by likeness in one message: a misspelt list, not a letter


_HOW_MANY = word_set("may mot hai ba bon nam sau sao la the")


def _of_machines(phrase: Phrase, name: Name) -> bool:
    """ "Một người hai máy tính mấy": so many machines and how they count, and no computer."""
    words, end = phrase.words, name.end
    if words[name.start : end] != ["may", "tinh"] or not name.start or end == len(words):
        return False
    before = words[name.start - 1]
    return (before[0].isdigit() or before in TO_TEN) and (words[end][0].isdigit() or words[end] in _HOW_MANY)


_ON_THE_SIDE = frozenset(["ben", "phia"])  # "bên Nghĩa Đụng thì 260"


class Marked:
    """A message with what its tokens belong to: names (1), units (2), no figures (3), quantities (4)."""

    __slots__ = ("names", "phrase", "units", "unread", "used", "values")

    def __init__(self, phrase: Phrase, context: Context) -> None:
        self.phrase = phrase
        self.unread: list[str] = []  # numbers that may be figures of something nobody knows ("abcxyz 77")
        size = len(phrase.words)
        self.used = used = bytearray(size)
        self.units: list[UnitName] = find_units(phrase, context.units)
        self.units = [u for u in self.units if not inside_name(phrase, u, context.names)]
        self.units = without_hamlets(phrase, self.units, context)
        for unit in self.units:
            if unit.key not in ("self", "commune", "district"):
                first = unit.start - (unit.start > 0 and phrase.words[unit.start - 1] in _ON_THE_SIDE)
                used[first : unit.end] = b"\x02" * (unit.end - first)
        names = find_names(phrase, context.names, used)
        for name in names:
            used[name.start : name.end] = b"\x01" * (name.end - name.start)
        codes = find_codes(phrase, context, used)
        for name in codes:
            used[name.start : name.end] = b"\x01" * (name.end - name.start)
        if codes:
            names = of_the_codes(names, codes, phrase, context)
        names += by_one_word(phrase, used, context)
        names = [name for name in names if not no_item(phrase, name, names, context) and not _of_machines(phrase, name)]
        self.names = usable(sorted(names + codes, key=lambda name: name.start), phrase, context)
        for unit in self.units:
            for at in range(unit.start, unit.end):
                used[at] = used[at] or 2
        _mask_how_many(phrase, used, self.names)
        mask(phrase, used, context.den, bool(context.asked) or bool(self.names))
        _mask_reasons(phrase, used)
        self.values: list[Value] = of_now(find_values(phrase, used, context.den), phrase, used, context.role)
        self.values = _of_their_own(self.values, self.names, phrase.words)
        places = {unit.end: unit.unknown for unit in self.units if unit.unknown}
        sessions = session_names(phrase) if not places and len(self.values) > 1 else {}
        if sessions:
            self.values = numbered_parts(self.values, sessions, phrase.words, told=True)
        if len(places) > 1 and len(self.values) > 1:
            self.values = numbered_parts(self.values, places, phrase.words)
        behind = {value.start: value.end for value in self.values}
        for at, name in enumerate(self.names):
            if name.end in behind and (longer := continued(phrase.words, name, behind[name.end], context.names)):
                self.names[at] = longer
        for value in self.values:
            for at in range(value.start, value.end):
                used[at] = used[at] or 4


_HAS = word_set("nguoi ho nha co dung da cai biet lap mo cung thi moi dang duoc")


def _of_their_own(values: list[Value], names: list[Name], words: list[str]) -> list[Value]:
    """ "Smartphone được 371, trong đó 41 người có chữ ký số": of another item, which is named behind it."""
    for at, value in enumerate(values):
        if value.link != Link.INSIDE or not names:
            continue
        behind = next((name for name in names if value.end <= name.start <= value.end + 4), None)
        before = next((name for name in reversed(names) if name.end <= value.start), None)
        if behind is None or before is None or set(behind.keys) & set(before.keys):
            continue
        if _HAS.issuperset(words[value.end : behind.start]):
            values[at] = value._replace(link=Link.NONE)
    return values


def marked_of(reading: Reading) -> Marked | None:
    """What a reading was read from; None for a bare figure, which says all itself."""
    return reading.seen[0] if isinstance(reading.seen, tuple) else None


def _mask_how_many(phrase: Phrase, used: bytearray, names: list[Name]) -> None:
    """ "Hai cái chữ ký số với dịch vụ công": how many items are named behind it, and no figure."""
    words = phrase.words
    for at, name in enumerate(names[:-1]):
        start = name.start - 1
        if start < 1 or words[start] not in ("cai", "muc", "so", "cau", "chi"):
            continue
        many = TO_TEN.get(words[start - 1], int(words[start - 1]) if words[start - 1].isdigit() else 0)
        joined = 1
        for one, following in pairwise(names[at:]):
            between = words[one.end : following.start]
            if not {"va", "voi", ","} & set(between) or len(between) > 2:
                break
            joined += 1
        if many > 1 and many == joined:
            used[start - 1] = 3


def _mask_reasons(phrase: Phrase, used: bytearray) -> None:
    """What is said as a reason holds no figures: after "không áp dụng", and after "vì" behind a figure."""
    norm = phrase.norm
    if "khong" in norm and phrase.says(NOT_APPLICABLE_WORDS) and (hit := phrase.first(NOT_APPLICABLE)):
        at = norm.count(" ", 0, hit.end())
        while at < len(used) and phrase.words[at] != "\n":
            used[at] = used[at] or 3
            at += 1
    for at in phrase.said.get("vi", ()):
        if at > 1 and phrase.raws[at] in ("vi", "vì") and phrase.words[at + 1 : at + 2] != ["dien"]:
            if phrase.numbers and phrase.numbers[0] < at and not used[at]:
                for later in range(at, len(used)):
                    used[later] = used[later] or 3
            break


def items_of(marked: Marked, context: Context) -> list[Item]:
    """The items of a message: names with their figures or states; a figure without a name has no names."""
    groups = groups_of(marked.names, marked.values, marked.phrase, marked.used)
    if not groups:
        return _nameless(marked, context)
    if (told := _told_by_places(marked) or _whole_before_name(groups, marked.phrase.words, context)) is not None:
        return [told]
    items: list[Item] = []
    starts = [_region(marked.phrase.words, groups, at) for at in range(len(groups))]
    for at, (name, values, _) in enumerate(groups):
        start, end = starts[at], starts[at + 1] if at + 1 < len(groups) else len(marked.phrase.words)
        keys, code = (name.keys, name.code) if name else ((), None)
        own = not keys or context.asked in keys
        if (parts := _by_part(keys, values)) is not None:
            items += [Item((key,), code, combine(some, marked.phrase.words, context, own=own)) for key, some in parts]
            continue
        for some in _by_unit(marked, values):
            number = combine(some, marked.phrase.words, context, own=own) if some else None
            item = Item(names=keys, code=code, number=number)
            items.append(with_state(item, marked.phrase, marked.used, start, end, context) if number is None else item)
    shared = _shared(_merged(items), marked.phrase.words, context)
    several = len({unit.key or unit.unknown for unit in marked.units}) > 1  # "thôn 1 … 120, thôn 2 … 100"
    mended = not {"nham", "lon"}.isdisjoint(marked.phrase.words)
    shared = shared if several else _once(shared, mended, context.asked)
    return _with_total(shared)


_THINGS = frozenset(["diem", "cai", "mat", "con", "chiec", "cum"])
_OPENS_PLACES = frozenset([":", "(", "gom", "o", "tai", "trong", "bao"])


def _told_by_places(marked: Marked) -> Item | None:
    """ "4 điểm wifi: nhà văn hóa 2, trường 1, chợ 1": the count stands before its name, where they are behind it.

    Places that do not come to the count leave the count to be asked.
    """
    words, names, values = marked.phrase.words, marked.names, marked.values
    if len(names) != 1 or len(values) < 2 or values[0].end > names[0].start or values[1].start < names[0].end:
        return None
    name, count = names[0], values[0].number
    opens = words[name.end : name.end + 1]
    if opens == [","] and words[name.end + 1 : name.end + 2] and words[name.end + 1][0].isdigit():
        return None  # "4 wifi, 19 cam"
    if count.num is None or count.den is not None or not opens or opens[0] not in _OPENS_PLACES | {","}:
        return None
    if not _THINGS.issuperset(words[values[0].end : name.start]):
        return None
    places = [int(word) for word in words[name.end :] if word.isdigit()]
    if len(places) < 2 or any(one.number.num is None for one in values) or max(places) >= count.num:
        return None
    if sum(places) == count.num:
        return Item(names=name.keys, code=name.code, number=count)
    if opens == [","]:
        return None
    both = Number(ambiguous=True, alternatives=(count.num, sum(places)), words=count.words)
    return Item(names=name.keys, code=name.code, number=both)


def _whole_before_name(groups: list[Group], words: list[str], context: Context) -> Item | None:
    """ "Tổng người lớn 450, trong đó có VNeID 290": the whole stands before the name of what it is the whole of."""
    if len(groups) != 2:
        return None
    (nameless, first, _), (name, second, _) = groups
    if nameless is not None or name is None or len(first) != 1 or len(second) != 1:
        return None
    whole, count = first[0].number.num or 0, second[0].number
    within = words[first[0].end : name.start]
    opens = words[0] == "tong" and "trong do" in " ".join(within[-3:])
    total = first[0].role == Role.TOTAL or opens
    if not total or second[0].role != Role.COUNT or not count.num or whole <= count.num:
        return None
    if context.asked not in (None, *name.keys):
        return None
    return Item(names=name.keys, code=name.code, number=count._replace(den=whole))


def _with_total(items: list[Item]) -> list[Item]:
    """ "Mở thêm 20 tài khoản ngân hàng, tổng 301": with a rise the total is the count."""
    if len(items) != 2 or not items[0].names or items[1].names:
        return items
    rise, total = items[0].number, items[1].number
    if rise is None or total is None or not rise.relative or rise.num is not None or total.den is None or total.num:
        return items
    return [replace(items[0], number=total._replace(num=total.den, den=None))]


def _by_unit(marked: Marked, values: list[Value]) -> list[list[Value]]:
    """ "Thôn 1 điện thoại 400 thôn 2 380": of two villages each has its own figure for what is named once."""
    named = [unit for unit in marked.units if unit.key and unit.key not in ("self", "commune", "district")]
    parted: list[list[Value]] = [[]]
    for value in values:
        before = parted[-1][-1].end if parted[-1] else None
        if before is not None and any(before <= unit.start < value.start for unit in named):
            parted.append([])
        parted[-1].append(value)
    return parted


def _by_part(keys: tuple[str, ...], values: list[Value]) -> list[tuple[str, list[Value]]] | None:
    """ "III.5: 950/1000, 700/900": as many ratios as the indicator has parts, each for its own."""
    if len({key.rpartition("/")[0] for key in keys}) != 1 or any(key.count("/") < 2 for key in keys):
        return None
    pairs = [values[at : at + 2] for at in range(0, len(values), 2)]
    over = [one.link == Link.OVER for one in values]
    return list(zip(keys, pairs, strict=True)) if len(keys) > 1 and over == [False, True] * len(keys) else None


def _once(items: list[Item], mended: bool, asked: str | None = None) -> list[Item]:
    """Two counts of one indicator in a message are its parts, or one of them counts something else: to be asked.

    "Dt 433, không, nhầm, dt 423" takes the first one back.
    """
    kept: list[Item] = []
    places: dict[tuple[str, ...], int] = {}
    for item in items:
        names = item.names if asked is None or asked not in item.names else (asked,)
        if not names and asked is not None and (asked,) in places and _is_count(item.number):
            names = (asked,)  # "42 người có chữ ký số nhưng 5 người hết hạn"
        same = places.setdefault(names, len(kept)) if names else len(kept)
        if same == len(kept) or item.number is None or kept[same].number is None:
            kept.append(item)
            continue
        first, second = kept[same].number, item.number
        assert first is not None
        if (
            mended
            or (first.num, first.den) == (second.num, second.den)
            or (first.num is not None and first.num == second.den)
        ):
            kept[same] = item
        else:
            sums = (first.num + second.num,) if first.num is not None and second.num is not None else ()
            kept[same] = replace(kept[same], number=Number(ambiguous=True, words=first.words, alternatives=sums))
    return kept


def _is_count(number: Number | None) -> bool:
    return number is not None and number.num is not None and number.den is None


def _region(words: list[str], groups: list[Group], at: int) -> int:
    """Where the words about a group begin: behind the last sign that parts it from the group before."""
    if at == 0:
        return 0
    name, values, start = groups[at - 1]
    behind = max([start, *(v.end for v in values), *([name.end] if name else [])])
    begin = groups[at][2]
    return next((i for i in range(begin, behind, -1) if i <= begin and words[i - 1] in SEPARATORS), begin)


def _merged(items: list[Item]) -> list[Item]:
    """Items without the empty repetitions of a name, and without bare names before a figure that has no name."""
    kept: list[Item] = []
    for item in items:
        if kept and item.names and kept[-1].names == item.names and (_empty(item) or _empty(kept[-1])):
            kept[-1] = kept[-1] if _empty(item) else item
        else:
            kept.append(item)
    return kept


def _shared(items: list[Item], words: list[str], context: Context) -> list[Item]:
    """What is said once for several: "tổng 460, smp 371, vneid 342", "smp và vneid đều 342"."""
    first = items[0].number if items and not items[0].names else None
    if first is not None and len(items) > 1 and all(i.names and i.number for i in items[1:]):
        known = first.num is not None and first.num == context.den and first.den is None
        whole = first.den if first.num is None and first.pct is None else first.num if known else None
        if whole is not None and all(i.number and i.number.den is None for i in items[1:]):
            return [replace(i, number=i.number._replace(den=whole)) if i.number else i for i in items[1:]]
    last = items[-1] if items else None
    if last is not None and last.later and last.names and not {"voi", "va"}.isdisjoint(words):
        return [
            replace(i, later=True) if i.names and _empty(i) else i for i in items
        ]  # "chữ ký số với dịch vụ công chưa đếm"
    if last is not None and last.number is not None and not {"deu", "cung", "bang"}.isdisjoint(words):
        bare = [i for i in items[:-1] if i.names and _empty(i)]
        if bare and len(bare) == len(items) - 1:
            return [*(replace(i, number=last.number) for i in bare), last]
    return items


def _empty(item: Item) -> bool:
    return item.number is None and not (item.later or item.not_applicable or item.same or item.choice)


def _nameless(marked: Marked, context: Context) -> list[Item]:
    """An item about the question asked, or a guess at a misspelt name."""
    return (
        [item]
        if (item := with_state(Item(), marked.phrase, marked.used, 0, len(marked.phrase.words), context)) != Item()
        else []
    )


_AGE = frozenset(["do", "tuoi", "lao", "dong", "trong"])


def _without_age(left: list[int], words: list[str]) -> list[int]:
    """ "330 người trong độ tuổi lao động, học được 210": of whom is no part of a misspelt name."""
    return [i for i in left if words[i] not in _AGE] if any(words[i] == "tuoi" for i in left) else left


def guessed(marked: Marked, index: NameIndex, fillers: frozenset[str]) -> list[Name]:
    """Names found by likeness in the words that stand before a figure and are nothing else."""
    words, used = marked.phrase.words, marked.used
    found: list[Name] = []
    start = tried = 0
    for value in marked.values:
        left = [i for i in range(start, value.start) if not used[i] and words[i].isalpha() and words[i] not in fillers]
        left = _without_age(left, words)
        start = value.end
        if (
            left
            and len(left) <= LONGEST_GUESS
            and tried < MOST_GUESSES
            and any(len(words[i]) >= 4 or len(left) > 1 for i in left)
        ):
            tried += 1
            by_phone = words[left[0]] in PAYS and not BY.isdisjoint([words[i] for i in left])  # "đóng qua điện thoại"
            keys = guess_name([words[i] for i in left], index) if not by_phone else ()
            if keys:
                found.append(Name(left[0], left[-1] + 1, keys, False))
    return found
