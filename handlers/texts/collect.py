"""What is said while figures are collected: questions, echoes, the report shown before it goes."""

from collections.abc import Sequence
from datetime import datetime

from handlers.texts.form import (
    Voice,
    base_name,
    count,
    day,
    either,
    kind_of,
    left,
    listed,
    long_day,
    number,
    percent,
    round_name,
    share,
    target,
    upper_first,
)
from scoring.counts import Count, State
from scoring.framework import Indicator, Kind, Target
from scoring.targets import Verdict, shortfall, verdict
from store.reports import Report

EDIT, PHOTO, SEND, KEEP, AGAIN, LATER = "Sửa", "Gửi ảnh minh chứng", "Gửi báo cáo", "Giữ {}", "Nhập lại", "Để sau"
TAKE_LIST = "Lấy {}"


def opening(unit: str, missing: int, report: Report, now: datetime) -> str:
    """Thôn 3 còn 4 số liệu của đợt 6 tháng đầu năm 2023, hạn 30/6 (còn 5 ngày)."""
    return (
        f"{upper_first(unit)} còn {missing} số liệu của đợt {round_name(report.campaign)}, "
        f"hạn {long_day(report.due)} ({left(report.due, now)})."
    )


def of_round(period: str) -> str:
    """đợt tháng 7/2023"""
    return f"đợt {period}"


def ask(
    indicator: Indicator,
    unit: str,
    at: int,
    of: int,
    den: int | None,
    last: str | None,
    village: bool,
    period: str | None = None,
) -> str:
    """The question with its place, the denominator on record and what was given last time.

    `period` is that of its round, where another one asks the same.
    """
    place = f"({at}/{of}) " if of > 1 else ""
    place += f"{upper_first(of_round(period))}: " if period else ""
    who = f"{upper_first(unit)} mình" if village else upper_first(unit)
    code = f" ({indicator.id})" if indicator.code else ""
    if indicator.kind in {Kind.RATIO, Kind.COUNT}:
        text = f"{place}{who} có {indicator.asks}{code}?"
    elif indicator.kind is Kind.BOOLEAN:
        text = f"{place}{who} đã có {indicator.asks} chưa ({indicator.id})? Nhắn “có” hoặc “không”."
    elif indicator.kind is Kind.LEVEL:
        levels = "\n".join(f"{n}. {level}" for n, level in enumerate(indicator.levels, 1))
        text = f"{place}{who}: {indicator.asks} ({indicator.id}) đang ở mức nào? Nhắn số:\n{levels}"
    else:
        text = f"{place}{who}: {indicator.asks}{code}? Nhắn một câu ngắn."
    if den is not None and indicator.base is not None:
        text += f" Danh sách có {number(den)} {base_name(indicator)}."
    elif indicator.kind is Kind.RATIO:
        text += " Nhắn hai số, ví dụ: 210/300."
    if last:
        text += f" Kỳ trước: {last}."
    return text


def noted(indicator: Indicator, value: Count, goal: Target | None, unit: str | None) -> str:
    """Đã ghi điện thoại thông minh: 412/520 người, đạt 79,2% (chỉ tiêu 65%)."""
    where = f" của {unit}" if unit else ""
    return f"Đã ghi {indicator.short}{where}: {meaning(indicator, value, goal)}."


def kept(
    voice: Voice, indicator: Indicator, value: Count, goal: Target | None, *, office: bool, unit: str | None = None
) -> str:
    """Kept against a doubt: no verdict where more were counted than there are, and whoever approves will look."""
    over = value.num is not None and value.den is not None and value.num > value.den
    said = count(value, indicator) if over else meaning(indicator, value, goal)
    review = "người duyệt" if office else "xã"
    where = f" của {unit}" if unit else ""
    return f"Đã ghi {indicator.short}{where}: {said}. {voice.You} giữ số này, {review} sẽ xem lại."


def meaning(indicator: Indicator, value: Count, goal: Target | None) -> str:
    """A figure with its rate, its target, and what is missing in people."""
    text = count(value, indicator)
    found = verdict(value, goal) if goal is not None and value.state is State.GIVEN else None
    rated = share(value)
    if rated:
        text += f", {'mới đạt' if found is Verdict.MISSED else 'đạt'} {rated}"
    if goal is None or found is None:
        return text
    if found is Verdict.MET and target(goal) == text:
        return f"{text}, đạt"
    short = shortfall(value, goal) if found is Verdict.MISSED else None
    missing = f", còn thiếu {number(short)} {indicator.count_unit}" if short else ""
    unmet = ", chưa đạt" if not missing and found is Verdict.MISSED else ""
    return f"{text} (chỉ tiêu {target(goal)}{missing}{unmet})"


