"""Where marks lead on the public site: other files of the same folder."""

from collections.abc import Collection

from tracemark.observatory.rules.definitions import STATISTICS


class SiteLinks:
    """Files of one language's folder. What the site has no page for leads nowhere."""

    def __init__(self, states: Collection[str], cycles: Collection[int]) -> None:
        self.states, self.cycles = frozenset(states), frozenset(cycles)

    def statistic(self, code: str) -> str:
        """The page of a statistic."""
        return f"{code}.html"

    def rows(self, code: str, year: int, reading: str = "", part: str = "counted", region: str = "") -> str:
        """The States behind a number of the published reading; other readings have no page of rows."""
        chosen = STATISTICS[code].chosen
        is_published = reading in ("", chosen.code) and not chosen.record
        return f"rows-{code}-{year}.html#{part}" if is_published and year in self.cycles else ""

    def one(self, code: str, year: int, state: str, part: str) -> str:
        """The States on the same side, with their answers."""
        return self.rows(code, year, part=part)

    def map(self, code: str, year: int, region: str = "") -> str:
        """The map of a statistic; a region has none of its own."""
        return "" if region else f"map-{code}-{year}.html"

    def state(self, state: str) -> str:
        """The profile of a State that has a public report."""
        return f"state-{state}.html" if state in self.states else ""

    def answers(self, key: str, year: int, state: str = "") -> str:
        """Questions of one's own are asked of a node."""
        return ""
