""" "Còn đợt kia?", of two open rounds: what was asked last, asked again of the other one."""

import re
from dataclasses import replace

from handlers import which_round
from handlers.language.read import read
from handlers.language.text import fold
from handlers.scope import campaigns_in_sight, context
from handlers.texts import form
from handlers.turn import Turn
from store.campaigns import Campaign

_ENDS = r"(?: (?:thi sao|thi the nao|thi|sao|the nao|cung the|a|em|chau|nhi|ha|vay|roi))*"
_THE_OTHER = re.compile(
    r"(?:(?:con|the|vay|a|u|roi|o|cho|xem) )*(?:cai )?dot (?:kia|con lai|nua kia|thu hai|khac)" + _ENDS
)
_THAT_ONE = re.compile(r"(?:(?:con|the|vay|a|u|roi|o) )+(?:cai )?dot (?:[a-z0-9/]+ ?){1,7}?" + _ENDS)
_ASKED = {
    "status_unit", "status_indicator", "missing_units", "sent_units", "ranking", "shortfall", "short_units",
    "ask_deadline", "show_report", "list_pending", "odd_figures", "evidence_list", "score", "held_back", "reached",
}  # fmt: skip
_ROUND = re.compile(r"\b(?:cua |trong |o |ve )?(?:dot|ky)(?: bao cao)?(?= )")
_WORD = re.compile(r" ([a-z0-9/]+)")
_BESIDE = re.compile(r"\d+(?:/\d+)?|thang|dau|cuoi|nam|quy|ky|kia|nay")


def spelt_out(turn: Turn, text: str) -> str:
    """The question asked last, with the other round's name; the text as it is where it says anything else."""
    said = fold(text).strip(" .!?")
    named = _THE_OTHER.fullmatch(said) is None
    if turn.talk.did not in _ASKED or (named and _THAT_ONE.fullmatch(said) is None):
        return text
    live = [one for one in campaigns_in_sight(turn) if not one.closed(turn.now)]
    before = str(turn.talk.bubble.get("text") or "")
    if len(live) < 2 or not before:
        return text
    if named:
        there = _named(turn, text, live)
    else:
        here = _named(turn, before, live)
        here = here if len(here) == 1 else [one for one in live if one.id == turn.talk.campaign]
        there = [one for one in live if one not in here]
    if len(there) != 1:
        return text
    plain = _without_round(turn, before, live).rstrip(" .?!")
    return f"{plain} đợt {form.round_name(there[0])}"


def _named(turn: Turn, text: str, live: list[Campaign]) -> list[Campaign]:
    """The rounds a text names."""
    incoming, reading = turn.incoming, turn.reading
    turn.incoming, turn.reading = replace(incoming, text=text), read(text, context(turn, text))
    found = which_round.meant(turn, live)
    turn.incoming, turn.reading = incoming, reading
    return found


def _without_round(turn: Turn, before: str, live: list[Campaign]) -> str:
    """A message without the round it names."""
    folded = fold(before)
    found = _ROUND.search(folded) if len(folded) == len(before) else None
    if found is None:
        return before
    known = frozenset[str]().union(*(which_round.words_of(turn, one) for one in live))
    end = found.end()
    while (word := _WORD.match(folded, end)) is not None:
        if word[1] not in known and _BESIDE.fullmatch(word[1]) is None:
            break
        end = word.end()
    return f"{before[: found.start()].rstrip()}{before[end:]}"
