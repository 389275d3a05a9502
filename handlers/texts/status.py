"""What is said about how things stand: totals with their completeness, who is missing, places, history."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from handlers.texts import doubts
from handlers.texts.form import (
    HANOI,
    Voice,
    count,
    day,
    either,
    left,
    listed,
    long_day,
    moment,
    number,
    round_name,
    share,
    target,
    upper_first,
)  # fmt: skip
from scoring.counts import Count, State
from scoring.framework import Framework, Indicator, Kind, Target
from scoring.targets import Verdict, shortfall
from store.campaigns import Campaign
from store.people import Role
from store.reports import Report, ReportState

MISSING, REMIND, PENDING, NOT_MET = "Thôn chưa nộp", "Nhắc các thôn", "Chờ duyệt", "Chỉ tiêu chưa đạt"
EACH, MISSING_COMMUNES, OWN_ITEMS = "Từng xã", "Xã chưa nộp", "Nhập số của xã"
_LEVELS = {"thon": "thôn", "xa": "xã", "huyen": "huyện", "tinh": "tỉnh"}
_TYPES = {"Quyết định": "QĐ", "Công văn": "CV", "Kế hoạch": "KH"}
_VERDICTS = {Verdict.MET: "đạt", Verdict.MISSED: "chưa đạt", Verdict.UNKNOWN: "chưa có số", Verdict.NONE: ""}
_STATES = {
    ReportState.OPEN: "chưa gửi", ReportState.SUBMITTED: "đã gửi, chờ duyệt", ReportState.RETURNED: "đang trả lại",
    ReportState.APPROVED: "đã duyệt",
}  # fmt: skip
_ROLES = {Role.MEMBER: "tổ thôn", Role.OFFICER: "cán bộ", Role.LEADER: "lãnh đạo", Role.SUPERVISOR: "cấp trên"}
_ORIGINS = {
    "by_phone": "nhập hộ", "same_as_last": "như kỳ trước", "from_percent": "tính từ phần trăm", "delta": "cộng thêm",
    "import": "nhập từ tệp", "undo": "hoàn tác", "base": "đổi số liệu nền",
}  # fmt: skip


def level(code: str) -> str:
    """thôn, xã, huyện, tỉnh."""
    return _LEVELS.get(code, "nơi")


def report_state(report: Report) -> str:
    """chưa gửi; đã gửi, chờ duyệt; đang trả lại; đã duyệt."""
    return _STATES[report.state]


def as_of(now: datetime) -> str:
    """tính đến 16:05 ngày 26/6."""
    return f"tính đến {moment(now)}"


def label(framework: Framework) -> str:
    """A list of indicators as an office calls it: QĐ 1829."""
    document = framework.document
    kind, written = document.get("type") or "", document.get("number")
    if written:
        return f"{_TYPES.get(kind, kind)} {written.split('/')[0]}".strip()
    return document.get("issuer") or framework.title


def campaign_name(campaign: Campaign, framework: Framework | None = None) -> str:
    """6 tháng đầu năm 2023, with its list where several rounds are open."""
    name = round_name(campaign)
    return name if framework is None or label(framework) in name else f"{name} ({label(framework)})"


def items(name: str, villages: Sequence[str], office: Sequence[str]) -> str:
    """What a round asks."""
    lines = [f"Đợt {name} hỏi {len(villages) + len(office)} mục."]
    if villages:
        lines.append(f"Thôn báo {len(villages)} mục: {listed(list(villages), 40)}.")
    if office:
        lines.append(f"Xã báo {len(office)} mục: {listed(list(office), 40)}.")
    return "\n".join(lines)


def pass_on(voice: Voice) -> str:
    """Beside what stands: it may go on as it is."""
    return f"{voice.You} chuyển tiếp nguyên tin này là được."


def no_such_number(number: int) -> str:
    """No unit has given this number."""
    return f"Trong các đợt đang mở chưa thấy nơi nào báo số {number:,}.".replace(",", ".")


# --- a unit ---------------------------------------------------------------------------------------------------------


def unit_line(
    name: str, sent: Sequence[tuple[str, int, int]], verdicts: Mapping[Verdict, int], office: tuple[int, int] | None,
    aims: bool, due: datetime, now: datetime, *, closed: bool = False,
) -> str:  # fmt: skip
    """6 tháng đầu 2023: 4/6 thôn đã nộp, 22/30 chỉ tiêu đạt, 6 chưa đạt, 2 chưa có số. Còn 5 ngày."""
    parts = [f"{done}/{of} {level(where)} đã nộp" for where, done, of in sent]
    if verdicts[Verdict.MET] or verdicts[Verdict.MISSED] or aims:
        parts.append(f"{verdicts[Verdict.MET]}/{sum(verdicts.values())} chỉ tiêu đạt")
        parts.append(f"{verdicts[Verdict.MISSED]} chưa đạt")
        parts.append(f"{verdicts[Verdict.UNKNOWN]} chưa có số")
        if verdicts[Verdict.NONE]:
            parts.append(f"{verdicts[Verdict.NONE]} không so chỉ tiêu")
    else:
        parts.append(f"có số {verdicts[Verdict.NONE]}/{sum(verdicts.values())} mục")
    text = f"{name}: {', '.join(parts)}."
    if office is not None:
        text += f" Phần xã báo: {office[0]}/{office[1]} mục."
    return f"{text} Đợt đã chốt." if closed else f"{text} Hạn {day(due)}, {left(due, now)}."


def urgent_line(
    name: str, told: Sequence[str], silent: Sequence[str], total: int | None, due: datetime, now: datetime
) -> str:
    """hộ mất điện: 2/3 thôn đã trả lời (Thôn 1: 12, Thôn 2: 0), cộng 12. Chưa trả lời: Thôn 3. Hạn …"""
    text = f"{name}: {len(told)}/{len(told) + len(silent)} thôn đã trả lời"
    text += f" ({listed(told, 12, 'thôn')})" if told else ""
    text += f", cộng {number(total)}" if total is not None else ""
    text += f". Chưa trả lời: {listed(silent, 12, 'thôn')}" if silent else ""
    return f"{text}. Hạn {day(due)}, {left(due, now)}."


def promised(until: date) -> str:
    """The team's word on when it will send."""
    return f"Tổ hẹn {long_day(until)} gửi."


