"""What officers hear when they act: the queue, approving, sending back, rounds, reminders, deadlines, base figures."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.texts.form import (
    Voice,
    asks_right,
    count,
    either,
    kind_of,
    left,
    listed,
    long_day,
    moment,
    share,
    upper_first,
)  # fmt: skip
from handlers.texts.status import campaign_name, level
from scoring.counts import Count
from scoring.framework import Indicator
from store.campaigns import Campaign
from store.reports import ReportState

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


def pending(clean: Sequence[str], odd: Sequence[str], round_: str = "") -> str:
    """Chờ duyệt 3 báo cáo: 2 sạch (Thôn 1, Thôn 2), 1 cần xem, with what to look at."""
    text = f"Chờ duyệt {len(clean) + len(odd)} báo cáo{f' đợt {round_}' if round_ else ''}"
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


def odd_figures(lines: Sequence[str], more: bool) -> str:
    """What is odd in reports that do not wait for a review, `more` if beside those that do; ten of them."""
    text = ("Ngoài ra còn số cần xem lại:" if more else "Có số cần xem lại:") + "".join(f"\n• {x}" for x in lines[:10])
    return text + (f"\n• và {len(lines) - 10} báo cáo khác" if len(lines) > 10 else "")


def nothing_odd(now: datetime) -> str:
    """No figure that came in looks odd."""
    return f"Trong các số đã có chưa thấy số nào phải xem lại (tính đến {moment(now)})."


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


UNAPPROVE = "Bỏ duyệt"


def unapprove_plan(units: Sequence[str]) -> str:
    """Several approvals are to be taken back: shown, and a yes waited for."""
    return f"Bỏ duyệt {len(units)} báo cáo, lại chờ duyệt: {listed(list(units), 12)}. Đồng ý chứ ạ?"


def unapproved(units: Sequence[str], told: str) -> str:
    """Approved by mistake: it waits again."""
    return f"Đã bỏ duyệt {listed(list(units), 12)}: báo cáo lại chờ duyệt. {told}".strip()


def not_approved(units: Sequence[str]) -> str:
    """There is no approval to take back."""
    return f"{upper_first(listed(list(units)) or 'Báo cáo')} chưa duyệt nên không có gì phải bỏ."


def approved_note(voice: Voice, units: Sequence[str], office: str) -> str:
    """To the team: nothing more is to be done. `office` is the name of the unit that approved."""
    who = upper_first(kind_of(office))
    return f"{who} đã duyệt báo cáo {listed(list(units))}. Cảm ơn {voice.you}, không phải làm gì thêm."


def approve_plan(units: Sequence[str], odd: Sequence[str], apart: Sequence[str], round_: str = "") -> str:
    """Several reports, or one with something to look at: shown, and a yes waited for."""
    text = f"Sẽ duyệt {len(units)} báo cáo{f' đợt {round_}' if round_ else ''}: {listed(list(units), 12)}."
    if odd:
        text += "\nLưu ý:\n" + "\n".join(f"• {line}" for line in odd[:10])
    if apart:
        text += f"\nCần xem riêng: {listed(list(apart), 12)}."
    return f"{text}\nĐồng ý duyệt chứ ạ?"


_SINCE = {
    ReportState.APPROVED: "đã có người duyệt",
    ReportState.RETURNED: "đã bị trả lại",
    ReportState.OPEN: "chưa gửi",
    ReportState.SUBMITTED: "đang chờ người khác duyệt",
}


def decided_since(found: Sequence[tuple[str, ReportState]]) -> str:
    """Reports that were to be approved, and had been decided on before the yes came."""
    return f"{upper_first('; '.join(f'{name} {_SINCE[state]}' for name, state in found))} từ trước đó, nên không duyệt lại."


def only_apart(names: Sequence[str]) -> str:
    """Nothing clean is left; the rest is looked at one by one."""
    return f"Không còn báo cáo sạch để duyệt chung. Cần xem riêng: {listed(list(names), 12)}."


def changed_since(voice: Voice, names: Sequence[str]) -> str:
    """A figure changed after the report was shown."""
    return f"Số của {listed(list(names))} đã đổi từ lúc {voice.you} xem, nên chưa duyệt."


def not_sent(unit: str, have: int, of: int) -> str:
    """There is nothing to review yet."""
    so_far = f"mới có {have}/{of} số" if have < of else "đã đủ số"
    return f"{upper_first(unit)} chưa gửi báo cáo ({so_far}) nên chưa duyệt được."


def being_corrected(unit: str) -> str:
    """It was sent back and has not come again."""
    return f"Báo cáo {unit} đang trả lại, chờ tổ sửa và gửi lại."


def nothing_of_its_own(unit: str) -> str:
    """An office that is asked nothing itself has no report to approve; its villages have."""
    return f"{upper_first(unit)} không có báo cáo riêng để duyệt; nêu tên thôn giúp, ví dụ: duyệt thôn 3."


def already_approved(unit: str) -> str:
    """Approved before."""
    return f"Báo cáo {unit} đã duyệt rồi."


def own_figures(voice: Voice, unit: str, names: Sequence[str], other: str | None) -> str:
    """An officer may not approve what they entered themselves."""
    who = f"Nhờ {other} duyệt giúp" if other else "Cần một cán bộ khác, hoặc cấp trên, duyệt"
    what = f"có số do {voice.you} nhập ({listed(list(names), 4)})" if names else f"do {voice.you} gửi"
    return f"Báo cáo {unit} {what} nên {voice.you} không tự duyệt được. {who}; báo cáo vẫn là “đã gửi”."


def which_report(voice: Voice, example: str) -> str:
    """A unit has to be named."""
    return f"{voice.You} nêu tên nơi giúp, ví dụ: {example}."


# --- sending back ---------------------------------------------------------------------------------------------------


def returned(voice: Voice, unit: str, what: str, reason: str | None, told: str) -> str:
    """Đã trả lại Thôn 3: tài khoản ngân hàng 498/550 người, lý do “cao quá”. Em đã nhắn tổ trưởng."""
    why = f", lý do “{reason}”" if reason else ""
    return f"Đã trả lại {unit}: {what}{why}. {told}".strip()


RETURN_IT = "Trả lại số này"
RETURN_ALL = "Trả lại"


def lacking(indicator: Indicator) -> str:
    """The reason of a return for a figure that is not there."""
    return f"thiếu số {indicator.short}"


def return_offered(voice: Voice) -> str:
    """A figure was found odd: may it go back?"""
    return f"Trả lại số này để tổ xem lại ạ? {voice.You} nhắn lý do, hoặc “đồng ý”."


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


def with_due(text: str, due: datetime) -> str:
    """A return that stands for the day's reminder says until when."""
    return f"{text} Hạn nộp là {long_day(due)}, {due_hour(due)}."


