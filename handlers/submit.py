"""The report shown once before it goes, and its sending."""

import re
from collections.abc import Sequence
from typing import Any

from handlers import asking, plans, which_round
from handlers.figures import goal_of, officer_name
from handlers.language.text import fold
from handlers.scope import Question, own_reports, questions_of
from handlers.texts import collect as texts
from handlers.texts import form, general
from handlers.texts import report as report_texts
from handlers.texts import status as status_texts
from handlers.texts.form import upper_first
from handlers.turn import Turn
from scoring.counts import State
from store import evidence, promises, reports
from store.audit import audit
from store.conversations import Step
from store.messages import Button
from store.people import Role
from store.reports import Report, ReportState


def lines_of(turn: Turn, report: Report) -> tuple[list[str], list[Question], list[str]]:
    """The report in lines, what is missing, and what was kept against a doubt."""
    have = turn.figures(report.id)
    lines, gaps, doubted = [], [], []
    for asked in questions_of(turn, report):
        figure = have.get(asked.indicator.id)
        if figure is None or figure.count.state is State.UNKNOWN:
            gaps.append(asked)
            waits = asking.doubted_value(turn, asked)
            lines.append(
                f"{upper_first(asked.indicator.short)}: {report_texts.in_doubt(waits) if waits else 'chưa có số'}"
            )
            continue
        mark = " (⚠ cần xem lại)" if figure.doubts else ""
        lines.append(texts.line(asked.indicator, figure.count, goal_of(turn, asked)) + mark)
        if figure.doubts:
            doubted.append(asked.indicator.short)
    return lines, gaps, doubted


def show(turn: Turn, report: Report) -> None:
    """The whole report with [Gửi báo cáo]; after that "gửi báo cáo" is the yes."""
    mark = asking.fingerprint(turn, report)
    if turn.talk.shown.get(str(report.id)) == mark and report.owed:
        turn.say(report_texts.all_done(report.unit.name, report), _send(report))
        return
    lines, gaps, _ = lines_of(turn, report)
    turn.say(_summary(turn, report, lines, gaps))
    turn.say(
        report_texts.send_or_change(turn.voice, len(lines)),
        _send(report),
        Button("Sửa một dòng", {"do": "edit_which", "report": report.id}),
    )
    turn.talk.shown[str(report.id)] = mark
    turn.talk.unit, turn.talk.campaign = report.unit.id, report.campaign.id


def only_send(turn: Turn, report: Report) -> bool:
    """A reminder has said that only the sending is left: how it is sent; False if the whole has to be shown first."""
    if turn.talk.shown.get(str(report.id)) != asking.fingerprint(turn, report):
        return False
    turn.talk.unit, turn.talk.campaign = report.unit.id, report.campaign.id
    turn.say(report_texts.how_to_send(turn.voice), _send(report))
    return True


def not_sent_yet(turn: Turn) -> bool:
    """ "Thu hồi báo cáo", said before it went: no figure is taken back for it."""
    report = wanted(turn)
    if report is None or not report.owed or not turn.units(Role.MEMBER):
        return False
    turn.say(report_texts.report_not_sent(turn.voice, report.unit.name))
    return True


def list_so_far(turn: Turn, report: Report) -> None:
    """What is stored, asked for on the way: while something is left to ask, its question comes back."""
    turn.talk.shown.pop(str(report.id), None)
    if not report.owed or not asking.missing_of(turn, report) or not asking.more(turn):
        show(turn, report)
        return
    lines, gaps, _ = lines_of(turn, report)
    turn.say(_summary(turn, report, lines, gaps))
    turn.talk.shown[str(report.id)] = asking.fingerprint(turn, report)
    turn.talk.unit, turn.talk.campaign = report.unit.id, report.campaign.id
    asking.go_on(turn)


def _summary(turn: Turn, report: Report, lines: Sequence[str], gaps: Sequence[Question]) -> str:
    photos = sum(1 for one in evidence.evidence_of(turn.db, report.campaign.id) if one.unit == report.unit.id)
    loose = sum(1 for one in evidence.unplaced(turn.db, turn.person) if one.at >= report.campaign.opens)
    missing = [one.indicator.short for one in gaps]
    return report_texts.summary(report, report.unit.name, lines, missing, photos, loose)


