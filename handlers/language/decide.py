"""Decides what a message wants: rules over its concepts, its figures, and what the bot had just said.

In this order: what is unsafe; figures, which win over what is said around them; the answer to a question that waits for
yes or no; orders of the product's own; what is told of the indicator asked; then the surest rule. Dangerous readings
(approve, delete, opt out, confirm) come from rules of their own only, never from the lack of anything better.
"""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.language import details, rules
from handlers.language.concepts import TABLES, Signs, load
from handlers.language.figures import Marked
from handlers.language.promises import find_promise, not_counted_yet
from handlers.language.reading import OFFICE, Context, Item, Number, Reading
from handlers.language.rules import Match
from handlers.language.states import one_person_lacks
from handlers.language.sure import Gate, gated, units_meant, wanted_to_know
from handlers.language.syllables import word_set
from handlers.language.times import find_until

CONCEPTS = load()
RULES = rules.load(CONCEPTS)
ANSWERS = rules.parse((TABLES / "answers.txt").read_text(encoding="utf-8"), CONCEPTS)
UNSAFE = rules.parse((TABLES / "unsafe.txt").read_text(encoding="utf-8"), CONCEPTS)
GATE = Gate(CONCEPTS)
_OWN_UNITS = frozenset(("self", "commune", "district"))
_ACTS = word_set("return_for_fix approve remind_now extend open_campaign base_set")
_ORDERS = word_set("extend open_campaign close_campaign base_set office_items evidence_list history show_report submit")
_QUESTIONS = word_set(
    "ask_deadline ask_definition ask_help status_unit status_indicator human_handoff thanks export ranking "
    "shortfall score missing_units sent_units office_owed compare_periods opt_out list_pending off_topic "
    "odd_figures why_returned ask_target ask_names who_are_you extensions reviewed_by nudged short_units"
)
_BESIDE = _QUESTIONS | {"submit", "postpone"}  # what a message with figures may want as well
_ASKED = _QUESTIONS - {"thanks", "opt_out", "human_handoff"}
# What may stand beside a state told ("chưa có số") without being meant.
_BESIDE_STATES = word_set(
    "send_evidence status_indicator status_unit remind_now export ask_help shortfall compare_periods missing_units "
    "sent_units ranking correct postpone skip greeting complaint off_topic return_for_fix list_pending undo thanks "
    "approve same_as_last_period difficulty_note report_zero extensions reviewed_by nudged short_units odd_figures"
)
_TALES = word_set("difficulty_note complaint off_topic")
_ABOUT_NUMBERS = word_set("ask_definition score history")  # questions about a figure already known
_NO_FIGURES = word_set("register change_unit")  # numbers beside these are of codes and units
_OVER_STATES = word_set("skip difficulty_note")  # said surely, these are more than the state they hold
_ANSWERS = word_set("postpone skip report_zero same_as_last_period")
_SHORT = 10  # words up to which "chưa có ..." is an answer rather than a difficulty told
_WORK = sum(
    1 << CONCEPTS.ids[name]
    for name in (
        "CHỈ_SỐ",
        "ĐƠN_VỊ_KHÁC",
        "-NỘP",
        "-DUYỆT",
        "DUYỆT",
        "SỐ_LIỆU",
        "CHỈ_TIÊU",
        "ĐIỂM",
        "HẠN",
        "DUYỆT_RÕ",
        "NHẮC",
        "XẾP_HẠNG",
        "TỆP",
    )
)
_ATTACHED = re.compile(r"\[ ?(?:ảnh|hình|file|tệp|video|anh|hinh|tep|photo|sticker|tài liệu|image)", re.IGNORECASE)
_THOSE_LEFT = 1 << CONCEPTS.ids["MẤY_CÁI_KIA"]
_OF_MESSAGES = 1 << CONCEPTS.ids["NHẮC"] | 1 << CONCEPTS.ids["TIN_NHẮC"]  # "lại nhắc tôi như trước nhé"
_TOLD_BEFORE = 1 << CONCEPTS.ids["HÔM_TRƯỚC"] | 1 << CONCEPTS.ids["VỪA_RỒI"]
_WHO = re.compile(r"\bai (?:(?:da|vua|moi|lai|ma|la nguoi) )*(?:bao|ghi|nhap|gui|noi|khai|nhan)\b(?! dung)")
_LONG_TALE = 7  # words from which what is told of people and lines is a difficulty
_LONG_QUESTION = 5  # words from which a question without a word of the work is other business
_VILLAGE = 1 << CONCEPTS.ids["DÂN"] | 1 << CONCEPTS.ids["HẠ_TẦNG"]
_PUT_OFF = tuple(CONCEPTS.ids[name] for name in ("MAI", "TUẦN", "BUỔI", "CHƯA_ĐẾM", "BẬN", "ĐANG_LÀM", "LÁT"))
_QUESTION_WORDS = frozenset(["HỎI_HAY", "CÓ_KHÔNG", "HỎI_CHƯA", "HỎI_KHÔNG"])
_ASKING = sum(1 << CONCEPTS.ids[name] for name in _QUESTION_WORDS)


