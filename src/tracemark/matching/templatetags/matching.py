"""Template tags of matching: a record's number, as a link for whoever may read the record."""

from django import template

from tracemark.register.queries.facts import WeaponFacts

register = template.Library()


@register.inclusion_tag("matching/_record.html", takes_context=True)
def record_link(context: template.RequestContext, weapon: WeaponFacts) -> dict[str, object]:
    """A record's number. Searching reaches further than reading, so not every number is a link."""
    viewer = getattr(context.request, "viewer", None)
    return {
        "record_no": weapon.record_no,
        "may_read": viewer is not None and viewer.may_at("weapon.read", weapon.unit_id),
    }
