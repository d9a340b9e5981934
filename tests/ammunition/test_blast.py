"""Blast levels against the published reference table; emergency values."""

import csv
from pathlib import Path

import pytest

from tracemark.ammunition.data import blast, consequence_levels, rows
from tracemark.ammunition.rules.blast import blast_at, consequences_at
from tracemark.ammunition.rules.emergency import danger_area_m, fire_sign, supplementary_signs, withdrawal_m
from tracemark.findings import Refused

REFERENCE = tuple(csv.DictReader((Path(__file__).parent / "blast_reference.csv").read_text().splitlines()))
"""63 rows of Swisdak 1994 (DTIC ADA526744)."""

NAMES = {
    "incident_kPa": "incident_pressure_kPa",
    "reflected_kPa": "reflected_pressure_kPa",
    "arrival_ms_kg13": "time_of_arrival_ms",
    "incident_impulse_kPa_ms_kg13": "incident_impulse_kPa_ms",
    "reflected_impulse_kPa_ms_kg13": "reflected_impulse_kPa_ms",
}


@pytest.mark.parametrize("row", REFERENCE, ids=lambda row: row["z_m_kg13"])
def test_the_published_reference_values_are_reproduced(row: dict[str, str]) -> None:
    level = blast_at(blast(), 1.0, float(row["z_m_kg13"]))
    for theirs, ours in NAMES.items():
        if row[theirs] and ours in level.values:
            assert level.values[ours] == pytest.approx(float(row[theirs]), rel=0.006, abs=0.0006), ours


def test_ten_tonnes_at_500_metres_as_in_the_worked_example() -> None:
    level = blast_at(blast(), 10_000, 500)
    assert level.values["incident_pressure_kPa"] == pytest.approx(5.05, abs=0.01)
    assert level.values["reflected_pressure_kPa"] == pytest.approx(10.24, abs=0.01)


@pytest.mark.parametrize(("neq_kg", "z"), [(1_000, 5.00), (10_000, 2.32), (100_000, 1.08)])
def test_scaled_distances_at_50_metres_are_those_of_iatg_01_80(neq_kg: int, z: float) -> None:
    assert blast_at(blast(), neq_kg, 50).z == pytest.approx(z, abs=0.005)


@pytest.mark.parametrize(("neq_kg", "distance_m"), [(1, 0.1), (1, 500), (0, 10), (10, 0), (2_000_000, 100)])
def test_blast_outside_the_published_range_is_refused(neq_kg: float, distance_m: float) -> None:
    with pytest.raises(Refused):
        blast_at(blast(), neq_kg, distance_m)


def test_consequences_are_those_reached() -> None:
    assert [one.code for one in consequences_at(consequence_levels(), 10.0)] == [
        "glass_and_cladding",
        "minor_damage",
        "tenth_of_cost",
    ]
    assert consequences_at(consequence_levels(), 200.0)[-1].code == "complete_demolition"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("fragmenting_public", 2067), ("fragmenting_closed", 1448), ("bare", 1382)],
)
def test_danger_areas_of_1200_kg_are_those_published(kind: str, expected: int) -> None:
    assert danger_area_m(kind, 1200) == expected


def test_danger_areas_refuse_what_is_not_known() -> None:
    for kind, kg in (("buried", 10.0), ("bare", 0.0)):
        with pytest.raises(Refused):
            danger_area_m(kind, kg)


@pytest.mark.parametrize(
    ("division", "neq_kg", "transport", "expected"),
    [
        ("1.1", None, False, 1250),
        ("1.1", 5_000, False, 850),
        ("1.1", 20_000, False, 1300),
        ("1.1", 100_000, False, 2061),
        ("1.5", 5_000, True, 870),
        ("1.1", 20_000, True, 1300),
        ("1.2.1", 100, False, 560),
        ("1.3.1", None, False, 405),
        ("1.3.1", 10_000, False, 138),
        ("1.4", 1, True, 100),
    ],
)
def test_people_withdraw_by_division_and_quantity(
    division: str, neq_kg: float | None, transport: bool, expected: int
) -> None:
    assert withdrawal_m(rows("withdrawal.csv"), division, neq_kg, transport=transport) == expected


def test_the_fire_sign_is_that_of_the_most_dangerous_division() -> None:
    signs = rows("fire_divisions.csv")
    first = fire_sign(signs, ["1.4", "1.2.2", "1.3.1"])
    assert first is not None and (first.fire_division, first.shape) == ("2", "cross")
    assert fire_sign(signs, []) is None


def test_supplementary_signs_follow_the_groups() -> None:
    found = {one.filling for one in supplementary_signs(rows("fire_signs.csv"), ["H", "D"])}
    assert found == {"white_phosphorus", "plasticised_phosphorus"}
