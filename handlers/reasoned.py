"""Why something goes back: whether what an officer says is a reason, which is handed on to the team as it is."""

import re
from typing import Any

from handlers import nods, review
from handlers.hearing import ORDERS, SIDE, figures_in, first_named
from handlers.language.reading import Reading
from handlers.language.text import fold
from handlers.turn import Turn

# What an officer may turn to while the reason for sending back is waited for; anything else is the reason.
OTHER_BUSINESS = {
    *ORDERS, "status_unit", "missing_units", "list_pending", "odd_figures", "show_report", "shortfall", "ranking",
    "history", "submit",
    "greeting", "thanks", "evidence_list", "office_items", "held_back", "unsafe", "postpone", "register", "my_data",
    "delete_my_data", "opt_out", "opt_in",
} - {"return_for_fix"}  # fmt: skip
_OTHER_ORDERS = set(ORDERS) - {"return_for_fix"}

_ENDS = r"(?: (?:em|a|nhi|vay|the|chau|ha|ta|day|nua|anh|chi))*$"
# "Ai sẽ được báo", "có gì khác không", "làm sao để duyệt": asked, however it is put.
_ASKS = re.compile(
    rf"\b(?:gi|ai|dau|nao|may|chua|khong|bao nhieu|bao gio|(?<!vi )sao){_ENDS}"
    r"|^(?:lam sao|lam the nao|the nao|neu|ai|bao (?:cho )?ai|co (?:nen|duoc|phai|the)|em (?:nghi|thay))\b"
    r"|\b(?:co|thi) (?:sao|duoc|nen)\b.*\bkhong\b|\bthi (?:sao|the nao)\b|\bhinh nhu\b|\bbao nhieu\b"
    r"|^(?!.*\b(?:khong|chua)\b).*\b(?:nao|may (?:thon|nguoi|ho|muc|so))\b"
)
_ASKS_MARKED = re.compile(r"(?:\?|(?:^|\s)(?:à|hả|hử|nhỉ|chứ))[\s.!]*$")
# "Để mai anh trả lời", "đợi sếp đã", "xem lại rồi mới đồng ý": put off.
_LATER = re.compile(
    r"(?:(?:thi|u|a|thoi|uh)[ ,]+)*(?:de (?:anh|chi|toi|em|minh|mai|tinh|xem|do|sau|lat|hom)|doi|lat|mai|tu tu"
    r"|dang (?:hop|ban|di)|khi nao|(?:anh|chi|toi|em) (?:hoi|xem|tinh|coi)|hoi lai|xem (?:lai )?(?:da|roi)|met)\b"
)
_WAITS = re.compile(r"(?:chờ|đợi)\s")
_CONSENT = re.compile(r"\b(?:dong y|ok|oke|duyet)\b")
_GIVE_ME = re.compile(
    r"(?:gui|cho|dua) (?:anh|chi|toi|em|minh)\b|(?:cho )?xem (?:bao cao|so lieu|danh sach|thon|tinh hinh)\b"
)
# "Lệch với công an", "chưa có danh sách", "cao hơn cả thôn 3": what is wrong with it.
_WRONG = re.compile(
    r"\b(?:thieu|lech|sai|nham|cao|thap|tang|giam|nghi|chep|mo|vo ly|vo li|bat thuong|(?:nhieu|it) (?:qua|hon|the)"
    r"|(?:chua|khong|ko) (?:co|du|khop|dung|ro|hop ly|hop li|chinh xac|chuan|the|thay|on|phu hop|dat|ky)"
    r"|(?:dem|lam|xem|kiem tra|ra soat|doi chieu|nhap|tinh|chup) lai|ra soat|doi chieu|bo sung|kiem tra|khong can cu)\b"
)
_CALLS_OFF = re.compile(
    r"(?:(?:ma|a|o|u|uh|ay|nhung|da|vang|the|em|hay la|hay)[ ,]+)*"
    r"(?:(?:thoi|dung|khoan|huy|bo|tu tu)\b|(?:khong|chua) (?:tra|gui|can|phai|nen|duoc)\b)"
)


def is_none(text: str) -> bool:
    """ "Mệt quá", "để mai anh trả lời", "em nghĩ sao": said in answer to "lý do là gì", and no reason."""
    said = fold(text).strip(" .!,")
    return bool(
        _ASKS.search(said)
        or _ASKS_MARKED.search(text.lower())
        or _LATER.match(said)
        or _WAITS.match(text.lower().strip())
        or _CONSENT.search(said)
        or _GIVE_ME.match(said)
    )


