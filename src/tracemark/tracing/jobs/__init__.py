"""Work of tracing that nobody waits for: messages that come in, and time that runs out."""

from datetime import datetime

from tracemark.accounts.rules import Viewer
from tracemark.exchange.rules.envelope import ReceivedMessage
from tracemark.tracing.actions.asking import move_on
from tracemark.tracing.actions.receiving import apply
from tracemark.tracing.models import Case
from tracemark.tracing.rules.steps import Side, Stage, Step

WATCHED = (Stage.REQUESTED, Stage.ACKNOWLEDGED, Stage.DELAYED, Stage.OVERDUE)


def receive(message: ReceivedMessage) -> None:
    """The handler of every ``trace.*`` message (see `EXCHANGE_HANDLERS`), in the transaction that marks it applied."""
    apply(message)


def watch(*, by: Viewer, at: datetime) -> list[tuple[str, Step]]:
    """Do what time demands of every case that waits for another State; returns what was done."""
    waiting = Case.objects.filter(
        side=Side.ASKING.value, stage__in=[stage.value for stage in WATCHED], due_on__lt=at.date()
    )
    return [
        (case.reference, step)
        for case in waiting.select_related("weapon", "parent", "unit").order_by("due_on")
        for step in move_on(case, by=by, at=at)
    ]