def complete_not_sent(unit: str) -> str:
    """To the office that has entered all figures of a village."""
    return f"{upper_first(unit)} đã đủ số, báo cáo chưa gửi. Gửi thay tổ thì nhắn “gửi luôn cho {unit}”."


def noted_many(lines: Sequence[str], unit: str | None) -> str:
    """Đã ghi 3 số: one line each; of which unit, where it is not their own."""
    return f"Đã ghi {len(lines)} số{f' của {unit}' if unit else ''}:\n" + "\n".join(f"• {line}" for line in lines)


def line(indicator: Indicator, value: Count, goal: Target | None) -> str:
    """One figure in a list: its rate, and đạt or what is missing."""
    text = f"{upper_first(indicator.short)}: {count(value, indicator)}"
    rated = share(value)
    if rated:
        text += f", {rated}"
    found = verdict(value, goal)
    if found is Verdict.MET:
        return f"{text}, đạt"
    if found is Verdict.MISSED:
        short = shortfall(value, goal)
        return f"{text}, còn thiếu {number(short)} {indicator.count_unit}" if short else f"{text}, chưa đạt"
    return text


def obstacle(voice: Voice, indicator: Indicator, *, village: bool) -> str:
    """The difficulty question, which blocks nothing."""
    why = "để xã biết" if village else "để ghi vào báo cáo"
    return f"Có gì khó khăn với {indicator.short}, {voice.you} nhắn “khó khăn: …” {why}."


NO_DIFFICULTY, IS_ZERO, NOT_APPLICABLE = "Không khó khăn gì", "Số là 0", "Không áp dụng"


def no_difficulty() -> str:
    """Nothing stood in the way."""
    return "Vâng, không có khó khăn gì."


def digit_again(voice: Voice, indicator: Indicator, number: str) -> str:
    """A single digit right after a choice made by its number."""
    return f"{number} là số {indicator.short}, hay {voice.you} bấm nhầm ạ? Nếu đúng là {number} thì nhắn lại {number}."


def not_written(num: int) -> str:
    """A number in doubt goes, and its item is put off."""
    return f"Số {number(num)} chưa ghi."


def of_all_villages(voice: Voice, number: str, names: Sequence[str]) -> str:
    """ "Tổng hai thôn 800": each village has its own figure."""
    apart = ", ".join(f"{name} …" for name in names)
    return f"{number} là của các thôn gộp lại nên chưa ghi được. {voice.You} nhắn riêng từng thôn giúp: {apart}."


def zero_or_later(voice: Voice, indicator: Indicator) -> str:
    """ "Chưa" to a count."""
    return f"{upper_first(indicator.short)}: chưa có {indicator.count_unit} nào (số 0), hay {voice.you} chưa đếm ạ?"


def zero_or_not_applicable(voice: Voice, indicator: Indicator) -> str:
    """ "Mục này không có": nobody has it, or it is no matter of the place."""
    return (
        f"{upper_first(indicator.short)}: là 0 {indicator.count_unit}, hay mục này không áp dụng ở chỗ {voice.you} ạ?"
    )


def none_or_zero(indicator: Indicator) -> str:
    """A bare no after two questions."""
    return f"“Không” là không có khó khăn gì, hay {indicator.short} là 0 ạ?"


def estimate(voice: Voice) -> str:
    """It was said to be about so many."""
    return voice.says(f"ghi tạm là khoảng. Khi nào có số chính xác {voice.you} nhắn lại nhé.")


def no_base_total(voice: Voice, indicator: Indicator, num: int) -> str:
    """A count without its whole, and none on record."""
    whole = f"tổng số {indicator.denominator}" if indicator.denominator else "tổng số"
    return f"{number(num)} trên {whole} là bao nhiêu? {voice.You} nhắn số tổng giúp, ví dụ: 520."


def not_a_figure(voice: Voice, indicator: Indicator, tries: int, den: int | None) -> str:
    """What was typed is no answer; the second time with an example, the third with a human."""
    example = f"{number(max(1, den * 3 // 4))}" if den else "412"
    if indicator.kind is Kind.BOOLEAN:
        said = "Nhắn “có” hoặc “không” là được ạ."
    elif indicator.kind is Kind.LEVEL:
        said = "Nhắn số thứ tự của mức, ví dụ: 1."
    elif indicator.kind is Kind.TEXT:
        said = "Nhắn một câu ngắn là được ạ."
    else:
        said = f"{voice.You} nhắn mỗi con số thôi cũng được, ví dụ: {example}."
    if tries >= 2:
        said += " Chưa có số thì nhắn “để sau”; không làm thì nhắn “không áp dụng”."
    return voice.says(f"chưa hiểu ý {voice.you}. {said}")


