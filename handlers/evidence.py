"""Photos and documents: tied to an indicator by caption, by an open request, or by asking."""

import re
from collections import Counter
from datetime import timedelta

from handlers import asking, collect
from handlers.figures import is_counted, may_enter, officer_of
from handlers.language.reading import Item
from handlers.language.text import fold
from handlers.language.words import TO_TEN
from handlers.meant import newest_closed, said_name
from handlers.scope import Question, candidates, named_units, own_reports, question, questions_of
from handlers.texts import collect as collect_texts
from handlers.texts import evidence as texts
from handlers.texts.form import upper_first
from handlers.turn import Turn
from store import evidence, reports
from store.conversations import Step
from store.evidence import Evidence
from store.messages import Button, Sent
from store.people import Role
from store.units import Unit

TOGETHER = timedelta(minutes=30)  # files sent one by one within this are of one thing


def received(turn: Turn) -> None:
    """Files came: each is kept; which item they show is told by the caption, by what was asked for, or asked."""
    incoming = turn.incoming
    for name, why in incoming.refused:
        turn.say(texts.refused(turn.voice, name, why))
    if not incoming.files:
        _go_back(turn)
        return
    asked = _meant_by_caption(turn)
    if asked is None and turn.talk.waiting is not None and turn.talk.waiting["step"] == Step.EVIDENCE:
        asked = question(turn, turn.talk.waiting["question"])
        turn.talk.waiting = None
    asked = asked or _sent_back_for_it(turn)
    if (shut := _closed(turn, asked)) is not None:
        turn.say(shut)
        _take_figures_of_caption(turn)
        _go_back(turn)
        return
    revision = _revision(turn, asked)
    untied = _untied(turn) if asked is None else []
    turn.talk.photo = untied + [
        evidence.add_evidence(
            turn.db,
            file,
            at=turn.now,
            campaign=asked.report.campaign.id if asked else None,
            unit=asked.report.unit.id if asked else _home(turn),
            indicator=asked.indicator.id if asked else None,
            revision=revision,
            caption=incoming.text,
            person=turn.sender.person,
            message=turn.message,
        )
        for file in incoming.files
    ]
    if asked is None:
        _ask_which(turn)
        return
    _say_stored(turn, asked)
    _take_figures_of_caption(turn)
    _go_back(turn, asked)


_FOR_EVIDENCE = re.compile(r"\b(?:minh chứng|ảnh|hình)\b", re.IGNORECASE)


def _sent_back_for_it(turn: Turn) -> Question | None:
    """The figure asked again that came back for want of evidence: files without a caption are of it."""
    asked = question(turn, turn.talk.asked) if turn.talk.asked is not None and turn.talk.waiting is None else None
    if asked is None or turn.incoming.text:
        return None
    back = [one.reason for one in reports.sent_back(turn.db, asked.report.id) if one.indicator == asked.indicator.id]
    return asked if any(_FOR_EVIDENCE.search(one or "") for one in back) else None


def _closed(turn: Turn, asked: Question | None) -> str | None:
    """Why no file is kept any more: the round it is of has closed, or every one has."""
    report = asked.report if asked is not None else newest_closed(turn)
    if report is None or not report.closed(turn.sent) or (asked is None and turn.units(Role.OFFICER)):
        return None
    return collect_texts.closed_files(turn.voice, report, officer_of(turn, report.unit))


def _untied(turn: Turn) -> list[int]:
    """The files sent just before, of which nobody has said yet what they show: what is said then is of all."""
    if turn.talk.waiting is None or not turn.talk.waiting.get("photo"):
        return []
    last = [one for id in turn.talk.photo if (one := evidence.evidence(turn.db, id)) is not None]
    return [one.id for one in last if one.indicator is None and turn.now - one.at <= TOGETHER]


def _ask_which(turn: Turn) -> None:
    """Which item the files are of: its name will do, or a button for those of the round that have no evidence yet."""
    offered: list[Question] = []
    if turn.talk.waiting is None or turn.talk.waiting.get("photo"):
        turn.wait(Step.CHOOSE, photo=True)
        offered = [
            one
            for report in own_reports(turn, Role.MEMBER)
            if not report.closed(turn.now)
            for one in questions_of(turn, report)
            if one.indicator.id in turn.figures(report.id)
        ]
    has = {(one.campaign, one.unit, one.indicator) for one in _evidence_of(turn, offered)}
    bare = [one for one in offered if (one.report.campaign.id, one.report.unit.id, one.indicator.id) not in has]
    several = len({one.report.unit.id for one in bare}) > 1
    paper = bool(turn.incoming.files) and not any(one.mime.startswith("image/") for one in turn.incoming.files)
    turn.say(texts.which(turn.voice, len(turn.talk.photo), paper=paper), *(_of_item(one, several) for one in bare))


