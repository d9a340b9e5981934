"""The asking side on one node: from the seized weapon to the point of diversion."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from tests.matching.weapons import AT, a_list
from tests.tracing.messages import BODIES, Incoming

from tracemark.accounts.rules import Viewer, console
from tracemark.exchange.commands.carrying import do_rounds
from tracemark.exchange.models import Message
from tracemark.findings import Refused
from tracemark.oversight.models import Alert
from tracemark.register.models import Event, Weapon
from tracemark.register.rules.rows import ListKind
from tracemark.tracing.actions import asking, dealing, opening
from tracemark.tracing.actions.opening import open_case, prepare
from tracemark.tracing.jobs import watch
from tracemark.tracing.models import Case, CaseEvent
from tracemark.tracing.queries.cases import events_of, find_case, verify_cases, view_of
from tracemark.tracing.queries.drafting import draft_request
from tracemark.tracing.rules.outcomes import Diversion, Leak
from tracemark.tracing.rules.steps import Step


def send(case: Case, ana: Viewer, ben: Viewer) -> None:
    """Take the case to its request to Norland."""
    prepare(case, by=ana, at=AT)
    opening.confirm_marks(case, by=ben, at=AT)
    prepare(case, by=ana, at=AT)
    opening.choose_route(case, "XN", reason="A seller of Norland is on the box.", by=ana, at=AT)
    asking.send_request(case, by=ana, at=AT)


def test_a_case_is_opened_once_about_a_weapon_that_was_recovered(case: Case, ana: Viewer) -> None:
    assert (case.reference, case.stage, case.side) == ("XF-T-2025-00001", "opened", "asking")
    assert case.weapon is not None
    assert open_case(case.weapon.record_no, by=ana, at=AT) == case


def test_a_weapon_in_lawful_hands_is_not_traced(ana: Viewer) -> None:
    a_list(ListKind.REGISTER, ("AA1111", "glock", "17"))
    with pytest.raises(Refused, match="weapon_not_recovered"):
        open_case(Weapon.objects.get(serial="AA1111").record_no, by=ana, at=AT)


def test_the_program_goes_as_far_as_one_person_may(case: Case, ana: Viewer) -> None:
    findings = prepare(case, by=ana, at=AT)
    assert case.stage == "described"
    assert [finding.code for finding in findings] == ["step_needs_another_person"]


def test_on_the_command_line_nobody_is_a_second_person_and_oversight_is_told(case: Case) -> None:
    assert prepare(case, by=console(), at=AT) == ()
    assert case.stage == "searched"
    assert Alert.objects.filter(kind="case_step_on_console").exists()
    assert draft_request(console(), case, today=AT.date()).draft.marks_confirmed_by == 1


def test_marks_that_fit_several_of_our_weapons_stop_before_the_search(
    case: Case, ana: Viewer, ben: Viewer
) -> None:
    a_list(ListKind.REGISTER, ("KO12345", "zastava", "M70"), ("KO12345", "zastava", "M70"))
    prepare(case, by=ana, at=AT)
    opening.confirm_marks(case, by=ben, at=AT)
    prepare(case, by=ana, at=AT)
    assert case.stage == "ambiguous"
    opening.search_at_home(case, reason="The proof mark is foreign.", by=ana, at=AT)
    assert case.stage == "searched"


def test_a_request_goes_out_signed_with_all_that_iti_17_asks(case: Case, ana: Viewer, ben: Viewer) -> None:
    send(case, ana, ben)
    message = Message.objects.get(kind="trace.request")
    assert (message.peer, message.case, case.stage) == ("XN", case.reference, "requested")
    kept = case.messages.get()
    assert kept.message_id == message.message_id
    assert '"KO12345"' in kept.body


def test_another_state_than_the_marks_point_to_needs_a_reason(case: Case, ana: Viewer) -> None:
    with pytest.raises(Refused, match="route_needs_reason"):
        opening.choose_route(case, "XN", by=ana, at=AT)
    opening.choose_route(case, "RS", by=ana, at=AT)
    assert case.partner == "RS"


def test_a_request_is_not_sent_before_the_search_at_home(case: Case, ana: Viewer) -> None:
    with pytest.raises(Refused, match="step_not_possible"):
        asking.send_request(case, by=ana, at=AT)
    assert not Message.objects.exists()


def test_the_weapons_own_life_tells_that_its_trace_is_pending(case: Case, ana: Viewer, ben: Viewer) -> None:
    send(case, ana, ben)
    event = Event.objects.get(kind="outcome_recorded")
    assert '"outcome":"pending"' in event.payload
    assert case.reference in event.payload


def test_the_ladder_to_a_traced_weapon(case: Case, ana: Viewer, ben: Viewer, incoming: Incoming) -> None:
    send(case, ana, ben)
    incoming("trace.acknowledgement", case.thread)
    incoming("trace.more_information", case.thread)
    case.refresh_from_db()
    asking.give_information(case, text="Photographs follow.", by=ana, at=AT)
    incoming("trace.reply", case.thread)
    case.refresh_from_db()
    assert case.stage == "answered"
    diversion = Diversion(Leak.THEFT, "XN", occurred_on=date(2019, 5, 1), last_lawful_on=date(2018, 1, 1))
    asking.set_diversion(case, diversion, reason="The reply of Norland.", by=ana, at=AT)
    asking.tell_outcome(case, by=ana, at=AT)
    asking.close(case, reason="Traced.", by=ana, at=AT)
    assert (case.stage, case.outcome) == ("closed", "traced_abroad")
    assert Weapon.objects.get(id=case.weapon_id).outcome == "traced_abroad"
    assert verify_cases() == (1, [])


def test_a_child_goes_where_the_reply_points_and_its_outcome_is_its_parents(
    case: Case, ana: Viewer, ben: Viewer, incoming: Incoming
) -> None:
    send(case, ana, ben)
    incoming("trace.reply", case.thread)
    case.refresh_from_db()
    child = opening.open_child(case, "XS", by=ana, at=AT)
    asking.send_request(child, by=ana, at=AT)
    Incoming("XS")("trace.reply", child.thread)
    child.refresh_from_db()
    asking.set_diversion(child, Diversion(Leak.LOSS, "XS"), reason="Reported lost there.", by=ana, at=AT)
    case.refresh_from_db()
    assert (case.stage, case.outcome, child.outcome) == ("diversion_set", "traced_abroad", "traced_abroad")


def test_a_child_to_a_state_that_no_reply_names_needs_a_reason(case: Case, ana: Viewer) -> None:
    with pytest.raises(Refused, match="child_needs_reason"):
        opening.open_child(case, "XS", by=ana, at=AT)


def test_time_alone_moves_a_case_to_overdue_and_at_last_to_no_reply(
    case: Case, ana: Viewer, ben: Viewer
) -> None:
    send(case, ana, ben)
    done: list[Step] = []
    for day in range(0, 400, 5):
        done += [step for _, step in watch(by=console(), at=AT + timedelta(days=day))]
    case.refresh_from_db()
    assert case.stage == "no_reply"
    assert done.count(Step.REMINDED) == 4
    assert Message.objects.filter(kind="trace.clarification").count() == 4
    assert Alert.objects.filter(kind="case_gave_up_waiting").exists()


def test_the_round_of_the_line_moves_what_is_overdue(case: Case, ana: Viewer, ben: Viewer) -> None:
    send(case, ana, ben)
    case.refresh_from_db()
    before = case.stage
    do_rounds(at=AT)
    case.refresh_from_db()
    assert case.stage == before
    do_rounds(at=AT + timedelta(days=400))
    case.refresh_from_db()
    assert case.stage != before


def test_a_laboratory_that_reads_more_reopens_a_case(case: Case, ana: Viewer) -> None:
    opening.give_up(case_secured(case, ana), reason="Nothing can be read.", by=ana, at=AT)
    assert case.outcome == "too_little_information"
    opening.reopen(case, reason="The laboratory read two characters.", by=ana, at=AT)
    assert (case.stage, case.outcome) == ("secured", "pending")
    assert len(events_of([case.id])[case.id]) == 4


def case_secured(case: Case, ana: Viewer) -> Case:
    opening.secure(case, by=ana, at=AT)
    return case


def test_a_reply_that_came_on_paper_counts_like_one_that_was_sent(
    case: Case, ana: Viewer, ben: Viewer
) -> None:
    send(case, ana, ben)
    body = {**_reply_body(), "text": "By letter."}
    dealing.key_in_reply(case, body, scan=("letter.pdf", b"%PDF-1.7 scan"), by=ana, at=AT)
    assert (case.stage, case.files.get().use) == ("answered", "scan")
    assert case.messages.filter(channel="paper", message_id=None).exists()


def _reply_body() -> dict[str, object]:
    from_messages: dict[str, object] = dict(BODIES["trace.reply"])
    return from_messages


def test_steps_of_a_case_cannot_be_changed_by_anybody(case: Case) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE tracing_caseevent SET payload = '{}'")
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseEvent.objects.all().delete()
    assert view_of(case).stage is not None


def test_somebody_of_another_unit_does_not_see_the_case(case: Case, ana: Viewer) -> None:
    stranger = Viewer(ana.person_id, {"trace.read": frozenset()})
    assert find_case(ana, case.reference) == case
    assert find_case(stranger, case.reference) is None
