"""What a message mends in the figures given before: a wrong number beside the right one, two in each other's place."""

import re
from dataclasses import replace
from itertools import pairwise

from handlers import figures, in_short, just_given, plain_words, reproached, scope
from handlers.language.figures import marked_of
from handlers.language.read import read
from handlers.language.reading import Item, Number, Reading
from handlers.language.text import cut, fold
from handlers.language.times import find_until
from handlers.language.values import Link
from handlers.scope import Question
from handlers.turn import Turn
from store.conversations import Step
from store.people import Role


def mended(turn: Turn, folded: str) -> Reading | None:
    """A message that speaks of the figure given last, or of the one it calls wrong; None for any other."""
    if (told := reproached.said(turn, folded, _that_was) or reproached.changed_back(turn, folded)) is not None:
        return told
    if (told := reproached.each_its_own(turn, folded, _that_was)) is not None:
        return told
    bare = folded.strip(" .,!:?")
    if (told := plain_words.said(turn, folded) or just_given.said(turn, bare) or in_short.said(turn, bare)) is not None:
        return told
    forms = (
        _or_else,
        _settled_on,
        _kept,
        _by_difference,
        _left_out,
        _made_exact,
        _put_right,
        _called_wrong,
        _apologised,
    )
    return next((reading for form in forms if (reading := form(turn, folded)) is not None), None)


# "Ơ không, 421", "à không phải, 421": right behind an echo it is the figure just given, and not the next item's.
_TAKEN_BACK = re.compile(
    r"(?:(?:o|oi|ui|a|ay|u|chet|um|uay)[ ,]+)+(?:khong|ko|k)(?: phai| dung)?[ ,.:]+(?:la )?(?P<num>\d{1,7})"
    r"(?: (?:nguoi|ho|nhe|nha|a|em|chau|moi dung|co|thoi))*"
)


# "Xin lỗi, 421", "sr 421 nhé" right after a figure: it is that one which is put right.
_APOLOGISED = re.compile(
    r"(?:a |o |chet |thoi )?(?:xin loi|sorry|sory|so ri|sr|xl)(?: (?:em|chau|bac|ban|ad|xa|nhe|a|nha|oi))*[ ,.:]*"
    r"(?:la )?(?P<num>\d{1,7})(?: (?:nguoi|ho|nhe|nha|a|em|chau|moi dung|co|thoi))*"
)


def _apologised(turn: Turn, folded: str) -> Reading | None:
    said = folded.strip(" .?!")
    found = _APOLOGISED.fullmatch(said) or _TAKEN_BACK.fullmatch(said)
    stored = turn.talk.bubble.get("stored") or []
    last = scope.question(turn, stored[0]) if found is not None and len(stored) == 1 else None
    if found is None or last is None or turn.talk.waiting is not None:
        return None
    item = Item(names=(last.name,), number=Number(num=int(found["num"]), words=found["num"]))
    return Reading(intent="correct", items=(item,), text=turn.incoming.text)


# "Thôi để 280", "ghi đúng 405 đi, không đạt cũng được": of the figure the message before gave.
_SETTLED_ON = re.compile(
    r"(?:thoi )?(?:cu )?(?:de|ghi|lay|sua|cho)(?P<again> dung| lai| la| nguyen| thanh)*(?: so)? (?P<num>\d{1,7})"
    r"(?: (?:nguoi|ho|thoi|nhe|di|nhu cu|cung duoc|em|a|vay|chau|cho chac))*(?:,.*)?"
)


# "Chắc 391", "công an bảo 391", after a figure that was only about so many.
_EXACT = re.compile(
    r"(?:(?:a|u|the|thoi|thi|chac|chinh xac|dem lai|dem ky|dung|thuc te|cu the|ro)(?: la| duoc| thi| co| roi)* "
    r"|(?:cong an|tram|tram y te|y te|dien luc|xa|ngan hang|ho|no|nguoi ta|ong ay|ba ay)(?: xa)?(?: vua| moi)? "
    r"(?:bao|noi|cho|dua|tra loi)(?: la| so| co)* )(?P<num>\d{1,7})(?: (?:nguoi|ho|nhe|a|em|day|thoi))*"
)


