"""Files come in whole or not at all: every refusal has its file, place and reason; revisions are kept."""

from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.observatory.constructed import document, take_in, write

from tracemark.accounts.rules import Viewer, console
from tracemark.findings import Finding, Refused
from tracemark.instruments.data import shipped_instruments
from tracemark.instruments.tables.sheets import write_sections
from tracemark.observatory.models import Answer, Intake, Scan, StateReport
from tracemark.observatory.queries.facts import Scope
from tracemark.observatory.queries.reports import list_reports
from tracemark.observatory.rules.facts import World

pytestmark = pytest.mark.django_db

REAL = Scope(world=World.REAL)


def refused(*paths: Path, **more: object) -> list[Finding]:
    with pytest.raises(Refused) as caught:
        take_in(*paths, **more)  # type: ignore[arg-type]  # [test-options]
    assert not Intake.objects.exists() and not StateReport.objects.exists()
    return list(caught.value.findings)


def test_an_answer_keeps_what_was_given_what_it_was_read_as_and_where_it_stood(tmp_path: Path) -> None:
    take_in(write(tmp_path, "old.csv", "state,edition,years,key,answer\nKenya,2020,2018-19,mrk.state,Oui\n"))
    answer = Answer.objects.select_related("report__intake").get()
    assert (answer.state, answer.cycle, answer.key, answer.path) == ("KE", 2020, "mrk.state", "")
    assert (answer.raw, answer.value, answer.number, answer.place) == ("Oui", "yes", None, "row 2")
    assert (answer.report.intake.name, answer.report.intake.way) == ("old.csv", "csv")


def test_a_table_with_a_column_a_question_is_read_too(tmp_path: Path) -> None:
    text = "Country;period;form;mrk.state;col.counts#total.both\nFrance;2018-2019;poa-iti/2020;no response;1 200\n"
    take_in(write(tmp_path, "wide.csv", text))
    answer = Answer.objects.get()
    assert (answer.state, answer.key, answer.path, answer.number) == ("FR", "col.counts", "total.both", 1200)
    assert answer.place == "row 2, col.counts#total.both"


def test_a_form_of_ours_comes_back_filled_in(tmp_path: Path) -> None:
    form, path = shipped_instruments()["poa-iti/2020"], tmp_path / "form.xlsx"
    answers: dict[str, Any] = {
        "mrk.state": "no",
        "ast.need_themes": ["tracing"],
        "col.counts": {"total.both": 7},
    }
    sections = [section.key for section in form.sections]
    write_sections(path, form, answers, sections, number="N", language="en", is_right_to_left=False)
    take_in(path, given={"state": "Kenia", "edition": "2020", "years": "2018-2019"})
    rows = Answer.objects.order_by("key").values_list("state", "key", "path", "value", "number")
    assert list(rows) == [
        ("KE", "ast.need_themes", "tracing", "x", None),
        ("KE", "col.counts", "total.both", "7", 7),
        ("KE", "mrk.state", "", "no", None),
    ]


def test_a_bad_row_refuses_everything_with_place_and_reason(tmp_path: Path) -> None:
    good = write(tmp_path, "good.json", document("KE", mrk__state="yes"))
    rows = (
        "KE,2020,2016-2017,mrk.state,perhaps\nNowhere,2020,2018-2019,mrk.state,yes\nKE,2020,2014-2015,x.y,1\n"
    )
    bad = write(tmp_path, "bad.csv", "state,edition,years,key,answer\n" + rows)
    found = {(one.params["place"], one.code) for one in refused(good, bad)}
    assert found == {
        ("row 2", "answer_not_an_option"),
        ("row 3", "state_not_known"),
        ("row 4", "question_unknown"),
    }


@pytest.mark.parametrize(
    ("held", "code"),
    [
        ("{", "intake_unreadable"),
        ([{"kind": "poem"}], "document_of_another_kind"),
        (document("ZZ"), "state_not_known"),
        (document("KE", (2018, 2018)), "report_covers_two_years"),
        (document("KE", nca__exists=["x"]), "answer_of_another_kind"),
        ({**document("KE"), "instrument": {"id": "poem", "edition": "1"}}, "edition_not_known"),
        ({**document("KE"), "answers": 7}, "document_unreadable"),
    ],
)
def test_a_document_that_is_not_whole_is_refused(tmp_path: Path, held: object, code: str) -> None:
    assert code in {one.code for one in refused(write(tmp_path, "r.json", held))}


