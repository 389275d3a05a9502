"""The smaller things a message may say: period, format, language, form of address, reason, what it compares with."""

from __future__ import annotations

import re

from handlers.language.patterns import Table
from handlers.language.text import Phrase
from handlers.language.words import TO_TEN

_NUMBERS = {**TO_TEN, "i": 1, "ii": 2, "iii": 3, "iv": 4, "gieng": 1, "chap": 12}
_HALF = Table(
    r"\b(?<!thon )(?<!to )(?<!khu )(?<!xom )(?<!doi )(?:6|sau) thang(?: (dau|cuoi))?(?: nam)?(?: (20\d\d))?\b"
    r"|\bnua (dau|cuoi) nam(?: (20\d\d))?\b"
)
_QUARTER = Table(r"\bquy ([1-4]|i{1,3}|iv|mot|hai|ba|bon|tu)\b(?: (?:nam|/))?(?: (20\d\d))?")
_MONTH = Table(
    r"\bthang (1[0-2]|0?[1-9]|mot|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi|gieng"
    r"|chap)\b(?! (?:ngay|truoc|sau|nay))(?: (?:nam|/|-))?(?: (20\d\d))?"
)
_YEAR = Table(r"\bnam (20\d\d)\b")
_FORMATS = (
    ("excel", frozenset(("excel", "xlsx", "xls", "exel", "ecel", "exxcel"))),
    ("word", frozenset(("word", "docx", "doc", "wort"))),
    ("pdf", frozenset(("pdf",))),
)
_LANGUAGES = (
    ("en", re.compile(r"\b(?:tieng anh|english)\b")),
    ("muong", re.compile(r"\b(?:tieng|chu|ngon ngu) (?:dan toc )?muong\b")),
    ("thai", re.compile(r"\b(?:tieng|chu|ngon ngu) (?:dan toc )?thai\b")),
    ("hmong", re.compile(r"\b(?:tieng|chu|ngon ngu) (?:dan toc )?(?:h ?'? ?mong|mong|meo)\b")),
    ("vi", re.compile(r"\b(?:tieng viet|vietnamese|tieng (?:pho thong|kinh|ta|minh|me de))\b")),
)
_ADDRESS = Table(
    r"\b(?:goi(?! lai| dien)|xung ho|keu)(?: \w+){0,3}? (?:la|bang|voi)? ?(bac|chu|co|anh|chi|em|ong|ba"
    r"|thim|cau|di)\b(?! (?:dien|lai))"
)
_ME = r"(?: (?:toi|tui|minh))?(?: (?:la|bang))?"
_FORM = r"(bac|chu|co|anh|chi|em|ong|ba)"
# "Đừng gọi chú, gọi anh", "gọi anh cho trẻ": the form alone, where it cannot be somebody to be telephoned.
_RATHER = Table(
    rf"\b(?:dung|khong|ko|thoi) (?:goi|keu|xung){_ME} \w+(?: nua)? (?:, |ma )?(?:cu )?(?:goi|keu){_ME} {_FORM}\b"
    rf"|\b(?:goi|keu|xung)(?: (?:toi|tui|minh))? {_FORM}(?: (?:di|nhe|thoi))? cho"
    r" (?:tre|than|gan|de|tien|gon|lich su|thoai mai|dung)\b"
    rf"|^{_FORM} chu (?:khong phai|dau phai|ai lai|dung goi)(?: la)? (?:bac|chu|co|anh|chi|em|ong|ba)\b"
    rf"|^(?:cu )?goi {_FORM}(?: (?:di|thoi|nhe))?(?: ,)? (?:bac|chu|co|anh|chi|em|ong|ba) (?:gi ma|nao ma)\b"
    r"|^(?:da |thoi )?(?:cu )?(?:goi|keu|xung)(?: (?:toi|tui|minh))? (ong|ba)"
    r"(?: (?:di|nhe|nha|thoi|a|em|chau|cho phai))*$"
    rf"|^(?:cu )?(?:goi|keu) {_FORM} (?:thoi|di|nhe)(?: ,)? \w+ (?:nghe|goi the|thi)"
    r" (?:\w+ )?(?:gia|xa|khach|nang|kieu|tre|ky|la)\b"
    r"|^(ong|ba) (?:nay )?chu (?:bac|chu|co|anh|chi|em)(?: gi| nao)?\b"
)
# "Bà 72 tuổi rồi", "ông năm nay ngoài bảy mươi tuổi": how old people speak of themselves.
_ELDER = Table(
    r"^(?:(?:da|thua|u|a|alo|chao|chau|em|oi|bot|ad|nhe|,) )*(ong|ba)"
    r"(?: (?:nay|nam|gia|da|cung|gan|ngoai|hon|sap|duoc|tuoi))*"
    r"(?: (?:[6-9]\d|(?:sau|bay|tam|chin) muoi(?: \w+)?) tuoi\b| gia (?:roi|lam roi|ca roi)\b)"
)
_SPELT = {
    "bac": "bác",
    "chu": "chú",
    "co": "cô",
    "chi": "chị",
    "ong": "ông",
    "ba": "bà",
    "thim": "thím",
    "cau": "cậu",
    "di": "dì",
}
_COMPARE = (
    ("start_of_year", re.compile(r"\b(?:dau nam|thang 1\b|thang gieng)")),
    ("last_year", re.compile(r"\b(?:nam (?:ngoai|truoc|roi)|cung ky)\b")),
    ("last_quarter", re.compile(r"\bquy (?:truoc|roi|vua roi)\b")),
    ("last_month", re.compile(r"\bthang (?:truoc|roi|vua roi)\b|\b(?:hai|2) thang (?:gan|vua|lien)\b")),
    ("last_period", re.compile(r"\b(?:ky|dot|lan|hoi|ki) (?:truoc|roi|vua roi)\b")),
)
_FRAMEWORK = Table(
    r"\b(?:bo(?: tieu chi| chi tieu)?|qd|quyet dinh|kh|ke hoach|cv|cong van|theo"
    r"|khung)(?: so)? (\d{2,4}|bim son)\b"
)
_WHY = Table(r"\b(?:vi|ly do(?: la| :)?|li do(?: la| :)?|tai vi|boi vi|do)\b")


