"""A village counted hamlet by hamlet: one count alone waits for the others, and their sum is read back."""

from handlers.figures import Draft, base_of
from handlers.language.reading import Number
from handlers.scope import Question
from handlers.texts import collect as texts
from handlers.turn import Turn
from scoring.checks import Doubt, Given, Known, Severity, doubts
from scoring.counts import Count
from scoring.framework import Kind


def taken(turn: Turn, asked: Question, said: Number) -> Draft | str:
    """What "xóm dưới 213" gives: the sum with what was told of other hamlets, or a word that the rest is waited for."""
    assert said.part is not None
    assert said.num is not None
    kept = turn.talk.parts.setdefault(asked.mark, {})
    kept[said.part] = said.num
    if len(kept) < 2:
        return texts.part_only(turn.voice, asked.indicator, said.num, said.part)
    base = base_of(turn, asked) if asked.indicator.kind is Kind.RATIO else None
    count = Count(num=sum(kept.values()), den=base.value if base is not None else None)
    over = doubts(Given(count), asked.indicator, Known(base.value if base is not None else None, None, correcting=True))
    facts: dict[str, int | str] = {
        "parts": " + ".join(texts.part(place, num) for place, num in kept.items()), "num": sum(kept.values()),
    }  # fmt: skip
    return Draft(
        asked, count, "typed", base.id if base is not None else None, (Doubt("parts", Severity.ASK, facts), *over)
    )
