"""The review queue: approving reports, sending figures back. Nobody approves what they entered themselves."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.language.reading import Item
from handlers.orders import tell_members, told_words
from handlers.scope import Question
from handlers.standing import Round, may_see, rounds, top_of
from handlers.status import attention, village_words
from handlers.texts import doubts as doubt_texts
from handlers.texts import general
from handlers.texts import officer as texts
from handlers.texts import status as status_texts
from handlers.texts.form import Voice
from handlers.turn import Turn
from scoring.counts import State
from scoring.framework import Indicator
from store import people, reports, units
from store.audit import audit
from store.conversations import Step
from store.messages import Button
from store.overview import Answer
from store.people import Role
from store.reports import Report, ReportState
from store.units import Unit

SHOWN_MOST = 40  # fingerprints of reports shown, kept in the conversation


@dataclass(frozen=True, slots=True)
class Pending:
    """A report that was sent and waits for a word, with what a reviewer should look at."""

    round: Round
    report: Report
    odd: tuple[Answer, ...]
    missing: int

    @property
    def clean(self) -> bool:
        """Whether it may be approved together with others."""
        return not self.odd and not self.missing


def may_review(turn: Turn, report: Report) -> bool:
    """Officers of the unit or above; for a commune's own report also who supervises it."""
    if turn.may(Role.OFFICER, report.unit):
        return True
    above = [top for top in turn.units(Role.SUPERVISOR) if top.id != report.unit.id]
    return report.unit.level != "thon" and any(report.unit.lies_in(top) for top in above)


# --- the queue ------------------------------------------------------------------------------------------------------


def list_pending(turn: Turn) -> None:
    """What waits for a review: how many are clean, and what to look at in the others."""
    if not turn.units(Role.OFFICER, Role.SUPERVISOR):
        turn.say(general.no_right(turn.voice, "duyệt báo cáo"))
        return
    found = _pending(turn)
    if not found:
        turn.say(texts.nothing_pending(turn.now))
        return
    clean = [one for one in found if one.clean and not _own(turn, one)]
    rest = [one for one in found if one not in clean]
    buttons = []
    if clean:
        buttons.append(Button(texts.clean_button(len(clean)), {"do": "approve_clean"}))
    buttons += [
        Button(texts.VIEW.format(one.report.unit.name), {"do": "review", "unit": one.report.unit.id})
        for one in rest[:2]
    ]
    odd = [_odd_line(turn, one) for one in rest]
    turn.say(texts.pending([one.report.unit.name for one in clean], odd), *buttons)


def _pending(turn: Turn) -> list[Pending]:
    top = top_of(turn)
    if top is None:
        return []
    return [
        _judge(turn, one, report)
        for one in rounds(turn, top, closed=True)
        for report in one.reports
        if report.state is ReportState.SUBMITTED and may_review(turn, report)
    ]


def _judge(turn: Turn, one: Round, report: Report) -> Pending:
    missing = len(one.asked(turn, report)) - one.given(turn, report)
    return Pending(one, report, tuple(attention(turn, one, report)), missing)


def _odd_line(turn: Turn, one: Pending) -> str:
    reasons = []
    for answer in one.odd:
        indicator = one.round.framework.indicator(answer.indicator)
        why = [doubt_texts.name(name) for name in (*answer.doubts, *answer.marks) if name != "few_siblings"]
        reasons.append(texts.odd_figure(indicator, answer.count, why, answer.reason))
    if one.missing:
        reasons.append(texts.gaps(one.missing))
    own = _own(turn, one)
    if own:
        reasons.append(f"có số {turn.voice.you} nhập: {', '.join(own)}")
    return texts.odd_report(one.report.unit.name, reasons or ["đã gửi"])


def _own(turn: Turn, one: Pending) -> list[str]:
    """The figures of a report that the sender entered; of the office's own report also its sending."""
    asked = one.round.asked(turn, one.report)
    found = [(indicator, one.round.answers.get((one.report.unit.id, indicator.id))) for indicator in asked]
    names = [
        indicator.short
        for indicator, answer in found
        if answer is not None and answer.person == turn.person and answer.origin != "base"
    ]
    sent = one.report.submitted_by == turn.person and one.report.unit.level != "thon"
    return names or (["tự gửi"] if sent else [])


