"""Ways a message is typed that change nothing of what it means: marks left out, keys left in, kindness around it.

Each takes a message and a source of chance, and gives it as somebody else would have typed it; None where it cannot be.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

Manner = Callable[[str, random.Random], str | None]
_HATS = {"\u0302": None, "\u0306": "w", "\u031b": "w"}
_TELEX = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_VNI_HATS = {"\u0302": "6", "\u0306": "8", "\u031b": "7"}
_VNI = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_SHORT = {"không": "ko", "được": "đc", "rồi": "r", "người": "ng", "với": "vs", "chưa": "chx", "tài khoản": "tk"}
_BEFORE = ("dạ ", "dạ thưa anh, ", "em báo cáo anh là ", "cháu ơi, ", "bác báo nhé: ")
_BEHIND = (" ạ", " nhé", " nha em", " em nhé", " ạ em cảm ơn", ", cảm ơn cháu")


def bare(text: str) -> str:
    """Without marks."""
    kept = (sign for sign in unicodedata.normalize("NFD", text) if unicodedata.category(sign) != "Mn")
    return "".join(kept).replace("đ", "d").replace("Đ", "D")


def unmarked(text: str, _chance: random.Random) -> str:
    """Without any marks."""
    return bare(text)


def half_marked(text: str, chance: random.Random) -> str:
    """Without marks on half of the words."""
    return " ".join(bare(word) if chance.random() < 0.5 else word for word in text.split(" "))


def telex(text: str, chance: random.Random) -> str | None:
    """Two words in Telex keys."""
    return _some(text, chance, _keys)


def vni(text: str, chance: random.Random) -> str | None:
    """Two words in VNI keys."""
    return _some(text, chance, _digits)


def short(text: str, _chance: random.Random) -> str:
    """The commonest short forms."""
    for word, form in _SHORT.items():
        text = re.sub(rf"(?<!\w){word}(?!\w)", form, text)
    return text


def wrapped(text: str, chance: random.Random) -> str:
    """With kind words before and behind."""
    return chance.choice(_BEFORE) + text + chance.choice(_BEHIND)


def upper(text: str, _chance: random.Random) -> str:
    """In capitals."""
    return text.upper()


def spaced(text: str, chance: random.Random) -> str:
    """With spaces too many."""
    return "".join(sign * chance.randint(1, 3) if sign == " " else sign for sign in text)


def excited(text: str, chance: random.Random) -> str:
    """With signs at the end."""
    return text.rstrip(".") + chance.choice(("...", "!!", ":))", " 🙏🙏"))


def _some(text: str, chance: random.Random, typed: Callable[[str], str]) -> str | None:
    words = text.split(" ")
    marked = [at for at, word in enumerate(words) if bare(word) != word and word.isalpha()]
    for at in chance.sample(marked, min(2, len(marked))):
        words[at] = typed(words[at])
    return " ".join(words) if marked else None


def _keys(word: str) -> str:
    keys, tone = "", ""
    for sign in unicodedata.normalize("NFD", word.replace("đ", "dd").replace("Đ", "Dd")):
        tone = _TELEX.get(sign, tone)
        if sign not in _TELEX:
            keys += (_HATS[sign] or keys[-1].lower()) if sign in _HATS else sign
    return keys + tone


def _digits(word: str) -> str:
    keys, tone = "", ""
    for sign in unicodedata.normalize("NFD", word.replace("đ", "d9").replace("Đ", "D9")):
        tone = _VNI.get(sign, tone)
        if sign not in _VNI:
            keys += _VNI_HATS.get(sign, sign)
    return keys + tone
