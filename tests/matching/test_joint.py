"""Several marks read of one weapon say more together than each alone."""

import random

import pytest

from tracemark.matching.rules.description import Description, Record, Spelling
from tracemark.matching.rules.explain import reasons_of
from tracemark.matching.rules.memory import MemorySearch


@pytest.fixture(scope="module")
def records() -> list[Record[int]]:
    """Three thousand pistols of one model, each with its serial and the number of its slide."""
    chance = random.Random(5)
    return [
        Record(at, described(f"AB{chance.randrange(10**5):05d}", f"{chance.randrange(10**4):04d}"))
        for at in range(3000)
    ]


@pytest.fixture(scope="module")
def register(records: list[Record[int]]) -> MemorySearch[int]:
    return MemorySearch(records)


def described(serial: str, part: str = "") -> Description:
    marks = (Spelling(serial), Spelling(part, is_part=True)) if part else (Spelling(serial),)
    return Description(marks, "glock", "17", "9x19")


def misread(serial: str) -> str:
    """A serial with one digit read as another."""
    return serial[:4] + str((int(serial[4]) + 4) % 10) + serial[5:]


def chance_of(register: MemorySearch[int], query: Description, wanted: int) -> float:
    return next((each.probability for each in register.answer(query).candidates if each.id == wanted), 0.0)


def test_a_second_number_that_agrees_raises_the_probability(
    records: list[Record[int]], register: MemorySearch[int]
) -> None:
    for record in records[:40]:
        serial, part = (each.text for each in record.description.spellings)
        alone = chance_of(register, described(misread(serial)), record.id)
        both = chance_of(register, described(misread(serial), part), record.id)
        assert both > max(alone, 0.9), (serial, part)


def test_a_second_number_that_differs_lowers_and_does_not_exclude(
    records: list[Record[int]], register: MemorySearch[int]
) -> None:
    serial, part = (each.text for each in records[7].description.spellings)
    other = str((int(part) + 4321) % 10_000).zfill(4)
    alone, both = (chance_of(register, described(serial, each), 7) for each in ("", other))
    assert 0.3 < both < alone


def test_a_record_without_the_second_number_loses_next_to_nothing(records: list[Record[int]]) -> None:
    bare = [Record(each.id, described(each.description.spellings[0].text)) for each in records]
    register, serial = MemorySearch(bare), bare[7].description.spellings[0].text
    assert (
        chance_of(register, described(serial, "9917"), 7) > chance_of(register, described(serial), 7) - 0.02
    )


def test_the_second_number_is_among_the_reasons(
    records: list[Record[int]], register: MemorySearch[int]
) -> None:
    best = register.answer(records[7].description).best
    assert best is not None and best.id == 7
    assert "other_number_agrees" in [reason.code for reason in reasons_of(best)]
    assert len(best.serial.others) == 1


def test_probabilities_of_several_marks_add_up_to_one_at_most(
    records: list[Record[int]], register: MemorySearch[int]
) -> None:
    for record in records[:60]:
        serial, part = (each.text for each in record.description.spellings)
        answer = register.answer(described(misread(serial), part))
        total = answer.none_probability + sum(each.probability for each in answer.candidates)
        assert total <= 1.0 + 1e-9
