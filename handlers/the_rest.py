"""What is left of a report is put off all at once: "những cái còn lại chưa có", "mấy mục kia để sau"."""

import re

from handlers import asking, scope
from handlers.language.text import fold
from handlers.texts import collect as texts
from handlers.turn import Turn

_REST = re.compile(
    r"(?:(?:con|the|thi|da|vang|thoi|nhung|cac|may|tat ca|\d{1,2}|hai|ba|bon|nam|sau)[ ,]+)*"
    r"(?:(?:cai|muc|so(?: lieu)?|chi tieu|cau|phan|khoan)(?: hoi)? (?:con lai|kia|khac|nua)|con lai)"
    r"(?: (?:thi|deu|la|cung|bac|toi|em|chau|xa|minh|tam|hien|nay|van|ca|het))*"
    r" (?:chua (?:ai )?(?:co|dem|biet|lam|thong ke|tinh|ro|nam|kip)(?: (?:so|gi|duoc|xong|lieu|ai))*"
    r"|de (?:sau|lai|do|tinh sau)|thi chua|chua)"
    r"(?: (?:nhe|nha|a|em|chau|da|dau|ca|het|roi|di|luon))*"
)


def put_off(turn: Turn) -> bool:
    """Whether that is said: what is still open, of the report being asked or of all, is put off and no zero."""
    if turn.talk.waiting is not None or turn.incoming.group is not None:
        return False
    if _REST.fullmatch(fold(turn.incoming.text).strip(" .!")) is None:
        return False
    asked = scope.question(turn, turn.talk.asked) if turn.talk.asked is not None else None
    about = [asked.report] if asked is not None else asking.owed(turn)
    missing = [one for report in about for one in asking.missing_of(turn, report)]
    if not missing:
        return False
    for one in missing:
        asking.put_off(turn, one)
    turn.talk.asked = None
    turn.say(texts.rest_later(turn.voice))
    asking.go_on(turn)
    return True
