"""What A/76/284 publishes, as a table: a check that our definitions give these figures over reports that fit them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from tracemark.observatory.rules.counting import Point


class Sign(StrEnum):
    """How the paragraph says a figure: exactly, or as more than it."""

    IS = "="
    MORE = ">"


class Part(StrEnum):
    """Which number of a point the paragraph prints."""

    COUNT = "count"
    SHARE = "share"
    SUM = "sum"
    BASE = "base"


@dataclass(frozen=True, slots=True)
class Published:
    """One printed figure: paragraph, statistic, cycle, which number of it, and the number.

    ``denominator`` is the base that the paragraph names; 0 where it leaves it open (then the reading is our choice).
    """

    paragraph: int
    statistic: str
    cycle: int
    part: Part
    sign: Sign
    value: int
    denominator: int = 0


def _rows(text: str) -> tuple[Published, ...]:
    lines = [line.split("|") for line in text.strip().splitlines()]
    return tuple(
        Published(int(p), s.strip(), int(c), Part(w.strip()), Sign(g.strip()), int(v), int(d or 0))
        for p, s, c, w, g, v, d in ([cell.strip() for cell in line] for line in lines)
    )


PUBLISHED = _rows(
    """
17 | reports-received           | 2018 | count | = | 120      |
17 | reports-received           | 2020 | count | = | 90       |
18 | coordination-bodies        | 2020 | count | = | 79       |
18 | contacts-updated           | 2020 | count | = | 126      |
18 | action-plans               | 2020 | count | = | 21       |
19 | destruction-said           | 2020 | count | = | 32       | 90
19 | destruction-number         | 2020 | count | = | 26       | 32
19 | destruction-sum            | 2020 | sum   | = | 463747   | 32
20 | collection                 | 2020 | count | = | 61       | 90
20 | collection                 | 2018 | count | = | 66       | 120
20 | collection-sum             | 2020 | sum   | > | 360000   |
20 | recorded-or-destroyed      | 2020 | share | > | 50       |
20 | sdg-data                   | 2020 | count | = | 35       | 90
21 | state-stock-marked         | 2020 | count | = | 77       | 90
21 | tracing-procedures         | 2020 | count | = | 62       | 90
22 | new-technology-yes         | 2020 | count | = | 24       | 90
22 | new-technology-no          | 2020 | count | = | 19       | 90
22 | new-technology-blank       | 2020 | count | = | 47       | 90
23 | help-needed                | 2020 | share | > | 52       | 90
23 | help-offered               | 2020 | share | = | 24       | 90
23 | help-offered               | 2018 | share | = | 23       | 120
23 | help-offered               | 2016 | share | = | 34       |
24 | gender-considered          | 2018 | share | = | 40       | 120
24 | gender-considered          | 2020 | share | = | 63       | 90
24 | sex-disaggregated-data     | 2018 | share | = | 16       | 120
24 | sex-disaggregated-data     | 2020 | share | = | 24       | 90
61 | fund-donors                | 2020 | count | = | 14       |
61 | fund-projects              | 2020 | count | = | 94       |
61 | fund-amount                | 2020 | sum   | = | 12500000 |
61 | fund-beneficiaries         | 2020 | count | = | 144      |
62 | fund-applications          | 2020 | count | = | 31       |
62 | fund-applications-funded   | 2020 | count | = | 12       |
62 | fund-projects-running      | 2020 | count | = | 10       |
62 | fund-projects-sdg-data     | 2020 | count | = | 2        |
"""
)
"""Paragraphs 17 to 24, 61 and 62. The 66 of 2018 is from the SDG metadata of 2018-07-26, not from the report."""

THEMES_IN_ORDER = ("tracing", "records", "stockpiles", "transfers", "destruction")
"""Paragraph 23: needs for tracing come first, then these, in this order."""


def printed(point: Point, part: Part) -> int | None:
    """The number of a point as the report prints it: counts and sums whole, shares as whole per cents."""
    if part is Part.SHARE:
        return None if point.share is None else int(_exact(point).quantize(Decimal(1), ROUND_HALF_UP))
    return {Part.COUNT: point.numerator, Part.SUM: point.total, Part.BASE: point.denominator}[part]


def _exact(point: Point) -> Decimal:
    return 100 * Decimal(point.numerator or 0) / Decimal(point.denominator or 1)


def agrees(row: Published, point: Point) -> bool:
    """Whether a point gives what the report prints; a share of more than is compared before it is rounded."""
    if row.sign is Sign.MORE and row.part is Part.SHARE:
        return point.share is not None and _exact(point) > row.value
    found = printed(point, row.part)
    if found is None:
        return False
    fits = found > row.value if row.sign is Sign.MORE else found == row.value
    return fits and row.denominator in (0, point.denominator)


BY_STATISTIC: Mapping[str, tuple[Published, ...]] = {
    code: tuple(row for row in PUBLISHED if row.statistic == code)
    for code in dict.fromkeys(row.statistic for row in PUBLISHED)
}
"""Printed figures by statistic."""
