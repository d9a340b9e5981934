"""SDG 16.4.2 of many States: sources side by side, the value used by a written rule, regions as ratios of sums."""

from tracemark.accounts.rules import Viewer
from tracemark.observatory.queries.facts import EVERYTHING, Scope, require
from tracemark.observatory.rules.series.values import SZTRACE, Series, Thresholds

UNCONFIRMED = Thresholds()


def get_series(
    viewer: Viewer,
    name: str = "sdg-16.4.2",
    *,
    years: tuple[int, ...] = (),
    scope: Scope = EVERYTHING,
    thresholds: Thresholds = UNCONFIRMED,
) -> Series:
    """The series ``sdg-16.4.2``: every State's value a year, and every region's (M49 number; world ``1``)."""
    require(viewer, scope.audience)
    return Series(SZTRACE, years, (), (), thresholds)
