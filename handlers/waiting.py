"""An answer to what lies over the open question: a doubt, a confirmation, a whole, a choice."""

import re
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from handlers import (
    bases,
    buttons,
    campaigns,
    collect,
    correct,
    doubted,
    evidence,
    in_order,
    meant,
    misplaced,
    narrowed,
    no_day,
    no_total,
    nods,
    orders,
    photos,
    pointed,
    reasoned,
    reminders,
    reopening,
    review,
    scope,
    submit,
    taken_back,
    unplaced,
    which_round,
    whole,
)  # fmt: skip
from handlers.hearing import ORDERS, SIDE, figures_in, first_named, heard
from handlers.language.reading import Item, Reading
from handlers.language.syllables import word_set
from handlers.language.text import cut, fold
from handlers.language.times import find_until
from handlers.texts import collect as collect_texts
from handlers.texts import corrections as correction_texts
from handlers.texts import form, general
from handlers.turn import Turn
from store import campaigns as stored
from store import reports, units

# What an officer may turn to while the reason for sending back is waited for; anything else is the reason.
_OTHER_BUSINESS = {
    *ORDERS, "status_unit", "missing_units", "list_pending", "odd_figures", "show_report", "shortfall", "ranking",
    "history", "submit",
    "greeting", "thanks", "evidence_list", "office_items", "held_back", "unsafe", "postpone", "register", "my_data",
    "delete_my_data", "opt_out", "opt_in",
} - {"return_for_fix"}  # fmt: skip
_ASKS_A_NUMBER = {"over_base", "percent_swapped"}  # "xem lại giúp: số là bao nhiêu": a mere yes is no answer
_SLIPS = {"digit_extra", "digits_swapped"}
_ONLY_OK = word_set(
    "ok oke oki okay co u uh um o vang da roi duoc dc y uki uk a em nhe bac the di ha thi phai de toi minh xem lai dong"
)
_CHOICE_WORDS = 6  # a choice is said in few words; a longer sentence speaks of something else


def doubt(turn: Turn, reading: Reading) -> bool:
    """An answer to "giữ hay nhập lại"."""
    waiting = turn.talk.waiting
    assert waiting is not None
    if whole.settled(turn, turn.incoming.text):
        return True
    items = figures_in(reading)
    bare = [one for one in items if not one.names and one.number is not None and one.number.num is not None]
    same = bare and bare[0].number is not None and bare[0].number.num == waiting["count"].get("num")
    if bare and same and _in_its_own_unit(waiting, bare[0]):
        return False  # "đúng rồi, 430 người": no more machines, a figure like any other
    if reading.yes and not bare and (first := waiting["doubts"][0][0]) in _ASKS_A_NUMBER | _SLIPS:
        if first in _SLIPS and reading.intent != "keep":
            doubted.use(turn, waiting["doubts"][0][1]["suggestion"])  # "có phải là 412 không": phải
            return True
        if set(re.findall(r"\w+", fold(cut(turn.incoming.text).clean))) <= _ONLY_OK:
            doubted.say_how(turn)
            return True
    if reading.intent == "keep" and _THE_OLD.search(fold(turn.incoming.text)):
        doubted.let_go(turn)
        return True
    if reading.intent == "confirm" and not items and _ONLY_SENDS.search(fold(turn.incoming.text)):
        doubted.say_how(turn)
        return True
    everybody = any(one.number is not None and one.number.all for one in items)  # "tất cả đều có": another number
    insists = reading.intent in {"keep", "confirm"} and not everybody
    if insists and (not bare or same) and not any(one.names for one in items):
        doubted.keep(turn, reading.reason)
        return True
    if reading.intent == "report_zero" and not reading.items and waiting["count"].get("num") == 0:
        doubted.keep(turn, reading.reason)
        return True
    if reading.intent == "undo" or (reading.intent == "deny" and not items):
        doubted.again(turn)
        return True
    return False


_THE_OLD = re.compile(r"\bso (?:cu|truoc|hom truoc|luc truoc)\b")  # "giữ số cũ": not the one in doubt
# "Bác nộp rồi mà", "gửi đi": says nothing of the number; "đúng hết rồi nộp đi" does.
_ONLY_SENDS = re.compile(r"^(?!.*\b(?:dung|chuan|chinh xac|giu|phai)\b).*\b(?:nop|gui|duyet|chot)\b")


