"""What a message is wrapped in, and means nothing by itself: "em báo cáo anh là …", "cháu ơi, …", "… em cảm ơn ạ"."""

from __future__ import annotations

import re

from handlers.language.keys import typed_out
from handlers.language.short_forms import spelt_out
from handlers.language.syllables import word_set
from handlers.language.text import clean, fold

_ONE = (
    r"(?:anh chi|co chu|cac anh|cac chi|cac bac|anh|chi|em|co|chu|bac|ong|ba|chau|con|minh|toi|tui|thay|xa|sep|can bo)"
)
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
_CALLING = re.compile(rf"(?:{_ONE}(?: oi)?[ ,.!?]*)*")  # nothing else is said
_CLOSING = re.compile(
    rf"[ ,.;!]+(?:(?:a|nhe|nha)[,.]? )?(?:{_ONE} )?(?:xin )?(?:cam on|cam ta|cam tu|thanks?|tks|thank you)"
    rf"(?: {_ONE})?(?: (?:nhe|nha|nhieu|truoc|a|lam|rat|oi|nhá))*[.!~ ]*$"
)
# What is left may be no more than these: then the thanks are what the message is for.
_ASSENT = re.compile(
    r"(?:(?:da|vang|ok|oke|oki|u|uh|um|roi|duoc|xong|the|vay|a|nhe|nha|em|anh|chi|bac|chau|co|chu|minh|tot|hay|hieu|"
    r"biet|da|dung|ro|qua|chao|nhieu|may man|vui|rat)[ ,.!]*)*"
)
# "… nhé cháu", "… em ạ". Without marks "nha" may be nhà and "a" à: those stay.
_CALLED = r"(?:em|anh|chị|cháu|bác|cô|chú|con|ad|bạn|chi|chau|bac|co|chu)"
_BOUND = sorted(word_set("cho gửi của với nhắc gọi giúp hộ báo bảo hỏi là như tên gặp biết để nhà gui voi nhac goi"))
_TO_WHOM = "".join(rf"(?<!\b{word} )" for word in _BOUND) + rf"{_CALLED} "
# "380 nhớ" is "380 nhé"; "không nhớ" remembers nothing.
_NHO = "".join(rf"(?<!\b{word} )" for word in ("không", "ko", "k", "chưa", "chẳng", "chả", "còn")) + "nhớ"
_PARTICLE = rf"(?:(?:nhé|nhá|{_NHO}|nhóe|nhen|nghen|ạ|nhe)(?: {_CALLED})?|nha {_CALLED})"
_TAIL = re.compile(rf"[ ,]+(?:{_TO_WHOM})?{_PARTICLE}(?: (?:nhé|ạ|nhá))*[.! ]*$", re.IGNORECASE)
_TAIL_MARKED = re.compile(rf"[ ,]+(?:{_TO_WHOM})?(?:{_PARTICLE}|nha)(?: (?:nhé|ạ|nhá))*[.! ]*$", re.IGNORECASE)
_AGREED = re.compile(  # "đúng hè", as they say around there; not "nghỉ hè"
    r"(?P<said>(?:đúng|dung|phải|phai|chuẩn|chuan|ừ|vâng|vang|rứa|rua|được|duoc|ok)(?: (?:rồi|roi|thế|the|rứa|rua))?)"
    r"[ ,]+(?:hè|he|hầy|hay)[.! ]*",
    re.IGNORECASE,
)
_HEAD = re.compile(r"(?:(?:dạ[ ,]+|da (?=[^\W\d]))|à(?: mà)?[ ,]+(?![ ,\d]))+", re.IGNORECASE)  # "à 415" corrects
_LETTER = re.compile(r"[^\W\d_]")
_OPENS, _CLOSES = 160, 80  # characters in which a message opens and closes
_LOWERED = 5  # words that all begin with a capital: nobody's name


def unwrapped(text: str) -> str:
    """The message, Telex typed out, without its opening and its thanks; all of it where nothing else is left.

    A message Whose Every Word Has A Capital is read as one without.
    """
    cleaned = clean(typed_out(text))
    start, end = 0, len(cleaned)
    head = fold(cleaned[:_OPENS])
    while (opening := _OPENING.match(head, start)) is not None and not _CALLING.fullmatch(fold(cleaned), opening.end()):
        start = opening.end()
    tail = max(start, end - _CLOSES)
    closing = _CLOSING.search(fold(cleaned[tail:]))
    if closing is not None and not _ASSENT.fullmatch(fold(cleaned[start : tail + closing.start()])):
        end = tail + closing.start()
    return _lowered(cleaned[start:end].strip())


def plainly(text: str) -> str:
    """The same, short forms written out, without "dạ", "à" at its beginning and without "nhé cháu", "ạ" at its end."""
    if _LETTER.search(text) is None:
        return text  # as most answers are
    said = spelt_out(unwrapped(text))
    if (head := _HEAD.match(said)) is not None and head.end() < len(said):
        said = said[head.end() :]
    if (agreed := _AGREED.fullmatch(said)) is not None:
        return agreed["said"]
    tail = (_TAIL if said.isascii() else _TAIL_MARKED).search(said)
    return said[: tail.start()] if tail is not None and tail.start() else said


def _lowered(text: str) -> str:
    if not text[:1].isupper() or text.isupper():
        return text
    words = [word for word in text.split() if word[0].isalpha()]
    return text.lower() if len(words) >= _LOWERED and all(word[0].isupper() for word in words) else text
