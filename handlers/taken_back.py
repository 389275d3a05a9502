""" "Hoàn tác", "bỏ lệnh vừa rồi", "duyệt nhầm rồi" after an office's order: it is named and taken back.

Right behind the order, for one unit, at once; else what would go is shown and waits for a yes. An order that cannot be
taken back is said to be so, and nothing before it is touched in its place.
"""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from handlers import campaigns, orders, plans, reminders, reopening, talks, whether
from handlers.hearing import figures_in
from handlers.language.read import read
from handlers.language.reading import Reading, Until
from handlers.language.text import cut, fold
from handlers.language.times import find_until
from handlers.pending import may_review, name_of
from handlers.returns import return_figure
from handlers.review import approve, take_approval
from handlers.scope import context, named_units
from handlers.teams import tell_members, told_words, unheard
from handlers.texts import officer as officer_texts
from handlers.texts import orders as order_texts
from handlers.texts import taken_back as texts
from handlers.texts import talks as talk_texts
from handlers.texts.form import HANOI, Voice
from handlers.turn import Turn
from scheduler import remind as ladder
from store import campaigns as stored
from store import figures, reports, units
from store.audit import audit
from store.people import Role
from store.reports import Report, ReportState
from store.units import Unit

Order = dict[str, Any]
# How an order is called by what it did. "Nhắc" and "duyệt" are no figures.
_CALLED = {
    "approved": r"duyet",
    "unapproved": r"bo duyet|huy duyet",
    "returned": r"tra (?:lai|ve)|gui tra|bat sua",
    "extended": r"gia han|lui(?: han)?|them han|noi han|doi han|han",
    "moved": r"doi han|lui(?: han)?|gia han|doi ngay|han",
    "reminded": r"nhac|giuc|don doc",
    "closed": r"chot|dong|khoa so",
    "opened": r"mo",
    "told": r"nhan|thong bao|gui tin",
}
_BACK = r"(?:thoi|khong|ko|khoi|huy|bo|rut|dung|thu hoi|xoa|khoan)(?: (?!nhac\b)\w+){0,3}"
# "Thôi duyệt đi", "thôi cứ duyệt luôn": the order is given after all, and none is taken back.
_AFTER_ALL = (
    r"^(?:(?:a|u|uh|o|ma|em|the|anh|chi) )*thoi (?:(?:thi|cu|em) )*(?:{})"
    r" (?:luon |no |cho |giup |not |het )*(?:di|luon|cho xong|not)\b"
)
_SLIP = r"(?:nham|lo|lo tay|sai)"
_AS_BEFORE = re.compile(r"\b(?:lam|tra|tro|quay|dua|de|ve|giu) (?:lai |ve )?nhu (?:cu|truoc|ban dau|luc nay)\b")
_ONLY_A_SLIP = re.compile(
    rf"(?:(?:a|o|ay|oi|ui|chet|thoi|em|em oi|roi|anh|chi|minh|toi|u|khoan|hinh nhu) )*{_SLIP}"
    r"(?: (?:roi|mat|a|em|oi|chet|lenh|het|ca|roi em))*"
)
# "Khoan đã" right behind an order, nothing more: what it undid is shown, and a yes waited for.
_WAIT = re.compile(
    r"(?:(?:a|o|ay|oi|ui|chet|em|em oi|u|thoi|ma) )*(?:khoan|tu tu|cho chut|cho ty|cho ti)"
    r"(?: (?:khoan|da|em|a|oi|nhe|chut|voi|nao|hang))*"
)
_FIGURES = re.compile(r"\b(?:so(?! thon)|so lieu|muc|(?:tam|buc|cai) (?:anh|hinh)|cau tra loi)\b")
_WORDS = 10  # a message that only takes back says little else
_OFFICE = (Role.OFFICER, Role.SUPERVISOR)


def remember(turn: Turn) -> None:
    """A figure given after an order is what "hoàn tác" means from then on; an order of an earlier message is old."""
    talk = turn.talk
    if talk.orders and turn.written and talk.orders[-1]["message"] != turn.message:
        talk.orders = []
    for one in talk.orders:
        if one["message"] != turn.message:
            one["old"] = True


_AN_ORDER = re.compile(r"\b(?:lenh|viec|thao tac)\b")


