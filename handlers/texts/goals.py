"""What is to be reached, as it is told."""

from handlers.texts.collect import line
from handlers.texts.form import number, target, upper_first
from scoring.counts import Count
from scoring.framework import Indicator, Target
from scoring.targets import shortfall


def told(indicator: Indicator, goal: Target | None, whole: Count, have: Count | None) -> str:
    """Tài khoản ngân hàng: từ 60% là đạt, tức 330/550 người. Thôn đã có … where a figure stands."""
    if goal is None:
        return f"{upper_first(indicator.short)} không có mức phải đạt, đếm được bao nhiêu thì báo bấy nhiêu."
    bound = {">=": "từ ", "<=": "không quá ", "<": "dưới "}.get(goal.op, "") if isinstance(goal.value, int) else ""
    yes_no = isinstance(goal.value, bool | str)
    reached = f"“{target(goal)}”" if yes_no else f"{bound}{target(goal)}"
    text = f"{upper_first(indicator.short)}: {reached} là đạt"
    needed = shortfall(whole, goal)
    if needed is not None and whole.den:
        text += f", tức {number(needed)}/{number(whole.den)} {indicator.count_unit}"
    if have is None or not have.given:
        return f"{text}."
    return f"{text}. Số đang có: {line(indicator, have, goal).partition(': ')[2]}."
