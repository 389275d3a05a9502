"""What has come in, and when, for who says that it was sent."""

from collections.abc import Sequence
from datetime import datetime

from handlers.texts.form import Voice, count, listed, moment
from scoring.counts import Count
from scoring.framework import Indicator


def sent(unit: str, when: datetime, have: int, of: int) -> str:
    """The report has gone."""
    return f"Vâng, báo cáo {unit} đã gửi lúc {moment(when)}, {have}/{of} số."


def came_in(
    voice: Voice,
    unit: str,
    told: Sequence[tuple[Indicator, Count, datetime]],
    missing: Sequence[Indicator],
    *,
    whole: bool,
) -> str:
    """The figures that stand, each with its moment, and what has not come."""
    lines = [f"{one.short} {count(value, one)} ({moment(when)})" for one, value, when in told]
    names = listed([one.short for one in missing])
    if not lines:
        return f"{unit} chưa có số {names}. Có thể tin chưa tới, {voice.you} nhắn lại giúp."
    text = f"{unit} đã có: {listed(lines)}."
    if missing or not whole:
        return f"{text} Chưa có: {names}." if missing else text
    return f"{text} Đủ số rồi, chỉ còn gửi báo cáo: {voice.you} nhắn “gửi báo cáo”."