def said_later(words: str) -> str:
    """What a team said when it put its report off without naming a day."""
    return f"Tổ xin để sau: “{words[:100]}”."


def promises(lines: Sequence[str], *, lapsed: bool = False) -> str:
    """Who has promised, and whose day has passed; `lapsed`: that was asked."""
    head = "Chưa nơi nào lỡ hẹn. " if lapsed and not any(": lỡ hẹn" in line for line in lines) else ""
    if not lines:
        return head.strip() or "Hiện chưa nơi nào hẹn."
    return f"{head}Các lời hẹn:\n" + "\n".join(f"• {line}" for line in lines)


def unit_status(unit: str, lines: Sequence[str], pending: int, odd: int, now: datetime) -> str:
    """The state of a commune: one line a round, what waits, as of when."""
    if len(lines) == 1:
        text = f"{upper_first(unit)}, {lines[0]}"
    else:
        text = f"{upper_first(unit)}:\n" + "\n".join(f"• {upper_first(line)}" for line in lines)
    waits = f"{pending} báo cáo chờ duyệt" + (f", {odd} cần xem" if odd else "") + "; " if pending else ""
    return f"{text}\n({waits}{as_of(now)})"


def no_foretelling(voice: Voice) -> str:
    """Whether it will be reached in time."""
    return f"{voice.says('không đoán trước được')}. Đến lúc này:"


def no_rounds(unit: str) -> str:
    """Nothing is collected here."""
    return f"{upper_first(unit)} hiện chưa có đợt báo cáo nào."


def not_yours_to_see(voice: Voice, unit: str) -> str:
    """Another village's figures are not for this person."""
    return f"Số của {unit} chỉ tổ ở đó và xã xem được ạ. {voice.You} cần thì nhắn “gặp cán bộ”."


def not_listed(voice: Voice, place: str, top: str, *, order: bool) -> str:
    """An officer names a place that is not among theirs; an `order` was not carried out."""
    undone = " nên em chưa làm gì" if order else ""
    return f"Không thấy {place} trong danh sách của {top}{undone} ạ. {voice.You} xem lại tên giúp em."


