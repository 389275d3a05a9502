"""The front door of the web chat, through a real server: what cannot be taken gets one clear answer, costs nothing."""

import asyncio
import io
import json
import uuid
import zipfile
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, FormData, WSServerHandshakeError

from bot.app import App, web_channel
from bot.demo import Demo, clock_of, make
from bot.play.world import find_world, read_world
from bot.settings import read_settings

PHOTO = Path(__file__).parents[1] / "dialogues" / "own" / "anh.jpg"


@dataclass
class Page:
    """A page as the server sees one: a session with its cookie and an open socket."""

    session: ClientSession
    socket: ClientWebSocketResponse
    address: str

    async def send(self, **frame: Any) -> None:
        await self.socket.send_str(json.dumps({"id": uuid.uuid4().hex, **frame}, ensure_ascii=False))

    async def next(self, *types: str) -> dict[str, Any]:
        """The next frame of one of these types."""
        while True:
            frame: dict[str, Any] = json.loads(await self.socket.receive_str(timeout=10))
            if frame["type"] in types:
                return frame

    async def say(self, text: str) -> str:
        """What is answered to a message."""
        await self.send(type="text", text=text)
        return str((await self.next("message"))["text"])

    async def upload(
        self, content: bytes, name: str, caption: str = "", who: str = "to1"
    ) -> tuple[int, dict[str, Any]]:
        """The answer to an upload, and its status."""
        form = FormData({"id": uuid.uuid4().hex, "caption": caption})
        form.add_field("file", io.BytesIO(content), filename=name)
        headers = {"Origin": self.address}
        async with self.session.post(f"{self.address}/tep?person={who}", data=form, headers=headers) as answer:
            return answer.status, await answer.json()


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """A demo's server in this process, on a port of its own."""
    settings = read_settings(
        database=f"sqlite:///{tmp_path}/demo.db", data=tmp_path, host="127.0.0.1", port=8080, public_url=None,
        frameworks=None, log="warning",
    ).with_secret().model_copy(update={"port": 0})  # fmt: skip
    path = find_world("demo", tmp_path)
    world = read_world(path)
    make(settings, world, path)
    demo = Demo(world, clock_of(settings, world))
    app = demo.app = App(settings, [web_channel(settings, demo)], clock=demo.clock)
    await app.start()
    yield f"http://127.0.0.1:{app.port}"
    await app.stop()


@pytest.fixture
async def page(address: str) -> AsyncIterator[Page]:
    """Tổ trưởng Thôn 1, connected and caught up."""
    async with ClientSession() as session:
        socket = await session.ws_connect(f"{address}/ws?person=to1", headers={"Origin": address}, max_msg_size=0)
        found = Page(session, socket, address)
        await found.next("ready")
        yield found


@pytest.mark.parametrize(
    "raw",
    ["{", "[]", "null", "7", '"chào"', "{}", '{"type":"text"}', '{"type":"text","id":"a b","text":"x"}',
     '{"type":"text","id":"1","text":5}', '{"type":"fly","id":"1"}', '{"type":"press","id":"1","button":"x"}',
     '{"type":"enter","id":"1","code":"../../etc"}', '{"type":"seen","upto":-1}', "[" * 50_000, "\ufffe\x00"],
)  # fmt: skip
async def test_malformed_frames_get_one_sentence_and_the_talk_goes_on(page: Page, raw: str) -> None:
    await page.say("smartphone 430")
    await page.socket.send_str(raw)
    frame = await page.next("problem", "message")
    assert frame["type"] == "problem"
    assert "không đọc được" in frame["text"]
    assert "Thôn 1 đã có 1/3 số liệu" in await page.say("còn gì")


