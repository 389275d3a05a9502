"""The quiet line above a person's talk: unit, round and deadline, and whether it is near."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from handlers.scope import campaigns_in_sight, own_reports, questions_of
from handlers.texts import digest as texts
from handlers.texts.form import day, left, round_name, upper_first
from handlers.turn import Rules
from handlers.words import turn_of
from store import talks
from store.people import Role
from store.session import Db

NEAR = timedelta(days=3)


def header_of(db: Db, person: int, now: datetime, rules: Rules) -> Mapping[str, str] | None:
    """{unit, round, deadline, tone} for channels that show it; None for somebody without a role."""
    turn = turn_of(db, person, now, rules)
    if turn is None or not turn.held:
        return None
    header = {"unit": upper_first(turn.held[0].unit.name)}
    mine = [one for one in own_reports(turn, Role.MEMBER) if questions_of(turn, one) and not one.closed(now)]
    owed = [one for one in mine if one.owed] or mine
    if owed:
        due = owed[0].due
        header |= {"unit": upper_first(owed[0].unit.name), "round": round_name(owed[0].campaign)}
        tone = "warm" if due - now < NEAR else ""
        said = f"hạn {day(due)} ({left(due, now)})" if owed[0].owed else "đã gửi"
        if owed[0].unit.id in talks.held(db, now):
            said += f", {texts.HELD}"
        return header | {"deadline": said, "tone": tone if owed[0].owed else ""}
    rounds = [one for one in campaigns_in_sight(turn) if not one.closed(now)]
    if rounds:
        first = rounds[0]
        header |= {"round": round_name(first), "deadline": f"hạn {day(first.due)} ({left(first.due, now)})"}
    return header
