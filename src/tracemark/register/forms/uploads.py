"""Forms of a list on its way in: what is uploaded, and what its columns are."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracemark.register.jobs.importing.results import SheetResult
from tracemark.register.rules.lists import FIELDS, IGNORED
from tracemark.register.rules.lists.fields import OURS
from tracemark.register.rules.rows import ListKind
from tracemark.ui.words import word

FIRST_YEAR, LAST_YEAR = 1900, 2999


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of list with their words."""
    return [(kind.value, word(f"list_{kind.value}")) for kind in ListKind]


class UploadForm(forms.Form):
    """A list to take in: what it is, whose it is."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, XLS, ODS or CSV, as it is: title rows, totals and notes may stay."),
    )
    kind = forms.ChoiceField(label=_("Kind of list"), choices=kind_choices)
    unit = forms.TypedChoiceField(label=_("Unit that answers for it"), coerce=UUID)
    period = forms.IntegerField(
        label=_("Year the list is about"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=_("For seizures. Left empty, the dates of the list decide."),
    )

    def __init__(self, *args: Any, units: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.xls,.ods,.csv,.tsv,.txt"
        choices = [(str(unit_id), name) for unit_id, name in units]
        unit = self.fields["unit"]
        unit.choices = choices  # type: ignore[attr-defined]  # [field-is-a-choice]
        if len(choices) == 1:
            unit.initial = choices[0][0]


class MappingForm(forms.Form):
    """What each column of the list is. A column left as proposed is not sent on as a correction."""

    period = forms.IntegerField(
        label=_("Year the list is about"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )

    def __init__(self, *args: Any, kind: ListKind, sheets: Sequence[SheetResult], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = field_choices(kind)
        self._proposed: dict[str, tuple[str, str]] = {}
        for number, sheet in enumerate(sheets):
            for column in sheet.columns:
                name = f"column-{number}-{column.letter}"
                self._proposed[name] = (column.name or column.letter, column.field)
                kept = [] if column.field else [("", gettext("Kept under its own name"))]
                self.fields[name] = forms.ChoiceField(
                    label=column.name or column.letter,
                    choices=[*kept, *known],
                    initial=column.field,
                    required=False,
                )

    def column(self, sheet: int, letter: str) -> forms.BoundField:
        """The field of one column."""
        return self[f"column-{sheet}-{letter}"]

    def corrections(self) -> dict[str, str]:
        """The columns that the officer changed: name in the list to field, ``-`` for one to leave out."""
        return {
            column: self.cleaned_data[name]
            for name, (column, proposed) in self._proposed.items()
            if self.cleaned_data[name] not in {"", proposed}
        }


def field_choices(kind: ListKind) -> list[tuple[str, str]]:
    """What a column may be in a list of this kind, in the order of their words; last, that it is left out."""
    known = ((name, word(f"field_{name}")) for name in FIELDS[kind] if name not in OURS)
    return [*sorted(known, key=lambda choice: choice[1]), (IGNORED, gettext("Not to be read"))]
