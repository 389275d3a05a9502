"""Which folded words are Vietnamese syllables, and what a half-typed Telex word was meant to be."""

from __future__ import annotations

import re
from functools import lru_cache


def word_set(text: str, mark: str | None = None) -> frozenset[str]:
    """The words of a text, or its parts between marks, as a set."""
    return frozenset(text.split(mark))


_ONSETS = word_set("b c ch d g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x") | {""}
_RIMES = word_set(
    "a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et eu i ia ich iec iem ien ieng iep iet "
    "ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on "
    "ong op ot u ua uac uai uan uang uat uau uay uc ue uech uen uenh ui um un ung uo uoc uoi uom uon uong uop "
    "uot uou up ut uu uy uya uych uyen uyet uynh uyt uyu y yem yen yet yeu ych ynh"
)
SYLLABLES = frozenset(onset + rime for onset in _ONSETS for rime in _RIMES)
WORDS = word_set(
    "smartphone vneid wifi camera cam bank online zalo facebook app web file excel word pdf docx xlsx ok "
    "hello hi bye thank thanks email mail link internet postmart voso misa zoom ocop internet sms otp alo "
    "admin ad photo scan qr or and drop table select script delete start stop next skip unsubscribe english "
    "speak update fb gmail shopee tiktok postmart misa help undo cancel yes no english vietnamese atm stk sim "
    "pin pass test ai"
)
# Written without marks these are no words, or none that is said here: who types one leaves marks out of others as well.
_NEVER_BARE = word_set(
    "thon khong chua cua moi bo phai tren nhe toan hom nhu loi vua nen noi tro huy gan nhan lai ve va toi gui nao roi "
    "da hoi gi dau tram doi hang nua don han de van ngan dang dan den thoai gio voi thoi xoa phan goi them nhung sua "
    "dem chau vao cau bon tong bang nham tuan ay hinh chinh cham hon su ten hanh nho giu ro lon pho kem khoi ong go "
    "chin dia te nghin hen tru huan xom ngoai khau ung chao hong chiu oi bam giam rua dam ben lang giay rang nhom thue "
    "lua khoang luu mem buu ngai chuan me gioi chong tran ngung nganh chay bua nghia ngheo mung doan chon bai gium "
    "rong nu giong ton ngo hoai phay nong tron nhin loai troi boi bim giua choi xay trua am bong vong thuan nau nui "
    "kheo vung von soan ne mon"
)
_BARE_FOREIGN = word_set("bot chat net set hot top pop rap up cut fat sit")
# No word ends in c, ch, p or t without a tone, and iê, uô, ươ, yê, êu, êch, ênh have their marks.
_HALF_TYPED = re.compile(r"(?:c|ch|p|t|eu|enh)$|ie.|uo|ye")
SHORTEST_RUN = 8  # letters of words typed without spaces; shorter runs are names and typing slips
_LONGEST_SYLLABLE = 7
_COMMON_VOWELS = word_set("em anh ong oi ai an uy")
_FOREIGN = word_set("ze tag log lag bag big dog mag blog vlog flag oh ah uh eh few fan fax fun fi")
_HURRIED_ONSETS = {"k": "c", "f": "ph", "z": "d", "j": "gi"}
_VOWEL = re.compile(r"[aeiouy]|[a-z]w|w[a-z]{2}")
_TONES = re.compile(r"(?<=[aeiouyw])([a-z]*?)[sfrxj]([a-z]*)$")


def needs_marks(word: str) -> bool:
    """Whether a syllable typed without marks cannot be whole: "duyet", "nguoi", "thon"; not "bao", "nam", "ban"."""
    if word in _NEVER_BARE:
        return True
    half = len(word) > 1 and _HALF_TYPED.search(word) is not None
    return half and word in SYLLABLES and word not in WORDS and word not in _BARE_FOREIGN


@lru_cache(maxsize=4096)
def repair(word: str) -> str:
    """The syllable behind a word with left-over Telex keys or doubled letters; the word itself when there is none.

    "nguwowif" is nguoi, "khoong" khong, "ddieenj" dien, "roii" roi.
    """
    if len(word) < 2 or not _VOWEL.search(word) or len(word) > 10 or word in SYLLABLES or word in WORDS:
        return word
    plain = _plain(word)
    toneless = _TONES.sub(r"\1\2", word)
    for candidate in (plain, _plain(toneless), re.sub(r"([a-z])\1+", r"\1", word), _hurried(plain)):
        if candidate in SYLLABLES or candidate in WORDS:
            return candidate
    return word


@lru_cache(maxsize=1024)
def parted(run: str) -> str:
    """Words typed without spaces, parted: "thonemduoc" is thon em duoc; the run itself where it is none.

    The fewest that begin with a vowel ("ngan hang", not "nganh ang"), then the fewest, the longest first.
    """
    best: dict[int, tuple[int, int, str]] = {len(run): (0, 0, "")}  # from each place on: such vowels, words, how
    for start in range(len(run) - 2, -1, -1):
        for size in range(_LONGEST_SYLLABLE, 1, -1):
            word, rest = run[start : start + size], best.get(start + size)
            if rest is None or len(word) < size or word not in SYLLABLES:
                continue
            odd = rest[0] + (word[0] in "aeiouy" and word not in _COMMON_VOWELS)
            if start not in best or (odd, rest[1] + 1) < best[start][:2]:
                best[start] = (odd, rest[1] + 1, f"{word} {rest[2]}")
    return best[0][2].strip() if 0 in best else run


def _hurried(word: str) -> str:
    """A word as it is typed in a hurry: "khoag" is khoang, "mih" minh, "kó" co, "fải" phai."""
    if word in _FOREIGN:
        return word
    if word[0] in _HURRIED_ONSETS and word[1] in "aouie" and (word[0] != "k" or word[1] in "aou"):
        word = _HURRIED_ONSETS[word[0]] + word[1:]
    if word[-1] in "gh" and word[-2] not in "ncgkpt":
        word = f"{word[:-1]}n{word[-1]}"
    return word


def _plain(word: str) -> str:
    """Telex letters undone: doubled letters single, w after a vowel gone, w alone u."""
    word = re.sub(r"([a-z])\1+", r"\1", word)
    word = re.sub(r"(?<=[aou])w", "", word)
    return word.replace("w", "u")
