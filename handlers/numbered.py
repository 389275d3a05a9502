"""Villages by their numbers alone behind the first: "duyệt thôn 1, 2 và 3", "nhắc thôn 1-3". Read with their names."""

import re

from handlers.language.text import fold

_ORDERS = re.compile(
    r"^(?:(?:em|giup|nho|hay|u|ok|da|vay|the|bot|cho) )*"
    r"(?:duyet|bo duyet|nhac|giuc|don doc|tra lai|gia han|nhan|bao|xem|mo lai|giu)\b"
)
_AHEAD = re.compile(  # "thôn 2, 3 duyệt": the order stands behind
    r"^(?:thon|xom|ban|khu|t) ?\d{1,2}(?: ?(?:,|va|voi) ?\d{1,2}| \d{1,2})+"
    r" (?:(?:thi|cu|cho|cung|em|giup|luon|deu) )*(?:duyet|nhac|giuc|don doc|gia han|tra lai|bo duyet)\b"
)
_FAR = re.compile(r"gia han|nhan|bao\b")  # behind these "đến 5" is a day, or words to be passed on
_JOIN = r"\s*(?:,|và|va|với|voi)\s*|\s+"
_LIST = re.compile(
    rf"\b(?P<kind>thôn|thon|xóm|xom|khu|bản|ban|t)(?P<gap>\s*)(?P<first>\d{{1,2}})(?P<rest>(?:(?:{_JOIN})\d{{1,2}})+)"
    r"(?![\d/.%:]|\s*(?:%|/|h\b|giờ|gio\b|phút|phut|tiếng|tieng|ngày|ngay|người|nguoi|hộ|ho\b|cái|cai|tháng|thang))",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"\b(?:từ |tu )?(?P<kind>thôn|thon|xóm|xom|khu|bản|ban)\s*(?P<first>\d{1,2})\s*(?:-|–|đến|den|tới|toi)\s*"
    r"(?:(?P=kind)\s*)?(?P<last>\d{1,2})(?![\d/.%:])",
    re.IGNORECASE,
)
_MOST = 20  # villages of one range


def named(text: str) -> str:
    """An order with each village under its name; any other text as it is."""
    said = fold(text)
    if _ORDERS.match(said) is None:
        return _LIST.sub(_in_one_clause, text, count=1) if _AHEAD.match(said) is not None else text
    if _FAR.search(said) is None:
        text = _RANGE.sub(_each, text)
    head, colon, words = text.partition(":")
    return _LIST.sub(_one_by_one, head) + colon + words


def _each(found: re.Match[str]) -> str:
    first, last = int(found["first"]), int(found["last"])
    if not first < last <= first + _MOST:
        return found[0]
    return ", ".join(f"{found['kind']} {number}" for number in range(first, last + 1))


def _in_one_clause(found: re.Match[str]) -> str:
    return _one_by_one(found).replace(",", "")


def _one_by_one(found: re.Match[str]) -> str:
    numbers = [found["first"], *re.findall(r"\d+", found["rest"])]
    return ", ".join(f"{found['kind']}{found['gap'] or ' '}{number}" for number in numbers)
