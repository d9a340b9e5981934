"""Forms of reports: beginning one, giving a section away, files, comments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tracemark.instruments.actions.reports import FIRST_YEAR, LAST_YEAR


class NewReportForm(forms.Form):
    """Which edition, and the years it covers. ``report_id`` makes sending it twice harmless."""

    report_id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.ChoiceField(label=_("Instrument and edition"))
    first_year = forms.IntegerField(label=_("First year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    last_year = forms.IntegerField(label=_("Last year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)

    def __init__(self, *args: object, choices: list[tuple[str, str]], **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]  # [django-forms]
        self.fields["name"].choices = choices  # type: ignore[attr-defined]  # [django-forms]


class AssignForm(forms.Form):
    """Which unit answers a section, until when."""

    section = forms.CharField(max_length=40, widget=forms.HiddenInput)
    unit = forms.ChoiceField(label=_("Unit"))
    due_on = forms.DateField(
        label=_("Due on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: object, units: list[tuple[str, str]], **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]  # [django-forms]
        self.fields["unit"].choices = units  # type: ignore[attr-defined]  # [django-forms]


class FileForm(forms.Form):
    """A file: a spreadsheet filled in, a submission of a phone form, an attachment, a package."""

    file = forms.FileField(label=_("File"))
    reason = forms.CharField(
        label=_("Reason, where a number differs from the register"), max_length=1000, required=False
    )


class PackageForm(forms.Form):
    """A signed package of another node."""

    package = forms.FileField(label=_("Signed package"))


class CommentForm(forms.Form):
    """What somebody says. ``comment_id`` makes sending it twice harmless."""

    comment_id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Comment"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
