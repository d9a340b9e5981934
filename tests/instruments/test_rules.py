"""One engine runs every instrument: an invented one, made of data alone."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.instruments.answers import answers_of
from tests.instruments.invented import FIGURES, HEAD, QUESTIONS, lighthouse, read, texts

from tracemark.instruments.rules.checking import check_instrument
from tracemark.instruments.rules.checks import check_sums
from tracemark.instruments.rules.conditions import visible_keys
from tracemark.instruments.rules.document import (
    ReportHead,
    instrument_json,
    read_answers,
    read_instrument_json,
    report_json,
)
from tracemark.instruments.rules.progress import compare_answers, hidden_answers, jumps, progress_of
from tracemark.instruments.rules.reading import read_instrument
from tracemark.instruments.rules.roadmap import propose_actions
from tracemark.instruments.rules.sheet import read_lines, sheet_lines
from tracemark.instruments.rules.values import Answer, check_answer, read_cells, read_number, value_cells
from tracemark.instruments.rules.xlsform import cell_name, read_submission

LIGHTHOUSE = lighthouse()
PATIENT = settings(deadline=None, suppress_health_check=list(HealthCheck))
"""A busy machine is no reason to fail."""
HEAD_OF_REPORT = ReportHead("r1", "XF", (2030, 2031), "fr")


def test_an_invented_instrument_needs_no_code() -> None:
    assert check_instrument(LIGHTHOUSE, FIGURES) == []
    assert LIGHTHOUSE.name == "lighthouse/2031"
    assert LIGHTHOUSE.code_text("lamp.kinds", "oil", "ru") == "/oil in ru"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("x.y,lamps,,yes_no,,,,,nobody = yes,,,", "edition_unknown_reference"),
        ("x.y,lamps,,yes_no,,,,,keeper.any = maybe,,,", "edition_unknown_reference"),
        ("x.y,lamps,,yes_no,,,,,lamp.kinds = oil,,,", "edition_unknown_reference"),
        ("x.y,lamps,,yes_no,,,,,keeper.any = yes and keeper.any = no,,,", "edition_dead_condition"),
        ("x.y,lamps,,yes_no,,,,,keeper.plan = yes and keeper.any = no,,,", "edition_dead_condition"),
        ("x.y,lamps,,yes_no,,,,,x.y = yes,,,", "edition_cycle"),
        ("x.y,lamps,,yes_no,,,,,keeper.any is yes,,,", "edition_cannot_parse"),
        ("x.y,lamps,,number,,,,,,,arms-eaten:total@both,", "edition_unknown_reference"),
        ("x.y,lamps,,number,,,,,,,arms-collected:total@year,", "edition_unknown_reference"),
        ("x.y,lamps,,number,,,,,,,,x.y = nobody", "edition_unknown_reference"),
        ("x.y,lamps,,number,oil,,,,,,,", "edition_shape"),
        ("x.y,lamps,,table,,oil,,,,,,", "edition_shape"),
        ("x.y,cellar,,text,,,,,,,,", "edition_no_such_section"),
        ("X y,lamps,,text,,,,,,,,", "edition_bad_name"),
    ],
)
def test_the_checker_refuses_what_cannot_work(line: str, code: str) -> None:
    instrument, findings = read(questions=QUESTIONS + line + "\n")
    assert instrument is not None and not findings
    assert code in {finding.code for finding in check_instrument(instrument, FIGURES)}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"head": HEAD + '\n[extra]\nsize = "3"\n'}, "edition_unknown_key"),
        ({"head": HEAD.replace("draft", "perfect")}, "edition_unreadable"),
        ({"head": "id = "}, "edition_unreadable"),
        ({"questions": QUESTIONS.replace("prefill", "colour", 1)}, "edition_unknown_key"),
        ({"questions": QUESTIONS + "a,b\n"}, "edition_unreadable"),
        ({"questions": QUESTIONS + "a.b,lamps,,riddle,,,,,,,,\n"}, "edition_unreadable"),
        ({"words": texts()["words.csv"].replace("name,en,ar", "name,en,nl")}, "edition_unknown_key"),
    ],
)
def test_a_folder_that_cannot_be_read_says_where(changed: dict[str, str], code: str) -> None:
    assert code in {finding.code for finding in read(**changed)[1]}


def test_a_missing_language_or_file_is_refused() -> None:
    instrument, _ = read(words=texts()["words.csv"].replace("keeper.any in ar", "", 1))
    assert instrument is not None
    assert [one.params["name"] for one in check_instrument(instrument, FIGURES)] == ["keeper.any"]
    assert read_instrument({}, {})[1][0].code == "edition_file_missing"


def test_two_questions_that_wait_for_each_other_are_a_cycle() -> None:
    more = "a.a,lamps,,yes_no,,,,,b.b = yes,,,\nb.b,lamps,,yes_no,,,,,a.a = yes,,,\n"
    instrument, _ = read(questions=QUESTIONS + more)
    assert instrument is not None
    cycles = [one for one in check_instrument(instrument, FIGURES) if one.code == "edition_cycle"]
    assert [one.params["question"] for one in cycles] == ["a.a", "b.b"]


def test_an_edition_takes_over_what_it_does_not_say() -> None:
    head = 'id = "lighthouse"\nedition = "2033"\nextends = "lighthouse/2031"\nstanding = "draft"\n'
    questions = "key,number,when\nlamp.cost,9.9,\nkeeper.plan,-,\nlamp.remark,2.5,keeper.any = yes\n"
    later, findings = read_instrument(texts(head=head, questions=questions), {"lighthouse/2031": texts()})
    assert later is not None and not findings
    assert later.by_key["lamp.cost"].number == "9.9" and later.by_key["lamp.cost"].unit == "usd"
    assert "keeper.plan" not in later.by_key and len(later.questions) == len(LIGHTHOUSE.questions) - 1


@PATIENT
@given(answers_of(LIGHTHOUSE))
def test_a_condition_never_hides_an_answered_question_silently(answers: dict[str, Answer]) -> None:
    shown = visible_keys(LIGHTHOUSE, answers)
    named = {finding.params["question"] for finding in hidden_answers(LIGHTHOUSE, answers)}
    assert {key for key, value in answers.items() if value is not None} <= shown | named
    assert not named & shown


@PATIENT
@given(answers_of(LIGHTHOUSE))
def test_cells_say_what_the_value_says(answers: dict[str, Answer]) -> None:
    for key, value in answers.items():
        question = LIGHTHOUSE.by_key[key]
        assert check_answer(question, value) == []
        assert read_cells(question, value_cells(question, value)) == (value, [])


@PATIENT
@given(answers_of(LIGHTHOUSE))
def test_a_spreadsheet_read_back_loses_nothing(answers: dict[str, Answer]) -> None:
    lines = [(line.key, line.path, line.text) for line in sheet_lines(LIGHTHOUSE.questions, answers)]
    read_back, findings = read_lines(LIGHTHOUSE, lines, LIGHTHOUSE.by_key)
    assert findings == []
    assert {key: value for key, value in read_back.items() if value is not None} == {
        key: value for key, value in answers.items() if value is not None and key != "lamp.files"
    }


@PATIENT
@given(answers_of(LIGHTHOUSE))
def test_a_document_read_back_loses_nothing(answers: dict[str, Answer]) -> None:
    document = report_json(HEAD_OF_REPORT, LIGHTHOUSE, answers, {}, [])
    assert read_answers(document, LIGHTHOUSE) == ({k: v for k, v in answers.items() if v is not None}, [])
    assert read_instrument_json(instrument_json(LIGHTHOUSE)) == LIGHTHOUSE


@PATIENT
@given(answers_of(LIGHTHOUSE, lines=5))
def test_a_phone_form_read_back_loses_nothing(answers: dict[str, Answer]) -> None:
    values: dict[str, str] = {}
    for key, value in answers.items():
        question = LIGHTHOUSE.by_key[key]
        cells = value_cells(question, value)
        if question.kind == "many":
            values[cell_name(key)] = " ".join(code for code in cells if code in question.options)
            cells = {path: text for path, text in cells.items() if path not in question.options}
        values |= {cell_name(key, path): text for path, text in cells.items()}
    read_back, findings = read_submission(LIGHTHOUSE, values)
    assert findings == []
    assert read_back == {k: v for k, v in answers.items() if v is not None and k != "lamp.files"}


@pytest.mark.parametrize(
    ("key", "cells", "code"),
    [
        ("keeper.any", {"": "perhaps"}, "answer_not_an_option"),
        ("keeper.count", {"": "twelve"}, "answer_not_a_number"),
        ("keeper.count", {"": "-3"}, "answer_not_a_number"),
        ("keeper.count", {"": "1.5"}, "answer_not_a_number"),
        ("lamp.kinds", {"tallow": "x"}, "answer_not_an_option"),
        ("lamp.kinds", {"oil": "x", "other:text": "wax"}, "answer_other_not_chosen"),
        ("lamp.found", {"eaten.both": "3"}, "answer_no_such_cell"),
        ("lamp.names", {"0.holder": "Army"}, "answer_no_such_cell"),
        ("lamp.remark", {"": "bell\x07"}, "answer_control_character"),
        ("lamp.remark", {"": "x" * 20_001}, "answer_too_long"),
    ],
)
def test_a_wrong_answer_names_question_and_cause(key: str, cells: dict[str, str], code: str) -> None:
    value, findings = read_cells(LIGHTHOUSE.by_key[key], cells)
    assert value is None
    assert [(one.code, one.params["question"]) for one in findings] == [(code, key)]


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("1 234", "count", 1234),
        ("1,234,567", "count", 1234567),
        ("٤٢", "count", 42),
        ("1.234", "count", None),
        ("0", "count", 0),
        ("12.50", "usd", "12.5"),
        ("1e3", "count", None),
        ("NaN", "usd", None),
        ("n/a", "count", None),
        ("30", "years", 30),
        ("30 years", "years", 30),
        ("20 лет", "years", 20),
        ("٣٠ سنة", "years", 30),
        ("30年", "years", 30),
        ("Indefinitely", "years", "indefinite"),
        ("3 to 75 years", "years", None),
        ("over 1 year", "years", None),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, unit: str, number: int | str | None) -> None:
    assert read_number(text, unit) == number


def test_sums_that_do_not_add_up_are_findings_with_both_numbers() -> None:
    table: Answer = {
        "seized.first": 3,
        "seized.second": 4,
        "seized.both": 8,
        "found.both": 5,
        "surrendered.both": 1,
    }
    (wrong, more) = check_sums(LIGHTHOUSE, {"lamp.found": table, "keeper.count": 10})
    assert (wrong.code, wrong.params["left"], wrong.params["right"]) == ("sum_differs", "8", "7")
    assert (more.code, more.params["left"], more.params["right"]) == ("sum_exceeds", "14", "10")


def test_a_sum_with_a_blank_in_it_says_nothing() -> None:
    assert (
        check_sums(LIGHTHOUSE, {"lamp.found": {"seized.first": 3, "seized.both": 8}, "keeper.count": 1}) == []
    )


def test_progress_counts_what_is_asked_and_a_blank_is_not_scored() -> None:
    keepers, lamps = progress_of(LIGHTHOUSE, {"keeper.any": "yes", "keeper.count": 3}, ["keeper.count"])
    assert (keepers.asked, keepers.answered, keepers.completeness) == (3, 2, 66)
    assert (keepers.numbers, keepers.sourced, keepers.score) == (1, 1, 100)
    assert lamps.score is None and lamps.answered == 0


def test_a_number_that_more_than_doubles_is_flagged() -> None:
    before: dict[str, Answer] = {"keeper.count": 10, "lamp.cost": "5", "lamp.remark": "a"}
    after: dict[str, Answer] = {"keeper.count": 21, "lamp.cost": "6", "keeper.any": "yes"}
    found = compare_answers(LIGHTHOUSE, before, after)
    assert [(one.question, one.before, one.after) for one in found] == [
        ("keeper.any", None, "yes"),
        ("keeper.count", "10", "21"),
        ("lamp.remark", "a", None),
        ("lamp.cost", "5", "6"),
    ]
    assert [one.params["question"] for one in jumps(found)] == ["keeper.count"]


def test_a_gap_becomes_a_proposed_action_with_a_term() -> None:
    actions = propose_actions(LIGHTHOUSE, {"keeper.any": "yes", "keeper.plan": "developing"})
    assert [(one.question, one.owner, one.term, one.months) for one in actions] == [
        ("keeper.plan", "commission", "short", 12)
    ]
    assert propose_actions(LIGHTHOUSE, {"keeper.any": "no", "keeper.plan": "no"})[0].term == "medium"


@PATIENT
@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_an_answer(text: str) -> None:
    for question in LIGHTHOUSE.questions:
        for path in ("", "oil", "seized.both", "1.holder", text):
            value, findings = read_cells(question, {path: text})
            assert value is None or check_answer(question, value) == [] or findings


def test_a_table_with_one_number_says_how_many_cells_are_left_blank() -> None:
    answers: dict[str, Answer] = {"keeper.any": "yes", "lamp.found": {"seized.first": 3}}
    lamps = progress_of(LIGHTHOUSE, answers)[1]
    assert (lamps.answered, lamps.blank_cells) == (1, 11)
