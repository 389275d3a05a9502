"""A yes or no to what was shown; an order, a day or a reason said over it."""

import re
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from handlers import (
    bases,
    buttons,
    campaigns,
    in_order,
    narrowed,
    no_day,
    nods,
    orders,
    reasoned,
    reminders,
    reopening,
    return_or_approve,
    submit,
    taken_back,
    whether,
)  # fmt: skip
from handlers.hearing import ORDERS, figures_in, heard
from handlers.language.reading import Reading
from handlers.language.syllables import word_set
from handlers.language.text import cut, fold
from handlers.language.times import find_until
from handlers.texts import form
from handlers.turn import Turn
from store import reports, units

_THINKS = re.compile(r"\b(?:de|cho|doi)(?: \w+){0,3} (?:nghi|can nhac|suy nghi)\b|^(?:khoan|tu tu|de sau)\b")


_HOLDS_BACK = word_set("khoan thoi khong chua dung huy tu ay a o da vay em nhe oi voi the")


_ORDERED = {*ORDERS, "unapprove", "hold"}


def _of_others(turn: Turn) -> Reading | None:
    """ "Bỏ duyệt thôn 2", "duyệt thôn 5", over a plan for Thôn 3: an order about others is no yes to it."""
    shown, reading = turn.talk.waiting, turn.reading
    named = {int(key) for key in reading.units if key.isdigit()} if reading is not None else set()
    if shown is None or shown["act"] not in narrowed.REST or not named or named <= set(shown["about"]):
        return None
    turn.talk.waiting = None
    other = heard(turn, turn.incoming.text)
    if other.intent in _ORDERED:
        return other
    turn.talk.waiting = shown
    return None


def _only_one(turn: Turn, shown: dict[str, Any] | None) -> bool:
    """Whether the one report shown for approval is what is spoken of."""
    if shown is None or shown["act"] != "approve" or len(shown["about"]) != 1:
        return False
    turn.talk.unit = shown["about"][0]
    return True


def order_beside(turn: Turn) -> Reading | None:
    """ "Duyệt thôn 1", while a figure is in doubt: an order, and no word for that figure."""
    if turn.reading is None or turn.reading.intent != "confirm" or "duyet" not in fold(turn.incoming.text).split():
        return None
    doubted_one, turn.talk.waiting = turn.talk.waiting, None
    other = heard(turn, turn.incoming.text)
    turn.talk.waiting = doubted_one
    return other if other.intent in _ORDERED else None


def instead(turn: Turn) -> Reading | None:
    """ "Khoan, nhắc thôn 1 với thôn 3 đã", over what was shown: it is dropped, and the other order stands alone."""
    if (elsewhere := _of_others(turn)) is not None:
        return elsewhere
    if (withdrawn := taken_back.of_others(turn)) is not None:
        return withdrawn
    head, comma, rest = turn.incoming.text.partition(",")
    if not comma or not set(fold(head).split()) <= _HOLDS_BACK or not head.strip():
        return None
    shown, turn.talk.waiting = turn.talk.waiting, None
    reading = heard(turn, rest.strip())
    back = reading.intent == "return_for_fix" and _only_one(turn, shown)  # "thôi, trả lại đi": what was to be approved
    if reading.intent not in ORDERS or not (back or any(key.isdigit() for key in reading.units)):
        turn.talk.waiting = shown
        return None
    turn.incoming = replace(turn.incoming, text=rest.strip())
    return reading


