"""Reading a message in its moment: over a doubt, as an order, as the answer to a quoted question."""

import re
from dataclasses import replace

from handlers import bases, mended, moved_over, ordinals, scope, sends, which_round
from handlers.language.plain import plain_figure
from handlers.language.read import read
from handlers.language.reading import Item, Reading
from handlers.language.text import cut, fold
from handlers.language.times import find_until
from handlers.scope import Question
from handlers.turn import Turn
from scoring.framework import Kind
from store import outbox
from store.conversations import Step
from store.people import Role

# Over a doubt these may be what the person is going to do.
_LOOK_AGAIN = {"xem lai", "xem lai so", "cho xem lai", "cho bac xem lai", "bac xem lai", "xem lai cai", "doc lai"}
_ENDING = re.compile(r"(?: (?:nao|di|nhe|nha|em|chau|a|voi|da|cai|phat|ti|chut))+$")
RATIO = Kind.RATIO.value
_KEEP = {
    "giu",
    "van giu",
    "cu giu",
    "giu so do",
    "giu so nay",
    "cung the",
    "cung vay",
    "cung nhu the",
    "cung nhu vay",
    "cung rua",
    "y the",
}  # alone, over a doubt
# "Ừ tầm thế": a yes to what is only about right.
_ABOUT_SO = re.compile(
    r"(?:(?:u|uh|um|vang|da|dung|ok|chac|thi|cung)[ ,]+)*"
    r"(?:tam|khoang|chung|do|dai khai|gan|ang) (?:the|vay|nhu the|nhu vay|rua)"
    r"(?: (?:em|chau|a|thoi|nhe|day|do))*"
)
# "Giảm thật mà", "bác đếm kỹ rồi": insisted on.
_INSISTS = re.compile(
    r"(?:(?:u|uh|thi|da|vang|a|o|bac|toi|minh|so|cai|no)[ ,]+)*"
    r"(?:(?:giam|tang|it|nhieu|cao|thap)(?: \w+)? (?:that|day|roi|ma)"
    r"|(?:dem|ra|kiem|hoi)(?: (?:di|lai|rat|tung|nha|dem|soat|tra))* (?:ky|can than|du|chinh xac))"
    r"(?: (?:lam|roi|ma|that|day|dau|em|chau|a|nhe|chu))*"
)
# "giữ, vừa có 10 người về", "đúng rồi vì mới tách hộ": the reason may hold numbers, which are no figures.
_BECAUSE = re.compile(
    r"(?:(?:vẫn |cứ )?giữ(?: nguyên| số đó| số này)? ?(?:[,.:-]|vì|do|tại)"
    r"|đúng(?: rồi| thế| vậy)?(?: ạ| em)?,? (?:vì|do|tại)) ?(?P<why>.*[^\W\d].*)",
    re.IGNORECASE,
)
# Said over a doubt, these are about the doubted item, not a yes or no to the number.
_ABOUT_THE_ITEM = re.compile(r"(?:hoan tac|bo qua|de sau|(?:muc nay |cai nay )?khong ap dung)\b")
# Words the bot itself offers in its help: alone, they always mean this.
_OFFERED: dict[str, str] = {
    "bat dau": "again",
    "bat dau di": "again",
    "bat dau nhe": "again",
    "bat dau thoi": "again",
    "bat dau luon": "again",
    "bat dau lam": "again",
    "bat dau duoc chua": "again",
    "bat dau nao": "again",
    "lam gi nua": "again",
    "roi lam gi nua": "again",
    "con gi": "status_unit",
    "con gi nua": "status_unit",
    "han": "ask_deadline",
    "giup": "ask_help",
    "diem": "score",
    **dict.fromkeys(
        [
            "so nao",
            "so gi",
            "muc nao",
            "muc gi",
            "cau nao",
            "hoi gi",
            "bao gi",
            "roi sao nua",
            "gi nua",
            "the hoi gi",
            "hoi gi co",
            "bao cai gi",
            "so nao co",
            "bac bao so day",
            "em oi bac bao so day",
        ],
        "again",
    ),
    "cau truoc": "previous",
    "quay lai": "previous",
    "quay lai cau truoc": "previous",
    "lui lai cau truoc": "previous",
    "ve cau truoc": "previous",
    "cho bac quay lai cau truoc": "previous",
}


