"""Counts of what was collected, destroyed and lost: specified as rows a statistician can read."""

from datetime import date

import pytest

from tracemark.figures.rules.counts import COUNTS, CountFact, Left, Tally, count_facts, tally_json


def fact(number: str, day: str, how: str, **columns: object) -> CountFact:
    kind = {"seized_criminal": "seized", "seized_administrative": "seized"}.get(how, how)
    values: dict[str, object] = {
        "weapon_id": number,
        "record_no": number,
        "event_id": f"{number}-{day}",
        "sheet_row": f"list:{number}",
        "list_kind": "seizures",
        "kind": kind,
        "how": how if kind in {"seized", "found", "surrendered"} else "",
        "scope": "",
        "outcome": "",
        "day": date.fromisoformat(day) if day else None,
        "voided": False,
        "duplicate_of": "",
        "unique_mark": True,
        "marked": False,
        "destroyed": False,
        "collected": False,
        "state_held": False,
    }
    return CountFact(**{**values, **columns})  # type: ignore[arg-type]  # [test-columns]


ROWS = [
    fact("A1", "2024-02-01", "seized_criminal", outcome="traced_home", destroyed=True),
    fact("A2", "2024-03-01", "seized_administrative"),
    fact("A3", "2024-04-01", "found", unique_mark=False, destroyed=True),
    fact("A4", "2025-01-01", "surrendered", outcome="pending"),
    fact("A5", "2025-02-01", "seized_criminal", scope="antique"),
    fact("A6", "2025-02-02", "seized_criminal", duplicate_of="A4"),
    fact("A7", "2025-03-01", "found", scope="ammunition"),
    fact("A8", "2025-03-02", "found", unique_mark=False, outcome="established_otherwise"),
    fact("A9", "", "found"),
    fact("B1", "2024-11-01", "destroyed", collected=True),
    fact("B2", "2024-11-01", "destroyed", state_held=True),
    fact("B3", "2024-11-01", "destroyed"),
]


def tally(name: str) -> Tally:
    return count_facts(COUNTS[name], ROWS, (2024, 2025))


@pytest.mark.parametrize(
    ("name", "cell", "first", "second", "both"),
    [
        ("arms-collected", "seized", 1, 0, 1),
        ("arms-collected", "found", 1, 1, 2),
        ("arms-collected", "surrendered", 0, 1, 1),
        ("arms-collected", "total", 2, 2, 4),
        ("arms-collected-by-action", "recorded", 1, 1, 2),
        ("arms-collected-by-action", "destroyed", 2, None, 2),
        ("arms-collected-by-action", "recorded_or_destroyed", 2, 1, 3),
        ("arms-collected-by-action", "neither", 0, 1, 1),
        ("arms-collected-by-origin", "established", 1, 1, 2),
        ("arms-collected-by-origin", "blank", 1, 0, 1),
        ("arms-destroyed", "total", 3, None, None),
        ("arms-destroyed", "collected", 1, None, None),
        ("arms-lost", "total", None, None, None),
    ],
)
def test_a_count_has_a_value_for_each_year_of_which_something_is_known(
    name: str, cell: str, first: int | None, second: int | None, both: int | None
) -> None:
    counted = tally(name)
    assert [counted.value(cell, years) for years in ((2024,), (2025,), ())] == [first, second, both]


def test_none_is_no_value_where_it_only_means_that_nobody_recorded_it() -> None:
    lost = count_facts(COUNTS["state-arms-lost"], [fact("C1", "2025-02-01", "reported_lost")], (2025,))
    assert [lost.value(cell) for cell in ("total", "holder_not_known")] == [None, 1]
    assert tally("arms-collected-by-action").value("destroyed", (2025,)) is None


def test_recorded_and_destroyed_is_counted_once_in_recorded_or_destroyed() -> None:
    counted = tally("arms-collected-by-action")
    rows = [row.row_id for row in counted.rows_of("recorded_or_destroyed")]
    assert rows == ["A1", "A3", "A4"] and len(rows) < 2 + 2


def test_destroyed_may_exceed_collected() -> None:
    assert tally("arms-destroyed").value("total", (2024,)) == 3
    assert tally("arms-collected").value("total", (2024,)) == 2


def test_what_is_left_out_says_why() -> None:
    left = {
        reason: [row.row_id for row in rows] for reason, rows in tally("arms-collected").left_out().items()
    }
    assert left == {
        Left.DATE_NOT_KNOWN: ["A9"],
        Left.NOT_AN_ARM: ["A7"],
        Left.ANTIQUE: ["A5"],
        Left.ADMINISTRATIVE: ["A2"],
        Left.DUPLICATE_EVENT: ["A6"],
    }


def test_a_repeated_report_counts_when_the_earlier_one_is_voided() -> None:
    voided = fact("A4", "2025-01-01", "surrendered", voided=True)
    counted = count_facts(COUNTS["arms-collected"], [voided, ROWS[5]], (2025,))
    assert [row.row_id for row in counted.rows_of("total")] == ["A6"]


def test_the_parts_of_every_count_add_up_to_its_total() -> None:
    parts = {
        "arms-collected": ("seized", "found", "surrendered"),
        "arms-collected-by-action": ("recorded_or_destroyed", "neither"),
        "arms-collected-by-mark": ("unique", "not_unique"),
        "arms-collected-by-origin": (
            "established",
            "pending",
            "too_little_information",
            "not_tried",
            "blank",
        ),
        "arms-destroyed": ("collected", "state_held", "source_not_known"),
    }
    for name, cells in parts.items():
        counted = tally(name)
        assert sum(len(counted.rows_of(cell)) for cell in cells) == len(counted.rows_of("total"))


def test_the_json_of_a_count_lists_its_rows() -> None:
    document = tally_json(tally("arms-collected"), state="XF")
    assert document["cells"]["total"] == {"2024": 2, "2025": 2, "all": 4}  # type: ignore[index,call-overload]  # [json]
    assert len(document["rows"]) == 9  # type: ignore[arg-type]  # [json]
