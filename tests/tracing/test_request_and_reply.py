"""What a request and a reply must hold, and what they must not."""

from typing import Any

import pytest
from tests.tracing.drafts import PISTOL, SERIAL, reply, request

from tracemark.findings import Severity
from tracemark.tracing.rules.checking import check_body
from tracemark.tracing.rules.reply import Certainty, Link, ReplyKind, certainty_of, check_reply, reply_body
from tracemark.tracing.rules.request import blocking, check_request, request_body


def test_a_whole_request_has_no_findings_and_is_as_its_schema_says() -> None:
    assert check_request(request()) == ()
    assert check_body("trace.request", request_body(request())) == ()


@pytest.mark.parametrize(
    ("changed", "code", "stops"),
    [
        ({"ground": ""}, "ground_missing", True),
        ({"ground_is_assumed": True}, "ground_assumed", False),
        ({"how": ""}, "how_found_missing", True),
        ({"found_on": None}, "day_found_missing", False),
        ({"intended_use": ""}, "intended_use_missing", True),
        ({"urgent": True}, "urgent_needs_reason", True),
        ({"marks_confirmed_by": 0}, "marks_not_confirmed", False),
        ({"marks_confirmed_by": 1}, "marks_confirmed_by_one", False),
        ({"photographs": ()}, "no_photographs", False),
        (
            {"weapon": type(PISTOL)(type_text="Pistol", make_text="Z", model_text="M", calibre_text="9")},
            "no_mark_to_find_it_by",
            True,
        ),
        (
            {"weapon": type(PISTOL)(make_text="Z", model_text="M", calibre_text="9", marks=(SERIAL,))},
            "request_lacks_type",
            False,
        ),
    ],
)
def test_each_thing_of_paragraph_17_that_is_missing_is_a_finding(
    changed: dict[str, Any], code: str, stops: bool
) -> None:
    findings = check_request(request(**changed))
    assert [finding.code for finding in findings] == [code]
    assert bool(blocking(findings)) is stops


@pytest.mark.parametrize(
    ("chance", "others", "certainty"),
    [(0.99, 0, "sure"), (0.99, 3, "ambiguous"), (0.5, 0, "ambiguous"), (0.0, 0, "none")],
)
def test_a_hit_is_sure_only_when_it_is_likely_and_alone(chance: float, others: int, certainty: str) -> None:
    assert certainty_of(chance, others).value == certainty


def test_an_ambiguous_hit_never_discloses_the_chain_or_the_holder() -> None:
    draft = reply(
        certainty=Certainty.AMBIGUOUS, others_that_fit=4, chain=(Link("exported"),), holder="Somebody"
    )
    assert check_reply(draft)[0].code == "ambiguous_hit_tells_holders"
    body = reply_body(draft)
    assert (body["weapon"], body["chain"], body["holder"]) == (None, [], "")


def test_an_officer_may_say_that_the_unsure_hit_is_the_weapon() -> None:
    draft = reply(certainty=Certainty.AMBIGUOUS, chain=(Link("exported"),), confirmed_by_officer=True)
    assert check_reply(draft) == ()
    assert reply_body(draft)["chain"]


@pytest.mark.parametrize("kind", [ReplyKind.PART, ReplyKind.RESTRICTED, ReplyKind.DELAYED, ReplyKind.REFUSED])
def test_giving_less_needs_a_ground_and_reasons(kind: ReplyKind) -> None:
    codes = {
        one.code for one in check_reply(reply(kind=kind, weapon=None)) if one.severity is Severity.REFUSAL
    }
    assert codes == {"ground_of_22_missing", "reasons_of_23_missing"}


def test_a_person_is_not_named_for_statistics() -> None:
    findings = check_reply(reply(holder="Somebody", purpose="statistics"))
    assert [finding.code for finding in findings] == ["person_not_for_this_purpose"]
