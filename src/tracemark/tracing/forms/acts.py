"""One form for each thing an officer does to a case. What a form gives is what its action takes, by name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracemark.tracing.forms.fields import (
    any_state,
    coded,
    day_field,
    reason_field,
    state_choices,
    text_field,
    words_field,
)
from tracemark.tracing.rules.outcomes import HOLDER_CATEGORIES, Diversion, Leak
from tracemark.tracing.rules.reply import ITEM_NAMES, Ground, ReplyKind
from tracemark.tracing.rules.request import GROUNDS
from tracemark.tracing.rules.schemas import WANTED
from tracemark.tracing.rules.steps import Stage
from tracemark.tracing.rules.terms import AUTHORITIES, PURPOSES, Onward, Terms

STAGES = [stage.value for stage in Stage]


class NothingForm(forms.Form):
    """A step that needs no words."""


class ReasonForm(forms.Form):
    """A step that needs a reason."""

    reason = reason_field()


class MaybeReasonForm(forms.Form):
    """A step that needs a reason in some cases only."""

    reason = reason_field(required=False)


class TextForm(forms.Form):
    """Words for the other State."""

    text = words_field(_("Words for the other State"), required=True)


class MaybeTextForm(forms.Form):
    """Words for the other State, if any."""

    text = words_field(_("Words for the other State"))


class FactsForm(forms.Form):
    """What ITI 17 asks for besides the marks."""

    ground = forms.ChoiceField(
        label=_("Why the weapon is illicit"), required=False, choices=coded("ground", GROUNDS)
    )
    legal_basis = text_field(_("Legal ground"))
    place = text_field(_("Place where it was found"))
    circumstances = words_field(_("Circumstances of the find"))
    intended_use = forms.ChoiceField(
        label=_("What the answer will be used for"), required=False, choices=coded("purpose", PURPOSES)
    )
    urgent_reason = text_field(_("Urgent, because (empty: not urgent)"))

    def facts(self) -> dict[str, Any]:
        """The facts that were filled in."""
        stated = {name: value for name, value in self.cleaned_data.items() if value}
        return {**stated, "urgent": True} if stated.get("urgent_reason") else stated


class RouteForm(forms.Form):
    """The State to ask."""

    state = forms.ChoiceField(label=_("State"), choices=state_choices)
    reason = words_field(_("Reason, if another State than the marks point to"))


class PhotographForm(forms.Form):
    """A picture of the weapon or a mark."""

    file = forms.FileField(label=_("Picture (JPEG or PNG, at most 5 MB)"))


class PassOnForm(forms.Form):
    """What of the reply before goes along with a request onward."""

    pass_on = forms.MultipleChoiceField(
        label=_("What goes along"),
        required=False,
        choices=coded("told", ITEM_NAMES, empty=False),
        widget=forms.CheckboxSelectMultiple,
    )


class ConsentForm(forms.Form):
    """What may go on to which State."""

    to_state = forms.ChoiceField(label=_("State"), choices=state_choices)
    items = forms.MultipleChoiceField(
        label=_("What should be passed on"),
        choices=coded("told", ITEM_NAMES, empty=False),
        widget=forms.CheckboxSelectMultiple,
    )
    text = words_field(_("Words for the other State"))


class DecideForm(forms.Form):
    """Consent or not."""

    consent_id = forms.CharField(widget=forms.HiddenInput)
    granted = forms.ChoiceField(
        label=_("Decision"), choices=coded("consent", ("granted", "refused"), empty=False)
    )
    text = words_field(_("Words for the other State"))


class DiversionForm(forms.Form):
    """The point at which the weapon left lawful hands."""

    leak = forms.ChoiceField(
        label=_("How it left lawful hands"), choices=coded("leak", list(Leak), empty=False)
    )
    state = forms.ChoiceField(label=_("State where it did"), choices=state_choices)
    place = text_field(_("Place"), longest=200)
    occurred_on = day_field(_("Day of the diversion"))
    last_lawful_on = day_field(_("Day of the last lawful record"))
    last_holder_category = forms.ChoiceField(
        label=_("Last lawful holder"), required=False, choices=coded("holder_category", HOLDER_CATEGORIES)
    )
    reason = words_field(_("What it rests on"), required=True)

    def diversion(self) -> Diversion:
        """The point of diversion as stated."""
        data = self.cleaned_data
        names = ("state", "place", "occurred_on", "last_lawful_on", "last_holder_category")
        return Diversion(leak=Leak(data["leak"]), **{name: data[name] for name in names})


class AcknowledgeForm(forms.Form):
    """An acknowledgement of receipt."""

    answer_by = day_field(_("Answer may be expected by"))
    terms_accepted = forms.BooleanField(
        label=_("We keep the restrictions of the request"), required=False, initial=True
    )
    text = words_field(_("Words for the other State"))


class MoreForm(forms.Form):
    """What is missing."""

    wanted = forms.MultipleChoiceField(
        label=_("What is missing"),
        choices=coded("wanted", WANTED, empty=False),
        widget=forms.CheckboxSelectMultiple,
    )
    text = words_field(_("Words for the other State"))


class TermsForm(forms.Form):
    """Restrictions on what we tell."""

    onward = forms.ChoiceField(
        label=_("Passing on to others"), choices=coded("onward", list(Onward), empty=False), initial="consent"
    )
    authorities = forms.MultipleChoiceField(
        label=_("Only for these authorities (none: any)"),
        required=False,
        choices=coded("authority", AUTHORITIES, empty=False),
        widget=forms.CheckboxSelectMultiple,
    )
    purposes = forms.MultipleChoiceField(
        label=_("Only for these purposes (none: any)"),
        required=False,
        choices=coded("purpose", PURPOSES, empty=False),
        widget=forms.CheckboxSelectMultiple,
    )
    people_on_case_only = forms.BooleanField(label=_("Only for people who work on the case"), required=False)
    may_print = forms.BooleanField(label=_("May be printed"), required=False, initial=True)
    may_export = forms.BooleanField(label=_("May be exported"), required=False, initial=True)
    until = day_field(_("May be used until"))

    def terms(self) -> Terms:
        """The terms as stated."""
        data = self.cleaned_data
        return Terms(
            authorities=frozenset(data["authorities"]),
            purposes=frozenset(data["purposes"]),
            people_on_case_only=data["people_on_case_only"],
            onward=Onward(data["onward"]),
            may_print=data["may_print"],
            may_export=data["may_export"],
            until=data["until"],
        )


class RestrictForm(TermsForm):
    """Terms for what was told before."""

    text = words_field(_("Words for the other State"))


class ReplyForm(TermsForm):
    """How far a request is answered, and under which terms."""

    kind = forms.ChoiceField(
        label=_("Kind of reply"), choices=coded("reply_kind", list(ReplyKind), empty=False)
    )
    ground = forms.ChoiceField(
        label=_("Ground for less, later or nothing"), required=False, choices=coded("ground", list(Ground))
    )
    reasons = words_field(_("Reasons in words"))
    expected_on = day_field(_("A delayed reply may be expected by"))
    text = words_field(_("Words for the other State"))
    field_order = ["kind", "ground", "reasons", "expected_on", "text"]

    def changes(self) -> dict[str, Any]:
        """The fields of the reply that the officer set."""
        names = ("ground", "reasons", "expected_on", "text")
        return {**{name: self.cleaned_data[name] for name in names}, "terms": self.terms()}


class LookUpForm(forms.Form):
    """Which weapon of ours answers the request."""

    record_no = forms.CharField(label=_("Our weapon"), required=False, max_length=40)
    is_the_weapon = forms.BooleanField(
        label=_("The hit is not sure, but it is this weapon: the reason says how we know"), required=False
    )
    reason = reason_field(required=False)


class PaperReplyForm(TermsForm):
    """A reply that came on paper, as it says."""

    reference = text_field(_("Reference of the other State"), required=True, longest=40)
    kind = forms.ChoiceField(
        label=_("Kind of reply"), choices=coded("reply_kind", list(ReplyKind), empty=False)
    )
    text = words_field(_("What it says"))
    next_state = forms.ChoiceField(label=_("State it names next"), required=False, choices=state_choices)
    ground = forms.ChoiceField(
        label=_("Ground for less, later or nothing"), required=False, choices=coded("ground", list(Ground))
    )
    reasons = words_field(_("Reasons in words"))
    expected_on = day_field(_("A delayed reply may be expected by"))
    scan = forms.FileField(label=_("Scan (PDF, JPEG or PNG, at most 5 MB)"), required=False)
    field_order = ["reference", "kind", "text", "next_state", "ground", "reasons", "expected_on", "scan"]


class PaperAcknowledgementForm(forms.Form):
    """An acknowledgement that came by letter or telephone."""

    answer_by = day_field(_("Answer may be expected by"))


class CaseFilterForm(forms.Form):
    """Filter of the list of cases; every field may stay empty."""

    text = forms.CharField(label=_("Reference or record number"), max_length=60, required=False)
    side = forms.ChoiceField(
        label=_("Side"), required=False, choices=coded("side", ("asking", "answering"), any_of=True)
    )
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    partner = forms.ChoiceField(label=_("State"), required=False, choices=any_state)
    open_only = forms.BooleanField(label=_("Open cases only"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["stage"].choices = coded("case_stage", STAGES, any_of=True)()  # type: ignore[attr-defined]  # [choice-field]


class LimitForm(forms.Form):
    """One deadline."""

    name = forms.CharField(widget=forms.HiddenInput)
    value = forms.IntegerField(label=_("Days, or times"), min_value=1, max_value=3650)
    source = text_field(_("Whose number it is"), longest=200)
