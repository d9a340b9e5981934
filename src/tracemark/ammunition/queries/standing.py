"""How stores stand: what they hold against what they may hold, and everything that wants attention."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.data import mixing, rule_set
from tracemark.ammunition.models import Licence
from tracemark.ammunition.queries.holdings import list_lots_due, stocks_of
from tracemark.ammunition.queries.licences import licences_in_force, limits_in
from tracemark.ammunition.rules.aggregation import aggregate
from tracemark.ammunition.rules.ledger import Stock, StoreRules, check_content, content_by_division
from tracemark.ammunition.rules.licences import DUE_SOON_DAYS
from tracemark.ammunition.rules.siting import LICENSED, LimitCache, StoreLimit, exposures_of, limits_of
from tracemark.findings import Finding, Param, Severity
from tracemark.stockpiles.queries import SitePlan, Store, site_plans, visible_stores

TONES = ("bad", "warn", "good")


@dataclass(frozen=True, slots=True)
class Usage:
    """One division of a store: held (by the readings of mixed contents), licensed, and what the rules give today."""

    division: str
    held_kg: Decimal
    licensed_kg: int | None
    limit: StoreLimit

    @property
    def is_over(self) -> bool:
        """Whether more is held than licensed, or than today's neighbours allow."""
        return self.held_kg > self.limit.neq_kg or (
            self.licensed_kg is not None and self.held_kg > self.licensed_kg
        )

    @property
    def room_kg(self) -> int:
        """What may be held in all: the smaller of licence and today's rules."""
        return min(self.limit.neq_kg, self.licensed_kg if self.licensed_kg is not None else self.limit.neq_kg)

    @property
    def percent(self) -> int:
        """How full, of the smaller of licence and rules; 0 to 100."""
        room = self.room_kg
        return 100 if self.held_kg > room else int(100 * self.held_kg / room) if room else 0


@dataclass(frozen=True, slots=True)
class StoreStanding:
    """A store at a glance."""

    store: Store
    licence: Licence | None
    usages: tuple[Usage, ...]
    contents: dict[str, Decimal]
    findings: tuple[Finding, ...]

    @property
    def tone(self) -> str:
        """``bad`` when something is wrong now, ``warn`` when something is due, else ``good``."""
        severities = {finding.severity for finding in self.findings}
        if Severity.ALERT in severities or Severity.REFUSAL in severities:
            return "bad"
        return "warn" if Severity.WARNING in severities else "good"


def list_standings(viewer: Viewer, day: date, store_ids: Sequence[UUID] | None = None) -> list[StoreStanding]:
    """All visible stores with how they stand, the worst first."""
    rows = visible_stores(viewer)
    stores = list(rows if store_ids is None else rows.filter(id__in=store_ids))
    plans = site_plans({store.site_id: store.site for store in stores}.values())
    stocks = stocks_of([store.id for store in stores])
    licences = licences_in_force([store.id for store in stores], day)
    cache = LimitCache(rule_set())
    found = [
        _standing(cache, plans[store.site_id], store, stocks[store.id], licences.get(store.id), day)
        for store in stores
    ]
    return sorted(found, key=lambda one: (TONES.index(one.tone), one.store.site.name, one.store.name))


def limits_now(plan: SitePlan, store_name: str, cache: LimitCache | None = None) -> dict[str, StoreLimit]:
    """What the rules give a store today, among its neighbours."""
    known = cache or LimitCache(rule_set())
    store = next(one for one in plan.stores if one.name == store_name)
    return limits_of(known, exposures_of(known.rules, store, plan.neighbours, plan.stores))


def count_bad(viewer: Viewer, day: date) -> int:
    """How many visible stores are out of licence or wrongly mixed: for the front page."""
    return sum(1 for one in list_standings(viewer, day) if one.tone == "bad")


def check_everything(viewer: Viewer, day: date) -> list[Finding]:
    """Everything out of licence, incompatible or overdue."""
    findings = [finding for one in list_standings(viewer, day) for finding in one.findings]
    for lot in list_lots_due(viewer, day):
        code = (
            "shelf_life_over"
            if lot.shelf_life_until and lot.shelf_life_until <= day
            else "surveillance_overdue"
        )
        due = lot.shelf_life_until if code == "shelf_life_over" else lot.surveillance_due_on
        params: dict[str, Param] = {
            "lot": lot.lot_no,
            "item": lot.item.name,
            "due_on": due.isoformat() if due else "",
        }
        findings.append(Finding(code, params, Severity.WARNING))
    return findings


def _standing(
    cache: LimitCache,
    plan: SitePlan,
    store: Store,
    stocks: Sequence[Stock],
    licence: Licence | None,
    day: date,
) -> StoreStanding:
    limits = limits_now(plan, store.name, cache)
    licensed = limits_in(licence) if licence else None
    contents = content_by_division(stocks)
    held = {one.division: one.neq_kg for one in aggregate(contents).readings}
    usages = tuple(
        Usage(
            division,
            held.get(division, Decimal(0)),
            licensed.get(division, 0) if licensed else None,
            limits[division],
        )
        for division in LICENSED
    )
    rules = StoreRules(store.name, licensed, tuple(store.allowances.split()))
    findings = [*check_content(rules, stocks, mixing("storage")), *_over_today(store, usages, licensed)]
    if licence and licence.valid_until <= day + timedelta(days=DUE_SOON_DAYS):
        params = {"number": licence.number, "until": licence.valid_until.isoformat(), "store": store.name}
        findings.append(Finding("licence_ends_soon", params, Severity.WARNING))
    return StoreStanding(store, licence, usages, contents, tuple(findings))


def _over_today(store: Store, usages: Sequence[Usage], licensed: dict[str, int] | None) -> list[Finding]:
    """Held or licensed beyond what today's neighbours allow: encroachment shows here first."""
    found = []
    for usage in usages:
        limit = usage.limit
        params: dict[str, Param] = {
            "store": store.name,
            "division": usage.division,
            "limit": limit.neq_kg,
            "neighbour": limit.binding,
            "metres": int(limit.distance_m),
        }
        if usage.held_kg > limit.neq_kg:
            held: dict[str, Param] = {**params, "held": f"{usage.held_kg.normalize():f}"}
            found.append(Finding("over_rules_today", held, Severity.ALERT))
        elif not found and licensed and licensed.get(usage.division, 0) > limit.neq_kg:
            found.append(
                Finding(
                    "licence_outdated", {**params, "licensed": licensed[usage.division]}, Severity.WARNING
                )
            )
    return found