def confirm(turn: Turn, reading: Reading) -> bool:
    """A yes or no to what was shown; anything else is served as it is. What has changed since waits no longer."""
    waiting = turn.talk.waiting
    assert waiting is not None
    if waiting["act"] == "open_campaign" and campaigns.show_with_items(turn, waiting, reading):
        return True
    if waiting["act"] == "return" and return_or_approve.said(turn, waiting):
        return True
    if narrowed.says_all(turn, waiting):
        buttons.yes(turn, {})
        return True
    if waiting["act"] == "erase" and _ASKS_OF_ERASING.search(fold(turn.incoming.text)) and nods.shown(turn):
        return True
    if _another_day(turn, waiting, reading) or narrowed.without(turn, waiting) or nods.shown_again(turn):
        return True
    if waiting["act"] == "in_order" and reading.intent == "submit" and not in_order.complete(turn):
        in_order.show_again(turn)  # what was only guessed is no figure yet, and goes nowhere
        return True
    if waiting["act"] == "submit" and _SENT_ALREADY.search(fold(turn.incoming.text)) and submit.not_sent_yet(turn):
        return True  # "bác nộp rồi mà"
    another = _not_of_this(turn, waiting, reading)
    again = waiting["act"] in {"submit", "in_order"} and reading.intent == "submit" and not another
    if again and "report" in waiting and submit.of_another_round(turn, waiting["report"]):
        turn.talk.waiting = None
        return False
    said_again = (
        waiting["act"] in {"take_back", "unapprove"} and _SAID_AGAIN.search(fold(turn.incoming.text)) is not None
    )
    narrowed.narrowed(turn, waiting, reading, said_again=said_again)
    pressed = _says_button(turn) or said_again
    ordered = ORDERS.get(reading.intent)  # "nhắc thôn 2", "chốt đợt": an order, not a yes to another
    orders_again = ordered is not None and (bool(reading.units) or ordered != waiting["act"])
    figures_back = reading.intent == "undo" and _OF_FIGURES.search(fold(turn.incoming.text)) is not None
    if figures_back and waiting["act"] not in {"undo", "take_back"}:
        turn.talk.waiting = None  # "xoá số vừa nhập", over what is shown: that is not done, and this is
        return False
    if figures_back and waiting["act"] == "undo" and not whether.asks(turn.incoming.text):
        pressed = True  # "rút lại được không", then "xoá số vừa rồi đi"
    if waiting["act"] == "in_order" and _IN_ORDER.fullmatch(fold(turn.incoming.text).strip(" .!")) is not None:
        pressed = True
    agreed = not another and (_agreed(turn, waiting, reading) or again) and not figures_in(reading) and not orders_again
    if agreed and not pressed and nods.too_loose(turn):
        nods.instead_of_silence(turn)
        return True
    if agreed or pressed:
        buttons.yes(turn, {})
        return True
    because = _BECAUSE.match(turn.incoming.text.strip()) is not None
    if waiting["act"] == "extend" and because:
        buttons.yes(turn, {})
        return True
    if waiting["act"] == "return" and (served := reasoned.told(turn, waiting, reading, because=because)) is not None:
        return served
    if reading.intent in {"deny", "undo"} or (reading.no and reading.intent in {"unclear", "postpone", "skip"}):
        buttons.no(turn, {})
        return True
    if reading.intent in {"unclear", "postpone", "skip"} and _THINKS.search(fold(turn.incoming.text)):
        buttons.no(turn, {})
        return True
    if reading.intent == "postpone" and waiting["act"] in _PUT_OFF:
        turn.talk.waiting = None  # "để mai anh nhắc": the order said once more is then no yes to this plan
        return False
    if waiting.get("offered") and not because:
        turn.talk.waiting = None  # it was only offered: what follows is something else
        return False
    if waiting["act"] == "return" and reasoned.told_otherwise(turn, waiting, reading, because=because):
        return True
    if waiting["act"] == "in_order" and bases.disputed(turn, reading):
        return True
    changes = waiting["act"] == "in_order" and reading.intent == "correct" and bool(turn.talk.last)
    if figures_in(reading) and not changes and not in_order.beside(turn, figures_in(reading)):
        turn.talk.waiting = None
    return False


