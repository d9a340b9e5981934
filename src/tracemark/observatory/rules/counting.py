"""Counting one reading of a statistic: a point with its base, and the States on every side of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracemark.figures.rules import percent
from tracemark.observatory.rules.facts import Facts, RecordFacts, ReportFacts
from tracemark.observatory.rules.statistics import Amount, Base, Measure, Op, Reading, Term


@dataclass(frozen=True, slots=True)
class Point:
    """One reading in one cycle.

    ``numerator``, ``denominator`` and ``total`` are None where there is nothing to count: that is never zero.
    ``lower`` and ``upper`` bound a numerator of which parts were left out. The tuples hold State codes: counted,
    in the base but not counted, left blank, kept back by the State, not asked by the edition of the report.
    ``refs`` are the records that were counted.
    """

    reading: str
    cycle: int
    numerator: int | None
    denominator: int | None
    total: int | None = None
    lower: int | None = None
    upper: int | None = None
    counted: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()

    @property
    def share(self) -> Decimal | None:
        """The numerator in per cent of the denominator, one decimal; None without either."""
        if self.numerator is None or self.denominator is None:
            return None
        return percent(self.numerator, self.denominator)

    @property
    def is_known(self) -> bool:
        """Whether anything could be counted."""
        return self.numerator is not None

    @property
    def value(self) -> int | None:
        """The number that leads: the sum where one is taken, else the count."""
        return self.numerator if self.total is None else self.total


def count(reading: Reading, facts: Facts, cycle: int) -> Point:
    """The reading counted over ``facts`` for one cycle."""
    if reading.measure in (Measure.RECORDS, Measure.RECORD_SUM):
        return _count_records(reading, facts.records, cycle)
    reports = facts.since(reading.since, cycle) if reading.since else facts.in_cycle(cycle)
    sides = _sides(reading, reports)
    if reading.measure is Measure.SUM:
        return _sum(reading, sides, cycle)
    if reading.measure is Measure.SHARE_OF_SUMS:
        return _share_of_sums(reading, sides, cycle)
    counted, base = _states(sides.counted), _states(sides.base)
    known = _is_known(reading, sides)
    denominator = {
        Base.MEMBERS: facts.members,
        Base.NONE: None,
    }.get(reading.base, len(base))
    return Point(
        reading.code,
        cycle,
        len(counted) if known else None,
        denominator if known else None,
        counted=counted,
        others=_without(base, counted),
        blank=_without(_states(sides.blank), counted),
        withheld=_without(_states(sides.withheld), counted),
        not_asked=_without(_states(sides.not_asked), (*base, *counted)),
    )


def _is_known(reading: Reading, sides: "_Sides") -> bool:
    """Whether there is anything to count: reports, and somebody who answered unless blanks are what is counted."""
    if not sides.asked or not reading.terms:
        return bool(sides.asked)
    if any(term.op is Op.BLANK for term in reading.terms):
        return True
    keys = {term.key for term in (*reading.terms, *reading.base_terms)}
    return any(_given(report, key) for report in sides.asked for key in keys)


@dataclass(frozen=True, slots=True)
class _Sides:
    asked: list[ReportFacts]
    base: list[ReportFacts]
    counted: list[ReportFacts]
    blank: list[ReportFacts]
    withheld: list[ReportFacts]
    not_asked: list[ReportFacts]


def _sides(reading: Reading, reports: Sequence[ReportFacts]) -> _Sides:
    """Every report on its side. A report whose edition does not ask is in no base but that of all reports."""
    keys = {term.key for term in (*reading.terms, *reading.base_terms)} or reading.keys
    asked = [report for report in reports if keys <= report.asked]
    withheld = [report for report in asked if keys & report.withheld]
    open_ = [report for report in asked if not keys & report.withheld]
    if reading.base is Base.ANSWERED:
        base = [report for report in open_ if all(_given(report, key) for key in keys)]
    elif reading.base is Base.OF:
        base = [report for report in open_ if _holds(reading.base_terms, report)]
    elif reading.base is Base.ASKED or not asked:
        base = asked
    else:
        base = list(reports)
    inside = base if reading.base is Base.OF else open_
    return _Sides(
        asked=asked,
        base=base,
        counted=[report for report in inside if _holds(reading.terms, report)],
        blank=[report for report in open_ if not any(_given(report, key) for key in keys)],
        withheld=withheld,
        not_asked=[report for report in reports if not keys <= report.asked],
    )


def _holds(terms: Iterable[Term], report: ReportFacts) -> bool:
    return all(_term_holds(term, report) for term in terms)


def _term_holds(term: Term, report: ReportFacts) -> bool:
    if term.op is Op.BLANK:
        return term.key in report.asked and not _given(report, term.key)
    if term.op is Op.HAS:
        return any(code in report.of(term.key) for code in term.values)
    if term.op is Op.GIVEN:
        return any(not term.paths or path in term.paths for path in report.of(term.key))
    cell = report.of(term.key).get("")
    return cell is not None and cell.value.partition(":")[0] in term.values


def _given(report: ReportFacts, key: str) -> bool:
    return bool(report.of(key))


def amount_of(amount: Amount, report: ReportFacts) -> int | None:
    """What a report gives for an amount; None when it gives none of its cells."""
    for group in amount:
        given = [number for place in group if (number := report.number(place)) is not None]
        if given:
            return sum(given)
    return None


def _sum(reading: Reading, sides: _Sides, cycle: int) -> Point:
    """A sum over the States that gave a number: they are the numerator, and the States asked the base."""
    inside = sides.counted if reading.terms else [one for one in sides.asked if one not in sides.withheld]
    numbers = {one.state: number for one in inside if (number := amount_of(reading.amount, one)) is not None}
    base = sides.base if reading.base is Base.OF or not reading.terms else sides.counted
    return Point(
        reading.code,
        cycle,
        len(numbers) if numbers or base else None,
        len(base) if numbers or base else None,
        total=sum(numbers.values()) if numbers else None,
        counted=tuple(sorted(numbers)),
        others=_without(_states(base), tuple(numbers)),
        blank=_without(_states(sides.blank), tuple(numbers)),
        withheld=_states(sides.withheld),
        not_asked=_states(sides.not_asked),
    )


def _share_of_sums(reading: Reading, sides: _Sides, cycle: int) -> Point:
    """A sum in per cent of another, over States that gave both; bounds take in those that gave parts only."""
    exact = lower = upper = within = 0
    counted, others = [], []
    for report in (one for one in sides.asked if one not in sides.withheld):
        whole = amount_of(reading.within, report)
        if whole is None:
            continue
        within += whole
        part = amount_of(reading.amount, report)
        parts = [one for amount in reading.parts if (one := amount_of(amount, report)) is not None]
        if part is None:
            others.append(report.state)
            lower += min(max(parts, default=0), whole)
            upper += min(sum(parts), whole) if len(parts) == len(reading.parts) else whole
            continue
        counted.append(report.state)
        exact, lower, upper = exact + part, lower + part, upper + part
    known = bool(counted)
    return Point(
        reading.code,
        cycle,
        exact if known else None,
        within if within else None,
        lower=lower if within else None,
        upper=upper if within else None,
        counted=tuple(sorted(counted)),
        others=tuple(sorted(others)),
        blank=_states(sides.blank),
        withheld=_states(sides.withheld),
        not_asked=_states(sides.not_asked),
    )


def _count_records(reading: Reading, records: Iterable[RecordFacts], cycle: int) -> Point:
    """Distinct records of a kind. None when none of that kind was ever taken in, or none of the year that is asked."""
    of_kind = [record for record in records if record.kind == reading.record]
    first, last = reading.since or cycle, cycle + reading.until
    within = [record for record in of_kind if first <= record.year <= last]
    inside = [record for record in within if not reading.record_codes or record.code in reading.record_codes]
    known = within or (of_kind if reading.since and first <= last else [])
    refs = tuple(sorted({record.ref for record in inside}))
    amounts = [record.amount for record in inside if record.amount is not None]
    wants_sum = reading.measure is Measure.RECORD_SUM
    return Point(
        reading.code,
        cycle,
        len(refs) if known else None,
        None,
        total=sum(amounts) if wants_sum and amounts else None,
        counted=tuple(sorted({record.state for record in inside if record.state})),
        refs=refs,
    )


def _states(reports: Iterable[ReportFacts]) -> tuple[str, ...]:
    return tuple(sorted({report.state for report in reports}))


def _without(states: Iterable[str], taken: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(states) - set(taken)))
