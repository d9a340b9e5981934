"""Ids follow from what they name, are never alike, and stand in the order of their list."""

from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from tracemark.register.rules.ids import id_beside, id_of_row

BATCH = UUID("5b8f6a52-9d0e-4c0a-8f7e-6f0d5a8c2b11")
SHEETS = st.none() | st.text(max_size=8)
ROWS = st.integers(1, 20_000_000)


@given(st.uuids(), SHEETS, ROWS, st.text(max_size=6))
def test_the_same_row_always_gives_the_same_id_of_version_eight(
    batch: UUID, sheet: str | None, row: int, name: str
) -> None:
    one = id_of_row(batch, sheet, row, name)
    assert one == id_of_row(batch, sheet, row, name)
    assert (one.version, one.variant) == (8, "specified in RFC 4122")


@settings(max_examples=50)
@given(SHEETS, st.lists(ROWS, min_size=2, unique=True))
def test_ids_of_a_sheet_stand_in_the_order_of_its_rows(sheet: str | None, rows: list[int]) -> None:
    ids = [id_of_row(BATCH, sheet, row, "1") for row in sorted(rows)]
    assert [one.hex for one in ids] == sorted(one.hex for one in ids)


def test_weapons_of_one_row_and_rows_of_two_batches_are_never_alike() -> None:
    ids = {id_of_row(BATCH, None, 7, str(number)) for number in range(50_000)}
    ids |= {id_of_row(uuid4(), None, 7, "1") for _ in range(1000)}
    assert len(ids) == 51_000


@given(st.uuids(), st.text(max_size=6), st.text(max_size=6))
def test_an_id_beside_another_shares_its_place_and_nothing_else(other: UUID, one: str, two: str) -> None:
    first, second = id_beside(other, one), id_beside(other, two)
    assert first.int >> 80 == second.int >> 80 == other.int >> 80
    assert (first == second) is (one == two)
    assert first != other
