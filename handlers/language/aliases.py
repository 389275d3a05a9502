"""Indicator names as people type them: exact longest first, parts of names next, misspellings last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from rapidfuzz import fuzz, process

from handlers.language.syllables import SYLLABLES, word_set
from handlers.language.text import Phrase, cut

FUZZY_WORD = 78
FUZZY_NAME = 88
LONGEST_PART = 6

# Parts of names that say nothing by themselves: nouns of counting, and words shared by many names.
_EMPTY_PARTS = word_set(
    "nguoi dung|dien tu|qua mang|tren mang|can bo|cua xa|ca nhan|nguoi dan|cho dan|lam viec|tai khoan|khong tien|"
    "tien mat|khong tien mat|chuyen khoan|ho co|cong viec|he thong|mien phi|gia dinh|van ban|ho kinh|"
    "kinh doanh|doanh nghiep|cong ty|san pham|co so|bao ve|nha van|van hoa|nha van hoa|lao dong|"
    "nguoi lao dong|nguoi lao|phan mem|tuyen truyen|tiep nhan|giai quyet|thu tuc|lam thu tuc|hanh chinh|"
    "thu tuc hanh|nop ho so|nop ho|ho so|truc tuyen|cho can|dan duoc|cua|so lieu|lam thu|so co|co ban|"
    "ubnd xa|bao cao|nguoi dan duoc|qua app|tu xa|duoc tap|trong hoc|so qua|tai khoan giao|giao dich|truong nhan|"
    "so nop|dang san|len mang|moi truong|hop online|doanh nghiep nho|san|co may|ho tro|dan ky|so ca|dung|"
    "ca nhan ky|tin mang|truong hoc|xa hoi|cong cong|giai|ban tren|hoc so|so hoa|giao duc|thu qua|hoc ky|"
    "du lieu|can cuoc|nha|an ninh|ho tien|nop hoc|tien dien tu|doanh nghiep thanh|dong tien|thanh toan|"
    "thong tin|khong|tra tien|nop tien|cong so|mat dien|bao mat|chuyen doi|chuyen doi so|doi so|cac ho|"
    "dao tao|truong chuyen|huong dan|cong dan|thu hoc|nop tien dien|dua len|gioi thieu|phong hop|"
    "ho tro cds|cds cho can bo|duoc tap huan|dung chung|y kien|den ho|ty le|ti le|ty le ho|ti le ho|dong so|"
    "van hoa xa|ai di|i de|vi en|ve ne|ca me|me ra|an at|cam an|dien xa|so y|te so|thong xa|hoa xa|tinh xa|"
    "tin xa|va vua|ve may|thu cong|tang so|hoc ky nang so|hoc ky nang|kien nghi|so mat",
    "|",
)
_INSIDE = frozenset(["cho", "ve", "cua"])  # may stand inside a name
_BLOCKED_AFTER = {"cam": {"on", "ket", "hoa", "xuc", "thay", "thong"}, "bank": set()}
_BLOCKED_BEFORE = {"dien thoai": {"so", "goi", "qua", "bang"}}
_LONGEST_TAIL = 3
_LOWERCASE_SINGLES_NEED_MARKS = 4


@dataclass(frozen=True, slots=True)
class Name:
    """Where a name stands: tokens from start up to end, and the indicators it may mean."""

    start: int
    end: int
    keys: tuple[str, ...]
    exact: bool = True
    code: str | None = None


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names of a set of indicators, built once by `index_names`."""

    trie: dict[str, Any]
    parts: dict[str, tuple[str, ...]]
    codes: dict[str, tuple[str, ...]]
    singles: dict[str, frozenset[str]]
    vocabulary: tuple[str, ...]
    firsts: frozenset[str] = frozenset()
    begins: frozenset[str] = frozenset()
    phrases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    part_trie: dict[str, Any] = field(default_factory=dict)
    words: frozenset[str] = frozenset()


