"""Dates as far as they are known, as each language writes them."""

from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.formats import date_format, get_format

UNKNOWN = "–"


def partial_date_text(value: date | None, precision: str = "day") -> str:
    """``value`` to the day, month or year, in the active language; a dash when there is no date.

    ``precision`` is ``day``, ``month`` or ``year``; ``value`` is the first day of what is known.
    """
    if value is None:
        return UNKNOWN
    if precision == "year":
        return format_date(value, _year_format())
    if precision == "month":
        return date_format(value, "YEAR_MONTH_FORMAT")
    return date_format(value, "DATE_FORMAT")


def _year_format() -> str:
    """The year by itself, with the sign that Chinese and Russian write behind it, as behind their months."""
    month = get_format("YEAR_MONTH_FORMAT")
    return "Y年" if "年" in month else r"Y г." if "г." in month else "Y"
