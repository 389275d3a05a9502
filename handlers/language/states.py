"""What is said of an indicator without a figure: none, all, as before, not counted yet, not applicable, yes or no."""

# ruff: noqa: E501 (a table of patterns reads best unbroken)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.language.patterns import Table
from handlers.language.reading import OFFICE, Context, Item, Number
from handlers.language.syllables import word_set
from handlers.language.text import Phrase, Words, fold
from handlers.language.vocabulary import OTHER_WORK, SAYING

NOT_APPLICABLE = Table(
    r"\b(?:khong ap dung|khong thuoc (?:dien|doi tuong|pham vi)|khong co doi tuong|khong phat sinh(?! (?:ho so|truong hop|gi|nao|\w+ nao))|khong nam trong dien|kad)\b"
)
_LATER = Table(
    r"\b(?:chua (?:dem|co so|thong ke|nam duoc|nam|kiem|ra soat|tong hop|biet|tinh (?:xong|duoc|het)|ro so|chot|kip|thu thap|lay duoc|cap nhat)"
    r"|chua (?:di|den|gap|goi|hoi|ghe|ra|qua|tham)(?: duoc)? (?:nha|ai|ho|nguoi)|(?:bac|toi|minh|em|chau|chu|co|tui|to) (?:chiu|bo tay)(?! (?:kho|trach|kho))|dang (?:dem|thong ke|tong hop|ra soat|kiem)|de dem|dem sau|bao sau|gui sau|chua xong)\b"
)
_NONE = Table(
    r"\b(?:(?:khong|chua|chang|lam gi|lam chi|dau)(?: he)?(?: co)?(?: mot)? (?:ai(?! bao| noi| hoi| goi| nghe| chiu| huong| giup| nhac| tra| den| gap| cho| chi| day)|nguoi|ho|nha|cai|diem|cho|may|truong|doanh nghiep|cong ty|don vi|"
    r"con|hoc sinh|chau|cu|em|tai khoan|so|the|chiec|mong|mot|dua|khau|buu dien|dn|dien thoai|camera|wifi|hop|ban|gi|@)"
    r"(?: \w+){0,2}? (?:nao|ca|het|co|dung|lam|mo|lap|cai|dang ky|biet|su dung|ky)"
    r"|(?:khong|chua|chang|lam gi|lam chi|dau)(?: he)?(?: co)? ai(?! bao| noi| hoi| goi| nghe| chiu| huong dan| giup| nhac| tra loi| den| gap| cho| chi| day)(?: ca| het| dung| lam| co| mo| cai)?|(?:khong|chua) (?:lap|cai|lam|co|dung|mo) (?:duoc )?(?:cai|nguoi|nha|ho|diem|cho|ai)(?: nao)?\b|(?:khong|chua|chang)(?: he)?(?: co| duoc)?(?: lay)? (?:mot|1) (?:ai|nguoi|ho|nha|cai|mong|bong|diem|truong|don vi|cong ty|doanh nghiep)\b|(?:da )?co (?:ai|(?:nguoi|nha|ho|cai|dn) nao) (?:dau|mo)$|(?:mot|1) (?:ai|nguoi|ho|nha|cai|mong|diem) cung (?:khong|chua)|(?:khong|chua) phat sinh|(?:khong|chua) (?:thay|co) (?:ai|ma nao|bong nao)|ze ro|so khong tron|chua (?:co )?(?:nha|ho|nguoi|cai|diem|truong|cho) nao"
    r"|(?:khong|chua) (?:co )?(?:cai|nguoi|nha|ho|diem|cho|truong|cong ty|doanh nghiep|may|so) (?:nao|gi)"
    r"|(?<!nhieu )(?<!may )(?<!vai )(?<!it )(?<!so )(?<!con )(?<!cac )(?:thon|xom|xa|to|ben|nha|&)(?: em| minh| toi| tui| ta)? (?:khong|chua)(?: he)? (?:co|lap|lam|dung|mo|lap dat|dang ky|trang bi|trien khai)\b"
    r"|dau co (?:ai|nguoi|ho|nha|cai|diem|cho|doanh nghiep|cong ty|truong|don vi|@|&)|(?:toan|deu) (?:khong|chua) co|\bco ai [a-z@ ]+ (?:mo|dau)$|(?:bang|la) khong(?: (?:a|em|bac|anh|chi|chau|nhe|nha|thoi|tron|day))*$|^(?:\w+ ){0,2}so khong$|^(?:(?:da|a|u|ghi|la|thi|em|bac) )*(?:con )?so khong(?: (?:tron|trinh|nhe|nha|a|em|bac|anh|chi|thoi|day|do|oi|luon))+$|con so khong|(?:khong|chua) duoc (?:ai|nguoi nao|ho nao|cai nao)"
    r"|(?:khong|chua|chang)(?: he)?(?: co)?(?: duoc)? (?!(?:chon|xem|biet|ro|hieu|nho|hoi|phai|can|muon|nop|thay|bao|gui|di|den|gap|goi|ghe|qua|ra|kiem|dem|tham)\b)(?:\w+ ){1,2}nao(?! (?:cung|do|nop|bao|gui))"
    r"|(?:khong|chua|chang) (?!(?:chon|xem|biet|ro|hieu|nho|hoi|phai|can|muon|nop|thay|bao|gui|di|den|gap|goi|ghe|qua|ra|kiem|dem|tham)\b)(?:[\w@&]+ ){2,4}nao(?: ca| het| luon)*$"
    r"|(?:khong|chua) co (?:mong nao|cai chi|chi ca|gi ca|gi het|gi)|zero)\b"
)
_NONE_SHORT = re.compile(
    r"^(?:(?:da|em|bac|thon|a|thua|oi|hien|nay|hien tai|gio|thi|&|@|toi|minh|o day|van|vang|u|ben|tui) )*(?:khong|chua|chang)(?: he)?(?: co| lap(?: dat)?| trang bi| trien khai| dung| cai)?(?: dau| ca| gi"
    r"| het| luon| ai| moi| nguoi| em| bac| nao| a| anh| chi)*$"
)
_ALL = Table(
    r"\b(?:(?:ai|nha|ho|nguoi|truong|dau|cho|thon|can bo|gia dinh|may|cai|don vi|cong ty|moi nguoi|doanh nghiep)(?: nao| ai)?"
    r"(?: \w+){0,2} (?:cung|deu)\b(?! (?:khong|chua|phien|hoi|\d|duoc(?: a| ha| khong| chu)$))|(?<!chua )(?<!khong )(?<!chua co )(?:du ca|du het|co het|co du)(?! (?:khong|chua)(?: (?:em|a|bac|anh|chi|nhi|vay|the|ha|chau|roi)\b|$))|100 %|tat ca(?: deu|(?: \w+){0,3} (?:deu|co|roi))|het (?:ca|roi ca)"
    r"|toan bo(?: \w+){0,4} (?:deu|co|da|roi)|ca (?:thon|xa|lang|to|xom)(?: \w+){0,3} (?:het|du|deu|ca|co roi)|(?:duoc|xong) het(?= (?:roi|ca|a|nhe|em|bac|,)(?: |$)|$)|deu co|deu da|(?:toan|ca) (?:thon|xa|lang|xom|to) (?:deu )?(?:co|dung)(?: roi| ca| het)?$|khong thieu (?:ai|nha|nguoi|ho)"
    r"|(?:ai|nha nao|nguoi nao|ho nao) (?:ma |lai )+khong (?:co|dung|biet|cai)|khong sot|(?:ai nay|(?:nha|nguoi|ho) nao (?:nha|nguoi|ho) nay)(?: \w+){0,2} (?:ca|het|deu|cung|co|du)|moi (?:nguoi|nha|ho)(?: \w+){0,2} (?:deu|co)|du (?:100|ca)|co ca(?: roi)?$|xong het|het 100)\b"
)
_SELLS = frozenset(["hang", "tren", "qua", "duoc", "online", "san", "o", "ra"])  # "nhà nào cũng bán hàng trên mạng"
_BUSY = frozenset(["viec", "chuyen", "khach", "dam", "ly", "nguoi", "con"])
_MOVES = frozenset(["ra", "vao", "ve", "len", "xuong", "den", "toi", "o", "tai", "gia"])
# What is done there is no matter of a report: "cả thôn đi gặt hết", "không có ai đi cùng", "em không có nhà".
_AWAY = (
    r"ra (?:dong|ruong|nuong|cho|bien|vuon|duong|ngoai)\b|ve(?: que| nha| het| ca|$)|o (?:nha|que)\b|o (?:day|thon|lang)$"
    r"|dong cua|mo cua|hop tac|giup|ho tro|vang (?:nha|mat|het|ca)|gat|ban viec"
)
_ALL_AWAY = re.compile(
    rf"\b(?:di (?!dang ky|lap|mo|cai|mua|lam (?:the|cccd|can cuoc|tai khoan|so|ho so|vneid|dinh danh))\w+|{_AWAY}"
    r"|het ca (?:buoi|ngay|tuan|sang|chieu|toi|hom|gio|tieng|thang))"
)
_NONE_AWAY = re.compile(
    r"\b(?:toi|bac|minh|chu|co|anh|chi|tui|em|nha (?:toi|bac|em|minh)) (?:khong|chang)(?: he)? (?:co|dung|xai|biet) "
    r"(?:(?:ma|danh sach|y kien|gi|tai khoan|dien thoai|the|zalo)\b|@)(?!.*\b(?:nao|ai)\b)"
    r"|^(?:da )?khong co gi(?: dau| a| em| chau)*$|\b(?:bi )?(?:ngap|lu lut|thiet hai|sat lo)\b"
    rf"|\b(?:di (?!dang ky|lap|mo|cai|mua|lam|khai)\w+|{_AWAY}|(?:khong|chang|cha|nham luc) co nha$|y kien|kinh phi"
    r"|khong co (?:mat|tien|thoi gian|dieu kien)\b)"
)
_CLAUSE_ENDS = frozenset(",.;?!\n")
_PASSED_OVER = frozenset("?!.()'#+\n")
_NOT_REPORTED = frozenset(fold(word) for word in OTHER_WORK) | {"xuong", "den", "bao", "truc"}
_STRENGTHENING = frozenset(["nao", "ai", "gi", "dau", "het", "ca", "mo"])  # "chưa có cái nào"
_BUT = Table(
    r"\b(?:con|tru|chi) moi\b|\b(?:con|tru) (?:lai )?(?:\w+ ){1,5}chua\b"
    r"|\b(?:tru|ngoai) (?:nha |ong |ba |may |vai )?(?:nha|ong|ba|co|chu|bac|anh|chi|may|vai|dam) \w+"
)  # "đủ cả, còn mỗi nhà ông Ba chưa"
_OTHERS_DO = Table(
    r"\b(?:xa|huyen|van phong|ubnd|van thu|can bo xa) (?:lam|phu trach|bao cao|quan ly|nop)\b"
)  # "xã làm, thôn không làm"
_NOBODY_NOT = Table(  # "không ai là không có", "không sót một ai", "không chừa nhà nào"
    r"\b(?:khong|chang|cha|no)(?: con)? (?:ai|nha nao|nguoi nao|ho nao)(?: la| ma)* (?:khong|chua)\b"
    r"|\b(?:khong|chang|cha|no)(?: bo| con| de)? (?:thieu|sot|tru|chua|lot)(?: mot| 1| lay| di)* (?:ai|(?:nguoi|nha|ho|cai|may|dua|cu|truong)(?: nao)?)(?= |$)"
)
_ALL_SHORT = re.compile(
    r"^(?:(?:da|a|em|bac|co|thon em|thon minh|ca thon|ca) )*(?:du|tat ca(?: moi nguoi| cac ho)?|moi nguoi|full|het|toan bo(?: (?:nguoi lon|ba con|nguoi dan|cac ho|so ho))?(?: (?:trong|o))?|ca thon(?: co| deu co| co ca| co roi)?|tat|du het|tat tan tat|du ca)(?: roi| a| ca| nhe| em| bac| luon| thon)*$"
)
_SAME = Table(
    r"\b(?:(?:nhu|giong|bang|y|y nhu|giong nhu|theo|y het|y (?:xi|si)(?: duc)?|bang voi|nguyen nhu|van la so)(?: so| het| cua| so lieu| nguyen)* (?:ky|thang|quy|nam|dot|lan|hom|bua|hoi|tuan|ban|bao cao) (?:truoc|ngoai|roi|vua roi|kia|no|cu)"
    r"|nhu cu|y cu|y nguyen|nguyen nhu cu|giu nguyen|(?:khong|chua|chang|cha|no) (?:co )?(?:(?:gi|chi) )?(?:thay )?(?:doi|bien dong|dao dong|suy suyen)|khong co gi (?:thay doi|moi|khac)|khong (?:tang|them)(?: gi)?(?: (?:khong|cung khong|ma khong|hay|hay la|va khong)?)? ?(?:giam|bot)"
    r"|van (?:chi )?(?:bay nhieu|(?:ngan|chung|tung) (?:ay|do|no|nay|ni))(?! nguoi)|(?:truoc|thang truoc|ky truoc|lan truoc) (?:sao|the nao)(?: thi)? (?:nay|gio|bay gio) (?:vay|the|rua)|(?:thang|ky|quy|dot|lan) (?:nay|ni) (?:cung|van) (?:the|vay|rua)|van giu (?:so|nguyen)|van (?:vay|the|nhu vay|nhu the|y vay|con nguyen|nguyen|nhu truoc)|chua (?:co gi )?thay doi|khong (?:tang|nhuc nhich)(?: gi| len)?$|dung lai so|van (?:chung (?:ay|do)|(?:con )?so (?:do|ay|nay))|giong (?:lan|ky|dot|thang) bao cao truoc|(?:ky|thang|quy|lan) truoc (?:the nao|sao|bao nhieu)(?: thi)? (?:ky|thang|quy|lan) nay|(?<!thay )(?<!doi )(?<!xoa )(?<!bo )so cu(?! (?:toi |em |bac |minh )?(?:bo|mat|khoa|huy|hong))|cu thoi|dung yen|giam chan tai cho|khong (?:nhich|xe dich|suy chuyen|suy xuyen)|y chang|nguyen si|nguyen xi|(?:nhu|giu|(?<!lay )(?<!in )(?<!cai )(?<!xuat )(?<!gui )(?<!xin )(?<!cho )bang|giong|nguyen) (?:nhu )?(?:hoi |so )?(?:dot|quy|ky|thang) \d+|van (?:rua|ri|kia|no)(?= |$)(?! nguoi)|lay (?:lai )?so (?:lieu )?(?:ky|thang|quy|dot|lan|nam) (?:truoc|cu|ngoai|roi)|(?:khong|chua) (?:co )?(?:tang|them)(?: them| duoc)? (?:ai|gi|nguoi nao)|nhu (?:lan |ky |thang )?truoc|nhu vay|khong khac|khong co (?:gi|chi) khac|chua co gi (?:moi|khac|thay doi)|khong tang giam|van so cu|giong truoc|lay so cu|nhu lan bao truoc)\b"
)
_VAGUE = Table(
    r"\b(?<!hoi )(?<!ghe )(?<!den )(?<!biet )(?:(?:vai|may|dam|muoi may|hang|vai ba) (?:chuc|tram|nguoi|ho|cai(?! (?:kia|do|nay|ay|con lai|ni|no))|nha|nghin)|cung (?:nhieu|it|kha|duoc nhieu|duoc kha)|nhieu (?:lam|phet|day)|(?:con )?it (?:lam|thoi|oi)"
    r"|(?:leo teo|lac dac|lua thua|le te|co|duoc|chi co) (?:vai|may|dam) (?:mong|dua|con nguoi|ban|hot)|gan nhu (?:ca|toan|het|tat|du|moi|tat ca)(?: (?:thon|xom|lang|nguoi|dan|ho|nha))*|kha (?:nhieu|kha|dong)|qua nua(?! (?:dem|ngay|buoi|thang|nam))|^(?:(?:da|duoc|co|khoang|moi) )*(?:mot |1 )?nua(?: roi| a| thoi| nhe| em| bac)*$|doi ba (?:nguoi|ho|nha|cai)|(?:mot |1 |gan |hon )?nua (?:so|thon|ho|dan)|(?:gan|hon|duoc|khoang|tam) (?:mot |1 )?nua$|da so|phan lon|mot it(?! nua)|hau het|gan het|gan du|lac dac|lua thua|dong lam|mot so it|qua ban|phan nua|(?:dam|vai|may) (?:ba|sau|bay|bon) (?:chuc|tram|nguoi|ho|nha|cai|nghin)|muoi lam (?:nguoi|ho|cai|nha))\b"
)
_SAME_ASKED = re.compile(  # asked, or taken back ("quay lại như trước khi em sửa")
    r"\b(?:xoa|bo|huy)(?: \w+){0,2} so(?: lieu)? cu\b| so voi|\bnhu truoc (?:luc|khi)\b|\b(?:tra|dua|quay|tro) (?:lai )?ve (?:nhu|so) cu\b|\b(?:bao nhieu|la may|la gi|may nguoi|may ho)(?: (?:nhi|a|em|the|vay|ha|chau))*$"
)
# "một nửa số hộ", "được nửa": half of all, to be read back; not "quá nửa", and not "một nữa" (one more).
_HALF = Table(
    r"(?<!them )(?<!tut )(?<!giam )(?<!mat )(?:\b(?:mot|1)|(?<!qua )(?<!hon )(?<!gan )\b(?:duoc|tam|khoang|do|@)) nua(?= (?:so|thon|ho|dan|nguoi|a|thoi|nhe)\b|$)"
)
# "Mới đếm được nửa thôn": so far is the counting; it is no half of the people.
_HALF_WAY = re.compile(
    r"\bmoi (?:chi )?(?:dem|di|kiem|hoi|thong ke|ra soat)(?: (?:duoc|xong|@))* (?:mot |1 |gan |hon )?nua\b"
)
_YES_CHOICE = re.compile(
    r"^(?:(?:da|vang|thon|xa|em|minh|toi|thi|hien|@|&|:|-|=|la|cung|u|bac|duoc|con|rieng|cai|deu|cung deu) )*(?:co|da co|co roi|da dat|da lap|roi|co het|day du|du|xong|da xong)(?: roi| a| nhe| em| bac| day| luon| anh| chi)*$"
)
_NO_CHOICE = re.compile(
    r"^(?:(?:da|thon|xa|em|minh|toi|thi|hien|@|&|:|-|=|la|van|u|bac|con|rieng|cai) )*(?:khong|chua|chua co|khong co|chua lap|chua lam|chua duoc|chua dat)(?: dau| a| nhe| em| bac| luon| anh| chi| gi)*$"
)


