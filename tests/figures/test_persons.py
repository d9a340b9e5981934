"""Tables of persons: read, counted, and published without giving anybody away."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pysdmx.io import read_sdmx
from tests.accounts.people import make_unit
from tests.figures.signed_in import sign_in
from tests.instruments.node import CONSOLE, row, take_in

from tracemark.accounts.models import Unit
from tracemark.config.cli import main
from tracemark.figures.actions import publish_persons
from tracemark.figures.models import PersonsPublication
from tracemark.figures.queries import verify_publications
from tracemark.figures.queries.persons import persons_to_publish
from tracemark.figures.rules.persons import (
    PERSON_TABLES,
    age_band,
    cells_of,
    check_repeat,
    person_document,
    places,
    read_counts,
)
from tracemark.figures.rules.persons_exchange import write_persons
from tracemark.figures.rules.suppression import Place
from tracemark.findings import Refused
from tracemark.register.rules.rows import ListKind

AT = datetime(2026, 3, 1, tzinfo=UTC)
COLLECTED, PROSECUTED = PERSON_TABLES["persons-with-collected-arms"], PERSON_TABLES["persons-prosecuted"]
PATIENT = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
PAGE = "/figures/persons/persons-prosecuted/2025/"
counts = st.dictionaries(st.sampled_from(places(PROSECUTED)), st.integers(0, 30), min_size=4)


def given_counts(**changed: int) -> dict[Place, int]:
    """Twenty prosecuted persons in each place but for some women."""
    table = dict.fromkeys(places(PROSECUTED), 20)
    return table | {("female", band.replace("_", "-")): number for band, number in changed.items()}


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("17", "0-17"),
        ("18-24", "18-24"),
        ("20 – 23", "18-24"),
        ("70", "65+"),
        ("65+", "65+"),
        ("60+", "not_stated"),
        ("15-30", "not_stated"),
        ("adult", "not_stated"),
        ("", "not_stated"),
    ],
)
def test_an_age_is_put_into_its_band_or_into_none(text: str, band: str) -> None:
    assert age_band(text) == band


@PATIENT
@given(counts, counts)
def test_a_document_tells_no_small_number_and_no_small_difference(
    first: dict[Place, int], second: dict[Place, int]
) -> None:
    before, now = (person_document(PROSECUTED, 2025, one, state="XF") for one in (first, second))
    assert not [count for count in cells_of(before).values() if count is not None and 0 < count < 5]
    told = {
        place: abs(count - last)
        for place, count in cells_of(now).items()
        if count is not None and (last := cells_of(before)[place]) is not None
    }
    assert any(0 < gap < 5 for gap in told.values()) is bool(check_repeat(before, now))


@PATIENT
@given(counts)
def test_a_document_does_not_say_which_hidden_number_is_the_small_one(table: dict[Place, int]) -> None:
    document = person_document(PROSECUTED, 2025, table, state="XF")
    for one in document["cells"]:  # type: ignore[union-attr]  # [json]
        assert set(one) == {"sex", "group", "persons"}  # type: ignore[arg-type]  # [json]
    assert "primary" not in json.dumps(document)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "persons_bad_header"),
        ("sex,disability,persons\n", "persons_bad_header"),
        ("sex,age,persons\nfemale,18-24,some\n", "persons_bad_line"),
        ("sex,age,persons\nfemale,18-24,1\nfemale,18-24,2\n", "persons_bad_line"),
        ("sex,age,persons\nfemale,18-24,1,2\n", "persons_bad_line"),
        ("sex,age,persons\nfemale,12-99,1\n", "persons_no_such_place"),
        ("sex,age,persons\nfemale,18-24,0\n", "persons_nobody"),
        ("sex,age,persons\nfemale,18-24,99999999\n", "persons_bad_count"),
    ],
)
def test_what_is_wrong_in_a_file_is_told(text: str, code: str) -> None:
    assert [one.code for one in read_counts(PROSECUTED, text)[1]] == [code]


@pytest.mark.parametrize("name", ["sdmx-csv", "sdmx-csv-2", "sdmx-ml"])
def test_an_sdmx_program_reads_hidden_numbers_as_suppressed(name: str) -> None:
    document = person_document(PROSECUTED, 2025, given_counts(**{"18_24": 2}), state="XF")
    text = write_persons(document, name, ref_area="XF", prepared_at=AT)
    (data,) = read_sdmx(text, validate=name == "sdmx-ml").data
    rows = data.data.set_index(["SEX", "GROUP"])
    hidden = set(rows[rows["OBS_STATUS"] == "Q"].index)
    assert ("F", "Y18T24") in hidden and ("_T", "_T") not in hidden
    assert int(rows.loc["_T", "_T"]["OBS_VALUE"]) == 20 * len(places(PROSECUTED)) - 18
    assert len(hidden) == sum(count is None for count in cells_of(document).values())


@pytest.fixture
def persons(db: None) -> Unit:
    """Twelve men and three women who gave up arms in 2025."""
    unit = make_unit()
    rows = [row(ListKind.SEIZURES, n, f"AA10{n}", date(2025, 3, 1), how="surrendered") for n in range(2, 17)]
    for number, one in enumerate(rows):
        one.personal.update({"sex": "female" if number < 3 else "male", "age_group": "18-24"})
    take_in(ListKind.SEIZURES, unit, *rows)
    return unit


def test_the_register_counts_persons_and_hides_the_few(persons: Unit) -> None:
    cells = cells_of(persons_to_publish(CONSOLE, COLLECTED.name, 2025, state="XF"))
    assert cells["female", "18-24"] is None and cells["male", "18-24"] is None
    assert cells["female", "65+"] == 0
    with pytest.raises(Refused, match="persons_nobody"):
        persons_to_publish(CONSOLE, COLLECTED.name, 2024, state="XF")
    with pytest.raises(Refused, match="persons_counted_by_register"):
        persons_to_publish(CONSOLE, COLLECTED.name, 2025, state="XF", counts=given_counts())


@pytest.mark.django_db
def test_what_is_published_holds_nothing_that_is_hidden_and_never_changes() -> None:
    counts = given_counts(**{"18_24": 3})
    row = publish_persons(
        name=PROSECUTED.name, year=2025, state="XF", counts=counts, by=CONSOLE, at=AT, publication_id=uuid4()
    )
    assert cells_of(json.loads(row.document))["female", "18-24"] is None
    assert verify_publications() == (1, [])
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM figures_personspublication")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "code"), [(0, "figure_unchanged"), (1, "persons_differ_by_few"), (4, "persons_differ_by_few")]
)
def test_a_second_table_of_the_year_may_not_tell_persons_apart(more: int, code: str) -> None:
    first, second = given_counts(), given_counts() | {("male", "35-49"): 20 + more}
    for_both = {"name": PROSECUTED.name, "year": 2025, "state": "XF", "by": CONSOLE, "at": AT}
    publish_persons(counts=first, **for_both)  # type: ignore[arg-type]  # [arguments]
    with pytest.raises(Refused, match=code):
        publish_persons(counts=second, **for_both)  # type: ignore[arg-type]  # [arguments]
    publish_persons(counts=first | {("male", "35-49"): 25}, **for_both)  # type: ignore[arg-type]  # [arguments]
    assert PersonsPublication.objects.count() == 2


@pytest.fixture
def analyst(monkeypatch: pytest.MonkeyPatch, db: None) -> Client:
    return sign_in("analyst", monkeypatch)


def typed(**changed: int) -> dict[str, str]:
    return {f"p|{sex}|{band}": str(number) for (sex, band), number in given_counts(**changed).items()}


def test_numbers_are_typed_shown_as_they_would_be_published_and_published(analyst: Client) -> None:
    shown = analyst.post(PAGE, typed(**{"18_24": 2})).content.decode()
    assert "What would be published" in shown and "hidden" in shown
    body = {**typed(**{"18_24": 2}), "publish": "1", "publication_id": str(uuid4())}
    answers = [analyst.post(PAGE, body, follow=True).content.decode() for _ in range(2)]
    assert "SHA-256" in answers[0] and PersonsPublication.objects.count() == 1
    row = PersonsPublication.objects.get()
    assert analyst.get(f"/figures/persons/published/{row.id}/export/json/").content.decode() == row.document
    again = analyst.post(PAGE, {**body, "publication_id": str(uuid4())})
    assert again.status_code == 409 and "already says exactly this" in again.content.decode()


def test_an_empty_field_is_not_taken_for_nobody(analyst: Client) -> None:
    answer = analyst.post(PAGE, {**typed(), "p|female|18-24": ""})
    page = answer.content.decode()
    assert answer.status_code == 422 and "a whole number is needed" in page and 'value="20"' in page


def test_screen_command_and_api_publish_the_same(
    analyst: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = given_counts(**{"18_24": 2, "25_34": 1})
    lines = ["sex,age,persons", *(f"{sex},{band},{number}" for (sex, band), number in counts.items())]
    path = tmp_path / "prosecuted.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    told = ["figure", "persons", PROSECUTED.name, "--year", "2025", "--from", str(path)]
    assert main([*told, "--publish", "--format", "json"]) == 0
    by_command = json.loads(capsys.readouterr().out)
    body = {
        "id": str(uuid4()),
        "counts": [{"sex": s, "group": b, "persons": n} for (s, b), n in counts.items()],
    }
    address = "/api/v1/figures/persons/persons-prosecuted/2024/published"
    by_api = analyst.post(address, json.dumps(body), content_type="application/json").json()["document"]
    assert by_api["cells"] == by_command["cells"]
    assert main([*told, "--format", "text"]) == 0 and "hidden" in capsys.readouterr().out


def test_who_sees_some_units_only_gets_no_table(monkeypatch: pytest.MonkeyPatch, persons: Unit) -> None:
    officer = sign_in("officer", monkeypatch)
    page = officer.get("/figures/persons/persons-with-collected-arms/2025/").content.decode()
    assert "see" in page and "<table" not in page
    body = {**typed(), "publish": "1", "publication_id": str(uuid4())}
    assert officer.post(PAGE, body).status_code in {409, 422}
