"""Invented registers and readings of them, with stated noise, to measure and set the matching model.

Run: ``python benchmarks/synthetic_lists.py [--size 8000] [--readings 2000] [--seed 1]``. Nothing is real.
"""

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from tracemark.matching.rules.description import Description, Record, Spelling
from tracemark.matching.rules.memory import MemorySearch
from tracemark.matching.rules.model import DEFAULT_MODEL, Model

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
LOOK_ALIKES = {
    "0": "OD", "O": "0", "1": "I7", "I": "1", "5": "S", "S": "5", "8": "B3", "B": "8", "2": "Z", "Z": "2",
    "6": "G8", "G": "6", "4": "A", "A": "4", "7": "1", "3": "8", "9": "8", "U": "V", "V": "U", "C": "G",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of weapon: ``form`` has L and D for what varies, other characters stand; ``share`` is relative."""

    make: str
    model: str
    calibre: str
    group: str
    type: str
    form: str
    share: int


@dataclass(frozen=True, slots=True)
class Noise:
    """Chances of what goes wrong in a reading. The rates are stated, not measured: nobody has published any."""

    absent_from_register: float = 0.35
    one_slip: float = 0.16
    two_slips: float = 0.03
    slip_is_look_alike: float = 0.5
    length_slip: float = 0.15
    one_unread: float = 0.05
    two_unread: float = 0.04
    cut: float = 0.01
    zeros_lost: float = 0.3
    make_missing: float = 0.06
    make_wrong: float = 0.02
    model_missing: float = 0.04
    model_wrong: float = 0.08
    calibre_coarse: float = 0.3
    calibre_wrong: float = 0.03
    type_wrong: float = 0.08
    year_given: float = 0.0


FAMILIES = (
    Family("alpha", "17", "9x19", "9", "pistol", "LLLDDD", 9),
    Family("bravo", "92", "9x19", "9", "pistol", "LDDDDDZ", 7),
    Family("bravo", "M12", "9x19", "9", "smg", "DDDDDD", 2),
    Family("charlie", "75", "9x19", "9", "pistol", "LDDDD", 6),
    Family("delta", "PM", "9x18", "9", "pistol", "LLDDDD", 10),
    Family("delta", "27", "12", "12", "shotgun", "LLDDDDD", 8),
    Family("echo", "AKM", "7.62x39", "7.62", "assault_rifle", "LLDDDD", 8),
    Family("echo", "74", "5.45x39", "5.45", "assault_rifle", "DDDDDDD", 5),
    Family("echo", "12", "12", "12", "shotgun", "HDDDDDDD", 5),
    Family("foxtrot", "M70", "7.62x39", "7.62", "assault_rifle", "DDDDDD", 7),
    Family("golf", "56", "7.62x39", "7.62", "assault_rifle", "DDDDDDDD", 7),
    Family("hotel", "FAL", "7.62x51", "7.62", "assault_rifle", "DDDDDDD", 6),
    Family("hotel", "35", "9x19", "9", "pistol", "TDDDDDD", 5),
    Family("india", "M16", "5.56x45", "5.56", "assault_rifle", "DDDDDDD", 6),
    Family("juliet", "10", ".38", ".38", "revolver", "CDDDDDD", 6),
    Family("kilo", "85", ".38", ".38", "revolver", "LLDDDDD", 5),
    Family("lima", "870", "12", "12", "shotgun", "LDDDDDDM", 5),
    Family("mike", "34", "12", "12", "shotgun", "LLDDDD", 4),
    Family("november", "UZI", "9x19", "9", "smg", "DDDDDD", 4),
    Family("oscar", "MP5", "9x19", "9", "smg", "CDDDDDD", 3),
    Family("oscar", "G3", "7.62x51", "7.62", "assault_rifle", "DDDDDDD", 4),
    Family("papa", "K2", "9x19", "9", "pistol", "T1102DDLDDDDD", 4),
    Family("quebec", "PPK", ".32", ".32", "pistol", "DDDDDDA", 3),
    Family("romeo", "N4", ".303", ".303", "rifle", "LDDDDD", 3),
    Family("sierra", "95", "7.62x38", "7.62", "revolver", "DDDD", 1),
)  # fmt: skip


def a_number(chance: random.Random, form: str) -> str:
    """A number of a form."""
    fill = {"L": lambda: chance.choice(LETTERS), "D": lambda: chance.choice("0123456789")}
    return "".join(fill[sign]() if sign in fill else sign for sign in form)


def a_weapon(chance: random.Random, form_letters: str = "LD") -> Description:
    """A weapon of the invented world."""
    family = chance.choices(FAMILIES, [each.share for each in FAMILIES])[0]
    return Description(
        spellings=(Spelling(a_number(chance, family.form)),),
        make=family.make,
        model=family.model,
        calibre=family.calibre,
        calibre_group=family.group,
        type=family.type,
        year=chance.randint(1950, 2015) if chance.random() < 0.5 else None,
    )


def a_register(chance: random.Random, size: int, noise: Noise) -> list[Record[int]]:
    """Weapons on record; some numbers were typed as numbers and lost the zeros in front."""
    records = []
    for number in range(size):
        weapon = a_weapon(chance)
        text = weapon.spellings[0].text
        if text.isdigit() and text[0] == "0" and chance.random() < noise.zeros_lost:
            weapon = replace(weapon, spellings=(Spelling(text.lstrip("0") or text),))
        records.append(Record(number, weapon))
    return records


def readings(
    chance: random.Random, register: list[Record[int]], count: int, noise: Noise
) -> Iterator[tuple[Description, int | None]]:
    """Readings with the id of the true record, None for weapons of the same world that are not on record."""
    for _ in range(count):
        if chance.random() < noise.absent_from_register:
            yield a_reading(chance, a_weapon(chance), noise), None
        else:
            record = chance.choice(register)
            yield a_reading(chance, record.description, noise), record.id


def a_reading(chance: random.Random, weapon: Description, noise: Noise) -> Description:
    """What an officer writes of a weapon."""
    other = a_weapon(chance)
    coarse = chance.random() < noise.calibre_coarse
    wrong = chance.random() < noise.calibre_wrong
    seen = other if wrong else weapon
    return Description(
        spellings=(Spelling(a_misreading(chance, weapon.spellings[0].text, noise)),),
        make=_field(chance, weapon.make, other.make, noise.make_missing, noise.make_wrong),
        model=_field(chance, weapon.model, other.model, noise.model_missing, noise.model_wrong),
        calibre="" if coarse else seen.calibre,
        calibre_group=seen.calibre_group,
        type=_field(chance, weapon.type, other.type, 0.0, noise.type_wrong),
        year=weapon.year if chance.random() < noise.year_given else None,
    )


def _field(chance: random.Random, value: str, other: str, missing: float, wrong: float) -> str:
    fate = chance.random()
    return "" if fate < missing else other if fate < missing + wrong else value


def a_misreading(chance: random.Random, text: str, noise: Noise) -> str:
    """A number as read: slips, unread characters, or the end left off."""
    fate = chance.random()
    for limit, change in (
        (noise.one_slip, lambda: _slip(chance, text, noise)),
        (noise.two_slips, lambda: _slip(chance, _slip(chance, text, noise), noise)),
        (noise.one_unread, lambda: _unread(chance, text, 1)),
        (noise.two_unread, lambda: _unread(chance, text, 2)),
        (noise.cut, lambda: text[: -chance.randint(1, 2)]),
    ):
        if fate < limit:
            return change()
        fate -= limit
    return text


def _slip(chance: random.Random, text: str, noise: Noise) -> str:
    place = chance.randrange(len(text))
    if chance.random() < noise.length_slip:
        kind = chance.choice(("missing", "added", "swapped"))
        if kind == "missing":
            return text[:place] + text[place + 1 :]
        if kind == "added":
            return text[:place] + chance.choice("0123456789" + LETTERS) + text[place:]
        place = min(place, len(text) - 2)
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    alike = LOOK_ALIKES.get(text[place], "")
    if alike and chance.random() < noise.slip_is_look_alike:
        new = chance.choice(alike)
    else:
        own = "0123456789" if text[place].isdigit() else LETTERS
        new = chance.choice(own.replace(text[place], ""))
    return text[:place] + new + text[place + 1 :]


def _unread(chance: random.Random, text: str, count: int) -> str:
    places = chance.sample(range(len(text)), count)
    return "".join("?" if place in places else character for place, character in enumerate(text))


@dataclass(slots=True)
class Score:
    """What is reported: each line a question an officer would ask."""

    with_record: int = 0
    first: int = 0
    in_ten: int = 0
    without_record: int = 0
    wrongly_sure: int = 0
    sure: int = 0
    sure_and_right: int = 0
    seconds: float = 0.0


def measure(
    size: int, count: int, seed: int, model: Model, noise: Noise
) -> tuple[Score, list[tuple[float, bool]]]:
    """Match ``count`` readings against a register of ``size``."""
    chance = random.Random(seed)
    register = a_register(chance, size, noise)
    search = MemorySearch(register, model=model)
    asked = list(readings(chance, register, count, noise))
    begun = time.perf_counter()
    score, stated = score_readings(asked, search)
    score.seconds = time.perf_counter() - begun
    return score, stated


def score_readings(
    asked: list[tuple[Description, int | None]], search: MemorySearch[int]
) -> tuple[Score, list[tuple[float, bool]]]:
    """Count what was found, and pair each first answer's probability with whether it was right."""
    score, stated = Score(), []
    for query, truth in asked:
        answer = search.answer(query)
        ids = [candidate.id for candidate in answer.candidates[:10]]
        probability = answer.best.probability if answer.best else 0.0
        is_right = truth is not None and ids[:1] == [truth]
        if answer.best:
            stated.append((probability, is_right))
        score.with_record += truth is not None
        score.without_record += truth is None
        score.first += is_right
        score.in_ten += truth in ids
        score.sure += probability > 0.9
        score.sure_and_right += probability > 0.9 and is_right
        score.wrongly_sure += truth is None and probability > 0.9
    return score, stated


def calibration(
    stated: list[tuple[float, bool]],
    edges: tuple[float, ...] = (0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99, 1.01),
) -> Iterator[str]:
    """A table: how many answers in each band, what they said, how often they were right."""
    for low, high in pairwise(edges):
        band = [(p, right) for p, right in stated if low <= p < high]
        if band:
            said, were = sum(p for p, _ in band) / len(band), sum(right for _, right in band) / len(band)
            yield f"  {low:.2f}-{min(high, 1):.2f}  {len(band):6d}  stated {said:.3f}  right {were:.3f}"


def report(score: Score, stated: list[tuple[float, bool]]) -> Iterator[str]:
    """The lines to print."""
    found = max(score.with_record, 1)
    yield f"with a record: {score.with_record}, first {score.first / found:.3f}, in ten {score.in_ten / found:.3f}"
    yield f"p > 0.9: {score.sure}, right {score.sure_and_right / max(score.sure, 1):.4f}"
    yield f"without a record: {score.without_record}, answered with p > 0.9: {score.wrongly_sure}"
    if score.seconds:
        yield f"{(score.with_record + score.without_record) / score.seconds:.0f} readings/s"
    yield from calibration(stated)


def main() -> None:
    """Measure the default model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=8000)
    parser.add_argument("--readings", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    score, stated = measure(options.size, options.readings, options.seed, DEFAULT_MODEL, Noise())
    print("\n".join(report(score, stated)))


if __name__ == "__main__":
    main()
