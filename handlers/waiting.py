"""An answer to what lies over the open question: a doubt, a whole, a choice (a confirmation: `confirming.py`)."""

import re
from dataclasses import replace
from typing import Any

from handlers import (
    asking,
    buttons,
    campaigns,
    choosing,
    collect,
    correct,
    doubted,
    evidence,
    meant,
    misplaced,
    no_total,
    orders,
    photos,
    pointed,
    reopening,
    review,
    scope,
    unplaced,
    which_round,
    whole,
    why_odd,
)  # fmt: skip
from handlers.confirming import DAY_WORDS
from handlers.hearing import SIDE, asks_back, figures_in, first_named
from handlers.language.figures import marked_of
from handlers.language.reading import Item, Reading
from handlers.language.syllables import word_set
from handlers.language.text import cut, fold
from handlers.reasoned import OTHER_BUSINESS
from handlers.texts import collect as collect_texts
from handlers.texts import corrections as correction_texts
from handlers.texts import general
from handlers.turn import Turn
from scoring import slips
from store import campaigns as stored

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
    if whole.settled(turn, turn.incoming.text) or why_odd.told(turn, reading):
        return True
    items = figures_in(reading)
    bare = [one for one in items if not one.names and one.number is not None and one.number.num is not None]
    same = bare and bare[0].number is not None and bare[0].number.num == waiting["count"].get("num")
    if bare and same and _in_its_own_unit(waiting, bare[0]):
        return False  # "đúng rồi, 430 người": no more machines, a figure like any other
    if _only_asks(turn.incoming.text) and (same or (not items and (reading.yes or reading.intent in _LEFT_OPEN))):
        asking.go_on(turn)  # "600 đúng không": asked about, and not insisted on
        return True
    if not items and _ALL_THE_SAME.fullmatch(fold(turn.incoming.text).strip(" .!,?")):
        doubted.say_how(turn)
        return True
    if reading.yes and not items and _RIGHT_PLACE.match(fold(turn.incoming.text)):
        asking.go_on(turn)
        return True
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


# "Kệ nó", "sao cũng được", "bao nhiêu mới đúng": how the number is kept, and how another is given.
_ALL_THE_SAME = re.compile(
    r"(?:(?:a|o|u|thoi|the|em|chau|bac|vay)[ ,]+)*(?:ke(?: no| di| me no)?|sao cung duoc|the nao cung duoc|tuy"
    r"|bao nhieu cung duoc|(?:the )?bao nhieu (?:moi|thi) (?:la )?(?:dung|duoc|phai)|thay sao|nghi sao)"
    r"(?: (?:em|chau|a|day|do|thoi|the))*"
)
_LEFT_OPEN = {"confirm", "unclear", "off_topic", "keep"}
_IS_IT_RIGHT = re.compile(
    r"\b(?:dung|phai|chuan|chinh xac|chac|hop ly|on) (?:khong|ko|k|chua|hong|hem)"
    r"(?! (?:sai|nham|lech|can|phai|co|he))(?: (?:em|a|nhi|anh|chi|chau|co|chu|the|vay|ha))*[ .!?]*$"
)
# "Đúng thôn 7 đấy" says which village it is, and nothing of the number in doubt.
_RIGHT_PLACE = re.compile(
    r"(?:(?:u|uh|da|vang|thi)[ ,]+)*(?:dung|phai)(?: la)? (?:thon|xom|to|ban|khu|lang) \S+(?: \w+)?[ .!]*$"
)


def _only_asks(text: str) -> bool:
    """Whether a message asks back whether the number is right: "600 à", "600 đúng không", "chuẩn không em"."""
    return asks_back(text) or _IS_IT_RIGHT.search(fold(text)) is not None


_THE_OLD = re.compile(r"\bso (?:cu|truoc|hom truoc|luc truoc)\b")  # "giữ số cũ": not the one in doubt
# "Bác nộp rồi mà", "gửi đi": says nothing of the number; "đúng hết rồi nộp đi" does.
_ONLY_SENDS = re.compile(r"^(?!.*\b(?:dung|chuan|chinh xac|giu|phai)\b).*\b(?:nop|gui|duyet|chot)\b")


def _in_its_own_unit(waiting: dict[str, Any], item: Item) -> bool:
    """Whether a number that counted the wrong thing is said again with the right one."""
    typed = next((facts["typed"] for name, facts in waiting["doubts"] if name == "wrong_kind"), None)
    said = item.number.unit_word if item.number is not None else None
    return typed is not None and said is not None and said != typed


def total(turn: Turn, reading: Reading) -> bool:
    """The whole of which the count given before is a part."""
    if no_total.said(turn, reading):
        return True
    items = figures_in(reading)
    if len(items) == 1 and not items[0].names and items[0].number is not None:
        number = items[0].number
        whole = number.num if number.den is None else number.den if number.num is None else None
        if whole is not None and whole > 0 and reading.intent != "correct":
            doubted.total_given(turn, whole)
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
    number = choosing.item_of(waiting["item"]).number
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


