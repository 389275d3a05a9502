"""How choices are put into words where a channel has no buttons (or fewer than are needed)."""

from collections.abc import Sequence

from handlers.texts.form import Voice, listed

RIGHT = "Đúng"


def words(labels: Sequence[str]) -> str:
    """Choices to be typed as words, where a number would be read as a figure: Nhắn “sửa” hoặc “gửi ảnh”."""
    said = [f"“{label.lower()}”" for label in labels]
    if len(said) == 1:
        return f"Nhắn {said[0]} nếu cần."
    return f"Nhắn {', '.join(said[:-1])} hoặc {said[-1]} nếu cần."


def numbered(labels: Sequence[str], first: int = 1) -> str:
    """Choices to be typed as numbers, one a line: 1. Giữ 530."""
    return "\n".join(f"{number}. {label}" for number, label in enumerate(labels, first))


def in_order(voice: Voice, unit: str, lines: Sequence[str], *, office: bool = False) -> str:
    """Numbers without names, as they would be written down."""
    return (
        f"{'Em chưa ghi. ' if office else ''}Theo thứ tự các câu hỏi, {unit} là:\n"
        + "\n".join(f"• {line}" for line in lines)
        + f"\nĐúng thì {voice.you} nhắn “đúng”; số nào khác, {voice.you} nhắn kèm tên mục."
    )


def as_before(voice: Voice, unit: str, lines: Sequence[str], without: Sequence[str], apart: Sequence[str]) -> str:
    """All as last time: what would be written down, what nobody counted then, and what was told apart."""
    told = "\n".join(f"• {line}" for line in lines)
    left = f"\nChưa có số kỳ trước: {listed(list(without))}; {voice.you} báo sau." if without else ""
    left += f"\nĐể riêng: {listed(list(apart))}; {voice.you} báo sau." if apart else ""
    return f"Ghi lại {len(lines)} số như kỳ trước cho {unit}:\n{told}{left}\nĐúng thì {voice.you} nhắn “đúng”."
