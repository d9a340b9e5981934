"""The form of a list of stock."""

from django import forms
from django.utils.translation import gettext_lazy as _


class StockListForm(forms.Form):
    """A file with what lies in which store."""

    file = forms.FileField(
        label=_("List of stock"),
        help_text=_("XLSX, XLS, ODS or CSV, as it stands: titles, totals and notes may stay in it."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt,.tsv"}),
    )
