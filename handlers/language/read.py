"""Reads one message: what is wanted, which figures, of which indicators and units."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.language import details
from handlers.language.aliases import Name
from handlers.language.decide import decided, signs_of
from handlers.language.explained import keep_sure
from handlers.language.figures import Marked, guessed, items_of
from handlers.language.manners import unwrapped
from handlers.language.plain import plain_figure
from handlers.language.reading import Context, Item, Reading
from handlers.language.slots import with_details
from handlers.language.syllables import SYLLABLES, WORDS, word_set
from handlers.language.text import Phrase, clean, cut
from handlers.language.values import Role

LONGEST = 4000
# Words beside a figure that want nothing: a message of figures and these alone takes the short way.
_FILLERS = word_set(
    "a nhe nha nhi oi ha dum da vang u em bac anh chi chu co toi minh tui chau ong ban duoc la thi co dung "
    "roi bao cao so lieu nguoi ho nha cai diem khau the may cho dat xong thon xa ca tong trong tren va con "
    "voi hien nay gio moi nguoi dan lon da dang cac cua o nhu sau thoi luon tat gui nop ghi nhap chieu chuc "
    "tinh den het lam lap dung cai mo hop tram phan don vi hs chiec so ma muc tieu chi ky thang nam ngay % "
    "dau cam on nhac hoi xin"
)
_LONG, _MANY = 150, 80  # tokens of a whole page, words that differ
_SHORT = 10  # tokens of a message that is read once more as if it were without marks
_NOT_LOOSELY = {"unclear", "delete_my_data", "opt_out", "approve"}  # hard to take back: by clear words only
_PAGE = 300  # characters of a text in which signs of no language of ours weigh
# All but letters of Latin script, wide and bold ones too, digits, punctuation, the lines of a table.
_FOREIGN = re.compile(
    r"[^\x00-\x7f\xc0-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u2027\u2500-\u25ff\uff01-\uff5e\U0001d400-\U0001d7ff]"
)
_OURS = SYLLABLES | WORDS
_MENDS = frozenset(["lộn", "cơ"])  # "lộn, 421", "421 cơ": folded they are lớn and có, which only fill
_CODE_ALONE = re.compile(r"[A-Za-z0-9_-]{4,64}")


def read(text: str, context: Context) -> Reading:
    """What a message says, in the light of what was asked. Never raises; texts beyond 4.000 characters are cut."""
    asked = context.kind if context.state == "ask" and context.asked and not context.levels else None
    if (plain := plain_figure(text, asked)) is not None:
        return plain
    return read_with_grammar(text, context)


def read_with_grammar(text: str, context: Context) -> Reading:
    """The reading by all the steps, as for every message that is more than a bare figure."""
    if _is_foreign(text := text[:LONGEST]):
        return Reading(text=clean(text))
    phrase = cut(unwrapped(text), cleaned=True)
    if not phrase.words or _is_noise(phrase):
        return Reading(text=phrase.clean)
    if context.state == "join" and _CODE_ALONE.fullmatch(phrase.clean) and not phrase.clean.isalpha():
        return Reading(intent="register", text=phrase.clean)
    return _read(phrase, context)


def read_loosely(text: str, context: Context) -> Reading | None:
    """A short message that was not understood, read once more as if it were without marks; None if it is no clearer.

    "Đồng y", "xem báo cao": where some words have marks, those without may lack them.
    """
    phrase = cut(unwrapped(text[:LONGEST]), cleaned=True)
    if len(phrase.words) > _SHORT or not phrase.half_marked():
        return None
    reading = _read(phrase.unmarked(), context)
    return reading if reading.intent not in _NOT_LOOSELY and not reading.items else None


def _read(phrase: Phrase, context: Context) -> Reading:
    marked = marked_up(phrase, context)
    items = items_of(marked, context)
    talk = _has_talk(marked)
    reading = Reading(
        items=tuple(items),
        units=_unique(u.key for u in marked.units if u.key),
        unknown_units=_unique(u.unknown for u in marked.units if u.unknown),
        period=details.period_of(phrase) if talk else None,
        text=phrase.clean,
        unread=tuple(marked.unread),
        seen=(marked, context),
    )
    if not talk and not any(_is_state(i) for i in items):
        return _figures_only(reading, context)
    signs = signs_of(marked)
    return with_details(decided(reading, marked, signs, context), marked, context)


def _is_foreign(text: str) -> bool:
    """Whether a long text is for a third signs and letters of other languages: it holds nobody's figure."""
    return len(text) >= _PAGE and not text.isascii() and 3 * len(_FOREIGN.findall(text)) > len(text)


def _is_noise(phrase: Phrase) -> bool:
    """Whether a long text is hardly words of ours."""
    if len(phrase.words) < _LONG:
        return False
    words = [word for word in phrase.said if len(word) > 1 and word.isalpha()]
    return len(words) >= _MANY and 2 * sum(word in _OURS for word in words) < len(words)


def marked_up(phrase: Phrase, context: Context) -> Marked:
    """A message with its names, misspelt ones too, its units and the numbers that are surely figures."""
    marked = Marked(phrase, context)
    if marked.values and not marked.names:
        _guess(marked, context)
    keep_sure(marked, context)
    return marked


def _unique(keys: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))  # type: ignore[call-overload]


def _has_talk(marked: Marked) -> bool:
    """Whether the message holds more than names, quantities and filling words."""
    if not marked.values:
        return True
    return (
        any(
            not mark and word not in _FILLERS and word[0].isalnum()
            for mark, word in zip(marked.used, marked.phrase.words, strict=True)
        )
        or any(mark == 3 for mark in marked.used)
        or any(value.role is Role.REJECTED for value in marked.values)
        or not _MENDS.isdisjoint(marked.phrase.raws)
        or marked.phrase.words[0] == "lon"
        or "dung" in marked.phrase.words
        or "khong" in marked.phrase.words
    )


def _guess(marked: Marked, context: Context) -> None:
    """Looks for misspelt names when a figure stands beside words that are nothing else."""
    for name in guessed(marked, context.names, _FILLERS):
        marked.names.append(Name(name.start, name.end, name.keys, False))
        for at in range(name.start, name.end):
            marked.used[at] = marked.used[at] or 1
    marked.names.sort(key=lambda name: name.start)


def _is_state(item: Item) -> bool:
    return bool(item.later or item.not_applicable or item.same or item.choice or (item.number and item.number.none))


def _figures_only(reading: Reading, context: Context) -> Reading:
    """The ordinary answer: figures and nothing else."""
    if context.state == "confirm" and len(reading.items) == 1 and not reading.items[0].names:
        number = reading.items[0].number
        if number is not None and number.num is not None and context.num is not None:
            same = number.num == context.num
            return replace(reading, intent="confirm" if same else "correct", yes=same)
        if number is not None and number.num in (1, 2) and number.den is None and context.asked is None:
            return replace(reading, intent="confirm" if number.num == 1 else "deny", yes=number.num == 1, items=())
    if context.state == "idle" and not any(i.names for i in reading.items) and not reading.units:
        return reading
    number = reading.items[0].number if len(reading.items) == 1 and not reading.items[0].names else None
    if number is not None and number.num == 0 and number.den is None:
        return replace(reading, intent="report_zero")
    return replace(reading, intent="report_figures" if reading.items else "unclear")
