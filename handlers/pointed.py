"""Whom an office points at without naming a village: "hai thôn đó", "bác ấy", "cô Lan". Read as the village's name."""

import re
from collections.abc import Iterable

from handlers import numbered, ranked, scope
from handlers.language.errands import Errand, errand
from handlers.language.text import cut, fold
from handlers.language.units import UnitName, find_units
from handlers.standing import may_see, top_of
from handlers.turn import Turn
from store import people, units
from store.people import Person, Role
from store.units import Unit

_SEVERAL = re.compile(
    r"\b(?:ca )?(?:hai|ba|bon|may|cac|nhung|\d) (?:thon|to|noi|don vi|cho|bac|xom|ong)"
    r" (?:do|nay|ay|kia|tren|vua roi|con lai)\b"
)
# "Nhắc 3 thôn chưa có số": how many they are is no figure.
_SO_MANY = re.compile(
    r"\b(?:nhac|giuc|don doc|duyet|nhan|bao)(?: (?:giup|luon|cho|not|ca))* (?P<many>hai|ba|bon|nam|sau|bay|\d{1,2}) "
    r"(?:thon|to|noi|xom|ban|don vi) (?:chua|con lai|con thieu|thieu|cham|tre|da)\b"
)
# "Nhắc các thôn hai lần": how often, and no Thôn 2.
_SO_OFTEN = re.compile(
    r"\b((?:các|cac|mọi|moi|những|nhung) (?:thôn|thon|xóm|xom|tổ|to)) (?:một|mot|hai|ba|bốn|bon|\d) (?:lần|lan)\b",
    re.IGNORECASE,
)
_NUMBERS = {"hai": 2, "ba": 3, "bon": 4}
_THERE = re.compile(r"\b(?:thon|to|xom|ban|khu|noi) (?P<which>do|nay|ay|kia|vua roi|con lai)\b")
# "Nhắc khéo cô ấy", "nhắn họ": whom an order is about; a "bác ấy" that is told of is read where the telling is.
_WHOM = re.compile(
    r"\b(?:nhac|nhan|giuc|gia han|tra lai|don doc)(?: (?:kheo|nhe|lai|tin|cho|voi|giup|them|luon|rieng|moi))* "
    r"(?P<whom>ho|(?:bac|ong|ba|co|chu|anh|chi) (?:ay|do|kia))\b"
)
# "Số VNeID của nó", "duyệt nó đi", "nó còn thiếu gì": a village as a thing.
_IT = re.compile(
    r"\b(?:cua|bao|duyet|nhac|xem|tra lai|gia han|cho)(?: (?:luon|giup|lai))* (?P<whom>no)\b"
    r"|^(?:(?:the|vay|con|a) )*(?P<it>no)\b"
    r"(?= (?:\S+ ){0,4}?(?:con|thieu|nop|gui|ky|thang|nam|dot|bao nhieu|xong|dat|duoc|du)\b)"
)
_OF_A_FIGURE = {"status_indicator", "history", "shortfall"}
_BEFORE = re.compile(r"\b(?:ky|dot|thang|quy|nam|lan) (?:truoc|ngoai)\b")
_TITLES = frozenset(["bac", "chu", "co", "anh", "chi", "ong", "ba", "em", "cau"])
# Said of a person, not of their village: who is taken out, given a code, called.
_OF_PEOPLE = re.compile(
    r"\b(?:go|gach|loai|so dien thoai|sdt|so may|dien thoai(?! thong minh)|may moi|doi may|them|bo sung|thay|ma moi"
    r"|moi|nghi roi|ten|to truong|nguoi moi|nguoi cu|sim|zalo)\b"
)
_MAY_POINT = re.compile(r"\b(?:do|nay|ay|kia|tren|vua roi|con lai|ho|no|bac|chu|co|anh|chi|ong|ba|em|cau)\b")
_VERBS = re.compile(r"\b(?:nhac|nhan|goi|bao|giuc|cho|gia han|cua|voi|duyet|tra|hen)(?: \w+)? $")
WHICH_COMMUNE = "which_commune"  # what the message before was asked: of which commune a village is
_ASKED_AFTER = 150  # signs of a message that is put together with the commune it lacked
_MOST = 400  # signs of a message that is looked at


