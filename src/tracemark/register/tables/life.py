"""A weapon's life as one line of time: what is recorded, what is inferred, where nothing is known, and today."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracemark.findings import Finding
from tracemark.register.models import Mark, Weapon
from tracemark.register.queries.weapons import EventLine, WeaponLife
from tracemark.register.rules.events import EventKind, Json
from tracemark.ui.dates import partial_date_text
from tracemark.ui.sentences import isolate
from tracemark.ui.words import fact_words, value_words, word

GAP_YEARS = 5
"""From so many years without a record on, the line of time says so."""

UNDATED = frozenset({EventKind.REQUESTED, EventKind.ACCEPTED, EventKind.REJECTED, EventKind.VOIDED})
"""Kinds that are about the record, not about the weapon."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing an event states: its name and value in words."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One point of the line of time. ``tone``: known, inferred, gap, office, voided, loud or today."""

    tone: str
    heading: str
    when: str = ""
    line: EventLine | None = None
    facts: tuple[Fact, ...] = ()
    marks: tuple[Mark, ...] = ()
    contradictions: tuple[Finding, ...] = ()
    record_no: str = ""


@dataclass(frozen=True, slots=True)
class _Dated:
    """An event with the day that gives it its place."""

    line: EventLine
    day: date


def life_entries(life: WeaponLife) -> list[Entry]:
    """The whole line of time, the earliest first."""
    dated = _dated(life.events)
    entries = [*_beginning(life.weapon, dated)]
    marks = _marks_by_event(life.marks)
    others = {other.id.hex: other.record_no for other in life.linked}
    for before, after in pairwise([None, *dated]):
        assert after is not None
        if before is not None:
            entries += _gap(before.day.year, after.day.year)
        entries.append(_entry(after.line, marks, life.view.contradictions, others))
    return [*entries, _today(life.weapon)]


def _dated(lines: Iterable[EventLine]) -> list[_Dated]:
    """Events by the day they happened; one without a date stays where it was recorded."""
    dated: list[_Dated] = []
    running = date.min
    for line in lines:
        running = max(running, line.row.occurred_on or running)
        dated.append(_Dated(line, line.row.occurred_on or running))
    first = next((one.day for one in dated if one.day > date.min), date.min)
    placed = [_Dated(one.line, max(one.day, first)) for one in dated]
    return sorted(placed, key=lambda one: (one.day, one.line.row.seq))


def _beginning(weapon: Weapon, dated: list[_Dated]) -> Iterator[Entry]:
    """How it began, as far as the description lets us infer it."""
    if any(one.line.row.kind == EventKind.MANUFACTURED.value for one in dated):
        return
    maker = weapon.make_text or _("an unknown maker")
    yield Entry(
        tone="inferred",
        heading=_("Made by %(maker)s") % {"maker": isolate(maker)},
        when=str(weapon.year) if weapon.year else _("year not known"),
        facts=(Fact(_("How we know"), _("Inferred from the description; no record of the making.")),),
    )
    if weapon.year and dated and dated[0].day > date.min:
        yield from _gap(weapon.year, dated[0].day.year)


def _gap(first: int, last: int) -> Iterator[Entry]:
    years = last - first
    if first > 1 and years >= GAP_YEARS:
        text = ngettext("%(years)s year without a record", "%(years)s years without a record", years)
        yield Entry(tone="gap", heading=text % {"years": years})


def _entry(
    line: EventLine,
    marks: Mapping[str, tuple[Mark, ...]],
    contradictions: Iterable[Finding],
    others: Mapping[str, str],
) -> Entry:
    row = line.row
    loud = tuple(one for one in contradictions if one.params.get("event") == row.id.hex)
    when = "" if row.kind in UNDATED else partial_date_text(row.occurred_on, row.occurred_precision)
    return Entry(
        tone=_tone(line, is_loud=bool(loud)),
        heading=word(f"event_{row.kind}"),
        when=when,
        line=line,
        facts=tuple(payload_facts(line.payload)),
        marks=marks.get(row.id.hex, ()),
        contradictions=loud,
        record_no=others.get(str(line.payload.get("other")), ""),
    )


def _tone(line: EventLine, *, is_loud: bool) -> str:
    if line.voided_by is not None:
        return "voided"
    if is_loud:
        return "loud"
    return "office" if line.row.kind in UNDATED else "known"


def _today(weapon: Weapon) -> Entry:
    axes = [word(f"{axis}_{getattr(weapon, axis)}") for axis in ("custody", "condition", "standing")]
    return Entry(tone="today", heading=_("Today"), facts=(Fact(_("As its events add up"), " · ".join(axes)),))


def _marks_by_event(marks: Iterable[Mark]) -> dict[str, tuple[Mark, ...]]:
    found: dict[str, tuple[Mark, ...]] = {}
    for mark in marks:
        found[mark.event_id.hex] = (*found.get(mark.event_id.hex, ()), mark)
    return found


SAID = ("custody", "condition", "standing", "outcome", "part", "act", "reason")
"""Keys of a payload that are shown besides its ``extra``, description and source."""


def payload_facts(payload: Mapping[str, Json]) -> Iterator[Fact]:
    """What an event states, in words, without what the page shows elsewhere."""
    described = payload.get("facts")
    if isinstance(described, dict):
        names = ("type", "make", "model", "calibre", "year")
        told = [str(described[name]) for name in names if described.get(name)]
        yield Fact(_("Described as"), " · ".join(told))
    said = [name for name in SAID if payload.get(name)]
    yield from (_fact(name, payload[name]) for name in said)
    inner = payload.get("payload")
    if isinstance(inner, dict):
        yield from payload_facts(inner)
    extra = payload.get("extra")
    if isinstance(extra, dict):
        yield from (_fact(name, value) for name, value in extra.items() if name not in said)
    yield from _source(payload)


def _fact(name: str, value: Json) -> Fact:
    """A key and its value in words; a column of a list that we have no word for keeps its own name."""
    shown = word(f"act_{value}") if name == "act" else value_words(name, value)
    return Fact(fact_words(name), str(shown))


def _source(payload: Mapping[str, Json]) -> Iterator[Fact]:
    """The row of the list that the event came from."""
    source = payload.get("source")
    if not isinstance(source, dict) or not source.get("row"):
        return
    place = _("row %(row)s") % {"row": source["row"]}
    sheet = f"{source['sheet']} · " if source.get("sheet") else ""
    yield Fact(word(f"list_{payload.get('list')}") if payload.get("list") else _("List"), f"{sheet}{place}")


@dataclass(frozen=True, slots=True)
class Choice:
    """An act or report an officer may choose, and why it is refused now, if it is."""

    kind: str
    label: str
    refusals: tuple[Finding, ...] = field(default=())
