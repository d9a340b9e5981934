"""Which column is which field: proposed, changed by a person, remembered."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracemark.findings import Severity
from tracemark.register.rules.lists.columns import guess_fields
from tracemark.register.rules.lists.headers import Header
from tracemark.register.rules.lists.mapping import SheetMapping, check_chosen, fingerprint, propose_mapping
from tracemark.register.rules.rows import ListKind


def mapped(
    *names: str,
    kind: ListKind = ListKind.INVENTORY,
    samples: list[list[str]] | None = None,
    chosen: dict[str, str] | None = None,
) -> SheetMapping:
    rows = samples if samples is not None else [["x"] * len(names)]
    return propose_mapping(kind, Header(1, names, 1), rows, chosen=chosen)


def codes(mapping: SheetMapping) -> list[str]:
    return [finding.code for finding in mapping.findings]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Serial no.", "serial"),
        ("S/N", "serial"),
        ("N° de série", "serial"),
        ("Nº serie", "serial"),
        ("№ оружия", "serial"),
        ("枪号", "serial"),
        ("رقم السلاح", "serial"),
        ("Serial number / N° de série", "serial"),
        ("Serial number (as engraved)", "serial"),
        ("Serail number", "serial"),
        ("Weapon serial number", "serial"),
        ("Calibre (mm)", "calibre"),
        ("Nom et prénom", "names"),
        ("Tél. du déclarant", "person_details"),
        ("Home address of holder", "person_details"),
        ("Кол-во", "quantity"),
        ("قطعة عدد", "quantity"),
    ],
)
def test_a_name_of_a_column_is_recognised(name: str, field: str) -> None:
    kind = ListKind.SEIZURES if field != "quantity" else ListKind.INVENTORY
    assert guess_fields(kind, name)[0].field == field


def test_the_same_name_means_what_its_list_is_about() -> None:
    assert guess_fields(ListKind.RECEIPTS, "Number")[0].field == "quantity"
    assert guess_fields(ListKind.REGISTER, "Number")[0].field == "record_ref"
    assert guess_fields(ListKind.IMPORTS, "Issued")[0].field == "occurred_on"


def test_an_unknown_column_is_reported_and_kept() -> None:
    mapping = mapped("Type", "Serial no.", "Rack")
    assert mapping.fields == ("type", "serial", "")
    assert codes(mapping) == ["unknown_column"]


def test_a_missing_serial_column_refuses_the_sheet() -> None:
    mapping = mapped("Type", "Make", "Model", kind=ListKind.REGISTER)
    assert mapping.is_refused
    assert [f.params["field"] for f in mapping.findings if f.severity is Severity.REFUSAL] == ["serial"]


def test_a_second_column_of_a_field_is_kept_under_its_own_name() -> None:
    mapping = mapped("Type", "Serial no.", "Serial number")
    assert (mapping.fields, codes(mapping)) == (("type", "serial", ""), ["column_repeated"])


def test_a_person_overrides_by_name_or_letter() -> None:
    mapping = mapped("Type", "Code", "Serial no.", chosen={"code": "serial", "C": "-"})
    assert mapping.fields == ("type", "serial", "-")
    assert not mapping.is_refused


def test_a_person_cannot_name_a_field_that_the_list_does_not_have() -> None:
    assert [f.code for f in check_chosen(ListKind.INVENTORY, {"A": "permit_no"})] == ["field_unknown"]
    assert check_chosen(ListKind.INVENTORY, {"A": "serial", "B": "-"}) == ()


def test_marks_stand_in_for_a_missing_serial_column() -> None:
    assert mapped("Type", "Make", "Proof marks").fields == ("type", "make", "serial")


def test_letters_and_number_in_two_columns_are_one_serial() -> None:
    samples = [["Пистолет", "АВ", "1234"], ["Пистолет", "КС", "5678"]]
    mapping = mapped("Наименование", "Серия", "Номер", samples=samples)
    assert mapping.fields == ("type", "serial_prefix", "serial")


def test_a_number_that_reads_like_a_serial_is_taken_for_one_and_said() -> None:
    samples = [["Pistol", "AB12345"], ["Rifle", "C998877"], ["Pistol", "K43210"]]
    mapping = mapped("Type", "Number", samples=samples)
    assert (mapping.fields, codes(mapping)) == (("type", "serial"), ["column_guessed"])


def test_a_number_that_counts_the_rows_is_no_serial() -> None:
    samples = [["Pistol", str(number)] for number in range(1001, 1010)]
    assert mapped("Type", "Number", samples=samples, kind=ListKind.REGISTER).is_refused


def test_a_mapping_is_remembered_for_the_same_header_only() -> None:
    first = fingerprint(ListKind.REGISTER, ["Type", "N° de série"])
    assert first == fingerprint(ListKind.REGISTER, ["TYPE", "No de serie"])
    assert first != fingerprint(ListKind.REGISTER, ["N° de série", "Type"])
    assert first != fingerprint(ListKind.INVENTORY, ["Type", "N° de série"])


@given(st.lists(st.text(max_size=25), max_size=12))
@settings(max_examples=60, deadline=None)
def test_no_header_makes_a_proposal_fail_and_no_field_is_given_twice(names: list[str]) -> None:
    for kind in ListKind:
        fields = [field for field in mapped(*names, kind=kind).fields if field]
        assert len(fields) == len(set(fields))
