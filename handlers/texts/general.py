"""Sentences that belong to no one subject: greetings, help, side questions, kindness."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.texts.form import Voice, left, listed, long_day, moment, round_name, upper_first
from scoring.framework import Indicator, Kind
from store.reports import Report


def sorry(voice: Voice) -> str:
    """A turn raised: kind, short, true."""
    return voice.says(
        f"gặp trục trặc nên chưa làm được việc này, {voice.you} nhắn lại giúp sau ít phút. Số đã ghi trước đó vẫn còn."
    )


def put_off(voice: Voice, unit: str, names: Sequence[str]) -> str:
    """Only what was put off is missing."""
    return f"{upper_first(unit)} còn {len(names)} số để sau: {listed(names, rest='mục')}. Có số {voice.you} cứ nhắn, hoặc gửi báo cáo thiếu cũng được."


def deadline(due: datetime, now: datetime, moved: str = "", round_: str | None = None) -> str:
    """Hạn nộp là thứ Sáu 30/6, còn 5 ngày; moved from a day off, with the reason; of several rounds each by name."""
    of = f"Hạn nộp đợt {round_}" if round_ is not None else "Hạn nộp"
    return f"{of} là {long_day(due)}{moved}, {left(due, now)}."


def deadline_of(unit: str, due: datetime, now: datetime, moved: str, round_: str | None) -> str:
    """Hạn của Thôn 5 là thứ Hai 3/7, còn 5 ngày; of several rounds each by name."""
    of = f" đợt {round_}" if round_ is not None else ""
    return f"Hạn{of} của {unit} là {long_day(due)}{moved}, {left(due, now)}."


def sent_already(voice: Voice) -> str:
    """Nothing is owed now."""
    return f"Đợt này {voice.you} đã nộp rồi; có đợt mới sổ nhắn {voice.you}."


def deadline_late(closes: datetime | None) -> str:
    """Late is allowed while the round is not closed."""
    if closes is None:
        return "Nộp muộn vẫn nhận."
    return f"Nộp muộn vẫn nhận đến {moment(closes)}."


def definition(indicator: Indicator, base_definition: str | None) -> str:
    """Who or what counts, from the indicator's sheet, never made up."""
    parts = [indicator.definition] if indicator.definition else []
    if base_definition:
        parts.append(f"Tính trên: {base_definition[:1].lower()}{base_definition[1:].rstrip('.')}.")
    return " ".join(parts) or f"{upper_first(indicator.short)}: {indicator.name}"


def how_to(voice: Voice, indicator: Indicator | None, example: str = "VNeID") -> str:
    """How to answer, with an example of an item that is asked."""
    if indicator is None:
        return (
            f"{voice.You} nhắn tên mục và con số, ví dụ: {example} 380. Nhắn “còn gì” để xem việc còn lại, “hạn” để hỏi hạn, "
            f"“sửa {example} thành 421” để sửa, “gửi báo cáo” khi xong, “gặp cán bộ” khi cần người."
        )
    if indicator.kind in {Kind.RATIO, Kind.COUNT}:
        return f"{voice.You} chỉ cần nhắn con số, ví dụ: 412. Chưa đếm thì nhắn “để sau”."
    if indicator.kind is Kind.BOOLEAN:
        return f"{voice.You} nhắn “có” hoặc “không”."
    return f"{voice.You} nhắn số thứ tự của mức."


def how_to_change(voice: Voice, example: str) -> str:
    """ "Ghi sai thì sửa kiểu gì": how a figure is put right, and how it is taken back."""
    return (
        f"Sai thì {voice.you} nhắn số đúng, ví dụ: sửa {example} thành 421. "
        f"Số vừa nhắn thì chỉ cần: nhầm, 421. Muốn bỏ hẳn, {voice.you} nhắn “xoá số {example}”."
    )


