"""What is said about photos and papers beside sending them: taken back, asked after, missing, wanted."""

# ruff: noqa: E501 (one form, one line)

import re

from handlers.language.text import cut, fold

_NEAR = r"(?:buc|tam|cai|thieu|bo|xoa|gui|nham|them|hinh|bang)"
_LOOSE = re.compile(
    rf"\b{_NEAR} anh\b(?! (?:ay|em|chi|cb|can bo|dung|nam|hung)\b)|\banh (?:chup|minh chung|vua|do|nay|kia|dau)\b"
    r"|\bnao (?:con |da )?(?:chua co|thieu|khong co|co) anh\b"
)
_ITSELF = r"(?:anh_|hinh|hinh anh_|minh chung|tep|file|tam anh_|buc anh_|hinh chup|anh_ chup|anh_ minh chung|tai lieu|bang chung)"
_DROP = r"(?:bo|xoa|huy|rut|go|thu hoi|lay lai|huy bo)"
_FILL = r"(?:(?:di|giup|ho|cai|buc|tam|may|cac|het|lai|cho|toi|em|bac|chu|co|anh|luon|ngay|cai) )*"
_REMOVE = re.compile(rf"\b{_DROP} {_FILL}{_ITSELF}\b|\b{_ITSELF}\b(?: \w+){{0,6}} {_DROP}(?: {_FILL[:-1]}|$)")
_REMOVE_FIRST = re.compile(rf"(?:(?:thoi|a|u|em|chau|oi|cho|toi|bac) )*{_DROP} {_FILL}{_ITSELF}\b")
_WRONG = re.compile(
    r"\b(?:khong|ko|chang) phai (?:la )?(?:anh_ )?(?:minh chung|bang chung)\b|"
    rf"\b(?:nham|lon|sai) (?:cai |mat |bo |ca )*{_ITSELF}\b|\b{_ITSELF}\b(?: (?:do|nay|kia|ay|vua|roi|gui|nay|luc|la|bi|truoc)){{0,5}} (?:nham|sai|lon|khong phai|khong dung)\b"
)
_MISSING = re.compile(
    rf"\b(?:thieu|chua co|con no|chua gui|chua nop|can(?: gui| nop)?|phai gui|bo sung)(?: \w+){{0,4}} {_ITSELF}\b"
    rf"|\b{_ITSELF}\b (?:\w+ )?(?:dau(?! (?:ma|ra|co)\b)|chua(?: \w+)?$|nao\b|con thieu|thieu|the nao|da nhan|nhan duoc)"
    rf"|\b(?:da )?(?:co|gui) (?:duoc )?(?:nhung )?{_ITSELF} (?:gi|nao|nhung gi)\b"
    rf"|\b{_ITSELF} (?:nhung )?(?:gi|nao|cua muc nao|muc nao) roi\b"
    rf"|\b(?:nhan duoc|nhan|thay|da co|co)(?: \w+)? {_ITSELF}\b(?: \w+){{0,6}} chua\b"
    rf"|\b(?:may|bao nhieu|nhung|xem|cho xem|liet ke|danh sach) (?:cac |nhung |cai )*{_ITSELF}\b"
    rf"|\b{_ITSELF} (?:cua )?(?:bac|toi|thon|to|minh)\b.*\b(?:dau|chua|the nao|den dau|nhan)\b"
)
_MUST = re.compile(
    rf"\b(?:phai|can|bat buoc|nhat thiet)(?: \w+){{0,2}} {_ITSELF}\b.*\b(?:khong|a|ha|nhi|chu)$|\bbat buoc (?:phai )?(?:co |gui |nop )?{_ITSELF}\b"
    rf"|\b(?:khong|ko|chua) (?:co|gui|chup|nop) (?:duoc )?{_ITSELF}\b.*\b(?:sao khong|duoc khong|co sao|thi sao|duoc chu)\b"
    rf"|\b(?:khong|ko|chua|chang|no)(?: \w+)? (?:biet|ranh|quen|thao)(?: (?:cach|dung may|phai))* (?:chup|gui {_ITSELF}|gui hinh)\b"
    rf"|\bchup (?:cai )?(?:gi|nhung gi|anh_ gi|hinh gi|the nao|kieu gi|o dau)\b(?!.*\broi\b)"
    rf"|\bgui {_ITSELF} (?:the nao|kieu gi|o dau|vao dau)\b"
    rf"|\b{_ITSELF} (?:la|nghia la|co nghia la) (?:cai )?(?:gi|sao|the nao)\b"
    rf"|\b{_ITSELF} (?:gi|the nao|nhu the nao|kieu gi|loai gi) (?:thi |moi )?(?:duoc|hop le|cung duoc|bay gio)\b"
    rf"|^(?:(?:the|o|a|can|thieu|la|phai gui|em oi) )*{_ITSELF} gi(?: (?:em|a|the|vay|nhi|ha|co|day|chau|cho))*$"
)
_SOON = r"(?:mai|toi_|chieu|sang mai|sau|lat|lat nua|hom khac|khi khac|ngay mai|hom nao)"
_LATER = re.compile(
    rf"\b(?:de |cho |khat )?{_SOON}(?: \w+){{0,3}} (?:chup|gui {_ITSELF})\b|\b(?:chup|{_ITSELF})(?: (?:thi|de|bac|toi|em|chau|se|roi|gui|hang))* {_SOON}\b"
    rf"|\bgui {_ITSELF} {_SOON}\b|^de (?:(?:toi|bac|chi|anh|co|chu|em|chau|ong|ba) )?chup(?: lai)?\b(?!.* cho\b)"
)
_MOVES = re.compile(
    rf"\b{_ITSELF}(?: (?:do|nay|kia|ay|day|sau|cuoi|vua roi|vua gui|thu hai|moi gui|luc nay))+ (?:(?:la|moi|thi|phai la) )*(?:cua|cho|thuoc|minh chung)\b"
)
_WHERE = re.compile(
    r"\b(?:thon|to|xom|ban|khu|noi|don vi|dau|nhung thon|cac thon|may thon) (?:nao|mo|gi)\b|\b(?:nhung|cac|may) (?:thon|to|xom|noi)\b|^ai\b"
)
_ASKS = re.compile(r"\b(?:nao|dau|gi|con thieu|xem|liet ke|danh sach|bao nhieu|may|the nao)\b|\bchua(?: em| a| chau)?$")
_WANTED = re.compile(
    rf"\b(?:bao|nhac|yeu cau|nho|doi|de nghi|noi|nhan|nhan tin|giuc|xin)\b.*\b(?:gui|nop|bo sung|them|chup)\b.*\b{_ITSELF}\b"
    rf"|\b{_ITSELF}\b.*\b(?:bao|nhac|yeu cau|nho|doi|de nghi|noi|nhan|giuc)\b.*\b(?:chup|gui|nop) (?:lai|cai khac|anh_ khac)\b"
)