def _made_exact(turn: Turn, folded: str) -> Reading | None:
    found = _EXACT.fullmatch(folded.strip(" .?!"))
    last = scope.question(turn, turn.talk.last[-1]) if found is not None and len(turn.talk.last) == 1 else None
    figure = figures.current(turn, last) if last is not None else None
    if found is None or last is None or figure is None or not figure.count.estimate or turn.talk.waiting is not None:
        return None
    item = Item(names=(last.name,), number=Number(num=int(found["num"]), words=found["num"]))
    return Reading(intent="correct", items=(item,), text=turn.incoming.text)


def _settled_on(turn: Turn, folded: str) -> Reading | None:
    found = _SETTLED_ON.fullmatch(folded.strip(" .?!"))
    stored = turn.talk.bubble.get("stored") or []
    last = scope.question(turn, stored[0]) if found is not None and len(stored) == 1 else None
    if found is None or last is None or turn.talk.waiting is not None:
        return None
    if not found["again"] and not folded.startswith("thoi"):
        return None
    item = Item(names=(last.name,), number=Number(num=int(found["num"]), words=found["num"]))
    return Reading(intent="correct", items=(item,), text=turn.incoming.text)


# "À thôi giữ nguyên 412": a number that stands somewhere already, or stood there last time; it answers nothing else.
_KEPT = re.compile(
    r"(?:(?:a|o|u|thoi|the|vang|khoan|nham|bac|em|chau|minh|thi|cu)[ ,.]+)*(?:giu|de)(?: nguyen| lai| y| nguyen y)+"
    r"(?: cai| con)?(?: so| la)* (?P<num>\d{1,7})"
    r"(?: (?:nguoi|ho|nhe|nha|di|em|a|chau|cho bac|thoi|nhu cu|cu|luc nay|ban nay))*"
)


def _kept(turn: Turn, folded: str) -> Reading | None:
    found = _KEPT.fullmatch(folded.strip(" .?!"))
    if found is None or turn.talk.waiting is not None:
        return None
    num = int(found["num"])
    meant = _that_was(turn, num)
    asked = scope.question(turn, turn.talk.asked) if turn.talk.asked is not None else None
    before = figures.last_figure(turn, asked) if asked is not None else None
    number = Number(num=num, words=found["num"], asked=not meant and (before is None or before.count.num != num))
    one = meant[0] if len(meant) == 1 else asked
    if one is None:
        return None
    return Reading(intent="correct", items=(Item(names=(one.name,), number=number),), text=turn.incoming.text)


# "Trùng nhau mất 5 hộ, 165 thôi", "thừa 2, còn 410": by how much the figure given last was wrong, and the right one.
_DIFFERS = re.compile(
    r"\b(?:trung|thua|du|sot|thieu|quen|mat|bot|them|tru|cong|loai|chet|chuyen|sinh|lech|lo|giam|tang|bo)\b"
)
_NUMBERS = re.compile(r"(?<![\w.,/])\d{1,7}(?![\w/]|[.,]\d)")


def _by_difference(turn: Turn, folded: str) -> Reading | None:
    numbers = [int(one) for one in _NUMBERS.findall(folded)]
    last = scope.question(turn, turn.talk.last[-1]) if len(turn.talk.last) == 1 else None
    figure = figures.current(turn, last) if last is not None else None
    if last is None or figure is None or figure.count.num is None or turn.talk.waiting is not None:
        return None
    if len(numbers) != 2 or not numbers[0] or _DIFFERS.search(folded) is None:
        return None
    if abs(figure.count.num - numbers[1]) != numbers[0]:
        return None
    said = read(turn.incoming.text, scope.context(turn, turn.incoming.text))
    if said.units or said.unknown_units or any(one.names for one in said.items):
        return None
    item = Item(names=(last.name,), number=Number(num=numbers[1], words=str(numbers[1])))
    return Reading(intent="correct", items=(item,), text=turn.incoming.text)


# "Cái trước sai 1", "lệch 2 người": by how much the figure given last is wrong, and not which way.
_OFF_BY = re.compile(
    r"(?:(?:a|o|ay|cai|so|muc|truoc|vua roi|luc nay|cuoi|do|ay|bi|co|no|hinh nhu|chac|bac|ghi|dem|bao)[ ,]+)*"
    r"(?:sai|lech|chenh)(?: mat| so| di)* (?P<by>\d{1,2})(?: (?:nguoi|ho|nha|roi|a|em|chau|nhe|day))*"
)
_MOSTLY = 20  # the figure is at least so many times as large