def officer_how_to(voice: Voice) -> str:
    """What an officer can say."""
    return (
        f"{voice.You} nhắn được: “tình hình”, “VNeID”, “thôn nào chưa nộp”, “xem báo cáo thôn 3”, “duyệt thôn 3”, "
        "“trả lại thôn 4 số ngân hàng, cao quá”, “nhập hộ thôn 3: VNeID 380”, “gia hạn thôn 3 đến 6/7”, “nhắc thôn 3”, "
        "“mời thôn 5”, “nhập số xã” để trả lời các mục của xã, “mở đợt …” để mở đợt mới."
    )


def no_files(voice: Voice) -> str:
    """A Word or Excel file is asked for."""
    return f"Tệp Word, Excel {voice.i}chưa làm được. {voice.You} xem số ngay đây ạ:"


def leader_how_to(voice: Voice) -> str:
    """What a leader can say."""
    return f"{voice.You} nhắn được: “tình hình”, “VNeID”, “thôn nào chưa nộp”, “chỉ tiêu nào chưa đạt”, “thôn 3 có những số gì”."


def progress(unit: str, have: int, of: int, missing: Sequence[str], report: Report, now: datetime) -> str:
    """How far a village is."""
    text = f"{upper_first(unit)} đã có {have}/{of} số liệu đợt {round_name(report.campaign)}, hạn {long_day(report.due)} ({left(report.due, now)})."
    if missing:
        text += f" Còn {len(missing)} số: {listed(missing, rest='mục')}."
    return text


def returned(unit: str, told: Sequence[tuple[str | None, str | None]]) -> str:
    """What the office sent back, each figure (or the whole report) with the reason it gave."""
    lines = [f"{name or 'cả báo cáo'}{f', vì “{reason}”' if reason else ''}" for name, reason in told]
    return f"Xã trả lại {upper_first(unit)}: {'; '.join(lines)}. Sửa hoặc bổ sung xong thì gửi lại báo cáo."


def nothing_returned(units: Sequence[str]) -> str:
    """Asked why something was sent back, when nothing was."""
    return f"Xã không trả lại số nào của {listed(list(units)) or 'tổ mình'}."


def take_your_time(voice: Voice) -> str:
    """Somebody is gone for a moment."""
    return f"Vâng, {voice.you} cứ thong thả ạ."


def thanks(voice: Voice) -> str:
    """Thanked back, once."""
    return f"Dạ, cảm ơn {voice.you}."


def not_now(voice: Voice) -> str:
    """A yes or no with nothing waiting changes nothing."""
    return "Hiện không có việc gì chờ đồng ý, nên chưa làm gì thêm."


def dropped(voice: Voice) -> str:
    """A no to what was shown: nothing was done."""
    return "Vâng, chưa làm gì cả."


def stale(voice: Voice) -> str:
    """An old button: its question is over."""
    return "Câu này đã xong rồi."


def not_understood(voice: Voice, item: str) -> str:
    """Nothing to act on; `item` is one that is asked for, as an example."""
    return voice.says(
        f"chưa hiểu ý {voice.you}. {voice.You} nhắn tên mục và con số, ví dụ: {item} 380; hoặc nhắn “giúp”."
    )


def not_understood_by_reader(voice: Voice) -> str:
    """The same to an officer, a leader or a supervisor."""
    return voice.says(
        f"chưa hiểu ý {voice.you}. {voice.You} nhắn ví dụ: “tình hình”, “VNeID thôn 3”; hoặc nhắn “giúp”."
    )


def human_offered(voice: Voice) -> str:
    """After three failures a person is offered; the officer gets a note."""
    return voice.says(
        f"đã báo cán bộ xã liên hệ giúp {voice.you}. Số đã ghi vẫn còn, lúc nào {voice.you} nhắn tiếp cũng được."
    )


def human_called(voice: Voice, name: str | None, phone: str | None) -> str:
    """They asked for a person."""
    who = f"{name}" + (f" ({phone})" if phone else "") if name else "cán bộ xã"
    return voice.says(f"đã nhắn {who} gọi lại cho {voice.you}.")


