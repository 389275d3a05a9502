"""Numbers that are names, and numbers of something else: "câu 2", "mã 123456"; "3 lần", "2 ảnh", "15 phút".

LABELS    a word before a number makes it a name;
MEASURES  a word behind a number says that something else is counted.
"""

# ruff: noqa: E501 (a table reads best unbroken)

from __future__ import annotations

from handlers.language.syllables import SYLLABLES, word_set
from handlers.language.text import Phrase
from handlers.language.words import NOUNS, WORDS, spelt

# A number behind one of these words is a name, an order or a version, not a count. The marks it must then have; a word
# that is another one without them stands with its marks only.
LABELS = {
    "cau": "câu cau", "buoc": "bước buoc", "trang": "trang", "dot": "đợt dot", "lan": "lần lan",
    "buoi": "buổi buoi", "khoa": "khóa khoá", "muc": "mục muc", "khoan": "khoản", "dieu": "điều", "chuong": "chương",
    "loi": "lỗi loi", "ma": "mã", "otp": "otp", "pin": "pin", "tiet": "tiết", "tap": "tập", "ban": "bản", "lop": "lớp lop", "goi": "gọi", "hotline": "hotline", "duoi": "đuôi", "casio": "casio", "vnpt": "vnpt", "tuoi": "tuổi tuoi", "hoi": "hội", "ky": "kỳ kì kỷ", "gia": "gia", "soan": "soạn", "nap": "nạp", "cum": "cụm",
    "cot": "cột cot", "bai": "bài bai", "hang": "hạng", "tuan": "tuần tuan", "app": "app", "phan": "phần", "bang": "bảng", "stt": "stt", "nhan": "nhận", "xom": "xóm",
    "tang": "tầng", "ca": "ca", "km": "km", "kenh": "kênh kenh", "cong": "cổng", "doi": "đội", "version": "version",
    "phong": "phòng", "duong": "đường duong", "zalo": "zalo", "file": "file", "hinh": "hình ảnh", "dong": "dòng", "tong dai": "",
}  # fmt: skip
_LABEL_SPELT = {word: frozenset(spelt(raw) for raw in marked.split()) for word, marked in LABELS.items()}
# A number before one of these words counts something else than what is reported.
MEASURES = word_set(
    "dam viec ve mieng trau mam chuyen xe lan phut tieng ngay gio tuan thang hom tuoi dong anh hinh tep file trang buoc tang sao gb mb vach km met kg "
    "lop von tan yen cay mbps dot vong cach cong sao tao ta can ban tin lit inch cong sao do nam buc tam mon cau muc kenh"
)
_MARKED_MEASURES = {
    "tan": ("tấn",),
    "yen": ("yến",),
    "lop": ("lớp", "lop"),
    "von": ("vôn", "von"),
    "anh": ("ảnh", "anh"),
    "do": ("độ",),
    "nam": ("năm",),
    "tam": ("tấm",),
    "mau": ("mẫu", "màu"),
    "cau": ("câu",),
    "muc": ("mục", "muc"),
    "tin": ("tin",),
    "tang": ("tầng", "tang"),
    "dong": ("đồng", "dòng"),
    "sao": ("sao", "sào"),
    "can": ("cân",),
    "ta": ("tạ",),
    "tao": ("tảo",),
    "cach": ("cách", "cach"),
    "mon": ("món",),
    "hinh": ("hình", "hinh", "ảnh"),
    "ban": ("bản",),
    "cay": ("cây", "cay"),
    "dot": ("đợt", "dot"),
    "vong": ("vòng",),
    "cong": ("công", "cổng"),
    "buc": ("bức",),
    "dam": ("đám",),
    "viec": ("việc", "viec"),
    "ve": ("vé",),
    "mieng": ("miệng", "miếng"),
    "trau": ("trâu", "trau"),
    "mam": ("mâm", "mam"),
    "chuyen": ("chuyến", "chuyện"),
    "xe": ("xe",),
}
# What is bought along with what is counted: "6 cái cam với 2 đầu thu".
_THINGS = frozenset(
    [
        ("bao", "phan"),
        ("bao", "gao"),
        ("bao", "thoc"),
        ("bao", "xi"),
        ("bao", "cam"),
        ("dau", "thu"),
        ("dau", "ghi"),
        ("man", "hinh"),
        ("o", "cung"),
        ("may", "in"),
        ("may", "chieu"),
        ("ti", "vi"),
    ]
)
_USED_UP = frozenset([("so", "dien"), ("chu", "dien"), ("khoi", "nuoc"), ("ky", "dien")])  # "dùng hết 210 số điện"
_SHIFTS = frozenset(["1", "2", "3", "4", "mot", "hai", "ba", "bon"])  # "ca 3" at the factory
_CODES = frozenset(["ma", "otp", "pin", "hotline", "duoi", "nhan", "khau", "stt", "kenh", "trang", "lop", "phong"])
_BY = frozenset(["qua", "tren", "bang", "vao", "cai", "dung"])
_NO_MEASURE = frozenset([("dong", "chi"), ("cong", "ty"), ("cong", "dan"), ("cong", "chuc"), ("cong", "nhan")])


