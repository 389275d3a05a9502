"""Collecting: answers are taken, doubted once if they look odd, echoed with their meaning; then the next question."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from handlers import asking, parts, scope, which_round
from handlers import figures as made
from handlers.asking import CONSENTS
from handlers.echo import echo
from handlers.figures import Draft, Unread, base_of, current, keep_draft, kept_draft
from handlers.language.read import read
from handlers.language.reading import Item, Number
from handlers.meant import meant, unresolved
from handlers.scope import Question
from handlers.standing import may_see
from handlers.texts import collect as texts
from handlers.texts import corrections as correction_texts
from handlers.texts import doubts as doubt_texts
from handlers.texts import form, general
from handlers.texts import report as report_texts
from handlers.turn import Turn
from scoring.checks import Severity
from scoring.counts import State
from scoring.framework import Kind
from store import people, reports
from store.conversations import Step
from store.figures import Figure
from store.messages import Button
from store.people import Role
from store.reports import ReportState
from store.units import Unit

LONG_OVER = timedelta(days=60)  # since the deadline of a round: who names an item speaks of the round of now


def take(turn: Turn, items: Sequence[Item], unit: Unit | None = None, *, correcting: bool = False) -> None:
    """Take every figure of a message: what is sound is stored, what is odd is asked about, what is unclear is named."""
    stored: list[tuple[Draft, Figure | None]] = []
    doubted: list[Draft] = []
    problems: list[str] = []
    talk = turn.talk
    before, talk.last = talk.last, []
    for item in items if correcting else _agreed(turn, items, unit):
        item, unknown = _beside(turn, item)
        problems.extend(unknown)
        found = meant(turn, item, unit)
        if len(found) != 1:
            problems.append(unresolved(turn, item, found, unit))
            continue
        _told_elsewhere(turn, item, found[0])
        asked = _live_instead(turn, found[0], item)
        if asked.mark != found[0].mark and refused(turn, asked) is None:
            turn.say(texts.goes_to_the_open(found[0].report, asked.report))
        outcome = _one(turn, asked, item, correcting)
        if isinstance(outcome, str):
            problems.append(outcome)
        elif outcome.doubts and not _insisted(turn, outcome):
            doubted.append(outcome)
        else:
            kept = tuple(one.name for one in outcome.doubts if one.name not in CONSENTS)
            stored.append((outcome, settle(turn, outcome, kept)))
            problems.extend(_not_counted(outcome, item))
    if not talk.last:
        talk.last = before  # nothing was written: "hoàn tác" and "nhầm" still mean what was written before
    echo(turn, stored)
    if stored:
        _all_by_phone(turn, stored[-1][0].question)
    for text in problems:
        if text:
            turn.say(text)
    if doubted and talk.waiting is not None and talk.waiting.get("act") == "submit":
        talk.waiting = None  # with a figure in doubt it is another report than the one shown
    if len(doubted) > 1:
        turn.say(texts.to_look_at([(one.question.indicator, one.count) for one in doubted]))
    elif doubted and (ahead := _ahead(turn, doubted[0].question)) is not None:
        doubt = ahead.get("step", Step.DOUBT) == Step.DOUBT
        turn.say(texts.looked_at_next(turn.voice, doubted[0].question.indicator, doubted[0].count, doubt=doubt))
    for one in doubted:
        again = talk.waiting is not None and one.question.is_(talk.waiting.get("question"))
        _drop_doubts(turn, one.question)
        talk.later.insert(0 if again else len(talk.later), keep_draft(one))
    if stored:
        talk.failures = 0
    if talk.waiting is None or "question" not in talk.waiting or stored or doubted:
        asking.go_on(turn)


def _not_counted(draft: Draft, item: Item) -> list[str]:
    """ "Camera 12", where it is asked whether there are any: the number is named, for it is kept nowhere."""
    number, indicator = item.number, draft.question.indicator
    if indicator.kind is not Kind.BOOLEAN or item.choice is not None or number is None or not number.num:
        return []
    return [texts.only_whether(indicator, number.num)]


def _ahead(turn: Turn, asked: Question) -> dict[str, Any] | None:
    """What is to be settled before a doubt about this question comes up: what waits, or another doubt put off."""
    waiting = turn.talk.waiting
    if waiting is not None:
        return None if asked.is_(waiting.get("question")) else waiting
    return next((one for one in turn.talk.later if not asked.is_(one["question"])), None)


def _all_by_phone(turn: Turn, asked: Question) -> None:
    """The office has entered the last figure of a village: it is not sent by that."""
    report = asked.report
    if report.owed and made.by_phone(turn, asked) and not asking.missing_of(turn, report):
        turn.say(texts.complete_not_sent(report.unit.name))


def _agreed(turn: Turn, items: Sequence[Item], unit: Unit | None) -> list[Item]:
    """Two different counts for one question in a message, by whatever names: one of them, to be asked."""
    kept: list[Item] = []
    places: dict[str, int] = {}
    for item in items:
        found = meant(turn, item, unit) if item.names and item.number is not None else []
        mark = found[0].mark if len(found) == 1 else None
        if mark is None or mark not in places:
            if mark is not None:
                places[mark] = len(kept)
            kept.append(item)
            continue
        first, second = kept[places[mark]].number, item.number
        if first is None or second is None or first.num is None or second.num is None or first.num == second.num:
            kept[places[mark]] = item
            continue
        both = Number(ambiguous=True, alternatives=(first.num, second.num), words=f"{first.words} hay {second.words}")
        kept[places[mark]] = replace(item, number=both)
    return kept


def _beside(turn: Turn, item: Item) -> tuple[Item, list[str]]:
    """ "Smartphone 412, abcxyz 77": the number beside the name is taken, the one beside nothing known is named."""
    said = item.number
    if said is None or not said.ambiguous or not item.names or not said.words.isdigit() or len(said.alternatives) < 2:
        return item, []
    if not set(",;\n") & set(turn.incoming.text):
        return item, []
    num = _in_its_part(turn, item, said.alternatives)
    if num is None:
        return item, []
    others = [one for one in said.alternatives if one != num]
    sure = replace(item, number=said._replace(num=num, ambiguous=False, alternatives=()))
    return sure, [texts.unknown_number(turn.voice, [form.number(one) for one in others])]


def _in_its_part(turn: Turn, item: Item, among: Sequence[int]) -> int | None:
    """The number that stands between the same two signs as the name of its item."""
    for part in re.split(r"[,;\n](?!\d)", turn.incoming.text):
        for one in read(part, scope.context(turn, part)).items:
            if set(one.names) & set(item.names) and one.number is not None and one.number.num in among:
                return one.number.num
    return None


def _one(turn: Turn, asked: Question, item: Item, correcting: bool) -> Draft | str:
    outcome: Draft | Unread | str
    refusal = refused(turn, asked)
    if refusal is not None:
        return refusal
    if item.number is not None and item.number.part is not None and made.is_counted(asked.indicator):
        outcome = parts.taken(turn, asked, item.number)
        if isinstance(outcome, str):
            asking.open_question(turn, asked)
            turn.asked_again = True
        return outcome
    if item.choice == "có" and item.number is None and made.is_counted(asked.indicator):
        asking.open_question(turn, asked)
        turn.asked_again = True
        return asking.words_of_question(turn, asked)  # "1.5 có rồi": how many are asked for
    outcome = made.draft(turn, asked, item, correcting=correcting or current(turn, asked) is not None)
    if isinstance(outcome, Unread):
        return _unread(turn, asked, outcome)
    hard = [doubt for doubt in outcome.doubts if doubt.severity is Severity.REFUSE]
    if hard:
        asking.open_question(turn, asked)
        of = asked.report.unit.name if made.by_phone(turn, asked) else ""
        return doubt_texts.sentence(turn.voice, asked.indicator, hard[0], of)
    return outcome


def _insisted(turn: Turn, outcome: Draft) -> bool:
    """The same odd number typed again is a yes."""
    waiting = turn.talk.waiting
    if waiting is None or waiting["step"] != Step.DOUBT or not outcome.question.is_(waiting["question"]):
        return False
    return bool(outcome.doubts) and kept_draft(outcome.question, waiting).count == outcome.count


def _told_elsewhere(turn: Turn, item: Item, question: Question) -> None:
    """ "850 là sức khỏe": the number in doubt was another item's, and is no longer asked about."""
    waiting = turn.talk.waiting
    if waiting is None or waiting["step"] != Step.DOUBT or question.is_(waiting["question"]) or not item.names:
        return
    if item.number is not None and item.number.num is not None and waiting["count"].get("num") == item.number.num:
        turn.talk.asked, turn.talk.waiting = waiting["question"], None