def _send(report: Report) -> Button:
    return Button(texts.SEND, {"do": "submit", "report": report.id, "sent": _sent_before(report)})


def _sent_before(report: Report) -> str | None:
    """When the report went that was then sent back; None where it was not."""
    return str(report.submitted_at) if report.state is ReportState.RETURNED else None


def pressed(turn: Turn, does: dict[str, Any]) -> None:
    """[Gửi báo cáo]; one from before a return shows the report again, and does not send what was returned."""
    report = reports.report(turn.db, does["report"])
    if _sent_before(report) != does.get("sent"):
        turn.talk.shown.pop(str(report.id), None)
    submit(turn, report)


def put_off(turn: Turn, report: Report) -> None:
    """Only what was put off is missing."""
    names = [one.indicator.short for one in asking.missing_of(turn, report)]
    turn.say(general.put_off(turn.voice, report.unit.name, names), _send(report), Button("Hỏi tiếp", {"do": "resume"}))


def may_send(turn: Turn) -> None:
    """Whether a report may go with gaps: it may, and what is missing is named."""
    report = wanted(turn)
    if report is not None and report.owed and asking.missing_of(turn, report):
        put_off(turn, report)
    else:
        asking.go_on(turn)


def wanted(turn: Turn) -> Report | None:
    """The report "gửi báo cáo" means: the one spoken of, else the first that is owed, else the last sent."""
    roles = (Role.MEMBER, Role.OFFICER)
    mine = [one for one in own_reports(turn, *roles) if questions_of(turn, one)]
    if not turn.units(Role.MEMBER) and not any(one.unit.id == turn.talk.unit for one in mine):
        mine = [one for one in mine if turn.may(Role.OFFICER, one.unit)]
    mine = which_round.of_round(turn, mine)
    near = [one for one in mine if one.unit.id == turn.talk.unit and one.campaign.id == turn.talk.campaign]
    owed = [one for one in mine if one.owed and not one.closed(turn.now)]
    return next((one for one in near if one.owed), None) or next(iter(owed), None) or next(iter(near or mine), None)


def submit(turn: Turn, report: Report | None = None, *, sure: bool = False) -> None:
    """ "Gửi báo cáo": sent if it was shown as it is and nothing is missing or in doubt, else shown first."""
    report = report or wanted(turn)
    if report is None:
        turn.say(report_texts.no_round(turn.voice))
        return
    lines, gaps, doubted = lines_of(turn, report)
    if not report.owed:
        _say_sent(turn, report, len(lines) - len(gaps), len(lines))
        turn.talk.asked = None  # what was to be put right there stands as it is
        return
    if report.closed(turn.sent):
        first = next(iter(questions_of(turn, report)), None)
        turn.say(texts.closed_now(turn.voice, report, officer_name(turn, first) if first is not None else None))
        return
    shown = turn.talk.shown.get(str(report.id)) == asking.fingerprint(turn, report)
    open_doubt = turn.talk.waiting is not None and turn.talk.waiting["step"] == Step.DOUBT
    mine = [one.campaign for one in own_reports(turn, Role.MEMBER, Role.OFFICER)]
    other = None if sure else which_round.none_of(turn, mine)
    if other is not None:
        turn.say(status_texts.no_such_round(other))  # "gửi báo cáo quý 2": what there is is shown, and not sent
    elif sure or (shown and not gaps and not open_doubt):
        _send_now(turn, report, gaps)
        return
    turn.talk.shown[str(report.id)] = asking.fingerprint(turn, report)
    turn.say(_summary(turn, report, lines, gaps))
    missing = [one.indicator.short for one in gaps]
    waiting = turn.talk.waiting if open_doubt else None
    if not gaps and not open_doubt:
        turn.say(report_texts.send_or_change(turn.voice, len(lines)), _send(report))
        turn.wait(Step.CONFIRM, act="submit", report=report.id)
        return
    names = [*([] if waiting is None else [turn_name(turn, waiting)]), *([] if gaps else doubted)]
    names = [name for name in names if name not in missing]  # said once is enough
    if waiting is not None:
        turn.talk.later.insert(0, {k: v for k, v in waiting.items() if k not in {"step", "id"}})
    confirm = turn.wait(Step.CONFIRM, act="submit", report=report.id)
    turn.say(
        report_texts.send_with_gaps(missing, names),
        Button("Đồng ý gửi", {"do": "yes", "wait": confirm["id"]}),
        Button("Bổ sung", {"do": "no", "wait": confirm["id"]}),
    )


