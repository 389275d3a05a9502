"""The review queue: approving reports, sending figures back. Nobody approves what they entered themselves."""

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Any

from handlers import plans, which_round
from handlers.language.errands import Errand
from handlers.language.text import fold
from handlers.language.words import TO_TEN
from handlers.pending import Pending, may_review, name_among, name_of, odd_line, own_figures, pending, spoken_of
from handlers.returns import reason_given, return_figure, return_one, return_which, returned, which_chosen
from handlers.standing import Round, may_see, rounds, top_of
from handlers.status import village_words
from handlers.teams import tell_members, told_words, unheard
from handlers.texts import general
from handlers.texts import officer as texts
from handlers.texts import status as status_texts
from handlers.texts import taken_back as back_texts
from handlers.texts.form import Voice, kind_of
from handlers.turn import Turn
from store import people, reports, units
from store.audit import audit
from store.messages import Button
from store.people import Role
from store.reports import Report, ReportState
from store.units import Unit

__all__ = [
    "BUTTONS", "CONFIRMED", "approve", "approved", "list_pending", "reason_given", "return_figure", "returned",
    "show_report", "which_chosen",
]  # fmt: skip

AT_ONCE = 3  # approvals named one by one that are taken back without a yes
SHOWN_MOST = 40  # fingerprints of reports shown, kept in the conversation


# --- the queue ------------------------------------------------------------------------------------------------------


def list_pending(turn: Turn) -> None:
    """What waits for a review: how many are clean, and what to look at in the others."""
    if not turn.units(Role.OFFICER, Role.SUPERVISOR):
        from handlers import tallies

        if turn.units(Role.LEADER) and tallies.approved(turn, Errand("approved")):
            return  # who only looks is told how far it is
        turn.say(general.no_right(turn.voice, "duyệt báo cáo"))
        return
    found = _of_round(turn)
    if not found:
        turn.say(texts.nothing_pending(turn.now))
        return
    clean = [one for one in found if one.clean and not own_figures(turn, one)]
    rest = [one for one in found if one not in clean]
    buttons = []
    if len(clean) == 1:
        unit = clean[0].report.unit
        buttons.append(Button(texts.approve_one(unit.name), {"do": "approve", "unit": unit.id}))
    elif clean:
        buttons.append(Button(texts.clean_button(len(clean)), {"do": "approve_clean"}))
    buttons += [
        Button(texts.VIEW.format(one.report.unit.name), {"do": "review", "unit": one.report.unit.id})
        for one in rest[:2]
    ]
    odd = [odd_line(turn, one, name_among(one, found)) for one in rest]
    if len(found) == 1:
        turn.talk.named, turn.named = [found[0].report.unit.id], True  # whom "nó", "thôn đó" mean
    turn.say(texts.pending([name_among(one, found) for one in clean], odd, _round_of_all(turn, found)), *buttons)


def _round_of_all(turn: Turn, found: Sequence[Pending]) -> str:
    """The round these reports are all of, where others are open too."""
    rounds_of = {one.report.campaign.id: one.report.campaign for one in found}
    return which_round.to_say(turn, rounds_of.values()) if len(rounds_of) == 1 else ""


def _of_round(turn: Turn) -> list[Pending]:
    """What waits for a review, in the round the message names if it names one."""
    found = pending(turn)
    chosen = {report.id for report in which_round.of_round(turn, [one.report for one in found])}
    return [one for one in found if one.report.id in chosen and _asks_named(turn, one.round, one.report)]


def _asks_named(turn: Turn, one: Round, report: Report) -> bool:
    """Whether a report asks what the order names: "duyệt VNeID thôn 5" is of no other round."""
    names = {name for item in (turn.reading.items if turn.reading is not None else ()) for name in item.names}
    asked = {f"{report.campaign.framework}/{each.id}" for each in one.asked(turn, report)}
    return not names or bool(names & asked)


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


_OWN = re.compile(
    r"\b(?:bao cao|phan|so lieu) (?:cua )?(?:xa|phuong|thi tran|huyen|thi xa|thanh pho)(?: minh| ta| nha)?\b"
)


