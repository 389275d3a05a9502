"""The figures of a message: whose they are, a line of the report shown, a bare yes or no."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from handlers import (
    asking,
    collect,
    correct,
    difficulty,
    disputed,
    evidence,
    help,
    moved_over,
    other_period,
    scope,
    which_round,
)
from handlers.figures import current, officer_of
from handlers.language.figures import marked_of
from handlers.language.photos import photo_put_off
from handlers.language.read import read
from handlers.language.reading import Item, Number, Reading
from handlers.language.syllables import word_set
from handlers.language.text import fold
from handlers.meant import meant
from handlers.standing import top_of
from handlers.texts import collect as collect_texts
from handlers.texts import corrections as correction_texts
from handlers.texts import evidence as evidence_texts
from handlers.texts import status as status_texts
from handlers.turn import Turn
from scoring.framework import Kind
from store import reports
from store.conversations import Step
from store.messages import Button
from store.people import Role
from store.units import Unit

_HERE = r"(?:thon|xom|ban|to|khu|lang|ap)(?: (?:\d+|[a-z]+))?"
_THIS = r"(?:cai|muc|phan|khoan|chi tieu|viec|so|cau)(?: so)? (?:nay|do|ay|ni|day|kia)"
_LEAD = rf"(?:(?:da|thi|em|nay|van|hien|bac|thon|minh|ben|o|toi|{_HERE}|{_THIS})[ ,]+)*"
_END = r"(?: (?:a|em|chau|dau|nhe|bac|oi|ca|het|ma))*"
_NOT_YET = re.compile(
    rf"{_LEAD}chua{_END}|{_LEAD}(?:{_HERE}|{_THIS}) (?:(?:bac|minh|toi|em|thi|van|hien) )*chua co(?: gi)?{_END}"
)
# "Mục này không có", "thôn bác làm gì có mục này", "không có khoản đó".
_HAS_NOT = r"(?:khong|ko|chang|no|lam gi|lay dau ra|dau)(?: he)? co"
_NO_SUCH = re.compile(
    rf"{_LEAD}{_THIS} (?:(?:thon|bac|minh|toi|em|thi|la|o day|ben|xom|{_HERE}) )*{_HAS_NOT}{_END}"
    rf"|{_LEAD}{_HAS_NOT} {_THIS}{_END}"
)


_SAID_SHORT = 12  # words


def not_yet(turn: Turn) -> bool:
    """ "Chưa", "mục này không có" to "bao nhiêu": a zero, not counted yet, or nothing done there; it is asked."""
    asked = scope.question(turn, turn.talk.asked) if turn.talk.step is Step.QUESTION and turn.talk.asked else None
    if asked is None or asked.indicator.kind not in {Kind.RATIO, Kind.COUNT} or asked.report.closed(turn.sent):
        return False
    said = fold(turn.incoming.text).strip(" .!,")
    if said.count(" ") >= _SAID_SHORT:
        return False
    if _NOT_YET.fullmatch(said):
        other = Button(collect_texts.LATER, {"do": "skip", "question": asked.key})
        words = collect_texts.zero_or_later(turn.voice, asked.indicator)
    elif _NO_SUCH.fullmatch(said):
        other = Button(collect_texts.NOT_APPLICABLE, {"do": "answer", "question": asked.key, "na": True})
        words = collect_texts.zero_or_not_applicable(turn.voice, asked.indicator)
    else:
        return False
    turn.say(words, Button(collect_texts.IS_ZERO, {"do": "answer", "question": asked.key, "num": 0}), other)
    turn.asks = asked.key
    return True


def bare_yes_no(turn: Turn, reading: Reading) -> bool:
    """Có, không, chưa, rồi to an open yes/no question; "không" to "bao nhiêu" is zero."""
    if reading.items or reading.intent not in {"confirm", "deny", "report_zero", "same_as_last_period"}:
        return False
    asked = scope.question(turn, turn.talk.asked) if turn.talk.step is Step.QUESTION and turn.talk.asked else None
    if asked is None:
        return False
    if reading.intent == "same_as_last_period":
        collect.take(turn, [Item(same=True)])
    elif asked.indicator.kind.value in {"boolean", "level"}:
        if reading.intent == "same_as_last_period":
            return False
        if reading.intent != "confirm" and not _PLAIN_NO.issuperset(re.findall(r"[a-z0-9]+", fold(reading.text))):
            help.not_understood(turn)  # "không để ý", "không xem được": of them, and not of what is asked
            return True
        collect.take(turn, [Item(choice="có" if reading.intent == "confirm" else "không")])
    elif reading.intent == "report_zero":
        collect.take(turn, [Item(number=Number(num=0, none=True))])
    elif reading.intent == "confirm" and _HAS.fullmatch(turn.incoming.text.strip().lower()) is not None:
        help.how_to(turn)  # how many are asked for, and "có" is no number
        asking.go_on(turn)
    else:
        return False
    return True


_PLAIN_NO = word_set(
    "khong ko k kg hong hem chua chang cha no deo co dat duoc lam trien khai xong dau gi ca het a em anh chi bac chau"
    " chu nhe nha da vang thi la van hien nay xa phuong thon minh ben o toi bao gio phai day do roi luon lap xay dung"
    " ban hanh to chuc ket noi su kenh muc trang bi phat sinh ai nao cai"
)
_HAS = re.compile(r"(?:(?:vâng|dạ|ừ)[ ,]+)?có(?: (?:rồi|ạ|chứ|em|cháu|hết|cả|đủ|đầy đủ|nhiều))*[ .!]*")
_REACHED = re.compile(r"\b(?:dat|du|duoc)(?: chi tieu)? (?:chua|khong|roi a)\b")
FIGURE_INTENTS = {
    "report_figures",
    "report_zero",
    "same_as_last_period",
    "correct",
    "skip",
    "postpone",
    "keep",
    "confirm",
    "deny",
    "unclear",
    "difficulty_note",
}


def take_figures(turn: Turn, reading: Reading, items: list[Item], beside: Callable[[str], None]) -> None:
    """Take the figures of a message for the unit it names; `beside` serves what else it asks or says."""
    if disputed.said(turn, reading, items):
        return
    if correct.assented(turn, items):
        asking.go_on(turn)
        return
    if (refusal := _of_a_closed_round(turn, reading)) is not None:
        turn.say(refusal)
        asking.go_on(turn)
        return
    places = scope.named_units(turn)
    if len(places) > 1 and len(places) == len(items):
        take_by_unit(turn, list(zip(items, places, strict=True)))
        return
    if pairs := _behind_places(reading, items, places):
        take_by_unit(turn, pairs)
        return
    unit = _nearest(turn, reading, items, places) or scope.named_unit(turn)
    if (own := _own_place(turn, reading)) is not None:
        unit = own
    elif unit is None and reading.unknown_units and _names_another(turn, reading):
        place, top = scope.place_said(reading), top_of(turn)
        if turn.units(Role.OFFICER) and top is not None:
            turn.say(status_texts.not_listed(turn.voice, place, top.name, order=True))
        else:
            turn.say(collect_texts.not_your_unit(turn.voice, place))
        asking.go_on(turn)
        return
    if (past := other_period.told(turn, reading, items, unit)) is not None:
        turn.say(past)
        asking.go_on(turn)
        return
    foreign = unit is not None and not turn.may(Role.MEMBER, unit) and not turn.may(Role.OFFICER, unit)
    if foreign and unit is not None:
        turn.say(collect.not_for_them(turn, unit))
        asking.go_on(turn)
        return
    line = _line_of_summary(reading)
    if line is not None and (listed := _listed(turn)) is not None:
        correct.edit_line(turn, listed, *line)
        return
    also = reading.also
    if reading.intent == "postpone" and reading.until is not None:
        also = ("postpone", *also)
    photo_later = "postpone" in also and photo_put_off(reading.text)
    if photo_later:
        also = tuple(one for one in also if one != "postpone")
    if reading.until is None and any(one.number is not None and one.number.part for one in items):
        also = tuple(one for one in also if one != "postpone")  # "xóm dưới chưa đếm" is of the same item
    if any(one.number is not None and one.number.relative for one in items):
        also = tuple(one for one in also if one != "compare_periods")  # "thêm 9 người so với kỳ trước" compares itself
    if _REACHED.search(fold(reading.text)):
        also = tuple(one for one in also if one not in {"status_unit", "status_indicator"})  # the echo says it
    if unit is not None and len(turn.units(Role.MEMBER)) > 1 and turn.may(Role.MEMBER, unit):
        _stay_with(turn, unit)
    turn.hold = True
    items = moved_over.taken(turn, items) if len(items) > 1 else items
    if reading.intent == "correct" or correct.counted_again(turn, items) or correct.adds_on(turn, items):
        correct.correct(turn, items, unit)
    else:
        promised = "postpone" in also and reading.until is not None
        holds = moved_over.named_again(turn, items)
        collect.take(turn, [one for one in items if not (promised and one.later)], unit)
        if holds is not None and (figure := current(turn, holds)) is not None and figure.count.num is not None:
            turn.say(correction_texts.stands_too(turn.voice, holds.indicator, figure.count))
    unread = [one for one in reading.unread if one not in _standing(turn, items)]
    if unread and any(one.number is not None or one.later for one in items):
        turn.say(collect_texts.unknown_number(turn.voice, unread))
    for intent in also:
        if intent != "postpone":
            beside(intent)
    if len(items) == 1 and items[0].names and evidence.speaks_of_unplaced(turn):
        evidence.announced(turn, tuple(items))  # "ảnh này là của tiền điện, có 150 hộ"
    if turn.incoming.group is None and not {"difficulty_note", "complaint"} & set(also):
        noted = difficulty.beside_figures(turn, reading)
        if noted is not None and reading.until is None and not _puts_off(turn, reading.text.replace(noted, " ")):
            also = tuple(one for one in also if one != "postpone")  # "điện lực chưa về" puts nothing off
    if photo_later:
        turn.say(evidence_texts.later())
    turn.hold = False
    asked_of_this = turn.talk.waiting is not None and turn.talk.waiting.get("message") == turn.message
    if asked_of_this and reading.until is None:
        also = tuple(one for one in also if one != "postpone")  # "120 hộ, còn 3 hộ chưa tính": first of what it is
    _name_left_open(turn, reading, unit)
    if "postpone" in also:
        beside("postpone")  # it goes on itself, where something is left to ask
    if "postpone" not in also or turn.talk.waiting is not None or turn.talk.later:
        asking.go_on(turn)


def _name_left_open(turn: Turn, reading: Reading, unit: Unit | None) -> None:
    """ "Dvc 98 cks": the name at the end waits for its number, which comes with the next message."""
    marked = marked_of(reading)
    if marked is None or len(marked.names) < 2 or not marked.values or turn.talk.waiting is not None:
        return
    last, words = marked.names[-1], marked.phrase.words
    if turn.incoming.group is not None or last.end < len(words) or last.start <= marked.values[-1].end - 1:
        return
    if any(set(one.names) & set(last.keys) and one.number is not None for one in reading.items):
        return
    found = meant(turn, Item(names=last.keys), unit)
    if len(found) == 1 and found[0] in asking.missing_of(turn, found[0].report):
        asking.open_question(turn, found[0])


def _puts_off(turn: Turn, text: str) -> bool:
    said = read(text, scope.context(turn, text))
    return said.intent == "postpone" or "postpone" in said.also or any(one.later for one in said.items)


def _standing(turn: Turn, items: list[Item]) -> list[str]:
    """ "Số đúng rồi, giữ nguyên 498": the number of the figure that is left as it stands, as it is written."""
    if not any(one.number is not None and one.number.relative == "=" for one in items):
        return []
    asked = [scope.question(turn, key) for key in (turn.talk.asked, *turn.talk.last) if key is not None]
    kept = [figure.count.num for one in asked if one is not None and (figure := current(turn, one)) is not None]
    return [str(num) for num in kept if num is not None]


_ROUND_BEFORE = re.compile(r"\bdot (?:truoc|vua roi|cu|roi|da chot)\b")


def _of_a_closed_round(turn: Turn, reading: Reading) -> str | None:
    """ "Sửa smartphone 6 tháng đầu năm thành 420", when that round is closed: no figure of the open one is meant."""
    unit = scope.named_unit(turn)
    found = scope.own_reports(turn)
    if unit is not None and turn.may(Role.OFFICER, unit):
        found = reports.reports_of_unit(turn.db, unit.id, turn.now)
    closed = [one for one in found if one.closed(turn.sent)]
    if not closed or len(closed) == len(found):
        return None
    meant = which_round.of_round(turn, found)
    if len({one.campaign.id for one in meant}) == 1:
        closed = [one for one in meant if one.closed(turn.sent)]
    elif reading.intent != "correct" or not _ROUND_BEFORE.search(fold(reading.text)):
        return None
    if not closed:
        return None
    last = max(closed, key=lambda one: one.campaign.data_until)
    return collect_texts.closed(turn.voice, last, officer_of(turn, last.unit))


def _stay_with(turn: Turn, unit: Unit) -> None:
    """ "Thôn 2 trước nhé, điện thoại 390": of several villages the one that was named is gone on with."""
    live = [one for one in asking.owed(turn) if one.unit.id == unit.id]
    if not live:
        return
    turn.talk.unit, turn.talk.campaign = unit.id, live[0].campaign.id
    if turn.talk.asked is not None and turn.talk.asked["unit"] != unit.id:
        turn.talk.asked = None


def _nearest(turn: Turn, reading: Reading, items: list[Item], places: list[Unit]) -> Unit | None:
    """ "Thôn 3 thì thứ hai bác gửi, thôn 1 có 403": of several places the one the only figure is said of."""
    numbers = [one for one in items if one.number is not None]
    marked = marked_of(reading)
    if len(places) < 2 or len(numbers) != 1 or marked is None or len(marked.values) != 1:
        return None
    before = [one for one in marked.units if one.key and one.start < marked.values[0].start]
    nearest = max(before, key=lambda one: one.start, default=None)
    return next((one for one in places if nearest is not None and str(one.id) == nearest.key), None)


def _behind_places(reading: Reading, items: list[Item], places: list[Unit]) -> list[tuple[Item, Unit]]:
    """ "Thôn 2: smartphone 310, tiền điện 99; thôn 3: smartphone 412": each figure is of the place named before it."""
    marked = marked_of(reading)
    if len(places) < 2 or marked is None or len(marked.values) != len(items) or any(not one.number for one in items):
        return []
    pairs = []
    for item, value in zip(items, marked.values, strict=True):
        before = [one for one in marked.units if one.start < value.start]
        unit = next((one for one in places if before and str(one.id) == before[-1].key), None)
        if unit is None:
            return []
        pairs.append((item, unit))
    return pairs if {unit.id for _, unit in pairs} == {one.id for one in places} else []


def _own_place(turn: Turn, reading: Reading) -> Unit | None:
    """ "Nhầm sang thôn 5, thôn em 268": the only figure stands behind the sender's own village."""
    marked, mine = marked_of(reading), turn.units(Role.MEMBER)
    if marked is None or len(marked.values) != 1 or len(marked.units) < 2 or len(mine) != 1:
        return None
    before = [one for one in marked.units if one.start < marked.values[0].start]
    return mine[0] if before and before[-1].key == "self" else None


