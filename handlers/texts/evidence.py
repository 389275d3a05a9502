"""What is said about photos and documents."""

from collections.abc import Sequence

from handlers.texts.form import Voice, listed, upper_first
from scoring.framework import Indicator

_WHY = {
    "size": "lớn quá 20 MB",
    "type": "không phải ảnh, PDF, Word hay Excel",
    "empty": "trống",
    "broken": "bị hỏng",
    "vast": "mở ra quá lớn",
    "fetch": "chưa tải về được",
}


def stored(name: str, unit: str, number: int) -> str:
    """Đã nhận ảnh minh chứng điện thoại thông minh của Thôn 3 (1 tệp)."""
    return f"Đã nhận minh chứng {name} của {unit} ({number} tệp)."


def which(voice: Voice, number: int, *, paper: bool = False) -> str:
    """A photo, or a paper, without a word: what does it show?"""
    files = ("tệp này" if paper else "ảnh này") if number == 1 else f"{number} tệp này"
    return f"Đã nhận. Ảnh minh chứng cho mục nào ạ? {voice.You} nhắn tên mục, ví dụ: ngân hàng.".replace(
        "Ảnh", upper_first(files), 1
    )


def not_of_this_round(name: str) -> str:
    """The item named for a photo is not in the round."""
    return f"Đợt này không có mục {name}."


def moved(name: str) -> str:
    """The last photo belongs to another item."""
    return f"Đã chuyển ảnh vừa rồi sang minh chứng {name}."


def nothing_to_move(voice: Voice) -> str:
    """No photo came before."""
    return f"Chưa có ảnh nào vừa gửi. {voice.You} gửi ảnh kèm tên mục giúp."


def please_send(voice: Voice, name: str) -> str:
    """A photo is waited for."""
    return f"{voice.You} gửi ảnh hoặc tệp minh chứng {name} vào đây."


def no_must(voice: Voice) -> str:
    """Whether a photo is needed, and of what."""
    return (
        "Minh chứng là ảnh hay tệp kèm con số. Không có ảnh vẫn gửi báo cáo được, có lúc nào gửi lúc ấy. Ảnh buổi hướng dẫn hay tờ danh sách đếm đều được; "
        f"{voice.you} đừng chụp căn cước, số tài khoản của ai."
    )


def item_label(name: str, unit: str | None) -> str:
    """Tài khoản ngân hàng, Thôn 3"""
    return upper_first(name) + (f", {unit}" if unit is not None else "")


PHOTO_OF, COUNT = "Ảnh của mục {}", "Ghi {} {}"


def line_or_count(voice: Voice, at: int, item: str, asked: Indicator) -> str:
    """A small number where it is asked what a photo shows, and a count is open too."""
    return f"Ảnh là của mục {at}, {item}, hay {voice.you} báo {asked.short} là {at} {asked.count_unit} ạ?"


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


REMOVE = "Bỏ ảnh"


def _files(number: int) -> str:
    return "ảnh vừa gửi" if number == 1 else f"{number} tệp vừa gửi"


def remove_plan(number: int, name: str | None) -> str:
    """Which files would be taken back."""
    what = _files(number) if name is None else f"{number} tệp minh chứng {name}"
    return f"Bỏ {what} ạ? Số đã ghi vẫn giữ nguyên."


def removed(voice: Voice, number: int, name: str | None) -> str:
    """Taken back; no figure is touched."""
    of = f" (minh chứng {name})" if name is not None else ""
    return f"Đã bỏ {_files(number)}{of}. Số đã ghi vẫn giữ nguyên."


def nothing_to_remove(voice: Voice) -> str:
    """No photo came lately."""
    return f"Chưa có ảnh nào vừa gửi. Muốn bỏ ảnh của mục nào, {voice.you} nhắn tên mục, ví dụ: bỏ ảnh ngân hàng."


def none_of_yours(voice: Voice, name: str) -> str:
    """The item named has no file of theirs."""
    return f"Mục {name} chưa có ảnh nào của {voice.you}."


def gap(unit: str, without: Sequence[str], of: int) -> str:
    """Thôn 3: thiếu 2/3 mục (ngân hàng, điện thoại thông minh)"""
    return f"{upper_first(unit)}: thiếu {len(without)}/{of} mục ({', '.join(without[:4])}{'…' if len(without) > 4 else ''})"


def gaps(lines: Sequence[str]) -> str:
    """Which villages have figures without evidence."""
    if not lines:
        return "Các mục đã có số đều đã có minh chứng."
    return "Có số mà chưa có minh chứng:\n" + "\n".join(f"• {line}" for line in lines)


def wanted(voice: Voice, name: str | None, units: Sequence[str]) -> str:
    """To the team: the office asks for a photo."""
    what = f"ảnh minh chứng {name}" if name is not None else "ảnh minh chứng"
    return f"{voice.You} ơi, xã nhờ gửi thêm {what} của {listed(list(units))}. {voice.You} gửi ảnh vào đây là được."


def asked_for(name: str | None, units: Sequence[str], people: int, morning: bool) -> str:
    """To the officer: what the team has been asked for."""
    what = f"ảnh minh chứng {name}" if name is not None else "ảnh minh chứng"
    if not people:
        return f"{upper_first(listed(list(units)))} chưa nhắn được cho ai."
    when = "Sáng mai 7 giờ sẽ nhắn" if morning else "Đã nhắn"
    return f"{when} {listed(list(units))} ({people} người) gửi thêm {what}."