def _in_its_own_unit(waiting: dict[str, Any], item: Item) -> bool:
    """Whether a number that counted the wrong thing is said again with the right one."""
    typed = next((facts["typed"] for name, facts in waiting["doubts"] if name == "wrong_kind"), None)
    said = item.number.unit_word if item.number is not None else None
    return typed is not None and said is not None and said != typed


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
    if narrowed.says_all(turn, waiting):
        buttons.yes(turn, {})
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
    narrowed.narrowed(turn, waiting, reading)
    pressed = _says_button(turn) or (
        waiting["act"] in {"take_back", "unapprove"} and _SAID_AGAIN.search(fold(turn.incoming.text)) is not None
    )
    ordered = ORDERS.get(reading.intent)  # "nhắc thôn 2", "chốt đợt": an order, not a yes to another
    orders_again = ordered is not None and (bool(reading.units) or ordered != waiting["act"])
    figures_back = reading.intent == "undo" and _OF_FIGURES.search(fold(turn.incoming.text)) is not None
    if figures_back and waiting["act"] not in {"undo", "take_back"}:
        turn.talk.waiting = None  # "xoá số vừa nhập", over what is shown: that is not done, and this is
        return False
    agreed = not another and (_agreed(turn, waiting, reading) or again) and not figures_in(reading) and not orders_again
    if agreed and not pressed and nods.too_loose(turn) and nods.shown(turn):
        return True
    if agreed or pressed:
        buttons.yes(turn, {})
        return True
    because = _BECAUSE.match(turn.incoming.text.strip()) is not None
    if waiting["act"] == "extend" and because:
        buttons.yes(turn, {})
        return True
    if waiting["act"] == "return" and _ASKED_BACK.search(fold(turn.incoming.text).strip(" .!?")):
        return nods.shown(turn)  # "sao thế", "ghi lý do gì nhỉ": nothing to hand on to the team
    asked = waiting["act"] == "return" and not waiting.get("offered")
    if asked and not because and not reading.no and reasoned.is_none(turn.incoming.text):
        return reading.intent in {"unclear", "postpone", "skip", "confirm", "complaint"} and nods.shown(turn)
    told = waiting["act"] == "return" and not waiting.get("reason") and reading.intent not in _OTHER_ORDERS
    if told and (reasoned.is_one(turn.incoming.text) or _tells_why(turn, reading)):
        review.reason_given(turn, waiting, turn.incoming.text, first_named(reading))
        return True
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
    aside = reading.intent in SIDE or reading.intent in {"unclear", "off_topic"}
    if waiting["act"] == "return" and aside and _WHEN.search(fold(turn.incoming.text)):
        return False  # "hạn đợt này đến bao giờ": asked, and no reason
    if waiting["act"] == "return" and waiting.get("passed") and not because and reading.intent == "unclear":
        return nods.shown(turn)  # something else was served since: no word of this need be the reason
    if waiting["act"] == "return" and reading.intent not in _OTHER_BUSINESS and not reading.units:
        review.reason_given(turn, waiting, turn.incoming.text, first_named(reading))
        return True
    if waiting["act"] == "in_order" and bases.disputed(turn, reading):
        return True
    changes = waiting["act"] == "in_order" and reading.intent == "correct" and bool(turn.talk.last)
    if figures_in(reading) and not changes and not in_order.beside(turn, figures_in(reading)):
        turn.talk.waiting = None
    return False


_PUT_OFF = word_set("remind approve unapprove tell move_deadline close_campaign")
_OTHER_ORDERS = set(ORDERS) - {"return_for_fix"}
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


_ASKED_BACK = re.compile(
    r"^(?:sao|vi sao|tai sao|sao the|sao vay|la sao)$|\b(?:gi|sao|the nao) (?:nhi|a|ha|em|day|bay gio)$"
)
_WHY_WORDS = 5  # a reason that holds a "chưa" or "không" is told in so many words
# The order to take back, said once more over what would go, is the yes to it.
_SAID_AGAIN = re.compile(
    r"^(?:(?:u|uh|thi|cu|em|da|vang|thoi) )*(?:hoan tac|rut lai|(?:bo|huy) (?:duyet|gia han|lenh|viec))\b"
    r"(?!.*\b(?:khong|nua|dung|chua)\b)(?:(?: \w+){0,3})$"
)
_WHEN = re.compile(r"\b(?:bao (?:gio|lau|nhieu)|khi nao|(?:hom|ngay|luc) nao|ngay may|may (?:gio|ngay|hom|bua))\b")
_SAYS_NO = re.compile(
    r"(?:(?:ma|a|o|u|uh|ay|nhung|da|vang|the|em|hay la|hay) )*"
    r"(?:thoi|dung|khoan|khong|chua|tu tu|de sau|de do|de xem|huy|bo)\b"
)


