"""Numbers written in Vietnamese words, alone or mixed with digits: "ba trăm linh một", "3 trăm 7 mươi mốt"."""

from __future__ import annotations

from typing import NamedTuple

from handlers.language.syllables import word_set
from handlers.language.text import Phrase

_DIGITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9, "trin": 9,
}  # fmt: skip
_SCALES = {"muoi": 10, "chuc": 10, "tram": 100, "nghin": 1000, "ngan": 1000, "van": 10_000, "trieu": 1_000_000}
_MARKED = word_set(
    "không một mốt hai ba bốn tư năm lăm nhăm sáu bảy bẩy bãy bẫy tám chín mười mươi mưới chục trăm nghìn "
    "ngàn vạn triệu lẻ lẽ linh rưỡi rưởi hăm băm phẩy phẫy chấm"
)
WORDS = frozenset(_DIGITS) | frozenset(_SCALES) | {"le", "linh", "ruoi", "ham", "bam"}
_ONLY_INSIDE = frozenset(["tu", "lam", "nham", "le", "linh", "ruoi", "khong"])
_NEEDS_MORE = word_set("nam sau bay tam chin ba bon mot hai tram ngan van chuc muoi")
_NOT_BEFORE = {
    "mot": "nua so it lat ti chut vai phan cach khi hom cua luc the minh doi chieu cong",
    "ba": "ma con toi em noi ngoai cu lao me no anh chi mi",
    "hai": "bac anh chi ben vo ong co",
    "nam": "nay ngoai sau truoc qua cu moi hoc vua sat kia nao het toi voi nu ten roi",
    "bay": "gio nhieu h ra vao",
    "sau": "do nay khi day hon het cung ngay tuan thang em toi minh ben toi sua",
    "tam": "thoi nghi ngung dung tinh ghi",
    "bon": "em toi minh no tui chung",
    "tram": "y te bien truyen xa",
    "van": "chua con la nhu the vay co ban dung khong de dang",
    "ngan": "hang",
    "chin": "chan",
    "muoi": "",
}
NOT_BEFORE = {word: frozenset(after.split()) for word, after in _NOT_BEFORE.items()}
_NOT_AFTER = word_set("thu mung mong ong chu thang nhat hoi nho lop tuan vai dam muoi")
_AFTER_ONE = word_set("thoi a nhe em anh bac chi day la nua tren trong phay phan duy")
_YEAR_AFTER = word_set("dau cuoi trong ca moi hang giua nhieu sang theo mot tung may nua 6")
_LEAD = word_set("duoc co la con so tong tren gan hon khoang tam co chung dat xong lam moi tang giam them bot du")
NOUNS = word_set(
    "nguoi ho nha khau so cai may diem cho can con chiec tai the dua em chau cu doanh cong truong hoc hoi bo "
    "don mat tram lop buoi luot ca ong ba bac thanh tram cap giay to thue"
)


class Amount(NamedTuple):
    """A number read from tokens up to `end`; `low` and `high` when the words give two neighbours ("ba bốn")."""

    value: int
    end: int
    low: int = 0
    high: int = 0
    decimal: str | None = None
    doubtful: bool = False


def is_number_word(phrase: Phrase, at: int, inside: bool = False) -> bool:
    """Whether the token at `at` can be a number word, judged by its marks."""
    token = phrase.tokens[at]
    if token.word not in WORDS:
        return False
    if not token.raw.isascii():
        return token.raw in _MARKED
    return not phrase.marked or inside or token.word in ("hai", "ba", "linh") or token.raw != token.word


def words_amount(phrase: Phrase, at: int, used: bytearray) -> Amount | None:
    """The number in words (digits may be mixed in) that begins at token `at`."""
    words = phrase.words
    first = words[at]
    if not first[0].isdigit():
        if (
            first in _ONLY_INSIDE
            or phrase.tokens[at].raw in ("mốt", "mươi")
            or not is_number_word(phrase, at, _rank_follows(words, at))
        ):
            return None
        if words[at : at + 1] == ["tram"] and not phrase.marked and not _goes_on(words, at):
            return None
    atoms: list[tuple[str, int]] = []
    end = at
    while end < len(words) and not used[end]:
        word = words[end]
        if word.isdigit() and len(word) <= 3:
            if atoms and atoms[-1][0] == "d":
                break
            atoms.append(("n" if len(word) > 1 else "d", int(word)))
        elif word in WORDS and is_number_word(phrase, end, bool(atoms)) and not _stops(phrase, end, atoms):
            if word == "muoi" and [a[0] for a in atoms[-2:]] == ["s", "d"] and atoms[-2][1] == 10:
                break
            atoms.append(_atom(word))
        else:
            break
        end += 1
    while atoms and atoms[-1][0] == "le":
        atoms.pop()
        end -= 1
    if not atoms or (len(atoms) == 1 and not _stands_alone(phrase, at, end)):
        return None
    return _value(atoms, words[at:end], end)


