"""Dates as officers type them: many orders, scripts and precisions, to a `PartialDate` or a reason why not."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from tracemark.register.rules.events import PartialDate, Precision
from tracemark.register.rules.lists.cells import Cell
from tracemark.register.rules.lists.folding import fold, phrases
from tracemark.register.rules.lists.month_names import MONTHS
from tracemark.register.rules.lists.vocabulary import states_nothing

FIRST_YEAR, LAST_YEAR = 1500, 2200
"""Years outside are another calendar or a typing error."""

PIVOT = 50
"""A year of two digits below this is of this century, from it on of the last."""


class DateOrder(StrEnum):
    """Which of the first two numbers of ``03/04/2025`` is the day."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a cell said. ``value`` is None for a blank and for what could not be read.

    ``problem`` is ``impossible_date`` (not in the calendar), ``date_of_other_calendar``, ``date_not_read``, or
    empty; ``warning`` is ``two_digit_year`` or empty.
    """

    value: PartialDate | None = None
    problem: str = ""
    warning: str = ""


BLANK = DateReading()
_IMPOSSIBLE = DateReading(problem="impossible_date")
_NOT_READ = DateReading(problem="date_not_read")
_OTHER_CALENDAR = DateReading(problem="date_of_other_calendar")

_SHOWN = {4: Precision.YEAR, 7: Precision.MONTH}
# A date of a spreadsheet stands as ISO text, cut to what its format shows.

_TIME = re.compile(
    r"[T ]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[ap]\.?m\.?)?(Z|[+-]\d\d:?\d\d)?$", re.IGNORECASE
)
_CHINESE = re.compile(r"^(\d{2,4}) ?年 ?(?:(\d{1,2}) ?月 ?(?:(\d{1,2}) ?[日号]?)?)?$")
_THREE = re.compile(r"^(\d{1,4}) (\d{1,2}) (\d{1,4})$")
_TWO = re.compile(r"^(\d{1,4}) (\d{1,4})$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_YEAR = re.compile(r"^(?:[^\W\d]{1,10} )?(\d{4})年?$")
_NAMED = re.compile(r"^(?:(\d{1,4}) )?([^\W\d]+(?: [^\W\d]+)?)(?: (\d{1,2}))?(?: (\d{2,4}))?$")
_ABOUT = frozenset(
    phrases(
        "c; ca; circa; approx; about; around; env; vers; hacia; около; примерно; 约; حوالي; نحو; year; annee; ano; год"
    )
)
_PARTICLES = re.compile(r"\b(?:de|del|of|d|г|года|год|م)\b ?")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|re|o|ro|е|го|ое)\b")
_WEEKDAY = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim|mie|jue|vie|sab|dom|пн|вт|ср|чт|пт|сб|вс)"
    r"[a-zа-я]* (?=\d{1,2} (?:[^\W\d]|\d{1,2} ))"
)


def read_date(cell: Cell, order: DateOrder) -> DateReading:
    """Read a cell of a column of dates. ``order`` decides what a text of three numbers leaves open."""
    if cell.kind == "date" and cell.day is not None:
        return DateReading(PartialDate(cell.day, _SHOWN.get(len(cell.text), Precision.DAY)))
    if cell.was_number:
        return _read_number(cell.text.strip())
    return read_date_text(cell.text, order)


@lru_cache(maxsize=65536)
def read_date_text(text: str, order: DateOrder) -> DateReading:
    """Read a date that was typed as text. Never raises."""
    folded = _ORDINAL.sub("", fold(_TIME.sub("", text.strip())))
    if not folded or states_nothing(folded):
        return BLANK
    folded = _PARTICLES.sub("", _WEEKDAY.sub("", folded)).strip()
    for pattern, reader in _READERS:
        if found := pattern.match(folded):
            reading = reader(found, order)
            if reading is not None:
                return reading
    return _NOT_READ


def three_numbers(text: str) -> tuple[int, int] | None:
    """The first two numbers of a text like ``03/04/2025``, which is evidence for the order of its column."""
    found = _THREE.match(fold(_TIME.sub("", text.strip())))
    if found is None or len(found[1]) > 2:
        return None
    return int(found[1]), int(found[2])


def is_two_digit_year(text: str) -> bool:
    """True when the year of a text of three numbers has two digits."""
    found = _THREE.match(fold(text))
    return found is not None and len(found[1]) <= 2 and len(found[3]) <= 2


def partial_text(value: PartialDate) -> str:
    """A date as ISO text, as far as it is known: ``2025-03-14``, ``2025-03`` or ``2025``."""
    return value.day.isoformat()[
        : {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[value.precision]
    ]


def _read_number(text: str) -> DateReading:
    """A bare number in a column of dates: a year, 20250314, or a day counted by the spreadsheet."""
    if not text.isdecimal():
        return read_date_text(text, DateOrder.DAY_FIRST)
    number = int(text[:12])
    if len(text) == 4 and FIRST_YEAR <= number <= LAST_YEAR:
        return DateReading(PartialDate(date(number, 1, 1), Precision.YEAR))
    if 10000 <= number <= 80000:
        return DateReading(PartialDate(date(1899, 12, 30) + timedelta(days=number)))
    return read_date_text(text, DateOrder.DAY_FIRST)


def _day(year: int, month: int, day: int, warning: str = "") -> DateReading:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _OTHER_CALENDAR if 1300 <= year < FIRST_YEAR or LAST_YEAR < year < 2700 else _IMPOSSIBLE
    try:
        return DateReading(PartialDate(date(year, month, day)), warning=warning)
    except ValueError:
        return _IMPOSSIBLE


def _month(year: int, month: int, warning: str = "") -> DateReading:
    reading = _day(year, month, 1, warning)
    if reading.value is None:
        return reading
    return DateReading(PartialDate(reading.value.day, Precision.MONTH), warning=warning)


def _full_year(text: str) -> tuple[int, str]:
    """The year and, when it was typed with two digits, the warning."""
    year = int(text)
    if len(text) > 2:
        return year, ""
    return year + (2000 if year < PIVOT else 1900), "two_digit_year"


def _from_chinese(found: re.Match[str], order: DateOrder) -> DateReading:
    year, warning = _full_year(found[1])
    if found[3]:
        return _day(year, int(found[2]), int(found[3]), warning)
    if found[2]:
        return _month(year, int(found[2]), warning)
    return _from_year_number(year)


def _from_three(found: re.Match[str], order: DateOrder) -> DateReading | None:
    first, second, third = found[1], found[2], found[3]
    if len(first) > 2:
        return _day(int(first), int(second), int(third)) if len(third) <= 2 else _NOT_READ
    year, warning = _full_year(third)
    if order is DateOrder.DAY_FIRST:
        return _day(year, int(second), int(first), warning)
    return _day(year, int(first), int(second), warning)


def _from_two(found: re.Match[str], order: DateOrder) -> DateReading | None:
    first, second = found[1], found[2]
    if len(first) <= 2 and len(second) == 4:
        return _month(int(second), int(first))
    if len(first) == 4 and len(second) <= 2:
        return _month(int(first), int(second))
    return None


def _from_compact(found: re.Match[str], order: DateOrder) -> DateReading:
    return _day(int(found[1]), int(found[2]), int(found[3]))


def _from_year(found: re.Match[str], order: DateOrder) -> DateReading | None:
    """A year, alone or said to be about right."""
    word = found[0].split(" ")[0]
    return _from_year_number(int(found[1])) if word[0].isdecimal() or word in _ABOUT else None


def _from_year_number(year: int) -> DateReading:
    reading = _day(year, 1, 1)
    return DateReading(PartialDate(date(year, 1, 1), Precision.YEAR)) if reading.value else reading


def _from_name(found: re.Match[str], order: DateOrder) -> DateReading | None:
    before, name, after, last = found[1], found[2], found[3], found[4]
    month = MONTHS.get(name)
    if month is None:
        return None
    if before and len(before) == 4:
        return _day(int(before), month, int(after)) if after else _month(int(before), month)
    if before and after and not last:
        after, last = None, after
    if last is None or (before and after):
        return None
    year, warning = _full_year(last)
    day = before or after
    return _day(year, month, int(day), warning) if day else _month(year, month, warning)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], DateOrder], DateReading | None]], ...] = (
    (_THREE, _from_three),
    (_CHINESE, _from_chinese),
    (_NAMED, _from_name),
    (_TWO, _from_two),
    (_COMPACT, _from_compact),
    (_YEAR, _from_year),
)
