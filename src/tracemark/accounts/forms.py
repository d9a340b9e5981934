"""Forms of people, posts, units and one's own account."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tracemark.accounts.actions import TOKEN_DAYS_AT_MOST
from tracemark.accounts.permissions import Role
from tracemark.accounts.queries import UnitRow
from tracemark.ui.words import word


def unit_choices(units: list[UnitRow]) -> list[tuple[str, str]]:
    """Units as choices, indented by their depth in the tree."""
    return [(str(unit.id), f"{'— ' * unit.depth}{unit.code} · {unit.name}") for unit in units]


class PurposeForm(forms.Form):
    """What the viewer works on: written beside every search and read in the access log."""

    purpose = forms.CharField(label=_("What you are working on"), max_length=300, required=False)


class TokenForm(forms.Form):
    """A new API token."""

    name = forms.CharField(label=_("What the token is for"), max_length=100)
    days = forms.IntegerField(
        label=_("Valid for how many days"), min_value=1, max_value=TOKEN_DAYS_AT_MOST, initial=30
    )


class PersonForm(forms.Form):
    """A new person."""

    username = forms.RegexField(
        label=_("User name"),
        regex=r"^[\w.@+-]+$",
        max_length=150,
        help_text=_("Letters, digits and . @ + - _ only."),
    )
    name = forms.CharField(label=_("Full name"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class UnitForm(forms.Form):
    """A new unit below one that exists."""

    parent = forms.ChoiceField(label=_("Superior unit"))
    code = forms.RegexField(label=_("Code"), regex=r"^[\w.-]+$", max_length=40)
    name = forms.CharField(label=_("Name"), max_length=200)
    authority = forms.CharField(label=_("Authority"), max_length=40, required=False)

    def __init__(self, *args: Any, units: list[UnitRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = forms.ChoiceField(label=_("Superior unit"), choices=unit_choices(units))


class PostForm(forms.Form):
    """A role at a unit."""

    role = forms.ChoiceField(label=_("Role"))
    unit = forms.ChoiceField(label=_("Unit"))

    def __init__(self, *args: Any, units: list[UnitRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(str(role), word(f"role_{role}")) for role in Role]
        self.fields["role"] = forms.ChoiceField(label=_("Role"), choices=roles)
        self.fields["unit"] = forms.ChoiceField(label=_("Unit"), choices=unit_choices(units))
