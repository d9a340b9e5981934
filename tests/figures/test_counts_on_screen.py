"""A count says the same on screen, on the command line and to programs, and leads down to events."""

import json
import re

import pytest
from django.test import Client
from tests.figures.signed_in import sign_in
from tests.instruments.node import fill_register

from tracemark.accounts.models import Unit
from tracemark.config.cli import main
from tracemark.figures.rules.counts import COUNTS
from tracemark.figures.rules.formats import FORMATS
from tracemark.oversight.models import AccessLog
from tracemark.register.models import Event

pytestmark = pytest.mark.django_db
PAGE = "/figures/counts/arms-collected/2024/"
API = "/api/v1/figures/counts"


@pytest.fixture
def analyst(monkeypatch: pytest.MonkeyPatch) -> Client:
    client = sign_in("analyst", monkeypatch)
    fill_register(Unit.objects.get(code="ROOT"))
    return client


def test_all_figures_stand_on_one_page(analyst: Client) -> None:
    page = analyst.get("/figures/").content.decode()
    assert all(f"/figures/counts/{name}/" in page for name in COUNTS)


@pytest.mark.parametrize("name", COUNTS)
@pytest.mark.parametrize("by", ["cell", "month", "list", "type"])
def test_every_count_has_its_page(analyst: Client, name: str, by: str) -> None:
    answer = analyst.get(f"/figures/counts/{name}/2024/?to=2025&by={by}")
    assert answer.status_code == 200 and "How it is counted" in answer.content.decode()


def test_a_number_leads_to_its_rows_and_a_row_to_its_event(analyst: Client) -> None:
    page = analyst.get(f"{PAGE}?to=2025&by=month").content.decode()
    assert "March 2024" in page
    rows = analyst.get(f"{PAGE}rows/?to=2025&cell=total").content.decode()
    events = re.findall(r"#event-([0-9a-f]{32})", rows)
    assert len(events) == 5 == Event.objects.filter(id__in=events).count()
    assert AccessLog.objects.filter(verb="read_figure_rows", subject__startswith="arms-collected").exists()
    assert (
        "Administrative seizure" in analyst.get(f"{PAGE}rows/?to=2025&left=administrative").content.decode()
    )


def test_years_that_do_not_follow_each_other_are_told(analyst: Client) -> None:
    answer = analyst.get(f"{PAGE}?year=2024&to=2020&by=cell")
    assert answer.status_code == 422 and "must not be before 2024" in answer.content.decode()
    moved = analyst.get(f"{PAGE}?year=2023&to=2025&by=list")
    assert moved.headers["Location"] == "/figures/counts/arms-collected/2023/?to=2025&by=list"


@pytest.mark.parametrize(
    "path",
    [
        "counts/nothing/2024/",
        "counts/arms-lost/1066/",
        "counts/arms-lost/2024/rows/?cell=eaten",
        "counts/arms-lost/2024/rows/?cell=lost&to=abc",
        "counts/arms-lost/2024/export/xls/",
    ],
)
def test_what_does_not_exist_is_not_found(analyst: Client, path: str) -> None:
    assert analyst.get(f"/figures/{path}").status_code == 404


@pytest.mark.parametrize("name", COUNTS)
@pytest.mark.parametrize("format_name", FORMATS)
def test_screen_and_command_give_the_same_file(
    analyst: Client, name: str, format_name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ["figure", "show", name, "--year", "2024", "--to", "2025", "--by", "month"]
    main([*told, "--format", format_name])
    by_command = capsys.readouterr().out
    address = f"/figures/counts/{name}/2024/export/{format_name}/?to=2025&by=month"
    on_screen = analyst.get(address).content.decode().replace("\r\n", "\n")
    assert _without_moment(on_screen) == _without_moment(by_command.replace("\r\n", "\n"))


def _without_moment(text: str) -> str:
    return re.sub(r"<mes:Prepared>.*?</mes:Prepared>", "", text)


def test_the_api_gives_what_the_command_gives(analyst: Client, capsys: pytest.CaptureFixture[str]) -> None:
    for name in COUNTS:
        main(["figure", "show", name, "--year", "2024", "--to", "2025", "--by", "type", "--format", "json"])
        by_command = json.loads(capsys.readouterr().out)
        assert analyst.get(f"{API}/{name}/2024?to=2025&by=type").json() == by_command
    assert [one["name"] for one in analyst.get(API).json()] == sorted(COUNTS)


def test_the_api_gives_the_rows_of_a_number(analyst: Client) -> None:
    rows = analyst.get(f"{API}/arms-collected/2024/rows?to=2025&cell=found&in_year=2025").json()
    assert [(row["kind"], row["occurred_on"]) for row in rows] == [("found", "2025-02-08")]
    assert analyst.get(f"{API}/arms-collected/2024/rows?cell=eaten").status_code == 404
    assert analyst.get(f"{API}/arms-collected/2024?to=1950").status_code == 404
    assert analyst.get(f"{API}/arms-eaten/2024").status_code == 404


def test_somebody_without_the_permission_sees_no_count(monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in("administrator", monkeypatch)
    assert client.get(PAGE).status_code == 403 and client.get(API).status_code == 403
