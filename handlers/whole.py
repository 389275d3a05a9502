"""Over a doubt about the whole of a figure: the list's number is taken, or the team's own is kept."""

import re

from handlers import collect, doubted
from handlers.language.reading import Item, Number
from handlers.language.syllables import word_set
from handlers.language.text import fold
from handlers.scope import question
from handlers.turn import Turn

_LIST = r"(?:xa|danh sach|ds|cong an|huyen|so cu)"  # "số của xã", "theo danh sách", and the number itself
_WRONG = re.compile(
    rf"\b(?:{_LIST}|\d[\d.]*)\b(?: \w+){{0,3}}? (?:sai|cu|nham|lac hau|thieu|thua|lech|chua|khong|ko)\b"
)
_REFUSED = re.compile(
    r"^dung (?:lay|theo|ghi|nghe)\b|\b(?:khong|chang|cha|ko|khoi) (?:\w+ )?(?:lay|theo|ghi|dung|nghe|phai)\b"
)
_TEAM = re.compile(r"\b(?:toi|bac|thon|minh|tui|chu|ong|ba|anh|chi|to|xom)\b")
_OWN_SLIP = re.compile(
    r"(?:toi|bac|thon|minh|tui|chu|ong|ba|anh|chi) (?:\w+ ){0,2}(?:nham|sai|lech|lon)(?: roi| that| mat| a)*"
)
_RIGHT = re.compile(r"\b(?:dung|chuan|chinh xac|giu|lay|theo|cu|de|dem)\b")
# Beside these nothing else may be said: who, whose number, that it is right or wrong, and what only fills.
_SAID = word_set(
    "xa danh sach ds cong an huyen toi bac thon minh tui chu ong ba anh chi to xom so lieu cua lay theo dung tren thi "
    "la ma cu de ghi nghe chinh xac chuan moi roi hon nhe nha di a e em da u vang uh ok duoc co cung thoi the vay cho "
    "trong dua do kia nay con dem tong mau nen giu cap nhat phai khong ko chua sai nham lech thua thieu lac hau nguoi "
    "lon truong thanh lai ben nguyen voi duoi khoi chang cha nua y den"
)
_PARTED = re.compile(r"[,;.](?!\d)| (?:vi|vì|do|tại) ")
_OPENING = word_set("khong ko thoi u uh vang da a o ok the")


def settled(turn: Turn, text: str) -> bool:
    """ "Lấy số của xã đi", "520", "số xã cũ rồi, thôn vừa tách 5 hộ"; False where something else is said."""
    waiting = turn.talk.waiting or {}
    base = next((facts["base"] for name, facts in waiting.get("doubts", ()) if name == "other_base"), None)
    if base is None:
        return False
    parts = [part.strip() for part in _PARTED.split(text) if part.strip()]
    if len(parts) > 1 and (fold(parts[0]) in _OPENING or _OWN_SLIP.fullmatch(fold(parts[0]))):
        del parts[0]
    said = _whose(parts[0], int(base), int(waiting["count"]["den"])) if parts else None
    if said == "list":
        take_list(turn)
    elif said == "own":
        doubted.keep(turn, text.strip())
    return said is not None


def _whose(text: str, base: int, own: int) -> str | None:
    """Whose number is right: "list", "own", or None where that is not what is said."""
    said = fold(text)
    words = re.findall(r"\w+", re.sub(r"(?<=\d)\.(?=\d{3})", "", said))
    numbers = {int(word) for word in words if word.isdigit()}
    if said.endswith("?") or any(word not in _SAID for word in words if not word.isdigit()) or numbers - {base, own}:
        return None
    theirs = base in numbers or re.search(rf"\b{_LIST}\b", said) is not None
    if theirs and own not in numbers:
        refused = "đừng" in text.lower() or _REFUSED.search(said) is not None or _WRONG.search(said) is not None
        return "own" if refused else "list"
    if theirs or not (own in numbers or _TEAM.search(said)):
        return None
    return "own" if _RIGHT.search(said) and not {"sai", "nham", "lech"} & set(words) else None


def take_list(turn: Turn) -> None:
    """The count as it was given, over the number on the list."""
    waiting = turn.talk.waiting
    assert waiting is not None
    asked = question(turn, waiting["question"])
    if asked is None:
        turn.talk.waiting = None
        return
    number = Number(num=waiting["count"]["num"], approx=bool(waiting["count"].get("estimate")))
    collect.take(turn, [Item(names=(asked.name,), number=number)], asked.report.unit)