def of_several_rounds(turn: Turn, found: Sequence[Report]) -> bool:
    """ "Gửi luôn cho thôn 4" where several reports lack nothing: which is asked; "cả hai đợt": one by one."""
    whole = _whole(turn, found)
    if len(whole) < 2 or which_round.every_said(turn):
        return False
    plans.ask_round(
        turn, "submit_of", ((one.campaign.id, form.round_name(one.campaign)) for one in whole), unit=whole[0].unit.id
    )
    return True


def of_round(turn: Turn, does: dict[str, Any]) -> None:
    """The round chosen."""
    found = reports.reports_of_unit(turn.db, does["unit"], turn.now)
    for report in [one for one in found if one.campaign.id == does["campaign"]]:
        submit(turn, report)


def _whole(turn: Turn, found: Sequence[Report]) -> list[Report]:
    """Those that lack nothing and wait to be sent."""
    return [one for one in found if one.owed and not one.closed(turn.now) and not asking.missing_of(turn, one)]


def of_another_round(turn: Turn, shown: int) -> bool:
    """Whether a message over the report shown names another round: "nộp nốt đợt kia" is no yes to this one."""
    report = reports.report(turn.db, shown)
    turn.talk.campaign = report.campaign.id
    found = reports.reports_of_unit(turn.db, report.unit.id, turn.now)
    mine = [one for one in found if one.owed and not one.closed(turn.now)]
    return report.campaign.id not in {one.campaign.id for one in which_round.of_round(turn, mine)}


def offered(turn: Turn) -> bool:
    """ "Đúng rồi" to a whole report just shown: whether to send it is asked; False if no such report waits."""
    report = _shown_whole(turn)
    if report is None:
        return False
    confirm = turn.wait(Step.CONFIRM, act="submit", report=report.id)
    turn.say(
        report_texts.send_now(report.unit.name),
        Button(texts.SEND, {"do": "yes", "wait": confirm["id"]}),
        Button(texts.LATER, {"do": "no", "wait": confirm["id"]}),
    )
    return True


def only_said(turn: Turn) -> bool:
    """ "Ok gửi đi cháu", "gửi giúp bác" to a whole report just shown: it goes."""
    report = _shown_whole(turn)
    if report is None or not _ONLY_SEND.fullmatch(fold(turn.incoming.text).strip(" .!")):
        return False
    submit(turn, report)
    return True


def _shown_whole(turn: Turn) -> Report | None:
    """The sender's report that lacks nothing and was shown as it is, if it still waits to be sent."""
    report = wanted(turn) if turn.units(Role.MEMBER) else None
    if report is None or not report.owed or report.closed(turn.now) or asking.missing_of(turn, report):
        return None
    return report if turn.talk.shown.get(str(report.id)) == asking.fingerprint(turn, report) else None


# "ok gửi đi cháu": a yes perhaps, the sending, and nothing else.
_ONLY_SEND = re.compile(
    r"(?:(?:da|vang|u|uh|uk|ok|oke|dung|phai|duoc|dong y|roi|day|vay|the|em|chau|a|thi|nhe)[ ,.]+)*"
    r"(?:gui|nop(?: cho (?:bac|toi|co|chu|minh))?)"
    r"(?: (?:di|luon|bao cao|nhe|nha|em|chau|a|len|cho xa|ngay|voi|oi|giup|ho|gium|dum"
    r"|(?:giup|ho|gium|dum) (?:toi|bac|co|chu|minh|anh|chi)))*"
)
# "đúng rồi, gửi đi", "ừ gửi đi"
_YES_SEND = re.compile(
    r"(?:(?:da|vang|u|uh|uk|ok|dung|phai|duoc|dong y)(?: roi| day| vay| the)?(?: em| chau| a)?,? )+(?:thi )?gui\b.*"
)


