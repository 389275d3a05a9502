"""What is said about photos and documents."""

from collections.abc import Sequence

from handlers.texts.form import Voice, listed, upper_first

_WHY = {
    "size": "lớn quá 20 MB",
    "type": "không phải ảnh, PDF, Word hay Excel",
    "empty": "trống",
    "broken": "bị hỏng",
    "fetch": "chưa tải về được",
}


def stored(name: str, unit: str, number: int) -> str:
    """Đã nhận ảnh minh chứng điện thoại thông minh của Thôn 3 (1 tệp)."""
    return f"Đã nhận minh chứng {name} của {unit} ({number} tệp)."


def which(voice: Voice, number: int) -> str:
    """A photo without a word: what does it show?"""
    files = "ảnh này" if number == 1 else f"{number} tệp này"
    return f"Đã nhận. Ảnh minh chứng cho mục nào ạ? {voice.You} nhắn tên mục, ví dụ: ngân hàng.".replace(
        "Ảnh", upper_first(files), 1
    )


def moved(name: str) -> str:
    """The last photo belongs to another item."""
    return f"Đã chuyển ảnh vừa rồi sang minh chứng {name}."


def taken_back(number: int) -> str:
    """The last photos are withdrawn; the figures stand."""
    return f"Đã bỏ {'ảnh' if number == 1 else f'{number} tệp'} vừa gửi. Số đã ghi vẫn giữ nguyên."


def nothing_to_move(voice: Voice) -> str:
    """No photo came before."""
    return f"Chưa có ảnh nào vừa gửi. {voice.You} gửi ảnh kèm tên mục giúp."


def please_send(voice: Voice, name: str) -> str:
    """A photo is waited for."""
    return f"{voice.You} gửi ảnh hoặc tệp minh chứng {name} vào đây."


def later() -> str:
    """No photo for now; the figure stands."""
    return "Vâng, ảnh gửi sau cũng được, số đã ghi vẫn còn."


def refused(voice: Voice, name: str, why: str) -> str:
    """A file that could not be taken, and what costs nothing; or one that is late and still on its way."""
    if why == "late":
        return f"Tệp “{name}” đang tải về chậm. {voice.You} không phải gửi lại, có tệp sổ báo ngay."
    return f"Tệp “{name}” {_WHY.get(why, 'chưa nhận được')} nên chưa nhận. {voice.You} gửi lại giúp; các số đã ghi vẫn còn."


def list_of(unit: str, lines: Sequence[str], without: Sequence[str]) -> str:
    """The evidence of a village, and what has none."""
    if not lines:
        return f"{upper_first(unit)} chưa có minh chứng nào." + (
            f" Các mục: {listed(list(without), rest='mục')}." if without else ""
        )
    text = f"Minh chứng của {unit}:\n" + "\n".join(f"• {line}" for line in lines)
    return text + (f"\nChưa có: {listed(list(without), rest='mục')}." if without else "")