def which_commune(voice: Voice, name: str, full: Sequence[str]) -> str:
    """A village's name that several communes have."""
    return f"Có {len(full)} nơi tên {name}: {listed(list(full), 8)}. {voice.You} nhắn lại kèm tên xã giúp."


def commune_only(voice: Voice) -> str:
    """The commune's total is the office's to tell."""
    return f"Số chung của xã, {voice.you} hỏi cán bộ xã giúp ạ. Phần của thôn mình:"


# --- an indicator ---------------------------------------------------------------------------------------------------


def figure(indicator: Indicator, value: Count | None, goal: Target | None, found: Verdict) -> str:
    """2.518/3.082 người (81,7%), chỉ tiêu 65%: đạt."""
    text = count(value, indicator)
    rated = share(value)
    if rated:
        text += f" ({rated})"
    if goal is None or value is None or value.state is not State.GIVEN:
        return f"{text}."
    if isinstance(goal.value, bool):
        return f"{text}, {_VERDICTS[found]}."
    text += f", chỉ tiêu {target(goal)}: {_VERDICTS[found]}"
    short = shortfall(value, goal) if found is Verdict.MISSED else None
    if short:
        text += f", còn thiếu {number(short)} {indicator.count_unit}".rstrip()
    return f"{text}."


def spread(indicator: Indicator, counts: Sequence[Count], of: int, where: str) -> str:
    """Words over several units: có ở 3/7 xã; Đạt 2, Chưa đạt 1."""
    if indicator.kind is Kind.BOOLEAN:
        return f"có ở {sum(one.choice == 'có' for one in counts)}/{of} {level(where)}."
    if indicator.kind is Kind.LEVEL:
        said = [(name, sum(one.choice == name for one in counts)) for name in indicator.levels]
        return ", ".join(f"{name} {times}" for name, times in said if times) + "."
    return f"{len(counts)} câu trả lời."


def at_unit(indicator: Indicator, unit: str, value: Count | None, goal: Target | None, found: Verdict) -> str:
    """Tiền điện, Thôn 3: 120/178 hộ (67,4%), chỉ tiêu 50%: đạt."""
    return f"{upper_first(indicator.short)}, {unit}: {figure(indicator, value, goal, found)}"


def of_so_many(line: str, have: int, of: int, where: str) -> str:
    """A total with how many places it holds: "… đạt (có số 4/6 thôn)."."""
    return line if have == of else f"{line.rstrip('.')} (có số {have}/{of} {level(where)})."


def supposed(lines: Sequence[str], stands: int | None) -> str:
    """What figures would come to; nothing has been written."""
    now = f"; số đang ghi là {number(stands)}" if stands is not None else ""
    return "\n".join(["Nếu vậy thì sẽ là:", *(f"• {line}" for line in lines), f"Em chỉ tính thử, chưa ghi gì{now}."])


def lacking(pairs: Sequence[tuple[str, int]]) -> str:
    """Thôn 2 thiếu 31, Thôn 5 thiếu 29."""
    said = ", ".join(f"{name} thiếu {number(short)}" for name, short in pairs[:4])
    more = f" và {len(pairs) - 4} nơi khác" if len(pairs) > 4 else ""
    return f"{upper_first(said)}{more}."


def lowest(name: str, value: Count) -> str:
    """Thấp nhất: Thôn 5, 61,0%."""
    return f"Thấp nhất: {name}, {share(value)}."


def completeness(have: int, of: int, where: str, sent: int, now: datetime) -> str:
    """Có số 6/6 thôn, đã nộp 5/6, tính đến 08:00 ngày 26/6."""
    return f"Có số {have}/{of} {level(where)}, đã nộp {sent}/{of}, {as_of(now)}."


def only_rates(names: Sequence[str]) -> str:
    """Rates without counts take no part in sums."""
    return f"Chưa cộng {listed(list(names))}: chỉ có tỷ lệ, chưa có số đếm."


def to_look_at(names: Sequence[str]) -> str:
    """Figures kept against a doubt."""
    return f"⚠ Cần xem lại: {listed(list(names))}."


