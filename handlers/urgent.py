"""An urgent one-off ask: one count or text of the villages before an hour; shown first, sent on a yes."""

import re
from datetime import UTC, datetime, time, timedelta
from typing import Any

from handlers import orders, plans
from handlers.campaigns import CampaignError, open_campaign
from handlers.language.errands import Errand
from handlers.language.text import cut, fold
from handlers.language.times import find_until
from handlers.reach import reach
from handlers.scope import named_units
from handlers.teams import members_of, opens
from handlers.texts import form, general
from handlers.texts import urgent as texts
from handlers.texts.form import HANOI
from handlers.turn import Turn
from scoring.framework import Kind, asked_at_once
from store import reports, units
from store.people import Role
from store.units import Unit

MANY = 5  # villages that are no more called by their names
USUAL_HOUR = time(17, 0)
LATE = time(15, 0)  # from then on a day is too short to be answered in
_NUMBER = re.compile(r"(?:(?:bao|biet|co|ghi|gui|nop|thong ke) )*(?:tong so|so luong|so|bao nhieu|may) ")
_TELLING = re.compile(r"(?:(?:bao|biet|gui|nop|thong ke) (?:cao )?)+")
_WHOSE = re.compile(
    r",? (?:cua |o |tai )?(?:cac|tung|moi|toan bo|tat ca|ca|may) (?:cac )?(?:thon|xom|to|don vi|noi)\b.*$"
)
_ANSWERING = re.compile(
    r"(?:,| thi| va)? (?:(?:cac thon|thon) )?(?:tra loi|bao|phan hoi|gui|nop)(?: (?:ve|lai|cho|xa|em|anh|toi))*$"
)
_PLACES = re.compile(r"(?:(?:cho |o )?(?:thon|to|ban|xom|khu|ap|lang) \S+(?: \S+)?(?:,| va| voi)? ?)+")
LONGEST = 80


def ask(turn: Turn, found: Errand) -> bool:
    """ "Trước 16h hôm nay cần số điểm wifi": whom it would go to, and how many, is shown."""
    office = min(turn.units(Role.OFFICER, Role.SUPERVISOR), key=lambda unit: unit.path.count("/"))
    due = _due(turn, found.about)
    if due is None:
        return False
    kind, what = question_in(found.words)
    if not what:
        return False
    if due <= turn.now:
        turn.say(texts.too_late())
        return True
    wanted = _villages(turn, office)
    would = reach(turn, members_of(turn, wanted))
    named = [unit.name for unit in wanted] if named_units(turn) and len(wanted) < MANY else []
    text = texts.plan(what, form.by_when(due, turn.now), len(wanted), named, would.people, kind is Kind.COUNT,
                      opens(turn), would.note)  # fmt: skip
    plans.show(
        turn, "urgent", text, [unit.id for unit in wanted], yes=texts.SEND, what=what, kind=kind.value,
        due=due.isoformat(), root=office.id,
    )  # fmt: skip
    return True


def _due(turn: Turn, about: str) -> datetime | None:
    """Until when an answer is wanted; where no hour is named, by the end of the working day, today's if it is far."""
    if not about:
        day = turn.today if turn.now.astimezone(HANOI).time() < LATE else turn.today + timedelta(days=1)
        return datetime.combine(day, USUAL_HOUR, HANOI).astimezone(UTC)
    until = find_until(cut(about), turn.today)
    if until is None:
        return None
    hour = USUAL_HOUR if until.hour is None else time(until.hour, until.minute or 0)
    return datetime.combine(until.day or turn.today, hour, HANOI).astimezone(UTC)


def _villages(turn: Turn, office: Unit) -> list[Unit]:
    named = [unit for unit in named_units(turn) if unit.level == "thon" and unit.lies_in(office)]
    today = turn.today
    return named or [
        unit
        for unit in units.below(turn.db, office)
        if unit.level == "thon" and (unit.until_day is None or unit.until_day > today)
    ]


def question_in(words: str) -> tuple[Kind, str]:
    """What is asked, as it completes "bao nhiêu …", and whether it is a count: "số điểm wifi" → điểm wifi."""
    head, _, tail = words.partition(":")
    if tail.strip() and _PLACES.fullmatch(fold(head.strip())):
        words = tail  # "thôn 1 và thôn 2: có bao nhiêu nhà bị ngập"
    words = " ".join(words.strip(" .!?…,").replace("/", "-").split())
    folded = fold(words)
    if len(folded) == len(words) and (whose := _WHOSE.search(folded)):
        words, folded = words[: whose.start()], folded[: whose.start()]
    if len(folded) == len(words) and (rest := _ANSWERING.search(folded)):
        words, folded = words[: rest.start()], folded[: rest.start()]
    if number := _NUMBER.match(folded):
        return Kind.COUNT, words[number.end() :].strip()[:LONGEST]
    if telling := _TELLING.match(folded):
        words = words[telling.end() :].strip()
    return Kind.TEXT, words[:LONGEST]


def sent(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes: a round of one question without a ladder, and one message to each of the teams."""
    root = units.unit(turn.db, waiting["root"])
    due = datetime.fromisoformat(waiting["due"])
    if not turn.may(Role.OFFICER, root) and not turn.may(Role.SUPERVISOR, root):
        turn.say(general.no_right(turn.voice, "hỏi gấp"))
        return
    if due <= turn.now:
        turn.say(texts.too_late())
        return
    what = waiting["what"]
    try:
        id = open_campaign(
            turn.db, turn.rules, framework=asked_at_once(Kind(waiting["kind"]), what), period=f"{turn.today:%Y-%m}",
            root=root, opens=turn.now, due=due, ladder="none", name=what, by=turn.person, now=turn.now,
            only=set(waiting["about"]),
        )  # fmt: skip
    except CampaignError as error:
        turn.say(str(error))
        return
    turn.forget_reports()
    found = reports.reports_of_campaign(turn.db, id)
    told = orders.write_to(turn, found)
    unknown = [one.unit.name for one in found if one.unit.id not in told.reached and one.unit.id not in told.shut]
    turn.say(texts.sent(turn.voice, what, len(told.reached), told.people, opens(turn), unknown, told.note))


CONFIRMED: dict[str, plans.Act] = {"urgent": plans.meant(sent)}
