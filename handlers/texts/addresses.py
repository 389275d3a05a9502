"""The sentences about one's channels: a code of one's own, the next channel tied, where reminders go."""

from handlers.texts.form import Voice

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
