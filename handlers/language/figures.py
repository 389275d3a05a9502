"""Puts names and quantities of a message together into items, one for each indicator spoken of."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from handlers.language.aliases import Name, NameIndex, continued, find_names, guess_name
from handlers.language.combine import combine
from handlers.language.cues import SURE_WAYS, WAY
from handlers.language.groups import SEPARATORS, Group, groups_of
from handlers.language.masks import mask
from handlers.language.numbers import find_values
from handlers.language.other_times import of_now
from handlers.language.parts import numbered_parts, session_names
from handlers.language.reading import Context, Item, Number, Reading
from handlers.language.states import NOT_APPLICABLE, NOT_APPLICABLE_WORDS, with_state
from handlers.language.syllables import word_set
from handlers.language.text import Phrase
from handlers.language.units import UnitName, find_units
from handlers.language.values import Link, Role, Value
from handlers.language.words import SCALES, TO_TEN, WORDS

LONGEST_GUESS = 8  # words before a figure that may be a misspelt name
MOST_GUESSES = 8  # names looked for by likeness in one message: a misspelt list, not a letter
_CODE = re.compile(r"\d{1,2}[.,]\d{1,2}[a-z]?")
_ROMAN = frozenset(["i", "ii", "iii", "iv", "v", "vi", "vii"])
_CODE_WORDS = _ROMAN | frozenset(TO_TEN)
_CODE_CUES = word_set("tieu muc so chi ma tc ct cau , ; - va con sua doi cua")
_CODE_SAID = frozenset(["duoc", ":", "la", "dat", "co", "="])  # "3-4 được 371"
_COUNTED = word_set(
    "tai khoan|ho so|the|so suc khoe",
    "|",
)


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
        self.units = [u for u in self.units if not _inside_name(phrase, u, context.names)]
        self.units = _hamlets(phrase, self.units, context)
        for unit in self.units:
            if unit.key not in ("self", "commune", "district"):
                first = unit.start - (unit.start > 0 and phrase.words[unit.start - 1] in _ON_THE_SIDE)
                used[first : unit.end] = b"\x02" * (unit.end - first)
        names = find_names(phrase, context.names, used)
        for name in names:
            used[name.start : name.end] = b"\x01" * (name.end - name.start)
        codes = _find_codes(phrase, context, used)
        for name in codes:
            used[name.start : name.end] = b"\x01" * (name.end - name.start)
        if codes:
            names = [_of_the_code(name, codes, phrase, context) for name in names]
        names += _by_one_word(phrase, used, context)
        names = [name for name in names if not _no_item(phrase, name, names, context)]
        self.names = _usable(sorted(names + codes, key=lambda name: name.start), phrase, context)
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


def _inside_name(phrase: Phrase, unit: UnitName, index: NameIndex) -> bool:
    """Whether "thôn" belongs to a name and the number after it is a count ("loa thôn 3 cái")."""
    words = phrase.words
    if unit.start and unit.end - unit.start == 2 and words[unit.end : unit.end + 1] in ([], ["\n"]) and _column(words):
        return "" in (index.trie.get(words[unit.start - 1]) or ())  # the last column of a list: "loa thôn 6"
    if (
        not unit.start
        or unit.end - unit.start != 2
        or words[unit.end : unit.end + 1] not in (["cai"], ["chiec"], ["diem"], ["mat"], ["cum"])
    ):
        return False
    behind = words[unit.end + 1 : unit.end + 2]
    if words[unit.start - 1] in ("cua", "trong", "o") and (not behind or behind[0] in SEPARATORS):
        return True  # "camera trường học 8 cái, của thôn 4 cái"
    if words[unit.start - 1] in ("cong", "dau", "cuoi", "giua", "dinh"):  # "cổng làng 4 cái"
        return True
    node = index.trie.get(words[unit.start - 1])
    return node is not None and (words[unit.start] in node or "" in node)  # also "cam thôn 19 cái"


def _column(words: list[str]) -> bool:
    """Whether there are several lines, and each ends in a number."""
    ends = [words[at - 1] for at, word in enumerate(words) if word == "\n" and at]
    return bool(ends) and all(end[0].isdigit() for end in (*ends, words[-1]))


_SMALLER = frozenset(["xom", "to", "doi", "cum"])  # what a village may have of its own


def _hamlets(phrase: Phrase, units: list[UnitName], context: Context) -> list[UnitName]:
    """ "Xóm 1 có 130, xóm 2 có 120, xóm 3 có 135": beside hamlets on no list "xóm 3" is one too, and not Thôn 3."""
    words = phrase.words
    unlisted = {words[one.start] for one in units if one.key is None} & _SMALLER
    found = []
    for one in units:
        written = " ".join(words[one.start : one.end])
        other = one.key is not None and words[one.start] in unlisted and written not in context.units.names
        found.append(UnitName(one.start, one.end, None, written) if other else one)
    return found


_BILL_APART = re.compile(r"$|(?:thi )?(?:chua (?:dem|hoi|lam|tinh|xong|biet|co so)|de (?:sau|mai|toi|em|bac))\b")
_BEFORE_BILL = frozenset(["va", "con", "voi", "a", "roi", "thi", "rieng", "so", "ho", "sua"])
_FILLS_NAME = frozenset(["thanh", "thi", "la", "duoc", "co", ":", "=", "@", "bao", "moi", "khoang", "tam"])


def _by_one_word(phrase: Phrase, used: bytearray, context: Context) -> list[Name]:
    """ "Điện 120", "tđ: 120" are the electricity bill, "mạng 189" the Internet, where those are known: the word stands
    right before its number."""
    found: list[Name] = []
    words, trie = phrase.words, context.names.trie
    nodes = {
        "dien": trie.get("tien", {}).get("dien", {}),
        "td": trie.get("tien", {}).get("dien", {}),
        "mang": trie.get("internet", {}),
    }
    for at, word in sorted((at, one) for one in nodes for at in phrase.said.get(one, ())):
        before = words[at - 1] if at else ","
        end = at + 1
        while end < len(words) and words[end] in _FILLS_NAME:
            end += 1
        follows = end < len(words) and (words[end][0].isdigit() or words[end] in WORDS)
        follows = follows and words[end + 1 : end + 2] not in (["so"], ["ky"])  # "số điện 250 số" is a meter's
        opens = before in SEPARATORS or before in _BEFORE_BILL or before[0].isdigit()
        apart = before in ("rieng", "tru", "con") and _BILL_APART.match(" ".join(words[at + 1 : at + 4]))
        counted = word == "td" and before in ("ho", "nha") and words[max(0, at - 2)][0].isdigit()  # "120 hộ tđ"
        net = word == "mang" and phrase.raws[at] not in ("mang", "mạng")  # máng, màng
        meant = ((follows and opens) or (apart and word != "mang") or counted) and not net
        node = nodes[word] if meant and not used[at] else {}
        if node.get(""):
            used[at] = 1
            found.append(Name(at, at + 1, tuple(node[""]), False))
    return found


_MEANS = word_set("nop tra dong thanh toan lam qua tren bang mang app online")


_PHONES = frozenset(["dien thoai", "dien thoai thong minh", "smartphone", "smp"])
_BY = frozenset(["qua", "bang", "tren"])
_PAYS = frozenset(["dong", "tra", "nop", "toan", "chuyen", "khoan", "tien"])


def _paid_by(words: list[str], name: Name) -> bool:
    """ "121 hộ đóng qua điện thoại": by which means, and no telephones."""
    before = words[max(0, name.start - 2) : name.start]
    said = " ".join(words[name.start : name.end])
    return said in _PHONES and before[1:] != [] and before[1] in _BY and before[0] in _PAYS


def _of_the_asked(phrase: Phrase, name: Name, context: Context) -> bool:
    """ "Nộp qua mạng", asked for bills paid online: by which means, and no beginning of another item's name."""
    said = set(phrase.words[name.start : name.end])
    if context.asked and context.asked not in name.keys and _paid_by(phrase.words, name):
        return True
    if name.exact or not context.asked or context.asked in name.keys or not said <= _MEANS:
        return False
    own = [alias for alias, keys in context.names.phrases.items() if context.asked in keys]
    return said <= {word for alias in own for word in alias.split(" ")}


