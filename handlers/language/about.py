""" "Ai nhắn đấy", "có phải lừa đảo không", "số của tôi ai xem được", "giữ gì của tôi": questions about the book itself."""

# ruff: noqa: E501 (one form, one line)

import re

from handlers.language.syllables import word_set
from handlers.language.text import fold

_ME = r"(?:em|chau|may|ban|bot|ad|so thon|cai nay|so nay|nick nay|zalo nay)"
_MACHINE = r"(?:chatgpt|chat gpt|gpt|tri tue nhan tao|may|bot|robot|ro bot|may tra loi|phan mem|tu dong)"
_PERSON = r"(?:nguoi|nguoi that|can bo|nguoi o xa)"
_WHO = re.compile(
    rf"\b{_ME} (?:ten (?:la )?(?:gi|chi)|la ai)\b|^(?:so thon|bot|cai so nay) la (?:cai )?gi\b"
    rf"|\b{_PERSON} hay (?:la )?{_MACHINE}\b|\b{_MACHINE} hay (?:la )?{_PERSON}\b"
    rf"|\b{_ME} (?:co )?(?:phai )?(?:la )?(?:{_MACHINE}|{_PERSON}) (?:a|ha|khong|phai khong|dung khong|chu)\b"
    r"|^(?:(?:alo|a lo|e|xin hoi|cho hoi) )*ai (?:day|the|vay|dang nhan|nhan|nhan tin|ma nhan)(?: (?:a|the|vay|em|chau|ha|nhi|day|ma|sao|lai|nhan|tin|cho|toi|bac|co|chu|minh))*$"
    r"|^(?:day|do) (?:la )?ai(?: (?:the|vay|day|a))*$"
)
_CHEATS = r"(?:lua|lua dao|lua tien|gia mao|gia danh)"
_TRUST = re.compile(
    rf"\b(?:co phai|phai|khong phai|hay|lai|so|nghi)(?: (?:la|bi|ke|bon|quan|tui))* {_CHEATS}\b"
    rf"|\b{_CHEATS} (?:a|ha|day a|khong|phai khong|chang|gi khong)\b"
    r"|\b(?:co phai|phai|dung)(?: (?:la|tin|nguoi|cua|ben|may))* (?:xa|uy ban|ubnd|nha nuoc)"
    r"(?: (?:that|minh|ta|nhan|gui|hoi))* (?:khong|nhi|a)\b"
    r"|\b(?:co )?tin (?:duoc|noi) khong\b|\b(?:co|phai|dung) (?:la )?(?:that|thiet) khong\b|\blam sao (?:toi|bac|chu|co|ma|de) ?(?:ma )?(?:tin|biet la (?:that|xa))\b"
)
_MADE = re.compile(r"\bai (?:lam|viet|tao|nghi|de) ra (?:cai (?:nay|may|so)|may|em|so|bot)\b")
_MAY_HELP = re.compile(
    r"\bnho (?:co|chu|anh|chi|chau|con|vo|chong|nguoi)\b(?: \w+){0,4} (?:bao|gui|nhap|khai|nhan)(?: (?:ho|thay|giup|so))* (?:co )?duoc (?:khong|a|chu)\b|"
    r"\b(?:ai|chau|con (?:toi|bac|co|chu)|vo|chong|con trai|con gai|nguoi khac|nguoi nha)(?: (?:toi|bac|minh|cung|co|ho|thay|giup|nhan))* (?:gui|bao|nhap|khai)(?: (?:ho|thay|giup|so|cung))*"
    r" (?:(?:cung )?duoc (?:khong|a|ha|chu)|co duoc khong)\b"
)
_STANDS_IN = re.compile(  # "tổ trưởng đi viện, em là tổ phó báo thay được không"
    r"\b(?:to pho|pho to|to vien|pho thon|thanh vien|em|chau|toi|minh)(?: (?:la|bao|gui|nhap|khai|so|se))* (?:thay|ho)(?: (?:ong|bac|anh|chi|co|chu)? ?(?:ay|to truong))? (?:co )?duoc (?:khong|ko|a|chu)\b"
)
_WHO_LOOKS_AFTER = re.compile(
    r"\b(?:can bo|cong chuc|anh|chi|ai|nguoi|dong chi)(?: \w+){0,4} (?:la nguoi )?phu trach(?: (?:viec nay|cai nay|so nay|o xa|cua xa|ben xa|chuyen doi so))?"
    r"(?: (?:the|vay|day|nhi|a|em|chau|ha))+$|\b(?:ai|nguoi nao)(?: \w+){0,3} phu trach(?: \w+){0,3}$"
)
_OFFICERS = re.compile(
    r"^(?:(?:the|em|chau|oi|cho hoi|o)[ ,]+)*(?:ai la (?:can bo|cong chuc|nguoi)(?: (?:o|cua|phu trach))* (?:xa|uy ban)|(?:can bo|cong chuc)(?: (?:o|cua))* xa (?:la ai|ten gi|nao|ai))(?: (?:the|vay|nhi|a|em|chau|ta|minh))*$"
)
_TOGETHER = re.compile(
    r"\b(?:toi|bac|chu|co|minh|em) (?:voi|va|cung) (?:\w+ ){1,4}(?:cung )?(?:bao|gui|nhap|lam)\b.*\bai\b"
    r"|\bhai (?:nguoi|dua|anh em|chi em|bac)(?: \w+){0,3} (?:cung )?(?:bao|gui|nhap)\b.*\b(?:khong|ai|the nao|sao)\b"
)
_MINE = re.compile(
    r"\b(?:toi|bac|chu|co|anh|chi|em|minh) (?:(?:dang|duoc|la|co) )*(?:phu trach|lam|thuoc|bao cho|giu|trong so)(?: \w+){0,2} (?:thon nao|nhung thon nao|may thon|noi nao|vai gi)\b"
)
_STAYS = re.compile(
    r"\bmat (?:het )?(?:cac )?so(?: lieu)?(?: (?:da|cu|truoc|bao|ghi|nhap))* (?:khong|a)\b|"
    r"\bso (?:lieu )?(?:(?:toi|bac|chu|co|anh|chi|em|minh|da|ma) )*bao (?:roi |truoc )?(?:thi sao|co mat|con khong|co con|mat khong|thi the nao)"
)
_GONE_TOO = re.compile(r"\b(?:xoa|mat|bo)(?: (?:luon|het|ca|cac|may))+ so(?: lieu)?(?: (?:a|ha|sao|em|chau|the))*$")
_LISTS = re.compile(r"\b(?:cho|xin|gui|xem|lay|can)\b.*\bdanh sach (?:nguoi|ho|dan|ten|nhung nguoi|cac ho)\b")
_NEEDS_CODE = re.compile(
    r"\b(?:xin|cho|can|lay)(?: (?:toi|bac|chu|co|em|minh|chau|xin|mot|cai|them))* ma\b(?! (?:noi|rieng|cua toi|otp|pin|xac nhan|xac thuc))"
)
_WRONG_CHAT = re.compile(
    r"\bnham\b.*\b(?:nhan|gui|noi)(?: tin)? (?:cho|sang|voi) (?:vo|chong|con|ba nha|ong nha|bo|me|nha|nguoi khac|ban|chau)\b"
    r"|\bchuyen tiep nham\b|\b(?:gui|nhan) nham (?:nguoi|may|cho|nhom|tin cho)\b"
)
_ENTERS = re.compile(
    r"\b(?:(?:anh|chi|co|chu|bac|ong|ba|em) (?:ay|do|kia|moi)|nguoi (?:moi|khac|ay|thay|kia)|nguoi (?:trong )?to|no|ho)"
    r"(?: \w+){0,3} (?:vao|tham gia|dang ky|dang nhap|nhan tin)(?: \w+){0,3} "
    r"(?:bang cach nao|the nao|kieu gi|lam sao|ra sao|cach nao|o dau|bang gi|sao)\b"
)
_FORGOTTEN = re.compile(
    r"\bquen (?:mat khau|ma pin|mat ma|tai khoan)\b.*\b(?:sao|the nao|o dau|hoi ai|cho nao|kieu gi)\b"
)
_OF_ME = re.compile(r"\b(?:ghi|luu|giu|biet)(?: (?:gi|nhung gi|thong tin))* ve (?:toi|bac|chu|co|anh|chi|em|minh)\b")
_OTHERS = re.compile(r"\b(?:dan|ba con|cac (?:ho|cu|ong|ba)|nhieu nguoi|ho)\b")
_SEEN = r"(?:xem|thay|doc|biet|nhin thay|nhin duoc|nhin)"
_SEES = re.compile(
    rf"\bai (?:trong xa |o xa |o day |trong nhom |nua )?(?:(?:duoc|co the|se|cung|la nguoi|ma|con) )*{_SEEN}\b|\b(?:(?:nguoi|thon|to|xom|ban|khu) (?:khac|\w+)|dan|ba con|nguoi dan|bao chi) (?:(?:co|cung|ma) )*{_SEEN} (?:duoc )?(?:so|bao cao|tin|cua|khong|cai)\b"
    rf"|\b(?:co )?(?:ai|nguoi nao|nguoi khac|nhung ai|thon khac|(?:cac|moi) (?:thon|to|xom)) (?:nao |khac )?(?:(?:co|duoc) )*{_SEEN}\b"
)
_GIVEN_AWAY = re.compile(
    r"\b(?:co )?(?:cho|dua|gui|chuyen|ban|noi)(?: (?:so|tin|thong tin|lai|cho|ra|cai nay))* (?:ai|nguoi ngoai|nguoi khac|ben ngoai|thon khac)(?: (?:biet|xem|khac|nua))* (?:khong|ko)\b"
    r"|\bco (?:bi )?(?:lo|cong khai|dua len mang|len mang)\b.*\b(?:khong|ko)\b"
)
_NOBODY = re.compile(
    r"\b(?:khong|chua|chang|cha|nao co|co)(?: co)? (?:mot )?ai (?:ma )?biet\b|\b(?:khong|chua|chang|cha) (?:co )?ai\b"
)
_ABOUT_FIGURES = re.compile(
    r"\b(?:so (?:lieu|nay|do|toi|cua|bac|minh|thon)|bao cao|tin nhan|tin (?:bac|toi|co|chu)|thong tin|xem duoc|xem so|thay so|biet so|cai nay|gui)\b"
)
_KEEPS = re.compile(
    r"\b(?:giu|luu|ghi|lay|thu|can)(?: (?:lai|nhung|cai|cac|thong tin|du lieu))* (?:gi|nhung gi|thong tin gi|cai gi|chi)\b"
    r"|\b(?:giu|luu|lay) (?:thong tin|so dien thoai|ten|du lieu)\b.*\b(?:khong|lam gi|de lam gi|a)\b"
)
_ROBOT = re.compile(
    r"^(?:\w+ ){0,2}(?:may|bot|robot) (?:tra loi|nhan tin|noi|tu dong|nhan)(?: tu dong)? (?:a|ha|phai khong|dung khong)$|\b(?:em|chau|bot|ad) (?:la )?(?:nguoi )?(?:xa|o|ben) (?:nao|dau)\b"
)
_SAVES = re.compile(
    r"\bco (?:luu|giu|ghi)(?: lai)? (?:tin nhan|thong tin|cuoc goi|so dien thoai)\b.*\b(?:khong|ko|a)\b"
)
_WHAT_FOR = re.compile(
    r"\b(?:bao cao|so(?: lieu)?|cai nay|may so|lay so|thu so|hoi)(?: \w+){0,3} (?:de )?(?:lam gi|lam chi|phuc vu (?:gi|viec gi)|dung vao viec gi|co tac dung gi|duoc gi)\b"
    r"(?!.*\b(?:nua|tiep|bay gio|hom nay)\b)"
)
_WHY = re.compile(  # not "sao phải nộp lại": that is of one that was sent back
    r"\b(?:sao|tai sao|vi sao|can chi|can gi)(?: lai)?(?: cu)? (?:phai|bat|can) (?:\w+ ){0,3}?"
    r"(?:bao cao|bao so|nop so|nop bao cao|nhap so|khai so)\b(?!.* (?:lai|nua|lan)\b)"
)
_MISTAKES = re.compile(
    r"\b(?:bao|ghi|nhap|dem|go|gui|nop|tinh)(?: (?:cao|so|lieu|bi|lo|ma))* (?:sai|nham|lon|thieu)\b"
    r".*\b(?:co sao|bi gi|co bi|thi sao|bi phat|sao khong|sao ko|lam sao khong|co sua duoc|sua duoc)\b"
)
_ASKS = re.compile(r"\?|\b(?:ai|gi|khong|ko|a|ha|nhi|sao|chang|chi|hay|nao|dau)\b")
LONGEST = 16  # words: a longer message tells more than it asks