def is_one(text: str) -> bool:
    """ "Chưa có danh sách", "lệch với công an": what is wrong is told, whatever else the words might mean."""
    said = fold(text).strip(" .!,")
    return _WRONG.search(said) is not None and _CALLS_OFF.match(said) is None and not is_none(text)


_ASKED_BACK = re.compile(
    r"^(?:sao|vi sao|tai sao|sao the|sao vay|la sao)$|\b(?:gi|sao|the nao) (?:nhi|a|ha|em|day|bay gio)$"
)
_ASKS_OF = re.compile(r"\b(?:sao|the nao|bao nhieu|may)\b")
_WHY_WORDS = 5  # a reason that holds a "chưa" or "không" is told in so many words
_WHEN = re.compile(r"\b(?:bao (?:gio|lau|nhieu)|khi nao|(?:hom|ngay|luc) nao|ngay may|may (?:gio|ngay|hom|bua))\b")
_SAYS_NO = re.compile(
    r"(?:(?:ma|a|o|u|uh|ay|nhung|da|vang|the|em|hay la|hay) )*"
    r"(?:thoi|dung|khoan|khong|chua|tu tu|de sau|de do|de xem|huy|bo)\b"
)


def told(turn: Turn, waiting: dict[str, Any], reading: Reading, *, because: bool) -> bool | None:
    """Whether the reason was told, or something that plainly is none; None where the words may mean anything."""
    text = turn.incoming.text
    if _ASKED_BACK.search(fold(text).strip(" .!?")):
        return nods.shown(turn)  # "sao thế", "ghi lý do gì nhỉ": nothing to hand on to the team
    if _asks_of_others(text, waiting, reading) or _gives_figures(text, reading):
        return None
    if reading.units and any(one.names and one.number is not None for one in figures_in(reading)):
        return None  # "thôn 2 vừa gọi, smartphone 380, …": figures of a village, and no reason
    if not waiting.get("offered") and not because and not reading.no and is_none(text):
        return reading.intent in {"unclear", "postpone", "skip", "confirm", "complaint"} and nods.shown(turn)
    if waiting.get("reason") or reading.intent in _OTHER_ORDERS or not (is_one(text) or _tells_why(turn, reading)):
        return None
    review.reason_given(turn, waiting, text, first_named(reading))
    return True


def told_otherwise(turn: Turn, waiting: dict[str, Any], reading: Reading, *, because: bool) -> bool:
    """What was said is no yes, no no and no plain reason: taken for one where it can be nothing else."""
    said = fold(turn.incoming.text)
    if (reading.intent in SIDE or reading.intent in {"unclear", "off_topic"}) and _WHEN.search(said):
        return False  # "hạn đợt này đến bao giờ": asked, and no reason
    if waiting.get("passed") and not because and reading.intent == "unclear":
        return nods.shown(turn)  # something else was served since: no word of this need be the reason
    text = turn.incoming.text
    if reading.intent in OTHER_BUSINESS or reading.units:
        return False
    if _asks_of_others(text, waiting, reading) or _gives_figures(text, reading):
        return False
    review.reason_given(turn, waiting, turn.incoming.text, first_named(reading))
    return True


def _asks_of_others(text: str, waiting: dict[str, Any], reading: Reading) -> bool:
    """ "Ngân hàng thôn 2 sao giảm thế", over what goes back to Thôn 3."""
    others = {int(key) for key in reading.units if key.isdigit()} - set(waiting["about"])
    return bool(others or reading.unknown_units) and _ASKS_OF.search(fold(text)) is not None


def _gives_figures(text: str, reading: Reading) -> bool:
    """ "À ngân hàng 310": a figure and nothing of what is wrong with another; "ngân hàng 310 cao quá" tells why."""
    named = any(one.names and one.number is not None and one.number.num for one in figures_in(reading))
    return named and len(text.split()) <= _WHY_WORDS and _WRONG.search(fold(text)) is None


def _tells_why(turn: Turn, reading: Reading) -> bool:
    """ "Số tiền điện chưa khớp với điện lực": what is wrong is told, and no no is said."""
    said = fold(turn.incoming.text).strip()
    denies = reading.intent in {"deny", "undo", "postpone", "skip", "unclear"}
    if (turn.talk.waiting or {}).get("passed"):
        return False  # "ma khoan xem lại đã", after another report was approved: of that one, and no reason
    return denies and len(said.split()) >= _WHY_WORDS and _SAYS_NO.match(said) is None and not reading.units
