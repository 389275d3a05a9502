"""The words around a number that say what it is. Folded; the example beside each is as people type it.

LEFT tables are matched at the end of the words before a number, RIGHT tables at the beginning of the words behind it,
BETWEEN tables against all the words from one number to the next.
"""

# ruff: noqa: E501 (a table reads best unbroken)

from __future__ import annotations

import re

from handlers.language.patterns import NUMBER, lasts
from handlers.language.syllables import word_set
from handlers.language.words import spelt

EARLIER = r"(?:so cu|(?:ky|thang|quy|nam|lan|dot|hom|bua|hoi|tuan|ban|bao cao)(?: truoc| ngoai| roi| vua roi| kia| cu| dau nam)(?:(?: \(| nam)? (?:19|20)\d\d(?: \))?)?|dau (?:nam|ky|thang)|(?:luc|ban) dau|ky goc|truoc (?:day|do|kia)|cung ky(?: nam ngoai)?|hoi (?:dau nam|truoc|tet))"
# Words that may stand between a cue and its number: "tổng số là 460", "tăng được khoảng 9".
_FILL = r"(?: (?:la|duoc|co|so|thi|dat|:|=|khoang|tam|gan|hon|chung|do|co|deu|them|nguoi|so luong|dung|tang|luc ay|chi|moi|bao|ghi))*"


def _left(*cues: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^| )(?:{'|'.join(cues)}){_FILL}$")


# Words one of which stands in every left cue: without any of them none of the tables is tried.
LEFT_WORDS = word_set(
    "rung muon lo tay tiep hong khong nham sai lon doan ngoai chu thay dung bo truoc roi kia cu ky thang quy nam lan dot dau hoi cung tang them "
    "cong sung sinh nhich moi hon + giam bot sut tut mat kem it thap hut rot - gap thieu sot khuyet tru loai vang "
    "chua con tong mau trong tren danh nen vuot doi troi nhinh thua hao len xuong dan toan xa thon xom to lang khu ban tu dat lam da duoc xong thuc nu trai "
    "gai phu tieu yeu muc giao phai can ke dinh hua du de se cam nay gio hien tai ty ti neu gia gi sao lay phan quyet huong ghi"
)

# And of one table each that may end with any word: it is tried only where one of its words stands.
NOW_WORDS = word_set("nay gio hien tai")
TOTAL_WORDS = word_set("tong mau trong tren sach nen dan toan lon thanh thon xom")
REJECTED_WORDS = word_set("phai khong thay ghi nham sai lon bo bao noi la gi sao dau nhap hien viet doc")
OLD_WORDS = word_set("truoc ngoai roi kia cu dau goc ky")
# Likewise behind a number, and between two.
HEDGED_WORDS = word_set("gi phai le do sao hon lai len xuong la du ra ~ chac nho doan chung dung tam")
WANTED_WORDS = word_set("con thieu can phai cho doi sot")  # before "5 người nữa": so many are still to come
UNSURE_WORDS = word_set("chua khong")
NOT_YET_WORDS = word_set("no tien cua chua khong vang hong hu song chuyen bi")
OLD_AFTER_WORDS = word_set("ngoai truoc cu")  # "310 năm ngoái"
RIGHT_WORDS = HEDGED_WORDS | UNSURE_WORDS | NOT_YET_WORDS | {"?", "nua"} | OLD_AFTER_WORDS
INSTEAD_WORDS = word_set(
    "la thieu thua du sot khong phai chet nham lon quen loi sorry sr y xac te ghi ra sua thanh dung lai dau sai a aa nhea ay …"
)
TIE_WORDS = word_set(
    "( dung thuc khoan chinh a khong phai chet nham lon quen xin sorry sr y la thoi cu sua doi moi noi viet ghi cho lai "
    "thanh dau sai ay le don luy gop ke thay ca . … len sang xuong bang qua / tren trong xet xuyet xoet xuoc gach suyt phan chia so - ~ den toi "
    "hoac va hay + cong = tong vi tat co duoc lam cap chi ma dat da thi"
)

# A month or quarter by its number is an earlier time only beside a rise: "nhiều hơn hồi tháng 5 là 12".
_THEN = rf"(?:{EARLIER}|nam (?:19|20)\d\d|(?:hoi |dot )?(?:thang|quy) (?:\d+|i{{1,3}}|iv))"
# --- before the number ---------------------------------------------------------------------------------------------

