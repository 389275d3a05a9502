""" "Câu 2 sai rồi", "dòng 1 nhầm": a line of the report pointed at as wrong; its figure is asked for again."""

import re

from handlers import asking, correct
from handlers.language.reading import Reading
from handlers.language.text import fold
from handlers.language.words import TO_TEN
from handlers.scope import Question, questions_of
from handlers.turn import Turn
from store import reports
from store.people import Role

_WRONG = re.compile(
    r"(?:(?:a|o|u|ma|nhung|em|chau|thoi|hinh nhu|cai|con|chet|xem lai|tong)[ ,]+)*(?:dong|cau|muc|so)(?: (?:so|thu))? "
    rf"(?P<at>\d{{1,3}}(?:[.,]?\d{{3}})*|nhat|{'|'.join(TO_TEN)})(?: (?:bi|la|hinh nhu|chac|ghi|dang|bao|moi))* "
    r"(?:sai|nham|lon|chua dung|khong dung)(?: (?:roi|mat|em|chau|a|day|oi|nhe|bac|ay|thi phai))*"
)


def said(turn: Turn, reading: Reading) -> bool:
    """Whether a message is that. A number that stands on record is a figure called wrong, and no line (`mended.py`)."""
    if turn.talk.waiting is not None or turn.incoming.group is not None or not turn.units(Role.MEMBER):
        return False
    if any(one.names for one in reading.items):
        return False
    found = _WRONG.fullmatch(fold(turn.incoming.text).strip(" .!,"))
    if found is None:
        return False
    asked = _meant(turn, found["at"])
    if asked is not None:
        correct.edit(turn, asked)
    else:
        correct.what(turn)
    return True


def _meant(turn: Turn, at: str) -> Question | None:
    number = 1 if at == "nhat" else TO_TEN.get(at) or int(at.replace(".", "").replace(",", ""))
    shown = next((int(key) for key in reversed(turn.talk.shown) if key.isdigit()), None)
    report = shown if shown is not None else next((one.id for one in asking.owed(turn)), None)
    lines = questions_of(turn, reports.report(turn.db, report)) if report is not None else []
    return lines[number - 1] if 1 <= number <= len(lines) else None