def return_several(
    voice: Voice, what: str, many: int, first: Indicator, unit: str, round_: str, reason: str | None
) -> str:
    """Several figures go back at once: all are named, the first is asked for."""
    why = f" vì “{reason}”" if reason else ""
    return (
        f"{voice.You} ơi, xã nhờ xem lại {many} số của {unit}, đợt {round_}{why}: {what}. "
        f"Trước hết là {first.short}. {asks_right(first)}"
    )


def return_all(voice: Voice, unit: str, round_: str, reason: str | None) -> str:
    """To the team: the whole report is to be looked over."""
    why = f" vì “{reason}”" if reason else ""
    return (
        f"{voice.You} ơi, xã nhờ xem lại báo cáo {unit}, đợt {round_}{why}. "
        f"{voice.You} sửa số nào cứ nhắn, rồi nhắn “gửi báo cáo”."
    )


def return_for(voice: Voice, unit: str, what: str, reason: str) -> str:
    """A return that hangs on a condition: whether it is so, the officer says."""
    return f"Trả lại {unit}, {what}, lý do “{reason}” ạ? Đúng vậy thì {voice.you} nhắn “đồng ý”."


def ask_reason(voice: Voice, unit: str, what: str) -> str:
    """A return needs its reason: asked once."""
    return f"Trả lại {unit}, {what}: lý do là gì ạ? {voice.You} nhắn lý do, hoặc “đồng ý” để trả lại luôn."


def return_or_approve(voice: Voice, unit: str) -> str:
    """An approval was said over a return of the same report."""
    return f"Báo cáo {unit} đang chờ lý do để trả lại. {voice.You} muốn trả lại hay duyệt ạ?"


def return_order(unit: str, names: Sequence[str]) -> str:
    """The order to send back, as it would be typed."""
    return f"trả lại {unit}" + (f" số {listed(list(names))}" if names else "")


