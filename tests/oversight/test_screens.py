"""Screens of oversight, and who sees which alert."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from tests.accounts.people import make_person, make_unit, signed_in

from tracemark.accounts.models import Unit
from tracemark.accounts.queries import viewer_of
from tracemark.oversight import queries
from tracemark.oversight.actions import add_seal, log_access, raise_alert
from tracemark.oversight.models import AccessLog, Alert, AlertSettlement
from tracemark.oversight.queries import AccessFilter

pytestmark = pytest.mark.django_db
PAGES = ["/oversight/", "/oversight/access/", "/oversight/seals/"]


@pytest.fixture
def top() -> Unit:
    return make_unit("TOP")


@pytest.fixture
def watcher(top: Unit) -> Client:
    return signed_in(make_person("watch", "oversight", top))


def raised(unit: Unit | None, key: str = "k") -> Alert:
    weapons = {uuid4(): unit.id if unit else None}
    raise_alert(kind="contradiction", key=key, weapon_ids=weapons, params={})
    return Alert.objects.get(key=key)


@pytest.mark.parametrize("page", [*PAGES, "/oversight/alerts/", "/oversight/alerts/?settled=1"])
def test_oversight_opens_every_page_full_and_empty(watcher: Client, top: Unit, page: str) -> None:
    assert watcher.get(page).status_code == 200
    raised(top)
    add_seal(day=date(2025, 1, 1), heads_count=1, digest="a" * 64, signature="s", key_id="k")
    assert watcher.get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_an_officer_reads_no_access_log(page: str, top: Unit) -> None:
    assert signed_in(make_person("ana", "officer", top)).get(page).status_code == 403


def test_reading_the_access_log_is_logged(watcher: Client) -> None:
    watcher.get("/oversight/access/?person=ana")
    last = AccessLog.objects.order_by("-seq").first()
    assert (last.verb, last.subject, last.person.username) == ("read_access_log", "person=ana", "watch")


def test_the_access_log_is_found_by_person_verb_purpose_and_day(top: Unit) -> None:
    ana = viewer_of(make_person("ana", "officer", top), purpose="case 7")
    log_access(ana, verb="read", subject="XF-1")
    watch = viewer_of(make_person("watch", "oversight", top))
    today = AccessLog.objects.order_by("-seq").first().at.date()
    for filters in (
        AccessFilter(person="ANA"),
        AccessFilter(verb="read"),
        AccessFilter(purpose="Case"),
        AccessFilter(subject="xf-1", day=today),
    ):
        assert [row.subject for row in queries.list_access(watch, filters)] == ["XF-1"]
    assert not queries.list_access(watch, AccessFilter(day=date(2001, 1, 1))).exists()


def test_an_officer_sees_alerts_of_units_in_reach_only(top: Unit) -> None:
    police, army = make_unit("POL", top), make_unit("ARM", top)
    raised(police, "p")
    raised(army, "a")
    raised(None, "n")
    officer = viewer_of(make_person("ana", "officer", police))
    watch = viewer_of(make_person("watch", "oversight", top))
    assert [alert.key for alert in queries.list_alerts(officer)] == ["p"]
    assert {alert.key for alert in queries.list_alerts(watch)} == {"p", "a", "n"}
    assert queries.count_open_alerts(watch) == {"contradiction": 3}


def test_an_alert_is_settled_with_a_reason_and_leaves_the_open_list(watcher: Client, top: Unit) -> None:
    alert = raised(top)
    address = f"/oversight/alerts/{alert.id}/settle/"
    assert watcher.post(address, {"why": "  "}).status_code == 422
    assert watcher.post(address, {"why": "same weapon listed twice"}).status_code == 302
    assert AlertSettlement.objects.get().by.username == "watch"
    assert b"same weapon listed twice" in watcher.get("/oversight/alerts/?settled=1").content
    assert AccessLog.objects.filter(verb="settle_alert", subject="k").count() == 1


def test_settling_twice_is_explained(watcher: Client, top: Unit) -> None:
    address = f"/oversight/alerts/{raised(top).id}/settle/"
    watcher.post(address, {"why": "one"})
    answer = watcher.post(address, {"why": "two"}, follow=True)
    assert b"The alert is settled already." in answer.content


def test_an_officer_without_the_permission_cannot_settle(top: Unit) -> None:
    alert = raised(top)
    client = signed_in(make_person("ana", "officer", top))
    assert client.get(f"/oversight/alerts/{alert.id}/").status_code == 200
    assert client.post(f"/oversight/alerts/{alert.id}/settle/", {"why": "x"}).status_code == 403


def test_a_second_officer_settles_only_what_lies_wholly_in_reach(top: Unit) -> None:
    police, army = make_unit("POL", top), make_unit("ARM", top)
    raise_alert(
        kind="contradiction", key="both", weapon_ids={uuid4(): police.id, uuid4(): army.id}, params={}
    )
    client = signed_in(make_person("sec", "second_officer", police))
    alert = Alert.objects.get()
    assert client.post(f"/oversight/alerts/{alert.id}/settle/", {"why": "x"}).status_code == 403


def test_an_alert_out_of_reach_does_not_exist(top: Unit) -> None:
    alert = raised(make_unit("ARM", top))
    client = signed_in(make_person("ana", "officer", make_unit("POL", top)))
    assert client.get(f"/oversight/alerts/{alert.id}/").status_code == 404


def test_the_stored_access_log_checks_out_and_a_forged_row_does_not(top: Unit) -> None:
    viewer = viewer_of(make_person("ana", "officer", top), purpose="قضية ٧")
    for n in range(3):
        log_access(viewer, verb="read", subject=f"XF-{n}")
    assert list(queries.check_access_log()) == []
    AccessLog.objects.create(
        seq=99, at="2025-01-01T00:00:00Z", verb="read", prev_hash="0" * 64, hash="0" * 64
    )
    codes = {finding.code for finding in queries.check_access_log()}
    assert codes == {"access_log_row_missing", "access_log_row_changed"}


def test_the_list_of_alerts_costs_the_same_for_many(watcher: Client, top, django_assert_num_queries) -> None:
    for n in range(30):
        raised(top, f"k{n}")
    watcher.get("/oversight/alerts/")
    with django_assert_num_queries(8):
        watcher.get("/oversight/alerts/")
