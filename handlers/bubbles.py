"""One answer in several bubbles: what makes no sense alone, within 30 seconds, revises what the one before stored.

Nothing waits: each bubble has been read and answered when the next one comes. "412" and then "trên 520" is 412/520;
"smp" and then "412" is the phones; "3 trăm" and then "7 mươi mốt" is 371; "380" and then "của vneid" moves it there.
"""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from handlers import correct, meant, scope
from handlers.figures import current
from handlers.hearing import SIDE, figures_in
from handlers.language.read import read
from handlers.language.reading import Item, Number, Reading
from handlers.language.text import fold
from handlers.scope import Question
from handlers.texts import corrections as correction_texts
from handlers.texts import form
from handlers.turn import Turn
from store.conversations import Step

APART = timedelta(seconds=30)
_WHOLE = re.compile(r"(?:/|(?:tren|trong|tong)(?: tong)?(?: so)?(?: la)?) ?(\d{1,3}(?:[. ]\d{3})+|\d+)(?: [a-z]+)?")
_FRACTION = re.compile(r"\d+ ?/ ?\d+")
_RANK = re.compile(r"(?:^| )(?:tram|nghin|ngan|van)$")  # a number that may go on
_UNITS = re.compile(r"(?:linh|le) [a-z]+(?: [a-z]+)?|ruoi(?: [a-z]+)?")  # "linh năm người" after "bốn trăm"
_BELONGS = re.compile(r"^(?:cua|cho|la|la cua) .+|.+ (?:nhe|nha|day|do|a|ay|ma|chu)$")  # "của vneid", "vneid nhé"
_POINTS = (
    re.compile(  # "ấy chết đấy là điện thoại", "sai rồi, số đấy của smartphone chứ": said of the figure just given
        r"(?:(?:ay|chet|oi|o|a|sai|nham|lon|roi|khong|the|em|bac|thoi|phai|uh|u|cai|so|muc|con)[ ,.]+)*"
        r"(?:day|do|nay|ay|vua roi|hoi nay) (?:la|cua|la cua) (?:so )?\w"
    )
)
# "nhé", "em nhé", "người ạ"
_FILLER = re.compile(r"(?:(?:nhe|nha|a|day|do|em|bac|chu|co|anh|chi|oi|vang|da|roi|nguoi|ho|cai|nua|the|thoi)(?: |$))+")


def remember(turn: Turn) -> None:
    """What the next bubble may go on from."""
    if not turn.written and only_filler(turn):
        return
    reading = turn.reading
    served = bool(turn.written) or turn.tied
    turn.talk.bubble = {
        "text": turn.incoming.text[:200],
        "stored": [dict(key) for key in turn.written],
        "silent": reading is not None and not served and reading.intent in {"unclear", "status_indicator"},
        "named": _names(reading) or (bool(turn.written) and turn.talk.bubble.get("opened", False)),
        "sent": turn.sent_report,
        "chose": turn.chose,
        "defined": turn.defined,
        "opened": not served and _names(reading),
    }


def _names(reading: Reading | None) -> bool:
    return reading is not None and any(one.names for one in reading.items)


def gone_on(turn: Turn, reading: Reading) -> Reading:
    """The reading of a bubble together with the one before, if it goes on from it; else as it is."""
    before = turn.talk.bubble
    if not before or not turn.talk.at or (turn.talk.waiting or {}).get("photo"):
        return reading  # "ảnh này là smartphone đấy" is of the photo, and not of the figure before it
    folded = fold(turn.incoming.text.strip())
    if before["stored"] and _FRACTION.fullmatch(folded):
        return reading  # whole in itself: it goes on from no figure
    if turn.now - datetime.fromisoformat(turn.talk.at) > APART and not _POINTS.match(folded):
        return reading
    stored = scope.question(turn, before["stored"][0]) if len(before["stored"]) == 1 else None
    if turn.talk.step is Step.CHOOSE and "item" in (turn.talk.waiting or {}):
        return _chosen_anew(turn, before["text"], folded, reading)
    if stored is not None:
        return (
            _whole(turn, stored, folded)
            or _rank(turn, stored, before["text"], folded, reading)
            or (None if before.get("named") and not _POINTS.match(folded) else _moved(turn, stored, folded, reading))
            or reading
        )
    if before["silent"]:
        return _named_before(turn, before["text"], reading) or reading
    return reading


