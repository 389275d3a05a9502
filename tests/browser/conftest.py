"""A Chromium, and a demo served for real that may be stopped and started again; what the page complains of is kept."""

import contextlib
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright

from tests import machine

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
PHONE = (390, 844)
READY = 90.0  # seconds; alone it is one, but other tests may run beside it
expect.set_options(timeout=20_000)  # milliseconds, for the same reason
WATCH = "addEventListener('securitypolicyviolation', e => console.error('CSP: ' + e.violatedDirective + e.blockedURI))"


def _port() -> int:
    """A port nobody listens on, below those the system gives to whoever asks for any: tests beside this one do."""
    while True:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", random.randrange(20_000, 30_000)))
            return int(probe.getsockname()[1])


class Served:
    """A demo on this machine: its address, starting and stopping it, and what its pages complained of."""

    def __init__(self, data: Path) -> None:
        self.port = _port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.complaints: list[str] = []
        self._data = data
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve, and wait until it takes messages."""
        command = [sys.executable, "-c", "from bot.cli import main; main()", "demo", "--port", str(self.port)]
        environment = {**os.environ, "SOTHON_DATA": str(self._data)}
        self._server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        until = time.monotonic() + READY
        while True:
            try:
                with urlopen(f"{self.address}/readyz", timeout=2) as answer:  # noqa: S310  (our own server on loopback)
                    assert answer.status == 200 and self._server.poll() is None  # ours, not somebody else's
                    return
            except OSError:
                assert time.monotonic() < until, "the demo did not start"
                time.sleep(0.1)

    def stop(self) -> None:
        """End it as a service manager would."""
        if self._server is not None:
            self._server.terminate()
            assert self._server.wait(20) == 0
            self._server = None


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Served]:
    """A demo of its own for each test."""
    served = Served(tmp_path)
    try:
        served.start()
        yield served
    finally:
        served.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the tests of a file."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=machine.chromium(), args=FLAGS)
        yield found
        found.close()


Opens = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, demo: Served) -> Iterator[Opens]:
    """Opens a page of the demo in a browser nobody has used before; at the end no page may have complained."""
    contexts = []

    def open_page(path: str = "/demo", size: tuple[int, int] = PHONE, *, be: str = "", scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="vi-VN", color_scheme=scheme  # type: ignore[arg-type]
        )  # fmt: skip
        contexts.append(context)
        context.add_init_script(WATCH)
        context.on("console", lambda said: _note(demo, said))
        context.on("weberror", lambda error: demo.complaints.append(str(error.error)))
        page = context.new_page()
        if be:
            headers = {"Origin": demo.address}
            assert context.request.post(f"{demo.address}/demo/be/{be}", headers=headers).status == 204
        page.goto(f"{demo.address}{path}")
        if path == "/demo":
            expect(page.locator("button.person")).to_have_count(8)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert demo.complaints == []


def _note(demo: Served, said: ConsoleMessage) -> None:
    """Errors count; that the line was lost while the server was down is no fault of the page."""
    if (
        said.type == "error"
        and "WebSocket connection to" not in said.text
        and "ERR_CONNECTION_REFUSED" not in said.text
    ):
        demo.complaints.append(said.text)


def say(page: Page, text: str, *answers: str) -> None:
    """Type a message, send it, and wait for what is answered."""
    page.get_by_label("Tin nhắn", exact=True).locator("visible=true").first.fill(text)
    page.get_by_role("button", name="Gửi", exact=True).locator("visible=true").first.click()
    for answer in answers:
        expect(log(page)).to_contain_text(answer)


def log(page: Page) -> Locator:
    """The conversation in view."""
    return page.get_by_role("log").locator("visible=true").first


def be(page: Page, name: str) -> None:
    """Be another of the demo's people, by the first line of their button."""
    page.locator("button.person", has=page.get_by_text(name, exact=True)).click()


def picture(page: Page, name: str) -> None:
    """Screenshots for the guides are made by these tests when they are asked for."""
    if os.environ.get("SOTHON_TEST_SCREENSHOTS") == "1":
        IMAGES.mkdir(parents=True, exist_ok=True)
        page.evaluate("document.activeElement.blur()")
        page.wait_for_timeout(300)
        page.screenshot(path=IMAGES / f"{name}.png")
