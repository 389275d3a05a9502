"""Errands about the clock: the plan, calls, days off, hours, urgent asks, holds, closing. Read from the whole message.

These orders have a form of their own ("thôn 5: gọi rồi, mai gửi"; "ngày 22/8 làm bù"), which is looked for before a
message is read as figures and questions. Nothing else is taken for one: every form names its act.
"""

# ruff: noqa: E501 (one form, one line)

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from handlers.language import questions, short_asks
from handlers.language.syllables import word_set
from handlers.language.text import fold
from handlers.language.urgent_asks import urgent_ask


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be done. `about` is the part of the message that names units, days or hours; `words` what is told."""

    act: str
    about: str = ""
    words: str = ""


_CLOSE = r"(?:chot|dong|ket thuc|khoa so)"
_WHEN = r"(?:bay gio|ngay(?: bay gio| luc nay)?|hom nay|luc nay|gio nay|luon)"
_THEY = r"(?:(?:bac|ong|ba|anh|chi|co|chu|ben) (?:ay|do|nay)|ho)"
_AGAIN = r"(?:mo lai|mo khoa|bo chot|(?:huy|huy bo|go|rut) (?:lenh |viec )?chot)"
_LEADS = r"(?:to truong|to pho|truong thon|truong xom|truong ban|truong khu|nguoi phu trach|nguoi bao cao|nguoi lam|can bo to|dau moi)"
_PLACE = r"(?P<about>(?:thon|to|ban|xom|khu|khu pho|ap|lang) (?!truong\b|pho\b|nao\b|chuc\b|cong\b)\S+)"
_TITLED = r"(?:bac|chu|co|anh|chi|ong|ba|em|cau|dong chi) "
_OWN_PHONE = r"(?:(?:toi|em|minh|bac|chu|co|anh|chi|tui)(?: (?:vua|moi|sap|dinh|muon|lam|bi|phai|da))* )"
_WAY = r"(?:kenh )?(?P<about>zalo|tele|telegram|web|trang web|nao cung duoc|dau cung duoc)"
_CHANGES_PHONE = (
    r"(?:doi|mat|thay|hong|rot)(?: (?:sang|dung|mot|cai))* (?:may|dien thoai|sdt|so dien thoai|sim|zalo)"
    r"(?: (?:moi|khac|roi|cu|hom qua|hom nay|sang nay))*(?:,? (?:cho|xin|gui|lay|lai|toi|em|ma|moi))*"
)
_UNIT = r"(?:thon|to|ban|xom|khu|ap|lang)"
_DAY = (
    r"(?:(?:(?:sang|trua|chieu|toi) )?(?:ngay )?mai|(?:sang|trua|chieu|toi) nay|ngay kia|hom sau|cuoi tuan"
    r"|(?:(?:sang|trua|chieu|toi) )?(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)(?: tuan (?:sau|toi|nay))?"
    r"|(?:(?:sang|trua|chieu|toi) )?(?:(?:ngay|mung|mong) \d{1,2}(?: ?[/-] ?\d{1,2})?|\d{1,2} ?[/-] ?\d{1,2})"
    r"|(?:dau )?tuan (?:sau|toi)|dau tuan)"
)
_CLOCK = r"(?:(?:luc|vao|khoang) )*\d{1,2} ?(?:h|g|gio)(?: ?\d{2}| ruoi)?(?: (?:sang|trua|chieu|toi))?"
_MOMENT = rf"(?:(?:vao |luc |den |hen |cho |de )*{_DAY}(?: {_CLOCK})?|{_CLOCK}(?:,? (?:ngay )?{_DAY})?)"
_TAIL_TOLD = r"(?:,? (?:(?:de )?(?:anh|chi|toi|em|minh|tui) (?:se |tu |truc tiep |dang )*(?:goi|nhan|noi|lien he|xuong|lo|trao doi).*|phien.*|ban.*|met.*|nhieu qua.*|ngay nao cung.*))?"
_NUDGE = r"(?:nhac|giuc|don doc)(?: nho| lai| tiep| them| giup| ho)*"
_WHOM = rf"(?:(?:giup|ho|cho|toi|anh|chi|cac|may|nhung|tat ca|toan bo|het|ca|bac|ong|ba|co|chu|to truong) )*{_UNIT}\b"
_TEL = r"(?:so dien thoai|sdt|so dt|so lien lac|so lien he)"
_OF_TEAM = rf"(?:{_TITLED})?(?:(?:{_LEADS}|thanh vien|nguoi)(?: (?:cua|o|ben))? )?"
_WHICH_NUMBER = r"(?: (?:thi|la|so|bao nhieu|gi|may|nao|the nao|dau|vay|nhi))*"
_ONE = rf"(?:(?:bac|ong|ba|co|chu|to truong) )*{_UNIT} \S+"
_LATER = r"(?:(?:them|cham|lui|muon|tre|noi|gia han)(?: (?:han|nop|lai|ra|them))*)"
_SO_LONG = r"(?:\d{1,2}|mot|hai|ba|bon|nam|sau|bay|muoi) (?:ngay|hom|bua|tuan)"
# "… ra khỏi tổ", "… rút khỏi sổ đi".
_OUT = r"(?:(?:thi|nen|xin) )*(?:ra|rut|roi|thoi)(?: ra)? khoi (?:to|so|nhom|danh sach)(?: (?:cong nghe|so|nay|di|giup|luon|nua|thon))*"
_WHEN_ASKED = r"(?:bao gio|khi nao|luc nao|hom nao|ngay nao|ngay may|may gio|bua nao|hom may)"
_ME = r"(?:toi|bac|chu|co|anh|chi|minh|em|tui|thon (?:toi|minh|em))"
# "…, hôm qua tôi ốm": why it is late.
_EXCUSE = rf"(?:(?:may )?(?:hom|bua|tuan|toi|sang|chieu)(?: (?:qua|truoc|nay|kia))? )?(?:(?:{_ME}|nha) )?(?:bi |ban |di |quen|om|met|mat ).*"
# "Đừng nhắn sớm quá", "đừng gọi lúc 5h sáng": an hour that does not suit, and no day; "tối nay" puts off.
_UNTIMELY = (
    r"(?:(?:luc|vao|buoi|gio|qua|hoi) )*(?:sang som|som|khuya|nua dem|ban dem|dem hom|dem|trua|nghi trua|nghi|muon|toi muon|sang tinh mo"
    r"|\d{1,2} ?(?:h|g|gio)(?: (?:sang|trua|chieu|toi|dem))?)(?: (?:qua|the|vay|rua|khuya|chu|vang|lam|nhu the|a))*"
)
_FORMS: tuple[tuple[str, str], ...] = (
    ("out_of_round", rf"(?:(?:thoi|em|giup|nho) )*(?:cho|dua|bo|loai|gach|rut|tach) (?P<about>{_UNIT} \S+(?: \S+)?) (?:(?:thi|nen|xin|ra|dung) )*(?:khoi|ngoai|ra ngoai|khong (?:tham gia|nam trong|bao cao)) (?:(?:ca|trong) )*(?:dot|ky)(?: (?:nay|do|bao cao|thang \d+|6 thang|dau nam|nua|di))*"),
    ("own_plan", rf"(?:(?:the|vay|con|lan sau|tiep theo)[ ,]+)*{_WHEN_ASKED} (?:(?:thi|em|chau|con|xa|may|bot|lai|se|moi) )*nhac(?: (?:lai|tiep|nua|the|vay|{_ME}))*"),
    ("own_plan", rf"(?:(?:lan sau|em|chau|xa|bot|se|lai|con) )*nhac(?: (?:lai|tiep|nua|{_ME}))* (?:(?:vao|la) )?{_WHEN_ASKED}(?: (?:nua|the|vay))*"),
    ("own_plan", rf"(?:xem )?lich nhac (?:cua )?{_ME}"),
    ("ask_time", r"(?:.{0,60}?[ ,])?(?:xin|khat)(?: (?:phep|xa|cho|toi|bac|em|thon|duoc|lui|noi|gia|han|khat|nop|cham|muon))* (?:them )?(?:\d{1,2}|may|vai|dam|it|mot|hai|ba|bon|nam) (?:ngay|hom|bua|tuan)\b.*"),
    ("seldom", rf"(?:(?:thoi|cu|em|nho|chi|nhac|xin) )*(?:moi|mot|1) (?:tuan|ngay|thang|hom)(?: (?:chi|thi|em|nho|cu))* (?:nhac|nhan|hoi)(?: (?:{_ME}|tin))* (?:mot|1|hai|2|it) (?:lan|tin|cau)(?: thoi)?"),
    ("seldom", rf"(?:(?:thoi|cu|em|nho|chi|xin) )*(?:nhac|nhan)(?: (?:{_ME}|tin))* (?:it|thua|bot)(?: (?:lai|thoi|di|hon))*"),
    ("reopen_me", rf"(?:(?:em|xa|cho|xin|nho) )*mo (?:lai|khoa)(?: (?:so|dot|giup|ho|bao cao))*(?: cho)? (?:{_ME})(?: (?:nop|gui|sua|bao|nhap|not|voi|di|bo sung|nho))*"),
    ("before_due", rf"truoc (?:khi )?(?:ngay )?(?:den |toi )?(?:het )?han\b.{{0,25}}? (?:(?:thi|hay|moi|nho|em|chau|bot) )*nhac(?: (?:lai|{_ME}))*"),
    ("before_due", rf"(?:(?:cu|em|nho|thi|chi|hay) )*nhac (?:lai )?(?:{_ME} )?(?:.{{1,20}} )?truoc (?:khi )?(?:ngay )?(?:den |toi )?(?:het )?han\b.{{0,30}}"),
    ("still_open", rf"(?:(?:gio|bay gio|muon|tre|qua han|the|hom nay|het han)(?: nay| roi| the nay| the)*[ ,]+)*(?:{_ME} )?con (?:duoc )?(?:nop|gui|bao|nhan|nhap)(?: so| bao cao| so lieu| muon)*(?: duoc)?(?: nua)?(?: kip)?(?: khong| ko| k| hay khong| hong)(?: (?:em|a|nhi|chau|the|vay|bac))*(?:[,.?]* {_EXCUSE})?"),
    ("hours_which", rf"(?:(?:em|xa|thoi|xin|lan sau|tu gio) )*(?:dung|khong|khoi|cho|khong nen)(?: co)? (?:nhan|goi|nhac|gui)(?: (?:tin|dien|cho|{_ME}|toi|vao|luc|buoi))* {_UNTIMELY}"),
    ("hours_which", rf"{_UNTIMELY} (?:(?:thi|xin|em) )*(?:dung|khong nen|khoi)(?: co)? (?:nhan|goi|nhac|gui)(?: (?:tin|dien|cho|{_ME}|nua))*"),
    ("still_open", rf"(?:(?:gio|bay gio|muon|tre|qua han|the|hom nay|het han)(?: nay| roi| the nay| the)*[ ,]+)*(?:{_ME} )?(?:nop|gui)(?: so| bao cao| bay gio| gio| muon)* con (?:duoc|kip|nhan)(?: nua)?(?: khong| ko| k| hay khong| hong)(?: (?:em|a|nhi|chau|the|vay|bac))*"),
    ("promises", rf"(?:(?:nhung|cac|may|con) )*(?:ai|(?:{_UNIT}|noi)(?: nao)?) (?:(?:dang|da|con|co|moi|vua) )*(?:hen|khat|hua)(?: (?:lai|nop|gui|den|toi|tu|hom|ngay|khi|luc|bao|may|nao|gio|roi|the))*"),
    ("promises", rf"(?:(?:nhung|cac|may|co) )*(?:ai|(?:{_UNIT}|noi)(?: nao)?) (?:(?:da|vua|dang|bi) )*(?:lo|that|loi|sai) (?:hen|hua)(?: (?:roi|the|nao|chua|khong|gi))*"),
    ("promises", rf"(?:bac |ong |ba )?(?P<about>{_UNIT} \S+(?: \S+)?) (?:co )?(?:hen|hua|khat)(?: (?:gi|nop|gui|bao|ngay|nao|lai))*(?: (?:khong|chua|ko))"),
    ("promises", rf"(?:(?:bac|ong|ba|co|chu|anh|chi) )?(?P<about>{_UNIT} \S+(?: \S+)?) (?:hen|hua|khat) .{{1,30}} (?:dung|phai) khong(?: (?:em|nhi|a))*"),
    ("promises", rf"(?:co )?(?:ai|(?:{_UNIT}|noi)(?: nao)?) (?:nao )?(?:hen|hua|khat)(?: (?:nop|gui|bao|lai|vao|den))* {_DAY}(?: (?:nop|gui|bao|so|khong|ko|chua|nhi|the|a))*"),
    ("promises", rf"(?:co )?(?:ai|(?:{_UNIT}|noi)(?: nao)?) (?:nao )?(?:hen|hua|khat)(?: (?:nop|gui|bao|lai|vao|den))* hom nay(?: (?:khong|ko|chua|nhi|the|a))*"),
    ("promises", r"(?:xem )?(?:danh sach |cac |nhung )*(?:loi hen|ai hen)(?: (?:cua cac thon|con|dang co|the nao))*"),
    ("promises", rf"(?:bac |ong |ba )?(?P<about>{_UNIT} \S+(?: \S+)?) (?:(?:dang|da|no|co|bac ay) )*(?:hen|hua|khat)(?: (?:nop|gui|bao|lai|la|den|toi|vao))* {_WHEN_ASKED}(?: (?:the|vay|nop|gui|roi|ay|y|nhi|day))*"),
    ("plan", rf"(?:(?:the|vay|con) )*(?:{_DAY} )?(?:(?:em|bot|se|thi|moi|lai) )*nhac (?:(?:cac thon|ho|bac ay|luc|vao|tu) )*{_WHEN_ASKED}(?: (?:the|vay|nhi|ay))*"),
    ("plan", rf"(?:(?:hom nay|mai|ngay mai|tuan nay|tuan sau|sap toi|toi day) )?(?:em |bot )?(?:co|con) (?:phai )?nhac (?:nhung )?(?:ai|{_UNIT} nao)(?: nua)?(?: khong| ko)?"),
    ("remind_at", rf"(?P<words>(?:{_UNIT}) \S+),? (?:(?:thi|em|de|den|luc) )*(?P<about>{_MOMENT}),? (?:(?:hay|moi|em|giup) )*nhac(?: (?:giup|ho|cho|anh|chi|toi|em|nhe|nha|voi|thoi|di|lai))*"),
    ("remind_at", rf"(?P<about>{_MOMENT}),? (?:(?:thi|em|nho|giup|hay|anh|chi|toi|moi|se) )*{_NUDGE} (?P<words>{_WHOM}.{{0,60}})"),
    ("remind_at", rf"(?:(?:em|nho|giup|hay|anh|chi|toi) )*{_NUDGE} (?P<words>{_WHOM}.{{0,60}}?),? (?P<about>{_MOMENT})(?: (?:giup|ho|cho|anh|chi|toi|em|nhe|voi|thoi))*"),
    ("more_time", rf"(?:.{{0,60}}?[ ,])?(?:cho|de) (?:bac |ong |ba |co |chu |to truong )?{_UNIT} (?:\S+ ){{1,3}}?(?:den|toi|het|qua|sang) (?P<about>(?:het |ngay )*{_DAY}|het (?:tuan|thang)(?: nay)?|tuan sau)(?:[ ,].*)?"),
    ("more_time", rf"(?:(?:thoi|em|u|ok|vay|the) )*(?:cho|de) {_ONE} (?:(?:duoc|xin|nop|gui|bao|lam) )*{_LATER} (?P<about>{_SO_LONG})(?: (?:nua|di|luon|thoi))*"),
    ("time_given", rf"(?:(?:thoi|em|u|ok|vay|the) )*{_ONE} duoc (?:(?:phep|nop|gui|bao|lam) )*{_LATER} (?P<about>{_SO_LONG})(?: (?:nua|di|luon|thoi))*"),
    ("time_given", rf"(?:(?:thoi|em|u|ok|vay|the) )*{_ONE} duoc (?:(?:phep|nop|gui|bao|lam) )*(?:(?:cham|muon|tre|lui|lai) )*(?:den|toi|het|sang) (?P<about>(?:het |ngay )*{_DAY})(?: (?:nua|di|luon|thoi))*"),
    ("prefer", rf"(?:(?:hay|nho|cu|tu nay|chi) )?(?:nhac|nhan|bao|gui(?: tin)?(?: nhac)?)(?: nho| tin| nhac)*(?: (?:cho )?(?:toi|em|minh|bac|chu|co|anh|chi))? (?:qua|bang|tren|o|vao) {_WAY}(?: thoi)?"),
    ("own_code", r"(?:(?:toi|em|minh|bac|cho|muon|xin|lay|nho) )*(?:noi|them|ket noi|lien ket|dung them|doi)(?: (?:sang|qua|voi))?(?: them)? (?:kenh|may|dien thoai|zalo|tele|telegram|trang web|web)(?: (?:khac|moi|nua|zalo|telegram|tele|web|cho toi|cho em))*(?:,? (?:thi|phai|lam sao|lam the nao|the nao|kieu gi|duoc khong))*"),
    ("own_code", r"(?:xin |cho |lay )?(?:toi |em |minh )?ma (?:noi|rieng|cua toi|noi kenh|doi may)"),
    ("own_code", rf"{_OWN_PHONE}(?:doi|mua|thay|mat|hong|dung|sang)(?: (?:sang|cai|mot))* (?:dien thoai|may|sim|so dien thoai|zalo)(?: (?:moi|khac|roi|nay|cu))+(?:,? (?:thi|gio|bay gio|phai|la))*(?: (?:lam|dung|vao|nhan|noi|chuyen|co)(?: (?:the nao|nhu the nao|sao|tiep|kieu gi|gi|lai|so|duoc|o|khong|sang|may moi))*)?"),
    ("leave", r"(?:thoi,? )?(?:cho|xin) (?:(?:cho|xin) )?(?:toi|em|minh|bac|chu|co|anh|chi|tui)(?: xin)? (?:ra|rut|roi|thoi)(?: ra)? khoi (?:so|danh sach|nhom)(?: (?:thon|nay|di|bao cao))*"),
    ("leave", r"(?:gach|xoa|bo|rut) ten (?:cua )?(?:toi|em|minh|bac|chu|co|anh|chi|tui)(?: (?:di|ra|khoi|so|giup|ho))*"),
    ("leave", r"(?:thoi,? )?(?:(?:toi|em|minh|bac|tui|chau) )?(?:xin )?(?:khong|thoi|ngung) (?:muon )?(?:dung|tham gia|xai)(?: (?:so|so thon|bot|cai nay|dich vu))?(?: (?:nay|nua))+"),
    ("leave", r"(?:(?:toi|em|minh|bac|tui|chau) )?(?:xin |muon )?(?:rut|roi) (?:ten )?(?:ra )?khoi so(?: thon)?"),
    ("plan", r"(?:(?:hom nay|mai|ngay mai|tuan nay|tuan sau|sap toi|toi day|nhung)\s)?ai (?:se )?(?:duoc|bi) nhac(?! (?:lan nao )?(?:roi|chua)\b).*"),
    ("plan", rf"{_WHEN_ASKED} (?:(?:thi|em|bot|se|moi|bat dau|lai) )*nhac(?: (?:lan dau|lan toi|tiep|cac thon|cac to|lai|ho|dot nay|ve dot nay|nua|the|vay))*"),
    ("plan", rf"(?:{_DAY}|cuoi tuan|ngay nghi|ngay le|{_DAY} nay|hom nay|tuan nay|tuan sau)(?: (?:em|bot|thi|co|con|se|may))* nhac(?: (?:ai|cac thon|thon nao|ho|gi|tin))*(?: (?:khong|ko|ai|chu))(?: (?:a|nhi|the))*"),
    ("plan", r"(?:hom nay|mai|ngay mai|tuan nay|tuan sau|sap toi)?\s?(?:(?:em|bot|se|co|phai|may) )*nhac (?:nhung )?ai(?! roi\b| chua\b).*"),
    ("plan", r"(?:xem |cho (?:toi |xem )?)?(?:lich|ke hoach) nhac(?: nho| han| viec)?(?: the nao| ra sao| tuan nay| mai)?"),
    ("team", r"(?:goi|goi dien|lien he|lien lac)(?: cho| voi)? ai (?:o|cua|ben) (?P<about>(?:thon|to|ban|xom|khu|ap|lang) \S+)(?: .*)?"),
    ("calls", rf"(?:(?:hom nay|bay gio|gio|sang nay|chieu nay|the|vay|mai)[ ,]+)*(?:(?:con|nhung|cac|may|co) )*(?:ai|(?:{_UNIT}|don vi|noi|nguoi|bac)(?: nao)?) (?:can|phai|nen|dang) (?:duoc )?goi(?: dien)?.*"),
    ("calls", rf"(?:(?:hom nay|bay gio|gio|sang nay|chieu nay|the|vay|mai)[ ,]+)*(?:(?:toi|em|anh|minh|xa) )?(?:(?:con|can|phai|nen) )*goi(?: dien)?(?: cho| den)? (?:nhung |cac |may )?(?:ai|(?:{_UNIT}|nguoi|bac|noi) nao)\b.*"),
    ("calls", r"(?:can|phai|nen) goi (?:dien )?(?:cho )?(?:nhung )?ai.*|goi (?:dien )?cho ai.*"),
    ("calls", r"(?:(?:xem|cho|lay|gui|anh|chi|toi|dua) )*(?:danh sach |ds )(?:(?:nhung|cac|thon|nguoi|to|can|phai|cho) )*goi(?: dien)?(?: thoai)?"),
    ("calls", r"(?:(?:trong|suot|ca) )*\d{1,2} (?:gio|h|tieng)(?: (?:qua|nay|vua roi|gan day))*,? (?:co |thi )*(?:ai|thon nao|khong ai|chua ai) (?:\w+ ){0,3}(?:tra loi|im lang)\b.*"),
    ("calls", rf"(?:nhung |cac )?(?:ai|(?:{_UNIT}|nguoi|bac) nao) (?:(?:da|dang|vua|bao|xin) )*(?:tat|dung|ngung|ngat|chan)(?: nhan)? (?:nhac|tin|tin nhac)(?: roi| nho| viec)*"),
    ("supplies", r"(?:thang nay |bot |oa |zalo )*(?:con|con lai) (?:duoc )?(?:bao nhieu|may) (?:luot|tin)(?: (?:nhan|nhac|tin|mau))*(?: nua)?(?: (?:thang nay|khong))*"),
    ("supplies", r"(?:xem |kiem tra )?(?:so tin|han muc|luot nhan|so luot)(?: nhan| tin)?(?: con lai| con bao nhieu)?(?: thang nay)?"),
    ("digest_off", rf"(?:tat|dung|ngung|thoi|bo|khong nhan|dung gui)(?: nhan| gui)? (?:ban )?tin (?:buoi )?(?:sang|tuan|tong hop|hang ngay|hang tuan)(?: di| giup| ho)*{_TAIL_TOLD}"),
    ("digest_off", r"(?:thoi |tu nay )*(?:dung|khong|thoi|khoi|khong can|khong muon) (?:nhan|gui|nhan tin|gui tin)(?: cho (?:toi|em|anh|chi))? (?:ban )?(?:tin )?(?:buoi )?(?:sang|tuan)(?: sang)?(?: cho (?:toi|em|anh|chi))?(?: nua)?"),
    ("digest_weekly", r"(?:(?:em|toi|anh|chi|chu|bac|muon|cho|xin|thi|cu) )*(?:moi|hang) tuan (?:(?:nhan|gui|cho|bao|toi|anh|chi|chu|bac|mot|1|em) )*(?:tin|ban tin|bao cao|tong hop)\b(?!.*\b(?:khong|sao)$).*"),
    ("digest_weekly", r"(?:gui|nhan|cho|bat|muon nhan|dang ky|toi muon nhan)\b.*(?:tong hop|tin|bao cao|ban tin) (?:hang|moi) tuan.*|(?:gui|nhan|cho|bat|muon nhan|dang ky|toi muon nhan)\b.*(?:tong hop|tin|ban tin|bao cao).*(?:moi|hang) (?:thu hai|thu 2)\b.*|(?:bat|nhan|gui) (?:ban )?tin tuan"),
    ("digest_on", r"(?:bat|nhan|mo|gui)(?: lai)?(?: nhan)? (?:ban )?tin (?:buoi )?(?:sang|hang ngay).*"),
    ("digest_now", r"(?:(?:the |noi chung |vay |thi |la )*(?:hom nay|sang nay|gio|bay gio|tuan nay|nay) )?(?:toi |em |minh |anh |chi )?(?:phai|can|nen|con|co) (?:phai )?(?:lam|xu ly) (?:nhung )?(?:viec )?(?:gi|viec gi|cai gi)(?: truoc| khong| day| nua)*"),
    ("digest_now", r"(?:(?:hom nay|sang nay|chieu nay|tuan nay|gio|bay gio|the|vay) )*co (?:viec )?gi (?:can|phai|moi can|de) (?:lam|xu ly|lo)(?: (?:khong|ko|a|nua))*"),
    ("digest_weekly", r"(?:(?:moi|hang|mot) )?tuan (?:thi )?(?:gui|nhan|bao)(?: (?:cho|toi|anh|chi|chu|bac))* (?:mot|1) (?:lan|tin)(?: (?:thoi|la du|duoc roi))*"),
    ("digest_now", r"(?:the |noi chung |vay |thi |la )+(?:hom nay|sang nay|gio) (?:toi |em |minh |anh |chi )?(?:phai|can|nen) lam (?:nhung )?(?:viec )?gi"),
    ("digest_now", r"(?:xem |cho xem |doc )?(?:ban )?tin (?:buoi )?sang(?: nay)?"),
    ("digest_when", rf"(?:ban )?tin (?:buoi )?(?:sang|tuan)(?: (?:thi|duoc|se|hay|em|bot|gui|den|co|vao|luc|nhan))* {_WHEN_ASKED}(?: (?:gui|den|co|the|nhan|vay))*"),
    ("digest_when", rf"{_WHEN_ASKED}(?: (?:thi|duoc|se|hay|em|bot|gui|den|co|nhan))* (?:ban )?tin (?:buoi )?(?:sang|tuan)"),
    ("items", r"(?:the |vay |xem |a )*(?:bao cao )?(?:(?:ca )?(?:hai|2|cac|may) )?(?:dot|ky|lan)(?: nay| bao cao)*(?: \w+)? (?:hoi|co|gom|thu|yeu cau|phai bao|can|lay)(?: (?:bao|nhung|cac|thon|xa|minh|tat ca|ca|bao cao|nop|thu))* (?:gi|cai gi|muc (?:nao|gi)|so (?:gi|nao)|chi tieu (?:gi|nao)|may (?:muc|chi tieu|so|cau|cai)|bao nhieu (?:muc|chi tieu|so|cau))(?: (?:the|vay|day|nhi))*"),
    ("items", r"(?:xem |cho xem |liet ke |danh sach |ds )+(?:cac |nhung )?(?:chi tieu|muc|cau hoi|so)(?: (?:cua|phai bao|can bao|trong|bao cao))* (?:dot|ky)(?: nay)?"),
    ("forward", r"(?:(?:lam|viet|soan|gui|lap|em|toi|giup|nho|cho|can|xin|minh|anh|chi|de|phai) )*(?:bao cao|tong hop|tom tat|bc)(?: (?:nhanh|tinh hinh|so lieu|ket qua|tien do|gui|len|lai|de|gap|ngan|gon))* (?:cho|gui|len|trinh|voi|bao cao) (?:sep|anh|chi|dong chi|(?:pho )?chu tich|lanh dao|bi thu|huyen|tinh|ubnd|uy ban|cap tren|dang uy|thuong truc|ban chi dao)(?: (?:xa|huyen|minh|hop|chieu nay|sang nay|ngay|luon))*"),
    ("forward", r"(?:(?:lam|viet|soan|gui|lap|em|toi|giup|nho|cho|can|xin|minh|anh|chi|chu|de|phai|lay) )*(?:tong hop|tom tat|(?:may |nhung )?con so|so lieu|so)(?: (?:nhanh|tinh hinh|so|so lieu|ket qua|tien do|gui|len|lai|gap|ngan|gon|chung|cho|giup|ho|de|toi|anh|chi|chu|bac|minh|xa|chieu nay|sang nay|chieu|sang|mai|toi nay|lat nua|ngay|luon))* (?:di |vao |len )?(?:hop|giao ban)(?: (?:chieu nay|sang nay|chieu|sang|mai|ngay|luon|xa|huyen|uy ban|ubnd|dang uy|giao ban|voi huyen|toi nay))*"),
    ("call_them", rf"(?P<about>{_UNIT} .{{1,40}}?)(?:,? (?:im|khong|chua|van|cu|lau)\b.{{0,30}}?)?,? (?:thi |nen |phai |can )*(?:goi|lien he) (?:cho |voi )?ai(?: (?:bay gio|day|gio|truoc|nhi|em|the|duoc))*"),
    ("call_them", r"(?:(?:em|bot|giup|nho|hay|thi|cu) )*(?:goi|goi dien|alo|a lo|dien thoai)(?: (?:het|luon|ngay|giup|ho|dien|thoai|cho|toi|anh|chi|tat ca|cac|may|ca|nhung|to truong|bac|ong|ba|truong thon))* (?P<about>(?:(?:thon|to|xom|ban|khu)(?: truong)?(?: (?!roi|nao|chua|khong)\w+)?)|ho|bac ay|moi nguoi)(?: (?:giup|ho|luon|ngay|di|xem|toi|anh|chi|cai|mot tieng|xem sao|hoi xem sao))*"),
    ("whence", r"(?:(?:cai|con|the|sao|ai) )*(?:so )?(?P<words>\d[\d.]*)(?: (?!\d)\S+){0,6}?(?: (?:cua |o )?(?:thon|xom|ban|khu) \d+)? (?:co dung (?:khong|ko|k)|co chac (?:khong|ko)|co (?:khop|chuan) (?:khong|ko)|la sao|nghia la sao|o dau ra|dau ra|la the nao|(?:la )?cua ai|(?:la )?cua thon nao|ai (?:bao|nhap|ghi|gui)|thon nao (?:bao|nhap|ghi)|la so gi|la cai gi|tu dau|lay o dau)(?: (?:the|vay|day|ra|nhi))*"),
    ("release", r"(?:tha|bo giu|thoi giu|mo lai tu dong|bat (?:lai )?tu dong|tiep tuc tu dong|chay lai tu dong|noi xong voi|xong viec voi|tra lai tu dong)(?: cho)? (?P<about>.+)"),
    ("release", r"(?:bat|mo) (?:lai )?nhac(?: lai)?(?: cho)? (?P<about>(?:thon|to|ban|xom|khu|ap) .+)"),
    ("release", r"tiep tuc nhac(?: lai)?(?: cho)? (?P<about>(?:thon|to|ban|xom|khu|ap|xa) .+)"),
    ("hold", r"(?:tam )?(?:giu|dung|ngung|tat|hoan) (?:tu dong|may|bot)(?: nhac)?(?: cho| voi)? (?P<about>.+)"),
    ("hold", rf"(?:(?:em|bot|thoi|hay) )*(?:tam )?(?:khoan|khong|khoi|dung|ngung|hoan|chua)(?: (?:can|phai|vang|voi))* nhac(?: cho| voi| vang)? (?P<about>(?:thon|to|ban|xom|khu|ap) \S+(?:(?:,| va| voi) (?:thon|to|ban|xom|khu|ap) \S+)*)(?: nua| voi| nhe| vang| hom nay| a)*{_TAIL_TOLD}"),
    ("hold", r"(?:tam )?(?:dung|ngung|hoan) nhac(?: cho)? (?P<about>(?:thon|to|ban|xom|khu|ap) .+)"),
    ("hold", r"(?:thoi,? )?(?:khong|dung|khoan|khoi)(?: can| phai)? nhac(?: voi)?(?: cho)? (?P<about>(?:thon|to|ban|xom|khu|ap) \S+)(?: nua| voi)"),
    ("hold", r"thoi,? (?:(?:khong|dung|khoan|khoi)(?: can| phai)? )?nhac(?: cho)? (?P<about>(?:thon|to|ban|xom|khu|ap) \S+)"),
    ("hold", r"(?:chua (?:can |phai )?nhac voi|(?:chua|khong|khoi|khoan)(?: can| phai) nhac|khoan nhac)(?: vang)?(?: cho)? (?P<about>(?:thon|to|ban|xom|khu|ap) \S+)(?: nua| voi)?"),
    ("hold", r"giu (?:lai )?(?P<about>(?:thon|to|ban|xom|khu|ap) \S+)(?:,? .*)?"),
    ("hold", r"tam (?:giu|dung|ngung)(?: cho| voi)? (?P<about>(?:thon|to|ban|xom|khu|ap) .+)"),
    ("hold", r"(?:de|cho) (?:toi|em|minh|anh|chi|tui) (?:noi chuyen|trao doi|lam viec|nhan|goi|noi|lien he)(?: rieng| truc tiep)*(?: voi| cho)? (?P<about>.+)"),
    ("hold", r"(?P<about>(?:thon|to|ban|xom|khu|ap) \S+) (?:thi )?(?:de|cho) (?:toi|em|minh|anh|chi|tui) (?:tu )?(?:noi chuyen|trao doi|lam viec|nhan|goi|noi|lien he|lo|xuong)(?: .{0,30})?"),
    ("tell", r"(?:chuyen loi|chuyen tin|nhan|nhan tin|nhan lai|nhan gui|dan|noi|gui tin|thong bao|gui thong bao|bao(?! cao\b)|tra loi|rep|phan hoi)(?: cho| voi| toi| giup| ho)? (?P<about>[^:]{2,60}?) ?: ?(?P<words>.+)"),
    ("tell", r"(?:bao|nhan|nhan tin|noi|dan|nhac|tra loi|rep|phan hoi)(?: cho| voi| toi| giup| ho)? (?P<about>(?:thon|to|ban|xom|khu|ap|lang) \S+) (?:la |rang )(?P<words>.+)"),
    ("tell", r"(?:bao|nhan|nhan tin|noi|dan)(?: cho| voi| toi)? (?P<about>(?:thon|to|ban|xom|khu|ap|lang) \S+) (?P<words>(?:(?:neu|co gi|khi nao|mai hop|chieu hop|toi hop|hop|cu yen tam) .+|(?:(?:sang|chieu|toi|trua|mai|nay|ngay) ){0,3}(?:len|sang|ra|xuong|den|ghe|gap) (?!.*\b(?:nop|bao cao|so lieu)\b).+))"),
    ("tell", r"(?:bao|nhan|nhan tin|thong bao|gui tin)(?: cho| voi| toi| giup| ho)? (?P<about>(?:cac|tat ca|moi|toan bo|het)(?: (?:cac|moi))? (?:thon|to|xom|ban|khu|to truong|truong thon)(?: trong xa| minh)?)(?: biet)? (?P<words>(?:sang|chieu|toi|trua|mai|ngay|hom|thu|dung|\d{1,2} ?(?:h|gio))\b.*\b(?:hop|len|ra|den|tap huan|tap trung|cat dien|mat dien|nghi|co mat)\b.*)"),
    ("tell", r"(?:bao|nhan|nhan tin|noi|dan|thong bao|gui tin)(?: cho| voi| toi| giup| ho)? (?P<about>(?:cac|tat ca|moi|toan bo|het)(?: (?:cac|moi))? (?:thon|to|xom|ban|khu|to truong|truong thon)(?: trong xa| minh)?)(?: biet)? (?:la |rang )(?P<words>.+)"),
    ("tell", r"(?:bao|nhan|nhan tin|noi|dan|thong bao|yeu cau)(?: cho| voi| toi| giup| ho)? (?P<about>(?:cac|tat ca|moi|toan bo|het)(?: (?:cac|moi))? (?:thon|to|xom|ban|khu|to truong|truong thon)) (?P<words>(?:gui(?: them| lai)?|bo sung(?: them)?) (?:anh|hinh|minh chung)\b.*)"),
    ("tell", rf"(?:bao|nhan|nhan tin|noi|dan|thong bao|yeu cau)(?: cho| voi| toi| giup| ho)? (?P<about>(?:cac|tat ca|moi|toan bo|het)(?: (?:cac|moi))? (?:thon|to|xom|ban|khu|to truong|truong thon)|{_UNIT} (?!nao\b)\S+) (?P<words>(?:chup|chuan bi|luu y|chu y|mang theo|doc ky)\b.*)"),
    ("revised", rf"(?:(?:xem|cho|toi|anh|chi|em) )*lich su (?:sua|chinh sua|thay doi|cap nhat|nhap)(?: (?:so|so lieu|bao cao|cac|cua|o))* (?:{_UNIT} \S+)(?: \S+)?"),
    ("pass_up", r"(?:(?:em|chau|so) )?(?:nhan|nhan tin|bao|noi|chuyen loi)(?: lai)?(?: voi| cho| toi| giup| ho)* (?:can bo|cong chuc|xa|anh can bo|chi can bo|lanh dao xa)(?: xa| tren xa)?(?: (?:ho|giup|voi|biet))*(?: (?:bac|toi|em|minh|co|chu|anh|chi|ong|ba))? ?(?:la |rang |: ?)(?P<words>.+)"),
    ("weekly", r"(?:(?:em|nho|giup|hay|cu|tu nay|bot|cho|dat) )*(?:(?:moi|hang) tuan|(?:thu \w+|chu nhat)(?: (?:moi|hang) tuan| nao cung| hang tuan)+)(?: (?:mot|hai|ba|\d) lan)?,? (?:(?:thi|em|lai|cu|nho|giup|hay|bot) )*(?:nhac|giuc|don doc)\b(?!.* (?:toi|minh)$).*"),
    ("weekly", r"(?:(?:em|nho|giup|hay|cu|tu nay|bot|cho|dat) )*(?:nhac|giuc|don doc) (?:cac|tat ca|moi|thon|nhung)\b.*(?:(?:moi|hang) tuan|(?:thu \w+|chu nhat) (?:nao cung|hang tuan|moi tuan))\b.*"),
    ("sets_target", r"(?:giao|nang|ha|dat)(?: cho)? (?:(?:thon|xom|to|ban|khu|toan xa|ca xa)\b.{0,20} )?chi tieu .*\d+(?:[.,]\d+)? ?(?:%|phan tram)"),
    ("sets_target", r"(?:(?:sua|doi|dat|giao|nang|ha|chot|ghi|cho|em|cap nhat|lay) )*chi tieu (?:giao )?(?!.*\b(?:bao nhieu|may|nguoi|ho|chua|khong)\b)(?:[\w.]+ ){0,6}?(?:xa (?:minh|ta|nay)|toan xa|ca xa|nam nay|nam \d{4}|duoc giao|giao|phai dat|dat ra|len|xuong|thanh|den cuoi nam)(?: (?:xa minh|xa|nam nay|la|len|xuong|thanh|den|chi|con|co|giao|phai dat|cho|thon \w+))* \d{1,2}(?:[.,]\d+)? ?(?:%|phan tram)?(?: (?:nhe|nha|thoi|co|em|roi|la duoc))*"),
    ("sets_target", r"giao(?: cho)? (?:thon|xom|to|ban|khu|toan xa|ca xa)\b.{0,40} \d+(?:[.,]\d+)? ?(?:%|phan tram)(?: (?:nhe|nha|thoi|em|la duoc))*"),
    ("sets_target", r"(?:thon|xom|to|ban|khu) \w+ (?:(?:thi|chi|nam nay) )*(?:duoc )?giao(?: (?!ban\b|luu\b)[\w.]+){0,4}? \d{1,2}(?:[.,]\d+)? ?(?:%|phan tram)?(?: (?:nhe|nha|thoi|em|la duoc|co))*"),
    ("tell_above", r"(?:gui|chuyen|chuyen tiep|nhan|forward|fw)(?: (?:tiep|nguyen|lai|giup|luon))* (?:tin|noi dung|cau|thong bao|tin nhan)(?: (?:tren|nay|vua roi|do|o tren|do|ay))+ (?:cho|toi|den|vao|sang|xuong) (?P<about>.+)"),
    ("day_plain", r"(?:bo|xoa|huy) (?:ngay )?(?:nghi|lam)(?: bu)? (?:ngay )?(?P<about>.+)"),
    ("day_plain", r"(?P<about>(?:ngay |thu \w+ |chu nhat )*\d{1,2}[/-]\d{1,2}\S*) (?:lam|nghi) (?:binh thuong|nhu thuong|nhu lich)"),
    ("day_worked", r"(?P<about>(?:ngay |thu \w+,? |chu nhat,? |cn )*\d{1,2}[/-]\d{1,2}\S*)(?: la)?(?: ngay)? (?:di |phai )?lam(?: viec)?(?: bu)?(?: .*)?"),
    ("day_worked", r"(?:di |phai )?lam bu(?: vao)?(?: ngay)? (?P<about>.+)"),
    ("day_off", r"(?P<about>(?:ngay |thu \w+,? |chu nhat,? |cn )*\d{1,2}[/-]\d{1,2}\S*)(?: la)?(?: ngay)?(?: duoc| xa| ca xa)* nghi(?: (?P<words>.+))?"),
    ("day_off", r"(?:duoc )?nghi (?P<words>bu|le|hoan doi)(?: vao)?(?: ngay)? (?P<about>.+)"),
    ("days", r"(?:xem )?(?:lich nghi|ngay nghi)(?: sap toi| toi day| nam nay| le)?(?: the nao| ra sao)?"),
    ("hours_usual", r"(?:gio nhan|nhan) (?:tin )?(?:cho )?(?P<about>.*?) ?(?:binh thuong|nhu thuong|gio binh thuong|luc nao cung duoc)"),
    ("hours", r"(?:gio nhan|chi nhan|khung gio nhan|dung nhan|khong nhan|chi gui|chi nhac|hay nhan|nhan)(?: tin)?(?: cho)? ?(?P<about>.*?\b(?:(?:tu|sau|truoc|ngoai|trong khoang) \d{1,2} ?(?:h|g|gio|:).*))"),
    ("if_closed", rf"(?:(?:hom nay|gio|bay gio|chieu nay|sang nay|the|vay|da|minh|xa) )*{_CLOSE}(?: so| dot| lai| nay)* (?:duoc|duoc roi|luon) ?(?:chua|khong|ko)(?: (?:em|a|nhi))*"),
    ("if_closed", rf"(?:(?:the|vay|con|a|ma|em|nhung)[ ,]+)*(?:neu|gia su|thu|lo) .*{_CLOSE}.*"),
    ("if_closed", rf"(?:(?:the|vay|con|a|ma|em|nhung|gio)[ ,]+)*{_CLOSE}(?: so| dot(?: nay)?)? {_WHEN} (?:thi|la) .*"),
    ("rates", r".*(?:ty le|ti le)(?: \w+){0,3} (?:dung han|day du).*|(?:thon nao|ai|nhung ai|nhung thon nao|cac thon) (?:nop |gui )?(?:dung han|muon|tre han|cham|tre)(?: nhat| the nao)?"),
    ("rates", r"(?:danh sach |xem )?(?:nop )?dung han(?: cua)?(?: cac thon| tung thon| the nao| ra sao)*"),
    ("close_again", rf"(?:(?:thoi|em|u|ok|the|vay|gio|xong roi thi) )*(?:dong|khoa|chot)(?: so)? lai(?: (?:so|bao cao|dot|cho|cua))* (?P<about>{_UNIT} \S+)(?: (?:di|luon|giup|cho|em|thoi|nhu cu))*"),
    ("reopen", rf"(?:.{{0,60}}?[ ,])?{_AGAIN}(?! (?:nhac|thong bao|tin|nhan|tu dong|may|app|zalo|file|anh)\b)(?: .*)?"),
    ("reopen", r"(?:cho|de) (?P<about>.{2,40}? )?(?:sua|nop|gui|nhap) lai(?: .*)? (?:den|toi) .*\d.*"),
    ("reopen", r"(?:(?:toi|em|minh|xa|anh|chi) )?(?:vua |lo |moi )*(?:chot|khoa|dong)(?: so| dot)?(?: nay)?(?: bi| roi| qua)* (?:nham|som qua)\b.*"),
    ("new_leader", rf"(?P<about>(?:thon|to|ban|xom|khu|ap|lang)\b.{{1,30}}?) (?:(?:vua|moi|da|sap|lai|dinh|bi) )*(?:doi|thay|bau|bau lai|chuyen|cu)(?: sang| nguoi)* {_LEADS}(?: .*|,.*)?"),
    ("new_leader", rf"{_PLACE} (?:(?:vua|moi|da|sap|lai) )*(?:doi|thay) nguoi(?: (?:roi|moi|khac|phu trach|lam))*(?:,.*)?"),
    ("new_leader", rf"(?P<about>(?:thon|to|ban|xom|khu|ap|lang)\b.{{1,30}}?) (?:(?:vua|moi|da|sap) )*co {_LEADS} moi(?: .*|,.*)?"),
    ("new_leader", rf"(?:doi|thay|bau lai|cu lai)(?: cho| lai)* {_LEADS}(?: moi)?(?: cua| o| cho)? (?P<about>(?:thon|to|ban|xom|khu|ap|lang)\b.{{1,60}})"),
    ("new_leader", rf"{_LEADS}(?: cua| o)? (?P<about>(?:thon|to|ban|xom|khu|ap|lang) \S+) (?:(?:da|vua|moi|xin|bi|sap) )*(?:nghi|thoi|mat|chuyen|khong lam)\b.*\b(?:ma|thay|nguoi moi|lam thay)\b.*"),
    ("promised", rf"(?:(?:bac|ong|ba|anh|chi|co|chu|to truong|truong thon) )*(?P<about>(?:thon|to|ban|xom|khu|ap|lang) \S+) (?P<words>(?:(?:vua|moi|da) )*(?:goi|alo)(?: (?:dien|len|cho|anh|chi|xa|toi|bao|noi))* (?:xin|hen|khat|hua)(?: (?:la|den|toi|lui|khat|cho|tan|sang|nop|gui))* {_DAY}(?: .{{0,20}})?)"),
    ("promised", rf"(?:.{{0,60}}?, ?)?(?P<about>{_THEY}) (?P<words>(?:(?:vua|moi|da|co|thi) )*(?:hen|hua|bao|noi|xin)(?: la| toi| em| minh| den| de)* .*\b(?:nop|gui|bao|xong|lam|co so|tra loi)\b.*)"),
    ("promised", rf"(?P<about>{_THEY}) (?P<words>(?:(?:vua|moi|da|co|thi) )*(?:hen|hua)(?: la| toi| em| minh| den| de)* (?!gi\b|ai\b|chua\b|bao gio\b|khi nao\b|hom nao\b|ngay nao\b).+)"),
    ("promised", r"(?:(?:bac|ong|ba|anh|chi|co|chu|to truong|truong thon|ben) )*(?P<about>(?:thon|to|ban|xom|khu|ap|lang) \S+)(?: to truong| bac ay| ho)? (?P<words>(?:(?:vua|moi|da|co|thi) )*(?:hen|hua|bao|noi|xin)(?: la| toi| em| minh| den| de)* .*\b(?:nop|gui|bao|xong|lam|co so|tra loi)\b.*)"),
    ("promised", r"(?:(?:bac|ong|ba|anh|chi|co|chu|to truong|truong thon|ben) )*(?P<about>(?:thon|to|ban|xom|khu|ap|lang) \S+)(?: to truong| bac ay| ho)? (?P<words>(?:(?:vua|moi|da|co|thi) )*(?:hen|hua)(?: la| toi| em| minh| den| de)* .*)"),
    ("new_phone", rf"(?P<about>.{{2,60}}?) (?:(?:vua|moi|bi|da|sap|lam|muon) )*{_CHANGES_PHONE}"),
    ("new_phone", r"(?P<about>.{2,60}?) (?:(?:vua|moi|bi|da|sap) )*(?:doi|thay|dung|chuyen)(?: (?:sang|qua))? so(?: (?:moi|dien thoai|may|la|thanh|sang))* ?:? ?0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}"),
    ("new_phone", rf"{_CHANGES_PHONE} (?:cho|cua) (?P<about>.{{2,60}})"),
    ("remove", r"(?:go|loai|xoa|bo|rut)(?: ten)? (?P<words>(?!(?:toi|em|minh|so|bao cao|ten)\b|bac (?:ra )?khoi\b).{2,60}?) (?:ra )?khoi (?P<about>.{2,60})"),
    ("remove", rf"(?:go|loai|xoa|bo|rut)(?: ten)? (?P<words>(?:{_LEADS}|thanh vien|nguoi|ong|ba|bac|anh|chi|co|chu)(?: cu| truoc)?)(?: cua| o| ben)? (?P<about>(?:thon|to|ban|xom|khu|ap|lang) \S+)(?: (?:di|ra|luon))*"),
    ("remove", rf"(?:(?:thoi|em|giup|nho) )*(?:cho|dua|moi) (?:{_TITLED})?(?P<words>{_LEADS}|thanh vien)(?: (?:cu|cua|o|ben))* (?P<about>{_UNIT} \S+) {_OUT}"),
    ("remove", rf"(?:(?:thoi|em|giup|nho) )*(?:cho|dua|moi) (?P<words>(?!(?:toi|em|minh|tui|chau|so|bao cao|muc|chi tieu|ca)\b){_TITLED}?[^\d,:]{{2,30}}?)(?: (?:o|cua|ben))? (?P<about>{_UNIT} \S+) {_OUT}"),
    ("remove", rf"(?:(?:thoi|em|giup|nho) )*(?:cho|dua|moi) (?P<words>(?!(?:toi|em|minh|tui|chau|so|bao cao|muc|chi tieu|ca)\b)[^\d,:]{{2,30}}?) (?:ra|rut|roi|thoi)(?: ra)? khoi (?:(?:to|so|nhom|danh sach)(?: cua)? )*(?P<about>{_UNIT} (?!nay|di|giup|luon|nua)\S+)"),
    ("remove_old", rf"(?:(?:thoi|em|giup|nho|the|thi) )*(?:cho|dua|moi) (?:nguoi|to truong|truong thon|bac|ong|ba|co|chu|anh|chi|thanh vien)(?: (?:cu|truoc|do|ay|kia|nay|vua roi))+ {_OUT}"),
    ("remove_person", rf"(?:(?:thoi|em|giup|nho) )*(?:cho|dua|moi) (?P<words>(?:{_TITLED})(?!ay\b|do\b|nay\b|kia\b|cu\b|truoc\b)[^\d,:]{{2,30}}?) {_OUT}"),
    ("joined", r"(?:(?:the|hom nay|tuan nay|sang nay|may hom nay|gan day|dao nay|co|nhung|da) )*(?:ai|nguoi nao|nhung ai|thon nao) (?:(?:vua|moi|da|co) )+(?:duoc )?(?:vao|tham gia|nhap|ket noi|gia nhap)(?: (?:to|so|nhom|them|moi|duoc|hom nay|tuan nay|roi|the|vay|nhi|khong))*"),
    ("joined", r"(?=.*\b(?:them|moi|vua|nay|gan day|dao nay)\b)(?:(?:the|hom nay|tuan nay|sang nay|may hom nay|gan day|dao nay) )*co (?:them )?(?:ai|nguoi nao|nguoi) (?:moi )?(?:(?:vua|moi|da|nao) )*(?:vao|tham gia|ket noi|gia nhap)(?: (?:to|so|nhom|them|moi|duoc|hom nay|tuan nay|roi|khong|chua|ko))*"),
    ("joined", r"(?:(?:the|hom nay|tuan nay|sang nay) )*(?:nhung )?(?:ai|thon nao) (?:da )?(?:vao|tham gia|ket noi) (?:(?:to|so|nhom|duoc) )*(?:hom nay|tuan nay|gan day|may hom nay)(?: (?:roi|the|khong))*"),
    ("what_if", r"(?:(?:the|vay|em|con|a) )*(?:neu|gia su|gia du|gia thu|vi du|vi nhu)\b(?: .*)? \d.*\b(?:thi|lieu)\b.*\b(?:khong|ko|k|chua|sao|the nao|bao nhieu|may|khong nhi|len may)(?: (?:phan tram|nguoi|nua|roi))*"),
    ("what_if", r"(?!.*\b(?:roi|nhe|ghi|nhap|bao(?! nhieu))\b).* \d[\d.]* (?:(?:nguoi|ho|thi|la|bang|duoc|ra|tinh ra|dat|chiem) )+(?:bao nhieu|may) (?:phan tram|%)(?: (?:nhi|the|vay|em|a))*"),
    ("forward", r"(?:(?:em|xin|cho|hay) )*(?:tom tat|tom lai|tom luoc|noi gon|noi ngan gon|bao cao gon|bao cao nhanh)(?: (?:cho|giup|toi|anh|chi|chu|bac|lai|nhanh|gon|tinh hinh|trong|vai|may|\d|hai|ba|dong|cau|y|thoi|xem|di|chung|tinh hinh chung))*"),
    ("what_if", r".*\b(?:ma|neu) (?:(?:thon|no|ho|xa) )?(?:\S+ )?(?:duoc|co|len|dat|bao|nop|tang|them|thanh)\b.* ?\d.*\bthi\b.*\b(?:khong|ko|k|chua|sao|the nao|bao nhieu|may)(?: (?:phan tram|nguoi|nua|roi))*"),
    ("team", rf"(?:(?:the|con|hien) )*(?:to )?{_PLACE} (?:(?:hien|dang|co|duoc|gio) )*(?:may|bao nhieu) nguoi(?: (?:trong|o|vao|co|ten))* (?:so|to|nhom|danh sach)(?: (?:roi|the|vay|nhi))*"),
    ("remove_person", rf"(?:go|loai|xoa|bo|rut|gach)(?: (?:ten|giup|luon|ho))* (?P<words>(?:{_TITLED})(?!ay\b|do\b|nay\b|cu\b|truoc\b)\S+(?: \S+){{0,3}}?)(?: (?:ra|di|giup|luon|nhe|ho))*"),
    ("remove_old", r"(?:(?:thi|va|con|the|cho|de|nho|giup) )*(?:nguoi|to truong|truong thon|bac|ong|ba|co|chu|anh|chi|thanh vien) (?:cu|truoc|do|ay|kia|nay)(?: (?:thi|em|giup|nho|hay|cu|khong lam nua|nghi roi|nua))* (?:go|xoa|bo|rut|loai|gach)(?: (?:ra|di|ten|giup|luon|khoi|so|danh sach|nhom|to|ho))*"),
    ("remove_old", r"(?:go|xoa|bo|rut|loai|gach)(?: (?:ten|giup|luon|ho))* (?:nguoi|to truong|truong thon|thanh vien|bac|ong|ba|co|chu|anh|chi) (?:cu|truoc|ay)(?: (?:ra|di|ten|giup|luon|khoi|so|danh sach|nhom|to|ho))*"),
    ("invite", r"(?:(?:cho|xin|tao|lay|gui|cap|can|xem|lam)(?: (?:toi|em|minh|anh|chi|xin|them|lai|mot|1))* )?ma (?:moi|tham gia|vao so)(?: (?:cho|cua|vao|de vao))?(?: (?P<about>.{2,80}))?"),
    ("invite", r"(?:moi|them) (?:them )?(?:mot |1 |hai |2 )?(?:nguoi|thanh vien)(?: nua| moi)? (?:vao|cho)(?: to| nhom)?(?: cua)? (?P<about>(?:thon|to|ban|xom|khu|khu pho|ap|lang) \S+)"),
    ("invite", r"moi (?:them )?(?P<about>(?:(?:to truong|to pho|truong thon|thanh vien|nguoi|bac|to|lanh dao|chu tich|can bo|cong chuc)(?: cua| o)? )*(?:tat ca )?(?:cac )?(?:thon|to|ban|xom|khu|khu pho|ap|lang|xa|phuong|thi xa|huyen)\b.{0,60})"),
    ("invite", rf"(?:cho|xin|tao|lay|gui|cap)(?: (?:toi|em|minh|anh|chi|xin|lai|mot|1))* ma(?: moi| moi lai)? cho (?P<about>{_THEY})"),
    ("invite", rf"(?:gui|cho|lay|xin|cap|tao)(?: (?:ca|them|luon|toi|anh|chi|em|xin|giup|noi))* ma(?: (?:cua|cho|moi|vao))* {_PLACE}(?: (?:nua|luon|voi|giup))*"),
    ("invite", r"(?:them|moi|bo sung)(?: (?:them|mot|1|hai|2))* (?P<about>lanh dao|can bo|cong chuc)(?: (?:nua|vao|xa|de|duyet|cung|xem|giup|nhap|so|lam|khac))*"),
    ("invite", r"moi (?P<about>(?:pho )?(?:lanh dao|chu tich|bi thu|can bo|cong chuc))(?: (?:xa|vao|xem|theo doi|cung|so|nua|giup|duoc|de|tinh hinh|bang nay|so lieu))*"),
    ("invite", rf"(?:them|bo sung|moi|dua|cho)(?: them)?(?: {_TITLED}|\s)(?P<words>[^,:]{{2,40}}?) (?:vao|lam|la|giu|tham gia)(?: (?:vao|chuc|lam|la))* ?(?:{_LEADS}|thanh vien|to|to cong nghe|to cong nghe so)?(?: (?:cua|o|ben|tai|cho|cong nghe|cong nghe so))* ?{_PLACE}"),
    ("invite", rf"{_PLACE} (?:(?:vua|moi|da|sap|nay|gio|lai) )*(?:co |bo sung |cu |bau )+(?:them )?(?:mot |1 )?(?:{_LEADS}|pho thon)(?: nua| moi)?(?: (?:la|ten) (?:{_TITLED})?(?P<words>[^,:]{{2,40}}?))?"),
    ("invite", r"(?P<about>)(?:cho|xin|lay|tao|cap)(?: (?:toi|em|minh|anh|chi|xin|lai|mot|1))* ma (?:khac|moi|nua)"),
    ("invite", r"(?:cho |can |xin |toi |em )*moi (?:them )?(?:mot |1 |hai |2 )?(?P<about>lanh dao|chu tich|can bo|cong chuc)(?: (?:nua|xa|khac))*"),
    ("codes", r"(?:xem |cho xem |liet ke |danh sach |con |co )*(?:nhung |cac )?ma(?: moi)?(?: (?:nao|gi|nay|do|cua|vao|(?:thon|to|xom|ban|khu) \w+))*(?: (?:con|dang|chua|da|dung|duoc|ai|het|hieu luc|han|nguoi|may|lan|bao nhieu|dung duoc|nua|den|khi nao|bao gio|ngay|hom|co))*"),
    ("revoke", r"(?:huy|thu hoi|xoa|bo|khoa|vo hieu)(?: (?:het|cac|tat ca|nhung|di))* ma(?: moi)?(?: (?:cua|cho|vao|o))? (?P<about>.{2,60})"),
    ("rename", r"(?:(?:doi|sua|ghi)(?: lai)? )?ten (?:cua )?(?:toi|tui|em|minh|bac|chu|co|anh|chi)(?: (?:thanh|lai|la|lai la|sang|thanh la))+ (?P<words>[^\d,:?]{2,40}?)(?: chu (?:khong phai|dau phai).*)?"),
    ("colleagues", r"(?:xa|huyen|minh|don vi|o xa|ben xa|toi|em|hien|ngoai toi|ngoai anh|ngoai chi|con|co|nhung|thi|ra)* ?(?:con |nhung |co )*ai (?:cung |con |la nguoi |dang )?(?:phu trach|lam|trong coi|quan ly)(?: (?:viec nay|cai nay|so nay|so|cung|voi|chi|anh|toi|em|minh|mang nay|o xa|cua xa|xa|nua|chung|chuyen doi so|thay|ho))*"),
    ("colleagues", r"(?:ngoai (?:toi|anh|chi|em|minh|chu|tui)(?: ra)?,? )(?:(?:thi|o|xa|ben|con|co|nhung|trong) )*ai(?: (?:la|nua|khac|cung|nguoi|phu trach|lam|cong chuc|can bo|quan ly|viec nay|cai nay|so nay|duyet|nhap|xem|duoc|khong|trong|o|xa))*"),
    ("colleagues", r"(?:(?:the|xa|minh|xa minh|ben|con|o) )*ai (?:dang |la |la nguoi |thi )*(?:phu trach|(?:la )?(?:can bo|cong chuc)(?: xa| phu trach| minh)*)(?: (?:vay|the|nhi|o xa|xa|minh))*"),
    ("colleagues", r"(?:xa|xa minh|xa ta|o xa|ben xa|don vi)(?: minh| ta| nay)? (?:hien |gio |dang |thi |co )*(?:nhung )?ai (?:phu trach|lam|trong coi|quan ly|la can bo)(?: (?:vay|the|nhi|viec nay))*"),
    ("colleagues", r"(?:the )?ai (?:se |la nguoi )?(?:truc|lam|phu trach)(?: viec)? (?:thay|ho|thay cho)(?: (?:anh|chi|toi|em|minh|chu))?"),
    ("phone", rf"(?:gui|cho|xin|lay|doc|can|cho xin)(?: (?:toi|anh|chi|em|xin|chu|bac))* (?:so|(?:so dien thoai|so may|so dt|sdt)(?: cua)?(?! \S+ (?:to truong|truong thon))) (?P<words>(?:bac|chu|co|anh|chi|ong|ba) (?:to truong |truong thon )?{_UNIT} \S+(?: \S+)?)"),
    ("phone", rf"(?:gui|cho|xin|lay|doc|can|cho xin)(?: (?:toi|anh|chi|em|xin|chu|bac))* (?:so dien thoai|sdt|so may|so dt|dien thoai)(?: cua)* (?P<words>(?!(?:{_TITLED})?{_LEADS})(?:{_TITLED})?[^\d,:]{{2,30}}?)(?: (?:o |cua )?(?:thon|to|xom|ban|khu) \w+)?"),
    ("phone", rf"(?:so dien thoai|sdt|so may|so dt)(?: cua)? (?P<words>(?!(?:{_TITLED})?{_LEADS}){_TITLED}[^\d,:]{{2,30}}?)(?: (?:la )?(?:bao nhieu|may|gi|the nao))?"),
    ("leave", r"(?:thoi,? )?(?:(?:toi|em|minh|bac|tui|chau) )?khong muon (?:o|co ten|dung|tham gia|co)(?: (?:trong|ten|vao))* (?:cai )?(?:so|danh sach|nhom|bot)(?: (?:nay|thon|do))*(?: nua)?"),
    ("team", r"(?:(?:the|con|vay|a|o) )*(?P<about>(?:xa|phuong) (?!minh|ta\b|nay|em|anh|toi|thi\b|la\b)\S+(?: \S+){0,3}?) (?:(?:hien|gio|dang|do|thi) )*ai (?:phu trach|lam|truc|theo doi|nhap|duyet)(?: (?:vay|the|nhi|roi))*"),
    ("team", r"(?:(?:the|con|vay|a|o) )*ai (?:la nguoi )?(?:phu trach|theo doi|truc)(?: (?:o|cua|ben|ho))? (?P<about>(?:xa|phuong) (?!minh|ta\b|nay|em|anh|toi|nua|thi\b|la\b|chung)\S+(?: \S+){0,3}?)(?: (?:vay|the|nhi|roi))*"),
    ("team", rf"(?:(?:the|con|vay|a|xem|cho xem|giup|danh sach|liet ke|hien|hien nay|hien tai) )*(?:(?:to|doi) )?(?:(?:thanh vien|nguoi|to truong|nguoi phu trach)(?: (?:cua|o|trong so|trong to))* )?{_PLACE} (?:(?:gio|hien|hien nay|hien tai|bay gio|dang|co|la|do|gom|trong to|trong so|to cong nghe|thi|to truong|nguoi phu trach) )*(?:nhung )?ai(?: (?:lam|phu trach|bao cao|bao|trong so|nhap|o trong so|dang|to truong|vay|the|day|nhi|roi|trong to|so|chua|khong))*"),
    ("team", r"(?:da )?(?:co )?ai (?:vao|tham gia|da vao|moi vao)(?: (?:so|nhom|to))? (?:chua|roi)(?: (?:em|a|nhi))*"),
    ("team", rf"(?:nhung )?ai (?:(?:dang|la|lam|o|phu trach|bao cao|bao so|bao|cho|trong|to|so|thuoc|nhap) )*(?:{_LEADS} )?(?:(?:cua|o|cho) )?{_PLACE}(?: (?:the|vay|day|nhi|bay gio))*"),
    ("team", rf"(?:xem |cho xem |cho (?:toi |anh |chi )?(?:xin )?|xin )?(?:danh sach |sdt |so dien thoai |so may |so |lien he )?(?:cua )?(?:{_LEADS}|thanh vien|nguoi trong so|nguoi)(?: (?:cua|o))? {_PLACE}(?: (?:la ai|ten gi|ten la gi|so may|so dien thoai|so bao nhieu|bao nhieu))*"),
    ("team", r"(?:xem |cho xem |cho (?:toi |anh |chi )?(?:xin )?|xin )?(?:danh sach|ds|liet ke)(?: (?:cac|nhung))*(?: to truong| thanh vien| nguoi trong so| nguoi phu trach| nguoi bao cao)+(?: (?:cac|tung|cua|o|thon|xa|toan xa|nguoi|so))*"),
    ("team", rf"(?:(?:cho|xin|can|hoi|doc|gui|lay|xem|tim|biet)(?: (?:toi|anh|chi|em|chu|xin))* )*{_TEL}(?: (?:cua|o|ben))* {_OF_TEAM}{_PLACE}{_WHICH_NUMBER}"),
    ("team", rf"{_OF_TEAM}{_PLACE} (?:(?:thi|co|dung|cai) )*{_TEL}{_WHICH_NUMBER}"),
    ("team", rf"(?:(?:muon|can|toi|anh|chi|em) )*(?:goi|lien he|lien lac)(?: (?:dien thoai|dien|voi|cho|den|duoc))* {_OF_TEAM}{_PLACE} (?:thi )?(?:(?:bang|theo|vao|qua) )?(?:so nao|so may|so bao nhieu|so gi|the nao|kieu gi|lam sao|cach nao)"),
    ("team", r"(?:con )?(?:thon|to|xom|ban|noi)(?: (?:nao|mo)) (?:con )?(?:chua co|khong co|thieu)(?: (?:ai|nguoi|to truong|thanh vien|trong so|vao so|phu trach|bao cao))+"),
)  # fmt: skip
# Without one of these words a message is no errand: most messages are figures and cost nothing here.
_CUES = (
    word_set(
        "nhac goi tin tuan tha giu dung ngung tat hoan tam tu de cho nhan noi lam nghi gio chot dong khoa ket ty ti nop muon tre mo can xin mat thay hong rot hoi yeu may bo moi ma go loai xoa rut ket lien doi them bao huy hen hua "
        "xin noi cu bau ai them bo huy thu hoi xem danh ds sdt so con ma dua thanh nguoi truong lien "
        "dot ky hoi tong tom sao dau giao nang ha dat thong tieu neu gia vi lo chuyen lich dan yeu"
    )
    | questions.CUES
    | short_asks.CUES
)
_READ = tuple((act, re.compile(form)) for act, form in (*_FORMS, *questions.FORMS))
_CALLED = re.compile(
    r"(?P<about>(?:thon|to|ban|xom|khu|ap|lang)\b[^:,]{1,40}?) ?[:,]? (?P<words>(?:da |moi |vua )?goi (?:dien )?(?:cho (?:bac|ong|ba|anh|chi|co|chu) )?roi\b.*"
    r"|(?:da|moi|vua) goi\b.*|goi (?:dien )?(?:khong|chua|ko) (?:duoc|nghe|ai).*|khong (?:nghe|bat) may.*)"
)
_CALLED_FIRST = re.compile(
    r"(?:(?:toi|em|minh|anh|chi) )?(?:da|moi|vua) goi (?:dien )?(?:cho )?(?:bac |ong |ba )?"
    r"(?P<about>(?:thon|to|ban|xom|khu|ap|lang) [^:,]{1,30})[:,]? ?(?P<words>.*)"
)
_CALLED_THEN = re.compile(
    r"(?:(?:toi|em|minh|anh|chi) )?goi (?:dien )?(?:cho )?(?P<about>(?:thon|to|ban|xom|khu|ap|lang) [^:, ]{1,20}) roi\b[:,]? ?(?P<words>.*)"
)
_ALL = (("called", _CALLED), ("called", _CALLED_FIRST), ("called", _CALLED_THEN), *_READ)
_IN_FEW_WORDS = 120  # characters: a longer message is none of the short ones, and is not looked through for them
_ALL_SHORT = (*_ALL, *((act, re.compile(form)) for act, form in short_asks.FORMS))
_OWN = tuple(
    (act, form)
    for act, form in _READ
    if act
    in {
        "days",
        "hours",
        "hours_usual",
        "hours_which",
        "invite",
        "leave",
        "own_code",
        "own_plan",
        "prefer",
        "rename",
        "still_open",
        "ask_time",
        "seldom",
        "reopen_me",
        "before_due",
        "pass_up",
        "gives_points",
    }
)
_OWN_CUES = word_set(
    "nop nhap xin khat gach bo xoa cho ten mua thay mat hong sang nhan gio nghi gui nhac moi ma noi ket lien dung doi "
    "them bao thoi khong roi rut mo hoi diem"
)
# What may stand behind a reason: "thứ tư tôi họp, sáng thứ tư 7h nhắc các thôn", "mai họp giao ban, tóm tắt mấy dòng".
_BEHIND = frozenset(["remind_at", "forward"])
_FIGURE = re.compile(r"\d(?![\d:]* ?(?:h|g|gio)\b)")  # "mai 8h họp": an hour stands in a reason, a figure is told
_LETTER = re.compile(r"[^\W\d_]")
_TAIL = re.compile(r"[\s.!?…]+$")
_POLITE = re.compile(r"(?: (?:nhe|nha|a|voi|giup|em|ho|di|oi|nhi|duoc khong|giup em|giup toi|cho toi|cho em))+$")
_POLITE_FIRST = re.compile(r"^(?:(?:em|bot|so thon|ban) (?:oi|a),? |da,? |a,? )+")


def errand(text: str, *, office: bool = True) -> Errand | None:
    """The errand a message is, or None; outside an `office` only those anybody may give.

    `about` is folded, `words` stand as they were typed.
    """
    if not _LETTER.search(text):  # a bare figure
        return None
    text = " ".join(normalize("NFC", text).split())
    folded = fold(text)
    if (_CUES if office else _OWN_CUES).isdisjoint(re.findall("[a-z]+", folded)):
        return None
    if len(folded) != len(text) or len(text) > 400:  # folding keeps the length of NFC text, so that places agree
        return None
    end = len(folded) - (len(tail[0]) if (tail := _TAIL.search(folded)) else 0)
    polite = len(head[0]) if (head := _POLITE_FIRST.match(folded)) else 0
    comma = folded.rfind(", ", 0, end)
    behind = comma + 2 if comma > 0 else 0
    forms = _OWN if not office else _ALL_SHORT if len(folded) <= _IN_FEW_WORDS else _ALL
    for start in dict.fromkeys((0, polite, behind)):  # "đã gọi …" without its marks begins like "dạ"
        whole = folded[start:end]
        close = _POLITE.search(whole)
        for said in dict.fromkeys((whole, whole[: close.start()] if close else whole)):
            for act, form in forms:
                if start == behind != 0 and (
                    act not in _BEHIND or (act == "forward" and _FIGURE.search(folded, 0, comma))
                ):
                    continue
                if (match := form.fullmatch(said)) is not None:
                    return _found(act, match, text, start)
    asked = urgent_ask(folded[polite:end], text[polite:end]) if office else None
    return Errand("urgent", *asked) if asked is not None else None


def _found(act: str, match: re.Match[str], text: str, start: int) -> Errand:
    given = match.groupdict()
    words = ""
    if given.get("words"):
        words = text[start + match.start("words") : start + match.end("words")].strip()
    return Errand(act, (given.get("about") or "").strip(), words)
