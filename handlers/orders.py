"""What an officer orders: reminders and deadlines. For one village it runs at once, for all after a yes."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from handlers import no_day, plans, which_round
from handlers.bases import set_base
from handlers.deadlines import counts
from handlers.deadlines import moved as moved_words
from handlers.language import details
from handlers.language.reading import Reading, Until
from handlers.language.reasons import reason_told
from handlers.language.text import cut, fold
from handlers.language.times import find_until
from handlers.reach import Reach, reach
from handlers.scope import campaigns_in_sight, questions_of
from handlers.standing import Round, may_see, rounds, top_of
from handlers.teams import answering_for, day_off, members_of, morning, opens, tell_members, told_words
from handlers.texts import form, general
from handlers.texts import officer as texts
from handlers.texts import orders as order_texts
from handlers.texts import status as status_texts
from handlers.texts.form import HANOI, Voice
from handlers.turn import Turn
from scheduler import remind as ladder
from scheduler.ways import NO_ADDRESS
from store import campaigns, outbox, overview, people, promises, reminders, reports, units
from store.audit import audit
from store.campaigns import Campaign
from store.conversations import Step
from store.messages import Button, Reply
from store.people import Person, Role
from store.reports import Report
from store.units import Unit

__all__ = ["BUTTONS", "CONFIRMED", "extend", "move_deadline", "remind", "set_base"]

ASKED = "asked"  # the stage of a reminder that an officer ordered
WANTED = "extension.wanted"  # how a team's wish for more time is written down
AT_ONCE = 3  # more units than this are shown before they are written to


def _offices(turn: Turn) -> list[Unit]:
    return turn.units(Role.OFFICER, Role.SUPERVISOR)


# --- reminding ------------------------------------------------------------------------------------------------------


def remind(
    turn: Turn, named: Sequence[Unit], everything: bool, *, sure: bool = True, but: Sequence[Unit] = (),
    at: datetime | None = None, anew: bool = False,
) -> None:  # fmt: skip
    """ "Nhắc thôn 3" runs at once, or goes at the moment named; everybody (without the units of `but`), one reminded
    that day, or no sure order: shown first, after a yes. `anew`: in the place of one that was called off."""
    top = top_of(turn)
    if not _offices(turn) or top is None:
        turn.say(general.no_right(turn.voice, "nhắc các thôn"))
        return
    hidden = [unit for unit in named if not may_see(turn, unit)]
    if hidden:
        turn.say(status_texts.not_yours_to_see(turn.voice, hidden[0].name))
        return
    wanted = None if everything or not named else {unit.id for each in named for unit in _with_below(turn, each, top)}
    owing = _owing(turn, top, wanted)
    owing = [(one, report) for one, report in owing if all(report.unit.id != unit.id for unit in but)]
    if not owing:
        _nobody_owes(turn, top, named)
        return
    chosen = {report.unit.id: report.unit for _, report in owing}
    again = set() if anew else overview.reminded(turn.db, _local(turn, at), ASKED) & chosen.keys()
    if everything or not sure or len(chosen) > AT_ONCE:
        _remind_plan(turn, owing, again, at)
    elif again:
        names = form.listed([unit.name for id, unit in chosen.items() if id in again])
        today = _local(turn, at) == turn.today
        seen = sorted(chosen.keys())
        plans.show(
            turn,
            "remind",
            order_texts.reminded_today(names, today),
            chosen,
            at=_kept(at),
            rounds=_ids(owing),
            seen=seen,
        )
    else:
        _remind(turn, owing, at)


def _kept(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None


def _local(turn: Turn, at: datetime | None = None) -> date:
    return (at or morning(turn) or turn.now).astimezone(HANOI).date()


def _hour(turn: Turn, at: datetime | None) -> str | None:
    """When it will leave, in words; None if that is now."""
    return form.at_hour(at, turn.now) if at is not None else opens(turn)


def _with_below(turn: Turn, unit: Unit, top: Unit) -> list[Unit]:
    """ "Nhắc xã Quang Trung", from above: its villages are meant too."""
    return [unit] if unit.id == top.id else [unit, *units.below(turn.db, unit)]


def _owing(turn: Turn, top: Unit, wanted: set[int] | None) -> list[tuple[Round, Report]]:
    return [
        (one, report)
        for one in rounds(turn, top)
        for report in one.reports
        if report.owed
        and not report.closed(turn.now)
        and one.asked(turn, report)
        and _asks_named(turn, one)
        and (report.unit.id in wanted if wanted is not None else report.unit.id != top.id)
    ]


def owing_villages(turn: Turn) -> list[Report]:
    """The villages below the sender's office that still owe a report."""
    top = top_of(turn)
    found = _owing(turn, top, None) if top is not None else []
    return list({report.unit.id: report for _, report in found if report.unit.level == "thon"}.values())