# --- one report -----------------------------------------------------------------------------------------------------


def show_report(turn: Turn, unit: Unit) -> None:
    """A unit's report to decide on."""
    if not may_see(turn, unit):
        turn.say(status_texts.not_yours_to_see(turn.voice, unit.name))
        return
    found = [(one, report) for one in rounds(turn, unit) for report in one.reports if report.unit.id == unit.id]
    if not found:
        turn.say(status_texts.no_rounds(unit.name))
        return
    turn.talk.unit, turn.talk.campaign = unit.id, found[0][1].campaign.id
    for one, report in found:
        turn.say(village_words(turn, one, report))
        _remember(turn, one, report)
    if any(report.state is ReportState.SUBMITTED and may_review(turn, report) for _, report in found):
        turn.buttons = [
            Button(texts.APPROVE, {"do": "approve", "unit": unit.id}),
            Button(texts.RETURN, {"do": "return_which", "unit": unit.id}),
        ]


def _remember(turn: Turn, one: Round, report: Report) -> None:
    turn.talk.shown[f"review/{report.id}"] = _seal(one, report)
    for old in [key for key in turn.talk.shown if key.startswith("review/")][:-SHOWN_MOST]:
        del turn.talk.shown[old]


def _seal(one: Round, report: Report) -> str:
    """What a report looked like: changes when any figure does."""
    found = sorted((id, answer.revision) for (unit, id), answer in one.answers.items() if unit == report.unit.id)
    return hashlib.sha256(repr(found).encode()).hexdigest()[:12]


# --- approving ------------------------------------------------------------------------------------------------------


def approve(turn: Turn, named: Sequence[Unit], everything: bool) -> None:
    """One clean report at once; several, an odd one, or one that changed since it was shown: after a yes."""
    if not turn.units(Role.OFFICER, Role.SUPERVISOR):
        turn.say(general.no_right(turn.voice, "duyệt báo cáo"))
        return
    waiting = _pending(turn)
    if everything and not named:
        clean = [one for one in waiting if one.clean and not _own(turn, one)]
        apart = [one.report.unit.name for one in waiting if one not in clean]
        if clean:
            _plan(turn, clean, apart)
        elif apart:
            turn.say(texts.only_apart(apart))
        else:
            turn.say(texts.nothing_pending(turn.now))
        return
    wanted = list(named) or _spoken_of(turn, waiting)
    if not wanted:
        list_pending(turn)
        return
    chosen = [one for one in waiting if one.report.unit.id in {unit.id for unit in wanted}]
    for unit in wanted:
        if not any(one.report.unit.id == unit.id for one in chosen):
            turn.say(_why_not(turn, unit))
    mine = [one for one in chosen if _own(turn, one)]
    for one in mine:
        turn.say(_refusal(turn, one))
    chosen = [one for one in chosen if one not in mine]
    changed = [one.report.unit.name for one in chosen if _changed(turn, one)]
    if changed:
        turn.say(texts.changed_since(turn.voice, changed))
    if len(chosen) == 1 and chosen[0].clean and not changed:
        _approve(turn, chosen)
    elif chosen:
        _plan(turn, chosen, [])


def _spoken_of(turn: Turn, waiting: Sequence[Pending]) -> list[Unit]:
    near = [one.report.unit for one in waiting if one.report.unit.id == turn.talk.unit]
    return near[:1] or ([waiting[0].report.unit] if len(waiting) == 1 else [])


def _changed(turn: Turn, one: Pending) -> bool:
    shown = turn.talk.shown.get(f"review/{one.report.id}")
    return shown is not None and shown != _seal(one.round, one.report)