# One of these words stands in whatever each table above finds: without any of them it is not tried.
NOT_APPLICABLE_WORDS = word_set("ap thuoc tuong sinh trong kad")
_LATER_WORDS = word_set("chua dang de sau chiu tay")
_SAME_WORDS = word_set("yen giam chang cha no cung nhu giong bang y theo nguyen giu khong van chua lai truoc cu lay")
_NONE_WORDS = word_set("chi cha no dau mo khong chua chang gi ro zero")
_VAGUE_WORDS = word_set("vai may dam hang nhieu it kha nua doi da phan hau gan lac lua dong ban muoi")
_ALL_WORDS = word_set("cung deu du co het ca toan 100 khong xong tat")
# And one of these in whatever is told of an indicator without a figure at all.
_TELLING = (
    NOT_APPLICABLE_WORDS | _LATER_WORDS | _SAME_WORDS | _NONE_WORDS | _VAGUE_WORDS | _ALL_WORDS
    | word_set("dat lap roi full moi lam trach cao ly nop doi nua chiu tay")
)  # fmt: skip


_REMARK = re.compile(r"(?:vua|moi|da|tu|hom|ngay|theo|do|xa|ubnd|hdnd|co)\b(?!.*\b(?:chua|khong|sao|nao|gi|may)\b)")
# "Không đúng", "chưa phải": what was said before is denied, and nothing is none. Unmarked it may be "không dùng".
_DENIES = re.compile(
    r"(?:(?:@|da|a|thi|so|la|van) )*(?:khong|chua|ko|k|hong) (?:chuan|dung|chinh xac|phai)(?: (?:a|dau|roi|em|chau|nhe|ma|lam))*$"
)
# Without marks, of an office or with the figure to be looked at again, it is "không đúng" also beside other words.
_DENIED = re.compile(r"\b(?:khong|chua|ko|k|hong) dung(?: (?:a|dau|roi|em|chau|nhe|lam|the))*(?: ,|$)")
_LOOK_AGAIN = re.compile(r"\b(?:xem|dem|ra|soat|sua|lam|kiem|tinh|kiem tra|ra soat|bao|doi chieu) lai\b|\bkiem tra\b")


