"""What is sent without a network, or in several tabs: nothing is lost, nothing comes twice, the first comes first."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import Opens, Served, log, say

pytestmark = pytest.mark.browser
PHOTO = Path(__file__).parents[1] / "dialogues" / "own" / "anh.jpg"
NO_DATABASE = "Object.defineProperty(globalThis, 'indexedDB', { value: undefined })"
LEAVING = "dispatchEvent(new Event('beforeunload', { cancelable: true }))"  # false where the page asks before it goes


def _photo(page: Page, caption: str) -> None:
    page.locator("input[type=file]").set_input_files(PHOTO)
    expect(page.get_by_role("button", name="Bỏ anh.jpg")).to_be_visible()
    say(page, caption)


def _asks_before_leaving(page: Page, asks: bool) -> None:
    """Whether closing the page would be asked about; keeping a photo takes the browser a moment."""
    until = time.monotonic() + 20
    while page.evaluate(LEAVING) is asks:
        assert time.monotonic() < until
        page.wait_for_timeout(50)


def _down(demo: Served, *pages: Page) -> None:
    demo.stop()
    for page in pages:
        expect(page.get_by_text("Đang mất mạng")).to_be_visible()


def _left(page: Page) -> None:
    """The page goes while nothing answers: whoever reloads it now sees the browser's own error page."""
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.reload()


def _counts(page: Page, *texts: str) -> list[int]:
    said = log(page).inner_text()
    return [said.count(one) for one in texts]


def test_a_photo_and_the_words_after_it_outlive_a_reload_and_arrive_in_order(opened: Opens, demo: Served) -> None:
    page = opened("/", be="to1")
    say(page, "ngân hàng 312", "Đã ghi tài khoản ngân hàng")
    _down(demo, page)
    _photo(page, "minh chứng ngân hàng")
    say(page, "smartphone 430")
    expect(page.get_by_text("Chờ mạng")).to_have_count(2)
    _asks_before_leaving(page, False)
    _left(page)
    demo.start()
    page.goto(f"{demo.address}/")
    expect(log(page)).to_contain_text("Đã ghi điện thoại thông minh")
    expect(page.get_by_alt_text("Ảnh đã gửi: anh.jpg")).to_be_visible()
    once = ("minh chứng ngân hàng", "Đã nhận minh chứng tài khoản ngân hàng của Thôn 1 (1 tệp)", "smartphone 430")
    assert _counts(page, *once) == [1, 1, 1]
    page.reload()
    expect(log(page)).to_contain_text("Đã ghi điện thoại thông minh")
    expect(page.get_by_text("Chờ mạng")).to_have_count(0)
    assert _counts(page, *once) == [1, 1, 1]
    said = log(page).inner_text()
    assert [said.index(one) for one in once] == sorted(said.index(one) for one in once)


def test_a_text_does_not_overtake_the_photo_before_it(opened: Opens, demo: Served) -> None:
    page = opened("/", be="to1")
    say(page, "ngân hàng 312", "Đã ghi tài khoản ngân hàng")
    _down(demo, page)
    _photo(page, "minh chứng ngân hàng")
    say(page, "smartphone 430")
    demo.start()
    expect(log(page)).to_contain_text("Đã ghi điện thoại thông minh")
    said = log(page).inner_text()
    assert said.index("Đã nhận minh chứng") < said.index("Đã ghi điện thoại thông minh")
    assert said.index("minh chứng ngân hàng") < said.index("Đã nhận minh chứng")
    expect(page.locator(".mine[data-state=sent]")).to_have_count(3)


def test_without_a_database_the_page_asks_before_it_loses_a_photo(opened: Opens, demo: Served) -> None:
    page = opened("/", be="to1")
    page.add_init_script(NO_DATABASE)
    page.reload()
    say(page, "ngân hàng 312", "Đã ghi tài khoản ngân hàng")
    _asks_before_leaving(page, False)
    _down(demo, page)
    say(page, "smartphone 430")
    _asks_before_leaving(page, False)
    _photo(page, "minh chứng ngân hàng")
    expect(page.get_by_text("Chờ mạng")).to_have_count(2)
    _asks_before_leaving(page, True)
    demo.start()
    expect(log(page)).to_contain_text("Đã nhận minh chứng tài khoản ngân hàng")
    _asks_before_leaving(page, False)


