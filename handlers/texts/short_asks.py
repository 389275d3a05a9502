"""What is said to an office that asks in few words, and of what the bot cannot do."""

from collections.abc import Sequence
from datetime import datetime

from handlers.texts.form import HANOI, Voice, count, day, listed, long_day, number, share, upper_first
from scoring.counts import Count
from scoring.framework import Indicator


def never_answered(voice: Voice, names: Sequence[str], of: int, since: datetime) -> str:
    """Who has written nothing since the round opened; who has opened a message is not known."""
    head = f"Ai đã mở tin {voice.i or 'máy '}không thấy được, chỉ biết ai đã trả lời."
    when = f"từ {day(since.astimezone(HANOI).date())}"
    if not names:
        return f"{head} Cả {of} thôn đều đã nhắn lại ({when})."
    return f"{head} Chưa nhắn lại lần nào {when}: {listed(list(names), 12, 'thôn')}."


def change_when_open(unit: str, round_: str) -> str:
    """A team wants to change a figure of a report that is still its own."""
    return f"Báo cáo{_of(round_)} của {unit} chưa chốt và chưa gửi duyệt: tổ cứ nhắn số mới là sửa, không phải xin."


def change_when_sent(voice: Voice, unit: str, approved: bool, round_: str) -> str:
    """… of one that was sent."""
    state = "đã duyệt" if approved else "đã gửi"
    again = "; sửa xong báo cáo lại chờ duyệt" if approved else ""
    return (
        f"Báo cáo{_of(round_)} của {unit} {state}. Tổ nhắn số mới là sửa được ngay{again}. "
        f"Muốn trả lại cho tổ làm lại, {voice.you} nhắn, ví dụ: trả lại {unit} ngân hàng, số cũ."
    )


def change_when_closed(voice: Voice, unit: str, round_: str) -> str:
    """… of a round that has closed."""
    return (
        f"Đợt{_of(round_)} đã chốt nên {unit} chưa sửa được. Mở lại thì {voice.you} nhắn, ví dụ: mở lại {unit} đến 6/7."
    )


def _of(round_: str) -> str:
    return f" {round_}" if round_ else ""


def no_own_reminder(voice: Voice) -> str:
    """An office wants to be reminded at an hour."""
    return (
        f"{voice.says('không hẹn giờ nhắc riêng ' + voice.you + ' được')}. Có báo cáo chờ duyệt thì tin sáng 7 giờ 30 ngày làm "
        f"việc có nói; muốn xem lúc nào, {voice.you} nhắn “chờ duyệt”."
    )


def late_counts() -> str:
    """What becomes of a late report."""
    return "Nộp muộn vẫn nhận và vẫn tính vào số chung, chỉ ghi là quá hạn."


def base_plan(unit: str, base: str, before: int | None, value: int) -> str:
    """A denominator told by an office, before it is written down."""
    change = f"từ {number(before)} thành {number(value)}" if before is not None else f"là {number(value)}"
    return f"Ghi số {base} của {unit} {change}? Số tổ đã báo sẽ tính lại theo số này, tổ được báo. Đồng ý chứ ạ?"


def sources(lines: Sequence[str]) -> str:
    """Where the wholes come from."""
    if not lines:
        return "Chưa có số liệu nền nào; xã đặt được bằng cách nhắn, ví dụ: số người trưởng thành thôn 3 là 530."
    return "Mẫu số lấy từ số liệu nền từng thôn, xã ghi trong sổ:\n" + "\n".join(f"• {line}" for line in lines)


def source(base: str, value: int, have: int, of: int, where: Sequence[str]) -> str:
    """người trưởng thành: 3.082 (6/6 thôn), theo Công an xã, ngày 31/5/2023"""
    said = f"{upper_first(base)}: {number(value)} ({have}/{of} thôn)"
    return f"{said}, theo {'; '.join(where)}" if where else said


def of_the_whole(unit: str, base: str, value: int, have: int, of: int) -> str:
    """Xã Quang Trung có 3.082 người trưởng thành (cộng số liệu nền 6/6 thôn)."""
    return f"{upper_first(unit)} có {number(value)} {base} (cộng số liệu nền {have}/{of} thôn)."