def _off_by(turn: Turn, folded: str) -> Reading | None:
    found = _OFF_BY.fullmatch(folded.strip(" .?!"))
    last = scope.question(turn, turn.talk.last[-1]) if found is not None and turn.talk.last else None
    figure = figures.current(turn, last) if last is not None else None
    if found is None or last is None or figure is None or turn.talk.waiting is not None:
        return None
    if _MOSTLY * int(found["by"]) > (figure.count.num or 0):
        return None
    return Reading(intent="correct", items=(Item(names=(last.name,)),), text=turn.incoming.text)


# "Bỏ sót điện thoại 3 người", "đếm thừa ngân hàng 2 người": by how much the figure of the item named was wrong.
_LEFT_OUT = re.compile(
    r"\b(?:(?:bo|dem|ghi|bao|tinh|khai|nhap|con|bi|quen) )(?:(?P<less>thua|trung|du|lo)|(?P<more>sot|thieu))\b"
    r"|\bquen (?:chua )?(?:dem|ghi|tinh|bao|khai)\b"
    r"|\d (?:nguoi|ho|nha|cai|khau)? ?nua(?: (?:day|do|nhe|a|em|chau|co|moi (?:lam|mo|cai|nop)))*$"  # "điện 12 hộ nữa"
)
_FEW_OF = 4  # the figure is at least so many times as large


def _left_out(turn: Turn, folded: str) -> Reading | None:
    found = _LEFT_OUT.search(folded)
    if found is None or turn.talk.waiting is not None or len(_NUMBERS.findall(folded)) != 1:
        return None
    reading = read(turn.incoming.text, scope.context(turn, turn.incoming.text))
    told = [one for one in reading.items if one.names and one.number is not None and one.number.num is not None]
    mine = [one for report in scope.own_reports(turn, Role.MEMBER) for one in scope.questions_of(turn, report)]
    named = [one for one in mine if len(told) == 1 and one.name in told[0].names and not one.report.closed(turn.sent)]
    figure = figures.current(turn, named[0]) if len(named) == 1 else None
    by = told[0].number.num if len(told) == 1 and told[0].number is not None else None
    if figure is None or figure.count.num is None or not by or _FEW_OF * by > figure.count.num:
        return None
    change = f"{'-' if found['less'] else '+'}{by}"
    item = replace(told[0], number=Number(relative=change, words=change))
    return replace(reading, intent="correct", items=(item,), also=())


_OR_ELSE = re.compile(
    r"(?:hay(?: la)?|hinh nhu(?: la)?|co khi(?: la)?) (\d{1,7})(?: \w+)? (?:nhi|ta|a|thi phai|gi do|co)"
)


# "415 chứ không phải 412", "không phải 412 mà 415": the figure that is put right is the one that was 412.
_NOT_THAT = re.compile(
    r"(?P<new>\d{1,7})(?: \w+)? (?:chu |ma )?(?:khong|ko|dau|nao) phai(?: la)? (?P<old>\d{1,7})"
    r"(?: (?:nguoi|ho|dau|nhe|a|em))*"
    r"|(?:khong|ko|dau|nao) phai(?: la)? (?P<old2>\d{1,7})(?: \w+)? (?:ma|dau|,)(?: la| phai la)* (?P<new2>\d{1,7})"
    r"(?: (?:nguoi|ho|co|nhe|a|em|moi dung))*"
)
_BEFORE_IT = re.compile(
    r"(?:(?:a|o|ay|chet|nham|quen|ma|em|chau|bac|sua|lai|la|thoi|roi|oi|so|luc nay|vua roi|cai|muc|cau|dong"
    r"|dau tien|dau|thu|nhat|tren|truoc|phai|dung ra)[ ,]+)*"
)


def _put_right(turn: Turn, folded: str) -> Reading | None:
    said = folded.strip(" .?!")
    found = _NOT_THAT.fullmatch(_BEFORE_IT.sub("", said, count=1))
    if found is None or turn.talk.waiting is not None:
        return None
    old, new = int(found["old"] or found["old2"]), int(found["new"] or found["new2"])
    meant = _that_was(turn, old)
    if len(meant) != 1:
        return None
    item = Item(names=(meant[0].name,), number=Number(num=new, words=str(new)))
    return Reading(intent="correct", items=(item,), text=turn.incoming.text)


