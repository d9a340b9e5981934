"""From a file on the officer's desk to rows in the register, by the screens."""

from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from tests.accounts.people import make_unit
from tests.register.screens.list_files import LIST, at_once, officer, send

from tracemark.accounts.models import Unit
from tracemark.config.node import Node
from tracemark.oversight.models import AccessLog
from tracemark.register.jobs import running, uploads
from tracemark.register.models import Batch, ColumnMapping, Weapon

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_unit("ARMY")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.HOME = tmp_path
    settings.NODE = Node(state="XF")
    monkeypatch.setattr(running, "start", at_once)
    return tmp_path


def test_an_upload_is_tried_first_and_changes_nothing(unit: Unit) -> None:
    client = officer(unit)
    page = client.get(f"/register/lists/uploads/{send(client, unit)}/")
    assert page.status_code == 200
    assert page.context["result"].read == 4
    assert page.context["lines"].kept_aside_count == 2
    assert not Weapon.objects.exists() and not Batch.objects.exists()


def test_loading_stores_the_rows_once_and_removes_the_file(unit: Unit, home: Path) -> None:
    client = officer(unit)
    for _ in range(2):
        key = send(client, unit)
        answer = client.post(f"/register/lists/uploads/{key}/load/", follow=True)
        assert answer.redirect_chain[-1][0] == f"/register/lists/{Batch.objects.get().id}/"
    assert Weapon.objects.count() == 2
    assert not list(home.rglob("army.csv"))
    assert AccessLog.objects.filter(verb="import_list").count() == 2


def test_a_column_corrected_by_the_officer_is_read_so_and_remembered(unit: Unit) -> None:
    client = officer(unit)
    key = send(client, unit, LIST.replace("Serial no.", "Zzz"))
    client.post(f"/register/lists/uploads/{key}/columns/", {"column-0-E": "serial", "column-0-A": "-"})
    page = client.get(f"/register/lists/uploads/{key}/")
    fields = [column.field for column in page.context["result"].sheets[0].columns]
    assert fields == ["-", "type", "make", "model", "serial"]
    client.post(f"/register/lists/uploads/{key}/load/")
    assert ColumnMapping.objects.get().columns["Zzz"] == "serial"


def test_a_file_that_is_no_list_says_why_and_what_was_kept(unit: Unit) -> None:
    client = officer(unit)
    key = send(client, unit, "nothing of the kind\nat all\n")
    page = client.get(f"/register/lists/uploads/{key}/")
    assert page.context["findings"]
    assert "Nothing entered the register" in page.content.decode()


def test_an_empty_file_is_refused_at_once(unit: Unit) -> None:
    file = SimpleUploadedFile("empty.csv", b"")
    answer = officer(unit).post("/register/lists/new/", {"file": file, "kind": "inventory", "unit": unit.id})
    assert answer.status_code == 422


def test_an_upload_is_seen_by_nobody_else(unit: Unit) -> None:
    key = send(officer(unit), unit)
    other = officer(unit, "bea")
    assert other.get(f"/register/lists/uploads/{key}/").status_code == 404
    assert other.post(f"/register/lists/uploads/{key}/load/").status_code == 404


def test_a_list_is_taken_in_for_no_unit_but_ones_own(unit: Unit) -> None:
    elsewhere = make_unit("NAVY")
    file = SimpleUploadedFile("army.csv", LIST.encode())
    answer = officer(unit).post(
        "/register/lists/new/", {"file": file, "kind": "inventory", "unit": elsewhere.id}
    )
    assert answer.status_code == 422


def test_a_discarded_upload_is_gone(unit: Unit, home: Path) -> None:
    client = officer(unit)
    key = send(client, unit)
    client.post(f"/register/lists/uploads/{key}/discard/")
    assert client.get(f"/register/lists/uploads/{key}/").status_code == 404
    assert not list(home.rglob("army.csv"))


def test_progress_is_told_while_a_job_lives_and_the_load_can_go_on_after(
    unit: Unit, monkeypatch: pytest.MonkeyPatch, settings
) -> None:
    client = officer(unit)
    key = send(client, unit)
    monkeypatch.setattr(running, "start", lambda job: None)
    address = client.post(f"/register/lists/uploads/{key}/load/").url
    uploads.beat(settings.HOME, key, 1000, 4000)
    assert "1,000 of 4,000 rows" in client.get(address, headers={"HX-Request": "true"}).content.decode()
    uploads.rest(settings.HOME, key)
    assert "Go on" in client.get(address).content.decode()


def test_an_upload_that_never_was_is_not_found(unit: Unit) -> None:
    assert officer(unit).get(f"/register/lists/uploads/{uuid4()}/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a.csv", "a.csv"),
        ("..\\..\\x/b c.xlsx", "b c.xlsx"),
        ("قائمة.xlsx", "قائمة.xlsx"),
        ("\x00.csv", "_.csv"),
        ("", "list"),
    ],
)
def test_a_file_name_cannot_leave_its_folder(typed: str, kept: str) -> None:
    assert uploads.safe_name(typed) == kept


def test_the_rows_kept_aside_come_back_as_a_spreadsheet(unit: Unit) -> None:
    client = officer(unit)
    client.post(f"/register/lists/uploads/{send(client, unit)}/load/")
    answer = client.get(f"/register/lists/{Batch.objects.get().id}/kept-aside.xlsx")
    book = load_workbook(BytesIO(answer.content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0][:5] == ("No.", "Type", "Make", "Model", "Serial no.")
    assert {row[-1] for row in rows[1:]} == {5, 6}
