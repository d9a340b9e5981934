"""Fields that several forms of tracing share."""

from collections.abc import Callable, Iterable

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from tracemark.reference.queries import get_tables
from tracemark.ui.words import word

Choices = Callable[[], list[tuple[str, str]]]


def coded(family: str, codes: Iterable[str], *, empty: bool = True, any_of: bool = False) -> Choices:
    """The choices of a family of codes, in the language of whoever opens the form."""
    values = [str(code) for code in codes if code]

    def choices() -> list[tuple[str, str]]:
        first = [("", gettext("any") if any_of else gettext("not stated"))] if empty else []
        return [*first, *((code, word(f"{family}_{code}")) for code in values)]

    return choices


def any_state() -> list[tuple[str, str]]:
    """Any State, or one of all."""
    return [("", gettext("any")), *state_choices()[1:]]


def state_choices() -> list[tuple[str, str]]:
    """All States by name in the reader's language."""
    language = (get_language() or "en").partition("-")[0]
    states = get_tables().countries.values()
    named = sorted((state.short.get(language) or state.short["en"], state.alpha2) for state in states)
    return [("", gettext("not stated")), *((code, f"{name} (\u2068{code}\u2069)") for name, code in named)]


def text_field(label: object, *, required: bool = False, longest: int = 300) -> forms.CharField:
    """A line of text."""
    return forms.CharField(label=label, required=required, max_length=longest)  # type: ignore[arg-type]  # [lazy-label]


def words_field(label: object, *, required: bool = False) -> forms.CharField:
    """Several lines of text."""
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=required, max_length=4000, widget=area)  # type: ignore[arg-type]  # [lazy-label]


def day_field(label: object) -> forms.DateField:
    """A day, which may stay open."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)  # type: ignore[arg-type]  # [lazy-label]


def reason_field(*, required: bool = True) -> forms.CharField:
    """Why."""
    return words_field(_("Reason"), required=required)
