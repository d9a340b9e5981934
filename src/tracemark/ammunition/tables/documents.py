"""An explosive limit licence as a document: what it says, in any of the six languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from tracemark.ammunition.queries.licences import LicenceView
from tracemark.ammunition.rules.licences import LicenceStage
from tracemark.ammunition.tables.maps import as_svg, draw_site
from tracemark.stockpiles.queries import SitePlan
from tracemark.ui.words import word

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LicenceDocument:
    """What a licence says, part by part; ``facts`` are name and value, ``limits`` a table with its header."""

    language: str
    is_rtl: bool
    title: str
    number: str
    stage: str
    facts: tuple[tuple[str, str], ...]
    limits_title: str
    limits_header: Row
    limits: tuple[Row, ...]
    notes: tuple[str, ...]
    approvals_title: str
    approvals: tuple[tuple[str, str], ...]
    map_title: str
    map_svg: str
    footer: str


def licence_document(found: LicenceView, plan: SitePlan, language: str) -> LicenceDocument:
    """The licence in ``language``, with the map of its site as it is now."""
    with translation.override(language):
        return _document(found, plan, language)


def _document(found: LicenceView, plan: SitePlan, language: str) -> LicenceDocument:
    licence = found.licence
    store = licence.store
    values = licence.limits["divisions"]
    binding = next((one["binding"] for one in values.values() if one["binding"]), "")
    drawing = draw_site(plan.stores, plan.neighbours, {}, None, (store.name, binding) if binding else None)
    return LicenceDocument(
        language=language,
        is_rtl=bool(get_language_info(language)["bidi"]),
        title=_("Explosive limit licence"),
        number=licence.number,
        stage=word(f"licence_{found.stage.value}"),
        facts=(
            (_("Store"), store.name),
            (_("Site"), store.site.name),
            (_("Unit"), store.site.unit.name),
            (_("Building"), word(f"building_{store.building}")),
            (_("Valid from"), date_format(licence.valid_from, "DATE_FORMAT")),
            (_("Valid until"), date_format(licence.valid_until, "DATE_FORMAT")),
            (_("Rules"), licence.limits["edition"]),
        ),
        limits_title=_("Most that may be held, net explosive quantity in kg"),
        limits_header=(
            _("Division"),
            _("Licensed"),
            _("By the rules"),
            _("Neighbour that binds"),
            _("Distance"),
        ),
        limits=tuple(_limit_row(code, one) for code, one in values.items()),
        notes=_notes(found),
        approvals_title=_("Approved by"),
        approvals=tuple(
            (one.person.name, date_format(one.at, "DATE_FORMAT")) for one in licence.approvals.all()
        ),
        map_title=_("Map of the site"),
        map_svg=as_svg(drawing),
        footer=_("Tracemark computes; a competent ammunition technical officer answers for the licence."),
    )


def _limit_row(division: str, values: Mapping[str, Any]) -> Row:
    return (
        division,
        number_format(values["licensed_kg"], force_grouping=True),
        number_format(values["computed_kg"], force_grouping=True),
        values["binding"] or "–",
        f"\u2066{number_format(values['distance_m'], 0, force_grouping=True)} m\u2069"
        if values["binding"]
        else "–",
    )


def _notes(found: LicenceView) -> tuple[str, ...]:
    """Mixed contents, conditions, waiver, and what is missing."""
    licence = found.licence
    notes = [
        _(
            "Mixed divisions: 1.1 with others counts by its sum as 1.1 and as each division held; 1.2 with 1.3 by each "
            "reading of the published rules. Every reading must be within its limit."
        ),
        _("1.4 adds nothing to the sum. Suspect ammunition is never stored with any other."),
    ]
    if licence.conditions:
        notes.append(f"{_('Conditions')}: {licence.conditions}")
    if licence.waiver_reason:
        notes.append(f"{_('Reason of a waiver')}: {licence.waiver_reason}")
    if found.stage is LicenceStage.PROPOSED:
        notes.append(_("Not in force: an approval is missing."))
    return tuple(notes)
