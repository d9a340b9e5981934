"""Whole lists of each kind, and what is kept of their rows."""

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.register.lists.reading import Value, read_list

from tracemark.register.rules.events import PartialDate
from tracemark.register.rules.lists import plan_from_json, plan_to_json
from tracemark.register.rules.rows import ListKind

SEIZURES = ["Case no", "Date", "Place", "Agency", "How obtained", "Type", "Make", "Marks as read", "Trace outcome",
            "Holder sex", "Holder age group", "Holder name"]  # fmt: skip
PERMITS = [
    "Permit no",
    "End-user certificate no",
    "Issued",
    "Make",
    "Model",
    "Permitted qty",
    "Delivered qty",
    "Delivered on",
]


def seizure(
    day: Value = "13/01/2025", outcome: str = "Pending", how: str = "found", marks: str = "AB1234"
) -> list[Value]:
    return ["C-1", day, "Quarn", "Police", how, "Pistol", "CZ", marks, outcome, "M", "25-34", "A. Person"]


def test_what_names_or_describes_a_person_never_stands_among_the_facts() -> None:
    row = read_list(ListKind.SEIZURES, [SEIZURES, seizure()]).rows[2]
    assert row.personal == {"names": "A. Person", "sex": "male", "age_group": "25-34"}
    assert row.extra == {
        "record_ref": "C-1", "place": "Quarn", "agency": "Police", "how": "found", "outcome": "pending",
    }  # fmt: skip


def test_a_blank_outcome_stays_blank_and_an_unread_one_keeps_its_words() -> None:
    read = read_list(
        ListKind.SEIZURES, [SEIZURES, seizure(outcome=""), seizure(outcome="hm", marks="AB1235")]
    )
    assert "outcome" not in read.rows[2].extra
    assert (read.rows[3].extra.get("outcome"), read.rows[3].extra["outcome_text"]) == (None, "hm")
    assert read.warnings() == [(3, "outcome_not_read")]


def test_a_seizure_outside_the_year_of_the_list_is_kept_aside() -> None:
    days = ["22/12/2024", *["13/01/2025"] * 9]
    rows = [seizure(day, marks=f"AB{n:04}") for n, day in enumerate(days)]
    assert read_list(ListKind.SEIZURES, [SEIZURES, *rows]).reasons() == {2: "outside_period"}
    assert len(read_list(ListKind.SEIZURES, [SEIZURES, *rows], period=2024).aside) == 9


def test_a_list_over_several_years_keeps_no_row_aside_for_its_year() -> None:
    days = ["22/12/2023", "13/01/2024", "14/01/2025"]
    read = read_list(
        ListKind.SEIZURES, [SEIZURES, *(seizure(day, marks=f"AB{n:04}") for n, day in enumerate(days))]
    )
    assert (read.plan.period, read.reasons()) == (None, {})
    assert [finding.code for finding in read.plan.findings] == ["period_not_clear"]


def test_a_seizure_without_a_date_is_accepted_and_said() -> None:
    read = read_list(ListKind.SEIZURES, [SEIZURES, seizure(), seizure(None, marks="AB1235")])
    assert read.warnings() == [(3, "date_missing")]


def test_more_delivered_than_permitted_is_an_alert_and_a_blank_is_not_zero() -> None:
    rows: list[list[Value]] = [
        ["IP-1", "EUC-1", "26 Oct 2023", "Remington", "870", 5, 6, "10 Dec 2023"],
        ["IP-2", "EUC-2", "27 Oct 2023", "Remington", "870", 5, None, None],
        ["IP-3", "EUC-3", "28 Oct 2023", "Remington", "870", 5, "five", None],
    ]
    read = read_list(ListKind.IMPORTS, [PERMITS, *rows])
    assert read.warnings() == [(2, "over_quantity"), (4, "permit_quantity_not_read")]
    assert "delivered_quantity" not in read.rows[3].extra
    assert (read.rows[2].extra["delivered_on"], read.rows[2].occurred) == (
        "2023-12-10",
        PartialDate(date(2023, 10, 26)),
    )