def _names_another(turn: Turn, reading: Reading) -> bool:
    """Whether a place that is on no list is one like the sender's own ("thôn 9" said in Thôn 2), not a part of it."""
    mine = turn.units(Role.MEMBER)
    kinds = {one.split()[0] for one in reading.unknown_units}  # "gửi xã Quảng Yên, thôn Trung Tâm báo": both
    return not mine or any(fold(one.name).split()[0] in kinds for one in mine)


def take_by_unit(turn: Turn, pairs: list[tuple[Item, Unit]]) -> None:
    """ "Thôn 1 tiền điện 120, thôn 2 tiền điện 100": each figure for its own unit."""
    turn.hold = True
    given: list[dict[str, Any]] = []
    asked = scope.question(turn, turn.talk.asked) if turn.talk.asked is not None else None
    here = asked is not None and any(unit.id == asked.report.unit.id for _, unit in pairs)
    names: tuple[str, ...] = (asked.name,) if asked is not None and here else ()  # "thôn 1 250, thôn 2 333"
    for item, unit in pairs:
        names = item.names or names
        item = item if item.names else replace(item, names=names)  # "thôn 1 thì 400 điện thoại, thôn 2 thì 380"
        collect.take(turn, [item], unit)
        given += turn.talk.last
    turn.talk.last = given
    turn.hold = False
    asking.go_on(turn)


