"""Counts as they stand now: events read from the register once for all counts that look at them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tracemark.accounts.rules import Viewer
from tracemark.figures.rules.counts import COUNTS, Count, CountFact, Tally, count_facts
from tracemark.figures.rules.sdg_16_4_2 import is_potentially_traceable
from tracemark.findings import Finding, Refused, Severity
from tracemark.register.queries.happenings import Happening, iter_happenings
from tracemark.register.rules.events import EventKind
from tracemark.tracing.queries.figures import iter_case_facts
from tracemark.tracing.rules.outcomes import CaseFact
from tracemark.tracing.rules.steps import Side

PERMISSION = "figure.read"
EVENT_KINDS = frozenset(EventKind)
TRACE_KINDS = frozenset({"trace_sent", "trace_received", "trace_diversion"})


def get_count(name: str) -> Count:
    """The definition of the count ``name``. Raises Refused (``figure_unknown``) when there is none."""
    if name not in COUNTS:
        raise Refused(Finding("figure_unknown", {"name": name}, Severity.REFUSAL))
    return COUNTS[name]


def get_tally(viewer: Viewer, name: str, years: Sequence[int]) -> Tally:
    """The count over ``years``, counted now from the rows the viewer may count (permission ``figure.read``)."""
    return get_tallies(viewer, [name], years)[name]


def get_tallies(viewer: Viewer, names: Iterable[str], years: Sequence[int]) -> Mapping[str, Tally]:
    """Several counts over the same years; the register is read once."""
    viewer.require(PERMISSION)
    counts = [get_count(name) for name in names]
    facts = list(iter_count_facts(viewer, {kind for count in counts for kind in count.kinds}, years))
    return {count.name: count_facts(count, facts, years) for count in counts}


def iter_count_facts(viewer: Viewer, kinds: Iterable[str], years: Sequence[int]) -> Iterator[CountFact]:
    """What happened in these years, by whichever room knows it."""
    of_register = sorted(set(kinds) & EVENT_KINDS)
    if of_register:
        yield from map(count_fact, iter_happenings(viewer, years, of_register))
    if TRACE_KINDS & set(kinds):
        for case in iter_case_facts(viewer):
            yield from (fact for fact in (trace_fact(case), diversion_fact(case)) if fact.day is not None)


def trace_fact(one: CaseFact) -> CountFact:
    """A request for a trace, sent or received, as counts see it: on the day it was sent or came in."""
    is_ours = one.side is Side.ASKING
    moment = one.requested_at if is_ours else one.opened_at
    return CountFact(
        weapon_id="",
        record_no=one.reference,
        event_id=one.reference,
        sheet_row="",
        list_kind="",
        kind="trace_sent" if is_ours else "trace_received",
        how="",
        scope="",
        outcome="answered" if one.answered_at else "",
        day=moment.date() if moment else None,
        voided=False,
        duplicate_of="",
        unique_mark=False,
        marked=False,
        destroyed=False,
        collected=False,
        state_held=False,
    )


def diversion_fact(one: CaseFact) -> CountFact:
    """How the arm of a case left lawful hands, on the day on which that was established; no day: it was not."""
    day = one.leak_set_at.date() if one.leak and one.leak_set_at else None
    return replace(trace_fact(one), kind="trace_diversion", day=day, leak=one.leak)


def count_fact(one: Happening) -> CountFact:
    """An event of the register, as counts see it."""
    return CountFact(
        weapon_id=one.weapon_id.hex,
        record_no=one.record_no,
        event_id=one.event_id.hex,
        sheet_row="" if one.row is None else f"{one.sheet}:{one.row}",
        list_kind=one.list_kind,
        kind=one.kind.value,
        how=one.how,
        scope=one.scope,
        outcome=one.outcome,
        day=one.day,
        voided=one.is_voided,
        duplicate_of=one.duplicate_of,
        unique_mark=is_potentially_traceable(one.facts.marks, has_named_make=True),
        marked=one.is_marked_later,
        destroyed=one.is_destroyed,
        collected=one.was_collected,
        state_held=one.is_in_inventory,
        type_code=one.facts.type_code or "",
    )
