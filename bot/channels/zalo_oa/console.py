"""An official account seen from the command line. The tokens are the server's: here they are only read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from bot.accounts import ZaloOaAccount
from bot.channels.base import SendError
from bot.channels.console import (
    BROKEN,
    GOOD,
    HELLO,
    NOTE,
    PATIENCE,
    Doubt,
    Finding,
    Situation,
    Stopped,
    answers,
    heard,
)
from bot.channels.wire import part
from bot.channels.zalo_oa import messages
from bot.channels.zalo_oa.client import Client, Places, answer
from bot.channels.zalo_oa.codes import CallFailed, Meaning, mend
from bot.channels.zalo_oa.tokens import Pair, kept_pair
from bot.sealing import Seal, SealBroken
from scheduler.calendar import ZONE
from store.accounts import PAUSED

WRONG_TOKEN = "ma-sai-de-thu"  # noqa: S105  (a token nobody has: what the platform says to it is the question)
DOUBTS = (
    Doubt(
        "Có nhận nút không kèm kiểu mẫu không",
        "bị từ chối (-201, -233, -248) thì gửi lại bằng lựa chọn đánh số",
        key="buttons",
    ),
    Doubt(
        "Mã báo hết hạn là -216, -220 hay -124",
        "coi như nhau: đổi mã một lần rồi gửi lại",
        key="expired",
    ),
    Doubt(
        "Mã lỗi khi refresh token đã dùng rồi",
        "trả lời nào không có đủ hai mã mới cũng là hỏng; mã cũ còn dùng được thì dùng tiếp",
        "không thử: đổi mã lần nữa là cắt OA",
    ),
    Doubt(
        "Có cần appsecret_proof không",
        "Zalo đòi (-242) thì kèm theo",
        key="proof",
    ),
    Doubt(
        "Trả lời chậm hay khác 200 thì Zalo có gửi lại không",
        "tin trùng bị bỏ; quá 1,8 giây thì báo 503 để được gửi lại",
        "dừng máy một phút, nhắn cho OA, chạy lại, xem tin tới mấy lần",
    ),
    Doubt(
        "Dấu thời gian được ký nằm trong tin hay ở tiêu đề",
        "thử cả hai",
        "bấm nút Test ở trang Webhook: nhật ký không báo “signature” là đúng",
    ),
    Doubt(
        "Mẫu ZBS gửi theo người hay theo số điện thoại; giờ đêm có bị từ chối không",
        "theo người, bị từ chối (-249) thì theo số; chỉ gửi từ 7 giờ đến 20 giờ",
        "tốn tiền nên không tự thử: đợi tin nhắc đầu tiên tới người im lặng quá 7 ngày",
    ),
    Doubt(
        "Gói, giá, hạn mức của OA này",
        "không ghi cứng giá nào; hạn mức lấy từ trả lời của Zalo",
        key="package",
    ),
)  # fmt: skip


class _Borrowed:
    """The access token on record, as it stands: nobody here may renew it."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def access(self) -> str:
        """The token."""
        return self._token

    async def renewed(self, bad: str) -> str:
        """There is no other. Raises SendError."""
        raise SendError("retry", "mã truy cập hết hạn; máy chủ đang chạy sẽ tự đổi")


@asynccontextmanager
async def _client(account: ZaloOaAccount, token: str) -> AsyncIterator[Client]:
    places = Places(account.api, account.api, account.api) if account.api is not None else Places()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield Client(session, places, _Borrowed(token), account.app_secret)


def _pair(account: ZaloOaAccount, situation: Situation) -> Pair | None:
    """The tokens on record. Raises Stopped where they were sealed with another secret."""
    try:
        return kept_pair(situation.sealed, Seal(situation.secret), account.refresh_token)
    except SealBroken:
        raise Stopped("Mã của OA trong kho không mở được: SOTHON_SECRET không còn là chuỗi cũ.") from None


async def set_up(account: ZaloOaAccount, situation: Situation) -> AsyncIterator[str]:
    """The webhook of an app is set in the console alone; here is what to put there, and whether it would be taken."""
    assert situation.url is not None
    pair = _pair(account, situation)
    if pair is None or situation.now >= pair.until:
        yield "Mã truy cập: chưa có; chạy sothon run một lần, máy tự đổi từ refresh token."
    else:
        async with _client(account, pair.access) as client:
            try:
                me = await client.account()
            except (CallFailed, SendError) as error:
                raise Stopped(_why(error)) from None
        yield f"OA: {me.get('name')} ({me.get('oaid')}), gói {me.get('package_name')}"
    yield (await answers(situation.url, b"{}", 200)).sentence
    yield (
        f"Còn một việc ở developers.zalo.me, trang Webhook của ứng dụng {account.app_id}: dán {situation.url}, "
        "bật gửi lại, bật các sự kiện tin nhắn và quan tâm, tắt mục lọc tin bắt đầu bằng dấu thăng."
    )


