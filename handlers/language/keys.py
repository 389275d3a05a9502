"""Keys struck wrong, put right: Telex left in the text ("ddoongf ys" is đồng ý), two keys in the wrong order ("kôhng").

Only where the word is no syllable as it stands and a syllable, or a word of the tables, comes out.
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
_LONGEST = 24  # letters between two spaces; what is longer was not struck in a hurry
_SHORTEST = 4  # letters of a word in which two keys are put in order
_CODE = re.compile("[A-Z]{6}")  # might be an invite's
_FOREIGN = word_set("pos gas bus box mix fix lux dell meet seen free hello call")
_KEYS = {"dd": "đ", "aa": "â", "ee": "ê", "oo": "ô", "aw": "ă", "ow": "ơ", "uw": "ư"}
_SHORT_WITH_D = frozenset(["dc", "dk", "dr", "dt", "dtdd", "dttm", "dttt", "dh"])
_LONG_NAMES = ("smartphone", "vneid", "camera", "internet", "facebook")  # of these one letter may be left out
_PAIR = re.compile("uow|" + "|".join(_KEYS))
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_TONE = re.compile(r"[sfrxj]")  # behind a vowel
_ONSET = re.compile(r"(?:qu|gi(?=[aăâeêioôơuưy])|[bcdđghklmnpqrstvx]*)")
_VOWELS = "aăâeêioôơuưy"


def _words_of_the_tables() -> frozenset[str]:
    """The words of the tables and the number words: what may have been meant."""
    tables = (Path(__file__).parent / "tables").glob("*.txt")
    texts = [unicodedata.normalize("NFC", path.read_text(encoding="utf-8").lower()) for path in tables]
    return frozenset(word for text in texts for word in re.findall(r"[^\W\d_]+", text)) | WRITTEN | WORDS


def _by_tone(words: frozenset[str]) -> dict[tuple[str, str], frozenset[str]]:
    """The marked ones by their letters and tone."""
    found: dict[tuple[str, str], set[str]] = {}
    for word in words:
        if not word.isascii():
            found.setdefault((fold(word), _tone_of(word)), set()).add(word)
    return {key: frozenset(several) for key, several in found.items()}


def _tone_of(word: str) -> str:
    return next((sign for sign in unicodedata.normalize("NFD", word) if sign in _TONES.values()), "")


def typed_out(text: str) -> str:
    """The text with its keys put right."""
    pieces = text.split(" ")
    if max(map(len, pieces)) <= _LONGEST:
        return " ".join(map(_piece, pieces))
    return " ".join([_piece(piece) if len(piece) <= _LONGEST else piece for piece in pieces])


@lru_cache(maxsize=8192)
def _piece(piece: str) -> str:
    return _WORD.sub(lambda m: _typed_out(m[0]), piece)


def _typed_out(word: str) -> str:
    low = unicodedata.normalize("NFC", word.lower())
    folded = fold(low)
    if folded in SYLLABLES or folded in WORDS or folded in SHORT or folded in _FOREIGN or _CODE.fullmatch(word):
        return word
    made = _from_telex(low) or _in_order(low)
    if made is None:
        return word
    return made.upper() if word.isupper() else made[0].upper() + made[1:] if word[0].isupper() else made


def _from_telex(low: str) -> str | None:
    """The syllable, or the short form ("ddc"), behind Telex keys; None where there is none."""
    if low.startswith("dd") and low[1:] in _SHORT_WITH_D:
        return f"đ{low[2:]}"
    made = hatted = _PAIR.sub(lambda m: "ươ" if m[0] == "uow" else _KEYS[m[0]], low)
    toned = False
    for tone in _TONE.finditer(made):
        bare = made[: tone.start()] + made[tone.end() :]
        if fold(bare) in SYLLABLES and any(sign in _VOWELS for sign in made[: tone.start()]):
            made, toned = _with_tone(bare, _TONES[tone[0]]), True
            break
    if made == low or fold(made) not in SYLLABLES:
        return None
    return made if toned and hatted != low else _completed(made)


def _in_order(low: str) -> str | None:
    """The one word of the tables that two neighbouring keys, or one struck twice or not at all, make of it."""
    if len(low) < _SHORTEST:
        return None
    known = _FOLDED if low.isascii() else _KNOWN
    swapped = {low[:at] + low[at + 1] + low[at] + low[at + 2 :] for at in range(len(low) - 1)}
    single = {low[:at] + low[at + 1 :] for at in range(len(low) - 1) if low[at] == low[at + 1]}
    found = (swapped | single) & known or {
        name for name in _LONG_NAMES for at in range(len(name)) if name[:at] + name[at + 1 :] == low
    }
    return found.pop() if len(found) == 1 else None


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


_KNOWN = _words_of_the_tables()
_FOLDED = frozenset(fold(word) for word in _KNOWN)
_MEANT = _by_tone(_KNOWN)
