"""Numbers written in Vietnamese words, alone or mixed with digits: "ba trăm linh một", "3 trăm 7 mươi mốt".

The grammar, for a rank R (trăm 100, nghìn/ngàn 1.000, vạn 10.000, triệu 1.000.000):

    number := [number] R tail          the number before may be left out: "nghìn tư" is 1.400, "trăm rưỡi" 150
    tail   := nothing
            | lẻ|linh number           exactly that many more: "ba trăm linh sáu" is 306
            | rưỡi                     half of the rank: "ba trăm rưỡi" is 350, "nghìn rưỡi" 1.500
            | one digit                the next rank: "ba trăm sáu" is 360, "hai vạn ba" 23.000
            | as many digits as R has zeros    digit by digit: "ba trăm không một" is 301, "nghìn bốn ba ba" 1.433
            | one digit, then tens     "nghìn tư ba mươi" is 1.430
            | number                   "ba trăm bảy mươi hai" is 372, and with short tens "ba trăm bảy hai"
    tens   := digit mươi|chục [digit|rưỡi] | mười [digit] | hăm|băm [digit] | digit digit
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from handlers.language.syllables import word_set
from handlers.language.text import Phrase

DIGITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9, "trin": 9,
}  # fmt: skip
TO_TEN = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
_TENS = {"muoi": 10, "chuc": 10}
_RANKS = {"tram": 100, "nghin": 1000, "ngan": 1000, "van": 10_000, "trieu": 1_000_000}
SCALES = {**_TENS, **_RANKS}
# Older people say hăm for hai mươi and băm for ba mươi.
_OLD_TENS = {"ham": 20, "bam": 30}
WORDS = frozenset(DIGITS) | frozenset(SCALES) | frozenset(_OLD_TENS) | {"le", "linh", "ruoi"}
# "Nam sau ho" without marks is five or six households, no next year.
_FIVE_OR_SIX = (["ho"], ["nguoi"], ["nha"], ["luot"], ["cai"], ["chuc"], ["diem"], ["em"])
# How the words are spelt with their marks, hỏi and ngã taken for one another; any other marks make another word.
WRITTEN = word_set(
    "không một mốt hai ba bốn tư năm lăm nhăm sáu bảy bẩy tám chín mười mươi mưới mừơi chục trăm nghìn ngìn "
    "ngàn vạn triệu lẻ linh chăm xáu rưỡi rưởi rươi hăm băm"
)
# Words that never begin a number: "tư" and "lăm" close one, "lẻ" and "không" stand inside one.
_ONLY_INSIDE = frozenset(["tu", "lam", "nham", "le", "linh", "ruoi", "khong"])

# A number word before one of these words is no number: "một số hộ", "ba má", "năm nay", "bảy giờ" (that is a time).
_NOT_BEFORE = {
    "mot": "nua so it lat ti chut vai phan cach chi khi hom cua luc the minh doi chieu cong xiu ai loat",
    "ba": "ma con toi em noi ngoai cu lao me no anh chi mi",
    "hai": "bac anh chi ben vo ong co dua",
    "nam": "nay ngoai sau truoc qua cu moi hoc vua sat kia nao het toi voi nu ten roi tai ni",
    "bay": "gio nhieu h ra vao",
    "sau": "do nay khi day hon het cung ngay tuan thang em toi minh ben toi sua",
    "tam": "thoi nghi ngung dung tinh ghi",
    "bon": "em toi minh no tui chung",
    "tram": "y te bien truyen xa",
    "van": "chua con la nhu the vay co ban dung khong de dang",
    "ngan": "hang",
    "chin": "chan",
}
NOT_BEFORE = {word: frozenset(after.split()) for word, after in _NOT_BEFORE.items()}
# A number word after one of these is a name or a day: "thứ hai", "ông Tám", "tháng ba", "lớp một".
_NOT_AFTER = word_set("thu mung mong ong ba chu thang nhat hoi nho lop di duong thim cau mo")
# What ripens or is thought over: "lúa chín", "nghĩ cho chín".
_RIPE = word_set("lua cho nghi suy trai qua nau com xoai na oi mit da")
# "năm" after these is a year: "đầu năm", "cả năm".
_YEAR_AFTER = word_set("dau cuoi trong ca moi hang giua nhieu sang theo tung may nua 6 suot")
_RANKS_OF_FIVE = frozenset(["tram", "muoi", "chuc", "nghin", "ngan"])  # "297 trong năm trăm bốn mươi"
_TAKEN_OFF = frozenset(["tru", "ngoai", "thieu"])  # "trừ hai ông bà già": no one called Hai
# "vài chục", "mấy trăm", "hàng nghìn": a rank without a number.
_VAGUE_BEFORE = word_set("vai may dam hang ca muoi")
_SINGLE_AFTER = word_set("thoi a nhe nha em anh bac chi day la nua tren trong phay phan duy roi luon do ha chu co")
_PEOPLE = word_set("anh bac chi chu co")
_DOING = word_set("da dung lam cai chua khong biet moi nop duoc co bi bac chi dong can")
_LEAD = word_set(
    "duoc co la con so tong tren gan hon khoang tam chung dat xong lam moi tang giam them bot du moi thay thieu tru "
    "chi : = ghi sua thanh len xuong bao cham"
)
# What is counted. A number before one of these words is a count.
NOUNS = word_set(
    "nguoi ho nha khau so cai may diem cho can con chiec tai the dua em chau cu doanh cong truong hoc hoi bo "
    "don mat tram lop buoi luot ca ong ba bac thanh cap giay to thue dong san van cuoc loa cum suat dan gia hop vb "
    "sp cbcc cb cbccvc hv gian hang ng hoi"
)


_TONES = frozenset("\u0300\u0301\u0309\u0323")


@lru_cache(maxsize=4096)
def spelt(raw: str) -> str:
    """A word with ngã written as hỏi and its tone at the end: those are taken for one another, and that slips."""
    if raw.isascii():
        return raw
    signs = unicodedata.normalize("NFD", raw).replace("\u0303", "\u0309")
    return "".join(sorted(signs, key=_TONES.__contains__))


_MARKED = frozenset(spelt(word) for word in WRITTEN)


class Amount(NamedTuple):
    """A number read from tokens up to `end`; `low` and `high` when the words give two neighbours ("ba bốn").

    `decimal` is a fractional number as typed or spoken ("2,5"), `doubtful` one that cannot be told ("1.43"),
    `spoken` one that begins with a word.
    """

    value: int
    end: int
    low: int = 0
    high: int = 0
    decimal: str | None = None
    doubtful: bool = False
    spoken: bool = False
    percent: bool = False
    share: int | None = None


class _Atom(NamedTuple):
    """One word of a number: "d" a digit, "t" one that closes a number, "n" a number in digits, "s" a rank or tens,
    "h" hăm or băm, "l" lẻ, "r" rưỡi."""

    kind: str
    value: int


def is_number_word(phrase: Phrase, at: int, inside: bool = False) -> bool:
    """Whether the token at `at` can be a number word, judged by its marks.

    In a text with marks a word without them is another word, unless it stands inside a number.
    """
    word, raw = phrase.words[at], phrase.raws[at]
    if word not in WORDS:
        return False
    if not raw.isascii():
        return spelt(raw) in _MARKED
    return not phrase.marked or inside or word in ("hai", "ba", "linh") or raw != word


def words_amount(phrase: Phrase, at: int, used: bytearray) -> Amount | None:
    """The number in words (digits may be mixed in) that begins at token `at`; None when there is none."""
    words = phrase.words
    first = words[at]
    if not first[0].isdigit():
        if first in _ONLY_INSIDE or phrase.raws[at] in ("mốt", "mươi"):
            return None
        if not is_number_word(phrase, at, at + 1 < len(words) and words[at + 1] in SCALES):
            return None
    run, end = _run(phrase, at, used)
    if phrase.clean[phrase.starts[at]].islower() and any(_capital(phrase, place) for place in range(at + 1, end)):
        return None  # "ba Bay", "ông Tư ba Tám" without marks: people
    if not run or (len(run) == 1 and not _stands_alone(phrase, at, end, used)):
        return None
    spoken = not first[0].isdigit()
    between = _neighbours(run, phrase.raws[at + 1] if at + 1 < len(words) else "")
    if between:
        return Amount(0, end, *between, spoken=spoken)
    kinds = "".join([atom.kind for atom in run])
    if any(kinds.find(said) > 0 for said in ("dds", "tds")):  # "trăm hai ba mươi": 120 or 130
        return Amount(0, end, spoken=spoken, doubtful=True)
    return Amount(_value(run), end, spoken=spoken)


def _run(phrase: Phrase, at: int, used: bytearray) -> tuple[list[_Atom], int]:
    """The atoms of the longest number that begins at a token."""
    words = phrase.words
    run: list[_Atom] = []
    end = at
    big, small = 1 << 40, 1 << 40  # the rank above thousands last said, and the smaller one within it
    while end < len(words) and not used[end]:
        word = words[end]
        if word.isdigit():
            if len(word) > 3 or (run and run[-1].kind in "dnt") or (run and _next_is_scale(words, end) and _full(run)):
                break
            run.append(_Atom("n" if len(word) > 1 else "d", int(word)))
        elif word in WORDS and is_number_word(phrase, end, bool(run)) and not _stops(phrase, end, run):
            atom = _ATOMS[word] if phrase.raws[end] != "mốt" else _ONE_LAST
            if atom.kind == "s":
                fits = atom.value < big if atom.value >= 1000 else atom.value < small
                if not fits:  # a second number begins here, with the digit before: "hai mươi | ba mươi"
                    teens = phrase.raws[end] == "mười" or (run[0].value == 10 and run[0].kind == "s" and len(run) < 3)
                    if run and run[-1].kind in "dnt" and not teens:  # one: "ba trăm hai | ba trăm ba"
                        run.pop()
                        end -= 1
                    break
                big, small = (atom.value, atom.value) if atom.value >= 1000 else (big, atom.value)
            run.append(atom)
        elif not (run and run[-1].kind == "s" and run[-1].value >= 100 and _hesitates(phrase, end)):
            break
        end += 1
    while run and phrase.raws[end - 1] in _HESITATING:
        end -= 1
    while run and run[-1].kind == "l":
        run.pop()
        end -= 1
    return run, end


_HESITATING = frozenset(["à", "ờ", "ừm", "ơ"])


def _hesitates(phrase: Phrase, at: int) -> bool:
    """ "hai trăm à ba mươi mốt", as it was dictated: the number goes on behind it."""
    behind = phrase.words[at + 1 : at + 3]
    if behind[:1] == ["khong"] and (len(behind) < 2 or behind[1] not in SCALES):
        return False  # "ba trăm à không, ba trăm hai" takes back
    return phrase.raws[at] in _HESITATING and behind[:1] != [] and behind[0] in WORDS


def _next_is_scale(words: list[str], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1] in SCALES


def _full(run: list[_Atom]) -> bool:
    """Whether a number has its tens and unit, so that another digit begins a new one."""
    return run[-1].kind in "tr"


_ATOMS = {
    **{word: _Atom("t" if word in ("lam", "nham", "tu") else "d", value) for word, value in DIGITS.items()},
    **{word: _Atom("s", value) for word, value in SCALES.items()},
    **{word: _Atom("h", value) for word, value in _OLD_TENS.items()},
    **dict.fromkeys(("le", "linh"), _Atom("l", 0)),
    "ruoi": _Atom("r", 0),
}
_ONE_LAST = _Atom("t", 1)  # mốt


def _stops(phrase: Phrase, at: int, run: list[_Atom]) -> bool:
    """Whether a word that looks like a number is another word here ("năm nay", "một số", "tư vấn")."""
    words = phrase.words
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    before = words[at - 1] if at else ""
    if word == "nam" and len(following) == 4 and following[:2] in ("20", "19"):
        return True
    if (
        word == "nam"
        and following == "sau"
        and (phrase.raws[at + 1] == "sáu" or (not phrase.marked and (run or words[at + 2 : at + 3] in _FIVE_OR_SIX)))
    ):
        return False
    if word == "mot" and following == "phan" and words[at + 2 : at + 3] and words[at + 2] in DIGITS:
        return False
    if word == "van" and words[at + 1 : at + 3] == ["khong", "tram"]:
        return False
    if word == "mot" and following in ("chut", "ti", "xiu") and run:
        return True  # "trên bảy trăm một chút"
    if (
        following in NOT_BEFORE.get(word, ())
        and before not in _TAKEN_OFF
        and (not run or word in ("nam", "van", "tram", "ngan"))
    ):
        return not (run and following in ("nua", "em", "con", "anh", "chi", "nu", "tai")) or word == "van"
    if not run:
        if word == "van" and phrase.raws[at] == word:
            return True  # vẫn, văn, vận: no number begins with vạn
        if (
            word == "tam"
            and phrase.raws[at] == word
            and following in DIGITS
            and words[at + 2 : at + 3] in (["tram"], ["chuc"])
        ):
            return True  # tầm ba trăm
        if (word == "nam" and before in _YEAR_AFTER and following not in _RANKS_OF_FIVE) or (
            word == "tram" and before == "phan"
        ):
            return True
        if before in _VAGUE_BEFORE and (word in SCALES or before in ("dam", "vai")):
            return True
        if (word == "chin" and before in _RIPE) or _capital(phrase, at):
            return True
        return before in _NOT_AFTER and _is_a_name(phrase, at)
    if word == "nam" and run[-1].kind in "nd" and following in ("voi", "nu", "va", "gioi", ","):
        return following != "," or "nu" in words[at + 1 : at + 5]
    if word == "tu" and following in ("van", "nhan", "cach", "xa", "thang", "ngay"):
        return True
    if word == "tu" and following == "so" and words[at + 2 : at + 3] and words[at + 2] in WORDS:
        return True  # "mẫu số bốn trăm linh hai, tử số ba trăm"
    return word == "khong" and not (_zero_inside(words, at, run) or _zero_last(words, at, run))


def _capital(phrase: Phrase, at: int) -> bool:
    """A number word with a capital inside a sentence is a name: "Lê Văn Ba", "cô Bảy"."""
    place = phrase.starts[at]
    if at == 0 or not phrase.clean[place].isupper() or not phrase.words[at - 1][0].isalpha():
        return False
    return phrase.clean[place : place + len(phrase.raws[at])] != phrase.raws[at].upper()


def _is_a_name(phrase: Phrase, at: int) -> bool:
    """Whether a number word after "ông", "thứ" is a name or a day and not a count: "ông Tám", not "cho ba người"."""
    words = phrase.words
    following = words[at + 1] if at + 1 < len(words) else ""
    if words[at - 1] in ("ba", "di", "cau", "mo", "duong") and phrase.raws[at - 1] not in (
        "bà", "dì", "cậu", "mợ", "dượng",
    ):  # fmt: skip
        return False
    return following not in NOUNS and following not in SCALES


def _zero_inside(words: list[str], at: int, run: list[_Atom]) -> bool:
    """ "không" is a zero only before "trăm" and in digits read one by one ("ba trăm không một")."""
    following = words[at + 1] if at + 1 < len(words) else ""
    if following == "tram":
        return True
    if following not in DIGITS or following == "khong":
        return False
    if len(run) == 1 and run[0].kind == "d" and words[at + 2 : at + 3] and words[at + 2] in DIGITS | SCALES:
        return False  # "bốn không hai" is 402, three digits and no more
    return (len(run) == 1 and run[0].kind == "d") or (run[-1].kind == "s" and run[-1].value >= 100)


def _zero_last(words: list[str], at: int, run: list[_Atom]) -> bool:
    """ "Hai chín bảy trên năm bốn không": behind a whole number read digit by digit the last digit is a zero."""
    if [atom.kind for atom in run] != ["d", "d"] or at + 1 < len(words) or at < 6:
        return False
    return words[at - 3] in ("tren", "/", "phan") and DIGITS.keys() >= set(words[at - 6 : at - 3])


def _stands_alone(phrase: Phrase, at: int, end: int, used: bytearray) -> bool:
    """Whether one number word by itself is meant as a number: before what is counted, or where nothing else fits."""
    words = phrase.words
    word = words[at]
    following = words[end] if end < len(words) else ""
    before = words[at - 1] if at else ""
    if word[0].isdigit():
        return True
    if following[:1].isdigit() and word not in SCALES:  # "tam 370" is tầm, "sau 371" after
        return False
    second, third = [*words[end + 1 : end + 3], "", ""][:2]
    if word in DIGITS and following in ("den", "toi") and second in DIGITS and (third in SCALES or third in NOUNS):
        return True  # "từ tám đến chín chục hộ"
    if before == "gap":  # "gấp ba"
        return True
    if following == "mang" and (phrase.raws[end] == "mạng" or not phrase.marked) and before in _LEAD:
        return True  # "thêm hai mạng": people
    if following in NOUNS or following == "%" or (following == "phan" and words[end + 1 : end + 2] == ["tram"]):
        return True
    if word == "chuc" and following in WORDS:  # "chục mười lăm hộ", ten to fifteen
        return True
    if word in _RANKS or word == "chuc":
        return not following or (following in _SINGLE_AFTER and word != "van")
    closed = not following or not following[0].isalpha() or used[end] > 0
    if not phrase.raws[at].isascii() and word not in ("mot", "nam"):
        return closed or following in _SINGLE_AFTER or following in _DOING or before in _LEAD
    if following == "tren" and words[end + 1 : end + 2] and words[end + 1] in WORDS:  # "năm trên chín"
        return True
    if word == "mot":
        return closed or following in _SINGLE_AFTER - _PEOPLE
    if word in ("hai", "ba", "bon", "chin", "muoi") and (closed or following in _SINGLE_AFTER):
        return True
    after = closed or following in ("thoi", "nhe", "a", "em", "nha", "roi")
    return bool(after) and (not at or before in _LEAD or not before[0].isalpha() or bool(used[at - 1]))


def _neighbours(run: list[_Atom], second: str) -> tuple[int, int] | None:
    """Two neighbouring digits are a range: "ba bốn người" 3 to 4, "sáu bảy chục" 60 to 70, "chín mười" 9 to 10."""
    if [atom.kind for atom in run] == ["d", "s"] and run[0].value == 9 and second == "mười":
        return 9, 10
    five_seven = len(run) == 2 and (run[0].value, run[1].value) == (5, 7)  # "năm bảy nhà"
    follows = len(run) > 1 and (0 < run[0].value == run[1].value - 1 or five_seven)
    if len(run) < 2 or run[0].kind != "d" or run[1].kind != "d" or not follows:
        return None
    if len(run) == 2:
        return run[0].value, run[1].value
    if len(run) == 3 and run[2].kind == "s":
        return run[0].value * run[2].value, run[1].value * run[2].value
    return None


def _value(run: list[_Atom]) -> int:
    """What a run of atoms is worth."""
    ranks = [atom.value for atom in run if atom.kind == "s" and atom.value >= 100]
    if not ranks:
        return _tens(run)
    rank = max(ranks)
    at = next(i for i, atom in enumerate(run) if atom.kind == "s" and atom.value == rank)
    head, tail = run[:at], run[at + 1 :]
    times = _value(head) if head else 1
    return times * rank + _tail(tail, rank, times == 0)


def _tail(tail: list[_Atom], rank: int, after_zero: bool) -> int:
    """What stands behind a rank; after "không trăm" a single digit is a unit."""
    if not tail:
        return 0
    kinds = "".join(atom.kind for atom in tail)
    if kinds == "r":
        return rank // 2
    if kinds[0] == "l":
        return _value(tail[1:])
    if kinds in ("d", "t"):
        return tail[0].value if after_zero else tail[0].value * rank // 10
    if kinds in ("dr", "tr") and rank >= 100:  # "hai nghìn ba rưỡi", "ba trăm bảy rưỡi"
        return tail[0].value * rank // 10 + rank // 20
    if kinds.strip("dt") == "" and len(kinds) == len(str(rank)) - 1:
        return int("".join(str(atom.value) for atom in tail))
    if rank >= 1000 and kinds[0] in "dt" and kinds[1] in "dth" and {"s", "h"} & set(kinds[1:]) and not _has_rank(tail):
        return tail[0].value * rank // 10 + _value(tail[1:])
    return _value(tail)


def _has_rank(run: list[_Atom]) -> bool:
    return any(atom.kind == "s" and atom.value >= 100 for atom in run)


def _tens(run: list[_Atom]) -> int:
    """A number below a hundred, or digits read one by one ("ba bảy một")."""
    at = next((i for i, atom in enumerate(run) if atom.kind == "s"), None)
    if at is None:
        if run and run[0].kind == "h":
            return run[0].value + _digits(run[1:])
        return _digits([atom for atom in run if atom.kind in "dtn"])
    tail = run[at + 1 :]
    more = 5 if tail and tail[0].kind == "r" else _digits([atom for atom in tail if atom.kind in "dtn"])
    return (_tens(run[:at]) if at else 1) * 10 + more


def _digits(run: list[_Atom]) -> int:
    return int("".join(str(atom.value) for atom in run) or 0)