def is_label(phrase: Phrase, at: int, end: int) -> bool:
    """Whether the word before a number makes it a name: "câu 2", "lỗi 404"; "a12" glued is one too."""
    if not at:
        return False
    word, raw = phrase.words[at - 1], phrase.raws[at - 1]
    if word == "so" and at > 1 and phrase.raws[at - 2] == "bão":  # a storm; "báo số 3", "bảo số 3" report
        return True
    words_after = phrase.words[end] if end < len(phrase.words) else ""
    if len(word) == 1 and word.isalpha():
        return phrase.glued(at) and word not in "kh"
    if glued_name(phrase, at):
        return True
    if word in ("la", "so") and at > 1 and (word == "so" or phrase.words[at - 2] in _CODES):
        word, raw = phrase.words[at - 2], phrase.raws[at - 2]  # "mã otp là 482913", "xác nhận là 5521"
    if (
        word == "nhan"
        and words_after not in ("nguoi", "ho", "nha")
        and not {"ma", "xac"}.isdisjoint(phrase.words[max(0, at - 4) : at])
    ):
        return True  # "mã xác nhận là 5521"
    if (words_after == "/" and word != "so") or (word == "app" and at > 1 and phrase.words[at - 2] in _BY):
        return False  # "qua app 143/190", "trả qua app 143"
    if at > 1 and (phrase.words[at - 2], word) in (("chuyen", "khoan"), ("quet", "ma")):
        return False  # "chuyển khoản 22, quét mã 98": by which way it was paid
    if word == "ky" and at > 1 and phrase.words[at - 2] in ("dem", "kiem", "ra", "soat", "tinh", "xem", "hoi"):
        return False  # "đếm kỹ 307"
    if word == "phan" and at > 1 and (phrase.words[at - 2][0].isdigit() or phrase.words[at - 2] in WORDS):
        return False  # "ba trăm bảy mốt phần bốn trăm sáu"
    if word == "ca" and not (phrase.marked or phrase.words[at] in _SHIFTS):
        return False  # "tat ca 390" is all of them
    if word not in LABELS or (word == "loi" and at > 1 and phrase.words[at - 2] == "xin"):
        return False
    hall = words_after == "nha" and _is_a_house(phrase, end + 1)  # "tầng 2 nhà văn hóa", "phòng 203 nhà A2"
    if word not in ("otp", "lop") and words_after in ("nguoi", "ho", "nha") and not hall:
        return False
    return spelt(raw) in _LABEL_SPELT[word]


def _is_a_house(phrase: Phrase, at: int) -> bool:
    """Whether "nhà" goes on as the name of a building: "nhà văn hóa", "nhà A2", "nhà B"; not "203 nhà ạ"."""
    if at >= len(phrase.words):
        return False
    word = phrase.words[at]
    if len(word) == 1 and word.isalpha() and phrase.raws[at] == word:
        return word != "a" or (at + 1 < len(phrase.words) and phrase.words[at + 1].isdigit() and phrase.glued(at + 1))
    return word == "van"


def glued_name(phrase: Phrase, at: int) -> bool:
    """Whether a number is glued to letters that are no word: "vtv1"; "duoc371" is read on."""
    word = phrase.words[at - 1]
    if not phrase.glued(at) or not word.isalpha() or not phrase.words[at][0].isdigit():
        return False
    return word not in SYLLABLES and word not in NOUNS


def _numbered_on(words: list[str], at: int) -> bool:
    """ "Lớp 1 có 60 lớp 2 có 70": behind a number stands the name of the second class, and no classes are counted."""
    word, number = words[at], words[at + 1] if at + 1 < len(words) else ""
    if not number.isdigit() or len(number) > 2:
        return False
    before = str(int(number) - 1)
    return any(words[i : i + 2] == [word, before] for i in range(at - 1))


def is_measure(phrase: Phrase, end: int) -> bool:
    """Whether the word behind a number says that it counts something else: "3 lần", "2 ảnh", "2 cái ảnh"."""
    words = phrase.words
    word, following, third = [*words[end : end + 3], "", "", ""][:3]
    if word in ("cai", "chiec", "bo"):
        if (following, third) in _THINGS:
            return True
    elif (word, following) in _THINGS:
        return True
    if (word, following) in _USED_UP and third != "thoai":
        return True
    if word in ("cai", "buc", "tam") and following in ("anh", "hinh"):
        end, word, following = end + 1, following, third
    if word not in MEASURES or _numbered_on(words, end):
        return False
    raw = phrase.raws[end]
    if word == "nam" and (
        following in ("ngoai", "nay", "truoc", "kia") or (following[:2] == "20" and len(following) == 4)
    ):
        return False  # "310 năm ngoái, 389 năm nay", "389 năm 2023"
    if (word == "hom" and following == "thu") or (word in ("ngay", "thang", "gio") and following[:1].isdigit()):
        return False  # hòm thư; "371 ngày 20/6"
    if word == "hom" and following in ("nay", "qua", "kia") and len(words[end - 1]) > 2 and words[end - 1].isdigit():
        return False  # "hôm qua 400 hôm nay thêm 12", and not "3 hôm nay bác ốm"
    if (word, following) in _NO_MEASURE:
        return False
    if word not in _MARKED_MEASURES:
        return True
    if word == "anh":  # "3 anh" are men; a photo has its mark, or stands where photos are sent
        return raw in ("ảnh", "hình") or (raw == "anh" and not {"gui", "chup", "tam", "buc"}.isdisjoint(words))
    return raw in _MARKED_MEASURES[word] and (phrase.marked or raw.isascii())
