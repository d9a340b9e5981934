"""What is no arm, what stands outside the figures, and what is an arm after all."""

import pytest
from tests.register.lists.reading import Value, read_list

from tracemark.register.rules.lists.scope import year_of_making
from tracemark.register.rules.rows import ListKind

NAMES = ["Date", "How obtained", "Type", "Make", "Model", "Marks as read", "Remarks"]


def seized(kind: str, model: str = "", marks: str = "A1234", remarks: str = "") -> list[list[Value]]:
    return [[*NAMES], ["05/01/2025", "found", kind, "Tula", model, marks, remarks]]


@pytest.mark.parametrize(
    "text",
    [
        "Ammunition 9 mm, 1 box", "Barrel (loose)", "Bolt, rifle", "Magazine AK", "Cartouches 12", "Патроны 9 мм",
        "子弹", "ذخيرة 9 ملم", "Munición 9 mm", "Cargador",
    ],
)  # fmt: skip
def test_ammunition_and_parts_are_kept_aside(text: str) -> None:
    assert read_list(ListKind.SEIZURES, seized(text)).reasons() == {2: "not_an_arm"}


@pytest.mark.parametrize(
    ("kind", "model", "remarks", "scope"),
    [
        ("Rifle", "1871", "engraved 1889", "antique"),
        ("Revolver", "1858", "made 1874, antique", "antique"),
        ("Revolver", "1873", "antique, dated 1882", "antique"),
        ("Revolver", "Nagant 1895", "made 1938", None),
        ("Revolver", "Nagant 1895", "", None),
        ("Pistol", "PM", "blank-firer, converted to fire", None),
        ("Blank-firing pistol", "", "converted to fire", None),
        ("Toy gun (replica)", "", "", "replica"),
        ("Airsoft replica", "", "", "replica"),
        ("Rifle", "", "год изготовления 1891", "antique"),
        ("Fusil", "", "grabado 1889", "antique"),
        ("Pistol", "", "burnt in fire 2011", None),
    ],
)
def test_antiques_and_replicas_are_accepted_outside_the_count(
    kind: str, model: str, remarks: str, scope: str | None
) -> None:
    read = read_list(ListKind.SEIZURES, seized(kind, model, "A1234", remarks))
    assert read.rows[2].extra.get("scope") == scope


def test_a_replica_needs_no_serial_number() -> None:
    assert read_list(ListKind.SEIZURES, seized("Replica pistol", marks="")).reasons() == {}


@pytest.mark.parametrize(
    ("remarks", "year"),
    [
        ("engraved 1889", 1889),
        ("made 1938", 1938),
        ("burnt 2011", None),
        ("made 1938, repaired 1951", None),
        ("", None),
    ],
)
def test_remarks_give_a_year_of_making_only_when_they_speak_of_it(remarks: str, year: int | None) -> None:
    assert year_of_making(remarks) == year