def nobody_else(voice: Voice) -> str:
    """An officer asks for a person, and there is no other."""
    return f"Ngoài {voice.you} chưa có cán bộ nào khác trong sổ. Cần số điện thoại một tổ thì nhắn ví dụ: gọi thôn 3."


def team_says(name: str, unit: str, words: str) -> str:
    """To the officer: a team has words passed on."""
    return f"{upper_first(unit)}, {name} nhắn: “{words}”"


def passed_up(voice: Voice, officer: str) -> str:
    """Their words have gone to the office."""
    return voice.says(f"đã chuyển lời {voice.you} tới {officer}.")


def officer_help_note(name: str, unit: str, words: str, phone: str | None) -> str:
    """To the officer: somebody needs a person."""
    call = f", số {phone}" if phone else ""
    return f"{upper_first(unit)} cần người giúp: {name}{call}. Tin gần nhất: “{words}”"


def officer_handover_note(name: str, unit: str, words: str) -> str:
    """To the officer: the team changes."""
    return (
        f"{upper_first(unit)} báo chuyện đổi, thêm người: {name} nhắn “{words}”. "
        f"Người mới vào bằng mã: nhắn “mời {unit}”. Người cũ thôi hẳn thì nhắn “gỡ {name} khỏi {unit}”."
    )


def office_handed_over(voice: Voice, colleagues: Sequence[str]) -> str:
    """An officer goes: who is there besides, who lets the next one in, and that nothing of the work is lost."""
    if colleagues:
        return (
            f"Vâng. {listed(list(colleagues))} cũng đang phụ trách trong sổ, vẫn nhận tin, nhắc và duyệt được. Người khác nữa "
            f"thì vào bằng mã do cấp trên, hoặc người trông máy, đưa. Mọi việc đang chờ vẫn nguyên trong sổ."
        )
    return (
        "Vâng. Người thay vào sổ bằng mã do cấp trên, hoặc người trông máy, đưa. "
        f"Các đợt, số liệu và việc đang chờ vẫn nguyên trong sổ; còn phụ trách thì {voice.you} vẫn làm được."
    )


def handover_told(voice: Voice, unit: str, officer: str | None) -> str:
    """What happens to the work when somebody stops: nothing is lost, and who does the rest."""
    return (
        voice.says(f"đã báo {officer or 'cán bộ xã'} về chuyện người trong tổ.")
        + f" Xã đưa mã cho người mới; số đã ghi vẫn ở {unit}, không mất. Trong lúc chờ {voice.you} vẫn báo số được."
    )


def sticker(voice: Voice) -> str:
    """A sticker came."""
    return f"Dạ, {voice.i}nhận được."


def ask_away(voice: Voice) -> str:
    """ "Cho bác hỏi tí": the question is waited for."""
    return f"Dạ, {voice.you} hỏi đi ạ."


def voice_message(voice: Voice) -> str:
    """A voice message came: not listened to."""
    return voice.says(f"chưa nghe được tin thoại. {voice.You} nhắn chữ giúp, ví dụ: 412.")


def too_long(voice: Voice) -> str:
    """Over 4,000 characters: not read."""
    return f"Tin này dài quá nên chưa đọc được. {voice.You} gửi từng phần ngắn hơn giúp; số đã ghi trước đó vẫn còn."


def unsafe(voice: Voice, kind: str | None) -> str:
    """Others' data, scams, injections, abuse."""
    if kind == "abuse":
        return f"Xin lỗi đã làm phiền {voice.you}. Cần gặp cán bộ, {voice.you} nhắn “gặp cán bộ”."
    if kind == "privacy":
        return (
            f"Thông tin riêng của người khác thì không đưa ra ở đây ạ. {voice.You} cần gặp ai, nhờ cán bộ xã; xã cũng "
            "không bao giờ hỏi mật khẩu, mã OTP hay số tài khoản của ai."
        )
    return "Việc này không làm được ạ. Xã không bao giờ hỏi mật khẩu, mã OTP hay số tài khoản của ai."


