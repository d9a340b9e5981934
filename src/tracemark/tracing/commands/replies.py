"""Requests of other States, and replies: ours, and those that came on paper."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from tracemark.accounts.rules import console
from tracemark.findings import Refused
from tracemark.tracing.actions import answering, dealing
from tracemark.tracing.commands.cases import ATTENTION, case_text, get_case, show_document
from tracemark.tracing.models import Case
from tracemark.tracing.rules.reply import Certainty, ReplyDraft, ReplyKind, reply_body
from tracemark.tracing.rules.steps import Side
from tracemark.tracing.rules.terms import Onward, Terms
from tracemark.tracing.tables.documents import case_line, look_up_document
from tracemark.ui.words import word


def search(arguments: argparse.Namespace) -> int:
    """Search our records for the weapon asked about, and print candidates; nothing is recorded yet."""
    by = console()
    case = get_case(by, arguments.case)
    document = look_up_document(answering.search_for(case, by))
    if arguments.json:
        print(json.dumps(document, ensure_ascii=False))
        return 0
    print(word(f"certainty_{document['certainty']}"))
    for one in document["candidates"]:
        print(f"  {one['record_no']}\t{one['probability']:.0%}\t{one['make']} {one['model']}")
    return 0 if document["candidates"] else ATTENTION


def ask_more(arguments: argparse.Namespace) -> int:
    """Ask the other State for what is missing."""
    by, at = console(), timezone.now()
    case = get_case(by, arguments.case)
    if case.stage == "received":
        answering.check_incoming(case, by=by, at=at)
        answering.acknowledge(case, by=by, at=at)
    answering.ask_for_more(case, arguments.wanted, text=arguments.text, by=by, at=at)
    show_document(case_line(case, at.date()), arguments, case_text(case))
    return 0


def reply(arguments: argparse.Namespace) -> int:
    """Reply to a request, taking the steps before it; or key in a reply that came on paper for a case of ours."""
    by, at = console(), timezone.now()
    case = get_case(by, arguments.case)
    kind = ReplyKind(arguments.kind)
    if case.side == Side.ASKING.value:
        body = reply_body(_paper_draft(case, arguments, kind))
        scan = (Path(arguments.scan).name, Path(arguments.scan).read_bytes()) if arguments.scan else None
        dealing.key_in_reply(case, body, scan=scan, by=by, at=at)
    else:
        stopped = answering.prepare_reply(case, record_no=arguments.weapon, by=by, at=at)
        if stopped:
            raise Refused(*stopped)
        if arguments.is_the_weapon:
            answering.settle_look_up(
                case,
                record_no=arguments.weapon,
                is_the_weapon=True,
                reason=arguments.is_the_weapon,
                by=by,
                at=at,
            )
            answering.review(case, by=by, at=at)
        answering.reply(case, kind, changes=_stated(arguments), by=by, at=at)
    show_document(case_line(case, at.date()), arguments, case_text(case))
    return 0


def ask_consent(arguments: argparse.Namespace) -> int:
    """Ask the State that gave information whether it may go on."""
    by, at = console(), timezone.now()
    case = get_case(by, arguments.case)
    asked = dealing.ask_consent(case, arguments.to.upper(), arguments.items, by=by, at=at)
    show_document({**case_line(case, at.date()), "consent_id": asked.consent_id}, arguments, case_text(case))
    return 0


def consent(arguments: argparse.Namespace) -> int:
    """Answer a question for consent."""
    by, at = console(), timezone.now()
    case = get_case(by, arguments.case)
    dealing.decide_consent(
        case, arguments.consent_id, granted=not arguments.refuse, text=arguments.text, by=by, at=at
    )
    show_document(case_line(case, at.date()), arguments, case_text(case))
    return 0


def _stated(arguments: argparse.Namespace) -> dict[str, Any]:
    """Fields of the reply that were named on the command line."""
    stated: dict[str, Any] = {
        "ground": arguments.ground,
        "reasons": arguments.reason,
        "text": arguments.text,
        "next_state": arguments.next_state.upper(),
    }
    changes = {name: value for name, value in stated.items() if value}
    if arguments.expected_on:
        changes["expected_on"] = date.fromisoformat(arguments.expected_on)
    return {**changes, "terms": Terms(onward=Onward(arguments.onward))}


def _paper_draft(case: Case, arguments: argparse.Namespace, kind: ReplyKind) -> ReplyDraft:
    return ReplyDraft(
        reference=arguments.weapon or "–",
        to_reference=case.reference,
        kind=kind,
        certainty=Certainty.NONE,
        **_stated(arguments),
    )
