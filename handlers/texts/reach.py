"""The words of what channels allow: what a template costs, why somebody cannot be written to, what is left."""

import re
from collections.abc import Sequence

from handlers.texts.form import number, upper_first

DAYS_FROM = 72  # hours; a longer window is told in days
_WINDOW = re.compile(r"window(?: (\d+)h)?")


def cost(messages: int, dong: int) -> str:
    """3 tin mẫu, khoảng 900 đ."""
    price = f"khoảng {number(dong)} đ" if dong else "giá theo hợp đồng"
    return f"{messages} tin mẫu, {price}."


def why(reason: str) -> str:
    """Why the platform lets nobody be written to, in a few words: hết hạn 48 giờ, hết lượt."""
    if window := _WINDOW.search(reason):
        hours = int(window[1] or 0)
        if not hours:
            return "hết hạn nhắn trước"
        return f"hết hạn {hours} giờ" if hours <= DAYS_FROM else f"hết hạn {hours // 24} ngày"
    if "quota" in reason:
        return "hết lượt"
    if "blocked" in reason:
        return "đã chặn"
    if "never wrote" in reason:
        return "chưa từng nhắn"
    return "gửi không được" if "failed" in reason else "chưa nối kênh nào"


def to_call(units: Sequence[tuple[str, str]], most: int = 8) -> str:
    """Không nhắn được, phải gọi điện: Thôn 5 (hết hạn 48 giờ)."""
    shown = ", ".join(f"{upper_first(name)} ({why(reason)})" for name, reason in units[:most])
    more = f" và {len(units) - most} nơi khác" if len(units) > most else ""
    return f"Không nhắn được, phải gọi điện: {shown}{more}."


def phone(what: str, unit: str, who: Sequence[str], reason: str) -> str:
    """Câu hỏi gấp “điểm wifi” không tới được Thôn 5 (đã chặn): nhờ gọi Tổ trưởng Thôn 5, 0900000005."""
    called = "; ".join(who) or "người phụ trách"
    return f"Câu hỏi gấp “{what}” không tới được {upper_first(unit)} ({why(reason)}): nhờ gọi {called}."
