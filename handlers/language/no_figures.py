"""Words that hold numbers and no figure: phones, dates, times, ages, money, documents, products.

Each pattern works on the folded words with one space between; the example beside it is as people type it. A pattern is
tried only where its first word stands, before a word that it knows.
"""

# ruff: noqa: E501 (a table of patterns reads best unbroken)

from __future__ import annotations

import re
from functools import lru_cache

from handlers.language.patterns import ANY, pairs

_DIGIT_WORD = r"(?:mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi)"
# Number words that are hardly ever other words: "sáu" may be "sau", "tư" may be "từ".
_FEW = r"(?:mot|hai|ba|bon|nam|bay|tam|chin|muoi)"
_DAY = r"(?<![\d.,])(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?<![\d.,])(?:0?[1-9]|1[0-2])"
_AFTER_DOT = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_HOUR = r"(?<![\d.,])(?:[01]?\d|2[0-4])"
_DOES = r"(?:dem|di|gui|nop|bao|ra|qua|moi|da|se|den|goi|xong|lam|nhan|hop|ve|len)"  # "9h15 em đếm"
COUNTED = r"(?:nguoi|ho|nha|can|may|truong|em|chau|cu|khau|so|ho so|dn)"

PATTERNS: tuple[tuple[str, str, str], ...] = (
    ("saying", "cho tôi hỏi 2 câu", r"\bhoi (?:[1-3]|mot|hai|ba) cau\b"),
    ("weather", "trời nóng 40 độ", r"\b(?:nong|troi|ret|lanh|nhiet do)(?: (?:nong|ret|lanh|toi|len|hon|gan|khoang|nay)){0,3} \d{1,2} do\b"),
    ("feast", "2 đám cưới, 3 đám giỗ", r"\b\d{1,2} dam (?:gio|cuoi|ma|hoi|tang|hieu|hy)\b"),
    ("place", "đang ở tầng 3, họp ở phòng 203", r"\b(?:o|len|tai|tren|xuong) tang \d{1,2}\b|\b(?:o|tai|hop|gap|vao|den) phong(?: so)? \d{2,3}\b|\bphong \d{3} (?:tang|nha) [a-z]?\d+\b"),
    ("version", "bản 2.1.5", r"\b(?:ban|version) \d{1,2}\.\d{1,2}\.\d{1,2}\b"),
    ("goods", "xe máy 40, tivi 120, máy cày 3", r"\b(?:xe (?:may|dap|dien|tai)|oto|may (?:cay|bom|giat|gat|say|tuot)|ti ?vi|tu lanh)(?: (?:thi|co|la|duoc|:|khoang|tam)){0,2} \d{1,6}\b(?! / \d)"),
    ("weight", "con lợn 95 cân", r"\b(?:lon|heo|trau|thoc|lua|gao)(?: (?!nguoi|ho)[a-z]+){0,3} \d+ can\b"),
    ("document", "điều 4 khoản 2", r"\bdieu \d+ khoan \d+\b"),
    ("pasted", "[08:15, 12/6] Tổ trưởng: 412", rf"\b{_HOUR} : [0-5]\d(?: ,)? {_DAY} / {_MONTH}\b(?: / (?:20)?\d\d\b)?"),
    ("match", "thắng 3-1, tỷ số 2 1, hiệp 1 dẫn 1-0",
     r"\b(?:(?:thang|thua|hoa|dan)(?: nhau)? \d - \d\b(?! (?:diem|nguoi|ho|cai|cum))|(?:ty|ti) so \d (?:- )?\d\b|hiep (?:1|2|mot|hai)\b)"),
    ("lottery", "đánh con 36, đề về 45", r"\b(?:danh|trung|truot|ve|bao|om|ghi)(?: con| lo| de)+ \d\d\b(?! (?:nguoi|ho|nha|cai|diem))|\b(?:lo|de) ve \d\d\b(?: [a-z]+){1,4} (?:danh|om|ghi) \d\d\b|\b(?:con )?(?:lo|de)(?: ve)? (?:con )?\d\d\b(?= |$)(?! (?:nguoi|ho|nha|cai|diem|em|bac))"),
    ("body", "huyết áp 150/90, nhịp tim 80", r"\b(?:huyet ap|nhip tim|duong huyet|mo mau)(?: (?!nguoi|ho|va)[a-z]+){0,5}? \d{1,3}(?:[.,]\d)?(?: / \d{2,3})?\b(?! (?:nguoi|ho|nha|so))"),
    ("document", "thửa 214 tờ bản đồ số 12", r"\b(?:thua(?: dat)?(?: so)? \d+(?: ,)? )?to ban do(?: so)? \d+\b|\bthua dat(?: so)? \d+\b"),
    ("mixture", "phân NPK 16-16-8", r"\bnpk \d+(?: - \d+)*|\b\d{1,3} - \d{1,3} - \d{1,3}\b"),
    ("code", "mã bưu điện 440000, mã số thuế 2800", r"\bma (?:buu (?:dien|chinh)|vung|zip|so thue|khach hang|ho ngheo|nhan vien|gioi thieu|don hang|dinh danh ca nhan)(?: (?:la|:|so|cua|toi|em|xa|minh))* \d+\b"),
    ("code", "soạn TTTB gửi 1414", r"\bsoan(?: [a-z]+){1,4}? gui(?: den| toi| ve| so| tong dai)* \d{3,5}\b|\b(?:gui|goi|nhan(?: tin)?|bam)(?: den| toi| ve| so| tong dai| dau so)* (?:1414|5656|1022|1[89]00(?: ?\d{4,6})?)\b(?! (?:nguoi|ho|nha|so|khau))"),
    ("code", "mã hồ sơ 000.21.H56-241112-0007", r"\bma (?:ho so|bien nhan|tra cuu)(?: (?:la|so|:|cua|em|toi|minh))* [\d.]+(?: (?:[a-z]\b|[.-]|\d[\d.]*))*"),
    ("question", "trả lời 1 số thôi à", r"\b(?:tra loi|nhan|go|viet)(?: (?:moi|dung|rieng|luon))* (?:1|mot) (?:con |chu )?so\b(?! (?:nguoi|ho|nha|\d))"),
    ("meter", "công tơ nhảy 250 số, số thứ tự 45", r"\bcong to(?: (?!nguoi|ho)[a-z]+){0,3} \d+\b|\bso thu tu(?: la)? \d+\b"),
    ("period", "kỳ 2 tháng 6, thẻ hết hạn 12/25", r"\bky \d thang \d{1,2}\b|\b(?:het han|den han|han dung)(?: (?:den|vao|thang))? \d{1,2} / \d{2,4}\b"),
    ("family", "nhà 4 khẩu mà có 1 máy",
     rf"\bnha \d{{1,2}} (?:khau|nguoi)(?: (?:ma|thi|co|moi|chi|dung|duoc)){{1,3}} (?:\d|{_FEW}) (?:may|cai|chiec|dien thoai|the)\b"),
    ("family", "chung 1 thẻ", r"\bchung(?: nhau)? (?:1|mot)\b(?! (?:so|it))"),
    ("rate", "được hưởng 80%", r"\bhuong(?: [a-z]+){0,2} \d+(?:[.,]\d+)? %"),
    ("money", "chuyển 500k cho bà Lan", r"\b(?:chuyen(?: khoan)?|ck|vay|muon|tra no|bien|mung|phung|dua)(?: (?:cho|truoc|tam|them|not|bac|chau|em|ba|ong|co|chu|anh|chi|no))* \d[\d.,]* (?:k|nghin|ngan|tr|trieu)\b(?! (?:ho so|so|nguoi|ho|nha|the|tai khoan)\b)"),
    ("money", "sửa hết 500", r"\b(?:sua|mua|kham|ton|mat)(?: mat)? het \d+\b(?! (?:nguoi|ho|nha|cai|may|so))"),
    ("family", "nhà tôi 4 người, nhà em có 2 cháu nhỏ",
     r"\b(?:nha|gia dinh)(?: (?:toi|em|minh|bac|chau|co|chi|anh|duoc)){1,3} (?:\d|1[0-5]) (?:nguoi|khau|may|the he|cai|chiec)\b(?! (?:dung|da|trong))"
     r"|\b(?<!thon )(?<!xom )(?<!to )(?<!lang )(?<!ben )(?:nha|gia dinh)(?: (?:toi|em|minh|bac|chau|co|chi|anh|tui|con|moi)){1,4}"
     rf" (?:\d|{_FEW}) (?:chau|dua|be|cu|ong ba|me con|con(?= (?:nho|hoc|dang|di|gai|trai|o|be)\b))\b(?! (?:dung|da|trong|co (?:may|tai|dien|vneid|chu ky)))"),
    ("size", "1 trong 9 thôn chưa nộp", r"\b\d{1,2} trong(?: tong)?(?: so)? \d{1,2} (?:thon|xa|to|xom)\b"),
    ("size", "xã có 9 thôn, từ 13 thôn còn 7 thôn", r"\btu \d{1,2} (?:thon|xa|xom|to) (?:con|xuong|thanh) \d{1,2} (?:thon|xa|xom|to)\b|\b(?:xa|huyen|phuong)(?: (?:em|minh|toi|ta|nay|nha|ni|co|gom|duoc|tat ca|tong cong))* \d{1,2} (?:thon|xom|to|khu|ban)\b(?! (?:da|nop|xong|bao|gui|co))"),
    ("marks", "được mấy điểm trên 100", r"\b(?:may|bao nhieu) diem(?: roi)? (?:tren|/)(?: (?:thang(?: diem)?|tong(?: so)?))? \d+\b"),
    ("saying", "thôn 4 với thôn 5 nhập làm một", r"\b(?:nhap|gop|ghep|chap|don)(?: [a-z]+){0,3} (?:lam|thanh|vao) (?:mot|1)\b(?! (?:tram|nghin|ngan|chuc|nguoi|ho|cai|diem))"),
    ("partly", "mới đếm được nửa thôn là 180", r"\b(?:moi|vua moi|moi chi)(?: (?:dem|di|kiem|hoi|thong ke|ra soat))+(?: (?:duoc|xong))* (?:(?:mot |1 |gan |hon )?nua|hai phan ba|mot phan)(?: (?:thon|xom|so ho|so nha|lang|ban|to|khu))?(?: ,)?(?: (?:la|duoc|co|thay|thi))* \d+(?:\.\d{3})?\b(?! ?[/%])"),
    ("partly", "đếm tới 200 rồi, mai đếm tiếp", r"\b(?:moi )?dem (?:toi|den)(?: so)? \d+\b(?=.*\b(?:mai|kia|chieu|toi|lat|sau|sang)\b.*\bdem (?:tiep|not)\b)"),
    ("partly", "đến nhà 20 hộ rồi còn lại mai đi tiếp, rà được 20 hộ rồi, mai rà nốt",
     r"\b(?:den|di|ra|ghe|hoi|dem|kiem|kiem tra|thong ke)(?: (?:soat|duoc|nha|tung|den|toi|moi|tam|khoang|xong|hon|gan))* \d+ (?:ho|nha|nguoi)\b(?=(?: roi| da| thoi| ,| \.)*(?: con(?: lai)?(?: thi)?| so con lai)?(?: de)? (?:mai|chieu|toi|lat|sang mai|bua sau|hom sau)\b(?: (?!gui|nop|bao)[a-z]+)*?(?: (?:di|ra|dem|hoi|lam))? (?:tiep|not)\b)"),
    ("place", "số 5 đầu xóm", r"\bso \d{1,3} (?:dau|cuoi|giua|canh) (?:xom|thon|ngo|lang|duong|ngach|pho)\b"),
    ("money", "hết 356.000", r"\b(?:het|ton|mat|gia) \d{1,3}(?:[.,]\d{3})*[.,]000\b(?! (?:nguoi|ho|so|nha|tai khoan|khau))"),
    ("asked", "nhập 371 hay nhập 371/460, ghi 371 thôi hay cả 371/460",
     r"\b(?:nhap|ghi|go|nhan|viet|dien)(?: (?:la|so|moi|moi so|con so|moi con so))* \d+(?: / \d+)?(?: thoi| khong)? (?:hay|hoac)(?: la| phai)*(?: (?:nhap|ghi|go|nhan|viet|dien))?(?: (?:ca|la|so|day du|du|them))* \d+ / \d+\b"),
    ("rate", "45 phút mới cài xong một máy",
     r"\b\d{1,2} (?:phut|tieng|gio|ngay|hom|buoi) (?:thi )?moi (?:[a-z]+ ){1,3}(?:mot|1) (?:may|nguoi|ho|nha|cai|the|tai khoan)\b"),
    ("money", "mất triệu rưỡi, những triệu hai",
     rf"\b(?:gia|mat|het|ton|nhung|ca|luong|den|toi) (?:ca |toi |hon |gan |den |nhung )?trieu(?: (?:ruoi|{_DIGIT_WORD}))?\b(?! nguoi| dan)"),
    ("group", "cùng 4 đồng chí trong tổ",
     rf"\b(?:cung|voi|va) (?:\d|{_FEW}) (?:dong chi|anh em|anh|chi|bac|nguoi|thanh vien|ban)(?: (?:trong|cua|o)){{0,2}} (?:to|doi|ban|chi bo|chi hoi|chi doan)\b"),
    ("listed", "1 | wifi | 4", r"(?:^|\n )\d{1,2} \| (?=[a-z])"),
    ("asked", "bao nhiêu thì đạt 80%", r"\b(?:bao nhieu|may)(?: (?:nguoi|ho|nha|cai|nua|em|bac|la))* (?:thi|moi|la)(?: (?:moi|duoc|dat|du|len|bang|toi))+ \d+(?:[.,]\d+)?(?: (?:%|phan tram))?(?! ?(?:nguoi|ho|nha|cai)\b)"),
    ("date", "năm ngoái 2022 được 300", r"\bnam (?:ngoai|truoc|kia|roi)(?: \(| ,| la| tuc| nam)* (?:19|20)\d\d\b(?: \))?(?! (?:nguoi|ho|nha|cai)\b)"),
    ("date", "năm nay 2023 bác 65 tuổi", r"\bnam nay(?: la)? (?:19|20)\d\d\b(?! (?:nguoi|ho|nha|cai)\b)"),
    ("date", "hạn là 25 à", rf"\bhan(?: nop| chot| cuoi)?(?: la| den| vao| ngay| het)+ {_DAY}\b(?! (?:{COUNTED[3:-1]}|thang|hay|hoac)\b| ?[-/.])"),
    ("phone", "+84 912 345 678", r"\+ 84[\d .-]{8,15}"),
    ("phone", "0912345678", r"\b0\d{8,10}\b"),
    ("phone", "0912 345 678, 0912-345-678", r"\b0\d{1,3}(?: (?:- )?\d{2,4}){2,3}\b"),
    ("phone", "02373 123 456", r"\b0\d{3,4}(?: \d{3}){2}\b"),
    ("phone", "alo 113 à, gọi 115", r"\b(?:alo|goi|bam) 11[1-5]\b(?! (?:nguoi|ho|nha|may|/))"),
    ("phone", "0988 777666", r"\b0\d{3} \d{6}\b"),
    ("account", "số cmt 172 345 678", r"\b(?:cmt|cmnd|cccd|can cuoc)(?: so| la)* \d+(?: \d+)*\b"),
    ("phone", "0 9 8 1 2 2 3 3 4 4", r"\b(?:\d ){6,}\d\b"),
    ("phone", "không chín một hai ba bốn năm sáu bảy tám", r"\b(?:khong|mot|hai|ba|bon|nam|sau|bay|tam|chin)(?: (?:khong|mot|hai|ba|bon|nam|sau|bay|tam|chin)){7,}\b"),
    ("phone", "091.234.5678", r"\b0\d{2,4}(?:\.\d{2,4}){2,3}\b"),
    ("account", "số tài khoản 1903 4567 8901", r"\b\d{4} \d{4} \d{4,5}(?: \d{2,5})*\b"),
    ("account", "038087001234", r"\b\d{8,}\b"),
    ("document", "1829/QĐ-UBND, 30/2020/NĐ-CP",
     r"\b\d+ / (?:\d{4} / )?(?:qd|nd|kh|ubnd|tt|cv|nq|bc|ct|hd|cd)\b(?: - ?[a-z]+)*"),
    ("document", "quyết định số 1829, KH 100, đề án 06",
     r"\b(?:quyet dinh|nghi dinh|cong van|ke hoach|de an|thong tu|qd|nghi quyet|chi thi|cv|kh|nd|bo tieu chi|bo chi tieu"
     r"|(?<!quan ly )van ban(?! \d+ / \d)|luat|chuong trinh|du an)(?: so)? \d+(?: / (?:\d{4}|[a-z]+))*(?: - [a-z]+)*"
     r"(?! (?:nguoi|ho|nha)\b)(?: (?:hay(?: la)?|hoac|a nham|nham) (?:so )?\d{2,5}\b(?! (?:nguoi|ho|nha)\b))?"),
    ("document", "thông báo số 15", r"\b(?:thong bao|cong dien|to trinh|huong dan|bien ban|giay moi|phieu|hoa don|bien lai) so \d+\b(?! (?:nguoi|ho)\b)"),
    ("age", "sinh năm 56, dân trên 18", r"\bsinh (?:nam )?(?:19)?\d\d\b(?! (?:nguoi|em|chau)| [/-])|\b(?:dan|con|lao dong|thanh nien|ong|ba|ai|nhom) (?:tren|tu|du|ngoai|qua) (?:1[4-8]|35|6\d|70|80)\b(?! (?:nguoi|ho|nha|khau|/))"),
    ("date", "từ 15 đến 20 tháng này", rf"\btu {_DAY} (?:den|toi) {_DAY} thang (?:nay|sau|toi|{_MONTH})\b"),
    ("match", "bóng đá 2-1", r"\b(?:bong da|bong chuyen|da bong|tran|cap keo)(?: \w+){0,2} \d (?:- )?\d\b"),
    ("marks", "cháu tôi được 9 điểm toán", r"\b(?:chau|con|thang|be)(?: \w+){0,3} (?:duoc|thi) \d{1,2} diem\b"),
    ("all", "gửi cả 2, nộp cả ba báo cáo", r"\b(?:gui|nop)(?: (?:luon|not|di|giup|ho|bao cao))* ca (?:[2-9]|hai|ba|bon|nam)(?: (?:bao cao|dot|cai|ban|thon|to))?\b(?! (?:nguoi|ho\b|nha\b|/))"),
    ("saying", "trăm lần như một", r"\b(?:(?:mot|hai|ba) )?(?:tram|nghin|ngan|muoi|van) (?:lan|nguoi|nha|ho) nhu mot\b"),
    ("saying", "10 điểm cho em", r"\b(?:10|muoi) diem cho\b"),
    ("document", "theo 1829, bộ 1829", r"\b(?:theo|bo) (?:so )?\d{2,4}\b(?! (?:nguoi|ho\b))"),
    ("form", "mẫu số 01, phụ lục 2, biểu 3", r"\b(?:mau(?: so)? (?:0\d|\d\b(?= (?:dien|ghi|la gi|the nao|o dau|nhu))|\d+ ?[a-z]\b(?: hay \d+ [a-z]\b)?)|ban do \d+ / \d+|phu luc(?: so)? \d+|bieu(?: so| mau)? \d+)"),
    ("date", "20/6/2023, 20-06-2023, 20.6.2023", rf"\b{_DAY} ([/-]) {_MONTH} [/-] (?:19|20)?\d\d\b|\b{_DAY}\.{_AFTER_DOT}\.(?:19|20)?\d\d\b"),
    ("date", "6/2023", rf"\b{_MONTH} [/-] 20\d\d\b"),
    ("date", "ngày 20/6, hạn 25-6, hôm nay 20/6",
     rf"\b(?:ngay|mung|mong|hom|hom nay|han|han nop|han chot|hen|den|truoc|sang|chieu|toi|tu|vao|ve|luc|sau|qua|mai|mot|kia)"
     rf" {_DAY} [/-] {_MONTH}\b(?! ?[\d/])"),
    ("date", "ngày 20.6", rf"\b(?:ngay|mung|hom|han|den ngay|truoc) {_DAY}\.{_AFTER_DOT}\b"),
    ("date", "20-6 nộp, 20.6 em gửi", rf"\b{_DAY} ?[./-] ?{_AFTER_DOT} (?:(?:nay|ni|em|minh|toi|se|moi|thi|la|xa|huyen|doan|thon|bac|chi|anh) )*(?:nop|gui|hop|han|xong|hen|chot|het han|ve|xuong|mo|den)\b"),
    ("date", "3/7 tôi mới có, 28.6 mới có số",
     rf"\b{_DAY} ?[./-] ?{_AFTER_DOT} (?:(?:toi|tui|em|bac|minh|chau|chu|co|anh|chi|thon|to) )+moi (?:co|dem|lam|ranh|tong hop|thong ke|lay|kiem|ra soat)\b"
     rf"|\b{_DAY} ?[./-] ?{_AFTER_DOT} moi (?:co so|co(?= (?:a|em|chau|nhe|duoc|day|bac|anh|chi)\b|$)|ranh|tong hop|thong ke|dem|ra soat)\b"),
    ("date", "nộp 20-11 được không", rf"\b(?:nop|gui|bao|khat|de|hoan)(?: (?:vao|den|toi|sang|ngay|luc))? {_DAY} [/-] {_MONTH}(?= (?:co )?(?:duoc|kip|muon)(?: (?:nop|gui|a|em))? (?:khong|chua)\b)"),
    ("date", "từ 20 đến 25/6", rf"\btu {_DAY} (?:den|toi) {_DAY} / {_MONTH}\b"),
    ("date", "ngày 20, mùng ba, ngày hai mươi",
     rf"\b(?:ngay|mung|mong) (?:mung )?{_DAY}\b(?! / (?:24|7)\b)|\b(?:mung|mong) {_DIGIT_WORD}(?: {_DIGIT_WORD})?\b"
     rf"|\bngay (?:hai muoi|ba muoi|muoi)(?: {_DIGIT_WORD}| lam| mot| tu)?\b"),
    ("date", "15 tháng 8 mới xong, đến 30 tháng 6",
     rf"\b(?:den |toi |hen |han |vao |truoc |sau |tu |qua |chieu |sang |trua ){_DAY} thang {_MONTH}\b"
     rf"|\b{_DAY} thang {_MONTH}\b(?= (?:nay |nam nay |thi |la |moi |em |toi |bac |minh |se )*(?:chot|nop|gui|bao|hop|xong|het|co|ve|moi|em|toi|bac|minh|nhe|thi|la|duoc|kip)\b)"),
    ("date", "20 tây", rf"\b(?:ngay |hom )?{_DAY} tay\b"),
    ("date", "hẹn 22 này, sáng 21 tôi báo, đến 25 mới xong",
     rf"\b(?:hen|chieu|trua|dem|khat den|khat toi|hoan den) {_DAY}\b(?= (?:nay|ni|nhe|moi|toi|em|bac|minh|gui|nop|bao|co so|hop|xong|thi)\b|$)"
     rf"|\bsang {_DAY}\b(?= (?:nay )?(?:toi|em|bac|minh|anh|chi) (?:gui|nop|bao|dem|hop|di|ranh|co|ve|xong))"
     rf"|\b(?:den|qua|toi|sau|tu) {_DAY}\b(?= (?:nay )?(?:(?:toi|em|bac|minh|tui|chau) )?moi (?:xong|co|gui|nop|bao|dem|ve|hop|di|ra|ranh|lam))"
     rf"|\b(?:sau|tu|qua|khoang|tam|den) {_DAY}\b(?= (?:toi|em|bac|minh|tui|chau|chi|anh|co|chu|ong|ba) (?:se |thi )*(?:ranh|nop|gui|bao|dem|ve|xong|lam|hop))"),
    ("date", "khoảng 22 23 tôi gửi", rf"\b{_DAY} {_DAY} (?:gi do )?(?:toi|em|bac|minh|chau) (?:gui|nop|bao|dem|co|hop)\b"),
    ("date", "đợi qua 15 đã", rf"\b(?:doi|cho|de|hen|khat) (?:qua|den|toi|sau) {_DAY}\b(?= (?:da|roi|nhe|a|hay|em|bac)\b|$)"),
    ("date", "hôm 20", rf"\bhom {_DAY}\b(?! (?:nguoi|ho|nha)\b)"),
    ("weekday", "thứ 2, thứ hai", rf"\bthu (?:[2-7]|hai|ba|tu|nam|sau|bay|bon)\b(?! {COUNTED}\b)"),
    ("ordinal", "lần thứ 3, thứ nhất", r"\bthu (?:\d+|nhat|nhi)\b"),
    ("period", "tháng 6, T6/2023, quý 3, năm 2023, từ tháng 1 đến tháng 6",
     rf"\bthang (?:1[0-2]|0?[1-9])(?: [/-] \d{{4}})?\b|\bquy (?:[1-4]|i{{1,3}}|iv|mot|hai|ba|bon|tu)\b|\bnam {_YEAR}\b"),
    ("period", "2021-2025", rf"\b{_YEAR} (?:-|den) {_YEAR}\b"),
    ("time", "30'", r"\b\d{1,3} '"),
    ("account", "cccd 12 số, biển số 36A-12345, mật khẩu 123456",
     r"\b(?:cccd|cmnd|can cuoc) \d+ so\b(?: (?:la |thi |: )?\d+(?: \d+)*)?|\b(?:ma|otp) \d so(?: la| :)* \d+(?: \d+)*|\bbien(?: so)?(?: xe)? \d\d(?: [a-z]\d?)?(?: \d)?(?: -)?(?: \d+(?:\.\d+)?)?|\bmat khau(?: la)? \d+"),
    ("account", "mã xác thực 456789, pass là 123456",
     r"\b(?:ma (?:xac (?:thuc|nhan|minh)|bao mat|otp|pin|kich hoat|dang nhap)|otp|pass(?:word)?)(?: (?:la|cua|em|toi|so|nay|do|:|=)){0,3} \d{3,8}\b"),
    ("period", "6 tháng đầu năm, chín tháng",
     r"\b(?:6|sau|9|chin|3|ba) thang(?: (?:dau|cuoi))?(?: nam)?(?: 20\d\d)?\b|\bnua nam\b"),
    ("period", "tháng sáu, tháng mười hai",
     r"\bthang (?:mot|hai|ba|tu|nam|sau|bay|tam|chin|muoi)(?: mot| hai)?\b"),
    ("date", "15 âm, hăm ba tết, giêng mười lăm, 23 tháng chạp",
     r"\b(?:\d{1,2}|(?:ram|mung|ham|muoi)(?: (?:mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin))?) (?:thang )?(?:am|tet|gieng|chap|ta)\b"
     r"|\b(?:gieng|chap|ram thang) (?:mung |ham )?\S+(?: lam| mot)?"),
    ("period", "tuần 2 tháng 7, từ 2022, so với 2024", r"\btuan (?:thu )?\d\b|\b(?:tu|hoi|den|cuoi|dau|so|so voi) (?:19|20)\d\d\b(?! nguoi| ho| so| /)"),
    ("time", "8h, 8h30, 8 giờ rưỡi, 7h-11h, 7 đến 11 giờ",
     rf"\b(?:luc |hoi )?(?:{_HOUR} (?:- |den |toi ))?{_HOUR} (?:h|gio|g)\b(?: ?\d{{1,2}}\b(?! ?{COUNTED}\b(?! {_DOES}\b))| ruoi| kem \d{{1,2}})?(?: phut| p\b)?"),
    ("time", "8:30", rf"\b(?:luc |hoi |tu |den |toi |truoc |sau |khoang )?{_HOUR} : [0-5]\d\b(?! {COUNTED}(?! (?:gui|nop|bao|di|ve|chua|moi|se|ra|ranh|xong|hop|goi|doc|dem|dang|den|qua|nhan)\b))"),
    ("time", "ba rưỡi chiều", rf"\b(?:{_HOUR}|{_DIGIT_WORD}) ruoi (?:sang|trua|chieu|toi|dem)\b"),
    ("digit", "số 7 đầu đổi thành 8", r"\b(?:chu )?so \d (?:o )?(?:dau|cuoi|giua)(?: (?:tien|cung|la|phai|cho|em))* (?:doi|sua|thay|chuyen)(?: lai)? (?:thanh|la|sang|bang) (?:chu |so )*\d\b"),
    ("digit", "thừa một số 0, thiếu mất số 5", r"\b(?:thua|thieu|du|sot)(?: mat| di)?(?: mot| 1| hai| 2)? (?:(?:chu )?so|con(?: so)?) \d\b(?! (?:nguoi|ho|nha))|\b(?:mot|1|hai|2) (?:chu )?so 0\b"),
    ("weekday", "chủ nhật 18.6", rf"\b(?:chu nhat|cn|thu (?:[2-7]|hai|ba|tu|nam|sau|bay))(?: ngay)? {_DAY} ?[./-] ?{_AFTER_DOT}\b"),
    ("document", "luật số 20/2023/QH15", r"\b\d+ / (?:19|20)\d\d / [a-z]+(?: ?\d+\b)?(?: - [a-z]+)*"),
    ("time", "chín rưỡi", rf"(?<!tram )(?<!nghin )(?<!ngan )(?<!trieu )(?<!muoi )(?<!van )(?<!k )\b(?:{_HOUR}|{_DIGIT_WORD}) ruoi$"),
    ("time", "lúc 7 rưỡi", rf"\b(?:luc|hoi|den|truoc|khoang) {_HOUR} ruoi\b"),
    ("time", "lúc 8", rf"\bluc {_HOUR}\b(?! {COUNTED})"),
    ("time", "tám giờ", rf"\b{_DIGIT_WORD}(?: {_DIGIT_WORD})? (?:gio|h)\b(?: ruoi| kem \S+)?"),
    ("time", "15 phút, hai hôm, 3 4 hôm nữa, mấy tuần, nửa tiếng",
     rf"\b{_FEW} {_DIGIT_WORD} (?:hom|ngay|tuan|bua|tieng|phut)\b|\b\d{{1,2}} (?:- )?\d{{1,2}} (?:hom|ngay|tuan|bua|tieng|phut)(?= nua\b)|\b(?:\d{{1,2}}|{_FEW}|vai|may|nua|dam) (?:phut|tieng|giay|ngay(?! \d)|hom(?! (?:thu|nay|qua|kia)\b)|tuan|thang|bua|chieu|dem)\b"),
    ("age", "trên 15 hay trên 18, 15 hay 18 tuổi, từ 18 à",
     r"\b(?:tu |tren |du |duoi )?(?:1[4-8]|6\d)(?: tuoi)? (?:hay|hoac)(?: la)? (?:tu|tren|du|duoi) \d\d(?: tuoi)?\b"
     r"|\b(?:tu |tren |du |duoi )?(?:1[4-8]|6\d) tuoi (?:hay|hoac)(?: la)? \d\d(?: tuoi)?\b"
     r"|\b(?:tu |tren |du )?(?:1[4-8]|6\d) (?:hay|hoac)(?: la)? (?:tu |tren |du )?\d\d tuoi\b"
     r"|\b(?:tu|du) (?:1[4-8]|6[05])(?= (?:a|ha|phai|dung)\b|$)"),
    ("age", "từ 15 đến 60 tuổi, trên 18 tuổi, 65 tuổi",
     r"\b(?:tu |tren |du |duoi |qua |ngoai )?\d{1,3}(?: (?:-|den|toi) \d{1,3})? tuoi(?: tro len| tro xuong)?\b"),
    ("age", "mười tám tuổi, sáu mươi lăm tuổi",
     rf"\b(?:tu |tren |du |duoi )?(?:{_DIGIT_WORD} )?(?:muoi )?(?:{_DIGIT_WORD}|lam|tu) tuoi(?: tro len| tro xuong)?\b"),
    ("age", "18t, 15t trở lên", r"\b(?:tu |tren |du |duoi )?\d{1,2} t\b(?: tro len)?"),
    ("age", "từ 15 trở lên, trên 18 trở lên", r"\b(?:tu|tren|du) (?:1[4-8]|60|65|35) (?:tro len|tro xuong)\b"),
    ("age", "tuổi từ 15 đến 60, tuổi 61", r"\btuoi (?:tu )?\d{1,2}(?: (?:-|den|toi) \d{1,2})?\b"),
    ("age", "18+", r"\b1[4-8] \+"),
    ("age", "người trên 60, trẻ dưới 15, người từ 15 đến 60",
     r"(?<=\bnguoi )(?:lon )?(?:tren|duoi|tu|du|ngoai|qua) (?:1[4-8]|35|6\d|70|80)(?: (?:-|den|toi) \d\d)?\b(?! (?:nguoi|/))"
     r"|(?<=\btre )(?:em )?(?:duoi|tren|tu) \d{1,2}\b|(?<=\bcu )(?:(?:tren|ngoai|tu) )?[6-9]\d\b(?! nguoi)"),
    ("money", "1tr2 một cái, 5 triệu rưỡi", r"\b\d[\d.,]* tr(?: \d+)?(?: (?:mot|1) (?:cai|chiec|may|con|bo))?\b|\b\d[\d.,]* trieu (?:ruoi|\d{1,3})\b(?! nguoi| ho| nghin)"),
    ("money", "một cái những 1 triệu 2, gói 4g 70k",
     r"\b(?:mot|1) (?:cai|chiec|may|con|bo|thang)(?: (?:nhung|gia|mat|tan|toi|den|het|la|cung)){0,2} \d[\d.,]* (?:trieu|tr|k|nghin|ngan(?! hang))\b(?: \d+)?"
     r"|\bgoi(?: (?:cuoc|mang|data|cap|\d g|thang)){0,3} \d[\d.,]* (?:k|nghin|ngan(?! hang))\b"),
    ("school", "thi vào 10", r"\bthi (?:len |vao |vo )(?:lop )?(?:6|10)\b"),
    ("label", "camera số 3 bị hỏng", r"(?<=camera )so \d{1,2}\b(?= (?:bi |da )?(?:hong|hu|mat|loi|khong))|(?<=cam )so \d{1,2}\b(?= (?:bi |da )?(?:hong|hu|mat|loi|khong))"),
    ("account", "xe 36B1-123.45", r"\b\d\d [a-z] ?\d? ?- \d{3}(?:\.\d\d|\d\d?)\b"),
    ("money", "3tr một cái", r"\b\d[\d.,]* tr (?:mot|1) (?:cai|chiec|may)\b"),
    ("time", "một năm", r"\b(?:mot|1) nam\b(?! (?:muoi|nguoi|tram|nghin))"),
    ("money", "3 triệu, 500.000đ, 50 nghìn đồng, 3tr",
     r"\b\d[\d.,]* (?:k |nghin |ngan |tram )?(?:dong(?! chi| ho| bao| tien| hoc| phi)|vnd|vnđ|ty|tr|d)\b(?: ruoi)?"),
    ("money", "phí ship 25k, phí 50k một cái, hỗ trợ 100k, bồi dưỡng tổ công nghệ 30 nghìn, có mỗi 50 nghìn",
     r"\b(?:gia|cuoc|phi|hoc phi|thuong|phat|luong|ung ho|ho tro|boi duong|quy|tien|moi)(?: [\w,]+){0,5}? \d[\d.,]* (?:k|nghin|ngan(?! hang)|tr|trieu|tram)\b"
     r"(?! ?(?:\d|nguoi|ho|so|khau|may|tram|chuc|linh|le))(?: (?:mot|1|moi) (?:cai|chiec|may|con|bo|nguoi|ho|nha|lan|thang|the)\b)?"),
    ("money", "312.000 tiền điện", r"\b\d{2,3}(?:[.,]\d{3})+ tien\b"),
    ("money", "giá 200k, cước 50 nghìn, hết 2 triệu",
     r"\b(?:gia|cuoc|phi|hoc phi|thuong|phat|het|ton|mat|luong|ung ho) \d[\d.,]* (?:k|nghin|ngan(?! hang)|tr|trieu|tram)\b(?:(?<=trieu) \d\b|(?<=tr) \d\b)?(?: (?:mot|1) (?:cai|chiec|may|con|bo)\b)?"),
    ("money", "3 triệu, hai triệu rưỡi một cái",
     rf"\b(?:\d[\d.,]*|{_FEW}(?: {_DIGIT_WORD})?) trieu(?: ruoi| \d)?\b(?: (?:mot|1|moi)(?: cai| chiec| may| con| nguoi)?\b|(?= (?:/|thi|dat|ai|la|moi|dong|tien|cai|nhe)\b))"
     rf"|\b\d[\d.,]* trieu(?: ruoi| \d)?\b(?! {COUNTED}\b)"),
    ("money", "50k một tháng, 500 ngàn/tháng, năm chục nghìn tiền mạng",
     rf"\b(?:\d[\d.,]*|{_FEW}(?: (?:chuc|tram|muoi))?(?: {_DIGIT_WORD})?) (?:k|nghin|ngan(?! hang))\b"
     r"(?: (?:mot|moi|/) (?:cai|chiec|may|nguoi|ho|goi)\b|(?= (?:(?:mot|/|moi) (?:thang|nam|ngay|buoi|lan|bua)|1 (?:thang|cai|nam|ngay|goi|chiec|buoi|lan|bua)|tien|dong)\b))"),
    ("money", "trả góp 300 một tháng", r"\b\d{2,4} (?:(?:mot|moi|/) )(?:thang|ngay|buoi|cong|sao)\b"),
    ("money", "nộp 20 nghìn, đóng 50k", r"\b(?:nop|dong|tra|cho|mua|ban|hoi) \d[\d.,]* (?:k|nghin|ngan(?! hang))\b(?! ?(?:\d|nguoi|ho|so|tram|khau|may))"),
    ("product", "iPhone 11, android 10, mức độ 2, samsung a12",
     r"\b(?:iphone|ios|android|windows|win|phien ban|muc do|muc|cap do|oppo|samsung|nokia|vivo|xiaomi|redmi|zalo|office)"
     r"(?: [a-z])? \d+(?: , \d)?\b"),
    ("product", "cam loại 2 mắt, cáp loại 1", rf"\bloai (?:\d|{_FEW})\b(?: mat| rau| sim| so)?(?! (?:nguoi|ho|nha|em|cu|ong|ba|chau|truong|ra|di|tru|con|muoi|tram|chuc)\b)"),
    ("asked", "gõ số 1 hay số 2", r"\b(?:go|bam|nhan|an|chon)(?: (?:so|phim|nut))* \d (?:hay|hoac)(?: (?:la|so|phim|nut))* \d\b(?! (?:nguoi|ho|nha|cai|diem))"),
    ("place", "số 15 ngõ 4", r"\bso \d+ (?:ngo|ngach|hem|duong|pho)\b(?: \d+)?"),
    ("school", "trường cấp 2", r"\b(?:truong|hoc sinh|hoc|het|lop|chau|do|thi|vao|len) cap [123]\b(?! (?:chu|tai|so|the|nguoi|cai))|\bcap [123] (?=truong|hoc|day)"),
    ("age", "cụ nhà tôi 90 rồi", r"\b(?:cu|ong|bo|me|ba(?= (?:ay|nha|cu|noi|ngoai|no|do|kia)\b))(?: (?:nha|toi|em|minh|cu|ngoai|noi|ay|do|kia|no|cung|da|nay)){0,3}(?: (?:hon|tren|ngoai|gan))? [6-9]\d (?:roi|co hon|hon)\b(?! nguoi)"),
    ("age", "bác 71 rồi mắt mờ", r"\b(?:bac|chu|co|toi|tui|me|ong|ba)(?: (?:da|nam nay|ngoai|hon|gan|cung|toi|tuoi))* [6-9]\d(?: tuoi)?(?: roi)?(?: ,)? (?:mat (?:mui |thi )?(?:mo|kem|yeu|nhin)|gia (?:roi|yeu|ca|lao)|tai (?:nghe|nang|nghenh)|tay run|lu lan|cham chap|om yeu)\b"),
    ("group", "chi bộ có 23 đảng viên, thôn có 3 chi hội", rf"\b(?:chi bo|thon|xom|to|xa|co|gom)(?: (?:em|toi|minh|bac|nay|co|gom|duoc|tat ca|hon|moi)){{0,3}} (?:\d{{1,3}}|{_FEW}) (?:chi (?:hoi|doan|bo)\b|dang vien\b(?! (?:dung|co|da|cai|duoc|lam|mo|ky)))"),
    ("group", "cho 2 người xuống giúp", rf"\b(?:cho|xin|nho|can|dieu|phan cong)(?: (?:them|giup|tam|lay))* (?:\d|{_FEW}) (?:nguoi|anh|chi|em|dong chi|can bo|doan vien)(?: (?:ve|xuong|den|ra|len|di|sang))? (?:giup|ho tro|phu giup|kiem tra|huong dan|lam cung)\b"),
    ("family", "2 ông bà già, 2 đứa con đi học, 2 con trâu, trông 2 cháu",
     rf"\b(?:trong|nuoi|cham|bong|don|dua|sinh)(?: (?:nom|giup|ho|duoc|them|not))* (?:\d|{_FEW}) (?:chau|dua|be|con)\b(?! (?:dung|co|da|cai|lap|thi|camera|cam|mat|loa))"
     rf"|\b(?:\d|{_FEW}) (?:vo chong|dua(?: (?:con|chau|em)|(?= (?:o|di|lam|hoc|lon|be|dang))\b)|con (?:trau|bo|lon|ga|vit|nghe|cho|nho|be)|(?:sao|mau) ruong)\b(?! (?:co|dung|da|cai|lap))"
     rf"|\b(?:vo chong|nha)(?: (?:toi|em|minh|chi|con|co|moi)){{1,3}} (?:\d|{_FEW}) ong ba\b(?: gia)?(?! (?:khong|chua|dung))"
     rf"|\b(?:chung toi|chung em|bon em|bon toi|to em|to toi)(?: co)?(?: moi)? (?:\d|{_FEW}) (?:nguoi|anh em|dua)\b(?! (?:co|dung|cai|lam duoc))"
     rf"|\bco(?: moi)? (?:\d|{_FEW}) (?:nguoi|anh|chi|em|chau|dua) (?:giup|ho tro|di cung|di voi|phu|lam cung|lo)\b"),
    ("saying", "mười phần chắc bảy", r"\bmuoi phan (?:chac|thi) \w+"),
    ("product", "định danh mức hai", r"\bmuc (?:do )?(?:mot|hai)\b(?! (?:muoi|tram|nghin|chuc|nguoi|ho))"),
    ("date", "25 hay 30 là hết hạn, hạn là 25 hay 28",
     rf"\b(?:han |han nop |han chot )?(?:la |ngay )?{_DAY} (?:hay|hoac)(?: la| ngay)? {_DAY}\b(?= (?:thi |la |moi |se )*(?:het han|han|chot|nop|khoa|xong))"
     rf"|\bhan(?: nop| chot)?(?: la| ngay)* {_DAY} (?:hay|hoac)(?: la| ngay)? {_DAY}\b"),
    ("those", "hai cái kia, 2 số còn lại, hai mục nữa mai gửi",
     rf"(?<!them )(?<!duoc )\b(?:\d|{_FEW}) (?:cai|muc|so|phan|chi tieu)(?: so)? (?:kia|con lai|sau|nua(?= (?:mai|chieu|toi|de|em|bac|minh|thi|chua(?! (?:lap|cai|mo|dung|dang ky))|xin|la)\b|$)|ay|do|no|nay|vua(?: (?:roi|nay|bao|ghi|gui|xong|nhap))?|(?:luc|hoi|ban) nay|truoc|tren(?! (?:xa|san|tong|so))|duoi(?! xa)|dau|cuoi|moi (?:bao|ghi|gui|nhap))\b"),
    ("those", "còn 1 mục chưa hỏi, còn 1 cái vneid để hỏi anh công an đã",
     rf"\b(?:con|thieu|not|sot|vuong|ket|cho)(?: (?:moi|co|lai|dung|thieu|mat|no|moi|mac|dau))* (?:\d|{_FEW}) (?:(?:muc|cau|chi tieu|khoan)\b"
     r"|(?:cai|so|phan|dong)(?= (?:muc |so |ve |la |cua )?(?:vneid|vnid|dinh danh|ngan hang|dich vu|dvc|tien dien|ho so|suc khoe|so suc|ky nang|chu ky|kns|tai khoan|internet|smartphone|dien thoai|smp|tu van|bien so|dia chi)\b))"),
    ("those", "lộn chỗ hai số, đổi hai số cho nhau",
     rf"\b(?:doi|lon|nham|dao|trao|nguoc)(?: (?:cho|nguoc|lai|nhau))* (?:\d|{_FEW}) (?:cai|muc|so|con so)\b"),
    ("those", "cả hai, cả 3", r"\bca (?:hai|ba|2|3)\b(?! (?:muoi|tram|nghin|ngan|chuc|van|nguoi|ho|em|chau|cu|ong|ba)\b|\d)"),
    ("rate", "mỗi hộ 2 người", r"\b(?:(?:moi|hang) (?:ho|nha|gia dinh|nguoi)(?: (?:co|la|duoc|dung))? (?:\d|mot|hai|ba|bon)|(?:mot|1) (?:ho|nha|gia dinh|nguoi)(?: (?:co|la|duoc|dung))? (?:[2-9]|hai|ba|bon)) (?:nguoi|may|cai|chiec|the|tai khoan)\b"),
    ("product", "4G, 5G", r"\b[2-6] g\b"),
    ("always", "24/7, suốt 24/24", r"\b24 / 7\b|\b(?:24 / 24|7 / 7)(?= (?:gio|tieng|h|ngay|tuan)\b)"
     r"|\b(?:ngay|suot|truc|dong|mo|cua|mang|chay|phat|tuc|vu|tro|keu|quay|hinh|bat|sang|nghi) (?:24 / 24|7 / 7)\b"),
    ("someone", "1 số hộ, 1 ít người", r"\b1 (?:ai\b|so (?=nha|ho|nguoi|ba|cu|truong|em|thon|don)|it\b|vai\b|minh\b|chut\b|ti\b|lat\b)"),
    ("group", "xã cử 3 người về giúp, 2 cán bộ xã xuống",
     rf"\b(?:\d|{_FEW}) (?:nguoi|anh|chi|can bo|doan vien|ban|dong chi)(?: (?:xa|huyen|doan))?(?: (?:ve|xuong|den|ra|len|di))? (?:giup|ho tro|phu giup|kiem tra|huong dan)\b"
     rf"|\b(?:\d|{_FEW}) can bo(?: (?:xa|huyen))? (?:ve|xuong|den|ra|len)\b|\bcu (?:\d|{_FEW}) (?:nguoi|can bo|doan vien)\b"
     rf"|\bto(?: (?:em|minh|toi|bac|cong nghe|cong nghe so|cnscd))*(?: (?:co|gom|duoc))? (?:\d|{_FEW}) (?:nguoi|anh em|thanh vien)\b(?! (?:dung|da|co|cai|lap|tra|nop|biet|mo|khong|chua))(?:(?: (?:,|thi|ma|nhung)){{1,2}} (?:\d|{_FEW}) (?:nguoi|anh|chi|dong chi|bac) (?:ban|om|benh|nghi|mac|di (?:vang|vien|xa|lam))\b)?"),
    ("walked", "đi được 20 nhà, có 15 nhà dùng; đi 10 nhà thì 9 nhà đóng cửa",
     r"\b(?:di|ghe)(?: (?:duoc|het|qua|tham|hoi|vao|ca|tat ca))* \d{1,3} (?:nha|ho)\b"
     r"(?:(?: (?:,|thi|co|thay|gap))* \d{1,3} (?:nha|ho) (?:(?:thi|deu|lai|dang|cu) )*(?:dong cua|khoa cua|vang|di vang|di lam|khong co ai)\b"
     r"|(?= (?:, )?(?:(?:thi|moi|chi|co|thay|duoc) )*\d))"),
    ("size", "16 chỗ, 2 tầng", r"\b(?:xe|san|mam|phong)(?: \w+)? \d+ (?:cho|nguoi)\b"),
    ("group", "nhóm 3 người, tổ 2 người, hai anh em đi rà",
     rf"\b(?:nhom|to|doi|doan|kip) (?:\d|{_FEW}) (?:nguoi|anh em|em|dua)\b|\b(?:\d|{_FEW}) (?:anh em|chi em|me con|bo con|vo chong|bac chau|ong chau|bac|chau) (?:di|minh|nha|toi|chung|den|lam|o|ra|chia|no|em|tui|dem|cung)\b|\b(?:\d|{_FEW}) (?:anh em|chi em|me con|bo con|vo chong|bac chau)\b"),
    ("place", "số nhà 12, nhà số 12", r"\b(?:so nha|nha so|phong so|duong so|ngo|ngach|hem|quoc lo|ql|km) \d+\b(?! ho)"),
    ("listed", "(1) ký số văn bản", rf"\( \d \) (?=[a-z])|\( \d\d \) (?!{COUNTED}\b)(?=[a-z])"),
    ("listed", "1. 371", r"(?:^|\n )\d \. (?=\d+(?: |$))"),
    ("place", "trường thcs số 1", r"\b(?:thcs|thpt|th|tieu hoc|mam non|truong|tram|diem truong|cot dien|dan cu|chi doi|chi hoi|lien gia|cum|khu) so \d+\b|\b(?:thcs|thpt|tieu hoc|mam non|lien gia) [1-5]\b(?! (?:nguoi|ho|nha|em|chau|truong|diem|co so|lop|cai))"),
    ("time", "3 ngày 2 đêm", r"\b\d+ ngay \d+ dem\b"),
    ("code", "alert(1), id=1", r"\b(?:id|limit|num) = \d+|\b(?:alert|script|select|print|eval|exec|system|drop|sleep) ?\( ?\d+"),
    ("away", "3 bác trong tổ đi vắng", r"\b\d+ (?:bac|ong|ba|co|chu|anh|chi|em|nguoi|dong chi) (?:trong|cua|o) (?:to|doi|ban) (?:\w+ )?(?:di|ve|om|ban|nghi|vang|benh|doi)\b"),
    ("asked", "một người có 2 máy thì tính mấy",
     rf"\b(?:\d+|{_FEW}) (?:nguoi|ho|nha)(?: \w+){{0,3}} (?:\d+|{_FEW}) \w+(?: \w+)? (?:thi )?(?:tinh|ghi|bao|dem)(?: la)? (?:may|sao|the nao|bao nhieu|(?:\d+|{_FEW}) (?:phai khong|dung khong|hay|chu|a|ha)\b)"
     rf"|\b(?:\d+|{_FEW}) (?:cai|chiec|nguoi|ho|nha|may|em|tai khoan|so|dien thoai|cong to|the|sim)(?: \w+){{0,2}}(?: thi)? tinh(?: la)? (?:\d+|{_FEW}) hay(?: la)? (?:\d+|{_FEW})\b|\btinh(?: la)? (?:\d+|{_FEW}) hay(?: la)? (?:\d+|{_FEW})\b"),
    ("asked", "hai cái điện thoại thì tính một à, một người 2 máy tính 1 hả",
     rf"\b(?:[1-9]|{_FEW}) (?:cai|chiec|may|dt|dien thoai|sim|the|tai khoan|cong to|vo chong|ong ba|ho|nha|nguoi|ng)(?: \w+){{0,4}}?(?: thi)? (?:tinh|ke)(?: (?:la|moi|chi|vao|thanh|chung|co|lam))* (?:[1-9]|{_FEW})(?: (?:thoi|nguoi|cai|may|chiec|luon|ho))* (?:a|ah|ha|ho|hu|u|sao|hay sao|phai khong|dung khong|duoc khong|khong|nhi|chu)\b"
     rf"|\b(?:thi |deu |cung )?(?:tinh|ke)(?: (?:la|moi|chi|vao|thanh|chung|co|lam))* (?:[1-9]|{_FEW})(?: (?:thoi|nguoi|cai|may|chiec|luon|ho))* (?:a|ah|ha|hu|u|hay sao|phai khong|dung khong|duoc khong|nhi)\b"),
    ("saying", "năm lần bảy lượt, chín người mười ý, mười mươi, bảy tám chuyện",
     r"\b(?:nam lan bay luot|chin nguoi muoi y|muoi nguoi muoi y|muoi muoi|bay tam (?:chuyen|viec)|mot cong doi viec|tram cong nghin viec|hai nam ro muoi"
     r"|nam thi muoi hoa|ba chan bon cang|ba hoi bay|chin bo lam muoi|tram phan tram (?:lo|dong y|nhat tri|chac|ung ho|la)|mot chi vang|(?<!hai )(?<!ba )(?<!bon )(?<!tu )(?<!nam )(?<!sau )(?<!bay )(?<!tam )(?<!chin )(?<!muoi )(?<!tram )(?<!linh )(?<!le )mot hai(?! (?:diem|cai|may|truong|cho|cap|tram|chuc|nghin|ngan|nguoi|ho|nha)\b))"
     r"\b(?! nguoi| ho| nha)"),
    ("listed", "1. smp, 2) vneid, 3/ cam", r"(?:^|\n )\d{1,2} (?:[.)]|/(?= [a-z])) ?(?=[a-z]|\d+\.\d+ )"),
    ("listed", "1- smp 371", r"(?:^|\n )\d{1,2} - (?=[a-z]+ (?!$|\n))"),
)  # fmt: skip
_NUMBERS = ("0912345678", "091.234.5678", "038087001234", "20.6.2023")
MATCHES = tuple(re.compile(pattern) for kind, _, pattern in PATTERNS if kind == "match")
_LONE = frozenset(  # those that need nothing behind a number
    at
    for at, (_, _, pattern) in enumerate(PATTERNS)
    if "(?<=" in pattern or any(re.match(pattern, n) for n in _NUMBERS)
)