def said(turn: Turn, reading: Reading) -> bool:
    """Take back the order a message means; False where it means none."""
    if turn.incoming.group is not None or turn.talk.waiting is not None:
        return False
    text = _clause(turn, reading)
    if not turn.talk.orders:
        if reading.intent == "undo" and turn.units(*_OFFICE) and _AN_ORDER.search(text):
            turn.say(texts.nothing_ordered())
            return True
        return False
    if not turn.units(*_OFFICE) or len(text.split()) > _WORDS or reading.intent == "unapprove":
        return False
    if figures_in(reading) and (_AS_BEFORE.search(text) is None or turn.talk.orders[-1].get("old")):
        return False
    if _another_hour(turn, reading):
        return True
    order, sure = _meant(turn, reading, text)
    named = {one.id for one in named_units(turn)}
    if order is None:
        return _for_another(turn, text, named)
    if named and not named <= set(order["units"]):
        return False
    if named and named != set(order["units"]):
        order = part(turn, order, named)
    order = _from_the_first(turn, order, text)
    turn.did = "undo"
    turn.reading = reading
    sure = sure and not whether.asks(turn.incoming.text)  # "rút lại được không" is shown first
    _ACTS[order["act"]](turn, order, sure and not order.get("old") and len(order["units"]) == 1)
    return True


def of_others(turn: Turn) -> Reading | None:
    """ "Khoan, thôn 4 chưa duyệt với", over a plan for Thôn 2: what was just done in Thôn 4 is meant, not the plan."""
    shown, reading = turn.talk.waiting, turn.reading
    named = {int(key) for key in reading.units if key.isdigit()} if reading is not None else set()
    last = turn.talk.orders[-1] if turn.talk.orders else None
    if shown is None or reading is None or last is None or last.get("old") or not shown.get("passed"):
        return None
    if not named or not named <= set(last["units"]) or named & set(shown["about"]):
        return None
    turn.talk.waiting = None
    if _meant(turn, reading, _clause(turn, reading))[0] is not None:
        return reading
    turn.talk.waiting = shown
    return None


_NO_MORE_TIME = re.compile(
    r"\b(?:gia|them|noi) han\b(?: \w+){0,2} nua\b|\b(?:bo|khong|huy|thoi|khoi)(?: \w+){0,2} (?:gia|them|noi) han\b"
    r"|\b(?:nhu|han|lai|nguyen) cu\b|\bhan chung\b|\bnhu ban dau\b"
)


def _from_the_first(turn: Turn, order: Order, text: str) -> Order:
    """ "Thôi không gia hạn nữa, giữ như cũ" after the day was changed: what held before the first of these days."""
    if order["act"] != "extended" or _NO_MORE_TIME.search(text) is None:
        return order
    before = {fact["report"]: fact for fact in order["facts"]}
    for one in reversed(turn.talk.orders):
        if one["act"] != "extended" or one["units"] != order["units"]:
            break
        before |= {fact["report"]: fact for fact in one["facts"] if fact["report"] in before}
    return {**order, "facts": [{**before[fact["report"]], "now": fact["now"]} for fact in order["facts"]]}


_HOUR = re.compile(
    r"(?:(?:a|o|u|thoi|nham|khoan|doi|lui|chuyen|de|sang|den|luc|vao|thanh|em|roi)[ ,]+)+"
    r"(?:(?:chieu|sang|trua|toi)(?: mai| nay)? )?\d{1,2} ?(?:h|g|gio)\b.{0,20}"
)


def _another_hour(turn: Turn, reading: Reading) -> bool:
    """ "À thôi 3 giờ đi", right after a reminder was ordered for later: it goes at that hour."""
    order = turn.talk.orders[-1]
    if order["act"] != "reminded" or order.get("old") or _HOUR.fullmatch(fold(reading.text).strip(" .!")) is None:
        return False
    _, at = reminders.moment(turn, find_until(cut(reading.text), turn.today))
    units_ = [units.unit(turn.db, id) for id in order["units"]]
    if at is None or at <= turn.now or not [one for one in units_ if talks.call_off(turn, one)]:
        return False
    _gone(turn, order)
    orders.remind(turn, units_, False, at=at, anew=True)
    turn.did = "remind_at"
    return True


_SAYS_SO = re.compile(r"\b(?:rut lai|hoan tac|thu hoi)\b|\b(?:bo|huy|rut) (?:cai |lai )?(?:lenh|viec|vua)\b")


