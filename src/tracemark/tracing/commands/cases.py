"""Cases we open, ask about, read and close."""

import argparse
import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from tracemark.accounts.rules import Viewer, console
from tracemark.findings import Finding, Refused, Severity
from tracemark.oversight.actions import log_access
from tracemark.register.rules.events import Json
from tracemark.tracing.actions import asking, opening
from tracemark.tracing.jobs import watch
from tracemark.tracing.models import Case
from tracemark.tracing.queries.cases import CaseFilters, filtered_cases, find_case, list_overdue
from tracemark.tracing.queries.drafting import draft_request
from tracemark.tracing.queries.figures import get_year
from tracemark.tracing.rules.outcomes import Diversion, Leak
from tracemark.tracing.rules.request import blocking
from tracemark.tracing.rules.schemas import BODIES, published_schema
from tracemark.tracing.tables.documents import (
    case_document,
    case_line,
    draft_document,
    figures_document,
    overdue_document,
)
from tracemark.tracing.tables.printing import request_form
from tracemark.tracing.tables.wording import count_words
from tracemark.ui.words import word

ATTENTION = 1


def get_case(viewer: Viewer, reference: str) -> Case:
    """The case, or a refusal that names it."""
    case = find_case(viewer, reference)
    if case is None:
        raise Refused(Finding("case_unknown", {"case": reference[:40]}, Severity.REFUSAL))
    return case


def show_document(document: dict[str, Any], arguments: argparse.Namespace, line: str) -> None:
    """Print JSON, or one line for a person."""
    print(json.dumps(document, ensure_ascii=False) if arguments.json else line)


def say_findings(findings: Iterable[Finding]) -> None:
    """One finding a line, with how serious it is."""
    for finding in findings:
        print(f"  {word(f'severity_{finding.severity.value}')}: {word(finding.code, **finding.params)}")


def case_text(case: Case) -> str:
    """One case on one line."""
    weapon = case.weapon.record_no if case.weapon else "–"
    due = case.due_on.isoformat() if case.due_on else "–"
    return f"{case.reference}\t{case.partner or '–'}\t{weapon}\t{word(f'case_stage_{case.stage}')}\t{due}"


def facts_of(arguments: argparse.Namespace) -> dict[str, Json]:
    """The facts named on the command line."""
    names = ("ground", "legal_basis", "place", "circumstances", "intended_use")
    facts: dict[str, Json] = {name: getattr(arguments, name) for name in names if getattr(arguments, name)}
    if arguments.urgent:
        facts |= {"urgent": True, "urgent_reason": arguments.urgent}
    if getattr(arguments, "pass_on", None) is not None:
        facts["pass_on"] = [*arguments.pass_on]
    return facts


def open_case(arguments: argparse.Namespace) -> int:
    """Open a case, or show the one that is open about this weapon."""
    case = opening.open_case(arguments.record_no, facts=facts_of(arguments), by=console(), at=timezone.now())
    show_document(case_line(case, timezone.now().date()), arguments, case_text(case))
    return 0


def state(arguments: argparse.Namespace) -> int:
    """State facts of a case."""
    return _do(
        arguments, lambda case, by: opening.state_facts(case, facts_of(arguments), by=by, at=timezone.now())
    )


def photograph(arguments: argparse.Namespace) -> int:
    """Add a photograph."""
    path = Path(arguments.file)
    data = path.read_bytes()
    return _do(
        arguments,
        lambda case, by: opening.add_photograph(case, name=path.name, data=data, by=by, at=timezone.now()),
    )


def draft(arguments: argparse.Namespace) -> int:
    """Take the steps that need no judgement, choose the State, and print what is missing."""
    by, at = console(), timezone.now()
    case = get_case(by, arguments.case)
    stopped = opening.prepare(case, by=by, at=at)
    to = arguments.to or (not case.partner and draft_request(by, case, today=at.date()).route.state)
    if to:
        opening.choose_route(case, to.upper(), reason=arguments.reason, by=by, at=at)
    drafted = draft_request(by, case, today=at.date())
    log_access(by, verb="draft_request", subject=case.reference)
    show_document(draft_document(case, drafted, stopped), arguments, case_text(case))
    findings = (*drafted.findings, *stopped)
    if not arguments.json:
        say_findings(findings)
    return ATTENTION if blocking(findings) or not drafted.draft.to_state else 0


def send(arguments: argparse.Namespace) -> int:
    """Send the request, or say why not."""
    by, at = console(), timezone.now()
    case = get_case(by, arguments.case)
    opening.prepare(case, by=by, at=at)
    message, findings = asking.send_request(case, by=by, at=at, on_paper=arguments.on_paper)
    sent = {**case_line(case, at.date()), "message_id": str(message.message_id or "")}
    show_document(sent, arguments, case_text(case))
    if not arguments.json:
        say_findings(findings)
    return 0


def onward(arguments: argparse.Namespace) -> int:
    """Open the case to the next State."""
    by, at = console(), timezone.now()
    parent = get_case(by, arguments.case)
    case = opening.open_child(parent, arguments.to.upper(), reason=arguments.reason, by=by, at=at)
    show_document(case_line(case, at.date()), arguments, case_text(case))
    return 0


