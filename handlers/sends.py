""" "Bác gửi nhé", "gửi luôn đi còn ngân hàng chưa có": who has given figures sends them, with gaps or without."""

import re

from handlers import scope
from handlers.language.read import read
from handlers.turn import Turn

# "Gửi luôn đi còn ngân hàng chưa có", "thiếu ngân hàng cũng được, cứ gửi": it goes with what it has.
_SEND_NOW = (
    r"(?:(?:thoi|the|da|u|cu|thi|ok|em|chau|bac|nen)[ ,]+)*(?:gui|nop)"
    r"(?: (?:bao cao|luon|di|truoc|len|cho bac|cho xa|ngay|cai do))*"
)
_LACKS = (
    r"(?:(?:con|thieu|rieng|chi|moi|de|mot|1|cai|muc|so)[ ]+)+(?!gi\b)[a-z0-9 .]{3,40}?(?: (?:thi|la|chua|cung))*?"
    r" (?:chua (?:co|dem|xong|hoi|biet|ro)|(?:de|tinh|bao|bo sung) sau|sau|cung duoc|thieu)"
    r"(?: (?:so|a|em|chau|nhe|duoc|roi))*"
)
_SENDS_WITHOUT = re.compile(rf"{_SEND_NOW}[ ,]+{_LACKS}|(?:thoi )?{_LACKS}[ ,]+{_SEND_NOW}(?: (?:em|chau|nhe|a))*")
# "Bác gửi nhé", "thế bác nộp luôn đây", "bác gửi lại nhé": who has given figures sends them.
_I_SEND = re.compile(
    r"(?:(?:thoi|the|vay|da|ok|vang|u|roi|xong|xong roi|du roi|gio)[ ,]+)*"
    r"(?:bac|toi|co|chu|ong|ba|minh|em|chau|anh|chi|tui) (?:(?:xin|bam|cu) )*(?:gui|nop)"
    r"(?: (?:bao cao|len|xa|cho xa|luon|lai|di|ngay))*(?: (?:nhe|nha|day|luon|em|chau|a|con|ban))*"
)

# "Xong rồi đấy gửi lại cho xã", "sửa xong rồi, gửi đi cháu"; not "xong thì gửi", which is still to come.
_DONE_SO_SEND = re.compile(
    r"(?:(?:da|u|vay|the|a|ok)[ ,]+)*(?:(?:sua|dem|kiem|kiem tra|ra soat|bao) )?(?:xong|du)"
    r"(?: (?:roi|day|het|ca|em|chau))+[ ,]+(?:cu )?gui(?: (?:bao cao|len|xa|cho xa|ngay))*(?: (?:lai|di|luon|giup|ho))"
    r"(?: (?:bao cao|len|xa|cho xa|luon|di|ngay|em|chau|nhe|nha|a|giup|ho|bac|toi))*"
)


def said(turn: Turn, text: str, bare: str) -> bool:
    """Whether a message sends the report, and neither asks whether it may nor puts it off."""
    if "?" in text or turn.talk.waiting is not None or not scope.has_given(turn):
        return False
    if _DONE_SO_SEND.fullmatch(bare) or _I_SEND.fullmatch(bare):
        return True
    return _SENDS_WITHOUT.fullmatch(bare) is not None and _one_left(turn, text)


def _one_left(turn: Turn, text: str) -> bool:
    """Whether one item is named as missing, without a number and without a day."""
    reading = read(text, scope.context(turn, text))
    named = [one for one in reading.items if one.names]
    return len(named) == 1 and named[0].number is None and reading.until is None