def only_filler(turn: Turn) -> bool:
    """ "nhé", "người ạ" right after a figure: part of it, nothing to take and nothing to ask."""
    before = turn.talk.bubble
    recent = bool(turn.talk.at) and turn.now - datetime.fromisoformat(turn.talk.at) <= APART
    said = turn.incoming.text.strip()
    filler = _FILLER.fullmatch(fold(said)) is not None and "có" not in said.lower().split()  # a yes, and no "cô"
    return recent and bool(before.get("stored")) and filler


def _whole(turn: Turn, stored: Question, folded: str) -> Reading | None:
    """ "trên 520" after "412"."""
    found, figure = _WHOLE.fullmatch(folded), current(turn, stored)
    if found is None or figure is None or figure.count.num is None:
        return None
    den = int(re.sub(r"\D", "", found[1]))
    if figure.count.num > den:
        return None
    number = Number(num=figure.count.num, den=den, approx=figure.count.estimate, words=folded)
    return _again(turn, stored, Item(number=number))


def _rank(turn: Turn, stored: Question, before: str, folded: str, reading: Reading) -> Reading | None:
    """ "7 mươi mốt" after "3 trăm"."""
    joined = _one_number(turn, before, folded, reading)
    figure = current(turn, stored)
    if joined is None or figure is None or figure.count.num is None or (joined.num or 0) <= figure.count.num:
        return None
    return _again(turn, stored, Item(number=joined))


def _one_number(turn: Turn, before: str, folded: str, reading: Reading) -> Number | None:
    if not _RANK.search(fold(before).strip()) or folded.isdigit():
        return None
    alone = [one.number for one in figures_in(reading) if not one.names]
    items = read(f"{before} {turn.incoming.text}", scope.context(turn, before)).items
    rest = len(alone) == 1 and alone[0] is not None and alone[0].den is None
    if len(items) != 1 or not (rest or (not alone and _UNITS.fullmatch(folded))):
        return None
    number = items[0].number
    return number if number is not None and number.sure and number.den is None else None


def _moved(turn: Turn, stored: Question, folded: str, reading: Reading) -> Reading | None:
    """ "của vneid" after "380": the number goes there, and the question it answered is open as before."""
    head, comma, _ = turn.incoming.text.partition(",")
    if comma and fold(head.strip()).endswith(" chu"):  # "điện thoại chứ, ngân hàng bác chưa hỏi"
        reading, folded = read(head, scope.context(turn, head)), fold(head.strip())
    named = [one for one in reading.items if one.names]
    figure = current(turn, stored)
    if (
        len(named) != 1
        or figures_in(reading)
        or figure is None
        or not (_BELONGS.match(folded) or _POINTS.match(folded))
    ):
        return None
    if figure.count.num is None or reading.intent in SIDE - {"status_indicator"}:
        return None  # "cho hỏi vneid có tính trẻ con không" asks
    if stored.name in named[0].names:
        return replace(reading, intent="read_back", items=())  # "kỹ năng số ấy" after its figure: so it was written
    correct.take_back(turn, stored)
    if not meant.meant(turn, named[0], stored.report.unit):
        turn.say(correction_texts.taken_from(stored.indicator, form.count(figure.count, stored.indicator)))
    number = Number(num=figure.count.num, approx=figure.count.estimate)
    return replace(reading, intent="report_figures", items=(replace(named[0], number=number),))


_DENIES = re.compile(r"\b(?:co|da|chua|khong)\b.* (?:dau|gi|bao gio)$")


def _named_before(turn: Turn, before: str, reading: Reading) -> Reading | None:
    """ "412" after "smp", "400" after "khoảng": both together say more than each alone."""
    if any(one.names for one in reading.items) or reading.intent not in {"report_figures", "report_zero", "unclear"}:
        return None
    if _DENIES.search(fold(before)):
        return None  # "bác có báo đâu", and then "120": no "đâu 120"
    joined = read(f"{before} {turn.incoming.text}", scope.context(turn, before))
    items = figures_in(joined)
    more = len(items) == 1 and (bool(items[0].names) or (items[0].number is not None and items[0].number.approx))
    joined = replace(joined, also=())
    return joined if more and joined.intent in {"report_figures", "report_zero"} else None


def _chosen_anew(turn: Turn, before: str, folded: str, reading: Reading) -> Reading:
    """A number whose item is still being asked, said again or gone on with."""
    joined = _one_number(turn, before, folded, reading)
    if joined is not None:
        return replace(reading, intent="report_figures", items=(Item(number=joined),))
    return reading


def _again(turn: Turn, asked: Question, item: Item) -> Reading:
    name = f"{asked.report.campaign.framework}/{asked.indicator.id}"
    return Reading(intent="correct", items=(replace(item, names=(name,)),), text=turn.incoming.text)
