"""What an office asks that has a form of its own: how many are approved, who has reached it, what is new since a day.

Read from the whole message, as errands are (`errands.py`); none of these forms changes anything.
"""

# ruff: noqa: E501 (one form, one line)

from __future__ import annotations

import re
from datetime import date, timedelta

from handlers.language.syllables import word_set

_PLACES = r"(?:thon|xom|ban|to|khu|ap|lang|noi|don vi|xa)"
_PLACE = r"(?P<about>(?:thon|xom|ban|to|khu|ap|lang) (?!nao\b|minh\b|truong\b)\S+)"
_SEVERAL = (
    r"(?P<about>(?:thon|xom|ban|to|khu|ap|lang) (?!nao\b|minh\b|truong\b)\S+(?: xa \S+(?: \S+)?)?"
    r"(?:(?:,| va| voi|, va) (?:(?:thon|xom|ban|to|khu|ap|lang) )?(?!nao\b)\S+)*)"
)
_ITEMS = r"(?:chi tieu|muc|tieu chi|chi so)"
_MANY = r"(?:may|bao nhieu)"
_PRE = r"(?:(?:the|vay|hien|gio|bay gio|den gio|den nay|tinh den gio|tong cong|nay|xem|cho biet|cho hoi|hoi|xem giup)[ ,]+)*"
_POST = r"(?: (?:roi|the|vay|nhi|day|ha|em|a|nua|tat ca|ca thay))*"
_PAST = (
    r"(?:hom nay|hom qua|hom kia|(?:sang|trua|chieu|toi) (?:nay|qua)|hom (?:thu )?\w+"
    r"|(?:ngay )?\d{1,2} ?/ ?\d{1,2}|(?:ngay|mung|mong) \d{1,2}|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)"
)
_SINCE = rf"(?:tu|ke tu|sau) (?P<about>{_PAST})(?: (?:den|toi) (?:nay|gio|bay gio|hom nay))?"
_SENT = r"(?:gui|nop|bao cao|bao)(?: (?:bao cao|so lieu|so|len|ve))*"
_WHO = rf"(?:(?:nhung )?(?:ai|{_PLACES} nao)|{_MANY} {_PLACES})"
_NEWS = r"(?:(?:thi|co|xay ra|them|duoc) )*(?:nhung )?(?:gi|tin gi|viec gi|cai gi|thay doi gi)(?: (?:moi|la|khac|thay doi|moi me))*(?: (?:khong|chua|nua))?"
_CLOSING = r"(?:chot|dong|khoa)(?: (?:so|dot|bao cao|so lieu|roi))*"
_HOW_TO = r"(?!.*\b(?:muon|lam (?:sao|the nao)|can|phai|duoc khong|mo lai|neu|thi sao|kieu gi)\b)"
_ROUGH = r"(?:uoc luong|uoc chung|uoc tinh|uoc|khoang|ang chung|tam tinh|tam ghi|chua chac(?: chan)?|gan dung|(?:khong|chua) chinh xac)"

