"""Reads one message: what is wanted, which figures, of which indicators and units."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.language import details
from handlers.language.aliases import Name
from handlers.language.figures import Marked, guessed, items_of
from handlers.language.intents import COMMANDS, CONFIRM, FIX, REVIEW, UNSAFE
from handlers.language.patterns import Match, search
from handlers.language.reading import Context, Item, Number, Reading
from handlers.language.slots import OFFICE, with_details
from handlers.language.smalltalk import SMALL, SOFT
from handlers.language.syllables import word_set
from handlers.language.text import Phrase, cut
from handlers.language.times import find_until
from handlers.language.wishes import TALK

LONGEST = 4000
_POLITE = word_set("a nhe nha nhen nhi oi ha dum ad nhi ne hen nghen ak thua")
_FILLERS = word_set(
    "a nhe nha nhi oi ha dum da vang u em bac anh chi chu co toi minh tui chau ong ban duoc la thi co dung "
    "roi bao cao so lieu nguoi ho nha cai diem khau the may cho dat xong thon xa ca tong trong tren va con "
    "voi hien nay gio moi nguoi dan lon da dang cac cua o nhu sau thoi luon tat gui nop ghi nhap chieu chuc "
    "tinh den het lam lap dung cai mo hop tram phan don vi hs chiec so ma muc tieu chi ky thang nam ngay % "
    "dau"
)
_VOCATIVES = frozenset(["em", "bac", "anh", "chi", "voi", "ban", "di", "day"])
_TAKES_A_PERSON = word_set(
    "chao cua on thon cho chi day bay giup dan tro goi tieng nhac tim la ho gap xa bien can van uy don ngan"
)
_CALL = re.compile(r"^(?:da |a )?(?:em|bac|anh|chi|ad|bot|chu|co|chau|ban|admin)? ?oi(?: em| a| oi)*$")
_YES_START = re.compile(
    r"^(?:(?:da|thua|em|a|oi|bac|chu) )*(?:dung(?! (?:gui|nhac|co|nhan|bao|lam|ghi|hoi))(?: roi| vay| day"
    r"| the)?|ok|u(?: dung)?|vang|chuan|phai(?: roi)?|yes|dong y|nhat tri|chinh xac|duoc(?: roi)?|co(?= |$)"
    r"|xac nhan|gui di)(?: |$)"
)
_NO_START = re.compile(r"^(?:(?:da|thua|em|a|oi|bac) )*(?:khong|chua|sai|nham|thoi|khoan|huy|de sau)(?: |$)")
_CODE_ALONE = re.compile(r"[A-Za-z0-9_-]{4,64}")
_ACTS = word_set("return_for_fix approve remind_now extend open_campaign base_set")
_QUESTIONS = word_set(
    "ask_deadline ask_definition ask_help status_unit status_indicator human_handoff thanks export ranking "
    "shortfall score missing_units compare_periods opt_out"
)  # fmt: skip
_BESIDE_STATES = word_set(
    "send_evidence status_indicator status_unit remind_now export ask_definition ask_help shortfall "
    "compare_periods difficulty_note missing_units ranking"
)  # fmt: skip
_ASKING = frozenset(["sao", "may", "dau", "nhieu", "the"])


def read(text: str, context: Context) -> Reading:
    """What a message says, in the light of what was asked. Never raises; texts beyond 4.000 characters are cut."""
    phrase = cut(text[:LONGEST])
    if not phrase.tokens:
        return Reading(text=phrase.clean)
    if context.state == "join" and _CODE_ALONE.fullmatch(phrase.clean) and not phrase.clean.isalpha():
        return Reading(intent="register", text=phrase.clean)
    marked = Marked(phrase, context)
    plain = _plain(marked)
    if marked.values and not marked.names:
        _guess(marked, context)
    items = items_of(marked, context)
    talk = _has_talk(marked)
    reading = Reading(
        items=tuple(items),
        units=_unique(u.key for u in marked.units if u.key),
        unknown_units=_unique(u.unknown for u in marked.units if u.unknown),
        period=details.period_of(phrase.norm) if talk else None,
        text=phrase.clean,
    )
    if not talk and not any(_is_state(i) for i in items):
        return _figures_only(reading, context)
    joined = " ".join(plain)
    stopped = _raw_of(phrase, "dung") in ("đừng", "dừng")
    yes = bool(_YES_START.match(joined)) and not stopped
    reading = replace(reading, yes=yes, no=bool(_NO_START.match(joined)) or _raw_of(phrase, "dung") == "đừng")
    return with_details(_decided(reading, marked, plain, context), marked, plain, context)


def _raw_of(phrase: Phrase, word: str) -> str | None:
    """A word as typed, with its marks, where it stands first."""
    return next((t.raw for t in phrase.tokens[:3] if t.word == word), None)


def _unique(keys: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))  # type: ignore[call-overload]


def _plain(marked: Marked) -> list[str]:
    """The words without signs and politeness; @ for a name, & for a unit, # for a quantity."""
    plain: list[str] = []
    used = marked.used
    for at, word in enumerate(marked.phrase.words):
        mark = used[at]
        if mark in (1, 2, 4):
            sign = "@" if mark == 1 else "&" if mark == 2 else "#"
            if not plain or plain[-1] != sign or (mark == 2 and any(u.start == at for u in marked.units)):
                plain.append(sign)
        elif word[0].isalnum() or word == "%":
            if word not in _POLITE:
                plain.append(word)
            elif word == "oi" and plain and plain[-1] in ("em", "bac", "anh", "chi", "co", "chu") and len(plain) > 1:
                plain.pop()
    while len(plain) > 1 and plain[-1] in _VOCATIVES and plain[-2] not in _TAKES_A_PERSON:
        if plain[-1] == "di" and plain[-2] in ("dung", "gui", "nop", "cut", "bien", "lam", "dan"):
            break
        plain.pop()
    return plain