def signs_of(marked: Marked) -> Signs:
    """The concepts of a message."""
    return Signs(marked, CONCEPTS, _OWN_UNITS)


def considered(marked: Marked, context: Context) -> list[Match]:
    """The surest rules of each table that hold for a message: what an operator is shown as the reason."""
    signs = signs_of(marked)
    return [
        match
        for table in (UNSAFE, RULES, ANSWERS)
        for match in rules.matches(table, signs, context.state, context.role)[:2]
    ]


def decided(reading: Reading, marked: Marked, signs: Signs, context: Context) -> Reading:
    """The reading with its intent, what else is wanted, yes or no; no act that is not surely meant."""
    found = rules.matches(RULES, signs, context.state, context.role)
    others = [m.intent for m in found if -m.weight >= 7]
    reading = _joining(_decided(reading, found, marked, signs, context), context)
    reading = wanted_to_know(gated(reading, GATE, marked, signs, context, others), [m.intent for m in found])
    return units_meant(reading, marked, signs, GATE)


def _joining(reading: Reading, context: Context) -> Reading:
    """A stranger who "now looks after" a unit wants to join: he has none yet to change."""
    stranger = reading.intent == "change_unit" and context.role not in (*OFFICE, "member")
    return replace(reading, intent="register") if stranger else reading


def _decided(reading: Reading, found: list[Match], marked: Marked, signs: Signs, context: Context) -> Reading:
    answers = {m.intent: m for m in rules.matches(ANSWERS, signs, context.state, context.role)}
    if "yes" in answers and _of_another_act(answers["yes"], context):
        del answers["yes"]
    yes, no = _yes_or_no(answers, signs)
    if yes or no:
        reading = replace(reading, yes=yes, no=no)
    if (put_off := not_counted_yet(reading, marked, context)) is not reading:
        reading, found = put_off, [m for m in found if m.intent != "report_zero"]
    unsafe = rules.matches(UNSAFE, signs, context.state, context.role)
    if unsafe and not _harmless(unsafe[0], found) and not _rude_answer(unsafe[0], reading, context):
        return replace(reading, intent="unsafe", kind=unsafe[0].intent)
    if address := details.address_of(marked.phrase):
        return replace(reading, intent="call_me", address=address)
    if found and found[0].intent == "opt_out" and context.role in OFFICE and reading.units:
        return replace(reading, intent="hold")
    if _difficulty(reading, found, signs, context):
        items = _without_numbers(reading.items)
        return replace(reading, intent="difficulty_note", items=items, yes=False, no=False)  # "… 20 hộ không bắt được"
    own = "self" in reading.units and "nham" in marked.phrase.words  # "nhầm sang thôn 5, thôn em 268"
    if (own or context.role in OFFICE) and any(item.number for item in reading.items):
        found = [m for m in found if m.intent != "change_unit"]  # "sáng nay thôn 1 báo 403": "sang" is no move
    if context.role in OFFICE and context.state != "ask" and len(found) > 1:
        found = [m for m in found if m.intent != "postpone"] or found  # an office puts off nothing; it tells of others
    if context.asked and context.role not in OFFICE and "mau" in marked.phrase.words:
        found = [m for m in found if m.intent != "base_set"]  # "mẫu số 558, tử 400": the fraction asked
    if found and found[0].intent in ("open_campaign", "extend", "base_set"):
        return replace(reading, intent=found[0].intent)
    acts = [m for m in found if m.intent in _ACTS]
    of_codes = bool(found) and found[0].intent in _NO_FIGURES and -found[0].weight >= 8
    figures = not of_codes and not _only_whole_told(reading, found) and _written(reading.items, found, marked, signs)
    if figures and not _acted(acts, answers, signs, context):
        return _with_figures(reading, marked, found, answers, signs, context)
    return _without_figures(reading, marked, found, answers, signs, context)


