"""Corrections and undoing, from anywhere, as long as the round takes figures."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers import asking, collect, doubted, help, looked, plans, whether
from handlers.figures import Draft, current, last_figure
from handlers.language.figures import marked_of
from handlers.language.reading import Item
from handlers.language.text import fold
from handlers.language.values import Role as Said
from handlers.language.words import TO_TEN
from handlers.meant import all_closed, nods_to_none
from handlers.scope import Question, own_reports, question, questions_of
from handlers.texts import corrections as correction_texts
from handlers.texts import form
from handlers.texts import report as report_texts
from handlers.turn import Turn
from scoring.counts import Count, State
from scoring.framework import Kind
from store import figures, people, reports
from store.conversations import Step
from store.people import Role
from store.reports import ReportState
from store.units import Unit


def correct(turn: Turn, items: Sequence[Item], unit: Unit | None) -> None:
    """ "Nhầm, 421": the doubted value if a doubt is open, else the person's last figure; named ones by their name."""
    waiting = turn.talk.waiting
    in_doubt = waiting is not None and waiting["step"] in {Step.DOUBT, Step.TOTAL}
    plain = [one for one in items if not one.names and one.code is None]
    named = [one for one in items if one.names or one.code is not None]
    if not items:
        what(turn)
        return
    if in_doubt and len(plain) == 1 and (other := _with_a_zero_more(turn, plain[0])) is not None:
        named, plain = [_named(other, plain[0]), *named], []
    if plain and not in_doubt and not turn.talk.last and turn.talk.asked is None and turn.talk.later:
        turn.wait(Step.DOUBT, **turn.talk.later.pop(0))  # put aside with its question: "nhầm, 490" still means it
        in_doubt = True
    if plain and not in_doubt:
        last = [asked for key in turn.talk.last[-1:] if (asked := question(turn, key)) is not None] or _last_given(turn)
        last = came_back(turn) or last
        last = looked.at_another(turn, last[0] if last else None) or last
        if not last and turn.talk.asked is not None:
            collect.take(turn, items, unit)  # nothing was given that could be changed: it answers what is asked
            return
        if not last:
            what(turn)
            return
        either = _either(turn, last[0])
        named = [*(replace(one, names=either) for one in plain), *named]
        unit = unit or last[0].report.unit
        plain = []
    _take_from_wrong(turn, named)
    if plain:
        collect.take(turn, [*plain, *named], unit, correcting=True)
        return
    kept = turn.talk.asked
    collect.take(turn, named, unit, correcting=True)
    if kept is not None and turn.talk.asked is None and turn.talk.waiting is None:
        turn.talk.asked = kept if not any(one.names and _answers(turn, one, kept) for one in named) else None


def _either(turn: Turn, last: Question) -> tuple[str, ...]:
    """Whose the right number is: the last figure's, or the open one's ("không phải 412 mà 402", and nothing is 412)."""
    marked = marked_of(turn.reading) if turn.reading is not None else None
    wrong = [one.number.num for one in marked.values if one.role is Said.REJECTED] if marked is not None else []
    asked = question(turn, turn.talk.asked) if turn.talk.asked is not None else None
    if not wrong or asked is None or asked.is_(last.key) or asked.report.unit.id != last.report.unit.id:
        return (last.name,)
    given = [figure.count.num for report in own_reports(turn) for figure in turn.figures(report.id).values()]
    return (last.name,) if wrong[0] in given else (last.name, asked.name)


def _last_given(turn: Turn) -> list[Question]:
    """The person's newest figure in the reports that still take any; none right after one was taken back."""
    if turn.talk.did == "undo":
        return []
    found = [
        ((figure.entered_at, figure.message or 0), one)
        for report in own_reports(turn)
        if not report.closed(turn.sent)
        for one in questions_of(turn, report)
        if (figure := current(turn, one)) is not None
        and figure.person == turn.person
        and figure.count.state is State.GIVEN
    ]
    return [max(reversed(found), key=lambda pair: pair[0])[1]] if found else []