def _own_said(turn: Turn) -> list[Unit]:
    """ "Duyệt báo cáo huyện", "duyệt phần xã": the office's own report, and no village's in its place."""
    top = top_of(turn)
    return [top] if top is not None and _OWN.search(fold(turn.incoming.text)) else []


def approve(
    turn: Turn, named: Sequence[Unit], everything: bool, *, sure: bool = True, but: Sequence[Unit] = ()
) -> None:
    """One clean report at once; several, an odd one, one changed since it was shown, or no sure order: after a yes.

    Everything is what is clean, without the units of `but`.
    """
    if not turn.units(Role.OFFICER, Role.SUPERVISOR):
        turn.say(general.no_right(turn.voice, "duyệt báo cáo"))
        return
    waiting = [one for one in _of_round(turn) if all(one.report.unit.id != unit.id for unit in but)]
    if everything and not named:
        clean = [one for one in waiting if one.clean and not own_figures(turn, one)]
        apart = [name_among(one, waiting) for one in waiting if one not in clean]
        if clean:
            _plan(turn, clean, apart)
        elif apart:
            turn.say(texts.only_apart(apart))
        else:
            turn.say(texts.nothing_pending(turn.now))
        return
    said = list(named) or _own_said(turn)
    wanted = said or spoken_of(turn, waiting)
    if not wanted:
        list_pending(turn)
        return
    chosen = [one for one in waiting if one.report.unit.id in {unit.id for unit in wanted}]
    for unit in wanted:
        if not any(one.report.unit.id == unit.id for one in chosen):
            turn.say(_why_not(turn, unit))
    mine = [one for one in chosen if own_figures(turn, one)]
    for one in mine:
        turn.say(_refusal(turn, one))
    chosen = [one for one in chosen if one not in mine]
    changed = [one for one in chosen if _changed(turn, one)]
    _say_changed(turn, changed)
    guessed = not said and chosen and chosen[0].report.unit.id != turn.talk.unit  # the only one, and not spoken of
    if sure and len(chosen) == 1 and chosen[0].clean and not changed and not guessed:
        _approve(turn, chosen)
    elif chosen:
        _plan(turn, chosen, [])


def _say_changed(turn: Turn, changed: Sequence[Pending]) -> None:
    """Figures are not what they were when shown; one report is shown again as it is now."""
    if changed:
        turn.say(texts.changed_since(turn.voice, [one.report.unit.name for one in changed]))
    if len(changed) == 1:
        turn.say(village_words(turn, changed[0].round, changed[0].report))


def _changed(turn: Turn, one: Pending) -> bool:
    shown = turn.talk.shown.get(f"review/{one.report.id}")
    return shown is not None and shown != _seal(one.round, one.report)


def _why_not(turn: Turn, unit: Unit) -> str:
    """Why a named unit's report is not among those that can be approved."""
    if not turn.may(Role.OFFICER, unit) and not any(unit.lies_in(top) for top in turn.units(Role.SUPERVISOR)):
        return status_texts.not_yours_to_see(turn.voice, unit.name)
    found = [(one, report) for one in rounds(turn, unit) for report in one.reports if report.unit.id == unit.id]
    found = [(one, report) for one, report in found if _asks_named(turn, one, report)] or found
    for one, report in found:
        if report.state is ReportState.RETURNED:
            return texts.being_corrected(unit.name)
        if report.state is ReportState.OPEN:
            return texts.not_sent(unit.name, one.given(turn, report), len(one.asked(turn, report)))
        if report.state is ReportState.SUBMITTED:
            return general.no_right(turn.voice, f"duyệt báo cáo {unit.name}")
    if found:
        return texts.already_approved(unit.name)
    below = any(report.unit.lies_in(unit) for one in rounds(turn, unit) for report in one.reports)
    return texts.nothing_of_its_own(unit.name) if below else status_texts.no_rounds(unit.name)


def _refusal(turn: Turn, one: Pending) -> str:
    unit = one.report.unit
    names = [name for name in own_figures(turn, one) if name != "tự gửi"]
    others = [who.name for who in people.officers_above(turn.db, unit, turn.now) if who.id != turn.person]
    return texts.own_figures(turn.voice, unit.name, names, others[0] if others else None)