OF_OTHERS = re.compile(
    r"^(?: la)? (?:cua|so cua)(?: ben)? (?:thon|xom|to|khu|ban|xa|nguoi|ben)\b"
)  # "chứ 126 là của thôn bên"
THINGS = frozenset(["cai", "diem", "may", "mat", "cum", "chiec", "bo"])
REJECTED = re.compile(  # "không phải 371 mà 372", "chứ không phải 371", "bỏ 371"
    r"(?:khong phai|(?:ma|sao) (?:chau|ad|bot|no|may|em|con|so|ben ay)(?: lai| cu)? (?:ghi|nhap|hien|viet|doc)(?: thanh| la| nham)*|(?:lam gi|lay dau ra|dau ra|dao dau ra)(?: ma)?(?: co| duoc| den| toi)*|(?<=^)sao(?: ma| lai)? (?:duoc|len duoc|co duoc)|ai bao|ai noi|dau phai|dau co phai|chu khong|thay vi|dung ghi|(?:go|ghi|bam|nhap|danh|viet|bao) (?:nham|sai|lon)|(?<!can )(?<!toan )(?<!dong )(?<!noi )bo|khong la|khong ghi)(?: so| la| phai| con so| tren| tong)*$"
)
MENDED = re.compile(r"(?:^| )(?:o|a|i|ay|y|e)(?: ,)? khong phai(?: la)?$")  # "mười lăm ơ không phải mười sáu"
OLD = re.compile(
    rf"(?:^| )(?<!kiem )(?<!xem )(?<!dem )(?<!chac ){EARLIER}(?: (?:la|duoc|co|bao|chi|moi|dat|thon em|thon|minh|em|toi|tui|bac|chau|da|gui|nop|khai|hinh nhu|cung|chac|gan|tam|chung|so|ghi|khoang|:))*$"
)  # "tháng trước 362", "tháng trước tôi báo 362"
OLD_AFTER = re.compile(  # "310 năm ngoái, 389 năm nay"
    rf"^(?: nguoi| ho| cai)? (?:(?:cua |hoi |la cua )?{EARLIER}|la so (?:cu|truoc))(?= |$)"
)
RISE = re.compile(  # "tăng 9", "thêm được 9", "nhiều hơn tháng trước 6", "hơn kỳ trước 4"
    r"(?:^| )(?:"
    rf"(?P<more>tang(?: duoc| them)*|(?:doi|troi|vuot|nhinh)(?: ra| len| hon)+(?: so)?(?: voi)?(?: {_THEN})?|vuot {_THEN}|(?:bang|nhu|y)(?: so)? {_THEN}(?: thi)? cong|cong vao|them(?: duoc| moi| vao)*|cong them|bo sung(?: them)?|phat sinh(?: them| moi)?|nhich(?: them)?|moi them|them|(?:dem|ghi|bao|quen) (?:sot|thieu)(?: mat| di)?"
    rf"|(?:nhieu|nhinh|cao|nhinh|nho|lon|troi) hon(?: so)?(?: voi)?(?: {_THEN})?|hon(?: so)?(?: voi)? {_THEN}|so(?: voi)? {_THEN}(?: thi)? (?:nhieu |cao )?hon|\+)"
    rf"|(?P<less>giam(?: di| mat| duoc| bot)*|(?:bang|nhu|y)(?: so)? {_THEN}(?: thi)? tru(?: di)?|bot(?: di)?|sut(?: di| mat)?|tut(?: di| mat)?|voi di|mat di|it di|kem di|(?:it|thap|kem) hon(?: so)?(?: voi)?(?: {_THEN})?|(?:kem|thua|hut)(?: so)?(?: voi)? {_THEN}|so(?: voi)? {_THEN}(?: thi)? (?:kem|hut|thua|(?:it|thap) hon)|(?:rot|hao)(?: mat| di)*|(?:rung|roi) mat|rung di|(?:(?:dem|ghi|tinh|bi|mat|co) )*trung(?: nhau| lap| ten| lai)*(?: mat| di| het)*|(?:hong|hu|vo|chay) mat|hut di|(?:dem|ghi|bao|khai|nhap) (?:thua|du|lo)(?: mat| ra)?|-)"
    rf")(?: so)?(?: voi)?(?: {_THEN})?(?: (?:la|duoc|moi|chi|khoang|them|tam|gan|chung|toi|nhung|co|tung|dung|chinh xac|cho))*$"
)
TIMES = re.compile(r"(?:^| )gap(?: len| khoang)*$")  # "gấp 2 lần"
MISSING = _left(  # "còn thiếu 8", "trừ 8 cụ", "chỉ sót 2"
    r"(?:con )?(?:(?<!toi )thieu|sot|hut|khuyet)(?: mat| lai| di)?",
    r"(?:ngoai )?(?<!tam )(?<!thuong )(?<!cu )tru(?: ra| di| mat)?",
    "(?:chua|khong) (?:lam|cai|lap|mo|dang ky|kich hoat|tap huan|nop|tra|kham)(?: duoc)?",
    "chi thieu",
    "(?:dong|nop|tra)(?: tien)?(?: bang| qua)? (?:tay|tien mat|truc tiep)",  # "đóng tay 91 hộ"
    "(?:bi |dang )?(?:hong|hu hong)(?: het| nang| han| roi)*",  # "cam hỏng 2 cái": of those 2 it is said
    "(?:chua|khong)(?: co)? :",
    # "chưa có máy là 122 người", "số hộ chưa lắp: 12": of those without, not of those with
    "(?:chua|khong) (?:co|cai|lap|lam|mo|dang ky|kich hoat|tham gia|tap huan|nop|tra|kham|hoc|biet dung|su dung|xai|thanh toan)(?: (?!duoc|den|toi|phai|qua|duoi|bang|kem|hon|chac|gi|ai|so)[a-z]+){0,3} (?:la|:|=)",
    "(?<!ho )so(?: nguoi| ho| nha| cu)? (?:chua|khong) (?:co|cai|lap|lam|mo|biet dung|su dung|tham gia|nop|tra)(?: (?!duoc)[a-z]+){0,3}",
    "loai(?: tru| ra)?",
    "vang mat",
    "(?<!khong )(?<!khong dung )(?<!khong bang )tien mat(?: thi)?(?: con)?",
)
TOTAL = re.compile(  # "tổng số người lớn là 460", "mẫu số 460", "trong số 460", "danh sách có 460"
    r"(?:^| )(?:tong(?: so| cong)?(?: (?!dat|duoc|lap|lam)\w+){0,6}?|(?:so )?(?:nguoi (?:lon|truong thanh|dan)|dan|nhan khau|ho)(?: (?:o|trong|cua|toan|ca))? (?:thon|xom|to|lang|khu|ban|xa)(?: (?:em|minh|toi|ta|nha|bac|chau))?|mau(?: so)?|trong(?: tong)?(?: so)?(?: danh sach)?|tren tong(?: so)?|"
    r"(?:tren )?danh sach(?: \w+){0,3}?|tren so(?: \w+){0,2}?|so nen|nen|dan so(?: \w+){0,2}?|toan bo la)"
    r"(?: (?:la|co|:|=|thi|khoang|duoc tong|tat ca|so|he thong))*$"
)
WHOLE_UNIT = re.compile(  # "thôn có 188 hộ", "cả xóm em có 460": a whole, unless another number says that it is the count
    r"(?:^| )(?:ca |toan )?(?:xa|thon|xom|to|lang|khu|ban|khu pho|to dan pho)(?: em| minh| toi| ta| nha| tui| bac| chau| chu| ong| ba| anh| chi| \d+)?(?: (?:hien|gio|nay|thi|chi|moi))*(?: (?:co|duoc)(?: tong| tong cong| tat ca)?)?$"
)
COUNT_OF = re.compile(
    r"(?:^| )(?:tu so|tu|dat|lam duoc|da co|dung duoc|xong|thuc hien)(?: la| duoc| :)*$"
)  # "tử số 371"
# "tử giữ nguyên 371", "mẫu sửa 458": by name, however it stands to the number before.
_LEFT_OR_MENDED = r"(?: so)?(?: (?:giu|nguyen|van|la|thi|cu|sua|doi|lai|thanh|phai|moi|:|=))*$"
NUMERATOR = re.compile(rf"(?:^| )tu{_LEFT_OR_MENDED}")
DENOMINATOR = re.compile(rf"(?:^| )(?:mau|tong){_LEFT_OR_MENDED}")
MAN, WOMAN = (
    re.compile(r"(?:^| )(?:nam|dan ong|trai)(?: gioi)?(?: la| co| :| ,)*$"),
    re.compile(r"(?:^| )(?:nu|dan ba|gai|phu nu)(?: gioi)?(?: la| co| :| ,)*$"),
)

