"""Answers of the calculators as plain values: one shape for the command line and the API."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tracemark.ammunition.data import blast, consequence_levels, mixing, rows, rule_set, rule_sets
from tracemark.ammunition.rules.aggregation import aggregate
from tracemark.ammunition.rules.blast import blast_at, consequences_at
from tracemark.ammunition.rules.compatibility import check_mix, may_mix
from tracemark.ammunition.rules.distances import Distance, Limit, Pair, largest_quantity, required_distance
from tracemark.ammunition.rules.divisions import read_division, read_hazard_code
from tracemark.ammunition.rules.emergency import danger_area_m, fire_sign, withdrawal_m
from tracemark.ammunition.rules.rulesets import RuleSet
from tracemark.ammunition.rules.siting import LimitCache, exposures_of, limits_of
from tracemark.findings import Finding, Refused
from tracemark.stockpiles.rules.plans import Plan, StorePlan
from tracemark.ui.words import word

Answer = dict[str, Any]


def finding_answer(finding: Finding) -> Answer:
    """A finding with its words in the reader's language."""
    return {
        "code": finding.code,
        "params": dict(finding.params),
        "severity": str(finding.severity),
        "words": word(finding.code, **finding.params),
    }


def distance_answer(rules: RuleSet, division: str, neq_kg: Decimal, pair: Pair) -> Answer:
    """The distance for a quantity, with clause, edition and every rule applied."""
    return distance_values(required_distance(rules, read_division(division), float(neq_kg), pair))


def distance_values(found: Distance) -> Answer:
    """A distance as plain values."""
    return {
        "division": found.division,
        "neq_kg": f"{Decimal(repr(found.neq_kg)).normalize():f}",
        "exposed_site": found.neighbour,
        "store": found.store,
        "distance_m": found.distance_m,
        "exact_m": found.exact_m,
        "column": found.column,
        "clause": found.clause,
        "edition": found.edition,
        "rules": [finding_answer(one) for one in found.rules],
    }


def quantity_answer(rules: RuleSet, division: str, distance_m: float, pair: Pair) -> Answer:
    """The largest quantity at a distance."""
    limit: Limit = largest_quantity(rules, read_division(division), distance_m, pair)
    return {
        "division": limit.division,
        "distance_m": distance_m,
        "neq_kg": limit.neq_kg,
        "is_capped": limit.is_capped,
        "edition": rules.title,
        "basis": distance_values(limit.distance) if limit.distance else None,
    }


def comparison_answer(division: str, neq_kg: Decimal, pair: Pair) -> list[Answer]:
    """One question put to every shipped rule set."""
    answers = []
    for code, rules in rule_sets().items():
        one: Answer = {"rule_set": code, "status": rules.status, "distance": None, "refused": []}
        try:
            one["distance"] = distance_answer(rules, division, neq_kg, pair)
        except Refused as refusal:
            one["refused"] = [finding_answer(finding) for finding in refusal.findings]
        answers.append(one)
    return answers


def mix_answer(texts: Sequence[str], purpose: str, allowances: Iterable[str] = ()) -> Answer:
    """Whether these hazard codes may be together, and why not."""
    codes = [read_hazard_code(text) for text in texts]
    table = mixing(purpose)
    found = check_mix(table, codes, tuple(allowances))
    return {
        "codes": [str(code) for code in codes],
        "purpose": purpose,
        "may_mix": may_mix(found),
        "edition": table.edition,
        "findings": [finding_answer(one) for one in found],
    }


def aggregate_answer(contents: Mapping[str, Decimal], *, propagates: bool = False) -> Answer:
    """What mixed divisions count as: every reading, with its editions."""
    total = aggregate(contents, propagates=propagates)
    return {
        "contents": {division: f"{kg:f}" for division, kg in contents.items()},
        "readings": [
            {"division": one.division, "neq_kg": f"{one.neq_kg:f}", "sources": list(one.sources)}
            for one in total.readings
        ],
        "findings": [finding_answer(one) for one in total.findings],
    }


def blast_answer(neq_kg: float, distance_m: float) -> Answer:
    """Blast levels at a distance, and the published consequences they reach."""
    level = blast_at(blast(), neq_kg, distance_m)
    reached = consequences_at(consequence_levels(), level.values["incident_pressure_kPa"])
    return {
        "neq_kg": neq_kg,
        "distance_m": distance_m,
        "z": round(level.z, 3),
        "values": {name: float(f"{value:.4g}") for name, value in level.values.items()},
        "source": "Kingery-Bulmash, simplified by Swisdak (1994); hemispherical TNT surface burst",
        "consequences": [
            {"code": one.code, "kpa_from": one.kpa_from, "words": word(f"consequence_{one.code}")}
            for one in reached
        ],
    }


def emergency_answer(division: str, neq_kg: Decimal | None, *, transport: bool = False) -> Answer:
    """How far people withdraw from a fire, and the sign on the door."""
    found = read_division(division)
    quantity = None if neq_kg is None else float(neq_kg)
    sign = fire_sign(rows("fire_divisions.csv"), [found])
    return {
        "division": found,
        "neq_kg": None if neq_kg is None else f"{neq_kg:f}",
        "withdrawal_m": withdrawal_m(rows("withdrawal.csv"), found, quantity, transport=transport),
        "fire_division": sign.fire_division if sign else "",
        "shape": sign.shape if sign else "",
        "source": "AASTP-1 (2006) Part I, chapter 7",
    }


def danger_area_answer(kind: str, all_up_kg: float) -> Answer:
    """How far a demolition area is closed."""
    return {
        "kind": kind,
        "all_up_kg": all_up_kg,
        "radius_m": danger_area_m(kind, all_up_kg),
        "source": "IATG 01.80 (by a port of the published calculator)",
    }


def plan_answer(rules: RuleSet, plan: Plan) -> Answer:
    """The limits of every store of a plan, with the neighbour that binds."""
    cache = LimitCache(rules)
    return {
        "edition": rules.title,
        "stores": [_store_answer(cache, plan, store) for store in plan.stores],
        "findings": [finding_answer(one) for one in plan.findings],
    }


def _store_answer(cache: LimitCache, plan: Plan, store: StorePlan) -> Answer:
    limits = limits_of(cache, exposures_of(cache.rules, store, plan.neighbours, plan.stores))
    return {
        "store": store.name,
        "limits": [
            {
                "division": one.division,
                "neq_kg": one.neq_kg,
                "binding": one.binding,
                "distance_m": round(one.distance_m, 1),
                "exposed_site": one.pair.neighbour if one.pair else "",
                "is_capped": one.is_capped,
            }
            for one in limits.values()
        ],
    }


def chosen_rules(code: str) -> RuleSet:
    """A shipped rule set by its code. Raises Refused: ``rule_set_not_read``."""
    if code not in rule_sets():
        raise Refused(Finding("rule_set_not_read", {"place": code, "problem": ", ".join(rule_sets())}))
    return rule_set(code)
