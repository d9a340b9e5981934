"""What must hold of matching whatever the weapons: facts help, and who is compared with whom does not matter."""

import random
from dataclasses import replace

from tests.matching.test_kernels import ERRORS, MATCHER, compiled_chance, register, spoilt

from tracemark.matching.rules.engine import EXHAUSTIVE, Matcher
from tracemark.matching.rules.lists import columns_of
from tracemark.matching.rules.parts import Teller, merge
from tracemark.matching.rules.shelf import build_shelf
from tracemark.matching.rules.weighing import Reading

FACTS = ("make", "model", "calibre", "country", "year")
UNFOUND = 50


def rank_of(reading: Reading, row: int) -> int:
    """At which place the row stands; `UNFOUND` where it is not among the hits."""
    hits = MATCHER.find(reading, enough=EXHAUSTIVE, most=UNFOUND).hits
    return next((at for at, hit in enumerate(hits) if hit.row == row), UNFOUND)


def test_adding_a_true_fact_never_lowers_the_true_record_on_average() -> None:
    chance = random.Random(2)
    weapons = list(enumerate(register()))
    read = [(row, weapon, spoilt(weapon.serial, chance)) for row, weapon in chance.sample(weapons, 300)]
    for fact in FACTS:
        others = [each for each in FACTS if each != fact and chance.random() < 0.4]
        before = after = 0
        for row, weapon, serial in read:
            bare = replace(Reading(serial), **{name: getattr(weapon, name) for name in others})
            told = replace(bare, **{fact: getattr(weapon, fact)})
            before, after = before + rank_of(bare, row), after + rank_of(told, row)
        assert after <= before, (fact, others, before, after)


def test_a_wrong_character_is_as_likely_either_way_where_the_model_says_so() -> None:
    chance = random.Random(3)
    for _ in range(2000):
        one = "".join(chance.choice("0123456789") for _ in range(8))
        at = chance.randrange(7)
        swapped = one[:at] + one[at + 1] + one[at] + one[at + 2 :]
        assert abs(compiled_chance(one, "", swapped) - compiled_chance(swapped, "", one)) < 1e-9
        other = one[:at] + chance.choice("0123456789") + one[at + 1 :]
        apart = ERRORS.subs[0, int(one[at]), int(other[at])] - ERRORS.subs[0, int(other[at]), int(one[at])]
        there, back = compiled_chance(other, "", one), compiled_chance(one, "", other)
        assert abs(there - back - apart) < 1e-9, (one, other)


def test_two_records_that_differ_by_a_swap_weigh_the_same_from_either_side() -> None:
    chance = random.Random(4)
    for weapon in chance.sample(register(), 40):
        other = replace(weapon, serial=f"{weapon.serial[:-2]}{weapon.serial[-1]}{weapon.serial[-2]}")
        matcher = Matcher(build_shelf(columns_of([weapon, other, *register(300)])))
        there, back = (
            {hit.row: hit.weight for hit in matcher.find(each, enough=EXHAUSTIVE, most=UNFOUND).hits}
            for each in (weapon, other)
        )
        assert abs(there[1] - back[0]) < 1e-9, weapon.serial


def test_leaving_a_row_out_leaves_the_others_their_order() -> None:
    for row, weapon in list(enumerate(register()))[:150]:
        told = [Teller(MATCHER).tell([weapon], [row])]
        without = [hit.row for hit in merge(MATCHER, [weapon], told, UNFOUND)[0].hits]
        within = [hit.row for hit in MATCHER.find(weapon, most=UNFOUND).hits]
        assert row not in without
        assert [each for each in within if each != row] == [each for each in without if each in within]
