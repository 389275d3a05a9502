"""Short forms, local words and typing left undone, written out: "ko" is khong, "rứa" the, "nguwowif" nguoi."""

from __future__ import annotations

import re

from handlers.language.syllables import SHORTEST_RUN, SYLLABLES, WORDS, parted, repair

_REPEATED = re.compile(r"([a-z])\1{2,}")

# Short forms and local words, whole words only; the second table is looked up by the marked word.
SHORT = {
    "ko": "khong",
    "k": "khong",
    "kg": "khong",
    "kh": "khong",
    "hok": "khong",
    "hong": "khong",
    "hem": "khong",
    "hg": "khong",
    "khg": "khong",
    "hog": "khong",
    "hk": "khong",
    "khum": "khong",
    "dc": "duoc",
    "dk": "duoc",
    "duoq": "duoc",
    "ng": "nguoi",
    "ngui": "nguoi",
    "ki": "ky",
    "nguoi": "nguoi",
    "bn": "bao nhieu",
    "bnh": "bao nhieu",
    "nhiu": "nhieu",
    "r": "roi",
    "rui": "roi",
    "oi": "oi",
    "roai": "roi",
    "j": "gi",
    "vs": "voi",
    "mk": "minh",
    "mik": "minh",
    "chx": "chua",
    "ch": "chua",
    "cx": "cung",
    "cug": "cung",
    "bc": "bao cao",
    "bcao": "bao cao",
    "ds": "danh sach",
    "cty": "cong ty",
    "dn": "doanh nghiep",
    "hs": "ho so",
    "tk": "tai khoan",
    "kn": "ky nang",
    "kp": "khu pho",
    "sdt": "so dien thoai",
    "dthoai": "dien thoai",
    "ah": "a",
    "ak": "a",
    "oki": "ok",
    "oke": "ok",
    "okie": "ok",
    "okay": "ok",
    "okey": "ok",
    "okela": "ok",
    "oce": "ok",
    "uk": "u",
    "uh": "u",
    "uhm": "u",
    "um": "u",
    "uhmm": "u",
    "ukm": "u",
    "ntn": "nhu the nao",
    "bh": "bao gio",
    "lm": "lam",
    "ms": "moi",
    "trc": "truoc",
    "nhg": "nhung",
    "hnay": "hom nay",
    "hqua": "hom qua",
    "mn": "moi nguoi",
    "ib": "nhan tin",
    "cb": "can bo",
    "cbo": "can bo",
    "bit": "biet",
    "bik": "biet",
    "dr": "dung roi",
    "thg": "thang",
    "dag": "dang",
    "z": "vay",
    "zay": "vay",
    "wa": "qua",
    "lun": "luon",
    "mun": "muon",
    "fai": "phai",
    "pai": "phai",
    "thui": "thoi",
    "gium": "giup",
    "tui": "toi",
    "nek": "nhe",
    "nhen": "nhe",
    "nghen": "nhe",
    "tl": "tra loi",
    "nt": "nhan tin",
    "ngin": "nghin",
    "dky": "dang ky",
    "dki": "dang ky",
    "cdt": "cai dat",
    "ktra": "kiem tra",
    "xl": "xin loi",
    "tks": "thank",
    "thks": "thank",
    "cmon": "cam on",
    "thx": "thank",
    "ngta": "nguoi ta",
    "thag": "thang",
    "slieu": "so lieu",
    "sl": "so luong",
}
LOCAL = {
    "bít": "biet",
    "đr": "dung roi",
    "mô": "nao",
    "mơi": "mai",
    "răng": "sao",
    "rứa": "the",
    "nớ": "kia",
    "mần": "lam",
    "nỏ": "khong",
    "cấy": "cai",
    "ni": "nay",
    "xửa": "sua",
    "xữa": "sua",
    "chả": "khong",
    "chẳng": "khong",
    "hổng": "khong",
    "hông": "khong",
    "đk": "dang ky",
    "ngừ": "nguoi",
    "ngừi": "nguoi",
    "rùi": "roi",
    "ròi": "roi",
    "chư": "chua",
    "dậy": "vay",
    "ảnh": "hinh",
    "chã": "khong",
}

