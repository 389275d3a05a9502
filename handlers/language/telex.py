"""Telex keys left in a text, typed out: "ddoongf ys" is đồng ý, "guwir" gửi, "hanj" hạn.

Only where the word is no syllable as it stands and one comes out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from handlers.language.short_forms import SHORT
from handlers.language.syllables import SYLLABLES, WORDS, word_set
from handlers.language.text import fold
from handlers.language.words import WRITTEN

_WORD = re.compile(r"(?<!\w)[^\W\d_]{2,10}(?!\w)")
_CODE = re.compile("[A-Z]{6}")  # might be an invite's
_FOREIGN = word_set("pos gas bus box mix fix lux")
_KEYS = {"dd": "đ", "aa": "â", "ee": "ê", "oo": "ô", "aw": "ă", "ow": "ơ", "uw": "ư"}
_PAIR = re.compile("uow|" + "|".join(_KEYS))
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_TONE = re.compile(r"[sfrxj]")  # behind a vowel
_ONSET = re.compile(r"(?:qu|gi(?=[aăâeêioôơuưy])|[bcdđghklmnpqrstvx]*)")
_VOWELS = "aăâeêioôơuưy"


def _words_of_the_tables() -> dict[tuple[str, str], frozenset[str]]:
    """The marked words of the tables and the number words, by their letters and tone: what may have been meant."""
    found: dict[tuple[str, str], set[str]] = {}
    for word in WRITTEN:
        found.setdefault((fold(word), _tone_of(word)), set()).add(word)
    for path in sorted((Path(__file__).parent / "tables").glob("*.txt")):
        for word in _WORD.findall(unicodedata.normalize("NFC", path.read_text(encoding="utf-8").lower())):
            if not word.isascii():
                found.setdefault((fold(word), _tone_of(word)), set()).add(word)
    return {key: frozenset(words) for key, words in found.items()}


def _tone_of(word: str) -> str:
    return next((sign for sign in unicodedata.normalize("NFD", word) if sign in _TONES.values()), "")


def typed_out(text: str) -> str:
    """The text with its Telex left-overs typed out."""
    return _WORD.sub(lambda m: _typed_out(m[0]), text)


@lru_cache(maxsize=8192)
def _typed_out(word: str) -> str:
    low = unicodedata.normalize("NFC", word.lower())
    folded = fold(low)
    if folded in SYLLABLES or folded in WORDS or folded in SHORT or folded in _FOREIGN or _CODE.fullmatch(word):
        return word
    made = hatted = _PAIR.sub(lambda m: "ươ" if m[0] == "uow" else _KEYS[m[0]], low)
    toned = False
    for tone in _TONE.finditer(made):
        bare = made[: tone.start()] + made[tone.end() :]
        if fold(bare) in SYLLABLES and any(sign in _VOWELS for sign in made[: tone.start()]):
            made, toned = _with_tone(bare, _TONES[tone[0]]), True
            break
    if made == low or fold(made) not in SYLLABLES:
        return word
    if not toned or hatted == low:
        made = _completed(made)
    return made.upper() if word.isupper() else made[0].upper() + made[1:] if word[0].isupper() else made


def _completed(word: str) -> str:
    """A word typed with its tone or its hats only: the one it must be ("nhác" is nhắc), else its letters."""
    meant = _MEANT.get((fold(word), _tone_of(word)), frozenset())
    return word if word in meant else next(iter(meant)) if len(meant) == 1 else fold(word)


def _with_tone(syllable: str, tone: str) -> str:
    """The tone over the vowel that bears it: the marked one, else the last but one of an open syllable."""
    onset = _ONSET.match(syllable)
    begin = onset.end() if onset is not None else 0
    end = begin
    while end < len(syllable) and syllable[end] in _VOWELS:
        end += 1
    if end == begin:
        return syllable
    marked = [at for at in range(begin, end) if syllable[at] in "ăâêôơư"]
    closed = end < len(syllable)
    at = marked[-1] if marked else end - 1 if closed or end - begin == 1 else end - 2
    return unicodedata.normalize("NFC", syllable[: at + 1] + tone + syllable[at + 1 :])


_MEANT = _words_of_the_tables()