_MA = re.compile(r"\b[mM][àáÀÁ]\b")  # "mà" is no "mã"
_FEARS = re.compile(r"\b(?:toi|bac|ong|ba|chu|co|minh|em|chi) (?!con )(?:\w+ )?(?:so|ngai|lo)(?: la)? bi lua\b")
_SELF = r"(?:bac|toi|tui|chu|co|ong|ba|anh|chi|minh)"
_UNREAD = re.compile(
    r"\b(?:chu|man hinh|tin nhan|tin)(?: (?:nay|nho|o day|em|chau|cua|may|gui|sao|thi|no))* (?:be|nho|be ti|nho xiu|li ti|mo)\b(?!.*\b(?:khong|ko) co\b)"
    rf"|^(?:(?:em|chau|oi|ma|thi|gia|roi)[ ,]+)*(?:{_SELF} )?(?:(?:gia|yeu|lon tuoi|cao tuoi)(?: (?:roi|qua))*[ ,]+)*(?:mat(?: {_SELF})? (?:kem|mo|loa|yeu)|khong (?:doc|nhin|thay) (?:duoc|ro|ra)(?: chu)?)\b(?!.*(?:\d|\bgoi\b))"
    rf"|^{_SELF} (?:\w+ ){{0,3}}(?:mat (?:kem|mo|loa|yeu)|(?:khong|ko|chang|no) (?:doc|nhin) (?:duoc|ro|ra)(?: chu)?)\b"
)
_CALLS = re.compile(
    rf"^(?:(?:em|chau|oi|the|vay|cho)[ ,]+)*{_SELF} (?:(?:muon|co the|xin|goi)[ ,]+)*(?:goi|goi dien|alo|noi chuyen|dien)(?: (?:thang|truc tiep|cho|lai|em|chau|may|bot|luon))* (?:co )?duoc (?:khong|ko|chu|a)$"
    rf"|^(?:(?:ma|tai|nhung|em|chau|oi)[ ,]+)*(?:{_SELF} )?(?:khong|ko|chua|lam gi) co so(?: dien thoai| may| dt)? (?:cua )?{_ME}$"
    rf"|\b(?:so (?:dien thoai|may|dt)|sdt) (?:cua )?{_ME}(?: (?:la|bao nhieu|so may|gi|dau|the|a|nhi))*$"
)
_WAITED = re.compile(
    r"^(?:(?:em|chau|oi|the|ma|lam|gi)[ ,]+)*(?:sao|lam gi ma)(?: (?:ma|lai|em|chau|may|xa))*(?: (?:lau|cham|im|mai|khong|chua|chang)(?: (?:the|vay|qua|khong|chua|thay|ma|roi))*)+ (?:tra loi|tra|nhan lai|rep|hoi am|noi gi|thay|len tieng)(?: (?:gi|bac|toi|loi|the|vay|em|chau|a|tin|lai))*$"
    r"|^(?:(?:em|chau|oi)[ ,]+)*(?:tra loi|nhan|rep)(?: (?:gi ma|ma))? (?:lau|cham)(?: (?:the|vay|qua|a|em|chau|lam))*$"
)
_LEAKS = re.compile(
    r"^(?:(?:the|em|chau|oi|ma|bao|nhan|gui|so|lieu|the nay|day)[ ,]+)*(?:co )?(?:bi |so )?(?:lo (?:thong tin|so lieu|so|het|ra|mat|bi mat)|bao mat|an toan|rieng tu)(?: (?:thong tin|ca nhan|so|khong|ko|a|em|chau|gi|lo|chu|ra|ngoai|nhi))*$"
)
# What is wished or told rather than asked.
_TOLD = (
    ("unread", _UNREAD),
    ("no_calls", _CALLS),
    ("waited", _WAITED),
    ("sees", _LEAKS),
    ("trust", _FEARS),
    ("wrong_chat", _WRONG_CHAT),
    ("lists", _LISTS),
    ("needs_code", _NEEDS_CODE),
)
_MORE = (("password", _FORGOTTEN), ("enters", _ENTERS), ("my_data", _OF_ME))


