"""What a change of a site would do, before it is saved: every store's limits as they are and as they would be."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracemark.ammunition.data import rule_set
from tracemark.ammunition.queries.standing import StoreStanding
from tracemark.ammunition.rules.aggregation import aggregate
from tracemark.ammunition.rules.remedies import Site, limits_on
from tracemark.ammunition.rules.siting import LICENSED, LimitCache, exposures_of
from tracemark.ammunition.tables.maps import Drawing, draw_site, rings_of
from tracemark.stockpiles.queries import SitePlan
from tracemark.stockpiles.rules.pictures import Placing
from tracemark.stockpiles.rules.plans import NeighbourPlan, StorePlan

Place = StorePlan | NeighbourPlan


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One division of one store: what it may hold now (None: it is new) and after the change."""

    store: str
    division: str
    held_kg: Decimal
    licensed_kg: int | None
    before_kg: int | None
    after_kg: int
    binding: str
    distance_m: float

    @property
    def is_over(self) -> bool:
        """Whether more is held than would be allowed."""
        return self.held_kg > self.after_kg

    @property
    def change(self) -> str:
        """``more``, ``less`` or ``same``."""
        if self.before_kg is None or self.before_kg == self.after_kg:
            return "same"
        return "more" if self.after_kg > self.before_kg else "less"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The drawing with the change, and the lines worth looking at."""

    drawing: Drawing
    lines: tuple[LimitLine, ...]
    is_changed: bool


def outcome_of(
    plan: SitePlan,
    standings: Sequence[StoreStanding],
    one: Place | None,
    known_as: str,
    picture: tuple[str, Placing] | None = None,
) -> Outcome:
    """What it would mean if ``one`` stood as drawn; ``known_as`` is its name until now, empty when it is new."""
    stores, neighbours = _with(plan, one, known_as)
    site = Site(stores, neighbours)
    cache = LimitCache(rule_set())
    by_name = {standing.store.name: standing for standing in standings}
    lines: list[LimitLine] = []
    for store in stores:
        was = known_as if one is not None and store is one else store.name
        standing = by_name.get(was)
        lines += _lines(cache, site, store, standing)
    own = one.name if one is not None else ""
    shown = [
        line
        for line in lines
        if line.is_over or line.change != "same" or (line.store == own and line.held_kg)
    ]
    return Outcome(_drawing(cache, site, one, lines, standings, picture), tuple(shown), one is not None)


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One reading of a store's contents after a change in thought, against what it may hold."""

    store: str
    division: str
    before_kg: Decimal
    after_kg: Decimal
    room_kg: int

    @property
    def fits(self) -> bool:
        """Whether it may be."""
        return self.after_kg <= self.room_kg


def contents_outcome(
    source: StoreStanding, target: StoreStanding, division: str, neq_kg: Decimal
) -> tuple[ContentLine, ...]:
    """Both stores after ``neq_kg`` of a division went from one to the other, by every reading."""
    return (*_content_lines(source, division, -neq_kg), *_content_lines(target, division, neq_kg))


def _content_lines(standing: StoreStanding, division: str, change_kg: Decimal) -> list[ContentLine]:
    contents = dict(standing.contents)
    contents[division] = max(Decimal(0), contents.get(division, Decimal(0)) + change_kg)
    before = {one.division: one.neq_kg for one in aggregate(standing.contents).readings}
    after = {one.division: one.neq_kg for one in aggregate(contents).readings}
    rooms = {one.division: one.room_kg for one in standing.usages}
    zero = Decimal(0)
    return [
        ContentLine(standing.store.name, one, before.get(one, zero), after.get(one, zero), rooms[one])
        for one in LICENSED
        if one in before or one in after
    ]


def _with(
    plan: SitePlan, one: Place | None, known_as: str
) -> tuple[tuple[StorePlan, ...], tuple[NeighbourPlan, ...]]:
    stores, neighbours = plan.stores, plan.neighbours
    if isinstance(one, StorePlan):
        stores = (*(store for store in stores if store.name != known_as), one)
    elif one is not None:
        neighbours = (*(each for each in neighbours if each.name != known_as), one)
    return stores, neighbours


def _lines(
    cache: LimitCache, site: Site, store: StorePlan, standing: StoreStanding | None
) -> list[LimitLine]:
    usages = {one.division: one for one in standing.usages} if standing else {}
    found = []
    for division, limit in limits_on(cache, site, store).items():
        usage = usages.get(division)
        found.append(
            LimitLine(
                store=store.name,
                division=division,
                held_kg=usage.held_kg if usage else Decimal(0),
                licensed_kg=usage.licensed_kg if usage else None,
                before_kg=usage.limit.neq_kg if usage else None,
                after_kg=limit.neq_kg,
                binding=limit.binding,
                distance_m=limit.distance_m,
            )
        )
    return found


def _drawing(
    cache: LimitCache,
    site: Site,
    one: Place | None,
    lines: Sequence[LimitLine],
    standings: Sequence[StoreStanding],
    picture: tuple[str, Placing] | None,
) -> Drawing:
    """The site with the change; around a store that is drawn, the rings of what it holds most of, or may."""
    tones = {each.store.name: each.tone for each in standings}
    tones |= {line.store: "bad" for line in lines if line.is_over}
    if not isinstance(one, StorePlan):
        return draw_site(site.stores, site.neighbours, tones, picture=picture)
    own = [line for line in lines if line.store == one.name]
    shown = max(own, key=lambda line: line.held_kg)
    quantity = float(shown.held_kg or shown.after_kg)
    exposures = exposures_of(cache.rules, one, site.neighbours, site.stores)
    rings = rings_of(cache.rules, shown.division, quantity, exposures) if quantity else ()
    binding = (one.name, shown.binding) if shown.binding else None
    return draw_site(site.stores, site.neighbours, tones, {one.name: rings}, binding, picture)
