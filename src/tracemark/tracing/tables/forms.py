"""The request as a printable form: everything of ITI 17 in the language of whoever gets it, and room for the answer."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats
from django.utils.translation import gettext as _

from tracemark.marks.rules.mark import Mark
from tracemark.register.rules.events import Json
from tracemark.tracing.queries.drafting import Drafted
from tracemark.tracing.rules.request import RequestDraft
from tracemark.tracing.tables.chains import passed_words
from tracemark.tracing.tables.pages import state_name, terms_words
from tracemark.ui.dates import partial_date_text
from tracemark.ui.sentences import isolate
from tracemark.ui.words import word

FORM_LANGUAGES = ("ar", "zh-hans", "en", "fr", "ru", "es")


@dataclass(frozen=True, slots=True)
class Line:
    """A label and what stands behind it; ``is_mark`` texts run left to right in a monospaced face."""

    label: str
    value: str
    is_mark: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the form under its heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class WrittenRequest:
    """The whole form in words. ``marks`` are rows under ``mark_heads``; ``blanks`` are for the answer by hand."""

    language: str
    title: str
    subtitle: str
    parts: tuple[Part, ...]
    marks_title: str
    mark_heads: tuple[str, ...]
    marks: tuple[tuple[str, ...], ...]
    terms_title: str
    terms: tuple[str, ...]
    reply_title: str
    blanks: tuple[str, ...]


def written_request(drafted: Drafted, *, language: str, at: datetime) -> WrittenRequest:
    """The form of a request in the active language, which must be ``language``."""
    draft = drafted.draft
    return WrittenRequest(
        language=language,
        title=_("Trace request"),
        subtitle=_("Under paragraphs 16 and 17 of the International Tracing Instrument"),
        parts=(_head(draft, at), _why(draft), _weapon(draft)),
        marks_title=_("Marks"),
        mark_heads=(_("What the mark is"), _("As read"), _("Position"), _("Country, year")),
        marks=tuple(_mark(mark) for mark in draft.weapon.marks),
        terms_title=_("Limits on the use of this information (paragraph 15)"),
        terms=(*terms_words(draft.terms), _("In the marks, ? is a sign that could not be read, * several.")),
        reply_title=_("For the answer (paragraphs 18 to 23)"),
        blanks=(
            _("Received on, reference"),
            _("Answer in full, in part, delayed, refused, or no record"),
            _("Made or imported by, and when"),
            _("Last lawful holder (kind), document, day"),
            _("Reported lost or stolen on"),
            _("State to ask next"),
            _("Grounds and reasons, if less than all is given"),
            _("Limits on the use of the answer"),
            _("Name, office, signature"),
        ),
    )


def _head(draft: RequestDraft, at: datetime) -> Part:
    lines = [
        Line(_("Asking State"), f"{state_name(draft.from_state)} · {isolate(draft.authority)}"),
        Line(_("Requested State"), state_name(draft.to_state)),
        Line(_("Reference"), draft.reference, is_mark=True),
        Line(_("Date"), formats.date_format(at, "DATE_FORMAT")),
    ]
    if draft.urgent:
        lines.append(Line(_("Urgent because"), isolate(draft.urgent_reason)))
    return Part(_("Request"), tuple(lines))


def _why(draft: RequestDraft) -> Part:
    found = partial_date_text(draft.found_on, draft.found_precision) if draft.found_on else "–"
    how = word(f"standing_{draft.how}") if draft.how else "–"
    return Part(
        _("Why and how it was found (paragraph 17 a), and what for (17 c)"),
        (
            Line(_("Why the weapon is illicit"), word(f"ground_{draft.ground}") if draft.ground else "–"),
            Line(_("Legal ground"), isolate(draft.legal_basis or "–")),
            Line(_("How it was recovered"), f"{how} · {found} · {isolate(draft.place or '–')}"),
            Line(_("Circumstances of the find"), isolate(draft.circumstances or "–")),
            Line(
                _("What the answer will be used for"),
                word(f"purpose_{draft.intended_use}") if draft.intended_use else "–",
            ),
        ),
    )


def _weapon(draft: RequestDraft) -> Part:
    weapon = draft.weapon
    return Part(
        _("The weapon (paragraph 17 b)"),
        (
            Line(_("Type"), isolate(weapon.type_text or "–")),
            Line(_("Make and model"), isolate(f"{weapon.make_text} {weapon.model_text}".strip() or "–")),
            Line(_("Calibre"), isolate(weapon.calibre_text or "–")),
            Line(
                _("Country of manufacture"), state_name(weapon.country_code) if weapon.country_code else "–"
            ),
            Line(_("Year of manufacture"), str(weapon.year or "–")),
            Line(_("Photographs"), str(len(draft.photographs))),
            *_passed_on(draft.passed_on),
        ),
    )


def _passed_on(items: Sequence[Mapping[str, Json]]) -> Iterator[Line]:
    for item in items:
        name, giver = str(item["name"]), str(item["from_state"])
        label = f"{word(f'told_{name}')} ({_('told by %(state)s') % {'state': state_name(giver)}})"
        yield Line(label, isolate(_passed(name, str(item["content"]), giver)))


def _passed(name: str, text: str, giver: str) -> str:
    """Words for what was passed on; as it came where it was too long to be whole."""
    try:
        return passed_words(name, json.loads(text)["content"], giver)
    except ValueError:
        return text


def _mark(mark: Mark) -> tuple[str, ...]:
    read = mark.normalized or (word(f"mark_{mark.absent}") if mark.absent else mark.verbatim)
    made = " ".join(filter(None, (mark.country or "", str(mark.year or ""))))
    return (word(f"mark_role_{mark.role.value}"), read, mark.position or "–", made or "–")
