"""A model is learnt from the register's own judgements, kept, compared, and put in use by a person."""

from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.matching.judged import noisy
from tests.matching.weapons import AT, CONSOLE, a_list

from tracemark.accounts.rules import Viewer
from tracemark.findings import Refused
from tracemark.matching.actions.judging import judge
from tracemark.matching.actions.training import train_model, use_model
from tracemark.matching.models import Judgement, MatchingModel, ModelUse
from tracemark.matching.queries.finding import Question, find
from tracemark.matching.queries.judged import judged_pairs
from tracemark.matching.queries.models import current_model, list_models
from tracemark.matching.rules.judging import Verdict
from tracemark.matching.rules.model import DEFAULT_MODEL
from tracemark.register.rules.rows import ListKind

pytestmark = pytest.mark.django_db
COUNT = 120
TODAY = date(2025, 6, 20)


SAME = {(each, each) for each in "0123456789"}
NOISY = noisy(COUNT, swapped_for_like=0.7)
RECORDED = [(pair.recorded.spellings[0].text, "zastava", "M70") for pair in NOISY]
READ = [(pair.read.spellings[0].text, "zastava", "M70") for pair in NOISY]
LIKE = next(
    at
    for at in range(COUNT)
    if at % 5 != 4 and len(set(zip(READ[at][0], RECORDED[at][0], strict=True)) - SAME) == 1
)


def give(seizure: UUID, weapon: UUID, verdict: Verdict, at: datetime = AT) -> Judgement:
    return judge(
        judgement_id=uuid4(), weapon_id=seizure, other_id=weapon, verdict=verdict, why="x", by=CONSOLE, at=at
    )


@pytest.fixture
def judged() -> tuple[list[UUID], list[UUID]]:
    """Records and their readings, each judged the same but every fifth, which was judged with its neighbour."""
    home = a_list(ListKind.REGISTER, *RECORDED)
    seen = a_list(ListKind.SEIZURES, *READ, on=["2025-02-01"] * COUNT)
    for number, seizure in enumerate(seen):
        is_same = number % 5 != 4
        other = home[number] if is_same else home[(number + 1) % COUNT]
        give(seizure, other, Verdict.SAME if is_same else Verdict.NOT_SAME)
    return home, seen


def test_the_reading_is_the_side_that_was_seen_and_the_record_that_on_books(
    judged: tuple[list[UUID], list[UUID]],
) -> None:
    found = judged_pairs(CONSOLE)
    assert len(found.pairs) == COUNT
    assert {pair.read.spellings[0].text for pair in found.pairs} == {read[0] for read in READ}
    assert all(pair.recorded.spellings[0].text.isdigit() for pair in found.pairs)


def test_pairs_without_a_reading_or_a_decision_are_counted_and_left_out() -> None:
    first, second = a_list(ListKind.REGISTER, *RECORDED[:2])
    (seizure,) = a_list(ListKind.SEIZURES, READ[0])
    give(first, second, Verdict.SAME)
    give(seizure, first, Verdict.UNSURE)
    found = judged_pairs(CONSOLE)
    assert (found.pairs, found.unsure, found.left_out) == ([], 1, 1)


def test_a_candidate_is_kept_with_its_comparison_and_scores_nothing_yet(
    judged: tuple[list[UUID], list[UUID]],
) -> None:
    trained = train_model(by=CONSOLE, at=AT)
    assert trained.objections == ()
    assert trained.comparison.new.count == trained.row.learnt_from["held_back"] > 20
    assert trained.comparison.new.log_loss < trained.comparison.old.log_loss
    assert trained.row.provenance.startswith("learnt from ")
    assert current_model() is DEFAULT_MODEL
    assert [line.stage for line in list_models(CONSOLE)] == ["candidate", "in_use"]


