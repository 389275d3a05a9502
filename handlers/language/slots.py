"""Fills in what belongs to an intent: until when, why, which units, which format."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from handlers.language import details
from handlers.language.figures import Marked
from handlers.language.reading import OFFICE, Context, Reading, Until
from handlers.language.reasons import reason_told
from handlers.language.syllables import word_set
from handlers.language.text import Phrase, cut
from handlers.language.times import find_until, may_name_a_day
from handlers.language.units import UnitName

_TODAY_ONLY = re.compile(
    r"\bhom nay(?: \w+){0,3}? (?:ban|met|chua|khong|dang|di|mac|om|ket|phai)\b|\b(?:ban"
    r"|met|chua)(?: \w+){0,3}? hom nay\b"
)
_GIVEN_UP = frozenset(["khong", "thay", "thoi", "chang", "no", "sao"])
_ALL_UNITS = re.compile(
    r"\b(?:tat ca|toan bo|het|moi|cac thon|ca loat|cac xa|cac don vi|may thon|cac to"
    r"|nhung thon|toan xa|moi thon|ca xa)\b"
)


def with_details(reading: Reading, marked: Marked, context: Context) -> Reading:
    """The slots that belong to the intent found."""
    phrase, intent = marked.phrase, reading.intent
    changes: dict[str, object] = {}
    later = "postpone" in reading.also or any(i.later for i in reading.items)
    if later or intent in ("postpone", "extend", "open_campaign", "skip", "remind_now"):
        put_off = reading.until or find_until(phrase, context.today)
        changes["until"] = _day_of_sending(phrase, put_off, context) if intent == "postpone" else put_off
    if intent == "extend":
        changes["reason"] = reason_told(phrase.clean, context.today)
    elif intent in ("return_for_fix", "keep", "correct"):
        changes["reason"] = _told_reason(marked, intent)
    elif intent == "difficulty_note":
        changes["reason"] = _difficulty_text(phrase)
    if intent == "compare_periods":
        changes["compare"] = details.compare_of(phrase.norm)
    elif intent == "export":
        changes["format"] = details.format_of(phrase.words)
    elif intent == "switch_language":
        changes["lang"] = details.language_of(phrase.norm)
    elif intent == "open_campaign":
        changes["framework"] = details.framework_of(phrase)
    elif intent == "base_set":
        changes["items"] = tuple(replace(i, text=_base_name(marked)) for i in reading.items)
    until = changes.get("until")
    if isinstance(until, Until) and intent == "postpone" and _no_day_of_sending(phrase, until, context):
        changes["until"] = None
    if intent == "change_unit" and marked.units:  # the one that is left is named before the one that is taken over
        last = _taken_over(marked)
        changes["units"] = (last.key,) if last.key else ()
        changes["unknown_units"] = (last.unknown,) if last.unknown else ()
    elif (units := _units(reading, marked, context)) != reading.units:
        changes["units"] = units
    return replace(reading, **changes) if changes else reading  # type: ignore[arg-type]


# "Mai 7h họp chi bộ", "mai bác đi viện": what the day is for, and no promise of the figures for it.
_ENGAGED = re.compile(
    r"\b(?:hop|ban|mac viec|nghi|gat|cay|dam (?:cuoi|gio|ma|hoi|hieu|tang)|an co|co (?:dam|gio|khach|viec|cuoi)"
    r"|cuoi (?:con|chau|vo|em)"
    r"|gio (?:to|ong|ba|cu)|bong da"
    r"|di (?:vien|kham|cho|cuoi|xa|cong tac|lam|hoc|thi|ruong|dong|bien|choi|le|chua|dam|an|vang))\b"
)
_BRINGS = word_set(
    "gui nop bao dem lam xong nhan hoi tinh ra xem tra moi ve nhac lai tiep thong kiem cap nhat ghi khai "
    "de hen doi lui cho"
)


_BARE_DAY = 3  # "mai nhé em"; longer, the day is told of with what it is for


def _no_day_of_sending(phrase: Phrase, until: Until, context: Context) -> bool:
    """Whether a day is named on which something else is on, and nothing of the figures."""
    if until.words == "hom nay" and _TODAY_ONLY.search(phrase.norm):
        return True
    brings = any(phrase.raws[at] != "lắm" for at in phrase.places(_BRINGS))
    if brings or not _ENGAGED.search(phrase.norm):
        return False
    parts = [cut(part[0]) for part in _PART.finditer(phrase.clean) if part[0].strip()]
    told = [part for part in parts if find_until(part, context.today) is not None]  # "bận họp, mai nhé"
    return len(parts) < 2 or all(_ENGAGED.search(part.norm) or len(part.words) > _BARE_DAY for part in told)


_BUSY = word_set("ban mac ket")
_PART = re.compile(r"(?:[^,;.]|[,;.](?=\d))+")
_SENDS = word_set("gui nop bao dem lam xong")


_NOT = word_set("dung khoi khong chua thoi ngung khoan ko")
_OPENING = word_set("thoi khoan")  # "thôi nhắc", but "thôi chiều nhắc lại bác" asks for a reminder
_HUSHED = word_set("nhac nhan giuc goi hoi phien")
_UP_TO = word_set("den toi truoc het qua")
_SUNDAY = re.compile(r"\b(?:chu nhat|cn)\b")


def _asks_quiet(words: list[str]) -> bool:
    """Whether some words ask not to be written to: "đừng nhắc", "khỏi nhắn"."""
    return any(
        word in _NOT and not _HUSHED.isdisjoint(words[at + 1 : at + (2 if word in _OPENING else 3)])
        for at, word in enumerate(words)
    )


def _behind_quiet(phrase: Phrase, until: Until, context: Context) -> Until | None:
    """ "Cuối tuần đừng nhắc tôi, thứ hai nhắc": the day that is not the quiet one; else the first day behind it."""
    quiet: Until | None = None
    for part in _PART.finditer(phrase.clean):
        words = cut(part[0])
        told = find_until(words, context.today)
        if told is None or told.day is None:
            continue
        if not _asks_quiet(words.words):
            return told
        if _UP_TO.isdisjoint(words.words) and quiet is None:
            quiet = told
    if quiet is None or quiet.day is None:
        return until
    saturday = quiet.day.weekday() == 5
    both = saturday and ("cuoi tuan" in phrase.norm or _SUNDAY.search(phrase.norm) is not None)
    return Until(day=quiet.day + timedelta(days=2 if both else 1), words=quiet.words)


def _day_of_sending(phrase: Phrase, until: Until | None, context: Context) -> Until | None:
    """ "Mai bác đi viện, thứ ba bác làm": the day named with the sending, not the first, which says why."""
    if until is not None and _asks_quiet(phrase.words):
        return _behind_quiet(phrase, until, context)
    parts = [part for part in _PART.finditer(phrase.clean) if part[0].strip()]
    if until is None or len(parts) < 2:
        return until
    places = [bisect_left(phrase.starts, part.start()) for part in parts]
    words = [phrase.words[start:end] for start, end in pairwise([*places, len(phrase.words)])]
    busy = not all(_BUSY.isdisjoint(said) for said in words[:-1])  # "không, mai bận, ngày kia": not that day
    if not busy and (not _SENDS.isdisjoint(words[0]) or find_until(cut(parts[0][0]), context.today) is None):
        return until
    for part, said in zip(parts[1:], words[1:], strict=True):
        sends = not _SENDS.isdisjoint(said) or (busy and _BUSY.isdisjoint(said))
        told = find_until(cut(part[0]), context.today) if sends and may_name_a_day(said) else None
        if told is not None and told.day is not None and told.day > context.today:
            return told
    return until


def _taken_over(marked: Marked) -> UnitName:
    """The unit that is taken over: the last one that is not the one given up ("không phải thôn 3")."""
    words = marked.phrase.words
    low = 0
    kept = []
    for unit in marked.units:
        before = words[max(low, unit.start - 4) : unit.start]
        if _GIVEN_UP.isdisjoint(before):
            kept.append(unit)
        low = unit.end
    return (kept or marked.units)[-1]


# Words that only hand on what is to be done, beside the reason: "hỏi lại bác ấy giúp anh", "trả về cho họ xem lại nhé".
_HANDED_ON = word_set(
    "tra lai ve gui cho lam ra soat kiem tra xem dem hoi nhan bao goi nhac noi voi nhe nha di giup gium dum ho luon"
    " thoi a yeu cau de va roi to thon ben day do em anh chi toi minh bac co chu ong ba ay truong no voi cai nay so"
    " sua ! ."
)
_AGAIN = re.compile(
    r"\b(?:xem|kiem|tra|dem|soat|lam|sua|gui|bo sung)\b|\bhoi (?:lai )?(?:truong|to)\b"
)  # "kiểm tra lại", "hỏi lại trưởng thôn" tell the team something
_CLAUSE = re.compile(r"\s*[,;\n](?!\d)\s*|\.\s+")


def _comma_reason(marked: Marked, intent: str) -> str | None:
    """The text after the comma behind the last name, unit or first figure, when it holds no figure itself."""
    start = max(
        [u.end for u in marked.units] + [n.end for n in marked.names] + [v.end for v in marked.values[:1]], default=0
    )
    text = details.after_comma(marked.phrase, start)
    if text is None or intent == "correct" or any(v.start > start for v in marked.values):
        return None
    if intent == "return_for_fix" and _hands_on(text):  # "thôn 3 ngân hàng cao quá, trả lại"
        words = marked.phrase.words
        comma = next((at for at in range(start, len(words)) if words[at] == ","), start)
        before = marked.phrase.piece(start, comma)
        return text if _hands_on(before) else before
    return text


def _hands_on(text: str) -> bool:
    return _HANDED_ON.issuperset(cut(text).words)


def _told_reason(marked: Marked, intent: str) -> str | None:
    """Why a figure is kept, corrected or sent back; of a return without what is only asked beside it."""
    reason = details.why(marked.phrase) or _comma_reason(marked, intent)
    if reason is None or intent != "return_for_fix":
        return reason
    told = [part for part in _CLAUSE.split(reason) if part and not _hands_on(part)]
    return ", ".join(told) or (reason if _AGAIN.search(cut(reason).norm) else None)


def _difficulty_text(phrase: Phrase) -> str:
    """A difficulty in the words of the person, without the title before the colon."""
    for at, word in enumerate(phrase.words[:5]):
        if word == ":":
            return phrase.clean[phrase.ends[at] :].strip()
    return phrase.clean


def _base_name(marked: Marked) -> str | None:
    """The words between a unit (or the order) and the figure: the base that is meant."""
    if not marked.values:
        return None
    end = marked.values[0].start
    start = max([u.end for u in marked.units if u.end <= end], default=0)
    words = [
        i
        for i in range(start, end)
        if marked.phrase.words[i] not in (":", "=", "la", "so", "lieu", "nen", "dat", "sua", "cap", "nhat")
    ]
    return marked.phrase.piece(words[0], words[-1] + 1).strip(" :=") if words else None


def _units(reading: Reading, marked: Marked, context: Context) -> tuple[str, ...]:
    """The units meant, filled in where the intent says whom an unnamed one means."""
    units, norm = reading.units, marked.phrase.norm
    own_status = reading.intent == "status_unit" and units == ("self",)
    if units and not own_status and (context.role == "member" or "self" not in units):
        return units
    if reading.unknown_units:
        return units
    own = {"member": "self", "supervisor": "district"}.get(
        context.role, "commune" if context.role in OFFICE else "self"
    )
    if reading.intent == "remind_now":
        return ("all_missing",)
    if reading.intent == "approve" and _ALL_UNITS.search(norm):
        return ("all",)
    if reading.intent == "status_unit":
        return (own,)
    return units
