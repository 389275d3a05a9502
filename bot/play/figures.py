"""Figures as scripts and worlds write them: 412/520, 17, 82.32%, có, a level, "text", -, kad; then the marks ~ !."""

import re
from dataclasses import dataclass, replace

from bot.play.matching import equals, folded
from scoring.counts import Count, State
from scoring.indicator import Indicator, Kind

_PAIR = re.compile(r"(-?\d+)/(\d+)")
_NUMBER = re.compile(r"-?\d+")
_RATE = re.compile(r"(\d+)(?:[.,](\d{1,2}))?\s*%")
_QUOTED = re.compile(r'["“](.*)["”]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Written:
    """A figure as it was written, with the marks it must bear."""

    count: Count
    estimate: bool
    doubted: bool


def read_figure(text: str, indicator: Indicator) -> Written:
    """Read a written figure. Raises ValueError with the reason."""
    value, marks = text.strip(), ""
    while value and value[-1] in "~!" and not _QUOTED.fullmatch(value):
        marks += value[-1]
        value = value[:-1].rstrip()
    return Written(replace(_count(value, indicator), estimate="~" in marks), "~" in marks, "!" in marks)


def _count(value: str, indicator: Indicator) -> Count:
    if value == "-":
        return Count(State.UNKNOWN)
    if folded(value) == "kad":
        return Count(State.NOT_APPLICABLE)
    if (quoted := _QUOTED.fullmatch(value)) is not None:
        return Count(text=quoted[1])
    if (pair := _PAIR.fullmatch(value)) is not None:
        return Count(num=int(pair[1]), den=int(pair[2]))
    if _NUMBER.fullmatch(value):
        return Count(num=int(value))
    if (rate := _RATE.fullmatch(value)) is not None:
        return Count(rate=int(rate[1]) * 100 + int((rate[2] or "0").ljust(2, "0")))
    for level in ("có", "không", *indicator.levels):
        if folded(level) == folded(value):
            return Count(choice=level)
    if indicator.kind is Kind.TEXT:
        return Count(text=value)
    raise ValueError(f"không hiểu số liệu “{value}” của {indicator.id}")


def same(found: Count | None, written: Written, doubted: bool) -> bool:
    """Whether a figure is the one that was written; a mark that is not written is not compared."""
    wanted = written.count
    if found is None or found.state is State.UNKNOWN:
        return wanted.state is State.UNKNOWN
    if found.state is not wanted.state:
        return False
    if (written.estimate and not found.estimate) or (written.doubted and not doubted):
        return False
    if (found.num, found.den, found.rate) != (wanted.num, wanted.den, wanted.rate):
        return False
    if wanted.text is not None:
        return found.text is not None and equals(found.text, wanted.text)
    return folded(found.choice or "") == folded(wanted.choice or "")


def shown(found: Count | None, doubted: bool = False) -> str:
    """A figure in the way scripts write it."""
    if found is None or found.state is State.UNKNOWN:
        return "-"
    if found.state is State.NOT_APPLICABLE:
        said = "kad"
    elif found.num is not None:
        said = str(found.num) if found.den is None else f"{found.num}/{found.den}"
    elif found.rate is not None:
        said = f"{found.rate // 100}.{found.rate % 100:02d}%"
    elif found.text is not None:
        said = f'"{found.text}"'
    else:
        said = found.choice or "-"
    return said + ("~" if found.estimate else "") + ("!" if doubted else "")
