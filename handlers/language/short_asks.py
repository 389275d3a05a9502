"""What an office asks or says in a few words: who is not in yet, two villages side by side, what a whole rests on.

Read from the whole message, as errands are (`errands.py`). What would change anything is shown first, and waits for a yes.
"""

# ruff: noqa: E501 (one form, one line)

from __future__ import annotations

from handlers.language.questions import ITEMS, MANY, PLACE, PLACES, POST, PRE, SENT, SEVERAL
from handlers.language.syllables import word_set

_ONE = r"(?:thon|xom|ban|to|khu|ap|lang)"
_US = r"(?:anh|chi|toi|em|minh|chu|bac|co)"
_OFFICE = r"(?:xa|phuong)(?: (?:minh|ta|nay))?"
_WHOLE_PLACE = r"(?:(?:ca|toan) )?(?:xa|phuong|thi xa|huyen|don vi)(?: (?:minh|ta|nay))?"
_WHOLE = r"(?:ho(?: dan| gia dinh)?|dan so|dan|nhan khau|khau|nguoi dan|nguoi lon|(?:nguoi )?truong thanh|nguoi tu (?:du )?(?:15|18)(?: tuoi)?(?: tro len)?|nguoi(?: trong)? do tuoi lao dong|lao dong)"
_SURELY_WHOLE = (
    r"(?:nguoi dan|nhan khau|khau|nguoi lon|(?:nguoi )?truong thanh|nguoi tu (?:du )?(?:15|18)(?: tuoi)?(?: tro len)?)"
)
_ASIDE = r"(?:(?:mai|chieu|sang|toi|lat|lat nua|mot lat|ti|ti nua|tam|khoang|luc|den|cuoi gio|dau gio|nay|ngay|thu \w+|\d{1,2} ?(?:h|gio|g)(?: ?\d{2})?|nho|em|bot|giup|thi|cu|hay|khi nao|bao gio|co gi|co bao cao|co so) )*"
_TO_DO = r"(?: (?:voi|nhe|nha|lai|luc|vao|chieu|sang|mai|toi|trua|nay|ngay|mot|tieng|nua|phut|truoc|khi|\d{1,2} ?(?:h|gio|g)?|gio|viec|xem|duyet|ky|chot|nop|gui|lam|hop|tiep|cai|di|a|em|bao cao|so|het|han|de|ca|cac thon|phan xa|cho khoi quen|keo quen))*"
_NOT_DONE = r"(?:con |van )?(?:chua|khong)(?: (?:he|ai|co ai|co nguoi|thay))*"
_UNTIMELY = r"(?:(?:luc|vao|buoi|gio|qua|hoi|trong) )*(?:sang som|som|khuya|nua dem|ban dem|dem hom|dem|trua|nghi trua|toi muon|muon|toi|\d{1,2} ?(?:h|g|gio)(?: (?:sang|trua|chieu|toi|dem))?)(?: (?:qua|the|vay|lam|nhe|khuya|nua|nguoi ta|ho|ngu|nghi))*"
_CHANGES = r"(?:sua|doi|chinh|chinh sua|dieu chinh|thay|cap nhat|(?:nhap|bao)(?= lai\b))"