def base_sum(name: str, value: int, have: int, of: int) -> str:
    """Danh sách các thôn cộng lại: 3.082 người trưởng thành (5/6 thôn)."""
    return f"Danh sách các thôn cộng lại: {number(value)} {name} ({have}/{of} thôn)."


def each(indicator: Indicator, campaign: str, lines: Sequence[str], now: datetime) -> str:
    """One indicator, unit by unit."""
    shown = "\n".join(f"• {line}" for line in lines[:20])
    more = f"\n• và {len(lines) - 20} nơi khác" if len(lines) > 20 else ""
    return f"{upper_first(indicator.short)}, {campaign} ({as_of(now)}):\n{shown}{more}"


def which(voice: Voice, names: Sequence[str]) -> str:
    """Several indicators may be meant."""
    return f"{voice.You} hỏi mục nào ạ: {either(names)}?"


def left_out(voice: Voice, names: Sequence[str]) -> str:
    """What one message was too short for."""
    return f"Chưa kịp trả lời: {listed(list(names), 6, 'mục')}. {voice.You} nhắn tiếp từng mục giúp."


def given_above(name: str, above: str) -> str:
    """An item of the office was asked of a village."""
    return f"{upper_first(name)} do {above} báo, thôn không báo mục này ạ."


def no_such_round(period: str) -> str:
    """A period is named that no round is of."""
    return f"Không thấy đợt {period}."


def none_over() -> str:
    """A round that is over is asked for, and none is; what follows is of those that are open."""
    return "Chưa có đợt nào chốt. Đợt đang mở:"


def not_in_round(name: str, campaign: str) -> str:
    """The round that was named does not ask this."""
    return f"Đợt {campaign} không hỏi {name}."


def which_unit(voice: Voice, name: str | None) -> str:
    """A village has to be named."""
    return f"{voice.You} cần của thôn nào ạ? Nhắn ví dụ: {name or 'VNeID'} thôn 3."


def remind_which(voice: Voice) -> str:
    """A reminder names a place of a list that was not shown."""
    return f"{voice.You} muốn nhắc thôn nào ạ? Nhắn ví dụ: nhắc thôn 3."


def not_collected(name: str) -> str:
    """No open round asks this."""
    return f"Các đợt đang mở không hỏi {name}."


def unlisted(name: str, asked: Sequence[str]) -> str:
    """No list has it; what is asked."""
    return f"Các đợt đang mở không hỏi “{name}”. Đang hỏi: {listed(list(asked), 6, 'mục')}."


# --- a village ------------------------------------------------------------------------------------------------------


def village(name: str, report: Report, campaign: str, have: int, of: int, now: datetime) -> str:
    """Thôn 1, 6 tháng đầu năm 2023: đã gửi, chờ duyệt, 3/3 số."""
    state = _STATES[report.state]
    if report.submitted_at is not None and not report.owed:
        state = f"{state} (gửi {moment(report.submitted_at)}{_how_late(report)})"
    text = f"{upper_first(name)}, {campaign}: {state}, {have}/{of} số."
    return f"{text} Hạn {day(report.due)}, {left(report.due, now)}." if report.owed else text


def _how_late(report: Report) -> str:
    first = report.first_submitted_at
    if first is None or first <= report.due:
        return ""
    days = (first.astimezone(HANOI).date() - report.due.astimezone(HANOI).date()).days
    return f", muộn {days} ngày" if days else ", muộn trong ngày"


def village_line(indicator: Indicator, value: Count, goal: Target | None, found: Verdict, notes: Sequence[str]) -> str:
    """One figure of a village, with what a reviewer should see."""
    text = f"{upper_first(indicator.short)}: {figure(indicator, value, goal, found)}".removesuffix(".")
    return text + (f" [{'; '.join(notes)}]" if notes else "")


def notes(found: Sequence[str], marks: Sequence[str], reason: str | None, origin: str, files: int) -> list[str]:
    """What stands beside a figure: doubts, how it came, how many files."""
    said = [f"⚠ {doubts.name(one)}" for one in found]
    if found and reason:
        said.append(f"lý do “{reason}”")
    said += [doubts.name(one) for one in marks if one != "few_siblings"]
    if origin in {"by_phone", "import", "base"}:
        said.append(_ORIGINS[origin])
    if files:
        said.append(f"minh chứng {files} tệp")
    return said


