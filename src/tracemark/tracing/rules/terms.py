"""Restrictions on information as terms a machine checks (ITI 15), wherever it is shown, printed, exported or passed on.

Terms travel with every piece of information. What was received under several terms is under the strictest of all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracemark.findings import Finding, Param, Severity
from tracemark.register.rules.events import Json


class Use(StrEnum):
    """What somebody wants to do with a piece of information."""

    SHOW = "show"
    PRINT = "print"
    EXPORT = "export"
    PASS_ON = "pass_on"


class Onward(StrEnum):
    """Whether information may go on to another State or body (ITI 15 c)."""

    FREE = "free"
    CONSENT = "consent"
    NEVER = "never"


PURPOSES = ("tracing", "criminal_investigation", "prosecution", "customs", "stockpile_security", "statistics")
"""What information of a trace may be used for; ``tracing`` is what the Instrument itself is for."""

AUTHORITIES = ("commission", "police", "customs", "judiciary", "army", "border_guard", "evidence_store")
"""Kinds of authority that terms may name: those of units."""

_ONWARD_ORDER = (Onward.FREE, Onward.CONSENT, Onward.NEVER)
_COPIES = {Use.PRINT: "may_print", Use.EXPORT: "may_export"}


@dataclass(frozen=True, slots=True)
class Terms:
    """Limits on use. Empty ``authorities`` or ``purposes``: any. ``people_on_case_only`` is the need to know."""

    authorities: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    people_on_case_only: bool = False
    onward: Onward = Onward.CONSENT
    may_print: bool = True
    may_export: bool = True
    until: date | None = None

    def and_also(self, other: "Terms") -> "Terms":
        """The strictest of both. Two lists that have nothing in common leave nobody, not everybody."""
        return Terms(
            authorities=_narrower(self.authorities, other.authorities),
            purposes=_narrower(self.purposes, other.purposes),
            people_on_case_only=self.people_on_case_only or other.people_on_case_only,
            onward=max(self.onward, other.onward, key=_ONWARD_ORDER.index),
            may_print=self.may_print and other.may_print,
            may_export=self.may_export and other.may_export,
            until=min(filter(None, (self.until, other.until)), default=None),
        )


OPEN = Terms(onward=Onward.FREE)
"""No limit at all: our own information."""
DEFAULT = Terms()
"""What holds when the other State said nothing: not passed on without its consent."""
NOBODY = "nobody"
"""Stands in a list that two terms together left empty: no authority or purpose has this name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who wants to do what: kinds of authority of the asker, the purpose, and for passing on the State and consents.

    ``consents`` are States to which the giver has agreed that this very information goes.
    """

    use: Use
    authorities: frozenset[str]
    purpose: str
    on_case: bool
    today: date
    to_state: str = ""
    consents: frozenset[str] = frozenset()
    giver: str = ""


def check_use(terms: Terms, asked: Asked) -> tuple[Finding, ...]:
    """Which terms forbid this use; empty when it is allowed."""
    findings: list[Finding] = []
    if terms.until is not None and asked.today > terms.until:
        findings.append(_held("terms_ended", until=terms.until.isoformat()))
    if terms.authorities and not terms.authorities & asked.authorities:
        findings.append(_held("terms_other_authority"))
    if terms.purposes and asked.purpose not in terms.purposes:
        findings.append(_held("terms_other_purpose", purpose=asked.purpose))
    if terms.people_on_case_only and not asked.on_case:
        findings.append(_held("terms_need_to_know"))
    copy = _COPIES.get(asked.use)
    if copy and not getattr(terms, copy):
        findings.append(_held(f"terms_no_{asked.use.value}"))
    if asked.use is Use.PASS_ON:
        findings += _check_passing_on(terms, asked)
    return tuple(findings)


def _check_passing_on(terms: Terms, asked: Asked) -> list[Finding]:
    if asked.to_state == asked.giver or terms.onward is Onward.FREE:
        return []
    if terms.onward is Onward.NEVER:
        return [_held("terms_never_passed_on", state=asked.to_state)]
    if asked.to_state in asked.consents:
        return []
    return [_held("terms_need_consent", state=asked.to_state, giver=asked.giver)]


def _held(code: str, **params: Param) -> Finding:
    return Finding(code, params, Severity.REFUSAL)


def _narrower(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    if not one or not other:
        return one or other
    return one & other or frozenset({NOBODY})


def strictest(terms: Iterable[Terms], start: Terms = OPEN) -> Terms:
    """All terms together."""
    for one in terms:
        start = start.and_also(one)
    return start


def check_promise(asked: Terms, promised: Terms) -> tuple[Finding, ...]:
    """Whether who must keep ``asked`` promises less: named before anything is sent (ITI 15)."""
    if promised.and_also(asked) == promised:
        return ()
    return (Finding("terms_not_accepted", {}, Severity.WARNING),)


def terms_json(terms: Terms) -> dict[str, Json]:
    """Terms as they stand in a message or a payload."""
    return {
        "authorities": [*sorted(terms.authorities)],
        "purposes": [*sorted(terms.purposes)],
        "people_on_case_only": terms.people_on_case_only,
        "onward": terms.onward.value,
        "may_print": terms.may_print,
        "may_export": terms.may_export,
        "until": terms.until.isoformat() if terms.until else None,
    }


def read_terms(value: object) -> Terms:
    """Terms out of a message. What is missing or not understood is read as the stricter, never the freer."""
    if not isinstance(value, Mapping):
        return DEFAULT
    onward = value.get("onward", Onward.CONSENT.value)
    return Terms(
        authorities=_names(value.get("authorities")),
        purposes=_names(value.get("purposes")),
        people_on_case_only=value.get("people_on_case_only", False) is not False,
        onward=Onward(onward) if onward in set(Onward) else Onward.NEVER,
        may_print=value.get("may_print", True) is True,
        may_export=value.get("may_export", True) is True,
        until=_day(value.get("until")),
    )


def _names(value: object) -> frozenset[str]:
    if value is None:
        return frozenset()
    if not isinstance(value, list):
        return frozenset({NOBODY})
    return frozenset(str(name) for name in value)


def _day(value: object) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return date.min