def _signs(pattern: str) -> frozenset[str]:
    """The signs a pattern looks for, apart from those of its notation."""
    notation = re.sub(r"\(\?(?:[:=!]|<[=!])|\w-\w", " ", pattern)
    classes = "".join(re.findall(r"\[([^\\\]]*)\]", notation))
    return frozenset(re.findall(r"\\([.+()])", notation)) | (set("/:'=-") & set(notation)) | (set(".)") & set(classes))


_HELD = tuple(
    frozenset(re.findall("[a-z]+", re.sub(r"\\[a-z]", " ", pattern))) | _signs(pattern) for _, _, pattern in PATTERNS
)
_PAIRS = tuple(pairs(pattern) for _, _, pattern in PATTERNS)
_FIRSTS = tuple(frozenset(first for first, _ in known) - {",", "."} for known in _PAIRS)
_BEGUN_BY = {first: [at for at, words in enumerate(_FIRSTS) if first in words] for first in frozenset().union(*_FIRSTS)}
STARTS = frozenset(_BEGUN_BY)
_RUNS = frozenset(at for at, row in enumerate(PATTERNS) if re.search(r"\d \d", row[1]))  # one number behind another
_ANY_WORD = re.compile(r"\\[wS]|\[a-z\]")


@lru_cache(maxsize=512)
def of_number(following: str, lone: bool) -> tuple[re.Pattern[str], ...]:
    """The patterns that may begin with a number before a word or sign ("0": before another number), all in one.

    A pattern holds the word behind its first number in its own text. A `lone` number may be masked by itself.
    """
    wanted = following.replace("\n", r"\n")
    chosen = [
        pattern
        for at in _BEGUN_BY["0"]
        if (pattern := PATTERNS[at][2])
        and _goes_on(at, "0", following)
        and (
            (wanted in _HELD[at] if wanted != r"\n" else wanted in pattern)
            or (lone and at in _LONE)
            or (wanted == "0" and at in _RUNS)
            or (len(wanted) == 1 and wanted.isalpha() and _ANY_WORD.search(pattern))
        )
    ]
    return (re.compile("|".join(chosen)),) if chosen else ()


@lru_cache(maxsize=len(PATTERNS))
def _compiled(at: int) -> re.Pattern[str]:
    return re.compile(PATTERNS[at][2])


def _goes_on(at: int, word: str, following: str) -> bool:
    """Whether a pattern that begins with a word may go on with the one that follows."""
    begun = [following[:size] + ANY for size in range(len(following) + 1)]
    return any((word, second) in _PAIRS[at] for second in (following, *begun))


@lru_cache(maxsize=8192)
def of_words(word: str, following: str) -> tuple[re.Pattern[str], ...]:
    """The patterns that may begin with two words: with the first, and holding the second or any word."""
    return tuple(
        _compiled(at)
        for at in _BEGUN_BY[word]
        if (following in _HELD[at] or not following.isalpha() or _ANY_WORD.search(PATTERNS[at][2]))
        and _goes_on(at, word, following)
    )
