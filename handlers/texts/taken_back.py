"""Orders of an office that are taken back: what would go, what has gone, what cannot."""

from collections.abc import Sequence
from datetime import datetime

from handlers.texts.form import Voice, listed, long_day, upper_first
from handlers.texts.officer import due_hour

TAKE_BACK = "Rút lại"


def approving(names: Sequence[str]) -> str:
    """The order, as a thing: duyệt báo cáo Thôn 1, Thôn 3."""
    return f"duyệt báo cáo {listed(list(names), 12)}"


def unapproving(names: Sequence[str]) -> str:
    """bỏ duyệt Thôn 1."""
    return f"bỏ duyệt {listed(list(names), 12)}"


def _each(returned: Sequence[tuple[str, str]]) -> str:
    named = [f"{unit}, {what}" if "(" in unit else f"{unit} ({what})" for unit, what in returned]
    return listed(named, 12)


def returning(returned: Sequence[tuple[str, str]]) -> str:
    """trả lại Thôn 3 (điện thoại thông minh 412/520 người)."""
    return f"trả lại {_each(returned)}"


def extending(extended: Sequence[tuple[str, datetime, datetime]]) -> str:
    """Each unit with the deadline of now and the one before: đổi hạn Thôn 3 sang thứ Năm 6/7."""
    return f"đổi hạn {listed([f'{unit} sang {long_day(now)}' for unit, now, _ in extended], 12)}"


def plan(what: str, after: str) -> str:
    """An order that was given some time ago, or for several: named, and a yes waited for."""
    return f"Rút lại việc {what}: {after}. Đồng ý chứ ạ?"


def waits_again(many: int) -> str:
    """What becomes of an approval or a return that is taken back."""
    return "các báo cáo lại chờ duyệt" if many > 1 else "báo cáo lại chờ duyệt"


def back_to(extended: Sequence[tuple[str, datetime, datetime]]) -> str:
    """hạn của Thôn 3 lại là thứ Sáu 30/6, 17:00."""
    said = [f"{unit} lại là {long_day(before)}, {due_hour(before)}" for unit, _, before in extended]
    return f"hạn của {listed(said, 12)}"


def unapproved_note(voice: Voice, units: Sequence[str], office: str) -> str:
    """To the team: what they heard of an approval holds no longer; nothing is to be done."""
    return (
        f"{voice.You} ơi, {office} vừa bỏ duyệt báo cáo {listed(list(units))} để xem lại. "
        f"{voice.You} chưa phải làm gì, số đã gửi vẫn giữ nguyên."
    )


def return_withdrawn(returned: Sequence[tuple[str, str]], told: str) -> str:
    """The return is no more, and the report is where it was."""
    return f"Đã rút lại việc trả {_each(returned)}: tổ không phải sửa nữa. {told}".strip()


def return_withdrawn_note(voice: Voice, units: Sequence[str]) -> str:
    """To the team: nothing is to be put right."""
    return f"{voice.You} ơi, xã không cần xem lại số của {listed(list(units))} nữa, {voice.you} không phải sửa hay gửi lại."


def due_again(extended: Sequence[tuple[str, datetime, datetime]], told: str) -> str:
    """The former deadline holds."""
    return f"{upper_first(back_to(extended))}. {told}".strip()


def nobody_heard() -> str:
    """The notice of the order had not left, and does not leave."""
    return "Tin báo tổ chưa đi nên đã bỏ luôn."


def other_since(names: Sequence[str]) -> str:
    """What the order did has been changed by somebody else."""
    return f"{upper_first(listed(list(names), 12))} đã khác từ lúc đó nên không rút lại được việc này."


def given_again(unit: str, sent: bool) -> str:
    """The returned figure has been put right meanwhile."""
    then = "và gửi lại, đang chờ duyệt" if sent else "rồi, đang chờ tổ gửi lại báo cáo"
    return f"{upper_first(unit)} đã sửa số {then}; không còn gì để rút."


def told_already(units: Sequence[str]) -> str:
    """A message to the teams has left."""
    return f"Tin vừa rồi đã gửi {listed(list(units), 12)}, không lấy lại được. Cần đính chính thì nhắn tiếp một tin."


def told_no_more(units: Sequence[str]) -> str:
    """It had not left, and stays here."""
    return f"Đã bỏ tin nhắn chưa gửi đi của {listed(list(units), 12)}."


def nothing_ordered() -> str:
    """No order of theirs is known that could be taken back."""
    return "Không có việc nào vừa làm còn rút lại được ạ."


def opened_already(name: str) -> str:
    """A round that is open can only be closed."""
    return f"Đợt {name} đã mở, không rút lại được; không cần nữa thì chốt."