_TELLERS = frozenset(["bank", "ngan hang", "loa", "loa thon", "buu dien"])


def _no_item(phrase: Phrase, name: Name, names: list[Name], context: Context) -> bool:
    """Words that are an item's elsewhere: a way of paying, what was asked said again, who tells of another item."""
    return _is_way(phrase, name, names) or _of_the_asked(phrase, name, context) or _tells(phrase, name, names)


def _tells(phrase: Phrase, name: Name, names: list[Name]) -> bool:
    """ "Bank báo có 371 người smartphone": who tells of the one item that is named behind."""
    words = phrase.words
    if " ".join(words[name.start : name.end]) not in _TELLERS or words[name.end : name.end + 1] != ["bao"]:
        return False
    numbers = sum(word[0].isdigit() for word in words)
    apart = any(word in SEPARATORS for word in words[name.end :])
    return numbers == 1 and words[-1][0].isalpha() and not apart and any(one.start > name.end for one in names)


def _is_way(phrase: Phrase, name: Name, names: list[Name]) -> bool:
    """ "Qua ngân hàng 60 hộ", "Viettel 80, ngân hàng 60": by which way something was paid, and no item of its own."""
    words = phrase.words
    said = " ".join(words[name.start : name.end])
    if len(name.keys) > 1 and WAY.fullmatch(said):  # "qua ngân hàng" of whatever is spoken of
        return any(set(one.keys) & set(name.keys) for one in names if one.start < name.start)
    if said not in ("ngan hang", "buu dien"):
        return False
    before = words[name.start - 1] if name.start else ""
    if before in ("qua", "bang"):
        return True
    if before not in (",", "va", "con", ";", "\n") or not _figure_follows(words, name.end):
        return False
    return phrase.says(SURE_WAYS) and _beside_a_way(words, name, names)


