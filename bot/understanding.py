"""How `sothon understand` speaks: one request, {"text", "context", "role"}, to what was read in it.

The context is what the bot had just said: `idle`, `ask:3.4 den=520`, `confirm:3.4 num=412 den=520`, `confirm:remind`,
`review`, `menu`. Codes and names are those of one framework.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from handlers.language import (
    Context,
    Item,
    NameIndex,
    Number,
    Reading,
    Until,
    explain,
    index_names,
    index_units,
    read,
    read_loosely,
)
from handlers.language.figures import marked_of
from handlers.language.reading import OFFICE
from handlers.language.rules import STATES
from scoring.framework import framework, measures

FRAMEWORK = "qd-1829-2023"
_ROLES = {"commune officer": "officer", "district officer": "supervisor", "unregistered": "none"}
_KNOWN_ROLES = ("member", *sorted(OFFICE), "none", *_ROLES)
# Intents of the product that the protocol knows by a wider name.
_WIDER = {
    "keep": "confirm",
    "submit": "report_figures",
    "show_report": "status_unit",
    "sent_units": "missing_units",
    "office_owed": "status_unit",
    "odd_figures": "list_pending",
    "why_returned": "status_unit",
    "extensions": "status_unit",
    "unapprove": "undo",
    "reviewed_by": "status_unit",
    "nudged": "status_unit",
    "short_units": "shortfall",
    "ask_target": "ask_definition",
    "ask_names": "ask_help",
    "who_are_you": "ask_help",
    "drop_photo": "undo",
    "evidence_list": "status_unit",
    "history": "status_indicator",
    "handed_over": "human_handoff",
    "noted": "thanks",
    "go_on": "greeting",
    "photo_numbers": "send_evidence",
    "reached": "status_indicator",
    "refused": "skip",
    "not_applicable": "skip",
    "my_data": "delete_my_data",
    "hold": "postpone",
}
_UNTIL = tuple(
    (label, re.compile(pattern))
    for label, pattern in (
        ("unspecified", r"\bmai (?:(?:,|hay) )?(?:mot|kia)\b|\bnay mai\b"),  # some day soon
        ("day_after_tomorrow", r"\b(kia|mot(?! (?:lat|ti|chut)))\b"),
        ("tomorrow", r"\bmai\b"),
        ("next_week", r"\b(tuan (sau|toi)|dau tuan|sang tuan)\b"),
        ("weekend", r"\b(cuoi tuan|chu nhat|cn|thu (bay|7))\b"),
        ("tonight", r"\b(toi|dem|khuya)\b"),
        ("today", r"\b(chieu|trua|sang|hom nay|nay)\b"),
        ("later", r"\b(lat|ti|chut|xiu|lac|tieng|phut)\b"),
    )
)
_NO_UNITS = index_units({})


@lru_cache(maxsize=8)
def names_of(framework_id: str, folder: Path | None = None) -> NameIndex:
    """The indicators of a framework by code, with everything people call them."""
    said = measures(folder)
    names: dict[str, tuple[str, tuple[str, ...]]] = {}
    for one in framework(framework_id, folder).indicators:
        code = one.code.rstrip(".")
        aliases = said[one.measure].aliases if one.measure in said else ()
        names[code] = (code, (*aliases, one.short))
    return index_names(names)


def context_of(said: str, role: str, today: date, names: NameIndex) -> Context:
    """The moment a context of the protocol describes; what it does not say stays unknown."""
    state, _, rest = said.partition(":")
    asked = re.match(r"[\w.]*\d[\w.]*", rest)
    given = {key: int(value) for key, value in re.findall(r"\b(num|den)=(\d{1,18})\b", rest)}
    act = re.fullmatch(r"[a-z_]+", rest.partition(" ")[0])
    return Context(
        act=act[0] if act and state == "confirm" else None,
        names=names,
        units=_NO_UNITS,
        today=today,
        state=state or "idle",
        asked=asked[0] if asked else None,
        kind="ratio" if "den" in given else None,
        den=given.get("den"),
        num=given.get("num"),
        role=_ROLES.get(role, role),
    )


def wrong(request: object) -> str | None:
    """What keeps a line from being a request, in one Vietnamese sentence; None where nothing does."""
    if not isinstance(request, dict):
        return 'Mỗi dòng là một đối tượng JSON, ví dụ: {"text": "412", "context": "ask:3.4 den=520"}'
    if not isinstance(request.get("text"), str):
        return '"text": cần một chuỗi chữ, ví dụ "412"'
    context, role = (request.get(name) for name in ("context", "role"))
    context = "idle" if context in (None, "") else context
    role = "member" if role in (None, "") else role
    if not isinstance(context, str) or context.partition(":")[0] not in STATES:
        return f'"context": không có tình huống này; ghi một trong: {", ".join(sorted(STATES))} (như ask:3.4 den=520)'
    if role not in _KNOWN_ROLES:
        return f'"role": không có vai này; ghi một trong: {", ".join(_KNOWN_ROLES)}'
    return None


def understand(request: Mapping[str, Any], today: date, *, explained: bool = False) -> dict[str, Any]:
    """What one message says: {"intent", "slots", "number"}, and {"trace"} when it is to be explained."""
    context = context_of(
        str(request.get("context") or "idle"), str(request.get("role") or "member"), today, names_of(FRAMEWORK)
    )
    text = str(request.get("text") or "")
    reading = read(text, context)
    if reading.intent == "unclear":
        reading = read_loosely(text, context) or reading
    intent = _WIDER.get(reading.intent, reading.intent)
    if reading.intent == "submit" and context.state == "confirm":
        intent = "confirm"  # "gửi đi" is the yes to what was asked
    answer = {"intent": intent, "slots": _slots(reading, intent, context), "number": _numbers(reading, context)}
    if explained:
        answer["trace"] = [str(step) for step in explain(text, context)]
    return answer


def _numbers(reading: Reading, context: Context) -> dict[str, Any]:
    figures = [item for item in reading.items if item.number is not None]
    if len(figures) > 1:
        return {"items": [_item(item, context) for item in figures]}
    return _number(figures[0].number) if figures and figures[0].number is not None else {}


def _number(number: Number) -> dict[str, Any]:
    if number.ambiguous:
        return {"ambiguous": True}
    out: dict[str, Any] = {"num": number.num, "den": number.den, "missing": number.missing, "relative": number.relative}
    if number.pct is not None:
        out["pct"] = number.pct / 100
    if number.range:
        out["range"] = list(number.range)
    for flag in ("approx", "none", "all"):
        if getattr(number, flag):
            out[flag] = True
    return {key: value for key, value in out.items() if value is not None}


def _item(item: Item, context: Context) -> dict[str, Any]:
    code = item.names[0] if len(item.names) == 1 else context.asked
    return {**({"code": code} if code else {}), **(_number(item.number) if item.number else {})}


def _slots(reading: Reading, intent: str, context: Context) -> dict[str, Any]:
    slots: dict[str, Any] = {}
    figures = [item for item in reading.items if item.number is not None]
    if intent in ("report_figures", "correct") and figures:
        slots["items"] = [_item(item, context) for item in figures]
    else:
        codes = list(dict.fromkeys(name for item in reading.items for name in item.names[:1]))
        if codes:
            slots["code"] = codes[0] if len(codes) == 1 else codes
        elif intent == "same_as_last_period" and context.state == "idle":
            slots["code"] = "all"
    units = [*reading.unknown_units, *(() if _said_whose(reading) else reading.units)]
    if units:
        slots["unit"] = units[0] if len(units) == 1 else units
    if intent == "postpone":
        slots["until"] = _until(reading.until or next((item.until for item in reading.items if item.until), None))
    if intent == "missing_units" and re.search(r"x[ãa]\b", reading.text.lower()):
        slots["level"] = "commune"
    said = {
        "period": _period(reading.period),
        "with": reading.compare,
        "format": reading.format,
        "kind": reading.kind,
        "lang": reading.lang,
    }
    return {**slots, **{key: value for key, value in said.items() if value}}


def _said_whose(reading: Reading) -> bool:
    """ "Em là tổ trưởng thôn 3 … thôn em có 412": one village, its name first; "thôn 3 388, thôn em 412" are two."""
    marked = marked_of(reading)
    if reading.units != ("self",) or len(reading.unknown_units) != 1 or marked is None:
        return False
    said = [unit.key for unit in marked.units if marked.values and unit.end <= marked.values[0].start]
    return len(said) == len(marked.units) and said[0] is None


def _until(until: Until | None) -> str:
    words = until.words if until else ""
    return next((label for label, pattern in _UNTIL if pattern.search(words)), "unspecified")


def _period(period: str | None) -> str | None:
    """ "2023-H1" as half:1, "2023-05" as month:5; what names no year stays."""
    dated = re.fullmatch(r"\d{4}-(?:(H|Q)(\d)|(\d\d))", period or "")
    if dated is None:
        return period
    return f"{ {'H': 'half', 'Q': 'quarter'}[dated[1]] }:{dated[2]}" if dated[1] else f"month:{int(dated[3])}"
