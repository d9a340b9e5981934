"""Code lists of the SDG data structure as far as series VC_ARM_SZTRACE may use them, and footnotes understood."""

import re
from collections.abc import Mapping

from tracemark.observatory.rules.series.values import SZTRACE

REPORTING_TYPES = frozenset("GRN")
NATURES = frozenset({"C", "CA", "E", "G", "M", "N", "_X"})
STATUSES = frozenset("ABDEFGHIJKLMNOPQSUVW")
UNITS: Mapping[str, str] = {"PT": "PT", "PERCENT": "PT", "%": "PT"}
"""Units a file may have: what it writes, and our code. Anything else is another measure, and refused."""
MULTIPLIERS = frozenset({"", "0"})
FREQUENCIES = frozenset({"", "A"})
TOTAL = "_T"
BREAKDOWNS = (
    "SEX",
    "AGE",
    "URBANISATION",
    "INCOME_WEALTH_QUANTILE",
    "EDUCATION_LEV",
    "OCCUPATION",
    "COMPOSITE_BREAKDOWN",
    "DISABILITY_STATUS",
    "ACTIVITY",
    "PRODUCT",
)
"""Dimensions that this series does not break down: only ``_T``. National flows use CUST_BREAKDOWN."""
SERIES = frozenset({SZTRACE})
NO_VALUES = frozenset({"", "NAN", "NA", "N/A", "..", "...", "NULL"})
"""How files write that there is no value; never read as zero."""

WORDS_OF_CODES: Mapping[str, Mapping[str, str]] = {
    "reporting": {"GLOBAL": "G", "NATIONAL": "N", "REGIONAL": "R"},
    "nature": {
        "COUNTRY DATA": "C",
        "COUNTRY ADJUSTED": "CA",
        "ESTIMATED": "E",
        "GLOBAL MONITORING DATA": "G",
        "MODELED": "M",
        "MODELLED": "M",
        "NON-RELEVANT": "N",
        "NOT AVAILABLE": "_X",
        "NA": "_X",
    },
    "status": {"NORMAL VALUE": "A", "": "A"},
}
"""Words that tables of the global database have in place of codes."""

RANGE = re.compile(
    r"(?<!\d)(?P<first>(?:19|20)\d\d)\s*(?:[-–—/]|and|to|&|et|y|и)\s*(?P<last>(?:19|20)\d\d)(?!\d)"
)
MEAN = re.compile(r"average|averages|mean\b|moyenne|promedio|media\b|средн|متوسط|平均", re.IGNORECASE)


def covered(period: int, footnote: str) -> tuple[int, int, bool]:
    """First and last year a value stands for, and whether the footnote is odd.

    A footnote that speaks of an average, or names two years, makes the value of year N stand for N and N+1. One
    that names other years (``2021-2021``) is kept as it is; the rule holds all the same, and it is reported as odd.
    """
    years = RANGE.search(footnote)
    if not years and not MEAN.search(footnote):
        return period, period, False
    named = (int(years["first"]), int(years["last"])) if years else (period, period + 1)
    return period, period + 1, named != (period, period + 1)
