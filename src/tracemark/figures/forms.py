"""Forms of figures: which year, and what to publish."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracemark.figures.rules.counts import BREAKDOWNS
from tracemark.ui.words import word

BASES = ("both", "all", "traceable")
FIRST_YEAR, LAST_YEAR = 1900, 2999
MOST_YEARS = 50
"""A count goes over this many years after its first at most."""


def basis_choices() -> list[tuple[str, str]]:
    """The bases with their words, in the language of whoever opens the form."""
    return [(basis, word(f"basis_{basis}")) for basis in BASES]


def breakdown_choices() -> list[tuple[str, str]]:
    """The breakdowns with their words."""
    return [(by, word(f"breakdown_{by}")) for by in BREAKDOWNS]


class YearForm(forms.Form):
    """Which year's figure to count."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)


class CountForm(forms.Form):
    """Over which years a count goes, and how it is broken down."""

    year = forms.IntegerField(label=_("First year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    to = forms.IntegerField(label=_("Last year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    by = forms.ChoiceField(label=_("Broken down by"), choices=breakdown_choices)

    def clean(self) -> dict[str, Any]:
        """The years must follow each other, and not be too many to read."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("year"), data.get("to")
        if first and last and not first <= last <= first + MOST_YEARS:
            self.add_error("to", word("count_years", first=first, most=MOST_YEARS))
        return data


class PersonsForm(forms.Form):
    """What goes with a table of persons when it is published; its numbers are read apart."""

    publication_id = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("Note for the record"), max_length=500, required=False)


class PublishForm(forms.Form):
    """What to freeze. ``publication_id`` is made with the form, so that sending it twice is harmless."""

    publication_id = forms.UUIDField(widget=forms.HiddenInput)
    basis = forms.ChoiceField(label=_("Bases to publish"), choices=basis_choices)
    include_receipts = forms.BooleanField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(label=_("Note for the record"), max_length=500, required=False)
