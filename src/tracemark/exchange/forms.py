"""Forms of exchange: filters, cards, fingerprints, courier files."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracemark.ui.words import word

LONGEST_FINGERPRINT = 120


def result_choices() -> list[tuple[str, str]]:
    """What a receipt may say, in words, in the language of whoever opens the form."""
    return [
        ("", gettext("any")),
        *((one, word(f"receipt_{one}")) for one in ("none", "waiting", "accepted", "refused")),
    ]


def fingerprint_field(*, required: bool) -> forms.CharField:
    """Forty digits as they were read aloud, grouped or not."""
    return forms.CharField(
        label=_("Fingerprint as it was read to you"),
        max_length=LONGEST_FINGERPRINT,
        required=required,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "off"}),
    )


class OutboxFilterForm(forms.Form):
    """Filter of the outbox; every field may stay empty."""

    peer = forms.CharField(label=_("State"), max_length=2, required=False)
    case = forms.CharField(label=_("Case"), max_length=80, required=False)
    result = forms.ChoiceField(label=_("Receipt"), required=False, choices=result_choices)


class CardForm(forms.Form):
    """A card that came as a file."""

    file = forms.FileField(label=_("Card file"), max_length=200)
    fingerprint = fingerprint_field(required=False)


class ConfirmForm(forms.Form):
    """The fingerprint of a card that waits."""

    fingerprint = fingerprint_field(required=True)


class ReasonForm(forms.Form):
    """Why trust is withdrawn."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class RotateForm(forms.Form):
    """New keys; a reason revokes the old ones."""

    revoke = forms.CharField(
        label=_("If the old key was lost or stolen: what happened"), max_length=200, required=False
    )


def own_direction() -> forms.TextInput:
    """A field whose text keeps its own direction, whatever that of the page."""
    return forms.TextInput(attrs={"dir": "auto"})


class ContactFields(forms.Form):
    """How an office is reached: the fields of a card's contact."""

    office = forms.CharField(label=_("Office"), max_length=200, required=False, widget=own_direction())
    postal = forms.CharField(
        label=_("Postal address"), max_length=500, required=False, widget=own_direction()
    )
    telephone = forms.CharField(label=_("Telephone"), max_length=100, required=False, widget=own_direction())
    email = forms.CharField(label=_("E-mail"), max_length=200, required=False, widget=own_direction())
    hours = forms.CharField(label=_("Hours"), max_length=200, required=False, widget=own_direction())

    @property
    def contact(self) -> dict[str, str]:
        """What was filled in of them."""
        return {
            name: self.cleaned_data[name] for name in ContactFields.base_fields if self.cleaned_data[name]
        }


class ContactForm(ContactFields):
    """An entry of the directory from a list or a letter."""

    state = forms.RegexField(r"^[A-Z]{2}$", label=_("State (two letters)"), max_length=2)
    authority = forms.CharField(label=_("Authority"), max_length=200, widget=own_direction())
    languages = forms.CharField(label=_("Languages"), max_length=100, required=False)
    source = forms.CharField(label=_("Source"), max_length=200)
    field_order = ["state", "authority", "languages", "source"]


class OwnCardForm(ContactFields):
    """What our own card says."""

    authority = forms.CharField(label=_("Authority"), max_length=200, widget=own_direction())
    address = forms.CharField(
        label=_("Address (https), empty for courier files only"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    languages = forms.CharField(label=_("Languages"), max_length=100)
    field_order = ["authority", "address", "languages"]


class CourierOutForm(forms.Form):
    """For which State a courier file is written."""

    to = forms.ChoiceField(label=_("State"))

    def __init__(self, *args: object, states: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # [handed on as they came]
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(state, state) for state in states]


class CourierInForm(forms.Form):
    """A courier file that came."""

    file = forms.FileField(label=_("Courier file"), max_length=200, allow_empty_file=True)
