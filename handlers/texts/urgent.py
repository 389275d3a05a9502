"""The words of an urgent ask, to the officer who gives it."""

from collections.abc import Sequence

from handlers.texts.form import Voice, listed, upper_first

SEND = "Gửi"


def plan(
    what: str, until: str, villages: int, named: list[str], people: int, count: bool, opens: str | None, note: str = ""
) -> str:
    """Whom it goes to, by `named` where they are few, and what they are asked."""
    whom = f"{villages} thôn ({listed(named)})" if named else f"{villages} thôn"
    answer = "một con số" if count else "một câu ngắn"
    later = f" Ngoài giờ nhắn: {opens} mới gửi được." if opens else ""
    return (
        f"Hỏi gấp “{what}”, trả lời trước {until}: {whom}, {people} người được nhắn, mỗi thôn trả lời {answer}. "
        f"Không nhắc lại theo lịch.{later}{f' {note}' if note else ''}\nGửi chứ ạ?"
    )


def too_late() -> str:
    """The hour has passed."""
    return "Giờ đó đã qua rồi."


def sent(
    voice: Voice, what: str, villages: int, people: int, opens: str | None, nobody: Sequence[str], note: str = ""
) -> str:
    """It has gone."""
    text = f"{opens} {voice.i}gửi" if opens else "đã gửi"
    text = f"{upper_first(text)} câu hỏi “{what}” đến {villages} thôn ({people} người)."
    text += f" {listed(list(nobody))} chưa có ai để nhắn." if nobody else ""
    return f"{text} {note}".strip()