# What is asked for is not yet there: "xin xã cho thêm 2 cái camera".
_WISHED = r"(?:xin|mong|de nghi)(?: xa| huyen| cap tren| tren| bac| em)*(?: cho| cap| ho tro| lap| mua)+(?: them)?"
TARGET = re.compile(  # "chỉ tiêu 80%", "phải được 80% mới đạt", "yêu cầu 80%": what is to be reached, not what is
    r"(?:^| )(?:chi tieu(?: giao| xa giao| la| dat)*|yeu cau|muc tieu|giao|phai (?:duoc|dat|tren|du|co)|can (?:dat|duoc)|muon (?:dat|len|duoc|co)|(?:moi|thi|de|cho) du|"
    + _WISHED
    + r"|de dat|ke hoach|dinh muc|(?:phan dau|quyet tam|huong toi|co len|co gang len|co gang dat)(?: (?:len|duoc|den|toi|lam|co))*|(?:hua|du kien|du dinh|de nghi|se|dinh|cam ket)(?: (?:lap|cap|mua|cho|lam|cai|them|trang bi|co))*)(?: la| dat| duoc| it nhat| tren)*$"
)
SIDES = word_set(
    "tren duoi giua trong ngoai nay kia dong tay bac dau cuoi hoa hoc te ban xa cho dinh chua tho duong lang"
)
_SPOT = (  # where one of several things stands: "nhà văn hóa 1 điểm, trường học 1 điểm, ủy ban 1 điểm"
    r"nha van hoa(?: thon| xa)?|truong(?: tieu| trung| mam)? hoc(?: co so)?|truong mam non|tram y te|tram xa|uy ban(?: xa)?"
    r"|ubnd(?: xa)?|tru so|buu dien(?: xa)?|(?:trong |o |ngoai )?cho|dinh lang|nha tho|hoi truong|san bong|san van dong"
    r"|cong lang|nga (?:ba|tu)"
)
PART = re.compile(  # "xóm trên 200, xóm dưới 212", "đầu làng 200, cuối làng 212", "bên này 200 bên kia 212"
    r"(?:^| )((?:xom|thon|to|khu|lang|ben|phia|ap) (?:tren|duoi|giua|trong|ngoai|nay|kia|dong|tay|nam|bac|dau|cuoi)"
    rf"|(?:dau|cuoi|giua) (?:xom|thon|lang|ban|khu|ap)|{_SPOT})(?: (?:co|la|duoc|thi|:|khoang|em|thi co|da co|dat))*$"
)
PLACE_BEHIND = re.compile(
    r"(?:(?:nguoi|ho|nha|cai|may) )?(?:o |ben )?"
    r"((?:xom|thon|to|khu|lang|ben|phia|ap) (?:tren|duoi|giua|trong|ngoai|nay|kia|dong|tay|nam|bac|dau|cuoi)"
    r"|(?:dau|cuoi|giua) (?:xom|thon|lang|ban|khu|ap))\b"
)
SPOT = re.compile(rf"(?:{_SPOT})")
PART_ENDS = lasts(PART.pattern) or frozenset()
# The ways by which one thing is paid: counts of several of them are parts of one ("qua Viettel 80, qua ngân hàng 60").
_BANK = (
    r"agri ?bank|vietcom ?bank|vcb|viet(?:t)?in ?bank|bidv|mb ?bank|techcom ?bank|vp ?bank|sacom ?bank|lien viet|lp ?bank"
    r"|acb|tp ?bank|hd ?bank|sea ?bank|shb|quy tin dung|ngan hang chinh sach"
)
_WAY = (
    r"(?:viettel(?: (?:money|pay))?|momo|zalo ?pay|vn ?pay|shopee ?pay|mobile money|vi dien tu|vi|app|ung dung|vinaphone|mobifone|vnpt"
    rf"|{_BANK}|buu dien|internet banking|banking|chuyen khoan|quet ma|quet qr|qr|trich no|uy nhiem chi|tu dong)"
)
WAY = re.compile(
    rf"(?:^| )((?:qua|bang|tren) (?:the )?(?:ngan hang|{_WAY})|{_WAY}|ngan hang)(?: (?:co|la|duoc|thi|:|khoang|thi co|da co))*$"
)
WAY_BEHIND = re.compile(  # "150 hộ qua app", "20 nhà trả bằng momo"
    r"(?P<before>(?:nguoi|ho|nha|gia dinh)?(?: ?(?:tra|nop|dong|thanh toan|lam|chuyen|di))*) ?"
    rf"(?P<way>(?:qua|bang|tren) (?:the )?(?:ngan hang|{_WAY}))\b"
)
WAYS = word_set(
    "viettel momo zalopay zalo vnpay pay money vi app dung vinaphone mobifone vnpt dien banking khoan ma qr no chi dong hang"
    " agribank vietcombank vcb vietinbank viettinbank bidv mbbank bank techcombank vpbank sacombank viet lpbank acb tpbank"
    " hdbank seabank shb sach"
)
WAY_ENDS = WAYS | word_set("co la duoc thi : khoang")
# Without "qua" or "bằng" before it, "ngân hàng" is a way only beside one that can be nothing else.
SURE_WAYS = word_set("viettel momo zalopay vnpay vi app vinaphone mobifone banking qr")
NOW = re.compile(
    r"(?:^| )(?:nay|gio|bay gio|hien nay|hien|hien tai|den nay|toi nay|tinh den nay|thang nay|ky nay|quy nay|dot nay|lan nay)(?: (?!truoc)\w+){0,5}?$"
)  # "năm 2022 được 150, nay được 203"
RATE = re.compile(r"(?:^| )(?:ty|ti) le(?: phan tram)?(?: nay| do)?(?: (?:la|dat|duoc|khoang|:|=))*$")  # "tỷ lệ là 65"
# A number is hedged right behind one of these words. Where the text has marks they must be these.
HEDGES_WRITTEN = {
    "gan": "gần", "khoang": "khoảng khoảg", "khoan": "khoản", "tam": "tầm tạm", "co": "cỡ cở", "do": "độ", "chung": "chừng", "hon": "hơn", "tren": "trên",
    "ngot": "ngót", "nghet": "nghét", "nget": "ngét", "non": "non", "xap": "xấp", "xi": "xỉ xĩ", "uoc": "ước", "chac": "chắc", "quang": "quãng khoảng",
    "phong": "phỏng", "nham": "nhẩm", "duoi": "dưới", "dau": "đâu", "so so": "", "ang chung": "", "dau do": "đâu đó", "dau nhu": "", "hinh nhu": "",
    "gan nhu": "", "tinh so": "", "dem so": "", "so bo": "", "it nhat": "", "toi thieu": "", "toi da": "", "cung lam": "",
    "nhieu nhat": "", "cao nhat": "", "cung phai": "", "uoc tinh": "", "chua toi": "", "chua den": "", "khong den": "", "khong toi": "",
    "khong duoi": "", "khong qua": "", "chua day": "", "khong day": "", "chua qua": "", "co le": "", "chac cung": "", "phai den": "", "phai toi": "",
    "chua duoc": "", "lo mo": "", "tam tam": "", "mang mang": "", "doan la": "", "nham ra": "", "gan du": "", "doan": "đoán", "doan chung": "", "xe xich": "", "tinh so so": "", "uoc luong": "", "sap si": "", "sap xi": "", "xap si": "", "uoc luong khoang": "", "nhu la": "", "tuong duong": "", "co khi": "", "hon kem": "", "chua toi khoang": "", "chac la": "",
    "dau khoang": "", "dao dong": "", "quanh": "quanh", "quanh quan": "", "loanh quanh": "", "luan quan": "", "ngoai": "ngoài", "suyt": "suýt", "suyt soat": "", "xuyt xoat": "", "nhong": "", "ngang": "ngang", "nhinh": "nhỉnh",
}  # fmt: skip
HEDGES = {word: frozenset(spelt(raw) for raw in marked.split()) for word, marked in HEDGES_WRITTEN.items()}
HEDGE_ENDS = frozenset(["~", *(hedge.split(" ")[-1] for hedge in HEDGES)])
# Hedges that are other words without their marks: "co 370" is có, "do" đó, "nham" nhầm.
NEED_MARKS = frozenset(["co", "khoan", "nham", "ngoai", "ngang", "phong"])

