"""The page as people meet it: the demo served for real, a Chromium at phone size, every answer out of the store."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opens, Served, be, log, picture, say

pytestmark = pytest.mark.browser
PHOTO = Path(__file__).parents[1] / "dialogues" / "own" / "anh.jpg"
OFFICE = "Công chức xã"


def test_a_round_from_the_first_figure_to_the_approval(opened: Opens) -> None:
    team, office = opened("/", be="to1"), opened("/", be="cb")
    expect(team.get_by_role("heading", level=1)).to_have_text("Thôn 1")
    say(team, "chào em", "Thôn 1 còn 3 số liệu")
    say(team, "312", "Đã ghi tài khoản ngân hàng: 312/520 người, đạt 60,0%")
    expect(log(team)).to_contain_text("312/520 · 60,0\u202f%")
    picture(team, "thanh-vien-tra-loi")
    say(team, "4300", "4.300 nhiều hơn 520 người trưởng thành")
    picture(team, "thanh-vien-hoi-lai")
    team.get_by_role("button", name="Nhập lại").click()
    say(team, "430", "Đã ghi điện thoại thông minh: 430/520 người, đạt 82,7%")
    say(team, "791", "Đã đủ số.")
    picture(team, "thanh-vien-tom-tat")
    team.get_by_role("button", name="Gửi báo cáo").last.click()
    expect(log(team)).to_contain_text("Đã gửi báo cáo Thôn 1 (6 tháng đầu năm 2023), 3/3 số liệu")
    say(office, "tình hình sao rồi", "1/6 thôn đã nộp")
    picture(office, "can-bo-tinh-hinh")
    say(office, "trả lại thôn 1 số ngân hàng, cao quá", "Đã trả lại Thôn 1: tài khoản ngân hàng 312/520 người")
    expect(log(team)).to_contain_text("xã nhờ xem lại tài khoản ngân hàng")
    say(team, "311", "mới đạt 59,8%")
    say(team, "gửi báo cáo", "3/3 số liệu")
    say(office, "chờ duyệt", "Chờ duyệt 1 báo cáo")
    picture(office, "can-bo-duyet")
    say(office, "duyệt thôn 1", "Đã duyệt báo cáo Thôn 1")
    expect(log(team)).to_contain_text("Xã đã duyệt báo cáo Thôn 1")


def test_joining_by_the_link_and_by_a_wrong_one(opened: Opens) -> None:
    page = opened("/vao/SAIMA9")
    expect(log(page)).to_contain_text("Mã này chưa đúng hoặc đã hết hạn")
    assert page.url.endswith("/")
    page = opened("/vao/THON2")
    page.get_by_role("button", name="Đồng ý", exact=True).click()
    page.get_by_role("button", name="Cô", exact=True).or_(
        page.get_by_role("button", name="Bác", exact=True)
    ).first.click()
    expect(log(page)).to_contain_text("đã vào sổ với vai thành viên tổ công nghệ số Thôn 2")
    expect(log(page)).to_contain_text("Thôn 2 mình có bao nhiêu")


def test_five_wrong_codes_and_then_a_pause(opened: Opens) -> None:
    page = opened("/")
    expect(log(page)).to_contain_text("Mở đường liên kết mời")
    for left in (4, 3, 2, 1):
        say(page, f"SAIMA{left}", f"còn {left} lần thử")
    say(page, "SAIMA8", "tạm dừng một giờ")
    say(page, "THON1", "tạm dừng một giờ")
    assert "Mã đúng" not in log(page).inner_text()


def test_what_is_typed_while_the_server_is_down_arrives_once(opened: Opens, demo: Served) -> None:
    page = opened("/", be="to1")
    say(page, "chào em", "Thôn 1 còn 3 số liệu")
    demo.stop()
    expect(page.get_by_text("Đang mất mạng")).to_be_visible()
    say(page, "smartphone 430")
    say(page, "ngân hàng 312")
    expect(page.get_by_text("Chờ mạng")).to_have_count(2)
    demo.start()
    expect(log(page)).to_contain_text("Đã ghi tài khoản ngân hàng: 312/520", timeout=20_000)
    page.reload()
    expect(log(page)).to_contain_text("Đã ghi tài khoản ngân hàng: 312/520", timeout=20_000)
    said = log(page).inner_text()
    assert [said.count(one) for one in ("smartphone 430", "ngân hàng 312", "Đã ghi điện thoại thông minh")] == [1, 1, 1]
    assert said.index("smartphone 430") < said.index("ngân hàng 312")


def test_a_short_break_of_the_network__is_over_when_it_is(opened: Opens) -> None:
    page = opened("/", be="to1")
    say(page, "chào em", "Thôn 1 còn 3 số liệu")
    page.context.set_offline(True)
    expect(page.get_by_text("Đang mất mạng")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Đang mất mạng")).to_be_hidden()
    say(page, "smartphone 430", "Đã ghi điện thoại thông minh")


def test_a_photo_is_kept_and_shown_again(opened: Opens) -> None:
    page = opened("/", be="to1")
    say(page, "ngân hàng 312", "Đã ghi tài khoản ngân hàng")
    page.locator("input[type=file]").set_input_files(PHOTO)
    expect(page.get_by_role("button", name="Bỏ anh.jpg")).to_be_visible()
    say(page, "minh chứng ngân hàng", "Đã nhận minh chứng tài khoản ngân hàng của Thôn 1 (1 tệp)")
    expect(page.get_by_alt_text("Ảnh đã gửi: anh.jpg")).to_be_visible()
    expect(page.get_by_text("Đã nhận minh chứng")).to_be_in_viewport()  # the picture has not pushed the answer away
    expect(page.get_by_role("button", name="Tin mới")).to_be_hidden()
    page.reload()
    image = page.get_by_alt_text("Ảnh đã gửi: anh.jpg")
    expect(image).to_be_visible()
    assert image.evaluate("one => one.complete && one.naturalWidth > 0")


def test_of_eleven_photos_ten_are_shown_and_sent(opened: Opens) -> None:
    page = opened("/", be="to1")
    say(page, "ngân hàng 312", "Đã ghi tài khoản ngân hàng")
    content = PHOTO.read_bytes()
    photos = [{"name": f"anh-{at}.jpg", "mimeType": "image/jpeg", "buffer": content} for at in range(1, 12)]
    page.locator("input[type=file]").set_input_files(photos)  # type: ignore[arg-type]
    expect(page.get_by_text("Mỗi lần gửi nhiều nhất 10 tệp.")).to_be_in_viewport()
    expect(page.get_by_text("10 tệp chờ gửi")).to_be_visible()
    expect(page.locator(".picked")).to_have_count(10)
    expect(page.get_by_role("button", name="Bỏ anh-1.jpg")).to_be_in_viewport()
    say(page, "minh chứng ngân hàng", "Đã nhận minh chứng tài khoản ngân hàng của Thôn 1 (10 tệp)")
    expect(page.locator(".picked")).to_have_count(0)


def test_only_what_is_kept_can_be_chosen(opened: Opens) -> None:
    page = opened("/", be="to1")
    chooser = page.locator("input[type=file]")
    accepted = (chooser.get_attribute("accept") or "").split(",")
    assert "image/*" not in accepted and not any("gif" in one for one in accepted)
    chooser.set_input_files({"name": "dong.gif", "mimeType": "image/gif", "buffer": b"GIF89a"})
    expect(log(page)).to_contain_text("Chưa nhận được dong.gif.")
    expect(page.locator(".picked")).to_have_count(0)


def test_a_pressed_choice_stands_above_its_answer_in_every_tab(opened: Opens, demo: Served) -> None:
    one = opened("/", be="to1")
    other = one.context.new_page()
    other.goto(f"{demo.address}/")
    say(one, "smartphone 4300", "4.300 nhiều hơn 520")
    one.get_by_role("button", name="Nhập lại").click()
    for page in (one, other):
        expect(page.locator(".mine", has_text="Nhập lại")).to_have_count(1)
        expect(page.locator(".said")).to_have_count(4)
        expect(page.locator(".said").last).to_contain_text("bao nhiêu")
        expect(page.locator(".said").nth(2)).to_contain_text("Nhập lại")


def test_an_old_button_changes_nothing_and_says_so(opened: Opens) -> None:
    page = opened("/", be="to1")
    say(page, "smartphone 4300", "4.300 nhiều hơn 520")
    say(page, "430", "430/520 người, đạt 82,7%")
    page.get_by_role("button", name="Giữ 4.300").click(force=True)  # marked as over, but a finger may still find it
    expect(log(page)).to_contain_text("Câu này đã xong rồi.")
    say(page, "còn gì", "đã có 1/3 số liệu")


def test_unread_marks_and_the_clock_up_to_the_closing(opened: Opens) -> None:
    page = opened("/demo", (1280, 850))
    say(page, "smartphone 430", "430/520 người")
    pane = page.get_by_role("region", name="Công chức xã, xã Quang Trung")
    pane.get_by_role("button", name="Nhắn thử: tình hình sao rồi").click()
    expect(pane.get_by_role("log")).to_contain_text("0/6 thôn đã nộp")
    picture(page, "ban-thu")
    page.get_by_role("button", name="Việc kế tiếp").click()
    expect(log(page)).to_contain_text("(còn 3 ngày)", timeout=20_000)
    badge = page.locator("button.person", has=page.get_by_text("Thôn 3", exact=True)).locator(".badge")
    expect(badge).to_have_text("1")
    be(page, "Thôn 3")
    expect(badge).to_be_hidden()
    state = page.locator("#state")
    for _ in range(12):
        page.get_by_role("button", name="Việc kế tiếp").click()
        expect(page.get_by_role("button", name="Việc kế tiếp")).to_be_enabled(timeout=20_000)
        if state.inner_text():
            break
    expect(state).to_have_text("Không còn việc nào tới hạn nữa.")
    # Closed on 5/7 at 17:00; the last thing due is the officer's line of the next morning.
    expect(page.locator("#time")).to_contain_text("6/7/2023 · 07:30")
    pane = page.get_by_role("region", name="Tổ trưởng Thôn 3, Thôn 3")
    pane.get_by_label("Tin nhắn", exact=True).fill("smartphone 437")
    pane.get_by_role("button", name="Gửi", exact=True).click()
    expect(pane.get_by_role("log")).to_contain_text("đã chốt")


def test_the_moving_clock_brings_reminder_morning_line_and_call_list(opened: Opens) -> None:
    team, office, clock = opened("/", be="to3"), opened("/", be="cb"), opened("/demo")
    for village in ("Thôn 1", "Thôn 2", "Thôn 4", "Thôn 6"):
        be(clock, village)
        _everything_prepared(clock)
    _until(clock, team, "(còn 3 ngày)")
    expect(log(team)).to_contain_text("Thôn 3 mình có bao nhiêu")
    picture(team, "thanh-vien-duoc-nhac")
    say(team, "mai tôi gửi", "mai 7 giờ 30 em nhắc lại")
    _until(clock, office, "hẹn")
    picture(office, "can-bo-tin-sang")
    _until(clock, team, "hôm nay")
    _until(clock, office, "Cần gọi")
    say(office, "cần gọi ai", "Thôn 5", "3 lần nhắc")
    picture(office, "can-bo-can-goi")
    say(office, "thôn 5: gọi rồi, mai gửi", "gọi rồi, mai gửi")
    say(office, "ai sẽ được nhắc", "Thôn 3")


def _everything_prepared(page: Page) -> None:
    """Send the prepared messages of the person in view, one after another."""
    while page.locator(".try:visible").count():
        before = log(page).inner_text()
        page.locator(".try:visible").click()
        expect(log(page)).not_to_have_text(before)
        page.wait_for_timeout(300)


def _until(clock: Page, page: Page, text: str) -> None:
    """Let the demo's clock go from one thing due to the next until somebody is told this."""
    following = clock.get_by_role("button", name="Việc kế tiếp")
    for _ in range(12):
        if text in log(page).inner_text():
            break
        following.click()
        expect(following).to_be_enabled(timeout=20_000)
        page.wait_for_timeout(300)
    expect(log(page)).to_contain_text(text)


def test_the_prepared_messages_lead_through_a_village(opened: Opens) -> None:
    page = opened()
    for _ in range(5):
        page.locator(".try:visible").click()
        page.wait_for_timeout(300)
    expect(log(page)).to_contain_text("Đã gửi báo cáo Thôn 1 (6 tháng đầu năm 2023)")
    expect(log(page)).to_contain_text("Đã gửi báo cáo Thôn 1 (VNeID 6 tháng đầu năm 2023)")
    expect(page.locator(".try:visible")).to_have_count(0)
    be(page, "Lãnh đạo UBND xã")
    page.locator(".try:visible").click()
    expect(log(page)).to_contain_text("1/6 thôn đã nộp")
    be(page, OFFICE)
    say(page, "thôn 1 có những số gì", "đã gửi, chờ duyệt")
