"""A question about something no round asks: that is said, with what is asked, and never answered with the whole."""

import re

from handlers.hearing import first_named
from handlers.language.reading import Reading
from handlers.language.syllables import word_set
from handlers.language.text import cut
from handlers.standing import rounds, top_of
from handlers.texts import status as texts
from handlers.turn import Turn

_LACKS = re.compile(r"\b(?:con thieu|thieu|chua co|chua nop|chua bao|chua gui|chua dat|khong dat|chua xong|hut)\b")
_WHO = re.compile(r"\b(?:thon|xom|to|ban|khu|noi|don vi|xa) nao\b|\bnhung (?:thon|ai)\b|\bai\b")
_OFTEN = re.compile(r"\b(?:danh sach|tien do|tinh hinh|liet ke|ke ten)\b")
# What may stand before the question without being what it is about.
_PLAIN = word_set(
    "ma bao cao so lieu muc chi tieu cai phan ve cua cac may nhung het ca toan xa thon xom to ban khu huyen em oi a "
    "nay gio hien tai den dot ky ki thang quy nam hom sang chieu toi trua vua qua the thi la con van dang da roi "
    "sap xem cho hoi biet anh bac chu co minh ta tui giup nhe nha voi di nhi xin bot lai tong cong do nop gui "
    "khai han vay nhanh dau cuoi 6 sau mot hai ba bon bay tam chin muoi gom ai nao noi don vi muon cham tre luon "
    "mai ngay tuan mot hom sap het cuoi "
    "kiem tra ra soat check thu lai coi chao dung thoi u vang duoc alo ok vu viec"
)


def said(turn: Turn, reading: Reading) -> bool:
    """ "Nước sạch còn thiếu thôn nào": words before the question that name nothing any list has."""
    if first_named(reading) is not None or reading.units or reading.unknown_units:
        return False
    phrase = cut(reading.text)
    lacks, who = _LACKS.search(phrase.norm), _WHO.search(phrase.norm)
    if lacks is None or who is None:
        return False
    ends = phrase.norm.count(" ", 0, min(lacks.start(), who.start()))
    words = _OFTEN.sub("so so", phrase.norm).split()
    begins = max((at + 1 for at in range(ends) if not words[at][0].isalnum()), default=0)  # "còn nửa tiếng, thiếu ai"
    about = [at for at in range(begins, ends) if words[at].isalpha() and words[at] not in _PLAIN]
    top = top_of(turn)
    if not about or about[-1] - about[0] != len(about) - 1 or top is None:
        return False
    asked = {indicator.short for one in rounds(turn, top) for indicator in one.indicators(turn)}
    turn.say(texts.unlisted(phrase.piece(about[0], about[-1] + 1), sorted(asked)))
    return True
