"""Why a number that was asked about is right, in the person's own words: kept with it, and a yes waited for."""

import re

from handlers import asking
from handlers.difficulty import QUESTION
from handlers.hearing import figures_in
from handlers.language.reading import Number, Reading
from handlers.language.text import fold
from handlers.texts import doubts as texts
from handlers.turn import Turn
from store.people import Role

_CAUSES = r"(?:thi(?: la)?|tai(?: vi)?|vi|do|boi(?: vi)?|la (?:do|vi|tai)|chang la|so la)"
_LEADS = re.compile(
    rf"^(?:(?:a|o|u|da|vang|em oi|chau oi)[ ,]+)*(?:(?P<because>{_CAUSES})"
    r"|(?:nam|ky|dot|lan|thang) nay|dot vua roi|hom truoc"
    r"|vua roi|co (?:nguoi|may|mot so|nhieu|them)|nhieu (?:nguoi|nha|ho)|ba con|may (?:nguoi|nha|ho|cu))\b"
)
# What is told of the last period, of the list, of the people: nothing of the number itself.
_OF_OTHERS = re.compile(
    r"^(?:(?:a|o|u|da|vang|em oi|chau oi|thi|ma)[ ,]+)*"
    r"(?:(?:so )?(?:nam|ky|lan|dot) (?:ngoai|truoc|roi)|(?:cai )?danh sach|nguoi ta|dan|ba con|cac cu|may cu"
    r"|nguoi gia|thanh nien|tre con|tinh ca|ke ca|chet|mat|di lam|chuyen|tach|bo di"
    r"|ve que|moi ve|(?:hai|ba|mot|moi) (?:nguoi|ho|nha) (?:mot|hai|ba|chung|co))\b"
)
_OWN_SLIP = re.compile(r"\b(?:nham|lon|sai|quen|thieu so|thua so|go|bam|xem lai|dem lai|hoi lai|chua chac|chua dem)\b")
_TOLD_OF = {"unclear", "difficulty_note", "complaint", "off_topic", "noted"}
_LEAST = 4  # words of a reason
_MOST_KEPT = 300  # letters
_FEW = 3  # "hai tài khoản", of each of many


def told(turn: Turn, reading: Reading) -> bool:
    """ "Thì có người ở nơi khác về mở": neither a yes nor a no, and no difficulty; False for anything else."""
    waiting, said = turn.talk.waiting, fold(turn.incoming.text).strip(" .!")
    if waiting is None or not waiting.get("doubts") or waiting["doubts"][0][0] in asking.CONSENTS:
        return False
    leads = _LEADS.match(said) if turn.units(Role.MEMBER) else None
    if leads is None and turn.units(Role.MEMBER) and _of_others(said, reading):
        return _heard(turn)
    if leads is None or any(sign.isdigit() for sign in said) or len(said.split()) < _LEAST:
        return False
    beside = leads["because"] and all(_few(one.number) for one in figures_in(reading))  # "vì nhiều người có hai thẻ"
    if not beside and (figures_in(reading) or reading.intent not in _TOLD_OF):
        return False
    if _OWN_SLIP.search(said) or QUESTION.search(said):
        return False
    return _heard(turn)


def _heard(turn: Turn) -> bool:
    assert turn.talk.waiting is not None
    turn.talk.waiting["reason"] = turn.incoming.text.strip()[:_MOST_KEPT]
    turn.say(texts.reason_heard(turn.voice))
    asking.go_on(turn)
    return True


def _of_others(said: str, reading: Reading) -> bool:
    """ "Năm ngoái báo sai", "danh sách xã sai đấy", "chết già gần hết rồi": no figure is given."""
    if _OF_OTHERS.match(said) is None or any(sign.isdigit() for sign in said) or QUESTION.search(said):
        return False
    if len(said.split()) < _LEAST - 1 or reading.intent in {"postpone", "skip", "submit", "human_handoff"}:
        return False
    numbers = [one.number for one in figures_in(reading)]
    vague = [one is not None and (one.num is None or _few(one)) for one in numbers]
    same = any(one.same or one.later or (one.number is not None and one.number.relative) for one in reading.items)
    return all(vague) and not same and not any(one.names and one.number for one in reading.items)


def _few(number: Number | None) -> bool:
    return number is not None and 0 < (number.num or 0) <= _FEW