def _that_was(turn: Turn, num: int) -> list[Question]:
    """The questions whose figure is this number: of those just answered, else of all that still take one."""
    last = [one for key in turn.talk.last if (one := scope.question(turn, key)) is not None]
    mine = [one for report in scope.own_reports(turn) for one in scope.questions_of(turn, report)]
    return [one for one in last if _is_on_record(turn, one, num)] or [
        one for one in mine if not one.report.closed(turn.sent) and _is_on_record(turn, one, num)
    ]


# "Cái số 301 ấy nhầm rồi", "400 là sai": a number that is called wrong is none that is given.
_CALLED_WRONG = re.compile(
    r"(?:(?:a|o|ay|oi|chet|thoi|em|chau|u|the|ma|ua|khoan)[ ,]+)*(?P<that>(?:cai |con )?so )?"
    r"(?P<num>\d{1,7})(?: ?/ ?\d+)?"
    r"(?: (?:nguoi|ho|ay|do|nay|kia|luc|vua|roi|tren|o|hom|qua|bac|toi|em|minh|chu|co|ghi|bao|gui|nhap|bi|thi|no|dem))*"
    r"(?: (?:nham|lon)| sai|(?P<is> la)? (?:nham|sai|lon|(?:chua|khong|ko) (?:dung|phai|chinh xac)))"
    r"(?: (?:roi|mat|dau|lam|bet|day|a|em|chau|oi|nhe|nha|het|ca|so|dong|muc|ngay|bac|co|chu))*"
)


def _called_wrong(turn: Turn, folded: str) -> Reading | None:
    found = _CALLED_WRONG.fullmatch(folded.strip(" .!,"))
    if found is None or turn.talk.waiting is not None:
        return None
    meant = _that_was(turn, int(found["num"]))
    if not meant and not found["that"] and not found["is"]:
        return None  # "421 nhầm", where nothing is 421: the right one may be meant
    named = Item(names=tuple(one.name for one in meant))
    return Reading(intent="correct", items=(named,) if len(meant) == 1 else (), text=turn.incoming.text)


# Between two numbers: the first was given before and is wrong, and not only typed wrong just now ("371 à không 372").
_RIGHTED = re.compile(r"\b(?:nham|sai|lon|sua|thanh|doi|moi dung|khong dung|phai la|dung ra)\b")


def of_the_wrong(turn: Turn, reading: Reading) -> Reading:
    """ "Số 310 ghi nhầm, phải là 312": what is put right is the figure that was 310, whatever is asked now."""
    marked = marked_of(reading)
    told = [one for one in reading.items if one.number is not None]
    if marked is None or marked.names or len(told) != 1 or turn.talk.waiting is not None:
        return reading
    for before, value in pairwise(marked.values):
        between = " ".join(marked.phrase.words[before.end : value.start])
        if value.link not in (Link.INSTEAD, Link.CORRECTED) or before.num is None or not _RIGHTED.search(between):
            continue
        if meant := _that_was(turn, before.num):
            item = replace(told[0], names=tuple(one.name for one in meant), code=None)
            return replace(reading, intent="correct", items=(item,), yes=False, no=False)
    return reading


def _is_on_record(turn: Turn, one: Question, num: int) -> bool:
    figure = figures.current(turn, one)
    return figure is not None and figure.count.num == num


_WHETHER_RIGHT = re.compile(
    r"\b(?:dung|phai|chuan|chinh xac)(?: la| ro)? (?:khong|ko|chua)(?: (?:em|chau|a|nhi|anh|chi|co|chu|the|vay))*$"
)


def asked_of_record(turn: Turn, reading: Reading) -> Reading:
    """ "Ngân hàng 280 có đúng không": where a figure is on record, that one is asked about, and no other given.

    Where there is none the number is offered to be written down, for a yes.
    """
    told = [one for one in reading.items if one.number is not None]
    if reading.intent not in {"report_figures", "correct", "keep", "confirm"} or len(told) != 1:
        return reading
    if told[0].number is None:
        return reading
    mine = [one for report in scope.own_reports(turn, Role.MEMBER) for one in scope.questions_of(turn, report)]
    named = [one for one in mine if one.name in told[0].names and not one.report.closed(turn.sent)]
    waiting = turn.talk.waiting
    if waiting is not None and not named:
        return reading
    same = told[0].number.num in {None, ((waiting or {}).get("count") or {}).get("num")}
    if waiting is not None and same and named[0].is_(waiting.get("question")):
        return reading  # "150 phải không", of the 150 that is in doubt
    meant = named or (_that_was(turn, told[0].number.num) if told[0].number.num is not None else [])
    if not meant or figures.current(turn, meant[0]) is None:
        if not _WHETHER_RIGHT.search(fold(reading.text).strip(" .!?")):
            return reading
        offered = replace(told[0], number=told[0].number._replace(asked=True))
        return replace(reading, intent="report_figures", items=(offered,), yes=False)
    return replace(reading, intent="status_indicator", items=(Item(names=(meant[0].name,)),), also=(), yes=False)


