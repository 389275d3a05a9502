"""The sentences about a phone that several people use: who is writing, whose turn it is, for whom a message is."""

from collections.abc import Sequence

from handlers.texts.form import Voice, listed

SAME, ANOTHER = "Vẫn là tôi", "Người khác"
SHARE, NOT_SHARE = "Dùng chung", "Không"


def label(name: str, units: Sequence[str]) -> str:
    """Bác Ba (Thôn 3)"""
    where = ", ".join(one for one in units if one.lower() not in name.lower())
    return f"{name} ({where})" if where else name


def who(labels: Sequence[str], again: bool) -> str:
    """It is not clear who of them is writing."""
    asked = "Ai đang nhắn ạ?" if not again else "Chưa rõ ai đang nhắn nên chưa ghi gì. Ai đang nhắn ạ?"
    return f"{asked} Máy này có {listed(list(labels), 6, 'người')}."


def not_kept(texts: Sequence[str]) -> str:
    """What came while that stayed unanswered was not taken."""
    said = ", ".join(f"“{one}”" for one in texts)
    return f"Tin trước ({said}) chưa ghi vì chưa rõ ai nhắn; nhắn lại giúp nếu còn cần."


def speaking(label: str) -> str:
    """From here on this one is writing."""
    return f"Vâng, đang nhắn là {label}."


def whose_phone(voice: Voice, label: str) -> str:
    """Somebody says who they are on a phone of one person."""
    return f"Vâng, máy này là của {voice.you}: {label}. Người khác dùng chung máy thì nhắn mã mời của người ấy vào đây."


def for_whom(label: str) -> str:
    """At the head of what nobody had asked for."""
    return f"Gửi {label}:"


def same_or_other(voice: Voice, role: str, unit: str, name: str) -> str:
    """A code of a village, entered on the phone of somebody known."""
    return (
        f"Mã đúng: {role} {unit}. Người vào {unit} vẫn là {voice.you} ({name}), hay là người khác dùng chung máy này?"
    )


def or_another() -> str:
    """The same code once more may be meant for the next person."""
    return "Nếu người khác dùng chung máy này thì chọn “Người khác”."


def share_with(voice: Voice, name: str) -> str:
    """A code of somebody's own, entered on the phone of somebody else."""
    return f"Mã này của {name}, mà máy này đang là của {voice.you}. Cho {name} dùng chung máy này ạ?"


def what_name(other: str) -> str:
    """The name of the second person, so that the two are told apart."""
    return f"Tên người mới là gì ạ, để khỏi lẫn với {other}?"


def how_to_change(others: Sequence[str], example: str) -> str:
    """How to say who is writing."""
    return f"Máy này dùng chung với {listed(list(others), 6, 'người')}. Đổi người thì nhắn, ví dụ: đây là {example}."


def erase_here(voice: Voice, others: Sequence[str]) -> str:
    """Only who is writing leaves."""
    return f"Chỉ {voice.you} rời khỏi sổ; {listed(list(others), 6, 'người')} vẫn dùng máy này."
