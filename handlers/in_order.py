"""Several bare numbers in one message: read back in the order the questions stand, and written down after a yes."""

import re
from collections.abc import Sequence
from typing import Any

from handlers import asking, choosing, collect, plans, scope
from handlers.figures import base_of
from handlers.language.read import read
from handlers.language.reading import Item, Number
from handlers.language.text import fold
from handlers.scope import Question, question
from handlers.texts import choices as texts
from handlers.texts import form
from handlers.turn import Turn
from scoring.counts import Count
from scoring.framework import Kind
from scoring.words import another_kind
from store import reports, units
from store.people import Role

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+)"
_BETWEEN = r"(?:\s*[,;]\s+|\s*;\s*|\s+(?:va|voi|roi|r|roi den|tiep|tiep theo|xong)\s+|\s+)"
_NUMBERS = re.compile(
    r"(?:(?:da|u|vang|em|oi|day|chau|bao|gui|so|lan luot|la|toi|bac|co|chu|minh|thon|xin|lieu|cao|du|luon|ca|duoc):? )*"
    r"(?:(?:\d{1,2}|hai|ba|bon|nam|sau) (?:so|muc)"
    r"(?: (?:lieu|la|lien|day|nay|sau|do|luon|nhu sau|theo thu tu|cua thon))*:? )?"
    rf"(?P<all>{_NUMBER}(?:{_BETWEEN}{_NUMBER})+)"
    r"(?: (?:nhe|nha|a|em|chau|day|nhe em))*"
)
_COUNTED = {Kind.RATIO, Kind.COUNT}
_OF_A_PLACE = re.compile(r"\b(?:thon|xom|to|khu|ban) \d")  # "thôn 3 412": the 3 is no figure
_SPOKEN = re.compile(r"\d+00 \d{1,2}")  # dictation writes "400 12" for bốn trăm mười hai


def given(turn: Turn) -> bool:
    """ "300 350 120" to three open questions; False where the numbers do not fit them one to one."""
    if turn.incoming.quote is not None or turn.incoming.group is not None:
        return False
    waiting = turn.talk.waiting
    said = " ".join(fold(turn.incoming.text).split()).strip(" .!")
    if (one := _ONE.fullmatch(said)) is not None and waiting is not None and _one_more(turn, waiting, int(one["num"])):
        return True
    found = _NUMBERS.fullmatch(_without_lead(turn, said))
    if waiting is not None and "questions" not in waiting:
        return False
    if turn.talk.asked is None and _of_a_village(turn):
        return True
    if found is None or _SPOKEN.fullmatch(found["all"]) or _OF_A_PLACE.search(said):
        return False
    numbers = [int(one.replace(".", "")) for one in re.findall(_NUMBER, found["all"])]
    kept = ((waiting or {}).get("item") or {}).get("number") or {}
    if kept.get("num") is not None and _meant(turn, len(numbers) + 1, whole=True):
        numbers.insert(0, kept["num"])  # the number before it waits to be placed
    meant = _meant(turn, len(numbers))
    pairs = list(zip(meant, numbers, strict=False))
    if len(pairs) < len(numbers) or any(one.indicator.kind not in _COUNTED for one in meant):
        return False
    if len(pairs) == 2 and _one_ratio(turn, *pairs):
        return False
    _show(turn, pairs)
    return True


_LEAD = re.compile(r"(?P<lead>[^\d,:]{2,60})[,:] ?(?=\d)")


def _without_lead(turn: Turn, said: str) -> str:
    """ "Thế báo cho xong, 380 400 120": the numbers alone, where what stands before them names no item."""
    lead = _LEAD.match(said)
    if lead is None or read(lead["lead"], scope.context(turn, lead["lead"])).items:
        return said
    return said[lead.end() :]


_ONE = re.compile(r"(?P<num>\d{1,6})(?: (?:nguoi|ho|nhe|nha|a|em|chau|nua|day))*")


def _one_more(turn: Turn, waiting: dict[str, Any], num: int) -> bool:
    """ "480", and then "430", with nothing asked: one number after another, read back in the order of the questions."""
    if waiting.get("act") == "in_order":
        numbers = [one["num"] for one in waiting["figures"]]
    else:
        numbers = [kept] if (kept := choosing.unplaced(turn)) is not None else []
    if not numbers or numbers[-1] == num:
        return False
    found = _meant(turn, len(numbers) + 1)
    if len(found) <= len(numbers) or any(one.indicator.kind not in _COUNTED for one in found):
        return False
    if waiting.get("act") == "in_order" and [one["question"] for one in waiting["figures"]] != [
        one.key for one in found[:-1]
    ]:
        return False
    pairs = list(zip(found, [*numbers, num], strict=True))
    word = (waiting.get("item") or {}).get("number", {}).get("unit_word")
    if word and len(pairs) == 2 and not _fit(turn, pairs, word):
        pairs = list(zip(found, [num, *numbers], strict=True))  # "150 hộ", then "412": the households come second
        if another_kind(word, found[1].indicator.count_unit) or not _fit(turn, pairs, None):
            return False
    _show(turn, pairs)
    return True


def _fit(turn: Turn, pairs: list[tuple[Question, int]], word: str | None) -> bool:
    """Whether no number is larger than its whole on record, and the first counts what its `word` says."""
    bases = [base_of(turn, asked) if asked.indicator.kind is Kind.RATIO else None for asked, _ in pairs]
    small = all(base is None or num <= base.value for base, (_, num) in zip(bases, pairs, strict=True))
    return small and not another_kind(word, pairs[0][0].indicator.count_unit)