def test_two_reports_of_one_state_and_period_in_one_load_are_refused(tmp_path: Path) -> None:
    paths = [write(tmp_path, f"{n}.json", document("KE", mrk__state=n)) for n in ("yes", "no")]
    (finding,) = refused(*paths)
    assert finding.code == "report_twice" and finding.params["state"] == "KE"


def test_a_later_report_is_a_revision_and_the_earlier_one_is_kept(tmp_path: Path) -> None:
    path = write(tmp_path, "r.json", document("KE", mrk__state="no"))
    take_in(path)
    assert take_in(path).loaded.known == 1
    take_in(write(tmp_path, "r.json", document("KE", mrk__state="yes")))
    assert list(StateReport.objects.order_by("revision").values_list("revision", flat=True)) == [1, 2]
    (line,) = list_reports(console(), REAL)
    assert line.revision == 2
    assert set(Answer.objects.values_list("value", flat=True)) == {"yes", "no"}


def test_sums_that_do_not_add_up_are_said_and_taken_in(tmp_path: Path) -> None:
    counts = {"seized.both": 3, "found.both": 1, "surrendered.both": 1, "total.both": 9}
    result = take_in(write(tmp_path, "r.json", document("KE", col__any="yes", col__counts=counts)))
    assert result.loaded.reports == 1
    assert result.warnings and result.warnings[0].params["state"] == "KE"


def test_a_dry_run_stores_nothing(tmp_path: Path) -> None:
    result = take_in(write(tmp_path, "r.json", document("KE", mrk__state="yes")), dry_run=True)
    assert result.loaded.reports == 1 and not StateReport.objects.exists()


def test_a_report_on_paper_is_keyed_in_with_its_scan(tmp_path: Path) -> None:
    scan = tmp_path / "paper.pdf"
    scan.write_bytes(b"%PDF-1.4 a page")
    table = write(tmp_path, "keyed.csv", "key,cell,answer\nmrk.state,,yes\ncol.counts,total.both,4\n")
    given = {"state": "KE", "edition": "poa-iti/2018", "years": "2016-2017"}
    take_in(table, given=given, scan=scan)
    assert StateReport.objects.get().intake.way == "keyed"
    assert bytes(Scan.objects.get().content).startswith(b"%PDF")


def test_a_scan_that_is_none_is_refused(tmp_path: Path) -> None:
    scan = write(tmp_path, "paper.pdf", "<html>")
    table = write(tmp_path, "r.json", document("KE", mrk__state="yes"))
    assert [one.code for one in refused(table, scan=scan)] == ["scan_not_kept"]


def test_a_number_of_the_form_finds_its_question_only_when_it_is_the_only_one(tmp_path: Path) -> None:
    head = "state,edition,years,number,answer\n"
    take_in(write(tmp_path, "n.csv", head + "KE,2018,2016-2017,16,yes\n"))
    assert Answer.objects.get().key == "rec.standards"
    with pytest.raises(Refused, match="question_number_not_known"):
        take_in(write(tmp_path, "n.csv", head + "KE,2018,2016-2017,6,yes\n"))


def test_records_with_unknown_kinds_or_twice_the_same_reference_are_refused(tmp_path: Path) -> None:
    text = "kind,ref,year,amount\nfund_donor,D1,2015,\nfund_donor,D1,2015,\npoem,P1,2015,\nfund_project,P2,15,x\n"
    found = [(one.params["place"], one.code) for one in refused(write(tmp_path, "records.csv", text))]
    assert found == [
        ("row 3", "record_twice"),
        ("row 4", "record_kind_not_known"),
        ("row 5", "years_not_known"),
        ("row 5", "amount_not_a_number"),
    ]


def test_who_may_not_load_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="permission_missing"):
        take_in(write(tmp_path, "r.json", document("KE")), by=Viewer(None, {"observatory.read": None}))


@pytest.mark.parametrize("model", [Intake, StateReport, Answer])
def test_what_was_taken_in_cannot_be_changed(tmp_path: Path, model: type) -> None:
    take_in(write(tmp_path, "r.json", document("KE", mrk__state="yes")))
    table = model._meta.db_table
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
