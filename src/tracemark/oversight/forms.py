"""Forms of oversight: what to look for in the access log, and why an alert is settled."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracemark.ui.words import word


class AccessForm(forms.Form):
    """Filter of the access log; every field may stay empty."""

    person = forms.CharField(label=_("Person"), max_length=100, required=False)
    verb = forms.ChoiceField(label=_("What was done"), required=False)
    subject = forms.CharField(label=_("Subject"), max_length=100, required=False)
    purpose = forms.CharField(label=_("Purpose"), max_length=100, required=False)
    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, verbs: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("anything")), *((verb, word(f"verb_{verb}")) for verb in verbs)]
        self.fields["verb"] = forms.ChoiceField(label=_("What was done"), required=False, choices=choices)


class SettleForm(forms.Form):
    """Why an alert needs no more attention."""

    why = forms.CharField(
        label=_("Why this alert is settled"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