WHOLE = "Cả báo cáo"


def return_which(voice: Voice, unit: str, names: Sequence[str]) -> str:
    """Which figure is to be sent back?"""
    return f"Trả lại số nào của {unit} ạ: {either(list(names))}? Nhắn tên mục kèm lý do, hoặc “cả báo cáo”."


def no_such_figure(unit: str, name: str) -> str:
    """A name that no list has."""
    return f"Báo cáo {unit} không có mục “{name}”."


def nothing_to_return(unit: str, what: str) -> str:
    """There is no figure."""
    return f"{upper_first(unit)} chưa có số {what} để trả lại."


def not_sent_yet(unit: str, round_: str) -> str:
    """An open report cannot be sent back; `round_` where several are open."""
    which = f" đợt {round_}" if round_ else ""
    return f"{upper_first(unit)} chưa gửi báo cáo{which} nên chưa có gì để trả lại; tổ còn đang nhập. Cần giục thì nhắn “nhắc {unit}”."


def round_closed(voice: Voice, unit: str, round_: str) -> str:
    """After the closing nothing is sent back, unless it is reopened."""
    return (
        f"Đợt {round_} đã chốt nên chưa trả lại {unit} được. "
        f"Cần sửa thì {voice.you} nhắn ví dụ: mở lại {unit} đến 10/7 vì nhập nhầm."
    )


# --- telling the team -----------------------------------------------------------------------------------------------


def team_told(voice: Voice, people: int, later: str | None) -> str:
    """Em đã nhắn tổ trưởng; outside the hours: sáng mai 7 giờ em nhắn."""
    if not people:
        return "Ở đó chưa nhắn được cho ai."
    return upper_first(f"{later} {voice.i}nhắn." if later else f"{voice.i}đã nhắn tổ.")


# --- rounds ---------------------------------------------------------------------------------------------------------


def open_plan(
    name: str, list_: str, asked: Sequence[tuple[str, int, int]], people: int, due: datetime, now: datetime,
    copied: str | None, unasked: int, off: str, note: str = "", only: Sequence[str] = (), *, reminds: bool = True,
    too_early: date | None = None,
) -> str:  # fmt: skip
    """What will be opened: list, how many are asked how much, which if few, people, deadline, what it costs."""
    units = "; ".join(
        f"{units} {level(where)} mỗi {level(where)} {questions} mục" if units > 1 else f"{level(where)} {questions} mục"
        for where, units, questions in asked
    )
    told = f"{people} người của các tổ {'được nhắn' if reminds else 'chưa được nhắn vì không đặt lịch nhắc'}"
    text = f"Sẽ mở đợt {name} theo {list_}: {units}; {told}."
    if only:
        text += f"\nHỏi: {listed(only)}."
    text += f"\nHạn {long_day(due)}, {due_hour(due)} ({left(due, now)})."
    if off:
        text += f" {off}"
    if too_early:
        text += f" Hạn này đến trước khi kỳ báo cáo bắt đầu ({long_day(too_early)})."
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


def opened(voice: Voice, name: str, due: datetime, *, reminds: bool = True) -> str:
    """The round is open; nobody hears of it by the clock where it has no ladder."""
    then = upper_first(f"{voice.i}sẽ nhắn các tổ theo lịch.")
    silent = "Đợt này không đặt lịch nhắc nên các tổ chưa được báo; cần báo thì nhắn “nhắc các thôn”."
    return f"Đã mở đợt {name}, hạn {long_day(due)}. {then if reminds else silent}"


def already_open(name: str) -> str:
    """The same round is open."""
    return f"Đợt {name} của bộ này đang mở rồi."


def open_needs(voice: Voice, what: str) -> str:
    """Something is missing to open a round."""
    example = {NEEDS_PERIOD: "6 tháng đầu năm 2023", NEEDS_FRAMEWORK: "bộ 1829", NEEDS_DUE: "hạn 30/6"}[what]
    return f"{voice.You} cho biết thêm {what}, ví dụ: {example}."


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


def already_closed(name: str) -> str:
    """Somebody else closed it while this waited for a yes."""
    return f"Đợt {name} vừa có người chốt rồi, nên không làm gì thêm."


def no_open_round() -> str:
    """No round is open."""
    return "Hiện không có đợt nào đang mở."
