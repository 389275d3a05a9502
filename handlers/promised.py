"""Who has promised to send, and for when: of all units, or of one with its figures."""

import re

from handlers import status
from handlers.language.errands import Errand
from handlers.language.text import fold
from handlers.scope import named_units
from handlers.standing import rounds, top_of
from handlers.texts import form
from handlers.texts import status as texts
from handlers.turn import Turn
from store import promises

_LAPSED = re.compile(r"\b(?:lo|that|loi|sai) hen\b")


def tell(turn: Turn, _found: Errand) -> bool:
    """ "Ai đang hẹn", "thôn 1 hẹn khi nào"."""
    named = named_units(turn)
    if named:
        status.village_figures(turn, named[0])
        return True
    top = top_of(turn)
    if top is None:
        return False
    lines = []
    for one in rounds(turn, top):
        words = promises.words(turn.db, one.campaign.id)
        for report in one.reports:
            said = words.get(report.id)
            if report.owed and said is not None and said.until_day is not None:
                over = said.until_day < turn.today
                lines.append(f"{report.unit.name}: {'lỡ hẹn' if over else 'hẹn'} {form.long_day(said.until_day)}")
    turn.say(texts.promises(lines, lapsed=_LAPSED.search(fold(turn.incoming.text)) is not None))
    return True