# "Em ơi cho bác hỏi tí": the question itself is still to come.
_WILL_ASK = re.compile(
    r"(?:(?:em|chau|chi|anh|co|chu|xa|ad|bot|da|a|oi|nay|the|thua) )*(?:cho |xin |muon |can |nho )?"
    r"(?:(?:toi|bac|em|chau|chu|co|minh|tui|ong|ba) )?(?:(?:muon|can|xin|cho) )?"
    r"hoi(?: (?:ti|chut|cai|mot|xiu|voi|nhe|da|em|a|ty|1|cau|them|lai|nhanh|viec|nay))*"
)
# "Cho tôi báo số": the number itself is still to come, and the question says which.
_WILL_REPORT = re.compile(
    r"(?:(?:em|chau|chi|anh|co|chu|xa|ad|bot|da|a|oi|nay|the|thua|gio|bay gio|nao) )*(?:cho |xin )?"
    r"(?:(?:toi|bac|em|chau|chu|co|minh|tui|ong|ba) )?(?:(?:muon|can|xin|cho) )?(?:bao|khai|nhap) (?:so|so lieu)"
    r"(?: (?:day|voi|nhe|da|em|a|luon|bay gio|cai|cua thon|thon minh|cho thon|vao dau|o dau))*"
)
_WHO_GAVE = re.compile(r"\bai (?:da |vua |moi |la nguoi )*(?:gui|bao|nhap|ghi|khai|sua|dien)\b")
# "Ai sửa số của bác thế", "số ấy ai báo": of the figure given last.
_WHO_CHANGED = re.compile(
    r"(?:(?:o|a|u|the|so|cai|con|do|ay|nay|kia|day|em|chau|oi|ua)[ ,]+)*ai (?:(?:da|vua|moi|la nguoi|lai|dam) )*"
    r"(?:gui|bao|nhap|ghi|khai|sua|dien|doi|thay)(?: (?:lai|mat|so|cua|bac|toi|em|chau|co|chu|minh|thon|nay|ay|do|vao"
    r"|the|vay|day|nhi|ha|ban nay|luc nay|con|cai|roi|len))*"
)
# "Hai cái vừa rồi đúng chưa": what was given is shown.
_THOSE_RIGHT = re.compile(
    r"(?:(?:the|em|chau|a) )*(?:\d|hai|ba|bon|may|cac) (?:cai|so|muc|dong)"
    r"(?: (?:vua|roi|nay|luc|ban|hoi|tren|ay|do|kia|bac|bao))*"
    r" (?:dung|duoc|on|chuan|ghi)(?: (?:roi|duoc|so))* (?:chua|khong|het chua)(?: (?:em|chau|a|nhi|vay|the|ha))*"
)
_ALL_RIGHT = re.compile(
    r"(?:(?:the|em|chau|a|so|vay|nhu the|bao cao) )*(?:da )?(?:dung|on|chuan|duoc) (?:het|ca|tat|het ca)"
    r"(?: (?:roi|ca))? (?:chua|khong)(?: (?:em|chau|a|nhi|vay|the|ha))*"
)
# "Em hỏi chi rứa", "hỏi cái gì đấy": the question once more.
_ASKS_WHAT = re.compile(
    r"(?:(?:the|em|chau|ban|may|nay|con|dang) )*(?:hoi|can|muon)(?: (?:hoi|bac|toi|cai|ve|so))* (?:gi|chi)"
    r"(?: (?:the|rua|vay|day|do|a|nhi|co|ha|ay|em|chau))*"
)
_WHICH_ROUND = re.compile(
    r"(?:the |ma )?(?:so lieu |bao |lam )?(?:dot|ky|bao cao)(?: nay| bao cao)*(?: (?:la|cua|cho|tinh|den))*"
    r" (?:dot |ky |quy |nam )?(?:gi|nao|thang nao|thang may|may)(?: (?:the|vay|day|a|em|chau|nhi|ha|co))*"
)
# "Bao nhiêu câu tất cả", "còn mấy mục nữa": how many are asked and how far it is.
_HOW_MANY = re.compile(
    r"(?:(?:the|con|co|ma|phai|tong cong|tat ca|dot nay|bao|tra loi|lam|nhap|em|chau|hoi|het) )*"
    r"(?:bao nhieu|may) (?:cau(?: hoi)?|muc|so(?: lieu)?|chi tieu)"
    r"(?: (?:nua|tat ca|ca thay|het|la xong|thi xong|the|vay|day|a|em|chau|nhi|ha|tong cong|phai|bao|tra loi|moi|xong"
    r"|thi|la|co|lan))*"
)
# "Thiếu 2 cái kia có gửi được không": whether a report may go with gaps.
_MAY_SEND = re.compile(
    r"\bthieu\b.*\b(?:gui|nop)(?: bao cao)? (?:cung )?duoc (?:khong|chu|a|ha)\b"
    r"|\b(?:gui|nop) (?:bao cao )?thieu (?:co |cung )?duoc\b"
)
_COUNTED = re.compile(r"\d+ (?:cai|muc|so|cau)")
# "Đúng chưa cháu", "ghi chưa", "nhận được chưa": what was written down is asked back.
_IS_RIGHT = re.compile(
    r"(?:(?:the|vay|nhu the|nhu vay|so|nhu rua|rua) )*(?:da |em |chau )*"
    r"(?:dung|on|duoc|chuan|ghi|nhan|luu|vao so|nhan duoc|ghi duoc|vao)"
    r"(?: (?:so|roi|duoc|cho bac|cua bac|the|lai))* (?:chua|khong|ko)(?: (?:em|chau|a|nhi|vay|the|ha|co|oi))*"
)
# "Tuần này anh nghỉ phép": told, and nothing of the work.
_AWAY = re.compile(
    r"(?:\w+ ){0,5}(?:nghi phep|di cong tac|di hop|nghi om|di vang|nghi mat|nghi tranh thu)(?: \w+){0,4}"
)
# "Cháu gửi báo cáo hộ bố": whoever presses it, the report goes.
_SENDS_FOR = re.compile(
    r"(?:(?:em|chau|con|toi|minh) )?(?:xin )?(?:gui|nop) (?:luon |het )?bao cao (?:ho|giup|gium|thay|cho)(?: \w+){0,2}"
)
# "Gửi báo cáo 6 tháng đầu năm": which of several goes.
_SENDS_OF = re.compile(
    r"(?:(?:da|the|thoi|vang|ok|em|bac|cho) )*(?:gui|nop)(?: (?:luon|not|di|giup))* (?:bao cao|so lieu)"
    r"(?: (?:cua|dot|ky|cho))* (?:(?:6|sau) thang(?: (?:dau|cuoi) nam)?|thang (?:\d{1,2}|\w+)|quy (?:\d|\w+))"
    r"(?:(?: nam|/| /)? ?20\d\d)?(?: (?:di|nhe|luon|em|giup|bac|toi|voi|a|nha|chau|cai))*"
)
# "Gửi nhé, xin lỗi các cháu": sent, and something friendly behind it.
_SENDS_AND_MORE = re.compile(
    r"(?:(?:u|uh|vang|ok|da|the|thoi|roi|dung|dung roi|xong)[ ,]+)*(?:gui|nop)(?: bao cao)?(?: luon)?"
    r" (?:nhe|di|luon|nha)(?: (?:em|chau|co|chu))?, ?"
    r"(?:xin loi|cam on|bac cam on|toi cam on|nho|lam phien|phien|vat va)\b[^\d?]*"
)
# "Thế là xong rồi hả": how far it is, asked at the end.
_IS_DONE = re.compile(
    r"(?:(?:the|vay|nhu the|nhu vay)(?: la)? )?(?:xong|du|het viec)(?: (?:viec|ca|het|roi|so))* ?"
    r"(?:ha|a|chua|phai khong|dung khong|nhi)(?: (?:em|chau|chi|anh|a|co))*"
)
# "Thứ 4 là ngày bao nhiêu", "ngày kia là thứ mấy".
_WHICH_DAY = re.compile(
    r"(?:the |vay )?(?P<day>\w+(?: \w+){0,4}?) (?:la|nham) (?:thu may|ngay (?:may|bao nhieu|nao)|hom nao|bao nhieu)"
    r"(?: (?:nhi|em|a|the|vay|chau|ha|day))*"
)
# "Nhập số huyện", "nhập số của phòng": the office's own items, whatever the office is.
_OFFICE = re.compile(
    r"(?:nhap|bao|dien|khai) (?:so|so lieu|cac muc)(?: cua| phan)? (?:xa|phuong|huyen|thi xa|thanh pho|quan|tinh"
    r"|phong|so|ubnd|uy ban|co quan|van phong)(?: minh| toi| em| ta)?(?: di| nhe| a)?"
)