def spelt_out(turn: Turn, text: str) -> str:
    """The message with the village's name where it only points at one; as it is where a place is named."""
    if not turn.units(*scope.READERS) or turn.incoming.group is not None or len(text) > _MOST:
        return text
    text = ranked.spelt_out(turn, numbered.named(_SO_OFTEN.sub(r"\1", text)))
    folded = fold(text)
    if (many := _SO_MANY.search(folded)) is not None:
        text = f"{text[: many.start('many')]}các{text[many.end('many') :]}"
        folded = fold(text)
    if not _MAY_POINT.search(folded):
        return text
    phrase = cut(text)
    if phrase.clean != text or any(
        one.unknown or (one.key or "").isdigit() for one in find_units(phrase, scope.unit_index(turn, text))
    ):
        return text
    before = text.find(":") if ":" in text else len(text)
    named = _named(turn)
    if named and (found := _SEVERAL.search(folded, 0, before)) is not None:
        meant = _so_many(turn, named, found[0])
        return _put(text, found, meant) if meant else text
    if named and (found := _THERE.search(folded, 0, before)) is not None:
        one = _that_village(turn, named, found["which"])
        return _put(text, found, one) if one else text
    if named and (found := _WHOM.search(folded, 0, before)) is not None:
        return _put(text, found, named if found["whom"] == "ho" else named[-1:])
    if (it := _it(turn, text, folded, before, named)) is not None:
        return it
    return text if _OF_PEOPLE.search(folded) else _by_person(turn, text, folded, before)


_NAME_WORDS = 4


def in_a_row(turn: Turn, text: str) -> str:
    """ "Thôn 2, thôn 3 duyệt": villages named ahead of what is wanted of all of them, without what parts them."""
    if "," not in text or len(text) > _MOST or len(text[: text.index(",")].split()) > _NAME_WORDS:
        return text
    phrase = cut(text)
    if phrase.clean != text:
        return text
    ends = 0
    row: list[str] = []
    for one in find_units(phrase, scope.unit_index(turn, text)):
        start, end = phrase.starts[one.start], phrase.ends[one.end - 1]
        if not (one.key or "").isdigit() or text[ends:start].strip() not in ({"", ","} if row else {""}):
            break
        row.append(text[start:end])
        ends = end
    if len(row) < 2 or not re.match(r"\s+\w", text[ends:]):
        return text
    return " ".join(row) + text[ends:]


def completed(turn: Turn, text: str) -> str:
    """The message before with its village's commune, where this one is nothing but the commune that was asked for."""
    lacking = str(turn.talk.bubble.get("text") or "")  # kept in part only where it is long
    if turn.talk.did != WHICH_COMMUNE or turn.incoming.group is not None or not 0 < len(lacking) < _ASKED_AFTER:
        return text
    keys = {one.key for one in find_units(cut(text), scope.unit_index(turn, text))}
    named = [units.unit(turn.db, int(key)) for key in keys if key is not None and key.isdigit()]
    communes = [one for one in named if one.level == "xa"]
    if len(communes) != 1 or None in keys or re.search(r"\w", without_units(turn, text)):
        return text
    phrase = cut(lacking)
    for one in reversed(find_units(phrase, scope.unit_index(turn, lacking))):
        if one.key is not None and one.key.isdigit() and units.unit(turn.db, int(one.key)).level == "thon":
            end = phrase.ends[one.end - 1]
            return f"{phrase.clean[:end]} {communes[0].name}{phrase.clean[end:]}"
    return text


def _put(text: str, found: re.Match[str], named: Iterable[Unit]) -> str:
    names = (", " if found.start() else " ").join(unit.name for unit in named)  # ahead of an order: all in its clause
    start, end = found.span("whom" if "whom" in found.re.groupindex else 0)
    return f"{text[:start]}{names}{text[end:]}"


def _named(turn: Turn) -> list[Unit]:
    found = [scope.from_above(turn, units.unit(turn.db, id)) for id in turn.talk.named]
    return [unit for unit in found if may_see(turn, unit)]


def _it(turn: Turn, text: str, folded: str, before: int, named: list[Unit]) -> str | None:
    """ "Nó" as the village spoken of; over what is shown for a yes ("trả lại nó đi"), or a figure, as that."""
    found = _IT.search(folded, 0, before) if re.search(r"\b(?:nó|no)\b", text.lower()) else None
    if found is None:
        return None
    start, end = found.span("whom" if found["whom"] else "it")
    of_a_figure = found["it"] and turn.talk.did in _OF_A_FIGURE and _BEFORE.search(folded)
    if turn.talk.waiting is not None or of_a_figure:
        return " ".join(f"{text[:start]}{text[end:]}".split())
    one = named[-1:] or _spoken_of(turn)
    return f"{text[:start]}{one[0].name}{text[end:]}" if one else None


def _spoken_of(turn: Turn) -> list[Unit]:
    """The village the talk is about."""
    unit = units.unit(turn.db, turn.talk.unit) if turn.talk.unit is not None else None
    return [unit] if unit is not None and unit.level == "thon" and may_see(turn, unit) else []


def _others(turn: Turn, named: list[Unit]) -> list[Unit]:
    """The villages here that were not named last."""
    top = top_of(turn)
    below = [one for one in units.below(turn.db, top) if one.level == "thon"] if top is not None else []
    return [one for one in below if one.id not in {unit.id for unit in named}]


def _that_village(turn: Turn, named: list[Unit], which: str) -> list[Unit]:
    """ "Thôn ấy" is the one named last, "thôn còn lại" the one that was not; "thôn kia" of two is the other."""
    others = _others(turn, named)
    if which == "con lai":
        return others if len(others) == 1 else []
    return others if which == "kia" and len(others) == len(named) == 1 else named[-1:]


