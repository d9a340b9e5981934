"""Forms of siting and emergency planning."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracemark.ammunition.rules.divisions import DIVISIONS
from tracemark.ammunition.rules.emergency import DANGER_AREAS
from tracemark.ammunition.rules.readiness import HELP
from tracemark.ui.words import word


def _kilograms(label: Any, *, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=required, min_value=0, max_value=1_000_000, max_digits=10, decimal_places=3,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
    )  # fmt: skip


class BlastForm(forms.Form):
    """A quantity and a distance."""

    about = forms.CharField(widget=forms.HiddenInput, initial="blast")
    neq_kg = _kilograms(_("Net explosive quantity, kg"))
    distance_m = forms.FloatField(label=_("Distance, m"), min_value=0.1, max_value=100_000)


class WithdrawalForm(forms.Form):
    """What burns. An empty quantity is not known: the largest distance holds."""

    about = forms.CharField(widget=forms.HiddenInput, initial="fire")
    division = forms.ChoiceField(label=_("Division"), choices=[(one, one) for one in DIVISIONS])
    neq_kg = _kilograms(_("Net explosive quantity, kg (empty: not known)"), required=False)
    transport = forms.BooleanField(label=_("On a vehicle"), required=False)


class HelpForm(forms.Form):
    """What a request for quick-response help asks for, and whom to call; printed with it, never kept."""

    asked = forms.MultipleChoiceField(
        label=_("What is asked for"), widget=forms.CheckboxSelectMultiple, required=False
    )
    contact = forms.CharField(label=_("Contact: name, office, telephone"), max_length=200, required=False)
    access = forms.CharField(label=_("How to get there, and what is closed"), max_length=500, required=False)
    done = forms.CharField(label=_("What was done so far"), max_length=500, required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        asks = [(one, word(f"help_{one}")) for one in HELP]
        self.fields["asked"].choices = asks  # type: ignore[attr-defined]  # [a choice field]

    def lines(self) -> list[tuple[str, str]]:
        """What was filled in, with its names."""
        if not self.is_valid():
            return []
        values = self.cleaned_data
        asked = ", ".join(word(f"help_{one}") for one in values["asked"])
        texts = {"asked": asked, **{name: values[name] for name in ("contact", "access", "done")}}
        return [(str(self.fields[name].label), text) for name, text in texts.items() if text]


class DangerAreaForm(forms.Form):
    """What is disposed of in one demolition."""

    about = forms.CharField(widget=forms.HiddenInput, initial="area")
    kind = forms.ChoiceField(label=_("Kind"))
    all_up_kg = _kilograms(_("All-up weight together, kg"))

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        kinds = [(one, word(f"danger_area_{one}")) for one in DANGER_AREAS]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # [a choice field]
