"""Farland's trace cases: asked, answered, overdue, going on to a third State; and what its neighbours ask of it.

The neighbours are invented. A demo has one node, so their messages go to the case as `exchange` would hand them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from tracemark.accounts.queries import find_by_username, viewer_of
from tracemark.accounts.rules import Viewer, console
from tracemark.exchange.actions.cards import issue_card
from tracemark.exchange.rules.envelope import Envelope, ReceivedMessage
from tracemark.register.queries.weapons import WeaponFilters, list_weapons
from tracemark.register.rules.rows import ListKind
from tracemark.tracing.actions import answering, asking, opening
from tracemark.tracing.actions.receiving import apply
from tracemark.tracing.models import Case
from tracemark.tracing.queries.drafting import weapon_of
from tracemark.tracing.rules.outcomes import Diversion, Leak
from tracemark.tracing.rules.reply import Certainty, Link, ReplyDraft, ReplyKind, reply_body
from tracemark.tracing.rules.request import RequestDraft, request_body, weapon_json
from tracemark.tracing.rules.terms import Onward, Terms

NORLAND, SUDLAND = "XN", "XS"
FACTS = {
    "legal_basis": "Firearms Act of Farland, section 12",
    "place": "Harsk",
    "circumstances": "Found in a car at a checkpoint, under the back seat.",
    "intended_use": "criminal_investigation",
    "ground": "law_of_the_state",
}

PAST = (
    (datetime(2024, 5, 14, 9, tzinfo=UTC), 26),
    (datetime(2024, 9, 3, 9, tzinfo=UTC), 41),
    (datetime(2024, 10, 22, 9, tzinfo=UTC), 0),
    (datetime(2025, 3, 11, 9, tzinfo=UTC), 33),
    (datetime(2025, 6, 5, 9, tzinfo=UTC), 58),
    (datetime(2025, 10, 2, 9, tzinfo=UTC), 45),
)
"""Requests of the years that the national report covers: when each was sent, and after how many days Norland replied
(0: never)."""
DIVERTED_IN_TRANSFER = datetime(2025, 6, 5, 9, tzinfo=UTC)
"""The request whose arm turned out to have been sent on without leave."""


@dataclass(frozen=True, slots=True)
class People:
    """Who works on the cases of the demo."""

    officer: Viewer
    second: Viewer


def make_traces(*, at: datetime) -> None:
    """Make the cases; ``at`` is the day of the demo."""
    people = People(_person("officer"), _person("second"))
    issue_card(by=console())
    weapons = _traceable(people.officer)
    cases = [
        opening.open_case(one, facts=FACTS, by=people.officer, at=at - timedelta(days=120))
        for one in weapons[:4]
    ]
    _traced(cases[0], people, at - timedelta(days=118))
    _asked(cases[1], SUDLAND, people, at - timedelta(days=70))
    asking.move_on(cases[1], by=people.officer, at=at - timedelta(days=50))
    _going_on(cases[2], people, at - timedelta(days=40))
    opening.prepare(cases[3], by=people.officer, at=at - timedelta(days=3))
    _asks_us(people.officer, at)


def make_past_traces() -> None:
    """Make the cases of the past years, each about a weapon recovered that year and each step on its own day."""
    people = People(_person("officer"), _person("second"))
    for sent_at, days in PAST:
        opened_at = sent_at - timedelta(days=4)
        record_no = _recovered_before(people.officer, opened_at.date())
        case = opening.open_case(record_no, facts=FACTS, by=people.officer, at=opened_at)
        if days:
            leak = Leak.UNAUTHORIZED_RETRANSFER if sent_at == DIVERTED_IN_TRANSFER else Leak.THEFT
            _traced(case, people, sent_at, days=days, leak=leak)
        else:
            _never_answered(case, people, sent_at)


def _recovered_before(viewer: Viewer, day: date) -> str:
    """A weapon with a number that reads, recovered earlier in that year, about which nobody has asked."""
    asked = set(Case.objects.filter(parent=None).values_list("weapon_id", flat=True))
    filters = WeaponFilters(list_kind=ListKind.SEIZURES.value)
    found = (
        one.record_no
        for standing in ("seized", "found", "surrendered")
        for one in list_weapons(viewer, replace(filters, standing=standing), size=500).weapons
        if one.serial and one.make_code and not set("?*") & set(one.serial) and one.id not in asked
        if one.occurred_on and one.occurred_on.year == day.year and one.occurred_on < day
    )
    return next(found)


def _never_answered(case: Case, people: People, at: datetime) -> None:
    """Asked of Norland, reminded as the settings say, given up, closed."""
    _asked(case, NORLAND, people, at)
    officer, day = people.officer, at
    while case.stage != "no_reply" and day < at + timedelta(days=300):
        day += timedelta(days=15)
        asking.move_on(case, by=officer, at=day)
        case.refresh_from_db()
    asking.close(case, reason="No reply.", by=officer, at=day)


def _person(username: str) -> Viewer:
    person = find_by_username(username)
    if person is None:
        raise ValueError(f"the demo has no {username}")
    return viewer_of(person, purpose="Demo of Farland")


def _traceable(viewer: Viewer) -> list[str]:
    """Seized weapons with a number that reads, not known to our own lists: the first by record number."""
    page = list_weapons(viewer, WeaponFilters(list_kind=ListKind.SEIZURES.value, standing="seized"), size=60)
    read = [one for one in page.weapons if one.serial and one.make_code and not set("?*") & set(one.serial)]
    return [one.record_no for one in read if one.outcome in {"", "pending"}] or [
        one.record_no for one in read
    ]


def _asked(case: Case, state: str, people: People, at: datetime) -> None:
    """Take a case to its request."""
    opening.prepare(case, by=people.officer, at=at)
    opening.confirm_marks(case, by=people.second, at=at)
    opening.search_at_home(case, reason="The proof mark is foreign.", by=people.officer, at=at)
    opening.choose_route(
        case, state, reason="Papers of a dealer there were in the bag.", by=people.officer, at=at
    )
    asking.send_request(case, by=people.officer, at=at)


def _traced(case: Case, people: People, at: datetime, *, days: int = 31, leak: Leak = Leak.THEFT) -> None:
    """Asked of Norland, acknowledged, answered, its point of diversion set, closed."""
    _asked(case, NORLAND, people, at)
    _told(case, "trace.acknowledgement", _acknowledgement(case), at + timedelta(days=5))
    _told(case, "trace.reply", _answer(case, people.officer), at + timedelta(days=days))
    case.refresh_from_db()
    point = Diversion(
        leak=leak,
        state=NORLAND,
        place="Dealer’s store",
        occurred_on=date(2019, 5, 4),
        last_lawful_on=date(2018, 11, 12),
        last_holder_category="dealer",
    )
    officer, day = people.officer, at + timedelta(days=days + 9)
    asking.set_diversion(case, point, reason="Reply of Norland.", by=officer, at=day)
    asking.tell_outcome(case, text="Thank you: the weapon is traced.", by=officer, at=day)
    asking.close(case, reason="Traced.", by=officer, at=day)


def _going_on(case: Case, people: People, at: datetime) -> None:
    """Answered by Norland, which exported the weapon to Sudland: the case goes on there."""
    _asked(case, NORLAND, people, at)
    body = {
        **_answer(case, people.officer),
        "chain": [
            _link("manufactured", "1988-01-01", holder_category="maker"),
            _link("exported", "1994-06-17", to_state=SUDLAND),
        ],
        "reported": "",
        "reported_on": None,
        "next_state": SUDLAND,
        "text": "Exported to an importer in Sudland in 1994.",
    }
    _told(case, "trace.reply", body, at + timedelta(days=20))
    case.refresh_from_db()
    opening.open_child(case, SUDLAND, by=people.officer, at=at + timedelta(days=21))


def _asks_us(officer: Viewer, at: datetime) -> None:
    """Two requests of Norland: one just received, one acknowledged."""
    ours = list_weapons(officer, WeaponFilters(list_kind=ListKind.REGISTER.value), size=30).weapons
    for number, weapon in enumerate([one for one in ours if one.serial and one.make_code][:2], start=1):
        opened = at - timedelta(days=12 * number - 10)
        facts = weapon_of(officer, Case(weapon=weapon))
        if facts is None:
            continue
        draft = RequestDraft(
            reference=f"XN-T-{at.year}-{number:05}",
            from_state=NORLAND,
            to_state="XF",
            authority="Firearms Office of Norland",
            weapon=facts.facts,
            ground="unauthorized_transfer",
            legal_basis="Customs Act of Norland",
            how="seized",
            found_on=(opened - timedelta(days=9)).date(),
            place="Port of Oranka",
            circumstances="In a container declared as machine parts.",
            intended_use="criminal_investigation",
            marks_confirmed_by=2,
            urgent=number == 1,
            urgent_reason="A person is held until Friday." if number == 1 else "",
            terms=Terms(people_on_case_only=number == 2),
        )
        apply(_message("trace.request", draft.reference, request_body(draft), opened))
    waiting = Case.objects.filter(side="answering").order_by("opened_at").first()
    if waiting is not None:
        answering.check_incoming(waiting, by=officer, at=at - timedelta(days=8))
        answering.acknowledge(waiting, by=officer, at=at - timedelta(days=8))


def _their_reference(case: Case) -> str:
    return f"XN-T-{case.opened_at.year}-{881 + int(case.reference[-5:]):05}"


def _acknowledgement(case: Case) -> dict[str, Any]:
    return {
        "schema": 1,
        "reference": _their_reference(case),
        "to_reference": case.reference,
        "authority": "Firearms Office of Norland",
        "answer_by": None,
        "terms_accepted": True,
        "text": "",
    }


def _answer(case: Case, viewer: Viewer) -> dict[str, Any]:
    weapon = weapon_of(viewer, case)
    draft = ReplyDraft(
        reference=_their_reference(case),
        to_reference=case.reference,
        kind=ReplyKind.FULL,
        certainty=Certainty.SURE,
        weapon=weapon_json(weapon.facts) if weapon else None,
        chain=(
            Link("imported", "2018-02-03", state="RS", to_state=NORLAND, holder_category="dealer"),
            Link("transferred", "2018-11-12", state=NORLAND, holder_category="dealer"),
            Link("reported_stolen", "2019-05-04", state=NORLAND),
        ),
        reported="stolen",
        reported_on="2019-05-04",
        text="Imported by a dealer in 2018 and reported stolen in 2019.",
        terms=Terms(onward=Onward.CONSENT, may_print=False),
    )
    return dict(reply_body(draft))


def _link(kind: str, day: str, **more: str) -> dict[str, Any]:
    link: dict[str, Any] = {
        "kind": kind,
        "occurred_on": day,
        "precision": "day",
        "state": NORLAND,
        "to_state": None,
        "holder_category": "",
        "document": "",
    }
    return {**link, **more}


def _told(case: Case, kind: str, body: Mapping[str, Any], at: datetime) -> None:
    apply(_message(kind, case.thread, body, at, sender=case.partner))


def _message(
    kind: str, case: str, body: Mapping[str, Any], at: datetime, sender: str = NORLAND
) -> ReceivedMessage:
    envelope = Envelope(
        id=str(uuid4()),
        kind=kind,
        sender=sender,
        to="XF",
        case=case,
        case_seq=1,
        made_at=at,
        confidential=True,
        body=body,
    )
    return ReceivedMessage(envelope, "", at)
