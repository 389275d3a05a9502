"""Messages as they are typed, one reading each."""

from __future__ import annotations

from datetime import date

import pytest

from tests.handlers.language.worlds import figures, heard


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("smartphone 412, tai khoan ngan hang 385 va tien dien 120 ho",
         [("3.4", 412, None), ("3.2", 385, None), ("3.12", 120, None)]),
        ("Thôn 1 báo cáo\n3.2: 371\n3.4: 403/500\n3.12: 113 hộ",
         [("3.2", 371, None), ("3.4", 403, 500), ("3.12", 113, None)]),
        ("3.4 401/498\n3.2 299/498", [("3.4", 401, 498), ("3.2", 299, 498)]),
        ("tiền điện 97/150 và điện thoại thông minh 307 trên 450", [("3.12", 97, 150), ("3.4", 307, 450)]),
        ("97 hộ tiền điện, 41 chữ ký số", [("3.12", 97, None), ("3.10", 41, None)]),
        ("tổng 520, 412 người có smartphone", [("3.4", 412, 520)]),
        ("smatphone 412", [("3.4", 412, None)]),
        ("ngân hàng 385", [("3.2", 385, None)]),
        ("thông minh 300", [("3.4|4.7", 300, None)]),
        ("tiền điện không áp dụng, cả thôn dùng chung một công tơ", []),
        ("hạn nộp 30/6 phải không", []),
    ],
)  # fmt: skip
def test_read__figures_by_name(text: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    assert figures(heard(text)) == expected


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hạn khi nào ấy nhỉ", "ask_deadline"),
        ("tính người từ bao nhiêu tuổi", "ask_definition"),
        ("nhắn thế nào cho đúng", "ask_help"),
        ("thôn mình làm đến đâu rồi", "status_unit"),
        ("hoàn tác", "undo"),
        ("gửi báo cáo", "submit"),
        ("để mai", "postpone"),
        ("như kỳ trước", "same_as_last_period"),
        ("chưa có ai", "report_zero"),
        ("bỏ qua", "skip"),
        ("dừng nhắc", "opt_out"),
        ("gặp cán bộ", "human_handoff"),
        ("dữ liệu của tôi", "my_data"),
        ("ảnh đó là của tiền điện", "send_evidence"),
    ],
)
def test_read__wishes_of_a_member(text: str, intent: str) -> None:
    assert heard(text, state="ask", asked="3.4", den=520).intent == intent


@pytest.mark.parametrize(
    ("text", "intent", "units"),
    [
        ("tình hình sao rồi", "status_unit", ("commune",)),
        ("smartphone toàn xã", "status_indicator", ("commune",)),
        ("chữ ký số thôn 3", "status_indicator", ("t3",)),
        ("số tiền điện thôn ba", "status_indicator", ("t3",)),
        ("xem báo cáo t3", "show_report", ("t3",)),
        ("minh chứng của thôn 3", "evidence_list", ("t3",)),
        ("lịch sử smartphone thôn 3", "history", ("t3",)),
        ("thôn nào chưa nộp", "missing_units", ()),
        ("chỉ tiêu nào chưa đạt", "shortfall", ()),
        ("danh sách chờ duyệt", "list_pending", ()),
        ("nhắc thôn 3", "remind_now", ("t3",)),
        ("nhac cac thon chua nop", "remind_now", ("all_missing",)),
        ("duyệt thôn 3", "approve", ("t3",)),
        ("duyệt tất cả", "approve", ("all",)),
    ],
)
def test_read__wishes_of_an_officer(text: str, intent: str, units: tuple[str, ...]) -> None:
    reading = heard(text, role="officer")
    assert (reading.intent, reading.units) == (intent, units)


def test_read__a_correction_and_a_second_figure() -> None:
    reading = heard("nhầm, 380, tk ngân hàng 350", state="doubt", asked="3.9", den=520, num=530)
    assert reading.intent == "correct"
    assert figures(reading) == [("", 380, None), ("3.2", 350, None)]


def test_read__keeping_a_doubted_figure_with_a_reason() -> None:
    reading = heard("giữ 530, thôn có thêm người mới chuyển về", state="doubt", asked="3.4", den=520, num=530)
    assert (reading.intent, reading.yes, reading.reason) == ("keep", True, "thôn có thêm người mới chuyển về")


