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

# How such an item is answered at the end of a message: "... thành chưa có", "... là có rồi nhé", "... lắp xong rồi".
# "Rồi" alone ("em sửa camera rồi", "bị tháo rồi") says that something is done and not what; "chưa", "không" alone ask
# ("lắp chưa", "ok không") unless they stand behind what leads to an answer.
_DONE = r"(?:lam|lap|lap dat|trien khai|ket noi|noi mang|trang bi|hoat dong|van hanh|ban hanh|hoan thanh|xong)"
_POLITE = r"(?: (?:a|em|chau|nhe|nha|dau|day|do|bac|anh|chi|giup|voi|luon|thoi))*"
_LEADS = r"(?:(?<=thanh )|(?<=la )|(?<=sang )|(?<=lai )|(?<=van )|(?<=thi )|(?<=deu )|(?<=cung ))"
_NOT = r"(?:khong|chua|chang)(?: (?:he|duoc|phai))*"
_ENDS_NO = rf"(?<!hay )(?:{_NOT} (?:co|dat|du|{_DONE})|(?:{_LEADS}|(?<=nham )|(?<=nham, )){_NOT})"
_ENDS_YES = (
    r"(?:(?:da|cung|deu|moi|vua) )*(?:co|dat|du|day du)(?: (?:du|het|ca|day du))*(?: roi)?"
    rf"|(?:(?:da|vua|moi) {_DONE}|{_DONE}(?: xong| duoc)?(?= roi))(?: xong| duoc)*(?: roi)?"
    r"|co (?!bi )(?:(?!hong|mat|cat|thao|hu|bo)\w+ ){1,3}roi"
    rf"|{_LEADS}roi"
)
_ANSWER = re.compile(rf"(?:^|[ :,=-])(?:(?P<no>{_ENDS_NO})|(?P<yes>(?<!chua )(?<!khong ){_ENDS_YES})){_POLITE}$")
# "Camera ok", "wifi đúng", "1.7 👍": nods that are an answer behind the name of a yes/no item.
_NOD = re.compile(
    r"(?<!\w)(?:ok(?:e|ey|ie|i|la|ela)?|okê|ô kê|đúng|chuẩn|👍|✅|✔)"
    r"(?= (?:rồi|roi|ạ|nhé|nhe|em|nha)\b|\s*(?:[,;.!\n]|$))",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\?|\b(?:nao|sao|gi|may|bao nhieu|dau|ai|nhi|thon|to|xom)\b")
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
    reading = _nodded(turn, reading)
    named = [one for one in reading.items if one.names]
    if len(named) > 1:
        return _said_of_all(turn, reading, named)
    if not named:
        return _of_the_last(turn, reading)
    if named[0].choice is not None:
        answered = reading.intent == "status_indicator" and _stated(turn, reading, named) is not None
        return replace(reading, intent="report_figures") if answered else reading  # "1.7: chưa" names it, and answers
    if named[0].number is not None and not named[0].number.none:
        return reading
    choices = [_choice(turn, reading, one, named) for one in scope.indicators_named(turn, named[0])]
    choice = next((one for one in reversed(choices) if one is not None), None)
    if choice is None:
        return reading
    intent = "correct" if reading.intent == "correct" else "report_figures"
    return replace(reading, intent=intent, items=(replace(named[0], choice=choice),))


def _of_the_last(turn: Turn, reading: Reading) -> Reading:
    """ "Nhầm, chưa có" right behind a yes/no item that was stored: the other answer, and nothing further to ask."""
    if reading.intent != "correct" or reading.items or turn.talk.waiting is not None or not turn.talk.last:
        return reading
    last = scope.question(turn, turn.talk.last[-1])
    boolean = last is not None and last.indicator.kind is Kind.BOOLEAN
    choice = _choice(turn, reading, last.indicator, []) if last is not None and boolean else None
    return replace(reading, items=(Item(choice=choice),)) if choice is not None else reading


def _choice(turn: Turn, reading: Reading, indicator: Indicator, named: list[Item]) -> str | None:
    said = fold(reading.text).strip(" .!")
    if indicator.kind is Kind.LEVEL:
        return _level(indicator.levels, said)
    if (stated := _stated(turn, reading, named)) is not None and (indicator.kind is Kind.BOOLEAN or stated == "có"):
        return stated  # of one that is counted "có" is no answer, and it is asked for its count
    if indicator.kind is not Kind.BOOLEAN or reading.intent not in _TELLS or NOT_YET.search(said) is not None:
        return None
    found = _ANSWER.search(said)
    return None if found is None else "không" if found["no"] is not None else "có"


_TELLS = {"correct", "report_figures", "report_zero", "unclear"}
_NAMES = {"status_indicator", "report_zero", "report_figures", "unclear"}


def _level(levels: tuple[str, ...], said: str) -> str | None:
    """The longest level whose words are said; what is said not to be of two is the other one."""
    for level in sorted(levels, key=len, reverse=True):
        at = said.find(fold(level))
        if at < 0:
            continue
        if not re.search(r"\b(?:khong|chua|chang)(?: (?:he|phai|phai la|la))? $", said[:at]):
            return level
        if len(levels) == 2:
            return next(one for one in levels if one != level)
    return None


def _nodded(turn: Turn, reading: Reading) -> Reading:
    """ "Camera ok", "1.6 ok, 1.7 ok": a nod behind the name of a yes/no item is its yes."""
    if reading.intent not in _NAMES or _ASKS.search(fold(reading.text)):
        return reading
    said = _NOD.sub("có", reading.text)
    if said == reading.text:
        return reading
    again = read(said, scope.context(turn, said))
    told = [one for one in again.items if one.names]
    kinds = {kind.kind for one in told for kind in scope.indicators_named(turn, one)}
    if not told or kinds != {Kind.BOOLEAN} or any(one.choice is None for one in told):
        return reading
    return replace(again, text=reading.text, intent="report_figures")


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
