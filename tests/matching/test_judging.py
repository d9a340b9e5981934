"""An officer's judgement links two records, and takes it back."""

from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.matching.weapons import AT, CONSOLE, a_list, a_unit

from tracemark.accounts.rules import Viewer
from tracemark.findings import Refused
from tracemark.matching.actions.judging import judge
from tracemark.matching.models import Judgement
from tracemark.matching.queries.proposals import judgements_of
from tracemark.matching.rules.judging import Effect, Verdict, effect_of
from tracemark.register.models import Event
from tracemark.register.rules.rows import ListKind

VERDICTS = st.sampled_from(list(Verdict))


@pytest.fixture
def pair(db: None) -> tuple[UUID, UUID]:
    (weapon,) = a_list(ListKind.REGISTER, ("AB1234", "izhmekh", "PM"))
    (seizure,) = a_list(ListKind.SEIZURES, ("AB1234", "izhmekh", "PM"), on=["2025-02-01"])
    return seizure, weapon


def decide(pair: tuple[UUID, UUID], verdict: Verdict, by: Viewer = CONSOLE, **more: str) -> Judgement:
    return judge(
        judgement_id=uuid4(),
        weapon_id=pair[0],
        other_id=pair[1],
        verdict=verdict,
        why=more.get("why", "same marks"),
        by=by,
        at=AT,
    )


def kinds(weapon: UUID) -> list[str]:
    return list(Event.objects.filter(weapon_id=weapon).order_by("seq").values_list("kind", flat=True))[1:]


@given(st.lists(VERDICTS, max_size=8))
def test_links_and_unlinks_alternate_whatever_is_judged(verdicts: list[Verdict]) -> None:
    effects = [effect_of(before, after) for before, after in zip([None, *verdicts], verdicts, strict=False)]
    told = [effect for effect in effects if effect is not Effect.NONE]
    assert told == [Effect.LINK if n % 2 == 0 else Effect.UNLINK for n in range(len(told))]


def test_same_links_both_lives_and_not_same_unlinks_them(pair: tuple[UUID, UUID]) -> None:
    decide(pair, Verdict.SAME)
    assert kinds(pair[0]) == kinds(pair[1]) == ["linked"]
    decide(pair, Verdict.NOT_SAME)
    assert kinds(pair[0]) == kinds(pair[1]) == ["linked", "unlinked"]


def test_unsure_changes_no_life(pair: tuple[UUID, UUID]) -> None:
    decide(pair, Verdict.UNSURE)
    assert kinds(pair[0]) == []
    assert [each.verdict for each in judgements_of(CONSOLE, *pair)] == ["unsure"]


def test_the_latest_judgement_of_a_pair_counts_whichever_way_round(pair: tuple[UUID, UUID]) -> None:
    decide(pair, Verdict.UNSURE)
    decide((pair[1], pair[0]), Verdict.SAME)
    assert [each.verdict for each in judgements_of(CONSOLE, *pair)] == ["same", "unsure"]


def test_sent_twice_it_is_one_judgement(pair: tuple[UUID, UUID]) -> None:
    first = decide(pair, Verdict.SAME)
    again = judge(
        judgement_id=first.id,
        weapon_id=pair[0],
        other_id=pair[1],
        verdict=Verdict.SAME,
        why="x",
        by=CONSOLE,
        at=AT,
    )
    assert again == first
    assert kinds(pair[0]) == ["linked"]


@pytest.mark.parametrize("why", ["", "   "])
def test_a_judgement_needs_a_reason(pair: tuple[UUID, UUID], why: str) -> None:
    with pytest.raises(Refused, match="judgement_needs_reason"):
        decide(pair, Verdict.SAME, why=why)


def test_who_judges_at_neither_unit_is_refused(pair: tuple[UUID, UUID]) -> None:
    army = frozenset({a_unit("ARMY", "army").id})
    with pytest.raises(Refused, match="permission_missing"):
        decide(pair, Verdict.SAME, by=Viewer(None, {"weapon.search": None, "match.judge": army}))
    with pytest.raises(Refused, match="no_such_weapon"):
        decide(pair, Verdict.SAME, by=Viewer(None, {"weapon.search": army, "match.judge": None}))


def test_the_database_keeps_judgements_as_they_are(pair: tuple[UUID, UUID]) -> None:
    judgement = decide(pair, Verdict.SAME)
    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement.objects.filter(id=judgement.id).update(verdict="unsure")
    with pytest.raises(IntegrityError), transaction.atomic():
        judgement.delete()