FORMS: tuple[tuple[str, str], ...] = (
    ("approved", rf"{_PRE}(?:(?:anh|chi|toi|minh|xa|em) )?(?:da|moi) duyet(?: (?:duoc|xong))* (?:{_MANY}|nhung) (?:{_PLACES}|bao cao)(?: nao)?{_POST}"),
    ("approved", rf"{_PRE}(?:(?:anh|chi|toi|minh|xa|em) )?duyet(?: (?:duoc|xong))* (?:{_MANY} (?:{_PLACES}|bao cao)(?: roi)?|nhung (?:{_PLACES}|bao cao)(?: nao)? roi){_POST}"),
    ("approved", rf"{_PRE}duyet (?:duoc|xong) {_MANY} (?:{_PLACES}|bao cao){_POST}"),
    ("approved", rf"{_PRE}(?:co |nhung )?(?:{_MANY} (?:{_PLACES}|bao cao)|(?:{_PLACES}|bao cao) nao)(?: (?:da|duoc|xa))* duyet(?: xong)?{_POST}"),
    ("met", rf"{_PRE}(?:(?:xa|xa minh|{_PLACE}) )?(?:(?:da|moi) )*(?:dat|hoan thanh)(?: duoc)? {_MANY} {_ITEMS}{_POST}"),
    ("met", rf"{_PRE}(?:(?:xa|xa minh|{_PLACE}) )?(?:(?:da|moi) )*duoc {_MANY} (?:chi tieu|tieu chi){_POST}"),
    ("met", rf"{_PRE}(?:co )?(?:{_MANY}|nhung) {_ITEMS}(?: nao)?(?: da)* (?:dat|hoan thanh|vuot){_POST}"),
    ("met", rf"{_PRE}(?:nhung |cac )?{_ITEMS} nao(?: (?:da|cung))* (?:dat|hoan thanh|vuot){_POST}"),
    ("reached", rf"{_PRE}(?!.*\b(?:nhat|chua|khong|hen)\b)(?:.{{1,40}} )?{_PLACES} nao(?: (?:da|cung|duoc|la))* (?:dat|vuot|hoan thanh)(?! may\b| bao nhieu\b)(?: .{{1,40}})?"),
    ("dragged", rf"{_PRE}(?!.*\bnhat\b)(?:.{{1,40}} )?{_PLACES} nao(?: (?:dang|lam|bi|la|con|no))* keo(?: (?:xuong|lui|tut|chan|thap|ca xa|diem|ti le|ty le|xa))+{_POST}"),
    ("estimates", rf"{_PRE}(?:(?:co|nhung|may|bao nhieu) )*(?:so|muc|{_PLACES}|so lieu)(?: nao)?(?: (?:la|chi la|con|dang|bao|ghi|so|o muc))* {_ROUGH}(?: (?:khong|chua|nao|thoi|a))*"),
    ("team", rf"{_PRE}{_SEVERAL} (?:(?:gio|hien|thi|la|do|dang) )*ai (?:phu trach|lo|lo lieu|dam nhan|quan|quan ly|chiu trach nhiem|nhan|dau moi|cam)(?: (?:viec nay|so|bao cao|bao so|the|vay|nhi|a))*"),
    ("team", rf"{_PRE}ai (?:phu trach|lo|lo lieu|dam nhan|quan|quan ly|chiu trach nhiem|dau moi)(?: (?:viec|so|bao cao|phan|cho|o|cua))* {_SEVERAL}"),
    ("team", rf"{_PRE}(?:cho |xin |lay |toi |anh |chi )*(?:sdt|so dien thoai|so may|so dt)(?: (?:cua|to truong|nguoi phu trach))* {_SEVERAL}"),
    ("news", rf"{_PRE}{_SINCE},? {_NEWS}"),
    ("news", rf"{_PRE}(?P<about>{_PAST})(?: (?:den|toi) (?:nay|gio))? {_NEWS}(?<!gi)"),
    ("news", rf"{_PRE}co (?:gi|tin gi|viec gi|thay doi gi|cai gi)(?: (?:moi|khac|thay doi))*(?: (?:tu|ke tu|trong|trong ngay) (?P<about>{_PAST}))(?: (?:den|toi) (?:nay|gio))?(?: khong)?"),
    ("sent", rf"{_PRE}(?:(?:duoc|co|xong|moi|da) )*{_MANY} {_PLACES}(?: (?:xong|nop|gui))* roi{_POST}"),
    ("sent", rf"{_PRE}(?:ca )?(?:\d{{1,2}}|hai|ba|bon|nam|sau|bay|tam) {_PLACES} (?:thi |ma |da |co |duoc |xong )*{_MANY} {_PLACES}(?: (?:da|xong|nop|gui|du|bao))+{_POST}"),
    ("sent_on", rf"{_PRE}(?P<about>{_PAST}),? (?:(?:da|co|thi|moi) )*{_WHO}(?: (?:da|moi|vua))* {_SENT}{_POST}"),
    ("sent_on", rf"{_PRE}(?:(?:da|co) )*{_WHO}(?: (?:da|moi|vua))* {_SENT} (?:vao |trong |hom )?(?P<about>{_PAST}){_POST}"),
    ("sent_order", rf"{_PRE}(?:ai|{_PLACES} nao)(?: (?:la|da|noi))* {_SENT} (?:dau tien|som nhat|truoc nhat|nhanh nhat|cuoi cung|muon nhat|cham nhat|sau cung|tre nhat){_POST}"),
    ("revised", rf"{_PRE}(?:.{{1,50}}? )?(?:(?:da|bi|duoc|no|ho|bac ay) )*(?:sua|thay doi|doi|bao lai|chinh|chinh sua)(?: (?:di|lai|so|bao cao|so lieu))* {_MANY} (?:lan|luot|phat){_POST}"),
    ("revised", rf"{_PRE}{_PLACE} (?:(?:vua|moi|da|no|ho|thi) )*(?:sua|thay doi|doi|chinh|chinh sua)(?: (?:di|lai|so|bao cao|so lieu|nhung|muc|cai))* (?:gi|nao)(?: (?:vay|the|roi|a|nhi|khong|so voi lan truoc))*"),
    ("revised", rf"{_PRE}(?:{_PLACE} )?(?:co |da |vua )*(?:gi|so nao|muc nao|sua gi|thay doi gi) (?:da |duoc |bi )*(?:thay doi|sua|sua lai|doi)(?: (?:gi|khong|a|nhi|vay|the|so voi lan truoc))*"),
    ("bases", rf"{_PRE}(?:so lieu|so|con so|mau|danh sach) nen(?: (?:cua|o|ben))? {_PLACE}(?: (?:the nao|bao nhieu|la|gi|may|ra sao))*"),
    ("bases", rf"{_PRE}{_PLACE} (?:co )?(?:so lieu|so) nen(?: (?:the nao|la|bao nhieu|gi|may|ra sao))*"),
    ("extremes", rf"{_PRE}(?:(?:xa|xa minh|ca xa|{_PLACE}) )?(?:co )?{_ITEMS} nao(?: (?:la|dang|cua xa|dat|duoc|lam))* (?P<words>(?:tot|cao|kha|kem|thap|yeu|te) nhat){_POST}"),
    ("lacking", rf"{_PRE}(?:con |dang )*thieu (?:nhung |cac )*(?:so|muc|chi tieu|so lieu)(?: (?:nao|gi))+{_POST}"),
    ("since_closing", rf"{_HOW_TO}{_PRE}(?:(?:tu|ke tu|sau|so voi|tinh tu) )+(?:khi |luc |ngay |hom |so )?(?:da )?{_CLOSING}(?: .*)? (?:doi|sua|thay doi|khac|chenh|lech|moi|sao|the nao)\b.*"),
    ("since_closing", rf"{_HOW_TO}{_PRE}(?:.{{1,40}} )?(?:so|so lieu|bao cao|con so) (?:luc |khi |da |luc da )*chot(?: roi)?(?: .*)? (?:doi|sua|thay doi|khac|lech)\b.*"),
    ("since_closing", rf"{_HOW_TO}{_PRE}(?:.{{2,50}} )?(?:luc|khi|hom) (?:da )?{_CLOSING}(?: (?:la|duoc|thi|dat|co|o muc))* (?:bao nhieu|may|the nao|ra sao)\b.*"),
    ("since_closing", rf"{_HOW_TO}{_PRE}so (?:luc |da |luc da )*chot(?: (?:cua|la|muc|chi tieu))* .{{2,50}}"),
    ("asked_when", rf"{_PRE}(?:(?:ho|bac ay|so nay|so do|so ay|no|thon do|thon nay|thon ay|da) )*(?:bao|nhap|ghi|sua)(?: (?:so nay|so do|so|vao|tu))* (?:luc nao|hom nao|khi nao|bao gio|may gio|ngay nao|luc may gio)(?: (?:the|vay|nhi|roi))*"),
    ("asked_when", rf"{_PRE}(?:bao gio|khi nao|luc nao|hom nao|ngay nao)(?: (?:thi|ho|bac ay|da))* (?:bao|nhap|ghi|sua)(?: (?:so nay|so do|so|vao))*(?: (?:the|vay|nhi|roi))*"),
    ("asked_when", rf"{_PRE}(?:truoc do|truoc day|luc dau|ban dau|lan dau|lan truoc|so cu)(?: (?:thi|la|bao|ghi|no))* (?:bao nhieu|may|so may|the nao)(?: (?:the|vay|nhi|roi|a))*"),
    ("gives_points", r"(?:(?:em|xa|toi|anh|chi|giup|hay) )*(?:nhap|cham|cho|ghi|sua|dien|cong|tru|them|chinh)(?: (?:lai|giup|ho|so))* diem\b(?! (?!\d).*\bmay\b).*\d.*"),
    ("gives_points", r"(?:(?:em|xa|toi|anh|chi|giup|hay) )*(?:nhap|cham|cho|ghi|cong|tru|them)(?: (?:xa|anh|chi|toi|em|minh|them|lai|giup|luon))* \d{1,3}(?:[.,]\d{1,2})? diem(?: (?:cho|vao|o))? (?!.*\b(?:may|wifi|phat|cap quang)\b).{2,50}"),
    ("gives_points", r"(?:(?:cham|cho|nhap|ghi) )?(?:.{2,50}) \d{1,3}(?:[.,]\d{1,2})? diem(?: (?:nhe|a|di|giup))*"),
    ("points_of", rf"{_PRE}.{{2,60}}? (?:(?:duoc|dat|tinh|cham|co|hien|la) )*{_MANY} diem(?: (?:the|vay|nhi|roi))*"),
    ("points_of", rf"{_PRE}(?:so )?diem (?:(?:cua|chi tieu|chi so|muc) )*.{{2,50}}?(?: (?:{_MANY}|the nao|sao|ra sao))*"),
    ("points_of", r".{2,50} (?:thap|kem|mat|thieu|it) diem(?: .{1,20})?"),
    ("pace", rf"{_PRE}(?:.{{1,30}} )?(?:voi |theo |cu )+(?:toc do|da|nhip|tien do)(?: (?:nay|hien nay|hien tai|the nay|nhu the|bay gio|nhu vay))*,? .*\b(?:kip|dat|xong|du)\b.*(?:khong|chua|nao|gio)"),
    ("pace", rf"{_PRE}(?:.{{1,30}} )?(?:giu|voi|theo|cu) (?:toc do|da|nhip|tien do)(?: (?:nay|hien nay|hien tai|the nay|nhu the|bay gio))*,? .*\b(?:bao nhieu|may)\b.*"),
    ("pace", rf"{_PRE}(?:du kien|kha nang|theo em)\b.*\b(?:xong|kip|dat|du|hoan thanh)\b.*\b(?:khong|chua|ko)"),
    ("pace", rf"{_PRE}(?:(?:xa|xa minh|minh|ca xa|the) )*(?:(?:co|lieu) )*(?:dat|hoan thanh|kip|bao dam|dam bao)(?: duoc)? (?:ke hoach|tien do|muc tieu)(?: (?:nam|nam nay|de ra|duoc giao|giao|dot nay|chung|cua xa))* (?:khong|chua|ko)"),
    ("pace", rf"{_PRE}(?:du bao|du doan|doan xem|uoc tinh)\b.*\b(?:den han|cuoi (?:thang|dot|ky|nam)|den ngay|kip|bao nhieu|the nao)\b.*"),
    ("pace", rf"{_PRE}(?:tinh ra |lieu |theo em )*(?:den han|den ngay chot|cuoi dot|den luc chot)(?: thi)? (?:co |lieu )*(?:kip|xong|du)\b.*\b(?:khong|chua)"),
    ("pace", rf"{_PRE}(?:lieu |cu the nay |cu da nay |theo em )+(?:.{{1,40}} )?(?:kip|dat|xong|du)(?: (?:han|chi tieu|duoc|noi|tien do))* (?:khong|chua)"),
    ("pace", rf"{_PRE}(?:(?:xa|xa minh|cac thon|minh) )?co kip(?: (?:han|chi tieu|noi|tien do|duoc|dung han))* khong"),
)  # fmt: skip
CUES = word_set(
    "chot dong khoa duyet dat duoc keo uoc khoang chung chac chinh lo moi gi ai ke muc kien xong gui nop bao sua doi thay diem kip vuot nao luc nen nhat thieu may dau cu nhieu"
)

