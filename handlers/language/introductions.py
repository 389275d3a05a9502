""" "Đây là thôn 3", "tôi là bác Ba", "thôn 4 đây": somebody says who they are, among a few people that are known."""

import re
from collections.abc import Iterable, Mapping
from unicodedata import normalize

from handlers.language.text import cut, fold
from handlers.language.units import find_units, index_units

_TITLES = (
    r"(?:(?:to truong|truong thon|thanh vien|to cong nghe so|to|ben|cua|nguoi|nha|bac|co|chu|anh|chi|ong|ba|em) )*"
)
_BEFORE = r"(?:(?:da|a|vang|em oi|bot oi|so thon oi)[ ,]+)?"
_IS_IT = rf"^{_BEFORE}(?:(?:toi|tui|em|minh|chau|con|bac|co|chu|anh|chi) )?(?:day |gio )?la "
_IS = rf"{_IS_IT}{_TITLES}"
_TURNS = (
    rf"^{_BEFORE}(?:(?:doi|chuyen)(?: nguoi(?: nhan)?)?(?: sang| qua| lai)?"
    r"|(?:(?:toi|tui|em|minh|bac|co|chu|anh|chi) )?(?:dua|chuyen|tra|giao)(?: lai)? (?:may|dien thoai)(?: lai)? cho"
    rf"|(?:bay )?gio (?:thi )?(?:den|toi|sang)(?: luot)?|(?:den|toi) luot"
    rf"|(?:bay )?gio(?: (?:thi|la))?(?=.{{2,40}} (?:nhan|bao|gui)\b)) {_TITLES}"
)
_BARE = rf"^{_BEFORE}{_TITLES}"
_HERE = (
    r"(?:(?: day| noi day| bao day| noi nhe| nhan day| nhan nhe| van nhan day| van nhan)\b|"
    r"(?: gui| bao| nhan)?(?: so)? ?:)"
)
_WHO = (
    r"(?:doi nguoi(?: nhan| dung)?|nguoi khac(?: nhan| dung)?|ai dang (?:nhan|dung)(?: may nay)?"
    r"|may nay (?:co|cua|dung chung)(?: nhung)? ai)"
)
_ASKED = re.compile(rf"^{_BEFORE}{_WHO}[ .!?]*$")
_NUMBERS = frozenset({"mot", "hai", "ba", "bon", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"})  # Bác Ba, chú Sáu
_WHOM = r"(?:to truong|truong thon|thanh vien|to|bac|co|chu|anh|chi|ong|ba|thon|xom|ban|khu|ap|lang) \w"
_SOMEBODY = re.compile(rf"{_IS_IT}{_WHOM}.*$|{_BEFORE}{_WHOM}.* day(?: (?:em|chau|con|a|oi|nhe))*[ .!]*$")
_NO_PERSON = re.compile(r"\b(?:đấy|ảnh)\b")
_CALLED = ("bac", "chu", "co", "anh", "chi", "ong", "ba")
LONGEST = 8  # words of "tôi là bác Ba tổ trưởng thôn 3"
_BETWEEN = re.compile(
    r"^[\s,.:;!–-]*(?:(?:(?:a|nhe|nha|day|ne)\b|(?:em|chau|con)(?: oi| a)?(?=[,.:;!–-]|\s*$))[\s,.:;!–-]*)*"
)
_FORMS = re.compile(r"^(?:bac|co|chu|anh|chi|ong|ba|em) ")
Ways = Mapping[int, tuple[str, ...]]


def ways_of(names: Mapping[int, Iterable[str]]) -> dict[int, tuple[str, ...]]:
    """How each of a few people may be called, by the names of themselves and of what they answer for, longest first.

    What would call two of them calls nobody.
    """
    found: dict[int, set[str]] = {}
    for person, several in names.items():
        folded = {" ".join(fold(normalize("NFC", name)).split()) for name in several}
        folded |= {way for name in folded for way in _by_given_name(name)}
        found[person] = {one for each in folded for one in (each, _FORMS.sub("", each)) if one}
    return {
        person: tuple(sorted(mine - _of_others(found, person), key=len, reverse=True)) for person, mine in found.items()
    }


def _by_given_name(name: str) -> set[str]:
    """ "Trần Văn Sáu" is bác Sáu, ông Sáu: by the last word with a title before it."""
    given = name.split()[-1] if " " in name else ""
    return {f"{title} {given}" for title in _CALLED} if given.isalpha() else set()


def _of_others(found: Mapping[int, set[str]], person: int) -> set[str]:
    return {way for other, ways in found.items() if other != person for way in ways}


def introduced(text: str, ways: Ways, *, asked: bool = False) -> tuple[int, str] | None:
    """Who a message says its writer is, and what it says besides; None where it does not say.

    Just `asked` who is writing, a name alone or at the head says it too.
    """
    text = " ".join(normalize("NFC", text).replace("\n", " \n ").split(" ")).strip()
    folded = fold(text)
    if len(folded) != len(text):
        return None
    for person, mine in ways.items():
        for way in mine:
            end = _said(folded, re.escape(way), asked)
            if end is not None:
                return person, _rest(text, folded, end, mine)
    return None


def _said(folded: str, way: str, asked: bool) -> int | None:
    forms = [rf"{_IS}{way}\b", rf"{_TURNS}{way}\b"]
    if " " not in way:
        forms.append(rf"^{_BEFORE}(?:toi|tui|em|minh|chau) (?:la )?{way} (?:day|ne|nhan|bao)\b")  # "tôi Tư đây"
        forms.append(rf"^{_BEFORE}(?:bac|chu|co|anh|chi|ong|ba) {way} (?:noi |nhan |bao )?day\b")  # "ông Tư nói đây"
    if way not in _NUMBERS:
        forms.append(rf"{_BARE}{way}{_HERE}")
        if asked:
            forms.append(rf"{_BARE}{way}\b")
    elif asked:
        forms.append(rf"{_BARE}{way}[ .!]*(?:day|a|nhe|em|chau|nhan)?[ .!]*$")
    found = next((match for form in forms if (match := re.match(form, folded))), None)
    return found.end() if found is not None else None


def _rest(text: str, folded: str, end: int, mine: tuple[str, ...]) -> str:
    """What follows the name, and their other names said right after it: "bác Ba thôn 3, 412"."""
    more = re.match(rf"(?:[ ,(-]*{_TITLES}(?:{'|'.join(map(re.escape, mine))})\b\)?)*", folded[end:]) if mine else None
    end += more.end() if more is not None else 0
    between = _BETWEEN.match(folded[end:])
    rest = text[end + (between.end() if between is not None else 0) :].strip()
    return rest if re.search(r"\w", rest) else ""


def hands_over(text: str) -> bool:
    """ "Đưa máy cho bác Ba rồi": what was written before is of somebody else."""
    return re.match(_TURNS, fold(normalize("NFC", text).strip())) is not None


def introduces(text: str) -> bool:
    """Whether somebody only says who they are, whoever that may be."""
    folded = fold(text.strip())
    if _NO_PERSON.search(normalize("NFC", text).lower()):
        return False  # "bác nói đùa đấy", "là ảnh bà con đi học"
    return len(folded.split()) <= LONGEST and _SOMEBODY.match(folded) is not None


def asks_who(text: str) -> bool:
    """ "Đổi người", "người khác nhắn": the writer is another, without a name."""
    return _ASKED.match(fold(text.strip())) is not None


def people_named(text: str, names: Mapping[int, str]) -> set[int]:
    """Which of a few people a message speaks of by title and name; a name of one word may be another word."""
    said = f" {' '.join(fold(normalize('NFC', text)).split())} "
    ways = ways_of({id: (name,) for id, name in names.items()})
    return {
        id for id, mine in ways.items() if any(" " in way and re.search(rf"\b{re.escape(way)}\b", said) for way in mine)
    }


def units_named(text: str, units: Mapping[int, str]) -> set[int]:
    """Which of a few units a message names."""
    index = index_units({str(id): (name, ()) for id, name in units.items()})
    return {int(one.key) for one in find_units(cut(text), index) if one.key is not None and one.key.isdigit()}