def about(text: str) -> str | None:
    """What is asked about the book: "who", "what_for", "trust", "sees", "kept", "may_help", "mine", "stays"; None where something else is said."""
    said = " ".join(fold(_MA.sub(" ", text)).replace(",", " ").split()).strip(" .!?")
    if len(said.split()) <= LONGEST and (told := next((kind for kind, form in _TOLD if form.search(said)), None)):
        return told
    if not said or len(said.split()) > LONGEST or not (_ASKS.search(said) or "?" in text):
        return None
    if _TRUST.search(said) and not _OTHERS.search(said):
        return "trust"
    if _WHAT_FOR.search(said) or _WHY.search(said):
        return "what_for"
    if _MISTAKES.search(said):
        return "mistakes"
    if _WHO.search(said) or _MADE.search(said) or _ROBOT.search(said):
        return "who"
    for kind, form in _MORE:
        if form.search(said) and not _OTHERS.search(said):
            return kind
    if _MAY_HELP.search(said) or _STANDS_IN.search(said):
        return "may_help"
    if _WHO_LOOKS_AFTER.search(said) or _OFFICERS.match(said):
        return "officers"
    if _TOGETHER.search(said):
        return "together"
    if _MINE.search(said):
        return "mine"
    if _STAYS.search(said) or (_GONE_TOO.search(said) and re.search(r"(?:à|hả)[ ?.]*$|\?", text.lower())):
        return "stays"
    if _SAVES.search(said):
        return "kept"
    sees = _SEES.search(said) and _ABOUT_FIGURES.search(said) and not _NOBODY.search(said)
    if sees or _GIVEN_AWAY.search(said):
        return "sees"
    return None


