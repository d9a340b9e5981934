"""The weapons of Farland and how its clerks write them down. Every number here is invented.

The same seed always gives the same world, so that the tutorial's figures stay true.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

SEED = 1946
LETTERS = "ABCDEFGHJKLMNPRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A model as Farland's lists name it; ``serial`` has ``A`` for a letter and ``9`` for a digit."""

    kinds: tuple[str, ...]
    makes: tuple[str, ...]
    models: tuple[str, ...]
    calibres: tuple[str, ...]
    serial: str
    years: tuple[int, int]


MILITARY = (
    Pattern(
        ("Assault rifle", "Aslt rifle"),
        ("Izhmash", "Izhevsk"),
        ("AKM",),
        ("7.62x39", "7.62 x 39"),
        "AA9999",
        (1959, 1977),
    ),
    Pattern(
        ("Assault rifle",), ("Zastava", "Crvena Zastava"), ("M70",), ("7.62x39",), "999999", (1970, 1992)
    ),
    Pattern(
        ("Assault rifle", "Rifle, assault"),
        ("FN", "Fabrique Nationale"),
        ("FAL",),
        ("7.62x51", ".308 Win"),
        "9999999",
        (1958, 1980),
    ),
    Pattern(
        ("SMG", "Sub-machine gun"),
        ("Heckler & Koch", "H&K"),
        ("MP5A3",),
        ("9x19", "9 mm Para"),
        "A999999",
        (1974, 2004),
    ),
    Pattern(
        ("Pistol", "Hand gun"),
        ("FN", "FN Herstal"),
        ("Hi-Power", "GP35"),
        ("9x19", "9 mm"),
        "T999999",
        (1950, 1982),
    ),
)
CIVILIAN = (
    Pattern(
        ("Pistol", "Hand gun"), ("Glock", "GLOCK"), ("17", "G17"), ("9x19", "9 mm"), "AAA999", (1990, 2022)
    ),
    Pattern(
        ("Shotgun", "Shot gun"),
        ("Izhmekh", "Baikal"),
        ("IZh-27",),
        ("12 ga", "12/70"),
        "AA99999",
        (1975, 2010),
    ),
    Pattern(("Shotgun",), ("Mossberg", "Mosberg"), ("500",), ("12 ga", "12"), "A999999", (1980, 2018)),
    Pattern(
        ("Revolver",),
        ("Smith & Wesson", "S&W"),
        ("10", "Model 10"),
        (".38 Special", ".38"),
        "C999999",
        (1960, 1999),
    ),
    Pattern(
        ("Bolt-action rifle", "Rifle"),
        ("Enfield", "Lee-Enfield"),
        ("No.4 Mk I",),
        (".303", ".303 British"),
        "A99999",
        (1941, 1955),
    ),
)
TOWNS = ("Belhava", "Dunmara", "Harsk", "Lomvik", "Mesk", "Nordgate", "Oranka", "Quarn", "Solvar", "Zelmara")


@dataclass(frozen=True, slots=True)
class Arm:
    """One weapon of the world."""

    pattern: Pattern
    serial: str
    year: int


@dataclass(frozen=True, slots=True)
class World:
    """All weapons of Farland: what the army holds, what the police registered, and what neither knows."""

    army: tuple[Arm, ...]
    police: tuple[Arm, ...]
    strangers: tuple[Arm, ...]


def make_world(*, army: int = 420, police: int = 380, strangers: int = 40) -> World:
    """The world of the demo, or a larger one of the same kind."""
    random = Random(SEED)
    seen: set[str] = set()
    return World(
        tuple(_arm(random, MILITARY, seen) for _ in range(army)),
        tuple(_arm(random, CIVILIAN, seen) for _ in range(police)),
        tuple(_arm(random, MILITARY + CIVILIAN, seen) for _ in range(strangers)),
    )


def _arm(random: Random, patterns: tuple[Pattern, ...], seen: set[str]) -> Arm:
    while True:
        pattern = random.choice(patterns)
        arm = Arm(pattern, _serial(random, pattern.serial), random.randint(*pattern.years))
        if arm.serial not in seen:
            seen.add(arm.serial)
            return arm


def _serial(random: Random, pattern: str) -> str:
    signs = {"A": LETTERS, "9": "0123456789"}
    first = pattern[0] if pattern[0] in "TC" else ""
    return first + "".join(random.choice(signs[sign]) for sign in pattern[len(first) :])


def described(random: Random, arm: Arm) -> list[str]:
    """Type, make, model and calibre, as one clerk or another writes them."""
    pattern = arm.pattern
    return [
        random.choice(words) for words in (pattern.kinds, pattern.makes, pattern.models, pattern.calibres)
    ]


def some_day(random: Random, first: date, last: date) -> date:
    """A day between the two, both included."""
    return first + timedelta(days=random.randint(0, (last - first).days))


MISREAD = {"0": "O", "O": "0", "1": "I", "I": "1", "5": "S", "S": "5", "8": "B", "B": "8", "2": "Z", "Z": "2"}


def misread(random: Random, serial: str) -> str:
    """The serial with one look-alike taken for the other, if it has any."""
    places = [place for place, sign in enumerate(serial) if sign in MISREAD]
    if not places:
        return serial
    place = random.choice(places)
    return serial[:place] + MISREAD[serial[place]] + serial[place + 1 :]


def worn(random: Random, serial: str) -> str:
    """The serial with one character that can no longer be read."""
    place = random.randrange(len(serial))
    return serial[:place] + "?" + serial[place + 1 :]


def renumbered(arm: Arm, serial: str) -> Arm:
    """The same weapon with its number as somebody read it."""
    return replace(arm, serial=serial)
