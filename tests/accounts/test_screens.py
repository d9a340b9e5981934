"""The administrator's screens and one's own account."""

import pytest
from django.test import Client
from tests.accounts.people import make_person, make_unit, signed_in

from tracemark.accounts.models import ApiToken, Person, Post, Unit

pytestmark = pytest.mark.django_db
ADMIN_PAGES = ["/accounts/people/", "/accounts/people/new/", "/accounts/units/", "/accounts/units/new/"]


@pytest.fixture
def admin() -> Client:
    return signed_in(make_person("admin", "administrator", make_unit("TOP")))


@pytest.mark.parametrize("page", [*ADMIN_PAGES, "/accounts/"])
def test_an_administrator_opens_every_page(admin: Client, page: str) -> None:
    assert admin.get(page).status_code == 200


@pytest.mark.parametrize("page", ADMIN_PAGES)
def test_others_open_none_of_them(page: str) -> None:
    assert signed_in(make_person("ana", "officer")).get(page).status_code == 403
    assert Client().get(page).status_code == 302


def test_a_person_is_added_and_the_password_shown_once(admin: Client) -> None:
    form = {"username": "ana", "name": "Ana", "language": "fr"}
    answer = admin.post("/accounts/people/new/", form)
    person = Person.objects.get(username="ana")
    assert answer.context["one_time"].encode() in answer.content
    assert person.language == "fr" and person.check_password(answer.context["one_time"])
    assert "one_time" not in admin.get(f"/accounts/people/{person.id}/").content.decode()


def test_a_taken_user_name_is_explained_and_nothing_is_lost(admin: Client) -> None:
    make_person("ana")
    answer = admin.post("/accounts/people/new/", {"username": "ana", "name": "Another", "language": "en"})
    assert answer.status_code == 422
    assert b"Somebody signs in as ana already." in answer.content
    assert b'value="Another"' in answer.content


def test_a_post_is_given_and_ended(admin: Client) -> None:
    ana, unit = make_person("ana"), Unit.objects.get(code="TOP")
    admin.post(f"/accounts/people/{ana.id}/posts/", {"role": "officer", "unit": str(unit.id)})
    post = Post.objects.get(person=ana)
    assert post.given_by.username == "admin"
    admin.post(f"/accounts/people/{ana.id}/posts/{post.id}/end/")
    assert Post.objects.get(person=ana).ended_by.username == "admin"


def test_an_administrator_gets_no_form_for_posts_of_their_own(admin: Client) -> None:
    me = Person.objects.get(username="admin")
    unit = Unit.objects.get(code="TOP")
    answer = admin.post(f"/accounts/people/{me.id}/posts/", {"role": "officer", "unit": str(unit.id)})
    assert answer.status_code == 422
    assert Post.objects.filter(person=me).count() == 1


def test_closing_an_account_ends_its_sessions(admin: Client) -> None:
    ana = make_person("ana")
    hers = signed_in(ana)
    assert hers.get("/accounts/").status_code == 200
    admin.post(f"/accounts/people/{ana.id}/active/", {"active": "0"})
    assert hers.get("/accounts/").status_code == 302


def test_a_reset_shows_a_new_password_and_ends_sessions(admin: Client) -> None:
    ana = make_person("ana")
    hers = signed_in(ana)
    answer = admin.post(f"/accounts/people/{ana.id}/reset/")
    assert Person.objects.get(id=ana.id).check_password(answer.context["one_time"])
    assert hers.get("/accounts/").status_code == 302


def test_a_unit_is_added_below_another(admin: Client) -> None:
    top = Unit.objects.get(code="TOP")
    admin.post("/accounts/units/new/", {"parent": str(top.id), "code": "POL", "name": "Police"})
    assert Unit.objects.get(code="POL").parent == top


def test_the_purpose_is_kept_for_the_session() -> None:
    client = signed_in(make_person("ana"))
    client.post("/accounts/purpose/", {"purpose": "case 7"})
    assert b'value="case 7"' in client.get("/accounts/").content


def test_a_token_is_shown_once_and_can_be_ended() -> None:
    client = signed_in(make_person("ana"))
    answer = client.post("/accounts/tokens/", {"name": "script", "days": 30})
    text = answer.context["new_token"]
    assert text.startswith("tm_") and text.encode() not in client.get("/accounts/").content
    client.post(f"/accounts/tokens/{ApiToken.objects.get().id}/end/")
    assert ApiToken.objects.get().ended_at is not None


def test_nobody_ends_the_token_of_another() -> None:
    signed_in(make_person("ana")).post("/accounts/tokens/", {"name": "script", "days": 30})
    signed_in(make_person("bob")).post(f"/accounts/tokens/{ApiToken.objects.get().id}/end/")
    assert ApiToken.objects.get().ended_at is None


def test_the_list_of_people_costs_the_same_for_many(admin: Client, django_assert_num_queries) -> None:
    unit = Unit.objects.get(code="TOP")
    for n in range(12):
        make_person(f"p{n}", "officer", unit, factor=False)
    admin.get("/accounts/people/")
    with django_assert_num_queries(8):
        admin.get("/accounts/people/")