_A_ZERO = re.compile(r"\b(?:thua|du) (?:mot |1 |mat )?(?:so|con|chu)(?: so)? (?:0|khong)\b")


def _with_a_zero_more(turn: Turn, item: Item) -> Question | None:
    """ "Nhầm thừa số 0, 400", while 3.850 is asked about and 4.000 waits its turn: the second is meant."""
    num = item.number.num if item.number is not None else None
    if num is None or not _A_ZERO.search(fold(turn.incoming.text)) or not turn.talk.later:
        return None
    waiting = [one for one in (turn.talk.waiting, *turn.talk.later) if one is not None and "count" in one]
    meant = [one for one in waiting if one["count"].get("num") == 10 * num]
    return question(turn, meant[0]["question"]) if len(meant) == 1 and meant[0] is not waiting[0] else None


_WRONG = re.compile(
    r"(?:(?:a|o|u|uh|thoi|chet|khoan|so|cai|vua|roi|nay|ay|do|em|chau|ghi|bi) )*"
    r"(?:sai|khong phai|khong dung|chua dung|chua phai)(?: (?:roi|so|em|chau|a|oi|nhe|day|mat|bac|anh|chi|ma|the|vay))*"
)


def denied(turn: Turn) -> bool:
    """ "Sai rồi", "không phải" right behind an echo, with nothing waiting: the last figure is asked for again."""
    talk = turn.talk
    if talk.waiting is not None or not talk.last or turn.incoming.group is not None or not talk.bubble.get("stored"):
        return False
    if _WRONG.fullmatch(fold(turn.incoming.text).strip(" .!,")) is None:
        return False
    last = question(turn, talk.last[-1])
    if last is None or not turn.may(Role.MEMBER, last.report.unit):
        return False
    edit(turn, last)
    return True


_YES_TO_IT = re.compile(
    r"(?:(?:da|a|u|uh|thi|phai|em|chau) )*(?:dung|chuan|chinh xac)(?: (?:roi|the|vay|a|em|do|day))*(?:[ ,.]|$)"
)


_YES_BEHIND = re.compile(
    r".*\d(?: (?:nguoi|ho|nha|cai|la|thi|so))* (?:dung|chuan)(?: (?:roi|day|do|a|em|chau|nhe|the))*"
)


def assented(turn: Turn, items: Sequence[Item]) -> bool:
    """ "Đúng rồi, chưa có hộ nào" right after a zero was stored, "360 đúng rồi": a yes to the last figure, and none of
    the next item's."""
    number = items[0].number if len(items) == 1 and not items[0].names else None
    if number is None or turn.talk.waiting is not None or turn.incoming.group is not None:
        return False
    nodded = nods_to_none(turn, items[0])
    open_ = question(turn, turn.talk.asked) if turn.talk.asked is not None else None
    sure = nodded is not None and (open_ is None or open_.indicator.count_unit != nodded.indicator.count_unit)
    behind = _YES_BEHIND.fullmatch(fold(turn.incoming.text).strip(" .!")) is not None
    if not turn.talk.last or not (behind or turn.talk.bubble.get("stored")):
        return False
    if not sure and not behind and not _YES_TO_IT.match(fold(turn.incoming.text)):
        return False
    last = question(turn, turn.talk.last[-1])
    figure = current(turn, last) if last is not None else None
    said = 0 if number.num is None and number.none else number.num
    if last is None or last.is_(turn.talk.asked) or figure is None or said is None or figure.count.num != said:
        return False
    if number.den is not None and number.den != figure.count.den:
        return False  # the count stands, and another whole is told
    turn.say(correction_texts.unchanged(last.indicator, form.count(figure.count, last.indicator)))
    return True


_AGAIN = re.compile(
    r"(?<!di )\b(?:dem|kiem|kiem tra|ra|ra soat|soat|do|tinh|cong|hoi|xem|doi chieu) lai\b"
    r"|\b(?:cho chac|chinh xac|tron chan)\b|\b(?:moi dung|chan)$|\bchu$"
)
_NEAR = 10  # percent: a second count lies so near to the first


