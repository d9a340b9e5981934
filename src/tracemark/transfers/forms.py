"""Forms of transfers: which permits to list, and a report of what was delivered."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracemark.transfers.queries import STAGES
from tracemark.ui.words import word


def stage_choices() -> list[tuple[str, str]]:
    """How far permits are delivered, with their words, in the language of whoever opens the form."""
    return [("", gettext("any")), *((stage, word(f"permit_stage_{stage}")) for stage in STAGES)]


class PermitFilterForm(forms.Form):
    """Filter of the list of permits; every field may stay empty."""

    text = forms.CharField(label=_("Permit or end-user certificate"), max_length=100, required=False)
    importer = forms.CharField(label=_("Importer"), max_length=200, required=False)
    stage = forms.ChoiceField(label=_("Delivery"), required=False, choices=stage_choices)
    with_voided = forms.BooleanField(label=_("Show voided permits too"), required=False)


class DeliveryForm(forms.Form):
    """What was delivered in all. ``event_id`` is made with the form, so that sending it twice is harmless."""

    event_id = forms.UUIDField(widget=forms.HiddenInput)
    quantity = forms.IntegerField(label=_("Delivered in all"), min_value=0, max_value=999_999_999)
    delivered_on = forms.DateField(
        label=_("Date of the last delivery"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