def who_i_am(voice: Voice, officer: str | None, phone: str | None) -> str:
    """Whoever fears a fraud: what this is, that nothing is paid and nothing secret asked, and whom to ask."""
    ask = f" Muốn chắc, {voice.you} hỏi {officer}{f' ({phone})' if phone else ''} ở xã." if officer else ""
    return (
        "Đây là Sổ Thôn, máy nhắn tin giúp xã thu số liệu của thôn. Không mất tiền, chỉ hỏi con số; không bao giờ hỏi "
        f"mật khẩu, mã OTP hay số tài khoản.{ask}"
    )


def only_numbers(voice: Voice) -> str:
    """No names of anybody are wanted."""
    return f"{voice.You} chỉ cần nhắn con số, không phải gửi tên hay danh sách của ai."


def refused(voice: Voice) -> str:
    """ "Không báo": nobody is pressed."""
    return (
        f"Vâng. Bận thì {voice.you} nhắn “để sau”; không muốn nhận nhắc thì nhắn “dừng nhắc”; "
        "không phụ trách nữa thì nhắn “gặp cán bộ”."
    )


def photo_numbers(voice: Voice) -> str:
    """The figures are in the picture."""
    return voice.says(f"chưa đọc được số trong ảnh, ảnh chỉ để làm minh chứng. {voice.You} gõ con số giúp, ví dụ: 412.")


def which_day(day: date) -> str:
    """Là thứ Tư 28/6."""
    return f"Là {long_day(day)} ạ."


def enough(voice: Voice) -> str:
    """Somebody wants to be asked no more just now."""
    return f"Vâng, {voice.i}không hỏi nữa. Lúc nào có số, {voice.you} nhắn vào đây là được. Không muốn nhận tin nhắc thì nhắn “dừng nhắc”."


def mourns(voice: Voice) -> str:
    """A death in the family: nothing is asked."""
    return f"Xin chia buồn cùng {voice.you} và gia đình. {voice.You} cứ lo việc nhà, khi nào tiện hãy nhắn số ạ."


def noted(voice: Voice) -> str:
    """ "Bác nhận được rồi": no more is asked."""
    return f"Dạ. Có số {voice.you} cứ nhắn vào đây."


def nodded(voice: Voice) -> str:
    """ "Ok em", where nothing waits."""
    return f"Dạ, cần gì {voice.you} cứ nhắn ạ."


def handed_over(voice: Voice) -> str:
    """Somebody else of the team reports."""
    return f"Vâng, ai trong tổ báo cũng được, {voice.i}ghi chung vào số của thôn. {voice.You} yên tâm."


def number_or_later(voice: Voice) -> str:
    """A no where a number is asked for."""
    return f"Có số thì {voice.you} nhắn con số, chưa có thì nhắn “để sau”."


def off_topic(voice: Voice, place: str | None = None) -> str:
    """Other business, and who looks after it where that is known ("" for nobody)."""
    if place == "":
        return voice.says("chỉ lo số liệu chuyển đổi số, việc này không biết ạ.")
    if place is not None:
        return f"Việc này ngoài phần báo cáo chuyển đổi số. {voice.You} hỏi {place} giúp."
    return f"Việc này ngoài phần báo cáo chuyển đổi số. {voice.You} hỏi cán bộ xã giúp, nhắn “gặp cán bộ”."


def all_right_then(voice: Voice) -> str:
    """An officer is busy: nothing waits for them."""
    return f"Vâng, {voice.you} cứ làm việc ạ. Cần gì {voice.you} nhắn lúc nào cũng được."


def no_writing(voice: Voice) -> str:
    """A letter is to be written."""
    return f"Sổ không soạn công văn, giấy mời ạ. Báo cáo số liệu thì {voice.you} nhắn “xuất báo cáo”."


def no_such_day(voice: Voice, day: int, month: int, last: int) -> str:
    """A day that its month does not have."""
    return f"Tháng {month} chỉ có {last} ngày, không có ngày {day}/{month}. {voice.You} nhắn lại ngày giúp {voice.me or 'sổ'} nhé."