def counted_again(turn: Turn, items: Sequence[Item]) -> bool:
    """Whether "đếm lại là 301", "301 cho chắc" mean the last figure: it was said to be about so much, or lies near.

    Else it may as well be the count of the open question, made with care.
    """
    number = items[0].number if len(items) == 1 and not items[0].names and items[0].code is None else None
    if number is None or number.num is None or turn.talk.waiting is not None or not turn.talk.last:
        return False
    if not _AGAIN.search(fold(turn.incoming.text)):
        return False
    last = question(turn, turn.talk.last[-1])
    figure = current(turn, last) if last is not None else None
    if last is None or last.is_(turn.talk.asked) or figure is None or figure.count.num is None:
        return False
    return figure.count.estimate or abs(number.num - figure.count.num) * 100 <= _NEAR * figure.count.num


# "Thêm 2 người nữa", "à bớt 1": told right after a figure it changes that one, and not the next item's of last time.
_SINCE_LAST = re.compile(
    r"\b(?:so (?:voi )?)?(?:ky|thang|quy|dot|nam|lan|hoi)(?: bao cao)? (?:truoc|ngoai|roi|vua roi)\b"
)
_GOES_ON = re.compile(r"\bnua\b|^(?:a|o|ay|u|um|khoan|quen)\b|^cho (?:\w+ )?(?:them|bot|tang|giam)\b")


_UNITS = {"nguoi": "người", "ho": "hộ", "nha": "hộ"}


def adds_on(turn: Turn, items: Sequence[Item]) -> bool:
    """Whether a change said without a name is of the figure given in the message before."""
    number = items[0].number if len(items) == 1 and not items[0].names and items[0].code is None else None
    if number is None or number.relative is None or not number.relative[1:].isdigit():
        return False
    if turn.talk.waiting is not None and ("item" not in turn.talk.waiting or not turn.talk.bubble.get("stored")):
        return False
    last = question(turn, turn.talk.last[-1]) if len(turn.talk.last) == 1 else None
    figure = current(turn, last) if last is not None else None
    if last is None or figure is None or figure.count.num is None:
        return False
    if number.unit_word in _UNITS and _UNITS[number.unit_word] != last.indicator.count_unit:
        return False  # "thêm 5 người nữa", where households were told last
    asked = question(turn, turn.talk.asked) if turn.talk.asked is not None else None
    if asked is not None and _SINCE_LAST.search(fold(turn.incoming.text)):
        return False  # "tăng 12 người so với kỳ trước" answers the open question
    before = last_figure(turn, asked) if asked is not None else None
    alone = before is None or before.count.num is None
    return alone or _GOES_ON.search(fold(turn.incoming.text)) is not None


_CHANGES = re.compile(
    r"\b(?:sua|doi|chinh|cap nhat|nang|ha)\b.* (?:thanh|len|xuong|lai)\b|^(?:sua|doi|chinh|cap nhat)\b"
)


def _take_from_wrong(turn: Turn, named: Sequence[Item]) -> None:
    """ "Nhầm, 412 là smartphone" right after 412 went elsewhere: it is taken from there."""
    last = question(turn, turn.talk.last[-1]) if turn.talk.last else None
    figure = current(turn, last) if last is not None else None
    if last is None or figure is None or figure.count.num is None or turn.talk.bubble.get("named"):
        return
    here = f"{last.report.campaign.framework}/{last.indicator.id}"
    told = [one.number.num for one in named if one.number is not None and one.names and here not in one.names]
    if _CHANGES.search(fold(turn.incoming.text)):
        return  # "sửa smartphone thành 421" is of the phones alone
    if told == [figure.count.num] and not any(here in one.names for one in named):
        turn.say(correction_texts.taken_from(last.indicator, form.count(figure.count, last.indicator)))
        take_back(turn, last)
        turn.talk.asked = last.key


