"""Learning the model from judged pairs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.matching.judged import judged, noisy

from tracemark.matching.rules.alignment import swap_chance
from tracemark.matching.rules.errors import errors_of
from tracemark.matching.rules.expected import Sample, channel_of, expect
from tracemark.matching.rules.maximizing import Smoothing
from tracemark.matching.rules.model import DEFAULT_MODEL
from tracemark.matching.rules.reading import explain
from tracemark.matching.rules.training import learn, split

NUMBERS = st.text("0123456789ABS?", min_size=3, max_size=8)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=6)
SIGNS = st.lists(st.sampled_from("=~"), min_size=8, max_size=8)
START = channel_of(DEFAULT_MODEL)


@settings(max_examples=25, deadline=None)
@given(PAIRS, st.sampled_from([0.1, 1.0, 50.0]))
def test_the_likelihood_never_falls_from_round_to_round(pairs: list[tuple[str, str]], worth: float) -> None:
    smoothing = Smoothing(worth, worth, worth, worth, worth, worth, worth)
    learnt = learn([judged(n, *pair) for n, pair in enumerate(pairs)], DEFAULT_MODEL, 5, smoothing=smoothing)
    for before, after in zip(learnt.log_likelihoods, learnt.log_likelihoods[1:], strict=False):
        assert after >= before - 1e-9


@settings(max_examples=50, deadline=None)
@given(NUMBERS, NUMBERS, SIGNS)
def test_the_steps_of_all_explanations_take_every_legible_character(
    read: str, recorded: str, signs: list[str]
) -> None:
    read = read.replace("?", "7")
    chance, counts = expect(Sample(read, "".join(signs[: len(read)]), recorded.replace("?", "7")), START)
    if chance > 0 and not counts["whole", "prefix"] and not counts["whole", "zeros_lost"]:
        taken = counts["step", "paired"] + counts["step", "added"] + 2 * counts["step", "swapped"]
        assert taken == pytest.approx(len(read))
        wrong, shares = (
            sum(count for key, count in counts.items() if key[0] == kind) for kind in ("wrong", "share")
        )
        assert wrong == pytest.approx(shares)


def test_all_explanations_together_are_at_least_as_likely_as_the_best() -> None:
    for read, recorded in (("AB123", "AB123"), ("A8123", "AB123"), ("AB13", "AB123"), ("BA123", "AB123")):
        best = explain(read, "", recorded, errors_of(DEFAULT_MODEL)).log_chance
        total, _ = expect(Sample(read, "=" * len(read), recorded), START)
        assert total >= 0.97 * 2.718281828**best


@pytest.mark.parametrize(
    ("read", "recorded", "key"),
    [
        ("A8123456", "AB123456", ("share", "B", "8")),
        ("B123456", "AB123456", ("missed", "start")),
        ("AB12456", "AB123456", ("missed", "middle")),
        ("AB12345", "AB123456", ("missed", "end")),
        ("AB1293456", "AB123456", ("added", "middle")),
        ("BA123456", "AB123456", ("step", "swapped")),
        ("NOAB123456", "AB123456", ("whole", "prefix")),
        ("AB1234", "AB1234567", ("whole", "cut")),
        ("123456", "00123456", ("whole", "zeros_lost")),
    ],
)
def test_each_kind_of_error_is_counted_as_itself(read: str, recorded: str, key: tuple[str, ...]) -> None:
    _, counts = expect(Sample(read, "=" * len(read), recorded), START)
    assert counts[key] > 0.45


def test_a_doubtful_character_that_is_wrong_counts_among_the_doubtful() -> None:
    _, counts = expect(Sample("A8123", "=~===", "AB123"), START)
    assert counts["wrong", "~"] > 0.9
    assert sum(count for key, count in counts.items() if key[0] == "wrong" and key[1] != "~") < 0.1


def test_what_judgements_show_often_becomes_likelier() -> None:
    model = learn(noisy(200), DEFAULT_MODEL).model
    assert model.misread > DEFAULT_MODEL.misread
    assert swap_chance("S", "=", "5", model) > 2 * swap_chance("S", "=", "5", DEFAULT_MODEL)
    assert swap_chance("Z", "=", "2", model) <= swap_chance("Z", "=", "2", DEFAULT_MODEL)


def test_a_character_that_is_misread_often_has_more_than_its_share_and_none_more_than_is_possible() -> None:
    model = learn(noisy(400), DEFAULT_MODEL).model
    sums = {
        recorded: sum(factor for pair, factor in model.substitutions.items() if pair[0] == recorded)
        for recorded in {pair[0] for pair in model.substitutions}
    }
    assert sums["5"] > 1 > sums["2"]
    assert max(sums.values()) * model.misread_when_doubtful < 1


def test_without_judgements_the_model_stays_as_it_was() -> None:
    learnt = learn([], DEFAULT_MODEL)
    assert learnt.model.misread == pytest.approx(DEFAULT_MODEL.misread)
    assert learnt.model.wrong_make == pytest.approx(DEFAULT_MODEL.wrong_make)
    assert not learnt.model.substitutions


def test_a_few_judgements_move_a_rate_a_little_and_many_move_it_far() -> None:
    few = learn(noisy(10, wrong_make=0.5), DEFAULT_MODEL).model.wrong_make
    many = learn(noisy(600, wrong_make=0.5, swapped_for_like=0), DEFAULT_MODEL).model.wrong_make
    assert DEFAULT_MODEL.wrong_make < few < 0.15 < many < 0.5


def test_pairs_judged_not_the_same_teach_no_error() -> None:
    learnt = learn([judged(n, "A8123", "ZZ999", same=False) for n in range(20)], DEFAULT_MODEL)
    assert learnt.counts["pairs"] == 0
    assert not learnt.model.substitutions


def test_a_pair_stays_on_its_side_of_the_split() -> None:
    pairs = noisy(200)
    learn_from, held_back = split(pairs)
    assert len(learn_from) + len(held_back) == 200
    assert 25 < len(held_back) < 75
    assert split(reversed(pairs[:50]))[1] == [each for each in reversed(pairs[:50]) if each in held_back]
