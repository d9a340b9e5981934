"""Words of the codes of transfers: permits, their events, stages and alerts."""

from django.utils.translation import gettext_noop as _

WORDS: dict[str, str] = {
    "over_quantity": _(
        "More delivered than permitted: permit {permit} allows {permitted}, delivered {delivered}."
    ),
    "permit_quantity_not_read": _(
        "The quantity “{text}” is not a whole number; it was kept as typed and counts as not known."
    ),
    "permit_voided": _("Permit {permit} was voided; nothing can be delivered under it."),
    "permit_quantity_negative": _("A quantity cannot be below zero."),
    "delivered_before_issue": _(
        "The delivery of {delivered_on} comes before the permit was issued on {issued_on}."
    ),
    "permit_head_differs": _("Permit {permit} does not agree with its events."),
    "permit_event_recorded": _("Recorded from a list"),
    "permit_event_delivery_reported": _("Delivery reported"),
    "permit_event_voided": _("Voided"),
    "permit_stage_over": _("More than permitted"),
    "permit_stage_complete": _("Complete"),
    "permit_stage_partly": _("In part"),
    "permit_stage_not_known": _("Not known"),
    "permit_stage_voided": _("Voided"),
    "permit_fact_permitted_quantity": _("Permitted: {value}"),
    "permit_fact_delivered_quantity": _("Delivered in all: {value}"),
    "permit_fact_delivered_on": _("Date of the last delivery: {value}"),
    "permit_fact_reason": _("Reason: {value}"),
}
