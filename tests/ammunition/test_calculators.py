"""The calculators on the command line and in the API give the same answers."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from ninja import NinjaAPI
from ninja.testing import TestClient

from tracemark.accounts.rules import Viewer
from tracemark.ammunition.api import router
from tracemark.ammunition.commands import add_commands
from tracemark.findings import Refused

PLAN = {
    "features": [
        {
            "properties": {"name": "S1", "building": "medium"},
            "geometry": {"type": "Point", "coordinates": [20, 10]},
        },
        {
            "properties": {"name": "School", "kind": "school"},
            "geometry": {"type": "Point", "coordinates": [20.005, 10]},
        },
        {"properties": {"name": "?", "kind": "moon"}, "geometry": None},
    ]
}
Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())

    def ammo(*words: str) -> tuple[int, dict[str, Any]]:
        arguments = parser.parse_args(["ammo", *words, "--json"])
        code = arguments.handler(arguments)
        answer: dict[str, Any] = json.loads(capsys.readouterr().out)
        return code, answer

    return ammo


@pytest.fixture(scope="module")
def api() -> TestClient:
    viewer = Viewer(None, {"ammunition.read": None})
    made = NinjaAPI(auth=lambda request: viewer, urls_namespace=str(uuid4()))
    made.add_router("", router)
    return TestClient(made)


def test_a_distance_is_the_same_by_command_and_api(run: Run, api: TestClient) -> None:
    code, answer = run("distance", "--hd", "1.1", "--neq-kg", "10000", "--es", "inhabited-building")
    assert (code, answer["distance_m"], answer["neq_kg"]) == (0, 480, "10000")
    assert {"clause", "edition", "rules"} <= set(answer)
    assert api.get("/distance?hd=1.1&neq_kg=10000&es=inhabited-building").json() == answer


def test_a_limit_is_the_same_by_command_and_api(run: Run, api: TestClient) -> None:
    words = ("--hd", "1.1", "--es", "traffic-medium", "--pes", "light", "--distance-m", "320")
    _, answer = run("limit", *words)
    assert answer["neq_kg"] == 10_107
    assert api.get("/limit?hd=1.1&es=traffic-medium&pes=light&distance_m=320").json() == answer


def test_mixing_is_the_same_by_command_and_api(run: Run, api: TestClient) -> None:
    code, answer = run("mix", "1.1D", "1.3G")
    assert (code, answer["may_mix"]) == (1, False)
    assert api.post("/mix", json={"codes": ["1.1D", "1.3G"]}).json() == answer
    assert run("mix", "1.1D", "1.3G", "--allow", "4")[0] == 0


def test_aggregation_is_the_same_by_command_and_api(run: Run, api: TestClient) -> None:
    _, answer = run("aggregate", "1.1:500", "1.2.1:2000", "1.3:4000")
    assert [one["division"] for one in answer["readings"]] == ["1.1", "1.2.1", "1.3.1"]
    body = {"contents": {"1.1": 500, "1.2.1": 2000, "1.3": 4000}}
    assert api.post("/aggregate", json=body).json() == answer


def test_the_limits_of_a_plan_name_who_binds_and_what_was_not_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "site.geojson"
    path.write_text(json.dumps(PLAN))
    code, answer = run("limit", str(path))
    first = answer["stores"][0]["limits"][0]
    assert (code, first["division"], first["binding"]) == (1, "1.1", "School")
    assert first["neq_kg"] == int((int(first["distance_m"]) / 22.2) ** 3)
    assert answer["findings"][0]["params"]["row"] == 3


def test_every_rule_set_answers_when_compared(run: Run) -> None:
    words = ("--hd", "1.1", "--neq-kg", "4000", "--es", "inhabited-building", "--compare")
    found = run("distance", *words)[1]["rule_sets"]
    assert [one["distance"]["distance_m"] for one in found] == [400, 400, 255]


def test_the_emergency_words_answer(run: Run) -> None:
    assert run("withdrawal", "--hd", "1.1")[1]["withdrawal_m"] == 1250
    assert run("danger-area", "--kind", "bare", "--all-up-kg", "1200")[1]["radius_m"] == 1382
    assert (
        run("blast", "--neq-kg", "10000", "--distance-m", "500")[1]["values"]["incident_pressure_kPa"]
        == 5.055
    )


def test_a_national_rule_set_is_read_from_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "national.json"
    path.write_text(
        json.dumps({"code": "xf", "title": "Farland", "cells": {"1.1": {"inhabited-building": "2*D12"}}})
    )
    words = (
        "distance",
        "--hd",
        "1.1",
        "--neq-kg",
        "1000",
        "--es",
        "inhabited-building",
        "--rules",
        str(path),
    )
    assert run(*words)[1]["distance_m"] == 445


def test_bad_words_are_refused_with_their_cause(run: Run, api: TestClient) -> None:
    with pytest.raises(Refused):
        run("distance", "--hd", "1.1", "--neq-kg", "40", "--es", "inhabited-building")
    with pytest.raises(SystemExit):
        run("aggregate", "1.1-500")
    with pytest.raises(ValueError, match="SITE"):
        run("limit", "--hd", "1.1")
    assert api.get("/distance?hd=9&neq_kg=1&es=x").status_code == 422
