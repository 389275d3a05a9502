"""Which question an answer means: by its name, the open question, or, where several fit, by asking."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from handlers import asking, which_round
from handlers.choosing import choose, item_of, with_it
from handlers.figures import current, officer_name
from handlers.language.reading import Item, Number
from handlers.language.text import fold
from handlers.scope import (
    Question,
    campaigns_in_sight,
    candidates,
    indicators_named,
    own_reports,
    question,
    questions_of,
)
from handlers.texts import collect as texts
from handlers.texts import corrections as correction_texts
from handlers.texts import form, general
from handlers.texts import report as report_texts
from handlers.turn import Turn
from scoring import slips
from scoring.framework import Collect, Kind
from store import reports, units
from store.conversations import Step
from store.people import Role
from store.reports import Report
from store.units import Unit

MOST_OFFERED = 6  # items that a number is offered for
GOES_ON = timedelta(minutes=10)
_DOUBTED = {Step.DOUBT, Step.TOTAL}  # what a bare number may answer in a group: only what the sender is asked there


def meant(turn: Turn, item: Item, unit: Unit | None) -> list[Question]:
    """The questions an item may answer: none, the one, or several between which the person has to choose."""
    if not item.names and item.code is None:
        one = (
            _counted_in_parts(turn, item) or _open_question(turn, item)
            if turn.incoming.group is None or turn.talk.step in _DOUBTED
            else None
        )
        if one is not None and (unit is None or unit.id == one.report.unit.id):
            nodded = [last] if (last := nods_to_none(turn, item)) is not None else []
            return [
                *nodded,
                *_put_right(turn, item, one),
                *_of_households(turn, item, one),
                *_just_defined(turn, item, one),
                one,
            ]
        if unit is None or turn.incoming.group is not None:
            return []
        mine = [report for report in asking.owed(turn) if report.unit.id == unit.id]
        if (same := _same_elsewhere(turn, mine)) is not None:
            return [same]
        return [question for report in mine for question in asking.missing_of(turn, report)]
    every = _answerable(turn, unit)
    found = candidates(turn, item, which_round.of_figures(turn, every)) or candidates(turn, item, every)
    if not found and unit is None and (goes_on := _goes_on_for(turn)) is not None:
        found = candidates(turn, item, _answerable(turn, goes_on))
    if len(found) > 1 and len({one.indicator.measure for one in found}) == 1:
        near = turn.talk.asked["unit"] if turn.talk.asked else turn.talk.unit
        here = [one for one in found if one.report.unit.id == near]
        return sorted(here, key=lambda one: one.report.closed(turn.sent))[:1] or found
    return found


_AND_THERE = re.compile(r"^(?:(?:a|u|roi|va|the) )*(?:con|va|the con)\b")


def _same_elsewhere(turn: Turn, mine: Sequence[Report]) -> Question | None:
    """ "Còn khu phố 6 120", right behind one figure of another village of theirs: the same item there."""
    stored = turn.talk.bubble.get("stored") or []
    last = question(turn, stored[0]) if len(stored) == 1 else None
    if last is None or not _AND_THERE.match(fold(turn.incoming.text)) or not turn.may(Role.MEMBER, last.report.unit):
        return None
    missing = [one for report in mine for one in asking.missing_of(turn, report)]
    same = [one for one in missing if one.name == last.name and one.report.campaign.id == last.report.campaign.id]
    return same[0] if len(same) == 1 and same[0].report.unit.id != last.report.unit.id else None


def _just_defined(turn: Turn, item: Item, asked: Question) -> list[Question]:
    """A number right after another item than the open one was explained: it may be of either."""
    key = turn.talk.bubble.get("defined")
    number = item.number.num if item.number is not None else None
    if not key or number is None or asked.is_(key) or turn.talk.waiting is not None or not turn.incoming.text.strip():
        return []
    return [one for one in asking.missing_of(turn, asked.report) if one.is_(key) and one.indicator.kind is Kind.RATIO]


_NODS_TO_NONE = re.compile(
    r"(?:(?:da|a|u|uh|thi|phai|em|chau) )*(?:vang|u|uh|phai|um)\b[ ,.]*(?=(?:chua|khong|chang|no) )"
)


def nods_to_none(turn: Turn, item: Item) -> Question | None:
    """ "Vâng, chưa có ai" right after a zero was stored: the question of that zero, which may be meant once more."""
    number, stored = item.number, turn.talk.bubble.get("stored") or []
    if number is None or not (number.none or number.num == 0) or len(stored) != 1 or turn.talk.waiting is not None:
        return None
    said = fold(turn.incoming.text)
    last = question(turn, stored[0]) if _NODS_TO_NONE.match(said) else None
    figure = current(turn, last) if last is not None else None
    if last is None or last.is_(turn.talk.asked) or figure is None or figure.count.num != 0:
        return None
    houses = re.search(r"\b(?:ho|nha)\b", said) is not None
    return last if (last.indicator.count_unit == "hộ") == houses else None


_OH = re.compile(r"(?:(?:a|o|ay|ua|ui|oi|chet|ma|quen|chet roi)[ ,.!]+)+\d[\d ./]*(?: (?:nhe|nha|a|em|chau))*[ .!]*")


def _put_right(turn: Turn, item: Item, asked: Question) -> list[Question]:
    """ "À 421" right after 412 was stored: it may take its place, or answer what is asked by now."""
    number, stored = item.number, turn.talk.bubble.get("stored") or []
    if number is None or number.num is None or len(stored) != 1 or _OH.fullmatch(fold(turn.incoming.text)) is None:
        return []
    last = question(turn, stored[0])
    figure = current(turn, last) if last is not None and not last.is_(turn.talk.asked) else None
    if last is None or figure is None or figure.count.num is None or last.report.unit.id != asked.report.unit.id:
        return []
    return [last] if slips.alike(number.num, figure.count.num) else []


_HOUSEHOLDS = {"ho", "nha"}
_NO_HOUSE = re.compile(r"\b(?:ho|nha|gia dinh) (?:nao|mo)\b")  # "chưa nhà nào trả online"


def _of_households(turn: Turn, item: Item, asked: Question) -> list[Question]:
    """ "119 hộ" while people are asked for: the one item still missing that counts households may be meant."""
    said = item.number.unit_word if item.number is not None else None
    if item.number is not None and item.number.none and _NO_HOUSE.search(fold(item.number.words or "")):
        said = "nha"
    if said not in _HOUSEHOLDS or asked.indicator.count_unit == "hộ":
        return []
    missing = [one for one in asking.missing_of(turn, asked.report) if one.indicator.count_unit == "hộ"]
    return missing if len(missing) == 1 else []


def _counted_in_parts(turn: Turn, item: Item) -> Question | None:
    """ "Xóm dưới 213" where one item waits for the rest of its hamlets."""
    if item.number is None or item.number.part is None or len(turn.talk.parts) != 1:
        return None
    every = [one for report in asking.owed(turn) for one in questions_of(turn, report)]
    return next((one for one in every if one.mark in turn.talk.parts), None)


def _goes_on_for(turn: Turn) -> Unit | None:
    """The village an officer enters figures for: that of the message just before, within some minutes."""
    last = {key["unit"] for key in turn.talk.bubble.get("stored", ())}
    fresh = bool(turn.talk.at) and turn.now - datetime.fromisoformat(turn.talk.at) <= GOES_ON
    if len(last) != 1 or not fresh or not turn.units(Role.OFFICER) or turn.incoming.group is not None:
        return None
    unit = units.unit(turn.db, last.pop())
    return unit if unit.level == "thon" and turn.may(Role.OFFICER, unit) else None


def _open_question(turn: Turn, item: Item) -> Question | None:
    talk = turn.talk
    picture = talk.step is Step.EVIDENCE and talk.asked is not None  # a number is no picture: it answers what is open
    if talk.waiting is not None and "question" in talk.waiting and not picture:
        return question(turn, talk.waiting["question"])
    if talk.asked is not None:
        return question(turn, talk.asked)
    missing = [one for report in asking.owed(turn) for one in asking.missing_of(turn, report)]
    return missing[0] if len(missing) == 1 else None if missing else _only_one(turn, item)


def _only_one(turn: Turn, item: Item) -> Question | None:
    """All is given, and a bare number comes: it puts right the only figure, or the only one that counts households."""
    live = [one for one in own_reports(turn, Role.MEMBER) if not one.closed(turn.sent)]
    every = [one for report in live for one in questions_of(turn, report)]
    number = item.number
    if number is None or not (number.num is not None or _moves(number)) or turn.talk.waiting is not None:
        return None
    if number.unit_word in _HOUSEHOLDS:
        every = [one for one in every if one.indicator.count_unit == "hộ"]
    return every[0] if len(every) == 1 and every[0].indicator.kind in {Kind.RATIO, Kind.COUNT} else None


def _moves(number: Number) -> bool:
    """Whether it says by how many a figure has changed: "thêm hai hộ"."""
    return number.relative is not None and number.relative[1:].isdigit()


def _answerable(turn: Turn, unit: Unit | None) -> list[Question]:
    if unit is None:
        return [one for report in own_reports(turn) for one in questions_of(turn, report)]
    found = reports.reports_of_unit(turn.db, unit.id, turn.now)
    found.sort(key=lambda report: report.closed(turn.now))
    return [one for report in found for one in questions_of(turn, report)]


def unresolved(turn: Turn, item: Item, found: list[Question], unit: Unit | None) -> str:
    voice = turn.voice
    if len(found) > 1:
        return choose(turn, item, found)
    if turn.incoming.group is not None and not item.names:
        return general.group_hint(voice)
    if not item.names and item.code is None:
        return _which_of_missing(turn, item)
    village = _elsewhere(turn, item)
    number = form.number(item.number.num) if item.number is not None and item.number.num is not None else None
    return (
        (village if village is not None else texts.not_asked(said_name(turn, item), number))
        if unit is None
        else (
            texts.not_your_unit(voice, unit.name)
            if not _answerable(turn, unit)
            else texts.not_asked(said_name(turn, item), number)
        )
    )


def put_again(turn: Turn) -> None:
    """The number that waits for its item is asked about once more."""
    waiting = turn.talk.waiting
    assert waiting is not None
    if waiting.get("message") == turn.message:
        return  # it has just been asked
    item = item_of(waiting["item"])
    found = [one for key in waiting["questions"] if (one := question(turn, key)) is not None]
    if waiting.get("changes"):
        turn.say(_which_to_change(turn, item))
        return
    asides = waiting.get("asides", 0)
    missing = [one for one in found if one in asking.missing_of(turn, one.report)]
    found = missing or ([] if asides or turn.written else found)  # each it may have been of may have its figure now
    turn.talk.waiting = None
    if not found:
        asking.go_on(turn)
        return
    turn.say(choose(turn, replace(item, names=tuple(waiting["names"])), found, with_it(waiting)))
    assert turn.talk.waiting is not None
    turn.talk.waiting["asides"] = asides


def _which_of_missing(turn: Turn, item: Item) -> str:
    missing = [one for report in asking.owed(turn) for one in asking.missing_of(turn, report)]
    num = item.number.num if item.number is not None else None
    if not missing and any(asking.missing_of(turn, report) for report in own_reports(turn, Role.OFFICER)):
        return correction_texts.name_the_item(turn.voice, num)
    if not missing and (shut := all_closed(turn)) is not None:
        return shut
    if not missing:
        last = turn.talk.last
        if item.later:
            return general.noted(turn.voice)  # "gửi sau", where only the sending is left
        if turn.units(Role.OFFICER) and not own_reports(turn):
            return correction_texts.name_the_item(turn.voice, num)
        return _which_to_change(turn, item) if last or own_reports(turn) else report_texts.no_round(turn.voice)
    return choose(turn, item, missing)


_IS_RIGHT = re.compile(r"\b(?:dung|chuan|chinh xac)\b(?!.*\b(?:khong|chua|ha|a)$)")


def _which_to_change(turn: Turn, item: Item) -> str:
    """All is given, and a bare number comes: which figure it is to take the place of; the number is kept."""
    number = item.number.num if item.number is not None else None
    stored = turn.talk.bubble.get("stored") or []
    last = question(turn, stored[0]) if len(stored) == 1 else None
    figure = current(turn, last) if last is not None else None
    if last is not None and figure is not None and number is not None and figure.count.num == number:
        return correction_texts.unchanged(last.indicator, form.count(figure.count, last.indicator))  # "115 nhé"
    live = [report for report in own_reports(turn, Role.MEMBER) if not report.closed(turn.sent)]
    every = [one for report in live[:1] for one in questions_of(turn, report)]
    if item.number is not None and _moves(item.number) and 1 < len(every) <= MOST_OFFERED:
        return choose(turn, item, every)  # "thêm 5 người nữa": which of them has risen
    same = [(one, now.count) for one in every if (now := current(turn, one)) is not None and now.count.num == number]
    if number is not None and len(same) == 1 and _IS_RIGHT.search(fold(turn.incoming.text)):
        right, count = same[0]
        return correction_texts.unchanged(right.indicator, form.count(count, right.indicator))  # "385 đúng rồi"
    if number is None or not 1 < len(every) <= MOST_OFFERED:
        from handlers.help import example

        return correction_texts.what_to_change(turn.voice, example(turn))
    choose(turn, item, every)
    assert turn.talk.waiting is not None
    turn.talk.waiting["changes"] = True
    return texts.which_becomes(turn.voice, number, [one.indicator.short for one in every])


def all_closed(turn: Turn) -> str | None:
    """Where every round of theirs has closed: that it has, and whom to turn to."""
    report = newest_closed(turn)
    first = questions_of(turn, report)[0] if report is not None else None
    return texts.closed(turn.voice, first.report, officer_name(turn, first)) if first is not None else None


def newest_closed(turn: Turn) -> Report | None:
    """The newest of their reports where every one has closed."""
    mine = [report for report in own_reports(turn, Role.MEMBER) if questions_of(turn, report)]
    if not mine or any(not report.closed(turn.sent) for report in mine):
        return None
    return max(mine, key=lambda report: report.due)


def _elsewhere(turn: Turn, item: Item) -> str | None:
    """A village figure from the officer without its village, or an office item from a villager."""
    for campaign in campaigns_in_sight(turn):
        for report in reports.reports_of_campaign(turn.db, campaign.id):
            for one in questions_of(turn, report):
                if f"{campaign.framework}/{one.indicator.id}" not in item.names:
                    continue
                if turn.units(Role.OFFICER) and one.indicator.collect is Collect.THON:
                    every = [r for r in reports.reports_of_campaign(turn.db, campaign.id) if r.unit.level == "thon"]
                    mine = [Question(r, one.indicator) for r in every if turn.may(Role.OFFICER, r.unit)]
                    return choose(turn, item, mine) if mine else None
                if report.unit.level == "thon" and not turn.units(Role.MEMBER, Role.OFFICER):
                    return general.no_right(turn.voice, "nhập số của thôn", texts.WHO_ENTERS)  # who only looks on
                if report.unit.level != "thon" or not turn.units(Role.MEMBER):
                    return texts.not_yours(turn.voice, one.indicator.short, report.unit.name)
                return texts.not_your_unit(turn.voice, report.unit.name)
    return None


def said_name(turn: Turn, item: Item) -> str:
    """What an item is called, whether it is asked or not."""
    found = indicators_named(turn, item)
    return found[0].short if found else item.code or "mục này"