_LAST = re.compile(rf"(?:^|[\s:])(?P<all>{_NUMBER}(?:{_BETWEEN}{_NUMBER})+)(?: (?:nhe|nha|a|em|day))*$")


def _of_a_village(turn: Turn) -> bool:
    """An office's "Yên Thượng vừa đọc: 300, 260, 85": the numbers of a village in the order of its questions."""
    if not turn.units(Role.OFFICER) or sum(sign.isdigit() for sign in turn.incoming.text) < 2:
        return False
    said = " ".join(fold(turn.incoming.text).split()).strip(" .!")
    found = _LAST.search(said)
    if found is None or any(
        sign.isdigit() for sign in re.sub(r"\b(?:thon|to|xom|ban|khu) \d+", "", said[: found.start()])
    ):
        return False
    reading = read(turn.incoming.text, scope.context(turn, turn.incoming.text))
    places = [units.unit(turn.db, int(key)) for key in reading.units if key.isdigit()]
    if len(places) != 1 or any(one.names for one in reading.items) or not turn.may(Role.OFFICER, places[0]):
        return False
    numbers = [int(one.replace(".", "")) for one in re.findall(_NUMBER, found["all"])]
    if _all_villages(turn, numbers) and places[0].name.split()[-1].isdigit():
        return False  # "chốt luôn bỏ thôn 4 5 6": villages by their numbers
    here = [one for one in reports.reports_of_unit(turn.db, places[0].id, turn.now) if one.owed]
    missing = [one for report in here if not report.closed(turn.now) for one in asking.missing_of(turn, report)]
    if len(numbers) != len(missing) or any(one.indicator.kind not in _COUNTED for one in missing):
        return False
    _show(turn, list(zip(missing, numbers, strict=True)))
    return True


def _all_villages(turn: Turn, numbers: Sequence[int]) -> bool:
    known = {one.name.split()[-1] for one in scope.units_in_sight(turn) if one.level == "thon"}
    return all(str(one) in known for one in numbers)


def _one_ratio(turn: Turn, first: tuple[Question, int], second: tuple[Question, int]) -> bool:
    """Whether two numbers may be a count and its whole: the list's, or one too large for the second question."""
    base, next_base = base_of(turn, first[0]), base_of(turn, second[0])
    if first[0].indicator.kind is not Kind.RATIO:
        return False
    return base is None or base.value == second[1] or (next_base is not None and second[1] > next_base.value)


def _meant(turn: Turn, many: int, *, whole: bool = False) -> list[Question]:
    """The questions that so many numbers answer: all that are open, else the one asked and those behind it."""
    first = asking.still_open(turn)
    owed = [first.report] if first is not None else asking.owed(turn)[:1]
    missing = [one for report in owed for one in asking.missing_of(turn, report)]
    if whole and many != len(missing):
        return []
    if many == len(missing) or first is None or first not in missing:
        return missing[:many]
    at = missing.index(first)
    return missing[at : at + many]


def _show(turn: Turn, pairs: list[tuple[Question, int]]) -> None:
    lines = []
    for asked, num in pairs:
        base = base_of(turn, asked) if asked.indicator.kind is Kind.RATIO else None
        count = Count(num=num, den=base.value if base is not None else None)
        lines.append(f"{form.upper_first(asked.indicator.short)}: {form.count(count, asked.indicator)}")
    figures = [{"question": asked.key, "num": num} for asked, num in pairs]
    unit = pairs[0][0].report.unit
    plans.show(
        turn,
        "in_order",
        texts.in_order(turn.voice, unit.name, lines, office=not turn.units(Role.MEMBER)),
        [unit.id],
        yes=texts.RIGHT,
        figures=figures,
    )


def beside(turn: Turn, items: Sequence[Item]) -> bool:
    """Other items are named while numbers wait for their yes: these go on waiting, without what is told anew."""
    waiting = turn.talk.waiting or {}
    named = {name for one in items for name in one.names}
    if waiting.get("act") != "in_order" or not all(one.names for one in items):
        return False
    waiting["figures"] = [one for one in waiting["figures"] if not _is_named(turn, one["question"], named)]
    return bool(waiting["figures"])


def _is_named(turn: Turn, key: dict[str, Any], named: set[str]) -> bool:
    asked = question(turn, key)
    return asked is None or asked.name in named


def show_again(turn: Turn) -> None:
    """The numbers that still wait."""
    waiting = turn.talk.waiting or {}
    found = [(question(turn, one["question"]), one["num"]) for one in waiting["figures"]]
    pairs = [(asked, num) for asked, num in found if asked is not None]
    if pairs:
        _show(turn, pairs)


def complete(turn: Turn) -> bool:
    """Whether the numbers that wait are those of a whole report, read back line by line."""
    found = [question(turn, one["question"]) for one in (turn.talk.waiting or {})["figures"]]
    asked = [one for one in found if one is not None]
    return bool(asked) and len(asked) == len(asking.missing_of(turn, asked[0].report))


def take(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes."""
    found = [(question(turn, one["question"]), one["num"]) for one in waiting["figures"]]
    items = [Item(names=(asked.name,), number=Number(num=num)) for asked, num in found if asked is not None]
    unit = next((asked.report.unit for asked, _ in found if asked is not None), None)
    collect.take(turn, items, unit)


CONFIRMED: dict[str, plans.Act] = {"in_order": plans.meant(take)}