def _named(asked: Question, item: Item) -> Item:
    return replace(item, names=(f"{asked.report.campaign.framework}/{asked.indicator.id}",))


def _answers(turn: Turn, item: Item, key: dict[str, object]) -> bool:
    asked = question(turn, key)
    return asked is not None and f"{asked.report.campaign.framework}/{asked.indicator.id}" in item.names


def what(turn: Turn) -> None:
    """ "Sửa" without a figure, and none was just given: which one is asked, a line of the report shown will do."""
    shut = all_closed(turn)
    turn.say(shut or correction_texts.what_to_change(turn.voice, help.example(turn)))
    shown = next((int(key) for key in reversed(turn.talk.shown) if key.isdigit()), None)
    if shut is None and shown is not None and turn.talk.asked is None and turn.talk.waiting is None:
        turn.wait(Step.CHOOSE, edits=shown)


def edit(turn: Turn, asked: Question) -> None:
    """A figure was named to be corrected, without the new one: it becomes the open question."""
    refusal = collect.refused(turn, asked)
    if refusal is not None:
        turn.say(refusal)
        return
    figure = current(turn, asked)
    turn.talk.waiting = None
    turn.talk.last = [asked.key]
    if figure is None or figure.count.state is State.UNKNOWN:
        asking.ask(turn, asked)
        return
    value = form.count(figure.count, asked.indicator)
    if asked.indicator.kind in {Kind.RATIO, Kind.COUNT}:
        asking.open_question(turn, asked)
        turn.say(correction_texts.new_value(turn.voice, asked.indicator, value))
    else:
        turn.say(correction_texts.value_now(asked.indicator, value))
        asking.ask(turn, asked)


_WILL_CHANGE = re.compile(r"(?<!khong )(?<!khoi )(?<!can )(?<!phai )\b(?:sua|doi)\b(?! (?:gi|lam gi|nua|chi))")
_STAYS = re.compile(r"\b(?:dung roi|dung|giu nguyen|giu|de nguyen|thoi|khong sua|khong can|khoi)\b")


_NO_CHANGE = re.compile(
    r"(?:(?:a|o|u|da|thoi|em|bac|dung|roi|vay|the|so|do|day)[ ,]+)*(?:khong|ko|hong|thoi|khoi)"
    r"(?: (?:sua|doi|can|phai|gi|a|em|chau|nua|dau|nhe|het))*"
)


_STANDS = re.compile(  # "có gì sai đâu", "không sai đâu", "bác đếm kỹ lắm rồi"
    r"(?:(?:a|o|u|da|the|thi|bac|em|chau|so|do|ay|nay|toi|minh|co|chu)[ ,]+)*"
    r"(?:(?:co |lam )?(?:gi )?(?:ma )?sai (?:gi )?(?:dau|mo)"
    r"|(?:khong|ko|chang)(?: co)?(?: gi)? sai(?: dau| gi| so| ca)*"
    r"|(?:dem|kiem|ra|xem|hoi)(?: (?:di|lai|ra|soat|dem))* ky(?: (?:lam|cang))*(?: roi)?"
    r"|(?:chi )?co (?:the|vay|chung ay) thoi)"
    r"(?: (?:a|em|chau|ma|roi|nhe|dau|day|con|oi))*"
)


def stands(turn: Turn) -> bool:
    """ "Có gì sai đâu", while a figure that came back is to be put right: it is given again as it is."""
    return _STANDS.fullmatch(fold(turn.incoming.text).strip(" .!,?")) is not None and _left(turn)


def not_to_be_changed(turn: Turn) -> bool:
    """ "Không", "thôi", while a figure is to be put right: no zero, it stands as it is."""
    return _NO_CHANGE.fullmatch(fold(turn.incoming.text).strip(" .!,")) is not None and _left(turn)


def left_as_it_is(turn: Turn) -> bool:
    """ "Thôi số đó đúng rồi", while a figure was to be put right: it stands, and the next question comes."""
    said = fold(turn.incoming.text)
    return _STAYS.search(said) is not None and _WILL_CHANGE.search(said) is None and _left(turn)