def without_figure(names: Sequence[str]) -> str:
    """What is not in yet."""
    return f"Chưa có số: {listed(list(names), 12, 'mục')}."


def difficulties(lines: Sequence[str]) -> str:
    """What stood in the way."""
    return "Khó khăn: " + "; ".join(lines[:5]) + "."


def sent_back(name: str, reason: str | None) -> str:
    """A figure that waits for the team."""
    return f"Đang chờ tổ xem lại: {name}" + (f" (“{reason}”)." if reason else ".")


# --- whose word a report bears --------------------------------------------------------------------------------------


def who_approves(officers: Sequence[str], done: Sequence[str], sent: int) -> str:
    """Whose work approving is, and which reports have been approved."""
    who = f": {listed(list(officers))}" if officers else ""
    so_far = f"Đã duyệt {len(done)}/{sent} báo cáo đã gửi" + (
        f": {listed(list(done), 10, 'báo cáo')}." if done else "."
    )
    return f"Duyệt là việc của cán bộ xã{who}.\n{so_far if sent else 'Chưa nơi nào gửi báo cáo.'}"


def reviewed_line(act: str, what: str, who: str, at: datetime, reason: str | None) -> str:
    """Công chức xã (cán bộ) duyệt 08:00 ngày 25/6"""
    verb = "duyệt" if act == "approved" else f"trả lại {what}".strip()
    return f"{who} {verb} {moment(at)}" + (f", “{reason}”" if reason else "")


def reviewed(report: Report, campaign: str, lines: Sequence[str]) -> str:
    """Thôn 3: Công chức xã (cán bộ) duyệt 08:00 ngày 25/6."""
    head = f"{upper_first(report.unit.name)}{f', {campaign}' if campaign else ''}"
    if report.state is ReportState.APPROVED:
        return f"{head}: {'; '.join(lines) or 'đã duyệt'}."
    state = "chưa gửi báo cáo nên chưa ai duyệt" if report.state is ReportState.OPEN else _STATES[report.state]
    if report.state is ReportState.SUBMITTED:
        state = "chưa ai duyệt, đang chờ" if not lines else "đã gửi lại, đang chờ duyệt"
    return f"{head}: {state}." + (f" Trước đó: {'; '.join(lines)}." if lines else "")


# --- who is missing -------------------------------------------------------------------------------------------------


def missing(campaign: str, owing: int, of: int, where: str, due: datetime, lines: Sequence[str], now: datetime) -> str:
    """Còn 2/6 thôn chưa nộp, and what each of them lacks."""
    head = f"{upper_first(campaign)}: còn {owing}/{of} {level(where)} chưa nộp, hạn {long_day(due)} ({left(due, now)})."
    shown = "\n".join(f"• {line}" for line in lines[:15])
    more = f"\n• và {len(lines) - 15} nơi khác" if len(lines) > 15 else ""
    return f"{head}\n{shown}{more}\n({upper_first(as_of(now))})"


def overdue(campaign: str, owing: int, of: int, where: str, due: datetime, lines: Sequence[str], now: datetime) -> str:
    """1/6 thôn quá hạn, each with what it lacks; whoever was given more time is not among them."""
    head = f"{upper_first(campaign)}: {owing}/{of} {level(where)} quá hạn (hạn chung {long_day(due)})."
    return "\n".join([head, *(f"• {line}" for line in lines[:15]), f"({upper_first(as_of(now))})"])


def sent_back_to(campaign: str, lines: Sequence[str], of: int, where: str, now: datetime) -> str:
    """Which of them a report was sent back to."""
    if not lines:
        return f"{upper_first(campaign)}: không {level(where)} nào đang bị trả lại ({as_of(now)})."
    head = f"{upper_first(campaign)}: {len(lines)}/{of} {level(where)} đang bị trả lại."
    return "\n".join([head, *(f"• {line}" for line in lines[:15]), f"({upper_first(as_of(now))})"])