def _is_denied(phrase: Phrase, text: Words, said: str, words: Sequence[str], context: Context) -> bool:
    """Whether what was said before is called wrong: nothing is told of how many there are."""
    if phrase.marked:
        return "chuan" in words and _DENIES.match(said) is not None
    office = context.role in OFFICE or _LOOK_AGAIN.search(text.norm) is not None
    return _DENIES.match(said) is not None or (office and _DENIED.search(text.norm) is not None)


def with_state(item: Item, phrase: Phrase, used: bytearray, start: int, end: int, context: Context) -> Item:
    """What is said of an indicator without a figure: none, all, as before, later, not applicable, yes, no, a level."""
    words = [
        (
            "@"
            if used[i] == 1
            else "dau"
            if phrase.raws[i] == "mô" and phrase.words[i + 1 : i + 2] == ["co"]
            else "bangke"  # "in bảng quý 2" is no "bằng quý 2"
            if phrase.raws[i] == "bảng"
            else "tatdi"  # "tắt" is no "tất"
            if phrase.raws[i] == "tắt"
            else "chuan"  # "không đúng" is no "không dùng"
            if phrase.raws[i] == "đúng"
            else "thon"
            if used[i] == 2 and phrase.words[i] not in ("ca", "toan")
            else phrase.words[i]
        )
        for i in range(start, end)
    ]
    if _TELLING.isdisjoint(words) and not context.levels:
        return item if item.number is None else replace(item, number=None)
    text = Words(
        [
            word
            for i, word in enumerate(words)
            if word not in _PASSED_OVER and not (word in ("@", "thon") and i and words[i - 1] == word)
        ]
    )
    said = text.norm.replace(" , ", " ").strip(" ,:-")
    if text.says(NOT_APPLICABLE_WORDS) and text.first(NOT_APPLICABLE):
        return replace(item, not_applicable=True, reason=_reason_after(phrase, start, end))
    for level in context.levels:
        if level and _level_said(level, said):
            return replace(item, choice=level)
    if context.kind == "boolean" or item.names:
        if _YES_CHOICE.match(said) and not (context.kind != "boolean" and not item.names):
            return replace(item, choice="có")
        head, _, remark = text.norm.partition(" , ")
        if "@" in (first := _first_clause(words)) and first != said and context.kind != "ratio":
            if _YES_CHOICE.match(first):
                return replace(item, choice="có")
            if _NO_CHOICE.match(first):
                return replace(item, choice="không", number=Number(num=0, none=True, words=phrase.piece(start, end)))
        if context.kind != "ratio" and "@" in head and _REMARK.match(remark) and _YES_CHOICE.match(head.strip(" :-")):
            return replace(item, choice="có")  # "2.1 có rồi, vừa ban hành hôm qua"
        if _NO_CHOICE.match(said):
            return replace(item, choice="không", number=Number(num=0, none=True, words=phrase.piece(start, end)))
    if text.says(_LATER_WORDS) and text.first(_LATER):
        return replace(item, later=True)
    if text.says(_SAME_WORDS) and text.first(_SAME) and not (_SAME_ASKED.search(text.norm) or phrase.raws[-1] == "à"):
        return replace(item, same=True, number=Number(relative="=", words=phrase.piece(start, end)))
    if "gap doi" in text.norm:
        return replace(item, number=Number(relative="x2", words=phrase.piece(start, end)))
    if context.asked in item.names:
        said = " ".join(word for word in said.split() if word != "@")  # "chưa có camera", asked for cameras
    if one_person_lacks(phrase):
        return item if item.number is None else replace(item, number=None)
    if _is_denied(phrase, text, said, words, context):
        return item if item.number is None else replace(item, number=None)
    if (number := _quantity(text, said, bool(context.asked))) is None:
        return item if item.number is None else replace(item, number=None)
    return replace(item, number=number._replace(words=phrase.piece(start, end)))