def _tells_why(turn: Turn, reading: Reading) -> bool:
    """ "Số tiền điện chưa khớp với điện lực": what is wrong is told, and no no is said."""
    said = fold(turn.incoming.text).strip()
    denies = reading.intent in {"deny", "undo", "postpone", "skip", "unclear"}
    if (turn.talk.waiting or {}).get("passed"):
        return False  # "ma khoan xem lại đã", after another report was approved: of that one, and no reason
    return denies and len(said.split()) >= _WHY_WORDS and _SAYS_NO.match(said) is None and not reading.units


_OF_FIGURES = re.compile(
    r"\b(?:so|so lieu|muc)\b.*\b(?:vua|nay|nhap|ghi|bao|thon|xom|ban|khu)\b|\bvua (?:nhap|ghi|bao)\b"
)
_BECAUSE = re.compile(r"(?:vì|vi|do|tại|tại vì|tai vi|lý do|ly do|bởi|boi)\b", re.IGNORECASE)
_DATED = {"move_deadline", "open_campaign", "reopen_round"}
_DAY_WORDS = 9  # "à nhầm, hạn 28/7 cơ": a correction of the day says little else


def _another_day(turn: Turn, waiting: dict[str, Any], reading: Reading) -> bool:
    """ "À thôi 4/7", "hạn 28/7 cơ", over an act with a date: the act is shown anew with that day."""
    later = waiting.get("at") is not None or _REMIND_LATER.search(fold(turn.incoming.text)) is not None
    if waiting["act"] == "remind" and later and not reading.units:
        return _another_hour(turn, waiting)
    if waiting["act"] not in _DATED or len(turn.incoming.text.split()) > _DAY_WORDS or reading.units:
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
        if until is None or _NOT_AT_ALL.search(said) or len(said.split()) > _DAY_WORDS:
            return False
        _, first = reminders.moment(turn, until)
        if first is None or first <= turn.now:
            return False
        turn.talk.waiting = None
        orders.remind(turn, [units.unit(turn.db, id) for id in waiting["about"]], False, sure=False, at=first)
        return True
    if until is None or (until.hour is None and until.day is None) or len(turn.incoming.text.split()) > _DAY_WORDS:
        return False
    before = datetime.fromisoformat(waiting["at"]).astimezone(form.HANOI)
    same_day = until.day is None or (until.day == turn.today and until.hour is not None)
    day = before.date() if same_day or until.day is None else until.day
    hour = time(until.hour, until.minute or 0) if until.hour is not None else before.time()
    at = datetime.combine(day, hour, form.HANOI)
    if at <= turn.now:
        return False
    turn.talk.waiting = None
    named = [units.unit(turn.db, id) for id in waiting["about"]]
    orders.remind(turn, named, False, sure=False, at=at.astimezone(turn.now.tzinfo))
    return True


_NOT_AT_ALL = re.compile(
    r"\b(?:khong|ko|khoi|dung|chua)(?: \w+)? (?:nhac|giuc|can|nua)\b|\bthoi(?: khong)? nhac\b"
    r"|\b(?:toi|anh|chi) (?:se )?(?:nhac|goi|nhan)\b"
)


_ASKS = re.compile(r"^(?:cho )?xem\b|(?:\?|\b(?:chua|nao|bao nhieu|the nao|sao roi|den dau))$")
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


def total(turn: Turn, reading: Reading) -> bool:
    """The whole of which the count given before is a part."""
    if no_total.said(turn, reading):
        return True
    items = figures_in(reading)
    if len(items) == 1 and not items[0].names and items[0].number is not None:
        number = items[0].number
        if number.num is not None and number.den is None and number.num > 0 and reading.intent != "correct":
            doubted.total_given(turn, number.num)
            return True
        if number.den is not None:
            turn.talk.asked, turn.talk.waiting = turn.talk.waiting["question"] if turn.talk.waiting else None, None
    return False


