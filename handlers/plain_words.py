"""What people say plainly to a doubt, to a question or behind an undoing, in so many words and without a figure."""

import re

from handlers import scope
from handlers.language.reading import Item, Number, Reading
from handlers.scope import Question
from handlers.turn import Turn
from store import figures
from store.conversations import Step
from store.figures import Figure
from store.people import Role

# "À thiếu số 0", "thừa một số 0", of a number in doubt.
_A_ZERO_LESS = re.compile(
    r"(?:(?:a|o|u|uh|ay|chet|thoi|nham|em|chau|dung roi|phai roi|bac|toi|go|bam|viet)[ ,]+)*(?P<how>thieu|thua"
    r"|du|sot|quen)"
    r"(?: (?:mot|1|mat|go|bam|viet))*(?: (?:so|con|chu))+ (?:0|khong)(?: (?:roi|a|em|chau|nhe|day|dang sau"
    r"|o cuoi|dau|cuoi))*"
)
# "Bác gõ nhầm số 0": which way is not said, so the number is asked for again.
_A_ZERO_WRONG = re.compile(
    r"(?:(?:a|o|u|ay|chet|thoi|em|chau|bac|toi|minh)[ ,]+)*(?:go|bam|viet|danh|nhap)? ?(?:nham|lon|sai)"
    r"(?: mat| o| cho| mot| con| chu| so)* (?:0|khong)"
    r"(?: (?:roi|a|em|chau|nhe|day))*"
)
# "Sao lại hỏi thế": why it is asked, which the doubt itself tells.
_WHY_ASKED = re.compile(
    r"(?:(?:o|a|ua|the|ma|bac|em|chau)[ ,]+)*(?:sao|vi sao|tai sao|lam sao|gi ma|co gi ma)(?: (?:em|chau|lai|cu"
    r"|phai|con|ma|xa))*"
    r" (?:hoi|bat|kiem tra|thac mac|nghi ngo|khong tin)(?: (?:the|vay|lai|gi|nua|bac|ky|nhieu|mai|hoai|the em|a"
    r"|nhi|ha|lam|xem))*"
)
# "Cũng không", "cũng chẳng có ai", to the next question after a zero.
_NOR_THIS = re.compile(
    r"(?:(?:a|u|uh|da|cai|muc|nay|thi|the|bac|thon|thon bac|thon minh)[ ,]+)*cung (?:khong|ko|chang|cha|chua)(?: co)?"
    r"(?: (?:ai|nguoi nao|ho nao|nha nao|luon|not|het|dau|chau|em|a|ca|nhe|gi|cai nao))*"
)
# "Thôi đừng bỏ", "à để lại số ngân hàng", right after a figure was taken back.
_NOT_TO_GO = re.compile(
    r"(?:(?:a|o|u|uh|ay|khoan|chet|nham|em|chau|oi|the)[ ,]+)*(?:thoi[ ,]*)?"
    r"(?:(?:dung|khong|khoi|chua) (?:bo|xoa|huy|go)|(?:de|giu|lay|ghi|cho|them|tra) lai|van de|van giu"
    r"|khoi phuc|lay ve)\b[^\d]*"
)
# "Thôi đừng hỏi bác nữa": nothing is asked until they write again; the reminders have a word of their own.
_ENOUGH = re.compile(
    r"(?:(?:a|o|u|uh|thoi|met|met qua|met lam|em|chau|oi|ma|kho qua|phien qua)[ ,]+)*(?:dung|khong|khoi|thoi)"
    r"(?: co)? (?:hoi|hoi han)"
    r"(?: (?:bac|toi|chu|co|anh|chi|ong|ba|nhieu|gi|them|day|so|nay|cau|lai))* (?:nua|mai|hoai|nhieu)(?: (?:a"
    r"|nhe|em|chau|di|dau|ma|met lam))*"
)
# "Gửi luôn cho khuất mắt", "nộp quách cho xong".
_BE_RID = re.compile(
    r"(?:(?:u|uh|ok|thoi|the|vay|roi)[ ,]+)*(?:gui|nop)(?: (?:luon|di|quach|het|not|bao cao|cho xa|len|phat|mot phat))*"
    r" cho (?:khuat mat|xong|nhanh|gon|dut diem|khoe|roi|nhe nguoi|xong xuoi|do phai \w+)(?: (?:viec|chuyen|di"
    r"|roi|em|chau|nhe|a|no))*"
)
# "Gửi lại cho bác", of a team: that they see it once more, or that it goes once more; it is shown with what sends it.
_ONCE_MORE = re.compile(
    r"(?:(?:the|thoi|vay|chau|em|oi|u)[ ,]+)*gui lai(?: (?:bao cao|so lieu|luon|di))* (?:cho|giup|ho|dum)"
    r" (?:bac|toi|co|chu|anh|chi|ong|ba|minh)"
    r"(?: (?:di|nhe|luon|em|chau|a|cai|voi|xem|phat))*"
)
_MOURNS = re.compile(
    r".*\b(?:ba nha|ong nha|bo|me|vo|chong|cu|ong|ba|con trai|con gai|anh trai|em trai|chi gai|em gai)(?: \w+){0,3}"
    r" (?:moi|vua|vua moi)(?: bi)? (?:mat|qua doi|chet)(?: (?:hom|sang|toi|chieu|dem|roi|duoc|ngay|tuan|thang"
    r"|nay|qua)\b.*)?"
    r"|(?:(?:em|chau|oi|dot nay|may hom nay|hom nay|tuan nay)[ ,]+)*(?:nha|gia dinh)(?: \w+)?"
    r" (?:dang )?co (?:tang|dam tang|dam hieu|viec hieu|dam ma)\b[^\d]*"
)
_WILL = re.compile(
    r"\b(?:mai|tuan sau|thang sau|hom sau|vai hom|may hom nua|lam not|bao sau|gui sau|lam sau|xong viec)\b"
)
_NEW = re.compile(r"\b(?:so khac|so moi|ky truoc|bao cao|tu dau|lan sau|mai|sau)\b")


