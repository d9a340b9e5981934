"""Stated probabilities beside judgements, comparing models, and drift."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.matching.judged import noisy
from tests.matching.weapons import a_thousand, statistics_of

from tracemark.matching.rules.comparison import FEWEST, check_proposal, compare_models
from tracemark.matching.rules.model import DEFAULT_MODEL
from tracemark.matching.rules.parameters import (
    bands_from,
    changed_numbers,
    comparison_json,
    model_of,
    parameters_text,
)
from tracemark.matching.rules.training import learn, split
from tracemark.matching.rules.watching import EDGES, Stated, bands_of, drift, honesty

JUDGED = st.lists(st.builds(Stated, st.floats(0, 1), st.booleans()), max_size=40)
STATISTICS = statistics_of(a_thousand())


def stated(probability: float, same: int, count: int) -> list[Stated]:
    return [Stated(probability, number < same) for number in range(count)]


@given(JUDGED)
def test_every_judgement_stands_in_one_band(judged: list[Stated]) -> None:
    bands = bands_of(judged)
    assert len(bands) == len(EDGES) - 1
    assert sum(band.count for band in bands) == len(judged)
    assert sum(band.same for band in bands) == sum(each.is_same for each in judged)


@given(JUDGED)
def test_figures_are_figures_or_blank_and_never_zero_for_nothing(judged: list[Stated]) -> None:
    figures = honesty(judged)
    blank = figures.log_loss is None, figures.brier is None, figures.calibration_error is None
    assert set(blank) == {not judged}
    assert all((band.observed is None) == (band.count == 0) for band in figures.bands)


def test_figures_of_known_judgements() -> None:
    figures = honesty([*stated(0.95, 9, 10), *stated(0.2, 1, 5)])
    assert figures.sure_right == pytest.approx(0.9)
    assert figures.calibration_error == pytest.approx(0.5 / 15)
    assert figures.brier == pytest.approx((9 * 0.05**2 + 0.95**2 + 0.8**2 + 4 * 0.2**2) / 15)


def test_an_honest_quarter_is_no_drift_and_few_judgements_are_none_either() -> None:
    assert drift(bands_of(stated(0.95, 95, 100))) == []
    assert drift(bands_of(stated(0.95, 10, 25))) == []


def test_a_quarter_that_is_far_from_what_was_stated_is_a_drift_with_its_band() -> None:
    (finding,) = drift(bands_of(stated(0.95, 70, 100)))
    assert finding.code == "matching_drift"
    assert finding.params == {"low": 90, "high": 99, "stated": 95, "observed": 70, "count": 100}


def test_what_the_comparison_showed_already_is_no_drift() -> None:
    before = bands_of(stated(0.95, 70, 100))
    assert drift(bands_of(stated(0.95, 72, 100)), before) == []
    assert len(drift(bands_of(stated(0.95, 99, 100)), before)) == 1


def test_a_model_learnt_from_judgements_is_surprised_less_by_those_held_back() -> None:
    learn_from, held_back = split(noisy(300))
    new = learn(learn_from, DEFAULT_MODEL, name="learnt-1").model
    comparison = compare_models(DEFAULT_MODEL, new, held_back, STATISTICS)
    assert comparison.new.count == comparison.old.count == len(held_back)
    assert comparison.new.log_loss is not None and comparison.old.log_loss is not None
    assert comparison.new.log_loss < comparison.old.log_loss
    assert not comparison.is_worse


def test_a_model_that_believes_in_no_look_alikes_is_worse() -> None:
    blind = learn(noisy(300, swapped_for_like=0.0), DEFAULT_MODEL, name="blind").model
    comparison = compare_models(DEFAULT_MODEL, blind, split(noisy(200, seed=2))[1], STATISTICS)
    assert comparison.is_worse


@pytest.mark.parametrize(
    ("count", "is_worse", "codes"),
    [
        (FEWEST, False, []),
        (FEWEST, True, ["model_is_worse"]),
        (FEWEST - 1, False, ["too_few_judgements"]),
        (0, False, ["too_few_judgements"]),
    ],
)
def test_a_model_is_proposed_when_it_is_shown_to_be_no_worse(
    count: int, is_worse: bool, codes: list[str]
) -> None:
    assert [finding.code for finding in check_proposal(count, is_worse)] == codes


def test_a_model_read_back_is_the_model_that_was_compared() -> None:
    model = learn(noisy(50, wrong_make=0.3), DEFAULT_MODEL, name="learnt-1", provenance="tests").model
    text = parameters_text(model)
    back = model_of(text, name="learnt-1", provenance="tests")
    assert not changed_numbers(model, back)
    assert back.substitutions == model.substitutions
    assert parameters_text(back) == text


def test_the_hand_set_model_survives_its_text() -> None:
    back = model_of(parameters_text(DEFAULT_MODEL), name="x", provenance="")
    assert not changed_numbers(DEFAULT_MODEL, back)
    assert not back.substitutions


@pytest.mark.parametrize("text", ["[]", "", "{", "3"])
def test_a_text_that_is_no_model_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        model_of(text, name="x", provenance="")


def test_the_bands_of_a_comparison_are_read_back() -> None:
    comparison = compare_models(DEFAULT_MODEL, DEFAULT_MODEL, noisy(30), STATISTICS)
    kept = bands_from(comparison_json(comparison))
    assert [(band.low, band.count, band.same) for band in kept] == [
        (band.low, band.count, band.same) for band in comparison.new.bands
    ]
    assert bands_from({}) == ()
