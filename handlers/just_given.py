"""What points back, without a figure, at the one given before: it is to go, or it was wrong."""

# ruff: noqa: E501 (one form, one line)

import re

from handlers import scope
from handlers.figures import current
from handlers.language.reading import Item, Reading
from handlers.scope import Question
from handlers.turn import Turn
from store.people import Role

_LONGEST = 14  # words: a longer message tells more
_LEAD = r"(?:(?:a|o|oi|u|ay|chet|thoi|khoan|em|chau|bac|the|ma|nham|nham roi|sai roi|cho bac|cho)[ ,.]+)*"
_END = r"(?: (?:di|nhe|nha|em|chau|a|cho bac|giup|ho|voi|luon|ngay|day|roi|mat|oi))*"
_THAT = r"(?:(?:cai|con|cau|muc) )?(?:so )?(?:lieu )?(?:do|ay|kia|no|te|(?:luc|ban|hoi)(?: nay| truoc)|vua(?: roi| nay| xong| ghi| bao| nhan| gui| nhap| viet)*)"
# "Bỏ số đó đi", "xóa cái vừa rồi cho bác", "số ấy bỏ đi": the one given last, and none that is asked for now.
_GO = r"(?:bo|xoa|huy|go|rut|vut)(?: (?:di|luon|het|giup|ho|cho|bac|ra|lai))*"
_DROPS = re.compile(
    rf"{_LEAD}(?:{_GO} (?:cai |con )?so {_THAT}|{_GO} (?:cai|con) {_THAT}|(?:cai |con )?so {_THAT} {_GO}){_END}"
)
# "Câu trước bác trả lời sai", "cái vừa rồi bác ghi nhầm", "bác báo sai câu trên".
_BEFORE = (
    r"(?:cau|cai|so|muc|dong|phan)(?: (?:hoi|lieu|so))?"
    r"(?: (?:truoc|tren|kia|vua roi|vua nay|vua xong|luc nay|ban nay|hoi nay|luc truoc|ban dau|do|ay))+"
)
_TOLD = r"(?:tra loi|bao|ghi|noi|nhan|dien|khai|nhap|go|bam|dem|tinh|gui|dua)"
_WRONG = re.compile(
    rf"{_LEAD}{_BEFORE}(?: (?:bac|toi|em|minh|co|chu|bi|la|thi|lo|ma|hinh nhu|chac))* (?:{_TOLD}(?: bi| lo)? )?(?:sai|nham|lon|chua dung|khong dung){_END}"
    rf"|{_LEAD}(?:(?:bac|toi|em|minh|co|chu|lo|hinh nhu|chac) )*{_TOLD} (?:bi )?(?:sai|nham|lon) (?:mat |o |cai |cho )*{_BEFORE}{_END}"
)


def said(turn: Turn, bare: str) -> Reading | None:
    """The last figure to be taken back, or to be put right; None for any other message."""
    if not turn.units(Role.MEMBER) or turn.talk.waiting is not None or turn.incoming.group is not None:
        return None
    if bare.count(" ") >= _LONGEST:
        return None
    if _DROPS.fullmatch(bare):
        return Reading(intent="undo", text=turn.incoming.text)
    if _WRONG.fullmatch(bare) and (last := _last(turn)) is not None:
        return Reading(intent="correct", items=(Item(names=(last.name,)),), text=turn.incoming.text)
    return None


def _last(turn: Turn) -> Question | None:
    last = scope.question(turn, turn.talk.last[-1]) if turn.talk.last else None
    return last if last is not None and current(turn, last) is not None else None
