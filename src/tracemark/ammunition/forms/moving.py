"""Forms of a depot keeper: movement, stocktake, plan, licence, incident."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracemark.ammunition.models import Holding
from tracemark.ammunition.rules.ledger import ENDS, MovementKind
from tracemark.ammunition.rules.readiness import ANSWERS, CAUSES, FIELDS, INCIDENT_KINDS
from tracemark.ui.sentences import isolate
from tracemark.ui.words import word

Choices = list[tuple[str, str]]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class MovementForm(forms.Form):
    """One lot from one place to another. ``id`` is made with the form, so that sending it twice is harmless.

    ``amounts`` are quantities that one tap chooses: (code, quantity, words). A number that is written down holds
    when none of them is chosen.
    """

    id = forms.UUIDField(widget=forms.HiddenInput)
    what = forms.ChoiceField(label=_("What"), widget=forms.HiddenInput)
    amount = forms.ChoiceField(label=_("How many"), widget=forms.RadioSelect, required=False)
    quantity = forms.DecimalField(
        label=_("Another number"), min_value=Decimal("0.001"), max_digits=14, decimal_places=3, required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    target = forms.ChoiceField(label=_("To which store"), widget=forms.RadioSelect(attrs={"translate": "no"}))
    stack = forms.CharField(label=_("Stack"), max_length=40, required=False)
    voucher = forms.CharField(label=_("Voucher"), max_length=60)
    occurred_on = _day(_("Date"))
    giver = forms.CharField(label=_("Who hands over"), max_length=120)
    receiver = forms.CharField(label=_("Who receives"), max_length=120)

    def __init__(
        self,
        kind: MovementKind,
        choices: "MovementChoices",
        *args: Any,
        names: Iterable[str] = (),
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        takes, brings = ENDS[kind]
        self.amounts = {code: quantity for code, quantity, _words in choices.amounts}
        amounts = [(code, words) for code, _quantity, words in choices.amounts]
        self.fields["what"].choices = choices.what  # type: ignore[attr-defined]  # [a choice field]
        if amounts:
            self.fields["amount"].choices = [*amounts, ("", gettext("the number below"))]  # type: ignore[attr-defined]  # [a choice field]
        else:
            del self.fields["amount"]
            self.fields["quantity"].label = gettext("How many")
        if takes and brings:
            self.fields["target"].choices = choices.targets  # type: ignore[attr-defined]  # [a choice field]
        else:
            del self.fields["target"]
        if not brings:
            del self.fields["stack"]
        for name in ("giver", "receiver"):
            self.fields[name].widget.attrs["list"] = "names"
        self.names = tuple(names)

    def clean(self) -> dict[str, Any]:
        """A number that is written down is meant, whatever was chosen before; without either there is none."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("quantity") is None and "quantity" not in self.errors:
            chosen = self.amounts.get(values.get("amount", ""))
            if chosen is None:
                self.add_error("quantity", gettext("Say how many."))
            values["quantity"] = chosen
        return values

    def main_fields(self) -> list[forms.BoundField]:
        """What is asked each time."""
        return [self[name] for name in ("amount", "quantity", "target", "stack") if name in self.fields]

    def paper_fields(self) -> list[forms.BoundField]:
        """What is filled in already, and looked at."""
        return [self[name] for name in ("voucher", "occurred_on", "giver", "receiver")]


@dataclass(frozen=True, slots=True)
class MovementChoices:
    """What may be chosen in a movement: lots (with stacks), quantities by one tap, stores."""

    what: Choices
    amounts: Sequence[tuple[str, Decimal, str]]
    targets: Choices


class StocktakeForm(forms.Form):
    """A number for each lot in each stack; an empty field was not counted, and the form says so."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    begun_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    counted_on = _day(_("Date"))
    first = forms.CharField(label=_("First counter"), max_length=120)
    second = forms.CharField(label=_("Second counter"), max_length=120)

    def __init__(self, holdings: Iterable[Holding], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.holdings = {f"count_{row.id.hex}": row for row in holdings}
        for name, row in self.holdings.items():
            label = f"{row.lot.item.name} · {row.lot.lot_no}" + (f" · {row.stack}" if row.stack else "")
            self.fields[name] = forms.DecimalField(
                label=isolate(label), min_value=0, max_digits=14, decimal_places=3,
                widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
            )  # fmt: skip


class LicenceForm(forms.Form):
    """A licence to be proposed; the limits are those of the rules unless less is written."""

    number = forms.CharField(label=_("Licence number"), max_length=40)
    valid_from = _day(_("Valid from"))
    valid_until = _day(_("Valid until"))
    conditions = forms.CharField(
        label=_("Conditions"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    waiver_reason = forms.CharField(label=_("Reason of a waiver"), max_length=2000, required=False)

    def __init__(self, divisions: Iterable[tuple[str, int]], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.divisions = {f"kg_{code.replace('.', '_')}": code for code, _kg in divisions}
        for (code, kilograms), name in zip(divisions, self.divisions, strict=True):
            self.fields[name] = forms.IntegerField(
                label=word("kg_of_division", division=code), min_value=0, max_value=1_000_000,
                required=False, initial=kilograms,
            )  # fmt: skip

    def wanted(self) -> dict[str, int]:
        """The kg written for each division; an empty field leaves what the rules give."""
        values = {code: self.cleaned_data.get(name) for name, code in self.divisions.items()}
        return {code: kilograms for code, kilograms in values.items() if kilograms is not None}


class WhatIfForm(forms.Form):
    """Kilograms to add to (or, below zero, take from) a store, by division."""

    def __init__(self, divisions: Iterable[str], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.divisions = {f"add_{code.replace('.', '_')}": code for code in divisions}
        for name, code in self.divisions.items():
            self.fields[name] = forms.DecimalField(
                label=word("kg_of_division", division=code), required=False, max_digits=9, decimal_places=3,
                min_value=-1_000_000, max_value=1_000_000,
            )  # fmt: skip


class PlanForm(forms.Form):
    """A file with stores and neighbours."""

    file = forms.FileField(label=_("Plan: GeoJSON, KML, CSV or spreadsheet"))
    load = forms.BooleanField(label=_("Take in (otherwise only look)"), required=False)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


class ReadinessForm(forms.Form):
    """The answer to one clause, with evidence."""

    clause = forms.CharField(widget=forms.HiddenInput, max_length=40)
    answer = forms.ChoiceField(label=_("Answer"))
    evidence = forms.CharField(label=_("Evidence"), max_length=500, required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        choices = [(one, word(f"readiness_{one}")) for one in ANSWERS]
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]  # [a choice field]


class IncidentForm(forms.Form):
    """An incident or a near miss."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What happened"))
    cause = forms.ChoiceField(label=_("Cause"))
    occurred_on = _day(_("Date"))
    killed = forms.IntegerField(label=_("Killed"), min_value=0, required=False)
    injured = forms.IntegerField(label=_("Injured"), min_value=0, required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        kinds = [(one, word(f"incident_{one}")) for one in INCIDENT_KINDS]
        causes = [(one, word(f"cause_{one}")) for one in reversed(CAUSES)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # [a choice field]
        self.fields["cause"].choices = causes  # type: ignore[attr-defined]  # [a choice field]
        for name in FIELDS:
            self.fields[f"fact_{name}"] = forms.CharField(
                label=word(f"incident_field_{name}"), max_length=1000, required=False
            )

    def facts(self) -> dict[str, str]:
        """The fields that were filled in."""
        values = {name: self.cleaned_data.get(f"fact_{name}", "") for name in FIELDS}
        return {name: text for name, text in values.items() if text}
