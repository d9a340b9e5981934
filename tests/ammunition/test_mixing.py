"""What may lie together, and what mixed divisions count as."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracemark.ammunition.data import mixing, rule_set
from tracemark.ammunition.rules.aggregation import aggregate
from tracemark.ammunition.rules.compatibility import check_mix, check_suspect, may_mix
from tracemark.ammunition.rules.distances import Pair, required_distance
from tracemark.ammunition.rules.divisions import GROUPS, HazardCode, read_hazard_code, subdivision_of_1_2
from tracemark.findings import Refused

STORAGE, TRANSPORT = mixing("storage"), mixing("transport")


def mixed(*groups: str, table: object = STORAGE, allowances: tuple[str, ...] = ()) -> list[str]:
    assert table in (STORAGE, TRANSPORT)
    codes = [HazardCode("1.1", group) for group in groups]
    chosen = STORAGE if table is STORAGE else TRANSPORT
    return [finding.code for finding in check_mix(chosen, codes, allowances)]


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ("CDE", []),
        ("DD", []),
        ("BS", []),
        ("FS", []),
        ("BC", ["mix_forbidden"]),
        ("BD", ["mix_needs_decision"]),
        ("FD", ["mix_needs_decision"]),
        ("GE", ["mix_needs_decision"]),
        ("DG", ["mix_needs_decision"]),
        ("DN", ["mix_counts_as"]),
        ("HD", ["mix_forbidden"]),
        ("KS", ["mix_forbidden"]),
        ("LS", ["mix_forbidden"]),
        ("LL", ["mix_forbidden"]),
        ("AD", ["mix_forbidden"]),
        ("HJ", ["mix_forbidden"]),
    ],
)
def test_groups_in_a_storehouse(groups: str, expected: list[str]) -> None:
    assert mixed(*groups) == expected


def test_transport_is_another_table_than_storage() -> None:
    assert mixed("G", "D", table=TRANSPORT) == ["mix_needs_decision"]
    assert mixed("B", "D", table=TRANSPORT) == ["mix_forbidden"]
    assert mixed("K", "S", table=TRANSPORT) == []


def test_a_condition_that_the_authority_accepted_permits() -> None:
    assert mixed("F", "D", allowances=("2",)) == ["mix_counts_as"]
    assert not may_mix(check_mix(STORAGE, [HazardCode("1.1", "F"), HazardCode("1.1", "D")], ("4",)))


def test_a_group_that_is_not_stated_is_never_mixed() -> None:
    assert mixed("", "S") == ["group_not_stated"]
    assert mixed("") == []


@given(st.lists(st.sampled_from(GROUPS), min_size=2, max_size=5))
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_mixing_does_not_depend_on_the_order(groups: list[str]) -> None:
    assert mixed(*groups) == mixed(*reversed(groups))


def test_the_tables_are_symmetric() -> None:
    for table in (STORAGE, TRANSPORT):
        assert all(table.cells[a][b] == table.cells[b][a] for a in GROUPS for b in GROUPS)


def test_suspect_ammunition_lies_alone() -> None:
    assert check_suspect(2, has_suspect=True)
    assert not check_suspect(1, has_suspect=True) and not check_suspect(3, has_suspect=False)


@pytest.mark.parametrize(
    ("text", "division", "group"),
    [
        ("1.1D", "1.1", "D"),
        (" 1.2.1 e", "1.2.1", "E"),
        ("1.3G", "1.3.1", "G"),
        ("1.2", "1.2.1", ""),
        ("1.4S", "1.4", "S"),
    ],
)
def test_a_hazard_code_is_read_as_it_is_marked(text: str, division: str, group: str) -> None:
    assert read_hazard_code(text) == HazardCode(division, group)


@pytest.mark.parametrize("text", ["", "1.7D", "1.1I", "D", "1.2.3E", "1.1.1D", "1.4.2"])
def test_a_code_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_hazard_code(text)


def test_the_split_of_1_2_stands_at_136_grams() -> None:
    assert subdivision_of_1_2(Decimal("0.136")) == "1.2.2"
    assert subdivision_of_1_2(Decimal("0.1361")) == "1.2.1"


def readings(propagates: bool = False, **kg: int) -> dict[str, int]:
    held = {name.replace("_", ".").removeprefix("d"): Decimal(value) for name, value in kg.items()}
    return {one.division: int(one.neq_kg) for one in aggregate(held, propagates=propagates).readings}


def test_mixed_divisions_count_by_the_stricter_of_both_editions() -> None:
    assert readings(d1_1=500, d1_2_1=2000, d1_3_1=4000) == {"1.1": 6500, "1.2.1": 6500, "1.3.1": 6500}
    assert readings(d1_1=500, d1_2_2=100) == {"1.1": 600, "1.2.2": 600}
    assert readings(d1_2_1=10, d1_2_2=5) == {"1.2.1": 15}
    assert readings(d1_5=10, d1_4=900) == {"1.1": 10}
    assert readings(d1_4=900) == {"1.4": 900}
    assert readings(d1_3_2=7, d1_3_1=1) == {"1.3.1": 8}
    assert readings(d1_6=40) == {"1.1": 40}
    assert readings() == {}


def test_1_2_with_1_3_counts_as_1_1_in_the_four_cases() -> None:
    assert readings(d1_2_1=100, d1_3_1=50) == {"1.2.1": 150, "1.3.1": 150}
    assert readings(propagates=True, d1_2_1=100, d1_3_1=50)["1.1"] == 150


KG = st.integers(0, 60_000)
CONTENTS = st.fixed_dictionaries(
    {name: KG for name in ("1.1", "1.2.1", "1.2.2", "1.3.1", "1.3.2", "1.5", "1.6")}
)


@given(
    contents=CONTENTS,
    store=st.sampled_from(rule_set().stores),
    neighbour=st.sampled_from(rule_set().neighbours),
)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_aggregation_is_never_less_strict_than_any_division_alone(
    contents: dict[str, int], store: str, neighbour: str
) -> None:
    pair = Pair(neighbour, store)
    held = {name: Decimal(kg) for name, kg in contents.items() if kg >= 50}
    single = [required_distance(rule_set(), name, float(kg), pair).distance_m for name, kg in held.items()]
    together = [
        required_distance(rule_set(), one.division, float(min(one.neq_kg, 250_000)), pair).distance_m
        for one in aggregate(held).readings
    ]
    assert max(together, default=0) >= max(single, default=0)
