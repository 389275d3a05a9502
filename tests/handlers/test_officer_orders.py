"""Reminders, deadlines and base figures an officer orders, and rounds opened by message."""

from datetime import UTC

import pytest

from handlers.campaigns import CampaignError, open_campaign
from store import campaigns, reports
from store.reports import ReportState
from store.session import Store
from tests.handlers.world import RULES, Commune, moment


@pytest.fixture
def commune(store: Store) -> Commune:
    """Nothing has been sent yet; Thôn 2 has one figure."""
    found = Commune(store)
    found.gives("t2", i3_4=(400, 500))
    return found


# --- reminding ------------------------------------------------------------------------------------------------------


def test_one_village_is_reminded_at_once_and_its_answer_is_reporting(commune: Commune) -> None:
    """The message says what is missing and carries the open question."""
    assert "Đã nhắc Thôn 2 (1 người)." in commune.says("cb", "nhắc thôn 2")
    (asked,) = commune.told("to2")
    assert "còn 2 số liệu" in asked and "(3.2)" in asked and "30/6" in asked
    commune.says("to2", "385")
    figure = commune.figure("t2", "3.2")
    assert figure is not None and figure.count.num == 385
    assert commune.told("to1") == []


def test_a_second_reminder_on_the_same_day_asks_first(commune: Commune) -> None:
    """One nudge per unit and day."""
    commune.says("cb", "nhắc thôn 2")
    commune.told("to2")
    assert "hôm nay đã được nhắc rồi" in commune.says("cb", "nhắc thôn 2")
    assert commune.told("to2") == []
    commune.presses("cb", "Đồng ý")
    assert len(commune.told("to2")) == 1


def test_everybody_is_shown_before_anybody_is_written_to(commune: Commune) -> None:
    """A no writes to nobody, a yes to each once, whoever sent meanwhile excepted."""
    said = commune.says("cb", "nhắc các thôn chưa nộp")
    assert "Sẽ nhắc 3 người ở 3 nơi" in said and "• Thôn 2: thiếu 2/3 số" in said
    commune.says("cb", "không")
    assert [commune.told(f"to{n}") for n in (1, 2, 3)] == [[], [], []]
    commune.says("cb", "nhắc các thôn chưa nộp")
    commune.sends("t1")
    commune.says("cb", "đồng ý")
    assert [len(commune.told(f"to{n}")) for n in (1, 2, 3)] == [0, 1, 1]


def test_an_order_at_night_leaves_in_the_morning_if_it_is_still_owed(commune: Commune) -> None:
    """ "Sáng mai 7 giờ"; who sent overnight hears nothing."""
    commune.at("2023-06-25 21:30")
    assert "Sáng mai 7 giờ em nhắn Thôn 2" in commune.says("cb", "nhắc thôn 2")
    assert "Sáng mai 7 giờ em nhắn Thôn 3" in commune.says("cb", "nhắc thôn 3")
    assert commune.told("to2") == []
    commune.sends("t3")
    commune.at("2023-06-26 07:00")
    assert len(commune.told("to2")) == 1
    assert commune.told("to3") == []


def test_a_redelivered_order_has_no_second_effect(commune: Commune) -> None:
    """The platform delivers the yes again: nobody hears twice."""
    from store.messages import Incoming

    twice = Incoming(commune.account, "cb", "same", text="nhắc thôn 2")
    assert [commune.inbox.take([twice])[0].new for _ in range(2)] == [True, False]
    assert len(commune.told("to2")) == 1


# --- deadlines ------------------------------------------------------------------------------------------------------


def test_an_extension_for_one_village_runs_at_once(commune: Commune) -> None:
    """At the old hour, with the reason; the team gets one notice, the others none."""
    said = commune.says("cb", "gia hạn thôn 3 đến 6/7 vì mất điện cả tuần")
    assert "Đã gia hạn Thôn 3" in said and "thứ Năm 6/7, 17:00" in said and "mất điện cả tuần" in said
    report = commune.report("t3")
    assert report.due == moment("2023-07-06 17:00").astimezone(UTC)
    (told,) = commune.told("to3")
    assert "6/7" in told and "mất điện cả tuần" in told
    assert commune.told("to1") == []
    assert "hạn riêng thứ Năm 6/7" in commune.says("cb", "thôn nào chưa nộp")


def test_an_extension_goes_forward_and_says_when_it_falls_on_a_day_off(commune: Commune) -> None:
    """A day before the deadline is refused; a Saturday counts to Monday."""
    assert "phải sau ngày đó" in commune.says("cb", "gia hạn thôn 3 đến 28/6")
    assert commune.report("t3").own_due is None
    assert "ngày nghỉ nên hạn tính đến thứ Hai 10/7" in commune.says("cb", "gia hạn thôn 3 đến 8/7")


