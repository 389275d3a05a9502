"""What is said about the units right below an office, one line each."""

from collections.abc import Sequence
from datetime import datetime

from handlers.texts.form import day, left, upper_first
from handlers.texts.status import as_of, report_state
from store.reports import Report

LINES_MOST = 15


def each(
    unit: str, name: str, lines: Sequence[str], where: str, sent: int, due: datetime, now: datetime, *, owing: bool
) -> str:  # fmt: skip
    """Thị xã Bỉm Sơn, 6 tháng đầu năm 2023, 1/2 xã đã nộp: Xã Hà Vinh: 1/2 thôn đã nộp, có 3/4 số …"""
    how = "chưa nộp đủ" if owing else f"{sent}/{len(lines)} {where} đã nộp"
    head = f"{upper_first(unit)}, {name}, {how} (hạn {day(due)}, {left(due, now)})"
    if not lines:
        return f"{upper_first(unit)}, {name}: {where} nào cũng đã nộp ({as_of(now)})."
    shown = "\n".join(f"• {line}" for line in lines[:LINES_MOST])
    more = f"\n• và {len(lines) - LINES_MOST} {where} khác" if len(lines) > LINES_MOST else ""
    return f"{head}:\n{shown}{more}\n({upper_first(as_of(now))})"


def commune(name: str, sent: int, villages: int, office: Report | None, have: int, of: int) -> str:
    """Xã Hà Vinh: 1/2 thôn đã nộp, phần xã chưa gửi, có 3/4 số"""
    parts = [f"{sent}/{villages} thôn đã nộp"] if villages else []
    if office is not None:
        parts.append(f"phần xã {report_state(office)}")
    return f"{upper_first(name)}: {', '.join([*parts, f'có {have}/{of} số'])}"


def village(name: str, report: Report, have: int, of: int, now: datetime) -> str:
    """Thôn 3: đã gửi, chờ duyệt, có 3/3 số"""
    late = ", quá hạn" if report.owed and now > report.due else ""
    return f"{upper_first(name)}: {report_state(report)}{late}, có {have}/{of} số"
