"""Names of villages and communes in a message: "thôn 3", "t3", "thon ba", "Đông Thành", "thôn mình", "toàn xã"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from handlers.language.short_forms import SHORT
from handlers.language.syllables import word_set
from handlers.language.text import Phrase, cut
from handlers.language.words import NOT_BEFORE, TO_TEN, is_number_word, words_amount

_VILLAGE = ("thon", "xom", "lang", "khu", "to", "tdp", "ban", "buon", "ap")
_LEVELS = frozenset((*_VILLAGE, "xa", "phuong", "huyen", "thi", "t"))
_ANDS = frozenset(["va", "voi", "lan", "cung", ","])
_OF_UNITS = word_set(
    "nop gui bao chua thi di nhe giup da dang lam xong co dau luon nhanh ok len sao the den toi ra cho a em thoi truoc"
)
_OWN = word_set("em minh toi ta nha tui chau chung bon con tao bac")
_STOP = word_set(
    "em minh toi ta nha tui chau chung bon con bac nao nay kia do sao the lam duoc toi den da chua co con la "
    "bao bo van dang gui nop ve thi voi va cua cho dat o moi cung xep dung phu cao thap nhat hoi may gi oi a "
    "nhe vua cham thieu no nhu so tai trong tren hom ky thang quy nam cong tiep mat tien ra roi khong ma de "
    "cac nhung ca toan tat bi hay van neu khi sang len xuong tu vao hien tam duyet tra nhac xem ten thuoc "
    "phai can dieu y te nghe uy ngay truong pho qua luon di giup nua thu dau cuoi loi lai bay gio tot kem yeu "
    "manh som day ai giuc smartphone vneid vnid wifi camera internet cccd dvc hssk tknh cks"
)


_VOWELS = frozenset("aeiouy")
# Letters that are short for something else: no village is known by them alone.
_OTHER_SHORT = frozenset(SHORT) | word_set(
    "dt nh sk dv dd tt ht hl hn tp tx vp ub cb ct ad km cm tr th gd bv ks tb tc tm td tn nv bh hd hc sl sp pm mt cn ql"
)


@dataclass(frozen=True, slots=True)
class UnitIndex:
    """Names of units, built once by `index_units`: folded names ("" for one outside), and numbers of villages."""

    names: dict[str, str]
    numbers: dict[str, tuple[str, ...]]
    longest: int = 1
    firsts: frozenset[str] = frozenset()
    begins: frozenset[str] = _LEVELS
    elsewhere: dict[str, str] = field(default_factory=dict)  # bare names of other communes, folded to as written


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit said at tokens start to end: a key of the index or self, commune, district; `unknown` its folded words."""

    start: int
    end: int
    key: str | None
    unknown: str | None = None


def index_units(units: Mapping[str, tuple[str, Iterable[str]]], outside: Iterable[str] = ()) -> UnitIndex:
    """An index over {key: (name, other names)}; names of units `outside` are known, and are those of no unit here."""
    names: dict[str, str] = {}
    numbers: dict[str, list[str]] = {}
    initials: dict[str, list[str]] = {}
    for key, (name, aliases) in units.items():
        for written in (name, *aliases):
            phrase = cut(written)
            words = phrase.words
            if not words:
                continue
            names.setdefault(" ".join(words), key)
            level = (
                3 if words[:3] == ["to", "dan", "pho"] else 2 if words[:2] in (["khu", "pho"], ["thi", "tran"]) else 1
            )
            rest = words[level:]
            if words[0] in _LEVELS and len(rest) >= 2:
                names.setdefault(" ".join(rest), key)
                if words[0] in _VILLAGE and key not in initials.get(short := "".join([word[0] for word in rest]), []):
                    initials.setdefault(short, []).append(key)
            if words[0] in _VILLAGE and len(rest) == 1 and rest[0].isdigit() and key not in numbers.get(rest[0], []):
                numbers.setdefault(rest[0], []).append(key)
    for short, meant in initials.items():
        if len(meant) == 1 and short not in _OTHER_SHORT and short.isalpha() and _VOWELS.isdisjoint(short):
            names.setdefault(short, meant[0])  # "nđ": Nghĩa Đụng, where no other village has these initials
    elsewhere: dict[str, str] = {}
    for written in outside:
        phrase = cut(written)
        names.setdefault(" ".join(phrase.words), "")
        if len(phrase.words) > 2 and phrase.words[0] in _LEVELS and phrase.words[0] not in _VILLAGE:
            elsewhere.setdefault(" ".join(phrase.words[1:]), " ".join(phrase.raws[1:]))
    longest = max((n.count(" ") + 1 for n in names), default=1)
    firsts = frozenset(name.split(" ")[0] for name in names)
    return UnitIndex(names, {n: tuple(k) for n, k in numbers.items()}, longest, firsts, firsts | _LEVELS, elsewhere)


