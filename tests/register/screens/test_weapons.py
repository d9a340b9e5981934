"""The list of weapons, its exports, and the page of one weapon."""

import io
from datetime import date

import pytest
from django.db import connection
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries
from tests.register.screens.lists import a_unit, a_weapon, sign_in, take_in

from tracemark.oversight.models import AccessLog
from tracemark.register.models import Weapon

pytestmark = pytest.mark.django_db


def test_a_list_shows_the_weapons_of_ones_units_only(monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(a_unit("ARMY"), ["ARMY-7701"], name="a.csv")
    take_in(a_unit("POLICE"), ["POLICE-7702"], name="b.csv")
    text = sign_in(monkeypatch, "officer", a_unit("ARMY")).get("/register/").content.decode()
    assert "ARMY7701" in text and "POLICE7702" not in text


def test_an_administrator_sees_no_weapons(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sign_in(monkeypatch, "administrator", a_unit()).get("/register/").status_code == 403


def test_a_longer_list_takes_no_more_queries(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(monkeypatch, "officer", a_unit())
    take_in(a_unit(), ["A1"], name="a.csv")
    client.get("/register/")
    # PostgreSQL asks once more: the lock under which the access log grows.
    with django_assert_num_queries(12 if connection.vendor == "postgresql" else 11) as few:
        client.get("/register/")
    take_in(a_unit(), [f"B{number}" for number in range(60)], name="b.csv")
    with django_assert_num_queries(len(few)):
        client.get("/register/")


def test_the_next_page_goes_on_after_the_last_record_number(monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(a_unit(), [f"A{number:03}" for number in range(60)])
    client = sign_in(monkeypatch, "officer", a_unit())
    first = client.get("/register/?custody=state_store")
    second = client.get(f"/register/?custody=state_store&after={first.context['next_after']}")
    shown = [line.weapon.record_no for page in (first, second) for line in page.context["lines"]]
    assert shown == sorted(shown) and len(set(shown)) == 60
    assert second.context["next_after"] is None


def test_filters_narrow_and_nonsense_narrows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(a_unit(), ["A1", "B2"])
    client = sign_in(monkeypatch, "officer", a_unit())

    def serials(query: str) -> list[str]:
        return sorted(line.weapon.serial for line in client.get(f"/register/?{query}").context["lines"])

    assert serials("text=b") == ["B2"]
    assert serials("standing=stolen") == []
    assert serials("custody=nonsense") == ["A1", "B2"]


def test_a_whole_record_number_leads_to_its_weapon(monkeypatch: pytest.MonkeyPatch) -> None:
    weapon = a_weapon(a_unit())
    typed = weapon.record_no.replace("-", " ").lower()
    answer = sign_in(monkeypatch, "officer", a_unit()).get("/register/", {"q": typed})
    assert answer.headers["Location"] == f"/register/{weapon.record_no}/"


def test_an_export_holds_what_the_filter_shows_and_no_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(a_unit(), ["A1", "B2"])
    Weapon.objects.filter(serial="A1").update(make_text="=HYPERLINK()")
    client = sign_in(monkeypatch, "officer", a_unit())
    lines = b"".join(client.get("/register/weapons.csv?text=A").streaming_content).decode().splitlines()
    assert len(lines) == 2 and "'=HYPERLINK()" in lines[1]
    content = b"".join(client.get("/register/weapons.xlsx?text=A").streaming_content)
    cells = load_workbook(io.BytesIO(content)).active
    assert cells["F2"].value == "=HYPERLINK()" and cells["F2"].data_type == "s"


def test_a_weapons_page_shows_its_life_and_is_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    weapon = a_weapon(a_unit())
    client = sign_in(monkeypatch, "officer", a_unit())
    text = client.get(f"/register/{weapon.record_no}/").content.decode()
    text = text.replace("\u2068", "").replace(
        "\u2069", ""
    )  # isolates keep a maker's name in its own direction
    assert "AB1234" in text and "Made by CZ" in text and "22 years without a record" in text
    assert "1 March 2003" in text and "My column" in text
    assert list(AccessLog.objects.filter(verb="read").values_list("subject", flat=True)) == [weapon.record_no]


def test_a_weapon_of_another_unit_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    weapon = a_weapon(a_unit("POLICE"))
    client = sign_in(monkeypatch, "officer", a_unit("ARMY"))
    assert client.get(f"/register/{weapon.record_no}/").status_code == 404
    assert client.get("/register/not-a-number/").status_code == 404


def test_a_carelessly_written_record_number_is_put_right(monkeypatch: pytest.MonkeyPatch) -> None:
    weapon = a_weapon(a_unit())
    answer = sign_in(monkeypatch, "officer", a_unit()).get(f"/register/{weapon.record_no.lower()}/")
    assert answer.headers["Location"] == f"/register/{weapon.record_no}/"


def test_dates_and_words_follow_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    weapon = a_weapon(a_unit())
    client = sign_in(monkeypatch, "officer", a_unit())
    client.cookies["django_language"] = "ar"
    text = client.get(f"/register/{weapon.record_no}/").content.decode()
    assert 'dir="rtl"' in text and f'<bdi dir="ltr" class="mark">{weapon.record_no}' in text
    assert "مارس 2003" in text and date(2003, 3, 1).year == 2003