def _clause(turn: Turn, reading: Reading) -> str:
    """The words that take back: of "bác ấy gọi bảo số đúng rồi, rút lại giúp anh", right after the order, the last."""
    orders_ = turn.talk.orders
    parts = re.split(r"[,.;!?\n]+", reading.text)
    if orders_ and not orders_[-1].get("old") and reading.intent == "undo" and len(parts) > 1:
        parts = [part for part in parts if _SAYS_SO.search(fold(part))][-1:] or parts
    return " ".join(re.findall(r"\w+", fold(" ".join(parts))))


def _meant(turn: Turn, reading: Reading, text: str) -> tuple[Order | None, bool]:
    """The order a message takes back, and whether it does so in so many words."""
    kept = turn.talk.orders
    for one in reversed(kept):
        verb = _CALLED[one["act"]]
        if re.search(rf"\b(?:{verb})\b.*\b{_SLIP}\b|\b{_SLIP} (?:\w+ )?(?:{verb})\b", text):
            return one, True
        own_way = one["act"] == "reminded" or (one["act"] == "extended" and named_units(turn))  # with units: withdrawn
        called_off = not own_way and re.search(rf"\b{_BACK} (?:{verb})\b", text) is not None
        called_off = called_off and not re.search(_AFTER_ALL.format(verb), text)
        if called_off and not reading.until and not _FIGURES.search(text):
            return one, True
        if reading.intent == "undo" and re.search(rf"\b(?:{verb})\b", text):
            return one, True
    last = kept[-1]
    if any(one.names for one in reading.items) or _FIGURES.search(text):
        return None, False
    if reading.intent == "undo" or _AS_BEFORE.search(text):
        return last, True
    if (_ONLY_A_SLIP.fullmatch(text) or _WAIT.fullmatch(text)) and not last.get("old"):
        return last, False
    return None, False


_ANOTHER = re.compile(
    rf"(?:(?:a|o|ay|oi|chet|thoi|em|roi|anh|chi|minh|toi) )*(?:{_SLIP}|khong phai|y (?:toi|anh|chi|em) la)\b.*"
)


def _for_another(turn: Turn, text: str, named: set[int]) -> bool:
    """ "Nhầm, thôn 2 cơ" right after an approval or a return of another unit: that one is taken back, this one done."""
    order = turn.talk.orders[-1]
    other = named - set(order["units"])
    may_be = order["act"] in {"approved", "returned"} or (order["act"] == "extended" and turn.talk.did != "extend")
    if order.get("old") or not may_be or len(other) != 1 or len(order["units"]) != 1:
        return False
    if _ANOTHER.fullmatch(text) is None:
        return False
    unit, before = units.unit(turn.db, other.pop()), str(turn.talk.bubble.get("text") or "")
    told = read(before, context(turn, before))
    why = reports.report(turn.db, order["facts"][0]["report"]).due_reason
    _ACTS[order["act"]](turn, order, True)
    if order["act"] == "extended":
        fact = order["facts"][0]
        due = datetime.fromisoformat(fact["now"]).astimezone(HANOI)
        orders.extend(turn, unit, Until(due.date(), due.hour, due.minute), why)
    elif order["act"] == "approved":
        approve(turn, [unit], False)
    else:
        items = [one for one in told.items if one.names]
        return_figure(turn, unit, items[0] if items else None, told.reason, items[1:])
    turn.did = {"approved": "approve", "returned": "return_for_fix"}.get(order["act"], "extend")
    return True


def part(turn: Turn, order: Order, named: set[int]) -> Order:
    """What an order did to some of its units."""
    facts = [one for one in order["facts"] if _unit_of(turn, one) in named]
    return {**order, "units": [id for id in order["units"] if id in named], "facts": facts, "part": True}


def _unit_of(turn: Turn, fact: dict[str, Any]) -> int | None:
    return reports.report(turn.db, fact["report"]).unit.id if "report" in fact else None


def _gone(turn: Turn, order: Order) -> None:
    """The order is no more; what is left of it, and those before it, can still be taken back."""
    kept = []
    for one in turn.talk.orders:
        if one["act"] == order["act"] and one["message"] == order["message"]:
            left = [id for id in one["units"] if id not in order["units"]]
            if not left:
                continue
            facts = [fact for fact in one["facts"] if _unit_of(turn, fact) in left]
            one = {**one, "units": left, "facts": facts}
        kept.append(one)
    turn.talk.orders, turn.talk.last = kept, []


