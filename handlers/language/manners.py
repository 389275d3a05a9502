"""What a message is wrapped in and means nothing by itself: "em báo cáo anh là …", "alo cháu ơi, …", "… em cảm ơn ạ"."""

from __future__ import annotations

import re

from handlers.language.text import clean, fold

_ONE = r"(?:anh chi|co chu|cac anh|cac chi|cac bac|anh|chi|em|co|chu|bac|ong|ba|chau|con|minh|toi|tui|thay|xa|sep|can bo)"
_VOICE = r"(?:(?:da|vang|a|ạ|e|oi|alo|alô|kinh|xin|thoi|u|uh)[ ,.!]+)*"
_OPENINGS = (
    # "Dạ thưa anh, …", "báo cáo anh là …", "em xin báo cáo với chị: …"
    rf"{_VOICE}(?:{_ONE} )?(?:xin )?(?:kinh )?(?:thua|bao cao|bao)(?: voi)? {_ONE}"
    r"(?:(?: (?:a|oi))?[,:] ?| (?:la|rang|nhu sau|nhu nay)(?: la)?[,:]? )",
    # "Bác báo nhé: …", "tôi nhắn nhé, …"
    rf"{_VOICE}{_ONE} (?:xin )?(?:bao|nhan|noi|bao cao)(?: (?:nhe|nha|a|day|luon|ne))+[,:] ?",
    # "Alo cháu ơi, …", "alo, …"
    rf"(?:alo|a lo)(?: {_ONE} (?:oi|a|ha)[,.!:]* |(?: {_ONE})?[,:] )(?!(?:alo|a lo)\b)",
    # "Cháu ơi, …", "em ơi …"
    rf"{_ONE} oi[,.!:]* ",
)
_OPENING = re.compile("|".join(f"(?:{one})" for one in _OPENINGS))
_CLOSING = re.compile(
    rf"[ ,.;!]+(?:(?:a|nhe|nha)[,.]? )?(?:{_ONE} )?(?:xin )?(?:cam on|cam ta|cam tu|thanks?|tks|thank you)"
    rf"(?: {_ONE})?(?: (?:nhe|nha|nhieu|truoc|a|lam|rat|oi|nhá))*[.!~ ]*$"
)
# What is left may be no more than these: then the thanks are what the message is for.
_ASSENT = re.compile(
    r"(?:(?:da|vang|ok|oke|oki|u|uh|um|roi|duoc|xong|the|vay|a|nhe|nha|em|anh|chi|bac|chau|co|chu|toi|minh|tot|hay|hieu|biet|"
    r"da|dung|het|day|du|nhan|ro|thoi|qua|chao|gui|may man|vui)[ ,.!]*)*"
)
_LOWERED = 5  # words that all begin with a capital: nobody's name


def unwrapped(text: str) -> str:
    """The message without its opening and its thanks; the text itself where nothing else is left of it.

    A message Whose Every Word Has A Capital is read as one without.
    """
    cleaned = clean(text)
    folded = fold(cleaned)
    start, end = 0, len(cleaned)
    if len(folded) == end:
        if (opening := _OPENING.match(folded)) is not None and not _ASSENT.fullmatch(folded, opening.end()):
            start = opening.end()
        closing = _CLOSING.search(folded, start)
        if closing is not None and not _ASSENT.fullmatch(folded, start, closing.start()):
            end = closing.start()
    return _lowered(cleaned[start:end].strip())


def _lowered(text: str) -> str:
    words = [word for word in text.split() if word[0].isalpha()]
    titled = len(words) >= _LOWERED and all(word[0].isupper() for word in words) and not text.isupper()
    return text.lower() if titled else text
