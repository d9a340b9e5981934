"""A year's seizures are matched, and contradictions between lists raise their alerts once."""

from uuid import UUID

import pytest
from tests.matching.weapons import AT, CONSOLE, a_list, a_thousand

from tracemark.matching.actions.proposing import store_proposals
from tracemark.matching.jobs.contradictions import find_contradictions
from tracemark.matching.jobs.seizures import SeizureMatches, match_seizures
from tracemark.matching.models import Proposal
from tracemark.matching.queries.proposals import ProposalFilters, list_proposals
from tracemark.matching.rules.model import DEFAULT_MODEL
from tracemark.oversight.models import Alert, AlertWeapon
from tracemark.register.rules.rows import ListKind

pytestmark = pytest.mark.django_db
ENTRIES = [
    (weapon.description.spellings[0].text, weapon.description.make, weapon.description.model)
    for weapon in a_thousand()[300:700]
]
UNKNOWN = ("QQ9999", "izhmekh", "PM")


def no_progress(step: str, done: int, total: int) -> None:
    return None


@pytest.fixture
def home() -> list[UUID]:
    return a_list(ListKind.REGISTER, *ENTRIES)


@pytest.fixture
def seizures() -> list[UUID]:
    return a_list(
        ListKind.SEIZURES, ENTRIES[3], ENTRIES[9], UNKNOWN, on=["2025-02-01", "2025-02-01", "2025-03-01"]
    )


def match() -> SeizureMatches:
    return match_seizures(2025, by=CONSOLE, at=AT, progress=no_progress)


def test_each_seizure_gets_its_best_proposal_or_none(home: list[UUID], seizures: list[UUID]) -> None:
    match()
    best = {row.weapon_id: row for row in Proposal.objects.filter(rank=1)}
    assert best[seizures[0]].other_id == home[3]
    assert best[seizures[0]].probability > 0.9
    assert best[seizures[0]].reasons[0]["code"] == "serial_same"
    assert best[seizures[2]].other_id is None


def test_matching_again_changes_nothing(home: list[UUID], seizures: list[UUID]) -> None:
    assert match().changed == 3
    assert match().changed == 0
    assert set(Proposal.objects.values_list("stage", flat=True)) == {"current"}


def test_an_answer_that_changed_supersedes_the_old_one(home: list[UUID], seizures: list[UUID]) -> None:
    answers = dict(match().answers)
    answers[seizures[0]] = answers[seizures[1]]
    assert store_proposals(answers, model=DEFAULT_MODEL, by=CONSOLE, at=AT) == 1
    assert Proposal.objects.filter(weapon_id=seizures[0], stage="superseded").exists()
    assert Proposal.objects.get(weapon_id=seizures[0], stage="current", rank=1).other_id == home[9]


def test_another_year_is_left_alone(home: list[UUID], seizures: list[UUID]) -> None:
    assert match_seizures(2024, by=CONSOLE, at=AT, progress=no_progress).answers == {}


@pytest.mark.parametrize(
    ("stage", "count"), [("", 3), ("likely", 2), ("none", 1), ("waiting", 3), ("same", 0)]
)
def test_the_list_of_proposals_is_filtered_by_stage(
    home: list[UUID], seizures: list[UUID], stage: str, count: int
) -> None:
    match()
    assert len(list_proposals(CONSOLE, ProposalFilters(2025, stage)).lines) == count


def test_three_kinds_of_contradiction_raise_their_alerts_and_no_others(
    home: list[UUID], seizures: list[UUID]
) -> None:
    a_list(ListKind.LOSSES, ENTRIES[3], ENTRIES[9], on=["2024-01-01", "2025-06-01"])
    a_list(ListKind.DESTRUCTION, ENTRIES[9], on=["2025-01-31"])
    a_list(ListKind.INVENTORY, ENTRIES[20], authority="army")
    assert Alert.objects.count() == 2  # as the lists came in
    raised = find_contradictions(by=CONSOLE, progress=no_progress)
    assert raised.by_kind == {"lost_then_seized": 1, "seized_after_destruction": 1, "two_custodians": 1}
    assert raised.new == 1


def test_an_alert_is_raised_once_and_names_all_records(home: list[UUID], seizures: list[UUID]) -> None:
    losses = a_list(ListKind.LOSSES, ENTRIES[3], on=["2024-01-01"])
    alert = Alert.objects.get()
    assert find_contradictions(by=CONSOLE, progress=no_progress).new == 0
    named = set(AlertWeapon.objects.filter(alert=alert).values_list("weapon_id", flat=True))
    assert named == {home[3], seizures[0], losses[0]}


def test_a_loss_known_only_to_the_year_of_the_seizure_raises_no_alert(home: list[UUID]) -> None:
    a_list(ListKind.SEIZURES, ENTRIES[3], on=["2025-02-01"])
    a_list(ListKind.LOSSES, ENTRIES[3], on=["2025"])
    assert find_contradictions(by=CONSOLE, progress=no_progress).by_kind == {}


def test_an_alert_says_no_more_of_a_date_than_is_known(home: list[UUID]) -> None:
    a_list(ListKind.SEIZURES, ENTRIES[3], on=["2025-02-01"])
    a_list(ListKind.LOSSES, ENTRIES[3], on=["2025-01"])
    find_contradictions(by=CONSOLE, progress=no_progress)
    params = Alert.objects.get().params
    assert (params["first_on"], params["second_on"]) == ("2025-02-01", "2025-01")
