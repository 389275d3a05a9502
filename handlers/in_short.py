"""What a team's member wants in a few words: no more of it, to be done, to know what is asked."""

# ruff: noqa: E501 (one form, one line)

import re

from handlers import asking, scope
from handlers.language.reading import Item, Number, Reading
from handlers.language.text import cut
from handlers.language.times import find_until
from handlers.turn import Turn
from scoring.framework import Kind
from store.conversations import Step
from store.people import Role

_LONGEST = 12  # words: a longer message tells more
_SELF = r"(?:bac|toi|tui|chu|co|ong|ba|anh|chi|minh)"
_END = r"(?: (?:em|chau|a|nhe|nha|oi|co|day|do|the|vay|nua|dau|ha|nhi|ma|roi))*"
_LEAD = r"(?:(?:a|o|u|oi|the|thi|ma|thoi|em|chau|met|met qua|kho qua|vay|nay|ok|uh|da|bac)[ ,.]+)*"
# "Thôi không làm nữa đâu", "bác xin nghỉ": nobody is pressed; three ways out are told.
_REFUSES = re.compile(
    rf"{_LEAD}(?:{_SELF} )?(?:khong|ko|chang|cha|deo|dech|chiu khong) (?:lam|bao|khai|gui|nhap|dem|ghi|tra loi)(?: (?:gi|het|cai nay|viec nay|bao cao|so))* (?:nua|het nua|dau nua){_END}"
    rf"|{_LEAD}(?:{_SELF} )?(?:xin |muon )(?:nghi|thoi|rut)(?: (?:viec|lam|luon|han|thoi|nay))*{_END}"
    rf"|{_LEAD}(?:{_SELF} )?(?:bo|tra) viec(?: nay)?{_END}"
)
# "Xong rồi đấy", "thế là hết": the report is shown, or what it still lacks.
_DONE = re.compile(
    rf"{_LEAD}(?:la )?(?:lam |bao |nhap |dien |gui )?(?:xong|hoan thanh|du het)(?: (?:het|ca|viec|xuoi|roi|so|luon|tat ca|bao cao|phan bac))*{_END}|{_LEAD}the la (?:xong|het|du){_END}"
)
# "Chưa gửi vội", "khoan gửi đã", where nothing but the sending is left.
_NOT_SENT = re.compile(
    rf"{_LEAD}(?:khong|chua|dung|khoan|khoan hay|de|tu tu|cham)(?: (?:co|hay|can|muon|da|hang|moi))* (?:gui|nop)(?: (?:voi|luon|vao|da|bao cao|ngay|hom nay|vao dau))*{_END}|{_LEAD}(?:khoan|tu tu|doi|cho|de)(?: (?:da|hay|bac|chut|cai|khoan|gui|xem|nghi|ti|ty))*{_END}"
)
# "Có việc gì không cháu", "nhắn bác có gì không": what is owed.
_WHAT_FOR = re.compile(
    rf"{_LEAD}(?:(?:nhan|goi|tim|hom nay|gio|bua nay|hoi|can|nho|co)(?: tin)?(?: {_SELF})? )*(?:co )?(?:viec|chuyen) (?:gi|chi)(?: (?:moi|can|bac|khong|ko|lam|cho|nua|ma))*{_END}"
    rf"|{_LEAD}(?:hom nay|bua nay|gio)? ?(?:phai|can) lam (?:gi|chi|nhung gi|cai gi){_END}"
)
# "Báo số gì cơ", "đợt ni báo chi rứa": the question once more.
_ASKS_WHAT = re.compile(
    rf"{_LEAD}(?:(?:dot|ky|lan) (?:nay|ni) )?(?:(?:phai|can|la|muon|bao|bat|{_SELF}) )*(?:bao|khai|nop|dem|nhap|gui|hoi)(?: (?:cai|so|so lieu|ve|muc))* (?:gi|chi|nao|may)(?: (?:rua|the|vay|co|day|do|a|ha|nhi|em|chau|hi|the em))*"
)
_AGAIN = re.compile(
    rf"{_LEAD}(?:ha|hu|gi|chi|sao|rang|cai gi|noi gi|noi cai gi|gi co|noi chi|sao co)(?: (?:co|rua|the|vay|day|do|ha|nhi|em|chau|hi|a))*|{_LEAD}(?:noi|doc|hoi|viet) lai(?: (?:xem|di|coi|cai|nao|cau|hoi|do|nay|cho|bac|toi|nghe|voi))*{_END}"
)
# "Bác gửi từ hôm qua rồi mà", "bà Lan báo rồi": what stands is told.
_TOLD_ALREADY = re.compile(
    rf"{_LEAD}(?:{_SELF}|(?:ba|ong|anh|chi|co|chu) \w+)? ?(?:da |vua )?(?:bao|gui|nop|khai|nhap|nhan|lam)(?: (?:so|roi|het|tu|hom|qua|kia|truoc|sang|chieu|toi|tuan|nay|hai|ba|may|lan|du|ca|cai|do))* roi(?: (?:ma|day|do|con hoi|sao|lai|con|hoi|nua|em|chau|a|co|the|gi))*"
)
# "Con bác nhắn hộ": anybody of theirs may.
_FOR_THEM = re.compile(
    rf"{_LEAD}(?:day la )?(?:de |nho )?(?:con|chau|vo|chong|con trai|con gai|con dau|ba xa|ong xa)(?: {_SELF})? (?:nhan|bao|gui|nhap|khai|lam|bam)(?: (?:tin|so|ho|giup|thay|cho|{_SELF}|day|nhe|roi|a|em|chau))+"
)
# "Có mỗi bác": one, to be said again.
_ONLY_ME = re.compile(
    rf"{_LEAD}(?:ca thon |thon )?(?:(?:chi|co|moi|moi co|chi co|duoc) )+(?:moi |minh |mot minh )*{_SELF}(?: (?:thoi|la|co|dung|biet|a|em|chau|day))*|{_LEAD}(?:mot|moi) minh {_SELF}(?: (?:thoi|a|em|chau|co|dung))*"
)


