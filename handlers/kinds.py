"""Answers that are no plain count: a level told in other words than its own, money where money is asked for."""

import re
from dataclasses import replace

from handlers import scope
from handlers.choices import NOT_YET
from handlers.difficulty import QUESTION
from handlers.hearing import figures_in
from handlers.language.read import read
from handlers.language.reading import Item, Number, Reading
from handlers.language.syllables import word_set
from handlers.language.text import fold
from handlers.scope import Question
from handlers.turn import Turn
from scoring.framework import Indicator, Kind
from store.conversations import Step

MONEY = "đồng"
# What a level may be answered with although another intent is read in it ("chưa có ban nào" is no denial).
_ANSWERS = {
    "unclear", "off_topic", "complaint", "difficulty_note", "deny", "confirm", "report_zero", "report_figures",
    "correct",
}  # fmt: skip
_EMPTY = word_set(
    "la lam do a da em nhe nha bac anh chi thi ma o muc roi dang hien nay minh toi van xa thon u vang thoi"
    " sua doi lai thanh cho chi tieu giup phai moi dung"
)
_ALONE = word_set("co khong chua ban")  # say nothing by themselves
_QUALIFIERS = word_set("chua khong pho nhung")  # a level that holds one more of these says more than was said
_AMOUNT = re.compile(r"(?P<n>\d[\d.,]*) ?(?P<scale>ty|trieu|tr|nghin|ngan|k)?(?= |$|dong|d\b|vnd)")
_SCALES = {"ty": 10**9, "trieu": 10**6, "tr": 10**6, "nghin": 10**3, "ngan": 10**3, "k": 10**3}
_SMALL = 1000  # đồng: less than this was meant in millions, and is asked about


# What is taken as words, and what only if it is longer than an order ("để mai", "bỏ qua") would be.
_WORDS = {
    "unclear", "off_topic", "complaint", "difficulty_note", "report_figures", "report_zero", "status_indicator",
    "status_unit", "deny", "same_as_last_period",
}  # fmt: skip
_SHORT = {"skip", "postpone", "confirm", "thanks"}
_FEW = 4
_PUT_OFF = re.compile(r"(?:de|mai|chieu|toi nay|toi mai|sang mai|hen|lat|tuan sau|bua|thu (?:hai|ba|tu|nam|sau|bay))\b")
_AFTER = re.compile(r"(?:\bthành\b|\bthanh\b|\blà\b|:|=)\s*(?P<said>[^\W\d].{2,})", re.IGNORECASE | re.DOTALL)


def as_asked(turn: Turn, reading: Reading) -> Reading:
    """The reading with what the kind of the question makes of it."""
    plain = not figures_in(reading)
    meant = _meant(turn, reading)
    told = figures_in(reading)
    wordy = all(one.number is None or one.number.none for one in told) and "\n" not in reading.text
    wordy = wordy and not any(one.names and one.code is None for one in told)  # "1.7 có, camera cũng có" answers both
    if (
        wordy
        and meant
        and sum(one.code is not None for one in reading.items) == 1
        and (answer := _behind_code(turn, reading, *meant[0])) is not None
    ):
        return _with(reading, answer)
    if turn.talk.step is Step.QUESTION or plain or any(asked.kind is Kind.TEXT for asked, _ in meant):
        words = _told(turn, reading, meant)
        if words is not None:
            return _with(reading, words)
    if plain and reading.intent in _ANSWERS:
        for asked, item in meant:
            if asked.kind is Kind.LEVEL:
                level = said_level(_without_name(reading.text, asked, item), asked.levels)
                if level is not None:
                    return _with(reading, replace(item, choice=level))
    if not meant or (len(meant) > 1 and not meant[0][1].code) or meant[0][0].kind is not Kind.COUNT:
        return reading
    asked, item = meant[0]
    if asked.count_unit == MONEY:
        found = money(_without_name(reading.text, asked, item))
        return _with(reading, replace(item, number=found)) if found is not None else reading
    return _times(turn, reading, asked, item) if plain else reading


def _told(turn: Turn, reading: Reading, meant: list[tuple[Indicator, Item]]) -> Item | None:
    """The answer to a question that wants words: what stands after the name ("4.3: y tế"), or all that was said."""
    for asked, item in meant:
        after = _AFTER.search(reading.text) if asked.kind is Kind.TEXT and item.names else None
        if after is not None:
            return replace(item, number=None, text=after["said"].strip())
        if asked.kind is Kind.TEXT and item.number is not None:
            return replace(item, number=None, text=_without_code(reading.text, asked))
    asked_for = scope.question(turn, turn.talk.asked) if turn.talk.asked is not None else None
    if asked_for is None or asked_for.indicator.kind is not Kind.TEXT or turn.talk.step is not Step.QUESTION:
        return None
    others = [item for asked, item in meant if asked.id != asked_for.indicator.id and item.number is not None]
    said = fold(reading.text).strip(" .!")
    if others or reading.intent not in _WORDS | _SHORT or QUESTION.search(said) or not said:
        return None
    if reading.intent in _SHORT and (len(said.split()) <= _FEW or _PUT_OFF.match(said)):
        return None
    return Item(text=_without_code(reading.text, asked_for.indicator))