def _asks_named(turn: Turn, one: Round) -> bool:
    """Whether a round asks what the order names: "nhắc thôn 2 VNeID" is of no other; any where it names nothing."""
    names = {name for item in (turn.reading.items if turn.reading is not None else ()) for name in item.names}
    asked = {f"{one.campaign.framework}/{each.id}" for each in one.indicators(turn)}
    open_ = {f"{each.framework}/{id}" for each in campaigns_in_sight(turn) for id in each.indicators}
    return not names & open_ or bool(names & asked)


def _remind_plan(turn: Turn, owing: Sequence[tuple[Round, Report]], again: set[int], at: datetime | None) -> None:
    told = {
        promise.report: promise
        for id in {one.campaign.id for one, _ in owing}
        for promise in promises.open_promises(turn.db, id)
    }
    several = len({one.campaign.id for one, _ in owing}) > 1
    owed: dict[str, list[str]] = {}
    for one, report in owing:
        of = len(one.asked(turn, report))
        promise = told.get(report.id)
        day = form.day(promise.until_day) if promise is not None and promise.until_day is not None else None
        owed.setdefault(report.unit.name, []).append(
            order_texts.owes(_named(one) if several else "", of - one.given(turn, report), of, day)
        )
    twice = {report.unit.name for _, report in owing if report.unit.id in again}
    lines = [order_texts.remind_line(unit, parts, unit in twice) for unit, parts in owed.items()]
    would = reach(turn, answering_for(turn, [report.unit for _, report in owing]))
    round_ = "" if several else which_round.to_say(turn, [one.campaign for one, _ in owing])
    text = order_texts.remind_plan(lines, would.people, _hour(turn, at), would.note, round_)
    about = dict.fromkeys(report.unit.id for _, report in owing)
    seen = sorted(overview.reminded(turn.db, _local(turn, at), ASKED) & about.keys())
    plans.show(turn, "remind", text, about, at=_kept(at), rounds=_ids(owing), seen=seen)


def _ids(owing: Sequence[tuple[Round, Report]]) -> list[int]:
    return list(dict.fromkeys(one.campaign.id for one, _ in owing))


