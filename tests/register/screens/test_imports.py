"""Taking in a list on the screens: dry run, columns, load, what was kept aside, voiding the whole."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import Settings
from tests.register.screens.lists import a_unit, sign_in, take_in

from tracemark.register.jobs import background, uploads
from tracemark.register.models import Batch, Weapon

pytestmark = pytest.mark.django_db
LIST = "Type,Make,Model,Calibre,Serial no.,Qty\nPistol,CZ,75,9x19,AB1234,1\nPistol,CZ,75,9x19,AB1234,1\n"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings) -> None:
    """Background work is done at once, in a folder of its own, on a node of the State XF."""
    settings.NODE = replace(settings.NODE, state="XF")
    monkeypatch.setattr(background, "_start", background._guarded)
    monkeypatch.setattr(background, "connection", type("Kept", (), {"close": staticmethod(lambda: None)}))
    monkeypatch.setattr(uploads, "uploads_folder", lambda: tmp_path / "uploads")


@pytest.fixture
def officer(monkeypatch: pytest.MonkeyPatch) -> Client:
    return sign_in(monkeypatch, "officer", a_unit())


def send(client: Client, text: str = LIST, name: str = "army.csv", kind: str = "inventory") -> str:
    """Send a list; the address of its upload."""
    file = SimpleUploadedFile(name, text.encode())
    given = {"file": file, "kind": kind, "unit": str(a_unit().id), "period": ""}
    return client.post("/register/lists/new/", given).headers["Location"]


def test_a_dry_run_says_what_would_happen_and_changes_nothing(officer: Client) -> None:
    page = officer.get(send(officer))
    assert page.context["dry_run"].result.accepted == 1
    assert page.context["dry_run"].kept_aside_total == 1
    assert "Take in 1 row" in page.content.decode()
    assert Weapon.objects.count() == Batch.objects.count() == 0


def test_a_list_is_loaded_and_its_upload_leads_to_the_batch(officer: Client) -> None:
    address = send(officer)
    officer.get(address)
    officer.post(f"{address}load/")
    batch = Batch.objects.get()
    assert officer.get(address).headers["Location"] == f"/register/lists/{batch.id}/"
    text = officer.get(f"/register/lists/{batch.id}/").content.decode()
    assert Weapon.objects.get().serial == "AB1234" and "repeats an earlier row" in text


def test_the_kept_aside_rows_come_back_with_a_reason(officer: Client) -> None:
    address = send(officer)
    content = b"".join(officer.get(f"{address}kept-aside.xlsx").streaming_content)
    rows = list(load_workbook(io.BytesIO(content)).active.values)
    assert rows[0][:2] == ("Type", "Make") and "AB1234" in rows[1] and "repeats" in str(rows[1])
    officer.post(f"{address}load/")
    again = officer.get(f"/register/lists/{Batch.objects.get().id}/kept-aside.xlsx")
    assert len(list(load_workbook(io.BytesIO(b"".join(again.streaming_content))).active.values)) == 2


def test_columns_are_mended_and_the_list_read_again(officer: Client) -> None:
    address = send(officer, LIST.replace("Serial no.", "Zahl"))
    assert officer.get(address).context["refusals"] or officer.get(address).context["dry_run"]
    address = send(officer, LIST.replace("Calibre", "Kaliberchen"))
    columns = officer.get(address).context["dry_run"].sheets[0].columns
    key = next(column.key for column in columns if column.name == "Kaliberchen")
    officer.post(f"{address}columns/", {key: "calibre"})
    again = officer.get(address).context["dry_run"].sheets[0].columns
    chosen = {column.name: [o.value for o in column.options if o.is_chosen] for column in again}
    assert chosen["Kaliberchen"] == ["calibre"]


def test_what_is_no_list_is_refused_with_its_reason(officer: Client) -> None:
    text = officer.get(send(officer, "%PDF-1.7 not a list", name="x.pdf")).content.decode()
    assert "cannot be taken in as it is" in text and "Nothing was changed" in text


def test_a_failure_is_told_and_not_left_spinning(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("bug")

    monkeypatch.setattr(background, "dry_run", broken)
    monkeypatch.setattr(background.log, "exception", lambda text: None)
    assert "The node failed while it read the list" in officer.get(send(officer)).content.decode()


def test_somebody_elses_upload_is_not_found(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = send(officer)
    other = sign_in(monkeypatch, "evidence_officer", a_unit())
    assert other.get(address).status_code == 404
    assert other.post(f"{address}load/").status_code == 404


def test_an_upload_can_be_dropped(officer: Client) -> None:
    address = send(officer)
    officer.post(f"{address}forget/")
    assert officer.get(address).status_code == 404 and Batch.objects.count() == 0


def test_a_path_in_a_file_name_is_only_a_name(officer: Client, tmp_path: Path) -> None:
    send(officer, name="..\\..\\etc\\army.csv")
    assert [path.name for path in tmp_path.rglob("*.csv")] == ["army.csv"]


def test_an_interrupted_load_goes_on_from_its_page(officer: Client) -> None:
    address = send(officer)
    officer.post(f"{address}load/")
    batch = Batch.objects.get()
    Batch.objects.update(stage="loading")
    assert "Go on" in officer.get(f"/register/lists/{batch.id}/").content.decode()
    send(officer)
    answer = officer.post(f"/register/lists/{batch.id}/resume/")
    assert answer.status_code == 302 and Batch.objects.get().stage == "loaded"


def test_a_whole_list_is_voided_by_two_officers(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = take_in(a_unit(), ["A1", "B2"])
    assert officer.post(f"/register/lists/{batch.id}/void/", {"reason": ""}).status_code == 422
    officer.post(f"/register/lists/{batch.id}/void/", {"reason": "wrong year"})
    second = sign_in(monkeypatch, "second_officer", a_unit())
    assert "wrong year" in second.get("/register/waiting/").content.decode()
    second.post(f"/register/lists/{batch.id}/void/accept/")
    assert Weapon.objects.filter(is_voided=True).count() == 2


def test_rows_kept_aside_and_warnings_are_listed_with_their_cells(officer: Client) -> None:
    batch = take_in(a_unit(), ["A1"])
    aside = officer.get(f"/register/lists/{batch.id}/kept-aside/").content.decode()
    assert "31/02/2019" in aside and ">90<" in aside
    warned = officer.get(f"/register/lists/{batch.id}/warnings/?code=numeric_serial").content.decode()
    assert ">2<" in warned
    assert "list.csv" in officer.get("/register/lists/").content.decode()
