""" "Tháng sau bác nghỉ, cô Lý làm thay", "tôi không làm tổ trưởng nữa": a team tells that somebody else comes."""

# ruff: noqa: E501 (one form, one line)

import re

from handlers.language.text import fold

_SELF = r"(?:toi|tui|bac|chu|co|anh|chi|em|minh|ong|ba|chau)"
_LEADS = r"(?:to truong|to pho|truong thon|pho thon|truong xom|truong ban|to cong nghe|to|viec nay|cai nay|viec to|viec thon|thon nay|nhiem vu nay)"
_NO_NAME = r"(?!(?:phai|nen|can|muon|dang|se|di|co|khong|da|moi|cung|cu|lai|ban|lam|biet|xin|ve|o|con|duoc|thi|la|nay|ay|oi|chi|gui|bao|nhan|thay|dem|hoi|nghi|thoi|ta|a)\b)"
_SOMEBODY = rf"(?:(?:anh|chi|co|chu|bac|ong|ba|em|cau|di) {_NO_NAME}[a-z]+(?: {_NO_NAME}[a-z]+)?|nguoi khac|nguoi moi|con trai \w+|con gai \w+|vo \w+|chong \w+)"
_LEAVES = re.compile(
    rf"\b(?:khong|ko|chang|dau|co)(?: con| co| phai)* (?:lam|phu trach|o|la) (?:\w+ )?{_LEADS}(?: \w+){{0,2}} (?:nua|dau)\b"
    rf"|\b{_SELF} (?:\w+ ){{0,3}}(?:nghi|thoi)(?: (?:lam|khong lam|giu|chuc))* {_LEADS}\b(?!.*\b(?:chua|khong)$)"
    rf"|^(?:(?:em|chau|oi|thi|a)[ ,]+)*{_SELF} (?:da |moi |vua )?(?:nghi (?:lam|viec|to|chuc)|thoi (?:lam|viec|chuc))(?: (?:roi|luon|han|tu \w+ \w+|lau roi|em|chau|a|nhe))+$"
    rf"|\b{_SELF} (?:khong|ko|chang|thoi)(?: con)? (?:phu trach|lam|trong|quan ly) (?:thon|xom|ban|to|khu)(?: \w+)? nua\b"
    rf"|\b{_SELF} (?:(?:vua|da|sap|moi|bi|duoc|phai) )*(?:chuyen cong tac|chuyen di|nghi sinh|nghi de|nghi huu|ve huu)\b(?!.*\b(?:chua|khong)$)"
    rf"|\b{_SELF} (?:\w+ ){{0,2}}(?:khong|ko|thoi)(?: con)? (?:lam|phu trach) (?:nua|tu (?:thang|tuan|hom|nam))\b"
)
_COMES = re.compile(
    rf"\b{_SOMEBODY}(?: (?:se|moi|da|gio|len|vao|la nguoi|duoc bau))* (?:lam|nhan|phu trach|thay|giu)(?: (?:to truong|to pho|viec|thay|cho|ho))* (?:thay|thay cho|thay the|ban giao)(?: {_SELF})?\b"
    rf"|\b{_SOMEBODY}(?: (?:se|moi|da|len|vao))* thay {_SELF}\b"
    rf"|\b(?:gio|bay gio|tu nay|tu mai|tu hom nay|tu ngay mai|tu tuan sau|tu thang \w+|thang sau|thang nay|nam nay)(?: (?:thi|la|den))* {_SOMEBODY}(?: (?:se|moi|len))* (?:lam|phu trach|nhan|giu|lo)(?: {_LEADS})?\b"
    rf"|\b(?:ban giao|giao lai|chuyen giao|nhuong lai|giao viec)(?: (?:lai|viec|cho|sang|so|to|luon|het|ngay|hom nay|tu hom nay|tu thang \w+))* {_SOMEBODY}\b"
    rf"|\b(?:giao|nhuong|chuyen)(?: (?:lai|het|viec))* cho {_SOMEBODY} roi\b"
    r"|^(?:(?:thoi|the|em|chau|oi|xa|bac|toi|thi|ma|hay|cu)[ ,]+)*(?:nho|tim|doi|thay|cu|phan cong|giao cho|goi|keu|bao|kiem|bau)(?: (?:giup|ho|lai|di|cho))* nguoi (?:khac|moi|tre|nao khac)(?: (?:lam|di|thay|bao|vao|ho|giup|phu trach|cho|bac|toi|nhe|a|em|chau|viec|nay|vay|dum))*$"
    rf"|\b{_SOMEBODY} (?:lam |vao )?thay$"
    rf"|\b(?:cho|them|moi|bo sung|xin)(?: them)? {_SOMEBODY} (?:vao|lam|cung)(?: (?:lam|vao|chung|cung|voi|{_SELF}))* (?:to pho|to|so|to truong|to cong nghe|lam cung|cung)\b"
    rf"|\b(?:doi|thay|bau)(?: (?:lai|nguoi|moi))* (?:to truong|to pho|truong thon)\b"
    rf"|^(?:(?:em|chau|oi|a|chao|da) )*{_SELF}(?: day)? (?:la|lam|moi lam|moi nhan|moi len|moi duoc bau(?: lam)?) (?:nguoi )?{_LEADS}(?: \w+){{0,3}} moi\b(?!.*\bmoi (?:biet|dem|gui|bao)\b)"
    rf"|^(?:(?:em|chau|oi|a|chao|da) )*{_SELF} moi (?:lam|nhan|len|duoc bau(?: lam)?|vao) {_LEADS}\b"
)
_WRONG_PERSON = re.compile(
    r"^(?:(?:em|chau|oi|alo|a|hinh nhu|chac) )*(?:nhan |gui |nhan tin |goi )?nham nguoi\b"
    r"|\b(?:khong|ko|chang) phai (?:viec|phan) (?:cua )?(?:toi|bac|co|chu|minh)(?: (?:dau|nua))?$"
)
_QUESTION = re.compile(
    r"\?|\b(?:the nao|lam sao|nhu nao|kieu gi|bao gio|khi nao|duoc khong|phai khong)\b|\b(?:chua|khong|a|ha)$"
)
_FOR_A_WHILE = re.compile(r"\b(?:bao|nhan|gui|nhap)(?: so)? (?:ho|thay|giup)\b")  # "cô Lan báo thay" of the same team
_SEES = re.compile(r"\bthấy\b", re.IGNORECASE)  # no "thay"
LONGEST = 30  # words


def hands_over(text: str) -> bool:
    """Whether a team's member tells that they stop, or that somebody takes their place."""
    said = " ".join(fold(_SEES.sub("trong", text)).replace(",", " ").split()).strip(" .!?")
    if len(said.split()) > LONGEST:
        return False
    if _FOR_A_WHILE.search(said) and not _LEAVES.search(said):
        return False
    asks = _QUESTION.search(said) is not None
    if _LEAVES.search(said) is not None:
        return True
    return not asks and (_COMES.search(said) is not None or _WRONG_PERSON.search(said) is not None)
