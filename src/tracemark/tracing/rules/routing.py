"""To which State a request goes: that of the latest import mark, else that of manufacture (ITI 8, 16; MOSAIC 05.31)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracemark.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class ImportMark:
    """An import mark as it was read: country (ISO alpha-2) and year, each None when not read."""

    country: str | None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class RouteFacts:
    """What routing looks at. ``maker_country`` is where the maker is at home, used when no country mark was read."""

    home: str
    import_marks: Sequence[ImportMark] = ()
    made_in: str = ""
    maker_country: str = ""
    named_by_reply: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """The State to ask (empty: none can be named), why, and which others might know."""

    state: str
    basis: str
    reasons: tuple[Finding, ...] = field(default=())
    others: tuple[str, ...] = ()


def propose_route(facts: RouteFacts) -> Route:
    """The State to ask first. Never the own State: what we imported ourselves our own records must tell."""
    candidates = _candidates(facts)
    abroad = [(state, basis) for state, basis in candidates if state != facts.home]
    reasons = list(_notices(facts))
    if not abroad:
        return Route("", "none", (*reasons, Finding("route_not_known", {}, Severity.WARNING)))
    state, basis = abroad[0]
    reasons.append(Finding(f"route_{basis}", {"state": state}, Severity.INFO))
    others = tuple(dict.fromkeys(other for other, _ in abroad[1:] if other != state))
    return Route(state, basis, tuple(reasons), others)


BASES = ("named_by_reply", "latest_import", "undated_import", "earlier_import", "made_in", "maker_country")
"""Why a State is asked, in the order of preference."""


def _candidates(facts: RouteFacts) -> list[tuple[str, str]]:
    dated = sorted(
        (mark for mark in facts.import_marks if mark.country and mark.year is not None),
        key=lambda mark: -(mark.year or 0),
    )
    undated = [mark for mark in facts.import_marks if mark.country and mark.year is None]
    found: list[tuple[str | None, str]] = [(facts.named_by_reply, "named_by_reply")]
    found += [(mark.country, "latest_import") for mark in dated[:1]]
    found += [(mark.country, "undated_import") for mark in undated]
    found += [(mark.country, "earlier_import") for mark in dated[1:]]
    found += [(facts.made_in, "made_in"), (facts.maker_country, "maker_country")]
    return [(state, basis) for state, basis in found if state]


def _notices(facts: RouteFacts) -> list[Finding]:
    notices = []
    countries = [mark.country for mark in facts.import_marks if mark.country]
    if facts.home in countries:
        notices.append(Finding("imported_by_us", {}, Severity.WARNING))
    if facts.made_in == facts.home:
        notices.append(Finding("made_by_us", {}, Severity.WARNING))
    if any(mark.country and mark.year is None for mark in facts.import_marks) and len(countries) > 1:
        notices.append(Finding("import_years_not_read", {}, Severity.WARNING))
    if facts.made_in and facts.maker_country and facts.made_in != facts.maker_country:
        params = {"made_in": facts.made_in, "maker_country": facts.maker_country}
        notices.append(Finding("maker_elsewhere", params, Severity.WARNING))
    return notices


def check_route(
    route: Route, chosen: str, *, home: str, states: Mapping[str, object], reason: str
) -> tuple[Finding, ...]:
    """Why a choice of State is refused: not a State, our own, or another than proposed without a reason."""
    if chosen not in states:
        return (Finding("state_unknown", {"state": chosen}, Severity.REFUSAL),)
    if chosen == home:
        return (Finding("request_to_ourselves", {}, Severity.REFUSAL),)
    if route.state and chosen != route.state and not reason.strip():
        params = {"state": chosen, "proposed": route.state}
        return (Finding("route_needs_reason", params, Severity.REFUSAL),)
    return ()
