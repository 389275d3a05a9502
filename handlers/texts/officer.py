"""What officers hear when they act: the queue, approving, sending back, rounds, reminders, deadlines, base figures."""

from collections.abc import Sequence
from datetime import datetime

from handlers.texts.form import (
    Voice,
    asks_right,
    count,
    either,
    left,
    listed,
    long_day,
    moment,
    number,
    percent,
    share,
    upper_first,
)  # fmt: skip
from handlers.texts.status import campaign_name, level
from scoring.counts import Count
from scoring.framework import Indicator
from store.campaigns import BaseFigure, Campaign

APPROVE, RETURN, VIEW, YES, NO = "Duyệt", "Trả lại một số", "Xem {}", "Đồng ý", "Thôi"
RETURN_ANYWAY, OPEN, CLOSE = "Trả lại luôn", "Mở đợt", "Chốt đợt"


def round_of(campaign: Campaign) -> str:
    """A round by its name, else its period."""
    return campaign_name(campaign)


def not_that(voice: Voice) -> str:
    """A yes that speaks of something else: nothing is done, and nothing waits any more."""
    return f"Việc chờ đồng ý trước đó chưa làm. {voice.You} nhắn lại việc này giúp."


# --- the queue ------------------------------------------------------------------------------------------------------


def nothing_pending(now: datetime) -> str:
    """Nothing waits for a review."""
    return f"Không có báo cáo nào chờ duyệt (tính đến {moment(now)})."


def pending(clean: Sequence[str], odd: Sequence[str]) -> str:
    """Chờ duyệt 3 báo cáo: 2 sạch (Thôn 1, Thôn 2), 1 cần xem, with what to look at."""
    text = f"Chờ duyệt {len(clean) + len(odd)} báo cáo"
    if len(clean) == 1:
        text += f": {clean[0]}, không có gì phải xem lại" if not odd else f": {clean[0]} sạch"
    elif clean:
        text += f": {len(clean)} sạch ({listed(list(clean), 12)})"
    if odd:
        text += f"{',' if clean else ':'} {len(odd)} cần xem:\n" + "\n".join(f"• {line}" for line in odd[:10])
        return text + (f"\n• và {len(odd) - 10} báo cáo khác" if len(odd) > 10 else "")
    return f"{text}."


def odd_report(unit: str, reasons: Sequence[str]) -> str:
    """Thôn 3: VNeID 530/520 người (lớn hơn số liệu nền); thiếu 1 số."""
    return f"{upper_first(unit)}: {'; '.join(reasons)}"


def odd_figure(indicator: Indicator, value: Count, why: Sequence[str], reason: str | None) -> str:
    """VNeID 530/520 người ⚠ lớn hơn số liệu nền, “có người mới về”."""
    text = f"{indicator.short} {count(value, indicator)} ⚠ {', '.join(why)}"
    return text + (f", “{reason}”" if reason else "")


def gaps(missing: int) -> str:
    """thiếu 1 số."""
    return f"thiếu {missing} số"


def approve_one(unit: str) -> str:
    """[Duyệt Thôn 3]"""
    return f"Duyệt {unit}"


def clean_button(number_of: int) -> str:
    """[Duyệt cả 3 sạch]"""
    return f"Duyệt cả {number_of} sạch"


# --- approving ------------------------------------------------------------------------------------------------------


def approved(units: Sequence[str], told: str) -> str:
    """Đã duyệt báo cáo Thôn 1, Thôn 2."""
    return f"Đã duyệt báo cáo {listed(list(units), 12)}. {told}".strip()


def approved_note(voice: Voice, units: Sequence[str]) -> str:
    """To the team: nothing more is to be done."""
    return f"Xã đã duyệt báo cáo {listed(list(units))}. Cảm ơn {voice.you}, không phải làm gì thêm."


def approve_plan(units: Sequence[str], odd: Sequence[str], apart: Sequence[str]) -> str:
    """Several reports, or one with something to look at: shown, and a yes waited for."""
    text = f"Sẽ duyệt {len(units)} báo cáo: {listed(list(units), 12)}."
    if odd:
        text += "\nLưu ý:\n" + "\n".join(f"• {line}" for line in odd[:10])
    if apart:
        text += f"\nCần xem riêng: {listed(list(apart), 12)}."
    return f"{text}\nĐồng ý duyệt chứ ạ?"


