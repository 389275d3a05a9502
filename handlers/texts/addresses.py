"""The sentences about one's channels: a code of one's own, the next channel tied, where reminders go."""

from collections.abc import Sequence

from handlers.texts.form import Voice, listed
from handlers.texts.speakers import label

_NAMES = {"web": "trang web", "telegram": "Telegram", "zalo_oa": "Zalo OA", "zalo_bot": "Zalo"}


def own_code(voice: Voice, code: str) -> str:
    """A code for oneself."""
    return (
        f"Mã riêng của {voice.you}: {code}. Trên kênh hay máy kia, {voice.you} mở sổ rồi nhắn mã này. Mã dùng một lần, trong 24 giờ; "
        f"đừng đưa cho ai, người có mã nhắn được thay {voice.you}."
    )


def tied(voice: Voice, channel: str) -> str:
    """The next channel is theirs too."""
    return (
        f"Đã nối {_NAMES.get(channel, channel)} với sổ của {voice.you}; việc đang làm theo sang đây. "
        f"Muốn nhận tin nhắc ở một nơi, {voice.you} nhắn ví dụ: nhắc tôi qua Zalo."
    )


def moved(voice: Voice) -> str:
    """They write from a new phone."""
    return (
        f"Chào {voice.you}, từ nay sổ nhắn {voice.you} ở máy này; việc đang làm theo sang đây. Các máy và kênh cũ đã ngắt; "
        "kênh nào còn dùng thì nhắn “nối kênh”."
    )


def has_moved(name: str, units: Sequence[str]) -> str:
    """To the officer who passed the code on."""
    return f"{label(name, units)} đã sang máy mới. Máy cũ thôi nhận tin và không báo số được nữa."


def move_offered(voice: Voice, who: str, until: str) -> str:
    """For the officer: what follows is to be passed on."""
    return (
        f"Mã đổi máy của {who}, dùng một lần, đến hết {until}. Nhắn mã trên máy mới thì máy cũ ngắt; lịch sử và việc dở giữ nguyên. "
        f"{voice.You} chuyển tin dưới đây cho đúng người."
    )


def move_invitation(code: str, who: str, where: str, link: str | None) -> str:
    """To be passed on as it stands; `where` as in an invitation."""
    also = f", hoặc mở {link}" if link else ""
    return f"Đổi máy cho {who}: trên máy mới, nhắn mã {code} cho {where}{also}"


def move_whom(voice: Voice, unit: str, names: Sequence[str]) -> str:
    """Several people of a village, or none."""
    if not names:
        return f"Ở {unit} hiện chưa có ai trong sổ. Cần người mới thì nhắn, ví dụ: mời {unit}."
    return f"Ở {unit} có {listed(list(names), 12, 'người')}. Ai đổi máy ạ? {voice.You} nhắn ví dụ: {names[0]} đổi máy."


def already_tied(voice: Voice) -> str:
    """One's own code where one is known already."""
    return f"Kênh này vẫn đang là của {voice.you} rồi. Mã ấy để nhắn ở kênh hay máy khác."


def somebody_elses(voice: Voice) -> str:
    """A code of somebody else's where somebody is known already."""
    return f"Mã này của người khác, mà kênh này đang là của {voice.you}. Chưa đổi gì cả."


def nothing_changed(voice: Voice) -> str:
    """They do not share the phone."""
    return f"Vâng, máy này vẫn là của {voice.you}. Chưa đổi gì cả."


def by_channel(voice: Voice, channel: str) -> str:
    """Reminders by one channel."""
    return f"Vâng, từ nay {voice.i}nhắc {voice.you} qua {_NAMES.get(channel, channel)}; {voice.you} nhắn ở đâu {voice.i}vẫn trả lời ở đó."


def by_any(voice: Voice) -> str:
    """Reminders where somebody wrote last."""
    return f"Vâng, từ nay {voice.i}nhắc {voice.you} ở kênh {voice.you} nhắn gần nhất."


def not_tied(voice: Voice, said: str) -> str:
    """A channel where they are not known."""
    name = {"zalo": "Zalo", "web": "trang web"}.get(said, said.capitalize())
    return f"{voice.You} chưa nối {name}. {voice.You} nhắn “nối kênh” để lấy mã, rồi nhắn mã ấy ở {name}."
