"""Template tags of accounts."""

from django import template
from django.forms import BoundField

from tracemark.accounts import demo

register = template.Library()


@register.simple_tag(takes_context=True)
def demo_code(context: template.Context) -> str:
    """On a demo node, the code a phone would show to whoever is signing in or confirming; else empty."""
    request = context["request"]
    stage = getattr(request, "_login_stage", None)
    person = stage.login.user if stage else request.user
    return demo.current_code(person) if person and person.is_authenticated else ""


@register.filter
def bare(field: BoundField) -> BoundField:
    """A field without the placeholder its library gave it: the label says it, in our words."""
    field.field.widget.attrs.pop("placeholder", None)
    return field


@register.simple_tag
def demo_people() -> tuple[demo.DemoPerson, ...]:
    """The people of the demo, for its sign-in page."""
    return demo.PEOPLE


@register.simple_tag
def demo_password() -> str:
    """The one password of all demo people."""
    return demo.PASSWORD
