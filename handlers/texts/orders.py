"""What officers hear when they order: reminders, deadlines, base figures."""

from collections.abc import Sequence
from datetime import datetime

from handlers.texts.form import (
    Voice,
    listed,
    long_day,
    moment,
    number,
    percent,
    round_name,
    upper_first,
)  # fmt: skip
from handlers.texts.officer import due_hour
from scoring.framework import Indicator
from store.campaigns import BaseFigure, Campaign

# --- reminding ------------------------------------------------------------------------------------------------------


def remind_plan(lines: Sequence[str], people: int, later: str | None, note: str = "", round_: str = "") -> str:
    """Whom a reminder will go to; `note`: what it costs, and whom it does not reach; of which round, if it is said."""
    when = f"{upper_first(later)} mới nhắn. " if later else ""
    body = "\n".join(f"• {line}" for line in lines[:15])
    more = f"\n• và {len(lines) - 15} nơi khác" if len(lines) > 15 else ""
    of = f", đợt {round_}" if round_ else ""
    return f"Sẽ nhắc {people} người ở {len(lines)} nơi{of}:\n{body}{more}\n{when}{f'{note} ' if note else ''}Đồng ý nhắc chứ ạ?"


def owes(round_: str, missing: int, of: int, promise: str | None) -> str:
    """thiếu 2/3 số, hẹn 26/6; of several rounds with the name of each."""
    text = f"thiếu {missing}/{of} số" if missing else "đủ số, chưa gửi"
    text = f"{round_} {text}" if round_ else text
    return f"{text}, hẹn {promise}" if promise else text


def office_owes(unit: str, campaign: Campaign, missing: int, of: int, due: datetime) -> str:
    """phường Ba Đình còn 26/26 số của đợt 6 tháng đầu năm 2023, hạn thứ Sáu 30/6"""
    lacks = f"còn {missing}/{of} số" if missing else "đủ số, chưa gửi báo cáo"
    return f"{unit} {lacks} của đợt {round_name(campaign)}, hạn {long_day(due)}"


def office_reminded(voice: Voice, owed: Sequence[str]) -> str:
    """To an office whose own report is owed to the one above."""
    told = listed(list(owed))
    return f"{voice.You} ơi, cấp trên nhắc: {told}. {voice.You} nhắn “nhập số của xã” để nhập, xong thì “gửi báo cáo”."


def remind_line(unit: str, owed: Sequence[str], again: bool) -> str:
    """Thôn 3: 6 tháng đầu năm 2023 thiếu 2/3 số, hẹn 26/6; tháng 6/2023 thiếu 1/2 số; hôm nay đã nhắc"""
    return f"{upper_first(unit)}: {'; '.join([*owed, 'hôm nay đã nhắc'] if again else owed)}"


def reminded(
    voice: Voice, units: Sequence[str], people: int, later: str | None, nobody: Sequence[str], note: str = "",
    round_: str = "",
) -> str:  # fmt: skip
    """Đã nhắc Thôn 3, Thôn 5 (2 người)."""
    of = f", đợt {round_}" if round_ else ""
    where = listed(list(units), 12)
    text = ""
    if units and later:
        text = upper_first(f"{later} {voice.i}nhắn {where} ({people} người){of}.")
    elif units:
        text = f"Đã nhắc {where} ({people} người){of}."
    if nobody:
        text += f" {listed(list(nobody))} chưa có ai để nhắn."
    return f"{text} {note}".strip()


def reminded_today(unit: str, today: bool = True) -> str:
    """One nudge per unit and day; a second asks first."""
    known = "hôm nay đã được nhắc rồi" if today else "hôm ấy đã có lời nhắc rồi"
    return f"{upper_first(unit)} {known}. Vẫn nhắc nữa chứ ạ?"


def reminded_since(names: Sequence[str]) -> str:
    """Somebody else reminded them while this waited for a yes."""
    return f"{listed(list(names))} vừa có người nhắc rồi, nên không nhắc lần nữa."


def moved_since(name: str, due: datetime) -> str:
    """Somebody else moved the deadline while this waited for a yes."""
    return f"Hạn đợt {name} vừa có người dời sang {long_day(due)}, nên chưa dời theo lời vừa rồi."


def round_over(name: str) -> str:
    """Nobody is reminded of a round that is over."""
    return f"Đợt {name} đã chốt nên không nhắc nữa."


def nobody_owes(names: Sequence[str]) -> str:
    """Nobody has to be reminded."""
    who = listed(list(names)) if names else "Tất cả các nơi"
    return f"{upper_first(who)} đã nộp cả rồi, không phải nhắc."


