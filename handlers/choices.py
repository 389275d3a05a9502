"""What is said of a yes/no item or a level beside its name: "sửa 1.6 thành có", "1.6 đã có trang zalo"."""

import re
from dataclasses import replace

from handlers import scope
from handlers.hearing import asks_back, ends_asking, figures_in
from handlers.language.figures import marked_of
from handlers.language.read import read
from handlers.language.reading import Item, Reading
from handlers.language.syllables import word_set
from handlers.language.text import fold
from handlers.turn import Turn
from scoring.framework import Collect, Indicator, Kind
from store.people import Role

_ENDS_WITH = {"co": "có", "roi": "có", "khong": "không", "chua": "không", "dat": "có"}
_CODE = r"(?:muc |chi tieu |tieu chi |so |phan |cai )?\d{1,2}(?:\.\d{1,2})+\.?"
_CODES = rf"(?:(?:ca|cac|hai|ba|may)(?: muc)?[ ,:]+)*{_CODE}(?:(?:[ ,;/]+(?:va|voi|ca) |[ ,;/]+){_CODE})*"
_MADE = r"(?:co|trien khai|xay dung|thiet lap|ban hanh|thuc hien|van hanh|hoat dong|lam|dat|xong|hoan thanh|du|day du)"
_YES = rf"(?:(?:(?:da|deu|cung|moi|vua|duoc) )*{_MADE}(?: {_MADE})*(?: roi)?|(?:da )?roi)"
_NO = rf"(?:(?:van|con|deu|cung|hien) )*(?:chua|khong)(?: (?:he|{_MADE}))*"
# "Mục 1.7 chưa có", "4.8: đạt rồi", "1.6 đã có trang zalo": items by their codes, the answer, and what there is.
_STATED = re.compile(
    rf"{_CODES}(?: (?:thi|la|xa|minh|ta|em|o|ben|nay))*[ :,=-]+(?:(?P<yes>{_YES})|(?P<no>{_NO}))(?P<more>\b.*)?"
)
# What else may be meant of an item than that it is there or not.
_MEANS_MORE = re.compile(
    r"\b(?:le|the|khi|gi|ai|dau|sao|may|bao|hay|ha|nhung|ma|neu|mai|dang|sap|se|de|nho|nhac|muon|can|phai|xin|hoi"
    r"|loi|vuong|kho|hong|tra|sua|duyet|xem|chac|biet|ro|ap dung|hinh nhu|bua|hom|tuan|thang)\b|[?\d%]"
)
# "1.7 sắp có", "đang xây dựng", "chắc là có": neither there nor not there.
NOT_YET = re.compile(
    r"\b(?:sap|se|mai|du kien|co le|co the|hinh nhu|chac|nghe noi|dinh)\b"
    r"|\bdang (?:cho|doi|trien khai|xay dung|lam|chuan bi|xin)\b"
)
_SAYS_OTHERWISE = re.compile(r"\b(?:chua|khong|ko|nao)\b")
_BESIDE = word_set("roi day du ca het a em nhe anh chi cua xa minh ta ma dau do duoc va la thi hoat dong")


def _stated(turn: Turn, reading: Reading, named: list[Item]) -> str | None:
    """The answer that a plain statement gives the yes/no items it names; None where anything more may be meant."""
    if reading.until is not None or _ends_asking(reading, named):
        return None
    said = fold(reading.text).strip(" .!")
    stated = _STATED.fullmatch(said)
    if stated is not None:
        more, yes = stated["more"] or "", stated["yes"] is not None
        if _MEANS_MORE.search(more) or (yes and _SAYS_OTHERWISE.search(more)):
            return None
        return "có" if yes else "không"
    by_name = len(named) == 1 and turn.units(Role.OFFICER) and _said_by_name(turn, reading, named[0], said)
    return "có" if by_name else None


# "Đã có trang zalo", "bưu điện có hỗ trợ": by the name of the item, and nothing but its own words.
_HAS = re.compile(rf"\b{_YES}\b")


def _said_by_name(turn: Turn, reading: Reading, item: Item, said: str) -> bool:
    found = scope.indicators_named(turn, item)
    if reading.units or len(found) != 1 or found[0].collect is Collect.THON or _HAS.search(said) is None:
        return False
    own = set(fold(f"{found[0].short} {found[0].asks}").replace(",", " ").split())
    left = set(re.findall(r"[a-z\d]+", _HAS.sub(" ", said))) - own - _BESIDE
    return not left and not _SAYS_OTHERWISE.search(said)


