"""A small constructed world in the database: reports of 2018 and 2020, with what a State keeps back."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from tracemark.accounts.rules import console
from tracemark.instruments.actions.editions import store_edition
from tracemark.instruments.data import shipped_instruments
from tracemark.observatory.models import Answer, Intake, Record, StateReport

AT = datetime(2021, 3, 1, tzinfo=UTC)
SPACE = UUID("6ec1bc9e-5ab8-4c51-a00a-0f8f2ea9d9b5")
Cells = Mapping[str, str]
"""``key`` or ``key#path`` to the text of the answer."""
SECRET = "SECRETWORD"

FIRST: Mapping[str, Cells] = {
    "C001": {"nca.exists": "yes", "gender.considered": "yes", "ast.need": "yes", "mrk.state": "yes"},
    "C002": {"nca.exists": "no", "gender.considered": "no", "ast.offer": "yes", "mrk.state": "no"},
    "C003": {"gender.considered": "yes", "stk.destroyed": "yes", "stk.destroyed.number#total.both": "40"},
    "C004": {"gender.considered": "no", "col.counts#total.both": "12"},
    "C006": {"gender.considered": "no"},
}
SECOND: Mapping[str, Cells] = {
    "C001": {
        "nca.exists": "yes",
        "gender.considered": "yes",
        "ast.need": "yes",
        "ast.need_themes#tracing": "tracing",
        "ast.need_themes#records": "records",
        "mrk.state": "yes",
    },
    "C002": {"nca.exists": "developing", "gender.considered": "no", "ast.offer": "yes", "mrk.state": "no"},
    "C003": {
        "gender.considered": "yes",
        "stk.destroyed": "yes",
        "stk.destroyed.number#total.both": "1500",
        "stk.diversion.details": SECRET,
        "ast.need": "yes",
        "ast.need_themes#tracing": "tracing",
        "mrk.state": "yes",
    },
    "C005": {"col.counts#total.both": "90", "col.actions#recorded_or_destroyed.both": "60"},
}
KEPT_BACK = {("C003", "stk.diversion.details"), ("C003", "mrk.state")}


def store_world() -> None:
    """Both cycles, one record of the fund, and a report that is not public at all."""
    store_reports(2018, FIRST)
    store_reports(2020, SECOND, kept_back=KEPT_BACK)
    store_reports(
        2020, {"C009": {"gender.considered": "yes", "stk.diversion.details": SECRET}}, is_public=False
    )
    record = {"world": "constructed", "kind": "fund_donor", "year": 2019, "revision": 1}
    Record.objects.create(intake=_intake("fund.csv"), ref="donor 1", state="C001", **record)


def store_reports(
    cycle: int,
    reports: Mapping[str, Cells],
    *,
    kept_back: set[tuple[str, str]] = frozenset(),  # type: ignore[assignment]  # [no-one-changes-it]
    is_public: bool = True,
) -> None:
    """Reports of one cycle as they would have been taken in."""
    edition = store_edition(shipped_instruments()[f"poa-iti/{cycle}"], is_loaded=False, by=console(), at=AT)
    intake = _intake(f"reports-{cycle}-{is_public}.json")
    for state, cells in reports.items():
        report = StateReport.objects.create(
            uid=uuid5(SPACE, f"{state} {cycle}"),
            intake=intake,
            world="constructed",
            state=state,
            instrument="poa-iti",
            edition=edition,
            first_year=cycle - 2,
            last_year=cycle - 1,
            cycle=cycle,
            revision=1,
            received_on=date(cycle, 3, 1),
            is_public=is_public,
            sha256="0" * 64,
        )
        Answer.objects.bulk_create(_answers(report, cells, kept_back))


def _answers(report: StateReport, cells: Cells, kept_back: set[tuple[str, str]]) -> Sequence[Answer]:
    found = []
    for place, text in cells.items():
        key, _, path = place.partition("#")
        found.append(
            Answer(
                report=report,
                instrument=report.instrument,
                state=report.state,
                cycle=report.cycle,
                key=key,
                path=path,
                raw=text,
                value=text,
                number=int(text) if text.isdecimal() else None,
                is_public=(report.state, key) not in kept_back,
                place="line 1",
            )
        )
    return found


def _intake(name: str) -> Intake:
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    found, _ = Intake.objects.get_or_create(
        id=uuid5(SPACE, name), defaults={"name": name, "way": "json", "sha256": sha256, "at": AT}
    )
    return found
