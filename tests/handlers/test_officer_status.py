"""What officers, leaders and supervisors are told when they ask how things stand, and what a villager is not."""

import pytest

from handlers.campaigns import open_campaign
from scoring.counts import Count
from store import campaigns, figures, reports
from store.session import Store
from tests.handlers.world import RULES, Commune, moment


@pytest.fixture
def commune(store: Store) -> Commune:
    """Thôn 1 and 3 have sent everything, Thôn 2 has one figure; smartphones are short of the target."""
    found = Commune(store)
    found.gives("t1", i3_4=(403, 500), i3_2=(371, 550), i3_12=(113, 170))
    found.gives("t3", i3_4=(300, 500), i3_2=(385, 550), i3_12=(120, 170))
    found.gives("t2", i3_4=(200, 500))
    found.sends("t1")
    found.sends("t3")
    return found


def test_the_commune_in_two_lines_with_how_complete_and_how_fresh(commune: Commune) -> None:
    """Sent, met, missed, days left, what waits, as of when; the next steps as buttons."""
    said = commune.says("cb", "tình hình sao rồi")
    assert "Xã Quang Trung, 6 tháng đầu năm 2023: 2/3 thôn đã nộp, 2/3 chỉ tiêu đạt, 1 chưa đạt" in said
    assert "còn 5 ngày" in said and "2 báo cáo chờ duyệt" in said and "tính đến 08:00 ngày 25/6" in said
    assert said.endswith("[Thôn chưa nộp] [Nhắc các thôn] [Chờ duyệt (2)]")
    assert "• Thôn 2: thiếu 2/3 số" in commune.presses("cb", "Thôn chưa nộp")


@pytest.mark.parametrize("who", ["ct", "hv"])
def test_leaders_and_supervisors_see_it_without_the_acts(commune: Commune, who: str) -> None:
    """The same line, but no reminding and no review."""
    said = commune.says(who, "tình hình sao rồi")
    assert "2/3 thôn đã nộp" in said and "Nhắc các thôn]" not in said and "[Chờ duyệt" not in said


def test_an_indicator_says_who_lacks_how_many(commune: Commune) -> None:
    """The sum, the shortfall in people, by village, the most first."""
    said = commune.says("cb", "smartphone toàn xã")
    assert "903/1.500 người (60,2%), chỉ tiêu 65%: chưa đạt, còn thiếu 72 người" in said
    assert "Thôn 2 thiếu 125, Thôn 3 thiếu 25." in said and "Có số 3/3 thôn, đã nộp 2/3" in said
    assert "70,0%" in commune.says("cb", "ngân hàng thôn 3")


def test_an_indicator_that_is_met_names_the_lowest(commune: Commune) -> None:
    """A total from two of three villages says so."""
    said = commune.says("cb", "ngân hàng toàn xã")
    assert "756/1.100 người (68,7%), chỉ tiêu 60%: đạt" in said
    assert "Có số 2/3 thôn" in said and "Thấp nhất: Thôn 1, 67,5%" in said


def test_a_missing_figure_is_never_zero(commune: Commune) -> None:
    """A village without the figure has no figure."""
    said = commune.says("cb", "tiền điện thôn 2")
    assert "chưa có số" in said and "0/170" not in said


def test_what_is_not_reached_and_what_is_not_known(store: Store) -> None:
    """A yes/no of the office that is "chưa có" is listed among the missed."""
    commune = Commune(store, ("1.7", "3.4", "4.8"))
    commune.says("cb", "1.7 chưa có")
    said = commune.says("cb", "chỉ tiêu nào chưa đạt")
    assert "chưa đạt 1/3 chỉ tiêu" in said and "(1.7): không, chưa đạt" in said
    assert "Chưa có số 2 mục" in said and "điện thoại thông minh" in said


def test_a_unit_has_its_own_target(commune: Commune) -> None:
    """The commune's target, inherited by its villages, goes before the framework's."""
    with commune.store.write() as db:
        campaigns.add_target(db, commune.campaign, commune.units["qt"].id, "3.4", 6000, "QĐ", commune.now)
    assert "chỉ tiêu 60%: đạt" in commune.says("cb", "smartphone toàn xã")
    assert "chỉ tiêu 60%: đạt" in commune.says("cb", "smartphone thôn 3")


def test_a_village_with_what_a_reviewer_should_see(store: Store) -> None:
    """Figures, the doubt with its reason, who entered it, difficulties and what is missing."""
    commune = Commune(store)
    commune.says("to1", "smartphone 510")
    commune.says("to1", "giữ 510, mới chuyển về")
    commune.says("to1", "khó khăn: máy cũ hỏng nhiều")
    commune.says("cb", "nhập hộ thôn 1: ngân hàng 400")
    said = commune.says("ct", "thôn 1 có những số gì")
    assert "510/500" in said and "⚠ lớn hơn số liệu nền" in said and "mới chuyển về" in said
    assert "nhập hộ" in said and "máy cũ hỏng nhiều" in said and "Chưa có số: trả tiền điện" in said


