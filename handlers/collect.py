"""Collecting: answers are taken, doubted once if they look odd, echoed with their meaning; then the next question."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers import figures as made
from handlers.figures import Draft, Unread, base_of, current, goal_of, keep_draft, kept_draft
from handlers.language.reading import Item, Number
from handlers.scope import Question, candidates, indicators_named, own_reports, question, questions_of
from handlers.texts import collect as texts
from handlers.texts import doubts as doubt_texts
from handlers.texts import form
from handlers.turn import Turn
from scoring.checks import Severity
from scoring.counts import State, percent_tenths
from scoring.framework import Collect, Kind
from scoring.targets import Verdict, verdict
from store import people, reports
from store.conversations import Step
from store.figures import Figure
from store.messages import Button
from store.people import Role
from store.reports import Report, ReportState
from store.units import Unit

CONSENTS = {"percent_for_count", "missing", "all", "delta"}  # read back for a yes; nothing is wrong with them


# --- which question an item means -----------------------------------------------------------------------------------


def meant(turn: Turn, item: Item, unit: Unit | None) -> list[Question]:
    """The questions an item may answer: none, the one, or several between which the person has to choose."""
    if not item.names and item.code is None:
        one = _open_question(turn)
        if one is None or (unit is not None and unit.id != one.report.unit.id):
            return []
        return [one]
    found = candidates(turn, item, _answerable(turn, unit))
    if len(found) > 1 and len({one.indicator.measure for one in found}) == 1:
        near = turn.talk.asked["unit"] if turn.talk.asked else turn.talk.unit
        return [one for one in found if one.report.unit.id == near][:1] or found
    return found


def _open_question(turn: Turn) -> Question | None:
    talk = turn.talk
    if talk.waiting is not None and "question" in talk.waiting:
        return question(turn, talk.waiting["question"])
    if talk.asked is not None:
        return question(turn, talk.asked)
    missing = [one for report in _owed(turn) for one in missing_of(turn, report)]
    return missing[0] if len(missing) == 1 else None


def _answerable(turn: Turn, unit: Unit | None) -> list[Question]:
    if unit is None:
        return [one for report in own_reports(turn) for one in questions_of(turn, report)]
    found = reports.reports_of_unit(turn.db, unit.id, turn.now)
    found.sort(key=lambda report: report.closed(turn.now))
    return [one for report in found for one in questions_of(turn, report)]


# --- taking figures -------------------------------------------------------------------------------------------------


def take(turn: Turn, items: Sequence[Item], unit: Unit | None = None, *, correcting: bool = False) -> None:
    """Take every figure of a message: what is sound is stored, what is odd is asked about, what is unclear is named."""
    stored: list[tuple[Draft, Figure | None]] = []
    doubted: list[Draft] = []
    problems: list[str] = []
    talk = turn.talk
    talk.last = []
    for item in items:
        item, unknown = _beside(turn, item)
        problems.extend(unknown)
        found = meant(turn, item, unit)
        if len(found) != 1:
            problems.append(_unresolved(turn, item, found, unit))
            continue
        outcome = _one(turn, found[0], item, correcting)
        if isinstance(outcome, str):
            problems.append(outcome)
        elif outcome.doubts:
            doubted.append(outcome)
        else:
            stored.append((outcome, _settle(turn, outcome, ())))
    _echo(turn, stored)
    for text in problems:
        if text:
            turn.say(text)
    talk.later.extend(keep_draft(one) for one in doubted)
    if stored:
        talk.failures = 0
    if talk.waiting is None or "question" not in talk.waiting or stored or doubted:
        go_on(turn)


def _beside(turn: Turn, item: Item) -> tuple[Item, list[str]]:
    """ "Smartphone 412, abcxyz 77": the number beside the name is taken, the one beside nothing known is named."""
    said = item.number
    if said is None or not said.ambiguous or not item.names or not said.words.isdigit() or len(said.alternatives) < 2:
        return item, []
    num, others = int(said.words), said.alternatives[1:]
    if num != said.alternatives[0] or not set(",;\n") & set(turn.incoming.text):
        return item, []
    sure = replace(item, number=replace(said, num=num, ambiguous=False, alternatives=()))
    return sure, [texts.unknown_number(turn.voice, [form.number(one) for one in others])]


def _one(turn: Turn, asked: Question, item: Item, correcting: bool) -> Draft | str:
    refusal = refused(turn, asked)
    if refusal is not None:
        return refusal
    outcome = made.draft(turn, asked, item, correcting=correcting or current(turn, asked) is not None)
    if isinstance(outcome, Unread):
        return _unread(turn, asked, outcome)
    hard = [doubt for doubt in outcome.doubts if doubt.severity is Severity.REFUSE]
    if hard:
        open_question(turn, asked)
        return doubt_texts.sentence(turn.voice, asked.indicator, hard[0])
    if _insisted(turn, outcome):
        _settle(turn, outcome, tuple(one.name for one in outcome.doubts if one.name not in CONSENTS))
        return texts.noted(asked.indicator, outcome.count, goal_of(turn, asked), None)
    return outcome


def _insisted(turn: Turn, outcome: Draft) -> bool:
    """The same odd number typed again is a yes."""
    waiting = turn.talk.waiting
    if waiting is None or waiting["step"] != Step.DOUBT or not outcome.question.is_(waiting["question"]):
        return False
    return bool(outcome.doubts) and kept_draft(outcome.question, waiting).count == outcome.count


def refused(turn: Turn, asked: Question) -> str | None:
    """Why this person may not give this figure now, as a sentence; None if they may."""
    if not made.may_enter(turn, asked):
        return texts.not_your_unit(turn.voice, asked.report.unit.name)
    if asked.report.closed(turn.now):
        return texts.closed(turn.voice, asked.report, made.officer_name(turn, asked))
    return None


def _unread(turn: Turn, asked: Question, outcome: Unread) -> str:
    voice, indicator, facts = turn.voice, asked.indicator, outcome.facts
    if outcome.why == "later":
        put_off(turn, asked)
        return texts.later(voice, indicator)
    if outcome.why == "total":
        turn.wait(Step.TOTAL, question=asked.key, num=facts["num"], estimate=facts["estimate"])
        turn.numeric = True
        return texts.no_base_total(voice, indicator, facts["num"])
    open_question(turn, asked)
    if outcome.why == "range":
        turn.buttons = [_number_button(asked, facts[end]) for end in ("low", "high")]
        return texts.pick_one(voice, facts["low"], facts["high"])
    if outcome.why == "ambiguous":
        turn.buttons = [_number_button(asked, value) for value in facts["alternatives"][:3]]
        return texts.unclear_number(voice, facts["words"])
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


def _unresolved(turn: Turn, item: Item, found: list[Question], unit: Unit | None) -> str:
    voice = turn.voice
    if len(found) > 1:
        return _choose(turn, item, found)
    if not item.names and item.code is None:
        return _which_of_missing(turn, item)
    village = _elsewhere(turn, item)
    return (
        village or texts.not_asked(_said_name(turn, item))
        if unit is None
        else (
            texts.not_your_unit(voice, unit.name)
            if not _answerable(turn, unit)
            else texts.not_asked(_said_name(turn, item))
        )
    )


def _choose(turn: Turn, item: Item, found: list[Question]) -> str:
    several_units = len({one.report.unit.id for one in found}) > 1
    names = [one.report.unit.name if several_units else one.indicator.short for one in found]
    facts = _item_facts(item)
    waiting = turn.wait(Step.CHOOSE, item=facts, questions=[one.key for one in found[:6]])
    turn.buttons = [
        Button(form.upper_first(name), {"do": "choose", "wait": waiting["id"], "question": one.key})
        for name, one in zip(names, found, strict=True)
    ][:3]
    if several_units:
        return texts.which_unit(turn.voice, names)
    return texts.which(turn.voice, item.number.words if item.number else "số này", names)


def _which_of_missing(turn: Turn, item: Item) -> str:
    missing = [one for report in _owed(turn) for one in missing_of(turn, report)]
    if not missing:
        last = turn.talk.last
        return texts.what_to_change(turn.voice) if last or own_reports(turn) else texts.no_round(turn.voice)
    return _choose(turn, item, missing)


def _elsewhere(turn: Turn, item: Item) -> str | None:
    """A village figure from the officer without its village, or an office item from a villager."""
    from handlers.scope import campaigns_in_sight

    for campaign in campaigns_in_sight(turn):
        for report in reports.reports_of_campaign(turn.db, campaign.id):
            for one in questions_of(turn, report):
                if f"{campaign.framework}/{one.indicator.id}" not in item.names:
                    continue
                if turn.units(Role.OFFICER) and one.indicator.collect is Collect.THON:
                    every = [r for r in reports.reports_of_campaign(turn.db, campaign.id) if r.unit.level == "thon"]
                    mine = [Question(r, one.indicator) for r in every if turn.may(Role.OFFICER, r.unit)]
                    return _choose(turn, item, mine) if mine else None
                if report.unit.level != "thon" or not turn.units(Role.MEMBER):
                    return texts.not_yours(turn.voice, one.indicator.short)
                return texts.not_your_unit(turn.voice, report.unit.name)
    return None


def _said_name(turn: Turn, item: Item) -> str:
    found = indicators_named(turn, item)
    return found[0].short if found else item.code or "mục này"


def _item_facts(item: Item) -> dict[str, Any]:
    """An item as a choice keeps it."""
    facts: dict[str, Any] = {"choice": item.choice, "later": item.later, "na": item.not_applicable, "same": item.same}
    if item.number is not None:
        facts["number"] = {
            name: value
            for name in Number.__dataclass_fields__
            if (value := getattr(item.number, name)) != Number.__dataclass_fields__[name].default
        }
    return facts


def item_of(facts: dict[str, Any]) -> Item:
    """The item that was kept."""
    number = facts.get("number")
    if number is not None:
        kept: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in number.items()}
        number = Number(**kept)
    return Item(
        number=number, choice=facts["choice"], later=facts["later"], not_applicable=facts["na"], same=facts["same"]
    )


def _settle(turn: Turn, draft: Draft, kept: tuple[str, ...], reason: str | None = None) -> Figure | None:
    was = draft.question.report.state
    before = made.write(turn, draft, kept=kept, reason=reason)
    talk = turn.talk
    if talk.waiting is not None and draft.question.is_(talk.waiting.get("question")):
        talk.waiting = None
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
            turn.tell(who.id, texts.other_member(turn.voice, turn.sender.name, asked.indicator, unit.name, old, new))
            turn.parts.append(texts.you_replaced(who.name, old))
    if was is ReportState.APPROVED:
        turn.parts.append(texts.resent_after_approval(unit.name))
        for officer in people.officers_above(turn.db, unit, turn.now):
            if officer.id != turn.person:
                turn.tell(officer.id, texts.officer_changed(unit.name, asked.indicator, old, new))
        if made.by_phone(turn, asked):
            for member in people.holders_of(turn.db, unit, turn.now, Role.MEMBER):
                turn.tell(member.id, texts.officer_changed(unit.name, asked.indicator, old, new))


# --- echo -----------------------------------------------------------------------------------------------------------


def _echo(turn: Turn, stored: list[tuple[Draft, Figure | None]]) -> None:
    if not stored:
        return
    if len(stored) > 1:
        lines = [texts.line(one.question.indicator, one.count, goal_of(turn, one.question)) for one, _ in stored]
        places = {_place(turn, one.question) for one, _ in stored}
        turn.say(texts.noted_many(lines, places.pop() if len(places) == 1 else None))
    else:
        _echo_one(turn, *stored[0])
    last = stored[-1][0]
    if any(one.count.estimate for one, _ in stored):
        turn.say(texts.estimate(turn.voice))
    if turn.now > last.question.report.due and last.question.report.owed:
        turn.say(texts.late(last.question.report))
    missed = [one for one, _ in stored if verdict(one.count, goal_of(turn, one.question)) is Verdict.MISSED]
    if missed:
        turn.talk.obstacle = missed[-1].question.key
        turn.say(texts.obstacle(turn.voice, missed[-1].question.indicator))


def _place(turn: Turn, asked: Question) -> str | None:
    """The unit a figure was given for, where that does not go without saying."""
    several = len({one.unit.id for one in own_reports(turn)}) > 1
    return asked.report.unit.name if made.by_phone(turn, asked) or several else None


def _echo_one(turn: Turn, draft: Draft, before: Figure | None) -> None:
    asked, goal = draft.question, goal_of(turn, draft.question)
    if before is not None and before.count.state is State.GIVEN and before.count == draft.count:
        text = texts.unchanged(asked.indicator, form.count(draft.count, asked.indicator))
    elif before is not None and before.count.state is State.GIVEN:
        text = texts.changed(asked.indicator, form.count(before.count, asked.indicator), draft.count, goal)
    elif draft.count.state is State.NOT_APPLICABLE:
        text = texts.not_applicable(asked.indicator, asked.report.unit.name, None)
    else:
        text = texts.noted(asked.indicator, draft.count, goal, _place(turn, asked))
    turn.say(
        text,
        Button(texts.EDIT, {"do": "edit", "question": asked.key}),
        Button(texts.PHOTO, {"do": "evidence", "question": asked.key}),
    )
    count = draft.count
    if count.num is not None and count.den:
        aim = goal.value if goal is not None and goal.unit == "%" and not isinstance(goal.value, (bool, str)) else None
        turn.figure = {
            "num": count.num,
            "den": count.den,
            "tenths": percent_tenths(count.num, count.den),
            "target_tenths": aim // 10 if aim is not None else None,
            "met": verdict(count, goal) is Verdict.MET if aim is not None else None,
            "label": asked.indicator.short,
        }


# --- doubts ---------------------------------------------------------------------------------------------------------


def keep(turn: Turn, reason: str | None) -> None:
    """The person insists, or consents to what was read back."""
    waiting = turn.talk.waiting
    assert waiting is not None
    asked = question(turn, waiting["question"])
    turn.talk.waiting = None
    if asked is None:
        return
    draft = kept_draft(asked, waiting)
    turn.talk.last = []
    refusal = refused(turn, asked)
    if refusal is not None:
        turn.say(refusal)
    else:
        kept = tuple(doubt.name for doubt in draft.doubts if doubt.name not in CONSENTS)
        _echo(turn, [(draft, _settle(turn, draft, kept, reason))])
    go_on(turn)


def use(turn: Turn, num: int) -> None:
    """The person takes the number that was suggested."""
    waiting = turn.talk.waiting
    assert waiting is not None
    asked = question(turn, waiting["question"])
    turn.talk.waiting = None
    if asked is None:
        return
    draft = kept_draft(asked, waiting)
    fixed = replace(draft, count=replace(draft.count, num=num), doubts=(), origin="button")
    turn.talk.last = []
    _echo(turn, [(fixed, _settle(turn, fixed, ()))])
    go_on(turn)


def again(turn: Turn) -> None:
    """ "Nhập lại": the doubted number is dropped and the question asked again."""
    waiting = turn.talk.waiting
    assert waiting is not None
    asked = question(turn, waiting["question"])
    turn.talk.waiting = None
    if asked is not None:
        ask(turn, asked)


def show_doubt(turn: Turn) -> None:
    """Put the open doubt (again): the sentence and its choices."""
    waiting = turn.talk.waiting
    assert waiting is not None
    asked = question(turn, waiting["question"])
    if asked is None:
        turn.talk.waiting = None
        return
    draft = kept_draft(asked, waiting)
    first = draft.doubts[0]
    shown = (
        form.count(replace(draft.count, den=None), asked.indicator)
        if draft.count.num is not None
        else (form.rate(draft.count.rate) if draft.count.rate is not None else "")
    )
    shown = shown.split(" ")[0]
    if first.name == "other_base" and draft.count.num is not None and draft.count.den is not None:
        shown = f"{form.number(draft.count.num)}/{form.number(draft.count.den)}"
    yes = f"Đúng, {shown}" if first.name in CONSENTS else texts.KEEP.format(shown)
    buttons = [Button(yes, {"do": "keep", "wait": waiting["id"]})]
    suggestion = first.facts.get("suggestion")
    if isinstance(suggestion, int) and first.name not in CONSENTS:
        buttons.insert(
            0, Button(f"Là {form.number(suggestion)}", {"do": "use", "wait": waiting["id"], "num": suggestion})
        )
    buttons.append(Button(texts.AGAIN, {"do": "again", "wait": waiting["id"]}))
    turn.say(doubt_texts.sentence(turn.voice, asked.indicator, first), *buttons)
    turn.asks, turn.figure = asked.key, None


def total_given(turn: Turn, den: int) -> None:
    """The whole of which the count given before is a part."""
    waiting = turn.talk.waiting
    assert waiting is not None
    asked = question(turn, waiting["question"])
    turn.talk.waiting = None
    if asked is None:
        return
    draft = made.with_total(turn, asked, waiting["num"], den, waiting["estimate"])
    turn.talk.last = []
    if draft.doubts:
        turn.talk.later.insert(0, keep_draft(draft))
    else:
        _echo(turn, [(draft, _settle(turn, draft, ()))])
    go_on(turn)


# --- the next question ----------------------------------------------------------------------------------------------


def _owed(turn: Turn) -> list[Report]:
    """Reports of the sender's villages that still take figures and are owed, the one spoken of first."""
    talk = turn.talk
    found = [one for one in own_reports(turn, Role.MEMBER) if one.owed and not one.closed(turn.now)]
    near = (talk.campaign, talk.unit)
    return sorted(found, key=lambda one: (one.campaign.id, one.unit.id) != near)


