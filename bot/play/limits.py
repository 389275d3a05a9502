"""What a platform would allow, in a world that asks for it: windows, quotas, templates; counted as they go."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.play.world import World, WorldLimits
from bot.shapes import SHAPES
from scheduler.ways import month_of, scarce
from store import accounts
from store.accounts import Knock, Terms
from store.messages import Outgoing
from store.outbox import ONLY_KNOCK
from store.session import Db, Store


def limit(db: Db, world: World, channel: str, account: int, now: datetime) -> None:
    """Put down what the platform of this account allows and what was used of it, if the world asks for limits."""
    terms = terms_in(world, channel)
    if terms is None:
        return
    accounts.set_terms(db, account, terms)
    made_up = _of(world, channel)
    told = {} if made_up is None or made_up.left is None else {"sub_quota": {"remain": made_up.left}}
    used = 0 if made_up is None else made_up.used
    accounts.change_quotas(db, account, lambda _: {"month": month_of(now), "sent": used, "told": told})


def terms_in(world: World, channel: str) -> Terms | None:
    """The rules of a channel: its platform's, with what the world makes up; None where none are asked for."""
    shape = SHAPES.get(channel)
    if not world.limits or shape is None:
        return None
    if not isinstance(world.limits, dict):
        return shape.terms
    found = _of(world, channel)
    return None if found is None else _made_up(shape.terms or Terms("known"), found)


def _of(world: World, channel: str) -> WorldLimits | None:
    made_up = world.limits if isinstance(world.limits, dict) else {}
    return next((one for name, one in made_up.items() if name == channel), None)


def _made_up(terms: Terms, found: WorldLimits) -> Terms:
    if found.window is not None:
        terms = replace(terms, first="window", window=timedelta(hours=found.window))
    if found.free is not None:
        terms = replace(terms, free=timedelta(hours=found.free))
    if found.month is not None:
        terms = replace(terms, month=found.month)
    return terms if found.template is None else replace(terms, knock=Knock(found.template, found.budget))


def count(store: Store, world: World, sent: list[Outgoing], now: datetime, low: set[int]) -> None:
    """Count what has just left, as the channel itself would; `low` are then the accounts with few messages left."""
    if not world.limits:
        return
    with store.write() as db:
        ruled = {one.id: one.terms for one in accounts.ruled(db)}
        for one in sent:
            if one.account in ruled:
                change = partial(_more, one=one, terms=ruled[one.account], now=now)
                accounts.change_quotas(db, one.account, change)
        low.clear()
        low |= {one.id for one in accounts.ruled(db) if scarce(one.terms, _sent(one.quotas, now))}


def _sent(quotas: Mapping[str, Any], now: datetime) -> int:
    return int(quotas.get("sent", 0)) if quotas.get("month") == month_of(now) else 0


def _more(kept: dict[str, Any], one: Outgoing, terms: Terms, now: datetime) -> dict[str, Any]:
    if kept.get("month") != month_of(now):
        kept = {"month": month_of(now), "told": {}}
    if one.recipe.get(ONLY_KNOCK):
        price = terms.knock.price if terms.knock is not None else 0
        return kept | {
            "templates": kept.get("templates", 0) + 1,
            "templates_cost": kept.get("templates_cost", 0) + price,
        }
    return kept | {"sent": kept.get("sent", 0) + 1}


def as_heard(recipe: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message as its reader sees it: where only a template may be sent, its few facts and nothing else."""
    if not recipe.get(ONLY_KNOCK):
        return recipe
    facts = recipe["knock"]
    return {"text": f"(tin mẫu) {facts['don_vi']}: còn {facts['so_luong']} số liệu, hạn {facts['han']}."}