_KIN = frozenset(["ông", "bà", "anh", "chị", "chú", "cụ", "thím", "cậu", "mợ", "dì", "cô", "bác"])
_NOBODY = word_set("ai nao het ca deu mo")
_LACKS = frozenset(["chua", "khong"])


def one_person_lacks(phrase: Phrase) -> bool:
    """ "Nhà ông Ba chưa có", "anh Ba đầu xóm chưa có máy": of one person, and of nobody else."""
    words, clean = phrase.words, phrase.clean
    if not phrase.says(_LACKS) or not _NOBODY.isdisjoint(words) or clean.isupper():
        return False
    named = (
        at + 1
        for at, raw in enumerate(phrase.raws[:-1])
        if raw in _KIN and clean[phrase.starts[at + 1]].isupper() and not clean[phrase.starts[at]].isupper()
    )
    first = next(named, None)
    return first is not None and not _LACKS.isdisjoint(words[first:])


def _first_clause(words: list[str]) -> str:
    """What is said before the first sign that ends a clause: "1.7 có, mà thôn nào chưa nộp"."""
    end = next((at for at, word in enumerate(words) if word in _CLAUSE_ENDS and at), len(words))
    return " ".join([word for at, word in enumerate(words[:end]) if word not in ("@", "thon") or words[at - 1] != word])


