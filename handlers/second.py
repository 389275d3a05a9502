"""Several orders and questions in one message of an office: each is served in turn, and what is not done is said.

A message is cut where one of them is complete in itself; any other part goes with the one before it, as its reason or
its further villages. What waits for a yes comes first: the orders behind it are done once it is given.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from handlers import pointed, scope
from handlers.hearing import ORDERS, asks_back, figures_in, heard
from handlers.language.read import read
from handlers.language.syllables import word_set
from handlers.language.text import fold
from handlers.texts import orders as texts
from handlers.turn import Turn
from store import units
from store.conversations import Step
from store.messages import Sent
from store.people import Role

_CUTS = re.compile(
    r"[,;.?!\n]+(?!\d)|\s(?:rồi|roi)(?=\s)(?! (?:thì|thi|chưa|chua|à|mà)\b)"
    r"|\s(?:và|va|xong|còn|đồng thời|dong thoi)(?=\s)",
    re.IGNORECASE,
)
_MOST = 5
_MOST_LINES = 40
_SUBJECT = 2  # words before "còn" of which it tells something
_MARGIN = 4  # signs that a part put together again may be shorter by
# Orders that have a form of their own; what only tells ("thôn 2 hẹn mai nộp") begins no part.
_ERRANDS = {
    "hold", "release", "remind_at", "more_time", "tell", "new_leader", "new_phone", "invite", "revoke", "remove",
    "reopen",
}  # fmt: skip
_ASKED = {
    "team", "calls", "plan", "promises", "items", "codes", "phone", "colleagues", "if_closed", "rates", "days",
    "approved", "met", "reached", "dragged", "estimates", "news", "sent", "sent_on", "sent_order", "points_of",
}  # fmt: skip
_ORDERS = {*ORDERS, "unapprove", "hold"}
_FOR_ALL = {"close_campaign", "open_campaign"}  # of these none is done on the way
_QUESTIONS = {
    "show_report", "status_unit", "status_indicator", "missing_units", "sent_units", "shortfall", "ranking",
    "compare_periods", "list_pending", "odd_figures", "ask_deadline", "extensions", "reviewed_by", "nudged",
    "short_units", "history", "score", "office_owed", "evidence_list",
}  # fmt: skip
_FILL = r"(?:(?:roi|va|xong|thi|em|giup|nho|luon|con|cu|hay|anh|chi|tien the|nhan tien|dong thoi|ok|u|a|bot|ban|oi) )*"
_LEAD = re.compile(rf"^{_FILL}")
_VERB = r"(?:nhac|giuc|don doc|duyet|gui nhac)"
_SMALL = (
    r"(?: (?:luon|di|giup|nhe|nha|ho|lai|ngay|thon do|thon nay|thon ay|to do|bac ay|ong ay|ba ay|co ay|chu ay"
    r"|anh ay|chi ay|ho|voi|em|a|toi|anh|chi|no|cho|cai|thoi|gap|mot tieng|phat|ca|do|dum|gium))*"
)
_IF = (
    r"(?:(?:neu|ma|no|ho|thay|noi nao|thon nao|ai|cho nao) )*"
    r"(?:chua|roi|du|on|sach|duoc|xong|ok|dung|khong co gi|khong sao|dat|co)"
    r"(?: (?:thay|nop|gui|bao|co|roi|gi|la|het|so|du|ca|bao cao|xong|sao|nhap|ma|van de|bat thuong))*,? thi"
)
# "Nhắc luôn nhé", "chưa thì nhắc đi": an order about whom the message has just spoken of.
_OF_THEM = re.compile(rf"(?:(?P<when>{_IF}) )?{_FILL}(?P<verb>{_VERB}){_SMALL}")
_PASS_ON = re.compile(
    r"(?P<verb>nhan|nhan tin|bao|noi)(?: voi| cho| lai)* "
    r"(?:ho|bac ay|ong ay|ba ay|co ay|chu ay|anh ay|chi ay|thon do|to do) (?P<words>(?:la|rang|:) ?.+)"
)
_WHOM = re.compile(r"\b(?:cac|tat ca|het|ca|toan bo|con lai|chua (?:nop|gui|bao|co)|nhung|thon nao|ai)\b")
_STARTS = re.compile(
    r"\b(?:nhac|giuc|don doc|doc|duyet|tra|gia han|lui|doi han|chot|dong|mo|moi|nhan|bao|dung|thoi|go|xoa|bo"
    r"|huy|thu hoi|giu|tha|cho|sao|nao|chua|bao nhieu|may|the nao|den dau|gi|ai|xem|khong|yeu cau|doi|keu|tam|khoan"
    r"|tinh hinh|xep hang|hoi lai)\b"
)
_ASKS = re.compile(
    r"\b(?:chua|khong|sao|the nao|nao|gi|ai|dau|bao nhieu|may|bao gio|khi nao|den dau)"
    r"(?: (?:a|em|nhi|vay|the|roi|day|nua|ha|bac|anh|chi))*$|^(?:xem|cho xem|bao nhieu|ai|thon nao|may|xep hang)\b"
    r"|^(?:nhung |cac )?(?:chi tieu|muc|so|xom|ban|to|noi|don vi|xa) (?:nao|gi)\b"
)
_TOLD_ANYWAY = {"extend", "return_for_fix", "approve", "more_time", "reopen"}
_LETS_KNOW = re.compile(
    rf"{_FILL}(?:nhan|bao|thong bao|nhan tin|noi)(?: (?:cho|voi|lai|tin))* (?:\S+ ){{0,5}}?(?:\S+)"
    r"(?: (?:biet|mot tieng|1 tieng|mot cau|luon|nhe|giup|voi|hay|ro))+"
)
_WITH_REASON = {"return_for_fix", "extend"}
_BESIDE_NAMES = word_set(
    "thon to xom ban khu va voi ca cung nua luon di giup nhe nha a em ho cho nop gui not so bao cao"
)
_LISTS_GAPS = {"missing_units", "short_units"}
_OF_THE_SAME = re.compile(
    r"(?:con |dang )?(?:thieu|lac)(?: (?:nhung )?(?:gi|so nao|muc nao|cai gi|bao nhieu))?(?: \w+)?"
)
_LEAVES = re.compile(r"\b(?:de|bo) trong\b|\bthi (?:thoi|bo|ke)\b|\btinh sau\b|\bmac ke\b")
_NOT_THESE = re.compile(
    r"(?:con )?(?:dung|khoan|chua|khong)(?: \w+){0,2} (?:duyet|nhac|tra lai|gia han)\b"
    r"|(?:con )?(?:thon|xom|to|ban|khu) .*\b(?:de do|de nguyen|de yen|de lai|de sau|thi khoan|thi thoi)\b"
)
_OPEN = {Step.DOUBT, Step.TOTAL, Step.FORM}
Serve = Callable[[Turn], None]


def served(turn: Turn, one: Serve) -> bool:
    """ "Duyệt thôn 1, trả lại thôn 3 vì chưa có ảnh, nhắc thôn 2": one after another; False where there is but one."""
    if turn.units(Role.OFFICER, Role.SUPERVISOR):
        turn.incoming = replace(turn.incoming, text=pointed.in_a_row(turn, turn.incoming.text))
    pieces = _pieces(turn)
    if len(pieces) < 2:
        if pieces and len(pieces[0]) + _MARGIN < len(turn.incoming.text):
            turn.incoming = replace(turn.incoming, text=pieces[0])  # the rest said nothing further
        return False
    whole, before, more = turn.incoming, turn.talk.waiting, turn.more
    members = not turn.units(Role.OFFICER, Role.SUPERVISOR)
    for at, piece in enumerate(pieces):
        waiting = turn.talk.waiting
        if waiting is not None and waiting is not before and waiting["step"] == Step.CONFIRM:
            waiting["then"] = pieces[at:]
            turn.say(texts.after_the_yes(pieces[at:]))
            break
        turn.incoming = replace(whole, text=piece)
        turn.more = more or (members and at < len(pieces) - 1)  # one question, when all is taken
        if at and heard(turn, piece).intent in _FOR_ALL:
            turn.say(texts.one_at_a_time(turn.voice, piece))
        else:
            one(turn)
        turn.talk.just = turn.named  # what the next part leans on is this part, no longer the message before
    turn.incoming, turn.more = whole, more
    return True


def go_on(turn: Turn, before: dict[str, Any] | None, one: Serve) -> None:
    """What was to come after a yes: done once it is given, and named as not done where it is not."""
    then = (before or {}).get("then")
    if not then or before is turn.talk.waiting:
        return
    if not turn.agreed:
        turn.parts.insert(0, texts.one_at_a_time(turn.voice, ", ".join(then)))
        return
    whole = turn.incoming
    for at, piece in enumerate(then):
        waiting = turn.talk.waiting
        if waiting is not None and waiting["step"] == Step.CONFIRM:
            waiting["then"] = then[at:]
            turn.say(texts.after_the_yes(then[at:]))
            break
        turn.incoming = replace(whole, text=piece, button=None, kind=Sent.TEXT)
        one(turn)
    turn.incoming = whole


@dataclass(slots=True)
class _Piece:
    """A part that stands for itself (`kind` says as what), or only leads up to the next one (no kind)."""

    text: str
    kind: str = ""
    intent: str = ""
    units: frozenset[str] = frozenset()


def _pieces(turn: Turn) -> list[str]:
    """The parts of a message, each with what goes with it; one or none where nothing is to be cut."""
    if turn.incoming.group is not None or turn.incoming.quote is not None or turn.talk.step in _OPEN:
        return []
    if len(headed := _headed(turn)) > 1:
        return headed
    if not turn.units(Role.OFFICER, Role.SUPERVISOR):
        return []
    if len(lines := _lines(turn)) > 1:
        return lines
    parts = [(pointed.spelt_out(turn, part), cut) for part, cut in _parts(turn.incoming.text)]
    starts = sum(_STARTS.search(fold(part)) is not None or _OWN_PART.match(fold(part)) is not None for part, _ in parts)
    if starts < 2:
        return []
    found: list[_Piece] = []
    between = ""
    for part, cut in parts:
        last = found[-1] if found else None
        new = None if last is not None and last.kind == "tell" else _begun(turn, part, last, asked="?" in cut)
        if last is not None and last.intent in _TOLD_ANYWAY and _LETS_KNOW.fullmatch(fold(part)):
            continue  # "…, rồi nhắn bác ấy biết": they are told of it anyway
        if last is not None and last.kind == "order" and _LEAVES.search(fold(part)):
            continue  # "chốt luôn, thôn nào thiếu thì để trống": so it is done
        if last is not None and last.kind == "order" and last.units and _NOT_THESE.match(fold(part)):
            continue  # "duyệt thôn 2, đừng duyệt thôn 3": only what is named was to be done
        if last is None:
            found.append(new or _Piece(part))
        elif new is None or _granted(turn, part, new, last):
            last.text += between + part
            if not last.kind and figures_in(heard(turn, last.text)):
                last.kind = "figures"
        elif not last.kind:
            new.text = f"{last.text}{between}{part}"
            found[-1] = new
        else:
            found.append(new)
        between = f"{cut} "
    return [one.text for one in found[:_MOST]]


_HEADING = re.compile(r"[ •*-]*(?:thon|xom|ban|khu|khu pho|ap|lang|to) [^:,;\d]{0,20}\d{0,2}[^:,;\d]{0,20}: *\S")


def _headed(turn: Turn) -> list[str]:
    """Lines under the name of a village each ("Thôn 3: …", "Thôn 5: …"): a heading governs what follows it."""
    if "\n" not in turn.incoming.text:
        return []
    found: list[str] = []
    for line in turn.incoming.text.split("\n"):
        if _HEADING.match(fold(line)) is not None:
            found.append(line.strip(" -•*"))
        elif found and line.strip():
            found[-1] += f", {line.strip(' -•*')}"
        elif any(sign.isdigit() for sign in line):
            return []
    if not 2 <= len(found) <= _MOST_LINES:
        return []
    for group in found:
        reading = read(group, scope.context(turn, group))
        places = [key for key in reading.units if key.isdigit()] + list(reading.unknown_units)
        if len(places) != 1 or not any(one.names and one.number for one in reading.items):
            return []
    return found


def _lines(turn: Turn) -> list[str]:
    """The lines of a pasted list, where several hold figures of one village each; what stands above them is dropped."""
    found = [line.strip(" -•*\t") for line in turn.incoming.text.split("\n") if any(sign.isdigit() for sign in line)]
    if len(found) < 2 or len(found) > _MOST_LINES:
        return []
    for line in found:
        reading = read(line, scope.context(turn, line))
        if sum(key.isdigit() for key in reading.units) != 1 or not any(
            one.names and one.number for one in reading.items
        ):
            return []
    return found


def _parts(text: str) -> list[tuple[str, str]]:
    """Each part with the sign or word behind it."""
    found, at = [], 0
    for cut in _CUTS.finditer(text):
        if fold(cut[0]).strip() == "con" and len(text[at : cut.start()].split()) <= _SUBJECT:
            continue  # "xã còn thiếu mục nào"
        if part := text[at : cut.start()].strip():
            found.append((part, cut[0].rstrip()))
        at = cut.end()
    if part := text[at:].strip():
        found.append((part, ""))
    return found


def _begun(turn: Turn, part: str, last: _Piece | None, *, asked: bool) -> _Piece | None:
    """What a part begins; None where it goes with the one before."""
    said = fold(part)
    if (of_them := _OF_THEM.fullmatch(said)) is not None and last is not None:
        return _about_them(turn, of_them["verb"], last)
    if (passed := _PASS_ON.fullmatch(said)) is not None and last is not None and last.units:
        words = re.sub(r"^(?:là|rằng|la|rang|:) ?", "", part[passed.start("words") :])
        return _Piece(f"nhắn {_names(turn, last.units)}: {words}", "tell", "tell", last.units)
    if last is not None and (further := _further(turn, part, last)) is not None:
        return further
    lead = _LEAD.match(said)
    found = pointed.errand_in(turn, part[lead.end() if lead is not None else 0 :])
    if found is not None and found.act in _ERRANDS:
        return _Piece(part, "tell" if found.act == "tell" else "order", found.act)
    if found is not None and found.act in _ASKED:
        return _Piece(part, "question", found.act)
    reading = heard(turn, part)
    if last is not None and turn.talk.step is Step.CONFIRM:  # no yes stands behind another part
        reading = read(part, replace(scope.context(turn, part), state="idle"))
    units = frozenset(key for key in reading.units if key.isdigit())
    new = _Piece(part, "", reading.intent, units)
    if reading.intent in _ORDERS:
        new.kind = "order" if last is None or _is_order(said, new, last) else ""
    elif reading.intent in _QUESTIONS:
        new.kind = "question" if _is_question(said, new, last, asked=asked) else ""
    elif last is None and figures_in(reading):
        new.kind = "figures"
    elif last is None and (reading.yes or reading.no) and turn.talk.step is Step.CONFIRM:
        new.kind = "answer"
    if not new.kind and last is not None and _of_others(turn, part, new, last):
        new.kind = "told"
    return new if new.kind or last is None else None


_OWN_PART = re.compile(r"(?:thon|xom|ban|khu|ap|lang|to) .*(?:\b(?:vi|do|tai)\b|\b(?:den|toi) .*\d)")
_VERB_OF = {"return_for_fix": "trả lại", "extend": "gia hạn"}
_OWN_REASON = re.compile(r"\b(?:vi|do|tai|ly do)\b")
_OWN_DAY = re.compile(r"\b(?:den|toi|sang)\b.*\d|\b\d{1,2}/\d{1,2}\b|\bngay \d")


def _further(turn: Turn, part: str, last: _Piece) -> _Piece | None:
    """ "…, thôn 3 số ngân hàng vì cao quá", "…, thôn 3 đến 7/7": the same order with a reason or a day of its own."""
    verb, own = _VERB_OF.get(last.intent), _OWN_REASON if last.intent == "return_for_fix" else _OWN_DAY
    if verb is None or last.kind != "order" or own.search(fold(part)) is None or own.search(fold(last.text)) is None:
        return None
    reading = read(part, replace(scope.context(turn, part), state="idle"))
    keys = frozenset(key for key in reading.units if key.isdigit())
    if len(keys) != 1 or keys <= last.units:
        return None
    if not fold(part).startswith(fold(units.unit(turn.db, int(next(iter(keys)))).name)):
        return None
    return _Piece(f"{verb} {part}", "order", last.intent, keys)


def _granted(turn: Turn, part: str, new: _Piece, last: _Piece) -> bool:
    """ "Thôn 2 xin lùi, cho thôn 2 đến 4/7": what is asked for and what is granted are one thing."""
    if last.intent != "extend" or _OWN_DAY.search(fold(last.text)) or new.intent not in {"extend", "more_time"}:
        return False
    return last.units == frozenset(key for key in heard(turn, part).units if key.isdigit())


def _of_others(turn: Turn, part: str, new: _Piece, last: _Piece) -> bool:
    """Whether something else is said of another village ("…, yên thượng để anh gọi"): no further one of the order."""
    if last.kind != "order" or last.intent in _WITH_REASON or not new.units or new.units <= last.units:
        return False
    left = set(re.findall("[a-z]+", fold(pointed.without_units(turn, part))))
    return bool(left - _BESIDE_NAMES)


def _is_order(said: str, new: _Piece, last: _Piece) -> bool:
    """Whether a further order is one by itself, with its own units; what is said of the same ones is a reason."""
    same = new.units <= last.units and new.units
    if same and (new.intent == last.intent or (last.intent, new.intent) == ("return_for_fix", "remind_now")):
        return False
    return bool(new.units) or new.intent in _FOR_ALL or _WHOM.search(said) is not None


def _is_question(said: str, new: _Piece, last: _Piece | None, *, asked: bool) -> bool:
    asks = asked or _ASKS.search(said.strip(" .!")) is not None or asks_back(new.text)
    if last is None:
        return asks or new.intent in {"status_unit", "ranking", "list_pending", "odd_figures", "compare_periods"}
    if last.intent in _WITH_REASON and new.units <= last.units:
        return False  # "trả lại thôn 3, sao cao thế"
    if last.intent in _LISTS_GAPS and _OF_THE_SAME.fullmatch(said.strip(" .!?")):
        return False  # "thôn nào chưa nộp và còn thiếu gì": the list says both
    return asks and (new.intent, new.units) != (last.intent, last.units)


def _names(turn: Turn, keys: frozenset[str]) -> str:
    return ", ".join(scope.from_above(turn, units.unit(turn.db, int(key))).name for key in sorted(keys))


def _about_them(turn: Turn, verb: str, last: _Piece) -> _Piece | None:
    """ "Thôn 3 báo chưa? chưa thì nhắc đi": the order with those its message has just spoken of."""
    order = "duyệt" if verb == "duyet" else "nhắc"
    intent = "approve" if verb == "duyet" else "remind_now"
    if last.kind == "order" and last.intent == intent:
        return None
    if last.units:
        return _Piece(f"{order} {_names(turn, last.units)}", "order", intent, last.units)
    whom = "tất cả" if verb == "duyet" else "các thôn chưa nộp"
    return _Piece(f"{order} {whom}", "order", intent) if last.kind == "question" else None
