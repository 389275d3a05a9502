"""The next question: what is owed, the open doubt or question that comes back, and how a question is put."""

import hashlib
from dataclasses import replace

from handlers import choosing, which_round
from handlers import figures as made
from handlers.figures import base_of, kept_draft
from handlers.scope import Question, indicators_of, own_reports, question
from handlers.texts import collect as texts
from handlers.texts import doubts as doubt_texts
from handlers.texts import form
from handlers.texts import report as report_texts
from handlers.turn import Turn
from scoring.counts import State
from scoring.framework import Indicator, Kind
from store import reports
from store.conversations import Step
from store.figures import Figure
from store.messages import Button
from store.people import Role
from store.reports import Report, ReportState

_ASKED_THERE = {Step.DOUBT, Step.TOTAL, Step.CHOOSE}  # what may be asked of somebody in a group
TOGETHER = 4  # figures one message asks for where messages are scarce
CONSENTS = {
    "percent_for_count",
    "missing",
    "all",
    "delta",
    "parts",
    "asked",
}  # read back for a yes; nothing is wrong with them


def owed(turn: Turn) -> list[Report]:
    """Reports of the sender's villages that still take figures and are owed, the one spoken of first."""
    talk = turn.talk
    found = [one for one in own_reports(turn, Role.MEMBER) if one.owed and not one.closed(turn.now)]
    near = (talk.campaign, talk.unit)
    return sorted(found, key=lambda one: (one.campaign.id, one.unit.id) != near) if len(found) > 1 else found


def missing_of(turn: Turn, report: Report) -> list[Question]:
    """What is still to be given: returned figures first, then in the campaign's order."""
    return [Question(report, one) for one in _missing(turn, report)]


def _missing(turn: Turn, report: Report) -> list[Indicator]:
    have, asked = turn.figures(report.id), indicators_of(turn.rules, report)
    empty = [one for one in asked if (figure := have.get(one.id)) is None or figure.count.state is State.UNKNOWN]
    if report.state is not ReportState.RETURNED:
        return empty
    returned = {one.indicator for one in reports.sent_back(turn.db, report.id)}
    return [one for one in asked if one.id in returned] + [one for one in empty if one.id not in returned]


def _empty(figure: Figure | None) -> bool:
    return figure is None or figure.count.state is State.UNKNOWN


def put_off(turn: Turn, asked: Question) -> None:
    """Ask something else first."""
    if asked.mark not in turn.talk.skipped:
        turn.talk.skipped.append(asked.mark)
    if asked.is_(turn.talk.asked):
        turn.talk.asked = None
    if turn.talk.waiting is not None and asked.is_(turn.talk.waiting.get("question")):
        num = (turn.talk.waiting.get("count") or {}).get("num")
        if num is not None:
            turn.say(texts.not_written(num))
        turn.talk.waiting = None


def lay_aside(turn: Turn) -> None:
    """Nothing is asked any more; a number still in doubt is kept, and comes back with the next question."""
    talk = turn.talk
    if (lost := choosing.unplaced(turn)) is not None:
        asked = question(turn, talk.waiting["questions"][0]) if talk.waiting is not None else None
        turn.say(texts.not_placed(turn.voice, lost, asked.indicator if asked is not None else None))
    if talk.waiting is not None and talk.waiting["step"] == Step.DOUBT:
        talk.later.insert(0, {key: value for key, value in talk.waiting.items() if key not in {"step", "id"}})
    talk.asked = talk.waiting = None


def go_on(turn: Turn) -> None:
    """After anything: the open doubt, the open question, or the next one come (back), once."""
    talk = turn.talk
    if turn.hold or turn.more or _nothing_for_a_group(turn):
        return
    if talk.waiting is None and talk.later and not turn.opened:
        turn.wait(Step.DOUBT, **talk.later.pop(0))
    if talk.waiting is not None:
        _remind_waiting(turn)
        return
    owing = owed(turn)
    if _urgent_answered(turn, owing):
        return
    asked = still_open(turn)
    if asked is None:
        talk.asked = None
        asked = _next(turn, owing)
    if asked is not None:
        ask(turn, asked)
    else:
        _nothing_missing(turn)


