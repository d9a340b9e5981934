"""What a reading says of each value a record may have, and of weapons not on record: before any is looked up."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from tracemark.marks.rules.look_alikes import LOOK_ALIKE_CLASSES
from tracemark.matching.rules.calibration import Calibration
from tracemark.matching.rules.codes import classes_of_codes, encode
from tracemark.matching.rules.errors import errors_of, prefix_chances
from tracemark.matching.rules.evidence import (
    FIELDS,
    MOST_KEPT,
    NO_VALUES,
    YEARS,
    Floats,
    Values,
    calibre_chances,
    import_chances,
    plain_chances,
    role_chances,
    spelt_chances,
    with_missing,
    year_chances,
)
from tracemark.matching.rules.forms import UNSEEN, learn_forms
from tracemark.matching.rules.kernels.background import LEAST, fact_chances, number_chance
from tracemark.matching.rules.kernels.expanding import MOST_WILD
from tracemark.matching.rules.kernels.keys import KEY_LENGTH
from tracemark.matching.rules.model import Model
from tracemark.matching.rules.statistics import Statistics

MAKE, MODEL, CALIBRE, TYPE, COUNTRY, YEAR, IMPORTS, ROLE = range(len(FIELDS))


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a weapon; empty or None where nothing was. ``serial`` is normalized (A-Z, 0-9, ``?``, ``*``).

    ``calibre_group`` is the coarse calibre, ``imports`` the import marks (``US 1987; CA``).
    """

    serial: str
    make: str = ""
    model: str = ""
    calibre: str = ""
    type: str = ""
    country: str = ""
    year: int | None = None
    certainty: str = ""
    calibre_group: str = ""
    imports: str = ""
    is_part: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A reading made ready: its codes, doubts and prefixes, and log P(all that was read | a weapon not on record)."""

    read: NDArray[np.uint8]
    signs: NDArray[np.uint8]
    prefix: Floats
    letters: int
    background: float
    is_make_read: bool
    ends: tuple[NDArray[np.uint8], NDArray[np.uint8]] | None
    """The classes of beginning and ending, when too much between them was not read for keys."""

    @property
    def is_too_open(self) -> bool:
        """Whether nothing legible is left to look up."""
        return not len(self.read) or (
            self.ends is not None and not len(self.ends[0]) and not len(self.ends[1])
        )


class Weigher:
    """Weighs readings by the statistics of a register. Not for two threads at once: it holds the room of one.

    ``values``: those that rows may have, by field, beginning with those counted; ``spare`` places a field are left for
    values met on the way.
    """

    def __init__(
        self,
        statistics: Statistics,
        model: Model,
        calibration: Calibration,
        values: Mapping[str, Values],
        spare: int = 0,
    ) -> None:
        self.statistics, self.model, self.calibration, self.values = statistics, model, calibration, values
        self.errors = errors_of(model)
        self.forms = learn_forms(statistics, self.errors)
        self.channel = (self.errors.subs, self.errors.costs)
        self.before = log(model.prior_in_register / (1 - model.prior_in_register)) - log(
            max(statistics.size, 1)
        )
        self.spare = spare
        sizes = [len(self.values_of(name).texts) + 1 + spare for name in FIELDS[:YEAR]]
        sizes += [YEARS + 1, len(self.values_of("imports").texts) + 1 + spare, 4]
        self.starts: NDArray[np.int64] = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        self.chances = np.zeros(int(self.starts[-1]))
        self._is_read = np.zeros(len(FIELDS), np.bool_)
        self._kept: dict[tuple[str, object], Floats] = {}
        self.known_facts: dict[str, list[int]] = {}

    def another(self) -> "Weigher":
        """One for another thread, with room of its own."""
        other = Weigher.__new__(Weigher)
        other.__dict__.update(self.__dict__)
        other.chances, other._kept = np.zeros_like(self.chances), {}
        other._is_read = np.zeros_like(self._is_read)
        return other

    def values_of(self, name: str) -> Values:
        """The values of a field."""
        return self.values.get(name, NO_VALUES)

    def counted(self, name: str) -> Values:
        """The values of a field as the register was counted."""
        return self.statistics.values.get(name, NO_VALUES)

    def ask(self, reading: Reading) -> Asked:
        """Make a reading ready; `chances` then hold what its facts say of each value."""
        read = encode(reading.serial)
        signs = np.zeros(len(read), np.uint8)
        if len(reading.certainty) == len(reading.serial):
            signs[:] = [sign == "~" for sign in reading.certainty[: len(read)]]
        self._weigh_facts(reading)
        return Asked(
            read,
            signs,
            prefix_chances(reading.serial, self.errors),
            len(reading.serial) - len(reading.serial.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
            self._background(reading, read),
            bool(reading.make),
            _open_ends(reading.serial),
        )

    def chance_of(self, name: str, text: str, reading: Reading, group: str = "") -> float:
        """What the reading says of one value of a field, whether the register has it or not."""
        asked = self.values_of(name).beside((text,), (group,) if group else ())
        return float(self._weigh(name, reading, asked)[1])

    def stretch(self, field: int) -> Floats:
        """The chances of one field: of a missing value, then of each of its values."""
        return self.chances[self.starts[field] : self.starts[field + 1]]

    def _weigh_facts(self, reading: Reading) -> None:
        """Put the chances of each field into its stretch; that of one that was not read is left at nothing."""
        for field, name in enumerate(FIELDS):
            read = reading.is_part if name == "role" else getattr(reading, name)
            if not read and name != "role":
                if self._is_read[field]:
                    self.stretch(field)[:] = 0.0
                    self._is_read[field] = False
                continue
            key = name, f"{read}/{reading.calibre_group}" if name == "calibre" else read
            kept = self._kept.get(key)
            if kept is None:
                kept = self._weigh(name, reading, self.values_of(name))
                if len(self._kept) < MOST_KEPT:
                    self._kept[key] = kept
            self.chances[self.starts[field] : self.starts[field] + len(kept)] = kept
            self._is_read[field] = True

    def _weigh(self, name: str, reading: Reading, asked: Values) -> Floats:
        """Logarithms by value of ``asked``, that of a missing one in front."""
        model, counts, read = self.model, self.counted(name), getattr(reading, name, "")
        if name == "year":
            shares = self.statistics.year_shares
            return with_missing(year_chances(int(read), shares, model), shares)
        if name == "imports":
            return import_chances(read, asked, model)
        if name == "role":
            return role_chances(reading.is_part, model)
        if name == "calibre":
            chances = calibre_chances(read, reading.calibre_group, asked, counts, model)
        elif name in ("make", "model"):
            wrong = model.wrong_make if name == "make" else model.wrong_model
            chances = spelt_chances(read, asked, counts, wrong, model)
        else:
            chances = plain_chances(
                read, asked, counts, model.wrong_type if name == "type" else model.wrong_country
            )
        return with_missing(chances, counts.shares if asked is self.values_of(name) else asked.shares)

    def _background(self, reading: Reading, read: NDArray[np.uint8]) -> float:
        """log P(all that was read | a weapon that is not on record)."""
        by_make = fact_chances(
            self.statistics.kinds,
            self.statistics.kind_shares,
            self.starts,
            self.chances,
            self._is_read,
            len(self.values_of("make").texts) + 1,
        )
        forms = self.forms
        if not len(read):
            return self._beside(reading) + float(np.log(by_make.sum() + LEAST))
        number = float(
            number_chance(
                read,
                by_make,
                forms.makes,
                forms.lengths,
                forms.shares,
                forms.reads,
                UNSEEN,
                self.errors.costs,
            )
        )
        return number + self._beside(reading)

    def _beside(self, reading: Reading) -> float:
        """What year and import marks add to it."""
        return sum(
            float(self.chances[self.starts[field]])
            for field, is_read in ((YEAR, reading.year), (IMPORTS, reading.imports))
            if is_read
        )


def _open_ends(serial: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]] | None:
    """Beginning and ending of a reading with a run unread, or with too many characters unread to try them all."""
    if "*" not in serial and serial.count("?") <= MOST_WILD:
        return None
    classes = classes_of_codes()
    pieces = serial.replace("*", "?").split("?")
    head = "".join(each for each in pieces[0] if each in LOOK_ALIKE_CLASSES)[:KEY_LENGTH]
    tail = "".join(each for each in pieces[-1] if each in LOOK_ALIKE_CLASSES)[-KEY_LENGTH:]
    return classes[encode(head)], classes[encode(tail)]