def _has_talk(marked: Marked) -> bool:
    """Whether the message holds more than names, quantities and filling words."""
    if not marked.values:
        return True
    return (
        any(
            not mark and word not in _FILLERS and word[0].isalnum()
            for mark, word in zip(marked.used, marked.phrase.words, strict=True)
        )
        or any(mark == 3 for mark in marked.used)
        or "dung" in marked.phrase.words
        or "khong" in marked.phrase.words
    )


def _guess(marked: Marked, context: Context) -> None:
    """Looks for misspelt names when a figure stands beside words that are nothing else."""
    for name in guessed(marked, context.names, _FILLERS):
        marked.names.append(Name(name.start, name.end, name.keys, False))
        for at in range(name.start, name.end):
            marked.used[at] = marked.used[at] or 1
    marked.names.sort(key=lambda name: name.start)


def _is_state(item: Item) -> bool:
    return bool(item.later or item.not_applicable or item.same or item.choice or (item.number and item.number.none))


def _figures_only(reading: Reading, context: Context) -> Reading:
    """The ordinary answer: figures and nothing else."""
    if context.state == "confirm" and len(reading.items) == 1 and not reading.items[0].names:
        number = reading.items[0].number
        if number is not None and number.num is not None and context.num is not None:
            same = number.num == context.num
            return replace(reading, intent="confirm" if same else "correct", yes=same)
    if context.state == "idle" and not any(i.names for i in reading.items) and not reading.units:
        return reading
    number = reading.items[0].number if len(reading.items) == 1 and not reading.items[0].names else None
    if number is not None and number.num == 0 and number.den is None:
        return replace(reading, intent="report_zero")
    return replace(reading, intent="report_figures" if reading.items else "unclear")


def _decided(reading: Reading, marked: Marked, plain: list[str], context: Context) -> Reading:
    """The intent of a message that holds more than figures."""
    unsafe = search(UNSAFE, [w for w in marked.phrase.words if w[0].isalnum() or w in "=@"])
    talk = search(TALK, plain)
    if unsafe and not (
        unsafe[0].intent == "privacy" and talk and talk[0].intent in ("human_handoff", "delete_my_data", "my_data")
    ):
        return replace(reading, intent="unsafe", kind=unsafe[0].intent)
    if _difficulty_prefix(plain, context):
        return replace(reading, intent="difficulty_note", items=_without_numbers(reading.items))
    commands = search(COMMANDS, plain)
    if talk and talk[0].intent == "opt_out" and context.role in OFFICE and reading.units:
        return replace(reading, intent="hold")
    acts = [m for m in (*commands, *talk) if m.intent in _ACTS]
    asks = bool(talk) and talk[0].intent in _QUESTIONS
    figures = [
        i for i in reading.items if i.number is not None and not _weak(i.number) and not (asks and _lone_word(i.number))
    ]
    if acts and acts[0].intent in ("open_campaign", "extend", "base_set"):
        return replace(reading, intent=acts[0].intent)
    if address := details.address_of(marked.phrase):
        return replace(reading, intent="call_me", address=address)
    if figures and not (acts and acts[0].start <= 1 and acts[0].intent != "approve"):
        return _with_figures(reading, marked, plain, commands + talk, context)
    return _without_figures(reading, marked, plain, commands, talk, context)


def _weak(number: Number) -> bool:
    """Whether a quantity is only words about having none, all or the same; a question may be meant instead."""
    return (
        number.none
        or number.all
        or number.relative == "="
        or (number.ambiguous and not number.alternatives and number.num is None)
    )


