"""Reasons of long lists, against the plain reference."""

import random

import numpy as np
from tests.matching.test_kernels import ERRORS, LETTERS, SIGNS, register, spoilt

from tracemark.matching.rules.codes import WIDTH
from tracemark.matching.rules.explaining import Explainer
from tracemark.matching.rules.lists import columns_of, reason_codes
from tracemark.matching.rules.shelf import build_shelf
from tracemark.matching.rules.weighing import Reading


def recorded_number(chance: random.Random) -> str:
    """A number of any form, now and then with an unread character or zeros in front."""
    signs = SIGNS + "?" if chance.random() < 0.3 else "0123456789"
    front = chance.choice(("", "", "00", chance.choice(LETTERS)))
    return front + "".join(chance.choice(signs) for _ in range(chance.randint(1, 11)))


def both(readings: list[Reading], records: list[Reading]) -> list[tuple[str, str]]:
    """Reasons of each pair from the shelf, and from the reference."""
    shelf = build_shelf(columns_of(records))
    explainer, places = Explainer(shelf, ERRORS), np.argsort(shelf.order)
    return [
        (
            explainer.reasons(read, places[row : row + 1])[0],
            ";".join(reason_codes(read, records[row], ERRORS)),
        )
        for row, read in enumerate(readings)
    ]


def test_errors_named_by_the_kernel_are_those_of_its_reference() -> None:
    chance = random.Random(11)
    records = [Reading(recorded_number(chance)) for _ in range(3000)]
    readings = []
    for record in records:
        read = spoilt(record.serial, chance)
        doubts = "".join(chance.choice("==~") for _ in read) if chance.random() < 0.3 else ""
        readings.append(Reading(read, certainty=doubts))
    for (found, wanted), read, record in zip(both(readings, records), readings, records, strict=True):
        assert found == wanted, (read.serial, record.serial)


def test_facts_agree_differ_or_are_left_out_where_one_side_lacks_them() -> None:
    records = register(30)
    readings = [Reading(each.serial, "zafo", "b7", "", country="XF", year=1981) for each in records]
    assert all(found == wanted for found, wanted in both(readings, records))


def test_a_number_longer_than_what_is_compared_is_explained_as_far_as_it_is() -> None:
    long = Reading("A" * WIDTH + "B")
    assert both([long], [long])[0][0] == "serial_same"
