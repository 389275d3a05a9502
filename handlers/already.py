""" "Hôm qua bác gửi rồi mà": no promise and no figure; what has come in, and when, is told."""

import re

from handlers import asking, scope
from handlers.figures import current
from handlers.language.figures import Marked, marked_of
from handlers.language.read import read
from handlers.language.text import fold
from handlers.texts import already as texts
from handlers.turn import Turn
from scoring.counts import State
from store.people import Role
from store.reports import Report, ReportState

_PAST = (
    r"(?:(?:tu |hoi |luc |ngay )?(?:(?:sang|trua|chieu|toi|dem) )?hom (?:qua|kia|truoc|no)"
    r"|(?:sang|trua|chieu|toi|dem) qua"
    r"|(?:tu |hoi )?(?:sang|trua) nay|(?:luc|ban|vua) (?:nay|sang|trua|roi)|tuan (?:truoc|roi)|may hom (?:truoc|nay)"
    r"|lau (?:lam )?roi|hoi (?:sang|trua|dau tuan)|dau tuan)"
)
_WHO = r"(?:(?:da|thi|thon|co|toi|bac|em|chau|minh|tui|co|chu|anh|chi|may|cac|nay|so|cai|muc|do|ay|@|&)[ ,]+)*"
_DONE = (
    r"(?:gui|nop|bao|nhan|khai)(?: (?:du|het|xong|lai|len|cho|xa|bao cao|so|so lieu|cai|do|ay|nay|ca|hai|ba|em|chau|cac"
    r"|anh|chi|can bo|@|&))*"
)
_END = r"(?: (?:ma|con gi|day|do|em|chau|a|oi|nhe|nha|co|chu|the|day chu|thay|con|hoi gi nua|sao))*"
_ALREADY = re.compile(
    rf"(?:(?:a|o|u|oi|ua|the|ro|nhung|ma)[ ,]+)*"
    rf"(?:{_PAST}[ ,]+{_WHO}{_DONE} roi|{_WHO}{_DONE} (?:tu )?{_PAST} roi|{_WHO}{_DONE} roi[ ,]+(?:tu )?{_PAST}){_END}"
)


def told(turn: Turn) -> bool:
    """Say what stands, where somebody says that it was sent; False for anything else."""
    if turn.incoming.group is not None or turn.talk.waiting is not None or not turn.units(Role.MEMBER):
        return False
    said = fold(turn.incoming.text)
    if "?" in said or " roi" not in said or any(sign.isdigit() for sign in said):
        return False
    reading = read(turn.incoming.text, scope.context(turn, turn.incoming.text))
    marked = marked_of(reading)
    if marked is None or _ALREADY.fullmatch(_signed(marked)) is None:
        return False
    names = {name for item in reading.items for name in item.names}
    places = {int(key) for key in reading.units if key.isdigit()}
    mine = [one for one in scope.own_reports(turn, Role.MEMBER) if not places or one.unit.id in places]
    live = [one for one in mine if not one.closed(turn.sent)] or mine[-1:]
    if not live:
        return False
    turn.reading = reading
    for report in live:
        turn.say(_standing(turn, report, names))
    asking.go_on(turn)
    return True


def _signed(marked: Marked) -> str:
    """The words of a message with one sign for each name and another for each place."""
    words = list(marked.phrase.words)
    spans = [(one.start, one.end, "@") for one in marked.names]
    spans += [(one.start, one.end, "&") for one in marked.units]
    for start, end, sign in sorted(spans, reverse=True):
        words[start:end] = [sign]
    return " ".join(words).strip(" .!,").replace(" ,", ",")


def _standing(turn: Turn, report: Report, names: set[str]) -> str:
    asked = scope.questions_of(turn, report)
    given = [(one, figure) for one in asked if (figure := current(turn, one)) is not None]
    given = [(one, figure) for one, figure in given if figure.count.state is not State.UNKNOWN]
    if report.state in {ReportState.SUBMITTED, ReportState.APPROVED} and report.submitted_at is not None and not names:
        return texts.sent(report.unit.name, report.submitted_at, len(given), len(asked))
    shown = [(one.indicator, figure.count, figure.entered_at) for one, figure in given]
    if names:
        shown = [row for (one, _), row in zip(given, shown, strict=True) if one.name in names]
    missing = [one.indicator for one in asking.missing_of(turn, report) if not names or one.name in names]
    return texts.came_in(turn.voice, report.unit.name, shown, missing, whole=not names)