def none_overdue(campaign: str, owing: int, of: int, where: str, due: datetime, now: datetime) -> str:
    """Nobody is late yet, though some still owe."""
    rest = (
        f"còn {owing}/{of} {level(where)} chưa nộp nhưng vẫn trong hạn" if owing else f"cả {of} {level(where)} đã nộp"
    )
    return f"{upper_first(campaign)}: chưa nơi nào quá hạn, {rest} (hạn chung {long_day(due)}; {as_of(now)})."


def none_missing(campaign: str, of: int, where: str, now: datetime) -> str:
    """Everybody has sent."""
    return f"{upper_first(campaign)}: cả {of}/{of} {level(where)} đã nộp ({as_of(now)})."


def sent(campaign: str, names: Sequence[str], of: int, where: str, now: datetime) -> str:
    """Who has sent, by name."""
    head = f"{upper_first(campaign)}: {len(names)}/{of} {level(where)} đã nộp ({as_of(now)})"
    return f"{head}: {listed(list(names), 15, level(where))}." if names else f"{head}."


def nothing_of_office() -> str:
    """No round asks anything of the office itself."""
    return "Đợt này xã không phải báo mục nào của riêng xã."


def office_items(lacks: Sequence[tuple[str, str]], of: int) -> str:
    """The office's own items that have no figure yet, each with its code, and how to answer them."""
    if not lacks:
        return f"Phần xã báo: đủ {of}/{of} mục, chưa gửi. Nhắn “gửi phần xã” để gửi."
    lines = "\n".join(f"{code} {upper_first(name)}" for code, name in lacks)
    return (
        f"Phần xã báo: thiếu {len(lacks)}/{of} mục\n{lines}\n"
        f"Nhắn “nhập số xã” để trả lời lần lượt, hoặc nhắn kèm mã, ví dụ: {lacks[0][0]} …"
    )


def office_sent(have: int, of: int) -> str:
    """The office's own part has been sent."""
    return f"Phần xã báo đã gửi: {have}/{of} mục."


def owing(
    unit: str, lacks: int, of: int, report: Report, promise: datetime | None, promise_day: str | None, now: datetime,
    *, broken: bool = False,
) -> str:  # fmt: skip
    """Thôn 3: thiếu 2/3 số, hẹn thứ Hai 26/6; a day that has gone is "lỡ hẹn"."""
    if report.state is ReportState.RETURNED:
        parts = ["đang sửa số bị trả lại" if not lacks else f"đang sửa số bị trả lại, thiếu {lacks}/{of} số"]
    else:
        parts = [f"thiếu {lacks}/{of} số" if lacks else "đủ số, chưa gửi"]
    if report.own_due is not None:
        parts.append(f"hạn riêng {long_day(report.own_due)}")
    if now > report.due:
        parts.append(left(report.due, now).replace("đã quá", "quá hạn"))
    if promise_day is not None:
        hour = promise.astimezone(HANOI) if promise is not None else None
        at = f", {hour:%H:%M}" if hour is not None and (hour.hour, hour.minute) != (7, 30) else ""
        parts.append(f"lỡ hẹn {promise_day}" if broken else f"hẹn {promise_day}{at}")
    return f"{upper_first(unit)}: {', '.join(parts)}"


def office_owing(lacks: Sequence[str], of: int) -> str:
    """What the office itself still has to answer."""
    return (
        f"Phần xã báo: thiếu {len(lacks)}/{of} mục ({listed(list(lacks), 4, 'mục')})"
        if lacks
        else "Phần xã báo: đủ số, chưa gửi"
    )


def missing_figure(
    indicator: Indicator, campaign: str, names: Sequence[str], of: int, where: str, now: datetime
) -> str:
    """Who has not given one indicator."""
    if not names:
        return f"{upper_first(indicator.short)}, {campaign}: đã có số {of}/{of} {level(where)} ({as_of(now)})."
    return (
        f"{upper_first(indicator.short)}, {campaign}: {len(names)}/{of} {level(where)} chưa có số: "
        f"{listed(list(names), 15)} ({as_of(now)})."
    )