def period_of(phrase: Phrase) -> str | None:
    """The period named: "month:5", "quarter:3", "half:1"; with a year "2023-05", "2023-Q3", "2023-H1", "2023"."""
    if hit := phrase.first(_HALF):
        half = 2 if "cuoi" in (hit[1], hit[3]) else 1
        year = hit[2] or hit[4]
        return f"{year}-H{half}" if year else f"half:{half}"
    if hit := phrase.first(_QUARTER):
        number = int(hit[1]) if hit[1].isdigit() else _NUMBERS[hit[1]]
        return f"{hit[2]}-Q{number}" if hit[2] else f"quarter:{number}"
    if hit := phrase.first(_MONTH):
        number = int(hit[1]) if hit[1].isdigit() else _NUMBERS[hit[1]]
        return f"{hit[2]}-{number:02d}" if hit[2] else f"month:{number}"
    return hit[1] if (hit := phrase.first(_YEAR)) else None


def compare_of(norm: str) -> str:
    """The earlier period a comparison is made with; last_period when none is named."""
    tail = norm[max(norm.find("so voi"), norm.find("so sanh"), 0) :]
    for label, pattern in _COMPARE:
        if pattern.search(tail):
            return label
    hits = _MONTH.pattern.findall(tail)
    if hits:
        said = hits[-1][0]
        return f"month:{int(said) if said.isdigit() else _NUMBERS[said]}"
    return "last_period"


def format_of(words: list[str]) -> str | None:
    """excel, word or pdf when one is named."""
    said = set(words)
    return next((name for name, known in _FORMATS if known & said), None)


def language_of(norm: str) -> str | None:
    """The language asked for."""
    said = [(hit.start(), name) for name, pattern in _LANGUAGES for hit in pattern.finditer(norm)]
    return max(said)[1] if said else None  # "từ tiếng Anh sang tiếng Việt": the last one is wanted


def address_of(phrase: Phrase) -> str | None:
    """How the person wants to be called ("gọi tôi là bác"): the word with its marks."""
    if (rather := phrase.first(_RATHER)) is not None:
        said = next(one for one in rather.groups() if one)
        if said != "ba" or not phrase.marked or "bà" in phrase.raws:
            return _SPELT.get(said, said)
    hit = phrase.first(_ADDRESS)
    if hit is not None and hit[1] == "co" and phrase.marked and "cô" not in phrase.raws:
        return None  # "thế nào mới gọi là có chữ ký số"
    if hit is None or not re.search(r"\b(?:la|bang|voi)\b", phrase.norm):
        return None
    return _SPELT.get(hit[1], hit[1])


def elder_of(phrase: Phrase) -> str | None:
    """Ông or bà, where somebody old says how old they are and calls themselves so."""
    hit = phrase.first(_ELDER)
    if hit is None or (phrase.marked and not {"ông", "bà"} & set(phrase.raws)):
        return None
    return _SPELT[hit[1]]


def framework_of(phrase: Phrase) -> str | None:
    """The number of the list of indicators named ("bộ 1829")."""
    hit = phrase.first(_FRAMEWORK)
    return hit[1] if hit else None


def why(phrase: Phrase) -> str | None:
    """The reason after "vì", "lý do", "do": the text as typed."""
    for hit in phrase.begun(_WHY):
        at, end = phrase.at(hit.start()), phrase.at(hit.end())
        raw = phrase.raws[at]
        if (
            raw not in ("vì", "vi", "do", "lý", "lí", "ly", "li", "tại", "tai", "bởi")
            or not at
            or end + 1 >= len(phrase.words)
        ):
            continue
        if hit[0] == "do" and (
            phrase.words[at - 1] in ("so", "cai", "bao", "cho", "anh", "hom", "cau") or not phrase.marked
        ):
            continue
        return phrase.clean[phrase.starts[end + 1] :].strip(" .,:") or None
    return None


def after_comma(phrase: Phrase, start: int) -> str | None:
    """The text after the first comma behind a token, as typed."""
    for at in range(start, len(phrase.words)):
        if phrase.words[at] in (",", ":", ";", "\n", "-"):
            return phrase.clean[phrase.ends[at] :].strip(" .,:;-\n") or None
    return None