_LOCAL = re.compile(r"\b(?:rua|ri)\b(?=$| (?:la|em|chau|bac|anh|chi|a|co|chu|he)\b)")  # "rứa", "ri": thế


def heard(turn: Turn, text: str) -> Reading:
    """Read a message. What follows "giữ 420/530," is the reason, whatever numbers stand in it; "bỏ qua, …" skips."""
    if (plain := _plain(turn, text)) is not None:
        return plain
    folded = _LOCAL.sub("the", fold(text))
    if _OFFICE.fullmatch(folded):
        return Reading(intent="office_items", text=text)
    day = _WHICH_DAY.fullmatch(folded.strip(" .?!"))
    if day is not None and "han" not in folded.split() and find_until(cut(day["day"]), turn.today):
        return Reading(intent="which_day", until=find_until(cut(day["day"]), turn.today), text=text)
    if not any(sign.isalnum() for sign in cut(text).clean):
        return Reading(intent="again" if "?" in text else "reaction", text=text)
    if _WILL_ASK.fullmatch(folded.strip(" .,!:?")):
        return Reading(intent="wants_to_ask", text=text)
    if (other := mended.mended(turn, folded)) is not None:
        return other
    bare = folded.strip(" .,!:?")
    if turn.units(Role.MEMBER) and (_THOSE_RIGHT.fullmatch(bare) or _ALL_RIGHT.fullmatch(bare)):
        return Reading(intent="show_report", text=text)
    if turn.units(Role.MEMBER) and _ASKS_WHAT.fullmatch(bare):
        return Reading(intent="again", text=text)
    if turn.units(Role.MEMBER) and turn.talk.last and _WHO_CHANGED.fullmatch(bare):
        last = scope.question(turn, turn.talk.last[-1])
        return Reading(intent="history", items=(Item(names=(last.name,)),) if last is not None else (), text=text)
    if turn.units(Role.MEMBER) and sends.said(turn, text, bare):
        return Reading(intent="submit", text=text)
    if turn.units(Role.MEMBER) and (_WHICH_ROUND.fullmatch(bare) or _HOW_MANY.fullmatch(bare)):
        return Reading(intent="status_unit", text=text)
    if (
        turn.units(Role.MEMBER)
        and _MAY_SEND.search(bare)
        and not any(sign.isdigit() for sign in _COUNTED.sub("", bare))
    ):
        return Reading(intent="may_send", text=text)
    if turn.units(Role.MEMBER) and turn.talk.step is not Step.CONFIRM and _IS_RIGHT.fullmatch(bare):
        return Reading(intent="read_back", text=text)
    if turn.units(Role.MEMBER) and _SENDS_OF.fullmatch(bare):
        return replace(read(text, scope.context(turn, text)), intent="submit", items=(), yes=False, no=False, also=())
    if turn.units(Role.MEMBER) and turn.talk.waiting is None:
        if _SENDS_FOR.fullmatch(bare) or _SENDS_AND_MORE.fullmatch(bare):
            return Reading(intent="submit", text=text)
        if _IS_DONE.fullmatch(bare):
            return Reading(intent="status_unit", text=text)
    if (of_rounds := mended.of_rounds(turn, text, bare)) is not None:
        return of_rounds
    if (
        turn.talk.did == "extend"
        and turn.talk.unit is not None
        and (again := mended.another_day(turn, bare)) is not None
    ):
        turn.incoming = replace(turn.incoming, text=again)
        return read(again, scope.context(turn, again))
    if (promised := mended.another_promise(turn, text, bare)) is not None:
        return promised
    if turn.units(*scope.READERS) and not turn.units(Role.MEMBER) and _AWAY.fullmatch(bare):
        return Reading(intent="postpone", text=text)
    if _WILL_REPORT.fullmatch(folded.strip(" .,!:?")) and turn.units(Role.MEMBER):
        return Reading(intent="again", text=text)
    if mended.looks_again(turn, folded):
        return Reading(intent="looks_again", text=text)
    if folded in _OFFERED:
        return Reading(intent=_OFFERED[folded], text=text)
    if turn.talk.step is not Step.DOUBT and _ENDING.sub("", folded.strip(" .!")) in _LOOK_AGAIN:
        return Reading(intent="show_report", text=text)
    if turn.talk.step is Step.DOUBT and (folded in _KEEP or _ABOUT_SO.fullmatch(bare)):
        return Reading(intent="keep", text=text)
    if turn.talk.step is Step.DOUBT and turn.units(Role.MEMBER) and _INSISTS.fullmatch(bare):
        return Reading(intent="keep", reason=text.strip(), text=text)
    if turn.talk.step is Step.DOUBT and _keeps_whole(turn, folded):
        return Reading(intent="keep", reason=text.strip() if len(folded.split()) > 1 else None, text=text)
    if turn.talk.step is Step.DOUBT and (because := _BECAUSE.fullmatch(text.strip())) is not None:
        return Reading(intent="keep", reason=because["why"].strip(), text=text)
    if turn.talk.step is Step.DOUBT and _ABOUT_THE_ITEM.match(folded):
        return _about_the_item(turn, text)
    head, _, tail = text.partition(",")
    if turn.talk.step is Step.DOUBT and folded.startswith(("giu ", "van giu ")):
        kept = read(head, scope.context(turn, head))
        return replace(kept, reason=tail.strip() or kept.reason, text=text)
    if folded.startswith("bo qua") and tail:
        return replace(read(head, scope.context(turn, head)), reason=tail.strip(), text=text)
    if turn.units(Role.MEMBER):
        text = ordinals.spelt_out(turn, text)
    reading = _as_order(turn, text, read(text, scope.context(turn, text)))
    reading = _careful(turn, _as_return(turn, _as_base(turn, reading)))
    if _asks_of_number(turn, reading, text):
        named = tuple(Item(names=one.names, code=one.code) for one in reading.items if one.names)
        return replace(reading, intent="status_indicator", items=named, also=())
    if turn.talk.waiting is None and turn.units(Role.MEMBER):
        reading = moved_over.other_item(turn, mended.of_the_wrong(turn, mended.swapped(turn, reading)))
    if turn.units(Role.MEMBER) and ends_asking(text):
        reading = mended.asked_of_record(turn, reading)
    if _WHO_GAVE.search(folded) and first_named(reading) is not None and not figures_in(reading):
        return replace(reading, intent="history")
    return reading


