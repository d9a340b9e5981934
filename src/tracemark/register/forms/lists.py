"""Forms of taking in a list."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VoidListForm(forms.Form):
    """Why a whole list is to count no longer."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept for ever."),
    )
