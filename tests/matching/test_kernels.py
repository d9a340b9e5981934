"""The compiled kernels against their plain references, and the matcher in memory."""

import random

import numpy as np
from tests.matching.judged import noisy

from tracemark.matching.rules.calibration import Calibration, calibration_error, posterior
from tracemark.matching.rules.codes import WIDTH, encode
from tracemark.matching.rules.engine import EXHAUSTIVE, Matcher, example
from tracemark.matching.rules.errors import Errors, errors_of, prefix_chances
from tracemark.matching.rules.kernels.aligning import align
from tracemark.matching.rules.kernels.spelling import distances
from tracemark.matching.rules.lists import columns_of
from tracemark.matching.rules.model import DEFAULT_MODEL
from tracemark.matching.rules.reading import explain
from tracemark.matching.rules.shelf import build_shelf
from tracemark.matching.rules.training import learn
from tracemark.matching.rules.weighing import Reading

ERRORS = errors_of(DEFAULT_MODEL)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SIGNS = LETTERS + "0123456789"
ROOM = np.zeros((2 * WIDTH + 4, WIDTH + 4))


def spoilt(text: str, chance: random.Random) -> str:
    """A number with up to three errors of any kind."""
    read = list(text)
    for _ in range(chance.randint(0, 3)):
        place, kind = chance.randrange(len(read)), chance.randint(0, 5)
        if kind == 0:
            read.insert(place, chance.choice(SIGNS))
        elif kind == 1 and len(read) > 1:
            del read[place]
        elif kind == 2:
            read[place] = chance.choice(SIGNS + "??*")
        elif kind == 3:
            read = read[place:]
        elif kind == 4 and place + 1 < len(read):
            read[place], read[place + 1] = read[place + 1], read[place]
        else:
            read = [*chance.choice(("NO", "S", "XQ")), *read]
    return "".join(read)[:WIDTH]


def compiled_chance(read: str, certainty: str, recorded: str, errors: Errors = ERRORS) -> float:
    """What the kernel says of a pair."""
    codes = np.zeros(WIDTH, np.uint8)
    codes[: len(recorded)] = encode(recorded)
    signs = np.array([sign == "~" for sign in certainty] or [0] * len(read), np.uint8)
    prefix = prefix_chances(read, errors)
    return align(encode(read), signs, prefix, codes, len(recorded), errors.subs, errors.costs, ROOM)


def register(count: int = 3000) -> list[Reading]:
    """Weapons of three makers with numbers in a row."""
    makes = (("zafo", "AB", "z1"), ("belor", "", "b7"), ("kimet", "K", "k2"))
    return [
        Reading(f"{front}{100_000 + 7 * number}", make, model, "9x19", country="XF", year=1980 + number % 30)
        for number in range(count)
        for make, front, model in (makes[number % 3],)
    ]


MATCHER = Matcher(build_shelf(columns_of(register())))


def test_the_kernel_and_its_reference_agree_on_random_pairs() -> None:
    chance = random.Random(20261125)
    for _ in range(20_000):
        recorded = "".join(chance.choice(SIGNS if chance.random() < 0.3 else "0123456789") for _ in range(9))
        read = spoilt(recorded, chance)
        certainty = "".join(chance.choice("==~") for _ in read) if chance.random() < 0.5 else ""
        plain = explain(read, certainty, recorded, ERRORS).log_chance
        assert abs(compiled_chance(read, certainty, recorded) - plain) < 1e-9, (read, recorded)


def test_the_kernel_and_its_reference_agree_with_a_learnt_model() -> None:
    learnt = errors_of(learn(noisy(80), DEFAULT_MODEL).model)
    chance = random.Random(7)
    for _ in range(1000):
        recorded = "".join(chance.choice("0123456789") for _ in range(8))
        read = spoilt(recorded, chance)
        plain = explain(read, "", recorded, learnt).log_chance
        assert abs(compiled_chance(read, "", recorded, learnt) - plain) < 1e-9, (read, recorded)


def test_spelling_distances_count_letters_and_stop_at_four() -> None:
    table = np.array([b"glock", b"glokc", b"glock17", b"zastava"], "S32").view(np.uint8).reshape(4, 32)
    found = distances(np.frombuffer(b"glock", np.uint8), table, np.array([5, 5, 7, 7]))
    assert found.tolist() == [0, 1, 2, 4]


def test_every_record_is_found_by_its_own_number() -> None:
    for row, weapon in enumerate(register(300)):
        assert MATCHER.find(weapon).hits[0].row == row


def test_a_look_alike_a_swap_and_a_lost_end_are_found() -> None:
    wanted = register()[30]
    for serial in (wanted.serial.replace("0", "O", 1), "AB010210", wanted.serial[:-1], f"NO{wanted.serial}"):
        rows = [hit.row for hit in MATCHER.find(Reading(serial, "zafo"), enough=EXHAUSTIVE).hits]
        assert 30 in rows, serial


def test_a_number_of_no_weapon_on_record_is_probably_none() -> None:
    result = MATCHER.find(Reading("XY99ZZ1", "zafo"))
    assert result.none_probability > 0.9


def test_a_true_fact_raises_the_true_record_and_a_wrong_one_does_not_exclude_it() -> None:
    wanted = register()[31]
    bare = MATCHER.find(Reading(wanted.serial[:-1] + "?"))
    told = MATCHER.find(Reading(wanted.serial[:-1] + "?", wanted.make, wanted.model))
    wrong = MATCHER.find(Reading(wanted.serial, "kimet", "k2"))
    chance = {hit.row: hit.probability for hit in bare.hits}.get(31, 0.0)
    assert {hit.row: hit.probability for hit in told.hits}[31] >= chance
    assert 31 in [hit.row for hit in wrong.hits]


def test_probabilities_of_all_and_none_never_pass_one() -> None:
    chance = random.Random(5)
    for weapon in register(200):
        result = MATCHER.find(Reading(spoilt(weapon.serial, chance), weapon.make))
        assert sum(hit.probability for hit in result.hits) + result.none_probability <= 1 + 1e-9


def test_the_search_and_the_exhaustive_search_name_the_same_first() -> None:
    chance = random.Random(6)
    for weapon in register(120):
        read = Reading(spoilt(weapon.serial, chance), weapon.make)
        soon, late = MATCHER.find(read), MATCHER.find(read, enough=EXHAUSTIVE)
        assert not soon.hits or late.hits[0].weight >= soon.hits[0].weight


def test_the_reliability_table_keeps_the_sum_of_chances() -> None:
    table = Calibration(reliability=((0.0, 0.0), (0.5, 0.7), (1.0, 1.0)))
    chances, none = posterior(np.array([-1.0, -2.0]), -0.68, 1.0, table)
    assert abs(chances.sum() + none - 1) < 0.02


def test_calibration_error_of_honest_statements_is_small() -> None:
    stated = np.full(1000, 0.8)
    right = np.arange(1000) % 5 != 0
    assert calibration_error(stated, right) < 1e-9


def test_an_example_says_which_candidate_was_right() -> None:
    weapon = register()[12]
    assert example(MATCHER, weapon, 12).right == 0
    assert example(MATCHER, weapon, None).right is None
