"""Taking figures again after the closing: of one unit until a day and for a reason, of a whole round after a yes."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from handlers import plans
from handlers.language.errands import Errand
from handlers.language.reading import Reading, Until
from handlers.language.reasons import reason_told
from handlers.language.text import cut, fold
from handlers.language.times import find_until
from handlers.scope import campaigns_in_sight, named_outside
from handlers.standing import may_see, rounds
from handlers.teams import tell_members, told_words
from handlers.texts import closing as texts
from handlers.texts import general
from handlers.texts import officer as officer_texts
from handlers.texts import orders as order_texts
from handlers.texts import status as status_texts
from handlers.texts.form import HANOI, Voice, long_day
from handlers.turn import Turn
from scheduler import remind as ladder
from store import campaigns, reports, units
from store.audit import audit
from store.conversations import Step
from store.people import Role
from store.reports import Report
from store.units import Unit

USUAL_HOUR = time(17, 0)
_NOT = re.compile(r"\b(?:dung|khong|ko|chua|khoan|khoi)(?: can| nen| duoc)? (?:mo lai|mo khoa|bo chot)")
_ASSENT = re.compile(r"(?:(?:u|uh|um|o|vang|da|co|roi|ok|oke|duoc|dung|dong y|the|mo|di|nhe|a|em)(?: |$))+")
_LIKE = re.compile(r"\bnhu (?:ky|dot|thang|quy|lan|nam)\b")  # "mở lại đợt như kỳ trước" is a new round


def reopen(turn: Turn, found: Errand) -> bool:
    """ "Mở lại báo cáo thôn 3 đến 10/7 vì …" is done at once; "mở lại đợt" is shown first."""
    said = fold(turn.incoming.text)
    if _NOT.search(said) or _LIKE.search(said):
        return False
    reason = reason_told(turn.incoming.text, turn.today)
    named = [unit for unit in named_outside(turn, reason) if unit.level == "thon"]
    until = _end(find_until(cut(turn.incoming.text), turn.today))
    if not named:
        if until is None and (turn.talk.waiting or {}).get("act") == "reopen_round":
            return False  # "mở lại đi": a yes to what is shown
        _reopen_round(turn, until)
        return True
    unit = named[0]
    if not may_see(turn, unit):
        turn.say(status_texts.not_yours_to_see(turn.voice, unit.name))
        return True
    of_unit = reports.reports_of_unit(turn.db, unit.id, turn.now)
    closed = [one for one in of_unit if one.closed(turn.now)]
    if len(closed) < len(of_unit):
        turn.say(texts.not_closed(unit.name))
    elif not closed:
        turn.say(order_texts.not_owing(unit.name))
    else:
        _go_on(turn, closed[-1], until, reason)
    return True


def _end(until: Until | None) -> datetime | None:
    if until is None or until.day is None:
        return None
    hour = USUAL_HOUR if until.hour is None else time(until.hour, until.minute or 0)
    return datetime.combine(until.day, hour, HANOI).astimezone(UTC)


# --- one unit -------------------------------------------------------------------------------------------------------


def _go_on(turn: Turn, report: Report, end: datetime | None, reason: str | None) -> None:
    """Done once the day and the reason are known; what is lacking is asked, what was said is kept."""
    if end is not None and end <= turn.now:
        turn.say(order_texts.extend_past())
    elif end is None or not reason:
        turn.wait(
            Step.CHOOSE, reopens=report.id, until=None if end is None else end.isoformat(), reason=reason,
        )  # fmt: skip
        turn.say(texts.reopen_how(turn.voice, report.unit.name, day=end is None, reason=not reason))
    else:
        _reopen(turn, report, end, reason)


def answered(turn: Turn, waiting: dict[str, Any], reading: Reading) -> bool:
    """The day and the reason that were asked for; False for anything else, which is served as it is."""
    turn.talk.waiting = None
    if reading.intent in {"deny", "undo"}:
        turn.say(general.dropped(turn.voice))
        return True
    text = turn.incoming.text
    end = _end(find_until(cut(text), turn.today))
    kept = datetime.fromisoformat(waiting["until"]) if waiting["until"] else None
    if end is None and kept is None:
        return False
    reason = waiting["reason"] or reason_told(text, turn.today)
    if reason is None and end is None and not _ASSENT.fullmatch(fold(text).strip(" .!,")):
        reason = text.strip()[:200]
    _go_on(turn, reports.report(turn.db, waiting["reopens"]), end or kept, reason)
    return True


def _reopen(turn: Turn, report: Report, end: datetime, reason: str) -> None:
    reports.reopen(turn.db, report.id, end, reason)
    audit(
        turn.db, "report.reopened", turn.now, person=turn.person, unit=report.unit.id, report=report.id, until=end,
        reason=reason,
    )  # fmt: skip
    turn.forget_reports()
    name = officer_texts.round_of(report.campaign)

    def words_of(voice: Voice, _mine: Sequence[Unit]) -> str:
        return texts.reopened_note(voice, report.unit.name, name, end, reason)

    told = tell_members(turn, [report.unit], words_of)
    turn.say(texts.reopened(report.unit.name, name, long_day(end), end, reason, told_words(turn, told)))


def close_again(turn: Turn, _found: Errand) -> bool:
    """ "Đóng lại thôn 5": what was reopened for it alone is closed before its time, after a yes."""
    unit = next((one for one in named_outside(turn, None) if one.level == "thon"), None)
    if unit is None:
        return False
    if not may_see(turn, unit):
        turn.say(status_texts.not_yours_to_see(turn.voice, unit.name))
        return True
    open_ = _reopened(turn, unit)
    if not open_:
        running = any(not one.closed(turn.now) for one in reports.reports_of_unit(turn.db, unit.id, turn.now))
        turn.say(texts.not_reopened(turn.voice, unit.name, running))
        return True
    name = officer_texts.round_of(open_[-1].campaign)
    plans.show(turn, "close_again", texts.close_again_plan(unit.name, name), [unit.id], yes=texts.CLOSE_AGAIN)
    return True


def _reopened(turn: Turn, unit: Unit) -> list[Report]:
    found = reports.reports_of_unit(turn.db, unit.id, turn.now)
    return [one for one in found if one.reopened_until is not None and one.reopened_until > turn.now]


def _closed_again(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes."""
    unit = units.unit(turn.db, waiting["about"][0])
    found = _reopened(turn, unit)
    for one in found:
        reports.reopen(turn.db, one.id, turn.now - timedelta(seconds=1), one.reopen_reason)
        audit(turn.db, "report.closed_again", turn.now, person=turn.person, unit=unit.id, report=one.id)
    turn.forget_reports()
    if not found:
        turn.say(texts.not_reopened(turn.voice, unit.name, False))
        return
    told = tell_members(turn, [unit], lambda voice, _mine: texts.closed_again_note(voice, unit.name))
    turn.say(texts.closed_again(unit.name, told_words(turn, told)))


