"""Answers as the rules count them: of one world, for one audience, the newest revision of each report."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Min, QuerySet

from tracemark.accounts.rules import Viewer
from tracemark.instruments.queries.editions import editions_by_id
from tracemark.instruments.rules.questionnaire import Instrument
from tracemark.observatory.data import decisions, world_of
from tracemark.observatory.models import Answer, Record, StateReport, Withholding
from tracemark.observatory.rules.facts import Audience, Cell, Facts, RecordFacts, ReportFacts, World
from tracemark.observatory.rules.joins import Break, breaks_of

READ, INSIDE = "observatory.read", "observatory.inside"
POA = "poa-iti"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which reports a query looks at. ``world`` None: the one this node lives in. Empty collections: no limit."""

    instrument: str = POA
    cycles: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    world: World | None = None
    audience: Audience = Audience.PUBLIC


EVERYTHING = Scope()
"""Every report under the Programme of Action in this node's world, as anyone may see it."""


def home_world() -> World:
    """The world this node lives in: constructed for a demo or another invented State, real for all others."""
    return world_of(settings.NODE.state) or World.REAL


def require(viewer: Viewer, audience: Audience) -> None:
    """Raise Refused unless the viewer may read, and for the internal audience what States keep back too."""
    viewer.require(READ)
    if audience is Audience.INTERNAL:
        viewer.require(INSIDE)


def current_reports(viewer: Viewer, scope: Scope) -> list[StateReport]:
    """The newest revision of every report within the scope with its intake, by cycle and State."""
    require(viewer, scope.audience)
    return _newest(_rows(scope).select_related("intake"))


def _rows(scope: Scope) -> QuerySet[StateReport]:
    rows = StateReport.objects.filter(world=scope.world or home_world(), instrument=scope.instrument)
    if scope.cycles:
        rows = rows.filter(cycle__in=scope.cycles)
    if scope.states:
        rows = rows.filter(state__in=scope.states)
    return rows.order_by("cycle", "state", "first_year", "revision")


def _newest(rows: Iterable[StateReport]) -> list[StateReport]:
    return list({(row.cycle, row.state, row.first_year): row for row in rows}.values())


COUNTED = ("id", "uid", "state", "cycle", "first_year", "edition_id", "is_public")
"""Columns of a report that counting needs."""


def get_facts(viewer: Viewer, keys: Collection[str], scope: Scope) -> Facts:
    """The reports of the scope with the answers to ``keys``, and the records of its world.

    For the public audience a report that is not public is not there at all, and an answer that is not is withheld.
    """
    require(viewer, scope.audience)
    reports = _newest(_rows(scope).only(*COUNTED))
    words = last_words(scope)
    asked = _asked(reports)
    answers = _cells(reports, keys, scope)
    is_public = scope.audience is Audience.PUBLIC
    held = []
    for row in reports:
        given = answers.get(row.id, NOTHING)
        if is_public and not is_open(row, words):
            continue
        hidden = hidden_keys(row, given.hidden, words) if is_public else frozenset()
        held.append(
            ReportFacts(
                uid=row.uid.hex,
                state=row.state,
                cycle=row.cycle,
                edition=row.edition_id.hex,
                asked=asked[row.edition_id.hex],
                cells={key: cells for key, cells in given.cells.items() if key not in hidden},
                withheld=hidden & frozenset(keys),
            )
        )
    return Facts(tuple(held), tuple(_records(scope)))


@dataclass(slots=True)
class _Given:
    """Answered cells of a report by key and path, and the keys that its State did not make public with it."""

    cells: dict[str, dict[str, Cell]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)


NOTHING = _Given()


def _cells(reports: Iterable[StateReport], keys: Collection[str], scope: Scope) -> dict[int, _Given]:
    """What these reports answered to ``keys``, by report."""
    wanted = {row.id for row in reports}
    rows = Answer.objects.filter(instrument=scope.instrument, key__in=sorted(keys))
    if scope.cycles:
        rows = rows.filter(cycle__in=scope.cycles)
    if scope.states:
        rows = rows.filter(state__in=scope.states)
    found: dict[int, _Given] = {}
    columns = ("report_id", "key", "path", "value", "number", "is_public")
    for report, key, path, value, number, is_public in rows.values_list(*columns):
        if report in wanted:
            given = found.get(report)
            if given is None:
                given = found[report] = _Given()
            given.cells.setdefault(key, {})[path] = Cell(value, number)
            if not is_public:
                given.hidden.add(key)
    return found


Words = Mapping[tuple[str, int, str], bool]


def last_words(scope: Scope) -> Words:
    """The last word of every State on a report (no key) or an answer."""
    rows = Withholding.objects.filter(instrument=scope.instrument).order_by("id")
    return {
        (state, cycle, key): is_public
        for state, cycle, key, is_public in rows.values_list("state", "cycle", "key", "is_public")
    }


def is_open(row: StateReport, words: Words) -> bool:
    """Whether a report as a whole may be told to anyone."""
    return words.get((row.state, row.cycle, ""), row.is_public)


def hidden_keys(row: StateReport, at_first: Collection[str], words: Words) -> frozenset[str]:
    """The keys of a report that are kept back: ``at_first`` when it was made, and by the State's later word."""
    said = {
        key: is_public
        for (state, cycle, key), is_public in words.items()
        if key and (state, cycle) == (row.state, row.cycle)
    }
    kept = {key for key in at_first if not said.get(key, False)}
    return frozenset(kept | {key for key, is_public in said.items() if not is_public})


def _asked(reports: Iterable[StateReport]) -> Mapping[str, frozenset[str]]:
    return {
        edition: frozenset(instrument.by_key) for edition, (instrument, _) in editions_used(reports).items()
    }


def editions_used(reports: Iterable[StateReport]) -> Mapping[str, tuple[Instrument, int]]:
    """Every edition that these reports use, by its id in hexadecimal, with the first cycle it was used for."""
    first: dict[str, tuple[StateReport, int]] = {}
    for row in reports:
        known = first.get(row.edition_id.hex)
        if known is None or row.cycle < known[1]:
            first[row.edition_id.hex] = (row, row.cycle)
    editions = editions_by_id(row.edition_id for row, _ in first.values())
    return {key: (editions[row.edition_id], cycle) for key, (row, cycle) in first.items()}


def get_breaks(viewer: Viewer, scope: Scope) -> Mapping[str, tuple[Break, ...]]:
    """By key, from which editions on it is not joined with what came before."""
    require(viewer, scope.audience)
    first = dict(_rows(scope).order_by().values_list("edition_id").annotate(first=Min("cycle")))
    editions = editions_by_id(first)
    used = [(cycle, editions[key]) for key, cycle in first.items()]
    return breaks_of(used, decisions())


def _records(scope: Scope) -> Iterable[RecordFacts]:
    """The newest revision of every record of the world; for the public audience those that are public."""
    rows = Record.objects.filter(world=scope.world or home_world()).order_by("revision")
    newest = {(row.kind, row.ref, row.year): row for row in rows}
    for row in newest.values():
        if row.is_public or scope.audience is Audience.INTERNAL:
            yield RecordFacts(row.kind, row.ref, row.year, row.state, row.code, row.amount)


def cycles_of(viewer: Viewer, scope: Scope) -> tuple[int, ...]:
    """The cycles of which there is a report, in order."""
    require(viewer, scope.audience)
    rows = StateReport.objects.filter(world=scope.world or home_world(), instrument=scope.instrument)
    return tuple(sorted(rows.values_list("cycle", flat=True).distinct()))
