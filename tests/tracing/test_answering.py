"""The answering side on one node: from a request that came in to a reply that tells no more than it may."""

import json
from datetime import date

import pytest
from tests.matching.weapons import AT, a_list
from tests.tracing.messages import BODIES, Incoming

from tracemark.accounts.rules import Viewer, console
from tracemark.exchange.models import Message
from tracemark.exchange.queries.messages import envelope_of
from tracemark.findings import Refused
from tracemark.register.models import Weapon
from tracemark.register.rules.rows import ListKind
from tracemark.tracing.actions import answering
from tracemark.tracing.models import Case
from tracemark.tracing.rules.reply import ReplyKind

THREAD = "XN-T-2026-00007"


@pytest.fixture
def asked(farland: object, incoming: Incoming) -> Case:
    """A request of Norland about a rifle, received."""
    weapon = {**BODIES["trace.request"]["weapon"], "make": "Zastava", "model": "M70", "calibre": "7.62x39"}
    incoming("trace.request", THREAD, weapon=weapon)
    return Case.objects.get(side="answering")


def at_work(case: Case, ana: Viewer) -> Case:
    """The case, checked and acknowledged."""
    answering.check_incoming(case, by=ana, at=AT)
    answering.acknowledge(case, answer_by=date(2025, 7, 1), by=ana, at=AT)
    return case


def ours(serial: str) -> str:
    """The record number of the first weapon of ours with this number."""
    return Weapon.objects.filter(serial=serial).order_by("record_no")[0].record_no


def sent_body(kind: str) -> dict[str, object]:
    return dict(envelope_of(Message.objects.get(way="out", kind=kind)).body)


def test_a_request_that_came_in_is_a_case_with_a_clock(asked: Case) -> None:
    assert (asked.stage, asked.partner, asked.thread) == ("received", "XN", THREAD)
    assert asked.due_on is not None
    assert asked.information.get().name == "request"


def test_the_acknowledgement_names_the_day_of_the_answer(asked: Case, ana: Viewer) -> None:
    at_work(asked, ana)
    assert sent_body("trace.acknowledgement")["answer_by"] == "2025-07-01"
    assert (asked.stage, asked.due_on) == ("receipt_sent", date(2025, 7, 1))


def test_a_sure_hit_is_told_with_its_chain_after_a_second_person_reviewed_it(
    asked: Case, ana: Viewer, ben: Viewer
) -> None:
    a_list(ListKind.REGISTER, ("KO12345", "zastava", "M70"), ("ZZ99999", "glock", "17"))
    record_no = ours("KO12345")
    found = answering.settle_look_up(at_work(asked, ana), record_no=record_no, by=ana, at=AT)
    assert found.certainty.value == "sure"
    with pytest.raises(Refused, match="step_needs_another_person"):
        answering.review(asked, by=ana, at=AT)
    answering.review(asked, by=ben, at=AT)
    answering.reply(asked, ReplyKind.FULL, by=ana, at=AT)
    body = sent_body("trace.reply")
    assert asked.stage == "reply_sent"
    assert (body["certainty"], body["similar"], body["holder"]) == ("sure", [], "")
    assert isinstance(body["chain"], list) and body["chain"][0]["kind"] == "recorded"


def test_an_unsure_hit_tells_similar_weapons_and_the_office_and_no_more(
    asked: Case, ana: Viewer, ben: Viewer
) -> None:
    a_list(ListKind.REGISTER, ("KO12345", "zastava", "M70"), ("KO12345", "zastava", "M70"))
    record_no = ours("KO12345")
    answering.settle_look_up(at_work(asked, ana), record_no=record_no, by=ana, at=AT)
    answering.review(asked, by=ben, at=AT)
    answering.reply(asked, ReplyKind.FULL, by=ana, at=AT)
    body = sent_body("trace.reply")
    assert (body["certainty"], body["weapon"], body["chain"]) == ("ambiguous", None, [])
    assert body["similar"] == [{"make": "Zastava", "model": "M70", "calibre": "7.62x39", "type": ""}]
    assert body["office"] == asked.unit.name
    assert "KO12345" not in json.dumps(body)


def test_no_reply_goes_out_before_the_review(asked: Case, ana: Viewer) -> None:
    with pytest.raises(Refused, match="step_not_possible"):
        answering.reply(at_work(asked, ana), ReplyKind.NO_RECORD, by=ana, at=AT)
    assert not Message.objects.filter(kind="trace.reply").exists()


def test_a_refusal_needs_a_ground_of_paragraph_22_and_reasons(asked: Case, ana: Viewer, ben: Viewer) -> None:
    answering.review(at_work(asked, ana), by=ben, at=AT)
    with pytest.raises(Refused, match="ground_of_22_missing, reasons_of_23_missing"):
        answering.reply(asked, ReplyKind.REFUSED, by=ana, at=AT)
    changes = {"ground": "criminal_inquiry", "reasons": "An inquiry is under way."}
    answering.reply(asked, ReplyKind.REFUSED, changes=changes, by=ana, at=AT)
    assert asked.stage == "reply_refused"
    answering.clarify(asked, "The inquiry ends in May.", by=ana, at=AT)
    assert asked.stage == "clarified"


def test_an_officer_who_calls_an_unsure_hit_the_weapon_says_why(asked: Case, ana: Viewer) -> None:
    a_list(ListKind.REGISTER, ("KO12345", "zastava", "M70"), ("KO12345", "zastava", "M70"))
    record_no = ours("KO12345")
    with pytest.raises(Refused, match="step_needs_reason"):
        answering.settle_look_up(at_work(asked, ana), record_no=record_no, is_the_weapon=True, by=ana, at=AT)


def test_more_is_asked_for_by_name_and_search_goes_on_with_what_came(
    asked: Case, ana: Viewer, incoming: Incoming
) -> None:
    answering.ask_for_more(at_work(asked, ana), ["photographs"], by=ana, at=AT)
    assert asked.stage == "more_wanted"
    a_list(ListKind.REGISTER, ("QX77777", "zastava", "M70"))
    weapon = {**BODIES["trace.request"]["weapon"], "make": "Zastava", "model": "M70"}
    weapon["marks"] = [{**weapon["marks"][0], "verbatim": "QX77777", "normalized": "QX77777"}]
    incoming("trace.information", THREAD, weapon=weapon)
    asked.refresh_from_db()
    assert asked.stage == "receipt_sent"
    best = answering.search_for(asked, ana).candidates[0].weapon.record_no
    assert best == Weapon.objects.get(serial="QX77777").record_no


def test_on_the_command_line_a_reply_is_prepared_in_one_go(asked: Case) -> None:
    assert answering.prepare_reply(asked, by=console(), at=AT) == ()
    answering.reply(asked, ReplyKind.NO_RECORD, by=console(), at=AT)
    assert (asked.stage, sent_body("trace.reply")["kind"]) == ("reply_sent", "no_record")