def test_history_tells_who_when_how_and_by_which_message(store: Store) -> None:
    """Every revision, the undo among them, and the words it came from."""
    commune = Commune(store)
    commune.says("to1", "smartphone 412")
    commune.says("to1", "nhầm, 421")
    commune.says("to1", "hoàn tác")
    said = commune.says("cb", "lịch sử smartphone thôn 1")
    assert "412/500 người (82,4%)" in said and "421/500 người (84,2%) [sửa]" in said and "hoàn tác" in said
    assert "Tổ trưởng Thôn 1" in said and "Tin nhắn: “hoàn tác”" in said


def test_a_promise_and_a_late_village_stand_in_the_list(store: Store) -> None:
    """Who has not sent, what they promised, and how late they are."""
    commune = Commune(store)
    commune.at("2023-06-22 12:30")
    commune.says("to3", "thứ hai tuần sau tôi gửi")
    assert "hẹn thứ Hai 26/6" in commune.says("cb", "thôn nào chưa nộp")
    commune.at("2023-07-02 09:00")
    assert "quá hạn 2 ngày" in commune.says("cb", "thôn nào chưa nộp")
    commune.gives("t1", i3_2=(1, 550))
    said = commune.says("cb", "thôn nào chưa có số ngân hàng")
    assert "2/3 thôn chưa có số: Thôn 2 và Thôn 3" in said


def test_ranking_shows_ties_and_leaves_the_incomplete_apart(commune: Commune) -> None:
    """Equal villages share a place; a villager hears only their own."""
    commune.gives("t2", i3_2=(371, 550))
    said = commune.says("cb", "xếp hạng ngân hàng")
    assert "1. Thôn 3: 70,0%" in said and "2. Thôn 1 và Thôn 2 bằng nhau: 67,5%" in said
    assert "Chưa đủ số để xếp: Thôn 2." in commune.says("cb", "xếp hạng thôn")
    own = commune.says("to1", "thôn mình xếp thứ mấy về ngân hàng")
    assert "Thôn 1 đang thứ 2/3" in own and "Thôn 3" not in own


def test_nobody_sees_a_village_that_is_not_theirs(commune: Commune) -> None:
    """Another village's figure and the commune's total are not for a villager."""
    assert "300" not in commune.says("to1", "smartphone thôn 3")
    assert "903" not in commune.says("to1", "smartphone toàn xã")
    assert "385" not in commune.says("to1", "thôn 3 có những số gì")


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ((380, 500), "nay 60,3%, 6 tháng cuối năm 2022 56,0%: tăng 4,3 điểm %, thêm 43 người"),
        ((403, 550), "vẫn 603 người (2/3 thôn có số cả hai kỳ). Tỷ lệ tăng chỉ vì mẫu số giảm từ 1.050 còn 1.000."),
    ],
)
def test_against_the_last_period_over_the_same_villages(commune: Commune, before: tuple[int, int], said: str) -> None:
    """Only villages with a figure in both are compared; a rate that rose by a smaller whole alone is called so."""
    with commune.store.write() as db:
        last = open_campaign(
            db, RULES, framework="qd-1829-2023", period="2022-H2", root=commune.units["qt"],
            opens=moment("2022-12-01 07:30"), due=moment("2022-12-30 17:00"), closes=moment("2023-01-05 17:00"),
            indicators=["3.4"], ladder="none", now=commune.opens,
        )  # fmt: skip
        earlier = {"Thôn 1": before, "Thôn 2": (180 if before[0] == 380 else 200, 500)}
        for report in reports.reports_of_campaign(db, last):
            if report.unit.name in earlier:
                num, den = earlier[report.unit.name]
                figures.add_figure(db, report.id, "3.4", Count(num=num, den=den), origin="import", at=commune.opens)
    assert said in commune.says("cb", "smartphone so với kỳ trước ra sao")
    assert "1 chỉ tiêu tăng, 0 giảm" in commune.says("cb", "so với kỳ trước thế nào")


def test_points_known_waiting_and_lost(store: Store) -> None:
    """What is missing is not zero: it stands apart with the points it may still bring; nothing unknown is guessed."""
    commune = Commune(store, ("1.3", "8.1", "8.2"), framework="qd-3853-2022-xa", period="2022")
    commune.gives("t1", i8_1=(250, 500))
    said = commune.says("cb", "tổng điểm bao nhiêu")
    assert "5/10 điểm của các chỉ số đã tính được" in said
    assert "Chưa có số: 1 chỉ số, tối đa 20 điểm." in said and "(8.1) 5" in said
    assert "Chưa rõ cách tính hoặc điểm tối đa: 1 chỉ số" in said


def test_a_list_without_points_says_so(commune: Commune) -> None:
    """Only a scored list has points."""
    assert "không chấm điểm" in commune.says("cb", "tổng điểm bao nhiêu")


def test_two_rounds_are_a_line_each(commune: Commune) -> None:
    """Both open rounds are named with their list."""
    commune.says("cb", "mở đợt tháng 7 hạn 31/7")
    commune.presses("cb", "Mở đợt")
    said = commune.says("cb", "tình hình sao rồi")
    assert "• 6 tháng đầu năm 2023 (QĐ 1829): 2/3 thôn" in said and "• Tháng 7/2023 (QĐ 1829): 0/3 thôn" in said