def _of_item(one: Question, several: bool) -> Button:
    label = texts.item_label(one.indicator.short, one.report.unit.name if several else None)
    return Button(label, {"do": "photo_of", "question": one.key})


def _evidence_of(turn: Turn, found: list[Question]) -> list[Evidence]:
    return [one for id in {one.report.campaign.id for one in found} for one in evidence.evidence_of(turn.db, id)]


_OF_A_PHOTO = re.compile(r"\b(?:ảnh|hình|tấm|tệp|file|danh sách)\b", re.IGNORECASE)


def speaks_of_unplaced(turn: Turn) -> bool:
    """Whether a message speaks of the photo just sent, of which nobody has said yet what it shows."""
    if turn.incoming.kind is not Sent.TEXT or _OF_A_PHOTO.search(turn.incoming.text) is None:
        return False
    last = [one for id in turn.talk.photo if (one := evidence.evidence(turn.db, id)) is not None]
    return bool(last) and all(one.indicator is None for one in last)


def photo_of(turn: Turn, asked: Question) -> None:
    """The last photo is of this item."""
    if turn.talk.photo:
        _tie(turn, asked)
    else:
        turn.say(texts.nothing_to_move(turn.voice))


def _meant_by_caption(turn: Turn) -> Question | None:
    reading = turn.reading
    if reading is None:
        return None
    for item in reading.items:
        if not item.names:
            continue
        found = _here(turn, item)
        if len(found) == 1 and may_enter(turn, found[0]):
            return found[0]
    return None


def _here(turn: Turn, item: Item) -> list[Question]:
    """What an item may be: of the villages named beside it, else of the one just spoken of."""
    mine = own_reports(turn)
    live = [report for report in mine if not report.closed(turn.sent)] or mine  # not of a round long over
    found = candidates(turn, item, [one for report in live for one in questions_of(turn, report)])
    named = {unit.id for unit in named_units(turn)} & {one.report.unit.id for one in found}
    here = [one for one in found if one.report.unit.id in named or (not named and one.report.unit.id == turn.talk.unit)]
    return here or found


def _take_figures_of_caption(turn: Turn) -> None:
    reading = turn.reading
    if reading is not None and reading.intent == "report_figures":
        items = [one for one in reading.items if one.number is not None or one.choice is not None]
        if items:
            collect.take(turn, items)


def _revision(turn: Turn, asked: Question | None) -> int | None:
    if asked is None:
        return None
    figure = turn.figures(asked.report.id).get(asked.indicator.id)
    return figure.revision if figure is not None else None


def _home(turn: Turn) -> int | None:
    mine = turn.units(Role.MEMBER) or turn.units(Role.OFFICER)
    return mine[0].id if mine else None


def _say_stored(turn: Turn, asked: Question) -> None:
    number = sum(
        1
        for one in evidence.evidence_of(turn.db, asked.report.campaign.id)
        if one.unit == asked.report.unit.id and one.indicator == asked.indicator.id
    )
    turn.say(texts.stored(asked.indicator.short, asked.report.unit.name, number))


def _go_back(turn: Turn, shown: Question | None = None) -> None:
    """What is open comes back; where nothing is, the figure that the photo shows is asked for."""
    if turn.talk.asked is not None or turn.talk.waiting is not None:
        asking.go_on(turn)
        return
    mine = shown is not None and shown.report.owed and turn.may(Role.MEMBER, shown.report.unit)
    if shown is not None and mine and shown in asking.missing_of(turn, shown.report):
        asking.ask(turn, shown)


def wait_for(turn: Turn, asked: Question) -> None:
    """ "Gửi ảnh": the next photo is of this item."""
    turn.wait(Step.EVIDENCE, question=asked.key)
    turn.say(texts.please_send(turn.voice, asked.indicator.short))


_NOT_YET = re.compile(
    r"(?:(?:da|a|u|oi|em|bac) )*(?:chua|khong|ko) (?:co|chup)(?: (?:duoc|dau|anh|em|a|chau|oi|gi|roi))*"
)


def not_yet(turn: Turn) -> bool:
    """ "Chưa có", where a photo or what it shows is waited for: that is of the photo, and no zero of a figure."""
    if not _NOT_YET.fullmatch(fold(turn.incoming.text).replace(",", "").strip(" .!")):
        return False
    if turn.talk.waiting is not None and turn.talk.waiting.get("photo"):
        _ask_which(turn)
        return True
    turn.talk.waiting = None
    turn.say(texts.later())
    asking.go_on(turn)
    return True