def none_without_figures() -> str:
    """Only those without any figure were to be reminded, and there are none."""
    return "Nơi nào cũng đã có ít nhất một số, nên chưa nhắc ai."


REMIND_ONE = "Nhắc {}"


def nudged(
    unit: str, sent: Sequence[datetime], following: datetime | None, owes: bool, *, stopped: bool = False
) -> str:
    """Thôn 1: đã nhắc 2 lần, gần nhất 07:30 ngày 27/6; lần tới thứ Năm 29/6"""
    text = f"{upper_first(unit)}: "
    text += f"đã nhắc {len(sent)} lần, gần nhất {moment(sent[-1])}" if sent else "chưa nhắc lần nào"
    if not owes:
        return f"{text}; đã nộp rồi"
    if stopped:
        return f"{text}; tổ đã nhắn dừng nhắc, cần thì gọi điện"
    return text + (f"; lịch nhắc tới {long_day(following)}" if following is not None else "; lịch không còn lần nào")


def nudges(lines: Sequence[str]) -> str:
    """Unit by unit, whether they were reminded."""
    if len(lines) == 1:
        return f"{lines[0]}."
    return "\n".join(f"• {line}" for line in lines[:15]) + (
        f"\n• và {len(lines) - 15} nơi khác" if len(lines) > 15 else ""
    )


# --- deadlines ------------------------------------------------------------------------------------------------------


def extension_line(unit: str, round_: str, until: datetime, reason: str | None, sent: bool) -> str:
    """Thôn 2: đến thứ Ba 4/7, 17:00, lý do “đi viện”; đã nộp"""
    text = f"{upper_first(unit)}{f' ({round_})' if round_ else ''}: đến {long_day(until)}, {due_hour(until)}"
    text += f", lý do “{reason}”" if reason else ""
    return text + ("; đã nộp" if sent else "")


def extensions(lines: Sequence[str], now: datetime) -> str:
    """Who has more time."""
    if len(lines) == 1:
        return f"Đang được gia hạn: {lines[0]}."
    return f"{len(lines)} nơi được gia hạn (tính đến {moment(now)}):\n" + "\n".join(f"• {one}" for one in lines[:20])


def none_extended(names: Sequence[str], due: datetime) -> str:
    """Nobody has more time than the others."""
    who = f"{upper_first(listed(list(names)))} chưa được gia hạn" if names else "Chưa nơi nào được gia hạn"
    return f"{who}; hạn là {long_day(due)}, {due_hour(due)}."


EXTEND = "Gia hạn"
GRANT = "Gia hạn {} đến {}"


def extend_plan(unit: str, due: datetime, reason: str | None, round_: str = "") -> str:
    """A village asks for more time; is it granted?"""
    why = f", lý do “{reason}”" if reason else ""
    return f"Gia hạn {unit}{f' ({round_})' if round_ else ''} đến {long_day(due)}, {due_hour(due)}{why} ạ?"


def extended(
    unit: str, rounds: Sequence[str], due: datetime, reason: str | None, told: str, *, earlier: bool = False
) -> str:
    """Đã gia hạn Thôn 3 đến thứ Năm 6/7, 17:00; "đổi lại" where it is cut short."""
    why = f", lý do “{reason}”" if reason else ""
    done = "Đã đổi lại hạn" if earlier else "Đã gia hạn"
    return f"{done} {unit} ({listed(list(rounds))}) đến {long_day(due)}, {due_hour(due)}{why}. {told}".strip()


def extended_note(
    voice: Voice, unit: str, rounds: Sequence[str], due: datetime, reason: str | None, off: str = ""
) -> str:
    """To the team: the new deadline."""
    why = f", lý do: {reason}" if reason else ""
    return f"{voice.You} ơi, xã gia hạn cho {unit} đến {long_day(due)}{off}, {due_hour(due)} (đợt {listed(list(rounds))}{why})."


def extend_until(voice: Voice, unit: str) -> str:
    """The day is missing."""
    return f"Gia hạn {unit} đến ngày nào ạ? {voice.You} nhắn ví dụ: gia hạn {unit} đến 6/7."


def extension_wanted(unit: str, day: str | None, words: str) -> str:
    """To the officer: a team asks for more time, and how to grant it."""
    until = day.split()[-1] if day else "6/7"
    return f"{upper_first(unit)} xin gia hạn{f' đến {day}' if day else ''}: “{words}”. Đồng ý thì nhắn: gia hạn {unit} đến {until}."


