"""Pairs of a reading and a record that an officer judged, written short."""

from random import Random

from tests.matching.weapons import described

from tracemark.matching.rules.training import Judged, JudgedPair

LOOKS_LIKE = {"5": "S", "8": "B", "1": "I"}


def judged(
    number: int, read: str, recorded: str, *, same: bool = True, read_make: str = "zastava"
) -> JudgedPair:
    """One pair; both are of Zastava unless said otherwise."""
    verdict = Judged.SAME if same else Judged.NOT_SAME
    return JudgedPair(f"pair-{number}", described(read, read_make), described(recorded, "zastava"), verdict)


def noisy(
    count: int, *, swapped_for_like: float = 0.5, wrong_make: float = 0.0, seed: int = 1
) -> list[JudgedPair]:
    """Pairs judged the same whose look-alikes were taken for one another as often as said; one in five not the same."""
    chance = Random(seed)
    pairs = []
    for number in range(count):
        recorded = "".join(chance.choice("0123456789") for _ in range(8))
        read = "".join(
            LOOKS_LIKE[each] if each in LOOKS_LIKE and chance.random() < swapped_for_like else each
            for each in recorded
        )
        make = "norinco" if chance.random() < wrong_make else "zastava"
        if number % 5 == 4:
            other = "".join(chance.choice("0123456789") for _ in range(8))
            pairs.append(judged(number, read, other, same=False, read_make=make))
        else:
            pairs.append(judged(number, read, recorded, read_make=make))
    return pairs