def _beside_a_way(words: list[str], name: Name, names: list[Name]) -> bool:
    """Whether a sure way stands near, with no item between; "tiền điện qua app 260, ngân hàng 300" are two items."""
    for at, word in enumerate(words):
        if word not in SURE_WAYS or any(one.start <= at < one.end for one in names):
            continue
        low, high = min(at, name.start), max(at, name.end)
        if not any(one is not name and low <= one.start < high for one in names):
            return True
    return False


def _usable(names: list[Name], phrase: Phrase, context: Context) -> list[Name]:
    """Names without those that are the thing counted ("14 tài khoản" where accounts were asked, not telephones)."""
    if not context.asked:
        return names
    kept = []
    for name in names:
        said = " ".join(phrase.words[name.start : name.end])
        before = phrase.words[name.start - 1] if name.start else ""
        counted = said in _COUNTED and (before.isdigit() or before in WORDS or before in ("cai", "so"))
        if not counted or context.asked in name.keys or not _counts(context, said):
            kept.append(name)
    return kept


def _of_the_code(name: Name, codes: list[Name], phrase: Phrase, context: Context) -> Name:
    """A name right behind a code: the code's own item where its words fit ("6.8 văn bản ký số"), else either may be."""
    code = next((one for one in codes if one.end == name.start), None)
    if code is None or set(code.keys) & set(name.keys):
        return name
    said = set(phrase.words[name.start : name.end])
    own = any(said <= set(alias.split()) for alias, keys in context.names.phrases.items() if set(code.keys) & set(keys))
    return replace(name, keys=code.keys if own else (*code.keys, *name.keys))


def _counts(context: Context, said: str) -> bool:
    """Whether what was asked is told in such things: one of its own names says them."""
    own = (alias for alias, keys in context.names.phrases.items() if context.asked in keys)
    return any(f" {said} " in f" {alias} " for alias in own)


def _find_codes(phrase: Phrase, context: Context, used: bytearray) -> list[Name]:
    """Typed or spoken codes of indicators: "3.4", "3,4 được 371", "3/4 371", "ba chấm bốn"."""
    words, codes = phrase.words, context.names.codes
    found: list[Name] = []
    if not codes:
        return found
    for at in phrase.places(_CODE_WORDS, numbers=True):
        if used[at] or (found and at < found[-1].end):
            continue
        word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
        name = None
        if word.isdigit():
            if following in ("/", "-"):
                name = _parted_code(words, at, codes)
            elif following == "cham" and len(word) == 1 and at + 2 < len(words):
                name = _spoken_code(words, at, codes)
        elif word in TO_TEN:
            if following in ("cham", "phay") and at + 2 < len(words):
                name = _spoken_code(words, at, codes)
        elif word[0].isdigit():
            name = _typed_code(words, at, codes)
        elif following:
            name = _roman_code(words, at, codes)
        if name is not None:
            found.append(name)
    return found