def more(arguments: argparse.Namespace) -> int:
    """Send more information."""
    return _do(
        arguments,
        lambda case, by: asking.give_information(case, text=arguments.text, by=by, at=timezone.now()),
    )


def form(arguments: argparse.Namespace) -> int:
    """Write the request as PDF or DOCX in the language of whoever gets it."""
    by, at = console(), timezone.now()
    case = get_case(by, arguments.case)
    path = Path(arguments.out)
    log_access(by, verb="print_request", subject=f"{case.reference} {arguments.form_language}")
    kind = path.suffix.lower().removeprefix(".")
    path.write_bytes(request_form(by, case, kind, language=arguments.form_language, at=at))
    show_document({"file": path.name, "bytes": path.stat().st_size}, arguments, path.name)
    return 0


def diversion(arguments: argparse.Namespace) -> int:
    """Set the point of diversion; warnings are printed."""
    by, at = console(), timezone.now()
    case = get_case(by, arguments.case)
    point = Diversion(
        leak=Leak(arguments.how),
        state=arguments.state.upper(),
        place=arguments.place,
        occurred_on=_day(arguments.on),
        last_lawful_on=_day(arguments.last_lawful_on),
        last_holder_category=arguments.last_holder,
    )
    findings = asking.set_diversion(case, point, reason=arguments.reason, by=by, at=at)
    show_document(case_line(case, at.date()), arguments, case_text(case))
    if not arguments.json:
        say_findings(findings)
    return 0


def close(arguments: argparse.Namespace) -> int:
    """Close a case."""
    return _do(
        arguments, lambda case, by: asking.close(case, reason=arguments.reason, by=by, at=timezone.now())
    )


def reopen(arguments: argparse.Namespace) -> int:
    """Take a case up again."""
    return _do(
        arguments, lambda case, by: opening.reopen(case, reason=arguments.reason, by=by, at=timezone.now())
    )


def tell_outcome(arguments: argparse.Namespace) -> int:
    """Tell the State that was asked what came of it."""
    return _do(
        arguments, lambda case, by: asking.tell_outcome(case, text=arguments.text, by=by, at=timezone.now())
    )


def list_all(arguments: argparse.Namespace) -> int:
    """List cases."""
    by, today = console(), timezone.now().date()
    filters = CaseFilters(arguments.side, arguments.stage, open_only=arguments.open_only)
    log_access(by, verb="list_cases", subject=f"{arguments.side} {arguments.stage}".strip())
    cases = list(filtered_cases(by, filters))
    if arguments.json:
        print(json.dumps({"cases": [case_line(case, today) for case in cases]}, ensure_ascii=False))
    else:
        for case in cases:
            print(case_text(case))
    return 0


def show(arguments: argparse.Namespace) -> int:
    """Show one case; what other States told only as far as their terms allow an export."""
    by, today = console(), timezone.now().date()
    case = get_case(by, arguments.case)
    log_access(by, verb="read_case", subject=case.reference, purpose=arguments.purpose)
    document = case_document(by, case, today=today, purpose=arguments.purpose)
    if arguments.json:
        print(json.dumps(document, ensure_ascii=False))
        return 0
    print(case_text(case))
    for event in document["events"]:
        print(f"  {event['at'][:10]}  {word('case_step_' + event['step'])}  {event['reason']}".rstrip())
    return 0


def overdue(arguments: argparse.Namespace) -> int:
    """What is late on both sides; 1 when something is."""
    by, at = console(), timezone.now()
    if arguments.act:
        watch(by=by, at=at)
    found = list_overdue(by, at.date())
    log_access(by, verb="list_cases", subject="overdue")
    if arguments.json:
        print(json.dumps(overdue_document(found, at.date()), ensure_ascii=False))
    else:
        for case in (*found.theirs, *found.ours):
            print(case_text(case))
    return ATTENTION if found.theirs or found.ours else 0


def figures(arguments: argparse.Namespace) -> int:
    """A year's tracing in numbers."""
    by = console()
    log_access(by, verb="read_trace_figures", subject=str(arguments.year))
    counted, diversions = get_year(by, arguments.year)
    document = figures_document(counted, diversions, arguments.year)
    if arguments.json:
        print(json.dumps(document, ensure_ascii=False))
        return 0
    for name, count in document["counts"].items():
        print(f"{count:6}  {count_words(name)}")
    return 0


def schemas(arguments: argparse.Namespace) -> int:
    """Write the published schemas, one file a kind."""
    folder = Path(arguments.write)
    folder.mkdir(parents=True, exist_ok=True)
    for kind in BODIES:
        text = json.dumps(published_schema(kind), indent=1, ensure_ascii=False) + "\n"
        (folder / f"{kind}.json").write_text(text, encoding="utf-8")
    return 0


def _do(arguments: argparse.Namespace, act: Callable[[Case, Viewer], object]) -> int:
    """Find the case, act on it, and print where it stands."""
    by = console()
    case = get_case(by, arguments.case)
    act(case, by)
    show_document(case_line(case, timezone.now().date()), arguments, case_text(case))
    return 0


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a day: write YYYY-MM-DD") from error
