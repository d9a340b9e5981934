"""Forms of reference: what to look for, and the curator's decisions."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracemark.reference.models import Stage
from tracemark.reference.rules.additions import KINDS, SCOPES
from tracemark.ui.words import word


def kind_choices() -> list[tuple[str, str]]:
    """Kinds of value with their words, in the language of whoever opens the form."""
    return [("", gettext("any")), *((kind, word(f"reference_kind_{kind}")) for kind in KINDS)]


def stage_choices() -> list[tuple[str, str]]:
    """How far values are decided, with their words."""
    return [(stage, word(f"reference_stage_{stage}")) for stage in Stage.values]


def scope_choices() -> list[tuple[str, str]]:
    """Scopes of weapon types with their words."""
    return [(scope, word(f"weapon_scope_{scope}")) for scope in SCOPES]


class FindForm(forms.Form):
    """What to look for in a list."""

    find = forms.CharField(label=_("Name, alias or code"), max_length=100, required=False)


class UnknownFilterForm(forms.Form):
    """Which unknown values to show."""

    stage = forms.ChoiceField(label=_("Decision"), choices=stage_choices, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=kind_choices, required=False)


class SourceForm(forms.Form):
    """Where the curator knows it from."""

    source = forms.CharField(label=_("Source"), max_length=300)
    is_confirmed = forms.BooleanField(label=_("Seen in the source myself"), required=False)


class AliasForm(SourceForm):
    """The value of which a text is another name."""

    code = forms.CharField(
        label=_("Code of the value"), max_length=40, widget=forms.TextInput(attrs={"list": "codes"})
    )
    field_order = ["code", "source", "is_confirmed"]


class MakerForm(SourceForm):
    """A new maker."""

    code = forms.SlugField(label=_("New code"), max_length=40)
    country = forms.CharField(label=_("Country (two letters)"), max_length=2, required=False)
    field_order = ["code", "country", "source", "is_confirmed"]


class CalibreForm(SourceForm):
    """A new calibre."""

    code = forms.CharField(label=_("New code"), max_length=40)
    coarse = forms.CharField(label=_("Coarse group, such as “9 mm”"), max_length=40, required=False)
    field_order = ["code", "coarse", "source", "is_confirmed"]


class WeaponTypeForm(SourceForm):
    """A new weapon type."""

    code = forms.SlugField(label=_("New code"), max_length=40)
    scope = forms.ChoiceField(label=_("Scope"), choices=scope_choices)
    field_order = ["code", "scope", "source", "is_confirmed"]


class DismissForm(forms.Form):
    """Why a text is no value of reference."""

    why = forms.CharField(label=_("Reason"), max_length=300)


NEW_VALUE_FORMS: dict[str, type[SourceForm]] = {
    "maker": MakerForm,
    "calibre": CalibreForm,
    "type": WeaponTypeForm,
}
"""The form for a new value, by kind; there is none for States."""

DETAIL_FIELDS = ("country", "coarse", "scope")
"""Fields of those forms that are details of the value."""