_LINE = re.compile(
    r"(?:(?:la|cua|cho|anh|hinh|a|u|thi|day)[ ,]+)*(?P<word>(?:so|muc|cau|dong|cai)(?: so)?(?: thu)? |thu )?"
    r"(?P<at>\d{1,2}|nhat|mot|hai|ba|bon|tu|nam|sau)(?: (?:a|nhe|nha|em|chau|day|do|ay|di|co))*"
)


def line_said(turn: Turn) -> bool:
    """ "Mục 2", "cái thứ hai" to what a photo shows: a line of the report; a bare "2" may be a count as well."""
    found = _LINE.fullmatch(fold(turn.incoming.text).strip(" .!,"))
    report = next((one for one in own_reports(turn, Role.MEMBER) if not one.closed(turn.now)), None)
    if found is None or report is None or not (found["word"] or found["at"].isdigit()):
        return False
    said, lines = found["at"], questions_of(turn, report)
    at = int(said) if said.isdigit() else 1 if said == "nhat" else TO_TEN.get(said, 0)
    if not 1 <= at <= len(lines):
        return False
    shown, asked = lines[at - 1], question(turn, turn.talk.asked) if turn.talk.asked is not None else None
    if found["word"] or asked is None or not is_counted(asked.indicator):
        _tie(turn, shown)
        return True
    turn.say(
        texts.line_or_count(turn.voice, at, shown.indicator.short, asked.indicator),
        Button(texts.PHOTO_OF.format(at), {"do": "photo_of", "question": shown.key}),
        Button(texts.COUNT.format(at, asked.indicator.count_unit), {"do": "answer", "question": asked.key, "num": at}),
    )
    turn.numeric = True
    return True


def announced(turn: Turn, items: tuple[Item, ...]) -> None:
    """ "Ảnh đó là của tiền điện" moves the last photo; without one, the next photo is waited for."""
    found: list[Question] = []
    for item in items:
        found = _here(turn, item)
        if found:
            break
    if not found:
        asked = question(turn, turn.talk.asked) if turn.talk.asked else None
        if asked is not None and not turn.talk.photo:
            wait_for(turn, asked)
            return
        if turn.talk.photo:
            if named := next((one for one in items if one.names), None):
                turn.say(texts.not_of_this_round(said_name(turn, named)))
            _ask_which(turn)
        else:
            turn.say(texts.nothing_to_move(turn.voice))
        return
    asked = found[0]
    if not turn.talk.photo:
        wait_for(turn, asked)
        return
    _tie(turn, asked)


def _tie(turn: Turn, asked: Question) -> None:
    turn.tied = True
    first = all(one.indicator is None for id in turn.talk.photo if (one := evidence.evidence(turn.db, id)) is not None)
    for id in turn.talk.photo:
        evidence.tie_evidence(
            turn.db, id, asked.report.campaign.id, asked.report.unit.id, asked.indicator.id, _revision(turn, asked)
        )
    if turn.talk.waiting is not None and turn.talk.waiting.get("photo"):
        turn.talk.waiting = None
        _say_stored(turn, asked)
    elif first:
        _say_stored(turn, asked)
    else:
        turn.say(texts.moved(asked.indicator.short))
    _go_back(turn, asked)


def listing(turn: Turn, unit: Unit | None) -> None:
    """ "Minh chứng của thôn 3": what has evidence and what has none."""
    unit = unit or next(iter(turn.units(Role.MEMBER) or turn.units(Role.OFFICER)), None)
    if unit is None or not (may_see(turn, unit)):
        turn.say(collect_texts.not_your_unit(turn.voice, unit.name if unit else "nơi đó"))
        return
    lines: list[str] = []
    without: list[str] = []
    for report in reports.reports_of_unit(turn.db, unit.id, turn.now):
        if report.closed(turn.now):
            continue
        counted = Counter(
            one.indicator
            for one in evidence.evidence_of(turn.db, report.campaign.id)
            if one.unit == unit.id and one.indicator
        )
        for asked in questions_of(turn, report):
            number = counted.get(asked.indicator.id, 0)
            if number:
                lines.append(f"{upper_first(asked.indicator.short)} ({asked.indicator.id}): {number} tệp")
            else:
                without.append(asked.indicator.short)
    turn.say(texts.list_of(unit.name, lines, without))


def may_see(turn: Turn, unit: Unit) -> bool:
    """Members see their own village; officers, leaders and those above see what lies below them."""
    return turn.may(Role.MEMBER, unit) or any(
        turn.may(role, unit) for role in (Role.OFFICER, Role.LEADER, Role.SUPERVISOR)
    )