# "Tuần sau được không": a day that is asked for is promised.
_ASKS_DAY = re.compile(
    rf"{_LEAD}(?:(?:de|cho|hen|khat|xin|bac|gui|nop|bao|sang|den|toi|lui)[ ,]+)*(?P<day>\S+(?: \S+){{0,3}}?)(?: (?:bac|toi|minh|thi|nhe|nha|moi|gui|nop|bao|lam|tra loi))*"
    r" (?:co )?(?:duoc|kip|on) (?:khong|ko|chu|chua|a|ha)(?: (?:em|chau|a|nhi|nhe|ha))*"
)


def _day_asked(turn: Turn, bare: str) -> Reading | None:
    found = _ASKS_DAY.fullmatch(bare)
    until = find_until(cut(found["day"]), turn.today) if found is not None else None
    if found is None or until is None or until.day is None or not set(found["day"].split()) <= set(until.words.split()):
        return None
    return Reading(intent="postpone", until=until, text=turn.incoming.text)


def said(turn: Turn, bare: str) -> Reading | None:
    """What such words want; None for any other message."""
    if not turn.units(Role.MEMBER) or turn.units(Role.OFFICER, Role.SUPERVISOR) or turn.incoming.group is not None:
        return None
    text = turn.incoming.text
    if turn.talk.waiting is not None or bare.count(" ") >= _LONGEST:
        return None
    asked = scope.question(turn, turn.talk.asked) if turn.talk.asked is not None else None
    counted = asked is not None and asked.indicator.kind in {Kind.RATIO, Kind.COUNT}
    if _REFUSES.fullmatch(bare):
        return Reading(intent="refused", text=text)
    if _WHAT_FOR.fullmatch(bare):
        return Reading(intent="greeting", text=text)
    if (day := _day_asked(turn, bare)) is not None:
        return day
    if _FOR_THEM.fullmatch(bare):
        return Reading(intent="handed_over", text=text)
    if _TOLD_ALREADY.fullmatch(bare) and (asked is None or counted):
        return Reading(intent="status_unit", text=text)
    if _ASKS_WHAT.fullmatch(bare) or (asked is not None and _AGAIN.fullmatch(bare)):
        return Reading(intent="again", text=text)
    if counted and turn.talk.step is Step.QUESTION and _ONLY_ME.fullmatch(bare):
        return Reading(intent="report_figures", items=(Item(number=Number(num=1, asked=True, words=bare)),), text=text)
    if _DONE.fullmatch(bare) and (asked is None or counted):
        return Reading(intent="status_unit" if _owes(turn) else "confirm", yes=not _owes(turn), text=text)
    if asked is None and not _owes(turn) and asking.owed(turn) and _NOT_SENT.fullmatch(bare):
        return Reading(intent="postpone", text=text)
    return None


def _owes(turn: Turn) -> bool:
    """Whether a figure is still missing, or nothing is left to send either."""
    mine = asking.owed(turn)
    return not mine or any(asking.missing_of(turn, one) for one in mine)
