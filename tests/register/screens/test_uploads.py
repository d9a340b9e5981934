"""From a file on the officer's desk to rows in the register, by the screens."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from tests.accounts.people import make_unit
from tests.register.screens.list_files import LIST, officer, send

from tracemark.accounts.models import Unit
from tracemark.config.node import Node
from tracemark.register.jobs import background, uploads
from tracemark.register.jobs.uploads import Upload
from tracemark.register.models import Batch, ColumnMapping, Weapon

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_unit("ARMY")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.HOME = tmp_path
    settings.NODE = Node(state="XF")
    monkeypatch.setattr(background, "_start", at_once)
    monkeypatch.setattr(background.connection, "close", lambda: None)
    return tmp_path


def at_once(upload: Upload, work: Callable[[], None]) -> None:
    """Stands in for the thread of a job."""
    background._guarded(upload, work)


def test_an_upload_is_tried_first_and_changes_nothing(unit: Unit) -> None:
    client = officer(unit)
    page = client.get(f"/register/lists/uploads/{send(client, unit)}/")
    assert page.status_code == 200
    assert page.context["dry_run"].result.read == 4
    assert page.context["dry_run"].kept_aside_total == 2
    assert not Weapon.objects.exists() and not Batch.objects.exists()


def test_loading_stores_the_rows_once_and_removes_the_file(unit: Unit, home: Path) -> None:
    client = officer(unit)
    for _ in range(2):
        key = send(client, unit)
        client.get(f"/register/lists/uploads/{key}/")
        answer = client.post(f"/register/lists/uploads/{key}/load/", follow=True)
        assert answer.redirect_chain[-1][0] == f"/register/lists/{Batch.objects.get().id}/"
    assert Weapon.objects.count() == 2
    assert not list(home.rglob("army.csv"))


def test_a_missing_column_is_named_by_the_officer_and_remembered(unit: Unit) -> None:
    client = officer(unit)
    key = send(client, unit, LIST.replace("Serial no.", "Zzz"))
    page = client.get(f"/register/lists/uploads/{key}/")
    assert page.context["refusals"] and "column-0-E" in page.content.decode()
    client.post(f"/register/lists/uploads/{key}/columns/", {"column-0-E": "serial", "column-0-A": "-"})
    page = client.get(f"/register/lists/uploads/{key}/")
    fields = [column.field for column in page.context["dry_run"].result.sheets[0].columns]
    assert not page.context["refusals"] and fields == ["-", "type", "make", "model", "serial"]
    client.post(f"/register/lists/uploads/{key}/load/")
    assert ColumnMapping.objects.get().columns["Zzz"] == "serial"


def test_a_file_that_is_no_list_says_why_and_that_nothing_changed(unit: Unit) -> None:
    client = officer(unit)
    key = send(client, unit, "nothing of the kind\nat all\n")
    page = client.get(f"/register/lists/uploads/{key}/")
    assert page.context["refusals"] and page.context["dry_run"] is None
    assert "Nothing was changed" in page.content.decode()


def test_an_upload_is_seen_by_nobody_else(unit: Unit) -> None:
    key = send(officer(unit), unit)
    other = officer(unit, "bea")
    assert other.get(f"/register/lists/uploads/{key}/").status_code == 404
    assert other.post(f"/register/lists/uploads/{key}/load/").status_code == 404


def test_a_list_is_taken_in_for_no_unit_but_ones_own(unit: Unit) -> None:
    sent = {
        "file": SimpleUploadedFile("army.csv", LIST.encode()),
        "kind": "inventory",
        "unit": make_unit("NAVY").id,
    }
    assert officer(unit).post("/register/lists/new/", sent).status_code == 422


def test_an_upload_not_wanted_is_gone_with_its_file(unit: Unit, home: Path) -> None:
    client = officer(unit)
    key = send(client, unit)
    client.post(f"/register/lists/uploads/{key}/forget/")
    assert client.get(f"/register/lists/uploads/{key}/").status_code == 404
    assert not list(home.rglob("army.csv"))


def test_an_upload_that_never_was_is_not_found(unit: Unit) -> None:
    assert officer(unit).get(f"/register/lists/uploads/{uuid4()}/").status_code == 404


@pytest.mark.parametrize("typed", ["a.csv", "..\\..\\x/b c.xlsx", "قائمة.xlsx", "\x00.csv", "..", "", "/"])
def test_a_file_name_cannot_leave_its_folder(typed: str) -> None:
    kept = uploads._safe_name(typed)
    assert kept not in {"", ".", ".."} and not set(kept) & set("/\\\x00")


def test_the_rows_kept_aside_come_back_as_a_spreadsheet(unit: Unit) -> None:
    client = officer(unit)
    client.post(f"/register/lists/uploads/{send(client, unit)}/load/")
    answer = client.get(f"/register/lists/{Batch.objects.get().id}/kept-aside.xlsx")
    content = answer.content if hasattr(answer, "content") else b"".join(answer.streaming_content)
    rows = list(load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    assert rows[0][:5] == ("No.", "Type", "Make", "Model", "Serial no.")
    assert {row[-1] for row in rows[1:]} == {5, 6}
