"""What is said of how many and which: approved, reached, estimated, sent on a day."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from handlers.texts.form import count, listed, long_day, moment, target, upper_first
from handlers.texts.status import as_of, level
from scoring.counts import Count
from scoring.framework import Indicator, Target
from scoring.targets import Verdict
from store.reports import ReportState

_MOST = 8


def _among(head: str, names: Sequence[str], rest: str) -> str:
    return f" {head}: {listed(list(names), _MOST, rest)}." if names else ""


def approved(campaign: str, states: Mapping[ReportState, Sequence[str]], of: int, where: str, now: datetime) -> str:
    """Quý 3 năm 2023: đã duyệt 2/5 thôn: Thôn 1 và Thôn 2. Chờ duyệt: Thôn 3."""
    done, rest = states[ReportState.APPROVED], level(where)
    names = f": {listed(list(done), _MOST, rest)}" if done else ""
    text = f"{upper_first(campaign)} ({as_of(now)}): đã duyệt {len(done)}/{of} {rest}{names}."
    text += _among("Chờ duyệt", states[ReportState.SUBMITTED], rest)
    return text + _among("Đang trả lại", states[ReportState.RETURNED], rest)


def met(unit: str, campaign: str, verdicts: Mapping[Verdict, Sequence[str]], now: datetime) -> str:
    """Xã Quang Trung, quý 3: đạt 3/5 chỉ tiêu: …"""
    done, of = verdicts[Verdict.MET], sum(map(len, verdicts.values()))
    names = f": {listed(list(done), _MOST, 'mục')}" if done else ""
    text = f"{upper_first(unit)}, {campaign} ({as_of(now)}): đạt {len(done)}/{of} chỉ tiêu{names}."
    text += _among("Chưa đạt", verdicts[Verdict.MISSED], "mục") + _among("Chưa có số", verdicts[Verdict.UNKNOWN], "mục")
    return text + _among("Không so chỉ tiêu", verdicts[Verdict.NONE], "mục")


_SHOWN = 5


def extremes(
    unit: str, campaign: str, best: bool, rows: Sequence[tuple[str, str]], given: tuple[int, int], now: datetime
) -> str:
    """Xã Quang Trung, quý 3: tốt nhất so với chỉ tiêu giao: …, then the others in that order."""
    from_ = f"có số {given[0]}/{given[1]} thôn, " if given[1] > 1 else ""
    if not rows:
        return f"{upper_first(unit)}, {campaign}: chưa có số để so các chỉ tiêu ({from_}{as_of(now)})."
    body = "\n".join(f"{at}. {upper_first(name)}: {said}" for at, (name, said) in enumerate(rows[:_SHOWN], 1))
    order = "cao nhất xuống" if best else "thấp nhất lên"
    return f"{upper_first(unit)}, {campaign}, so với chỉ tiêu giao, từ {order} ({from_}{as_of(now)}):\n{body}"


def reached(
    indicator: Indicator, campaign: str, goal: Target, verdicts: Mapping[Verdict, Sequence[str]], of: int, where: str,
    now: datetime,
) -> str:  # fmt: skip
    """Điện thoại thông minh, quý 3 (chỉ tiêu 65%): 2/5 thôn đạt: Thôn 1 và Thôn 2."""
    done, rest = verdicts[Verdict.MET], level(where)
    names = f": {listed(list(done), _MOST, rest)}" if done else ""
    head = f"{upper_first(indicator.short)}, {campaign} (chỉ tiêu {target(goal)}, {as_of(now)})"
    text = f"{head}: {len(done)}/{of} {rest} đạt{names}."
    return (
        text
        + _among("Chưa đạt", verdicts[Verdict.MISSED], rest)
        + _among("Chưa có số", verdicts[Verdict.UNKNOWN], rest)
    )


def reached_unit(unit: str, good: int, of: int) -> str:
    """Thôn 1: đạt 3/3 chỉ tiêu"""
    return f"{upper_first(unit)}: đạt {good}/{of} chỉ tiêu"


def reached_all(campaign: str, lines: Sequence[str], now: datetime) -> str:
    """Unit by unit, how many it reaches."""
    if not lines:
        return f"{upper_first(campaign)}: chưa nơi nào đạt chỉ tiêu nào ({as_of(now)})."
    more = f"\n• và {len(lines) - _MOST} nơi khác" if len(lines) > _MOST else ""
    return f"{upper_first(campaign)} ({as_of(now)}):\n" + "\n".join(f"• {line}" for line in lines[:_MOST]) + more


def estimate(unit: str, indicator: Indicator, value: Count) -> str:
    """Thôn 3, VNeID: khoảng 350/520 người"""
    return f"{upper_first(unit)}, {indicator.short}: {count(value, indicator)}"


def estimates(lines: Sequence[str]) -> str:
    """Figures that are not exact."""
    if not lines:
        return "Chưa thấy số nào báo là ước lượng."
    more = f"\n• và {len(lines) - _MOST} số khác" if len(lines) > _MOST else ""
    return "Các số ước lượng:\n" + "\n".join(f"• {line}" for line in lines[:_MOST]) + more


def happened(
    campaign: str, days: tuple[date, date], sent: Sequence[str], given: Sequence[tuple[str, int]],
    looked: tuple[Sequence[str], Sequence[str]], now: datetime,
) -> str:  # fmt: skip
    """Quý 3, từ thứ Hai 25/9: đã gửi báo cáo: Thôn 1. Báo số: Thôn 2 (3 số)."""
    when = long_day(days[0]) if days[0] == days[1] else f"từ {long_day(days[0])} đến nay"
    head = f"{upper_first(campaign)}, {when}"
    text = _among("Gửi báo cáo", sent, "nơi")
    text += _among("Báo số", [f"{name} ({many} số)" for name, many in given], "nơi")
    text += _among("Được duyệt", looked[0], "nơi") + _among("Bị trả lại", looked[1], "nơi")
    if not sent:
        text = f" Chưa nơi nào gửi báo cáo.{text}"
    return f"{head} ({as_of(now)}):{text}"


def sent_in_all(done: int, of: int, where: str) -> str:
    """Cả đợt đến nay: 2/5 thôn đã nộp."""
    return f"Cả đợt đến nay: {done}/{of} {level(where)} đã nộp."


def in_order(campaign: str, rows: Sequence[tuple[str, datetime]]) -> str:
    """Who sent, one after another."""
    if not rows:
        return f"{upper_first(campaign)}: chưa nơi nào gửi báo cáo."
    lines = [f"{place}. {upper_first(name)}: {moment(at)}" for place, (name, at) in enumerate(rows[:_MOST], 1)]
    more = f"\n… và {len(rows) - _MOST} nơi nữa" if len(rows) > _MOST else ""
    return f"{upper_first(campaign)}, thứ tự gửi (lần gửi mới nhất):\n" + "\n".join(lines) + more


def times_revised(revision: int) -> str:
    """How often a figure was changed after it was first given."""
    return f"Đã sửa {revision - 1} lần." if revision > 1 else "Chưa sửa lần nào."


def revised(unit: str, campaign: str, rows: Sequence[tuple[str, int, Sequence[str]]]) -> str:
    """Which figures were written more than once."""
    if not rows:
        return f"{upper_first(unit)}, {campaign}: chưa sửa số nào."
    return f"{upper_first(unit)}, {campaign}: " + ", ".join(_revision(*row) for row in rows) + "."


def _revision(name: str, many: int, steps: Sequence[str]) -> str:
    return f"{name} sửa {many - 1} lần ({' → '.join(steps)})"
