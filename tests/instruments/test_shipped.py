"""The shipped editions are whole, in six languages, and say what is not confirmed."""

import pytest

from tracemark.findings import Severity
from tracemark.instruments.data import shipped_instruments
from tracemark.instruments.queries.figures import askable_figures
from tracemark.instruments.rules.checking import check_instrument
from tracemark.instruments.rules.prefill import asks_of
from tracemark.instruments.rules.questionnaire import Evidence, Standing
from tracemark.instruments.rules.xlsform import cell_name

EDITIONS = shipped_instruments()


@pytest.mark.parametrize("name", EDITIONS)
def test_a_shipped_edition_passes_the_checker(name: str) -> None:
    findings = check_instrument(EDITIONS[name], askable_figures())
    assert [dict(one.params, code=one.code) for one in findings if one.severity is Severity.REFUSAL] == []
    assert EDITIONS[name].name == name and EDITIONS[name].sources


@pytest.mark.parametrize("name", EDITIONS)
def test_the_names_of_a_form_are_unique(name: str) -> None:
    names = [cell_name(question.key) for question in EDITIONS[name].questions]
    assert len(set(names)) == len(names)


def test_the_national_report_asks_some_ninety_questions() -> None:
    assert 85 <= len(EDITIONS["poa-iti/2018"].questions) <= 110
    assert len(EDITIONS["poa-iti/2020"].questions) == len(EDITIONS["poa-iti/2018"].questions) + 3


def test_later_editions_are_drafts_and_numbers_are_those_of_their_form() -> None:
    assert {EDITIONS[f"poa-iti/{year}"].standing for year in (2022, 2024, 2026)} == {Standing.DRAFT}
    numbers = [EDITIONS[f"poa-iti/{year}"].by_key["brk.register"].number for year in (2018, 2020)]
    assert numbers == ["7.2", "4.1.2"]
    assert EDITIONS["poa-iti/2020"].by_key["mfg.mark_part"].number == ""


def test_a_draft_claims_no_question_as_seen_that_its_base_does_not() -> None:
    unconfirmed = [q for q in EDITIONS["poa-iti/2020"].questions if q.evidence is Evidence.UNCONFIRMED]
    assert {"tra.transit", "col.other_use", "trc.interpol"} <= {question.key for question in unconfirmed}


def test_two_thirds_of_the_questions_for_numbers_ask_the_register() -> None:
    numbers = [question for question in EDITIONS["poa-iti/2020"].questions if question.asks_for_numbers]
    assert len(numbers) == 12
    assert 3 * sum(bool(question.prefill) for question in numbers) >= 2 * len(numbers)


def test_two_thirds_of_the_cells_for_numbers_ask_the_register() -> None:
    """Cells of tables, each for itself; questions of lines have as many as a State fills in, and count once."""
    numbers = [question for question in EDITIONS["poa-iti/2020"].questions if question.asks_for_numbers]
    cells = sum(max(1, len(one.rows) * (len(one.columns) - len(one.text_columns))) for one in numbers)
    asked = sum(len(asks_of(one)) for one in numbers)
    assert (asked, cells) == (67, 72)


def test_there_is_a_set_of_requirements_for_each_module_of_mosaic() -> None:
    """The 21 modules of A/76/284 paragraph 48, and the three that the UN page lists since."""
    of_2021, of_2026 = (EDITIONS[f"mosaic/{year}"] for year in (2021, 2026))
    numbers = [[one.number for one in edition.sections] for edition in (of_2021, of_2026)]
    assert (len(numbers[0]), len(numbers[1])) == (21, 24)
    assert set(numbers[1]) - set(numbers[0]) == {"03.50", "03.60", "05.55"}
    assert all(list(of_2026.in_section(one.key)) for one in of_2026.sections)
    assert numbers[1] == sorted(numbers[1])