def index_names(
    names: Mapping[str, tuple[str, Iterable[str]]], beside: Mapping[str, Iterable[str]] = MappingProxyType({})
) -> NameIndex:
    """An index over {key: (codes, aliases)}; codes stand with spaces between. Keys are opaque and may share either.

    `beside` are {key: aliases} of what is known and not asked for here: such a name is known only whole, so that its
    number is not taken for another's.
    """
    owners: dict[str, list[str]] = {}
    singles: dict[str, set[str]] = {}
    codes: dict[str, list[str]] = {}
    for key, (typed, aliases) in names.items():
        for code in dict.fromkeys(typed.lower().split()):
            codes.setdefault(code, []).append(key)
        for alias in aliases:
            _own(alias, key, owners, singles)
    others: dict[str, list[str]] = {}
    for key, aliases in beside.items():
        for alias in aliases:
            _own(alias, key, others, singles)
    whole = {**others, **owners}
    vocabulary = {w for phrase in owners for w in phrase.split(" ") if len(w) >= 4 and w.isalpha()}
    parts = _parts(owners)
    firsts = frozenset(part.split(" ")[0] for part in parts)
    return NameIndex(
        trie=_trie(whole),
        parts=parts,
        part_trie=_trie(parts),
        words=frozenset(w for phrase in owners for w in phrase.split(" ") if len(w) > 2),
        firsts=firsts,
        begins=firsts | {phrase.split(" ")[0] for phrase in whole},
        codes={code: tuple(keys) for code, keys in codes.items()},
        singles={word: frozenset(raws) for word, raws in singles.items()},
        vocabulary=tuple(sorted(vocabulary - SYLLABLES)),
        phrases={phrase: tuple(keys) for phrase, keys in owners.items() if " " in phrase},
    )


def continued(words: list[str], name: Name, at: int, index: NameIndex) -> Name | None:
    """A longer name whose number stands inside it: "tập huấn 40 cán bộ" goes on at `at`, behind the number."""
    node: Any = index.trie
    for word in words[name.start : name.end]:
        node = node.get(word)
        if node is None:
            return None
    for word in words[at : at + _LONGEST_TAIL]:
        node = node.get(word)
        if node is None:
            return None
        if node.get("") and node[""] != name.keys:
            return Name(name.start, name.end, node[""])
    return None