def came_back(turn: Turn) -> list[Question]:
    """The returned figure that is asked for again, where nothing was given in the message before: "sửa" is of it."""
    asked = (
        question(turn, turn.talk.asked) if turn.talk.asked is not None and not turn.talk.bubble.get("stored") else None
    )
    return [asked] if asked is not None and _came_back(turn, asked) and current(turn, asked) is not None else []


def _came_back(turn: Turn, asked: Question) -> bool:
    return any(one.indicator == asked.indicator.id for one in reports.sent_back(turn.db, asked.report.id))


def _left(turn: Turn) -> bool:
    """It stands, if one was to be put right. Of one that the office returned this is the answer: it is given again."""
    asked = question(turn, turn.talk.asked) if turn.talk.asked is not None else None
    open_ = asked is not None and (any(asked.is_(key) for key in turn.talk.last) or _came_back(turn, asked))
    figure = current(turn, asked) if asked is not None and open_ else None
    if asked is None or turn.talk.waiting is not None or figure is None or figure.count.num is None:
        return False
    turn.talk.asked, turn.talk.last = None, []
    if asked.report.state is ReportState.RETURNED and turn.may(Role.MEMBER, asked.report.unit):
        collect.settle(turn, Draft(asked, figure.count, figure.origin, figure.base, (), figure.marks), figure.doubts)
    turn.say(correction_texts.kept_as_it_was(asked.indicator, form.count(figure.count, asked.indicator)))
    asking.go_on(turn)
    return True


def previous(turn: Turn) -> None:
    """ "Quay lại câu trước": the question put off last, else the figure given last, to be changed."""
    put_off = turn.talk.skipped[-1:]
    for report in asking.owed(turn):
        for one in asking.missing_of(turn, report):
            if one.mark in put_off:
                turn.talk.skipped.remove(one.mark)
                asking.ask(turn, one)
                return
    last = question(turn, turn.talk.last[-1]) if turn.talk.last else None
    if last is not None:
        edit(turn, last)
    else:
        asking.go_on(turn)


_LINE = re.compile(
    r"(?:(?:sua|doi|chon|la|a|em|cho|giup|bac|thi|u|vang|o)[ ,]+)*(?:(?:dong|so|muc|cau|cai)(?: so)?(?: thu)?|thu)? ?"
    r"(?P<at>\d{1,2}|nhat|mot|hai|nhi|ba|bon|tu|nam|sau|bay|tam|chin|muoi|dau(?: tien)?|cuoi(?: cung)?)"
    r"(?: (?:a|nhe|nha|em|di|chau|ay|do|day))*"
)
_LINE_SAID = {"nhat": 1, "nhi": 2, "dau": 1, "dau tien": 1, "cuoi": 0, "cuoi cung": 0}


def line_chosen(turn: Turn, waiting: dict[str, Any]) -> bool:
    """ "2", "dòng 1", "cái thứ hai" after [Sửa một dòng]: which line is to be put right; False for anything else."""
    turn.talk.waiting = None
    found = _LINE.fullmatch(fold(turn.incoming.text).strip(" .!"))
    if found is None:
        return False
    asked, said = questions_of(turn, reports.report(turn.db, waiting["edits"])), found["at"]
    line = int(said) if said.isdigit() else _LINE_SAID.get(said, TO_TEN.get(said, 0))
    if line > len(asked) and said.isdigit() and turn.incoming.text.strip().isdigit():
        return False  # "410": the new number, not yet of which item
    if line > len(asked):
        turn.say(correction_texts.no_such_line(turn.voice, line, len(asked)))
        turn.wait(Step.CHOOSE, edits=waiting["edits"])
        return True
    edit(turn, asked[line - 1])
    return True