def _plan(turn: Turn, chosen: Sequence[Pending], apart: Sequence[str]) -> None:
    for one in chosen:
        _remember(turn, one.round, one.report)
    odd = [odd_line(turn, one, name_among(one, chosen)) for one in chosen if not one.clean]
    plans.show(
        turn, "approve",
        texts.approve_plan([name_among(one, chosen) for one in chosen], odd, apart, _round_of_all(turn, chosen)),
        [one.report.unit.id for one in chosen],
        reports={str(one.report.id): _seal(one.round, one.report) for one in chosen},
    )  # fmt: skip


def approved(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes: what has changed since it was shown asks again, what was decided since is named, the rest approved."""
    seals: dict[str, str] = waiting["reports"]
    found = [one for one in pending(turn) if str(one.report.id) in seals]
    mine = [one for one in found if own_figures(turn, one)]
    found = [one for one in found if one not in mine]
    same = [one for one in found if _seal(one.round, one.report) == seals[str(one.report.id)]]
    changed = [one for one in found if one not in same]
    if same:
        _approve(turn, same)
    if changed:
        _say_changed(turn, changed)
        _plan(turn, changed, [])
    for one in mine:
        turn.say(_refusal(turn, one))
    kept = {one.report.id for one in (*found, *mine)}
    gone = [reports.report(turn.db, int(id)) for id in seals if int(id) not in kept]
    if gone:
        turn.say(texts.decided_since([(name_of(turn, one), one.state) for one in gone]))


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
        told.setdefault(report.unit.id, []).append(name_of(turn, one.report))
        turn.talk.shown.pop(f"review/{report.id}", None)
    turn.forget_reports()
    back = turn.talk.waiting
    if back is not None and back.get("act") == "return" and back["report"] in {one.report.id for one in chosen}:
        turn.talk.waiting = None  # it was to go back, and does not
    turn.talk.unit = chosen[-1].report.unit.id
    plans.ordered(turn, "approved", told, *({"report": one.report.id} for one in chosen))

    top = top_of(turn)

    def words(voice: Voice, found: Sequence[Unit]) -> str:
        return texts.approved_note(voice, [name for unit in found for name in told[unit.id]], top.name if top else "xã")

    tell_members(turn, [one.report.unit for one in chosen], words)
    left = [one for one in pending(turn) if one.report.id not in {each.report.id for each in chosen}]
    buttons = [Button(f"{status_texts.PENDING} ({len(left)})", {"do": "pending"})] if left else []
    turn.say(texts.approved([name_of(turn, one.report) for one in chosen], ""), *buttons)


def unapprove(turn: Turn, named: Sequence[Unit], everything: bool = False, but: Sequence[Unit] = ()) -> None:
    """ "Bỏ duyệt thôn 1", "duyệt nhầm": the report waits for a review again, and its team hears it.

    Unnamed it is what was approved last, else the unit spoken of. All that are approved, or the reports of several
    rounds, are shown first.
    """
    if not turn.units(Role.OFFICER, Role.SUPERVISOR):
        turn.say(general.no_right(turn.voice, "bỏ duyệt báo cáo"))
        return
    top = top_of(turn)
    approved_now = [
        report
        for one in (rounds(turn, top) if top is not None else [])
        for report in one.reports
        if report.state is ReportState.APPROVED and may_review(turn, report)
        and all(report.unit.id != unit.id for unit in but)
    ]  # fmt: skip
    found, mine = _meant_by(turn, approved_now, named, everything)
    for unit in named:
        if all(one.unit.id != unit.id for one in found):
            turn.say(texts.not_approved([unit.name]))
    if not found and not named:
        turn.say(texts.not_approved([]))
    one_each = len({one.unit.id for one in found}) == len(found)
    if found and (mine or (one_each and (named or len(found) == 1) and len(found) <= AT_ONCE)):
        take_approval(turn, found)
    elif found:
        names = [name_of(turn, one) for one in found]
        plans.show(
            turn, "unapprove", texts.unapprove_plan(names), list(dict.fromkeys(one.unit.id for one in found)),
            yes=texts.UNAPPROVE, reports={str(one.id): "" for one in found},
        )  # fmt: skip


def _meant_by(
    turn: Turn, approved_now: Sequence[Report], named: Sequence[Unit], everything: bool
) -> tuple[list[Report], bool]:
    """The approved reports that are meant, and whether they are all of the sender's order of the message before."""
    order = next((one for one in reversed(turn.talk.orders) if one["act"] == "approved"), None)
    ordered = {fact["report"] for fact in order["facts"]} if order is not None else set()
    of_order = [one for one in approved_now if one.id in ordered]
    chosen = {unit.id for unit in named}
    if named:
        found = [one for one in approved_now if one.unit.id in chosen]
        if all(any(one.unit.id == id for one in of_order) for id in chosen):
            found = [one for one in of_order if one.unit.id in chosen]  # of several rounds that which was just approved
        return which_round.of_round(turn, found), False
    if everything and not (of_order and _counts(turn, len(of_order))):
        return which_round.of_round(turn, approved_now), False
    if of_order:
        return of_order, order is not None and not order.get("old")
    return [one for one in approved_now if one.unit.id == turn.talk.unit], False


# "Cả ba thôn" right after three were approved are those; "hết" and "tất cả" are all there are.
_HOW_MANY = re.compile(r"\bca (?P<many>\d{1,2}|hai|ba|bon|nam|sau|bay|tam|chin|muoi|may)\b|\bvua\b")


def _counts(turn: Turn, many: int) -> bool:
    """Whether so many are meant: "cả ba", of three; "cả mấy thôn vừa rồi"."""
    found = _HOW_MANY.search(fold(turn.incoming.text))
    said = found["many"] if found is not None else None
    if found is None or said is None or said == "may":
        return found is not None
    return (int(said) if said.isdigit() else TO_TEN[said]) == many


def take_approval(turn: Turn, found: Sequence[Report], *, notice: bool = True) -> None:
    """These reports wait for a review again; the teams hear it if they had heard of the approval."""
    for report in found:
        reports.set_state(turn.db, report.id, ReportState.SUBMITTED)
        reports.add_review(turn.db, report.id, "unapproved", turn.person, turn.now)
        audit(turn.db, "report.unapproved", turn.now, person=turn.person, unit=report.unit.id, report=report.id)
    turn.forget_reports()
    chosen = {one.unit.id: one.unit for one in found}
    turn.talk.unit = found[-1].unit.id
    plans.ordered(turn, "unapproved", chosen, *({"report": one.id} for one in found))
    for one in turn.talk.orders:
        if one["act"] == "approved" and unheard(turn, chosen.values(), one["message"]):
            notice = False
    names = {id: [name_of(turn, one) for one in found if one.unit.id == id] for id in chosen}
    top = top_of(turn)

    def words(voice: Voice, mine: Sequence[Unit]) -> str:
        which = [name for unit in mine for name in names[unit.id]]
        return back_texts.unapproved_note(voice, which, kind_of(top.name) if top else "xã")

    told = told_words(turn, tell_members(turn, chosen.values(), words)) if notice else back_texts.nobody_heard()
    turn.say(texts.unapproved([name_of(turn, one) for one in found], told))


def unapproved(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes to taking back several."""
    found = [reports.report(turn.db, int(id)) for id in waiting["reports"]]
    found = [one for one in found if one.state is ReportState.APPROVED and may_review(turn, one)]
    if found:
        take_approval(turn, found)
    else:
        turn.say(texts.not_approved([]))


CONFIRMED: dict[str, plans.Act] = {
    "approve": plans.meant(approved),
    "return": plans.meant(returned),
    "unapprove": plans.meant(unapproved),
}
BUTTONS: dict[str, Callable[[Turn, dict[str, Any]], None]] = {
    "pending": lambda turn, does: list_pending(turn),
    "approve_clean": lambda turn, does: approve(turn, [], True),
    "approve": lambda turn, does: approve(turn, [units.unit(turn.db, does["unit"])], False),
    "review": lambda turn, does: show_report(turn, units.unit(turn.db, does["unit"])),
    "return_which": return_which,
    "return": return_one,
}
