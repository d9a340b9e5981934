"""How readings go wrong, and what registers lack: the stated rates, and the errors themselves."""

from dataclasses import dataclass
from random import Random

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
KINDS = ("exact", "look_alike", "one_edit", "two_edits", "unread", "cut")
PREFIXES = ("N", "NO", "SN", "S", "NR")
MOST_UNREAD = MOST_CUT = 3
CONFUSED = {
    "0": "ODQ", "O": "0DQ", "D": "0O", "Q": "0O", "1": "IL7", "I": "1L", "L": "1I", "5": "S", "S": "5", "8": "B3",
    "B": "8", "2": "Z", "Z": "2", "6": "GB", "G": "6C", "4": "A", "A": "4", "U": "V", "V": "UY", "3": "8", "7": "1",
    "C": "G", "E": "F", "F": "E", "M": "N", "N": "M",
}  # fmt: skip


@dataclass(frozen=True)
class Noise:
    """Rates of everything that goes wrong, from 0 to 1.

    ``exact`` to ``cut``: what happened to the number (they sum to 1): nothing, one look-alike character, one random
    edit (substituted, added, missed or swapped characters, or a prefix), two edits, 1 to 3 characters unread (``?``),
    1 to 3 characters cut from one end. ``not_on_record``: readings of weapons of the same world that the register
    lacks. ``…_missing`` and ``…_misspelt``: shares of all readings; ``model_wrong`` (half misspelt, half another model)
    is of those that name one. ``calibre_wrong``: a calibre at random. ``gap_…``: what the register itself lacks.
    """

    exact: float = 0.30
    look_alike: float = 0.30
    one_edit: float = 0.15
    two_edits: float = 0.10
    unread: float = 0.10
    cut: float = 0.05
    not_on_record: float = 0.10
    make_missing: float = 0.15
    make_misspelt: float = 0.15
    model_missing: float = 0.40
    model_wrong: float = 0.15
    calibre_missing: float = 0.20
    calibre_wrong: float = 0.05
    country_missing: float = 0.50
    year_missing: float = 0.60
    gap_model: float = 0.08
    gap_calibre: float = 0.03
    gap_year: float = 0.25
    gap_country: float = 0.10


def misread(serial: str, noise: Noise, chance: Random) -> tuple[str, str]:
    """The number as read, and which of `KINDS` happened to it."""
    kind = chance.choices(KINDS, [getattr(noise, each) for each in KINDS])[0]
    if kind == "look_alike":
        return _look_alike(serial, chance), kind
    if kind == "one_edit":
        return _edited(serial, chance), kind
    if kind == "two_edits":
        return _edited(_edited(serial, chance), chance), kind
    if kind == "unread":
        places = set(chance.sample(range(len(serial)), chance.randint(1, MOST_UNREAD)))
        return "".join("?" if at in places else each for at, each in enumerate(serial)), kind
    if kind == "cut":
        lost = chance.randint(1, MOST_CUT)
        return (serial[lost:] if chance.random() < 0.5 else serial[:-lost]), kind
    return serial, kind


def misname(name: str, missing: float, misspelt: float, chance: Random) -> str:
    """A name as written: missing or misspelt at the given shares of all."""
    kind = chance.random()
    if kind < missing:
        return ""
    return _misspelt(name, chance) if kind < missing + misspelt else name


def mismodel(name: str, others: list[str], noise: Noise, chance: Random) -> str:
    """A model as written: missing; or, of the rest, misspelt or another one, half and half."""
    if chance.random() < noise.model_missing:
        return ""
    if chance.random() >= noise.model_wrong:
        return name
    return chance.choice(others) if chance.random() < 0.5 else _misspelt(name, chance)


def _look_alike(serial: str, chance: Random) -> str:
    places = [at for at, each in enumerate(serial) if each in CONFUSED]
    if not places:
        return _edited(serial, chance)
    at = chance.choice(places)
    return f"{serial[:at]}{chance.choice(CONFUSED[serial[at]])}{serial[at + 1 :]}"


def _edited(serial: str, chance: Random) -> str:
    """One edit at random; a swap of two equal neighbours changes nothing, as in life."""
    kind, at = chance.randrange(5), chance.randrange(len(serial))
    sign = chance.choice((DIGITS if serial[at].isdigit() else LETTERS).replace(serial[at], ""))
    if kind == 0:
        return serial[:at] + sign + serial[at + 1 :]
    if kind == 1:
        return serial[:at] + sign + serial[at:]
    if kind == 2:
        return serial[:at] + serial[at + 1 :]
    if kind == 3:
        at = min(at, len(serial) - 2)
        return serial[:at] + serial[at + 1] + serial[at] + serial[at + 2 :]
    return chance.choice(PREFIXES) + serial


def _misspelt(name: str, chance: Random) -> str:
    at, letter = chance.randrange(len(name)), chance.choice(LETTERS)
    return chance.choice(
        (name[:at] + letter + name[at + 1 :], name[:at] + name[at + 1 :], name[:at] + letter + name[at:])
    )