def _show(turn: Turn, order: Order, what: str, after: str) -> None:
    plans.show(turn, "take_back", texts.plan(what, after), order["units"], yes=texts.TAKE_BACK, order=order)


def _unsent(turn: Turn, order: Order) -> bool:
    return unheard(turn, [units.unit(turn.db, id) for id in order["units"]], order["message"])


# --- approvals ------------------------------------------------------------------------------------------------------


def _approval(turn: Turn, order: Order, at_once: bool) -> None:
    found = [reports.report(turn.db, fact["report"]) for fact in order["facts"]]
    stands = [one for one in found if one.state is ReportState.APPROVED and may_review(turn, one)]
    if not stands:
        _gone(turn, order)
        turn.say(texts.other_since([name_of(turn, one) for one in found]))
    elif at_once:
        _gone(turn, order)
        take_approval(turn, stands, notice=not _unsent(turn, order))
        turn.talk.orders.pop()  # what was taken back is no order that "hoàn tác" once more would give again
    else:
        _show(turn, order, texts.approving([name_of(turn, one) for one in stands]), texts.waits_again(len(stands)))


def _unapproval(turn: Turn, order: Order, at_once: bool) -> None:
    """Approved once more: as any approval, shown where there are several or something is to be looked at."""
    _gone(turn, order)
    approve(turn, [units.unit(turn.db, id) for id in order["units"]], False)


# --- returns --------------------------------------------------------------------------------------------------------


def _return(turn: Turn, order: Order, at_once: bool) -> None:
    found = [(reports.report(turn.db, fact["report"]), fact) for fact in order["facts"]]
    since = datetime.fromisoformat(order["at"])
    stands = []
    for report, fact in found:
        if report.state is not ReportState.RETURNED or _given_since(turn, report, order["message"]):
            turn.say(texts.given_again(name_of(turn, report), report.state is not ReportState.RETURNED))
        else:
            stands.append((report, fact))
    named = [(name_of(turn, report), fact["what"]) for report, fact in stands]
    if not stands:
        _gone(turn, order)
    elif not at_once:
        _show(turn, order, texts.returning(named), texts.waits_again(len(stands)))
    else:
        _gone(turn, order)
        _withdraw_return(turn, order, stands, named, since)


def _withdraw_return(
    turn: Turn, order: Order, stands: Sequence[tuple[Report, dict[str, Any]]], named: Sequence[tuple[str, str]],
    since: datetime,
) -> None:  # fmt: skip
    for report, fact in stands:
        reports.set_state(turn.db, report.id, ReportState(fact["was"]))
        for row in reports.reviews(turn.db, report.id):
            if row.act == "returned" and row.settled_at is None and row.person == turn.person and row.at >= since:
                reports.settle_review(turn.db, row.id, turn.now)
        reports.add_review(turn.db, report.id, "return_withdrawn", turn.person, turn.now)
        audit(turn.db, "report.return_withdrawn", turn.now, person=turn.person, unit=report.unit.id, report=report.id)
    turn.forget_reports()

    def words(voice: Voice, mine: Sequence[Unit]) -> str:
        ids = {unit.id for unit in mine}
        return texts.return_withdrawn_note(
            voice, [name_of(turn, report) for report, _ in stands if report.unit.id in ids]
        )

    turn.say(texts.return_withdrawn(named, _told(turn, order, [report for report, _ in stands], words)))


def _given_since(turn: Turn, report: Report, message: int) -> bool:
    return any((one.message or 0) > message for one in figures.figures(turn.db, report.id).values())


def _told(turn: Turn, order: Order, about: Sequence[Report], words: Callable[[Voice, Sequence[Unit]], str]) -> str:
    """The teams are told, unless they have not heard of the order either."""
    if _unsent(turn, order):
        return texts.nobody_heard()
    chosen = {one.unit.id: one.unit for one in about}
    return told_words(turn, tell_members(turn, chosen.values(), words))


# --- deadlines ------------------------------------------------------------------------------------------------------