def together(voice: Voice, asked: Sequence[tuple[str, bool]]) -> str:
    """Few messages are left this month: several figures are asked at once, some with the whole they are part of."""
    lines = "\n".join(f"{upper_first(name)}: {'…/…' if whole else '…'}" for name, whole in asked)
    return (
        f"Bot sắp hết lượt tin của tháng, {voice.you} trả lời cả {len(asked)} mục trong một tin giúp, "
        f"mỗi dòng một mục, tên trước số sau:\n{lines}"
    )


def which(voice: Voice, value: str, names: Sequence[str], unit: str | None = None) -> str:
    """Several indicators may be meant, of a `unit` where that does not go without saying.

    A number stands bare, other words in quotes.
    """
    said = f"“{value}”" if any(sign.isalpha() for sign in value) and " " in value else upper_first(value)
    return f"{said}{f' ở {unit}' if unit else ''} là của mục nào ạ: {either(names)}?"


def on_record(voice: Voice, indicator: Indicator, value: Count, have: int, of: int) -> str:
    """What was written down last, for who asks whether it was."""
    return (
        f"Vâng, đã ghi {indicator.short}: {count(value, indicator)}; được {have}/{of} số. "
        f"Chưa đúng thì {voice.you} nhắn số đúng ạ."
    )


def to_look_at(found: Sequence[tuple[Indicator, Count]]) -> str:
    """Several figures look odd: all are named, and asked about one by one."""
    names = [f"{one.short} {number(value.num)}" if value.num is not None else one.short for one, value in found]
    return f"{len(found)} số cần xem lại, hỏi từng số một: {listed(names)}."


def looked_at_next(voice: Voice, indicator: Indicator, value: Count, *, doubt: bool) -> str:
    """A figure that looks odd comes while another one is in doubt, or something else waits for an answer."""
    said = f" {number(value.num)}" if value.num is not None else ""
    after = "hỏi ngay sau số này" if doubt else f"xong việc đang chờ {voice.i}hỏi lại ngay"
    return f"{upper_first(indicator.short)}{said} cũng cần xem lại, {after}."


def last_told_all(told: Sequence[tuple[Indicator, Count]]) -> str:
    """Kỳ trước: tài khoản ngân hàng 390/670 người, điện thoại thông minh 430/630 người."""
    return f"Kỳ trước: {listed([f'{one.short} {count(value, one)}' for one, value in told])}."


def which_becomes(voice: Voice, num: int, names: Sequence[str]) -> str:
    """All is given, and a bare number comes."""
    return f"{voice.You} muốn sửa mục nào thành {number(num)} ạ: {either(names)}?"


def not_placed(voice: Voice, num: int, indicator: Indicator | None) -> str:
    """A number of which nobody said what it counts, when the talk ends."""
    name = indicator.short if indicator is not None else "VNeID"
    return (
        f"Số {number(num)} chưa rõ của mục nào nên chưa ghi ạ. "
        f"Lúc báo, {voice.you} nhắn kèm tên mục giúp, ví dụ: {name} {number(num)}."
    )


def is_percent(said: str, value: Count) -> bool:
    """Whether a percentage as typed ("79,2", "79") is that of a figure, to as many places as were said."""
    if value.num is None or not value.den:
        return False
    whole, _, tenth = percent(value.num, value.den).rstrip("%").replace(".", "").partition(",")
    return said in {f"{whole},{tenth}", whole, str(int(whole) + (int(tenth) >= _HALF))}


_HALF = 5  # tenths from which a percentage is rounded up


def how_reckoned(indicator: Indicator, value: Count) -> str:
    """How the percentage of a figure comes about."""
    assert value.num is not None and value.den is not None
    num, den = number(value.num), number(value.den)
    return (
        f"{upper_first(indicator.short)}: {num} {indicator.count_unit} có, trên {den} {base_name(indicator)}. "
        f"Lấy {num} chia cho {den} được {percent(value.num, value.den)}."
    )


def no_place_told(voice: Voice, num: int, indicator: Indicator) -> str:
    """A number of which nobody said where it was counted, when another one of the same item comes."""
    return f"Số {indicator.short} {number(num)} chưa rõ của thôn nào nên chưa ghi. {voice.You} nhắn kèm tên thôn giúp."