def test_a_model_put_in_use_scores_and_the_hand_set_one_can_come_back(
    judged: tuple[list[UUID], list[UUID]],
) -> None:
    row = train_model(by=CONSOLE, at=AT).row
    use_model(name=row.name, why="better on those held back", by=CONSOLE, at=AT)
    assert current_model().name == row.name
    assert current_model() is current_model()
    assert current_model().substitutions["5", "S"] > 1
    use_model(name=DEFAULT_MODEL.name, why="to compare", by=CONSOLE, at=AT)
    assert current_model() is DEFAULT_MODEL
    use_model(name=row.name, why="and back", by=CONSOLE, at=AT)
    assert [line.stage for line in list_models(CONSOLE)] == ["in_use", "retired"]


def test_the_search_box_scores_with_the_model_in_use(judged: tuple[list[UUID], list[UUID]]) -> None:
    question = Question(text=READ[LIKE][0], make="Zastava")
    before = find(CONSOLE, question).answer.best
    use_model(name=train_model(by=CONSOLE, at=AT).row.name, why="better", by=CONSOLE, at=AT)
    after = find(CONSOLE, question).answer.best
    assert before is not None and after is not None
    assert before.id == after.id == judged[0][LIKE]
    assert after.serial.weight > before.serial.weight


def test_without_a_pair_judged_the_same_there_is_nothing_to_learn() -> None:
    with pytest.raises(Refused, match="nothing_to_learn_from"):
        train_model(by=CONSOLE, at=AT)


def test_the_same_model_is_not_kept_twice(judged: tuple[list[UUID], list[UUID]]) -> None:
    train_model(by=CONSOLE, at=AT)
    with pytest.raises(Refused, match="model_known"):
        train_model(by=CONSOLE, at=AT)
    assert MatchingModel.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"is_worse": True}, "model_is_worse"),
        ({"new": {"count": 3}}, "too_few_judgements"),
        ({"old": {"name": "learnt-9"}}, "model_compared_with_another"),
    ],
)
def test_a_candidate_that_was_not_shown_to_be_as_good_is_refused(
    change: dict[str, object], code: str
) -> None:
    compared = {"old": {"name": DEFAULT_MODEL.name}, "new": {"count": 50}, "is_worse": False, **change}
    MatchingModel.objects.create(id=uuid4(), name="learnt-1", parameters="{}", compared=compared, made_at=AT)
    with pytest.raises(Refused, match=code):
        use_model(name="learnt-1", why="x", by=CONSOLE, at=AT)
    assert current_model() is DEFAULT_MODEL


@pytest.mark.parametrize(
    ("name", "why", "code"),
    [
        ("nobody", "x", "no_such_model"),
        (DEFAULT_MODEL.name, "x", "model_in_use_already"),
        (DEFAULT_MODEL.name, "  ", "model_use_needs_reason"),
    ],
)
def test_a_use_needs_a_model_a_change_and_a_reason(name: str, why: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        use_model(name=name, why=why, by=CONSOLE, at=AT)


def test_training_needs_its_permission() -> None:
    judge_only = Viewer(None, {"weapon.search": None, "weapon.read": None, "match.judge": None})
    with pytest.raises(Refused, match="permission_missing"):
        train_model(by=judge_only, at=AT)
    with pytest.raises(Refused, match="permission_missing"):
        use_model(name=DEFAULT_MODEL.name, why="x", by=judge_only, at=AT)
    with pytest.raises(Refused, match="permission_missing"):
        list_models(judge_only)


def test_sent_twice_it_is_one_use(judged: tuple[list[UUID], list[UUID]]) -> None:
    name, use_id = train_model(by=CONSOLE, at=AT).row.name, uuid4()
    uses = [use_model(name=name, why="x", by=CONSOLE, at=AT, use_id=use_id) for _ in range(2)]
    assert uses[0] == uses[1]
    assert ModelUse.objects.count() == 1


def test_models_and_their_uses_stay_as_they_are(judged: tuple[list[UUID], list[UUID]]) -> None:
    use_model(name=train_model(by=CONSOLE, at=AT).row.name, why="x", by=CONSOLE, at=AT)
    for rows in (MatchingModel.objects.all(), ModelUse.objects.all()):
        with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
            rows.update(id=uuid4())
    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        ModelUse.objects.all().delete()