_SWAP = re.compile(
    r"\b(?:doi cho|dao (?:lai|nguoc|cho)|nguoc nhau|lon nhau|dao nhau|nham cho|lon cho|doi nguoc"
    r"|(?:nham|lon) cua nhau|so (?:no|nay|kia) sang so (?:kia|no|nay))\b"
)


_BOTH = re.compile(r"\b(?:hai|2) (?:so|cai|muc|con so|chi tieu|dong|thu)\b|\bso (?:no|nay|kia) sang so\b")


def _last_two(turn: Turn) -> list[Question]:
    """The two figures of the last message, else the sender's two newest."""
    last = [one for key in turn.talk.last if (one := scope.question(turn, key)) is not None]
    if len(last) != 1:
        return last
    mine = [one for report in scope.own_reports(turn, Role.MEMBER) for one in scope.questions_of(turn, report)]
    given = [
        ((figure.entered_at, figure.message or 0), one)
        for one in mine
        if not one.report.closed(turn.sent)
        and (figure := figures.current(turn, one)) is not None
        and figure.person == turn.person
        and figure.count.num is not None
    ]
    return [one for _, one in sorted(given, key=lambda pair: pair[0])[-2:]]


def swapped(turn: Turn, reading: Reading) -> Reading:
    """ "Đổi chỗ ngân hàng với VNeID", "đổi chỗ hai số ấy" right after two were given: each gets the other's number."""
    names = [one for one in reading.items if one.names]
    if any(one.number for one in reading.items) or not _SWAP.search(fold(reading.text)):
        return reading
    if not names and _BOTH.search(fold(reading.text)):
        names = [Item(names=(one.name,)) for one in _last_two(turn)]
    if len(names) != 2:
        return reading
    mine = [one for report in scope.own_reports(turn, Role.MEMBER) for one in scope.questions_of(turn, report)]
    live = [one for one in mine if not one.report.closed(turn.sent)]
    found = [next((one for one in live if one.name in item.names), None) for item in names]
    counts = [figure.count.num if one and (figure := figures.current(turn, one)) else None for one in found]
    if None in counts:
        return reading
    items = tuple(
        Item(names=item.names, number=Number(num=num, words=str(num)))
        for item, num in zip(names, reversed(counts), strict=True)
    )
    return replace(reading, intent="correct", items=items, also=())


_LOOKS = re.compile(
    r"^(?:(?:o|a|ua|ay|the|thoi|khoan|u|ok|vang|da|roi|um) ?,? )*"
    r"(?:de|cho|doi) (?:bac|toi|chu|co|em|minh|anh|chi|tui|ba|ong) (?:xem|kiem|dem|ra|tinh|nho|coi|do)\b"
    r"|\bsao (?:lai )?(?:giam|tang|it|nhieu|cao|thap)\b"
)


def looks_again(turn: Turn, folded: str) -> bool:
    """ "Ơ sao lại giảm, để bác xem" over a doubt: neither a yes nor a no, and no day is named."""
    if turn.talk.step is not Step.DOUBT or any(sign.isdigit() for sign in folded) or not _LOOKS.search(folded):
        return False
    until = find_until(cut(folded), turn.today)
    return until is None or (until.day is None and until.hour is None)


def _or_else(turn: Turn, folded: str) -> Reading | None:
    """ "Hay 380 nhỉ" right after 390 was stored: one of the two, to be asked."""
    found = _OR_ELSE.fullmatch(folded.strip(" .?!"))
    last = scope.question(turn, turn.talk.last[-1]) if found is not None and len(turn.talk.last) == 1 else None
    figure = figures.current(turn, last) if last is not None else None
    if found is None or last is None or figure is None or figure.count.num is None or turn.talk.waiting is not None:
        return None
    both = (figure.count.num, int(found[1]))
    number = Number(ambiguous=True, alternatives=both, words=f"{both[0]} hay {both[1]}")
    return Reading(intent="correct", items=(Item(names=(last.name,), number=number),), text=turn.incoming.text)