def said(turn: Turn, folded: str) -> Reading | None:
    """What such words want; None for any other message."""
    bare = folded.strip(" .,!:?")
    if not turn.units(Role.MEMBER) or turn.incoming.group is not None:
        return None
    if (intent := _wish(turn, bare)) is not None:
        return Reading(intent=intent, text=turn.incoming.text)
    if turn.talk.step is Step.DOUBT:
        if _A_ZERO_WRONG.fullmatch(bare):
            return Reading(intent="deny", no=True, text=turn.incoming.text)
        if _WHY_ASKED.fullmatch(bare):
            return Reading(intent="again", text=turn.incoming.text)
        return _zero_more_or_less(turn, bare)
    if turn.talk.step is Step.QUESTION and _NOR_THIS.fullmatch(bare):
        return Reading(intent="report_zero", items=(Item(number=Number(num=0, none=True, words=bare)),), text=bare)
    if turn.talk.did == "undo" and turn.talk.waiting is None and _NOT_TO_GO.fullmatch(bare) and not _NEW.search(bare):
        return _given_again(turn)
    return None


def _wish(turn: Turn, bare: str) -> str | None:
    """What is wanted where nothing is told: no more questions, the report gone, some days of mourning."""
    if _ENOUGH.fullmatch(bare):
        return "enough"
    if _MOURNS.fullmatch(bare) and not _WILL.search(bare):
        return "mourns"
    if turn.units(Role.OFFICER, Role.SUPERVISOR):
        return None
    if turn.talk.waiting is None and _BE_RID.fullmatch(bare):
        return "submit"
    return "show_report" if turn.talk.waiting is None and _ONCE_MORE.fullmatch(bare) else None


def _zero_more_or_less(turn: Turn, bare: str) -> Reading | None:
    found, num = _A_ZERO_LESS.fullmatch(bare), ((turn.talk.waiting or {}).get("count") or {}).get("num")
    if found is None or not num:
        return None
    less = found["how"] in {"thua", "du"}
    if less and num % 10:
        return None
    meant = num // 10 if less else num * 10
    return Reading(intent="correct", items=(Item(number=Number(num=meant, words=str(meant))),), text=turn.incoming.text)


def _given_again(turn: Turn) -> Reading | None:
    """The figure that was taken back just before, as it stood."""
    last = [found for one in _mine(turn) if (found := _taken_back(turn, one)) is not None]
    if not last:
        return None
    asked, _ = max(last, key=lambda pair: (pair[1].entered_at, pair[1].message or 0))
    history = figures.revisions(turn.db, asked.report.id, asked.indicator.id)
    before = history[-2].count if len(history) > 1 else None
    if before is None or before.num is None:
        return None
    number = Number(num=before.num, den=before.den, approx=before.estimate, words=str(before.num))
    return Reading(intent="correct", items=(Item(names=(asked.name,), number=number),), text=turn.incoming.text)


def _mine(turn: Turn) -> list[Question]:
    live = [report for report in scope.own_reports(turn, Role.MEMBER) if not report.closed(turn.sent)]
    return [one for report in live for one in scope.questions_of(turn, report)]


def _taken_back(turn: Turn, asked: Question) -> tuple[Question, Figure] | None:
    figure = turn.figures(asked.report.id).get(asked.indicator.id)
    mine = figure is not None and figure.origin == "undo" and figure.person == turn.person
    return (asked, figure) if mine and figure is not None else None
