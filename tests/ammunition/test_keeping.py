"""Lists of stock, the check and the licence by command and API."""

import argparse
import json
from pathlib import Path
from uuid import uuid4

import pytest
from ninja import NinjaAPI
from ninja.testing import TestClient
from tests.ammunition.depot import AT, EVERYTHING, Depot

from tracemark.accounts.rules import console
from tracemark.ammunition.api import router
from tracemark.ammunition.commands import add_commands
from tracemark.ammunition.jobs.stock_files import load_stock, read_stock_file
from tracemark.ammunition.models import Holding, Lot, Movement
from tracemark.ammunition.queries.holdings import check_balances
from tracemark.findings import Refused

pytestmark = pytest.mark.django_db

LIST = """Depot inventory,,,,,
Store,Stack,Item,Hazard code,NEQ kg,Lot,Quantity,Condition
Store 1,A,Shell,1.1D,7,LOT-A,"12,5",A
Store 1,A,Rocket,1.2.1E,2.5,R-1,40,A
Nowhere,A,Rocket,1.2.1E,2.5,R-2,40,A
Store 1,B,Rocket,9.9Z,2.5,R-3,40,A
Store 1,B,Mystery,,,M-1,3,A
Store 1,B,Rocket,1.2.1E,2.5,R-4,many,A
Store 1,B,Rocket,1.2.1E,2.5,,7,A
"""


@pytest.fixture
def depot() -> Depot:
    return Depot()


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    path = tmp_path / "stock.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    arguments = parser.parse_args(["ammo", *words])
    code: int = arguments.handler(arguments)
    return code


def api() -> TestClient:
    made = NinjaAPI(auth=lambda request: EVERYTHING, urls_namespace=str(uuid4()))
    made.add_router("", router)
    return TestClient(made)


def test_a_list_is_read_first_and_every_row_kept_aside_says_why(depot: Depot, stock: Path) -> None:
    found = read_stock_file(stock, console())
    assert [row.lot for row, _ in found.rows] == ["LOT-A", "R-1"]
    assert [(one.params["row"], one.params["column"]) for one in found.findings] == [
        (5, "store"),
        (6, "hazard_code"),
        (7, "hazard_code"),
        (8, "quantity"),
        (9, "lot"),
    ]
    assert Movement.objects.count() == 0 and found.rejects_csv().count("\r\n") == 5


def test_a_list_taken_in_twice_is_recorded_once(depot: Depot, stock: Path) -> None:
    found = read_stock_file(stock, console())
    load_stock(found, by=console(), at=AT)
    load_stock(found, by=console(), at=AT)
    assert {row.lot.lot_no: str(row.quantity.normalize()) for row in Holding.objects.all()} == {
        "LOT-A": "12.5",
        "R-1": "4E+1",
    }
    assert check_balances() == [] and Lot.objects.filter(lot_no="R-1").count() == 1


def test_a_file_without_the_columns_of_a_stock_list_is_refused(depot: Depot, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(Refused):
        read_stock_file(path, console())


def test_the_command_takes_in_a_list_after_a_dry_run(
    depot: Depot, stock: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", str(stock), "--dry-run", "--json") == 1
    assert json.loads(capsys.readouterr().out)["recorded"] == 0
    assert run("import", str(stock), "--rejects", str(tmp_path / "aside.csv"), "--json") == 1
    assert json.loads(capsys.readouterr().out)["recorded"] == 2
    assert "Nowhere" in (tmp_path / "aside.csv").read_text()


def test_the_check_is_the_same_by_command_and_api(depot: Depot, capsys: pytest.CaptureFixture[str]) -> None:
    depot.move("report_stock", depot.shell, "5", target=1)
    assert run("check", "--json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in answer["findings"]] == ["store_not_licensed"]
    assert api().get("/check").json() == answer


@pytest.mark.parametrize(("language", "name"), [("fr", "licence.pdf"), ("ar", "licence.docx")])
def test_the_licence_of_a_store_is_written_in_a_language(
    depot: Depot, tmp_path: Path, language: str, name: str
) -> None:
    with pytest.raises(ValueError, match="no licence"):
        run("licence", "Store 1", "--out", str(tmp_path / name))
    depot.license()
    assert run("licence", "Depot/Store 1", "--lang", language, "--out", str(tmp_path / name)) == 0
    assert (tmp_path / name).read_bytes()[:4] in (b"%PDF", b"PK\x03\x04")


def test_a_movement_by_api_is_recorded_refused_and_harmless_twice(depot: Depot) -> None:
    depot.license()
    line = {"lot_id": str(depot.shell.id), "quantity": 10, "to_store": str(depot.store().id)}
    body = {
        "id": str(uuid4()),
        "kind": "receive",
        "voucher": "V",
        "occurred_on": "2026-11-01",
        "giver": "A",
        "receiver": "B",
        "lines": [line],
    }
    client = api()
    assert (
        client.post("/movements", json=body).status_code
        == client.post("/movements", json=body).status_code
        == 200
    )
    assert client.get(f"/stores/{depot.store().id}/holdings").json()[0]["quantity"] == "10.000"
    with pytest.raises(Refused):
        client.post(
            "/movements", json={**body, "id": str(uuid4()), "lines": [{**line, "quantity": 9_000_000}]}
        )
    unknown = {**body, "id": str(uuid4()), "lines": [{**line, "lot_id": str(uuid4())}]}
    with pytest.raises(Refused):
        client.post("/movements", json=unknown)
    assert [one["store"] for one in client.get("/stores").json()] == ["Store 1", "Store 2"]
