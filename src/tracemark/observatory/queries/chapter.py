"""What the statistics section of the next report says, out of the answers anyone may see."""

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.observatory.queries.facts import EVERYTHING, Scope, cycles_of
from tracemark.observatory.queries.trends import compare_cycles, get_trends, needs_and_offers
from tracemark.observatory.rules.chapter import Chapter, write_chapter


def get_chapter(viewer: Viewer, year: int, scope: Scope = EVERYTHING) -> Chapter:
    """The section on the reports due in ``year``. Raises Refused (``no_reports_of_year``) when there are none."""
    cycles = cycles_of(viewer, scope)
    if year not in cycles:
        raise Refused(Finding("no_reports_of_year", {"year": year}, Severity.REFUSAL))
    before = max((cycle for cycle in cycles if cycle < year), default=None)
    comparison = compare_cycles(viewer, before, year, scope) if before else None
    gaps = needs_and_offers(viewer, year, scope)
    themes = [gap.theme for gap in gaps if gap.need.numerator]
    return write_chapter(year, get_trends(viewer, year, scope), themes, comparison)