def short_units(
    indicator: Indicator, campaign: str, goal: Target, short: Sequence[tuple[str, int, str]], unknown: Sequence[str], of: int,
    where: str, now: datetime,
) -> str:  # fmt: skip
    """Which units are below the target of one indicator, by how much, and which have no figure yet."""
    head = f"{upper_first(indicator.short)}, {campaign} (chỉ tiêu {target(goal)}): "
    tail = f" Chưa có số: {listed(list(unknown), 12, level(where))}." if unknown else ""
    if not short:
        found = (
            "chưa nơi nào có số"
            if len(unknown) == of
            else "nơi nào có số cũng đã đạt"
            if unknown
            else "nơi nào cũng đạt"
        )
        return f"{head}{found} ({as_of(now)}).{'' if len(unknown) == of else tail}"
    lines = [
        f"• {name}: {share_ or '0'}, thiếu {number(lacks)} {indicator.count_unit}".rstrip()
        for name, lacks, share_ in short[:15]
    ]
    more = f"\n• và {len(short) - 15} nơi khác" if len(short) > 15 else ""
    said = "\n".join(lines)
    return f"{head}{len(short)}/{of} {level(where)} chưa đạt ({as_of(now)}):\n{said}{more}{tail and chr(10) + tail.strip()}"


def no_target(indicator: Indicator, campaign: str) -> str:
    """Nothing to fall short of."""
    return f"{upper_first(indicator.short)}, {campaign}: không giao chỉ tiêu nên không so được."


def short_everywhere(campaign: str, lines: Sequence[str], unknown: Sequence[str], where: str, now: datetime) -> str:
    """Unit by unit, in which indicators it is below the target and by how much."""
    tail = f"\nChưa có số: {listed(list(unknown), 12, level(where))}." if unknown else ""
    if not lines:
        return f"{upper_first(campaign)}: chưa thấy {level(where)} nào dưới chỉ tiêu ({as_of(now)}).{tail}"
    body = "\n".join(f"• {line}" for line in lines[:15])
    more = f"\n• và {len(lines) - 15} nơi khác" if len(lines) > 15 else ""
    return f"{upper_first(campaign)}: {len(lines)} {level(where)} có mục chưa đạt ({as_of(now)}):\n{body}{more}{tail}"


def short_unit(unit: str, missed: Sequence[tuple[Indicator, int | None]], of: int) -> str:
    """Thôn 3: 2/3 mục (tài khoản ngân hàng thiếu 45 người, điện thoại thông minh thiếu 26 người)"""
    said = [f"{i.short} thiếu {number(lacks)} {i.count_unit}".rstrip() if lacks else i.short for i, lacks in missed]
    return f"{upper_first(unit)}: {len(missed)}/{of} mục ({listed(said, 4, 'mục')})"


# --- what is not reached --------------------------------------------------------------------------------------------


def shortfalls(
    unit: str, campaign: str, missed: Sequence[str], of: int, unknown: Sequence[str], have: int, villages: int, now: datetime
) -> str:  # fmt: skip
    """The indicators below their target, what is missing in people, from how many villages."""
    from_ = f"có số {have}/{villages} thôn, " if villages > 1 else ""
    tail = f"\nChưa có số {len(unknown)} mục: {listed(list(unknown), 6, 'mục')}." if unknown else ""
    if not missed:
        return f"{upper_first(unit)}, {campaign}: không chỉ tiêu nào dưới mức giao ({from_}{as_of(now)}).{tail}"
    body = "\n".join(f"• {line}" for line in missed)
    return f"{upper_first(unit)}, {campaign}: chưa đạt {len(missed)}/{of} chỉ tiêu ({from_}{as_of(now)}):\n{body}{tail}"


def missed_line(indicator: Indicator, value: Count | None, goal: Target | None, have: int, of: int) -> str:
    """Tài khoản ngân hàng (3.2): 1.790/3.082 người (58,1%), chỉ tiêu 60%: chưa đạt, còn thiếu 60 người (5/6)."""
    said = figure(indicator, value, goal, Verdict.MISSED).removesuffix(".")
    return f"{upper_first(indicator.short)} ({indicator.id}): {said}" + (f" ({have}/{of})" if of > 1 else "")