def _trie(phrases: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """A tree of words; "" at the end of each phrase."""
    trie: dict[str, Any] = {}
    for phrase, keys in phrases.items():
        node = trie
        for word in phrase.split(" "):
            node = node.setdefault(word, {})
        node[""] = tuple(keys)
    return trie


def _own(alias: str, key: str, owners: dict[str, list[str]], singles: dict[str, set[str]]) -> None:
    """Enters one alias under its key, with and without the hyphen."""
    for written in {alias, alias.replace("-", " "), alias.replace("-", "")}:
        phrase = cut(written)
        if not phrase.norm or phrase.norm.isdigit():
            continue
        keys = owners.setdefault(phrase.norm, [])
        if key not in keys:
            keys.append(key)
        if len(phrase.words) == 1:
            singles.setdefault(phrase.norm, set()).add(phrase.raws[0])


def _parts(owners: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Each beginning or end of a name, of two or more words, to the indicators whose shortest name holds it."""
    best: dict[str, tuple[int, list[str]]] = {}
    for phrase, keys in owners.items():
        words = phrase.split(" ")
        for size in range(2, min(len(words), LONGEST_PART + 1)):
            for at in {0, len(words) - size}:
                part = " ".join(words[at : at + size])
                if part in _EMPTY_PARTS or part in owners or part.endswith((" khong", " chua")):
                    continue
                length, found = best.get(part, (99, []))
                if len(words) < length:
                    best[part] = (len(words), list(keys))
                elif len(words) == length:
                    found.extend(k for k in keys if k not in found)
    return {part: tuple(found) for part, (_, found) in best.items()}


def find_names(phrase: Phrase, index: NameIndex, used: bytearray) -> list[Name]:
    """The names in a text, left to right, the longest at each place; tokens in `used` belong to something else."""
    found: list[Name] = []
    words, trie, part_trie, behind = phrase.words, index.trie, index.part_trie, 0
    for at in phrase.places(index.begins):
        if at < behind or used[at]:
            continue
        word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
        node = trie.get(word, ())
        name = _exact(phrase, words, at, index, used) if "" in node or following in node else None
        if name is None and following in part_trie.get(word, ()):
            name = _part(words, at, index, used)
            if name is not None and _in_a_whole_name(phrase, name, index, used):
                continue
        if name is not None:
            if found and not found[-1].exact and name.exact and _leads_to(words[found[-1].end : name.start]):
                found.pop()  # "hồ sơ nộp qua cổng dịch vụ công": the part says less than the name it leads to
            found.append(name)
            behind = name.end
    return found


def _in_a_whole_name(phrase: Phrase, part: Name, index: NameIndex, used: bytearray) -> bool:
    """ "Số khám từ xa": what looks like the beginning of one name ("sổ khám …") is "số" before another."""
    for at in range(part.start + 1, part.end):
        whole = _exact(phrase, phrase.words, at, index, used)
        if whole is not None and whole.end > part.end:
            return True
    return False


def _leads_to(between: list[str]) -> bool:
    return len(between) == 1 and between[0] in ("qua", "tren", "bang", "vao", "o")


def _exact(phrase: Phrase, words: list[str], at: int, index: NameIndex, used: bytearray) -> Name | None:
    """The longest alias that begins at this token."""
    node: dict[str, Any] | None = index.trie
    best: Name | None = None
    end = at
    while end < len(words) and not used[end]:
        following = node.get(words[end]) if node is not None else None
        if following is None and words[end] in _INSIDE and end > at:  # "tập huấn cho cán bộ"
            end += 1
            continue
        node = following
        if node is None:
            break
        end += 1
        if "" in node:
            best = Name(at, end, node[""])
    if best is None or best.end - at > 1:
        return best
    word, raw = words[at], phrase.raws[at]
    if best.end < len(words) and words[best.end] in _BLOCKED_AFTER.get(word, ()):
        return None
    if not raw.isascii() and len(word) <= _LOWERCASE_SINGLES_NEED_MARKS and raw not in index.singles.get(word, ()):
        return None
    return best


def _part(words: list[str], at: int, index: NameIndex, used: bytearray) -> Name | None:
    """The longest part of a name that begins at this token."""
    node: dict[str, Any] | None = index.part_trie.get(words[at])
    end, best, keys = at + 1, at, ()
    while node is not None and end < len(words) and not used[end] and words[end].isalpha():
        node = node.get(words[end])
        end += 1
        if node is not None and "" in node and len(node[""]) <= 3:
            best, keys = end, node[""]
    if not keys:
        return None
    before = words[at - 1] if at else ""
    if before in _BLOCKED_BEFORE.get(" ".join(words[at:best]), ()):
        return None
    return Name(at, best, keys, exact=False)


def guess_name(words: list[str], index: NameIndex) -> tuple[str, ...]:
    """The indicators meant by misspelt words ("smatphone", "vnedi"); empty when nothing is near enough."""
    repaired = [_nearest_word(w, index) for w in words]
    text = " ".join(repaired)
    for at in range(len(repaired)):
        for end in range(len(repaired), at, -1):
            node: dict[str, Any] | None = index.trie
            for word in repaired[at:end]:
                node = node.get(word) if node is not None else None
            if node is not None and "" in node:
                return tuple(node[""])
            keys = index.parts.get(" ".join(repaired[at:end]))
            if keys:
                return keys
    known = sum(word in index.words for word in repaired)
    if len(repaired) < 2 or 2 * known < len(repaired):  # most of a misspelt name is spelt right
        return ()
    hit = process.extractOne(text, index.phrases.keys(), scorer=fuzz.token_set_ratio, score_cutoff=FUZZY_NAME)
    if hit is None or fuzz.ratio(text, hit[0]) < FUZZY_WORD:
        return ()
    return index.phrases[hit[0]]


def _nearest_word(word: str, index: NameIndex) -> str:
    """A misspelt word of a name put right; real syllables and short words stay."""
    if len(word) < 4 or word in SYLLABLES or not word.isalpha() or not index.vocabulary:
        return word
    hit = process.extractOne(word, index.vocabulary, scorer=fuzz.ratio, score_cutoff=FUZZY_WORD)
    return hit[0] if hit else word
