"""Where marks and numbers lead: to pages of this node, or to pages of the published site."""

from typing import Protocol
from urllib.parse import urlencode

from django.urls import reverse


class Links(Protocol):
    """The addresses a chart needs; empty where there is nothing to lead to."""

    def statistic(self, code: str) -> str: ...

    def rows(
        self, code: str, year: int, reading: str = "", part: str = "counted", region: str = ""
    ) -> str: ...

    def one(self, code: str, year: int, state: str, part: str) -> str: ...

    def map(self, code: str, year: int, region: str = "") -> str: ...

    def state(self, state: str) -> str: ...

    def answers(self, key: str, year: int, state: str = "") -> str: ...


class NodeLinks:
    """Pages of this node. ``inside``: with what States keep back, for those who may see it."""

    def __init__(self, *, inside: bool = False) -> None:
        self.inside = {"inside": "1"} if inside else {}

    def statistic(self, code: str) -> str:
        """The page of a statistic over time."""
        return self._page("statistic", code)

    def rows(self, code: str, year: int, reading: str = "", part: str = "counted", region: str = "") -> str:
        """The States on one side of a number, with their answers."""
        asked = {"reading": reading, "part": "" if part == "counted" else part, "region": region}
        return self._page("rows", code, year, **asked)

    def one(self, code: str, year: int, state: str, part: str) -> str:
        """The answers of one State that put it on this side of a number."""
        return self._page("rows", code, year, part=part, state=state)

    def map(self, code: str, year: int, region: str = "") -> str:
        """The map of a statistic in one year, of the world or of a region."""
        return self._page("map", code, year, region=region)

    def state(self, state: str) -> str:
        """The profile of a State."""
        return self._page("state", state)

    def answers(self, key: str, year: int, state: str = "") -> str:
        """The answers to a question in one year."""
        return self._page("ask", key=key, cycles=str(year), by="state", states=state)

    def _page(self, name: str, *parts: str | int, **asked: str) -> str:
        query = urlencode({key: value for key, value in asked.items() if value} | self.inside)
        return reverse(f"observatory:{name}", args=parts) + (f"?{query}" if query else "")
