"""A place an officer names that is on no list of theirs: that is said, and nothing is done in its stead."""

import re

from handlers import pointed, scope
from handlers.language.figures import Marked, marked_of
from handlers.language.reading import Reading
from handlers.language.syllables import word_set
from handlers.language.text import fold
from handlers.standing import top_of
from handlers.texts import status as texts
from handlers.texts.form import upper_first
from handlers.turn import Turn

_ORDERS = word_set("approve unapprove return_for_fix remind_now extend hold base_set undo submit opt_out confirm")
_FIGURES = word_set("report_figures report_zero same_as_last_period correct skip")
_QUESTIONS = word_set(
    "status_unit status_indicator missing_units short_units shortfall compare_periods history show_report "
    "evidence_list extensions reviewed_by nudged export sent_units unclear"
)
_ABOVE = frozenset(["xa", "phuong", "huyen", "thi"])
_VILLAGES = word_set("thon xom lang khu to tdp ban buon ap t")
_BETWEEN = frozenset(["thuoc", "cua", "ben", "o", ","])
# "Nhắc thôn đông nộp đi": one small word behind "thôn", and nothing more that it could belong to.
_ONE_WORD = re.compile(
    r"(?<!\bcac )(?<!\bmay )(?<!\bnhung )(?<!\bmoi )(?<!\btung )(?<!\d )\b(?:thon|xom|lang) (?P<name>[a-z]{2,})"
    r"(?: (?:nop|gui|bao|di|nhe|nha|a|em|giup|ho|luon|ngay|chua|the nao|sao|(?:den|toi) .*))*[ ?.!]*$"
)
# "Thôn kim liên smartphone 300": what may follow a name that is typed without capitals.
_FOLLOWS = word_set(
    "nop gui bao di nhe nha a em giup ho luon ngay chua the sao roi duoc co thi la den toi vi do duoi so , . ? ! :"
)
_LEVELS = word_set("thon xom lang ap")
_SEVERAL = word_set("cac may nhung moi tung nhieu so toan ca hai truong loa")
_NO_VILLAGE = word_set(
    "hoan thanh dang ky tham gia thuc hien vung xa xoi van hoa dac biet kho khan trong ghi ten bo chuc vu theo gan "
    "dong dan luc bay gio ngoai khong thay biet hieu viec"
)
_NO_NAME = word_set(
    "nao gi may nay kia ay do day khac minh ta nha toi em chung bon ban ca tat het deu chua da dang se moi cung con "
    "nua duoi tren truoc sau dau giua cuoi duoc co khong la thi bi thieu du dat cham muon tre yeu kem tot nhat cao "
    "thap vay nop gui bao lam dem tra nhac duyet lai xong ra vao len xuong to so truong van pho hoa the sao hoi nhe di"
)

_IN_NO_NAME = (_NO_NAME | _NO_VILLAGE) - word_set("hoa van")  # "phú hoà", "văn phú"


def said(turn: Turn, reading: Reading) -> bool:
    """Whether a reader names a place outside: "duyệt thôn 9", "smartphone thôn 1 xã Hà Lan" in another commune."""
    if reading.intent not in _ORDERS | _FIGURES | _QUESTIONS | {"ask_definition"} or not turn.units(*scope.READERS):
        return False
    if of_several(turn, reading) or refused(
        turn, reading, order=reading.intent not in _QUESTIONS or reading.doubtful is not None
    ):
        return True
    if reading.intent in _ORDERS:
        _beside(turn, reading)
    return False


def of_several(turn: Turn, reading: Reading) -> bool:
    """Whether a village is named that several communes have, and none of these: it is asked which, never guessed."""
    if not any(key.isdigit() for key in reading.units) or all(one.level == "xa" for one in turn.units(*scope.READERS)):
        return False
    seen = scope.units_in_sight(turn)
    known = {str(one.id): one for one in seen}
    named = [known[key] for key in reading.units if key in known]
    communes = [one for one in named if one.level == "xa"]
    for village in [one for one in named if one.level == "thon"]:
        alike = [one for one in seen if one.level == "thon" and fold(one.name) == fold(village.name)]
        if len(alike) > 1 and not any(one.lies_in(top) for one in alike for top in communes):
            turn.did = pointed.WHICH_COMMUNE
            turn.say(texts.which_commune(turn.voice, village.name, [scope.from_above(turn, one).name for one in alike]))
            return True
    return False