# --- a whole round --------------------------------------------------------------------------------------------------


def show_until(turn: Turn, until: Until) -> None:
    """The round that is to be reopened, with another end."""
    _reopen_round(turn, _end(until))


def show_round(turn: Turn, campaign: int) -> None:
    """A round that was closed just now, and is to take figures again."""
    _reopen_round(turn, None, campaign)


def _reopen_round(turn: Turn, end: datetime | None, only: int | None = None) -> None:
    offices = turn.units(Role.OFFICER, Role.SUPERVISOR)
    mine = [one for one in campaigns_in_sight(turn) if any(units.unit(turn.db, one.root).lies_in(o) for o in offices)]
    mine = [one for one in mine if only in {None, one.id}]
    closed = [one for one in mine if one.closed(turn.now) and (not one.urgent or only is not None)]
    if not closed:
        running = [one for one in mine if not one.urgent]
        turn.say(
            texts.round_not_closed(officer_texts.round_of(running[0])) if running else officer_texts.no_open_round()
        )
        return
    campaign = max(closed, key=lambda one: one.due)
    name = officer_texts.round_of(campaign)
    gone = campaign.closes is not None and campaign.closes <= turn.now
    if end is not None and end <= turn.now:
        turn.say(order_texts.extend_past())
    elif end is None and gone:
        turn.say(texts.reopen_round_until(turn.voice, name))
    else:
        found = [one for one in reports.reports_of_campaign(turn.db, campaign.id) if one.unit.id != campaign.root]
        owing = [one.unit.name for one in found if one.owed]
        text = texts.reopen_plan(turn.voice, name, end, owing, len(found))
        about = [campaign.root, *(one.unit.id for one in found)]
        facts = {"campaign": campaign.id, "until": None if end is None else end.isoformat()}
        plans.show(turn, "reopen_round", text, about, yes=texts.REOPEN, **facts)


def round_reopened(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes: figures are taken again, and whoever still owes is told once."""
    one = campaigns.campaign(turn.db, waiting["campaign"])
    root = units.unit(turn.db, one.root)
    if not one.closed(turn.now) or not (turn.may(Role.OFFICER, root) or turn.may(Role.SUPERVISOR, root)):
        turn.say(texts.round_not_closed(officer_texts.round_of(one)))
        return
    end = datetime.fromisoformat(waiting["until"]) if waiting["until"] else None
    campaigns.reopen(turn.db, one.id, end or one.closes)
    audit(turn.db, "campaign.reopened", turn.now, person=turn.person, unit=one.root, campaign=one.id, until=end)
    ladder.record_past(turn.db, one.id, turn.now)
    turn.forget_reports()
    turn.talk.campaign = one.id
    name = officer_texts.round_of(one)

    def words(voice: Voice, mine: Sequence[Unit]) -> str:
        return texts.round_reopened_note(voice, [unit.name for unit in mine], name, end)

    owing = [report.unit for each in rounds(turn, root) if each.campaign.id == one.id for report in each.reports
             if report.owed and report.unit.id != root.id and each.asked(turn, report)]  # fmt: skip
    told = tell_members(turn, owing, words) if owing else 0
    turn.say(texts.round_reopened(name, end, told_words(turn, told) if owing else ""))


CONFIRMED: dict[str, plans.Act] = {
    "reopen_round": plans.meant(round_reopened),
    "close_again": plans.meant(_closed_again),
}