def _acted(acts: list[Match], answers: dict[str, Match], signs: Signs, context: Context) -> bool:
    """Whether an act is wanted though a figure stands beside it: one that opens the message, or doubt in a review."""
    if not acts:
        return False
    if context.state == "review" and acts[0].intent == "return_for_fix":
        return "fix" not in answers or bool(signs.mask & _ASKING)  # "sửa vneid thành 702" puts it right at once
    return acts[0].start <= 1 and acts[0].intent != "approve"


# The verb of an act says yes to that act alone: "rút lại", over an approval, is no "xóa đi".
_SAYS_YES_TO = {
    "^XÓA": frozenset(["delete", "erase", "drop_photos", "remove", "withdraw"]),
    "^GHI": frozenset(["in_order", "as_before", "move_figures"]),  # "cứ ghi tạm thế", over a report that would go
    "^NHẮC": frozenset(["remind", "tell", "urgent"]),
    "^DUYỆT_RÕ": frozenset(["approve"]),
}


def _of_another_act(yes: Match, context: Context) -> bool:
    """Whether a yes is said by the verb of another act than the one that waits."""
    verb = yes.rule.text.split()[0]
    acts = _SAYS_YES_TO.get(verb)
    if acts is None or context.act in acts:
        return False
    return context.act is not None or (context.asked is not None and verb == "^XÓA")


def _yes_or_no(answers: dict[str, Match], signs: Signs) -> tuple[bool, bool]:
    """Whether yes or no is said; where both are, the first said, else the surer, and no when they are equal."""
    yes, no = answers.get("yes"), answers.get("no")
    if yes and no:
        if signs.clause[yes.start] < signs.clause[no.start] and -yes.weight >= min(-no.weight, 9):
            return True, False
        return -yes.weight > -no.weight, -yes.weight <= -no.weight
    return yes is not None, no is not None


def _harmless(unsafe: Match, found: list[Match]) -> bool:
    """Whether what looks like prying is a wish about oneself or for an officer."""
    return (
        unsafe.intent == "privacy" and bool(found) and found[0].intent in ("human_handoff", "delete_my_data", "my_data")
    )


def _rude_answer(unsafe: Match, reading: Reading, context: Context) -> bool:
    """ "Đm máy móc, 385 đấy": an answer all the same; a small number in a curse answers nothing."""
    if unsafe.intent != "abuse":
        return False
    asked = context.state in ("ask", "doubt") and context.asked is not None
    numbers = [(one.number, bool(one.names)) for one in reading.items if one.number is not None and one.number.sure]
    return any((named or asked) and not _small(number) and (number.num or 0) >= 10 for number, named in numbers)


def _written(items: tuple[Item, ...], found: list[Match], marked: Marked, signs: Signs) -> bool:
    """Whether a quantity is one to write down: not mere words about none or all, nothing a question only mentions."""
    numbers = [item.number for item in items if item.number is not None and _counts(item.number)]
    best = found[0] if found and -found[0].weight >= 7 else None
    if best is None or (best.intent in _ASKED and _asked_after(best, marked, signs)):
        return bool(numbers)  # "412 người, có tính trẻ con không": the answer comes first
    if best.intent not in _ASKED:
        return any(best.intent not in _TALES or not _small(number) for number in numbers)
    if best.intent in _ABOUT_NUMBERS and -best.weight >= 8.5:  # "số 498 này tính trên bao nhiêu người"
        return False
    if any(marked.phrase.words[v.start - 1] == "top" for v in marked.values if v.start):  # "top 3 thôn"
        return False
    listed = details.framework_of(marked.phrase)  # "tính điểm theo 3853"
    return any(not _small(number) and str(number.num) != listed for number in numbers)