FORMS: tuple[tuple[str, str], ...] = (
    ("whole", rf"{PRE}(?:{_WHOLE_PLACE} )?(?:(?:co|dang|thi|hien) )*(?:on|on ca|on thoa|on khong)(?: (?:khong|chua|ko|roi|a|em|the|het))*"),
    ("whole", rf"{PRE}(?:{_WHOLE_PLACE} )?(?:(?:moi|da|hien|thi|dang) )*(?:duoc|dat|hoan thanh|lam duoc)(?: duoc)? {MANY}(?: phan tram| %)?(?: (?:ke hoach|roi|chung|so voi ke hoach|cong viec|tien do|viec|the|vay|nhi|a|em))*"),
    ("whole", r"(?:(?:xem|cho|lam|gui|co|ra|toi|anh|chi|chu|em|giup) )*(?:bao cao|tong hop|tinh hinh|ket qua) (?:tuan|hom nay|sang nay|chieu nay|ngay)(?: (?:nay|qua|vua roi|di|the nao|sao|cho|anh|chi|chu|xem|giup))*"),
    ("whole", rf"(?:tong hop|tom tat|cong|gom|tong ket)(?: (?:lai|giup|cho|anh|chi|toi|chu|nhanh|so|so lieu|bao cao|cua))* (?:\d{{1,2}}|cac|may|hai|ba|bon|nam|nhung) {PLACES}(?: (?:da|moi|vua))*(?: {SENT})?(?: (?:roi|xong|cho|giup|anh|chi|toi|chu|xem|di|em))*"),
    ("whole", r"(?:(?:thoi|em|bot|noi|nhan|tra loi|bao cao|chi can|thi|cu) )*(?:ngan gon|ngan|gon|van tat)(?: (?:thoi|lai|hon|giup|di|cho|anh|chi|chu|nhe|gon|ti|chut))*"),
    ("communes", rf"{PRE}(?:liet ke|ke|danh sach|xem|tinh hinh)?(?: ?ra)? ?(?:cac|tung|moi) (?:xa|phuong)(?: (?:da|thi|dang|trong|toan|thi xa|huyen))*(?: {SENT})?(?: (?:gi|den dau|toi dau|the nao|sao|ra sao|roi|chua|the|nhi|a|em|duoc|nhung))*"),
    ("communes", rf"{PRE}(?:nhung |co )?(?:xa|phuong) nao(?: (?:da|la))* (?:xong|nop|gui|du|bao|hoan thanh)(?: (?:xong|du|roi|het|bao cao|so))*"),
    ("met", rf"{PRE}(?:nhung |cac )?{ITEMS} nao(?: (?:da|thi|duoc))* (?:dat|duoc|xong|hoan thanh)(?: roi)?,? (?:con |va )?(?:{ITEMS} nao|cai nao|nao)(?: (?:thi|con|la|van))* (?:chua|khong|thieu|hut)(?: (?:dat|duoc|xong))*{POST}"),
    ("met", rf"{PRE}(?:ty le|ti le|so|phan tram)(?: (?:chi tieu|muc|cac muc|tieu chi|hoan thanh))* (?:chua dat|khong dat|dat|da dat)(?: (?:cua xa|ca xa|chi tieu|la|bao nhieu|may|the nao|duoc))*{POST}"),
    ("owing", rf"{PRE}(?:con )?(?:ai|nhung ai|noi nao|cho nao|thon nao) (?:con |van )?chua{POST}"),
    ("owing", rf"{PRE}(?:con )?{MANY} {PLACES} nua(?: (?:la|thi|moi|se))* (?:du|xong|het|kin)(?: .{{1,15}})?"),
    ("owing", rf"(?:co )?(?:{MANY}|nhung) (?:bao cao|{PLACES})(?: nao)? (?:dang |con )?bi tra(?: (?:lai|ve))?{POST}"),
    ("each_village", rf"{PRE}(?:(?:liet ke|ke|doc|dua|in|xem|cho)(?: (?:ra|xem|anh|chi|toi|chu|giup|het))* )(?:cac |nhung |toan bo )?(?:so|so lieu|con so|ket qua|chi tiet)(?: (?:cua|theo|o|moi|da bao|da gui))* (?:tung|moi|cac) {PLACES}(?: (?:ve|muc|o|chi tieu|phan|cho|cua))*(?: .{{2,40}})?"),
    ("report_of", rf"{PRE}(?:(?:mo|bat|dua|lay|hien|giup|cho)(?: (?:giup|cho|anh|chi|toi|xem|ra|len))* )?bao cao (?:cua )?{PLACE}(?: (?:ra|cho|anh|chi|em|xem|di|giup|coi|dau|len|toi))*"),
    ("report_of", rf"(?:ly do|giai thich|vi sao|tai sao|sao)(?: (?:cua|ma|lai))* {PLACE} (?:(?:lai|bi|ho|da) )*(?:ghi|bao|noi|giai thich|danh dau|nhap|khai|cham|im|tre)(?: (?:the|vay|so do|nhu the|nhu vay|la gi|lai|qua|lam))*"),
    ("odd", rf"{PRE}(?:co )?(?:{PLACES}|ai|cho|cai|so|bao cao) nao(?: (?:bao|ghi|dang|bi|co|de|nhap|gui|khai))* (?:sai|nham|lech|lon|la|bat thuong|khong on|dang ngo|nghi ngo|khai khong|co van de|vo ly)(?: (?:so|so lieu|gi|khong|ko|a|em|the|nhi))*"),
    ("odd", rf"{PRE}(?:co )?(?:gi|cho nao|cai gi|so nao|diem gi|so gi)(?: (?:la|thay|bi))* (?:bat thuong|la|sai sot|sai|khong on|dang ngo|dang chu y|dang nghi|can chu y|lech|vo ly)(?: (?:khong|ko|a|em|nua|the|nhi))*"),
    ("not_in", rf"{PRE}(?:con )?(?:ai|nhung ai|{PLACES} nao) {_NOT_DONE} (?:vao|tham gia|dang ky|ket noi|nhap ma|cai|mo may|vao cuoc)(?: (?:nhom|to|bot|he thong|may|zalo|day|duoc|ma|a|em|the|moi|app))*"),
    ("silent", rf"{PRE}(?:con )?(?:ai|nhung ai|{PLACES} nao) {_NOT_DONE} (?:mo|xem|doc|nhan|coi|ngo|rep)(?: (?:tin|tin nhan|thong bao|may|app|zalo|duoc|em|nhac|loi nhac|lan nao|gi|ca|a))*"),
    ("compare_two", rf"{PRE}(?P<words>so sanh|so|doi chieu|cong|tong)(?: (?:so|so lieu|lai|giup|cho|anh|chi|cua))* {SEVERAL}(?: (?:xem|lai|voi nhau|the nao|duoc|la|bao nhieu|may|di|giup|thi|ra|tat ca|chenh|nhau|em|nao))*"),
    ("compare_two", rf"{PRE}(?:so |so lieu |ket qua )?(?:cua )?{SEVERAL}(?: (?:thi|no|bi|dang|co))* (?P<words>chenh|chenh lech|hon kem|khac|lech|cach)(?: (?:nhau|lech|so))*(?: (?:bao nhieu|may|the nao|gi|nhieu khong|o dau|khong|em))*"),
    ("sent_order", rf"{PRE}{SEVERAL},? (?:thi )?(?:ai|thon nao|ben nao|noi nao|dang nao) {SENT} (?:truoc|sau|som hon|nhanh hon|muon hon|cham hon){POST}"),
    ("sent_on", rf"{PRE}(?P<about>hom nay|hom qua|hom kia|(?:sang|trua|chieu|toi) (?:nay|qua)),? (?:(?:da|co|thi|moi) )*(?:nhung )?(?:ai|{PLACES} nao)(?: (?:da|moi|vua|nao))* {SENT}(?: (?:khong|ko|chua|gi|a|em|the|nao))*"),
    ("whole_number", rf"(?=.*\b(?:xa|phuong|huyen)\b)(?=.*\b(?:bao nhieu|may|tong|so|dan so)\b){PRE}(?:(?:tong|so|ca|co|bao nhieu|may|toan|xa|phuong|huyen|minh|ta|thi|la|hien|dang|duoc) )*(?P<words>{_WHOLE})(?: (?:cua|ca|toan|trong|o|xa|phuong|huyen|thi xa|minh|nay|ta|la|duoc|co|tat ca|bao nhieu|may|nguoi|ho|the|nhi|het|em|hien nay))*"),
    ("sources", rf"{PRE}(?:cai |cac )?(?:mau so|mau|so lieu nen|so nen|danh sach|tong so|so tong|so nguoi|so dan)(?: (?:nay|do|cua em|cua thon|cua xa|cac thon|tung thon))* (?:(?:em|la|duoc|thi) )*(?:lay|tinh|co|dua|tu|o)(?: (?:o|tu|vao|theo))* (?:dau|nguon nao|so nao|ai|cho nao)(?: (?:ra|ma|co|the|vay|nhi|a|em))*"),
    ("sources", rf"{PRE}(?:nguon|can cu)(?: (?:cua|so|lay))* (?:mau so|so lieu nen|so nen|danh sach|tong so)(?: (?:o|tu|la))* (?:dau|gi|nao|dau ra)(?: .{{1,12}})?"),
    ("wants_change", rf"(?!.* \d+ ?(?:nguoi|ho|/|$)){PLACE} (?:(?:vua|moi|da|no|ho|dang|lai|goi) )*(?:xin|muon|doi|can|de nghi|nho|bao muon|bao can|keu muon)(?: (?:duoc|cho|phep|mo|de|phai))* {_CHANGES}(?: lai)?(?: (?:so|so lieu|bao cao|vai so|mot so|may so|mot muc|so cu|lai|chut|ti|em|a|thi sao|lam the nao|lam sao|duoc khong|the nao))*(?: (?!.*\d)(?!.*\b(?:thanh|la|han|ngay|lich|ten|may|sim|zalo|dien thoai moi|to truong|nguoi|ma|gi|nao|bao nhieu)\b).{{2,30}})?"),
    ("base_heard", rf"(?P<about>.*\b{_ONE} \S+)(?: (?:hien|gio|nay|bay gio|thi|dang|chi|moi|tong|tat ca|la))* (?:co|con|la|len|giam con|tang len)(?: (?:tong|tat ca|chi|dung|khoang))* (?P<words>\d[\d.]* {_SURELY_WHOLE})(?: (?:roi|em|nhe|a|day|do))*"),
    ("base_heard", rf"(?P<about>(?:(?:theo )?(?:cong an|thong ke|van phong|tu phap|dia chinh|huyen|danh sach moi|so ho khau)(?: xa| huyen)?,? (?:(?:vua|moi|thi|co|la) )*(?:bao|cho biet|noi|dua|gui|chot|cung cap|xac nhan|la|ghi)?(?: la)? ?){_ONE} \S+)(?: (?:hien|gio|nay|bay gio|thi|dang|chi|moi|tong|tat ca|la))* (?:co|con|la|len)(?: (?:tong|tat ca|chi|dung))* (?P<words>\d[\d.]* {_WHOLE})(?: (?:roi|em|nhe|a|day|do))*"),
    ("digest_now", rf"(?:(?:cac|nhung|may) )?viec (?:(?:cua|phai lam|can lam) )*(?:{_US} )?(?:(?:phai|can) lam )?(?:hom|sang|chieu|bay|tuan|gio|con|nua|gi|la|nao|the|nhi)(?: (?:nay|gio|nua|gi|la|nao|the|nhi|con))*"),
    ("office_part", rf"{PRE}(?:nhung |cac )?(?:phan|muc|so|cai|chi tieu) (?:nao|gi)(?: (?:cua|thi|la|do|thuoc))* {_OFFICE} (?:(?:phai|can|tu|con|van|chua|thieu|trong|co) )*(?:bao|nhap|dien|lam|khai|tra loi|lo|co|gi|so)?(?: (?:so|lay|het|a|em|the))*"),
    ("office_part", rf"{PRE}{_OFFICE} (?:(?:phai|can|con|se|thi) )*tu (?:bao|nhap|dien|lam|khai|tra loi|lo) (?:nhung |cac )?(?:phan|muc|so|cai|chi tieu)? ?(?:nao|gi)(?: .{{1,10}})?"),
    ("office_part", rf"(?:phan|so|cac muc) (?:cua )?{_OFFICE} (?:(?:thi|da|co|con|xong|du|het|ca|day du) )+(?:roi|het|ca|chua|du|xong)(?: (?:roi|em|a|nhe|do))*"),
    ("office_asks", rf"(?:(?:em|gio|bay gio|the|nao) )*(?:hoi|cu hoi|lam|nhap|bao)(?: (?:{_US}|lan luot|tung|luon|tiep|not|cho))* (?:phan|so|cac muc|muc|cac cau)(?: cua)? {_OFFICE}(?: (?:di|luon|nhe|nao|bay gio|tung muc|lan luot))*"),
    ("own_reminder", rf"{_ASIDE}(?:nhac|bao) (?:lai )?(?:cho )?{_US}(?: (?:ma|de))?{_TO_DO}"),
    ("own_reminder", rf"(?:(?:em|bot|nho|giup|co gi|thi) )*(?:bao|nhan|nhac)(?: (?:cho|lai|tin))* {_US} (?:biet )?(?:khi|luc|neu|bao gio|ngay khi)(?: .{{2,40}})"),
    ("reviewed", rf"(?:{_US}|xa)? ?(?:(?:da|lai|moi) )*(?:tra|duyet)(?: lai)? (?:luc nao|khi nao|hom nao|bao gio|may gio)(?: (?:the|vay|nhi|roi|em|a))*"),
    ("night", rf"(?:(?:em|bot|thi|nho|thoi) )*(?:dung|khong|chua|khoi|han che|tranh)(?: (?:co|nen|duoc|can))* (?:nhac|nhan|gui|goi|lam phien)(?: (?:tin|cac|may|ho|thon|to|ai|bac|nguoi ta|ba con|gi|nho|cho|dan|nguoi))* {_UNTIMELY}"),
    ("if_late", rf"{PRE}(?:{PLACE} |ho |bao cao |so )?(?:nop|gui|bao|nhap) (?:muon|cham|tre|sau han|qua han)(?: (?:thi|co|con|van|ma|bao cao))* (?:duoc|tinh|nhan|sao|bi sao|bi gi|duoc tinh|duoc nhan|phat|bi phat|bi tru)(?: (?:diem|vao))*(?: (?:khong|ko|chua|gi|a|em))*"),
    ("after_closing", rf"{PRE}(?:chot|dong|khoa)(?: (?:so|dot|lai))* (?:roi|xong)(?: (?:thi|ma|co|con|cac thon|thon|ho))* (?:sua|them|nop|gui|bao|nhap|doi|mo)(?: (?:so|lai|them|bao cao))* ?(?:duoc|noi)?(?: (?:khong|nua|ko|a|chu|em))+"),
    ("close_now", r"(?:(?:thoi|ok|u|vay|the|em|gio) )*(?:chot|dong|khoa)(?: (?:so|dot|cong|luon|het|lai|di|nhe|ca|toan|xa|thi xa|huyen|giup|cho|anh|chi|em|nay|ngay|bay gio))+(?:,? (?:bo|bo qua|ke|mac|mac ke) .{3,30})?"),
    ("more_days", r"(?:(?:thoi|u|ok|vay|the|em) )*(?:cho )?(?:them|noi them|lui them|gia han them) (?P<about>(?:\d{1,2}|mot|hai|ba|bon|nam|bay|muoi) (?:ngay|hom|bua|tuan)) ?(?:nua|di|nhe|luon|thoi|em)*"),
    ("colleagues", rf"(?:cho |xin )?(?:{_US} )?(?:xin )?(?:sdt|so dien thoai|so may|so dt|lien he)(?: cua)? (?:can bo|cong chuc|nguoi phu trach)(?: (?:xa|phuong|phu trach|o xa))*{POST}"),
    ("colleagues", rf"{PRE}ai (?:lam|lo|nhap|phu trach)(?: (?:ho|thay))? (?:phan|so) (?:cua )?{_OFFICE}{POST}"),
    ("team", r"(?:(?:the|con|vay|a) )*ai (?:la nguoi )?(?:phu trach|lo|quan ly|theo doi|truc)(?: (?:o|cua|ben|ho))? (?P<about>(?!viec|so|cai|phan|bao|nay|o xa|xa|minh|cho|ca|may|cac|nhung|muc|vneid|the|vay|nhi|a\b|em\b|duyet|thay)\S+(?: (?!the|vay|nhi|nay)\S+){0,2})(?: (?:the|vay|nhi))*"),
    ("invite", rf"ma(?: moi)?(?: (?:cua|cho|vao))* {PLACE} (?:(?:la|o|nhu) )*(?:gi|bao nhieu|dau|may|the nao)(?: (?:the|vay|nhi|em|a))*"),
    ("invite", rf"(?:them|bo sung|dua)(?: (?:them|mot|1))* (?:nguoi|thanh vien|to pho)(?: (?:nua|moi|khac))* (?:cho|vao|o)(?: (?:to|so|nhom|cua))* {PLACE}(?: (?:di|nhe|giup|voi))*"),
    ("invite", rf"(?:gui|cho|lay|xin|cap|tao)(?: (?:lai|them|toi|anh|chi|em|giup))+ ma(?: (?:cua|cho|moi|vao))* {PLACE}(?: (?:nua|luon|voi|giup|di|nhe))*"),
    ("who_gave", rf"(?:so|so lieu|bao cao|cac so) (?:cua |o )?{PLACE} (?:(?:la|do|ai la nguoi) )*ai (?:da |la nguoi )?(?:nhap|bao|gui|ghi|khai|dien)(?: .{{1,10}})?"),
    ("average", rf"{PRE}(?:muc |ty le |ti le )?(?:trung binh|binh quan)(?: (?:cac|cua|toan|ca|moi|thon|xa|ti le|ty le|mot))*(?: (?:la|dat|duoc|thi|khoang|o muc))* {MANY}(?: (?:phan tram|%|the|nhi|roi|em))*"),
    ("without", rf"{PRE}(?:con )?{MANY} (?:nguoi|ho|nha)(?: dan)? (?:con |van )?(?:chua|khong) (?:co |dung |cai |lap |tham gia |mo |duoc |kich hoat )?.{{2,40}}"),
    ("repeat", rf"(?:(?:em|bot) )?(?:(?:noi|doc) lai|(?:gui|nhan) lai (?:tin|cau)(?: (?:vua roi|luc nay|ay|do|tren))*)(?: (?:di|xem|nao|giup|cho|{_US}|lan nua|voi|cai|tin|vua roi|luc nay|nghe|mot lan))*"),
    ("repeat", rf"(?:em |bot )?(?:vua|luc nay|nay|hoi nay) (?:noi|nhan|bao) (?:gi|cai gi)(?: (?:the|vay|co|ay|nhi|{_US}))*"),
    ("deadlines", r"(?:(?:the|con) )*dot nao(?: (?:la|thi|dang))* (?:gap|can|sap|den|het)(?: (?:han|hon|nhat|truoc|toi|den|gap))*(?: (?:em|the|vay|a))*"),
    ("deadlines", r"(?:(?:the|con|minh|xa|ho|thon) )*(?:tre|qua han|muon|cham)(?: (?:han|mat|duoc))* (?:may|bao nhieu) (?:ngay|hom|bua)(?: (?:roi|the|vay|a|em))*"),
    ("items", r"dot (?:thang \d{1,2}|quy \S+|6 thang|sau thang|nam)(?: (?:dau|cuoi) nam)?(?: nay)? (?:hoi|thu|gom|co|lay)(?: (?:nhung|cac|so))* (?:gi|muc nao|muc gi|cai gi|may muc)(?: (?:the|vay|a|em))*"),
    ("approved", r"(?:(?:hom nay|sang nay|xa|can bo|cong chuc|anh|chi|toi|ho|da|moi|the) )*duyet(?: (?:duoc|xong|roi))* (?:may|bao nhieu)(?: (?:cai|ban|bao cao|thon))?(?: (?:roi|the|a|em|xong))*"),
    ("approved", r"(?:the )?(?:can bo|cong chuc|ho|ben xa)(?: (?:xa|da|duoc))* duyet(?: (?:xong|het|duoc gi))* (?:roi a|roi ha|chua|roi chu|roi phai khong)(?: (?:em|chau|nhi|a))*"),
    ("approved", r"(?:the )?(?:da )?duyet(?: (?:xong|het))? (?:roi a|roi ha|roi chu|roi phai khong)(?: (?:em|chau|nhi))*"),
    ("score", r"(?:nhung )?(?:muc|chi tieu|chi so|tieu chi) nao (?:con |van )?(?:chua|khong|mat|thieu|bi tru|mat) (?:co |duoc |tinh |bi )*diem.*"),
    ("score", r"(?:lam sao|lam the nao|lam gi|cach nao|muon)(?: (?:de|duoc|cho|thi|xa|minh))* (?:tang|them|duoc|nang|len|co)(?: (?:them|duoc|cao|len))* diem.*"),
    ("score", r"(?:xa |xa minh |minh )?(?:dat|xep|duoc|vao)(?: (?:vao|xep))? loai (?:gi|nao|may).*"),
    ("shortfall", r"(?:the |con )?diem (?:yeu|kem|han che)(?: (?:cua xa|cua minh|la|gi|nao|o dau|the nao))*"),
    ("whole", r"(?:the |con )?dot (?:kia|con lai|cu)(?: (?:the nao|sao|den dau|ra sao|sao roi|thi sao|roi))+"),
    ("forward", rf"(?:(?:em|giup|nho|cho|gui|lay|xin|can|dua) )*(?:{_US} )?(?:xin |can |vai |may |nhung |it )*(?:con so|so lieu|so)(?: (?:chinh|co ban|chung|de bao cao|bao cao|voi|nhe|di))*"),
    ("next_round", r"(?:(?:bao gio|khi nao) )?(?:(?:co|mo|den|moi) )*(?:dot|ky)(?: bao cao)? (?:sau|toi|tiep|tiep theo|moi)(?: (?:la|thi|co|mo|bat dau|vao))*(?: (?:bao gio|khi nao|ngay nao|hom nao|thang may))+"),
    ("enter_how", rf"(?:(?:anh|chi|toi|em|xa|de|gio) )*(?:nhap|bao|ghi|khai) (?:thay|ho|giup)(?: cho| so)? {PLACE}(?: (?:nhe|duoc khong|duoc chu|the nao|lam sao|kieu gi|di|luon|thi sao|a|nha))*"),
    ("team", rf"{PLACE} (?:khong|chua|het) co (?:ai|nguoi)(?: nao)? (?:lam|bao|nhap|phu trach|dung|nhan|tra loi)(?: .{{1,12}})?"),
    ("pending", r"(?:nen |can |phai )?duyet (?:cai|thon|bao cao|ai|ban) nao (?:truoc|da|bay gio|day|nhi)(?: .{1,10})?"),
    ("pending", r"(?:cai|thon|bao cao|ban|nhung cai|nhung thon) nao (?:sach|dep|on|duoc|dung|xong|khong sao|khong co gi)(?: (?:thi|roi|la|ca))* duyet(?: (?:luon|di|het|giup|cho|anh|chi|truoc))*"),
    ("photos", rf"{PRE}(?:nhung |co )?{PLACES} nao(?: (?:da|moi|co))* (?:co |gui )?(?:anh|hinh|minh chung)(?: (?:roi|chua|minh chung|kem|khong))*"),
)  # fmt: skip
CUES = word_set(
    "on duoc dat bao ngan gon cac tung muc ty ti chua may bi so liet ke mo lay ly vi sao co gi la sai ai nao vao doc xem "
    "cong chenh hon xin muon de len con viec phan hoi nhac bao dung khong nop gui chot dong khoa them sdt ma trung binh "
    "noi dot tre qua duyet tong mau nguon tinh ket doi cham luc lech chi cong xong don danh nhieu nhap xep loai diem lam muon duyet kia so lieu"
)