def test_read__a_figure_and_a_question() -> None:
    reading = heard("smartphone 412, mà hạn là hôm nào em")
    assert (figures(reading), reading.also) == ([("3.4", 412, None)], ("ask_deadline",))


def test_read__returning_one_figure_with_a_reason() -> None:
    reading = heard("trả lại thôn 4 số ngân hàng, cao quá", role="officer")
    assert (reading.intent, reading.units, reading.items[0].names) == ("return_for_fix", ("t4",), ("3.2",))
    assert reading.reason == "cao quá"


def test_read__an_extension_with_its_day_and_reason() -> None:
    reading = heard("gia hạn thôn 3 đến 6/7 vì mất điện cả tuần", role="officer")
    assert reading.until is not None
    assert (reading.intent, reading.until.day, reading.reason) == ("extend", date(2023, 7, 6), "mất điện cả tuần")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mai em báo", date(2023, 6, 23)),
        ("thứ hai tuần sau tôi gửi", date(2023, 6, 26)),
        ("cuối tuần em báo", date(2023, 6, 24)),
        ("26/6 em nộp", date(2023, 6, 26)),
        ("chiều nhắc lại", date(2023, 6, 22)),
        ("3 hôm nữa em gửi", date(2023, 6, 25)),
    ],
)
def test_read__putting_off_to_a_day(text: str, day: date) -> None:
    reading = heard(text, state="ask", asked="3.4", den=520)
    assert reading.intent == "postpone"
    assert reading.until is not None
    assert reading.until.day == day


def test_read__a_difficulty_in_the_words_of_the_person() -> None:
    reading = heard("khó khăn: Bà con chưa quen khám qua mạng", state="difficulty")
    assert (reading.intent, reading.reason) == ("difficulty_note", "Bà con chưa quen khám qua mạng")


def test_read__four_states_kept_apart() -> None:
    reading = heard("tiền điện không áp dụng, cả thôn dùng chung một công tơ")
    assert reading.items[0].not_applicable
    assert reading.items[0].reason == "cả thôn dùng chung một công tơ"
    assert heard("chữ ký số chưa đếm được, chưa có số").items[0].later
    zero = heard("tư vấn sức khỏe từ xa chưa có ai").items[0].number
    assert zero is not None
    assert (zero.num, zero.none) == (0, True)


def test_read__yes_no_and_levels() -> None:
    assert heard("4.8 có", role="officer").items[0].choice == "có"
    assert heard("1.7 chưa có", role="officer").items[0].choice == "không"
    assert heard("chưa", state="ask", asked="4.8", kind="boolean").items[0].choice == "không"
    levels = ("Đạt", "Chưa đạt", "Đang triển khai")
    assert heard("dang trien khai", state="ask", asked="x", kind="level", levels=levels).items[0].choice == levels[2]


def test_read__opening_a_round() -> None:
    reading = heard("mở đợt 6 tháng đầu năm 2023 bộ 1829 hạn 30/6", role="officer")
    assert reading.until is not None
    assert (reading.intent, reading.period, reading.framework) == ("open_campaign", "2023-H1", "1829")
    assert reading.until.day == date(2023, 6, 30)


def test_read__a_base_figure() -> None:
    reading = heard("số liệu nền thôn 3 người trưởng thành 525", role="officer")
    assert (reading.intent, reading.units, reading.items[0].text) == ("base_set", ("t3",), "người trưởng thành")


def test_read__sending_said_as_the_yes() -> None:
    reading = heard("đúng rồi, gửi đi", state="confirm")
    assert (reading.intent, reading.yes) == ("submit", True)


def test_read__an_invitation_code() -> None:
    assert heard("ABC123", state="join", role="none").intent == "register"


@pytest.mark.parametrize(
    "text",
    [
        "xóm trên 200, xóm dưới 150, lớp 1 có 60, lớp 2 có 70",
        "lớp 1 có 60, lớp 2 có 70, xóm trên 200, xóm dưới 150",
        "xóm trên 200 xóm dưới 150\nlớp 1 có 60, lớp 2 có 70",
    ],
)
def test_read__parts_of_two_kinds_in_one_message(text: str) -> None:
    (item,) = heard(text).items
    assert item.number is not None
    assert item.number.num == 480