_DOUBTS = re.compile(r"(?:\?|(?:^|\s)(?:à|hả|hử|nhỉ|ư|chăng|sao|phải không|đúng không)(?: (?:em|ạ|anh|chị))?)[\s.!?]*$")


_ENDS_ASKING = re.compile(r"\b(?:co|dung|phai)\b.*\bkhong(?: (?:em|a|nhi|anh|chi|chau|co|chu|the|vay))*[ .!?]*$")


def asks_back(text: str) -> bool:
    """Whether a message ends as a doubtful question does: "có 262 thôi à"."""
    return _DOUBTS.search(text.lower()) is not None


def ends_asking(text: str) -> bool:
    """Whether it ends in a doubt, or as "có … không" does."""
    return asks_back(text) or _ENDS_ASKING.search(fold(text)) is not None


def _asks_of_number(turn: Turn, reading: Reading, text: str) -> bool:
    """An office's "thôn 2 ngân hàng có 262 thôi à": a figure that is asked about, and none that is given."""
    if not turn.units(*scope.READERS) or turn.units(Role.MEMBER) or turn.talk.waiting is not None or turn.talk.asked:
        return False
    if reading.intent not in {"report_figures", "correct"} or not reading.units:
        return False
    asks = asks_back(text) or (_ENDS_ASKING.search(fold(text)) is not None and any(sign.isdigit() for sign in text))
    return asks and any(one.names for one in reading.items)


