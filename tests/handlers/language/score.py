"""The reader behind the protocol of the language scorer: one dict in, one dict out."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from handlers.language import Context, Item, Number, Reading, Until, index_names, index_units, read

DATA = Path(__file__).parent / "data"
TODAY = date(2023, 6, 15)
_ROLES = {"commune officer": "officer", "district officer": "supervisor", "unregistered": "none"}
_NAMES = {"keep": "confirm", "submit": "report_figures", "show_report": "status_unit", "not_applicable": "skip",
          "show_my_data": "delete_my_data", "hold": "postpone"}  # fmt: skip


def _aliases() -> dict[str, tuple[str, list[str]]]:
    names: dict[str, tuple[str, list[str]]] = {}
    for line in (DATA / "aliases.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        code, alias = line.split("\t")
        names.setdefault(code, (code, []))[1].append(alias)
    for code in ("1.1", "1.7", "1.8", "1.9"):
        names[code] = (code, [])
    return names


NAMES = index_names(_aliases())
UNITS = index_units({})


def context_of(context: str, role: str) -> Context:
    """The context of a row: "ask:3.4 den=460", "confirm:remind", "idle" ..."""
    state, _, rest = context.partition(":")
    asked = re.match(r"\d+\.\d+", rest)
    den = re.search(r"den=(\d+)", rest)
    num = re.search(r"num=(\d+)", rest)
    return Context(
        names=NAMES,
        units=UNITS,
        today=TODAY,
        state=state,
        asked=asked[0] if asked else None,
        kind="ratio" if den else None,
        den=int(den[1]) if den else None,
        num=int(num[1]) if num else None,
        role=_ROLES.get(role, role),
    )


def number_of(number: Number) -> dict[str, Any]:
    """A quantity in the scorer's words."""
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
    return {k: v for k, v in out.items() if v is not None}


def _until(until: Until | None) -> str:
    words = f" {until.words} " if until else ""
    for label, pattern in (
        ("day_after_tomorrow", r"\b(kia|mot)\b"),
        ("tomorrow", r"\bmai\b"),
        ("next_week", r"\btuan (sau|toi)\b|\bdau tuan\b"),
        ("weekend", r"\b(cuoi tuan|chu nhat|cn|thu (bay|7))\b"),
        ("tonight", r"\b(toi|dem|khuya)\b"),
        ("today", r"\b(chieu|trua|sang|hom nay|nay)\b"),
        ("later", r"\b(lat|ti|chut|xiu|lac|tieng|phut)\b"),
    ):
        if re.search(pattern, words):
            if label == "day_after_tomorrow" and re.search(r"mot (lat|ti|chut)", words):
                continue
            return label
    return "unspecified"


def _item(item: Item, context: Context) -> dict[str, Any]:
    code = item.names[0] if len(item.names) == 1 else context.asked
    return {**({"code": code} if code else {}), **(number_of(item.number) if item.number else {})}


def slots_of(reading: Reading, intent: str, context: Context) -> dict[str, Any]:
    """The slots of a reading in the scorer's words."""
    slots: dict[str, Any] = {}
    figures = [i for i in reading.items if i.number is not None]
    if intent in ("report_figures", "correct") and figures:
        slots["items"] = [_item(i, context) for i in figures]
    else:
        codes = [n for i in reading.items for n in i.names[:1]]
        if codes:
            slots["code"] = codes[0] if len(codes) == 1 else codes
        elif intent == "same_as_last_period" and context.state == "idle":
            slots["code"] = "all"
    units = list(reading.unknown_units) + list(reading.units)
    if units:
        slots["unit"] = units[0] if len(units) == 1 else units
    if intent == "postpone":
        slots["until"] = _until(reading.until or next((i.until for i in reading.items if i.until), None))
    if intent == "missing_units" and re.search(r"x[ãa]\b", reading.text.lower()):
        slots["level"] = "commune"
    for key, value in (("period", reading.period), ("with", reading.compare), ("format", reading.format),
                       ("kind", reading.kind), ("lang", reading.lang)):  # fmt: skip
        if value:
            slots[key] = _period(value) if key == "period" else value
    return slots


def _period(period: str) -> str:
    year = re.fullmatch(r"\d{4}-(?:(H|Q)(\d)|(\d\d))", period)
    if year is None:
        return period
    return f"{ {'H': 'half', 'Q': 'quarter'}[year[1]] }:{year[2]}" if year[1] else f"month:{int(year[3])}"


def score(request: dict[str, str]) -> dict[str, Any]:
    """One message of the scorer: {"text", "context", "role"} to {"intent", "slots", "number"}."""
    context = context_of(request["context"], request.get("role", "member"))
    reading = read(request["text"], context)
    intent = _NAMES.get(reading.intent, reading.intent)
    figures = [i for i in reading.items if i.number is not None]
    number: dict[str, Any] = {}
    if len(figures) > 1:
        number = {"items": [_item(i, context) for i in figures]}
    elif figures and figures[0].number is not None:
        number = number_of(figures[0].number)
    return {"intent": intent, "slots": slots_of(reading, intent, context), "number": number}