def _urgent_answered(turn: Turn, owing: list[Report]) -> bool:
    """An urgent ask is one question: its answer is the whole report, which goes by itself."""
    for report in owing:
        if report.campaign.urgent and not missing_of(turn, report):
            from handlers import submit

            submit.answered(turn, report)
            return True
    return False


def office_items(turn: Turn) -> None:
    """The office's own items, one after another."""
    turn.talk.office, turn.talk.skipped = True, []
    go_on(turn)


def _nothing_for_a_group(turn: Turn) -> bool:
    """In a group only a doubt about what the sender wrote there is put; questions and reports are between two."""
    if turn.incoming.group is None:
        return False
    waiting = turn.talk.waiting
    return waiting["step"] not in _ASKED_THERE if waiting is not None else not turn.talk.later


def still_open(turn: Turn) -> Question | None:
    """The open question, unless its round has closed or a teammate has answered it meanwhile."""
    asked = question(turn, turn.talk.asked) if turn.talk.asked is not None else None
    if asked is None or asked.report.closed(turn.now):
        return None
    being_changed = asked.report.state is not ReportState.APPROVED and any(asked.is_(key) for key in turn.talk.last)
    return asked if being_changed or asked in missing_of(turn, asked.report) else None


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
    elif "item" in waiting:
        from handlers import meant

        meant.put_again(turn)
    elif waiting.get("act") == "in_order":
        from handlers import in_order

        in_order.show_again(turn)


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
        form.count(replace(draft.count, den=None, estimate=False), asked.indicator)
        if draft.count.num is not None
        else (form.rate(draft.count.rate) if draft.count.rate is not None else "")
    )
    shown = shown.split(" ")[0]
    if first.name == "equals_target":
        shown = form.target(asked.indicator.target)  # the percentage is kept, or the number that it comes to is taken
    if first.name == "other_base" and draft.count.num is not None and draft.count.den is not None:
        shown = f"{form.number(draft.count.num)}/{form.number(draft.count.den)}"
    yes = f"Đúng, {shown}" if first.name in CONSENTS else texts.KEEP.format(shown)
    buttons = [Button(yes, {"do": "keep", "wait": waiting["id"]})]
    suggestion = first.facts.get("suggestion")
    if isinstance(suggestion, int) and first.name not in CONSENTS:
        buttons.insert(
            0, Button(f"Là {form.number(suggestion)}", {"do": "use", "wait": waiting["id"], "num": suggestion})
        )
    if first.name == "other_base" and draft.count.num is not None and draft.count.num <= int(first.facts["base"]):
        listed = f"{form.number(draft.count.num)}/{form.number(int(first.facts['base']))}"
        buttons.append(Button(texts.TAKE_LIST.format(listed), {"do": "take_list", "wait": waiting["id"]}))
    buttons.append(Button(texts.AGAIN, {"do": "again", "wait": waiting["id"]}))
    of = asked.report.unit.name if made.by_phone(turn, asked) else ""
    turn.say(doubt_texts.sentence(turn.voice, asked.indicator, first, of), *buttons)
    turn.asks, turn.figure = asked.key, None


def doubted_value(turn: Turn, asked: Question) -> str | None:
    """The value given for a question that still waits for its doubt to be settled."""
    waiting = turn.talk.waiting
    doubts = [waiting] if waiting is not None and waiting["step"] == Step.DOUBT else []
    kept = next((one for one in (*doubts, *turn.talk.later) if asked.is_(one["question"])), None)
    return form.count(kept_draft(asked, kept).count, asked.indicator) if kept is not None else None


def _next(turn: Turn, owing: list[Report]) -> Question | None:
    for report in owing:
        missing = _missing(turn, report)
        fresh = _fresh(turn, report, missing)
        if fresh is not None or not missing:
            return fresh
    if turn.talk.office:
        for report in own_reports(turn, Role.OFFICER):
            fresh = _fresh(turn, report, _missing(turn, report))
            if fresh is not None and not report.closed(turn.now):
                return fresh
    return None


