"""What is said of a whole report: its summary before it goes, its receipt, what was sent already."""

from collections.abc import Sequence

from handlers.texts.form import Voice, asks_right, count, listed, round_name, upper_first
from scoring.counts import Count
from scoring.framework import Indicator
from store.reports import Report, ReportState

RECEIPT = 12  # figures named in a receipt; the rest are counted


def report_not_sent(voice: Voice, unit: str) -> str:
    """There is no report to take back: it has not gone."""
    return f"Báo cáo {unit} chưa gửi xã, các số vẫn giữ nguyên. {voice.You} cứ xem lại, xong thì nhắn “gửi báo cáo”."


def sent_and_stays(voice: Voice, report: Report) -> str:
    """A report is to be called back: it stays with the office, where figures can still be changed."""
    return f"Báo cáo {report.unit.name} ({round_name(report.campaign)}) đã gửi rồi, {voice.you} không phải thu lại: sửa số nào là xã thấy ngay."


def changeable_once_sent(voice: Voice, indicator: Indicator) -> str:
    """ "Gửi rồi có rút lại được không": nothing is taken back for the question."""
    return (
        f"Gửi rồi vẫn sửa được, xã thấy ngay số mới. {voice.You} chỉ cần nhắn, ví dụ: sửa {indicator.short} thành 421."
    )


def summary(report: Report, unit: str, lines: Sequence[str], gaps: Sequence[str], photos: int, loose: int = 0) -> str:
    """The whole report, one line per figure, and what is missing; `loose` files are of no item yet."""
    head = f"Báo cáo {unit}, {round_name(report.campaign)}:"
    body = "\n".join(f"{n}. {text}" for n, text in enumerate(lines, 1))
    tail = f"\nCòn thiếu: {listed(list(gaps), rest='mục')}." if gaps else "\nĐã đủ số."
    if photos:
        tail += f" Minh chứng: {photos} tệp."
    if loose:
        tail += f" Còn {loose} tệp chưa rõ của mục nào."
    return f"{head}\n{body}{tail}"


def send_or_change(voice: Voice, lines: int) -> str:
    """The yes that sends it, and how to change one line of so many."""
    change = "Cần sửa" if lines == 1 else "Cần sửa dòng nào"
    return f"Đúng rồi thì nhắn “gửi báo cáo”. {change}, {voice.you} nhắn ví dụ: sửa dòng {min(lines, 2)} thành 421."


_NAMED_AGAIN = 4  # gaps named once more behind a report that has named them


def send_with_gaps(gaps: Sequence[str], doubts: Sequence[str]) -> str:
    """Something is missing or in doubt: the gaps are named, and a yes is waited for."""
    parts = []
    if gaps:
        named = listed(list(gaps)) if len(gaps) <= _NAMED_AGAIN else f"{len(gaps)} mục"
        parts.append(f"còn thiếu {named}")
    if doubts:
        parts.append(f"chưa chắc {listed(list(doubts), rest='mục')}")
    return f"Báo cáo {' và '.join(parts)}. Vẫn gửi chứ ạ? Nhắn “đồng ý” để gửi, “không” để bổ sung."


def last_told(indicator: Indicator, value: Count) -> str:
    """What was reported for the last period."""
    return f"Kỳ trước, {indicator.short}: {count(value, indicator)}."


def stored(indicator: Indicator, value: Count) -> str:
    """One figure of a receipt: "tài khoản ngân hàng 385/550"."""
    return f"{indicator.short} {count(value, indicator).removesuffix(f' {indicator.count_unit}')}"


def sent(
    voice: Voice, unit: str, report: Report, have: Sequence[str], gaps: Sequence[str], no_photo: Sequence[str]
) -> str:
    """The receipt: what is stored, and what is still missing."""
    head = f"Đã gửi báo cáo {unit} ({round_name(report.campaign)}), {len(have)}/{len(have) + len(gaps)} số liệu"
    text = f"{head}: {listed(list(have), RECEIPT, 'số')}." if have else f"{head}."
    if gaps:
        text += f" Còn thiếu: {listed(list(gaps), rest='mục')}; có số thì {voice.you} cứ nhắn."
    if no_photo:
        text += f" Chưa có ảnh minh chứng: {listed(list(no_photo), 4, 'mục')}."
    return text + (f" Cảm ơn {voice.you}." if gaps else f" Cảm ơn {voice.you}, đợt này không phải làm gì thêm.")


def urgent_sent() -> str:
    """The one number asked for in a hurry is with the office."""
    return "Em đã gửi xã ngay."


def send_now(unit: str) -> str:
    """The report stands as it was shown, and was said to be right."""
    return f"Gửi báo cáo {unit} luôn chứ ạ?"


def already_sent(voice: Voice, report: Report, have: int, of: int, gaps: Sequence[str], *, several: bool) -> str:
    """Sent before, nothing has changed; with its round where `several` are open, whether it is approved, what it lacks."""
    name = f"{report.unit.name} ({round_name(report.campaign)})" if several else report.unit.name
    text = f"Báo cáo {name} đã gửi rồi: {have}/{of} số liệu{', đủ cả' if have == of else ''}."
    if not report.campaign.urgent:  # nobody reviews the one number of an urgent ask
        text += " Xã đã duyệt." if report.state is ReportState.APPROVED else " Đang chờ xã duyệt."
    return text + (f" Còn thiếu: {listed(list(gaps), rest='mục')}; có số thì {voice.you} cứ nhắn." if gaps else "")


def resent_after_approval(unit: str) -> str:
    """A correction after approval opens the report again."""
    return f"Báo cáo {unit} đã duyệt trước đó, nay chờ xã duyệt lại."


def officer_changed(unit: str, indicator: Indicator, before: str, now: str) -> str:
    """To the officer: an approved report has changed."""
    return f"{upper_first(unit)} vừa sửa {indicator.short} từ {before} thành {now} sau khi đã duyệt. Báo cáo trở lại “đã gửi”, chờ duyệt lại."


def in_doubt(value: str) -> str:
    """In the place of a figure that was given, and asked about since."""
    return f"{value}, đang chờ xem lại"


def all_done(unit: str, report: Report) -> str:
    """Nothing is missing, the report is only to be sent."""
    return f"{upper_first(unit)} đã đủ số liệu của đợt {round_name(report.campaign)}, chỉ còn gửi báo cáo."


def how_to_send(voice: Voice) -> str:
    """Below a reminder of a report that lacks nothing."""
    return f"{voice.You} nhắn “gửi báo cáo” là xong."


def no_round(voice: Voice) -> str:
    """No campaign is open for them."""
    return f"Hiện chưa có đợt báo cáo nào chờ {voice.you}. Có đợt mới {voice.i}sẽ nhắn."


def finished(unit: str, report: Report) -> str:
    """Everything is sent."""
    return f"{upper_first(unit)} đã nộp xong báo cáo {round_name(report.campaign)}, không còn gì phải làm."


def returned_question(indicator: Indicator, unit: str, value: str, reason: str | None) -> str:
    """A figure the officer sent back is asked again first."""
    why = f" vì “{reason}”" if reason else ""
    return f"Xã nhờ xem lại {indicator.short} của {unit} ({value}){why}. {asks_right(indicator)}"
