"""Forms of taking in a list."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracemark.accounts.queries import UnitRow
from tracemark.register.rules.rows import ListKind
from tracemark.ui.words import word

LARGEST_MB = 1024


class UploadForm(forms.Form):
    """A file, what kind of list it is, whose it is."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, XLS, ODS or CSV, as it stands: titles, totals and notes may stay in it."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt,.tsv"}),
    )
    kind = forms.ChoiceField(label=_("What it is"))
    unit = forms.ChoiceField(label=_("Whose it is"), help_text=_("The unit that will own these records."))
    period = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=1900,
        max_value=2999,
        help_text=_("For a list of seizures: the year it is about."),
    )

    def __init__(self, *args: Any, units: Iterable[UnitRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, word(f"list_{kind.value}")) for kind in ListKind]
        self.fields["kind"].choices = [("", "–"), *kinds]  # type: ignore[attr-defined]  # [choice-field]
        offered = [(str(unit.id), unit.name) for unit in units]
        first = [] if len(offered) == 1 else [("", "–")]
        self.fields["unit"].choices = [*first, *offered]  # type: ignore[attr-defined]  # [choice-field]

    def clean_file(self) -> Any:
        """Refuse what is larger than any list we know how to finish."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_MB * 1024 * 1024:
            raise forms.ValidationError(
                _("The file is larger than %(size)s MB. Split it into several."), params={"size": LARGEST_MB}
            )
        return file


class VoidListForm(forms.Form):
    """Why a whole list is to count no longer."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept for ever."),
    )