def only_apart(names: Sequence[str]) -> str:
    """Nothing clean is left; the rest is looked at one by one."""
    return f"Không còn báo cáo sạch để duyệt chung. Cần xem riêng: {listed(list(names), 12)}."


def changed_since(voice: Voice, names: Sequence[str]) -> str:
    """A figure changed after the report was shown."""
    return f"Số của {listed(list(names))} đã đổi từ lúc {voice.you} xem, nên chưa duyệt."


def not_sent(unit: str, have: int, of: int) -> str:
    """There is nothing to review yet."""
    return f"{upper_first(unit)} chưa gửi báo cáo (mới có {have}/{of} số) nên chưa duyệt được."


def being_corrected(unit: str) -> str:
    """It was sent back and has not come again."""
    return f"Báo cáo {unit} đang trả lại, chờ tổ sửa và gửi lại."


def already_approved(unit: str) -> str:
    """Approved before."""
    return f"Báo cáo {unit} đã duyệt rồi."


def own_figures(voice: Voice, unit: str, names: Sequence[str], other: str | None) -> str:
    """An officer may not approve what they entered themselves."""
    who = f"Nhờ {other} duyệt giúp" if other else "Cần một cán bộ khác, hoặc cấp trên, duyệt"
    what = f"có số do {voice.you} nhập ({listed(list(names), 4)})" if names else f"do {voice.you} gửi"
    return f"Báo cáo {unit} {what} nên {voice.you} không tự duyệt được. {who}; báo cáo vẫn là “đã gửi”."


def which_report(voice: Voice) -> str:
    """A unit has to be named."""
    return f"{voice.You} nêu tên nơi cần duyệt giúp, ví dụ: duyệt thôn 3."


# --- sending back ---------------------------------------------------------------------------------------------------


def returned(voice: Voice, unit: str, what: str, reason: str | None, told: str) -> str:
    """Đã trả lại Thôn 3: tài khoản ngân hàng 498/550 người, lý do “cao quá”. Em đã nhắn tổ trưởng."""
    why = f", lý do “{reason}”" if reason else ""
    return f"Đã trả lại {unit}: {what}{why}. {told}".strip()


def whole_report() -> str:
    """Not one figure but all of it."""
    return "cả báo cáo"


def figure_now(indicator: Indicator, value: Count | None) -> str:
    """tài khoản ngân hàng 498/550 người."""
    return f"{indicator.short} {count(value, indicator)}"


RETURN_WAITS = "Xong câu dưới đây em hỏi số này."  # another question is open and comes first


def return_question(
    voice: Voice, indicator: Indicator, unit: str, round_: str, value: Count, reason: str | None
) -> str:
    """To the team: the return is a question about that figure."""
    why = f" vì “{reason}”" if reason else ""
    rated = share(value)
    shown = count(value, indicator) + (f", {rated}" if rated else "")
    asks = asks_right(indicator)
    return f"{voice.You} ơi, xã nhờ xem lại {indicator.short} của {unit} ({shown}), đợt {round_}{why}. {asks}"


def return_all(voice: Voice, unit: str, round_: str, reason: str | None) -> str:
    """To the team: the whole report is to be looked over."""
    why = f" vì “{reason}”" if reason else ""
    return (
        f"{voice.You} ơi, xã nhờ xem lại báo cáo {unit}, đợt {round_}{why}. "
        f"{voice.You} sửa số nào cứ nhắn, rồi nhắn “gửi báo cáo”."
    )


def ask_reason(voice: Voice, unit: str, what: str) -> str:
    """A return needs its reason: asked once."""
    return f"Trả lại {unit}, {what}: lý do là gì ạ? {voice.You} nhắn lý do, hoặc “đồng ý” để trả lại luôn."


WHOLE = "Cả báo cáo"


def return_which(voice: Voice, unit: str, names: Sequence[str]) -> str:
    """Which figure is to be sent back?"""
    return f"Trả lại số nào của {unit} ạ: {listed(list(names), 12, 'mục')}? Nhắn tên mục kèm lý do, hoặc “cả báo cáo”."


def no_such_figure(unit: str, name: str) -> str:
    """A name that no list has."""
    return f"Báo cáo {unit} không có mục “{name}”."


