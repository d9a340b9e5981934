"""What the list of weapons is narrowed by."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracemark.accounts.queries import UnitRow
from tracemark.register.queries.weapons import WeaponFilters
from tracemark.register.rules.axes import Condition, Custody, Standing
from tracemark.register.rules.rows import ListKind
from tracemark.ui.words import word


class WeaponFilterForm(forms.Form):
    """Filters by GET parameters; every field may stay empty."""

    text = forms.CharField(label=_("Serial number begins with"), required=False, max_length=60)
    list_kind = forms.ChoiceField(label=_("List"), required=False)
    custody = forms.ChoiceField(label=_("Custody"), required=False)
    condition = forms.ChoiceField(label=_("Condition"), required=False)
    standing = forms.ChoiceField(label=_("Standing"), required=False)
    unit_id = forms.TypedChoiceField(label=_("Unit"), required=False, empty_value=None)
    with_voided = forms.BooleanField(label=_("Voided records too"), required=False)
    batch_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Iterable[UnitRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("list_kind", "list", ListKind)
        self._offer("custody", "custody", Custody)
        self._offer("condition", "condition", Condition)
        self._offer("standing", "standing", Standing)
        self.fields["unit_id"].choices = [("", _("All"))] + [  # type: ignore[attr-defined]  # [choice-field]
            (str(unit.id), f"{'– ' * unit.depth}{unit.name}") for unit in units
        ]

    def filters(self) -> WeaponFilters:
        """The filters that were understood; a value that does not exist narrows nothing."""
        self.is_valid()
        known = {name: value for name, value in self.cleaned_data.items() if value}
        return WeaponFilters(**known)

    def _offer(self, name: str, family: str, values: Iterable[str]) -> None:
        offered = [(str(value), word(f"{family}_{value}")) for value in values]
        self.fields[name].choices = [("", _("All")), *offered]  # type: ignore[attr-defined]  # [choice-field]