def _beside(turn: Turn, reading: Reading) -> None:
    """ "Nhắc thôn 2 và thôn 9": it is done for the one, and the other is said to be on no list."""
    marked, top = marked_of(reading), top_of(turn)
    if marked is None or top is None:
        return
    phrase = marked.phrase
    kinds = {phrase.words[one.start] for one in marked.units if one.key}
    for one in marked.units:
        if one.unknown and phrase.words[one.start] in kinds:
            place = upper_first(phrase.piece(one.start, one.end))
            turn.say(texts.not_listed(turn.voice, place, top.name, order=False))


def unknown(reading: Reading) -> str | None:
    """The first place that is named and is on no list, as it was written."""
    marked = marked_of(reading)
    found = [one for one in marked.units if one.unknown] if marked is not None else []
    return upper_first(marked.phrase.piece(found[0].start, found[0].end)) if marked is not None and found else None


def refused(turn: Turn, reading: Reading, *, order: bool) -> bool:
    """The same of a message already known for an order or a question."""
    marked, top = marked_of(reading), top_of(turn)
    if marked is None or top is None:
        return False
    place = _in_another(marked)
    figures = reading.intent in _FIGURES and any(one.number is not None for one in reading.items)
    if place is None and not figures and not any(one.key for one in marked.units):
        asks = reading.intent == "ask_definition"
        place = _in_small_letters(marked)
        place = place if place or asks else _unlisted(marked)  # beside figures it is asked where they are taken
    if place is None and figures and not any(one.key or one.unknown for one in marked.units):
        place = _before_figures(marked)
    if place is None:
        return False
    turn.say(texts.not_listed(turn.voice, upper_first(place), top.name, order=order))
    return True


def _in_another(marked: Marked) -> str | None:
    """ "Thôn 1 xã Hà Lan", "thôn 1 Hà Lan", where the commune is not on the list though a Thôn 1 is."""
    phrase = marked.phrase
    for village in [one for one in marked.units if one.key]:
        for above in [one for one in marked.units if one.unknown and one.start >= village.end]:
            between = phrase.words[village.end : above.start]
            bare = not between and phrase.words[above.start] == (above.unknown or "").split()[0] not in _VILLAGES
            if (phrase.words[above.start] in _ABOVE or bare) and _BETWEEN.issuperset(between):
                return phrase.piece(village.start, above.end)
    return None


_TELLS = word_set("goi dien nhan alo tin vua hom can hien phan theo ve chi van gom sua doi thanh them lay muc")
_LONGEST_NAME = 3  # words


def _before_figures(marked: Marked) -> str | None:
    """ "Thôn Nghĩa Trang smartphone 300": a name on no list between "thôn" and the item that is told of it."""
    words = marked.phrase.words
    if not words or words[0] not in {"thon", "xom", "lang"}:
        return None
    end = next((at for at in range(1, len(words)) if marked.used[at]), 0)
    name = words[1:end]
    if not 0 < len(name) <= _LONGEST_NAME or any(not one.isalpha() or one in _NO_NAME | _TELLS for one in name):
        return None
    return marked.phrase.piece(0, end)


def _in_small_letters(marked: Marked) -> str | None:
    """A village by two or three words that are nothing else, before its item, its verb or the end of the message."""
    words, used = marked.phrase.words, marked.used
    for at, word in enumerate(words):
        if word not in _LEVELS or used[at] or (at and (words[at - 1] in _SEVERAL or words[at - 1].isdigit())):
            continue
        end = at + 1
        while end < len(words) and words[end].isalpha() and not used[end] and words[end] not in _FOLLOWS:
            end += 1
        behind = end == len(words) or used[end] == 1 or words[end] in _FOLLOWS
        if behind and 2 <= end - at - 1 <= 3 and _IN_NO_NAME.isdisjoint(words[at + 1 : end]):
            return marked.phrase.piece(at, end)
    return None


def _unlisted(marked: Marked) -> str | None:
    """The first place that is on no list, as it was written."""
    phrase = marked.phrase
    for unit in [one for one in marked.units if one.unknown]:
        return phrase.piece(unit.start, unit.end)
    one = _ONE_WORD.search(phrase.norm)
    if one is None or one["name"] in _NO_NAME:
        return None
    at = phrase.at(one.start())
    return phrase.piece(at, at + 2) if not any(marked.used[at : at + 2]) else None
