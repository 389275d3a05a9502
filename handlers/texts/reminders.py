"""The words of a reminder: what is left, until when, and what to press. Softer the later it gets."""

from collections.abc import Sequence
from datetime import datetime

from handlers.texts.form import Voice, left, listed, long_day, round_name, upper_first
from store.reports import Report

_HEAD = {
    "opening": "{You} ơi, đợt báo cáo mới đã mở. ",
    "asked": "{You} ơi, xã nhắc: ",
    "+1": "{You} ơi, hạn đã qua nhưng số vẫn nhận. ",
    "+2": "{You} ơi, số vẫn nhận. ",
    "+3": "{You} ơi, cần người giúp thì nhắn “gặp cán bộ”. ",
}


def reminder(
    voice: Voice, report: Report, missing: Sequence[str], stage: str, now: datetime, *, more: bool = False
) -> str:
    """Thôn 3 còn 3 số liệu của đợt …, hạn thứ Sáu 30/6 (còn 7 ngày): ngân hàng, điện thoại, tiền điện.

    `more`: another of the same message was said before, and with it why this is written.
    """
    head = "" if more else _HEAD.get(stage, "").format(You=voice.You)
    due = f"hạn {long_day(report.due)} ({left(report.due, now)})"
    unit = upper_first(report.unit.name)
    if not missing:
        return f"{head}{unit} đã đủ số của đợt {round_name(report.campaign)}, chỉ còn gửi báo cáo, {due}."
    return f"{head}{unit} còn {len(missing)} số liệu của đợt {round_name(report.campaign)}, {due}: {listed(list(missing), rest='mục')}."