def _drop_doubts(turn: Turn, asked: Question) -> None:
    """A newer answer to a question takes the place of what was doubted about an older one."""
    talk = turn.talk
    if talk.waiting is not None and asked.is_(talk.waiting.get("question")):
        talk.waiting = None
    talk.later = [one for one in talk.later if not asked.is_(one["question"])]


def not_for_them(turn: Turn, unit: Unit) -> str:
    """Why somebody who holds no part of a unit's report enters nothing there: who only looks at it hears that."""
    if turn.units(Role.LEADER, Role.SUPERVISOR) and may_see(turn, unit):
        return general.no_right(turn.voice, f"nhập số của {unit.name}", texts.WHO_ENTERS)
    return texts.not_your_unit(turn.voice, unit.name)


def refused(turn: Turn, asked: Question) -> str | None:
    """Why this person may not give this figure now, as a sentence; None if they may."""
    if not made.may_enter(turn, asked):
        return not_for_them(turn, asked.report.unit)
    if asked.report.closed(turn.sent):
        if turn.sent - asked.report.due > LONG_OVER and asking.owed(turn):
            return texts.not_asked(asked.indicator.short, None)  # of an earlier year: the round of now does not ask it
        return texts.closed(turn.voice, asked.report, made.officer_name(turn, asked))
    return None


