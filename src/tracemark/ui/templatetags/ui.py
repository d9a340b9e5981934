"""Template tags of every page: words of codes, partial dates, marks, links to rooms."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.formats import number_format
from django.utils.translation import gettext

from tracemark.findings import Finding
from tracemark.marks.templatetags import marks
from tracemark.ui.dates import UNKNOWN, partial_date_text
from tracemark.ui.rooms import ROOMS, SEARCH
from tracemark.ui.sentences import isolate, sentence
from tracemark.ui.words import word as words_of

register = template.Library()
register.inclusion_tag("marks/_mark.html", name="mark_text")(marks.mark_text)


@dataclass(frozen=True, slots=True)
class RoomLink:
    """One entry of the navigation."""

    label: str
    url: str
    is_here: bool


@register.simple_tag(name="word")
def word_tag(code: str, **params: object) -> str:
    """Words of a code: ``{% word "custody_issued" %}``."""
    return words_of(code, **params)


@register.filter
def word(code: object) -> str:
    """Words of a code: ``{{ code|word }}``; empty for an empty code."""
    return words_of(str(code)) if code else ""


@register.filter
def word_in(value: object, family: str) -> str:
    """Words of a value of a family of codes: ``{{ weapon.custody|word_in:"custody" }}``."""
    return words_of(f"{family}_{value}") if value else ""


@register.filter
def finding_words(finding: Finding) -> str:
    """A finding as a sentence: ``{{ finding|finding_words }}``."""
    return sentence(finding.code, finding.params)


@register.filter
def isolated(text: str) -> str:
    """Typed text with a direction of its own, inside a sentence: ``{{ unit.code|isolated }}``."""
    return isolate(text)


@register.filter
def partial_date(value: date | None, precision: str = "day") -> str:
    """A date as far as it is known: ``{{ event.occurred_on|partial_date:event.occurred_precision }}``."""
    return partial_date_text(value, precision or "day")


@register.filter
def number(value: object) -> str:
    """A number as the active language writes it, in groups of three; a dash when there is none (never zero)."""
    return UNKNOWN if value is None or value == "" else number_format(str(value), force_grouping=True)


@register.simple_tag
def native_languages() -> list[tuple[str, str]]:
    """The languages, each called as its readers call it, whatever language the page is in."""
    return list(settings.LANGUAGES)


@register.simple_tag
def search_url() -> str:
    """Where the search box of the header leads; empty when this node has no search."""
    return next((url for name in SEARCH if (url := _url(name))), "")


@register.simple_tag(takes_context=True)
def room_links(context: template.Context) -> list[RoomLink]:
    """The rooms the viewer may enter, in the order of the navigation; the longest address that fits is here."""
    request = context["request"]
    may = [room for room in ROOMS if not room.permission or request.viewer.may(room.permission)]
    found = [(room.label, url) for room in may if (url := _url(room.url_name))]
    here = max((url for _, url in found if _is_below(request.path, url)), key=len, default="")
    return [RoomLink(gettext(label), url, url == here) for label, url in found]


@register.simple_tag(takes_context=True)
def querystring_with(context: template.Context, **changes: Any) -> str:
    """The page's query with some parameters changed (None takes one away), for links between pages."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    encoded: str = query.urlencode()
    return encoded


def _is_below(path: str, url: str) -> bool:
    """Whether ``path`` lies at or below ``url``; the home page only is itself."""
    return path == url or (url != "/" and path.startswith(url))


def _url(name: str) -> str:
    """The address of a page, empty when this node does not have it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