_BESIDE_A_NUMBER = {
    "off_topic", "difficulty_note", "unclear", "thanks", "greeting", "postpone", "status_unit", "wants_to_ask", "noted",
    "read_back", "again", "show_report",
}  # fmt: skip
_MOST_ASIDES = 1  # what is told by name beside a number that waits, before it is asked about no more
_GIVES_UP = {"deny", "undo", "skip"}


def _still_unplaced(turn: Turn, waiting: dict[str, Any], reading: Reading) -> bool | None:
    """A number waits for its item, and something else is said: it goes on waiting; None where the choice is looked at.

    A change ("thêm 2 người nữa") is of that number; another number, or a no, takes its place.
    """
    number = meant.item_of(waiting["item"]).number
    told = figures_in(reading)
    change = told[0].number.relative if len(told) == 1 and not told[0].names and told[0].number is not None else None
    if number is None or number.num is None or reading.intent in _GIVES_UP:
        return None
    adds = change is not None and change[0] in "+-" and change[1:].isdigit()  # "gấp đôi" does not
    if adds and correct.adds_on(turn, told):
        return False  # of the figure that was given in the message before
    if adds and change is not None:
        waiting["item"]["number"]["num"] = max(0, number.num + int(change))
        waiting["item"]["number"]["words"] = str(waiting["item"]["number"]["num"])
        meant.put_again(turn)
        return True
    if len(told) == 1 and not told[0].names and _SLIP.match(fold(turn.incoming.text)) and _just_given(turn, told[0]):
        return True
    if told and all(one.names for one in told):
        others = [one.number.num for one in told if one.number is not None]
        waiting["asides"] = waiting.get("asides", 0) + 1
        return False if number.num not in others and waiting["asides"] <= _MOST_ASIDES else None
    aside = not told and reading.intent in SIDE | _BESIDE_A_NUMBER
    return False if aside and not reading.units and first_named(reading) is None else None


_SLIP = re.compile(r"(?:(?:o|a|ay|ui|oi|u|chet|thoi|bac|em) )*(?:khong|nham|chet|sai|lon)\b")


def _just_given(turn: Turn, item: Item) -> bool:
    """ "Ơ không, 421", right behind a figure told by name while another number waits: it is that figure's."""
    stored = turn.talk.bubble.get("stored") or []
    last = scope.question(turn, stored[0]) if len(stored) == 1 else None
    if last is None:
        return False
    collect.take(turn, [replace(item, names=(last.name,))], last.report.unit, correcting=True)
    return True


_BESIDE_A_PLACE = word_set(
    "cua thi la a em do day so nhe nha o cho thon xom to ban bac chau anh chi co chu no ay nay y dung roi vang da u uh"
    " nham ben minh toi ca lam phai ghi nhap vao bao gui"
)


def _says_only_where(turn: Turn) -> bool:
    """Whether a message names a village and nothing besides: not "không phải thôn 1", "để xem thôn 2 đã"."""
    left = re.findall(r"[a-z0-9]+", fold(pointed.without_units(turn, turn.incoming.text)))
    return all(word in _BESIDE_A_PLACE for word in left)


def choose(turn: Turn, reading: Reading) -> bool:
    """One of the few that were offered, by name or unit. A number that waited for its item does not go in silence."""
    waiting, lost = turn.talk.waiting, meant.unplaced(turn)
    if _chosen(turn, reading):
        return True
    gone = turn.talk.waiting is None and not figures_in(reading) and reading.intent not in _GIVES_UP
    if lost is not None and waiting is not None and gone:
        asked = scope.question(turn, waiting["questions"][0])
        turn.say(collect_texts.not_placed(turn.voice, lost, asked.indicator if asked is not None else None))
    return False


_THAT = re.compile(
    r"\b(?:thanh|lai la)(?: (?:so|con so) (?:do|ay|nay|day|vua roi))?(?: (?:a|nhe|nha|em|di|chau|giup))*$"
)


