"""What waits for a review: which reports, who may look at them, and what there is to look at."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.standing import Round, rounds, top_of
from handlers.texts import doubts as doubt_texts
from handlers.texts import officer as texts
from handlers.turn import Turn
from store import reports
from store.overview import Answer
from store.people import Role
from store.reports import Report, ReportState
from store.units import Unit

QUIET_MARKS = {"few_siblings"}  # of interest to nobody who approves several reports at once


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


def pending(turn: Turn) -> list[Pending]:
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


def name_among(one: Pending, among: Sequence[Pending]) -> str:
    """A report by its unit, with its round where those of several are meant."""
    if len({other.report.campaign.id for other in among}) == 1:
        return one.report.unit.name
    return f"{one.report.unit.name} ({texts.round_of(one.report.campaign)})"


def name_of(turn: Turn, report: Report) -> str:
    """A report by its unit, with its round where the unit reports for several at once."""
    live = [each for each in reports.reports_of_unit(turn.db, report.unit.id, turn.now) if not each.closed(turn.now)]
    return report.unit.name if len(live) < 2 else f"{report.unit.name} ({texts.round_of(report.campaign)})"


def odd_line(turn: Turn, one: Pending, name: str) -> str:
    """What to look at in a report, called by a `name`."""
    reasons = []
    for answer in one.odd:
        indicator = one.round.framework.indicator(answer.indicator)
        why = [doubt_texts.name(name) for name in (*answer.doubts, *answer.marks) if name != "few_siblings"]
        reasons.append(texts.odd_figure(indicator, answer.count, why, answer.reason))
    if one.missing:
        reasons.append(texts.gaps(one.missing))
    own = own_figures(turn, one)
    if own:
        reasons.append(f"có số {turn.voice.you} nhập: {', '.join(own)}")
    return texts.odd_report(name, reasons or ["đã gửi"])


def own_figures(turn: Turn, one: Pending) -> list[str]:
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


def spoken_of(turn: Turn, waiting: Sequence[Pending]) -> list[Unit]:
    near = [one.report.unit for one in waiting if one.report.unit.id == turn.talk.unit]
    return near[:1] or ([waiting[0].report.unit] if len(waiting) == 1 else [])


def attention(turn: Turn, one: Round, report: Report) -> list[Answer]:
    """The figures of a report that a reviewer should look at before approving it with others."""
    found = [one.answers.get((report.unit.id, indicator.id)) for indicator in one.asked(turn, report)]
    return [answer for answer in found if answer is not None and (answer.doubts or set(answer.marks) - QUIET_MARKS)]
