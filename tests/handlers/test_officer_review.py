"""The review queue: approving, sending back, and who may."""

import pytest

from store.reports import ReportState
from store.session import Store
from tests.handlers.world import Commune

WHOLE = {"i3_4": (403, 500), "i3_2": (371, 550), "i3_12": (113, 170)}


@pytest.fixture
def commune(store: Store) -> Commune:
    """Thôn 1 and 2 have sent everything; Thôn 3 has sent with a figure kept against a doubt."""
    found = Commune(store)
    for unit in ("t1", "t2"):
        found.gives(unit, **WHOLE)
        found.sends(unit)
    found.says("to3", "smartphone 510")
    found.says("to3", "giữ 510, mới chuyển về")
    found.says("to3", "ngân hàng 498, tiền điện 120")
    found.says("to3", "gửi báo cáo")
    return found


def state(commune: Commune, unit: str) -> ReportState:
    """Where a unit's report stands."""
    return commune.report(unit).state


def test_the_queue_parts_the_clean_from_what_needs_a_look(commune: Commune) -> None:
    """[Duyệt cả 2 sạch] shows whom, waits for a yes, and leaves the doubtful one."""
    said = commune.says("cb", "báo cáo nào chờ duyệt")
    assert "2 sạch (Thôn 1 và Thôn 2)" in said and "510/500 người ⚠ lớn hơn số liệu nền" in said
    assert "mới chuyển về" in said and "[Xem Thôn 3]" in said
    assert "Sẽ duyệt 2 báo cáo: Thôn 1 và Thôn 2." in commune.presses("cb", "Duyệt cả 2 sạch")
    assert state(commune, "t1") is ReportState.SUBMITTED
    assert "Đã duyệt báo cáo Thôn 1 và Thôn 2" in commune.presses("cb", "Đồng ý")
    assert [state(commune, unit) for unit in ("t1", "t2", "t3")] == ["approved", "approved", "submitted"]
    assert commune.told("to1") == ["Xã đã duyệt báo cáo Thôn 1. Cảm ơn bác, không phải làm gì thêm."]
    assert commune.told("to3") == []


def test_one_clean_report_is_approved_at_once(commune: Commune) -> None:
    """Nothing to look at, nothing to ask."""
    assert "Đã duyệt báo cáo Thôn 1." in commune.says("cb", "duyệt thôn 1")
    assert "đã duyệt rồi" in commune.says("cb", "duyệt thôn 1")


def test_what_changed_since_it_was_shown_asks_again(commune: Commune) -> None:
    """An approval holds for the version that was seen."""
    assert "Đồng ý duyệt chứ ạ?" in commune.says("cb", "duyệt thôn 3")
    commune.says("to3", "sửa smartphone thành 480")
    said = commune.says("cb", "đồng ý")
    assert "đã đổi từ lúc anh xem" in said and state(commune, "t3") is ReportState.SUBMITTED
    commune.says("cb", "đồng ý")
    assert state(commune, "t3") is ReportState.APPROVED


def test_a_report_that_was_read_and_then_changed_is_not_approved_blindly(commune: Commune) -> None:
    """Also where it is clean: it was read before the change."""
    commune.says("cb", "xem báo cáo thôn 1")
    commune.says("to1", "sửa smartphone thành 404")
    assert "đã đổi từ lúc anh xem" in commune.presses("cb", "Duyệt")
    assert state(commune, "t1") is ReportState.SUBMITTED


def test_nobody_approves_what_they_entered(commune: Commune) -> None:
    """A figure entered by phone waits for another officer."""
    commune.says("cb", "nhập hộ thôn 1: smartphone 404")
    said = commune.says("cb", "duyệt thôn 1")
    assert "anh không tự duyệt được" in said and "Công chức Văn phòng" in said
    assert state(commune, "t1") is ReportState.SUBMITTED
    assert "Đã duyệt" in commune.says("cb2", "duyệt thôn 1")


def test_a_leader_changes_nothing(commune: Commune) -> None:
    """Asked kindly to leave it to the office."""
    for said in ("duyệt thôn 1", "trả lại thôn 1 số ngân hàng, cao quá", "nhắc thôn 1", "gia hạn thôn 1 đến 6/7"):
        assert "việc của cán bộ xã" in commune.says("ct", said)
    assert state(commune, "t1") is ReportState.SUBMITTED
    assert commune.told("to1") == []


