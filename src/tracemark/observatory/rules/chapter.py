"""The statistics section of the next report: which sentences it has, and which figures fill them.

Sentences are patterns kept as data in six languages (``data/chapter.toml``); this module knows no words. A
sentence is written only when every figure in it is known: what nobody reported is never written as zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from tracemark.observatory.rules.counting import Point
from tracemark.observatory.rules.definitions import FUND_SINCE, SINCE
from tracemark.observatory.rules.statistics import Reading, Statistic
from tracemark.observatory.rules.trends import Change, Comparison, Reason, Trend

YEARS_COVERED = 2
"""A report covers the two years before the year in which it is due."""


class What(StrEnum):
    """Which number of a point a place of a sentence asks for."""

    COUNT = "count"
    BASE = "base"
    SHARE = "share"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a sentence: a number of a statistic, of this period or of the one before."""

    name: str
    statistic: str
    what: What = What.COUNT
    is_before: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its code, under a heading. With figures of the period before its code ends in ``_before``."""

    code: str
    heading: str
    slots: tuple[Slot, ...]
    before: tuple[Slot, ...] = ()


def _share(code: str, heading: str, statistic: str) -> Sentence:
    """A sentence with share, count and base, now and before."""
    whats = (("share", What.SHARE), ("n", What.COUNT), ("base", What.BASE))
    now = tuple(Slot(name, statistic, what) for name, what in whats)
    return Sentence(
        code, heading, now, tuple(Slot(f"{one}_before", statistic, what, True) for one, what in whats)
    )


SENTENCES = (
    Sentence(
        "reports",
        "reports",
        (Slot("n", "reports-received"),),
        (Slot("n_before", "reports-received", is_before=True),),
    ),
    Sentence(
        "coordination",
        "coordination",
        (
            Slot("bodies", "coordination-bodies"),
            Slot("contacts", "contacts-updated"),
            Slot("plans", "action-plans"),
        ),
    ),
    Sentence(
        "diversion",
        "destruction",
        (Slot("stocks", "diversion-stocks-no-answer"), Slot("transfers", "diversion-transfers-no-answer")),
    ),
    Sentence(
        "destruction",
        "destruction",
        (
            Slot("said", "destruction-said"),
            Slot("number", "destruction-number"),
            Slot("sum", "destruction-sum", What.TOTAL),
        ),
    ),
    Sentence(
        "collection", "collection", (Slot("n", "collection"), Slot("sum", "collection-sum", What.TOTAL))
    ),
    Sentence("recorded", "collection", (Slot("share", "recorded-or-destroyed", What.SHARE),)),
    Sentence("sdg", "collection", (Slot("n", "sdg-data"),)),
    Sentence(
        "marking",
        "marking",
        (Slot("n", "state-stock-marked"), Slot("share", "state-stock-marked", What.SHARE)),
    ),
    Sentence(
        "tracing",
        "marking",
        (Slot("n", "tracing-procedures"), Slot("share", "tracing-procedures", What.SHARE)),
    ),
    Sentence(
        "technology",
        "marking",
        (
            Slot("yes", "new-technology-yes"),
            Slot("no", "new-technology-no"),
            Slot("blank", "new-technology-blank"),
        ),
    ),
    _share("need", "help", "help-needed"),
    Sentence("themes", "help", ()),
    _share("offer", "help", "help-offered"),
    _share("gender", "gender", "gender-considered"),
    _share("sex_data", "gender", "sex-disaggregated-data"),
    Sentence(
        "fund",
        "fund",
        (
            Slot("donors", "fund-donors"),
            Slot("projects", "fund-projects"),
            Slot("amount", "fund-amount", What.TOTAL),
            Slot("beneficiaries", "fund-beneficiaries"),
        ),
    ),
    Sentence(
        "call",
        "fund",
        (
            Slot("applications", "fund-applications"),
            Slot("funded", "fund-applications-funded"),
            Slot("running", "fund-projects-running"),
            Slot("sdg", "fund-projects-sdg-data"),
        ),
    ),
)
"""In the order of the paragraphs of A/76/284: 17 to 24, then 61 and 62."""

THEMES, PANEL = "themes", "panel"
"""Sentences that are not filled from a point: themes of help by how many asked, and who reported both times."""
MOST_THEMES = 5


@dataclass(frozen=True, slots=True)
class Filled:
    """A number in a sentence, with everything its footnote says. ``statistic`` None: States compared by name."""

    name: str
    value: Decimal
    is_share: bool
    cycle: int
    statistic: Statistic | None = None
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence to write: its pattern's code, its numbers, and years, periods and themes by name."""

    code: str
    heading: str
    filled: tuple[Filled, ...]
    years: Mapping[str, int] = field(default_factory=dict)
    periods: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """The section: its sentences in order, and the codes of those not written because data are missing."""

    year: int
    period: tuple[int, int]
    sentences: tuple[WrittenSentence, ...]
    missing: tuple[str, ...]


