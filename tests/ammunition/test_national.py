"""Arrays and the plain rules give the same limits, whatever the map."""

import random

import numpy as np
import pytest
from benchmarks.siting import make_map
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracemark.ammunition.data import rule_set
from tracemark.ammunition.jobs.limit_tables import FARTHEST_M, LimitTables
from tracemark.ammunition.jobs.national import national_limits, national_limits_by
from tracemark.ammunition.rules.distances import Pair, largest_quantity, required_distance
from tracemark.ammunition.rules.siting import LICENSED, LimitCache, exposures_of, limits_of

RULES = rule_set()
TABLES = LimitTables(RULES)
CONDITIONS = st.frozensets(st.sampled_from(["standard_ecm", "few_people", "no_primary_explosive"]))
PAIRS = st.builds(Pair, st.sampled_from(RULES.neighbours), st.sampled_from(RULES.stores), CONDITIONS)


@given(division=st.sampled_from(LICENSED), pair=PAIRS, metres=st.integers(0, FARTHEST_M))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_table_of_limits_says_what_the_rules_say(division: str, pair: Pair, metres: int) -> None:
    assert TABLES.table(division, pair)[metres] == largest_quantity(RULES, division, metres, pair).neq_kg


@pytest.mark.parametrize("division", LICENSED)
def test_no_distance_is_longer_than_the_tables_reach(division: str) -> None:
    most = RULES.domains.get(division, (0, 1))[1]
    found = [
        required_distance(RULES, division, most, Pair(neighbour, store)).exact_m
        for neighbour in RULES.neighbours
        for store in RULES.stores
    ]
    assert max(found) <= FARTHEST_M


@pytest.mark.parametrize("seed", range(4))
def test_arrays_and_the_double_loop_give_the_same_limits(seed: int) -> None:
    stores, neighbours = make_map(20, 60, seed)
    fast = national_limits(RULES, stores, neighbours)
    cache = LimitCache(RULES)
    for number, store in enumerate(stores):
        plain = limits_of(cache, exposures_of(RULES, store, neighbours, stores))
        assert [plain[one].neq_kg for one in LICENSED] == fast.kg[number].tolist()


def test_who_binds_is_a_thing_whose_limit_it_is() -> None:
    stores, neighbours = make_map(10, 40, 5)
    names = [one.name for one in (*neighbours, *stores)]
    fast = national_limits(RULES, stores, neighbours)
    plain = limits_of(LimitCache(RULES), exposures_of(RULES, stores[0], neighbours, stores))
    binding = [names[number] if number >= 0 else "" for number in fast.binding[0]]
    assert [bool(one) for one in binding] == [bool(plain[division].binding) for division in LICENSED]


def test_an_empty_map_leaves_the_end_of_the_rules() -> None:
    stores, _ = make_map(1, 0, random.Random(1).randint(0, 9))
    fast = national_limits(RULES, stores, [])
    assert fast.kg[0].tolist() == [RULES.domains.get(one, RULES.domains["1.1"])[1] for one in LICENSED]
    assert np.all(fast.binding == -1)


def test_two_processes_give_what_one_gives() -> None:
    stores, neighbours = make_map(15, 60, 3)
    alone = national_limits(RULES, stores, neighbours)
    shared = national_limits_by(2, RULES, stores, neighbours)
    assert (alone.kg == shared.kg).all() and (alone.binding == shared.binding).all()