def missing_of(turn: Turn, report: Report) -> list[Question]:
    """What is still to be given: returned figures first, then in the campaign's order."""
    have = turn.figures(report.id)
    asked = questions_of(turn, report)
    returned = set()
    if report.state is ReportState.RETURNED:
        returned = {
            one.indicator
            for one in reports.reviews(turn.db, report.id)
            if one.act == "returned" and one.settled_at is None
        }
    empty = [
        one for one in asked if (figure := have.get(one.indicator.id)) is None or figure.count.state is State.UNKNOWN
    ]
    return [one for one in asked if one.indicator.id in returned] + [
        one for one in empty if one.indicator.id not in returned
    ]


def put_off(turn: Turn, asked: Question) -> None:
    """Ask something else first."""
    if asked.mark not in turn.talk.skipped:
        turn.talk.skipped.append(asked.mark)
    if asked.is_(turn.talk.asked):
        turn.talk.asked = None
    if turn.talk.waiting is not None and asked.is_(turn.talk.waiting.get("question")):
        turn.talk.waiting = None


def go_on(turn: Turn) -> None:
    """After anything: the open doubt, the open question, or the next one come (back), once."""
    talk = turn.talk
    if turn.hold:
        return
    if talk.waiting is None and talk.later:
        turn.wait(Step.DOUBT, **talk.later.pop(0))
    if talk.waiting is not None:
        _remind_waiting(turn)
        return
    asked = question(turn, talk.asked) if talk.asked is not None else None
    if asked is None or asked.report.closed(turn.now):
        talk.asked = None
        asked = _next(turn)
    if asked is not None:
        ask(turn, asked)
    else:
        _nothing_missing(turn)


