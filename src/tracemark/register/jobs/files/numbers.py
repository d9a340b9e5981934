"""What a spreadsheet's number shows by its number format: a date, a code with its zeros, a share, or a plain number.

Source of the format codes: ECMA-376 Part 1, 18.8.30 (numFmt) and 18.8.31 (numFmts).
"""

import re
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache

from tracemark.register.jobs.files.cells import Cell

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "0.0E+0", 49: "@",
    27: "yyyy-mm-dd", 28: "yyyy-mm-dd", 29: "yyyy-mm-dd", 30: "yyyy-mm-dd", 31: "yyyy-mm-dd", 32: "h:mm",
    33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss", 36: "yyyy-mm-dd", 50: "yyyy-mm-dd", 51: "yyyy-mm-dd",
    52: "yyyy-mm", 53: "yyyy-mm-dd", 54: "yyyy-mm-dd", 55: "yyyy-mm", 56: "yyyy-mm-dd", 57: "yyyy-mm",
    58: "yyyy-mm-dd",
}  # fmt: skip
NOT_CODE = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
LITERAL = re.compile(r'"([^"]*)"|\\(.)|([0#])|([ \-/.:()])|\[[^\]]*\]|_.')
FIRST_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;])*')
GENERAL = frozenset({"", "general", "standard", "g/通用格式", "常规", "основной"})
LAST_DAY = 2_958_465  # 9999-12-31
DIGITS_KEPT = 15


class Shows(Enum):
    """What a number format makes of a number."""

    NUMBER = "number"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    MOMENT = "moment"
    TIME = "time"
    SHARE = "share"
    CODE = "code"
    TEXT = "text"


@lru_cache(maxsize=4096)
def what_shows(number_format: str) -> Shows:
    """What ``number_format`` shows of a number that is not negative."""
    section = _first_section(number_format)
    code = NOT_CODE.sub("", section).strip().lower()
    if code in GENERAL:
        return Shows.NUMBER
    if code == "@":
        return Shows.TEXT
    if ELAPSED.search(section):
        return Shows.TIME
    clock = re.sub(r"am/pm|a/p|(?<=s)\.0+", "", code)
    if not set(clock) & set("0#?"):
        return _date_precision(clock)
    if "%" in code:
        return Shows.SHARE
    return Shows.CODE if _is_code(section) else Shows.NUMBER


def _first_section(number_format: str) -> str:
    """The part before the first semicolon that is not quoted: how positive numbers are shown."""
    found = FIRST_SECTION.match(number_format)
    return found.group() if found else ""


def _date_precision(code: str) -> Shows:
    """What a format without places for digits shows: the smallest part of a date that it names."""
    signs = set(code)
    if signs & set("hs"):
        return Shows.MOMENT if signs & set("ydgbe") else Shows.TIME
    if "d" in signs or "aaa" in code:
        return Shows.DAY
    if "m" in signs:
        return Shows.MONTH
    return Shows.YEAR if signs & set("ybe") else Shows.NUMBER


def _is_code(section: str) -> bool:
    """A number written as a code of fixed width (``00000``, ``0000-000``, ``"AB-"0000``): at least two zeros."""
    pieces = LITERAL.findall(section)
    if LITERAL.sub("", section).strip() or section.count("0") < 2:
        return False
    return "." not in [piece[3] for piece in pieces]


def code_text(digits: str, number_format: str) -> str:
    """``digits`` filled from the right into a format such as ``0000-000``, with its zeros and signs."""
    out: list[str] = []
    left = list(digits)
    pieces = [piece for piece in LITERAL.findall(_first_section(number_format)) if any(piece)]
    first_place = next(index for index, piece in enumerate(pieces) if piece[2])
    for index in range(len(pieces) - 1, -1, -1):
        quoted, escaped, place, sign = pieces[index]
        if not place:
            out.append(quoted or escaped or sign)
        elif left:
            out.append(left.pop())
        elif place == "0":
            out.append("0")
        if index == first_place:
            out.extend(reversed(left))
    return "".join(reversed(out)).strip()


def number_cell(value: float, number_format: str = "") -> Cell:
    """A number as its cell shows it: whole numbers without a point, with the zeros that the format shows.

    ``was_number`` is true when zeros in front may have been lost, that is when the format shows none.
    """
    shows = what_shows(number_format)
    text = plain_number(value)
    if shows is Shows.CODE and text.isdigit():
        return Cell(code_text(text, number_format), "number", None, number_format)
    if shows is Shows.SHARE:
        return Cell(f"{plain_number(value * 100)}%", "number", None, number_format, was_number=True)
    return Cell(text, "number", None, number_format, was_number=True)


def plain_number(value: float) -> str:
    """A number with up to 15 digits, as a spreadsheet keeps; longer whole numbers as they are when exact."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 10**DIGITS_KEPT):
        return str(int(value))
    return f"{value:.{DIGITS_KEPT}G}"


def date_cell(serial: float, number_format: str, *, from_1904: bool) -> Cell | None:
    """The day that ``serial`` counts to, with the precision that the format shows; None when it is no day.

    ``day`` is the first day of a month or year that is shown alone.
    """
    shows = what_shows(number_format)
    if shows is Shows.TIME or 0 <= serial < 1:
        return Cell(_time_text(serial), "text", None, number_format) if 0 <= serial < LAST_DAY else None
    moment = _moment(serial, from_1904=from_1904)
    return None if moment is None else shown_day(moment, shows, number_format)


def shown_day(moment: datetime, shows: Shows, number_format: str = "") -> Cell:
    """The cell of a moment: its day, and its time when it has one.

    A month or year shown alone is all that is known only when the day is its first: 15 March shown as
    "Mar-21" was typed as a day.
    """
    day = moment.date()
    text = day.isoformat()
    if shows is Shows.YEAR and (day.month, day.day) == (1, 1):
        return Cell(text[:4], "date", day, number_format)
    if shows in {Shows.MONTH, Shows.YEAR} and day.day == 1:
        return Cell(text[:7], "date", day, number_format)
    if (moment.hour, moment.minute, moment.second) != (0, 0, 0):
        text = f"{text} {moment:%H:%M}" + (f":{moment:%S}" if moment.second else "")
    return Cell(text, "date", day, number_format)


def _moment(serial: float, *, from_1904: bool) -> datetime | None:
    """The moment of a day number; the 1900 system counts a 29 February 1900 that never was (day 60)."""
    if not 0 <= serial <= LAST_DAY or (serial < 61 and serial >= 60 and not from_1904):
        return None
    start = date(1904, 1, 1) if from_1904 else date(1899, 12, 31 if serial < 60 else 30)
    seconds = round(serial * 86_400)
    try:
        return datetime(start.year, start.month, start.day) + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _time_text(serial: float) -> str:
    minutes, seconds = divmod(round(serial * 86_400), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
