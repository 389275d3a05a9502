"""Questions named by their place: "câu 3 chưa có", "mục 5 là 140" speak of the third, the fifth item of the report."""

import re

from handlers import asking, scope
from handlers.language.text import fold
from handlers.language.words import TO_TEN
from handlers.scope import Question
from handlers.turn import Turn

_COUNT = "|".join(word for word in TO_TEN if word != "tu")
_PLACE = re.compile(
    r"\b(?<!danh )(?<!vneid )(?<!do )(?<!dvc )"
    rf"(?:cau(?: hoi)?|muc|cai thu|chi tieu thu|y|so thu)(?: so| thu)? (?P<at>\d{{1,2}}|{_COUNT}|tu)\b"
    r"(?![.,/-]\d| (?:nguoi|ho|nha|cai|cau|muc|so|chi tieu|thang|nam|kia|nay|nua|con lai)\b|\d)"
)
# "Số 6 có 31 người": a place where another number, or that there is none yet, follows.
_NUMBERED = re.compile(
    r"\bso (?P<at>\d{1,2})(?= ?(?:thi |la |co |duoc |: ?|= ?|moi |ghi |van |cung |sua |doi |thanh |lai )+"
    r"(?:\d|chua|de sau|khong co so))"
)
# "Dòng cuối 121", "mục đầu là 310".
_AT_THE_END = re.compile(
    r"\b(?:dong|muc|cau(?: hoi)?) (?P<at>dau(?: tien)?|cuoi(?: cung)?)"
    r"(?= (?:(?:la|thi|co|thanh|sua|lai|duoc|moi|phai|dung|bac|:) ?)*\d)"
)
_OF_LEVEL = re.compile(r"\bmuc (?:do )?\d")  # "định danh mức 2"
# "Câu 3 chưa có": nobody has counted yet; that there is none at all is said of the thing itself ("chưa có ai").
_NOT_YET = re.compile(
    r"(?P<said>chưa có|chua co)(?=(?: đâu| dau| ạ| a| em| cháu| chau| nhé| nhe)*\s*(?:$|[,;.\n]))", re.I
)


def spelt_out(turn: Turn, text: str) -> str:
    """The text with the name of the item for its place in the report; as it is where no place is named."""
    folded = fold(text)
    forms = (_PLACE, _NUMBERED, _AT_THE_END)
    if len(folded) != len(text) or not any(form.search(folded) for form in forms):
        return text
    listed = _listed(turn)
    if not listed:
        return text
    said, last = [], 0
    for place in sorted((hit for form in forms for hit in form.finditer(folded)), key=lambda found: found.start()):
        asked = _at(listed, place["at"])
        level = (
            _OF_LEVEL.match(folded[place.start() :]) is not None and "ứ" in text[place.start() : place.end()].lower()
        )
        if asked is None or level:
            continue
        said.append(text[last : place.start()] + asked.indicator.short)
        last = place.end()
    if not said:
        return text
    return _NOT_YET.sub(r"\g<said> số", "".join([*said, text[last:]]))


def _listed(turn: Turn) -> list[Question]:
    """The questions of the report that is spoken of, in its order."""
    asked = asking.still_open(turn)
    owed = asking.owed(turn)
    report = asked.report if asked is not None else owed[0] if owed else None
    return scope.questions_of(turn, report) if report is not None else []


def _at(listed: list[Question], said: str) -> Question | None:
    """The item that stands at a place of the report."""
    if said.startswith(("dau", "cuoi")):
        return listed[0 if said.startswith("dau") else -1]
    at = int(said) if said.isdigit() else TO_TEN[said]
    if any(one.indicator.id == str(at) or one.indicator.code.rstrip(".") == str(at) for one in listed):
        return None  # a code of its own
    return listed[at - 1] if 1 <= at <= len(listed) else None
