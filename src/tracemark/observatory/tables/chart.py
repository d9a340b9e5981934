"""What every chart of the observatory is: a picture, the table beside it, and what must be known to read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language, get_language_bidi

from tracemark.observatory.data import region_name, state_name
from tracemark.observatory.rules.chapter import period_of
from tracemark.observatory.rules.definitions import NEED, OFFER, STATISTICS, theme_of
from tracemark.observatory.rules.drawing.canvas import Frame
from tracemark.observatory.tables.sheet import Sheet
from tracemark.ui.words import word

SVG = "image/svg+xml"
LEFT_TO_RIGHT = "\u200e"


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart. ``picture`` is the SVG on a page; ``saved`` the same with key and notes, to stand alone."""

    sheet: Sheet
    picture: str = ""
    saved: str = ""
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title, also of the table and of the files."""
        return self.sheet.title


def frame_of(title: str, description: str, name: str) -> Frame:
    """The frame of a picture in the active language."""
    return Frame(title, description, name, right_to_left=get_language_bidi())


def name_of_state(state: str) -> str:
    """What a State is called in the active language."""
    return state_name(state, _language())


def in_order_of_names(states: Iterable[str]) -> list[tuple[str, str]]:
    """States with their names, in the order of names; numbers in names by their size."""
    named = [(state, name_of_state(state)) for state in states]
    return sorted(named, key=lambda pair: [part.zfill(4) for part in pair[1].split(" ")])


def name_of_region(region: str) -> str:
    """What a region is called in the active language."""
    return region_name(region, _language())


def years_text(cycle: int) -> str:
    """The years that the reports of a cycle cover, as text: ``2018-2019``, in this order in Arabic too."""
    first, last = period_of(cycle)
    return in_order(f"{first}-{last}")


def in_order(text: str) -> str:
    """Numbers that must not change places inside Arabic: kept from left to right by invisible marks."""
    return f"{LEFT_TO_RIGHT}{text}{LEFT_TO_RIGHT}" if get_language_bidi() else text


def statistic_title(code: str) -> str:
    """What a statistic is called; one of a theme by its group and the theme."""
    statistic = STATISTICS[code]
    if statistic.group not in (NEED, OFFER):
        return word(f"statistic_{code}")
    theme = word(f"theme_{theme_of(statistic)}")
    return word("theme_title", group=word(f"group_{statistic.group}"), theme=theme)


def _language() -> str:
    return get_language() or "en"