_ALL_NAMED = re.compile(  # "sổ sức khỏe tất cả", of another item than the one asked
    r"@ (?:(?:thi|la|dat) )*(?:tat ca(?: moi nguoi| cac ho| ba con| dan)?|tat tan tat|full)"
    r"(?: (?:roi|a|ca|nhe|em|bac|luon|chau))*$"
)


def _quantity(text: Words, said: str, asked: bool) -> Number | None:
    """None, all, or a vague quantity said in words."""
    none = text.says(_NONE_WORDS)
    if none and text.first(_NOBODY_NOT):
        return Number(all=True)
    if text.first(_OTHERS_DO):
        return None
    if none and (hit := text.first(_NONE)) and _of_the_report(hit[0], text.norm[hit.end() :]):
        return None if _NONE_AWAY.search(_clause(text.norm, hit)) else Number(num=0, none=True)
    if none and asked and _NONE_SHORT.match(said) and not _NONE_AWAY.search(text.norm):
        return Number(num=0, none=True)
    hit = text.first(_ALL) if text.says(_ALL_WORDS) else None
    all_said = (
        hit is not None and _does_it(hit[0], text.norm[hit.end() :]) and not _ALL_AWAY.search(_clause(text.norm, hit))
    )
    if _HALF_WAY.search(text.norm):
        return None
    if text.first(_HALF):
        return Number(pct=5000, ambiguous=True)
    if (all_said and text.first(_BUT)) or (text.says(_VAGUE_WORDS) and text.first(_VAGUE)):
        return Number(ambiguous=True)
    if all_said or (asked and _ALL_SHORT.match(said)) or _ALL_NAMED.match(said):
        return Number(all=True)
    return None


