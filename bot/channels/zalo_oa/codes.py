"""What the official account's error numbers mean for a message: again, when, never, or a person has to act.

Every error comes with HTTP 200; the number stands in the body. A number not listed is final for its message.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from bot.channels.base import SendError
from scheduler.calendar import ZONE

MINUTE = 60.0
OPERATOR_WAIT = 600.0
MORNING = 6  # o'clock in Việt Nam; templates are refused from 22:00 until then


class Meaning(StrEnum):
    """What is to be done."""

    TOKEN = "token"  # noqa: S105  (a word, not a token)
    OPERATOR = "operator"
    BLOCKED = "blocked"
    WINDOW = "window"
    QUOTA = "quota"
    NIGHT = "night"
    RATE = "rate"
    AGAIN = "again"
    SHAPE = "shape"
    UPLOAD = "upload"
    BY_PHONE = "by_phone"
    PROOF = "proof"
    FINAL = "final"


_MEANINGS: dict[Meaning, tuple[int, ...]] = {
    Meaning.TOKEN: (-216, -220, -124),
    Meaning.PROOF: (-242,),
    Meaning.RATE: (-32,),
    Meaning.AGAIN: (-200,),
    Meaning.UPLOAD: (-100,),
    Meaning.SHAPE: (-201, -233, -248),
    Meaning.BLOCKED: (-213, -217, -218, -227, -244, -114, -118, -119, -139, -140, -141),
    Meaning.WINDOW: (-230, -231, -232, -305),
    Meaning.QUOTA: (-211, -311, -115, -144, -1441, -147, -1471, -1472, -1340, -1341),
    Meaning.NIGHT: (-234, -133),
    Meaning.BY_PHONE: (-249,),
    Meaning.OPERATOR: (
        -204, -205, -209, -212, -219, -221, -223, -224, -235, -238, -240, -241, -320, -321,
        -117, -120, -125, -131, -135, -136, -137, -138, -145, -146, -1351, -1381,
    ),
}  # fmt: skip
# What an operator is to do about the numbers that stop an account.
_MENDS = {
    -204: "OA bị khóa, xem thông báo ở trang quản lý OA",
    -205: "không có OA này, xem lại SOTHON_ZALO_OA_ID",
    -209: "ứng dụng chưa kích hoạt, bật ở developers.zalo.me",
    -212: "ứng dụng chưa đăng ký API gửi tin, đăng ký ở developers.zalo.me",
    -219: "ứng dụng đã bị gỡ khỏi OA, liên kết lại ở developers.zalo.me",
    -221: "OA chưa xác thực",
    -223: "OA chưa cấp quyền gửi tin cho ứng dụng, cấp lại ở trang quản lý OA",
    -224: "gói của OA không có API gửi tin, nâng gói ở trang quản lý OA",
    -235: "loại OA này không gửi tin bằng API được",
    -238: "gói tin của OA không dùng được, xem lại gói và hạn gói",
    -240: "Zalo đã đóng API này, cần phiên bản Sổ Thôn mới",
    -241: "gói tin của OA không dùng được, xem lại gói và hạn gói",
    -320: "chưa liên kết tài khoản ZBS",
    -321: "tài khoản ZBS hết tiền",
}
_BY_CODE = {code: meaning for meaning, codes in _MEANINGS.items() for code in codes}


def meaning_of(code: int) -> Meaning:
    """What is to be done about this number."""
    return _BY_CODE.get(code, Meaning.FINAL)


def mend(code: int) -> str:
    """What an operator reads of a number that stops an account."""
    return f"{_MENDS.get(code, 'Zalo từ chối mọi tin')} (mã {code})"


class CallFailed(Exception):
    """The platform said no: its number, and what it means."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"error {code}: {words}"[:200])
        self.code = code
        self.meaning = meaning_of(code)


def failure(refusal: CallFailed, now: datetime) -> SendError:
    """The same as the failure of a send. `now` tells how long the night still is."""
    words, meaning = str(refusal), refusal.meaning
    if meaning is Meaning.BLOCKED:
        return SendError("blocked", words)
    if meaning is Meaning.RATE:
        return SendError("retry", words, MINUTE)
    if meaning is Meaning.NIGHT:
        return SendError("retry", words, until_morning(now))
    if meaning in {Meaning.AGAIN, Meaning.UPLOAD}:
        return SendError("retry", words)
    if meaning in {Meaning.OPERATOR, Meaning.TOKEN, Meaning.PROOF}:
        return SendError("retry", words, OPERATOR_WAIT)
    if meaning in {Meaning.WINDOW, Meaning.QUOTA}:
        return SendError("failed", f"{meaning}: {words}")
    return SendError("failed", words)


def until_morning(now: datetime, hour: int = MORNING) -> float:
    """Seconds until the platform may be used again."""
    local = now.astimezone(ZONE)
    morning = local.replace(hour=hour, minute=1, second=0, microsecond=0)
    if morning <= local:
        morning += timedelta(days=1)
    return (morning - local).total_seconds()