_OF_OTHERS = re.compile(
    r"^(?:(?:the|em|chau|oi|vay|con|a|ma|hoi)[ ,]+)*(?:cac |may |nhung )?(?P<place>(?:thon|xom|to|ban|khu|khu pho|ap|lang) \w+)"
    r"(?: (?:ben|canh|kia|ay|thi|ho|da|duoc|bao|gui|nop|lam|den|so|cao|bao cao|xong|dat))*"
    r" (?:the nao|sao|ra sao|sao roi|den dau|bao nhieu|may|chua|xong chua|het chua|khong|roi)(?: (?:roi|em|chau|a|nhi|the|vay|ha))*$"
)
_OWN = word_set(
    "minh ta nha toi bac em chau chu co nay ni da duoc con se co bao gui nop con thi la lam xong dat chua hom"
)


def other_village(text: str) -> str | None:
    """The place that is asked after ("thôn khác thế nào", "thôn 2 gửi chưa"), folded; None where none is."""
    found = _OF_OTHERS.match(fold(text).strip(" ?.!")) if len(text.split()) <= LONGEST else None
    return found["place"] if found is not None and found["place"].split()[1] not in _OWN else None


# What an office may ask for and the book does not do, or not by message: each is told with the way there is.
_UNMADE = (
    ("drawing", re.compile(r"\b(?:bieu do|do thi|infographic)\b|\bve (?:cho|giup|ho)(?: \w+){0,3} (?:hinh|bang|so do)\b")),
    ("dossier", re.compile(r"\b(?:file|tep|nen|dang|ban) (?:zip|rar|nen)\b|\b(?:tai|lay|xuat|gom|gui)(?: \w+){0,4} (?:ho so|toan bo|tat ca|het)(?: \w+){0,2} minh chung\b")),
    ("templates", re.compile(r"\bzns\b|\btin (?:mau|co phi|tinh phi)\b|\bmau tin zalo\b")),
    ("sms", re.compile(r"\bsms\b")),
    ("import", re.compile(r"\b(?:nhap|nap|import|day|do)\b.*\b(?:excel|xlsx|csv)\b|\b(?:anh|chi|toi|em) gui (?:file|tep|bang) (?:excel|xlsx|csv)\b")),
    ("health", re.compile(r"\b(?:he thong|may chu|phan mem|server)\b.*\b(?:chay|hoat dong|on|loi|sap|treo)\b")),
    ("backup", re.compile(r"\b(?:sao luu|backup)\b")),
    ("grows", re.compile(r"\b(?:ca|toan) (?:tinh|huyen|nuoc)\b.*\bdung\b.*\bduoc (?:khong|chu)\b")),
)  # fmt: skip
_PICTURES = (
    ("same_photo", re.compile(r"\b(?:ảnh|hình)\b.*\b(?:trùng|giống nhau|dùng lại|dùng rồi|ảnh cũ|hai lần)\b")),
    ("sharpness", re.compile(r"\b(?:ảnh|hình)\b.*\b(?:chất lượng|bị nén|giảm nét)\b")),
)


def unmade(text: str) -> str | None:
    """What an office asks for that is not done by message; None where something else is said."""
    said = " ".join(fold(text).replace(",", " ").split())
    if len(said.split()) > LONGEST:
        return None
    return next(
        (kind for kind, form in _UNMADE if form.search(said)),
        next((kind for kind, form in _PICTURES if form.search(text.lower())), None),
    )


def asks_what_is_kept(text: str) -> bool:
    """ "Các cháu giữ thông tin gì", before the yes that is waited for."""
    return _KEEPS.search(fold(text)) is not None
