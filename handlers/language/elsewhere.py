"""Business that is not the book's: small talk, money asked for, and which office it belongs to."""

# ruff: noqa: E501 (one form, one line)

import re

from handlers.language.text import fold

_CHAT = re.compile(
    r"\ban (?:com|sang|trua|toi|gi)(?: gi)? chua\b|\b(?:khoe|khoe re) (?:khong|chu|a|nhe|ha)\b|\bngu (?:chua|ngon)\b"
    r"|^(?:ha ?){2,}(?: \w+){0,3}$|^(?:hi ?){2,}(?: \w+){0,3}$|^(?:he ?){2,}$|^k{2,}$|\bnho (?:em|chau|may) qua\b|\bvui (?:nhi|qua|the)\b"
    r"|\b(?:nguoi yeu|lay vo|lay chong|que o dau|nha o dau)\b"
)
_WRITING = re.compile(
    r"\b(?:soan|viet|thao|danh may|lam)(?: (?:giup|ho|cho|toi|anh|chi|em|mot|cai))* (?:cong van|giay moi|to trinh|bai phat bieu|bai tuyen truyen|thong bao|quyet dinh)\b"
)
_UNPAID = re.compile(
    r"\b(?:duoc|co) (?:dong|xu|tien|hao) nao\b|\bkhong cong\b|\blam khong luong\b|^(?:(?:the|lam|bao|cai|viec|nay|vay|bac|toi|em|chau|oi|ma|so)[ ,]+)*(?:co )?(?:duoc )?(?:(?:bao nhieu|may)(?: tien| dong)|(?:(?:tra |cho )?(?:tien|tien cong|xu|dong nao|boi duong)|(?<=duoc )gi)(?: nao| gi)?(?: duoc)? (?:khong|ko|chang))(?: (?:em|chau|a|the|vay|nhi|ha))*$|\bbao gio (?:moi )?co (?:luong|tien|phu cap|thu lao)\b"
)
_ASKS_MONEY = re.compile(
    r"\b(?:chuyen|vay|muon|ung|cho|gui|xin)(?: (?:truoc|it|khoan|cho|tam|vay|muon))*"
    r"(?: (?:bac|toi|tui|chu|co|anh|chi|minh|em|ong|ba))?(?: (?:vay|muon|xin|it|truoc))* \d+ ?(?:nghin|ngan|trieu)\b(?! (?:nguoi|ho|may|tai khoan|dan|khau|luot))"
)
# Where such business belongs; the first that fits.
_PLACES = (
    (re.compile(r"\b(?:mat trom|mat cap|trom|mat (?:dien thoai|xe|vi|tien|bo|trau)|bi lua|danh nhau|an ninh|can cuoc|cccd|tam tru|tam vang|ho khau)\b"), "công an xã"),
    (re.compile(r"\b(?:khai sinh|khai tu|ket hon|ly hon|so do|giay to|giay phep|chung thuc|cong chung|giay xac nhan|lam giay|xin giay|ho so|thu tuc|chung tu|di chuc|sang ten|tach thua)\b"), "bộ phận một cửa của xã"),
    (re.compile(r"\b(?:kham benh|benh|om|sot|tiem|vac xin|tram y te|thuoc|dau bung|cap cuu|bac si)\b"), "trạm y tế xã"),
    (re.compile(r"\b(?:phu cap|tro cap|tien (?:ho tro|cong)|thu lao|luong|che do|den bu)\b"), "cán bộ xã"),
    (re.compile(r"\b(?:mat dien|cat dien|cup dien|lich cat)\b"), "điện lực"),
)  # fmt: skip
_NOBODY = re.compile(
    r"\b(?:mua|nang|thoi tiet|bao so|troi|gia (?:lua|lon|vang|xang|gao|thoc)|xo so|bong da|da bong|am lich|ngay am|mung may|may gio|thu may|hat|ke chuyen|boi)\b"
)
_SMALL_TALK = 8  # words: a longer message says more


def is_chat(text: str) -> bool:
    """Small talk, which wants a kind word and nothing else."""
    said = " ".join(re.findall(r"[a-z0-9]+", fold(text)))
    return (
        len(said.split()) <= _SMALL_TALK and not any(sign.isdigit() for sign in said) and _CHAT.search(said) is not None
    )


def asks_money(text: str) -> bool:
    """Money is asked for."""
    said = fold(text)
    return _ASKS_MONEY.search(said) is not None or _UNPAID.search(said) is not None


def asks_writing(text: str) -> bool:
    """A letter or a speech is to be written."""
    return _WRITING.search(fold(text)) is not None


def place_for(text: str) -> str | None:
    """Who looks after it; "" where nobody of the commune does, None where that is not clear."""
    said = fold(text)
    found = next((place for form, place in _PLACES if form.search(said)), None)
    return found if found is not None else ("" if _NOBODY.search(said) else None)
