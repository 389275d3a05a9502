"""A day that is on no calendar: said kindly, and the day asked for again."""

from calendar import monthrange

from handlers.language.text import cut
from handlers.language.times import no_such_day
from handlers.texts import general
from handlers.turn import Turn


def told(turn: Turn) -> bool:
    """ "31/6 tôi nộp", "lùi hạn đến 31/6": nothing is put off or moved to a day there is not."""
    found = no_such_day(cut(turn.incoming.text), turn.today)
    if found is None:
        return False
    day, month = found
    turn.say(general.no_such_day(turn.voice, day, month, monthrange(turn.today.year, month)[1]))
    return True
