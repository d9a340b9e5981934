"""What oversight sees of matching: answers by month, honesty of what was stated, what waits."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from tests.matching.weapons import AT, CONSOLE, a_list, a_unit

from tracemark.accounts.rules import Viewer
from tracemark.findings import Refused
from tracemark.matching.actions.judging import judge
from tracemark.matching.models import Proposal
from tracemark.matching.queries.judged import stated_judgements
from tracemark.matching.queries.watching import watch
from tracemark.matching.rules.judging import Verdict
from tracemark.register.rules.rows import ListKind

pytestmark = pytest.mark.django_db
TODAY = date(2025, 6, 20)
EARLIER = datetime(2025, 1, 10, tzinfo=UTC)
DAYS = ["2025-02-01", "2025-02-03", "2025-02-05", "2025-03-01", "2025"]


def propose(
    weapon: UUID, other: UUID | None, probability: str, at: datetime = AT, stage: str = "current"
) -> None:
    Proposal.objects.create(
        weapon_id=weapon,
        other_id=other,
        rank=1,
        probability=Decimal(probability),
        none_probability=1 - Decimal(probability),
        others_that_fit=0,
        model="hand-set-1",
        made_at=at,
        stage=stage,
    )


def give(seizure: UUID, weapon: UUID, verdict: Verdict = Verdict.SAME, at: datetime = AT) -> None:
    judge(
        judgement_id=uuid4(), weapon_id=seizure, other_id=weapon, verdict=verdict, why="x", by=CONSOLE, at=at
    )


@pytest.fixture
def home() -> list[UUID]:
    return a_list(ListKind.REGISTER, *((f"10{n}58", "zastava", "M70") for n in range(40)))


@pytest.fixture
def seen() -> list[UUID]:
    return a_list(ListKind.SEIZURES, *((f"10{n}S8", "zastava", "M70") for n in range(40)), on=DAYS)


def test_months_tell_what_was_answered_and_an_unknown_month_stands_apart(
    home: list[UUID], seen: list[UUID]
) -> None:
    for seizure, chance in zip(seen, ("0.95", "0.5", "0.02", "0.1", "0.91"), strict=False):
        propose(seizure, home[0] if chance > "0.1" else None, chance)
    report = watch(CONSOLE, today=TODAY)
    assert [(line.month, line.count, line.sure, line.between, line.none) for line in report.months] == [
        (date(2025, 2, 1), 3, 1, 1, 1),
        (date(2025, 3, 1), 1, 0, 0, 1),
        (None, 1, 1, 0, 0),
    ]
    assert report.unmatched == 35


def test_a_year_narrows_the_months(home: list[UUID], seen: list[UUID]) -> None:
    propose(seen[0], home[0], "0.95")
    assert watch(CONSOLE, today=TODAY, year=2024).months == ()
    assert watch(CONSOLE, today=TODAY, year=2025).months[0].share(1) == 1.0


def test_without_any_judgement_the_figures_are_blank_and_not_zero() -> None:
    report = watch(CONSOLE, today=TODAY)
    assert (report.all_time.count, report.all_time.calibration_error, report.drift) == (0, None, ())
    assert report.waiting.since is None
    assert report.months == ()


def test_what_stood_when_it_was_judged_counts_and_not_what_came_later(
    home: list[UUID], seen: list[UUID]
) -> None:
    propose(seen[0], home[0], "0.80", EARLIER, "superseded")
    propose(seen[0], home[0], "0.99", datetime(2025, 6, 2, tzinfo=UTC))
    give(seen[0], home[0])
    give(seen[1], home[1])
    assert {each.probability for each in stated_judgements(CONSOLE)} == {Decimal("0.8"), None}
    report = watch(CONSOLE, today=TODAY)
    assert (report.all_time.count, report.unstated) == (1, 1)


def test_unsure_pairs_stand_in_no_figure_and_judging_again_counts_once(
    home: list[UUID], seen: list[UUID]
) -> None:
    for number in (0, 1):
        propose(seen[number], home[number], "0.95", EARLIER)
    give(seen[0], home[0], Verdict.UNSURE)
    give(seen[1], home[1], Verdict.SAME)
    give(seen[1], home[1], Verdict.NOT_SAME)
    report = watch(CONSOLE, today=TODAY)
    assert (report.all_time.count, report.all_time.sure_same, report.unsure) == (1, 0, 1)


def test_what_waits_is_counted_with_its_age_until_it_is_judged(home: list[UUID], seen: list[UUID]) -> None:
    for number, chance in enumerate(("0.95", "0.5", "0.05")):
        propose(seen[number], home[number], chance, EARLIER)
    waiting = watch(CONSOLE, today=TODAY).waiting
    assert (waiting.count, waiting.likely, waiting.since) == (2, 1, EARLIER)
    give(seen[0], home[0])
    assert watch(CONSOLE, today=TODAY).waiting.count == 1


def test_a_quarter_far_from_what_was_stated_is_told_and_an_old_one_is_not(
    home: list[UUID], seen: list[UUID]
) -> None:
    for number in range(40):
        propose(seen[number], home[number], "0.97", EARLIER)
        give(seen[number], home[number], Verdict.SAME if number % 2 else Verdict.NOT_SAME)
    assert [finding.code for finding in watch(CONSOLE, today=TODAY).drift] == ["matching_drift"]
    later = watch(CONSOLE, today=date(2025, 9, 1))
    assert later.drift == ()
    assert (later.quarter.count, later.all_time.count, later.quarter_from) == (0, 40, date(2025, 7, 1))


def test_the_report_shows_what_its_reader_may_read_and_asks_for_oversight(
    home: list[UUID], seen: list[UUID]
) -> None:
    propose(seen[0], home[0], "0.95")
    army = frozenset({a_unit("ARMY", "army").id})
    assert watch(Viewer(None, {"oversight.read": None, "weapon.read": army}), today=TODAY).months == ()
    with pytest.raises(Refused, match="permission_missing"):
        watch(Viewer(None, {"weapon.read": None}), today=TODAY)
