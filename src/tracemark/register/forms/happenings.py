"""Forms of acts, reports, voids and decisions: what an officer fills in for each kind of event."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tracemark.marks.rules.cells import read_cell
from tracemark.marks.rules.mark import Role
from tracemark.register.rules.axes import Condition
from tracemark.register.rules.decisions import OUTCOMES
from tracemark.register.rules.events import EventKind, Json, PartialDate, Precision
from tracemark.register.rules.fold import WeaponView
from tracemark.register.rules.intake import mark_payload
from tracemark.ui.words import fact_words, word

PARTS = ("frame", "receiver", "slide", "barrel", "bolt", "other")
ROLES = (Role.SERIAL, Role.IMPORT, Role.STATE, Role.PART, Role.PROOF, Role.MODEL, Role.MAKER, Role.OTHER)


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing to state about an event: a key of its payload's ``extra``, with the codes it may be."""

    name: str
    required: bool = False
    choices: tuple[str, ...] = ()
    family: str = ""


PLACE, CASE, PERMIT = Detail("place"), Detail("case_ref"), Detail("permit_no")
RECOVERED = (PLACE, Detail("agency"), CASE)

DETAILS: Mapping[EventKind, tuple[Detail, ...]] = {
    EventKind.ISSUED: (Detail("to_unit", required=True),),
    EventKind.RETURNED: (PLACE,),
    EventKind.MOVED: (Detail("place", required=True),),
    EventKind.TRANSFERRED: (Detail("licence_no", required=True),),
    EventKind.EXPORTED: (Detail("country", required=True), PERMIT, Detail("euc_no")),
    EventKind.DEACTIVATED: (Detail("method"), Detail("certificate_no")),
    EventKind.DESTROYED: (Detail("method", required=True), Detail("batch_ref"), PLACE),
    EventKind.RELEASED: (Detail("reason", required=True), CASE),
    EventKind.REPORTED_LOST: (PLACE, CASE),
    EventKind.REPORTED_STOLEN: (PLACE, CASE),
    EventKind.SEIZED: (
        Detail("how", required=True, choices=("seized_criminal", "seized_administrative"), family="how"),
        *RECOVERED,
    ),
    EventKind.FOUND: RECOVERED,
    EventKind.SURRENDERED: RECOVERED,
    EventKind.COUNTED: (PLACE,),
}
"""What each kind of event asks for besides date, document and remarks."""


class HappeningForm(forms.Form):
    """An act or a report of one kind. The event's id is made with the form: sent twice, recorded once."""

    event_id = forms.UUIDField(widget=forms.HiddenInput)
    occurred_on = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    precision = forms.ChoiceField(label=_("The date is known to the"), required=False)
    document = forms.CharField(
        label=_("Document"),
        required=False,
        max_length=200,
        help_text=_("Number of the order, report or receipt."),
    )
    remarks = forms.CharField(
        label=_("Remarks"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No names of persons here: remarks can never be erased."),
    )

    def __init__(self, kind: EventKind, view: WeaponView, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"event_id": uuid4(), "precision": Precision.DAY.value}
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["precision"].choices = [  # type: ignore[attr-defined]  # [choice-field]
            (one.value, word(f"precision_{one.value}")) for one in Precision
        ]
        for name, field in _fields_of(kind, view).items():
            self.fields[name] = field
        self.order_fields(
            ["event_id", "occurred_on", "precision", *_fields_of(kind, view), "document", "remarks"]
        )

    def occurred(self) -> PartialDate | None:
        """The date stated, as far as it is known."""
        day = self.cleaned_data["occurred_on"]
        if day is None:
            return None
        precision = Precision(self.cleaned_data["precision"] or Precision.DAY)
        if precision is Precision.YEAR:
            return PartialDate(day.replace(month=1, day=1), precision)
        return PartialDate(day.replace(day=1) if precision is Precision.MONTH else day, precision)

    def payload(self) -> dict[str, Json]:
        """What the event will hold; what was left empty is left out."""
        stated = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        extra: dict[str, Json] = {
            name: str(stated[name])
            for name in (*(detail.name for detail in DETAILS.get(self.kind, ())), "remarks")
            if name in stated
        }
        own = _own_payload(self.kind, stated)
        return {**own, "extra": extra} if extra else own


class VoidForm(forms.Form):
    """Why an event is to count no longer."""

    event_id = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept for ever."),
    )


class DecisionForm(forms.Form):
    """A second officer's answer to a request."""

    event_id = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Remarks"), required=False, max_length=1000)


def _fields_of(kind: EventKind, view: WeaponView) -> dict[str, forms.Field]:
    """The fields of this kind of event, in order."""
    fields = {detail.name: _field(detail) for detail in DETAILS.get(kind, ())}
    match kind:
        case EventKind.OUTCOME_RECORDED:
            fields["outcome"] = _choice(_("Outcome of tracing"), "outcome", OUTCOMES)
        case EventKind.COUNTED | EventKind.MODIFIED:
            fields["condition"] = _choice(_("Condition"), "condition", tuple(Condition), required=False)
        case EventKind.MARKED:
            fields["marks"] = forms.CharField(
                label=_("The marks as read"),
                max_length=300,
                help_text=_("? for a character that cannot be read. It is kept to the letter."),
            )
            fields["role"] = _choice(_("What the mark is"), "mark_role", ROLES)
        case EventKind.COMPONENT_FITTED:
            fields["part"] = _choice(_("Component"), "part", PARTS)
            fields["marks"] = forms.CharField(label=_("Its marks as read"), max_length=300, required=False)
        case EventKind.COMPONENT_REMOVED:
            offered = [
                (part.id, f"{word(f'part_{part.part}')} {' '.join(part.marks)}")
                for part in view.components.values()
            ]
            fields["component"] = forms.ChoiceField(label=_("Component"), choices=offered)
    return fields


def _field(detail: Detail) -> forms.Field:
    label = fact_words(detail.name)
    if detail.choices:
        return _choice(label, detail.family, detail.choices, required=detail.required)
    return forms.CharField(label=label, required=detail.required, max_length=200)


def _choice(label: Any, family: str, values: tuple[str, ...], *, required: bool = True) -> forms.Field:
    offered = [(str(value), word(f"{family}_{value}")) for value in values]
    return forms.ChoiceField(label=label, required=required, choices=[("", "–"), *offered])


def _own_payload(kind: EventKind, stated: Mapping[str, Any]) -> dict[str, Json]:
    """The keys of the payload that the fold reads."""
    match kind:
        case EventKind.OUTCOME_RECORDED:
            return {"outcome": str(stated["outcome"])}
        case EventKind.COUNTED | EventKind.MODIFIED:
            return {"condition": str(stated["condition"])} if "condition" in stated else {}
        case EventKind.MARKED:
            marks = read_cell(str(stated["marks"]), Role(str(stated["role"]))).marks
            return {"marks": [mark_payload(mark) for mark in marks]}
        case EventKind.COMPONENT_FITTED:
            marks = read_cell(str(stated["marks"]), Role.PART).marks if "marks" in stated else ()
            return {
                "component": str(stated["event_id"]),
                "part": str(stated["part"]),
                "essential": stated["part"] in {"frame", "receiver"},
                "marks": [mark_payload(mark) for mark in marks],
            }
        case EventKind.COMPONENT_REMOVED:
            return {"component": str(stated["component"])}
    return {}