def find_units(phrase: Phrase, index: UnitIndex) -> list[UnitName]:
    """The units named in a text, left to right."""
    words = phrase.words
    places = phrase.places(index.begins)
    if not places:
        return []
    found: list[UnitName] = []
    behind = 0
    ends = {words[at - 1] for at in places if at and words[at - 1] in ("dau", "giua", "cuoi")}
    none = {"moi", "tung"} | (ends if len(ends) > 1 else set())  # "mỗi thôn 2 cái", "đầu làng 60, cuối làng 40"
    for at in places:
        if at < behind or (at and words[at - 1] in none and not (_only_there(words, at) or _invited(phrase, at))):
            continue
        unit = _unit_at(phrase, at, index)
        if unit is not None:
            found.append(unit)
            behind = unit.end
            if (where := _elsewhere(phrase, behind, index)) is not None:
                found.append(where)
                behind = where.end
            while (more := _and_another(phrase, unit, index)) is not None:
                found.append(more)
                unit, behind = more, more.end
    return found


def _elsewhere(phrase: Phrase, at: int, index: UnitIndex) -> UnitName | None:
    """The bare name of another commune behind a village: "thôn 2 Hà Lan" is none of this commune's."""
    for size in (3, 2) if at + 2 <= len(phrase.words) else ():
        size = min(size, len(phrase.words) - at)
        name = " ".join(phrase.words[at : at + size])
        raw = index.elsewhere.get(name) if name not in index.names else None
        if raw is not None and (not phrase.marked or " ".join(phrase.raws[at : at + size]) == raw):
            return UnitName(at, at + size, None, name)
    return None


_ORDERED = word_set("duyet xem chi tru")


def _only_there(words: Sequence[str], at: int) -> bool:
    """ "Duyệt mỗi thôn 1" is that one alone."""
    return words[at - 1] == "moi" and at > 1 and words[at - 2] in _ORDERED


_COMES = word_set("ve hop du len den toi nop gui sang vao xuong tham")


def _invited(phrase: Phrase, at: int) -> bool:
    """ "Mời thôn 2 về họp", "mới thôn 1 nộp": no "mỗi thôn 2 cái"."""
    if phrase.words[at - 1] != "moi":
        return False
    behind = phrase.words[at + 2] if at + 2 < len(phrase.words) else ""
    return phrase.raws[at - 1] in ("mới", "mời") or behind in _COMES


def _and_another(phrase: Phrase, unit: UnitName, index: UnitIndex) -> UnitName | None:
    """The number of a further village behind one: "thôn 3 và 5", "thôn 2, 4 với 7 chưa nộp"."""
    words, at = phrase.words, unit.end
    if not words[at - 1].isdigit() or at + 1 >= len(words) or words[at] not in _ANDS or len(words[at + 1]) > 2:
        return None
    following = words[at + 2] if at + 2 < len(words) else ""
    if not words[at + 1].isdigit() or (words[at] == "," and following not in (*_ANDS, *_OF_UNITS)):
        return None
    if following and following not in _ANDS and following not in _OF_UNITS:
        return None
    level = " ".join(words[unit.start : at - 1]) if unit.end - unit.start > 1 else "thon"
    number = str(int(words[at + 1]))
    written = f"{level} {number}"
    keys = index.numbers.get(number, ())
    key = index.names.get(written) or (keys[0] if len(keys) == 1 else None)
    return UnitName(at, at + 2, key, None if key else written)


def _unit_at(phrase: Phrase, at: int, index: UnitIndex) -> UnitName | None:
    """The unit whose name begins at this token."""
    words = phrase.words
    for size in range(min(index.longest, len(words) - at) if words[at] in index.firsts else 0, 0, -1):
        name = " ".join(words[at : at + size])
        key = index.names.get(name)
        if key is not None and not (size == 1 and not words[at].isalpha()):
            return UnitName(at, at + size, key) if key else UnitName(at, at + size, None, name)
    if words[at] not in _LEVELS:
        return None
    if words[at : at + 2] == ["thi", "tran"]:
        return _free(phrase, at) or _own(phrase, at)
    return _numbered(phrase, at, index) or _own(phrase, at) or _free(phrase, at)