def _so_many(turn: Turn, named: list[Unit], said: str) -> list[Unit]:
    """Those named last, if they are as many as is said; "3 thôn kia" may as well be all the others."""
    words = said.removeprefix("ca ").split()
    rest = said.endswith("con lai")
    many = int(words[0]) if words[0].isdigit() else _NUMBERS.get(words[0])
    if not rest and (many is None or many == len(named)):
        return named if len(named) > 1 else []
    others = _others(turn, named)
    return others if (rest and many is None) or ((rest or words[-1] == "kia") and len(others) == many) else []


def remember(turn: Turn) -> None:
    """The villages this message named are those the next one may point at."""
    found = scope.named_units(turn) if turn.reading is not None else []
    villages = [unit.id for unit in found if unit.level == "thon"]
    if villages:
        turn.talk.named = list(dict.fromkeys((turn.talk.named if turn.named else []) + villages))
        turn.named = True
        if turn.talk.unit not in villages and turn.talk.unit is not None:  # "duyệt đi" is of no village before these
            turn.talk.unit = villages[0] if len(villages) == 1 else None


def _by_person(turn: Turn, text: str, folded: str, before: int) -> str:
    """ "Nhắc cô Mận": the village of the one member who is called so."""
    top = top_of(turn)
    if top is None or _TITLES.isdisjoint(folded.split()):
        return text
    found = [
        (place, unit)
        for who, _, unit in people.holders(turn.db, top, turn.now, Role.MEMBER)
        for place in _said(who, text, folded, before)
    ]
    if len({unit for _, unit in found}) != 1 or not found:
        return text
    (start, end), unit = found[0]
    return f"{text[:start]}{scope.from_above(turn, units.unit(turn.db, unit)).name}{text[end:]}"


def _said(who: Person, text: str, folded: str, before: int) -> list[tuple[int, int]]:
    """Where somebody is called by a title and their name; a bare text must say it behind a verb."""
    name = [word for word in who.name.split() if fold(word) not in _TITLES]
    if not name or fold(name[-1]).isdigit() or len(who.name.split()) > 5:
        return []
    places = []
    for size in range(len(name), 0, -1):
        words = " ".join(name[-size:])
        for match in re.finditer(rf"\b(?:{'|'.join(sorted(_TITLES))}) {re.escape(fold(words))}\b", folded[:before]):
            said = text[match.start() : match.end()]
            marked = not text.isascii() and said.lower().endswith(words.lower())
            if marked or (text.isascii() and _VERBS.search(folded[: match.start()])):
                places.append(match.span())
        if places:
            break
    return places


# --- names of several words, for forms that know only "thôn" and one word ---------------------------------------------

_TOKEN = re.compile(r"thon zq(\d+)|thôn zq(\d+)", re.IGNORECASE)


def errand_in(turn: Turn, text: str) -> Errand | None:
    """The errand a message is, also where it names a village by several words."""
    office = bool(turn.units(*scope.READERS))
    if office and (short := one_word(turn, text)) != text:
        found = errand(short, office=office)
        return in_full(turn, found) if found is not None else None
    return errand(text, office=office)


def without_units(turn: Turn, text: str) -> str:
    """What is left of a message beside the places it names."""
    phrase = cut(text)
    out, at = [], 0
    for one in find_units(phrase, scope.unit_index(turn, text)):
        out.append(phrase.clean[at : phrase.starts[one.start]])
        at = phrase.ends[one.end - 1]
    return " ".join([*out, phrase.clean[at:]])


def one_word(turn: Turn, text: str) -> str:
    """The message with each village as "thôn" and one word: "Đông Sơn", "thôn Yên Thượng" too."""
    phrase = cut(text)
    found = [
        one for one in find_units(phrase, scope.unit_index(turn, text)) if one.key is not None and one.key.isdigit()
    ]
    out, at = [], 0
    for one in found:
        start, end = phrase.starts[one.start], phrase.ends[one.end - 1]
        if not _is_long(turn, phrase.clean[start:end], one):
            continue
        out += [phrase.clean[at:start], f"thôn zq{one.key}"]
        at = end
    return "".join([*out, phrase.clean[at:]]) if out else text


def _is_long(turn: Turn, said: str, one: UnitName) -> bool:
    words = fold(said).split()
    level = words[0] in {"thon", "xom", "to", "ban", "khu", "ap", "lang", "xa", "phuong"}
    village = one.key is not None and units.unit(turn.db, int(one.key)).level == "thon"
    return village and (len(words) != 2 or not level)


def in_full(turn: Turn, found: Errand) -> Errand:
    """The errand with the villages' own names again."""

    def name(match: re.Match[str]) -> str:
        return units.unit(turn.db, int(match[1] or match[2])).name

    about = _TOKEN.sub(lambda match: fold(name(match)), found.about)
    return Errand(found.act, about, _TOKEN.sub(name, found.words))