_ROUNDS = r"(?:ca (?:hai|ba|may|2|3)|cac|het cac|tat ca(?: cac)?|toan bo(?: cac)?) dot"
_LATER = re.compile(
    rf"(?:.*, ?)?(?:(?:cho|thi|nen|em|oi) )*(?:{_ROUNDS}|dot (?!sau\b)[a-z0-9/ ]{{1,30}}?)"
    r"(?: (?:nay|do|kia|ay|cung|thi|deu|nua|luon|cho))* (?:lui|doi|gia han|keo dai|chuyen|noi)(?: han)?"
    r"(?: (?:luon|not))* (?:den|toi|sang|qua|them) [^,]+"
)
_CLOSED = re.compile(
    rf"(?:(?:thoi|gio|em|ok|the|oi) )*(?:chot|dong|ket thuc|khoa)(?: (?:luon|het|so|not))* {_ROUNDS}"
    r"(?: (?:di|luon|nhe|nha|em|giup|a|nay|do))*"
)


def of_rounds(turn: Turn, text: str, bare: str) -> Reading | None:
    """ "Cả hai đợt lùi đến 5/7", "đợt VNeID cũng lùi đến 5/7", "chốt cả hai đợt", said by an office."""
    if not turn.units(Role.OFFICER, Role.SUPERVISOR):
        return None
    if _CLOSED.fullmatch(bare):
        return Reading(intent="close_campaign", text=text)
    if _LATER.fullmatch(bare) is None or re.search(r"\b(?:thon|xom|ban|to|khu|ap|lang) \w+", bare):
        return None
    until = find_until(cut(text.rpartition(",")[2]), turn.today)
    return None if until is None or until.day is None else Reading(intent="extend", until=until, text=text)


# "Nhầm, 5/7", "thôi đến mùng 6 thôi", right after a deadline was moved.
_WRONG_DAY = re.compile(
    r"(?:(?:a|o|u|uh|ay|chet|em|oi|anh|chi|ma|roi|khoan) ?,? )*(?:nham|lon|sai|thoi|khong phai)"
    r"(?: (?:roi|mat|ngay|a|em|oi|ca))*[ ,.]+"
    r"(?:(?:la|den|toi|sang|thanh|ngay|phai|dung ra|cho|ho|no|het) )*(?P<day>\S+(?: \S+){0,4}?)"
    r"(?: (?:moi dung|nhe|nha|a|em|chu|co|thoi|di|cung duoc|la du|la duoc))*"
)


def another_day(turn: Turn, bare: str) -> str | None:
    """The extension given just before, with the day that is said now."""
    found = _WRONG_DAY.fullmatch(bare)
    if found is None or turn.talk.unit is None:
        return None
    until = find_until(cut(f"đến {found['day']}"), turn.today)
    if until is None or until.day is None or not _same_words(found["day"], until.words):
        return None
    return f"gia hạn {figures.unit_name(turn, turn.talk.unit)} đến {found['day']}"


# "Không phải mai, ngày kia", "đổi sang thứ 5 nhé", right after a day was promised.
_OTHER_PROMISE = re.compile(
    r"(?:(?:a|o|u|em|oi|chau|ma|thoi|khong) ?,? )*"
    r"(?:khong phai(?: ngay)? \S+(?: nay| sau| mai)?,?|doi|chuyen|lui|hen lai)"
    r" (?:(?:la|den|toi|sang|thanh|qua|bac|minh|em|lai) )*(?P<day>\S+(?: \S+){0,3}?)"
    r"(?: (?:nhe|nha|a|em|chau|co|di|moi dung))*"
)


def another_promise(turn: Turn, text: str, bare: str) -> Reading | None:
    """ "À nhầm, ngày kia" right after "mai": the other day is promised, and no figure is wrong."""
    found = _OTHER_PROMISE.fullmatch(bare) or _WRONG_DAY.fullmatch(bare)
    if found is None or turn.talk.did != "postpone" or found["day"].isdigit():
        return None
    for day in (found["day"], f"ngay {found['day']}"):
        until = find_until(cut(day), turn.today)
        if until is not None and until.day is not None and _same_words(day, until.words):
            return Reading(intent="postpone", until=until, text=text)
    return None


def _same_words(said: str, read: str) -> bool:
    return set(re.findall(r"\w+", said)) <= set(re.findall(r"\w+", fold(read)))
