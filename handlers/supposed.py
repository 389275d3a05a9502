"""What a figure would come to: "nếu thôn 5 được 200 thì có đạt không", asked by who reads here. Nothing is written."""

import re

from handlers import followup, pointed, scope
from handlers.figures import base_of
from handlers.hearing import first_named
from handlers.language.errands import Errand
from handlers.language.read import read
from handlers.language.text import fold
from handlers.scope import Question
from handlers.standing import Round, may_see, named, top_of
from handlers.talks import spoken_of
from handlers.texts import status as texts
from handlers.turn import Turn
from scoring.counts import Count
from scoring.framework import Indicator, Kind
from scoring.rollup import total
from scoring.targets import verdict
from store.reports import Report
from store.units import Unit

# The count itself, and no share, day, hour or code beside it.
_NUMBER = re.compile(
    r"(?<![\d/.,])(?:\d{1,3}(?:\.\d{3})+|\d+)(?![\d/,%]|\.\d"
    r"| ?(?:%|phan tram|h\b|gio\b|ngay|hom|tuan|thang|muc|so\b|chi tieu|thon|lan|dot|dong|anh\b))"
)
# "Nếu số 412 sai thì sửa thế nào": how to go about it is asked, and nothing to be reckoned.
_HOW_TO = re.compile(r"\b(?:sai|nham|sua|xoa|tra lai|duyet|nhac|gia han|qua han|nop muon|nop cham|nhap|go)\b")
_MORE = re.compile(r"\b(?:them|tang)(?: duoc)? $")


def told(turn: Turn, _found: Errand) -> bool:
    """The figure as it would stand at the village named or spoken of, and what its commune would come to."""
    text = turn.incoming.text
    if _HOW_TO.search(fold(text)):
        return False
    reading = turn.reading = read(text, scope.context(turn, text))
    item = first_named(reading) or followup.subject(turn)
    unit = next((one for one in scope.named_units(turn) if one.level == "thon"), None) or spoken_of(turn)
    rest = fold(pointed.without_units(turn, text))
    numbers = list(_NUMBER.finditer(rest))
    if item is None or unit is None or len(numbers) != 1 or not may_see(turn, unit):
        return False
    num = int(numbers[0][0].replace(".", ""))
    adds = _MORE.search(rest[: numbers[0].start()]) is not None
    shown = [_would_be(turn, one, each, unit, num, adds) for one, each in named(turn, item, top_of(turn) or unit)]
    return any(shown)


def _would_be(turn: Turn, one: Round, indicator: Indicator, unit: Unit, num: int, adds: bool) -> bool:
    seen = one.seen(turn, indicator, unit)
    if len(seen.parts) != 1 or indicator.kind not in {Kind.RATIO, Kind.COUNT}:
        return False
    stands = seen.count.num if seen.count is not None else None
    if adds and stands is None:
        return False
    report = seen.parts[0][0]
    count = Count(num=num + (stands or 0) if adds else num, den=_whole(turn, report, indicator))
    if indicator.kind is Kind.RATIO and count.den is None:
        return False
    lines = [texts.at_unit(indicator, unit.name, count, seen.goal, verdict(count, seen.goal))]
    above = one.seen(turn, indicator)
    if len(above.parts) > 1:
        parts = [count if each.id == report.id else (answer.count if answer else None) for each, answer in above.parts]
        summed = total(indicator, parts, len(parts))
        found = verdict(summed.count, above.goal)
        lines.append(texts.at_unit(indicator, one.top.name, summed.count, above.goal, found))
    turn.say(texts.supposed(lines, stands))
    turn.talk.unit, turn.talk.subject, turn.talk.campaign = unit.id, indicator.id, one.campaign.id
    return True


def _whole(turn: Turn, report: Report, indicator: Indicator) -> int | None:
    base = base_of(turn, Question(report, indicator))
    return base.value if base is not None else None
