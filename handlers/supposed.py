"""What a figure would come to: "nếu thôn 5 được 200 thì có đạt không", asked by who reads here. Nothing is written."""

import re
from typing import NamedTuple

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
from scoring.counts import Count, from_percent
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


_PERCENT = re.compile(r"(?<![\d/.,])(\d{1,3})(?:[.,](\d))? ?(?:%|phan tram\b)")
_ALL = re.compile(r"\b(?:ca|toan) (?:xa|phuong|huyen)\b.*\d")  # it is the commune that is supposed to have so many


def told(turn: Turn, _found: Errand) -> bool:
    """The figure as it would stand at the village named or spoken of, and what its commune would come to."""
    text = turn.incoming.text
    if _HOW_TO.search(fold(text)):
        return False
    reading = turn.reading = read(text, scope.context(turn, text))
    item = first_named(reading) or followup.subject(turn)
    named_here = next((one for one in scope.named_units(turn) if one.level == "thon"), None)
    rest = fold(pointed.without_units(turn, text))
    unit = named_here or (top_of(turn) if _ALL.search(fold(text)) else spoken_of(turn))
    numbers, shares = list(_NUMBER.finditer(rest)), list(_PERCENT.finditer(rest))
    if item is None or unit is None or len(numbers) + len(shares) != 1 or not may_see(turn, unit):
        return False
    if shares:
        supposed = Supposed(share=int(shares[0][1]) * 100 + int(shares[0][2] or 0) * 10)
    else:
        adds = _MORE.search(rest[: numbers[0].start()]) is not None
        supposed = Supposed(num=int(numbers[0][0].replace(".", "")), adds=adds)
    shown = [_would_be(turn, one, each, unit, supposed) for one, each in named(turn, item, top_of(turn) or unit)]
    return any(shown)


class Supposed(NamedTuple):
    """So many, or so many more, or a share in hundredths of a percent."""

    num: int = 0
    adds: bool = False
    share: int | None = None


def _count(said: Supposed, stands: int | None, whole: int | None, kind: Kind) -> Count | None:
    """The count that is supposed; None where it cannot be known."""
    if (said.adds and stands is None) or (whole is None and (kind is Kind.RATIO or said.share is not None)):
        return None
    if said.share is not None and whole is not None:
        return Count(num=from_percent(said.share, whole), den=whole)
    return Count(num=said.num + (stands or 0) if said.adds else said.num, den=whole)


def _would_be(turn: Turn, one: Round, indicator: Indicator, unit: Unit, said: Supposed) -> bool:
    seen = one.seen(turn, indicator, unit)
    if not seen.parts or indicator.kind not in {Kind.RATIO, Kind.COUNT}:
        return False
    stands = seen.count.num if seen.count is not None else None
    wholes = [_whole(turn, report, indicator) for report, _ in seen.parts]
    known = [each for each in wholes if each is not None]
    count = _count(said, stands, sum(known) if len(known) == len(wholes) else None, indicator.kind)
    if count is None:
        return False
    lines = [texts.at_unit(indicator, unit.name, count, seen.goal, verdict(count, seen.goal))]
    above = one.seen(turn, indicator)
    if len(above.parts) > 1 and len(seen.parts) == 1:
        report = seen.parts[0][0]
        parts = [count if each.id == report.id else (answer.count if answer else None) for each, answer in above.parts]
        summed = total(indicator, parts, len(parts))
        found = verdict(summed.count, above.goal)
        whole = texts.at_unit(indicator, one.top.name, summed.count, above.goal, found)
        lines.append(texts.of_so_many(whole, summed.have, summed.expected, report.unit.level))
    turn.say(texts.supposed(lines, stands))
    turn.talk.unit, turn.talk.subject, turn.talk.campaign = unit.id, indicator.id, one.campaign.id
    return True


def _whole(turn: Turn, report: Report, indicator: Indicator) -> int | None:
    base = base_of(turn, Question(report, indicator))
    return base.value if base is not None else None
