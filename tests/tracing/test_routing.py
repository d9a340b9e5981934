"""To which State a request goes, and why."""

import pytest

from tracemark.tracing.rules.routing import ImportMark, RouteFacts, check_route, propose_route

STATES = {"XF": 1, "XN": 1, "XS": 1}


@pytest.mark.parametrize(
    ("facts", "state", "basis"),
    [
        (RouteFacts("XF", [ImportMark("XN", 1999), ImportMark("XS", 2004)], "RS"), "XS", "latest_import"),
        (RouteFacts("XF", [ImportMark("XN")], "RS"), "XN", "undated_import"),
        (RouteFacts("XF", [ImportMark("XF", 2010), ImportMark("XN", 1999)], "RS"), "XN", "earlier_import"),
        (RouteFacts("XF", [], "RS", "BE"), "RS", "made_in"),
        (RouteFacts("XF", [], "", "BE"), "BE", "maker_country"),
        (RouteFacts("XF", [ImportMark(None, 2001)], "XF"), "", "none"),
        (RouteFacts("XF", [ImportMark("XN", 1999)], "RS", named_by_reply="XS"), "XS", "named_by_reply"),
    ],
)
def test_the_latest_import_mark_comes_first_and_then_the_making(
    facts: RouteFacts, state: str, basis: str
) -> None:
    route = propose_route(facts)
    assert (route.state, route.basis) == (state, basis)
    assert route.reasons


def test_other_states_that_might_know_are_named() -> None:
    marks = [ImportMark("XN", 1999), ImportMark("XS", 2004)]
    assert propose_route(RouteFacts("XF", marks, "RS")).others == ("XN", "RS")


def test_what_we_imported_ourselves_is_said() -> None:
    route = propose_route(RouteFacts("XF", [ImportMark("XF", 2010)], "RS"))
    assert route.state == "RS"
    assert "imported_by_us" in {finding.code for finding in route.reasons}


@pytest.mark.parametrize(
    ("chosen", "reason", "code"),
    [
        ("XN", "", ""),
        ("XS", "", "route_needs_reason"),
        ("XS", "They asked us to.", ""),
        ("XF", "", "request_to_ourselves"),
        ("Q9", "", "state_unknown"),
    ],
)
def test_another_state_than_proposed_needs_a_reason(chosen: str, reason: str, code: str) -> None:
    route = propose_route(RouteFacts("XF", [ImportMark("XN", 1999)]))
    findings = check_route(route, chosen, home="XF", states=STATES, reason=reason)
    assert [finding.code for finding in findings] == ([code] if code else [])
