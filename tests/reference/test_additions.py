"""What a curator adds to the tables: pure, and undone without a trace in the tables."""

from tracemark.reference.data import load_tables
from tracemark.reference.rules import find_calibre, find_maker, find_weapon_type
from tracemark.reference.rules.additions import (
    KINDS,
    Addition,
    check_alias,
    check_new_value,
    names_of,
    suggestions,
    values_of,
    with_additions,
)


def codes(findings: list) -> list[str]:
    return [finding.code for finding in findings]


def test_an_alias_is_recognised_in_the_new_tables_and_not_in_the_old() -> None:
    old = load_tables()
    new = with_additions(old, [Addition("maker", "glock", "Austrian Plastic Works", "letter of the maker")])
    assert find_maker(new, "austrian plastic-works").code == "glock"
    assert find_maker(old, "Austrian Plastic Works").code is None


def test_new_values_are_recognised_and_their_aliases_too() -> None:
    additions = [
        Addition("maker", "acme", "ACME Weapons", "catalogue"),
        Addition("maker", "acme", "Acme Farland", "catalogue", is_new=True, details={"country": "XF"}),
        Addition("calibre", "9.9x42", "9.9 × 42 mm", "data sheet", is_new=True, details={"coarse": "9.9"}),
        Addition("type", "net_gun", "Net gun", "memo", is_new=True, details={"scope": "other"}),
    ]
    tables = with_additions(load_tables(), additions)
    assert tables.makers["acme"].country == "XF" and find_maker(tables, "ACME Weapons").code == "acme"
    assert find_calibre(tables, "9,9х42").code == "9.9x42"
    assert find_weapon_type(tables, "net gun").scope == "other"


def test_no_addition_is_no_change() -> None:
    new = with_additions(load_tables(), [])
    assert new.makers == load_tables().makers and new.calibre_groups == load_tables().calibre_groups


def test_an_alias_needs_a_known_code_and_a_free_text() -> None:
    tables = load_tables()
    assert codes(check_alias(tables, "maker", "nobody", "Foo")) == ["reference_code_unknown"]
    assert codes(check_alias(tables, "maker", "cz", "Glock")) == ["reference_text_taken"]
    assert codes(check_alias(tables, "maker", "cz", "unknown")) == ["reference_text_is_absence"]
    assert codes(check_alias(tables, "calibre", "9x19", " - ")) == ["reference_text_blank"]
    assert check_alias(tables, "maker", "cz", "Glosk") == []


def test_a_new_value_needs_a_free_code_and_what_its_kind_asks_for() -> None:
    tables = load_tables()
    assert codes(check_new_value(tables, "country", "ZZ", "Zedland", {})) == ["reference_kind_closed"]
    assert codes(check_new_value(tables, "maker", "cz", "Foo Works", {})) == ["reference_code_taken"]
    assert codes(check_new_value(tables, "maker", "", "Foo Works", {})) == ["reference_code_needed"]
    assert codes(check_new_value(tables, "maker", "foo", "Foo", {"country": "QQ"})) == [
        "reference_code_unknown"
    ]
    assert codes(check_new_value(tables, "type", "foo", "Foo", {})) == ["reference_scope_needed"]
    assert check_new_value(tables, "maker", "foo", "Foo Works", {"country": "XF"}) == []


def test_the_nearest_names_are_suggested_and_never_taken() -> None:
    assert "smith-wesson" in suggestions(load_tables(), "maker", "Smit Weston Co")
    assert suggestions(load_tables(), "maker", "qqqqqqqq") == ()
    for kind in KINDS:
        value = next(iter(values_of(load_tables(), kind).values()))
        assert suggestions(load_tables(), kind, names_of(value)[0])