def _becomes_it(turn: Turn, waiting: dict[str, Any], reading: Reading) -> bool:
    """ "Sửa ngân hàng thành", "… thành số đó": the number that waits for its item takes the place of that one's."""
    named = [one for one in reading.items if one.names]
    if reading.intent != "correct" or len(named) != 1 or len(reading.items) != 1 or named[0].number is not None:
        return False
    if not _THAT.search(fold(turn.incoming.text).strip(" .!")):
        return False
    turn.talk.waiting = None
    collect.take(turn, [replace(meant.item_of(waiting["item"]), names=named[0].names)], correcting=True)
    return True


def _round_told(turn: Turn, waiting: dict[str, Any], reading: Reading) -> bool:
    """ "Đợt VNeID", to the question which of several rounds an order is of."""
    turn.talk.waiting = None
    if reading.intent in {"deny", "undo"} or (reading.no and reading.intent == "unclear"):
        turn.say(general.dropped(turn.voice))
        return True
    ordered = reading.intent in _OTHER_BUSINESS - {"status_unit", "submit"}
    if ordered or reading.units or len(turn.incoming.text.split()) > _DAY_WORDS:
        return False
    chosen = which_round.answered(turn, [stored.campaign(turn.db, id) for id in waiting["of_rounds"]])
    if chosen is None:
        return False
    buttons.do(turn, {"do": waiting["act"], "campaign": chosen.id, **waiting["facts"]})
    return True


_NONE_OF_THEM = re.compile(
    r"(?:da|u|oi|a)?[ ,]*(?:khong|ko|khong phai|khong co|khong cua muc nao)(?: (?:a|em|dau|oi))*"
)


def _chosen(turn: Turn, reading: Reading) -> bool:
    waiting = turn.talk.waiting
    assert waiting is not None
    if "item" in waiting and reading.intent == "undo":  # "rút lại": the number that waits goes; a named figure as ever
        turn.talk.waiting = None
        if first_named(reading) is not None:
            return False
        turn.say(correction_texts.number_dropped(turn.voice))
        return True
    if "item" in waiting and _becomes_it(turn, waiting, reading):
        return True
    if waiting.get("photo") and _NONE_OF_THEM.fullmatch(fold(turn.incoming.text).strip(" .!")):
        photos.drop_last(turn, sure=False)  # of no item: it is no zero of the open question
        return True
    if waiting.get("photo") and evidence.not_yet(turn):
        return True
    if waiting.get("photo") and first_named(reading) is not None and not figures_in(reading):
        evidence.announced(turn, reading.items)
        return True
    if "edits" in waiting:
        return correct.line_chosen(turn, waiting)
    if "of_rounds" in waiting:
        return _round_told(turn, waiting, reading)
    if "opens" in waiting:
        return campaigns.goes_on(turn, waiting)
    if "misplaced" in waiting and misplaced.place_told(turn, reading):
        return True
    if "reopens" in waiting and reading.intent not in _OTHER_BUSINESS - {"postpone"}:
        return reopening.answered(turn, waiting, reading)
    if "extends" in waiting and reading.intent not in _OTHER_BUSINESS - {"postpone"}:
        return orders.day_told(turn, waiting, reading)
    if unplaced.settled(turn, reading):
        return True
    if "item" in waiting and (kept := _still_unplaced(turn, waiting, reading)) is not None:
        return kept
    if "returns" in waiting:
        return review.which_chosen(turn, waiting, reading)
    said = turn.incoming.text
    told = reading.intent == "unclear"  # nothing else is wanted: "ơ số đấy là điện thoại chứ"
    longer = (len(said.split()) > _CHOICE_WORDS and not told) or (
        any(sign.isdigit() for sign in said) and not reading.units
    )
    if "questions" not in waiting or longer or any(one.number is not None for one in reading.items):
        turn.talk.waiting = None
        return False
    named = {int(key) for key in reading.units if key.isdigit()}
    if _ASKS.search(fold(said).strip(" .!")):  # "thôn 1 đủ chưa"
        turn.talk.waiting = None
        return False
    if named and not _says_only_where(turn):
        turn.talk.waiting = None
        return False
    for key in waiting["questions"]:
        asked = scope.question(turn, key)
        if asked is None:
            continue
        name = f"{asked.report.campaign.framework}/{asked.indicator.id}"
        if asked.report.unit.id in named or any(name in one.names for one in reading.items):
            buttons.chosen(turn, {"question": key})
            return True
    turn.talk.waiting = None
    return False