def forms_known(voice: Voice) -> str:
    """A form of address the book does not use."""
    return "Sổ gọi được ông, bà, bác, chú, cô, anh, chị hoặc em. Nhắn ví dụ: gọi tôi là bác."


def renamed(voice: Voice, name: str) -> str:
    """Their name, put right."""
    return f"Vâng, {voice.i}ghi tên {voice.you} là {name}."


def small_talk(voice: Voice) -> str:
    """Dạ, em cảm ơn bác."""
    return f"Dạ, {voice.i}cảm ơn {voice.you}."


def no_money(voice: Voice) -> str:
    """Money is asked for."""
    return f"Sổ không giữ và không chuyển tiền ạ. Chuyện tiền {voice.you} hỏi thẳng cán bộ xã giúp."


def complaint(voice: Voice) -> str:
    """Displeasure, no request."""
    return f"{voice.You} vất vả quá, {voice.i}xin lỗi ạ. Cần người giúp thì {voice.you} nhắn “gặp cán bộ”, cần nghỉ thì nhắn “dừng nhắc”."


def office_complaint(voice: Voice) -> str:
    """The same of an officer, whom others are sent to."""
    return f"Xin lỗi {voice.you}. Việc nào {voice.i}đỡ được, {voice.you} cứ nhắn, ví dụ: hôm nay phải làm gì."


def whenever(voice: Voice) -> str:
    """An officer will come back to it; nothing is reminded of."""
    return f"Vâng, lúc nào tiện {voice.you} cứ nhắn."


def only_reads(voice: Voice) -> str:
    """Nothing of a leader can be taken back or corrected."""
    return (
        f"{voice.You} chỉ xem, chưa nhập hay đổi gì, nên không có gì để bỏ hay sửa ạ. "
        f"Thấy số nào sai, {voice.you} nhắn “gặp cán bộ”."
    )


def no_right(voice: Voice, what: str, whose: str = "cán bộ xã") -> str:
    """Somebody asks for an act their role does not have."""
    return f"{upper_first(what)} là việc của {whose} ạ. {voice.You} cần gì cứ nhắn, hoặc nhắn “gặp cán bộ”."


def only_vietnamese(voice: Voice) -> str:
    """Another language was asked for."""
    return f"Hiện chỉ nói tiếng Việt được ạ. {voice.You} nhắn ngắn, không dấu cũng hiểu."


def promised(voice: Voice, when: str, unit: str, missing: int, names: Sequence[str] = (), other: bool = False) -> str:
    """Vâng, mai 7 giờ 30 nhắc lại. Thôn 3 còn 1 số liệu; of items named: Vâng, tài khoản ngân hàng mai …"""
    when = f"{when} {voice.i}nhắc lại"
    if other:  # not the hour that was named
        when += ", vì chỉ nhắc từ 7 giờ đến 19 giờ"
    if names:
        return f"Vâng, {listed(names)}: {when}."
    if not missing:
        return f"Vâng, {when}. {upper_first(unit)} đã đủ số, chỉ còn gửi báo cáo."
    return f"Vâng, {when}. {upper_first(unit)} còn {missing} số liệu."


def promised_late(voice: Voice, due: str) -> str:
    """The day named lies after the deadline: reminders rest only until the day before it."""
    return f"Hạn nộp là {due}; đến hạn {voice.i}vẫn nhắc {voice.you}."


def how_often(voice: Voice) -> str:
    """How seldom reminders come, and how to have none before a day."""
    return (
        f"Vâng, {voice.i}nhắc nhiều nhất một ngày một tin, một tuần ba tin, nộp xong là thôi. {voice.You} hẹn ngày, ví dụ “thứ năm”, "
        f"thì đến hôm ấy {voice.i}mới nhắc; muốn thôi hẳn, nhắn “dừng nhắc”."
    )


def put_aside(voice: Voice, unit: str, missing: int, due: str) -> str:
    """Postponed without a day."""
    if not missing:
        return (
            f"Vâng, {unit} đã đủ số, chỉ còn gửi báo cáo, hạn {due}. Lúc nào gửi được {voice.you} nhắn “gửi báo cáo”."
        )
    return f"Vâng, {unit} còn {missing} số liệu để sau, hạn {due}. Lúc nào có số {voice.you} cứ nhắn."


