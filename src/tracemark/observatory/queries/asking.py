"""Questions of one's own, and those that were saved."""

from dataclasses import replace

from tracemark.accounts.rules import Viewer
from tracemark.findings import Finding, Refused, Severity
from tracemark.observatory.data import places, states_in
from tracemark.observatory.models import SavedView
from tracemark.observatory.queries.facts import EVERYTHING, Scope, get_breaks, get_facts
from tracemark.observatory.rules.asking import Ask, AskTable, By, answer
from tracemark.observatory.rules.facts import ReportFacts


def ask(viewer: Viewer, question: Ask, scope: Scope = EVERYTHING) -> AskTable:
    """The table that answers a question of one's own. Raises Refused for a key that no report was ever asked."""
    states = set(question.states) | {state for region in question.regions for state in states_in(region)}
    narrowed = replace(
        scope, instrument=question.instrument, states=tuple(sorted(states)), cycles=question.cycles
    )
    facts = get_facts(viewer, (question.key,), narrowed)
    if not any(question.key in report.asked for report in facts.reports) and facts.reports:
        raise Refused(Finding("question_never_asked", {"question": question.key[:80]}, Severity.REFUSAL))
    breaks = [one.cycle for one in get_breaks(viewer, narrowed).get(question.key, ())]
    return answer(question, facts.reports, lambda report: _label(question, report), breaks)


def _label(question: Ask, report: ReportFacts) -> str:
    within = places().get(report.state, ("", "", ""))
    if question.by is By.STATE:
        return report.state
    if question.by is By.REGION:
        return within[-2]
    if question.by is By.SUBREGION:
        return within[0]
    return ""


def list_saved(viewer: Viewer) -> list[SavedView]:
    """The viewer's own saved questions and those shared by others, newest first."""
    viewer.require("observatory.read")
    rows = SavedView.objects.select_related("by").filter(retired_at__isnull=True).order_by("-at")
    return [row for row in rows if row.is_shared or row.by_id == viewer.person_id]