_IN_ORDER = re.compile(  # "theo thứ tự em hỏi đấy", "lần lượt từ trên xuống"
    r"(?:(?:u|vang|da|dung|dung roi|phai|thi|bac|toi|ghi|bao|cu)[ ,]+)*"
    r"(?:(?:theo|dung|nhu) (?:dung )?(?:thu tu|trinh tu)|lan luot|tu tren xuong)"
    r"(?: (?:em|chau|xa|hoi|day|do|ay|a|ma|nhe|cac|cau|muc|tu|tren|xuong|duoi|het|roi|tren kia))*"
)
# "Xóa thì số của thôn có mất không", "xóa rồi có sao không": what was shown says it, and is shown once more.
_ASKS_OF_ERASING = re.compile(
    r"\b(?:mat|sao|anh huong|con) (?:gi|khong|ko|chang|nhung gi)\b|\bmat (?:nhung )?gi\b|\bthi sao\b"
    r"|\blay lai\b.*\bkhong\b|\bxoa (?:nhung )?(?:gi|cai gi)\b"
    r"|^xoa(?: (?:het|ca|luon))*(?: so(?: lieu)?)?(?: cua)?(?: (?:thon|toi|bac|em|minh))* (?:a|ha|sao)$"
)
_PUT_OFF = word_set("remind approve unapprove tell move_deadline close_campaign")
_LEAVES = {"urgent", "tell", "remind", "remind_all"}  # "gửi đi": what is shown is a message


_BEFORE_SENDING = r"(?:(?:u|uh|um|o|vang|da|ok|oke|duoc|dung|dong y|roi|thi|cu|thoi|the|em|ma)[ ,.]+)*"
_SENDING = re.compile(rf"{_BEFORE_SENDING}(?:gui|nop)\b")
_ONLY_SENDING = re.compile(  # not "gửi tôi số điện thoại bác ấy", "gửi báo cáo xã"
    rf"{_BEFORE_SENDING}(?:gui|nop)(?: (?:di|luon|nhe|nha|ngay|giup|ho|cho ho|cho (?:cac|moi) (?:thon|noi|nguoi|bac)"
    r"|tin|nhac|het|ca|a|em|anh|chi|toi|cau hoi|thoi|lai|voi|mot tin|tat ca|cai do|cai nay|the))*"
)


_SENT_ALREADY = re.compile(r"\b(?:nop|gui)(?: \w+){0,2} roi\b")


def _not_of_this(turn: Turn, waiting: dict[str, Any], reading: Reading) -> bool:
    """ "Gửi thôn 5 đi", "chốt số thôn 1 nhé", over a report that is shown: it is not what is to be sent."""
    if waiting["act"] != "submit":
        return False
    unit = str(reports.report(turn.db, waiting["report"]).unit.id)
    return bool(reading.unknown_units) or any(key.isdigit() and key != unit for key in reading.units)


def _agreed(turn: Turn, waiting: dict[str, Any], reading: Reading) -> bool:
    """Whether a message is a yes to what is shown; "gửi đi" is one only where something is to be sent."""
    said = fold(turn.incoming.text).strip(" .!,")
    if reading.intent == "unsafe":
        return False  # "việc nhẹ lương cao, làm tại nhà": no "làm đi"
    if waiting["act"] not in {"submit", "in_order"} and (reading.intent == "submit" or _SENDING.match(said)):
        return waiting["act"] in _LEAVES and _ONLY_SENDING.fullmatch(said) is not None
    return reading.yes or reading.intent == "confirm"


# The order to take back, said once more over what would go, is the yes to it.
_SAID_AGAIN = re.compile(
    r"^(?:(?:u|uh|thi|cu|em|da|vang|thoi) )*(?:hoan tac|rut lai|(?:bo|huy) (?:duyet|gia han|lenh|viec))\b"
    r"(?!.*\b(?:khong|nua|dung|chua)\b)(?:(?: \w+){0,3})$"
)
_OF_FIGURES = re.compile(
    r"\b(?:so|so lieu|muc)\b.*\b(?:vua|nay|nhap|ghi|bao|thon|xom|ban|khu)\b|\bvua (?:nhap|ghi|bao)\b"
)
_BECAUSE = re.compile(r"(?:vì|vi|do|tại|tại vì|tai vi|lý do|ly do|bởi|boi)\b", re.IGNORECASE)
_DATED = {"move_deadline", "open_campaign", "reopen_round"}
DAY_WORDS = 9  # "à nhầm, hạn 28/7 cơ": a correction of the day says little else


