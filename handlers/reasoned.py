"""Whether what an officer says when asked why something goes back is a reason: it is handed on to the team as it is."""

import re

from handlers.language.text import fold

_ENDS = r"(?: (?:em|a|nhi|vay|the|chau|ha|ta|day|nua|anh|chi))*$"
# "Ai sẽ được báo", "có gì khác không", "làm sao để duyệt": asked, however it is put.
_ASKS = re.compile(
    rf"\b(?:gi|ai|dau|nao|may|chua|khong|bao nhieu|bao gio|(?<!vi )sao){_ENDS}"
    r"|^(?:lam sao|lam the nao|the nao|neu|ai|bao (?:cho )?ai|co (?:nen|duoc|phai|the)|em (?:nghi|thay))\b"
    r"|\b(?:co|thi) (?:sao|duoc|nen)\b.*\bkhong\b|\bthi (?:sao|the nao)\b|\bhinh nhu\b|\bbao nhieu\b"
    r"|^(?!.*\b(?:khong|chua)\b).*\b(?:nao|may (?:thon|nguoi|ho|muc|so))\b"
)
_ASKS_MARKED = re.compile(r"(?:\?|(?:^|\s)(?:à|hả|hử|nhỉ|chứ))[\s.!]*$")
# "Để mai anh trả lời", "đợi sếp đã", "xem lại rồi mới đồng ý": put off.
_LATER = re.compile(
    r"(?:(?:thi|u|a|thoi|uh)[ ,]+)*(?:de (?:anh|chi|toi|em|minh|mai|tinh|xem|do|sau|lat|hom)|doi|lat|mai|tu tu"
    r"|dang (?:hop|ban|di)|khi nao|(?:anh|chi|toi|em) (?:hoi|xem|tinh|coi)|hoi lai|xem (?:lai )?(?:da|roi)|met)\b"
)
_WAITS = re.compile(r"(?:chờ|đợi)\s")
_CONSENT = re.compile(r"\b(?:dong y|ok|oke|duyet)\b")
_GIVE_ME = re.compile(
    r"(?:gui|cho|dua) (?:anh|chi|toi|em|minh)\b|(?:cho )?xem (?:bao cao|so lieu|danh sach|thon|tinh hinh)\b"
)
# "Lệch với công an", "chưa có danh sách", "cao hơn cả thôn 3": what is wrong with it.
_WRONG = re.compile(
    r"\b(?:thieu|lech|sai|nham|cao|thap|tang|giam|nghi|chep|mo|vo ly|vo li|bat thuong|(?:nhieu|it) (?:qua|hon|the)"
    r"|(?:chua|khong|ko) (?:co|du|khop|dung|ro|hop ly|hop li|chinh xac|chuan|the|thay|on|phu hop|dat|ky)"
    r"|(?:dem|lam|xem|kiem tra|ra soat|doi chieu|nhap|tinh|chup) lai|ra soat|doi chieu|bo sung|kiem tra|khong can cu)\b"
)
_CALLS_OFF = re.compile(
    r"(?:(?:ma|a|o|u|uh|ay|nhung|da|vang|the|em|hay la|hay)[ ,]+)*"
    r"(?:(?:thoi|dung|khoan|huy|bo|tu tu)\b|(?:khong|chua) (?:tra|gui|can|phai|nen|duoc)\b)"
)


def is_none(text: str) -> bool:
    """ "Mệt quá", "để mai anh trả lời", "em nghĩ sao": said in answer to "lý do là gì", and no reason."""
    said = fold(text).strip(" .!,")
    return bool(
        _ASKS.search(said)
        or _ASKS_MARKED.search(text.lower())
        or _LATER.match(said)
        or _WAITS.match(text.lower().strip())
        or _CONSENT.search(said)
        or _GIVE_ME.match(said)
    )


def is_one(text: str) -> bool:
    """ "Chưa có danh sách", "lệch với công an": what is wrong is told, whatever else the words might mean."""
    said = fold(text).strip(" .!,")
    return _WRONG.search(said) is not None and _CALLS_OFF.match(said) is None and not is_none(text)
