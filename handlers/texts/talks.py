"""The words around an officer's own talk with a team."""

from collections.abc import Sequence

from handlers.texts.form import Voice, listed, upper_first


def held(voice: Voice, unit: str, until: str, called_off: bool) -> str:
    """The clock is held; what was ordered and had not left is not sent."""
    ordered = "không gửi lời nhắc đã hẹn nữa, và " if called_off else ""
    return (
        f"Vâng, {unit}: {ordered}tạm dừng nhắc tự động để {voice.you} nói chuyện, đến {until} hoặc khi {voice.you} nhắn “thả {unit}”. "
        f"Muốn chuyển lời, {voice.you} nhắn “nhắn {unit}: …”; mỗi tin như vậy giữ thêm 2 giờ."
    )


def called_off(units: Sequence[str]) -> str:
    """A reminder that was ordered and has not left goes to nobody."""
    return f"Vâng, đã hủy lời nhắc chưa gửi của {listed(list(units), 12)}."


def released(unit: str, was: bool) -> str:
    """The clock goes on."""
    return (
        f"{upper_first(unit)}: lại nhắc tự động như lịch." if was else f"{upper_first(unit)} đang được nhắc như lịch."
    )


def passed_on(voice: Voice, who: str, words: str) -> str:
    """An officer's message, in their name."""
    return f"{who} nhắn {voice.you}: {words}"


def too_long_to_pass_on(voice: Voice) -> str:
    """A long message is not passed on from memory."""
    return f"Tin ấy dài quá, {voice.you} nhắn: “nhắn các thôn: …” kèm nguyên nội dung giúp {voice.i or 'em '}ạ."


def tell_plan(words: str, villages: int, people: int) -> str:
    """What will be passed on, to how many."""
    return f"Nhắn {people} người ở {villages} thôn: “{words}”. Đồng ý nhắn chứ ạ?"


def told(units: Sequence[str], people: int) -> str:
    """It was passed on to several villages."""
    return f"Đã nhắn {listed(list(units), 12)} ({people} người)."


def out_of_round(voice: Voice, unit: str) -> str:
    """A village cannot be taken out of a round that is open."""
    return (
        f"Chưa bỏ riêng {unit} ra khỏi đợt được ạ. {voice.You} có thể nhắn “giữ {unit}” để thôi nhắc, "
        f"“gia hạn {unit} đến …”, hoặc cứ chốt đợt khi {unit} còn thiếu; chỗ thiếu để trống."
    )