def _live_instead(turn: Turn, asked: Question, item: Item) -> Question:
    """The same item in a round that is open, where the one it was asked in is closed by now; else as it is.

    A bare number takes no figure's place there, and what is said to be of the closed round is of no other.
    """
    if not asked.report.closed(turn.sent):
        return asked
    unit = asked.report.unit.id
    same = [
        one
        for report in turn.once("reports of", unit, lambda: reports.reports_of_unit(turn.db, unit, turn.now))
        if not report.closed(turn.sent)
        for one in scope.questions_of(turn, report)
        if one.indicator.measure == asked.indicator.measure and one.indicator.kind is asked.indicator.kind
    ]
    if len(same) != 1 or list(which_round.of_figures(turn, [asked, *same])) == [asked]:
        return asked
    return same[0] if item.names or current(turn, same[0]) is None else asked


def _unread(turn: Turn, asked: Question, outcome: Unread) -> str:
    voice, indicator, facts = turn.voice, asked.indicator, outcome.facts
    if outcome.why == "later":
        now = current(turn, asked)
        if now is not None and now.count.state is State.GIVEN:
            unit, theirs = asked.report.unit.name, made.by_phone(turn, asked) and now.person != turn.person
            said = correction_texts.of_the_team if theirs else texts.stands
            return said(voice, indicator, now.count, unit)
        asking.put_off(turn, asked)
        return texts.later(voice, indicator)
    if outcome.why == "total":
        turn.wait(Step.TOTAL, question=asked.key, num=facts["num"], estimate=facts["estimate"])
        turn.numeric = True
        return texts.no_base_total(voice, indicator, facts["num"])
    asking.open_question(turn, asked)
    turn.opened = True
    if current(turn, asked) is not None:
        turn.talk.last = [asked.key]  # what has a figure is being changed: the choice stays open
    if outcome.why == "range":
        turn.buttons = [_number_button(asked, facts[end]) for end in ("low", "high")]
        return texts.pick_one(voice, [facts["low"], facts["high"]])
    if outcome.why == "ambiguous":
        turn.buttons = [_number_button(asked, value) for value in facts["alternatives"][:3]]
        if len(offered := [one for one in facts["alternatives"] if one]) > 1:
            return texts.pick_one(voice, offered[:3])
        return texts.unclear_number(voice, facts["words"])
    if outcome.why == "all":
        return texts.all_of_how_many(voice, indicator)
    if outcome.why == "nothing_last":
        return texts.nothing_last(voice, indicator)
    if outcome.why == "nothing_to_add":
        return texts.nothing_to_add(voice, indicator)
    turn.talk.failures += 1
    turn.asked_again = True
    base = base_of(turn, asked)
    return texts.not_a_figure(voice, indicator, turn.talk.failures, base.value if base else None)


def _number_button(asked: Question, value: int) -> Button:
    return Button(form.number(value), {"do": "number", "question": asked.key, "num": value})


def settle(turn: Turn, draft: Draft, kept: tuple[str, ...], reason: str | None = None) -> Figure | None:
    was = draft.question.report.state
    before = made.write(turn, draft, kept=kept, reason=reason)
    talk = turn.talk
    talk.parts.pop(draft.question.mark, None)
    _drop_doubts(turn, draft.question)
    if draft.question.is_(talk.asked):
        talk.asked = None
    if draft.question.mark in talk.skipped:
        talk.skipped.remove(draft.question.mark)
    if before is not None and before.count != draft.count:
        _tell_others(turn, draft, before, was)
    return before


def _tell_others(turn: Turn, draft: Draft, before: Figure, was: ReportState) -> None:
    asked = draft.question
    unit = asked.report.unit
    old, new = form.count(before.count, asked.indicator), form.count(draft.count, asked.indicator)
    if before.person is not None and before.person != turn.person and before.count.state is State.GIVEN:
        who = people.person(turn.db, before.person)
        if who is not None:
            turn.tell(
                who.id,
                correction_texts.other_member(turn.voice, turn.sender.name, asked.indicator, unit.name, old, new),
            )
            turn.parts.append(correction_texts.you_replaced(who.name, old))
    if was is ReportState.APPROVED:
        approved_changed(turn, asked, old, new)


def approved_changed(turn: Turn, asked: Question, old: str, new: str) -> None:
    """A figure of an approved report was changed or taken back: the office hears of it, and so does its team."""
    unit = asked.report.unit
    turn.parts.append(report_texts.resent_after_approval(unit.name))
    for officer in people.officers_above(turn.db, unit, turn.now):
        if officer.id != turn.person:
            turn.tell(officer.id, report_texts.officer_changed(unit.name, asked.indicator, old, new), kind="changed")
    if made.by_phone(turn, asked):
        for member in people.holders_of(turn.db, unit, turn.now, Role.MEMBER):
            turn.tell(member.id, report_texts.officer_changed(unit.name, asked.indicator, old, new))