def another_line(turn: Turn) -> bool:
    """ "Dòng 2", while the new value of another line is asked for: that one is to be put right."""
    asked = question(turn, turn.talk.asked) if turn.talk.asked is not None else None
    if asked is None or turn.talk.waiting is not None or not any(asked.is_(key) for key in turn.talk.last):
        return False
    if not fold(turn.incoming.text).strip().startswith(("dong ", "sua dong ", "cai thu ")):
        return False
    return line_chosen(turn, {"edits": asked.report.id})


def edit_line(turn: Turn, report: int, line: int, item: Item) -> None:
    """ "Sửa dòng 2 thành 421": the line of the summary shown last."""
    asked = questions_of(turn, reports.report(turn.db, report))
    line = line or len(asked)  # 0: the last one
    if not 1 <= line <= len(asked):
        turn.say(correction_texts.no_such_line(turn.voice, line, len(asked)))
        return
    one = asked[line - 1]
    collect.take(turn, [_named(one, item)], one.report.unit, correcting=True)


# Said again right after something was taken back, only these take back one more.
_FURTHER = re.compile(r"\b(?:hoan tac|undo|nua|tiep|truoc do|ca so|luon so|them|quay lai|lui)\b")


_SENT = {ReportState.SUBMITTED, ReportState.APPROVED}
_THE_REPORT = re.compile(r"\bbao cao\b")
_CALLED_BACK = re.compile(  # "rút lại được không", said of what has been sent
    r"(?:(?:a|o|thoi|khoan|cho|xin|bac|toi|em|chau|minh|muon|gio|co|lo)[ ,]+)*(?:rut|thu hoi|thu)(?: lai| ve)?"
    r"(?: (?:duoc|khong|ko|di|giup|nhe|nha|a|em|chau|the|nao|bac|gio))*"
)


def _of_the_report(said: str) -> bool:
    """Whether what is to be taken back is the report that was sent, and no figure of it."""
    return _THE_REPORT.search(said) is not None or _CALLED_BACK.fullmatch(said.strip(" .?!")) is not None


def undo(turn: Turn, asked: Question | None = None) -> None:
    """Take back the person's last figure, or the one named: a new revision repeats the state before."""
    back = (
        came_back(turn)
        if asked is None and turn.talk.waiting is None and not _of_the_report(fold(turn.incoming.text))
        else []
    )
    keys = [one.key for one in back] or ([asked.key] if asked is not None else turn.talk.last[-1:])
    found = [one for key in keys if (one := question(turn, key)) is not None]
    if turn.talk.waiting is not None and turn.talk.waiting["step"] == Step.DOUBT and asked is None:
        doubted.again(turn)
        return
    if not found:
        if turn.talk.did != "undo" or not _one_before(turn):
            turn.say(correction_texts.nothing_to_undo(turn.voice))
            asking.go_on(turn)
        return
    if asked is None and found[0].report.state in _SENT and _of_the_report(fold(turn.incoming.text)):
        turn.say(report_texts.sent_and_stays(turn.voice, found[0].report))  # "thu hồi báo cáo": no figure is meant
        what(turn)
        return
    if asked is None and turn.talk.did == "undo" and not _FURTHER.search(fold(turn.incoming.text)):
        turn.say(correction_texts.undone_already(turn.voice, found[0].indicator))
        return
    one = found[0]
    refusal = collect.refused(turn, one)
    if refusal is not None:
        turn.say(refusal)
        return
    history = figures.revisions(turn.db, one.report.id, one.indicator.id)
    if not _standing(history):
        name = one.indicator.short
        turn.say(
            correction_texts.nothing_of(turn.voice, name) if asked else correction_texts.nothing_to_undo(turn.voice)
        )
        asking.go_on(turn)
        return
    before, old = _state_before(history), form.count(history[-1].count, one.indicator)
    writer = people.person(turn.db, history[-1].person) if history[-1].person is not None else None
    if asked is None and writer is not None and writer.id != turn.person:
        turn.say(correction_texts.changed_since(turn.voice, writer.name, one.indicator, one.report.unit.name, old))
        asking.go_on(turn)
        return
    if whether.asked(turn, one):
        return
    _write_back(turn, one, before)
    if before is not None and asked is None:
        turn.talk.last = [one.key]  # undone again, it goes back further
    theirs = one.report.unit.level == "thon" and not turn.may(Role.MEMBER, one.report.unit)
    place = one.report.unit.name if theirs else None
    now = form.count(before.count if before else None, one.indicator)
    turn.say(correction_texts.undone(one.indicator, now, place))
    if one.report.state is ReportState.APPROVED:
        collect.approved_changed(turn, one, old, now)
    if turn.talk.waiting is None and theirs:
        turn.talk.asked = None  # entered for them: the office is not asked for their number
    elif before is None and turn.talk.waiting is None and one in asking.missing_of(turn, one.report):
        asking.ask(turn, one)  # the right number comes next more often than that of another item
    else:
        asking.go_on(turn)


