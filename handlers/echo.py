"""What was stored is said back with its meaning, and a missed target asks for its difficulty."""

from handlers import figures as made
from handlers import which_round
from handlers.asking import CONSENTS
from handlers.figures import Draft, goal_of
from handlers.scope import Question, own_reports
from handlers.texts import collect as texts
from handlers.texts import corrections as correction_texts
from handlers.texts import form
from handlers.turn import Turn
from scoring.counts import State, percent_tenths
from scoring.framework import Target
from scoring.targets import Verdict, verdict
from store.figures import Figure
from store.messages import Button
from store.people import Role


def echo(turn: Turn, stored: list[tuple[Draft, Figure | None]]) -> None:
    if not stored:
        return
    goals = [goal_of(turn, one.question) for one, _ in stored]
    if len(stored) > 1:
        lines = [
            texts.line(one.question.indicator, one.count, goal) for (one, _), goal in zip(stored, goals, strict=True)
        ]
        places = {_place(turn, one.question) for one, _ in stored}
        turn.say(texts.noted_many(lines, places.pop() if len(places) == 1 else None))
    else:
        _echo_one(turn, *stored[0], goals[0])
    last = stored[-1][0]
    if any(one.count.estimate for one, _ in stored):
        turn.say(texts.estimate(turn.voice))
    if turn.sent > last.question.report.due and last.question.report.owed:
        turn.say(texts.late(last.question.report))
    missed = [one for (one, _), goal in zip(stored, goals, strict=True) if verdict(one.count, goal) is Verdict.MISSED]
    turn.talk.obstacle = missed[-1].question.key if missed else None
    if missed:
        turn.say(texts.obstacle(turn.voice, missed[-1].question.indicator, village=made.village(missed[-1].question)))


def _place(turn: Turn, asked: Question) -> str | None:
    """The unit a figure was given for, and the round, where that does not go without saying."""
    several = len(turn.held) > 1 and len({one.unit.id for one in own_reports(turn)}) > 1
    unit = asked.report.unit.name if several or made.by_phone(turn, asked) else None
    period = which_round.to_name(turn, asked)
    return " ".join([*([unit] if unit else []), *([texts.of_round(period)] if period else [])]) or None


def _insisted(draft: Draft) -> bool:
    """Whether it was kept against a doubt, so that the office will look at it."""
    return any(doubt.name not in CONSENTS for doubt in draft.doubts)


def _echo_one(turn: Turn, draft: Draft, before: Figure | None, goal: Target | None) -> None:
    asked = draft.question
    if before is not None and before.count.state is State.GIVEN and before.count == draft.count:
        text = correction_texts.unchanged(asked.indicator, form.count(draft.count, asked.indicator))
    elif before is not None and before.count.state is State.GIVEN:
        was = form.count(before.count, asked.indicator)
        text = correction_texts.changed(asked.indicator, was, draft.count, goal, _place(turn, asked))
    elif draft.count.state is State.NOT_APPLICABLE:
        text = texts.not_applicable(asked.indicator, asked.report.unit.name, None)
    elif _insisted(draft):
        office = not turn.units(Role.MEMBER)
        text = texts.kept(turn.voice, asked.indicator, draft.count, goal, office=office, unit=_place(turn, asked))
    else:
        text = texts.noted(asked.indicator, draft.count, goal, _place(turn, asked))
    turn.say(
        text,
        Button(texts.EDIT, {"do": "edit", "question": asked.key}),
        Button(texts.PHOTO, {"do": "evidence", "question": asked.key}),
    )
    count = draft.count
    if count.num is not None and count.den and count.num <= count.den:
        aim = goal.value if goal is not None and goal.unit == "%" and not isinstance(goal.value, (bool, str)) else None
        turn.figure = {
            "num": count.num,
            "den": count.den,
            "tenths": percent_tenths(count.num, count.den),
            "target_tenths": aim // 10 if aim is not None else None,
            "met": verdict(count, goal) is Verdict.MET if aim is not None else None,
            "label": asked.indicator.short,
        }