async def look(account: ZaloOaAccount, situation: Situation) -> AsyncIterator[Finding]:
    """Tokens and how long they live, the package, the webhook of this machine, quotas."""
    if (paused := _paused(situation)) is not None:
        yield paused
    pair = _pair(account, situation)
    if pair is None:
        yield Finding(NOTE, "Chưa đổi được mã nào từ refresh token của thiết lập: chạy sothon run.")
    else:
        yield _token(pair, situation.now)
    if pair is not None and situation.now < pair.until:
        async with _client(account, pair.access) as client:
            try:
                yield _belongs(account, await client.account())
            except (CallFailed, SendError) as error:
                yield Finding(BROKEN, _why(error))
    if situation.url is None:
        yield Finding(BROKEN, "SOTHON_PUBLIC_URL chưa đặt: Zalo không có chỗ nào để gửi tới.")
    else:
        yield await answers(situation.url, b"{}", 200)
        yield Finding(NOTE, f"Địa chỉ ở trang Webhook không hỏi được bằng máy; phải là {situation.url}")
    yield _quota(situation)
    wrote = f"{situation.in_window}/{situation.users} người có nhắn"
    yield Finding(GOOD, f"Trong 7 ngày qua {wrote}; người khác chỉ nhắn trước được bằng mẫu.")
    yield heard(situation)


def _paused(situation: Situation) -> Finding | None:
    """Why the server has stopped sending, or tries whether it may send again; None where it sends."""
    told = part(situation.quotas, "told", "paused")
    why, since = part(told, "why"), part(told, "at")
    if situation.state != PAUSED and not why:
        return None
    when = f" từ {datetime.fromisoformat(since).astimezone(ZONE):%H:%M %d/%m}" if isinstance(since, str) else ""
    return Finding(
        BROKEN, f"OA tạm dừng gửi{when}: {why or 'xem nhật ký (oa_paused)'}. Tin chờ được giữ; hết lỗi là tự gửi."
    )


def _token(pair: Pair, now: datetime) -> Finding:
    left = pair.until - now
    if left <= timedelta():
        return Finding(BROKEN, "Mã truy cập đã hết hạn và chưa đổi được: máy chủ có đang chạy không?")
    hours = int(left.total_seconds() // 3600)
    return Finding(GOOD, f"Mã truy cập còn {hours} giờ; máy tự đổi trước khi hết.")


def _belongs(account: ZaloOaAccount, me: dict[str, Any]) -> Finding:
    if str(me.get("oaid", account.id)) != account.id:
        return Finding(BROKEN, f"Mã là của OA {me.get('oaid')}, thiết lập ghi {account.id}.")
    until = me.get("package_valid_through_date")
    return Finding(GOOD, f"OA {me.get('name')}: gói {me.get('package_name')}, đến {until}")


def _quota(situation: Situation) -> Finding:
    sent, told = int(situation.quotas.get("sent", 0)), situation.quotas.get("told", {})
    words = [f"Tháng này {sent} tin"]
    left = part(told, "sub_quota", "remain")
    if left is not None:
        words.append(f"gói còn {left}/{part(told, 'sub_quota', 'total')} tin tư vấn")
    if templates := situation.quotas.get("templates"):
        words.append(f"{templates} tin theo mẫu, {situation.quotas.get('templates_cost', 0)} đồng")
    return Finding(NOTE if left == 0 else GOOD, ", ".join(words) + ".")


async def attempt(account: ZaloOaAccount, situation: Situation, key: str, to: str | None) -> str | None:
    """Try one of the doubts; what came of it, None where it needs an address and none was named."""
    if key == "expired":
        return await _expired(account)
    pair = _pair(account, situation)
    if pair is None or situation.now >= pair.until:
        return "chưa thử: chưa có mã truy cập còn hạn, chạy sothon run trước"
    async with _client(account, pair.access) as client:
        try:
            if key == "package":
                me = await client.account()
                return f"gói {me.get('package_name')}, đến {me.get('package_valid_through_date')}"
            if key == "proof":
                await client.account()
                return "cần, và đã kèm được" if client.proves else "không cần"
            if to is None:
                return None
            button = {"title": "Đã rõ", "type": "oa.query.hide", "payload": "da-ro-tin-thu"}
            await client.consult(to, messages.with_buttons(HELLO, [button]))
            return "nhận nút"
        except CallFailed as refusal:
            return f"Zalo từ chối: {refusal}"
        except SendError as error:
            return f"không được: {error.words}"


async def _expired(account: ZaloOaAccount) -> str:
    """The bare number a token gets that nobody has; the client would ask for another token."""
    places = Places() if account.api is None else Places(account.api)
    headers = {"access_token": WRONG_TOKEN}
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{places.api}/v2.0/oa/getoa", headers=headers, timeout=PATIENCE) as response,
        ):
            answer(response.status, await response.read())
    except CallFailed as refusal:
        return f"mã sai bị từ chối bằng {refusal.code} ({refusal.meaning})"
    except SendError as error:
        return f"không được: {error.words}"
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return f"không tới được Zalo ({type(error).__name__})"
    return "Zalo nhận cả mã sai: xem lại địa chỉ API"


def _why(error: CallFailed | SendError) -> str:
    if isinstance(error, CallFailed):
        return f"Zalo: {mend(error.code) if error.meaning is Meaning.OPERATOR else error}"
    return f"Zalo: {error.words}"