def reminded(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes: whoever of them still owes is written to."""
    top = top_of(turn)
    owing = _owing(turn, top, set(waiting["about"])) if top is not None else []
    at = datetime.fromisoformat(waiting["at"]) if waiting.get("at") else None
    at = at if at is not None and at > turn.now else None
    since = overview.reminded(turn.db, _local(turn, at), ASKED).difference(waiting.get("seen", ()))
    twice = {report.unit.id: report.unit.name for _, report in owing if report.unit.id in since}
    left = [pair for pair in owing if pair[1].unit.id not in twice]
    if twice:
        turn.say(order_texts.reminded_since(list(twice.values())))
    if left:
        _remind(turn, left, at)
    elif not twice:
        _nobody_owes(turn, top, ())


def _nobody_owes(turn: Turn, top: Unit | None, named: Sequence[Unit]) -> None:
    found = rounds(turn, top) if top is not None else []
    if found and any(not one.closed(turn.now) for one in campaigns_in_sight(turn)) and _all_over(turn, found):
        turn.say(order_texts.round_over(form.round_name(found[0].campaign)))  # of the one that was named
    elif _all_over(turn, found):
        turn.say(texts.no_open_round())
    else:
        turn.say(order_texts.nobody_owes([unit.name for unit in named]))


def _all_over(turn: Turn, found: Sequence[Round]) -> bool:
    return all(one.campaign.closed(turn.now) for one in found)


def _remind(turn: Turn, owing: Sequence[tuple[Round, Report]], at: datetime | None = None) -> None:
    """Whoever answers for these reports is written to, in hours, and the officer hears how many that are."""
    told = write_to(turn, [report for _, report in owing], at)
    names = {report.unit.id: report.unit.name for _, report in owing}
    audit(turn.db, "reminder.ordered", turn.now, person=turn.person, units=sorted(told.reached))
    plans.ordered(turn, "reminded", names)
    if len(names) == 1:
        turn.talk.unit = next(iter(names))  # whom "bác ấy" means from here on
    turn.say(
        order_texts.reminded(
            turn.voice, [names[id] for id in names if id in told.reached], told.people, _hour(turn, at),
            [names[id] for id in names if id not in told.reached and id not in told.shut], told.note,
            which_round.to_say(turn, [one.campaign for one, _ in owing]),
        )
    )  # fmt: skip


def write_to(turn: Turn, asked: Sequence[Report], at: datetime | None = None) -> Reach:
    """One message a person; its words, with the open question, are made when it leaves, from what is owed then.

    Whom no channel reaches now stands in the call list.
    """
    by_unit: dict[int, list[Report]] = {}
    for report in asked:
        by_unit.setdefault(report.unit.id, []).append(report)
    found = answering_for(turn, [report.unit for report in asked])
    members = members_of(turn, [report.unit for report in asked])
    later, day = at or morning(turn), _local(turn, at)
    would = reach(turn, found)
    for id, (person, mine) in found.items():
        way = would.ways[id]
        if way.place is None and way.why == (NO_ADDRESS,):
            continue
        rows = [(report.campaign.id, unit.id, ASKED) for unit in mine for report in by_unit[unit.id]]
        sent = None
        if way.place is not None:
            owed = [report for unit in mine for report in by_unit[unit.id]]
            recipe = reminders.recipe(id, day, rows) if id in members else _to_office(turn, person, owed)
            sent = outbox.queue(
                turn.db, account=way.place.account, address=way.place.address, user=way.place.user, person=id,
                kind="order", recipe=recipe, now=turn.now, priority=outbox.PUSH,
                not_before=later, cause=turn.message,
            )  # fmt: skip
        for campaign, unit, stage in rows:
            promises.plan(
                turn.db, f"asked/{turn.message}/{id}/{campaign}/{unit}", person=id, campaign=campaign, unit=unit,
                stage=stage, day=day, reason="; ".join(filter(None, ("ordered", way.reason))),
                outcome="call" if sent is None else "queued", outbox=None if sent is None else sent.id, at=turn.now,
            )  # fmt: skip
    return would


def _to_office(turn: Turn, person: Person, owed: Sequence[Report]) -> Mapping[str, Any]:
    """What an office is reminded of: its own items have no open question, so how they are entered is said."""
    voice, lines = Voice.of(person.form, Role.OFFICER), []
    for report in owed:
        have, asked = turn.figures(report.id), questions_of(turn, report)
        missing = sum(one.indicator.id not in have for one in asked)
        lines.append(order_texts.office_owes(report.unit.name, report.campaign, missing, len(asked), report.due))
    return outbox.recipe_of(Reply(order_texts.office_reminded(voice, lines)))


# --- deadlines ------------------------------------------------------------------------------------------------------


def extend(turn: Turn, unit: Unit | None, until: Until | None, reason: str | None) -> None:
    """ "Gia hạn thôn 3 đến 6/7" runs at once, where it is of one round; without a unit all move, after a yes."""
    if no_day.told(turn):
        return
    if not _offices(turn):
        _ask_office(turn, unit, until)
        return
    if unit is None:
        move_deadline(turn, until, reason)
        return
    if not may_see(turn, unit):
        turn.say(status_texts.not_yours_to_see(turn.voice, unit.name))
        return
    live = [report for one in rounds(turn, unit) for report in one.reports]
    if any(report.campaign.root == unit.id for report in live):
        move_deadline(turn, until, reason)
        return
    owed = [report for report in live if report.owed and report.campaign.closed_at is None]
    day = until.day if until is not None else None
    if not owed:
        turn.say(order_texts.not_owing(unit.name))
    elif until is None or day is None:
        _ask_day(turn, unit, reason)
    elif turn.only or which_round.every_said(turn) or not _of_both(turn, unit, owed, until, reason):
        _extend(turn, unit, owed, until, reason)


def _of_both(turn: Turn, unit: Unit, owed: Sequence[Report], until: Until, reason: str | None) -> bool:
    """An extension that names no round, where it would move several: they are named, and a yes is waited for."""
    later = [(one, _due(turn, one.due, until)) for one in owed]
    about = {one.campaign.id: one.campaign for one, due in later if due > max(one.due, turn.now)}
    if len(about) < 2:
        return False
    due = max(due for one, due in later if one.campaign.id in about)
    _show_extension(turn, unit, list(about.values()), due, reason)
    return True


def _show_extension(turn: Turn, unit: Unit, about: Sequence[Campaign], due: datetime, reason: str | None) -> None:
    plans.show(
        turn, "extend", order_texts.extend_plan(unit.name, due, reason, which_round.to_say(turn, about)),
        [unit.id], yes=order_texts.EXTEND, due=due.isoformat(), reason=reason, rounds=[one.id for one in about],
    )  # fmt: skip


def _ask_day(turn: Turn, unit: Unit | None, reason: str | None) -> None:
    """Until when is asked; whose deadline, and why, is kept."""
    live = [one for one in campaigns_in_sight(turn) if not one.closed(turn.now)]
    kept = [one.id for one in which_round.meant(turn, live)]
    turn.wait(Step.CHOOSE, extends=unit.id if unit is not None else None, reason=reason, rounds=kept)
    turn.say(order_texts.extend_until(turn.voice, unit.name if unit is not None else "cả đợt"))


def day_told(turn: Turn, waiting: dict[str, Any], reading: Reading) -> bool:
    """The day that was asked for; False for anything else, which is served as it is."""
    turn.talk.waiting = None
    if reading.intent in {"deny", "undo"}:
        turn.say(general.dropped(turn.voice))
        return True
    if no_day.told(turn):
        turn.talk.waiting = waiting
        return True
    until = find_until(cut(turn.incoming.text), turn.today)
    if until is None or until.day is None:
        return False
    unit = units.unit(turn.db, waiting["extends"]) if waiting["extends"] is not None else None
    turn.only = tuple(waiting.get("rounds", ()))
    extend(turn, unit, until, waiting["reason"] or reason_told(turn.incoming.text, turn.today))
    return True


def ask_extend(turn: Turn, unit: Unit, reading: Reading) -> bool:
    """A village's wish for more time, told by the officer: shown, and granted on a yes."""
    until = reading.until
    if not _offices(turn) or until is None or until.day is None or not may_see(turn, unit):
        return False
    owed = [report for one in rounds(turn, unit) for report in one.reports if report.unit.id == unit.id and report.owed]
    if not owed:
        return False
    about = [report.campaign for report in owed]
    due = _due(turn, max(report.due for report in owed), until)
    if due <= max(report.due for report in owed):
        return False
    _show_extension(turn, unit, about, due, reading.reason)
    return True


def _granted(turn: Turn, waiting: dict[str, Any]) -> None:
    unit, due = units.unit(turn.db, waiting["about"][0]), datetime.fromisoformat(waiting["due"]).astimezone(HANOI)
    reason = waiting["reason"] or details.why(cut(f"… {turn.incoming.text}"))  # "vì máy hỏng" is a yes and why
    extend(turn, unit, Until(due.date(), due.hour, due.minute), reason)


def _ask_office(turn: Turn, unit: Unit | None, until: Until | None) -> None:
    """A team that wants more time: the office is told, and decides."""
    mine = unit or next(iter(turn.units(Role.MEMBER)), None)
    if mine is None or not turn.may(Role.MEMBER, mine):
        turn.say(general.no_right(turn.voice, "gia hạn"))
        return
    live = [one for one in reports.reports_of_unit(turn.db, mine.id, turn.now) if one.owed and not one.closed(turn.now)]
    due = min((one.due for one in live if one.due > turn.now), default=None)
    day = form.long_day(until.day) if until is not None and until.day is not None else None
    grant: list[Button] = []
    if until is not None and until.day is not None:
        label = order_texts.GRANT.format(mine.name, form.day(until.day))
        grant = [Button(label, {"do": "extend_unit", "unit": mine.id, "day": until.day.isoformat()})]
    found = [one for one in people.officers_above(turn.db, mine, turn.now) if one.id != turn.person]
    for officer in found:
        turn.tell(
            officer.id, order_texts.extension_wanted(mine.name, day, turn.incoming.text[:200]), *grant, kind="help"
        )
    no_right = general.no_right(turn.voice, "gia hạn")
    facts = {"day": day, "words": turn.incoming.text[:200]}
    audit(turn.db, WANTED, turn.now, person=turn.person, unit=mine.id, **facts)
    turn.say(order_texts.extension_asked(turn.voice, mine.name, day, due) if found else no_right)


# "Thêm 3 ngày nữa", "cho thôn 3 lùi 2 hôm" count from the deadline, "3 ngày nữa" from today.
_DAYS = r"(?:\d{1,2}|mot|hai|ba|bon|nam|sau|bay|muoi) (?:ngay|hom|bua|tuan)\b"
_MORE = re.compile(
    rf"\bthem {_DAYS}|\b(?:them|lui|cham|muon|doi|noi|gia han) (?:(?!den\b|toi\b|sang\b)\S+ ){{0,5}}?{_DAYS}(?! nua)"
)


def _due(turn: Turn, before: datetime, until: Until) -> datetime:
    """The new moment: the day named, at the hour named or the old one."""
    assert until.day is not None
    old = before.astimezone(HANOI)
    if until.hour is None and _MORE.search(fold(turn.incoming.text)):
        later = before + (until.day - turn.today)
        if later > turn.now:
            return later  # and where the deadline is over, so many days count from today
    hour = old.time() if until.hour is None else old.time().replace(hour=until.hour, minute=until.minute or 0)
    return datetime.combine(until.day, hour, HANOI).astimezone(turn.now.tzinfo)


def _extend(turn: Turn, unit: Unit, owed: Sequence[Report], until: Until, reason: str | None) -> None:
    later = [(report, _due(turn, report.due, until)) for report in owed]
    if all(due <= turn.now for _, due in later):
        turn.say(order_texts.extend_past())
        return
    moved = [(report, due) for report, due in later if due > report.due or _less_of_it(turn, report, due)]
    if not moved:
        _not_moved(turn, unit, max(later, key=lambda pair: pair[0].due))
        return
    counted = [(report, counts(turn.db, unit, due)) for report, due in moved]
    for report, when in counted:
        due = when.due
        plans.ordered(turn, "extended", [report.unit.id], deadline_before(report, due))
        reports.extend(turn.db, report.id, due, reason, when.asked)
        audit(
            turn.db, "report.extended", turn.now, person=turn.person, unit=report.unit.id, report=report.id,
            before=report.due, due=due, reason=reason,
        )  # fmt: skip
    for campaign in {report.campaign.id for report, _ in moved}:
        ladder.record_past(turn.db, campaign, turn.now)
    turn.forget_reports()
    turn.talk.unit = unit.id
    due, asked = counted[0][1].due, counted[0][1].asked
    names = list(dict.fromkeys(texts.round_of(report.campaign) for report, _ in moved))

    earlier = all(due < report.due for report, due in moved)
    round_ = which_round.to_say(turn, [report.campaign for report, _ in moved])

    def words(voice: Voice, _mine: Sequence[Unit]) -> str:
        if earlier:
            return order_texts.withdrawn_note(voice, unit.name, due, round_)
        return order_texts.extended_note(voice, unit.name, names, due, reason, moved_words(turn.db, unit, asked))

    told = tell_members(turn, {report.unit.id: report.unit for report, _ in moved}.values(), words)
    after = f"{day_off(turn, unit, asked)} {told_words(turn, told)}".strip()
    turn.say(order_texts.extended(unit.name, names, due, reason, after, earlier=earlier))


def _not_moved(turn: Turn, unit: Unit, later: tuple[Report, datetime]) -> None:
    """A day that is no extension: what holds already, the deadline of all (a yes ends the extension), or before."""
    report, due = later
    common = report.campaign.due
    if due == report.due:
        turn.say(order_texts.extended_before(unit.name, due))
    elif report.due > common and due.astimezone(HANOI).date() == common.astimezone(HANOI).date():
        name = which_round.to_say(turn, [report.campaign])
        plan = order_texts.withdraw_plan(unit.name, report.due, common, name)
        plans.show(turn, "withdraw", plan, [unit.id], rounds=[report.campaign.id])
    else:
        turn.say(order_texts.extend_earlier(common))


def _less_of_it(turn: Turn, report: Report, due: datetime) -> bool:
    """Whether a deadline cuts an extension short, and still is one: "nhầm, 3/7" after "gia hạn đến 5/7"."""
    return report.campaign.due < due < report.due and due > turn.now


def deadline_before(report: Report, now: datetime) -> dict[str, Any]:
    """What has to be known to give a report its former deadline back; `now` is the new one."""
    own, asked = report.own_due, report.asked_due
    return {
        "report": report.id, "now": now.isoformat(), "due": own.isoformat() if own else None,
        "asked": asked.isoformat() if asked else None, "reason": report.due_reason,
    }  # fmt: skip


def move_deadline(
    turn: Turn, until: Until | None, reason: str | None, campaign: int | None = None, *,
    own: Sequence[dict[str, Any]] = (),
) -> None:  # fmt: skip
    """A deadline for everybody: shown, then moved after a yes. `own`: deadlines of single units that come back."""
    top = top_of(turn)
    mine = [] if top is None else [one for one in rounds(turn, top) if _runs(turn, one)]
    mine = [one for one in mine if campaign in {None, one.campaign.id}]
    if not mine:
        turn.say(texts.no_open_round())
        return
    if until is None or until.day is None:
        _ask_day(turn, None, reason)
        return
    every = which_round.every_said(turn)
    near = [one for one in mine if one.campaign.id == turn.talk.campaign and not every]
    one = (near or mine)[0]
    if len(mine) > 1 and not near and not every:
        plans.ask_round(
            turn, "move_deadline", [(one.campaign.id, _named(one)) for one in mine], day=until.day.isoformat(),
            reason=reason,
        )  # fmt: skip
        return
    due = _due(turn, one.campaign.due, until)
    if due <= turn.now:
        turn.say(order_texts.extend_past())
        return
    owing = [report for report in one.reports if report.owed and one.asked(turn, report)]
    told = members_of(turn, [report.unit for report in owing])
    plan = order_texts.move_plan(
        texts.round_of(one.campaign), one.campaign.due, due, len(owing), len(told),
        day_off(turn, units.unit(turn.db, one.campaign.root), due),
    )  # fmt: skip
    about = [one.campaign.root, *(report.unit.id for report in one.reports)]
    day = due.isoformat()
    plans.show(
        turn, "move_deadline", plan, about, campaign=one.campaign.id, due=day, reason=reason, own=list(own),
        before=one.campaign.due.isoformat(),
    )  # fmt: skip
    if every:
        to = form.day(until.day)
        names = [which_round.to_say(turn, [other.campaign]) for other in mine[1:]]
        plans.then(turn, [f"lùi hạn đợt {name} đến {to}" for name in names])


def _runs(turn: Turn, one: Round) -> bool:
    """Whether the sender's office stands at or above the root of a round that is open."""
    return not one.campaign.closed(turn.now) and any(
        units.unit(turn.db, one.campaign.root).lies_in(top) for top in _offices(turn)
    )


def _named(one: Round) -> str:
    return status_texts.campaign_name(one.campaign, one.framework)


def moved(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes: the deadline moves, the closing keeps its distance, whoever still owes gets one notice."""
    top = top_of(turn)
    found = [one for one in rounds(turn, top) if one.campaign.id == waiting["campaign"]] if top is not None else []
    if not found or not _runs(turn, found[0]):
        over = bool(found) and found[0].campaign.closed(turn.now)
        turn.say(texts.already_closed(texts.round_of(found[0].campaign)) if over else texts.no_open_round())
        return
    one, due = found[0], datetime.fromisoformat(waiting["due"])
    if waiting.get("before", one.campaign.due.isoformat()) != one.campaign.due.isoformat():
        turn.say(order_texts.moved_since(texts.round_of(one.campaign), one.campaign.due))
        _show_anew(turn, one, due, waiting)
        return
    closes = one.campaign.closes
    root = units.unit(turn.db, one.campaign.root)
    when = counts(turn.db, root, due, closes + (due - one.campaign.due) if closes is not None else None)
    due = when.due
    campaigns.set_due(turn.db, one.campaign.id, due, when.closes, when.asked)
    for fact in waiting.get("own", ()):
        back = {key: datetime.fromisoformat(fact[key]) if fact[key] else None for key in ("due", "asked")}
        reports.extend(turn.db, fact["report"], back["due"], fact["reason"], back["asked"])
    raised = []
    for report in one.reports:
        if report.own_due is not None and report.own_due < due:
            raised.append(deadline_before(report, due))
            reports.extend(turn.db, report.id, due, waiting["reason"], when.asked)
    was = one.campaign.asked_due or one.campaign.due
    plans.ordered(
        turn, "moved", [], {"campaign": one.campaign.id, "due": was.isoformat(), "own": raised},
    )  # fmt: skip
    audit(
        turn.db, "campaign.moved", turn.now, person=turn.person, unit=one.campaign.root, campaign=one.campaign.id,
        before=one.campaign.due, due=due, reason=waiting["reason"],
    )  # fmt: skip
    ladder.record_past(turn.db, one.campaign.id, turn.now)
    turn.forget_reports()
    name = texts.round_of(one.campaign)

    def words(voice: Voice, mine: Sequence[Unit]) -> str:
        off = moved_words(turn.db, root, when.asked)
        return order_texts.moved_note(voice, [unit.name for unit in mine], name, due, waiting["reason"], off)

    owing = [report.unit for report in one.reports if report.owed and one.asked(turn, report)]
    for person, (_, mine) in members_of(turn, owing).items():
        for unit in mine:
            promises.plan(
                turn.db, f"moved/{turn.message}/{person}/{unit.id}", person=person, campaign=one.campaign.id,
                unit=unit.id, stage="moved", day=_local(turn), reason=f"moved to {due.date()}", outcome="queued",
                outbox=None, at=turn.now,
            )  # fmt: skip
    turn.say(order_texts.moved(name, due, tell_members(turn, owing, words)))


def _show_anew(turn: Turn, one: Round, due: datetime, waiting: dict[str, Any]) -> None:
    """The deadline was moved by somebody else since: what was to be done is shown once more, if it is still more."""
    if due != one.campaign.due:
        day = due.astimezone(HANOI)
        until = Until(day.date(), day.hour, day.minute)
        move_deadline(turn, until, waiting["reason"], one.campaign.id, own=waiting.get("own", ()))


def _move_button(turn: Turn, does: dict[str, Any]) -> None:
    move_deadline(turn, Until(day=date.fromisoformat(does["day"])), does.get("reason"), does["campaign"])


CONFIRMED: dict[str, plans.Act] = {
    "remind": plans.meant(reminded),
    "move_deadline": plans.meant(moved),
    "extend": plans.meant(_granted),
}
BUTTONS: dict[str, Callable[[Turn, dict[str, Any]], None]] = {
    "remind_all": lambda turn, does: remind(turn, [], True),
    "remind": lambda turn, does: remind(turn, [units.unit(turn.db, does["unit"])], False),
    "move_deadline": _move_button,
    "extend_unit": lambda turn, does: extend(
        turn, units.unit(turn.db, does["unit"]), Until(day=date.fromisoformat(does["day"])), None
    ),
}