_BEFORE_TRAM = frozenset(["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "may", "vai"])
_CHAM = ("chăm", "chắm")  # ch for tr: "ba chăm"


_THAT_BREAK = frozenset(["may", "bi", "cam", "camera", "thoai", "loa", "wifi", "cap", "da", "dang", "hay"])
_DOING = frozenset(["co", "biet", "dung", "lam", "cai", "nop", "tra", "phai", "duoc", "ai", "ro", "thay", "xai", "mua"])


def broken(words: list[str], raws: list[str]) -> None:
    """ "May hong", "bi hong" typed without marks: hỏng, and no "hông"; "may hong co" is."""
    for at, raw in enumerate(raws):
        if raw == "hong" and at and words[at - 1] in _THAT_BREAK and _DOING.isdisjoint(words[at + 1 : at + 2]):
            words[at] = "hong"


def leaning(word: str, raw: str, first: bool, last: bool, glued: bool) -> bool:
    """Whether a word that is the first or last of its stretch depends on the number beside it."""
    return (last and (word == "kh" or (word == "k" and not glued))) or (first and (word == "kg" or raw in _CHAM))


def written_out(word: str, raw: str, before: str, number_follows: bool, glued: bool) -> str:
    """A word with its stretching, short form or Telex undone; `before` is the word before, `glued` to a digit."""
    if raw in LOCAL:
        return LOCAL[raw]
    if number_follows and word in ("kh", "k"):
        return word  # "kh 100" is a document, "k 370" to be asked
    if raw in _CHAM and (before in _BEFORE_TRAM or before.isdigit()):
        return "tram"
    if word == "kg" and before.isdigit():
        return word
    if raw == "xáu":
        return "sau"
    if raw == "rua":
        return "the"  # rứa
    if glued and word in ("k", "h", "p", "g", "d", "m", "s"):
        return word
    if word in SHORT:
        if word == "hong" and raw != "hong" and raw != "hông":
            return word
        return SHORT[word] if not (raw != word and word in ("mun", "bit", "bnh", "lun", "wa")) else word
    if word in SYLLABLES or word in WORDS:
        return word
    if len(word) > 2 and word[-1] == word[-2] == word[-3]:
        if word == word[0] * len(word):
            return word
        word = _REPEATED.sub(r"\1", word)
        if word in SHORT:
            return SHORT[word]
    mended = repair(word)
    return mended if mended != word or len(word) < SHORTEST_RUN else parted(word)


# The same as whole words with their marks, where a text goes on to be compared or passed on as it is.
_SPELT = {
    "ko": "không", "k": "không", "kg": "không", "kh": "không", "hok": "không", "hem": "không", "khum": "không",
    "hk": "không", "e": "em", "thê": "thế",
    "dc": "được", "đc": "được", "ng": "người", "ngừi": "người", "ngừ": "người", "r": "rồi", "rùi": "rồi", "ròi": "rồi",
    "roài": "rồi", "j": "gì", "vs": "với", "chx": "chưa", "ch": "chưa", "chư": "chưa", "bn": "bao nhiêu",
    "bnh": "bao nhiêu",
    "nhiu": "nhiêu", "ntn": "như thế nào", "trc": "trước", "mn": "mọi người", "z": "vậy", "bik": "biết", "bít": "biết",
    "dt": "điện thoại", "đt": "điện thoại", "nt": "nhắn tin", "thui": "thôi", "lun": "luôn", "hnay": "hôm nay",
    "đk": "được",
}  # fmt: skip
_ABLE = re.compile(r"(?:ko|k|kh|kg|hok|không|chưa|chx|ch|r|rồi|rùi|nhắc|tính|mấy|bao|bn|bnh|gì|j)\b")  # "đk ko" is được
_BESIDE_NUMBERS = frozenset(["k", "kh", "kg", "ch", "dt", "đt", "e"])  # "370 k", "KH 100", "25 kg" are something else
# "Sức khỏe đt", "chữ ký đt", "định danh đt": điện tử, and a name of its own.
_ELECTRONIC = re.compile(r"(?:khoe|khỏe|khoẻ|\bs?sk|ch[uữ] k[yý]|danh)\s+$", re.IGNORECASE)
_SHORT_WORD = re.compile(rf"(?<![\w/.-])(?:{'|'.join(_SPELT)})(?![\w/.-]\w|\w)", re.IGNORECASE)


def spelt_out(text: str) -> str:
    """A text with its short forms written out: "thôn nào chx nộp" is thôn nào chưa nộp."""
    return _SHORT_WORD.sub(lambda m: _spelt(text, m), text)


def _spelt(text: str, match: re.Match[str]) -> str:
    short, rest = match[0].lower(), text[match.end() :].lstrip().lower()
    if match[0] == match[0].upper() != short and len(short) > 1 and not text.isupper():
        return match[0]  # "KH", "ĐT": a name of its own
    if match[0].isupper() and match.start() and not text.isupper():
        return match[0]  # "cô K"
    if short in _BESIDE_NUMBERS and (text[: match.start()].rstrip()[-1:].isdigit() or rest[:1].isdigit()):
        return match[0]
    if short in {"dt", "đt"} and _ELECTRONIC.search(text, 0, match.start()):
        return match[0]
    if short == "đk" and rest.strip(" ?.!") and _ABLE.match(rest) is None:
        return match[0]  # đăng ký
    if short == "z" and rest.startswith(("nào", "nao")):
        return "thế"
    return _SPELT[short]