def test_what_was_not_sent_cannot_be_approved(store: Store) -> None:
    """The officer hears how far the village is."""
    commune = Commune(store)
    commune.gives("t1", i3_4=(403, 500))
    assert "chưa gửi báo cáo (mới có 1/3 số)" in commune.says("cb", "duyệt thôn 1")
    assert "chưa gửi báo cáo" in commune.says("cb", "trả lại thôn 1 smartphone, cao quá")


def test_a_figure_sent_back_is_a_question_and_its_answer_settles_it(commune: Commune) -> None:
    """One message to the team; answering it corrects that figure, the others stay, and the report is sent again."""
    said = commune.says("cb", "trả lại thôn 3 số ngân hàng, cao quá")
    assert "Đã trả lại Thôn 3: tài khoản ngân hàng 498/550 người, lý do “cao quá”. Em đã nhắn tổ." in said
    (asked,) = commune.told("to3")
    assert "498/550" in asked and "Thôn 3" in asked and "“cao quá”" in asked and "6 tháng đầu năm 2023" in asked
    assert state(commune, "t3") is ReportState.RETURNED
    assert "đang trả lại" in commune.says("cb", "duyệt thôn 3")
    commune.says("to3", "385")
    figure = commune.figure("t3", "3.2")
    assert figure is not None and figure.count.num == 385
    commune.says("to3", "gửi báo cáo")
    assert state(commune, "t3") is ReportState.SUBMITTED
    assert "“cao quá”" in commune.says("cb", "lịch sử ngân hàng thôn 3")


def test_a_return_without_a_reason_asks_for_it_once(commune: Commune) -> None:
    """Nothing is sent back before the officer agrees."""
    assert "lý do là gì" in commune.says("cb", "trả lại thôn 1 smartphone")
    assert state(commune, "t1") is ReportState.SUBMITTED
    assert "Đã trả lại Thôn 1: điện thoại thông minh 403/500 người." in commune.presses("cb", "Trả lại luôn")
    assert state(commune, "t1") is ReportState.RETURNED


def test_the_doubtful_figures_are_offered_to_send_back(commune: Commune) -> None:
    """[Trả lại một số] under a report names them."""
    commune.says("cb", "xem báo cáo thôn 3")
    assert "[Điện thoại thông minh]" in commune.presses("cb", "Trả lại một số")
    assert "lý do là gì" in commune.presses("cb", "Điện thoại thông minh")


def test_a_correction_after_approval_opens_the_report_again(commune: Commune) -> None:
    """Both sides are told."""
    commune.says("cb", "duyệt thôn 1")
    commune.says("to1", "sửa smartphone thành 404")
    assert state(commune, "t1") is ReportState.SUBMITTED
    assert any("403/500" in one and "404/500" in one for one in commune.told("cb"))


def test_a_yes_that_names_another_village_does_nothing(commune: Commune) -> None:
    """ "Nhắc thôn 2" while the approval of Thôn 3 waits is no yes to it."""
    commune.says("cb", "duyệt thôn 3")
    commune.says("cb", "nhắc thôn 2")
    assert state(commune, "t3") is ReportState.SUBMITTED


def test_a_yes_with_nothing_waiting_changes_nothing(commune: Commune) -> None:
    """Nor does an old button."""
    commune.says("cb", "duyệt thôn 3")
    commune.says("cb", "không")
    commune.says("cb", "đồng ý")
    assert state(commune, "t3") is ReportState.SUBMITTED
    commune.presses("cb", "Đồng ý")
    assert state(commune, "t3") is ReportState.SUBMITTED


def test_the_offices_own_report_is_approved_by_another(store: Store) -> None:
    """Who sent the commune's own items does not approve them; a second officer does."""
    commune = Commune(store, ("1.7", "3.4"))
    commune.says("cb", "1.7 có")
    commune.says("cb", "gửi báo cáo")
    commune.says("cb", "đồng ý")
    assert state(commune, "qt") is ReportState.SUBMITTED
    assert "không tự duyệt được" in commune.says("cb", "duyệt báo cáo xã Quang Trung")
    commune.says("cb2", "duyệt báo cáo xã Quang Trung")
    assert state(commune, "qt") is ReportState.APPROVED