def test_two_tabs_lose_nothing_and_send_nothing_twice(opened: Opens, demo: Served) -> None:
    one = opened("/", be="to1")
    other = one.context.new_page()
    other.goto(f"{demo.address}/")
    say(one, "chào em", "Thôn 1 còn 3 số liệu")
    expect(log(other)).to_contain_text("Thôn 1 còn 3 số liệu")
    _down(demo, one, other)
    say(one, "smartphone 430")
    say(other, "ngân hàng 312")
    say(one, "ghi chú một")
    _left(one)
    other.close()
    demo.start()
    one.goto(f"{demo.address}/")
    expect(log(one)).to_contain_text("Đã ghi tài khoản ngân hàng: 312/520")
    expect(one.locator(".mine[data-state=sent]")).to_have_count(4)
    assert _counts(one, "smartphone 430", "ngân hàng 312", "ghi chú một") == [1, 1, 1]
    one.reload()
    expect(one.locator(".mine[data-state=sent]")).to_have_count(4)
    assert _counts(one, "Đã ghi điện thoại thông minh", "Đã ghi tài khoản ngân hàng") == [1, 1]


def test_an_open_tab_sends_what_a_closed_one_left(opened: Opens, demo: Served) -> None:
    one = opened("/", be="to1")
    other = one.context.new_page()
    other.goto(f"{demo.address}/")
    say(one, "ngân hàng 312", "Đã ghi tài khoản ngân hàng")
    expect(log(other)).to_contain_text("Đã ghi tài khoản ngân hàng")
    _down(demo, one, other)
    _photo(one, "minh chứng ngân hàng")
    _asks_before_leaving(one, False)
    one.close()
    say(other, "smartphone 430")
    demo.start()
    expect(log(other)).to_contain_text("Đã ghi điện thoại thông minh")
    said = log(other).inner_text()
    assert said.index("Đã nhận minh chứng") < said.index("Đã ghi điện thoại thông minh")
    assert _counts(other, "minh chứng ngân hàng") == [1]


def test_both_tabs_open_and_what_each_was_told_arrives_once(opened: Opens, demo: Served) -> None:
    one = opened("/", be="to1")
    other = one.context.new_page()
    other.goto(f"{demo.address}/")
    say(one, "ngân hàng 312", "Đã ghi tài khoản ngân hàng")
    _down(demo, one, other)
    _photo(one, "minh chứng ngân hàng")
    say(other, "smartphone 430")
    demo.start()
    for page in (one, other):
        expect(log(page)).to_contain_text("Đã ghi điện thoại thông minh")
        expect(log(page)).to_contain_text("Đã nhận minh chứng tài khoản ngân hàng của Thôn 1 (1 tệp)")
        expect(page.locator(".mine[data-state=sent]")).to_have_count(3)
    one.reload()
    expect(one.locator(".mine[data-state=sent]")).to_have_count(3)
    assert _counts(one, "Đã nhận minh chứng", "Đã ghi điện thoại thông minh") == [1, 1]


def test_a_picture_that_is_gone_does_not_hold_up_the_rest(opened: Opens, demo: Served, tmp_path: Path) -> None:
    page = opened("/", be="to1")
    page.add_init_script(NO_DATABASE)
    page.reload()
    say(page, "chào em", "Thôn 1 còn 3 số liệu")
    _down(demo, page)
    gone = tmp_path / "mat.jpg"
    gone.write_bytes(PHOTO.read_bytes())
    page.locator("input[type=file]").set_input_files(gone)
    say(page, "minh chứng ngân hàng")
    gone.unlink()
    say(page, "smartphone 430")
    demo.start()
    expect(log(page)).to_contain_text("Không đọc được tệp này nữa")
    expect(log(page)).to_contain_text("Đã ghi điện thoại thông minh")
    # The browser's own word about it, at each try: one may fall into the moment before the server answers.
    assert set(demo.complaints) == {"Failed to load resource: net::ERR_FILE_NOT_FOUND"}
    demo.complaints.clear()


def test_what_was_being_typed_is_there_after_a_reload(opened: Opens) -> None:
    page = opened("/", be="to1")
    field = page.get_by_label("Tin nhắn", exact=True)
    field.fill("ngân hàng 3")
    page.reload()
    expect(field).to_have_value("ngân hàng 3")
    say(page, "ngân hàng 312", "Đã ghi tài khoản ngân hàng")
    page.reload()
    expect(log(page)).to_contain_text("Đã ghi tài khoản ngân hàng")
    expect(field).to_have_value("")


def test_a_draft_stays_with_whoever_typed_it(opened: Opens, demo: Served) -> None:
    page = opened("/", be="to1")
    say(page, "chào em", "Thôn 1 còn 3 số liệu")
    page.get_by_label("Tin nhắn", exact=True).fill("ngân hàng 3")
    headers = {"Origin": demo.address}
    assert page.context.request.post(f"{demo.address}/demo/be/to2", headers=headers).status == 204
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thôn 2")
    expect(page.get_by_label("Tin nhắn", exact=True)).to_have_value("")