# --- behind the number ---------------------------------------------------------------------------------------------

HEDGED_AFTER = re.compile(  # "370 gì đó", "370 người thì phải", "370 trở lên"
    r"^(?: (?!va |con |nhung )\w+){0,3}?(?: gi (?:do|day)| thi phai| co le| chi do| gi a| hay sao(?: ay)?| le(?= |$)(?! phi)|(?<!khong) hon(?= |$)(?! (?:ky|thang|nam|quy|dot|lan))"
    r"| (?:tro|do) (?:lai|len|xuong)| la (?:cung|it|nhieu)| co du(?= |$)(?! (?:ca|het|roi|so))| doi ra| ~| (?:chua|khong) chac| khong nho ro| hoac hon| em doan| uoc chung| gan dung| tam tam| khoang do| co do)"
)
_WHO = r"(?: (?!(?<!ho )so |ke |chu |con |co |va |nhung |nhieu |ma |nhu |voi |dung |da |roi |nhe |duoc |ok |xong |du |dung |on |tot |thieu |a |dat |xin )\w+){0,4}?"
NOT_YET = re.compile(  # "8 người chưa có", "8 cụ già không dùng"; not "371 người, được chưa", "371 đúng không"
    rf"^(?:(?: (?:nguoi|ho|nha|cai|cu))? con(?= (?:chua|khong) )| (?:nguoi|ho|nha|cai|cu) con lai(?= (?:chua|khong) ))?{_WHO} (?:no$|chua(?= |$)(?! (?:chac|chinh xac|ro|em|bac|anh|chi|a|ha|nhi|vay|the|ad|\?|tinh|ke)(?: |$))"
    r"|khong (?:co(?! dung| gi| phai| hinh| anh| minh chung)|dung|biet(?! (?:co|da|la|du|chinh|chac|the|sao)\b)|cai|lam|lap|su dung|tham gia|chiu|muon|dang ky|mo|ky|(?:nop|tra|dong|thanh toan)(?! (?:tien )?(?:dien )?(?:bang )?tien mat)|thich|can|the|ranh|dong y|ai|tap huan|kham|phu hop|xai|mua|hoc(?! sinh)|di hoc)|(?<!khong )(?<!chua )(?:nop|tra|dong|dung|thanh toan)(?: bang)? tien mat|(?:dong|khoa) cua|vang mat|vang nha|di vang|hong|bi (?:hong|hu|khoa|lua|hack|loi|thu hoi)|mat song|chuyen di)(?= |$)"
)
IN_CASH = re.compile(  # "21 hộ trả tiền mặt", "21 hộ đóng trực tiếp": without, whatever the name of the item holds
    r"(?:(?:nguoi|ho|nha|gia dinh) )?(?:(?:van|con|dang|thi) )*(?:tra|nop|dong|thanh toan) (?:(?:bang|qua) )?(?:tien mat|truc tiep|tay(?= |$)|tien tay|tan tay|tai nha)\b"
)
OWED = re.compile(  # "cả thôn 400 người phải làm": those who are to have it, and not who has
    r" ?(?:(?:nguoi|ho|nha|khau|ba con|dan)(?: dan)? )?(?:(?:lon|truong thanh|tu (?:du )?1[58](?: tuoi)?(?: tro len)?|(?:trong )?(?:do )?tuoi(?: lao dong)?) )?"
    r"(?:la |deu )?(?:(?:phai|can phai|bat buoc(?: phai)?) (?:lam|hoc|di hoc|cai|nop|dang ky|mo|tap huan|kich hoat|dong|tra|co|lap)(?: \w+)?|thuoc dien|trong dien(?: phai lam)?)"
    r"(?: (?:a|em|chau|nhe|day|do|co|ma|thoi|roi|con))*(?= [,;.]| con\b| ma\b| nhung\b| thi\b| moi\b|$)"
)
UNSURE_AFTER = re.compile(
    r"(?:^| )(?:chua|khong) (?:chac|chinh xac|ro lam|dam chac|biet co (?:dung|chinh xac)|biet (?:chinh xac|chac))"
)  # "370, chưa chắc lắm"
JOINED = re.compile(  # "3 người mới mở thêm", "3 nhà vừa đăng ký thêm": so many on top
    r"^ (?:nguoi|ho|nha|khau|em|cu|chau|ban|ba|ong|dua)?(?: ?(?:vua|moi|da|nay|hom qua|hom nay|sang nay))*"
    r"(?: (?:mo|hoc|cai|lam|lap|dang ky|dong|nop|tra|tham gia|mua|dung|kich hoat|chuyen (?:ve|den)|ve|tach|vao)){0,2}"
    r"(?: (?:the|may|tai khoan|vneid|ho))? (?:them|bo sung)(?= |$)(?! (?:\d|chua|khong|tieng|nghe|lop|khoa|gi))"
)
MORE = re.compile(
    rf"^{_WHO} nua(?= |$)(?P<wanted> (?:(?:la|thi|moi|cho) (?:du|xong|dat|kip|het)|(?:la |thi )?(?:chua|khong)\b))?"
)  # "5 người nữa"
TARGET_AFTER = re.compile(
    r"^ la (?:(?:chi|muc) tieu|dinh muc|ke hoach|muc (?:phai |can )?(?:dat|giao)|yeu cau)"
    r" (?:giao|xa|huyen|tinh|nam (?:nay|sau)|thang nay|quy nay|ky nay|ca nam|phai|can|ha|a|chu|dung khong|phai khong)(?= |$)(?! \d)"
)
IS_ENOUGH = re.compile(  # "còn 12 người là đủ": so many are to come
    r"^(?: (?:nguoi|ho|nha|cai|may|cu|em|chau|diem))? ?(?:thoi )?(?:la|thi|moi) (?:du|xong|dat|kip|het)(?= |$)(?! (?:\d|ca|dieu|tuoi|duoc))"
)
ASKED = re.compile(r"^(?: nguoi| ho| em| bac)? ?(?:a |ha |nhi |ak )?\?")  # "37?", "371 à?"
# "460 người lớn thì có 371 người có", "460 người mà 371 người có": the first is the whole, when it is not the smaller.
WHOLE_THEN = re.compile(
    r"^(?: (?!chua|khong|con|tang|giam|thieu|hay|hoac|nhung|thuc)\w+){0,6}?(?: ,)?(?: trong (?:do|day|so do|so ay|khi do))?(?: thi(?: da| moi| chi)?(?: co| duoc)?(?: chung| khoang| tam| gan| co chung| do| duoc chung)?| trong (?:do|day|so do)(?: co| da co)?| lam| cap| co| da co| moi co| chi co| co duoc| ma(?: moi| chi)? co| ma (?:moi|chi)|(?:(?<=nguoi)|(?<=lon)|(?<=khau)|(?<= ho)|(?<=dan)) ma| duoc| lam duoc| dat| da cai duoc| dung duoc)$"
)