def _only_whole_told(reading: Reading, found: list[Match]) -> bool:
    """ "Thôn có 460 người, còn có máy thì để em đếm đã": the whole is told, and those who have it are to be counted."""
    numbers = [item.number for item in reading.items if item.number is not None]
    if not numbers or not any(match.intent == "postpone" for match in found):
        return False
    return all(one.only_whole for one in numbers)


def _counts(number: Number) -> bool:
    """Whether a number is more than words about none, all or as before."""
    unknown = number.ambiguous and not number.alternatives and number.num is None
    return not (number.none or number.all or number.relative == "=" or unknown)


def _small(number: Number) -> bool:
    """Whether it is a small one in words: "một người hai máy thì tính mấy", "cả nhà dùng chung một cái điện thoại"."""
    if number.relative is not None:
        return False  # "giảm ba hộ so với tháng trước"
    size = number.num if number.num is not None else number.missing
    return not any(c.isdigit() for c in number.words) and (size is None or size < 10)


def _asked_after(best: Match, marked: Marked, signs: Signs) -> bool:
    """Whether a question stands in a clause behind that of the first figure, or one before it ends without a figure."""
    first = marked.values[0].start if marked.values else len(signs.words)
    if first >= len(signs.words):
        return False
    here, there = signs.clause[first], signs.clause[best.start]
    asking = any(signs.clause[at] == here for name in _QUESTION_WORDS for at, _ in _places(signs, name))
    return there > here or (there < here and not asking)


def _places(signs: Signs, name: str) -> list[tuple[int, int]]:
    return signs.spans.get(CONCEPTS.ids[name], [])


def _difficulty(reading: Reading, found: list[Match], signs: Signs, context: Context) -> bool:
    """A difficulty told under its own title, or in answer to the question about difficulties."""
    head = signs.words[0:2]
    if " ".join(head) in ("kho khan", "vuong mac", "ghi chu", "kien nghi", "de xuat", "nguyen nhan"):
        return not signs.mask & _ASKING or ":" in signs.words[:4]
    return context.state == "difficulty" and len(signs.words) > 3 and not any(i.number for i in reading.items)