def _another_day(turn: Turn, waiting: dict[str, Any], reading: Reading) -> bool:
    """ "À thôi 4/7", "hạn 28/7 cơ", over an act with a date: the act is shown anew with that day."""
    later = waiting.get("at") is not None or _REMIND_LATER.search(fold(turn.incoming.text)) is not None
    if waiting["act"] == "remind" and later and not reading.units:
        return _another_hour(turn, waiting)
    if waiting["act"] not in _DATED or len(turn.incoming.text.split()) > DAY_WORDS or reading.units:
        return False
    if no_day.told(turn):
        return True
    until = find_until(cut(turn.incoming.text), turn.today)
    if until is None or until.day is None:
        return False
    turn.talk.waiting = None
    if waiting["act"] == "move_deadline":
        orders.move_deadline(turn, until, waiting["reason"], waiting["campaign"])
    elif waiting["act"] == "open_campaign":
        campaigns.show_with_due(turn, waiting, until)
    else:
        reopening.show_until(turn, until)
    return True


# "Để sáng mai 8h hãy nhắc", "để mai nhắc", over a reminder for now; "để mai" alone puts the whole matter off.
_REMIND_LATER = re.compile(
    r"\b(?:nhac|giuc|gui|nhan|lam)\b|^(?:(?:thoi|a|u|ok|khoan|hay|doi|lui|chuyen|cho|de|sang|den|luc|vao)[ ,]+)*"
    r"(?:(?:chieu|sang|trua|toi)(?: mai| nay)? )?\d{1,2} ?(?:h|g|gio)"
)


def _another_hour(turn: Turn, waiting: dict[str, Any]) -> bool:
    """ "À dời sang 8h", over a reminder for now or later: shown anew for that moment."""
    until = find_until(cut(turn.incoming.text), turn.today)
    if waiting.get("at") is None:
        said = fold(turn.incoming.text)
        if until is None or _NOT_AT_ALL.search(said) or len(said.split()) > DAY_WORDS:
            return False
        _, first = reminders.moment(turn, until)
        if first is None or first <= turn.now:
            return False
        turn.talk.waiting = None
        orders.remind(turn, [units.unit(turn.db, id) for id in waiting["about"]], False, sure=False, at=first)
        return True
    if until is None or (until.hour is None and until.day is None) or len(turn.incoming.text.split()) > DAY_WORDS:
        return False
    before = datetime.fromisoformat(waiting["at"]).astimezone(form.HANOI)
    today = _TODAY.search(fold(turn.incoming.text)) is not None
    same_day = until.day is None or (until.day == turn.today and until.hour is not None and not today)
    day = before.date() if same_day or until.day is None else until.day
    hour = time(until.hour, until.minute or 0) if until.hour is not None else before.time()
    at = datetime.combine(day, hour, form.HANOI)
    if at <= turn.now:
        return False
    turn.talk.waiting = None
    named = [units.unit(turn.db, id) for id in waiting["about"]]
    orders.remind(turn, named, False, sure=False, at=at.astimezone(turn.now.tzinfo))
    return True


_TODAY = re.compile(r"\b(?:hom|sang|trua|chieu|toi) nay\b")
_NOT_AT_ALL = re.compile(
    r"\b(?:khong|ko|khoi|dung|chua)(?: \w+)? (?:nhac|giuc|can|nua)\b|\bthoi(?: khong)? nhac\b"
    r"|\b(?:toi|anh|chi) (?:se )?(?:nhac|goi|nhan)\b"
)


_BESIDE_YES = word_set(
    "u uh uhm vang da ok oke duoc dong y di luon giup nhe nha em a ho voi thi roi cu chac dung the vay oi"
)

_VERBS = {"move_deadline": word_set("doi lui han gia"), "move_figures": word_set("doi sua")}  # beside the button's own


def _says_button(turn: Turn) -> bool:
    """ "Ừ tắt đi", "mở lại đi": the words of the button that says yes, and no others but an assent."""
    yes = next((one["label"] for one in turn.talk.choices if one["does"].get("do") == "yes"), "")
    verbs = {*fold(yes).split()[:1], *_VERBS.get((turn.talk.waiting or {}).get("act", ""), frozenset())}
    label = set(fold(yes).split()) | verbs
    said = re.findall(r"[a-z0-9]+", fold(turn.incoming.text))
    return any(word in verbs for word in said) and all(word in label or word in _BESIDE_YES for word in said)