def period_of(cycle: int) -> tuple[int, int]:
    """The years that the reports due in ``cycle`` cover."""
    return cycle - YEARS_COVERED, cycle - 1


def write_chapter(
    year: int, trends: Iterable[Trend], themes: Sequence[str], comparison: Comparison | None
) -> Chapter:
    """The section on the reports due in ``year``. ``themes``: of help asked for, the most asked first.

    ``comparison`` is with the cycle before; None when there is none.
    """
    by_code = {trend.statistic.code: trend for trend in trends}
    before = comparison.first if comparison else None
    written: list[WrittenSentence] = []
    missing: list[str] = []
    for sentence in SENTENCES:
        is_themes = sentence.code == THEMES
        found = _themes(sentence, themes) if is_themes else _sentence(sentence, by_code, year, before)
        if found is None:
            missing.append(sentence.code)
            continue
        written.append(found)
        if sentence.code == "reports" and comparison is not None:
            written.append(_panel(comparison))
        written += _reading_aids(sentence, found, by_code, year)
    return Chapter(year, period_of(year), tuple(written), tuple(missing))


def _sentence(
    sentence: Sentence, trends: Mapping[str, Trend], year: int, before: int | None
) -> WrittenSentence | None:
    """The sentence with the figures before, else without them, else None."""
    now = _fill(sentence.slots, trends, year, None)
    if now is None:
        return None
    years = {"since": FUND_SINCE if sentence.heading == "fund" else SINCE, "year": year}
    periods = {"period": period_of(year)}
    earlier = _fill(sentence.before, trends, year, before) if sentence.before and before else None
    if earlier is None or before is None:
        return WrittenSentence(sentence.code, sentence.heading, now, years, periods)
    return WrittenSentence(
        f"{sentence.code}_before",
        sentence.heading,
        (*now, *earlier),
        {**years, "year_before": before},
        {**periods, "period_before": period_of(before)},
    )


def _fill(
    slots: Sequence[Slot], trends: Mapping[str, Trend], year: int, before: int | None
) -> tuple[Filled, ...] | None:
    """Every slot filled; None when one cannot be."""
    filled = []
    for slot in slots:
        trend = trends.get(slot.statistic)
        cycle = before if slot.is_before else year
        point = trend.chosen.at(cycle) if trend and cycle else None
        value = number_of(point, slot.what) if point else None
        if trend is None or cycle is None or value is None:
            return None
        line = trend.chosen
        filled.append(Filled(slot.name, value, slot.what is What.SHARE, cycle, trend.statistic, line.reading))
    return tuple(filled)


def number_of(point: Point, what: What) -> Decimal | None:
    """One number of a point; None when it is not known."""
    if what is What.SHARE:
        return point.share
    value = {What.COUNT: point.numerator, What.BASE: point.denominator, What.TOTAL: point.total}[what]
    return None if value is None else Decimal(value)


def _themes(sentence: Sentence, themes: Sequence[str]) -> WrittenSentence | None:
    if len(themes) < 2:
        return None
    return WrittenSentence(sentence.code, sentence.heading, (), themes=tuple(themes[:MOST_THEMES]))


def _panel(comparison: Comparison) -> WrittenSentence:
    counts = {"both": comparison.both, "stopped": comparison.stopped, "began": comparison.began}
    filled = tuple(
        Filled(name, Decimal(len(states)), False, comparison.second) for name, states in counts.items()
    )
    periods = {"period_before": period_of(comparison.first)}
    return WrittenSentence(PANEL, "reports", filled, periods=periods)


def _reading_aids(
    sentence: Sentence, found: WrittenSentence, trends: Mapping[str, Trend], year: int
) -> list[WrittenSentence]:
    """What must be said of a share whose change is, wholly or partly, a change of its base."""
    if not found.code.endswith("_before") or found.code == "reports_before":
        return []
    trend = trends[sentence.slots[0].statistic]
    change = next((one for one in trend.chosen.changes if one.second == year), None)
    if change is None or not change.is_flagged or change.reason is Reason.NO_DATA:
        return []
    return [WrittenSentence(change.reason.value, sentence.heading, _change_of(change, trend, year))]


def _change_of(change: Change, trend: Trend, year: int) -> tuple[Filled, ...]:
    if change.value_change is None:
        return ()
    line = trend.chosen
    return (Filled("change", Decimal(change.value_change), False, year, trend.statistic, line.reading),)
