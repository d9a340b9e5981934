"""Whatever comes in, a case stays within the table, nothing is lost, and terms hold for every use."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.matching.weapons import AT
from tests.tracing.messages import BODIES, Incoming
from tests.tracing.test_asking import send

from tracemark.accounts.rules import Viewer
from tracemark.exchange.models import Message
from tracemark.exchange.rules.envelope import Attachment
from tracemark.findings import Refused
from tracemark.oversight.models import Alert
from tracemark.tracing.actions import dealing, opening
from tracemark.tracing.actions.asking import send_request
from tracemark.tracing.models import Case, Consent, InformationItem
from tracemark.tracing.queries.cases import events_of, verify_cases
from tracemark.tracing.queries.information import list_told, told_named
from tracemark.tracing.rules.reply import ReplyKind
from tracemark.tracing.rules.stages import find_transition
from tracemark.tracing.rules.steps import Side, Stage
from tracemark.tracing.rules.terms import AUTHORITIES, PURPOSES, Onward, Terms, Use, terms_json

GROUND = {"ground": "criminal_inquiry", "reasons": "An inquiry is under way."}
some_messages = st.lists(
    st.tuples(st.sampled_from(sorted(BODIES)), st.sampled_from(list(ReplyKind))), min_size=1, max_size=8
)


@pytest.fixture
def asked(case: Case, ana: Viewer, ben: Viewer) -> Case:
    """A case whose request is out."""
    send(case, ana, ben)
    return case


def changed(kind: str, how: ReplyKind) -> dict[str, Any]:
    return {"kind": how.value, **GROUND} if kind == "trace.reply" else {}


@given(some_messages)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_sequence_of_messages_takes_a_case_where_the_table_does_not_lead(
    asked: Case, messages: list[tuple[str, ReplyKind]]
) -> None:
    with transaction.atomic():
        other = Incoming("XN")
        for kind, how in messages:
            try:
                with transaction.atomic():
                    other(kind, asked.thread, **changed(kind, how))
            except Refused:
                continue
        for case in Case.objects.all():
            stages_follow_the_table(case)
        assert verify_cases()[1] == []
        transaction.set_rollback(True)


def stages_follow_the_table(case: Case) -> None:
    stage: Stage | None = None
    for event in events_of([case.id])[case.id]:
        row = find_transition(Side(case.side), stage, event.step)
        assert row is not None
        stage = row.target or stage
    assert stage == case.stage


def test_a_reply_after_the_case_was_closed_is_kept_as_late_and_said(asked: Case, incoming: Incoming) -> None:
    incoming("trace.reply", asked.thread)
    incoming("trace.acknowledgement", asked.thread)
    asked.refresh_from_db()
    assert asked.stage == "answered"
    assert Alert.objects.filter(kind="message_came_late").count() == 1
    assert asked.messages.filter(kind="trace.acknowledgement").exists()


def test_a_message_of_no_case_or_of_another_state_is_refused(asked: Case, incoming: Incoming) -> None:
    with pytest.raises(Refused, match="message_of_no_case"):
        incoming("trace.reply", "XF-T-1999-00001")
    with pytest.raises(Refused, match="message_of_no_case"):
        Incoming("XS")("trace.reply", asked.thread)


def test_a_body_that_is_not_as_its_schema_says_is_refused_with_the_place(
    asked: Case, incoming: Incoming
) -> None:
    with pytest.raises(Refused) as refusal:
        incoming("trace.reply", asked.thread, certainty="quite")
    assert dict(refusal.value.findings[0].params)["place"] == "/certainty"
    assert not InformationItem.objects.exists()


def test_the_same_request_twice_is_one_case(farland: object, incoming: Incoming) -> None:
    incoming("trace.request", "XN-T-2026-00007")
    with pytest.raises(Refused, match="request_known"):
        incoming("trace.request", "XN-T-2026-00007")
    assert Case.objects.count() == 1


def test_a_request_in_the_name_of_another_state_is_refused(farland: object) -> None:
    with pytest.raises(Refused, match="request_names_other_states"):
        Incoming("XS")("trace.request", "XN-T-2026-00007")


def test_pictures_are_kept_and_files_of_unknown_kinds_stay_in_the_archive(
    asked: Case, incoming: Incoming
) -> None:
    picture = Attachment("left.png", "image/png", b"\x89PNG\r\n\x1a\n data")
    program = Attachment("run.exe", "image/png", b"MZ")
    incoming("trace.reply", asked.thread, attachments=(picture, program))
    assert [file.name for file in asked.files.all()] == ["left.png"]


some_terms = st.builds(
    Terms,
    authorities=st.frozensets(st.sampled_from(AUTHORITIES), max_size=2),
    purposes=st.frozensets(st.sampled_from(PURPOSES), max_size=2),
    people_on_case_only=st.booleans(),
    onward=st.sampled_from(Onward),
    may_print=st.booleans(),
    may_export=st.booleans(),
    until=st.sampled_from([None, AT.date(), AT.date() - timedelta(days=1)]),
)


@given(some_terms, st.sampled_from(Use), st.booleans(), st.sampled_from(PURPOSES))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_restricted_information_never_leaves_its_terms(
    asked: Case, ana: Viewer, eve: Viewer, terms: Terms, use: Use, works_on_it: bool, purpose: str
) -> None:
    with transaction.atomic():
        Incoming("XN")("trace.reply", asked.thread, terms=terms_json(terms), text="Only for you.")
        told = list_told(
            ana if works_on_it else eve, asked, use, today=AT.date(), purpose=purpose, to_state="XS"
        )
        transaction.set_rollback(True)
    allowed = all(
        (
            not terms.authorities or "police" in terms.authorities,
            not terms.purposes or purpose in terms.purposes,
            works_on_it or not terms.people_on_case_only,
            terms.until is None or terms.until >= AT.date(),
            terms.may_print or use is not Use.PRINT,
            terms.may_export or use is not Use.EXPORT,
            terms.onward is Onward.FREE or use is not Use.PASS_ON,
        )
    )
    assert told
    assert all((one.content is not None) == allowed for one in told)


def test_terms_declared_afterwards_hold_from_then_on(asked: Case, ana: Viewer, incoming: Incoming) -> None:
    incoming("trace.reply", asked.thread)
    assert told_named(list_told(ana, asked, Use.PRINT, today=AT.date()), "text") == "Sold to a dealer."
    incoming("trace.restriction", asked.thread, terms=terms_json(Terms(may_print=False)), text="")
    assert told_named(list_told(ana, asked, Use.PRINT, today=AT.date()), "text") is None
    assert told_named(list_told(ana, asked, Use.SHOW, today=AT.date()), "text") == "Sold to a dealer."


def test_nothing_is_passed_on_to_the_next_state_without_consent(
    asked: Case, ana: Viewer, incoming: Incoming
) -> None:
    incoming("trace.reply", asked.thread)
    asked.refresh_from_db()
    child = opening.open_child(asked, "XS", by=ana, at=AT)
    opening.state_facts(child, {"pass_on": ["text"]}, by=ana, at=AT)
    with pytest.raises(Refused, match="terms_need_consent"):
        asking_send(child, ana)
    consent = dealing.ask_consent(asked, "XS", ["text"], by=ana, at=AT)
    incoming("trace.consent", asked.thread, consent_id=consent.consent_id, text="")
    asking_send(child, ana)
    body = child.messages.get(kind="trace.request").body
    assert "Sold to a dealer." in json.loads(body)["passed_on"][0]["content"]


def asking_send(child: Case, ana: Viewer) -> None:
    child.refresh_from_db()
    send_request(child, by=ana, at=AT)


def test_consent_that_nobody_asked_for_is_refused(asked: Case, incoming: Incoming) -> None:
    with pytest.raises(Refused, match="consent_not_waiting"):
        incoming("trace.consent", asked.thread)
    assert not Consent.objects.exists()


def test_we_decide_once_whether_what_we_told_may_go_on(
    farland: object, ana: Viewer, incoming: Incoming
) -> None:
    incoming("trace.request", "XN-T-2026-00007")
    incoming("trace.consent_request", "XN-T-2026-00007")
    case = Case.objects.get()
    dealing.decide_consent(case, "c1", granted=False, text="Not yet.", by=ana, at=AT)
    assert Message.objects.get(way="out").kind == "trace.consent"
    with pytest.raises(Refused, match="consent_not_waiting"):
        dealing.decide_consent(case, "c1", granted=True, by=ana, at=AT)


def test_a_number_of_a_question_for_consent_is_used_once(farland: object, incoming: Incoming) -> None:
    incoming("trace.request", "XN-T-2026-00007")
    incoming("trace.consent_request", "XN-T-2026-00007")
    with pytest.raises(Refused, match="consent_number_taken"):
        incoming("trace.consent_request", "XN-T-2026-00007")