def _says_only_where(turn: Turn, reading: Reading) -> bool:
    """Whether a message names a village, perhaps an item, and nothing besides: not "không phải thôn 1"."""
    marked = marked_of(reading)
    names = {word for one in marked.names for word in marked.phrase.words[one.start : one.end]} if marked else set()
    left = re.findall(r"[a-z0-9]+", fold(pointed.without_units(turn, turn.incoming.text)))
    return all(word in _BESIDE_A_PLACE or word in names for word in left)


def choose(turn: Turn, reading: Reading) -> bool:
    """One of the few that were offered, by name or unit. A number that waited for its item does not go in silence."""
    waiting, lost = turn.talk.waiting, choosing.unplaced(turn)
    if _chosen(turn, reading):
        return True
    gone = turn.talk.waiting is None and reading.intent not in _GIVES_UP
    gone = gone and lost is not None and not _is_told(reading, lost)
    if lost is not None and waiting is not None and gone:
        asked = scope.question(turn, waiting["questions"][0])
        turn.say(collect_texts.not_placed(turn.voice, lost, asked.indicator if asked is not None else None))
    return False


def _is_told(reading: Reading, lost: int) -> bool:
    """Whether the figures of a message hold the number that waited, put right or with its item."""
    told = [one.number.num for one in figures_in(reading) if one.number is not None and one.number.num is not None]
    return reading.intent == "correct" or any(num == lost or slips.alike(num, lost) for num in told)


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
    collect.take(turn, [replace(choosing.item_of(waiting["item"]), names=named[0].names)], correcting=True)
    return True


def _round_told(turn: Turn, waiting: dict[str, Any], reading: Reading) -> bool:
    """ "Đợt VNeID", to the question which of several rounds an order is of."""
    turn.talk.waiting = None
    if reading.intent in {"deny", "undo"} or (reading.no and reading.intent == "unclear"):
        turn.say(general.dropped(turn.voice))
        return True
    ordered = reading.intent in OTHER_BUSINESS - {"status_unit", "submit"}
    if ordered or reading.units or len(turn.incoming.text.split()) > DAY_WORDS:
        return False
    chosen = which_round.answered(turn, [stored.campaign(turn.db, id) for id in waiting["of_rounds"]])
    if chosen is None:
        return False
    buttons.do(turn, {"do": waiting["act"], "campaign": chosen.id, **waiting["facts"]})
    return True


_LEFT = re.compile(
    r"(?:(?:a|o|u|ma)[ ,]+)?(?:thoi|bo di|huy di|khoi)(?: (?:bo|khong|di|nhe|nha|em|chau|a|vay|nua|luon|can))*"
)
_NONE_OF_THEM = re.compile(
    r"(?:da|u|oi|a)?[ ,]*(?:khong|ko|khong phai|khong co|khong cua muc nao)(?: (?:a|em|dau|oi))*"
)


_ASKS = re.compile(r"^(?:cho )?xem\b|(?:\?|\b(?:chua|nao|bao nhieu|the nao|sao roi|den dau))$")


def _chosen(turn: Turn, reading: Reading) -> bool:
    waiting = turn.talk.waiting
    assert waiting is not None
    given_up = reading.intent == "undo" or _LEFT.fullmatch(fold(turn.incoming.text).strip(" .!")) is not None
    if "item" in waiting and given_up:  # "rút lại", "thôi": the number that waits goes; a named figure as ever
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
    if waiting.get("photo") and (evidence.not_yet(turn) or evidence.line_said(turn)):
        return True
    if waiting.get("photo") and reading.intent == "difficulty_note" and len(turn.incoming.text.split()) > _CHOICE_WORDS:
        return False  # "smartphone khó lắm, các cụ toàn máy cục gạch" tells of no photo: it goes on waiting
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
    if "reopens" in waiting and reading.intent not in OTHER_BUSINESS - {"postpone"}:
        return reopening.answered(turn, waiting, reading)
    if "extends" in waiting and reading.intent not in OTHER_BUSINESS - {"postpone"}:
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
    if named and not _says_only_where(turn, reading):
        turn.talk.waiting = None
        return False
    offered = [one for key in waiting["questions"] if (one := scope.question(turn, key)) is not None]
    names = {name for item in reading.items for name in item.names}
    fits = [one for one in offered if (not named or one.report.unit.id in named) and (not names or one.name in names)]
    if (named or names) and len(fits) == 1:
        buttons.chosen(turn, {"question": fits[0].key})
        return True
    if "item" in waiting and 1 < len(fits) < len(offered):
        choosing.narrowed(turn, waiting, fits)
        return True
    turn.talk.waiting = None
    return False
