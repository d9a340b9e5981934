"""The distance a store must keep from a neighbour, and the largest quantity a distance allows (IATG 02.20).

A result is the safest of formula, floor and every printed value we know, and names the rules it applied. What the
rules do not cover is refused, never extrapolated.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tracemark.ammunition.rules.formulas import as_table_m, formula_m, printed_m, round_up
from tracemark.ammunition.rules.rulesets import PROTECTION, Alternative, Column, RuleSet
from tracemark.findings import Finding, Param, Refused, Severity


@dataclass(frozen=True, slots=True)
class Pair:
    """A store as its neighbour meets it, and that neighbour.

    ``store`` and ``neighbour`` are codes of the rule set; an empty ``store`` is not known, and the strictest holds.
    ``conditions`` are what is known to be true (``standard_ecm``, ``few_people`` …); ``protection`` is what is asked
    of a cell that offers several.
    """

    neighbour: str
    store: str = ""
    conditions: frozenset[str] = frozenset()
    protection: str = "high"


@dataclass(frozen=True, slots=True)
class Distance:
    """A distance with all that led to it. ``distance_m`` is rounded as the tables are; ``exact_m`` to the metre,
    which the rules allow in its place."""

    division: str
    neq_kg: float
    neighbour: str
    store: str
    distance_m: int
    exact_m: int
    column: str
    clause: str
    edition: str
    rules: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """The largest quantity at a distance. ``is_capped``: the rules end there, not this neighbour."""

    division: str
    neq_kg: int
    is_capped: bool
    distance: Distance | None


@dataclass(frozen=True, slots=True)
class _Choice:
    alternative: Alternative
    exact: float
    table_m: int
    exact_m: int


def required_distance(rules: RuleSet, division: str, neq_kg: float, pair: Pair) -> Distance:
    """The distance ``pair`` must keep for ``neq_kg`` of ``division``.

    Raises Refused: ``no_criterion_below``, ``no_criterion_above``, ``neighbour_unknown``, ``store_unknown``.
    """
    applied: list[Finding] = []
    treated = _treated(rules, division, applied)
    if treated in rules.fixed:
        return _fixed(rules, division, treated, neq_kg, pair)
    _require_domain(rules, treated, neq_kg)
    _require_known(rules, treated, pair)
    stores = (pair.store,) if pair.store else rules.stores
    if not pair.store:
        applied.append(_rule("rule_strictest_store"))
    options = [(store, *_of_cell(rules, treated, store, neq_kg, pair)) for store in stores]
    store, choice, told = max(options, key=lambda one: (one[1].table_m, one[1].exact))
    applied += told
    distance = _distance(rules, division, treated, neq_kg, Pair(pair.neighbour, store), choice, applied)
    return _at_least(rules, division, neq_kg, pair, distance)


def largest_quantity(rules: RuleSet, division: str, distance_m: float, pair: Pair) -> Limit:
    """The largest whole kg whose distance, rounded to the metre, is at most ``distance_m``; 0 when there is none."""
    treated = _treated(rules, division, [])
    if treated in rules.fixed:
        least = rules.fixed[treated][0]
        allowed = distance_m >= least
        return Limit(division, rules.domains["1.1"][1] if allowed else 0, allowed, None)
    low, high = rules.domains[treated]
    best, lowest = 0, low
    while lowest <= high:
        middle = (lowest + high) // 2
        if required_distance(rules, division, middle, pair).exact_m <= distance_m:
            best, lowest = middle, middle + 1
        else:
            high = middle - 1
    found = required_distance(rules, division, best, pair) if best else None
    return Limit(division, best, best == rules.domains[treated][1], found)


def compare_rule_sets(
    sets: Mapping[str, RuleSet], division: str, neq_kg: float, pair: Pair
) -> dict[str, Distance | tuple[Finding, ...]]:
    """The same question put to several rule sets: a distance each, or why it was refused."""
    answers: dict[str, Distance | tuple[Finding, ...]] = {}
    for code, rules in sets.items():
        try:
            answers[code] = required_distance(rules, division, neq_kg, pair)
        except Refused as refusal:
            answers[code] = refusal.findings
    return answers


def alternative_m(column: Column, alternative: Alternative, neq_kg: float) -> tuple[float, float]:
    """(formula with floors, printed value) of one alternative, in metres, before rounding."""
    exact = max(formula_m(column, neq_kg), column.floor_m) * alternative.factor
    return max(exact, alternative.least_m), printed_m(column, neq_kg) * alternative.factor


def applies(column: Column | None, alternative: Alternative, neq_kg: float, known: frozenset[str]) -> bool:
    """Whether an alternative may be used: its conditions are known to hold and its column reaches so far."""
    reaches = column is None or column.upto_kg is None or neq_kg <= column.upto_kg
    return reaches and alternative.conditions <= known


def _of_cell(
    rules: RuleSet, division: str, store: str, neq_kg: float, pair: Pair
) -> tuple[_Choice, list[Finding]]:
    """The alternative that holds: the shortest that gives the protection asked for, else the longest there is."""
    choices, told = [], []
    for alternative in rules.cells[division][pair.neighbour][store]:
        column = rules.columns[division].get(alternative.column)
        if not applies(column, alternative, neq_kg, pair.conditions):
            if (
                column is not None
                and column.upto_kg is not None
                and alternative.conditions <= pair.conditions
            ):
                told.append(_rule("rule_reduced_stops", kg=int(column.upto_kg)))
            continue
        choices.append(_choice(column, alternative, neq_kg))
    enough = [one for one in choices if one.alternative.rank >= PROTECTION[pair.protection]]
    if enough:
        return min(enough, key=lambda one: one.exact_m), told
    choice = max(choices, key=lambda one: one.exact_m)
    return choice, [*told, _rule("rule_protection_limited", protection=choice.alternative.protection)]


def _choice(column: Column | None, alternative: Alternative, neq_kg: float) -> _Choice:
    if column is None:
        return _Choice(alternative, alternative.least_m, alternative.least_m, alternative.least_m)
    exact, printed = alternative_m(column, alternative, neq_kg)
    printed_up = round_up(printed)
    return _Choice(alternative, exact, max(as_table_m(exact), printed_up), max(round_up(exact), printed_up))


def _distance(
    rules: RuleSet,
    division: str,
    treated: str,
    neq_kg: float,
    pair: Pair,
    choice: _Choice,
    applied: list[Finding],
) -> Distance:
    column = rules.columns[treated].get(choice.alternative.column)
    applied += _steps(column, choice, neq_kg)
    clause = rules.clauses.get(treated, "")
    if pair.neighbour.startswith("port-") and treated == "1.1":
        clause = rules.clauses["ports"]
    return Distance(
        division=division,
        neq_kg=neq_kg,
        neighbour=pair.neighbour,
        store=pair.store,
        distance_m=choice.table_m,
        exact_m=choice.exact_m,
        column=choice.alternative.column,
        clause=f"{clause}; {column.clause}" if column else clause,
        edition=rules.title,
        rules=tuple(applied),
    )


def _steps(column: Column | None, choice: _Choice, neq_kg: float) -> list[Finding]:
    """What was applied, in order: formula, floor, printed value, rounding."""
    alternative = choice.alternative
    steps = [_rule("rule_condition", condition=name) for name in sorted(alternative.conditions)]
    if column is None:
        code = "rule_fixed" if alternative.least_m else "rule_no_distance"
        return [*steps, _rule(code, metres=alternative.least_m)]
    raw = formula_m(column, neq_kg) * alternative.factor
    steps.append(
        _rule("rule_formula", formula=formula_text(column, neq_kg, alternative.factor), metres=f"{raw:.1f}")
    )
    if choice.exact > raw + 1e-6:
        steps.append(_rule("rule_floor", metres=round_up(choice.exact)))
    if choice.table_m > as_table_m(choice.exact):
        steps.append(_rule("rule_printed", metres=choice.table_m))
    steps.append(_rule("rule_rounded", metres=choice.table_m, exact=choice.exact_m))
    return steps


def formula_text(column: Column, neq_kg: float, factor: float = 1.0) -> str:
    """The formula as a reader writes it, such as ``22.2 Q^(1/3)``; Q is the NEQ in kg."""
    scale = column.factor * factor
    front = "" if scale == 1 else f"{scale:g} × "
    if column.log is not None:
        a, b, c = column.log
        return f"{front}({a:g} {b:+g} ln Q {c:+g} (ln Q)²)"
    quantity = max(neq_kg, column.frozen_below_kg)
    _, coefficient, power = [piece for piece in column.pieces if piece[0] <= quantity][-1]
    return f"{front}{coefficient:g} Q^({power})"


def _at_least(rules: RuleSet, division: str, neq_kg: float, pair: Pair, distance: Distance) -> Distance:
    """Never less than for a neighbour that needs less protection (2 × D12 falls below the floor of houses)."""
    lesser = rules.at_least.get(pair.neighbour)
    if lesser is None:
        return distance
    other = required_distance(
        rules, division, neq_kg, Pair(lesser, pair.store, pair.conditions, pair.protection)
    )
    if other.exact_m <= distance.exact_m and other.distance_m <= distance.distance_m:
        return distance
    raised = _rule("rule_not_below", neighbour=lesser, metres=other.distance_m)
    return Distance(
        division=division,
        neq_kg=neq_kg,
        neighbour=pair.neighbour,
        store=other.store,
        distance_m=max(other.distance_m, distance.distance_m),
        exact_m=max(other.exact_m, distance.exact_m),
        column=other.column,
        clause=other.clause,
        edition=distance.edition,
        rules=(*other.rules, raised),
    )


def _fixed(rules: RuleSet, division: str, treated: str, neq_kg: float, pair: Pair) -> Distance:
    metres, clause = rules.fixed[treated]
    return Distance(
        division, neq_kg, pair.neighbour, pair.store, metres, metres, "", clause, rules.title,
        (_rule("rule_not_by_quantity", metres=metres),),
    )  # fmt: skip


def _treated(rules: RuleSet, division: str, applied: list[Finding]) -> str:
    treated = rules.treated_as.get(division, division)
    if treated != division:
        applied.append(_rule("rule_treated_as", division=division, treated=treated))
    if treated not in rules.domains and treated not in rules.fixed:
        raise Refused(Finding("division_unknown", {"division": division}, Severity.REFUSAL))
    return treated


def _require_domain(rules: RuleSet, division: str, neq_kg: float) -> None:
    low, high = rules.domains[division]
    if neq_kg < low:
        params: dict[str, Param] = {"division": division, "kg": low, "edition": rules.title}
        raise Refused(Finding("no_criterion_below", params, Severity.REFUSAL))
    if neq_kg > high:
        params = {"division": division, "kg": high, "edition": rules.title}
        raise Refused(Finding("no_criterion_above", params, Severity.REFUSAL))


def _require_known(rules: RuleSet, division: str, pair: Pair) -> None:
    if pair.neighbour not in rules.cells[division]:
        params: dict[str, Param] = {"neighbour": pair.neighbour, "division": division}
        raise Refused(Finding("neighbour_unknown", params, Severity.REFUSAL))
    if pair.store and pair.store not in rules.stores:
        raise Refused(Finding("store_unknown", {"store": pair.store}, Severity.REFUSAL))


def _rule(code: str, **params: Param) -> Finding:
    return Finding(code, params, Severity.INFO)