def _remind_waiting(turn: Turn) -> None:
    waiting = turn.talk.waiting
    assert waiting is not None
    step = waiting["step"]
    if step == Step.DOUBT:
        show_doubt(turn)
    elif step == Step.TOTAL and not turn.parts:
        asked = question(turn, waiting["question"])
        if asked is not None:
            turn.say(texts.no_base_total(turn.voice, asked.indicator, waiting["num"]))
            turn.numeric = True


def _next(turn: Turn) -> Question | None:
    for report in _owed(turn):
        fresh = [one for one in missing_of(turn, report) if one.mark not in turn.talk.skipped]
        if fresh:
            return fresh[0]
        if not missing_of(turn, report):
            return None
    if turn.talk.office:
        for report in own_reports(turn, Role.OFFICER):
            fresh = [one for one in missing_of(turn, report) if one.mark not in turn.talk.skipped]
            if fresh and not report.closed(turn.now):
                return fresh[0]
    return None


def open_question(turn: Turn, asked: Question) -> None:
    """From now on a bare answer is for this question."""
    turn.talk.asked = asked.key
    turn.talk.waiting = None
    base = base_of(turn, asked)
    turn.talk.den = base.value if base is not None else None
    turn.asks, turn.numeric = asked.key, asked.indicator.kind in {Kind.RATIO, Kind.COUNT}


