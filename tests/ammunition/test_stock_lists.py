"""Lists of stock through the browser: read first, taken in when their officer says so, kept aside with the cause."""

import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.accounts.people import make_person, make_unit, signed_in
from tests.ammunition.depot import Depot

from tracemark.accounts.models import Person
from tracemark.ammunition.jobs import stock_uploads
from tracemark.ammunition.models import Holding, Lot, StockList
from tracemark.findings import Refused

pytestmark = pytest.mark.django_db

HEADER = ("Store", "Stack", "Item", "Hazard code", "NEQ kg", "Lot", "Quantity", "Expiry", "UN")
ROWS = (
    ("Store 1", "A", "Shell", None, None, "LOT-A", 12.5, None, None),
    ("Store 1", "A", "Rocket", "1.2.1E", 2.5, "R-1", 40, date(2030, 5, 1), "0181"),
    ("Nowhere", "A", "Rocket", "1.2.1E", 2.5, "R-2", 40, None, None),
    ("Store 1", "B", "@SUM(1)", "9.9Z", 2.5, "R-3", 40, None, None),
)


@pytest.fixture
def depot(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Depot:
    """A depot whose loads run at once, and not in a thread that has no part in the test's transaction."""
    settings.HOME = tmp_path
    monkeypatch.setattr(stock_uploads, "start_load", stock_uploads.run_load)
    return Depot()


@pytest.fixture
def keeper(depot: Depot) -> Client:
    return signed_in(Person.objects.get(username="keeper"))


def xlsx(rows: Iterable[Iterable[object]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Stock", 0)
    for row in (("Depot inventory",), HEADER, *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(client: Client, content: bytes, name: str = "stock.xlsx") -> str:
    answer = client.post("/ammunition/lists/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_a_spreadsheet_is_read_and_nothing_is_recorded_before_its_officer_says_so(
    depot: Depot, keeper: Client
) -> None:
    url = send(keeper, xlsx(ROWS))
    page = keeper.get(url)
    assert [row.lot for row in page.context["rows"]] == ["LOT-A", "R-1"]
    assert [(one.row, one.finding.code) for one in page.context["rejects"]] == [
        (5, "stock_value_unknown"),
        (6, "stock_value_wrong"),
    ]
    assert not Holding.objects.exists() and "Row 5" in page.content.decode()


def test_it_is_taken_in_once_and_what_was_kept_aside_stays_on_record(depot: Depot, keeper: Client) -> None:
    url = send(keeper, xlsx(ROWS))
    assert keeper.post(f"{url}load/").status_code == 302
    assert {row.lot.lot_no: float(row.quantity) for row in Holding.objects.all()} == {
        "LOT-A": 12.5,
        "R-1": 40,
    }
    rocket = Lot.objects.select_related("item").get(lot_no="R-1")
    assert (rocket.shelf_life_until, rocket.item.un_number) == (date(2030, 5, 1), "UN0181")
    kept = StockList.objects.get()
    assert (kept.recorded, kept.kept_aside) == (2, 2)
    assert keeper.get(url).headers["Location"] == f"/ammunition/lists/{kept.id}/"
    again = keeper.get(send(keeper, xlsx(ROWS))).context["same"]
    assert again is None or again == kept


def test_rows_kept_aside_come_back_as_a_spreadsheet_that_runs_nothing(depot: Depot, keeper: Client) -> None:
    url = send(keeper, xlsx(ROWS))
    before = keeper.get(f"{url}kept-aside.xlsx").content
    keeper.post(f"{url}load/")
    after = keeper.get(f"/ammunition/lists/{StockList.objects.get().id}/kept-aside.xlsx").content
    for content in (before, after):
        rows = list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))
        assert rows[0][: len(HEADER)] == HEADER and len(rows) == 3
        assert rows[2][2] == "'@SUM(1)" and "9.9Z" in str(rows[2][-1])


def test_mended_rows_are_sent_again(depot: Depot, keeper: Client) -> None:
    keeper.post(f"{send(keeper, xlsx(ROWS))}load/")
    mended = [("Store 2", *ROWS[2][1:])]
    url = send(keeper, xlsx(mended), "mended.xlsx")
    keeper.post(f"{url}load/")
    assert Holding.objects.get(lot__lot_no="R-2").store.name == "Store 2"


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"PK\x03\x04broken", b"\x00\x01\x02"])
def test_what_is_no_list_of_stock_says_so_and_can_be_removed(
    depot: Depot, keeper: Client, content: bytes
) -> None:
    answer = keeper.post("/ammunition/lists/", {"file": SimpleUploadedFile("x.csv", content)})
    if not content:
        assert answer.status_code == 422
        return
    url = answer.headers["Location"]
    assert keeper.get(url).status_code == 422
    assert keeper.post(f"{url}forget/").status_code == 302 and keeper.get(url).status_code == 404


def test_a_file_that_is_too_large_is_refused_and_not_kept(
    depot: Depot, keeper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stock_uploads, "LARGEST_BYTES", 100)
    sent = {"file": SimpleUploadedFile("stock.xlsx", xlsx(ROWS))}
    assert keeper.post("/ammunition/lists/", sent).status_code == 422
    assert not list(stock_uploads.uploads_folder().iterdir())


def test_a_list_is_its_sender_s_and_names_no_store_of_another_unit(depot: Depot, keeper: Client) -> None:
    url = send(keeper, xlsx(ROWS))
    other = signed_in(make_person("other", "officer", make_unit("OTHER")))
    assert other.get(url).status_code == 404
    seen = other.get(send(other, xlsx(ROWS))).context["rejects"]
    assert {one.finding.code for one in seen} == {"stock_value_unknown", "stock_value_wrong"}
    second = signed_in(Person.objects.get(username="second"))
    assert second.get("/ammunition/lists/").status_code == 403


def test_a_load_that_fails_says_so_and_may_be_done_again(
    depot: Depot, keeper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = stock_uploads.find_upload(depot.officer, UUID(send(keeper, xlsx(ROWS)).split("/")[-2]))
    assert upload is not None
    upload.path.write_bytes(b"a,b\n")
    with pytest.raises(Refused):
        stock_uploads.run_load(upload, by=depot.officer, at=timezone.now())
    stock_uploads._guarded(upload, depot.officer, timezone.now())
    assert stock_uploads.failure_of(upload) == "stock_header_missing"
