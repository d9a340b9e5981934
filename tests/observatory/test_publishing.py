"""The public site: whole, in six languages, without programs, and without anything a State keeps back."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from tests.observatory.stored import SECRET, store_world

from tracemark.accounts.rules import console
from tracemark.config.cli import main
from tracemark.findings import Refused
from tracemark.observatory.queries.publication import get_publication
from tracemark.observatory.rules.exchange import REPORTS
from tracemark.observatory.tables.site.data import FIELDS
from tracemark.observatory.tables.site.writing import MARKER, write_site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("constructed")]
AT = datetime(2026, 11, 30, tzinfo=UTC)
LANGUAGES = ("ar", "en")
"""Two of the six, to be quick; the command writes all of them."""


def publish(folder: Path, languages: tuple[str, ...] = LANGUAGES) -> Path:
    store_world()
    write_site(folder, get_publication(console()), prepared_at=AT, sender="XF", languages=languages)
    return folder


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {"root": tmp_path_factory.mktemp("sites")}


@pytest.fixture
def site(kept: dict[str, Path]) -> Path:
    """One site for all tests that only read it."""
    if "site" not in kept:
        kept["site"] = publish(kept["root"] / "site")
    return kept["site"]


def rows(site: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((site / "data" / f"{name}.csv").read_text(encoding="utf-8"))))


def test_nothing_that_a_state_keeps_back_leaves(site: Path) -> None:
    for path in site.rglob("*"):
        assert not path.is_file() or SECRET not in path.read_text(encoding="utf-8"), path.name
    assert not [one for one in rows(site, "answers") if one["state"] == "C009"]
    assert not [
        one
        for one in rows(site, "answers")
        if (one["state"], one["cycle"], one["key"]) == ("C003", "2020", "mrk.state")
    ]


def test_the_site_runs_nothing_asks_nobody_and_styles_nothing_inline(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script|\sstyle=|\son\w+=|<iframe|<form", text), path.name
        assert not re.findall(r'(?:href|src)="(?:https?:)?//', text), path.name


def test_every_link_leads_to_a_file_that_is_there(site: Path) -> None:
    for path in site.rglob("*.html"):
        for address in re.findall(r'href="([^"]+)"', path.read_text(encoding="utf-8")):
            target = address.partition("#")[0]
            assert not target or (path.parent / target).resolve().is_file(), f"{path.name}: {address}"


def test_every_language_has_the_same_pages_in_its_own_direction(site: Path) -> None:
    names = {code: {one.name for one in (site / code).glob("*.html")} for code in LANGUAGES}
    assert len(names["en"]) > 50 and all(one == names["en"] for one in names.values())
    assert 'dir="rtl"' in (site / "ar" / "index.html").read_text(encoding="utf-8")


def test_every_chart_has_its_table_on_the_page_and_as_a_file(site: Path) -> None:
    text = (site / "en" / "gender-considered.html").read_text(encoding="utf-8")
    assert text.count("<svg") == text.count("<table") == 2
    assert (site / "en" / "gender-considered.csv").is_file() and (
        site / "en" / "gender-considered.svg"
    ).is_file()


def test_the_data_package_describes_every_file_and_its_rows_fit_their_schema(site: Path) -> None:
    package = json.loads((site / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in package["resources"]] == list(FIELDS)
    for one in package["resources"]:
        schema = json.loads((site / "data" / f"{one['name']}.schema.json").read_text(encoding="utf-8"))
        for row in rows(site, one["name"])[:50]:
            jsonschema.validate(
                {field: typed(row[field], kind) for field, kind in FIELDS[one["name"]].items()}, schema
            )


def typed(text: str, kind: str) -> object:
    if not text:
        return None
    return {"integer": int, "number": float, "boolean": "true".__eq__}.get(kind, str)(text)


def test_what_is_not_known_is_empty_and_not_zero(site: Path) -> None:
    fund = [one for one in rows(site, "statistics") if one["statistic"] == "fund-projects"]
    assert fund and all(one["numerator"] == "" for one in fund)


def test_the_numbers_of_the_site_are_those_of_the_screens(site: Path) -> None:
    (row,) = [
        one
        for one in rows(site, "statistics")
        if (one["statistic"], one["cycle"], one["is_published"]) == ("gender-considered", "2020", "true")
    ]
    assert (row["numerator"], row["denominator"], row["share"]) == ("2", "4", "50.0")


def test_sdmx_of_the_statistics_says_what_is_missing_and_holds_the_same_numbers(site: Path) -> None:
    text = (site / "data" / "statistics.sdmx.csv").read_text(encoding="utf-8")
    lines = list(csv.DictReader(io.StringIO(text)))
    (gender,) = [
        one
        for one in lines
        if (one["STATISTIC"], one["READING"], one["MEASURE"], one["TIME_PERIOD"])
        == ("GENDER_CONSIDERED", "YES_OF_REPORTS", "SHARE", "2020")
    ]
    assert gender["OBS_VALUE"] == "50.0"
    missing = [one for one in lines if one["STATISTIC"] == "FUND_PROJECTS"]
    assert {(one["OBS_VALUE"], one["OBS_STATUS"]) for one in missing} == {("", "O")}
    keys = [tuple(one[name] for name in (*REPORTS.dimensions, "TIME_PERIOD")) for one in lines]
    assert len(set(keys)) == len(keys)


def test_a_folder_that_holds_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(Refused):
        publish(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_a_site_takes_the_place_of_an_earlier_one_whole(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / MARKER).write_text("{}")
    (folder / "old.html").write_text("old")
    publish(folder, ("en",))
    assert not (folder / "old.html").exists() and (folder / "index.html").is_file()
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_one_command_writes_the_site_and_one_the_chapter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store_world()
    assert main(["observatory", "publish", "--out", str(tmp_path / "site")]) == 0
    out = tmp_path / "chapter.docx"
    assert main(["observatory", "chapter", "--year", "2020", "--lang", "zh-hans", "--out", str(out)]) == 0
    assert out.read_bytes()[:2] == b"PK" and "sentences" in capsys.readouterr().out
    assert main(["observatory", "chapter", "--year", "1999"]) == 3
