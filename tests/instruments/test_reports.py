"""A report: filled from the register, answered by people, signed by two, frozen."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override
from tests.accounts.people import make_person, make_unit
from tests.instruments.node import (
    AT,
    CONSOLE,
    NUMBER,
    analyst,
    fake_sign,
    fill_register,
    new_report,
    row,
    take_in,
    viewer,
)

from tracemark.accounts.models import Unit
from tracemark.accounts.rules import Viewer
from tracemark.figures.queries.counts import get_tally
from tracemark.findings import Refused
from tracemark.instruments.actions.answers import (
    answer_question,
    attach_file,
    carry_over,
    record_answers,
    take_from_register,
)
from tracemark.instruments.actions.reports import add_comment, assign_section, sign_report
from tracemark.instruments.jobs.packages import receive_package, verify_package, write_package
from tracemark.instruments.jobs.reading import fill_from_sheet, fill_from_submission
from tracemark.instruments.models import Entry, Report
from tracemark.instruments.queries.explaining import explain, explanation_values
from tracemark.instruments.queries.reports import (
    compare_with_previous,
    compare_with_register,
    document_of,
    get_report,
    get_status,
    history_of,
)
from tracemark.instruments.rules.values import Answer
from tracemark.instruments.rules.xlsform import cell_name
from tracemark.instruments.tables.sheets import write_sections
from tracemark.register.actions.acts import decide_request, perform_act
from tracemark.register.actions.batches import accept_void_batch, ask_void_batch
from tracemark.register.models import Batch, Event, Weapon
from tracemark.register.rules.events import EventKind, PartialDate
from tracemark.register.rules.rows import ListKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_unit()


@pytest.fixture
def report(unit: Unit) -> Report:
    fill_register(unit)
    return new_report()


def sign(report: Report, *names: str, unit: Unit) -> None:
    for name in names:
        by = analyst(name, unit)
        sign_report(report, state="XF", public_key="key", sign=fake_sign, by=by, at=AT)


def test_blanks_are_filled_from_the_register_with_their_lineage(report: Report) -> None:
    changes = take_from_register(report, by=CONSOLE, at=AT)
    assert {one.key for one in changes} >= {"col.any", "col.counts", "col.origin", "stk.destroyed.number"}
    view = get_report(CONSOLE, NUMBER)
    counts = view.answers["col.counts"]
    assert isinstance(counts, dict)
    assert [counts[f"total.{year}"] for year in ("first", "second", "both")] == [2, 3, 5]
    assert json.loads(view.entries["col.counts"].source)["cells"]["total.both"]["rows"] == 5
    assert "stk.diversion" not in view.answers


def test_what_the_register_does_not_know_stays_blank_and_never_zero(report: Report) -> None:
    take_from_register(report, by=CONSOLE, at=AT)
    view = get_report(CONSOLE, NUMBER)
    assert {"trc.counts", "stk.diversion.number", "tra.diversion.number"} & set(view.answers) == set()


def test_every_number_is_explained_down_to_events(report: Report) -> None:
    found = explain(CONSOLE, get_report(CONSOLE, NUMBER), "col.counts")
    assert found is not None and found.count is not None
    cells = {cell.ask.path: cell for cell in found.cells}
    assert cells["total.both"].value == len(cells["total.both"].rows) == 5
    ids = {row.event_id for row in cells["total.both"].rows}
    assert Event.objects.filter(id__in=ids, kind__in=["seized", "found", "surrendered"]).count() == 5
    assert dict(found.left_out) == {"administrative": 1}
    assert explanation_values(found)["definition"] is not None


def test_an_act_that_two_officers_decided_counts_and_a_voided_report_does_not(report: Report) -> None:
    seized = Weapon.objects.get(events__kind="seized", events__occurred_on=date(2024, 3, 1))
    ids = [uuid4() for _ in range(2)]
    day = PartialDate(date(2025, 9, 9))
    kind = EventKind.DESTROYED
    asking = Viewer(make_person("first", factor=False).id, dict(CONSOLE.grants))
    perform_act(weapon_id=seized.id, event_id=ids[0], kind=kind, occurred=day, payload={}, by=asking, at=AT)
    tally = get_tally(CONSOLE, "arms-destroyed", (2025,))
    assert tally.value("collected") is None
    accept(seized, ids)
    tally = get_tally(CONSOLE, "arms-destroyed", (2025,))
    assert (tally.value("collected"), tally.value("total")) == (1, 2)


def accept(weapon: Weapon, ids: list[UUID]) -> None:
    """The second officer accepts what was asked for."""
    person = make_person("second", factor=False)
    decide_request(
        weapon_id=weapon.id,
        event_id=ids[1],
        request_id=ids[0],
        accept=True,
        reason="seen",
        by=Viewer(person.id, dict(CONSOLE.grants)),
        at=AT,
    )


def test_a_number_that_differs_from_the_register_needs_a_reason(report: Report) -> None:
    with pytest.raises(Refused, match="reason_for_change_needed"):
        answer_question(report, key="col.counts", value={"total.both": 7}, by=CONSOLE, at=AT)
    answer_question(
        report, key="col.counts", value={"total.both": 7}, reason="two more at the border", by=CONSOLE, at=AT
    )
    (entry,) = history_of(get_report(CONSOLE, NUMBER), "col.counts")
    assert (entry.way, entry.reason) == ("screen", "two more at the border")


def test_an_answer_is_appended_and_sending_it_twice_is_harmless(report: Report) -> None:
    entry_id = uuid4()
    for _ in range(2):
        answer_question(report, key="nca.exists", value="yes", entry_id=entry_id, by=CONSOLE, at=AT)
    answer_question(report, key="nca.exists", value=None, by=CONSOLE, at=AT)
    assert [json.loads(one.value) for one in Entry.objects.order_by("id")] == ["yes", None]
    assert get_report(CONSOLE, NUMBER).answers == {}


@pytest.mark.parametrize("table", ["entry", "comment", "signature", "submission", "edition"])
def test_the_database_refuses_to_change_what_was_said(report: Report, unit: Unit, table: str) -> None:
    answer_question(report, key="nca.exists", value="yes", by=CONSOLE, at=AT)
    add_comment(report, key="", text="see page 2", comment_id=uuid4(), by=CONSOLE, at=AT)
    sign(report, "ana", "ben", unit=unit)
    with (
        pytest.raises(IntegrityError, match="append_only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM instruments_{table}")


def test_the_second_signature_submits_and_nothing_moves_after(report: Report, unit: Unit) -> None:
    take_from_register(report, by=CONSOLE, at=AT)
    sign(report, "ana", unit=unit)
    assert get_status(get_report(CONSOLE, NUMBER)).submission is None
    sign(report, "ben", unit=unit)
    submitted = document_of(get_report(CONSOLE, NUMBER), state="XF")
    assert [one["name"] for one in submitted["signatures"]] == ["Ana", "Ben"]  # type: ignore[index,union-attr,call-overload]  # [json]
    with pytest.raises(Refused, match="report_submitted"):
        answer_question(report, key="nca.exists", value="yes", by=CONSOLE, at=AT)


def test_nobody_signs_twice_and_a_changed_answer_takes_signatures_away(report: Report, unit: Unit) -> None:
    ana = analyst("ana", unit)
    sign_report(report, state="XF", public_key="key", sign=fake_sign, by=ana, at=AT)
    with pytest.raises(Refused, match="signed_already"):
        sign_report(report, state="XF", public_key="key", sign=fake_sign, by=ana, at=AT)
    answer_question(report, key="nca.exists", value="yes", by=CONSOLE, at=AT)
    assert get_status(get_report(CONSOLE, NUMBER)).signatures == ()
    with pytest.raises(Refused, match="signature_needs_person"):
        sign_report(report, state="XF", public_key="key", sign=fake_sign, by=CONSOLE, at=AT)


def test_when_the_register_changes_the_report_shows_what_would_differ(report: Report, unit: Unit) -> None:
    take_from_register(report, by=CONSOLE, at=AT)
    sign(report, "ana", "ben", unit=unit)
    before = document_of(get_report(CONSOLE, NUMBER), state="XF")
    batch = Batch.objects.get(kind="seizures")
    ask_void_batch(batch, reason="wrong file", by=CONSOLE)
    accept_void_batch(batch, by=CONSOLE, at=AT)
    view = get_report(CONSOLE, NUMBER)
    assert document_of(view, state="XF") == before
    differences = {(one.question, one.path): one.after for one in compare_with_register(CONSOLE, view)}
    assert differences["col.counts", "total.both"] is None and differences["col.any", ""] is None


def test_a_correction_in_the_register_is_shown_number_by_number(report: Report, unit: Unit) -> None:
    take_from_register(report, by=CONSOLE, at=AT)
    batch = Batch.objects.get(kind="destruction")
    ask_void_batch(batch, reason="wrong file", by=CONSOLE)
    accept_void_batch(batch, by=CONSOLE, at=AT)
    take_in(ListKind.DESTRUCTION, unit, row(ListKind.DESTRUCTION, 9, "DD9", date(2024, 7, 7)), name="again")
    differences = compare_with_register(CONSOLE, get_report(CONSOLE, NUMBER))
    found = {(one.question, one.path): (one.before, one.after) for one in differences}
    assert found["stk.destroyed.number", "total.both"] == ("2", None)


def test_a_section_belongs_to_the_unit_it_was_given_to(report: Report, unit: Unit) -> None:
    police = make_unit("POLICE", unit)
    officer = viewer(make_person("olga", "officer", police, factor=False))
    with pytest.raises(Refused, match="section_not_yours"):
        answer_question(report, key="trc.procedures", value="yes", by=officer, at=AT)
    assign_section(report, section="8", unit_id=police.id, by=CONSOLE, at=AT)
    assert answer_question(report, key="trc.procedures", value="yes", by=officer, at=AT)
    with pytest.raises(Refused, match="section_not_yours"):
        answer_question(report, key="mrk.state", value="yes", by=officer, at=AT)


def test_a_spreadsheet_goes_out_and_comes_back_with_what_changed(report: Report, tmp_path: Path) -> None:
    take_from_register(report, by=CONSOLE, at=AT)
    answer_question(report, key="col.other_use", value="yes", by=CONSOLE, at=AT)
    view, path = get_report(CONSOLE, NUMBER), tmp_path / "section.xlsx"
    with override("ar"):
        write_sections(
            path,
            view.instrument,
            view.answers,
            ["collection"],
            number=NUMBER,
            language="ar",
            is_right_to_left=True,
        )
    assert fill_from_sheet(report, path, by=CONSOLE, at=AT).changes == ()
    answer_question(report, key="col.other_use", value=None, by=CONSOLE, at=AT)
    read = fill_from_sheet(report, path, section="6", by=CONSOLE, at=AT)
    assert [(one.key, one.before, one.after) for one in read.changes] == [("col.other_use", None, "yes")]


def test_a_file_that_is_no_spreadsheet_of_ours_is_refused(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Serial,Make\n1,CZ\n", encoding="utf-8")
    with pytest.raises(Refused, match="sheet_not_ours"):
        fill_from_sheet(report, path, by=CONSOLE, at=AT)


@pytest.mark.parametrize("as_xml", [True, False])
def test_a_submission_of_a_phone_form_is_read_back(report: Report, as_xml: bool) -> None:
    values = {cell_name("nca.exists"): "yes", cell_name("trc.request_content"): "found marks"}
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in values.items())
    content = (
        f"<data><s_coordination>{inner}</s_coordination></data>" if as_xml else json.dumps({"s": values})
    )
    read = fill_from_submission(report, content.encode(), by=CONSOLE, at=AT)
    assert {one.key: one.after for one in read.changes} == {
        "nca.exists": "yes",
        "trc.request_content": ["found", "marks"],
    }


@pytest.mark.parametrize("content", [b"<!DOCTYPE x><a/>", b"{", b"\xff", b"<a", b"[]"])
def test_a_submission_that_cannot_be_read_is_refused(report: Report, content: bytes) -> None:
    with pytest.raises(Refused, match="submission_"):
        fill_from_submission(report, content, by=CONSOLE, at=AT)


def test_what_is_wrong_in_a_file_refuses_all_of_it(report: Report) -> None:
    with pytest.raises(Refused, match="answer_not_an_option"):
        record_answers(
            report, answers={"nca.exists": "yes", "npc.exists": "maybe"}, way="sheet", by=CONSOLE, at=AT
        )
    assert not Entry.objects.exists()


def test_the_previous_report_is_carried_over_but_never_its_numbers(unit: Unit) -> None:
    fill_register(unit)
    before = new_report("poa-iti/2018", 2022, 2023)
    for key, value in {"npc.exists": "yes", "nca.exists": "yes", "tra.diversion.number": 30}.items():
        answer_question(before, key=key, value=value, by=CONSOLE, at=AT)  # type: ignore[arg-type]  # [answers]
    report = new_report()
    assert {one.key for one in carry_over(report, by=CONSOLE, at=AT)} == {"npc.exists", "nca.exists"}
    answer_question(report, key="tra.diversion.number", value=3, by=CONSOLE, at=AT)
    (difference,) = compare_with_previous(get_report(CONSOLE, NUMBER))
    assert (difference.before, difference.after, difference.jumped) == ("30", "3", True)


def test_a_package_verifies_and_is_taken_in_once(report: Report, unit: Unit) -> None:
    attach_file(
        report,
        key="info.files",
        name="../law.pdf",
        media_type="application/pdf",
        content=b"%PDF",
        by=CONSOLE,
        at=AT,
    )
    sign(report, "ana", "ben", unit=unit)
    package = write_package(get_report(CONSOLE, NUMBER))

    def check(key: str, message: bytes, signature: str) -> bool:
        return key == "key" and signature == fake_sign(message)

    received = [receive_package(package, check, by=CONSOLE, at=AT) for _ in range(2)]
    assert received[0] == received[1] and (received[0].state, received[0].last_year) == ("XF", 2025)
    with pytest.raises(Refused, match="package_signature_wrong"):
        verify_package(package, lambda *given: False)


@pytest.mark.parametrize("old", [b"poa-iti", b"law.pdf"])
def test_a_package_that_was_changed_is_refused(report: Report, unit: Unit, old: bytes) -> None:
    attach_file(report, key="info.files", name="law.pdf", media_type="", content=b"%PDF", by=CONSOLE, at=AT)
    sign(report, "ana", "ben", unit=unit)
    changed = rewritten(write_package(get_report(CONSOLE, NUMBER)), old)
    with pytest.raises(Refused, match="package_changed"):
        verify_package(changed, lambda *given: True)


def rewritten(package: bytes, old: bytes) -> bytes:
    """The package with one text of its report changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as archive, zipfile.ZipFile(out, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, archive.read(name).replace(old, old[::-1].swapcase()))
    return out.getvalue()


def test_a_time_of_keeping_written_as_text_last_time_is_carried_over_as_years(report: Report) -> None:
    before = new_report("poa-iti/2018", 2022, 2023)
    answer_question(before, key="rec.standards", value="yes", by=CONSOLE, at=AT)
    kept: Answer = [{"holder": "Police", "years": 30}, {"holder": "Army", "years": "indefinite"}]
    answer_question(before, key="rec.years", value=kept, by=CONSOLE, at=AT)
    Report.objects.filter(id=report.id).update(previous=before)
    carry_over(Report.objects.get(id=report.id), by=CONSOLE, at=AT)
    assert get_report(CONSOLE, NUMBER).answers["rec.years"] == kept
