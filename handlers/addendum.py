"""What a round said when it was closed, and what has changed since: the paper that went up stays what it was."""

from dataclasses import replace

from handlers import several
from handlers.language.errands import Errand
from handlers.scope import named_units
from handlers.standing import Round, may_see, rounds, top_of
from handlers.texts import closing as texts
from handlers.texts import places as place_texts
from handlers.texts import status as status_texts
from handlers.turn import Turn
from scoring.framework import Indicator
from store import frozen, overview

MOST = 12  # changed figures named in one message


def since_closing(turn: Turn, _found: Errand) -> bool:
    """ "Từ lúc chốt có gì đổi", "smartphone lúc chốt bao nhiêu": figure by figure, then and now.

    Of the unit and the items named, else of all that is seen.
    """
    assert turn.reading is not None
    top = next(iter(named_units(turn)), None) or top_of(turn)
    if top is None:
        return False
    if not may_see(turn, top):
        turn.say(status_texts.not_yours_to_see(turn.voice, top.name))
        return True
    wanted = {name for item in several.items(turn.reading) for name in item.names}
    found = rounds(turn, top, closed=True)
    closed = [one for one in found if frozen.first_closing(turn.db, one.campaign, turn.now) is not None]
    if not closed:
        turn.say(texts.never_closed([status_texts.campaign_name(one.campaign) for one in found]))
        return True
    open_again = [one for one in closed if not one.campaign.closed(turn.now)]
    _tell(turn, (open_again or closed)[-1], wanted)
    return True


def _tell(turn: Turn, now: Round, wanted: set[str]) -> None:
    at = frozen.first_closing(turn.db, now.campaign, turn.now)
    assert at is not None
    kept = overview.answers(turn.db, now.campaign.id, now.top, at=at)
    then = replace(now, answers={(one.unit, one.indicator): one for one in kept})
    asked = [one for one in now.indicators(turn) if not wanted or f"{now.campaign.framework}/{one.id}" in wanted]
    name = status_texts.campaign_name(now.campaign)
    lines: list[str] = []
    changed: list[Indicator] = []
    for indicator in asked:
        own = _changes(turn, then, now, indicator)
        lines += own
        changed += [indicator] if own else []
    turn.say(texts.since_closing(name, at, lines[:MOST], len(lines)))
    for indicator in asked if wanted else changed:
        before, after = then.seen(turn, indicator), now.seen(turn, indicator)
        if after.expected > 1 or not changed:  # of one unit alone the line above has said it
            turn.say(texts.then_and_now(now.top.name, indicator, before.count, after.count))


def _changes(turn: Turn, then: Round, now: Round, indicator: Indicator) -> list[str]:
    """The units whose figure is another than at the closing, with who wrote the new one and when."""
    found = []
    for report in now.reports:
        before, after = (one.answers.get((report.unit.id, indicator.id)) for one in (then, now))
        if after is None or (before is not None and before.count == after.count):
            continue
        names = overview.writers(turn.db, [after.person] if after.person is not None else [])
        who = place_texts.who(*next(iter(names.values()), ("", frozenset())))
        was = before.count if before is not None else None
        found.append(texts.changed_since(report.unit.name, indicator, was, after.count, who, after.entered_at))
    return found