def which_unit(voice: Voice, names: Sequence[str], told: Sequence[str] = ()) -> str:
    """Several units may be meant; `told` are the figures that wait, where they are several."""
    return f"{upper_first(listed(told)) if told else 'Số này'} của nơi nào ạ: {either(names)}?"


def not_asked(names: str, number: str | None) -> str:
    """Known, but not in this round: the number said of it, if it was one, is named."""
    return f"Đợt này không hỏi {names}, nên chưa ghi số {number or 'này'}."


def not_asked_here(name: str) -> str:
    """An item named alone that is not in this round."""
    return f"Đợt này thôn không phải báo {name}."


def not_yours(voice: Voice, name: str, office: str) -> str:
    """An item the office of a unit answers: "mục xã báo", "mục thị xã báo"."""
    return f"{upper_first(name)} là mục {kind_of(office)} báo, {voice.you} không phải báo ạ."


WHO_ENTERS = "tổ và cán bộ xã"


def not_your_unit(voice: Voice, unit: str) -> str:
    """Another unit's business."""
    return f"{upper_first(unit)} không thuộc phần việc của {voice.you}, nên chưa ghi gì. {voice.You} cần thì nhắn “gặp cán bộ”."


def closed(voice: Voice, report: Report, officer: str | None) -> str:
    """After the closing figures are refused kindly."""
    who = f" {voice.You} liên hệ {officer} nếu cần sửa." if officer else ""
    return f"Đợt {round_name(report.campaign)} đã chốt, nên chưa ghi số này.{who}"


def goes_to_the_open(closed_one: Report, open_one: Report) -> str:
    """The round it was asked in has closed, and another one that is open asks the same."""
    return f"Đợt {round_name(closed_one.campaign)} đã chốt, nên số này tính cho đợt {round_name(open_one.campaign)} đang mở."


def of_another_period(numbers: Sequence[int], told: str, asked: str) -> str:
    """Figures of a period no open round is of: they are not stored, and why."""
    said = f"Số {number(numbers[0])}" if len(numbers) == 1 else "Số vừa báo"
    return f"{said} là của {told}, còn đợt này là {asked}, nên chưa ghi."


def of_last_time(told: int, when: str) -> str:
    """A figure of an earlier time, told instead of one of now."""
    return f"Số {number(told)} là của {when}, nên chưa ghi. Số của đợt này thì sao ạ?"


def closed_files(voice: Voice, report: Report, officer: str | None) -> str:
    """A photo after the closing: it is not kept."""
    who = f" {voice.You} cần bổ sung thì liên hệ {officer}." if officer else ""
    return f"Đợt {round_name(report.campaign)} đã chốt, nên chưa nhận tệp này.{who}"


def closed_note(voice: Voice, report: Report, officer: str | None) -> str:
    """A difficulty told after the closing: it is not noted."""
    who = f" {voice.You} cần báo thì liên hệ {officer}." if officer else ""
    return f"Đợt {round_name(report.campaign)} đã chốt, nên chưa ghi thêm khó khăn.{who}"


def closed_now(voice: Voice, report: Report, officer: str | None) -> str:
    """Asked after the closing, no figure with it."""
    who = f" {voice.You} cần nộp hay sửa thì liên hệ {officer}." if officer else ""
    return f"Đợt {round_name(report.campaign)} đã chốt, không nhận số nữa.{who}"


def late(report: Report) -> str:
    """Taken, and marked late."""
    return f"(Quá hạn {day(report.due)}, số vẫn được ghi.)"


def nothing_last(voice: Voice, indicator: Indicator) -> str:
    """ "Như kỳ trước", but nothing is on record."""
    return f"Chưa có số kỳ trước của {indicator.short}. {voice.You} nhắn số kỳ này giúp."


def nothing_to_add(voice: Voice, indicator: Indicator) -> str:
    """ "Thêm 5", but there is no number to add to."""
    return f"Chưa có số nào của {indicator.short} để cộng thêm. {voice.You} nhắn cả số tổng giúp."


def pick_one(voice: Voice, numbers: Sequence[int]) -> str:
    """A range was given, or several numbers for one question."""
    said = [number(one) for one in numbers]
    return f"{voice.You} chọn giúp một số: {', '.join(said[:-1])} hay {said[-1]}?"