# "Tình hình", "màn hình", "hình như" are no pictures.
_OTHER_WORDS = re.compile(r"\b(?:tinh|truyen|man|dien|loai|mo|vo|dia) hinh\b|\bhinh (?:thuc|nhu|thanh|su|phat)\b")


_REPORT = re.compile(r"\b(?:xuat|excel|xlsx|word|tong hop|bao cao)\b")


def _said(text: str) -> str:
    """The folded text with "ảnh" told from "anh": by its mark, or by the words around it where there are no marks."""
    phrase = cut(text)
    words = [
        "anh_" if word == "anh" and raw.lower() == "ảnh" else "toi_" if raw.lower() == "tối" else word
        for word, raw in zip(phrase.words, phrase.raws, strict=True)
        if word[0].isalnum()
    ]
    said = _OTHER_WORDS.sub("", " ".join(words))
    if not phrase.marked:
        said = _LOOSE.sub(lambda found: re.sub(r"\banh\b", "anh_", found[0]), said)
    return said


def photo_put_off(text: str) -> bool:
    """ "Điện 120 hộ, ảnh mai chụp": it is the photo that comes later."""
    return _LATER.search(_said(text)) is not None


def photo_said(text: str) -> str | None:
    """ "remove", "wrong", "moves", "missing", "where", "must", "later" or "wanted"; None where nothing of the kind is said of a photo."""
    if len(text) > 200 or not re.search(r"anh|hinh|chung|tep|file|tai lieu|chup", fold(text)):
        return None
    said = _said(text)
    if _REPORT.search(said):
        return None  # the report itself, not what hangs on it
    if _MOVES.search(said):
        return "moves"
    if _REMOVE_FIRST.match(said):
        return "remove"  # "bỏ cái ảnh sau đi"
    if _LATER.search(said) and not re.search(r"\d", said):
        return "later"
    if _MUST.search(said) and not _WHERE.search(said):
        return "must"
    if _WANTED.search(said):
        return "wanted"
    if _REMOVE.search(said):
        return "remove"
    if _WRONG.search(said):
        return "wrong"
    if _MISSING.search(said):
        if _WHERE.search(said):
            return "where"
        return "missing" if "?" in text or _ASKS.search(said) else None  # "chưa có ảnh" tells, and asks nothing
    return None