def _say_sent(turn: Turn, report: Report, have: int, of: int) -> None:
    """It went before; with its round where the unit reports for several."""
    mine = [one for one in own_reports(turn) if one.unit.id == report.unit.id and not one.closed(turn.now)]
    gaps = [one.indicator.short for one in asking.missing_of(turn, report)]
    turn.say(report_texts.already_sent(turn.voice, report, have, of, gaps, several=len(mine) > 1))


def meant_the_sent(turn: Turn) -> bool:
    """ "Đúng rồi, gửi đi" right after a report went is a yes to that one; it sends no other that was not spoken of."""
    id = turn.talk.bubble.get("sent") if turn.talk.bubble else None
    if id is None or not _YES_SEND.fullmatch(fold(turn.incoming.text).strip(" .!")):
        return False
    report = next((one for one in own_reports(turn, Role.MEMBER) if one.id == id), None)
    if report is None or report.owed or wanted(turn) in {None, report}:
        return False
    lines, gaps, _ = lines_of(turn, report)
    _say_sent(turn, report, len(lines) - len(gaps), len(lines))
    _go_on_with_others(turn, report)
    return True


def submit_all(turn: Turn) -> None:
    """ "Gửi báo cáo cả hai thôn": those that were shown and lack nothing go at once, then the next is shown."""
    owed = [one for one in own_reports(turn, Role.MEMBER) if one.owed and not one.closed(turn.now)]
    turn.hold = True
    for report in owed:
        _, gaps, _ = lines_of(turn, report)
        if not gaps and turn.talk.shown.get(str(report.id)) == asking.fingerprint(turn, report):
            _send_now(turn, report, gaps)
    turn.hold = False
    left = [one for one in own_reports(turn, Role.MEMBER) if one.owed and not one.closed(turn.now)]
    if left or not owed:
        submit(turn, left[0] if left else None)


def turn_name(turn: Turn, waiting: dict[str, object]) -> str:
    """What the open doubt is about."""
    from handlers.scope import question

    asked = question(turn, waiting["question"])  # type: ignore[arg-type]
    return asked.indicator.short if asked is not None else ""


def answered(turn: Turn, report: Report) -> None:
    """The one question of an urgent ask was answered: that is all there was to send."""
    _record(turn, report, 0)
    turn.say(report_texts.urgent_sent())
    _go_on_with_others(turn, report)


def _record(turn: Turn, report: Report, gaps: int) -> None:
    reports.submit(turn.db, report.id, turn.person, turn.sent)
    reports.add_review(turn.db, report.id, "submitted", turn.person, turn.now)
    promises.end_promise(turn.db, report.id, "kept")
    audit(turn.db, "report.submitted", turn.now, person=turn.person, unit=report.unit.id, report=report.id, gaps=gaps)
    turn.forget_reports()
    turn.sent_report = report.id
    turn.talk.asked = turn.talk.waiting = None
    turn.talk.later = []


def _send_now(turn: Turn, report: Report, gaps: list[Question]) -> None:
    _record(turn, report, len(gaps))
    photos = {one.indicator for one in evidence.evidence_of(turn.db, report.campaign.id) if one.unit == report.unit.id}
    have = turn.figures(report.id)
    missing = [one.indicator.short for one in gaps]
    without = [
        one.indicator.short
        for one in questions_of(turn, report)
        if one.indicator.id not in photos and one.indicator.id in have and one.indicator.short not in missing
    ]
    stored = [
        report_texts.stored(one.indicator, have[one.indicator.id].count)
        for one in questions_of(turn, report)
        if one.indicator.short not in missing and one.indicator.id in have
    ]
    turn.say(report_texts.sent(turn.voice, report.unit.name, report, stored, missing, without))
    _go_on_with_others(turn, report)


def _go_on_with_others(turn: Turn, sent: Report) -> None:
    if asking.owed(turn):
        asking.go_on(turn)
    elif not turn.may(Role.MEMBER, sent.unit):
        for left in _whole(turn, reports.reports_of_unit(turn.db, sent.unit.id, turn.now))[:1]:
            turn.say(report_texts.all_done(sent.unit.name, left), _send(left))