def _why_not(turn: Turn, unit: Unit) -> str:
    """Why a named unit's report is not among those that can be approved."""
    if not turn.may(Role.OFFICER, unit) and not any(unit.lies_in(top) for top in turn.units(Role.SUPERVISOR)):
        return status_texts.not_yours_to_see(turn.voice, unit.name)
    found = [(one, report) for one in rounds(turn, unit) for report in one.reports if report.unit.id == unit.id]
    for one, report in found:
        if report.state is ReportState.RETURNED:
            return texts.being_corrected(unit.name)
        if report.state is ReportState.OPEN:
            return texts.not_sent(unit.name, one.given(turn, report), len(one.asked(turn, report)))
        if report.state is ReportState.SUBMITTED:
            return general.no_right(turn.voice, f"duyệt báo cáo {unit.name}")
    return texts.already_approved(unit.name) if found else status_texts.no_rounds(unit.name)


def _refusal(turn: Turn, one: Pending) -> str:
    unit = one.report.unit
    names = [name for name in _own(turn, one) if name != "tự gửi"]
    others = [who.name for who in people.officers_above(turn.db, unit, turn.now) if who.id != turn.person]
    return texts.own_figures(turn.voice, unit.name, names, others[0] if others else None)


def _plan(turn: Turn, chosen: Sequence[Pending], apart: Sequence[str]) -> None:
    for one in chosen:
        _remember(turn, one.round, one.report)
    waiting = turn.wait(
        Step.CONFIRM, act="approve", reports={str(one.report.id): _seal(one.round, one.report) for one in chosen}
    )
    odd = [_odd_line(turn, one) for one in chosen if not one.clean]
    turn.say(
        texts.approve_plan([_name(one, chosen) for one in chosen], odd, apart),
        Button(texts.YES, {"do": "yes", "wait": waiting["id"]}), Button(texts.NO, {"do": "no", "wait": waiting["id"]}),
    )  # fmt: skip


def _name(one: Pending, among: Sequence[Pending]) -> str:
    """A unit, with its round where several are meant."""
    if len({other.report.campaign.id for other in among}) == 1:
        return one.report.unit.name
    return f"{one.report.unit.name} ({texts.round_of(one.report.campaign)})"