# --- between two numbers -------------------------------------------------------------------------------------------

_THING = r"(?: (?!con |va |chua |khong |hay |hoac )\w+){0,3}?"
OVER = re.compile(  # "371/460", "371 người trên tổng số 460", "371 trong 460", "371 phần 460"
    rf"^{_THING}(?: [,)])? (?:/|tren|trong|xet|xuyet|xoet|xuoc|gach(?: cheo)?|suyt|phan|chia(?: cho)?|tren tong|so voi tong)(?: tong)?(?: cong)?(?: so)?(?: danh sach)?(?: nguoi lon)?(?: co| la| so)?$"
)
OVER_IN_BRACKETS = re.compile(r"^(?: \w+){0,2} \((?: tong| trong| tren)?$")  # "371 người (460 người lớn)"
UP_TO = re.compile(rf"^{_THING} (?:-|~|den|toi|cho den|cho toi|->|len den|hoac den)(?: khoang| tam)?$")
OR = re.compile(
    rf"^{_THING} (?:, )?(?:hay|hoac|hay la|hoac la|(?:ma )?cung co khi)(?: la| so| chi| cung| den)?$"
)  # "350 mà cũng có khi 360"
BECOMES = re.compile(  # "sửa 371 thành 375", "từ 362 lên 371"
    r"^(?: nguoi| ho| cai)? (?:(?:tang|giam|sua|doi|chuyen|nang|len|xuong|rut) )?(?:len|thanh|sang|xuong|bang|qua)(?: thanh| lai)?(?: la| so| con| duoc| toi| den)?$"
)
INSTEAD = re.compile(  # "371 à không 372", "371 ấy chết 372", "371 xin lỗi 372", "371 đâu, 372 chứ", "41 thiếu số 2, 412"
    r"(?:^| )la (?:thua|du|sai|nham|lon)(?: |$)|(?:^| )(?:thieu|thua|du|sot)(?: mat| di)?(?: mot| 1)? (?:chu )?so \d |(?:^| )(?:a khong|a ma thoi|khong phai|(?<!nguoi )(?<!cu )(?<!ong )(?<!moi )(?<!da )chet|ay chet|nham|(?<!nguoi )lon(?! nguoi)|quen|xin loi|sorry|sr|y la|thoi(?: cu)? ghi|cu ghi|dung ra|sua(?: lai)?(?: thanh| la)?|sua|doi thanh|chinh xac la|dung la|phai la|moi dung|that ra|thuc ra|thuc te la|noi lai|viet lai|ghi lai|cho sua|lai thanh|(?<!truong )(?<!hoan )thanh(?! (?:pho|vien|cong|tich|lap|phan))|dau , |sai|khong dung)(?: |$)|^(?: a| nhe)?(?: ,| \.)* ?a(?: ,)?$|^ ay(?: ,)?$|^ dau ,$|^(?: le)?(?: \.){2,}$|^ …$|khong , la$|^ khong ,$"
)
CORRECTED = re.compile(
    r"(?:^| )(?:dung ra|that ra|thuc ra|(?<!chuyen )(?<!tai )khoan(?: da)?|a khoan|chinh xac|thuc te|thuc(?: su)? (?:tra|dung|co|nop|dem|lam))(?: la| phai la| duoc)*(?: ,)?$"
)  # takes back all before it
ONLY_FILL = re.compile(r"(?: ?(?:la|co|:|=|thi|duoc|so))*")
WITHIN = re.compile(  # "480, trong đó 12", "500 trong đó mức 2 là 402"
    r"(?:^| )trong (?:do|day|so do|so ay|so nay|khi do)(?: \w+){0,4}$"
)
INCLUDED = re.compile(  # "430 kể cả 12 em", "480, chưa kể 5 người đi làm xa"
    r"(?:^| )(?:(?:ke|tinh|gom|bao gom|cong|co|them) ca|(?:ke|tinh) luon|(?:chua|khong|ko|chang) (?:ke|tinh)(?: den| toi)?|(?:bao )?gom)"
    r"(?: \w+){0,2}$|(?:^| )ca$"
)
INSIDE_WORDS = word_set("trong ca ke tinh gom")
PLUS = re.compile(r"^(?: \w+){0,3}? (?:\+|cong|cong voi|cong them)$")
AND = re.compile(r"^(?: \w+){0,4}?(?: ,| ;| va| voi| cung| cong| \+| -)*$")
EQUALS = re.compile(
    r"^(?: \w+){0,3}? ?(?:, )?(?:=|la|bang|thanh|tong|vi chi|tat ca la|tong cong|cong don|cong lai|gop lai|luy ke|ca thay)(?: cong| so| la| duoc| :| =| tat ca)*$"
)


