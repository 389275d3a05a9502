"""The words of what channels allow: what a template costs, why somebody cannot be written to, what is left."""

import re
from collections.abc import Sequence

from handlers.texts.form import number, upper_first
from scheduler.supply import Supply
from store.accounts import Door

CHANNELS = {"zalo_oa": "Zalo OA", "zalo_bot": "Bot Zalo", "telegram": "Telegram", "web": "Trang web"}
DAYS_FROM = 72  # hours; a longer window is told in days
_WINDOW = re.compile(r"window(?: (\d+)h)?")


def door(one: Door, code: str) -> str:
    """Bot Zalo “Bot Hà Vinh”, with the address where there is one."""
    named = f"{CHANNELS[one.channel]} “{one.name}”"
    if one.channel == "telegram":
        return f"{named} (https://t.me/{one.name}?start={code})"
    return f"{named} (https://zalo.me/{one.external_id})" if one.channel == "zalo_oa" else named


def no_room(full: Sequence[Door], web: bool) -> str:
    """Every account there is has as many people as it takes."""
    lines = ", ".join(f"{CHANNELS[one.channel]} “{one.name}” {one.people}/{one.most} người" for one in full)
    instead = "Người được mời vào bằng trang web." if web else "Chưa có chỗ cho người mới."
    return f"Đã gần đủ người: {lines}. {instead} Nhờ người trông máy thêm một bot nữa."


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


def supply(one: Supply) -> str:
    """Bot Zalo: tháng này đã gửi 2.430/3.000 tin, còn 120 tin nhắc; 41/50 người."""
    name = CHANNELS.get(one.channel, one.channel)
    parts = [f"tháng này đã gửi {number(one.sent)}{f'/{number(one.month)}' if one.month else ''} tin"]
    if one.unasked is not None:
        parts[0] += f", còn {number(one.unasked)} tin nhắc"
    if one.left is not None:
        parts.append(f"gói còn {number(one.left)}{f'/{number(one.total)}' if one.total else ''} tin")
    if one.templates or one.budget:
        money = f"{number(one.spent)}{f'/{number(one.budget)}' if one.budget else ''} đ"
        parts.append(f"{number(one.templates)} tin mẫu, {money}")
    if one.users:
        parts.append(f"{number(one.people)}/{number(one.users)} người")
    return f"{name}: {'; '.join(parts)}."


def running_low(lines: Sequence[str]) -> str:
    """What runs low, account by account."""
    return "Sắp hết lượt nhắn:\n" + "\n".join(f"• {one}" for one in lines)


def supplies(lines: Sequence[str], free: int, knocks: int, note: str) -> str:
    """How much may still be sent, and who can be written to first just now."""
    shown = "\n".join(f"• {one}" for one in lines)
    text = f"{shown}\nNhắn trước được ngay: {free} người" + (f"; chỉ nhận tin mẫu: {knocks} người." if knocks else ".")
    return f"{text} {note}".strip()


def no_limits() -> str:
    """No channel of this office has limits."""
    return "Kênh đang dùng không giới hạn số tin."