def _numbered(phrase: Phrase, at: int, index: UnitIndex) -> UnitName | None:
    """A village by its number, in digits or words."""
    words = phrase.words
    level = words[at]
    if level in ("xa", "phuong", "huyen", "thi"):
        return None
    start = at + 1
    if level == "to" and words[at : at + 3] == ["to", "dan", "pho"]:
        start = at + 3
    elif level == "khu" and words[at : at + 2] == ["khu", "pho"]:
        start = at + 2
    if start < len(words) and words[start] == "so":
        start += 1
    if start >= len(words):
        return None
    number, end = "", start + 1
    if words[start].isdigit() and len(words[start]) <= 2:
        number = words[start]
        if start + 2 < len(words) and words[start + 1] == "/" and level not in ("thon", "xom"):
            return None
    elif level != "t" and is_number_word(phrase, start, True):
        following = words[start + 1] if start + 1 < len(words) else ""
        if following in NOT_BEFORE.get(words[start], ()) and following not in ("em", "con", "khong", "chua"):
            return None
        amount = words_amount(phrase, start, bytearray(len(words)))
        if amount is not None and amount.value:
            number, end = str(amount.value), amount.end
        elif words[start] in TO_TEN:
            number = str(TO_TEN[words[start]])
    if not number or number == "0" or _is_hour(phrase, at, end):
        return None
    number = str(int(number))
    if level == "t":
        keys = index.numbers.get(number, ())
        if not phrase.glued(start) or (at and words[at - 1] in ("thang", "sang", "chieu", "toi")):
            return None
        if len(keys) == 1:
            return UnitName(at, end, keys[0])
        return UnitName(at, end, None, f"thon {number}") if not index.numbers else None
    written = " ".join(words[at:start]).removesuffix(" so") + " " + number
    key = index.names.get(written) or None
    if key is None and level != "ban":
        keys = index.numbers.get(number, ())
        key = keys[0] if len(keys) == 1 else None
    if key is None and level in ("ban", "to") and start == at + 1 and level == "ban":
        return None
    return UnitName(at, end, key, None if key else written)


def _is_hour(phrase: Phrase, at: int, end: int) -> bool:
    """ "Họp thôn 7h", "đi họp thôn 8 giờ tối": the number is of the time."""
    behind = phrase.words[end] if end < len(phrase.words) else ""
    if behind == "gio":
        return at > 0 and phrase.words[at - 1] == "hop"
    return behind in ("h", "g") and phrase.glued(end)


def _own(phrase: Phrase, at: int) -> UnitName | None:
    """The sender's own unit, or the whole commune or district."""
    words = phrase.words
    level = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    before = words[at - 1] if at else ""
    if following == "toi" and (phrase.raws[at + 1] in ("tới", "tối") or words[at + 2 : at + 3] == ["dau"]):
        following = ""  # "toàn xã tới đâu"
    if following == "con" and phrase.raws[at + 1] == "còn":
        following = ""  # "13 thôn còn 7 thôn"
    if level == "thi":  # "thì em" is no town
        return None
    whole = before in ("toan", "ca", "khap") or (before == "cua" and following in ("", "?"))
    key = {"xa": "commune", "phuong": "commune", "huyen": "district", "thi": "district"}.get(level, "self")
    if level in ("t", "to", "ban", "lang", "ap") and level != "to":
        return None
    if following in _OWN and not (following in ("con", "bac") and key != "self"):
        if following in ("em", "bac") and level == "to":
            return None
        if (
            following == "con"
            and words[at + 2 : at + 3]
            and words[at + 2] in ("thieu", "may", "bao", "nao", "no", "lai")
        ):
            return UnitName(at - 1 if whole else at, at + 1, key) if whole else None
        if following in ("chung", "bon", "nha") and words[at + 2 : at + 3] and words[at + 2] in _OWN:
            return UnitName(at, at + 3, key)
        return UnitName(at - 1 if whole and before != "cua" else at, at + 2, key)
    if whole and level != "to":
        return UnitName(at if before == "cua" else at - 1, at + 1, key)
    if key == "self" and following in ("nay", "ni") and level == "thon":
        return UnitName(at, at + 2, "self")
    return None


def _two_capitals(phrase: Phrase, at: int) -> bool:
    """Whether two words begin with capitals: "xã Thiệu Long"; "thiệu" alone would be "thiếu"."""
    return at + 1 < len(phrase.words) and all(
        phrase.clean[phrase.starts[i]].isupper() and not phrase.clean[phrase.starts[i] + 1 :][:1].isupper()
        for i in (at, at + 1)
    )


def _free(phrase: Phrase, at: int) -> UnitName | None:
    """A unit with a name that is not in the index: capitals, or a level word and words that are nothing else."""
    words = phrase.words
    town = words[at : at + 2] == ["thi", "tran"]
    if words[at] not in ("thon", "xom", "xa", "phuong", "huyen") and not town:
        return None
    capitals = phrase.clean != phrase.clean.upper()
    end = at + 1 + town
    while end < len(words) and end < at + 4 and words[end].isalpha():
        upper = phrase.clean[phrase.starts[end]].isupper()
        if words[end : end + 2] in (["tinh", "hinh"], ["tinh", "trang"]):  # "cac thon tinh hinh sao roi"
            break
        if phrase.raws[end] == "mo":  # "thon mo" without marks is "thôn mô", which village
            break
        if words[end] in _STOP and not (
            upper and capitals and (end > at + 1 or _two_capitals(phrase, end))
        ):  # "xã Vĩnh Tiến" though tiến is a verb
            break
        if capitals and phrase.marked and not upper:
            break
        end += 1
    if end - at < 3 + town and not (
        end - at == 2 + town and capitals and phrase.clean[phrase.starts[at + 1 + town]].isupper()
    ):
        return None
    return UnitName(at, end, None, " ".join(words[at:end]))
