"""Two weapons' descriptions side by side."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracemark.register.queries.facts import WeaponFacts


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact of two weapons side by side; ``is_same`` is None when one side says nothing."""

    name: str
    first: str
    second: str
    is_same: bool | None


def fact_lines(first: WeaponFacts, second: WeaponFacts) -> list[FactLine]:
    """The descriptions of two weapons, fact by fact, as typed; sameness by the codes they were recognised as."""
    one, other = first.facts, second.facts
    rows = (
        (_("Type"), one.type_text, other.type_text, one.type_code, other.type_code),
        (_("Make"), one.make_text, other.make_text, one.make_code, other.make_code),
        (_("Model"), one.model_text, other.model_text, one.model_key, other.model_key),
        (_("Calibre"), one.calibre_text, other.calibre_text, one.calibre_code, other.calibre_code),
        (
            _("Country of manufacture"),
            one.country_code or "",
            other.country_code or "",
            one.country_code,
            other.country_code,
        ),
        (_("Year of manufacture"), str(one.year or ""), str(other.year or ""), one.year, other.year),
    )
    return [
        FactLine(name, left, right, left_code == right_code if left_code and right_code else None)
        for name, left, right, left_code, right_code in rows
    ]