def nothing_to_return(unit: str, what: str) -> str:
    """There is no figure."""
    return f"{upper_first(unit)} chưa có số {what} để trả lại."


def not_sent_yet(unit: str) -> str:
    """An open report cannot be sent back."""
    return f"{upper_first(unit)} chưa gửi báo cáo nên chưa có gì để trả lại; tổ còn đang nhập."


def round_closed(unit: str, round_: str) -> str:
    """After the closing nothing is sent back."""
    return f"Đợt {round_} đã chốt nên không trả lại {unit} được."


# --- telling the team -----------------------------------------------------------------------------------------------


def team_told(voice: Voice, people: int, morning: bool) -> str:
    """Em đã nhắn tổ trưởng; outside the hours: sáng mai 7 giờ em nhắn."""
    if not people:
        return "Ở đó chưa nhắn được cho ai."
    return upper_first(f"sáng mai 7 giờ {voice.i}nhắn." if morning else f"{voice.i}đã nhắn tổ.")


# --- rounds ---------------------------------------------------------------------------------------------------------


def open_plan(
    name: str, list_: str, asked: Sequence[tuple[str, int, int]], people: int, due: datetime, now: datetime,
    copied: str | None, unasked: int, off: str, note: str = "",
) -> str:  # fmt: skip
    """What will be opened: list, how many questions for whom, people, deadline, what it costs."""
    units = "; ".join(
        f"{units} {level(where)} mỗi {level(where)} {questions} mục" if units > 1 else f"{level(where)} {questions} mục"
        for where, units, questions in asked
    )
    text = f"Sẽ mở đợt {name} theo {list_}: {units}; {people} người của các tổ được nhắn."
    text += f"\nHạn {long_day(due)}, {due_hour(due)} ({left(due, now)})."
    if off:
        text += f" {off}"
    if copied:
        text += f"\nCác mục lấy như đợt {copied}."
    if unasked:
        text += f"\n{unasked} mục chưa có nơi nào trả lời."
    if note:
        text += f"\n{note}"
    return f"{text}\nĐồng ý mở chứ ạ?"


def day_off(due: datetime, moves_to: datetime, why: str | None) -> str:
    """A deadline on a day off counts to the next working day (Civil Code, article 148)."""
    reason = "là ngày nghỉ" if why in {None, "saturday", "sunday"} else f"là ngày nghỉ ({why})"
    return f"{upper_first(long_day(due))} {reason} nên hạn tính đến {long_day(moves_to)}."


def due_hour(due: datetime) -> str:
    """17:00."""
    return moment(due).split(" ")[0]


def opened(voice: Voice, name: str, due: datetime) -> str:
    """The round is open."""
    return f"Đã mở đợt {name}, hạn {long_day(due)}. {upper_first(f'{voice.i}sẽ nhắn các tổ theo lịch.')}"


def already_open(name: str) -> str:
    """The same round is open."""
    return f"Đợt {name} của bộ này đang mở rồi."


def open_needs(voice: Voice, what: str) -> str:
    """Something is missing to open a round."""
    return f"{voice.You} cho biết thêm {what}, ví dụ: mở đợt 6 tháng đầu năm 2023 bộ 1829 hạn 30/6."


NEEDS_PERIOD, NEEDS_FRAMEWORK, NEEDS_DUE = "kỳ báo cáo", "bộ chỉ tiêu", "hạn nộp"


def cannot_open(why: str, facts: str) -> str:
    """Why a round cannot be opened; `why` is a word of CampaignError."""
    return {
        "framework": f"Không có bộ chỉ tiêu {facts}.",
        "indicator": f"Bộ chỉ tiêu không có mục {facts}.",
        "period": f"Chưa hiểu kỳ báo cáo {facts}.",
        "due": "Hạn nộp phải sau ngày mở đợt.",
        "closes": "Ngày chốt phải sau hạn nộp.",
        "ladder": f"Không có lịch nhắc {facts}.",
        "nobody": f"Không nơi nào thuộc {facts} trả lời được các mục này.",
        "key": f"Đã có đợt mang mã {facts}.",
    }[why]