def ask(turn: Turn, asked: Question) -> None:
    """Put a question: its place, the denominator on record, what was given last time."""
    open_question(turn, asked)
    if turn.asked_again:
        return
    turn.say(words_of_question(turn, asked), *_choices(asked))


def words_of_question(turn: Turn, asked: Question) -> str:
    """The question in words."""
    report = asked.report
    figure = turn.figures(report.id).get(asked.indicator.id)
    if report.state is ReportState.RETURNED and figure is not None and figure.count.state is State.GIVEN:
        back = [
            one
            for one in reports.reviews(turn.db, report.id)
            if one.act == "returned" and one.indicator == asked.indicator.id and one.settled_at is None
        ]
        if back:
            value = form.count(figure.count, asked.indicator)
            return texts.returned_question(asked.indicator, report.unit.name, value, back[-1].reason)
    of = len(questions_of(turn, report))
    at = of - len(missing_of(turn, report)) + 1
    last = made.last_figure(turn, asked)
    said = form.count(last.count, asked.indicator) if last is not None else None
    base = turn.talk.den if asked.is_(turn.talk.asked) else None
    return texts.ask(asked.indicator, report.unit.name, min(at, of), of, base, said, made.village(asked))


def _choices(asked: Question) -> list[Button]:
    if asked.indicator.kind is Kind.BOOLEAN:
        return [
            Button("Có", {"do": "answer", "question": asked.key, "choice": "có"}),
            Button("Không", {"do": "answer", "question": asked.key, "choice": "không"}),
            Button(texts.LATER, {"do": "skip", "question": asked.key}),
        ]
    if asked.indicator.kind is Kind.LEVEL and len(asked.indicator.levels) <= 3:
        return [
            Button(f"{n}. {level}"[:40], {"do": "answer", "question": asked.key, "choice": level})
            for n, level in enumerate(asked.indicator.levels, 1)
        ]
    return []


def _nothing_missing(turn: Turn) -> None:
    from handlers import submit

    for report in _owed(turn):
        if not missing_of(turn, report):
            submit.show(turn, report)
            return
    skipped = [report for report in _owed(turn) if missing_of(turn, report)]
    if skipped:
        submit.put_off(turn, skipped[0])


def fingerprint(turn: Turn, report: Report) -> str:
    """What the report looked like when it was shown: changes when any figure does."""
    have = turn.figures(report.id)
    seen = ",".join(f"{id}:{have[id].revision}" for id in sorted(have))
    return hashlib.sha256(seen.encode()).hexdigest()[:12]