def levels_read(turn: Turn, reading: Reading) -> Reading:
    """A level in its own words on a line of its own, beside lines with other answers."""
    lines = [line for line in reading.text.splitlines() if line.strip()]
    if len(lines) < 2:
        return reading
    told = {name for one in figures_in(reading) for name in one.names}
    more: list[Item] = []
    for line in lines:
        alone = choices_read(turn, read(line, scope.context(turn, line)))
        more += [one for one in alone.items if one.choice is not None and one.names and not told & set(one.names)]
    if not more:
        return reading
    fresh = {name for one in more for name in one.names}
    rest = [one for one in reading.items if not fresh & set(one.names)]
    return replace(reading, intent="report_figures", items=(*rest, *more))


def _said_of_all(turn: Turn, reading: Reading, named: list[Item]) -> Reading:
    """ "1.6, 1.7 và 4.4 đều có": what is said once of several yes/no items is said of each.

    One of them that is counted is asked for its count, for "có" is none.
    """
    *bare, last = named
    if _ends_asking(reading, named):
        return reading
    if figures_in(reading) not in ([], [last]) or any(one.number is not None and not one.number.none for one in named):
        return reading
    together = _OF_ALL.search(fold(reading.text)) is not None and last.choice is not None
    choice = last.choice if together else _stated(turn, reading, named) if all(one.code for one in named) else None
    if choice is None:
        return reading
    each = tuple(replace(one, choice=choice, number=last.number) for one in (*bare, last))
    return replace(reading, intent="report_figures", items=each, yes=False, no=False)


_OF_ALL = re.compile(r"\bdeu\b|\b(?:va|voi)\b(?!.*\b(?:co|khong|chua|roi)\b.*\b(?:va|voi)\b)")


def choices_read(turn: Turn, reading: Reading) -> Reading:
    """The choice said about one named item: "sửa 1.6 thành có", "1.9 chưa cung cấp đầy đủ thông tin"."""
    named = [one for one in reading.items if one.names]
    if len(named) > 1:
        return _said_of_all(turn, reading, named)
    if not named:
        return reading
    if named[0].choice is not None:
        answered = reading.intent == "status_indicator" and _stated(turn, reading, named) is not None
        return replace(reading, intent="report_figures") if answered else reading  # "1.7: chưa" names it, and answers
    if named[0].number is not None and not named[0].number.none:
        return reading
    choice = next(
        filter(None, (_choice(turn, reading, one, named) for one in scope.indicators_named(turn, named[0]))), None
    )
    if choice is None:
        return reading
    intent = "correct" if reading.intent == "correct" else "report_figures"
    return replace(reading, intent=intent, items=(replace(named[0], choice=choice),))


def _choice(turn: Turn, reading: Reading, indicator: Indicator, named: list[Item]) -> str | None:
    said = fold(reading.text)
    if indicator.kind is Kind.LEVEL:
        return next((one for one in sorted(indicator.levels, key=len, reverse=True) if fold(one) in said), None)
    if (stated := _stated(turn, reading, named)) is not None and (indicator.kind is Kind.BOOLEAN or stated == "có"):
        return stated  # of one that is counted "có" is no answer, and it is asked for its count
    ends = reading.intent in {"correct", "report_figures", "unclear"} and NOT_YET.search(said) is None
    if indicator.kind is Kind.BOOLEAN and ends:
        return _ENDS_WITH.get(said.split()[-1])
    return None


def asked(turn: Turn, reading: Reading) -> Reading:
    """ "1.6 có rồi à", "bưu điện có hỗ trợ không" of an office: of the item, and no answer."""
    named = [one for one in reading.items if one.names]
    told = any(one.choice is not None or (one.number is not None and one.number.none) for one in named)
    bare = bool(named) and reading.intent in {"unclear", "confirm", "deny"} and not figures_in(reading)
    if not (told or bare) or reading.intent == "correct" or turn.talk.waiting is not None:
        return reading
    if turn.units(Role.MEMBER) or not turn.units(*scope.READERS) or not _ends_asking(reading, named):
        return reading
    items = tuple(Item(names=one.names, code=one.code) for one in named)
    return replace(reading, intent="status_indicator", items=items, also=(), yes=False, no=False)


def _ends_asking(reading: Reading, named: list[Item]) -> bool:
    """Whether the answer is asked for behind the last item: "1.6 có, 1.7 không" asks nothing."""
    marked = marked_of(reading)
    if len(named) < 2 or marked is None or not marked.names:
        return ends_asking(reading.text)
    behind = " ".join(marked.phrase.words[marked.names[-1].end :])
    return asks_back(reading.text) or ends_asking(behind)