def _by_last(**tables: re.Pattern[str]) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """Names of tables by the words one of which stands last in what each finds, and of those that any word may end."""
    ends = {name: lasts(table.pattern) for name, table in tables.items()}
    open_ended = frozenset(name for name, words in ends.items() if words is None)
    known = {word for words in ends.values() if words is not None for word in words}
    return {
        last: open_ended | {name for name, words in ends.items() if words is not None and last in words}
        for last in known
    }, open_ended


_BEFORE, _BEFORE_ANY = _by_last(
    target=TARGET, rate=RATE, times=TIMES, rise=RISE, old=OLD, missing=MISSING, count=COUNT_OF, whole=WHOLE_UNIT
)
_BETWEEN, _BETWEEN_ANY = _by_last(
    corrected=CORRECTED,
    becomes=BECOMES,
    over=OVER,
    brackets=OVER_IN_BRACKETS,
    up_to=UP_TO,
    either=OR,
    plus=PLUS,
    equals=EQUALS,
    whole=WHOLE_THEN,
)


def may_stand_before(last: str) -> frozenset[str]:
    """The LEFT tables that may hold where a word stands last before a number."""
    return _BEFORE.get(NUMBER if last[:1].isdigit() else last, _BEFORE_ANY)


def may_stand_between(last: str) -> frozenset[str]:
    """The BETWEEN tables that may hold where a word stands last before the second number."""
    return _BETWEEN.get(NUMBER if last[:1].isdigit() else last, _BETWEEN_ANY)
