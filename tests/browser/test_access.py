"""Tired eyes, thick fingers, a screen reader, a small phone: contrast, sizes, names, widths, measured on the page."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opens, log, say

pytestmark = pytest.mark.browser

# Every piece of text in view with the colours it really has: [ratio, pixels, text].
CONTRASTS = """() => {
  const part = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const found = rgb(getComputedStyle(node).backgroundColor);
      if (found.length < 4 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !node.offsetParent || node.closest('.hidden, noscript')) continue;
    const style = getComputedStyle(node);
    const pair = [light(rgb(style.color)), light(behind(node))].sort((a, b) => b - a);
    const text = walker.currentNode.textContent.trim();
    found.push([(pair[0] + 0.05) / (pair[1] + 0.05), parseFloat(style.fontSize), text]);
  }
  return found;
}"""
TARGETS = """() => [...document.querySelectorAll('button, textarea, a[href], input:not(.hidden)')]
  .filter((one) => one.offsetParent)
  .map((one) => [one.offsetHeight, one.offsetWidth, one.getAttribute('aria-label') || one.innerText || one.id])"""
BUBBLES = """() => [...document.querySelectorAll('.said')].map(
  (one) => one.getBoundingClientRect().width / one.parentElement.clientWidth)"""
NAMELESS = """() => [...document.querySelectorAll('button, textarea, input, img, [role=img], a')].filter((one) => {
  const label = one.id && document.querySelector(`label[for="${one.id}"]`);
  const named = one.getAttribute('aria-label') || one.getAttribute('alt') !== null || one.innerText?.trim() || label;
  return !named && !one.closest('[aria-hidden=true]');
}).map((one) => one.outerHTML)"""


def _talk(page: Page) -> None:
    """A talk with everything in it: a figure met, one missed, a doubt, choices, a long word."""
    say(page, "chào em", "Thôn 1 còn 3 số liệu")
    say(page, "300", "còn thiếu")
    say(page, "4300", "4.300 nhiều hơn 520")
    say(page, "430", "✓ Đạt chỉ tiêu")
    say(page, "khó khăn: " + "x" * 300, "Đã ghi khó khăn")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/demo"])
def test_text_stands_out_and_is_large_enough(opened: Opens, path: str, scheme: str) -> None:
    page = opened(path, be="to1", scheme=scheme)
    _talk(page)
    page.wait_for_timeout(300)
    measured = page.evaluate(CONTRASTS)
    assert len(measured) > 15
    assert [one for one in measured if one[0] < 7] == []
    assert [one for one in measured if one[1] < 15] == []
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 17


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("path", ["/", "/demo"])
def test_targets_are_large_and_nothing_scrolls_sideways(opened: Opens, path: str, width: int) -> None:
    page = opened(path, (width, 700), be="to1")
    _talk(page)
    small = [one for one in page.evaluate(TARGETS) if one[0] < 44 or one[1] < 44]
    assert small == []
    choices = page.locator(".choices button:visible")
    assert min(choices.nth(at).bounding_box()["height"] for at in range(choices.count())) >= 48  # type: ignore[index]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert log(page).evaluate("one => one.scrollWidth <= one.clientWidth")
    assert all(share <= 0.841 for share in page.evaluate(BUBBLES))


@pytest.mark.parametrize("size", [(320, 256), (195, 422), (640, 200)], ids=["400 %", "a phone at 200 %", "lying"])
@pytest.mark.parametrize("path", ["/", "/demo"])
def test_enlarged_or_low__the_composer_is_within_reach(opened: Opens, path: str, size: tuple[int, int]) -> None:
    page = opened(path, size, be="to1")
    _talk(page)
    field = page.get_by_label("Tin nhắn", exact=True).locator("visible=true").first
    send = page.get_by_role("button", name="Gửi", exact=True).locator("visible=true").first
    for one in (field, send):
        one.scroll_into_view_if_needed()
        expect(one).to_be_in_viewport(ratio=0.97)
    box = field.bounding_box()
    assert box is not None and box["width"] >= 130 and box["height"] <= 60
    seen = log(page).bounding_box()
    assert seen is not None and seen["height"] >= 80
    for person in page.locator("button.person").all():
        person.scroll_into_view_if_needed()
        expect(person).to_be_in_viewport(ratio=0.9)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", ["/", "/demo"])
def test_a_phone_at_its_own_size_does_not_scroll_as_a_whole(opened: Opens, path: str) -> None:
    page = opened(path, (320, 568), be="to1")
    _talk(page)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


@pytest.mark.parametrize("path", ["/", "/demo"])
def test_a_larger_font_of_the_browser_is_followed(opened: Opens, path: str) -> None:
    page = opened(path, be="to1")
    _talk(page)
    page.wait_for_timeout(300)
    before = page.evaluate(CONTRASTS)
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    expect(page.locator("body")).to_have_css("font-size", "36px")
    after = {text: size for _, size, text in page.evaluate(CONTRASTS)}
    doubled = {text: 2 * size for _, size, text in before if text in after}  # hints are left out where it is narrow
    assert len(doubled) > 15
    assert doubled == after
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    say(page, "vneid 300", "Đã ghi")


def test_everything_has_a_name_and_a_role(opened: Opens) -> None:
    page = opened("/", be="to1")
    _talk(page)
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate("document.documentElement.lang") == "vi"
    expect(page.get_by_role("log", name="Cuộc trò chuyện")).to_have_attribute("aria-live", "polite")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("img", name="82,7\u202f%, chỉ tiêu 60\u202f%")).to_be_visible()


def test_the_keyboard_opens_numeric_only_when_a_count_is_asked(opened: Opens) -> None:
    page = opened("/", be="to1")
    field = page.get_by_label("Tin nhắn", exact=True)
    assert field.get_attribute("inputmode") is None
    say(page, "chào em", "bao nhiêu")
    expect(field).to_have_attribute("inputmode", "numeric")
    say(page, "312", "3.4")
    say(page, "4300", "4.300 nhiều hơn 520")
    expect(field).to_have_attribute("inputmode", "numeric")
    say(page, "430", "3.5")
    say(page, "791", "Đã đủ số")
    assert field.get_attribute("inputmode") is None


def test_a_round_goes_with_the_keyboard_alone(opened: Opens) -> None:
    page = opened("/", be="to1")
    page.get_by_label("Tin nhắn", exact=True).focus()
    page.keyboard.type("smartphone 4300")
    page.keyboard.press("Enter")
    expect(log(page)).to_contain_text("4.300 nhiều hơn 520")
    page.get_by_role("button", name="Nhập lại").focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(log(page)).to_contain_text("bao nhiêu")
    page.get_by_label("Tin nhắn", exact=True).focus()
    page.keyboard.type("430")
    page.keyboard.press("Enter")
    expect(log(page)).to_contain_text("430/520 người, đạt 82,7%")


def test_choices_of_a_question_that_is_over_are_passed_by(opened: Opens) -> None:
    page = opened("/", be="to1")
    say(page, "smartphone 4300", "4.300 nhiều hơn 520")
    choice = page.get_by_role("button", name="Giữ 4.300")
    expect(choice).to_be_enabled()
    say(page, "430", "430/520 người, đạt 82,7%")
    expect(choice).to_have_attribute("aria-disabled", "true")
    expect(choice).to_have_attribute("tabindex", "-1")
    say(page, "ngân hàng 312", "Đã ghi tài khoản ngân hàng")
    say(page, "791", "Đã đủ số")
    expect(page.get_by_role("button", name="Gửi báo cáo")).to_be_enabled()
    say(page, "còn gì", "chỉ còn gửi báo cáo")
    expect(page.get_by_role("button", name="Gửi báo cáo").first).to_be_enabled()  # it would still do what it says


def test_marked_up_text_stays_text(opened: Opens) -> None:
    page = opened("/", be="to1")
    say(page, "<b>chào</b><img src=x onerror=alert(1)>", "<b>chào</b>")
    assert page.locator("[role=log] img").count() == 0
