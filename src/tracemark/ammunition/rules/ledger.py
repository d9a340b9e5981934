"""Movements of ammunition: which may be, and what speaks against one (IATG 03.10, 01.70, 02.30).

An act (receive, issue, transfer …) is refused for what would be unsafe; a report of what was found is always recorded,
and what contradicts a licence raises an alert.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracemark.ammunition.rules.aggregation import Reading, aggregate
from tracemark.ammunition.rules.compatibility import MixTable, check_mix, check_suspect
from tracemark.ammunition.rules.divisions import HazardCode
from tracemark.findings import Finding, Param, Severity


class MovementKind(StrEnum):
    """Why ammunition moves; the reports say what was seen, the others are acts."""

    RECEIVE = "receive"
    RETURN = "return"
    TRANSFER = "transfer"
    ISSUE = "issue"
    EXPEND = "expend"
    DESTROY = "destroy"
    REPORT_STOCK = "report_stock"
    REPORT_FOUND = "report_found"
    REPORT_LOSS = "report_loss"


REPORTS = frozenset({MovementKind.REPORT_STOCK, MovementKind.REPORT_FOUND, MovementKind.REPORT_LOSS})

ENDS: Mapping[MovementKind, tuple[bool, bool]] = {
    MovementKind.RECEIVE: (False, True),
    MovementKind.RETURN: (False, True),
    MovementKind.TRANSFER: (True, True),
    MovementKind.ISSUE: (True, False),
    MovementKind.EXPEND: (True, False),
    MovementKind.DESTROY: (True, False),
    MovementKind.REPORT_STOCK: (False, True),
    MovementKind.REPORT_FOUND: (False, True),
    MovementKind.REPORT_LOSS: (True, False),
}
"""Whether a kind takes from a store, and whether it brings to one."""

USES_BANNED = frozenset({MovementKind.ISSUE, MovementKind.EXPEND})


class LotCondition(StrEnum):
    """Groups of condition as IATG names them (not confirmed against the printed module)."""

    SERVICEABLE = "A"
    BANNED = "B"
    PENDING = "C"
    DISPOSAL = "D"


SUSPECT = frozenset({LotCondition.BANNED})


@dataclass(frozen=True, slots=True)
class Stock:
    """So many of one item in a store. ``neq_kg`` is for one."""

    item: str
    hazard: HazardCode
    neq_kg: Decimal
    quantity: Decimal
    is_suspect: bool = False


@dataclass(frozen=True, slots=True)
class StoreRules:
    """What holds for a store: its licensed limits (None: no licence in force) and accepted mixing notes."""

    name: str
    limits: Mapping[str, int] | None
    allowances: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BanFacts:
    """A ban in force, or its dates, on a lot or an item."""

    reference: str
    scope: str
    from_on: date
    until_on: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


def content_by_division(stocks: Iterable[Stock]) -> dict[str, Decimal]:
    """NEQ in kg by division."""
    total: dict[str, Decimal] = {}
    for stock in stocks:
        division = stock.hazard.division
        total[division] = total.get(division, Decimal(0)) + stock.neq_kg * stock.quantity
    return total


def check_content(rules: StoreRules, stocks: Sequence[Stock], table: MixTable) -> tuple[Finding, ...]:
    """What is wrong with a store that holds ``stocks``: over its licence, wrongly mixed, suspect beside others."""
    held = [stock for stock in stocks if stock.quantity > 0]
    items = {stock.item: stock.hazard for stock in held}
    found = [*_over(rules, held), *check_mix(table, list(items.values()), rules.allowances)]
    found += check_suspect(len(items), any(stock.is_suspect for stock in held))
    return tuple(_named(finding, rules.name) for finding in found if finding.severity is Severity.REFUSAL)


def readings_over(readings: Iterable[Reading], limits: Mapping[str, int]) -> tuple[tuple[Reading, int], ...]:
    """Readings that exceed the limit of their division, with that limit; a division without a limit has none."""
    return tuple(
        (one, limits.get(one.division, 0)) for one in readings if one.neq_kg > limits.get(one.division, 0)
    )


def check_movement(
    kind: MovementKind,
    quantities: Sequence[tuple[Decimal, bool, bool]],
    *,
    voucher: str,
    signatories: Sequence[str],
    bans: Collection[BanFacts],
    day: date,
) -> tuple[Finding, ...]:
    """What is wrong with the voucher itself. ``quantities``: each with whether it has a store at either end."""
    found = []
    if not voucher.strip():
        found.append(Finding("voucher_needed", {}, Severity.REFUSAL))
    names = {name.strip().casefold() for name in signatories if name.strip()}
    if len(names) < 2:
        found.append(Finding("two_names_needed", {}, Severity.REFUSAL))
    if not quantities:
        found.append(Finding("nothing_moved", {}, Severity.REFUSAL))
    for number, (quantity, has_from, has_to) in enumerate(quantities, start=1):
        if quantity <= 0:
            found.append(Finding("movement_quantity_wrong", {"row": number}, Severity.REFUSAL))
        if (has_from, has_to) != ENDS[kind]:
            params: dict[str, Param] = {"row": number, "movement": kind.value}
            found.append(Finding("movement_ends_wrong", params, Severity.REFUSAL))
    if kind in USES_BANNED:
        found += [
            Finding("lot_banned", {"reference": ban.reference}, Severity.REFUSAL)
            for ban in bans
            if ban.holds(day)
        ]
    return tuple(found)


def as_alerts(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Refusals of an act as the alerts of a report."""
    return tuple(replace(finding, severity=Severity.ALERT) for finding in findings)


def _over(rules: StoreRules, held: Sequence[Stock]) -> list[Finding]:
    contents = content_by_division(held)
    if rules.limits is None:
        return [Finding("store_not_licensed", {}, Severity.REFUSAL)] if any(contents.values()) else []
    found = []
    for reading, limit in readings_over(aggregate(contents).readings, rules.limits):
        params: dict[str, Param] = {
            "division": reading.division,
            "held": f"{reading.neq_kg.normalize():f}",
            "limit": limit,
        }
        found.append(Finding("over_licence", params, Severity.REFUSAL))
    return found


def _named(finding: Finding, store: str) -> Finding:
    return replace(finding, params={**finding.params, "store": store})