def _fresh(turn: Turn, report: Report, missing: list[Indicator]) -> Question | None:
    """The first of what is missing that nobody put off."""
    for one in missing:
        asked = Question(report, one)
        if asked.mark not in turn.talk.skipped:
            return asked
    return None


def more(turn: Turn) -> bool:
    """Whether something is left to ask that nobody put off."""
    return _next(turn, owed(turn)) is not None


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
    if turn.incoming.account in turn.rules.scarce:
        _ask_together(turn, asked)


def _ask_together(turn: Turn, asked: Question) -> None:
    """Messages are scarce: what else is a number is asked in the same breath, to be answered in one message."""
    open_now = [one for one in missing_of(turn, asked.report) if not one.is_(asked.key)]
    numbers = [one for one in (asked, *open_now) if one.indicator.kind in {Kind.RATIO, Kind.COUNT}]
    numbers = [one for one in numbers if one.mark not in turn.talk.skipped or one is asked]
    if len(numbers) > 1 and numbers[0] is asked:
        blanks = [
            (one.indicator.short, one.indicator.kind is Kind.RATIO and base_of(turn, one) is None)
            for one in numbers[:TOGETHER]
        ]
        turn.say(texts.together(turn.voice, blanks))


def words_of_question(turn: Turn, asked: Question) -> str:
    """The question in words."""
    report = asked.report
    figure = turn.figures(report.id).get(asked.indicator.id)
    if report.state is ReportState.RETURNED and figure is not None and figure.count.state is State.GIVEN:
        back = [one for one in reports.sent_back(turn.db, report.id) if one.indicator == asked.indicator.id]
        if back:
            value = form.count(figure.count, asked.indicator)
            return report_texts.returned_question(asked.indicator, report.unit.name, value, back[-1].reason)
    at, of = place_of(turn, asked)
    last = made.last_figure(turn, asked)
    said = form.count(last.count, asked.indicator) if last is not None else None
    base = turn.talk.den if asked.is_(turn.talk.asked) else None
    period = which_round.to_name(turn, asked)
    return texts.ask(asked.indicator, report.unit.name, at, of, base, said, made.village(asked), period)


def place_of(turn: Turn, asked: Question) -> tuple[int, int]:
    """Under which number of how many a question is put: that of its line in the report."""
    places = indicators_of(turn.rules, asked.report)
    of = asked.indicator.id
    at = next(at for at, one in enumerate(places, 1) if one.id == of)  # by id: comparing whole indicators takes long
    return at, len(places)


def _choices(asked: Question) -> list[Button]:
    if asked.indicator.kind is Kind.BOOLEAN:
        return [
            Button("Có", {"do": "answer", "question": asked.key, "choice": "có"}),
            Button("Không", {"do": "answer", "question": asked.key, "choice": "không"}),
            Button(texts.LATER, {"do": "skip", "question": asked.key}),
        ]
    if asked.indicator.kind is Kind.LEVEL and len(asked.indicator.levels) <= 3:
        return [
            Button(form.level_label(n, level), {"do": "answer", "question": asked.key, "choice": level})
            for n, level in enumerate(asked.indicator.levels, 1)
        ]
    return []


def _nothing_missing(turn: Turn) -> None:
    from handlers import submit

    mine, given = owed(turn), {key["unit"] for key in turn.written}
    mine += [
        one
        for one in own_reports(turn, Role.OFFICER)
        if (turn.talk.office or one.unit.id in given) and one.owed and not one.closed(turn.now)
    ]
    for report in mine:
        if not missing_of(turn, report):
            submit.show(turn, report)
            return
    skipped = [report for report in mine if missing_of(turn, report)]
    if skipped:
        submit.put_off(turn, skipped[0])


def fingerprint(turn: Turn, report: Report) -> str:
    """What the report looked like when it was shown: changes when any figure does."""
    have = turn.figures(report.id)
    seen = ",".join(f"{id}:{have[id].revision}" for id in sorted(have))
    return hashlib.sha256(seen.encode()).hexdigest()[:12]
