"""Forms of matching: the search box, the filter of proposals, and a judgement."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracemark.matching.queries.finding import Question
from tracemark.matching.queries.proposals import STAGES
from tracemark.matching.rules.judging import Verdict
from tracemark.ui.words import word

FIRST_YEAR, LAST_YEAR = 1700, 2200


class FindForm(forms.Form):
    """What a person has of a weapon; every field may stay empty, but not all."""

    q = forms.CharField(
        label=_("Serial number or record number"),
        help_text=_("Type ? for each character that cannot be read and * for several."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )
    make = forms.CharField(label=_("Make"), max_length=100, required=False)
    model = forms.CharField(label=_("Model"), max_length=100, required=False)
    calibre = forms.CharField(label=_("Calibre"), max_length=60, required=False)
    type = forms.CharField(label=_("Type"), max_length=100, required=False)
    country = forms.CharField(label=_("Country of manufacture"), max_length=100, required=False)
    year = forms.IntegerField(
        label=_("Year of manufacture"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False
    )
    deep = forms.BooleanField(label=_("Also try any two characters wrong (slower)"), required=False)

    @property
    def question(self) -> Question:
        """The question, of a valid form."""
        data = self.cleaned_data
        facts = {name: data[name] for name in ("make", "model", "calibre", "type", "country", "year")}
        return Question(text=data["q"], **facts)


def stage_choices() -> list[tuple[str, str]]:
    """Stages of the work on a list of seizures, with their words."""
    return [("", gettext("all stages")), *((stage, word(f"match_stage_{stage}")) for stage in STAGES)]


def verdict_choices() -> list[tuple[str, str]]:
    """Verdicts with their words."""
    return [(verdict.value, word(f"verdict_{verdict.value}")) for verdict in Verdict]


class ProposalFilterForm(forms.Form):
    """Filter of the list of seizures with their proposals; every field may stay empty."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=stage_choices)


class WatchForm(forms.Form):
    """Which year's seizures the report on matching tells of; empty means all."""

    year = forms.IntegerField(
        label=_("Seizures of"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False
    )


class JudgementForm(forms.Form):
    """A judgement. ``judgement_id`` is made with the form, so that sending it twice is harmless."""

    judgement_id = forms.UUIDField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(label=_("Your judgement"), choices=verdict_choices, widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why"),
        help_text=_("What you compared: marks, photographs, documents, a statement."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MatchYearForm(forms.Form):
    """Which year's seizures to match now."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