_FIRST_NUMBER = re.compile(r"\d[\d.]*")
_WRONG = re.compile(r"\b(?:nham|sai|lon|khong phai|sua|la)\b")


def _keeps_whole(turn: Turn, folded: str) -> bool:
    """ "525 mới đúng, mới thêm 5 người" over a doubt about the whole of 412/525: it is the whole that is right."""
    waiting = turn.talk.waiting or {}
    if "other_base" not in [name for name, _ in waiting.get("doubts", ())]:
        return False  # "smartphone 520 thôi", of 416/520: all of them
    count = waiting.get("count") or {}
    first = _FIRST_NUMBER.search(folded)
    whole = count.get("den")
    if first is None or whole is None or whole == count.get("num") or _WRONG.search(folded):
        return False
    return first[0].replace(".", "") == str(whole)


def _about_the_item(turn: Turn, text: str) -> Reading:
    """What is said of an item whose number is in doubt: read as an answer to its question."""
    head, _, tail = text.partition(",")
    reading = read(text, replace(scope.context(turn, text), state="ask"))
    if not reading.items and fold(head) in {"bo qua", "de sau"}:
        return replace(reading, intent="skip", reason=tail.strip() or None, yes=False, no=False)
    return reading


def plain_ratio(turn: Turn, text: str) -> Reading | None:
    """A bare figure to an open question for a ratio, quoting nothing: no kind of question makes anything else of it."""
    asked = _asked(turn, text) if turn.incoming.quote is None else None
    return plain_figure(text, RATIO) if asked is not None and asked.indicator.kind is Kind.RATIO else None


