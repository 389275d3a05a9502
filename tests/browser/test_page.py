"""The page as people meet it: the demo served for real, a Chromium at phone size, every answer out of the store."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import machine

pytestmark = pytest.mark.browser
IMAGES = Path(__file__).parents[2] / "docs" / "images"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OFFICER = 6
READY = 30.0


@dataclass
class Served:
    """A demo that is running, and where."""

    address: str
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Served]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from bot.cli import main; main()", "demo", "--port", str(port), "--fresh"]
    server = subprocess.Popen(command, env={**os.environ, "SOTHON_DATA": str(tmp_path)}, stdout=subprocess.DEVNULL)
    served = Served(f"http://127.0.0.1:{port}")
    try:
        _wait_until_ready(served.address)
        yield served
    finally:
        server.terminate()
        assert server.wait(20) == 0


def _wait_until_ready(address: str) -> None:
    until = time.monotonic() + READY
    while True:
        try:
            with urlopen(f"{address}/readyz", timeout=2) as answer:  # noqa: S310  (our own server on loopback)
                assert answer.status == 200
                return
        except OSError:
            assert time.monotonic() < until, "the demo did not start"
            time.sleep(0.1)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=machine.chromium(), args=FLAGS)
        yield found
        found.close()


def _open(browser: Browser, demo: Served, width: int = 390, height: int = 844) -> Page:
    page = browser.new_page(viewport={"width": width, "height": height}, locale="vi-VN")
    page.on("console", lambda said: demo.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: demo.complaints.append(str(error)))
    page.goto(f"{demo.address}/demo")
    expect(page.locator("button.person")).to_have_count(8)
    return page


def _say(page: Page, text: str, answer: str) -> None:
    page.locator("textarea:visible, input[type=text]:visible").first.fill(text)
    page.get_by_role("button", name="Gửi", exact=True).first.click()
    expect(page.get_by_role("log").first).to_contain_text(answer)


def _picture(page: Page, name: str) -> None:
    """Screenshots for the guides are made by this test when they are asked for."""
    if os.environ.get("SOTHON_TEST_SCREENSHOTS") == "1":
        IMAGES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=IMAGES / f"{name}.png")


def test_a_village_answers_its_round_and_sends_it(browser: Browser, demo: Served) -> None:
    page = _open(browser, demo)
    _say(page, "chào em", "Thôn 1")
    _say(page, "smartphone 430", "Đã ghi điện thoại thông minh: 430/520 người, đạt 82,7%")
    _picture(page, "thanh-vien-ghi-so")
    _say(page, "ngân hàng 600", "600 nhiều hơn 520")
    _picture(page, "thanh-vien-nghi-van")
    page.get_by_role("button", name="Nhập lại").click()
    _say(page, "312", "Đã ghi tài khoản ngân hàng: 312/520")
    _say(page, "791", "Đã đủ số")
    _picture(page, "thanh-vien-bao-cao")
    page.get_by_role("button", name="Gửi báo cáo").last.click()
    expect(page.get_by_role("log").first).to_contain_text("Đã gửi báo cáo Thôn 1")
    page.locator("button.person").nth(OFFICER).click()
    _say(page, "tình hình sao rồi", "1/6 thôn đã nộp")
    _picture(page, "can-bo-tinh-hinh")
    assert demo.complaints == []


def test_what_is_typed_offline_arrives_once(browser: Browser, demo: Served) -> None:
    page = _open(browser, demo)
    _say(page, "chào em", "Thôn 1")
    page.context.set_offline(True)
    page.locator("textarea:visible, input[type=text]:visible").first.fill("smartphone 430")
    page.get_by_role("button", name="Gửi", exact=True).first.click()
    page.context.set_offline(False)
    page.reload()
    log = page.get_by_role("log").first
    expect(log).to_contain_text("430/520 người", timeout=20_000)
    page.reload()
    expect(log).to_contain_text("430/520 người", timeout=20_000)
    assert log.inner_text().count("smartphone 430") == 1
    assert log.inner_text().count("Đã ghi điện thoại thông minh") == 1


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_scrolls_sideways_and_marked_up_text_stays_text(browser: Browser, demo: Served, width: int) -> None:
    page = _open(browser, demo, width)
    _say(page, "<b>chào</b><img src=x onerror=alert(1)>", "<b>chào</b>")
    assert page.locator("[role=log] img[src=x]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    low = "b => b.offsetParent && b.offsetHeight < 44"
    small = page.evaluate(f"[...document.querySelectorAll('button')].filter({low}).map(b => b.innerText)")
    assert small == []
    assert demo.complaints == []


def test_the_clock_of_the_demo_brings_reminders(browser: Browser, demo: Served) -> None:
    page = _open(browser, demo, 1280, 850)
    page.get_by_role("button", name="Đến việc kế tiếp").click()
    expect(page.get_by_role("log").first).to_contain_text("Thôn 1 còn", timeout=20_000)
    _picture(page, "chay-thu")