def who_gave(unit: str, campaign: str, rows: Sequence[tuple[str, int]]) -> str:
    """Thôn 1, quý 3: Tổ trưởng Thôn 1 báo 3 số."""
    if not rows:
        return f"{upper_first(unit)}, {campaign}: chưa có số nào."
    return f"{upper_first(unit)}, {campaign}: {listed([f'{name} báo {many} số' for name, many in rows], 6)}."


def summed_not_averaged() -> str:
    """Percents of places of different size have no mean."""
    return "Tỷ lệ chung tính bằng cách cộng cả tử và mẫu của các thôn, không lấy trung bình các phần trăm."


def without(indicator: Indicator, num: int, den: int, have: int, of: int) -> str:
    """Those of the whole who do not have it."""
    where = f", có số {have}/{of} thôn" if of > 1 else ""
    return f"Chưa có {indicator.short}: {number(num)}/{number(den)} {indicator.count_unit}{where}."


def beside(names: Sequence[str], campaign: str, lines: Sequence[str]) -> str:
    """Several villages, item by item."""
    return f"{upper_first(listed(list(names), 8))}, {campaign}:\n" + "\n".join(f"• {line}" for line in lines)


def beside_line(indicator: Indicator, told: Sequence[tuple[str, Count]], lack: Sequence[str], *, added: bool) -> str:
    """Điện thoại thông minh: Thôn 2 401/498 người (80,5%), Thôn 3 437/530 người (82,5%); chênh 36 người"""
    each = [f"{name} {count(one, indicator)}" + (f" ({share(one)})" if share(one) else "") for name, one in told]
    each += [f"{name} chưa có số" for name in lack]
    text = f"{upper_first(indicator.short)}: {', '.join(each)}"
    nums = [one.num for _, one in told if one.num is not None]
    if len(nums) < 2 or len(nums) < len(told):
        return text
    if added:
        dens = [one.den for _, one in told if one.den is not None]
        both = f"/{number(sum(dens))}" if len(dens) == len(nums) else ""
        return f"{text}; cộng {number(sum(nums))}{both}"
    return f"{text}; chênh {number(max(nums) - min(nums))} {indicator.count_unit}" if len(nums) == 2 else text


def next_round(voice: Voice, ahead: Sequence[tuple[str, datetime]]) -> str:
    """Rounds that are set up and not yet open."""
    if not ahead:
        return f"Chưa có đợt nào hẹn mở. Mở đợt mới, {voice.you} nhắn, ví dụ: mở đợt quý 3 hạn 30/9."
    return "; ".join(f"Đợt {name} mở {long_day(at.astimezone(HANOI).date())}" for name, at in ahead[:3]) + "."


def enter_how(voice: Voice, unit: str, lacks: Sequence[str]) -> str:
    """How an office enters the figures of a village, by what is missing there."""
    if not lacks:
        return f"{upper_first(unit)} đã đủ số. Sửa số nào thì {voice.you} nhắn tên mục và số mới kèm {unit}."
    said = ", ".join(f"{name} …" for name in lacks[:3])
    return f"Vâng. {upper_first(unit)} còn thiếu {listed(list(lacks), 8)}. {voice.You} nhắn một tin: {unit} {said}."


def which_villages(voice: Voice, owing: Sequence[str]) -> str:
    """More time for some villages that were not named: nothing is done."""
    names = f" Chưa nộp: {listed(list(owing), 12, 'thôn')}." if owing else ""
    first = ", ".join(owing[:2]) or "thôn 4"
    return f"{voice.You} nêu tên các thôn giúp, ví dụ: gia hạn {first} đến 6/7. Chưa gia hạn nơi nào.{names}"


def not_approved(unit: str) -> str:
    """Beside another order an approval was spoken of, which is done alone."""
    return f"Báo cáo {unit} chưa duyệt; duyệt thì nhắn riêng: duyệt {unit}."
