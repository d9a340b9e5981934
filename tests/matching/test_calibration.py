"""Stated probabilities hold on invented lists with stated noise."""

from benchmarks.synthetic_lists import Noise, measure

from tracemark.matching.rules.model import DEFAULT_MODEL


def test_what_is_stated_above_nine_tenths_is_right_nineteen_times_in_twenty() -> None:
    score, _ = measure(2000, 400, seed=11, model=DEFAULT_MODEL, noise=Noise())
    assert score.sure_and_right / score.sure >= 0.95
    assert score.wrongly_sure <= 4
    assert score.first / score.with_record >= 0.95