def _clause(norm: str, hit: re.Match[str]) -> str:
    """The words between the two commas that a hit stands between."""
    start = norm.rfind(" ,", 0, hit.start()) + 1
    end = norm.find(" ,", hit.end())
    return norm[start : end if end >= 0 else len(norm)].strip(" ,")


def _does_it(everybody: str, tail: str) -> bool:
    """Whether what "nhà nào cũng" does is a thing of the report: "… cũng có", "… cũng dùng", and not "… cũng giấu"."""
    does = next((word for word in tail.partition(",")[0].split() if word.isalpha()), None)
    if does == "co" and not _BUSY.isdisjoint(tail.split()[1:2]):  # "nhà nào cũng có việc riêng"
        return False
    if does in _MOVES:  # "ai cũng ra đồng"
        return False
    if does == "ban" and not _SELLS.isdisjoint(tail.split()[1:2]):
        return True
    if does == "ban":  # "ai cũng bận", "nhà nào cũng bận gặt"
        return False
    return does is None or not everybody.endswith("cung") or (does in SAYING and does not in _NOT_REPORTED)


def _of_the_report(none: str, tail: str) -> bool:
    """Whether what "không ai" does is a thing of the report: "chưa ai cài", and not "chưa có ai nhắc tôi"."""
    if not none.endswith((" ai", " co")):
        return True
    said = tail.partition(",")[0].removeprefix(" ma dem").split()  # "làm gì có ai mà đếm"
    return all(
        (word in SAYING or word in _STRENGTHENING) and word not in _NOT_REPORTED for word in said if word.isalpha()
    )


def _level_said(level: str, said: str) -> bool:
    folded = fold(level)
    bare = re.sub(r"^(?:(?:da|thon|xa|em|minh|@|&|la|thi|vang|hien|:) )+", "", said)
    return bare == folded or (bare.startswith(folded + " ") and folded not in ("dat", "co"))


def _reason_after(phrase: Phrase, start: int, end: int) -> str | None:
    """The original text after the first comma or "vì" between two tokens."""
    for at in range(start, end):
        if phrase.words[at] in (",", ":", ";") or (phrase.words[at] == "vi" and at > start):
            rest = phrase.clean[phrase.ends[at] : phrase.ends[end - 1]].strip(" ,.:")
            for word in ("vì ", "do ", "vi "):
                if rest.lower().startswith(word):
                    rest = rest[len(word) :]
            return rest or None
    return None