def _plain(turn: Turn, text: str) -> Reading | None:
    """A bare figure to the open question: it needs no names, no units and no context to be read."""
    asked = _asked(turn, text)
    return plain_figure(text, asked.indicator.kind.value) if asked is not None else None


def _asked(turn: Turn, text: str) -> Question | None:
    """The open question, with nothing lying over it, where the text begins as a figure does."""
    talk = turn.talk
    if talk.asked is None or talk.waiting is not None or not text[:1].isdigit():
        return None
    return scope.question(turn, talk.asked)


# Which act an order is a yes to, where that act waits.
ORDERS = {
    "remind_now": "remind",
    "approve": "approve",
    "return_for_fix": "return",
    "extend": "move_deadline",
    "open_campaign": "open_campaign",
    "close_campaign": "close_campaign",
}


# What is asked or said beside the work: answered, and the open question comes back.
SIDE = {
    "held_back",
    "ask_deadline",
    "ask_definition",
    "ask_target",
    "ask_names",
    "which_day",
    "reached",
    "photo_numbers",
    "who_are_you",
    "ask_help",
    "complaint",
    "off_topic",
    "unsafe",
    "switch_language",
    "call_me",
    "evidence_list",
    "status_indicator",
    "missing_units",
    "sent_units",
    "shortfall",
    "short_units",
    "extensions",
    "reviewed_by",
    "nudged",
    "why_returned",
    "ranking",
    "compare_periods",
    "opt_out",
    "opt_in",
    "human_handoff",
    "history",
}


def _as_base(turn: Turn, reading: Reading) -> Reading:
    """An officer's "số người trưởng thành thôn 3 là 530": a base with one number, and no indicator's figure."""
    if reading.intent == "base_set" or not turn.units(Role.OFFICER) or not bases.named_base(reading.text):
        return reading
    numbers = [one for one in reading.items if one.number is not None]
    plain = len(numbers) == 1 and numbers[0].number is not None and numbers[0].number.num is not None
    whole = plain and numbers[0].number is not None and numbers[0].number.den is None
    named = [name for one in reading.items for name in one.names]
    if not whole or (named and not bases.is_whole(reading.text)):
        return reading
    return replace(reading, intent="base_set")


_RETURNS = re.compile(r"(?:(?:em|giup|nho|ok|u|thoi|a|vay) )*(?:tra (?:lai|ve)|gui tra)\b")


def _as_return(turn: Turn, reading: Reading) -> Reading:
    """ "Trả lại thôn 3 số ngân hàng, chưa tính mấy người mới": the order, though its reason speaks of some number."""
    if reading.intent != "report_figures" or not reading.units or not turn.units(Role.OFFICER, Role.SUPERVISOR):
        return reading
    sure = any(one.number is not None and (one.number.sure or one.number.alternatives) for one in reading.items)
    if sure or _RETURNS.match(fold(reading.text)) is None:
        return reading
    named = tuple(Item(names=one.names, code=one.code) for one in reading.items if one.names)
    reason = reading.text.partition(",")[2].strip()[:300] or None
    return replace(reading, intent="return_for_fix", items=named, reason=reading.reason or reason, unread=())


