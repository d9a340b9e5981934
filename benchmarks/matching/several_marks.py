"""What a second mark brings: a serial misread in one or two places, alone and with the number of a part.

    PYTHONPATH=src:. python benchmarks/matching/several_marks.py [--weapons 20000] [--readings 400]

Prints a Markdown row for each: how often the right weapon is first, and the mean probability it is given.
"""

import argparse
import random

from tracemark.matching.rules.description import Description, Record, Spelling
from tracemark.matching.rules.memory import MemorySearch

DIGITS = "0123456789"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--weapons", type=int, default=20_000)
    parser.add_argument("--readings", type=int, default=400)
    given = parser.parse_args()
    chance = random.Random(3)
    records = [a_weapon(number, chance) for number in range(given.weapons)]
    register = MemorySearch(records)
    asked = [
        (record, *a_reading(record, number, chance)) for number, record in picked(records, given.readings)
    ]
    print("| read | first | mean probability |\n|---|---|---|")
    for name, takes in (("serial", (0,)), ("part", (1,)), ("both", (0, 1))):
        first, mean = 0, 0.0
        for record, *marks in asked:
            found = register.answer(Description(tuple(marks[at] for at in takes), calibre="9x19")).candidates
            first += bool(found) and found[0].id == record.id
            mean += next((each.probability for each in found if each.id == record.id), 0.0)
        print(f"| {name} | {first / len(asked):.3f} | {mean / len(asked):.3f} |")


def a_weapon(number: int, chance: random.Random) -> Record[int]:
    """A pistol of one of forty makers with the number of its slide."""
    serial, part = f"{chance.choice('ABKZ')}{chance.randrange(10**6):06d}", f"{chance.randrange(10**4):04d}"
    marks = (Spelling(serial), Spelling(part, is_part=True))
    return Record(number, Description(marks, f"make{chance.randrange(40)}", "M1", "9x19"))


def picked(records: list[Record[int]], count: int) -> list[tuple[int, Record[int]]]:
    """Every so many-th record."""
    return list(enumerate(records[:: max(len(records) // count, 1)]))


def a_reading(record: Record[int], number: int, chance: random.Random) -> tuple[Spelling, Spelling]:
    """Its serial with one wrong character, or with two in every second reading; and the part's number as it is."""
    serial, part = (spelling.text for spelling in record.description.spellings)
    for _ in range(1 + number % 2):
        at = chance.randrange(len(serial))
        serial = serial[:at] + chance.choice(DIGITS) + serial[at + 1 :]
    return Spelling(serial), Spelling(part, is_part=True)


if __name__ == "__main__":
    main()
