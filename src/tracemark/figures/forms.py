"""Forms of figures: which year, and what to publish."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tracemark.ui.words import word

BASES = ("both", "all", "traceable")
FIRST_YEAR, LAST_YEAR = 1900, 2999


def basis_choices() -> list[tuple[str, str]]:
    """The bases with their words, in the language of whoever opens the form."""
    return [(basis, word(f"basis_{basis}")) for basis in BASES]


class YearForm(forms.Form):
    """Which year's figure to count."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)


class PublishForm(forms.Form):
    """What to freeze. ``publication_id`` is made with the form, so that sending it twice is harmless."""

    publication_id = forms.UUIDField(widget=forms.HiddenInput)
    basis = forms.ChoiceField(label=_("Bases to publish"), choices=basis_choices)
    include_receipts = forms.BooleanField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(label=_("Note for the record"), max_length=500, required=False)
