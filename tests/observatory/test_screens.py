"""Screens of the observatory: every page has its table and files, and nothing kept back is on any."""

import csv
import io
import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from tests.observatory.stored import SECRET, store_reports, store_world

from tracemark.accounts.rules import console
from tracemark.observatory.models import SavedView
from tracemark.observatory.queries.overview import get_two_cycles
from tracemark.observatory.queries.trends import get_trends
from tracemark.oversight.models import AccessLog

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("constructed")]

PAGES = (
    "/observatory/",
    "/observatory/statistics/gender-considered/",
    "/observatory/statistics/destruction-sum/",
    "/observatory/statistics/fund-donors/",
    "/observatory/statistics/gender-considered/2020/map/",
    "/observatory/statistics/destruction-sum/2020/map/",
    "/observatory/statistics/gender-considered/2020/regions/",
    "/observatory/statistics/gender-considered/2020/rows/",
    "/observatory/reporting/2020/",
    "/observatory/needs/2020/",
    "/observatory/compare/2018/2020/",
    "/observatory/states/C003/",
    "/observatory/ask/?key=gender.considered&by=state",
)


@pytest.fixture
def reports() -> None:
    store_world()


@pytest.fixture
def analyst(reports: None, signed_in: Callable[[str], Client]) -> Client:
    return signed_in("analyst")


@pytest.fixture
def officer(reports: None, signed_in: Callable[[str], Client]) -> Client:
    return signed_in("officer")