def test_a_permit_without_a_number_and_a_repeated_permit_are_kept_aside() -> None:
    row: list[Value] = ["IP-1", "EUC-1", "26 Oct 2023", "Remington", "870", 5, 5, None]
    read = read_list(ListKind.IMPORTS, [PERMITS, row, row, [None, *row[1:]]])
    assert read.reasons() == {3: "duplicate_row", 4: "permit_without_number"}


def test_an_unknown_column_is_kept_under_its_own_name() -> None:
    read = read_list(ListKind.INVENTORY, [["Type", "Serial no.", "Rack"], ["Pistol", "AB1234", "R7"]])
    assert read.rows[2].extra == {"Rack": "R7"}


def test_make_and_model_in_one_column_are_taken_apart() -> None:
    names = ["Type", "Make and model", "Serial"]
    rows = [["Pistol", "Beretta 92FS", "AB1"], ["Revolver", "Smith & Wesson Model 10", "AB2"]]
    facts = [row.facts for row in read_list(ListKind.REGISTER, [names, *rows]).rows.values()]
    assert [(one.make_text, one.model_text) for one in facts] == [
        ("Beretta", "92FS"),
        ("Smith & Wesson", "Model 10"),
    ]


def test_a_holder_is_a_category_or_a_person() -> None:
    names = ["Type", "Serial", "Holder"]
    read = read_list(
        ListKind.REGISTER, [names, ["Pistol", "AB1234", "security firm"], ["Pistol", "AB1235", "A. Person"]]
    )
    assert (read.rows[2].extra, read.rows[2].personal) == ({"holder_category": "company"}, {})
    assert (read.rows[3].extra, read.rows[3].personal) == ({}, {"names": "A. Person"})


def test_unknown_makers_are_counted_for_the_curator_and_forced_into_nothing() -> None:
    names = ["Type", "Make", "Serial"]
    read = read_list(ListKind.REGISTER, [names, *[["Pistol", "Zzyzx Works", f"AB{n:04}"] for n in range(3)]])
    assert read.unknown == {("maker", "Zzyzx Works"): 3}
    assert read.rows[2].facts.make_code is None


def test_a_sheet_that_cannot_be_read_leaves_the_others_alone() -> None:
    good = [["Type", "Serial no."], ["Pistol", "AB1234"]]
    read = read_list(
        ListKind.REGISTER,
        {"Notes": [["Nothing here"]], "List": good, "Half": [["Type", "Make"], ["Pistol", "CZ"]]},
    )
    assert [sheet.is_read for sheet in read.plan.sheets] == [False, True, False]
    assert sorted(read.rows) == [2]


def test_a_plan_is_the_same_after_it_was_kept() -> None:
    rows = [SEIZURES, *(seizure(f"{day}/01/2025", marks=f"AB{day:04}") for day in range(1, 20))]
    plan = read_list(ListKind.SEIZURES, {"2025": rows}).plan
    assert plan_from_json(json.loads(json.dumps(plan_to_json(plan)))) == plan


VALUES = (
    st.none()
    | st.integers(0, 10**9)
    | st.dates()
    | st.text(max_size=12)
    | st.sampled_from(
        ["Total", "Pistol", "CZ", "AB1234", "01/02/2025", "none", "Serial no.", "Type", "Date", "found", "1"]
    )
)


@given(st.sampled_from(list(ListKind)), st.lists(st.lists(VALUES, max_size=8), max_size=12))
@settings(max_examples=80, deadline=None)
def test_no_list_makes_the_reading_fail_and_no_row_is_lost(kind: ListKind, rows: list[list[Value]]) -> None:
    header: list[Value] = [
        "Date",
        "Type",
        "Make",
        "Serial no.",
        "Permit no",
        "Permitted qty",
        "How obtained",
        "Qty",
    ]
    read = read_list(kind, [header, *rows])
    again = read_list(kind, [header, *rows])
    assert read.rows.keys().isdisjoint(read.aside)
    assert (read.rows, read.aside) == (again.rows, again.aside)