_SIDES = {"xom": "xóm", "thon": "thôn", "to": "tổ", "khu": "khu", "lang": "làng", "ben": "bên", "phia": "phía", "ap": "ấp",
          "tren": "trên", "duoi": "dưới", "giua": "giữa", "trong": "trong", "ngoai": "ngoài", "nay": "này", "kia": "kia",
          "dong": "đông", "tay": "tây", "nam": "nam", "bac": "bắc", "dau": "đầu", "cuoi": "cuối", "ban": "bản"}  # fmt: skip


def part(place: str, num: int) -> str:
    """xóm trên 200."""
    return f"{' '.join(_SIDES.get(word, word) for word in place.split())} {number(num)}"


def part_only(voice: Voice, indicator: Indicator, num: int, place: str) -> str:
    """One hamlet of several: not the village's number yet."""
    return (
        f"{number(num)} mới là của {part(place, 0).removesuffix(' 0')}, nên chưa ghi vào {indicator.short}. "
        f"Có số chỗ còn lại, {voice.you} nhắn tiếp hoặc nhắn tổng cả thôn."
    )


def unclear_number(voice: Voice, said: str) -> str:
    """A quantity is meant that can't be written down."""
    return f"“{said}” thì chưa ghi được. {voice.You} nhắn một con số giúp."


def all_of_how_many(voice: Voice, indicator: Indicator) -> str:
    """All of them, where nothing on record says how many these are."""
    return (
        f"{upper_first(indicator.short)}: tất cả là bao nhiêu {indicator.count_unit} ạ? "
        f"{voice.You} nhắn hai số như nhau giúp, ví dụ: 25/25."
    )


def only_whether(indicator: Indicator, num: int) -> str:
    """A number beside a yes/no item: what is kept, and what is not."""
    return f"Mục {indicator.short} chỉ ghi có hay không, số {number(num)} không ghi."


def of_the_same(number: str, unit: str) -> str:
    """A further number of the message, of another village: the same choice is for it."""
    return f"{number} ở {unit} cũng của mục ấy ạ?"


def unknown_number(voice: Voice, numbers: Sequence[str]) -> str:
    """A number beside a name nobody knows is named, not stored."""
    return f"Chưa rõ {listed(list(numbers))} là của mục nào nên chưa ghi. {voice.You} nhắn kèm tên mục giúp."


def not_applicable(indicator: Indicator, unit: str, reason: str | None) -> str:
    """Marked so, with the reason."""
    why = f", lý do: {reason}" if reason else ""
    return f"Đã ghi {indicator.short} của {unit}: không áp dụng{why}."


def waits_for_total(voice: Voice, indicator: Indicator, num: int) -> str:
    """A count of an unknown whole: it is not on record yet, and how to tell it."""
    return (
        f"Số {number(num)} của {indicator.short} phải có số tổng đi kèm mới ghi được, nên chưa ghi. "
        f"Khi có tổng, {voice.you} nhắn, ví dụ: {indicator.short} {number(num)}/{number(max(520, 2 * num))}."
    )


def stands(voice: Voice, indicator: Indicator, now: Count, unit: str) -> str:
    """Not counted yet, said of what has a figure: it stands until somebody takes it back."""
    return (
        f"{upper_first(indicator.short)} của {unit} đang ghi {count(now, indicator)}, {voice.i}giữ nguyên. "
        f"Muốn bỏ, {voice.you} nhắn “xóa số {indicator.short} {unit}”."
    )


def later(voice: Voice, indicator: Indicator) -> str:
    """Not counted yet: nothing is stored as a number."""
    return f"Vâng, {indicator.short} để sau, hiện chưa có số."


def rest_later(voice: Voice) -> str:
    """All that is left, in every round, is put off."""
    return f"Vâng, các mục còn lại để sau, {voice.i}chưa ghi số nào."


def told_difficulty(unit: str, name: str | None, words: str) -> str:
    """Thôn 3, tài khoản ngân hàng: “dân ngại ra ngân hàng”"""
    return f"{upper_first(unit)}{f', {name}' if name else ''}: “{words[:160]}”"


def told_difficulties(units: Sequence[str], lines: Sequence[str]) -> str:
    """What the villages have told, the newest last."""
    if not lines:
        return f"{upper_first(listed(list(units))) if units else 'Chưa thôn nào'} {'chưa báo' if units else 'báo'} khó khăn gì."
    more = f"\n… và {len(lines) - 12} dòng nữa." if len(lines) > 12 else ""
    return "Khó khăn các nơi đã báo:\n" + "\n".join(f"• {line}" for line in lines[-12:]) + more