def _rank_follows(words: list[str], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1] in _SCALES


def _goes_on(words: list[str], at: int) -> bool:
    return at + 1 >= len(words) or words[at + 1] in NOUNS or words[at + 1] in WORDS


def _atom(word: str) -> tuple[str, int]:
    if word in ("lam", "nham") or word == "tu":
        return "t", _DIGITS[word]
    if word in _DIGITS:
        return "d", _DIGITS[word]
    if word in _SCALES:
        return "s", _SCALES[word]
    return {"ham": ("h", 20), "bam": ("h", 30), "ruoi": ("r", 0)}.get(word, ("le", 0))


def _stops(phrase: Phrase, at: int, atoms: list[tuple[str, int]]) -> bool:
    """Whether a word that looks like a number is another word here ("năm nay", "một số", "tư vấn")."""
    words = phrase.words
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    if word == "nam" and following[:2] in ("20", "19") and len(following) == 4:
        return True
    if word == "nam" and following == "sau" and (phrase.tokens[at + 1].raw == "sáu" or (atoms and not phrase.marked)):
        return False
    if following in NOT_BEFORE.get(word, ()) and (not atoms or word == "nam"):
        return not (atoms and following in ("nua", "em", "con", "anh", "chi", "nu"))
    if (
        not atoms
        and at
        and ((word == "nam" and words[at - 1] in _YEAR_AFTER) or (word == "tram" and words[at - 1] == "phan"))
    ):
        return True
    if not atoms:
        return bool(at) and (words[at - 1] in _NOT_AFTER or (words[at - 1] == "may" and word in _SCALES))
    if word == "nam" and atoms[-1][0] in ("n", "d") and following in ("voi", "nu", "va", "gioi"):
        return True
    if word == "tu" and following in ("van", "nhan", "cach", "xa", "thang", "ngay"):
        return True
    return word == "trieu"


def _stands_alone(phrase: Phrase, at: int, end: int) -> bool:
    """Whether one number word by itself is meant as a number."""
    words = phrase.words
    word = words[at]
    if word in ("ngan", "van", "nghin", "tram", "chuc") and end < len(words) and words[end] not in NOUNS:
        return False
    if word not in _NEEDS_MORE or not phrase.tokens[at].raw.isascii():
        if word == "mot":
            return end >= len(words) or not words[end].isalpha() or words[end] in NOUNS or words[end] in _AFTER_ONE
        return not phrase.tokens[at].raw.isascii() or word[0].isdigit() or word in _NEEDS_MORE
    following = words[end] if end < len(words) else ""
    before = words[at - 1] if at else ""
    if following in NOUNS or (at == 0 and not following) or following in ("thoi", "nhe", "a", "em", "phan", "%"):
        return True
    return (before in _LEAD and (not following or not following.isalpha())) or before in ("la", "duoc", ":")


def _value(atoms: list[tuple[str, int]], words: list[str], end: int) -> Amount | None:
    """The value of a run of atoms."""
    plain = [a for a in atoms if a[0] == "d"]
    if len(atoms) >= 2 and atoms[0][0] == atoms[1][0] == "d" and atoms[1][1] == atoms[0][1] + 1 and atoms[0][1] > 0:
        scale = 1
        if len(atoms) == 3 and atoms[2][0] == "s":
            scale = atoms[2][1]
        if len(atoms) == 2 or scale > 1:
            return Amount(0, end, atoms[0][1] * scale, atoms[1][1] * scale)
    if len(plain) == len(atoms) >= 3:
        return Amount(int("".join(str(v) for _, v in atoms)), end)
    return Amount(_sum(atoms), end)


def _sum(atoms: list[tuple[str, int]]) -> int:
    """Adds up ranks; a digit left after a rank of hundreds or more is the next rank, after "lẻ" a unit."""
    total = section = 0
    pending: int | None = None
    rank = 0
    unit = False
    for kind, value in atoms:
        if kind in ("d", "t") or kind == "n":
            pending = value if pending is None else pending * 10 + value
        elif kind == "h":
            section, rank = section + value, 10
        elif kind == "le":
            unit = True
        elif kind == "r":
            section += (pending or 0) * (rank or 1) + (rank or 10) // 2
            pending = None
            if rank >= 1000:
                total, section = total + section, 0
        elif value >= 1000:
            total += (section + (pending or 0) or 1) * value
            section, pending, rank, unit = 0, None, value, False
        else:
            section += (1 if pending is None else pending) * value
            pending, rank, unit = None, value, False
    if pending is not None:
        if pending < 10 and rank >= 100 and not unit:
            pending *= rank // 10
        section += pending
    return total + section
