"""Quantity-distance: what always holds, what is refused, and what each result names."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracemark.ammunition.data import rule_set, rule_sets
from tracemark.ammunition.rules.distances import Pair, compare_rule_sets, largest_quantity, required_distance
from tracemark.ammunition.rules.rulesets import read_cell, read_rule_set
from tracemark.findings import Refused

RULES = rule_set()
DIVISIONS = ("1.1", "1.2.1", "1.2.2", "1.3.1", "1.3.2")
NEIGHBOURS = st.sampled_from(RULES.neighbours)
STORES = st.sampled_from(("", *RULES.stores))
CONDITIONS = st.frozensets(
    st.sampled_from(["standard_ecm", "few_people", "no_primary_explosive", "not_spall_vulnerable"])
)
PAIRS = st.builds(Pair, NEIGHBOURS, STORES, CONDITIONS, st.sampled_from(["limited", "high", "complete"]))
KG = st.integers(50, 250_000)
LESS_PROTECTED = (
    ("medium-barricaded", "medium"),
    ("light-barricaded", "light"),
    ("ecm-rear", "ecm-front"),
    ("ecm-side", "ecm-front"),
    ("reinforced", "reinforced-door"),
)


def metres(division: str, neq_kg: float, pair: Pair) -> int:
    return required_distance(RULES, division, neq_kg, pair).distance_m


@given(division=st.sampled_from(DIVISIONS), pair=PAIRS, one=KG, other=KG)
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_distance_never_falls_when_the_quantity_grows(
    division: str, pair: Pair, one: int, other: int
) -> None:
    low, high = sorted((one, other))
    assert metres(division, low, pair) <= metres(division, high, pair)


@given(division=st.sampled_from(DIVISIONS), pair=PAIRS, neq_kg=KG)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_limit_of_a_distance_allows_at_least_the_quantity(division: str, pair: Pair, neq_kg: int) -> None:
    found = required_distance(RULES, division, neq_kg, pair)
    limit = largest_quantity(RULES, division, found.distance_m, pair)
    assert limit.neq_kg >= neq_kg
    assert required_distance(RULES, division, limit.neq_kg, pair).exact_m <= found.distance_m


@given(
    division=st.sampled_from(DIVISIONS),
    neighbour=NEIGHBOURS,
    neq_kg=KG,
    worse=st.sampled_from(LESS_PROTECTED),
)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_less_protection_never_shortens_a_distance(
    division: str, neighbour: str, neq_kg: int, worse: tuple[str, str]
) -> None:
    better, less = (metres(division, neq_kg, Pair(neighbour, store)) for store in worse)
    assert better <= less


@given(division=st.sampled_from(DIVISIONS), pair=PAIRS, neq_kg=KG)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_known_to_be_better_never_lengthens_a_distance(
    division: str, pair: Pair, neq_kg: int
) -> None:
    nothing_known = Pair(pair.neighbour, pair.store, frozenset(), pair.protection)
    assert metres(division, neq_kg, pair) <= metres(division, neq_kg, nothing_known)


@given(division=st.sampled_from(DIVISIONS), store=STORES, neq_kg=KG)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_more_vulnerable_neighbours_never_stand_nearer(division: str, store: str, neq_kg: int) -> None:
    order = ("traffic-low", "traffic-medium", "traffic-high", "inhabited-building", "vulnerable-building")
    found = [metres(division, neq_kg, Pair(neighbour, store)) for neighbour in order]
    assert all(near <= far for near, far in pairwise(found))


@given(division=st.sampled_from(DIVISIONS), neighbour=NEIGHBOURS, neq_kg=KG)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_store_not_known_takes_the_strictest(division: str, neighbour: str, neq_kg: int) -> None:
    each = [metres(division, neq_kg, Pair(neighbour, store)) for store in RULES.stores]
    assert metres(division, neq_kg, Pair(neighbour)) == max(each)


def test_ten_tonnes_of_1_1_keep_480_metres_from_houses_and_say_why() -> None:
    found = required_distance(RULES, "1.1", 10_000, Pair("inhabited-building", "medium"))
    assert (found.distance_m, found.exact_m, found.column) == (480, 479, "D13")
    assert "Table E.1" in found.clause and found.edition.startswith("IATG 02.20:2021")
    assert [rule.code for rule in found.rules] == ["rule_formula", "rule_rounded"]


@pytest.mark.parametrize(
    ("division", "neighbour", "store", "neq_kg", "expected"),
    [
        ("1.1", "inhabited-building", "light", 100, 400),  # floor of the matrix, not the 240 m of Table E.1
        ("1.1", "traffic-medium", "light", 500, 270),
        ("1.1", "traffic-medium", "light-barricaded", 500, 180),
        ("1.1", "vulnerable-building", "light", 500, 400),  # 2 x D12 is 353 m: not below houses
        ("1.1", "fuel-small", "light", 5_000, 10),
        ("1.2.1", "inhabited-building", "ecm-rear", 10_000, 60),
        ("1.2.1", "inhabited-building", "medium", 10_000, 370),
        ("1.3.1", "inhabited-building", "medium", 10_000, 140),
        ("1.5", "inhabited-building", "medium", 10_000, 480),
        ("1.4", "inhabited-building", "medium", 10_000, 25),
        (
            "1.1",
            "port-traffic-low",
            "light",
            1_000,
            170,
        ),  # the order in Table P.1 looks reversed: 16.7 for all
    ],
)
def test_floors_and_special_cases_hold(
    division: str, neighbour: str, store: str, neq_kg: int, expected: int
) -> None:
    assert metres(division, neq_kg, Pair(neighbour, store)) == expected


def test_reduced_distances_of_earth_covered_magazines_stop_at_45_tonnes() -> None:
    pair = Pair("inhabited-building", "ecm-rear", frozenset({"standard_ecm"}))
    assert metres("1.1", 45_000, pair) == 500
    beyond = required_distance(RULES, "1.1", 45_001, pair)
    assert beyond.distance_m == 790
    assert "rule_reduced_stops" in {rule.code for rule in beyond.rules}


@pytest.mark.parametrize(
    ("division", "neq_kg", "code"),
    [
        ("1.1", 49, "no_criterion_below"),
        ("1.3.1", 10, "no_criterion_below"),
        ("1.1", 250_001, "no_criterion_above"),
        ("1.2.1", 9, "no_criterion_below"),
        ("2.1", 100, "division_unknown"),
    ],
)
def test_outside_the_rules_is_refused_and_never_extrapolated(division: str, neq_kg: int, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        metres(division, neq_kg, Pair("inhabited-building"))
    assert refusal.value.findings[0].code == code


def test_unknown_stores_and_neighbours_are_refused() -> None:
    for pair, code in ((Pair("castle"), "neighbour_unknown"), (Pair("traffic-low", "tent"), "store_unknown")):
        with pytest.raises(Refused) as refusal:
            metres("1.1", 1_000, pair)
        assert refusal.value.findings[0].code == code


def test_at_300_metres_from_a_house_no_quantity_of_1_1_is_allowed() -> None:
    assert largest_quantity(RULES, "1.1", 300, Pair("inhabited-building", "medium")).neq_kg == 0
    assert largest_quantity(RULES, "1.3.1", 300, Pair("inhabited-building", "medium")).neq_kg == 102_996


def test_a_back_calculated_quantity_is_rounded_down_to_the_kilogram() -> None:
    limit = largest_quantity(RULES, "1.1", 600, Pair("inhabited-building", "medium"))
    assert limit.neq_kg == int((600 / 22.2) ** 3)


def test_rule_sets_are_compared_side_by_side_and_refuse_by_themselves() -> None:
    answers = compare_rule_sets(rule_sets(), "1.1", 100, Pair("inhabited-building", "medium"))
    assert {code: getattr(one, "distance_m", None) for code, one in answers.items()} == {
        "iatg-02.20-2021": 400,
        "aastp-1-2006": None,
        "desr-6055-k": 74,
    }


def test_a_cell_reads_its_alternatives() -> None:
    first, second = read_cell("0.5*D13>400@limited|D14?standard_ecm")
    assert (first.factor, first.column, first.least_m, first.protection) == (0.5, "D13", 400, "limited")
    assert second.conditions == {"standard_ecm"}


@pytest.mark.parametrize("text", ["D13>", "D13?moonlight", "forty metres", "D13@some"])
def test_a_cell_that_does_not_read_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="cell"):
        read_cell(text)


def test_a_national_rule_set_that_names_no_column_is_refused_with_its_place() -> None:
    with pytest.raises(Refused) as refusal:
        read_rule_set({"code": "x", "columns": {"1.1": {"D1": {"clause": "1"}}}, "cells": {}})
    assert refusal.value.findings[0].params["place"] == "columns"