def _typed_code(words: list[str], at: int, codes: dict[str, tuple[str, ...]]) -> Name | None:
    """A code in digits, "3.4"; one that could be a percentage has to stand where a code stands."""
    word = words[at]
    if not _CODE.fullmatch(word):
        return None
    following = words[at + 1] if at + 1 < len(words) else ""
    before = words[at - 1] if at else ""
    code, end = word.replace(",", "."), at + 1
    if following and len(following) == 1 and following.isalpha() and code + following in codes:
        code, end = code + following, at + 2
    keys = codes.get(code)
    if (following in SCALES and following != "van") or (following == "k" and words[at + 2 : at + 3] != ["ai"]):
        return None
    if keys is None or following == "%" or words[at + 1 : at + 3] == ["phan", "tram"]:
        return None
    if "," in word and not _figure_follows(words, end):
        return None
    if not at or before in _CODE_CUES or _figure_follows(words, end) or not before.isalpha() or following:
        if (
            before in ("duoc", "dat", "khoang", "gan", "tam", "la")
            and not _figure_follows(words, end)
            and not _asks(words)
        ):
            return None
        return Name(at, end, keys, True, code)
    return None if before in ("duoc", "dat", "la") and not _asks(words) else Name(at, end, keys, True, code)


def _parted_code(words: list[str], at: int, codes: dict[str, tuple[str, ...]]) -> Name | None:
    """A code with another sign between, "3/4 371", "3-4 được 371"."""
    if at + 3 >= len(words) or not words[at + 2].isdigit() or words[at + 3] in ("-", "/"):
        return None
    code = f"{words[at]}.{words[at + 2]}"
    if code not in codes:
        return None
    before = words[at - 1] if at else ""
    if before not in ("", "\n", ",", "muc", ".", ";") and not before.isdigit():
        return None
    said = words[at + 3].isdigit() or not _CODE_SAID.isdisjoint(words[at + 3 : at + 6])
    return Name(at, at + 3, codes[code], True, code) if said and _figure_follows(words, at + 3) else None


def _asks(words: list[str]) -> bool:
    return not {"may", "nhieu", "nao", "sao", "gi"}.isdisjoint(words)


def _figure_follows(words: list[str], at: int) -> bool:
    """Whether a number stands within four words on the same line."""
    for word in words[at : at + 4]:
        if word in ("\n", ",", ";"):
            return False
        if word[0].isdigit() or word in WORDS:
            return True
    return False


def _spoken_code(words: list[str], at: int, codes: dict[str, tuple[str, ...]]) -> Name | None:
    inside = at > 0 and words[at - 1] in WORDS and not _figure_follows(words, at + 3)
    if inside or words[at + 3 : at + 5] == ["phan", "tram"]:
        return None  # "sáu mươi hai chấm ba phần trăm"
    if words[at + 1] == "phay" and not _figure_follows(words, at + 3):
        return None
    last = TO_TEN.get(words[at + 2], int(words[at + 2]) if words[at + 2].isdigit() else -1)
    end = at + 3
    if last == 10 and end < len(words) and words[end] in ("mot", "hai"):
        last, end = last + TO_TEN[words[end]], end + 1
    first = TO_TEN.get(words[at], words[at])
    code = f"{first}.{last}"
    return Name(at, end, codes[code], True, code) if code in codes else None


def _roman_code(words: list[str], at: int, codes: dict[str, tuple[str, ...]]) -> Name | None:
    for size in (5, 4, 3, 2):
        code = "".join(words[at : at + size])
        if code in codes:
            return Name(at, at + size, codes[code], True, code)
    code = ".".join(words[at : at + 2])
    if code in codes and _figure_follows(words, at + 2):
        return Name(at, at + 2, codes[code], True, code)  # "V1 590"
    return None


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
            by_phone = words[left[0]] in _PAYS and not _BY.isdisjoint([words[i] for i in left])  # "đóng qua điện thoại"
            keys = guess_name([words[i] for i in left], index) if not by_phone else ()
            if keys:
                found.append(Name(left[0], left[-1] + 1, keys, False))
    return found
