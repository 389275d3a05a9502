"""Where a figure comes from: every revision of it, who gave it and how, what was doubted, who looked at it."""

from handlers.language.reading import Item
from handlers.scope import framework_of
from handlers.standing import may_see, named, top_of
from handlers.texts import places as place_texts
from handlers.texts import status as texts
from handlers.turn import Turn
from scoring.framework import Collect
from store import figures, inbox, overview, reports, units
from store.people import Role
from store.reports import Report
from store.units import Unit


def history(turn: Turn, item: Item | None, unit: Unit | None) -> None:
    """Every revision of one answer of one unit: when, who, what, how; doubts with their reason; reviews; evidence."""
    where = unit or _unit_spoken_of(turn, item)
    if where is None or item is None or not item.names:
        turn.say(texts.which_unit(turn.voice, None))
        return
    if not may_see(turn, where):
        turn.say(texts.not_yours_to_see(turn.voice, where.name))
        return
    told = False
    for one, indicator in named(turn, item, where):
        for report in one.reports:
            if report.unit.id == where.id and any(asked.id == indicator.id for asked in one.asked(turn, report)):
                turn.say(_words(turn, report, indicator.id, texts.campaign_name(one.campaign)))
                turn.talk.subject, turn.talk.unit, turn.talk.campaign = indicator.id, where.id, one.campaign.id
                told = True
    if not told:
        turn.say(texts.which_unit(turn.voice, None))


def _unit_spoken_of(turn: Turn, item: Item | None) -> Unit | None:
    """The office for its own items, a member's village, else the unit last spoken of."""
    top = top_of(turn)
    if top is None:
        return next(iter(turn.units(Role.MEMBER)), None)
    if item is not None and any(indicator.collect is not Collect.THON for _, indicator in named(turn, item, top)):
        return top
    return units.unit(turn.db, turn.talk.unit) if turn.talk.unit is not None else None


def _words(turn: Turn, report: Report, id: str, campaign: str) -> str:
    indicator = framework_of(turn.rules, report.campaign).indicator(id)
    found = figures.revisions(turn.db, report.id, id)
    if not found:
        return place_texts.no_figure_yet(indicator, report.unit.name)
    looked = [
        one
        for one in reports.reviews(turn.db, report.id)
        if one.act in {"approved", "returned"} and one.indicator in {None, id}
    ]
    persons = {one.person for one in found} | {one.person for one in looked}
    names = overview.writers(turn.db, (person for person in persons if person is not None))

    def who(person: int | None) -> str:
        return place_texts.who(*names.get(person or 0, ("", frozenset())))

    lines = [place_texts.revision(one, indicator, who(one.person), at == 0) for at, one in enumerate(found)]
    tail = [place_texts.reviewed(one.act, who(one.person), one.at, one.reason) for one in looked]
    message = inbox.message(turn.db, found[-1].message) if found[-1].message is not None else None
    if message is not None and message.text:
        tail.insert(0, place_texts.their_words(message.text))
    files = overview.photos(turn.db, report.campaign.id, report.unit.id).get(id, 0)
    if files:
        tail.append(place_texts.files(files))
    return place_texts.history(indicator, report.unit.name, campaign, lines, tail)