_ACTS = {"approve", "remind_now", "close_campaign", "delete_my_data", "open_campaign", "return_for_fix", "opt_out"}
# "đừng duyệt thôn 3 vội", "khoan nhắc", "chưa chốt đâu"; "dừng nhắc" itself is an order.
_NOT = re.compile(
    r"(?:^| )(?:(?:khoan|dung(?! nhac| nhan| bao)) (?:\w+ ){0,2}|(?:chua|khong|ko) (?:(?:he|can|phai|nen|duoc) )?)"
    r"(?:duyet|xoa|nhac|tra(?! loi\b)|chot|mo|huy|quen)"
)
_ASKED = re.compile(r"(?:^| )(?:chua(?: em| a| nhi| vay| the)?|co nen .*khong(?: em| a)?) ?\??$")
_MAY_ASK = re.compile(r"(?:\?|khong|khong (?:em|a|nhi|vay))$")  # more is held back from an approval


def _careful(turn: Turn, reading: Reading) -> Reading:
    """What acts for others, or cannot be taken back, is done on a plain order only: not on its denial or a question."""
    said = fold(reading.text).strip(" .!")
    puts_off = reading.intent == "postpone" and not turn.units(Role.MEMBER) and _NOT.search(said)
    if puts_off:
        return replace(reading, intent="deny" if turn.talk.step is Step.CONFIRM else "held_back", items=(), no=True)
    if reading.intent not in _ACTS and not (reading.intent == "unclear" and reading.doubtful in _ACTS):
        return reading
    denied = _NOT.search(said)
    stops = reading.intent == "opt_out" and denied is not None and denied[0].endswith("nhac")  # "đừng gửi tin nhắc nữa"
    if denied and not stops and "đúng" not in reading.text.lower():
        return replace(reading, intent="deny" if turn.talk.step is Step.CONFIRM else "held_back", yes=False, no=True)
    if reading.intent == "approve" and (_ASKED.search(said) or _MAY_ASK.search(said)):
        return replace(reading, intent="list_pending", yes=False)
    if _ASKED.search(said):
        return replace(reading, intent="held_back", yes=False)
    return reading


def _as_order(turn: Turn, text: str, reading: Reading) -> Reading:
    """ "Nhắc thôn 6" is that order, and no yes to sending a report or keeping a figure that waits."""
    waiting = turn.talk.waiting
    if waiting is None or "confirm" not in {reading.intent, reading.doubtful}:
        return reading
    free = read(text, replace(scope.context(turn, text), state="idle"))
    another = waiting.get("act") != ORDERS.get(free.intent) or which_round.named(turn, scope.campaigns_in_sight(turn))
    return free if free.intent in ORDERS and another else reading


def quoted(turn: Turn, reading: Reading) -> Reading:
    """Quoting the bot's question answers that question, whatever is open now."""
    if turn.incoming.quote is None:
        return reading
    recipe = outbox.by_platform_id(turn.db, turn.incoming.account, turn.incoming.quote)
    asks = (recipe or {}).get("asks")
    asked = scope.question(turn, asks) if asks else None
    if asked is None:
        return reading
    name = f"{asked.report.campaign.framework}/{asked.indicator.id}"
    items = tuple(one if one.names else replace(one, names=(name,)) for one in reading.items)
    if not items and reading.intent in {"ask_definition", "ask_target", "skip"}:
        return replace(reading, items=(Item(names=(name,)),))
    if (
        not items
        and (found := read(turn.incoming.text, replace(scope.context(turn, ""), state="ask", asked=name))).items
    ):
        items = tuple(replace(one, names=(name,)) for one in found.items)
    return replace(reading, items=items, intent="correct" if items and reading.intent != "correct" else reading.intent)


def figures_in(reading: Reading) -> list[Item]:
    """The items of a reading that tell something, not only name an indicator.

    The whole alone, beside what is put off ("thôn có 460 người, còn có máy thì để em đếm đã"), answers nothing.
    """
    later = reading.intent == "postpone"
    return [
        one
        for one in reading.items
        if (one.number is not None and not (later and one.number.only_whole))
        or one.choice is not None
        or one.same
        or one.not_applicable
        or one.later
        or one.text
    ]


def first_named(reading: Reading) -> Item | None:
    """The first indicator named, with a figure or without."""
    return next((one for one in reading.items if one.names), None)
