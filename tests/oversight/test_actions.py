"""Writing the access log and alerts."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tracemark.accounts.rules import Viewer
from tracemark.findings import Refused
from tracemark.oversight.actions import AlertDraft, log_access, raise_alert, raise_alerts, settle_alert
from tracemark.oversight.models import AccessLog, Alert, AlertSettlement

pytestmark = pytest.mark.django_db
VIEWER = Viewer(None, purpose="case 7", address="console")


def test_every_access_is_numbered_and_chained() -> None:
    assert [log_access(VIEWER, verb="read", subject=f"XF-{n}") for n in range(3)] == [1, 2, 3]
    first, second = AccessLog.objects.order_by("seq")[:2]
    assert second.prev_hash == first.hash
    assert first.purpose == "case 7"


def test_a_long_search_is_cut_and_still_logged() -> None:
    log_access(VIEWER, verb="search", subject="x" * 5000, purpose="y" * 5000)
    assert len(AccessLog.objects.get().subject) == 300


def test_an_alert_raised_twice_stays_one() -> None:
    weapon = uuid4()
    args = {"kind": "seized_after_destruction", "key": "k1", "weapon_ids": [weapon], "params": {"n": 1}}
    assert raise_alert(**args) is True
    assert raise_alert(**args) is False
    assert Alert.objects.get().weapons.get().weapon_id == weapon


def test_many_alerts_are_raised_in_few_statements(django_assert_max_num_queries) -> None:
    drafts = [AlertDraft("two_custodians", f"k{n}", {uuid4(): None}) for n in range(200)]
    with django_assert_max_num_queries(8):
        assert raise_alerts(drafts) == 200
    assert raise_alerts(drafts) == 0


def test_an_alert_is_settled_once() -> None:
    raise_alert(kind="two_custodians", key="k", weapon_ids=[], params={})
    settle_alert("k", by=None, why=" same list twice ")
    assert AlertSettlement.objects.get().why == "same list twice"
    with pytest.raises(Refused, match="alert_already_settled"):
        settle_alert("k", by=None, why="again")


def test_a_settlement_without_reason_is_refused_by_rule_and_by_database() -> None:
    raise_alert(kind="two_custodians", key="k", weapon_ids=[], params={})
    with pytest.raises(Refused, match="reason_missing"):
        settle_alert("k", by=None, why=" ")
    alert = Alert.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        AlertSettlement.objects.create(alert=alert, at=alert.raised_at, why="")
