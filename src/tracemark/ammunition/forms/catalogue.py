"""Forms of the catalogue: items, lots, what is found out about them, bans; which holdings to list."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracemark.ammunition.actions.catalogue import ItemDraft, LotDraft
from tracemark.ammunition.models import ItemType, Lot
from tracemark.ammunition.rules.divisions import DIVISIONS
from tracemark.ammunition.rules.ledger import LotCondition
from tracemark.ui.words import word

Choices = list[tuple[str, str]]
UNITS = ("each", "kg", "m")
LARGEST_KG = 100_000


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """A day as browsers ask for it."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


def condition_choices() -> Choices:
    """The conditions a lot can have, in words."""
    return [(one.value, word(f"lot_condition_{one.value}")) for one in LotCondition]


def _kilograms(label: Any, *, required: bool = False) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=required, min_value=0, max_value=LARGEST_KG, max_digits=14, decimal_places=6,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
    )  # fmt: skip


class ItemForm(forms.Form):
    """A kind of ammunition; weights are for one item. Empty is not known."""

    code = forms.CharField(label=_("Code or stock number"), max_length=40)
    name = forms.CharField(label=_("Name"), max_length=200)
    hazard_code = forms.CharField(
        label=_("Hazard code"), max_length=8, help_text=_("As on the package: 1.1D, 1.2.1E, 1.4S")
    )
    un_number = forms.CharField(label=_("UN number"), max_length=8, required=False)
    neq_kg = _kilograms(_("Net explosive quantity of one, kg"), required=True)
    he_neq_kg = _kilograms(_("Of it high explosive, kg"))
    all_up_kg = _kilograms(_("All-up weight of one, kg"))
    packaging = forms.CharField(label=_("Packaging"), max_length=200, required=False)
    per_package = forms.IntegerField(
        label=_("Items in a package"), min_value=1, max_value=1_000_000, required=False
    )
    counted_in = forms.ChoiceField(label=_("Counted in"))

    def __init__(self, *args: Any, item: ItemType | None = None, **named: Any) -> None:
        if item is not None:
            named["initial"] = {
                **{name: getattr(item, name) for name in self.base_fields if hasattr(item, name)},
                "hazard_code": f"{item.division}{item.group}",
            }
        super().__init__(*args, **named)
        if item is not None:
            self.fields["code"].disabled = True
        units = [(one, word(f"unit_{one}")) for one in UNITS]
        self.fields["counted_in"].choices = units  # type: ignore[attr-defined]  # [a choice field]

    def draft(self) -> ItemDraft:
        """The item that was written down."""
        return ItemDraft(**self.cleaned_data)


class LotForm(forms.Form):
    """A lot as marked."""

    lot_no = forms.CharField(label=_("Lot as marked"), max_length=80)
    maker = forms.CharField(label=_("Maker"), max_length=120, required=False)
    made_year = forms.IntegerField(label=_("Year made"), min_value=1850, max_value=2200, required=False)
    condition = forms.ChoiceField(label=_("Condition"), choices=condition_choices)
    shelf_life_until = day_field(_("Shelf life until"), required=False)
    surveillance_due_on = day_field(_("Surveillance due on"), required=False)

    def draft(self) -> LotDraft:
        """The lot that was written down."""
        return LotDraft(**self.cleaned_data)


class GradeForm(forms.Form):
    """A lot's condition was found to be another."""

    condition = forms.ChoiceField(label=_("Condition"), choices=condition_choices)
    occurred_on = day_field(_("Date"))


class SurveillanceForm(forms.Form):
    """A lot was examined."""

    result = forms.CharField(label=_("Result"), max_length=200)
    occurred_on = day_field(_("Date"))
    next_on = day_field(_("Next time"))


class ShelfLifeForm(forms.Form):
    """A lot's shelf life ends on another day."""

    until = day_field(_("Shelf life until"))
    reason = forms.CharField(label=_("Reason"), max_length=180)


class BanForm(forms.Form):
    """A ban on an item or on one of its lots."""

    lot = forms.ChoiceField(
        label=_("What is banned"), required=False, widget=forms.Select(attrs={"translate": "no"})
    )
    reference = forms.CharField(label=_("Reference of the ban"), max_length=80)
    reason = forms.CharField(label=_("Reason"), max_length=500)
    from_on = day_field(_("From"))
    until_on = day_field(_("Until (empty: until lifted)"), required=False)

    def __init__(self, lots: list[Lot], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        choices = [("", gettext("the item, every lot")), *((str(lot.id), lot.lot_no) for lot in lots)]
        self.fields["lot"].choices = choices  # type: ignore[attr-defined]  # [a choice field]


class HoldingFilterForm(forms.Form):
    """Filter of what lies where; every field may stay empty."""

    text = forms.CharField(label=_("Item or lot"), max_length=100, required=False)
    site = forms.ChoiceField(label=_("Site"), required=False, widget=forms.Select(attrs={"translate": "no"}))
    division = forms.ChoiceField(label=_("Division"), required=False)
    condition = forms.ChoiceField(label=_("Condition"), required=False)

    def __init__(self, sites: Choices, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        any_of = ("", gettext("any"))
        self.fields["site"].choices = [any_of, *sites]  # type: ignore[attr-defined]  # [a choice field]
        divisions = [(one, one) for one in DIVISIONS]
        self.fields["division"].choices = [any_of, *divisions]  # type: ignore[attr-defined]  # [a choice field]
        conditions = [any_of, *condition_choices()]
        self.fields["condition"].choices = conditions  # type: ignore[attr-defined]  # [a choice field]
