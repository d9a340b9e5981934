"""Making people, posts, units and tokens."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.utils import timezone
from tests.accounts.people import has_factor, make_person, make_unit

from tracemark.accounts import actions, queries
from tracemark.accounts.models import ApiToken, Person, Post
from tracemark.findings import Refused
from tracemark.oversight.models import AccessLog

pytestmark = pytest.mark.django_db


def password_works(username: str, password: str) -> bool:
    request = RequestFactory().post("/sign-in/")
    return authenticate(request, username=username, password=password) is not None


def test_a_new_person_has_a_password_for_three_days() -> None:
    secret = actions.create_person(username="ana", name="Ana", by=None)
    assert password_works("ana", secret.text)
    Person.objects.update(one_time_until=timezone.now() - timedelta(seconds=1))
    assert not password_works("ana", secret.text)


def test_passwords_are_hashed_with_argon2() -> None:
    actions.create_person(username="ana", name="Ana", by=None)
    assert Person.objects.get().password.startswith("argon2$argon2id$")


def test_a_user_name_is_taken_whatever_its_case() -> None:
    actions.create_person(username="ana", name="Ana", by=None)
    with pytest.raises(Refused, match="username_taken"):
        actions.create_person(username="Ana", name="Another", by=None)


def test_nobody_gives_or_ends_a_post_of_their_own() -> None:
    admin = make_person("admin", "administrator", unit := make_unit())
    with pytest.raises(Refused, match="own_post_refused"):
        actions.give_post(person=admin.id, unit=unit.id, role="officer", by=admin.id)
    with pytest.raises(Refused, match="own_post_refused"):
        actions.end_post(Post.objects.get().id, by=admin.id)


def test_an_ended_post_permits_nothing_and_stays_on_record() -> None:
    person = make_person("ana", "officer")
    post = Post.objects.get()
    assert queries.viewer_of(person).may("weapon.act")
    actions.end_post(post.id, by=None)
    assert queries.viewer_of(person).grants == {}
    assert queries.posts_of(person.id).get().ended_at is not None


def test_a_post_can_be_given_again_after_it_ended_and_not_before() -> None:
    person = make_person("ana", "officer", unit := make_unit())
    again = {"person": person.id, "unit": unit.id, "role": "officer", "by": None}
    with pytest.raises(Refused, match="post_already_held"):
        actions.give_post(**again)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(person=person, unit=unit, role="officer")
    actions.end_post(Post.objects.get().id, by=None)
    assert actions.give_post(**again).ended_at is None


def test_a_reset_takes_devices_tokens_and_the_password_away() -> None:
    person = make_person("ana", "officer")
    actions.create_token(name="script", days=5, by=person.id)
    before = Person.objects.get(id=person.id).get_session_auth_hash()
    secret = actions.reset_second_factor(person.id, by=None)
    after = Person.objects.get(id=person.id)
    assert not has_factor(after) and after.get_session_auth_hash() != before
    assert not queries.tokens_of(person.id).exists()
    assert password_works("ana", secret.text)


def test_nobody_resets_or_closes_themselves() -> None:
    person = make_person("ana")
    with pytest.raises(Refused, match="own_factor_reset_refused"):
        actions.reset_second_factor(person.id, by=person.id)
    with pytest.raises(Refused, match="own_account_refused"):
        actions.set_active(person.id, active=False, by=person.id)


def test_a_closed_account_permits_nothing() -> None:
    person = make_person("ana", "officer")
    actions.set_active(person.id, active=False, by=None)
    assert queries.viewer_of(Person.objects.get(id=person.id)).grants == {}


def test_a_unit_is_not_moved_below_itself() -> None:
    top = make_unit("A")
    below = make_unit("B", top)
    with pytest.raises(Refused, match="unit_below_itself"):
        actions.move_unit(top.id, parent=below.id, by=None)


def test_a_viewer_costs_two_queries(django_assert_num_queries) -> None:
    top = make_unit("A")
    for n in range(30):
        make_unit(f"B{n}", top)
    person = make_person("ana", "officer", top)
    with django_assert_num_queries(2):
        viewer = queries.viewer_of(person)
    assert len(viewer.units("weapon.read") or ()) == 31


def test_only_the_digest_of_a_token_is_kept_and_it_ends() -> None:
    person = make_person("ana")
    secret = actions.create_token(name="script", days=5, by=person.id)
    digest = actions.token_digest(secret.text)
    assert secret.text not in ApiToken.objects.get().digest
    assert queries.find_token(digest, now=timezone.now()) is not None
    assert queries.find_token(digest, now=timezone.now() + timedelta(days=6)) is None
    actions.end_token(secret.id, by=person.id)
    assert queries.find_token(digest, now=timezone.now()) is None


def test_a_token_for_ever_is_refused() -> None:
    with pytest.raises(Refused, match="token_days_out_of_range"):
        actions.create_token(name="script", days=91, by=make_person("ana").id)


def test_requests_are_counted_a_minute() -> None:
    assert [actions.count_request("k", minute=7) for _ in range(3)] == [1, 2, 3]
    assert actions.count_request("k", minute=8) == 1


def test_what_an_administrator_does_is_logged() -> None:
    make_person("ana", "officer", make_unit("POL"))
    verbs = list(AccessLog.objects.order_by("seq").values_list("verb", "subject"))
    assert ("give_post", "ana: officer at POL") in verbs
    assert ("create_person", "ana") in verbs
