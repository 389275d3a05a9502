"""Which figures look odd: in the reports that wait for a review, and in those that were not sent yet."""

from handlers import which_round
from handlers.pending import Pending, attention, name_among, odd_line, pending
from handlers.review import list_pending
from handlers.standing import rounds, top_of
from handlers.texts import officer as texts
from handlers.turn import Turn
from store.reports import ReportState


def tell(turn: Turn) -> None:
    """To who reviews: what waits with what to look at, then what is odd before it was sent; to others all of it."""
    waits = {one.report.id for one in pending(turn)}
    if waits:
        list_pending(turn)
    found = [one for one in _odd(turn) if one.report.id not in waits]
    if found:
        turn.say(texts.odd_figures([odd_line(turn, one, name_among(one, found)) for one in found], more=bool(waits)))
    elif not waits:
        turn.say(texts.nothing_odd(turn.now))


def _odd(turn: Turn) -> list[Pending]:
    """The reports not yet approved that hold a figure to look at, in the round the message names if it names one."""
    top = top_of(turn)
    if top is None:
        return []
    found = [
        Pending(one, report, tuple(attention(turn, one, report)), 0)
        for one in rounds(turn, top)
        for report in one.reports
        if report.state is not ReportState.APPROVED
    ]
    chosen = {report.id for report in which_round.of_round(turn, [one.report for one in found])}
    return [one for one in found if one.odd and one.report.id in chosen]
