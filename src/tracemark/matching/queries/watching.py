"""How matching does: what it answered, how honest its probabilities were, and what waits to be judged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, DateField, Exists, F, Min, OuterRef, Q, When
from django.db.models.functions import TruncMonth
from django.db.models.lookups import IsNull

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding
from tracemark.matching.models import Proposal
from tracemark.matching.queries.judged import StatedJudgement, stated_judgements
from tracemark.matching.queries.models import current_model, find_model
from tracemark.matching.queries.proposals import POSSIBLE, SURE, ProposalFilters, filtered_proposals
from tracemark.matching.rules.judging import Verdict
from tracemark.matching.rules.parameters import bands_from
from tracemark.matching.rules.watching import Honesty, Stated, drift, honesty
from tracemark.register.queries.weapons import visible_weapons
from tracemark.register.rules.events import Precision
from tracemark.register.rules.rows import ListKind

ASKED = (ListKind.SEIZURES, ListKind.RECEIPTS)
"""Lists whose weapons are matched."""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """Seizures of a month (None: its month is not known) by what was answered: a record with a probability above 0.9,
    nothing above 0.1, or something between."""

    month: date | None
    count: int
    sure: int
    between: int
    none: int

    def share(self, part: int) -> float:
        """``part`` of the month's seizures; a line is never without one."""
        return part / self.count


@dataclass(frozen=True, slots=True)
class Waiting:
    """Proposals that no officer has judged: all that name a record with more than 0.1, those above 0.9, and since when
    the oldest waits."""

    count: int
    likely: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class WatchReport:
    """``unmatched`` seizures were never matched; ``unsure`` pairs and those ``unstated`` when they were judged stand in
    no figure. ``quarter`` begins on ``quarter_from``; ``drift`` compares it with the model's own comparison."""

    model: str
    months: tuple[MonthLine, ...]
    unmatched: int
    waiting: Waiting
    all_time: Honesty
    quarter: Honesty
    quarter_from: date
    unsure: int
    unstated: int
    drift: tuple[Finding, ...]


def watch(viewer: Viewer, *, today: date, year: int | None = None) -> WatchReport:
    """Watch matching; ``year`` narrows the months to one year's seizures. Needs ``oversight.read``."""
    viewer.require("oversight.read")
    judged = stated_judgements(viewer)
    quarter_from = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    quarter = honesty(_stated(each for each in judged if each.at.date() >= quarter_from))
    model = current_model()
    learnt = find_model(model.name)
    return WatchReport(
        model=model.name,
        months=_months(viewer, year),
        unmatched=_unmatched(viewer, year),
        waiting=_waiting(viewer),
        all_time=honesty(_stated(judged)),
        quarter=quarter,
        quarter_from=quarter_from,
        unsure=sum(each.verdict is Verdict.UNSURE for each in judged),
        unstated=sum(each.probability is None for each in judged),
        drift=tuple(drift(quarter.bands, bands_from(learnt.compared) if learnt else ())),
    )


def _stated(judged: Iterable[StatedJudgement]) -> list[Stated]:
    """Judgements of which a probability was stated and that decided something."""
    return [
        Stated(float(each.probability), each.verdict is Verdict.SAME)
        for each in judged
        if each.probability is not None and each.verdict is not Verdict.UNSURE
    ]


def _months(viewer: Viewer, year: int | None) -> tuple[MonthLine, ...]:
    known = Q(weapon__occurred_precision__in=[Precision.DAY.value, Precision.MONTH.value])
    rows = (
        filtered_proposals(viewer, ProposalFilters(year=year))
        .order_by()
        .annotate(
            month=TruncMonth(
                Case(When(known, then="weapon__occurred_on"), output_field=DateField(null=True)),
                output_field=DateField(),
            )
        )
        .values("month")
        .annotate(
            count=Count("id"),
            sure=Count("id", filter=Q(probability__gt=SURE)),
            none=Count("id", filter=Q(probability__lte=POSSIBLE)),
        )
        .order_by(F("month").asc(nulls_last=True))
        .values_list("month", "count", "sure", "none")
    )
    return tuple(
        MonthLine(month, count, sure, count - sure - none, none) for month, count, sure, none in rows
    )


def _unmatched(viewer: Viewer, year: int | None) -> int:
    """Seizures that no proposal stands for, not even that nothing was found."""
    matched = Proposal.objects.filter(weapon_id=OuterRef("id"), stage="current")
    rows = visible_weapons(viewer).filter(
        ~Exists(matched), list_kind__in=[kind.value for kind in ASKED], is_voided=False
    )
    if year is not None:
        rows = rows.filter(occurred_on__range=(date(year, 1, 1), date(year, 12, 31)))
    return rows.order_by().count()


def _waiting(viewer: Viewer) -> Waiting:
    rows = (
        filtered_proposals(viewer, ProposalFilters())
        .filter(IsNull(F("verdict"), True), other__isnull=False, probability__gt=POSSIBLE)
        .order_by()
    )
    found = rows.aggregate(
        count=Count("id"), likely=Count("id", filter=Q(probability__gt=SURE)), since=Min("made_at")
    )
    return Waiting(found["count"], found["likely"], found["since"])