def _behind_code(turn: Turn, reading: Reading, asked: Indicator, item: Item) -> Item | None:
    """ "4.1 phủ sóng tốt", "1.7 👍", "1.1 chưa có ban chỉ đạo": what stands behind a code answers its question."""
    text = reading.text.strip()
    said = _without_code(text, asked)
    if not item.names or not text.endswith(said) or text == said or not said or _asks(said):
        return None
    if asked.kind is Kind.TEXT:
        return replace(item, text=said) if reading.intent in _WORDS and len(said.split()) > 1 else None
    if asked.kind not in {Kind.BOOLEAN, Kind.LEVEL}:
        return None
    if asked.kind is Kind.BOOLEAN and (item.choice is not None or NOT_YET.search(fold(said))):
        return None  # "1.6 nhầm, có rồi" has been read: "nhầm" is no answer
    if asked.kind is Kind.LEVEL and (level := said_level(said, asked.levels)) is not None:
        return replace(item, choice=level)
    context = scope.context(turn, said)
    answer = read(said, replace(context, state="ask", asked=item.names[0], kind=asked.kind.value, levels=asked.levels))
    choice = next((one.choice for one in answer.items if one.choice is not None), None)
    if choice is None and asked.kind is Kind.BOOLEAN and answer.yes != answer.no:
        choice = "có" if answer.yes else "không"
    return replace(item, choice=choice) if choice is not None else None


_ASKS = re.compile(r"\b(?:đâu|nào|sao|gì|ai|mấy)\b|\b(?:den|toi) dau\b", re.IGNORECASE)


def _asks(said: str) -> bool:
    return QUESTION.search(fold(said)) is not None or _ASKS.search(said) is not None


def _without_code(text: str, asked: Indicator) -> str:
    """ "4.3 đã số hóa xong", "mục 4.3: đã số hóa xong": the words without the code they are said of."""
    code = f"(?:{re.escape(asked.id)}|{re.escape(asked.code)})"
    return re.sub(
        rf"(?:(?:mục|chỉ tiêu|câu|muc|cau) )?{code}[ :.,=-]+(?:(?:là|thì|la|thi) )?",
        "",
        text.strip(),
        count=1,
        flags=re.IGNORECASE,
    )


def _meant(turn: Turn, reading: Reading) -> list[tuple[Indicator, Item]]:
    """What may be answered: each indicator named with its item, else (for a level, besides) the one asked."""
    found = []
    for item in (one for one in reading.items if one.names):
        named = {one.id: one for one in scope.indicators_named(turn, item)}
        if len(named) == 1:
            found.append((next(iter(named.values())), item))
    open_ = turn.talk.asked if turn.talk.step is Step.QUESTION else None
    asked: Question | None = scope.question(turn, open_) if open_ is not None else None
    if asked is not None and (not found or asked.indicator.kind is Kind.LEVEL):
        found.append((asked.indicator, Item()))
    return found


def _without_name(text: str, asked: Indicator, item: Item) -> str:
    """What is said beside the indicator's name and code: a code is no amount, a name is no level."""
    if not item.names:
        return text
    named = {*fold(asked.short).split(), asked.id.lower()}
    return " ".join(word for word in text.split() if fold(word).strip(",.:") not in named)


def _times(turn: Turn, reading: Reading, asked: Indicator, item: Item) -> Reading:
    """ "Mỗi tuần 3 lần" where times are counted: elsewhere "3 lần" is no figure."""
    unit, _, per = asked.count_unit.partition("/")
    if not unit or unit.lower() not in reading.text.lower():
        return reading
    said = re.sub(rf"(?:mỗi|một|1|hàng|hằng|trong|/) ?{per}", " ", reading.text, flags=re.I) if per else reading.text
    said = re.sub(re.escape(unit), "cái", said, flags=re.IGNORECASE).strip()
    again = [one for one in figures_in(read(said, scope.context(turn, said))) if one.number is not None]
    return _with(reading, replace(item, number=again[0].number)) if len(again) == 1 else reading


def _with(reading: Reading, item: Item) -> Reading:
    intent = "correct" if reading.intent == "correct" else "report_figures"
    return replace(reading, intent=intent, items=(item,), yes=False, no=False)


def said_level(text: str, levels: tuple[str, ...]) -> str | None:
    """The level that holds every word said, if it is one: "phó chủ tịch làm" is that of the deputy.

    Of several the one that says least beside them: "cấp trưởng" is no "không phải cấp Trưởng".
    """
    said = {word for word in re.findall(r"[a-z]+", fold(text)) if word not in _EMPTY}
    if "?" in text or (not said - _ALONE and said != {"chua", "co"}):
        return None
    words = {level: set(re.findall(r"[a-z]+", fold(level))) for level in levels}
    fits = [level for level in levels if said <= words[level]]
    more = {level: len((_QUALIFIERS & words[level]) - said) for level in fits}
    least = [level for level in fits if more[level] == min(more.values())]
    return least[0] if len(least) == 1 else None


def money(text: str) -> Number | None:
    """An amount in đồng: "15 triệu", "1,2 tỷ", "15 triệu 500 nghìn", "15.000.000đ"; None if none is told."""
    found = [(one["n"], one["scale"]) for one in _AMOUNT.finditer(fold(text))]
    scaled = [one for one in found if one[1] is not None]
    if not found or (not scaled and len(found) > 1):
        return None
    total = 0
    for written, scale in scaled or found:
        grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", written) is not None
        plain = re.sub("[.,]", "", written) if grouped or scale is None else written.replace(",", ".")
        try:
            total += round(float(plain) * _SCALES.get(scale or "", 1))
        except ValueError:
            return None
    if not scaled and 0 < total < _SMALL:
        return Number(num=total, ambiguous=True, words=text.strip(), alternatives=(total * 10**6, total))
    return Number(num=total, words=text.strip())
