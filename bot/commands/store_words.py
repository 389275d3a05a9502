"""Why a store cannot be used, in one line of Vietnamese, and whether starting again could mend it.

What the database says itself is English and meant for its makers; the operator needs the setting and the reason.
"""

from typing import Any

from bot.commands.ending import FAILED, WRONG_SETTINGS

SETTING = "SOTHON_DATABASE"
FULL = "đĩa đã hết chỗ. Dọn bớt đĩa rồi chạy lại."
DISK = "đĩa hết chỗ, hỏng hoặc chỉ cho đọc."
NO_STORE = "không phải kho SQLite, hoặc tệp đã hỏng; ghi tên tệp khác, hoặc phục hồi bản sao lưu bằng: sothon restore"
LOCKED = "đang bị chương trình khác khóa; đóng chương trình ấy rồi chạy lại."
NO_RIGHT = "người dùng của kho không đủ quyền tạo, đọc hay ghi bảng"
NO_RIGHT_STATE = "42501"
UNKNOWN = "xem lại đường dẫn, máy, tên, mật khẩu"
# A connection that was never made has no code, only words of the server or of the library.
BEGINNING = "kho đang khởi động hoặc đang dừng; đợi một lát rồi chạy lại"
SILENT = "máy ấy không có kho nào trả lời ở cổng ấy; xem PostgreSQL đã chạy chưa"
SLOW = "máy ấy không trả lời kịp"
CROWDED = "đã quá nhiều chương trình nối vào kho"
REFUSALS = (
    ("starting up", BEGINNING),
    ("shutting down", BEGINNING),
    ("refused", SILENT),
    ("resolve", "không tìm thấy máy tên ấy"),
    ("password", "sai tên người dùng hoặc mật khẩu"),
    ("does not exist", "không có người dùng hoặc kho tên ấy"),
    ("timeout", SLOW),
    ("timed out", SLOW),
    ("too many", CROWDED),
)
PASSING = {BEGINNING, SILENT, SLOW, CROWDED}  # a server that comes back: whoever watches over us tries again


def missing(file: object) -> str:
    """No store lies where the settings say: not made yet, or the path is mistyped."""
    return f"Chưa có kho {file}; tạo bằng: sothon migrate (hoặc sửa {SETTING} nếu gõ nhầm đường dẫn)"


def too_new(url: str, step: object) -> str:
    """A newer version of the program has been here."""
    return f"{SETTING}: kho {shown(url)} do phiên bản mới hơn tạo ra (bước {step}); hãy cập nhật chương trình."


def unusable(url: str, error: BaseException) -> tuple[str, int]:
    """The line, and the exit code: 1 where trying again may do (room on a disk), 2 where somebody has to mend it."""
    from store.session import why_unwritable

    error = _innermost(error)
    match why_unwritable(error):
        case "full":
            return f"Không ghi được kho {shown(url)}: {FULL}", FAILED
        case "disk":
            return f"Không ghi được kho {shown(url)}: {DISK}", FAILED
    name, state = getattr(error, "sqlite_errorname", ""), getattr(error, "sqlstate", None)
    if name in {"SQLITE_NOTADB", "SQLITE_CORRUPT"}:
        return f"{SETTING}: {shown(url)} {NO_STORE}", WRONG_SETTINGS
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"Kho {shown(url)} {LOCKED}", FAILED
    if state == NO_RIGHT_STATE:
        return f"{SETTING}: {shown(url)}: {NO_RIGHT}", WRONG_SETTINGS
    if name.startswith("SQLITE_CANTOPEN") or (not name and state is None):
        reason = next((words for sign, words in REFUSALS if sign in str(error)), UNKNOWN)
        line = f"{SETTING}: không mở được kho {shown(url)}: {reason}"
        return line, FAILED if reason in PASSING else WRONG_SETTINGS
    if name == "SQLITE_ERROR" or str(state).startswith("42"):
        return f"{SETTING}: {shown(url)} không phải kho của Sổ Thôn, hoặc thiếu bảng", WRONG_SETTINGS
    return f"Kho {shown(url)} không làm được điều được hỏi (lỗi {name or state})", FAILED


def shown(url: str) -> str:
    """The address of a store without its password."""
    from sqlalchemy.engine import make_url

    return make_url(url).render_as_string(hide_password=True)


def _innermost(error: BaseException) -> Any:
    """The driver's own error, which SQLAlchemy and the writer wrap."""
    from bot.inbox import StoreUnavailable

    cause = error.__cause__ if isinstance(error, StoreUnavailable) and error.__cause__ is not None else error
    return getattr(cause, "orig", None) or cause
