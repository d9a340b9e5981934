"""Screens of figures."""

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from tests.figures.rows import read_table
from tests.figures.signed_in import sign_in

from tracemark.figures import queries
from tracemark.figures.models import Publication
from tracemark.oversight.models import AccessLog

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.figures.urls")]

PAGE = "/figures/sdg-16.4.2/2025/"
ROWS = """
A1 | 2025-01-03 | criminal    | pending     | yes |
A2 | 2025-02-01 | criminal    | traced_home | no  |
B1 | 2025-02-01 | surrendered |             | yes |
X1 | 2025-05-02 | admin       | traced_home | yes |
X7 | 2025-06-01 | surrendered |             | yes | receipt
"""


@pytest.fixture(autouse=True)
def register(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(queries, "iter_facts", lambda viewer, year: iter(read_table(ROWS)))
    yield


@pytest.fixture
def analyst(monkeypatch: pytest.MonkeyPatch) -> Client:
    return sign_in("analyst", monkeypatch)


@pytest.fixture
def officer(monkeypatch: pytest.MonkeyPatch) -> Client:
    return sign_in("officer", monkeypatch)


def publish(client: Client, **changes: object) -> Publication:
    form = {"publication_id": str(uuid4()), "basis": "both", "note": "first", **changes}
    assert client.post(f"{PAGE}publish/", form).status_code == 302
    return Publication.objects.get()


def test_the_page_of_a_figure_shows_both_bases_the_picture_and_what_is_not_counted(analyst: Client) -> None:
    text = analyst.get(PAGE).content.decode()
    for expected in (
        "33.3 %",
        "All arms",
        "Potentially traceable arms only",
        "<svg",
        "Administrative seizure",
    ):
        assert expected in text
    assert "??" not in text


def test_every_number_on_the_page_leads_to_exactly_its_rows(analyst: Client) -> None:
    page = analyst.get(PAGE)
    lines = [line for measure in page.context["measures"] for line in (*measure.lines, *measure.outcomes)]
    numbers = [number for line in lines for number in _numbers(line)]
    numbers += [line.count for line in page.context["excluded"]]
    for number in numbers:
        if number.query:
            rows = analyst.get(f"{PAGE}rows/?{number.query}").context["rows"]
            assert len(rows) == int(number.text)


def _numbers(line: object) -> list:
    return [
        getattr(line, name)
        for name in ("numerator", "denominator", "count")
        if hasattr(line, name) and not callable(getattr(line, name))
    ]


def test_reading_the_rows_is_logged_and_each_row_leads_to_its_weapon(analyst: Client) -> None:
    text = analyst.get(f"{PAGE}rows/?basis=all&how=seized&part=numerator").content.decode()
    assert "/register/A2/" in text
    assert "/register/A1/" not in text
    assert AccessLog.objects.get().verb == "read_figure_rows"


def test_rows_as_csv_hold_the_same_rows(analyst: Client) -> None:
    text = analyst.get(f"{PAGE}rows.csv?excluded=administrative").content.decode()
    assert [line.split(",")[0] for line in text.splitlines()] == ["row_id", "X1"]


def test_receipts_count_when_asked_and_links_keep_the_question(analyst: Client) -> None:
    page = analyst.get(f"{PAGE}?receipts=1")
    assert "25.0 %" in page.content.decode()
    assert "part=denominator&amp;receipts=1" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "starts"),
    [
        ("text", "Arms seized"),
        ("json", "{"),
        ("csv", "figure,year"),
        ("sdmx-csv", "DATAFLOW"),
        ("sdmx-csv-2", "STRUCTURE"),
        ("sdmx-ml", "<?xml"),
    ],
)
def test_the_figure_can_be_had_in_every_format(analyst: Client, name: str, starts: str) -> None:
    assert analyst.get(f"{PAGE}export/{name}/").content.decode().startswith(starts)


@pytest.mark.parametrize(
    "address",
    [
        "/figures/sdg-0/2025/",
        "/figures/sdg-16.4.2/1/",
        f"{PAGE}export/pdf/",
        f"{PAGE}rows/?basis=x",
        f"{PAGE}rows/?how=x",
        f"{PAGE}rows/?part=x",
        f"{PAGE}rows/?excluded=x",
        "/figures/published/8d0f2c1e-0000-4000-8000-000000000001/",
    ],
)
def test_what_does_not_exist_is_not_found(analyst: Client, address: str) -> None:
    assert analyst.get(address).status_code == 404


def test_the_picture_has_an_address_of_its_own(analyst: Client) -> None:
    answer = analyst.get(f"{PAGE}chart.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")


def test_publishing_freezes_the_page_and_shows_what_would_differ(
    analyst: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = publish(analyst)
    page = f"/figures/published/{row.id}/"
    assert "row by row" in analyst.get(page).content.decode()
    monkeypatch.setattr(
        queries,
        "iter_facts",
        lambda viewer, year: iter(read_table(ROWS.replace("pending    ", "traced_home"))),
    )
    text = analyst.get(page).content.decode()
    assert "<del>Trace still pending</del> <ins>Traced at home</ins>" in text
    assert json.loads(analyst.get(f"{page}export/json/").content)["bases"]["all"]["numerator"] == 1
    assert len(analyst.get(f"{page}rows/?part=numerator").context["rows"]) == 1


def test_a_published_figure_is_exported_with_status_a(analyst: Client) -> None:
    row = publish(analyst)
    assert ",A,C,1/3" in analyst.get(f"/figures/published/{row.id}/export/sdmx-csv/").content.decode()
    assert ",P,C,1/3" in analyst.get(f"{PAGE}export/sdmx-csv/").content.decode()


def test_publishing_the_same_again_says_why_not(analyst: Client) -> None:
    publish(analyst)
    answer = analyst.post(f"{PAGE}publish/", {"publication_id": str(uuid4()), "basis": "both"})
    assert answer.status_code == 409
    assert "already says exactly this" in answer.content.decode()


def test_an_officer_may_neither_publish_nor_see_rows_of_a_publication(
    analyst: Client, officer: Client
) -> None:
    row = publish(analyst)
    assert officer.post(f"{PAGE}publish/", {}).status_code == 403
    page = officer.get(f"/figures/published/{row.id}/")
    assert "33.3 %" in page.content.decode()
    assert "/register/" not in page.content.decode().split("<main")[1]
    assert officer.get(f"/figures/published/{row.id}/rows/").status_code == 404
    assert officer.get(f"/figures/published/{row.id}/export/json/").status_code == 404


def test_the_list_of_figures_leads_to_any_year(analyst: Client) -> None:
    assert analyst.get("/figures/").status_code == 200
    answer = analyst.get("/figures/?name=sdg-16.4.2&year=2024")
    assert answer["Location"] == "/figures/sdg-16.4.2/2024/"
    assert analyst.get("/figures/?name=sdg-16.4.2&year=99999").status_code == 200