def extension_asked(voice: Voice, unit: str, day: str | None, due: datetime | None) -> str:
    """To the team: the office was told and decides; until then the deadline stands."""
    still = f" Chưa có trả lời thì hạn vẫn là {long_day(due)}." if due is not None else ""
    return (
        f"Vâng, {voice.i}đã báo xã: {unit} xin gia hạn{f' đến {day}' if day else ''}. "
        f"Xã đồng ý là {voice.i}nhắn lại {voice.you} ngay.{still}"
    )


def withdraw_plan(unit: str, now: datetime, due: datetime, round_: str = "") -> str:
    """An extension is to be taken back."""
    return f"{upper_first(unit)}{f' ({round_})' if round_ else ''} đang được đến {long_day(now)}. Bỏ gia hạn, hạn về {long_day(due)}, {due_hour(due)} ạ?"


def withdraw_past(unit: str, due: datetime, now: datetime) -> str:
    """The deadline of all has gone: there is nothing to go back to."""
    return f"Hạn chung {long_day(due)} đã qua, nên {unit} vẫn được đến {long_day(now)}."


def withdrawn(unit: str, due: datetime, told: str, round_: str = "") -> str:
    """The extension is no more."""
    return f"Đã bỏ gia hạn {unit}{f' ({round_})' if round_ else ''}, hạn lại là {long_day(due)}, {due_hour(due)}. {told}".strip()


def withdrawn_note(voice: Voice, unit: str, due: datetime, round_: str = "") -> str:
    """To the team: the deadline of all is theirs again."""
    return f"{voice.You} ơi, xã đổi lại: hạn của {unit}{f' ({round_})' if round_ else ''} là {long_day(due)}, {due_hour(due)}."


def reopening_wanted(unit: str, words: str) -> str:
    """To the officer: a team asks to be let in again after the closing, and how it is done."""
    return f"{upper_first(unit)} xin mở lại để nộp: “{words}”. Đồng ý thì nhắn ví dụ: mở lại cho {unit} đến ngày mai."


def reopening_asked(voice: Voice, unit: str, officer: str | None) -> str:
    """To the team: the round is over, the office was told and decides."""
    told = voice.says(f"đã báo {officer or 'cán bộ xã'} xin mở lại cho {unit}")
    return f"Đợt này đã chốt. {told}; xã mở là {voice.you} nộp được ngay."


def extend_earlier(due: datetime) -> str:
    """An extension goes beyond the deadline of all."""
    return f"Hạn chung là {long_day(due)}; ngày gia hạn phải sau ngày đó."


def extended_before(unit: str, due: datetime) -> str:
    """It is so already."""
    return f"Hạn của {unit} đang là {long_day(due)}, {due_hour(due)}, không có gì đổi."


def extend_past() -> str:
    """The day named is over."""
    return "Ngày đó đã qua rồi."


def not_owing(unit: str) -> str:
    """Nothing is owed."""
    return f"{upper_first(unit)} không còn nợ báo cáo nào nên không cần gia hạn."


def move_plan(name: str, before: datetime, due: datetime, owing: int, people: int, off: str) -> str:
    """A deadline for all is shown before it moves."""
    note = f"{off} " if off else ""
    return (
        f"Dời hạn đợt {name} từ {long_day(before)} sang {long_day(due)}, {due_hour(due)} cho mọi nơi. {note}"
        f"{owing} nơi chưa nộp ({people} người) sẽ được báo.\nĐồng ý dời chứ ạ?"
    )


def moved(name: str, due: datetime, people: int) -> str:
    """The deadline has moved."""
    return f"Đã dời hạn đợt {name} sang {long_day(due)}, {due_hour(due)}; báo cho {people} người chưa nộp."


def moved_note(voice: Voice, units: Sequence[str], name: str, due: datetime, reason: str | None, off: str = "") -> str:
    """To who still owes."""
    why = f", lý do: {reason}" if reason else ""
    return (
        f"{voice.You} ơi, hạn đợt {name} của {listed(list(units))} dời sang {long_day(due)}{off}, {due_hour(due)}{why}."
    )


# --- base figures ---------------------------------------------------------------------------------------------------


def base_set(
    unit: str, base: str, before: int | None, value: int, lines: Sequence[str], again: Sequence[str]
) -> str:  # fmt: skip
    """The base has changed, and every figure with it."""
    was = f" từ {number(before)}" if before is not None else ""
    text = f"Đã ghi số {base} của {unit}{was} thành {number(value)}."
    if lines:
        text += "\nSố tính theo đó:\n" + "\n".join(f"• {line}" for line in lines)
    if again:
        text += f"\nBáo cáo {listed(list(again))} chờ duyệt lại."
    return text