def _without_numbers(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The names of a message that reports no figures."""
    return tuple(Item(names=i.names, code=i.code) for i in items if i.names)


def _with_figures(
    reading: Reading, marked: Marked, found: list[Match], answers: dict[str, Match], signs: Signs, context: Context
) -> Reading:
    """A message with figures: reported, corrected, kept or confirmed; whatever else it wants is in `also`."""
    also = tuple(
        m.intent
        for m in found
        if -m.weight >= 7 and m.intent in _BESIDE and not _a_little(marked, m) and not _when_counted(marked, m)
    )
    promise = find_promise(marked, reading.items, context) if context.role not in OFFICE else None
    if promise is not None:
        also = also if "postpone" in also else (*also, "postpone")
        reading = replace(reading, items=promise.items, until=promise.until)
    reading = replace(reading, also=also)
    number = next((i.number for i in reading.items if not i.names and i.number), None)
    keeps = "keep" in answers and "fix" not in answers and not reading.no
    waits = context.state in ("confirm", "doubt")
    if "fix" in answers and "LÀ_LỘN" in answers["fix"].rule.text and len(marked.values) == 1:
        named = _without_numbers(reading.items)  # "số 371 là sai đấy": the one that is wrong, not the right one
        return replace(reading, intent="deny" if waits else "correct", yes=False, no=waits, items=named)
    zero = number is not None and (number.num, number.den) == (0, None)
    if context.state == "ask" and zero and len(reading.items) == 1:
        return replace(reading, intent="report_zero")
    if waits and number is not None and context.den is not None and number.den not in (None, context.den):
        return replace(reading, intent="correct", yes=False)  # "412/531", "đúng rồi, nhưng mẫu là 530": another whole
    if waits and number is not None and number.num is not None:
        doubts = marked.phrase.words[0] in ("sao", "rang")
        if number.num == context.num and _WHO.search(marked.phrase.norm):  # "ai vừa báo 380 đấy" keeps nothing
            return replace(reading, intent="unclear", items=(), yes=False, no=False)
        if number.num == context.num and (doubts or reading.no) and not reading.yes:  # "ai bảo 488", "sao lại 488'
            return replace(reading, intent="deny")
        if number.num == context.num and not (keeps and context.state == "doubt"):
            intent = "confirm" if context.state == "confirm" else "keep"
            return replace(reading, intent=intent, yes=True, no=False)
        if number.num != context.num and context.num is not None:
            return replace(reading, intent="correct", yes=False)
    if keeps and waits:
        return replace(reading, intent="keep", yes=True)
    denied = reading.no and (waits or (context.state == "idle" and number is not None and answers["no"].start <= 1))
    told_of = signs.mask & _TOLD_BEFORE  # "hôm qua báo 412 là sai, đúng ra 421"
    if ("fix" in answers or denied) and (told_of or not _mended_on_the_way(marked, answers, context)):
        return replace(reading, intent="correct", yes=False, items=_new_figure(reading.items))
    return replace(reading, intent="report_figures")


def _a_little(marked: Marked, match: Match) -> bool:
    """ "Hơn 370 một tí" is by how much, and no later."""
    if match.intent != "postpone":
        return False
    before = marked.phrase.words[max(0, match.start - 2) : match.start]
    return any(word.isdigit() or word in _BY_HOW_MUCH for word in before)


def _when_counted(marked: Marked, match: Match) -> bool:
    """ "Sáng nay đi rà từ 7h được 385 người" tells when it was counted, and puts nothing off."""
    words, at = marked.phrase.words, match.start
    morning = words[at : at + 1] in (["sang"], ["trua"])
    past = words[at + 1 : at + 2] in (["nay"], ["ni"]) or not {"hoi", "luc"}.isdisjoint(words[max(0, at - 4) : at])
    return match.intent == "postpone" and morning and past and {"gui", "nop", "nhan", "mai"}.isdisjoint(words)


def _new_figure(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The one indicator named with the figure that is to stand: "hôm qua báo camera 14, nay sửa 13"."""
    named = [item for item in items if item.names]
    bare = [item for item in items if not item.names and item.number is not None]
    if len(named) != 1 or not bare or items[-1] is not bare[-1]:
        return items
    return (replace(named[0], number=bare[-1].number),)


def _mended_on_the_way(marked: Marked, answers: dict[str, Match], context: Context) -> bool:
    """Whether a figure is only put right within its own message ("396, à không, 397"): nothing stood before."""
    fix = answers.get("fix") or answers.get("no")
    if context.state in ("confirm", "doubt") or fix is None or len(marked.values) < 2:
        return False
    between = marked.values[0].end <= fix.start < marked.values[-1].start
    return between and not any(word in fix.rule.text for word in ("SỬA", "ĐỔI", "LÀ_LỘN", "GIỜ"))


def _without_figures(
    reading: Reading, marked: Marked, found: list[Match], answers: dict[str, Match], signs: Signs, context: Context
) -> Reading:
    """A message without a count: what stands open decides first, then orders, what is told, and the surest rule."""
    if context.state in ("confirm", "doubt") and (answer := _answer(reading, found, answers, signs, context)):
        return answer
    if found and found[0].intent in _ORDERS:
        return replace(reading, intent=found[0].intent)
    if found and found[0].intent in _ASKED and context.role not in OFFICE:
        promise = find_promise(marked, reading.items, context)
        if promise is not None and not promise.start <= found[0].start < promise.end:
            return replace(
                reading, intent="postpone", also=(found[0].intent,), until=promise.until, items=promise.items
            )
    if context.state == "ask" and found and found[0].intent == "difficulty_note":
        promise = find_promise(marked, reading.items, context)
        if promise is not None:  # "sóng yếu, chiều bác ra ủy ban gửi": the question waits, whatever hinders
            return replace(reading, intent="postpone", until=promise.until, items=promise.items)
    if _attached(marked.phrase.clean):
        return replace(reading, intent="send_evidence")
    told = _told(reading, signs, context)
    if told and (not found or _told_wins(told, found[0], signs, context)):
        return replace(told, also=_asked_behind(found, signs)) if told.intent in _WITH_A_QUESTION else told
    if context.state == "ask":
        found = _answer_first(found, signs)
        if found and found[0].intent in _ASKED and _put_off_first(found[0], signs):
            return replace(reading, intent="postpone", also=(found[0].intent,))
        asked = signs.mask >> CONCEPTS.ids["HỎI_CUỐI"] & 1  # "mai trời mưa à", "7h mai họp có đi không"
        until = find_until(marked.phrase, context.today) if not asked and (not found or -found[0].weight < 6) else None
        if until is not None and not (found and found[0].intent == "off_topic" and until.words == "hom nay"):
            return replace(reading, intent="postpone")
    if _promised(marked, found, signs, context):
        return replace(reading, intent="postpone")
    if (not found or found[0].intent in _NODS) and context.role not in OFFICE:
        promise = find_promise(marked, reading.items, context)
        if promise is not None:  # "ừ biết rồi, sáng mai bác nộp"
            return replace(reading, intent="postpone", until=promise.until, items=promise.items, yes=False, no=False)
    if not found:
        return _bare(reading, marked, signs, context)
    if found[0].intent == "report_zero" and one_person_lacks(marked.phrase):
        return replace(reading, intent="difficulty_note")
    also = tuple(m.intent for m in found[1:] if m.intent in _QUESTIONS and -m.weight >= 7)
    if signs.mask & _THOSE_LEFT:  # "còn mấy số kia để bác hỏi" asks nothing
        also = tuple(one for one in also if one not in ("shortfall", "status_unit", "missing_units"))
    return replace(reading, intent=found[0].intent, also=also[:2])


_NODS = frozenset(["confirm", "thanks", "greeting", "noted"])  # what may be said before a promise and wants nothing
_BY_HOW_MUCH = word_set("hon kem nhinh gan")
_SENDING = word_set("gui nop bao dem xong")


def _promised(marked: Marked, found: list[Match], signs: Signs, context: Context) -> bool:
    """A day named with the sending, and nothing asked, is a promise: "mùng 3 tháng 7 tôi gửi", "rằm này tôi nộp"."""
    if found and (found[0].intent != "off_topic" or -found[0].weight > 6):
        return False
    if _SENDING.isdisjoint(marked.phrase.words) or signs.mask & _ASKING or context.role in OFFICE:
        return False
    return find_until(marked.phrase, context.today) is not None


def _answer(
    reading: Reading, found: list[Match], answers: dict[str, Match], signs: Signs, context: Context
) -> Reading | None:
    """Yes, no or a wish to change, said to a question for confirmation."""
    best = found[0] if found else None
    asks = best is not None and best.intent in _ASKED | {"human_handoff", "postpone"} and -best.weight >= 8
    if best is not None and best.intent == "submit" and not reading.no:
        return replace(reading, intent="submit", yes=True)
    if reading.yes:
        also = tuple(m.intent for m in found if m.intent in _QUESTIONS and -m.weight >= 7)
        return replace(reading, intent="confirm", also=also)
    if reading.no:
        sure = context.asked is None and -answers["no"].weight >= 9
        if ("keep" in answers and context.asked) or (
            not sure and asks and best is not None and best.intent in _ASKED and signs.mask & _ASKING
        ):
            return None
        items = reading.items if any(i.number and i.number.none for i in reading.items) and context.num == 0 else ()
        return replace(reading, intent="deny", items=items)
    if "keep" in answers and "fix" not in answers:
        if context.asked is None and context.num is None:  # "để nguyên", said to an act: it is not done
            return replace(reading, intent="deny", no=True, items=())
        return replace(reading, intent="keep", yes=True)
    if "fix" in answers and not asks:
        return replace(reading, intent="correct")
    return None


def _told(reading: Reading, signs: Signs, context: Context) -> Reading | None:
    """A state told without figures: none, all, as before, not counted yet, not applicable, yes or no."""
    for item in reading.items:
        if item.not_applicable:  # "không phát sinh" is none of it, the rest is not for us
            return replace(reading, intent="report_zero" if "phat sinh" in " ".join(signs.words) else "skip")
        if item.later and (context.asked or item.names or context.state == "ask"):
            return replace(reading, intent="postpone")
        if item.same and (context.asked or item.names or signs.mask >> CONCEPTS.ids["MỌI_SỐ"] & 1):
            return replace(reading, intent="same_as_last_period")
        if item.choice and (item.names or context.kind == "boolean" or context.levels):
            zero = item.choice == "không" and context.kind != "boolean"
            return replace(reading, intent="report_zero" if zero else "report_figures")
        number = item.number
        if number is None:
            continue
        if number.relative == "=" and not (context.state == "idle" and signs.mask & _OF_MESSAGES and not item.names):
            return replace(reading, intent="same_as_last_period")
        if number.none and (item.names or context.asked):
            return replace(reading, intent="report_zero")
        if (number.all or number.ambiguous) and (item.names or context.asked):
            return replace(reading, intent="report_figures")
    return None


_WITH_A_QUESTION = frozenset(["postpone", "report_figures"])  # "1.7 có, mà thôn nào chưa nộp"


def _told_wins(told: Reading, best: Match, signs: Signs, context: Context) -> bool:
    """Whether a state told ("chưa có số") is stronger than the rule that holds beside it."""
    if best.intent == "status_indicator" and len(told.items) > 1 and all(one.choice for one in told.items):
        return True  # "1.6 có, 1.7 có, 1.8 không": one after the other
    if any(item.choice and item.names for item in told.items) and best.intent in _ASKED and signs.clause[best.start]:
        return True  # the yes comes first, the question after it
    if context.state == "ask" and best.intent == "difficulty_note" and signs.clause[best.start] > 0:
        return True  # "chưa có ai, dân sợ mất tiền": the answer, and why
    if best.intent == "missing_units" and -best.weight >= 8:
        return False  # "mấy thôn chưa có số wifi": the lack is theirs
    if best.intent not in _BESIDE_STATES or (best.intent in _OVER_STATES and -best.weight >= 9):
        return False
    if context.state == "ask" and signs.clause[best.start] > 0:
        return True  # the answer comes first, the question after it
    if best.intent == "difficulty_note" and context.state == "ask" and told.intent == "postpone":
        return True
    same = told.intent == "same_as_last_period" and any(item.names for item in told.items)
    if best.intent == "difficulty_note" and same and -best.weight >= 8:
        return False  # "camera vẫn hỏng như trước"
    if best.intent == "difficulty_note":
        return -best.weight < 9 and len(signs.words) <= _SHORT
    if best.intent == "remind_now" and -best.weight >= 8:
        return False  # "thúc các thôn chưa có số": the lack is theirs
    if best.intent in _ASKED or best.intent == "remind_now":
        return not signs.mask & _ASKING
    return True


def _attached(text: str) -> bool:
    """Whether a message is what a channel writes for a file: "[Hình ảnh]", "[file] danh-sach.xlsx"."""
    return bool(_ATTACHED.match(text))


def _answer_first(found: list[Match], signs: Signs) -> list[Match]:
    """With a question open, its answer in the first clause before what is asked in a later one."""
    if not found or found[0].intent not in _ASKED or not signs.clause[found[0].start]:
        return found
    first = [m for m in found if m.intent in _ANSWERS and not signs.clause[m.start]]
    return first + [m for m in found if m not in first]


def _asked_behind(found: list[Match], signs: Signs) -> tuple[str, ...]:
    """The first question asked in a later clause: "chưa đếm xong, mà hạn hôm nào"."""
    behind = [m for m in found if m.intent in _ASKED and -m.weight >= 7 and signs.clause[m.start]]
    return tuple(m.intent for m in behind[:1])


def _put_off_first(question: Match, signs: Signs) -> bool:
    """Whether the first clause puts the answer off and a question follows: "mai tôi gửi, mà có tính ... không"."""
    if not signs.clause[question.start]:
        return False
    return any(not signs.clause[start] for ident in _PUT_OFF for start, _ in signs.spans.get(ident, ()))


def _bare(reading: Reading, marked: Marked, signs: Signs, context: Context) -> Reading:
    """No rule holds: an assent or denial answers what is open; a stranger's unit is a wish to join.

    A question with no word of this work in it is about something else; a long tale of the village is a difficulty.
    """
    if context.role not in (*OFFICE, "member") and marked.units:
        return replace(reading, intent="register")
    if (reading.yes or reading.no) and context.state not in ("idle", "menu"):
        return replace(reading, intent="confirm" if reading.yes else "deny")
    if signs.mask & _ASKING and not signs.mask & _WORK and len(signs.words) >= _LONG_QUESTION:
        return replace(reading, intent="off_topic")
    tells = len(signs.words) >= _LONG_TALE and signs.mask & _VILLAGE and not signs.mask & _ASKING
    if tells and context.state in ("idle", "difficulty"):
        return replace(reading, intent="difficulty_note", items=_without_numbers(reading.items))
    return reading
