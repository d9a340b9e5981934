"""The shipped tables: complete, consistent, and exact where exactness can be checked."""

import csv
from importlib.resources import files

import pytest
from babel import Locale

from tracemark.reference import data
from tracemark.reference.data import LANGUAGES, load_tables
from tracemark.reference.rules import (
    find_calibre,
    find_country,
    find_country_mark,
    find_maker,
    find_weapon_type,
    fold,
)

FILES = [entry.name for entry in files(data).iterdir() if entry.name.endswith(".csv")]
SCRIPTS = {"Latin": ("a", "z"), "Cyrillic": ("а", "я"), "Arabic": ("ء", "ي"), "Chinese": ("一", "鿿")}


@pytest.mark.parametrize("name", sorted(FILES))
def test_each_row_names_its_source(name: str) -> None:
    with files(data).joinpath(name).open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    rows = list(csv.DictReader(lines))
    assert rows and all(row["source"] for row in rows)


@pytest.mark.parametrize("name", sorted(FILES))
def test_each_file_begins_with_a_note_to_the_reader(name: str) -> None:
    text = files(data).joinpath(name).read_text(encoding="utf-8")
    assert text.startswith("# ") and name in files(data).joinpath("SOURCES.md").read_text(encoding="utf-8")


def test_there_are_193_members_and_2_observers() -> None:
    statuses = [country.status for country in load_tables().countries.values()]
    assert (statuses.count("member"), statuses.count("observer"), statuses.count("invented")) == (193, 2, 3)


def test_real_states_have_three_digit_m49_codes_that_differ_and_invented_ones_have_none() -> None:
    real = [c for c in load_tables().countries.values() if c.status != "invented"]
    assert len({c.m49 for c in real}) == len({c.alpha3 for c in real}) == 195
    assert all(len(c.m49) == 3 and c.m49.isdigit() for c in real)
    assert all(not c.m49 for c in load_tables().countries.values() if c.status == "invented")


def test_every_state_has_both_names_in_six_languages() -> None:
    for country in load_tables().countries.values():
        for names in (country.short, country.official):
            assert set(names) == set(LANGUAGES) and all(name.strip() == name != "" for name in names.values())


@pytest.mark.parametrize(
    ("code", "language", "short"),
    [
        ("TZ", "en", "United Republic of Tanzania"), ("TR", "en", "Türkiye"), ("CI", "en", "Côte d'Ivoire"),
        ("SZ", "en", "Eswatini"), ("CV", "fr", "Cabo Verde"), ("MK", "es", "Macedonia del Norte"),
        ("KP", "zh", "朝鲜民主主义人民共和国"), ("CZ", "ru", "Чехия"), ("PS", "ar", "دولة فلسطين"),
        ("GB", "ru", "Соединенное Королевство Великобритании и Северной Ирландии"),
        ("NL", "en", "Netherlands (Kingdom of the)"), ("RU", "zh", "俄罗斯联邦"),
        ("SY", "zh", "阿拉伯叙利亚共和国"),
    ],
)  # fmt: skip
def test_states_bear_their_names_of_the_united_nations(code: str, language: str, short: str) -> None:
    assert load_tables().countries[code].short[language] == short


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_near_enough_to_those_of_unicode_to_rule_out_a_swap(language: str) -> None:
    territories = Locale.parse(language).territories
    for country in load_tables().countries.values():
        if country.status == "invented":
            continue
        theirs = fold(territories[country.alpha2])
        names = [country.short[language], country.official[language], *country.aliases]
        shared = max(len(_pairs(fold(name)) & _pairs(theirs)) for name in names)
        assert shared >= min(2, len(_pairs(theirs)) // 2), (country.alpha2, theirs, names)


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)} or {text}


def test_there_are_enough_makers_and_calibres() -> None:
    tables = load_tables()
    assert len(tables.makers) >= 150 and len(tables.calibres) >= 120


@pytest.mark.parametrize("script", SCRIPTS)
def test_makers_have_aliases_in_every_script(script: str) -> None:
    first, last = SCRIPTS[script]
    having = [
        maker
        for maker in load_tables().makers.values()
        if any(first <= sign <= last for alias in (maker.name, *maker.aliases) for sign in alias.casefold())
    ]
    assert len(having) >= 90


def test_every_name_of_a_maker_leads_to_it() -> None:
    tables = load_tables()
    for maker in tables.makers.values():
        for name in (maker.name, *maker.aliases):
            hit = find_maker(tables, name)
            assert maker.code in (hit.code, *hit.candidates), (maker.code, name, hit)


def test_only_izhevsk_is_the_name_of_two_makers() -> None:
    tables = load_tables()
    names = [alias for maker in tables.makers.values() for alias in maker.aliases]
    assert {n for n in names if find_maker(tables, n).how == "ambiguous"} == {"Izhevsk", "Ижевск"}


def test_makers_name_countries_of_the_table() -> None:
    tables = load_tables()
    assert all(m.country in tables.countries for m in tables.makers.values() if m.country is not None)


def test_every_name_of_a_calibre_leads_to_it() -> None:
    tables = load_tables()
    for calibre in tables.calibres.values():
        for name in (calibre.name, calibre.code, *calibre.aliases):
            assert find_calibre(tables, name).code == calibre.code, (calibre.code, name)


def test_a_name_of_a_group_says_no_more_than_the_group() -> None:
    tables = load_tables()
    members = {c.coarse for c in tables.calibres.values()}
    assert members <= set(tables.calibre_groups)
    for group in tables.calibre_groups.values():
        for name in group.aliases:
            hit = find_calibre(tables, name)
            assert (hit.code, hit.coarse) == (None, group.code), (group.code, name, hit)


def test_every_name_of_a_weapon_type_leads_to_it() -> None:
    tables = load_tables()
    for kind in tables.weapon_types.values():
        for name in (kind.name, *kind.names.values(), *kind.aliases):
            assert find_weapon_type(tables, name).code == kind.code, (kind.code, name)


def test_all_rows_of_the_un_register_for_small_arms_have_a_type() -> None:
    rows = {kind.un_register for kind in load_tables().weapon_types.values()}
    expected = {f"SA{n}" for n in range(1, 7)} | {f"LW{n}" for n in range(1, 8)}
    assert expected <= rows


def test_every_name_of_a_state_leads_to_it() -> None:
    tables = load_tables()
    for country in tables.countries.values():
        names = (country.alpha2, country.alpha3, country.m49, *country.short.values(), *country.aliases)
        for name in filter(None, (*names, *country.official.values())):
            assert find_country(tables, name).code == country.alpha2, (country.alpha2, name)


def test_every_mark_is_found_by_its_description() -> None:
    tables = load_tables()
    for mark in tables.country_marks.values():
        assert find_country_mark(tables, mark.text).code == mark.code
        assert mark.status in ("confirmed", "unconfirmed")


def test_model_families_name_makers_of_the_table() -> None:
    tables = load_tables()
    for family in tables.models.values():
        assert set(family.makers) <= set(tables.makers) and (family.makers or family.elsewhere)