def approved(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes: what has changed since it was shown asks again, the rest is approved."""
    seals: dict[str, str] = waiting["reports"]
    found = [one for one in _pending(turn) if str(one.report.id) in seals and not _own(turn, one)]
    same = [one for one in found if _seal(one.round, one.report) == seals[str(one.report.id)]]
    changed = [one for one in found if one not in same]
    if same:
        _approve(turn, same)
    if changed:
        turn.say(texts.changed_since(turn.voice, [one.report.unit.name for one in changed]))
        _plan(turn, changed, [])
    elif not same:
        turn.say(texts.nothing_pending(turn.now))


def _approve(turn: Turn, chosen: Sequence[Pending]) -> None:
    told: dict[int, list[str]] = {}
    for one in chosen:
        report = one.report
        reports.approve(turn.db, report.id, turn.person, turn.now)
        reports.add_review(turn.db, report.id, "approved", turn.person, turn.now)
        seen = {id: answer.revision for (unit, id), answer in one.round.answers.items() if unit == report.unit.id}
        audit(
            turn.db, "report.approved", turn.now, person=turn.person, unit=report.unit.id, report=report.id,
            revisions=seen,
        )  # fmt: skip
        told.setdefault(report.unit.id, []).append(_name(one, chosen))
        turn.talk.shown.pop(f"review/{report.id}", None)
    turn.forget_reports()

    def words(voice: Voice, found: Sequence[Unit]) -> str:
        return texts.approved_note(voice, [name for unit in found for name in told[unit.id]])

    tell_members(turn, [one.report.unit for one in chosen], words)
    left = [one for one in _pending(turn) if one.report.id not in {each.report.id for each in chosen}]
    buttons = [Button(f"{status_texts.PENDING} ({len(left)})", {"do": "pending"})] if left else []
    turn.say(texts.approved([_name(one, chosen) for one in chosen], ""), *buttons)


# --- sending back ---------------------------------------------------------------------------------------------------


def return_figure(turn: Turn, unit: Unit | None, item: Item | None, reason: str | None) -> None:
    """One figure (or without an item the whole report) goes back with a reason; for the team it is a question."""
    if not turn.units(Role.OFFICER, Role.SUPERVISOR):
        turn.say(general.no_right(turn.voice, "trả lại báo cáo"))
        return
    waiting = turn.talk.waiting
    if unit is None and item is None and waiting is not None and waiting.get("act") == "return":
        reason_given(turn, waiting, reason or turn.incoming.text)
        return
    where = unit or _reviewed(turn)
    if where is None:
        turn.say(status_texts.which_unit(turn.voice, None))
        return
    if not may_see(turn, where):
        turn.say(status_texts.not_yours_to_see(turn.voice, where.name))
        return
    found = _returnable(turn, where, item)
    if isinstance(found, str):
        turn.say(found)
        return
    one, report, indicator = found
    facts = {"report": report.id, "indicator": indicator.id if indicator is not None else None}
    if reason:
        _return(turn, one, report, indicator, reason)
        return
    kept = turn.wait(Step.CONFIRM, act="return", **facts)
    turn.say(
        texts.ask_reason(turn.voice, where.name, _what(one, report, indicator)),
        Button("Trả lại luôn", {"do": "yes", "wait": kept["id"]}), Button(texts.NO, {"do": "no", "wait": kept["id"]}),
    )  # fmt: skip


def _reviewed(turn: Turn) -> Unit | None:
    found = _spoken_of(turn, _pending(turn))
    if found:
        return found[0]
    return units.unit(turn.db, turn.talk.unit) if turn.talk.unit is not None else None


def _returnable(turn: Turn, unit: Unit, item: Item | None) -> tuple[Round, Report, Indicator | None] | str:
    """What is to go back, or why nothing can."""
    found = [(one, report) for one in rounds(turn, unit) for report in one.reports if report.unit.id == unit.id]
    if not found:
        return status_texts.no_rounds(unit.name)
    live = [(one, report) for one, report in found if not report.closed(turn.now)]
    if not live:
        return texts.round_closed(unit.name, texts.round_of(found[0][1].campaign))
    sent = [(one, report) for one, report in live if report.state is not ReportState.OPEN and may_review(turn, report)]
    if not sent:
        reviewable = any(may_review(turn, report) for _, report in live)
        return texts.not_sent_yet(unit.name) if reviewable else general.no_right(turn.voice, f"trả lại {unit.name}")
    if item is None or not item.names:
        return (*sent[0], None)
    return _one_figure(turn, unit, item, sent)


def _one_figure(
    turn: Turn, unit: Unit, item: Item, sent: Sequence[tuple[Round, Report]]
) -> tuple[Round, Report, Indicator | None] | str:
    asked = [
        (one, report, indicator)
        for one, report in sent
        for indicator in one.asked(turn, report)
        if f"{one.campaign.framework}/{indicator.id}" in item.names
    ]
    if not asked:
        return status_texts.not_collected(item.code or "mục này")
    given = [(one, report, i) for one, report, i in asked if _answer(one, report, i) is not None]
    if not given:
        return texts.nothing_to_return(unit.name, asked[0][2].short)
    if len({indicator.measure for _, _, indicator in given}) > 1:
        turn.buttons = [
            Button(i.short, {"do": "return", "report": report.id, "indicator": i.id}) for _, report, i in given[:3]
        ]
        return status_texts.which(turn.voice, [indicator.short for _, _, indicator in given])
    return given[0]


def _answer(one: Round, report: Report, indicator: Indicator) -> Answer | None:
    found = one.answers.get((report.unit.id, indicator.id))
    return None if found is None or found.count.state is State.UNKNOWN else found


def _what(one: Round, report: Report, indicator: Indicator | None) -> str:
    if indicator is None:
        return texts.whole_report()
    found = _answer(one, report, indicator)
    return texts.figure_now(indicator, found.count if found is not None else None)


def returned(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes to sending back without a reason (or with the one that was typed)."""
    found = _kept(turn, waiting)
    if found is not None:
        _return(turn, *found, waiting.get("reason"))


def reason_given(turn: Turn, waiting: dict[str, Any], words: str) -> None:
    """The reason that was asked for."""
    turn.talk.waiting = None
    returned(turn, {**waiting, "reason": words.strip()[:300]})


def _kept(turn: Turn, kept: dict[str, Any]) -> tuple[Round, Report, Indicator | None] | None:
    report = reports.report(turn.db, kept["report"])
    for one in rounds(turn, report.unit, closed=True):
        if one.campaign.id == report.campaign.id and may_review(turn, report):
            return one, report, one.framework.indicator(kept["indicator"]) if kept["indicator"] else None
    return None


def _return(turn: Turn, one: Round, report: Report, indicator: Indicator | None, reason: str | None) -> None:
    answer = _answer(one, report, indicator) if indicator is not None else None
    id = indicator.id if indicator is not None else None
    reports.set_state(turn.db, report.id, ReportState.RETURNED)
    reports.add_review(
        turn.db, report.id, "returned", turn.person, turn.now, indicator=id,
        revision=answer.revision if answer is not None else None, reason=reason,
    )  # fmt: skip
    audit(
        turn.db, "report.returned", turn.now, person=turn.person, unit=report.unit.id, report=report.id, indicator=id,
        reason=reason,
    )  # fmt: skip
    turn.forget_reports()
    turn.talk.unit, turn.talk.campaign = report.unit.id, report.campaign.id
    round_ = texts.round_of(report.campaign)

    def words(voice: Voice, _units: Sequence[Unit]) -> str:
        if indicator is None or answer is None:
            return texts.return_all(voice, report.unit.name, round_, reason)
        return texts.return_question(voice, indicator, report.unit.name, round_, answer.count, reason)

    key = Question(report, indicator).key if indicator is not None and answer is not None else None
    told = tell_members(turn, [report.unit], words, asks=key)
    said = told_words(turn, told)
    turn.say(texts.returned(turn.voice, report.unit.name, _what(one, report, indicator), reason, said))


# --- buttons --------------------------------------------------------------------------------------------------------


def _return_which(turn: Turn, does: dict[str, Any]) -> None:
    """[Trả lại một số]: the doubtful figures as buttons; any other by its name."""
    unit = units.unit(turn.db, does["unit"])
    turn.talk.unit = unit.id
    doubtful: Iterable[tuple[Report, Answer, Indicator]] = (
        (one.report, answer, one.round.framework.indicator(answer.indicator))
        for one in _pending(turn)
        if one.report.unit.id == unit.id
        for answer in one.odd
    )
    buttons = [
        Button(indicator.short, {"do": "return", "report": report.id, "indicator": indicator.id})
        for report, _, indicator in doubtful
    ]
    turn.say(texts.return_which(turn.voice, unit.name), *buttons[:3])


def _return_one(turn: Turn, does: dict[str, Any]) -> None:
    found = _kept(turn, does)
    if found is None or found[1].state is ReportState.OPEN or found[1].closed(turn.now):
        turn.say(general.stale(turn.voice))
        return
    one, report, indicator = found
    kept = turn.wait(Step.CONFIRM, act="return", report=report.id, indicator=indicator.id if indicator else None)
    turn.say(
        texts.ask_reason(turn.voice, report.unit.name, _what(one, report, indicator)),
        Button("Trả lại luôn", {"do": "yes", "wait": kept["id"]}), Button(texts.NO, {"do": "no", "wait": kept["id"]}),
    )  # fmt: skip


CONFIRMED: dict[str, Callable[[Turn, dict[str, Any]], None]] = {"approve": approved, "return": returned}
BUTTONS: dict[str, Callable[[Turn, dict[str, Any]], None]] = {
    "pending": lambda turn, does: list_pending(turn),
    "approve_clean": lambda turn, does: approve(turn, [], True),
    "approve": lambda turn, does: approve(turn, [units.unit(turn.db, does["unit"])], False),
    "review": lambda turn, does: show_report(turn, units.unit(turn.db, does["unit"])),
    "return_which": _return_which,
    "return": _return_one,
}
