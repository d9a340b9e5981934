"""The questions that reports were asked: what a person may ask about."""

from tracemark.accounts.rules import Viewer
from tracemark.instruments.data import shipped_instruments
from tracemark.instruments.rules.questionnaire import Instrument, Question
from tracemark.observatory.queries.facts import Scope, current_reports, editions_used


def get_newest_edition(viewer: Viewer, scope: Scope) -> Instrument:
    """The newest edition that a report of the scope used; without reports the newest that is shipped."""
    used = editions_used(current_reports(viewer, scope)).values()
    if used:
        return max(used, key=lambda pair: (pair[1], pair[0].edition))[0]
    shipped = [one for one in shipped_instruments().values() if one.id == scope.instrument]
    return max(shipped, key=lambda one: one.edition)


def find_question(viewer: Viewer, key: str, scope: Scope) -> tuple[Instrument, Question] | None:
    """The question ``key`` with the newest edition that reports used and that asks it; None when none does."""
    used = sorted(
        editions_used(current_reports(viewer, scope)).values(), key=lambda pair: pair[1], reverse=True
    )
    return next(((one, one.by_key[key]) for one, _ in used if key in one.by_key), None)