def _lone_word(number: Number) -> bool:
    """Whether a count is one small number word: in a question it is "một máy", not a figure."""
    return number.num is not None and number.num < 10 and not any(c.isdigit() for c in number.words)


def _difficulty_prefix(plain: list[str], context: Context) -> bool:
    head = " ".join(plain[:2])
    return head in ("kho khan", "vuong mac", "ghi chu", "kien nghi", "de xuat", "nguyen nhan") or (
        context.state == "difficulty" and len(plain) > 3 and "#" not in plain and "@" not in plain[:1]
    )


def _without_numbers(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The names of a message that reports no figures."""
    return tuple(Item(names=i.names, code=i.code) for i in items if i.names)


def _with_figures(reading: Reading, marked: Marked, plain: list[str], found: list[Match], context: Context) -> Reading:
    """A message with figures: reported, corrected, kept or confirmed; whatever else it wants is in `also`."""
    also = tuple(dict.fromkeys(m.intent for m in found if m.intent in _QUESTIONS or m.intent == "submit"))
    fixes = {m.intent for m in search(FIX, plain)}
    reading = replace(reading, also=also)
    number = next((i.number for i in reading.items if not i.names and i.number), None)
    if "keep" in fixes and "correct" not in fixes and not reading.no:
        return replace(reading, intent="keep", yes=True)
    if context.state in ("confirm", "doubt") and number is not None and number.num is not None:
        if number.num == context.num:
            keep = "confirm" if context.state == "confirm" else "keep"
            return replace(reading, intent=keep, yes=True, no=False)
        if number.num is not None and context.num is not None:
            return replace(reading, intent="correct", yes=False)
    if "correct" in fixes or (reading.no and context.state in ("confirm", "doubt")):
        return replace(reading, intent="correct", yes=False)
    if context.state == "idle" and reading.no and number is not None and plain[0] in ("khong", "nham", "sai"):
        return replace(reading, intent="correct", yes=False)
    if context.state == "idle" and not any(i.names for i in reading.items) and not reading.units and not marked.units:
        return replace(reading, intent="report_figures")
    return replace(reading, intent="report_figures")


def _without_figures(
    reading: Reading, marked: Marked, plain: list[str], commands: list[Match], talk: list[Match], context: Context
) -> Reading:
    """A message without a count: what stands open decides first, then questions and orders, then what is told."""
    if context.state in ("confirm", "doubt") and (answer := _answer(reading, plain, commands, talk, context)):
        return answer
    if context.state == "review":
        ordered = [m for m in talk if m.intent in ("return_for_fix", "approve")]
        other = [m for m in talk if m.intent not in ("return_for_fix", "approve", "off_topic")]
        found = search(REVIEW, plain)
        asks = bool(other) and (bool(reading.items) or bool(marked.units) or not _ASKING.isdisjoint(plain))
        if not ordered and found and (not other or (found[0].intent == "return_for_fix" and not asks)):
            return replace(reading, intent=found[0].intent)
    if commands:
        return replace(reading, intent=commands[0].intent)
    if reading.yes and {"gui", "nop"} & set(plain) and len(plain) <= 6 and not talk:
        return replace(reading, intent="submit")
    told = _told(reading, plain, context)
    if (
        talk
        and talk[0].intent == "remind_now"
        and context.role not in OFFICE
        and context.state == "ask"
        and not marked.units
    ):
        talk = [m for m in talk if m.intent != "remind_now"]
    if talk and not (told and _told_wins(talk, plain, context)):
        also = tuple(m.intent for m in talk[1:3])
        return replace(reading, intent=talk[0].intent, also=also)
    if told:
        return told
    return _soft(reading, marked, plain, context)


def _told_wins(talk: list[Match], plain: list[str], context: Context) -> bool:
    """Whether a state told ("chưa có số") is stronger than the question found beside it."""
    if talk[0].intent not in _BESIDE_STATES:
        return False
    if plain[0] in ("khong", "chua") and plain[-1] in ("dau", "ca", "nao", "ai"):
        return True
    asks = plain[-1] in ("khong", "chua") and plain[0] not in ("khong", "chua")
    return (
        not asks
        and _ASKING.isdisjoint(plain)
        and not (talk[0].intent == "missing_units" and {"nao", "ai"} & set(plain))
    )


def _answer(
    reading: Reading, plain: list[str], commands: list[Match], talk: list[Match], context: Context
) -> Reading | None:
    """Yes, no or a wish to change, said to a question for confirmation."""
    submit = [m for m in commands if m.intent == "submit"]
    if submit or (reading.yes and {"gui", "nop"} & set(plain)):
        return replace(reading, intent="submit", yes=True)
    if reading.yes:
        strong = [m for m in talk if m.intent in ("ask_definition", "ask_deadline", "human_handoff")]
        return replace(reading, intent="confirm", also=tuple(m.intent for m in strong))
    if (
        talk
        and not reading.no
        and talk[0].intent not in ("approve", "remind_now", "delete_my_data", "return_for_fix", "opt_out")
    ):
        return None
    fixes = search(FIX, plain)
    if fixes and {"sua", "doi", "chinh"} & set(plain[:4]) and not reading.no:
        return replace(reading, intent="correct")
    found = search(CONFIRM, plain)
    if reading.no and (talk and talk[0].intent in ("opt_out",) and len(plain) > 5):
        return None
    if found and len(plain) <= 9:
        no = found[0].intent == "deny"
        items = reading.items if any(i.number and i.number.none for i in reading.items) and context.num == 0 else ()
        return replace(reading, intent=found[0].intent, no=no, yes=not no, items=items)
    return None


def _told(reading: Reading, plain: list[str], context: Context) -> Reading | None:
    """A state told without figures: none, all, as before, not counted yet, not applicable, yes or no."""
    for item in reading.items:
        if item.not_applicable:
            return replace(reading, intent="report_figures")
        if item.later and (context.asked or item.names or context.state == "ask"):
            return replace(reading, intent="postpone")
        if item.same and (context.asked or item.names or _all_of_it(plain)):
            return replace(reading, intent="same_as_last_period")
        if item.choice and (item.names or context.kind == "boolean" or context.levels):
            zero = item.choice == "không" and context.kind != "boolean"
            return replace(reading, intent="report_zero" if zero else "report_figures")
        number = item.number
        if number is None:
            continue
        if number.none and (item.names or context.asked) and not _trouble(plain):
            return replace(reading, intent="report_zero")
        if number.relative == "=":
            return replace(reading, intent="same_as_last_period")
        if (number.all or number.ambiguous) and (item.names or context.asked) and not _trouble(plain):
            return replace(reading, intent="report_figures")
    return None


def _all_of_it(plain: list[str]) -> bool:
    return bool({"moi", "tat", "cac", "het", "toan", "ca"} & set(plain))


def _trouble(plain: list[str]) -> bool:
    """Whether words about none or all are a trouble told: "nhiều người già không biết dùng điện thoại"."""
    return bool(search(SOFT, plain)) and search(SOFT, plain)[0].intent == "difficulty_note" and len(plain) > 6


def _soft(reading: Reading, marked: Marked, plain: list[str], context: Context) -> Reading:
    """Undoing, complaints, difficulties, small talk, putting off; last a bare name, unit or nothing."""
    soft = search(SOFT, plain)
    small = search(SMALL, plain)
    until = find_until(marked.phrase, context.today)
    if soft and soft[0].intent == "undo":
        return replace(reading, intent="undo")
    if context.state == "ask":
        small_first = [m for m in small if m.intent in ("postpone", "skip")]
        if small_first and not (soft and soft[0].intent == "complaint"):
            return replace(reading, intent=small_first[0].intent)
        if until is not None and not soft:
            return replace(reading, intent="postpone")
    if soft:
        return replace(reading, intent=soft[0].intent)
    fixes = search(FIX, plain)
    if any(m.intent == "correct" for m in fixes):
        return replace(reading, intent="correct")
    if small and small[0].intent in ("greeting", "thanks") and not {"gui", "nop", "bao"} & set(plain):
        return replace(reading, intent=small[0].intent)
    if _CALL.match(marked.phrase.norm):
        return replace(reading, intent="greeting")
    if until is not None and _promise(plain):
        return replace(reading, intent="postpone")
    if small:
        return replace(reading, intent=small[0].intent)
    return _bare(reading, marked, plain, context)


def _promise(plain: list[str]) -> bool:
    return (
        bool({"gui", "nop", "bao", "nhan", "dem", "lam", "xong", "de", "nhac", "hoi", "tra", "bo", "hen"} & set(plain))
        or len(plain) <= 3
    )


def _bare(reading: Reading, marked: Marked, plain: list[str], context: Context) -> Reading:
    """Only a name, a unit or an assent: what it means depends on who says it."""
    named = any(i.names for i in reading.items)
    if context.role in OFFICE and named and len(plain) <= 5:
        return replace(reading, intent="status_indicator")
    if context.role in OFFICE and (reading.units or reading.unknown_units) and len(plain) <= 3:
        return replace(reading, intent="status_unit")
    if context.role not in (*OFFICE, "member") and marked.units:
        return replace(reading, intent="register")
    if (reading.yes or reading.no) and context.state != "idle":
        return replace(reading, intent="confirm" if reading.yes else "deny")
    return reading
