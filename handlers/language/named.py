"""Which names found in a message are items spoken of: not the thing counted, the way it was paid, a place, a hamlet."""

from __future__ import annotations

import re

from handlers.language.aliases import Name, NameIndex
from handlers.language.codes import figure_follows
from handlers.language.cues import SURE_WAYS, WAY
from handlers.language.groups import SEPARATORS
from handlers.language.reading import Context
from handlers.language.syllables import word_set
from handlers.language.text import Phrase
from handlers.language.units import UnitName
from handlers.language.words import WORDS

_COUNTED = word_set(
    "tai khoan|ho so|the|so suc khoe",
    "|",
)


def inside_name(phrase: Phrase, unit: UnitName, index: NameIndex) -> bool:
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


def without_hamlets(phrase: Phrase, units: list[UnitName], context: Context) -> list[UnitName]:
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


def by_one_word(phrase: Phrase, used: bytearray, context: Context) -> list[Name]:
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
# "Đóng tiền điện qua điện thoại": the way it is paid, and no telephone counted.
BY = frozenset(["qua", "bang", "tren"])
PAYS = frozenset(["dong", "tra", "nop", "toan", "chuyen", "khoan", "tien"])


def _paid_by(words: list[str], name: Name) -> bool:
    """ "121 hộ đóng qua điện thoại": by which means, and no telephones."""
    before = words[max(0, name.start - 2) : name.start]
    said = " ".join(words[name.start : name.end])
    return said in _PHONES and before[1:] != [] and before[1] in BY and before[0] in PAYS


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


def no_item(phrase: Phrase, name: Name, names: list[Name], context: Context) -> bool:
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
    if before not in (",", "va", "con", ";", "\n") or not figure_follows(words, name.end):
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


def usable(names: list[Name], phrase: Phrase, context: Context) -> list[Name]:
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


def _counts(context: Context, said: str) -> bool:
    """Whether what was asked is told in such things: one of its own names says them."""
    own = (alias for alias, keys in context.names.phrases.items() if context.asked in keys)
    return any(f" {said} " in f" {alias} " for alias in own)