def table_of(client: Client, path: str) -> list[dict[str, str]]:
    address, _, query = path.partition("?")
    answer = client.get(f"{address}file.csv?{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_table_and_the_same_table_as_a_file(analyst: Client, path: str) -> None:
    page = analyst.get(path)
    assert page.status_code == 200
    rows = page.context["chart"].sheet.rows
    assert rows and len(table_of(analyst, path)) == len(rows)
    text = page.content.decode()
    assert "??" not in text and not re.search(r">(?:statistic|side|column|theme|group)_", text)


@pytest.mark.parametrize("path", PAGES)
def test_every_table_can_be_had_as_a_spreadsheet_and_every_picture_as_svg(analyst: Client, path: str) -> None:
    page = analyst.get(path)
    for _, address in page.context["files"]:
        answer = analyst.get(address)
        assert answer.status_code == 200 and answer.content
    assert bool(page.context["chart"].saved) == any(name == "SVG" for name, _ in page.context["files"])


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(analyst: Client, path: str) -> None:
    text = analyst.get(path).content.decode()
    for address in sorted(
        {one.replace("&amp;", "&") for one in re.findall(r'href="(/observatory/[^"#]*)"', text)}
    )[:60]:
        assert analyst.get(address).status_code in (200, 302), address


@pytest.mark.parametrize("path", PAGES)
def test_what_a_state_keeps_back_is_on_no_page(analyst: Client, path: str) -> None:
    for shown in (path, path.replace("/?", "/file.csv?") if "?" in path else f"{path}file.csv"):
        text = analyst.get(shown).content.decode()
        assert SECRET not in text


def test_a_report_that_is_not_public_is_not_counted_and_a_kept_back_answer_is_neither_yes_nor_blank(
    analyst: Client,
) -> None:
    sides = {row["state"]: row["side"] for row in table_of(analyst, PAGES[4])}
    assert (sides["C009"], sides["C003"], sides["C005"]) == ("no_report", "counted", "blank")
    marked = table_of(analyst, "/observatory/statistics/state-stock-marked/2020/map/")
    assert {row["state"]: row["side"] for row in marked}["C003"] == "withheld"


def test_only_who_may_see_inside_sees_it_and_is_warned(analyst: Client, officer: Client) -> None:
    path = "/observatory/statistics/state-stock-marked/2020/map/?inside=1"
    page = analyst.get(path)
    assert "must not be passed on" in page.content.decode()
    assert {row[0].raw: row[3].raw for row in page.context["chart"].sheet.rows}["C003"] == "counted"
    outside = officer.get(path)
    assert {row[0].raw: row[3].raw for row in outside.context["chart"].sheet.rows}["C003"] == "withheld"


def test_a_number_leads_to_exactly_the_states_it_counted(analyst: Client) -> None:
    row = next(one for one in table_of(analyst, PAGES[1]) if one["cycle"] == "2020")
    rows = table_of(analyst, PAGES[7])
    assert int(row["count"]) == len({one["state"] for one in rows}) == 2
    assert {one["answer"] for one in rows if one["key"] == "gender.considered"} == {"yes"}


def test_counts_and_shares_stand_together_and_a_smaller_base_is_flagged(analyst: Client) -> None:
    first, second, *_ = table_of(analyst, PAGES[1])
    assert (first["count"], first["base"], first["share"]) == ("2", "5", "40.0")
    assert (second["count"], second["base"], second["share"]) == ("2", "4", "50.0")
    assert second["change"] == "rise_only_smaller_base"


def test_a_square_of_the_map_leads_to_the_answers_of_its_state(analyst: Client) -> None:
    text = analyst.get(PAGES[4]).content.decode()
    address = "/observatory/statistics/gender-considered/2020/rows/?part=counted&amp;state=C003"
    assert f'href="{address}"' in text
    rows = analyst.get(address.replace("&amp;", "&")).context["chart"].sheet.rows
    assert {row[0].raw for row in rows} == {"C003"}


def test_a_profile_leads_from_every_sign_to_the_answers_behind_it(analyst: Client) -> None:
    rows = analyst.get("/observatory/states/C003/").context["chart"].sheet.rows
    line = next(row for row in rows if row[0].raw == "gender-considered")
    answers = analyst.get(line[-1].address).context["chart"].sheet.rows
    assert {(row[0].raw, row[2].raw, row[5].raw) for row in answers} == {("C003", 2020, "yes")}


def test_the_series_of_16_4_2_shows_one_year_and_leads_to_the_others(analyst: Client) -> None:
    page = analyst.get("/observatory/series/sdg-16.4.2/")
    years = page.context["years"]
    assert {row[2].raw for row in page.context["chart"].sheet.rows} <= {page.context["year"]}
    for year in years:
        assert analyst.get(f"/observatory/series/sdg-16.4.2/?year={year}").context["year"] == year


def test_every_page_says_that_the_world_is_constructed(analyst: Client) -> None:
    for path in PAGES:
        assert "these States do not exist" in analyst.get(path).content.decode()


def test_who_stopped_reporting_is_listed_first_with_the_last_report(analyst: Client) -> None:
    rows = table_of(analyst, "/observatory/reporting/2020/")
    stopped = {(row["state"], row["last_cycle"]) for row in rows[:2]}
    assert stopped == {("C004", "2018"), ("C006", "2018")}
    assert {row["reporting"] for row in rows[:2]} == {"stopped"}
    assert {row["state"] for row in rows if row["reporting"] == "new"} == {"C005"}


def test_two_years_are_compared_among_the_states_that_reported_both_times(analyst: Client) -> None:
    row = next(one for one in table_of(analyst, PAGES[10]) if one["statistic"] == "gender-considered")
    assert (row["panel"], row["panel_first"], row["panel_second"]) == ("3", "2", "2")


@pytest.mark.parametrize(
    "path",
    (
        "/observatory/statistics/nothing/",
        "/observatory/statistics/gender-considered/1999/map/",
        "/observatory/statistics/fund-donors/2020/map/",
        "/observatory/statistics/gender-considered/2020/rows/?part=everything",
        "/observatory/states/KE/",
        "/observatory/statistics/gender-considered/file.exe",
        "/observatory/compare/2020/2020/",
        "/observatory/chapter/1999/",
    ),
)
def test_what_is_not_there_is_not_found(analyst: Client, path: str) -> None:
    assert analyst.get(path).status_code == 404


def test_the_first_page_counts_what_the_trends_count(reports: None) -> None:
    pair = get_two_cycles(console(), 2020)
    whole = {one.statistic.code: one for one in get_trends(console(), 2020)}
    assert [one.chosen.points for one in pair] == [whole[one.statistic.code].chosen.points for one in pair]


def test_a_node_without_reports_says_what_to_do_first(signed_in: Callable[[str], Client]) -> None:
    text = signed_in("analyst").get("/observatory/").content.decode()
    assert "tracemark observatory load" in text


def test_a_view_is_saved_shared_and_asked_again_under_its_own_address(
    analyst: Client, officer: Client
) -> None:
    form = {
        "view_id": str(uuid4()),
        "name": "Gender",
        "is_shared": "on",
        "query": "key=gender.considered&by=region",
    }
    saved = analyst.post("/observatory/saved/", form)
    assert saved.status_code == 302
    shown = officer.get(saved["Location"], follow=True)
    assert shown.status_code == 200 and shown.context["asked"].key == "gender.considered"


def test_a_view_that_is_not_shared_is_its_makers_alone(analyst: Client, officer: Client) -> None:
    form = {"view_id": str(uuid4()), "name": "Mine", "query": "key=gender.considered"}
    saved = analyst.post("/observatory/saved/", form)
    assert officer.get(saved["Location"]).status_code == 404
    assert officer.post("/observatory/saved/", form).status_code == 403
    analyst.post(f"{saved['Location']}retire/")
    assert SavedView.objects.get().retired_at is not None


def test_looking_at_rows_profiles_and_taking_out_files_is_logged(analyst: Client) -> None:
    for path in (PAGES[7], PAGES[11], f"{PAGES[1]}file.csv", PAGES[12], "/observatory/chapter/2020/en.docx"):
        assert analyst.get(path).status_code == 200
    verbs = set(AccessLog.objects.values_list("verb", flat=True))
    assert verbs >= {
        "read_observatory_rows",
        "read_state_profile",
        "export_chart",
        "ask_observatory",
        "export_chapter",
    }


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_states(
    analyst: Client, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    with django_assert_max_num_queries(30):  # type: ignore[attr-defined]  # [pytest-django]
        analyst.get("/observatory/")


def test_a_year_that_has_only_begun_is_not_the_first_one_shown_and_can_be_asked_for(analyst: Client) -> None:
    store_reports(2024, {f"C{number:03}": {} for number in range(1, 41)})
    store_reports(2026, {"C001": {}})
    assert analyst.get("/observatory/").context["year"] == 2024
    assert analyst.get("/observatory/?year=2026").context["year"] == 2026
