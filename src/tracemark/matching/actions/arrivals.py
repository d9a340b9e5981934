"""Weapons that come in are looked for at once among what was lost, destroyed or seized: an alert, not a report."""

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from tracemark.accounts.rules import Viewer, console
from tracemark.matching.actions.drafting import draft_of
from tracemark.matching.queries.lookup import TableSearch, current_weigher
from tracemark.matching.queries.records import OWNED, calibre_grouper
from tracemark.matching.rules.contradictions import Contradiction, Sighting, contradictions_of
from tracemark.matching.rules.description import describe
from tracemark.oversight.actions import raise_alerts
from tracemark.reference.queries import get_tables
from tracemark.register.queries.facts import WeaponFacts, facts_by_ids
from tracemark.register.rules.rows import ListKind

AGAINST = {
    ListKind.SEIZURES: (ListKind.LOSSES, ListKind.DESTRUCTION),
    ListKind.LOSSES: (ListKind.SEIZURES,),
    ListKind.DESTRUCTION: (ListKind.SEIZURES,),
}
"""Where a weapon of each kind of list is looked for when it comes in."""

LEVELS = 2


def watch_arrivals(weapon_ids: Sequence[UUID], kind: ListKind) -> int:
    """Raise an alert for each weapon just recorded that contradicts a list that stands; returns how many are new.

    A weapon in two lists under two numbers may be missed here: ``jobs.contradictions`` weighs whole lists and finds it.
    """
    if kind not in AGAINST:
        return 0
    system = console(purpose="matching")
    group = calibre_grouper(get_tables())
    drafts = [
        draft_of(contradiction, weapons)
        for arrived in facts_by_ids(system, weapon_ids).values()
        for contradiction, weapons in _contradictions(arrived, kind, system, group)
    ]
    return raise_alerts(drafts) if drafts else 0


def _contradictions(
    arrived: WeaponFacts, kind: ListKind, system: Viewer, group: Callable[[str, str], str]
) -> Iterator[tuple[Contradiction[UUID], dict[UUID, WeaponFacts]]]:
    """What a weapon contradicts, with the facts of all concerned.

    It is weighed among all registers too, so that a weapon there which fits as well keeps the alert away.
    """
    query = describe(arrived.facts, group)
    weigher = current_weigher()
    search = TableSearch(system, (*OWNED, *AGAINST[kind]), weigher, levels=LEVELS)
    best = search.answer(query).best if query.spellings else None
    least = weigher.model.alert_from
    if best is None or best.probability < least:
        return
    weapons = facts_by_ids(system, [arrived.weapon_id, best.id, *best.also])
    home = min((each for each in weapons if weapons[each].list_kind in OWNED), key=str, default=None)
    itself = Sighting(arrived.weapon_id, arrived.list_kind, arrived.occurred, best.probability)
    others = [
        Sighting(each, found.list_kind, found.occurred, 1.0)
        for each, found in weapons.items()
        if found.list_kind in AGAINST[kind]
    ]
    for contradiction in contradictions_of(home, [itself, *others], least):
        yield contradiction, weapons
