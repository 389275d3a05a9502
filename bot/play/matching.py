"""How expectations are compared with what was said: NFC, case-blind, blanks folded; `|` or, `…` anything between."""

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import normalize


def folded(text: str) -> str:
    """One form for every text: NFC, lower case, single blanks."""
    return " ".join(normalize("NFC", text).casefold().split())


@lru_cache(maxsize=4096)
def _alternatives(pattern: str) -> tuple[re.Pattern[str], ...]:
    found = []
    for alternative in pattern.split("|"):
        pieces = [re.escape(folded(piece)) for piece in alternative.split("…")]
        found.append(re.compile(".*".join(pieces), re.DOTALL))
    return tuple(found)


def contains(message: str, pattern: str) -> bool:
    """Whether a message contains one of the alternatives."""
    text = folded(message)
    return any(one.search(text) is not None for one in _alternatives(pattern))


def equals(message: str, pattern: str) -> bool:
    """Whether a text is, as a whole, one of the alternatives."""
    text = folded(message)
    return any(one.fullmatch(text) is not None for one in _alternatives(pattern))


def any_contains(messages: Iterable[str], pattern: str) -> bool:
    """Whether any of the messages contains one of the alternatives."""
    return any(contains(message, pattern) for message in messages)