ITEMS, MANY, PLACE, PLACES = _ITEMS, _MANY, _PLACE, _PLACES  # what the forms of `short_asks.py` are made of too
POST, PRE, SENT, SEVERAL = _POST, _PRE, _SENT, _SEVERAL

_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "nhat": 6}


def past_day(said: str, today: date) -> date | None:
    """The day that is meant by folded words about what has been; None where it is still to come or no day."""
    words = said.split()
    if words[-1:] == ["qua"]:
        return today - timedelta(days=1)
    if words[-1:] == ["kia"]:
        return today - timedelta(days=2)
    if words[-1:] == ["nay"]:
        return today
    if numbers := [int(one) for one in re.findall(r"\d+", said)]:
        if words[0] in {"thu", "hom"} and numbers[0] in range(2, 8):
            return _weekday(numbers[0] - 2, today)
        return _dated(numbers[0], numbers[1] if len(numbers) > 1 else today.month, today)
    return _weekday(_WEEKDAYS[words[-1]], today) if words[-1:] and words[-1] in _WEEKDAYS else None


def _weekday(number: int, today: date) -> date:
    return today - timedelta(days=(today.weekday() - number) % 7)


def _dated(day: int, month: int, today: date) -> date | None:
    try:
        found = date(today.year, month, day)
    except ValueError:
        return None
    return found if found <= today else None