def _listed(turn: Turn) -> int | None:
    """The report whose lines are meant: the one shown last, else the one that is owed."""
    shown = next((int(key) for key in reversed(turn.talk.shown) if key.isdigit()), None)
    return shown if shown is not None else next((report.id for report in asking.owed(turn)), None)


# "Sửa mục đầu", "dòng cuối": the first and the last line of what was shown.
_PLACE = re.compile(r"\b(?<!hai )(?<!2 )(?:dong|muc|so|cau|cai) (?:dau(?: tien)?|thu nhat|(?P<last>cuoi(?: cung)?))\b")


_LINES = frozenset(["dong", "cau"])


_INTERJECTIONS = frozenset(
    ["a", "o", "chet", "ay", "nham", "em", "chau", "oi", "thoi", "khoan", "u", "roi", "ua", "con"]
)


def _line_of_summary(reading: Reading) -> tuple[int, Item] | None:
    """ "Sửa dòng 2 thành 421", "dòng 2 là 421"."""
    words = fold(reading.text).split()
    opening = next((word for word in words if word.strip(",.") not in _INTERJECTIONS), "")
    plain = reading.intent == "report_figures" and opening == "dong"
    numbers = [one for one in reading.items if one.number is not None]
    if reading.intent == "correct" and numbers and (end := _PLACE.search(" ".join(words))) is not None:
        return (0 if end["last"] else 1), numbers[-1]
    at = next((at for at, word in enumerate(words[:-1]) if word in _LINES and words[at + 1].isdigit()), None)
    if (reading.intent != "correct" and not plain) or at is None:
        return None
    place = words[at + 1]
    numbers = [one for one in reading.items if one.number is not None]
    return (int(place), numbers[-1]) if place.isdigit() and numbers else None
