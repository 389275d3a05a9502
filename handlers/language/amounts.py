"""Amounts: one number each, in digits, words or both, with its percent sign. What it counts is not asked here."""

from __future__ import annotations

import re

from handlers.language.text import Phrase
from handlers.language.words import DIGITS, SCALES, WORDS, Amount, is_number_word, words_amount

# 1.433 and 1,433 group thousands; a group never begins with a zero.
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
# 80,7 and 80.7 are decimals.
_DECIMAL = re.compile(r"\d+[.,]\d{1,2}")
# Halves, thirds, quarters: "ba phần tư số hộ". Only small ones are said.
_PARTS = {"hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "muoi": 10}
_SHARED = frozenset(["so", "dan", "thon", "tong", "xa", "lang", "xom", "ca"])
_GOES_ON = frozenset([*SCALES, "k", "le", "linh", "ruoi", "phay", "cham", "%", "phan", "p", "pt", "/"])
LONGEST_COUNT = 9  # digits; more is an account or a card


def read_amount(phrase: Phrase, at: int, used: bytearray, den: int | None) -> Amount | None:
    """The amount that begins at a token, None when none does; `den`, the denominator on file, is never joined to it."""
    words = phrase.words
    word = words[at]
    if not word[0].isdigit():
        amount = words_amount(phrase, at, used) if word in WORDS else None
    elif word.isdigit() and len(word) <= LONGEST_COUNT and _ends_there(words, at + 1):
        return Amount(int(word), at + 1)
    elif not word.isdigit():
        amount = _with_separators(phrase, at)
    elif len(word) > LONGEST_COUNT:
        return None
    else:
        amount = _plain(phrase, at, used, den)
    return _finished(phrase, amount, used, den) if amount is not None else None


def _ends_there(words: list[str], at: int) -> bool:
    """Whether what stands behind digits has nothing to do with the number itself."""
    if at >= len(words):
        return True
    if words[at] in _GOES_ON or words[at][0].isdigit():
        return False
    return words[at] not in WORDS or not words[at - 1].endswith("00")  # "300 hai mươi" goes on


def _with_separators(phrase: Phrase, at: int) -> Amount | None:
    """1.433, 80,7 and what cannot be told: 1.43 (two digits behind a dot), 0.371."""
    words = phrase.words
    word = words[at]
    percent = _percent_follows(words, at + 1)
    if _GROUPED.fullmatch(word) and not percent:
        digits = word.replace(".", "").replace(",", "")
        return Amount(int(digits), at + 1) if len(digits) <= LONGEST_COUNT + 3 else None
    scale = _scale_after(phrase, at + 1)
    if scale is not None and (exact := _times(word, scale)) is not None:
        return Amount(exact, at + 2)
    if not percent and _torn(phrase, at):  # "1.0 20": 1.020
        return Amount(int(word.replace(".", "") + words[at + 1]), at + 2)
    if percent or _DECIMAL.fullmatch(word):
        unsure = not percent and "." in word and len(word.split(".")[1]) == 2 and not _of_rate(words, at)
        return Amount(0, at + 1, decimal=word, doubtful=unsure)
    return Amount(0, at + 1, doubtful=True)


def _torn(phrase: Phrase, at: int) -> bool:
    """ "1.0 20", "1.43 3": the three digits behind a dot, parted by one space."""
    word, following = phrase.words[at], phrase.words[at + 1] if at + 1 < len(phrase.words) else ""
    whole, _, part = word.partition(".")
    fits = part.isdigit() and following.isdigit() and len(part) + len(following) == 3 and len(whole) == 1
    return fits and phrase.starts[at + 1] == phrase.ends[at] + 1 and not _of_rate(phrase.words, at)


def _of_rate(words: list[str], at: int) -> bool:
    """ "tỷ lệ 80.75", "đạt 80.75": a percentage is spoken of."""
    return bool({"le", "dat"} & set(words[max(0, at - 3) : at]))


def _scale_after(phrase: Phrase, at: int) -> int | None:
    """The rank behind a decimal: 1,5k, 1.2 nghìn."""
    words = phrase.words
    if at >= len(words):
        return None
    if words[at] == "k" and phrase.glued(at):
        return 1000
    return SCALES.get(words[at]) if is_number_word(phrase, at, True) else None


def _times(decimal: str, scale: int) -> int | None:
    """1,5 × 1.000; None when it does not come out even."""
    whole, _, part = decimal.replace(",", ".").partition(".")
    if not part.isdigit() or len(whole) > 6 or len(part) > 6:
        return None
    value, rest = divmod(int(whole + part) * scale, 10 ** len(part))
    return None if rest else value


def _plain(phrase: Phrase, at: int, used: bytearray, den: int | None) -> Amount | None:
    """Digits alone, before a rank ("3 trăm"), glued to k, or parted by spaces."""
    words = phrase.words
    value = int(words[at])
    following = words[at + 1] if at + 1 < len(words) and not used[at + 1] else ""
    if following == "ruoi" and value >= 100:
        return Amount(value, at + 2, doubtful=True)  # "300 rưỡi": 350, or only said so
    if value >= 100 and value % 100 == 0 and following in WORDS and (rest := _tens_behind(phrase, at + 1, used)):
        if rest.high:  # "300 ba bốn chục": 330 to 340
            return rest._replace(value=value + rest.value, low=value + rest.low, high=value + rest.high)
        return Amount(value + rest.value, rest.end)  # "300 hai mươi", "400 mười bảy", as dictation writes them
    if following in SCALES and is_number_word(phrase, at + 1, True):
        return words_amount(phrase, at, used) or Amount(value, at + 1)
    if following == "k" and phrase.glued(at + 1):
        return _thousands(phrase, at, value)
    if following.isdigit() and phrase.starts[at + 1] == phrase.ends[at] + 1 and not _lettered(phrase, at):
        return _spaced(words, at, used, den)
    if value and value % 1000 == 0 and following in WORDS:
        rest = words_amount(phrase, at + 1, used)
        if rest is not None and 100 <= rest.value < 1000:
            return Amount(value + rest.value, rest.end)  # "1000 ba trăm sáu sáu", as dictation writes it
    if following in ("le", "linh") and value and value % 100 == 0 and at + 2 < len(words):
        unit = words[at + 2]
        more = int(unit) if unit.isdigit() else DIGITS.get(unit, 0)
        if 0 < more < 10 and (unit.isdigit() or is_number_word(phrase, at + 2, True)):
            return Amount(value + more, at + 3)
    return Amount(value, at + 1)


def _tens_behind(phrase: Phrase, at: int, used: bytearray) -> Amount | None:
    """The tens and units in words right behind digits that end in "00"; not a lone digit ("300 hai bác")."""
    rest = words_amount(phrase, at, used)
    if rest is None or rest.doubtful or rest.decimal or rest.share or _percent_follows(phrase.words, rest.end):
        return None
    if rest.high and 10 <= rest.low < rest.high < 100:
        return rest  # "ba bốn chục"
    if rest.high:  # "300 bảy tám" is 378, as "ba trăm bảy tám"
        together = 0 < rest.low < 10 and rest.high < 10
        return rest._replace(value=10 * rest.low + rest.high, low=0, high=0) if together else None
    return rest if 10 <= rest.value < 100 else None


def _lettered(phrase: Phrase, at: int) -> bool:
    """ "k5 352", "t2 352": a digit glued behind a letter begins no group of thousands."""
    return at > 0 and len(phrase.raws[at - 1]) == 1 and phrase.raws[at - 1].isalpha() and phrase.glued(at)


def _thousands(phrase: Phrase, at: int, value: int) -> Amount:
    """3k, 1k3, 1k35, 2k rưỡi; a zero right after k is doubtful."""
    words = phrase.words
    rest = words[at + 2] if at + 2 < len(words) else ""
    if rest == "ruoi":
        return Amount(value * 1000 + 500, at + 3)
    if not rest.isdigit() or len(rest) > 3 or not phrase.glued(at + 2):
        return Amount(value * 1000, at + 2)
    return Amount(value * 1000 + int(rest.ljust(3, "0")), at + 3, doubtful=rest[0] == "0" and len(rest) < 3)


def _spaced(words: list[str], at: int, used: bytearray, den: int | None) -> Amount:
    """Digits parted by spaces: "1 344" and "3 4 0" are one number; "400 12" was dictated; "371 460" are two."""
    end = at
    while end < len(words) and len(words[end]) == 1 and words[end].isdigit() and not used[end]:
        end += 1
    if 3 <= end - at <= 4 and words[at] != "0":
        return Amount(int("".join(words[at:end])), end)
    word, following = words[at], words[at + 1]
    value, more = int(word), int(following)
    if value and len(following) == 3 and len(word) <= 2 and more != den:
        end = at + 1
        while end < min(len(words), at + 3) and len(words[end]) == 3 and words[end].isdigit() and not used[end]:
            value = value * 1000 + int(words[end])
            end += 1
        return Amount(value, end)
    zeros = len(word) - len(word.rstrip("0"))
    if zeros >= 2 and value and following[0] != "0" and 1 < len(following) <= zeros and more != den and value != den:
        return Amount(value + more, at + 2)
    return Amount(value, at + 1)


def _finished(phrase: Phrase, amount: Amount, used: bytearray, den: int | None) -> Amount:
    """An amount with its spoken decimals, its percent sign, or the parts of a share."""
    words = phrase.words
    end = amount.end
    sign = words[end] if end < len(words) and not used[end] else ""
    if sign in ("phay", "cham") and amount.decimal is None and not amount.high:
        amount = _spoken_decimal(phrase, amount)
        end = amount.end
    if (size := _percent_follows(words, end)) and not amount.doubtful:
        if words[end + size : end + size + 1] == ["ruoi"] and amount.decimal is None:  # "tám mươi phần trăm rưỡi"
            return amount._replace(end=end + size + 1, percent=True, decimal=f"{amount.value},5")
        return amount._replace(end=end + size, percent=True)
    share = _share(phrase, amount, den) if sign in ("phan", "/") and amount.decimal is None else None
    return share or amount


def _percent_follows(words: list[str], at: int) -> int:
    """How many tokens say percent: %, "pt", "phần trăm"."""
    if words[at : at + 1] in (["%"], ["pt"]):
        return 1
    return 2 if words[at : at + 2] in (["phan", "tram"], ["p", "tram"], ["phan", "chuc"]) else 0


def _spoken_decimal(phrase: Phrase, amount: Amount) -> Amount:
    """ "tám mươi phẩy bảy": the digits after the comma."""
    words = phrase.words
    end, tail = amount.end + 1, ""
    while end < len(words) and len(tail) < 2 and (words[end] in DIGITS or (words[end].isdigit() and not tail)):
        tail += words[end] if words[end].isdigit() else str(DIGITS[words[end]])
        end += 1
    return amount._replace(end=end, decimal=f"{amount.value},{tail}") if tail else amount


def _share(phrase: Phrase, amount: Amount, den: int | None) -> Amount | None:
    """ "ba phần tư số hộ", "2/3 thôn": a part of all, in hundredths of a percent."""
    words, end = phrase.words, amount.end
    second = words[end + 1] if end + 1 < len(words) else ""
    if words[end] == "phan":
        parts = _PARTS.get(second, int(second) if second.isdigit() and (len(second) == 1 or second == "10") else 0)
    else:
        behind = words[end + 2] if end + 2 < len(words) else ""
        parts = int(second) if second.isdigit() and len(second) == 1 and behind in _SHARED else 0
        if second == "10" and behind == "so":
            parts = 10  # "9/10 số nhà"
        elif parts > 5:  # "8/9 thôn" are villages
            return None
    if not 0 < amount.value < parts <= 10 or parts == den:  # "9/10 số hộ" where there are ten
        return None
    return amount._replace(end=end + 2, share=amount.value * 10_000 // parts)


def hundredths(decimal: str) -> int:
    """80,7 as 8070; what stands beyond two places is cut."""
    whole, _, part = decimal.replace(",", ".").partition(".")
    return int(whole[:6]) * 100 + int(part.replace(".", "")[:2].ljust(2, "0"))