def base_same(unit: str, base: str, value: int) -> str:
    """It was so before."""
    return f"Số {base} của {unit} vẫn là {number(value)}, không có gì đổi."


def base_told(unit: str, base: str, known: BaseFigure | None) -> str:
    """A denominator on record, with its source and day."""
    if known is None:
        return f"Chưa có số {base} của {unit}. Xã đặt được bằng cách nhắn, ví dụ: số {base} {unit} là 520."
    source = f", theo {known.source}" if known.source else ""
    return f"{upper_first(unit)} có {number(known.value)} {base} (số liệu nền{source}, ngày {known.day:%-d/%-m/%Y})."


def base_source(known: BaseFigure) -> str:
    """Công an xã, ngày 31/5/2023"""
    return f"{known.source or 'xã'}, ngày {known.day:%-d/%-m/%Y}"


def base_disputed(voice: Voice, unit: str, base: str, known: int, told: int, passed_on: bool) -> str:
    """A village says that the list is wrong: where it stands, and who can change it."""
    then = upper_first(f"{voice.i}đã báo cán bộ xã xem lại.") if passed_on else "Số này do xã sửa."
    return f"Danh sách xã đang ghi {unit} có {number(known)} {base}, {voice.you} báo là {number(told)}. {then}"


def base_agreed(unit: str, base: str, told: int) -> str:
    """ "Thôn bác 178 hộ cơ mà": so says the list."""
    return f"Vâng, danh sách {unit} cũng đang có {number(told)} {base}."


def base_first_told(unit: str, base: str, told: int) -> str:
    """A whole told before its count, where none was on record."""
    return f"Vâng, ghi {unit} có {number(told)} {base}."


def base_disputed_note(name: str, unit: str, base: str, known: int, told: int) -> str:
    """To the officer: a village says that its list is wrong."""
    return (
        f"{upper_first(unit)}: {name} báo có {number(told)} {base}, trên sổ là {number(known)}. "
        f"Nếu đúng thì nhắn: số {base} {unit} là {told}."
    )


def base_line(indicator: Indicator, num: int, den: int) -> str:
    """Điện thoại thông minh: 412/530 người (77,7%)."""
    over = " ⚠ lớn hơn số liệu nền" if num > den else ""
    return f"{upper_first(indicator.short)}: {number(num)}/{number(den)} {indicator.count_unit} ({percent(num, den)}){over}"


def base_note(voice: Voice, unit: str, base: str, before: int | None, value: int, lines: Sequence[str]) -> str:
    """To the team: the list they are measured by has changed."""
    was = f" từ {number(before)}" if before is not None else ""
    text = f"{voice.You} ơi, xã sửa số {base} của {unit}{was} thành {number(value)}."
    return text + ("\nSố tính theo đó:\n" + "\n".join(f"• {line}" for line in lines) if lines else "")


def base_how(voice: Voice) -> str:
    """What is missing."""
    return f"{voice.You} nhắn đủ tên, nơi và con số giúp, ví dụ: số người trưởng thành thôn 3 là 530."


def gone_already(voice: Voice) -> str:
    """A reminder is taken back after it has left."""
    return "Tin nhắc vừa rồi đã gửi đi mất rồi ạ."


def other_stands(names: Sequence[str]) -> str:
    """The same order was given for another village by mistake, and has been carried out there too."""
    return f"Việc đã làm với {listed(list(names))} lúc nãy thì vẫn vậy ạ." if names else ""


def the_rest(names: Sequence[str]) -> str:
    """What was shown goes for these only."""
    return f"Vâng, chỉ còn {listed(list(names))}. Đồng ý chứ ạ?"


def after_the_yes(rest: Sequence[str]) -> str:
    """Further orders of a message whose first waits for its yes."""
    return f"Việc này xong em làm tiếp: {', '.join(f'“{one[:60]}”' for one in rest)}."


def one_at_a_time(voice: Voice, rest: str) -> str:
    """A second order of the message, which was not carried out."""
    return f"Còn “{rest[:80]}” thì chưa làm: {voice.you} nhắn riêng một tin giúp."


def no_weekly(voice: Voice) -> str:
    """A reminder for every week is not kept; the round's own ladder is."""
    return voice.says(
        f"chưa đặt nhắc theo tuần được ạ. Lịch nhắc của đợt vẫn tự chạy, nhắn “lịch nhắc” để xem; muốn thêm hôm nào, "
        f"{voice.you} nhắn ví dụ: thứ hai 8h nhắc các thôn."
    )