def close_plan(name: str, owing: Sequence[str], of: int, pending_: int) -> str:
    """What closing means; a yes is waited for."""
    text = f"Chốt đợt {name}: sau đó không nhận số nữa."
    if owing:
        text += f" Còn {len(owing)}/{of} nơi chưa nộp: {listed(list(owing))}."
    if pending_:
        text += f" Còn {pending_} báo cáo chờ duyệt."
    return f"{text}\nĐồng ý chốt chứ ạ?"


def closed(name: str) -> str:
    """The round is closed."""
    return f"Đã chốt đợt {name}."


def which_round(voice: Voice, names: Sequence[str]) -> str:
    """Several rounds are open."""
    return f"{voice.You} muốn nói đợt nào ạ: {either(names)}?"


def no_open_round() -> str:
    """No round is open."""
    return "Hiện không có đợt nào đang mở."


# --- reminding ------------------------------------------------------------------------------------------------------


def remind_plan(lines: Sequence[str], people: int, morning: bool, note: str = "") -> str:
    """Whom a reminder will go to; `note`: what it costs, and whom it does not reach."""
    when = "Sáng mai 7 giờ mới nhắn được. " if morning else ""
    body = "\n".join(f"• {line}" for line in lines[:15])
    more = f"\n• và {len(lines) - 15} nơi khác" if len(lines) > 15 else ""
    return f"Sẽ nhắc {people} người ở {len(lines)} nơi:\n{body}{more}\n{when}{f'{note} ' if note else ''}Đồng ý nhắc chứ ạ?"


def owes(round_: str, missing: int, of: int, promise: str | None) -> str:
    """thiếu 2/3 số, hẹn 26/6; of several rounds with the name of each."""
    text = f"thiếu {missing}/{of} số" if missing else "đủ số, chưa gửi"
    text = f"{round_} {text}" if round_ else text
    return f"{text}, hẹn {promise}" if promise else text


def remind_line(unit: str, owed: Sequence[str], again: bool) -> str:
    """Thôn 3: 6 tháng đầu năm 2023 thiếu 2/3 số, hẹn 26/6; tháng 6/2023 thiếu 1/2 số; hôm nay đã nhắc"""
    return f"{upper_first(unit)}: {'; '.join([*owed, 'hôm nay đã nhắc'] if again else owed)}"


def reminded(
    voice: Voice, units: Sequence[str], people: int, morning: bool, nobody: Sequence[str], note: str = ""
) -> str:
    """Đã nhắc Thôn 3, Thôn 5 (2 người)."""
    where = listed(list(units), 12)
    text = ""
    if units and morning:
        text = upper_first(f"sáng mai 7 giờ {voice.i}nhắn {where} ({people} người).")
    elif units:
        text = f"Đã nhắc {where} ({people} người)."
    if nobody:
        text += f" {listed(list(nobody))} chưa có ai để nhắn."
    return f"{text} {note}".strip()


def reminded_today(unit: str) -> str:
    """One nudge per unit and day; a second asks first."""
    return f"{upper_first(unit)} hôm nay đã được nhắc rồi. Vẫn nhắc nữa chứ ạ?"


def nobody_owes(names: Sequence[str]) -> str:
    """Nobody has to be reminded."""
    who = listed(list(names)) if names else "Tất cả các nơi"
    return f"{upper_first(who)} đã nộp cả rồi, không phải nhắc."


# --- deadlines ------------------------------------------------------------------------------------------------------


def extended(unit: str, rounds: Sequence[str], due: datetime, reason: str | None, told: str) -> str:
    """Đã gia hạn Thôn 3 đến thứ Năm 6/7, 17:00."""
    why = f", lý do “{reason}”" if reason else ""
    return f"Đã gia hạn {unit} ({listed(list(rounds))}) đến {long_day(due)}, {due_hour(due)}{why}. {told}".strip()


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


def extension_asked(voice: Voice, unit: str, day: str | None) -> str:
    """To the team: the office was told and decides."""
    return f"Vâng, {voice.i}đã báo xã: {unit} xin gia hạn{f' đến {day}' if day else ''}. Xã đồng ý là {voice.i}nhắn lại {voice.you} ngay."


def extend_earlier(due: datetime) -> str:
    """An extension goes forward."""
    return f"Hạn đang là {long_day(due)}; ngày gia hạn phải sau ngày đó."


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