def _one_before(turn: Turn) -> bool:
    """ "Hoàn tác" once more: the newest figure of theirs that still stands is shown, and goes on a yes."""
    given = [
        (turn.figures(report.id)[one.indicator.id], one)
        for report in own_reports(turn, Role.MEMBER)
        if not report.closed(turn.sent)
        for one in questions_of(turn, report)
        if one.indicator.id in turn.figures(report.id)
    ]
    mine = [(figure, one) for figure, one in given if figure.person == turn.person and figure.origin != "undo"]
    mine = [(figure, one) for figure, one in mine if figure.count.state is State.GIVEN]
    if not mine:
        return False
    figure, one = max(mine, key=lambda pair: (pair[0].entered_at, pair[0].message or 0))
    text = correction_texts.one_before(turn.voice, one.indicator, form.count(figure.count, one.indicator))
    plans.show(turn, "undo", text, [one.report.unit.id], yes=correction_texts.TAKE_BACK, question=one.key)
    return True


def undone(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes to taking back one more."""
    if (one := question(turn, waiting["question"])) is not None:
        undo(turn, one)


CONFIRMED: dict[str, plans.Act] = {"undo": undone}


def take_back(turn: Turn, one: Question) -> None:
    """The state before the last change of this figure stands again; said, where it was a figure."""
    before = _state_before(figures.revisions(turn.db, one.report.id, one.indicator.id))
    _write_back(turn, one, before)
    if before is not None and before.count.state is State.GIVEN:
        turn.say(correction_texts.stands_again(one.indicator, form.count(before.count, one.indicator)))


def before_correction(turn: Turn, one: Question) -> figures.Figure | None:
    """What stood before the last change of a figure, if it was one of a figure given before."""
    before = _state_before(figures.revisions(turn.db, one.report.id, one.indicator.id))
    return before if before is not None and before.count.state is State.GIVEN else None


def _standing(history: Sequence[figures.Figure]) -> list[figures.Figure]:
    """The states that lie over one another, the one in force last: each undoing has taken one away."""
    found: list[figures.Figure] = []
    for figure in history:
        if figure.origin == "undo":
            del found[-1:]
        elif not found or figure.count != found[-1].count:
            found.append(figure)
    return found


def _state_before(history: Sequence[figures.Figure]) -> figures.Figure | None:
    return next(iter(_standing(history)[-2:-1]), None)


def _write_back(turn: Turn, one: Question, before: figures.Figure | None) -> None:
    figures.add_figure(
        turn.db,
        one.report.id,
        one.indicator.id,
        before.count if before else Count(State.UNKNOWN),
        origin="undo",
        at=turn.now,
        doubts=before.doubts if before else (),
        marks=before.marks if before else (),
        reason=before.reason if before else None,
        base=before.base if before else None,
        message=turn.message,
        person=turn.person,
        account=turn.incoming.account,
        late=turn.sent > one.report.due,
    )
    turn.forget("figures", one.report.id)
    turn.talk.last = [key for key in turn.talk.last if not one.is_(key)]
    if one.report.state is ReportState.APPROVED:
        reports.submit(turn.db, one.report.id, one.report.submitted_by, turn.now)
        turn.forget_reports()
