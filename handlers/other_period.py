"""A figure told of another period than any open round is of: "năm 2022 được 300", while the half year 2023 is asked."""

import re
from collections.abc import Sequence

from handlers.language.reading import Item, Number, Reading
from handlers.language.text import fold
from handlers.meant import meant
from handlers.texts import collect as texts
from handlers.texts import form
from handlers.turn import Turn
from scoring.periods import period
from store.campaigns import Campaign
from store.units import Unit

# Only compared with, the beginning of what goes on, of a paper or a birth: "hơn năm 2022 20 người", "từ năm 2022".
_NOT_OF_IT = re.compile(
    r"\b(?:so|voi|hon|kem|bang|nhu|tu|sau|qua|sinh|ke hoach|quyet dinh|cong van|qd|de an|mau|muc|chi tieu|giao)"
    r"(?: (?:dau|cuoi|het|ca|cua))* (?:nam (?:19|20)\d\d|quy|nua|(?:6|sau) thang)\b"
)
_AND_NOW = re.compile(r"\b(?:nay|ni|gio|hien|bay gio|moi day|lan nay)\b")


def told(turn: Turn, reading: Reading, items: Sequence[Item], unit: Unit | None) -> str | None:
    """That figures of a period no round is of are not stored; None where they are of the round asked."""
    if (last := _of_last_time(reading, items)) is not None:
        return last
    said = _spoken_of(reading, items)
    if said is None:
        return None
    rounds = [one.report.campaign for item in items if item.number for one in meant(turn, item, unit)]
    if not rounds or any(_is_of(campaign, said) for campaign in rounds):
        return None
    numbers = [item.number.num for item in items if item.number is not None and item.number.num is not None]
    names = {form.period(_key(said, campaign)) for campaign in rounds}
    return texts.of_another_period(numbers, names.pop(), form.period(rounds[0].period)) if len(names) == 1 else None


_LAST = re.compile(r"\b(nam|thang|quy|ky|dot|lan) (ngoai|truoc|kia|roi)\b")
_SPELT = {
    "nam": "năm", "thang": "tháng", "quy": "quý", "ky": "kỳ", "dot": "đợt", "lan": "lần",
    "ngoai": "ngoái", "truoc": "trước", "kia": "kia", "roi": "rồi",
}  # fmt: skip


def _of_last_time(reading: Reading, items: Sequence[Item]) -> str | None:
    """ "Năm ngoái được 300", and nothing else: of when that was, and that it is no figure of now."""
    number = items[0].number if len(items) == 1 else None
    if number is None or not number.ambiguous or len(number.alternatives) != 1:
        return None
    found = _LAST.search(fold(reading.text))
    if found is None or _AND_NOW.search(fold(reading.text)):
        return None
    return texts.of_last_time(number.alternatives[0], " ".join(_SPELT[word] for word in found.groups()))


def _spoken_of(reading: Reading, items: Sequence[Item]) -> str | None:
    """The period the figures of a message are told of; a month alone says no more than when it was counted."""
    said = reading.period
    if said is None or said.startswith("month:"):
        return None
    if not any(item.number is not None and _is_count(item.number) for item in items):
        return None
    text = fold(reading.text)
    return None if _NOT_OF_IT.search(text) or _AND_NOW.search(text) else said


def _is_count(number: Number) -> bool:
    """Whether a number says how many there are, not by how much they changed."""
    return number.relative is None and (number.num, number.pct, number.missing) != (None, None, None)


def _key(said: str, campaign: Campaign) -> str:
    """The key of a period as it is said ("half:2", "2022-Q4"); without a year it is of the round's year."""
    kind, _, number = said.partition(":")
    return f"{campaign.period[:4]}-{'HQ'[kind == 'quarter']}{number}" if number else said


def _is_of(campaign: Campaign, said: str) -> bool:
    """Whether a period has a day in common with a round's, or with the days its figures are of."""
    one, own = period(_key(said, campaign)), period(campaign.period)
    start, end = min(own.start, campaign.data_from), max(own.end, campaign.data_until)
    return one.start < end and start < one.end
