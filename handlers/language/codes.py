"""Codes of indicators, typed or spoken: "3.4", "3,4 được 371", "3/4 371", "ba chấm bốn", "V.2"."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.language.aliases import Name
from handlers.language.reading import Context
from handlers.language.syllables import word_set
from handlers.language.text import Phrase
from handlers.language.words import SCALES, TO_TEN, WORDS

_CODE = re.compile(r"\d{1,2}[.,]\d{1,2}[a-z]?")
_ROMAN = frozenset(["i", "ii", "iii", "iv", "v", "vi", "vii"])
_CODE_WORDS = _ROMAN | frozenset(TO_TEN)
_CODE_CUES = word_set("tieu muc so chi ma tc ct cau , ; - va con sua doi cua")
_CODE_SAID = frozenset(["duoc", ":", "la", "dat", "co", "="])  # "3-4 được 371"


def of_the_codes(names: list[Name], codes: list[Name], phrase: Phrase, context: Context) -> list[Name]:
    """Names right behind a code: of the code's own item where its words fit ("6.8 văn bản ký số"), else of either."""
    behind = {code.end: code for code in codes}
    own: dict[tuple[tuple[str, ...], str], bool] = {}
    found = []
    for name in names:
        code = behind.get(name.start)
        if code is None or set(code.keys) & set(name.keys):
            found.append(name)
            continue
        said = " ".join(phrase.words[name.start : name.end])
        if (code.keys, said) not in own:
            own[code.keys, said] = _fits(said, code, context)
        found.append(replace(name, keys=code.keys if own[code.keys, said] else (*code.keys, *name.keys)))
    return found


def _fits(said: str, code: Name, context: Context) -> bool:
    """Whether a name of the code's item holds all the words said."""
    words, keys = set(said.split()), set(code.keys)
    return any(not keys.isdisjoint(of) and words <= set(alias.split()) for alias, of in context.names.phrases.items())


def find_codes(phrase: Phrase, context: Context, used: bytearray) -> list[Name]:
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
    if "," in word and not figure_follows(words, end):
        return None
    if not at or before in _CODE_CUES or figure_follows(words, end) or not before.isalpha() or following:
        if (
            before in ("duoc", "dat", "khoang", "gan", "tam", "la")
            and not figure_follows(words, end)
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
    return Name(at, at + 3, codes[code], True, code) if said and figure_follows(words, at + 3) else None


def _asks(words: list[str]) -> bool:
    return not {"may", "nhieu", "nao", "sao", "gi"}.isdisjoint(words)


def figure_follows(words: list[str], at: int) -> bool:
    """Whether a number stands within four words on the same line."""
    for word in words[at : at + 4]:
        if word in ("\n", ",", ";"):
            return False
        if word[0].isdigit() or word in WORDS:
            return True
    return False


def _spoken_code(words: list[str], at: int, codes: dict[str, tuple[str, ...]]) -> Name | None:
    inside = at > 0 and words[at - 1] in WORDS and not figure_follows(words, at + 3)
    if inside or words[at + 3 : at + 5] == ["phan", "tram"]:
        return None  # "sáu mươi hai chấm ba phần trăm"
    if words[at + 1] == "phay" and not figure_follows(words, at + 3):
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
    if code in codes and figure_follows(words, at + 2):
        return Name(at, at + 2, codes[code], True, code)  # "V1 590"
    return None