async def test_ten_megabytes_of_text_are_refused_and_nothing_is_lost(page: Page) -> None:
    await page.say("smartphone 430")
    await page.send(type="text", text="số " * (10 * 1024 * 1024 // 4))
    frame = await page.next("problem", "message")
    assert frame["text"] == "Tin dài quá, máy chủ không nhận được. Nhờ chia thành nhiều tin ngắn hơn rồi gửi lại."
    assert "Thôn 1 đã có 1/3 số liệu" in await page.say("còn gì")


async def test_a_text_over_the_limit_is_kept_unread(page: Page) -> None:
    assert "Tin này dài quá nên chưa đọc được" in await page.say("7 " * 2001)


async def test_the_same_message_twice_is_taken_once(page: Page) -> None:
    for _ in range(2):
        await page.send(type="text", id="mot-tin", text="smartphone 430")
    first = [await page.next("ack", "message") for _ in range(3)]
    assert sorted(one["type"] for one in first) == ["ack", "ack", "message"]
    assert "đã có 1/3 số liệu" in await page.say("còn gì")


def _png(width: int, height: int) -> bytes:
    """A picture of one colour of this size: some kilobytes, whatever it says of itself."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        crc = zlib.crc32(kind + content)
        return len(content).to_bytes(4, "big") + kind + content + crc.to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\0\0\0\0"
    packed = zlib.compress(b"\0" * (width + 1) * min(height, 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def _jpg(width: int, height: int) -> bytes:
    """The head of a JPEG with a small picture inside its first segment, as cameras put one, and an end."""
    small = b"\xff\xc0\0\x11\x08\0\x40\0\x40" + b"\0" * 10
    exif = b"\xff\xe1" + (len(small) + 2).to_bytes(2, "big") + small
    frame = b"\xff\xc0\0\x11\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big") + b"\0" * 10
    return b"\xff\xd8" + exif + frame + b"\xff\xda\0\x02" + b"\0" * 10 + b"\xff\xd9"


def _webp(width: int, height: int) -> bytes:
    body = b"WEBPVP8X\x0a\0\0\0\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _heic(width: int, height: int) -> bytes:
    sizes = b"".join(
        b"\0\0\0\x14ispe\0\0\0\0" + one.to_bytes(4, "big") + two.to_bytes(4, "big")
        for one, two in ((512, 512), (width, height))
    )
    return b"\0\0\0\x18ftypheic" + b"\0" * 8 + sizes


def _docx(unpacked: int) -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts,
        parts.open("word/document.xml", "w") as document,
    ):
        for _ in range(unpacked >> 20):
            document.write(b" " * (1 << 20))
    return packed.getvalue()


VAST = "mở ra quá lớn"
FILE_HEAD = b'Content-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (_png(40_000, 40_000), "rong.png", VAST),
        (_jpg(60_000, 60_000), "rong.jpg", VAST),
        (_webp(16_000, 16_000), "rong.webp", VAST),
        (_heic(40_000, 40_000), "rong.heic", VAST),
        (_docx(120 << 20), "day.docx", VAST),
        (b"", "trong.jpg", "trống"),
        (b"\xff\xd8\xff\xe0 no picture at all", "hong.jpg", "bị hỏng"),
        (PHOTO.read_bytes()[:4000], "dut.jpg", "bị hỏng"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "hong.png", "bị hỏng"),
        (b"%PDF-1.4 cut off", "dut.pdf", "bị hỏng"),
        (b"PK\x03\x04 no archive", "hong.xlsx", "không phải ảnh, PDF, Word hay Excel"),
        (b"MZ" + b"\0" * 300, "may.exe", "không phải ảnh, PDF, Word hay Excel"),
        (b"\xff\xd8\xff" + b"\0" * (20 * 1024 * 1024), "to.jpg", "lớn quá 20 MB"),
    ],
    ids=[
        "vast png",
        "vast jpeg",
        "vast webp",
        "vast heic",
        "vast docx",
        "empty",
        "no jpeg",
        "cut jpeg",
        "no png",
        "cut pdf",
        "no archive",
        "a program",
        "too large",
    ],
)
async def test_a_broken_file_costs_nothing(page: Page, content: bytes, name: str, why: str) -> None:
    await page.say("smartphone 430")
    status, answer = await page.upload(content, name, "minh chứng smartphone")
    assert (status, answer["type"]) == (200, "ack")
    said = (await page.next("message"))["text"]
    assert f"Tệp “{name}” {why} nên chưa nhận" in said
    assert "đã có 1/3 số liệu" in await page.say("còn gì")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (_png(12_000, 9_000), "to.png"),
        (_jpg(12_000, 9_000), "to.jpg"),
        (_webp(12_000, 9_000), "to.webp"),
        (_heic(12_000, 9_000), "to.heic"),
        (_docx(30 << 20), "to.docx"),
    ],
    ids=["png", "jpeg", "webp", "heic", "docx"],
)
async def test_the_largest_camera_and_a_long_document_are_taken(page: Page, content: bytes, name: str) -> None:
    await page.say("smartphone 430")
    await page.upload(content, name, "minh chứng smartphone")
    assert "Đã nhận minh chứng điện thoại thông minh của Thôn 1" in (await page.next("message"))["text"]


@pytest.mark.parametrize("sent", [b"--x\r\nContent-Dispo", b"--x\r\n" + FILE_HEAD + b"x" * 5000], ids=["head", "body"])
async def test_an_upload_that_breaks_off_is_one_warning(
    address: str, caplog: pytest.LogCaptureFixture, sent: bytes
) -> None:
    host = address.removeprefix("http://")
    _, writer = await asyncio.open_connection(*host.split(":"))
    head = (
        f"POST /tep?person=to1 HTTP/1.1\r\nHost: {host}\r\nOrigin: {address}\r\nContent-Length: 100000\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
    )
    writer.write(head.encode() + sent)
    await writer.drain()
    await asyncio.sleep(0.1)
    writer.transport.abort()
    for _ in range(100):
        if caplog.records:
            break
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.1)
    told = [(one.levelname, one.message, one.exc_info) for one in caplog.records if one.levelname != "INFO"]
    assert told == [("WARNING", "an upload broke off", None)]


async def test_a_whole_photo_beside_a_broken_one_is_kept(page: Page) -> None:
    await page.say("smartphone 430")
    await page.upload(PHOTO.read_bytes(), "anh.jpg", "minh chứng smartphone")
    assert "Đã nhận minh chứng điện thoại thông minh của Thôn 1 (1 tệp)" in (await page.next("message"))["text"]


class Newcomer:
    """Somebody nobody knows, on a browser of their own behind a web server of ours that names their network."""

    def __init__(self, address: str, network: str) -> None:
        self.address = address
        self.headers = {"Origin": address, "X-Forwarded-For": network}

    async def tries(self, *codes: str) -> list[str]:
        """What is answered to each code."""
        said = []
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
            async with session.get(f"{self.address}/"):
                pass
            socket = await session.ws_connect(f"{self.address}/ws", headers=self.headers)
            for code in codes:
                await socket.send_str(json.dumps({"type": "enter", "id": uuid.uuid4().hex, "code": code}))
                frame = {"type": ""}
                while frame["type"] not in {"message", "problem"}:
                    frame = json.loads(await socket.receive_str(timeout=10))
                said.append(frame["text"])
            async with session.post(
                f"{self.address}/tep", data=FormData({"id": "x", "caption": codes[0]}), headers=self.headers
            ) as answer:
                said.append(str((await answer.json())["text"]))
        return said


async def test_wrong_codes_of_one_network_are_bounded_whoever_types_them(
    address: str, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.web.channel.MOST_WRONG", 6)
    stopped = "Từ mạng này đã có nhiều mã mời sai quá"
    forged = "198.51.100.7, 203.0.113.5"  # the first was written by the client, the last by our web server
    said = await Newcomer(address, "203.0.113.5").tries(*["AAAA22"] * 4)
    assert all("Mã này chưa đúng" in one for one in said[:4])
    said = await Newcomer(address, forged).tries(*["BBBB22"] * 3)
    assert "Mã này chưa đúng" in said[0] and "Mã này chưa đúng" in said[1]
    assert said[2].startswith(stopped) and said[3].startswith(stopped)
    said = await Newcomer(address, "203.0.113.6").tries("CCCC22")  # another network
    assert "Mã này chưa đúng" in said[0]
    assert "Thôn 1" in await page.say("còn gì")  # who is known goes on


async def test_foreign_pages_and_strangers_get_nothing(address: str) -> None:
    async with ClientSession() as session:
        for headers in ({}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
            with pytest.raises(WSServerHandshakeError) as refused:
                await session.ws_connect(f"{address}/ws?person=to1", headers=headers)
            assert refused.value.status == 403
            async with session.post(f"{address}/tep?person=to1", data={"id": "1"}, headers=headers) as answer:
                assert answer.status == 403
                assert (await answer.json())["text"] == "Yêu cầu này không đến từ trang trò chuyện."
            async with session.post(f"{address}/demo/clock", json={"to": "day"}, headers=headers) as answer:
                assert answer.status == 403
        with pytest.raises(WSServerHandshakeError) as refused:
            await session.ws_connect(f"{address}/ws", headers={"Origin": address})
        assert refused.value.status == 403
        async with session.get(f"{address}/", headers={"Cookie": "sothon=to1.AAAA"}) as answer:
            assert "to1" not in answer.headers["Set-Cookie"]
        async with session.get(f"{address}/demo", headers={"Host": "evil.example"}) as answer:
            assert answer.status == 404


async def test_pages_are_protected_and_name_no_other_place(address: str) -> None:
    async with ClientSession() as session:
        for path in ("/", "/vao/THON1", "/demo"):
            async with session.get(f"{address}{path}") as answer:
                policy = answer.headers["Content-Security-Policy"]
                html = await answer.text()
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "http://" not in html.replace("http://www.w3.org", "")
            assert "https://" not in html


@pytest.mark.parametrize(
    "to", [None, 5, "hôm qua", "2023-06-27T07:30:00", "2023-06-01T07:30:00+07:00", "9999-01-01T00:00:00+07:00"]
)
async def test_the_clock_takes_only_moments_ahead(page: Page, to: object) -> None:
    url, headers = f"{page.address}/demo/clock", {"Origin": page.address}
    async with page.session.post(url, json={"to": to}, headers=headers) as answer:
        assert answer.status == 400
        assert (await answer.json())["problem"]