def test_a_deadline_for_all_moves_after_a_yes(commune: Commune) -> None:
    """Shown first; whoever still owes gets one notice, complete units none."""
    commune.sends("t1")
    assert "cho mọi nơi" in commune.says("cb", "dời hạn đến 10/7")
    assert commune.report("t2").due == moment("2023-06-30 17:00").astimezone(UTC)
    assert "Đã dời hạn" in commune.says("cb", "đồng ý")
    assert commune.report("t2").due == moment("2023-07-10 17:00").astimezone(UTC)
    assert [len(commune.told(f"to{n}")) for n in (1, 2, 3)] == [0, 1, 1]


# --- base figures ---------------------------------------------------------------------------------------------------


def test_a_base_figure_changes_the_figures_that_used_it(store: Store) -> None:
    """A new revision over the new whole, the approved report waits again, the team is told, the count stays."""
    commune = Commune(store)
    commune.says("to1", "smartphone 480, ngân hàng 400, tiền điện 120")
    commune.says("to1", "gửi báo cáo")
    commune.says("cb", "duyệt thôn 1")
    commune.told("to1")
    said = commune.says("cb", "sửa số liệu nền người trưởng thành thôn 1 thành 470")
    assert "từ 500 thành 470" in said and "480/470" in said and "chờ duyệt lại" in said
    figure = commune.figure("t1", "3.4")
    assert figure is not None and (figure.count.num, figure.count.den, figure.origin) == (480, 470, "base")
    assert figure.doubts == ("over_base",)
    untouched = commune.figure("t1", "3.2")
    assert untouched is not None and untouched.revision == 1
    assert commune.report("t1").state is ReportState.SUBMITTED
    assert any("480/470" in one for one in commune.told("to1"))
    commune.says("cb", "duyệt thôn 1")
    commune.says("cb", "đồng ý")
    assert commune.report("t1").state is ReportState.APPROVED


def test_a_base_figure_is_set_by_an_officer_only(commune: Commune) -> None:
    """A leader and a villager are refused."""
    for who in ("ct", "to1"):
        assert "việc của cán bộ xã" in commune.says(who, "sửa số liệu nền người trưởng thành thôn 1 thành 470")


# --- rounds ---------------------------------------------------------------------------------------------------------


def test_a_round_is_shown_before_it_opens(commune: Commune) -> None:
    """List, questions, villages, people and deadline; copied from the last round; opened on a yes."""
    said = commune.says("cb", "mở đợt tháng 7 hạn 31/7")
    assert "tháng 7/2023 theo QĐ 1829" in said and "3 thôn mỗi thôn 3 mục" in said and "3 người" in said
    assert "thứ Hai 31/7, 17:00" in said and "lấy như đợt 6 tháng đầu năm 2023" in said
    with commune.store.read() as db:
        assert len(campaigns.campaigns(db)) == 1
    commune.presses("cb", "Mở đợt")
    with commune.store.read() as db:
        (new,) = [one for one in campaigns.campaigns(db) if one.id != commune.campaign]
        assert (new.period, new.indicators) == ("2023-07", ("3.2", "3.4", "3.12"))
        assert len(reports.reports_of_campaign(db, new.id)) == 3
    assert "đang mở rồi" in commune.says("cb", "mở đợt tháng 7 hạn 31/7")


def test_a_round_needs_its_deadline(commune: Commune) -> None:
    """What is missing is asked for with an example."""
    assert "hạn nộp" in commune.says("cb", "mở đợt tháng 7")
    assert "sau ngày mở" in commune.says("cb", "mở đợt tháng 7 hạn 1/6")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"framework": "qd-0"}, "framework"),
        ({"indicators": ["3.4", "9.9"]}, "indicator"),
        ({"period": "2023-H3"}, "period"),
        ({"due": moment("2023-05-01 17:00")}, "due"),
        ({"closes": moment("2023-06-29 17:00")}, "closes"),
        ({"ladder": "daily"}, "ladder"),
    ],
)
def test_a_round_that_cannot_be_is_refused_with_its_reason(store: Store, changed: dict[str, object], why: str) -> None:
    """Each mistake has its word, and nothing is opened."""
    commune = Commune(store)
    asked = {
        "framework": "qd-1829-2023", "period": "2023-H1", "root": commune.units["qt"], "opens": commune.opens,
        "due": moment("2023-06-30 17:00"), "now": commune.opens,
    }  # fmt: skip
    with pytest.raises(CampaignError) as refused, store.write() as db:
        open_campaign(db, RULES, **{**asked, **changed})  # type: ignore[arg-type]
    assert refused.value.why == why
    with store.read() as db:
        assert len(campaigns.campaigns(db)) == 1


def test_each_unit_is_asked_where_the_count_arises(store: Store) -> None:
    """Villages for what villages count, the commune for the rest."""
    commune = Commune(store, ("1.7", "3.4"))
    with store.read() as db:
        found = [one.unit.name for one in reports.reports_of_campaign(db, commune.campaign)]
    assert sorted(found) == ["Thôn 1", "Thôn 2", "Thôn 3", "xã Quang Trung"]