def _extension(turn: Turn, order: Order, at_once: bool) -> None:
    found = [(reports.report(turn.db, fact["report"]), fact) for fact in order["facts"]]
    stands = [(one, fact) for one, fact in found if one.own_due == _moment(fact["now"])]
    named = [(name_of(turn, one), one.due, _moment(fact["due"]) or one.campaign.due) for one, fact in stands]
    if not stands:
        _gone(turn, order)
        turn.say(texts.other_since([name_of(turn, one) for one, _ in found]))
        return
    if not at_once or any(before <= turn.now for _, _, before in named):
        _show(turn, order, texts.extending(named), texts.back_to(named))
        return
    _restore(turn, order, stands, named)


def _restore(
    turn: Turn, order: Order, stands: Sequence[tuple[Report, dict[str, Any]]],
    named: Sequence[tuple[str, datetime, datetime]],
) -> None:  # fmt: skip
    _gone(turn, order)
    for one, fact in stands:
        reports.extend(turn.db, one.id, _moment(fact["due"]), fact["reason"], _moment(fact["asked"]))
        audit(
            turn.db, "report.extension_withdrawn", turn.now, person=turn.person, unit=one.unit.id, report=one.id,
            before=one.due, due=fact["due"],
        )  # fmt: skip
    for campaign in {one.campaign.id for one, _ in stands}:
        ladder.record_past(turn.db, campaign, turn.now)
    turn.forget_reports()
    dues = [(one.unit.id, name, before) for (one, _), (name, _, before) in zip(stands, named, strict=True)]

    def words(voice: Voice, mine: Sequence[Unit]) -> str:
        ids = {unit.id for unit in mine}
        return "\n".join(order_texts.withdrawn_note(voice, name, due) for id, name, due in dues if id in ids)

    turn.say(texts.due_again(named, _told(turn, order, [one for one, _ in stands], words)))


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def _move(turn: Turn, order: Order, _at_once: bool) -> None:
    """The deadline of all is moved back, as any deadline: shown first."""
    fact = order["facts"][0]
    _gone(turn, order)
    before = datetime.fromisoformat(fact["due"]).astimezone(HANOI)
    orders.move_deadline(
        turn, Until(before.date(), before.hour, before.minute), None, fact["campaign"], own=fact["own"]
    )


# --- rounds, reminders, words ---------------------------------------------------------------------------------------


def _closing(turn: Turn, order: Order, _at_once: bool) -> None:
    _gone(turn, order)
    reopening.show_round(turn, order["facts"][0]["campaign"])


def _opening(turn: Turn, order: Order, _at_once: bool) -> None:
    _gone(turn, order)
    campaign = order["facts"][0]["campaign"]
    turn.say(texts.opened_already(officer_texts.round_of(stored.campaign(turn.db, campaign))))
    campaigns.close_campaign(turn, campaign)


def _reminder(turn: Turn, order: Order, _at_once: bool) -> None:
    _gone(turn, order)
    off = [unit for id in order["units"] if talks.call_off(turn, unit := units.unit(turn.db, id))]
    if off:
        audit(turn.db, "reminder.called_off", turn.now, person=turn.person, units=[one.id for one in off])
        turn.say(talk_texts.called_off([one.name for one in off]))
    else:
        turn.say(order_texts.gone_already(turn.voice))


def _words(turn: Turn, order: Order, _at_once: bool) -> None:
    _gone(turn, order)
    names = [units.unit(turn.db, id).name for id in order["units"]]
    turn.say(texts.told_no_more(names) if _unsent(turn, order) else texts.told_already(names))


_ACTS: dict[str, Callable[[Turn, Order, bool], None]] = {
    "approved": _approval,
    "unapproved": _unapproval,
    "returned": _return,
    "extended": _extension,
    "moved": _move,
    "reminded": _reminder,
    "closed": _closing,
    "opened": _opening,
    "told": _words,
}


def taken(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes to what was shown."""
    order: Order = waiting["order"]
    if order["act"] != "extended":
        _ACTS[order["act"]](turn, order, True)
        return
    found = [(reports.report(turn.db, fact["report"]), fact) for fact in order["facts"]]
    stands = [(one, fact) for one, fact in found if one.own_due == _moment(fact["now"])]
    named = [(name_of(turn, one), one.due, _moment(fact["due"]) or one.campaign.due) for one, fact in stands]
    _restore(turn, order, stands, named)


CONFIRMED: dict[str, plans.Act] = {"take_back": plans.meant(taken)}
