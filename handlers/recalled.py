"""What an office remembers of a figure just looked at: "hôm qua 290 mà", "sao hôm trước 403". Nothing is entered."""

import re

from handlers import followup, scope, status
from handlers.language.read import read
from handlers.language.text import fold
from handlers.turn import Turn
from store import units
from store.conversations import Step
from store.people import Role

_THEN = re.compile(
    r"\b(?:hom (?:qua|truoc|kia|no|nao|thu \w+)|sang nay|(?:luc|hoi) (?:nay|truoc|sang|dau|nao)"
    r"|ban dau|truoc (?:day|do|kia)"
    r"|(?:lan|ky|tuan|thang|quy|dot|nam) (?:truoc|ngoai))\b"
)
_ENTERS = re.compile(
    r"\b(?:sua|doi|nhap|ghi|thanh|lay|tra|thay|dat|phai la|moi dung|moi phai|moi chuan|chu khong"
    r"|cho|bao(?: lai)? la|bao lai|them|bot|tang|giam)\b"
)
_NUMBER = re.compile(r"(?<!\S)\d[\d.]*(?:/\d[\d.]*)?(?!\S)")
_WORDS = 9


def said(turn: Turn) -> bool:
    """Show how the figure came about, where a number is told of another time; a correction says that it is one."""
    told = fold(turn.incoming.text).strip(" .!?,")
    if turn.talk.step is not Step.NOTHING or turn.talk.subject is None or turn.talk.unit is None:
        return False
    if len(told.split()) > _WORDS or not turn.units(*scope.READERS) or turn.incoming.quote is not None:
        return False
    if len(_NUMBER.findall(told)) != 1 or _THEN.search(told) is None or _ENTERS.search(told):
        return False
    unit, item = units.unit(turn.db, turn.talk.unit), followup.subject(turn)
    if item is None or unit.level != "thon" or turn.may(Role.MEMBER, unit):
        return False
    reading = read(turn.incoming.text, scope.context(turn, turn.incoming.text))
    if any(one.names for one in reading.items) or reading.units or reading.unknown_units:
        return False
    turn.reading, turn.did = reading, "history"
    status.history(turn, item, unit)
    return True
