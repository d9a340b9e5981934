"""A question of one's own, and saving it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracemark.observatory.rules.asking import Ask, By
from tracemark.ui.words import word

Grouped = list[tuple[str, list[tuple[str, str]]]]


class AskForm(forms.Form):
    """Which question, of which States and years, broken down how. Everything but the question may stay empty."""

    key = forms.ChoiceField(label=_("Question"))
    by = forms.ChoiceField(label=_("Rows of the table"), required=False)
    cycles = forms.TypedMultipleChoiceField(
        label=_("Years"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    regions = forms.MultipleChoiceField(
        label=_("Regions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    states = forms.MultipleChoiceField(label=_("States"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        questions: Grouped,
        cycles: Iterable[int],
        regions: Iterable[tuple[str, str]],
        states: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["key"].choices = questions  # type: ignore[attr-defined]  # [choice-field]
        self.fields["by"].choices = [(one.value, word(f"by_{one}")) for one in By]  # type: ignore[attr-defined]  # [choice-field]
        self.fields["cycles"].choices = [(one, str(one)) for one in cycles]  # type: ignore[attr-defined]  # [choice-field]
        self.fields["regions"].choices = list(regions)  # type: ignore[attr-defined]  # [choice-field]
        self.fields["states"].choices = list(states)  # type: ignore[attr-defined]  # [choice-field]

    def question(self) -> Ask:
        """What is asked. The form must be valid."""
        asked = self.cleaned_data
        return Ask(
            asked["key"],
            states=tuple(asked["states"]),
            regions=tuple(asked["regions"]),
            cycles=tuple(asked["cycles"]),
            by=By(asked["by"] or By.CYCLE),
        )


class SaveForm(forms.Form):
    """Keep a question under a name; shared, others find it too."""

    view_id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=200)
    is_shared = forms.BooleanField(label=_("Share with everyone on this node"), required=False)