def office_put_aside(voice: Voice) -> str:
    """An officer stops going through the office's own items."""
    return f"Vâng, phần xã để sau. Lúc nào làm tiếp, {voice.you} nhắn “nhập số xã”."


def stopped(voice: Voice) -> str:
    """Reminders stop, nothing else."""
    return f"Đã dừng nhắc {voice.you}. Phần báo cáo vẫn còn; muốn nhắc lại, {voice.you} nhắn “nhận lại”."


def stop_asked(voice: Voice) -> str:
    """Stopping may have been said, but not surely."""
    return f"{voice.You} muốn thôi nhận tin nhắc phải không?"


def yes_or_no(voice: Voice) -> str:
    """What was said is no sure yes to what waits."""
    return voice.says(f"chưa rõ ý {voice.you} nên chưa làm gì. Đồng ý thì nhắn “đồng ý”, không thì nhắn “thôi”.")


def started(voice: Voice) -> str:
    """Reminders again."""
    return f"Vâng, từ nay {voice.i}lại nhắc {voice.you} khi đến hạn."


def cut_off(voice: Voice, said: str) -> str:
    """Power, network or battery has gone for the moment: nothing is lost by it, and nothing was asked."""
    return (
        f"Vâng, lúc nào được {voice.you} nhắn tiếp, số đã báo vẫn còn đủ. "
        f"Vướng lâu cần xã biết thì nhắn “khó khăn: {said}”."
    )


def difficulty_noted(indicator: str | None) -> str:
    """A difficulty is on record."""
    return f"Đã ghi khó khăn của {indicator}." if indicator else "Đã ghi khó khăn cho báo cáo."


def form_changed(voice: Voice) -> str:
    """A new form of address."""
    return f"Vâng, từ nay {voice.i}gọi là {voice.you}."


def told_privately(voice: Voice) -> str:
    """Other people's figures, places, names of the late and orders are not for a group: the answer went to one."""
    return f"Việc này chỉ nhắn riêng, {voice.i}vừa nhắn riêng cho {voice.you} rồi ạ."


def edited(voice: Voice) -> str:
    """A message was changed in a way that cannot be followed; how to correct a figure."""
    return f"Tin {voice.you} vừa sửa {voice.i}chưa tính lại. Muốn đổi số, {voice.you} nhắn tin mới giúp, ví dụ: sửa VNeID thành 421."


def edited_same() -> str:
    """A message was changed and its figures were not."""
    return "Tin vừa sửa không đổi số nào, số đã ghi vẫn thế."


def ask_privately(voice: Voice) -> str:
    """The same, asked beside a figure that is for the group."""
    return f"Câu còn lại {voice.you} nhắn riêng giúp ạ."


def join_privately(voice: Voice) -> str:
    """In a group nobody joins: a code written there is everybody's."""
    return "Bác nhắn riêng mã mời cho sổ để vào giúp ạ; mã mời không gửi trong nhóm."


def not_your_button(voice: Voice) -> str:
    """Somebody pressed a button under what was asked of another."""
    return "Nút này để người được hỏi bấm."


def held_back(voice: Voice) -> str:
    """An act was denied or asked about, not ordered."""
    return f"Vâng, chưa làm gì cả. Muốn làm, {voice.you} nhắn rõ việc giúp, ví dụ: duyệt thôn 3."


def nothing_asked() -> str:
    """There is nothing to put off."""
    return "Hiện không có câu hỏi nào đang chờ."


def all_right(voice: Voice) -> str:
    """A word that only rounds off the figure before."""
    return f"Dạ, {voice.i}ghi rồi."


def group_hint(voice: Voice) -> str:
    """In a group figures are named."""
    return f"Trong nhóm, {voice.you} nhắn kèm tên mục giúp, ví dụ: VNeID 380."
