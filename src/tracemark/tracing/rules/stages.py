"""The one table of a trace case: which step leads from which stage to which, who takes it and what it needs.

Both sides stand in it: ``asking`` is the State that holds the weapon and asks, ``answering`` the State that is asked
(its mirror). Nothing else in Tracemark moves a case. Paragraphs are those of the International Tracing Instrument.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from tracemark.findings import Finding, Severity
from tracemark.tracing.rules.steps import Clock, Side, Stage, Step

PARTNER, PROGRAM = "partner", "program"
"""Who takes a step when no officer does: the other State by a message, or the program when a time is out."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One row. ``who`` is a permission, ``partner`` or ``program``; ``after`` names steps whose officer must be
    another person than the one who takes this."""

    side: Side
    step: Step
    sources: frozenset[Stage]
    target: Stage | None
    who: str
    needs_reason: bool = False
    clock: Clock | None = None
    after: tuple[Step, ...] = ()
    paragraph: str = ""


_S = Stage
_OPEN, _CONFIRM, _SEND, _REVIEW = "trace.open", "trace.confirm", "trace.send", "trace.review"
_WAITING = (_S.REQUESTED, _S.ACKNOWLEDGED, _S.MORE_ASKED, _S.DELAYED, _S.OVERDUE, _S.NO_REPLY)
_REPLIED = (_S.ANSWERED, _S.ANSWERED_IN_PART, _S.REFUSED, _S.NO_RECORD)
_SENT = (_S.REPLY_SENT, _S.REPLY_RESTRICTED, _S.REPLY_DELAYED, _S.REPLY_REFUSED)
_AT_WORK = (_S.CHECKED, _S.RECEIPT_SENT, _S.MORE_WANTED, _S.LOOKED_UP)


def _row(
    side: Side,
    step: Step,
    sources: Collection[Stage],
    target: Stage | None,
    who: str,
    paragraph: str = "",
    *,
    needs_reason: bool = False,
    clock: Clock | None = None,
    after: tuple[Step, ...] = (),
) -> Transition:
    return Transition(side, step, frozenset(sources), target, who, needs_reason, clock, after, paragraph)


_asking = partial(_row, Side.ASKING)
_answering = partial(_row, Side.ANSWERING)

TABLE: tuple[Transition, ...] = (
    _asking(Step.OPENED, (), _S.OPENED, _OPEN, "ITI 16", clock=Clock.HOME),
    _asking(Step.CHILD_OPENED, (), _S.SEARCHED, _OPEN, "ITI 16", clock=Clock.HOME),
    _asking(Step.SECURED, (_S.OPENED,), _S.SECURED, _OPEN, "ITI 9", clock=Clock.HOME),
    _asking(
        Step.MARKS_DESCRIBED, (_S.SECURED, _S.AMBIGUOUS), _S.DESCRIBED, _OPEN, "ITI 17 b", clock=Clock.HOME
    ),
    _asking(
        Step.MARKS_CONFIRMED,
        (_S.DESCRIBED,),
        _S.IDENTIFIED,
        _CONFIRM,
        "ITI 17 b",
        clock=Clock.HOME,
        after=(Step.MARKS_DESCRIBED,),
    ),
    _asking(
        Step.MARKS_DISPUTED,
        (_S.DESCRIBED,),
        _S.SECURED,
        _CONFIRM,
        "ITI 17 b",
        needs_reason=True,
        clock=Clock.HOME,
    ),
    _asking(Step.FOUND_UNIQUE, (_S.IDENTIFIED, _S.AMBIGUOUS), _S.UNIQUE, _OPEN, "ITI 17 b", clock=Clock.HOME),
    _asking(
        Step.FOUND_AMBIGUOUS, (_S.IDENTIFIED, _S.UNIQUE), _S.AMBIGUOUS, _OPEN, "ITI 17 b", clock=Clock.HOME
    ),
    _asking(
        Step.EXEMPTED,
        (_S.OPENED, _S.SECURED, _S.DESCRIBED, _S.IDENTIFIED),
        _S.EXEMPT,
        _OPEN,
        "ITI 9",
        needs_reason=True,
    ),
    _asking(
        Step.FOUND_UNTRACEABLE,
        (_S.SECURED, _S.DESCRIBED, _S.IDENTIFIED, _S.AMBIGUOUS),
        _S.UNTRACEABLE,
        _OPEN,
        "ITI 9",
        needs_reason=True,
    ),
    _asking(Step.SEARCHED_AT_HOME, (_S.UNIQUE,), _S.SEARCHED, _OPEN, "ITI 14", clock=Clock.HOME),
    _asking(
        Step.SEARCHED_AT_HOME,
        (_S.AMBIGUOUS,),
        _S.SEARCHED,
        _OPEN,
        "ITI 14",
        needs_reason=True,
        clock=Clock.HOME,
    ),
    _asking(
        Step.REQUEST_SENT, (_S.SEARCHED,), _S.REQUESTED, _SEND, "ITI 16, 17", clock=Clock.ACKNOWLEDGEMENT
    ),
    _asking(
        Step.ACKNOWLEDGED,
        (_S.REQUESTED, _S.OVERDUE, _S.NO_REPLY),
        _S.ACKNOWLEDGED,
        PARTNER,
        "ITI 18 a",
        clock=Clock.ANSWER,
    ),
    _asking(Step.MORE_ASKED, _WAITING, _S.MORE_ASKED, PARTNER, "ITI 20", clock=Clock.MORE),
    _asking(Step.MORE_GIVEN, (_S.MORE_ASKED,), _S.ACKNOWLEDGED, _SEND, "ITI 20", clock=Clock.ANSWER),
    _asking(Step.REPLY_FULL, (*_WAITING, *_REPLIED), _S.ANSWERED, PARTNER, "ITI 21", clock=Clock.HOME),
    _asking(
        Step.REPLY_PART, (*_WAITING, *_REPLIED), _S.ANSWERED_IN_PART, PARTNER, "ITI 22", clock=Clock.HOME
    ),
    _asking(Step.REPLY_DELAYED, (*_WAITING, *_REPLIED), _S.DELAYED, PARTNER, "ITI 22", clock=Clock.ANSWER),
    _asking(Step.REPLY_REFUSED, (*_WAITING, *_REPLIED), _S.REFUSED, PARTNER, "ITI 22", clock=Clock.HOME),
    _asking(Step.REPLY_NO_RECORD, (*_WAITING, *_REPLIED), _S.NO_RECORD, PARTNER, "ITI 21", clock=Clock.HOME),
    _asking(
        Step.FELL_OVERDUE,
        (_S.REQUESTED, _S.ACKNOWLEDGED, _S.DELAYED),
        _S.OVERDUE,
        PROGRAM,
        "ITI 18",
        clock=Clock.REMINDER,
    ),
    _asking(Step.REMINDED, (_S.OVERDUE,), _S.OVERDUE, _SEND, "ITI 18", clock=Clock.REMINDER),
    _asking(Step.ESCALATED, (_S.OVERDUE,), _S.OVERDUE, PROGRAM, "ITI 18", clock=Clock.REMINDER),
    _asking(Step.GAVE_UP_WAITING, (_S.OVERDUE,), _S.NO_REPLY, PROGRAM, "ITI 18"),
    _asking(
        Step.DIVERSION_SET,
        (_S.SEARCHED, *_REPLIED, _S.NO_REPLY, _S.DIVERSION_SET),
        _S.DIVERSION_SET,
        _OPEN,
        "ITI 5",
        needs_reason=True,
    ),
    _asking(
        Step.CLOSED,
        (_S.SEARCHED, *_REPLIED, _S.NO_REPLY, _S.DIVERSION_SET, _S.EXEMPT, _S.UNTRACEABLE),
        _S.CLOSED,
        _OPEN,
        "ITI 36",
        needs_reason=True,
    ),
    _asking(
        Step.REOPENED,
        (_S.CLOSED, _S.EXEMPT, _S.UNTRACEABLE, _S.DIVERSION_SET),
        _S.SECURED,
        _OPEN,
        "ITI 14",
        needs_reason=True,
        clock=Clock.HOME,
    ),
    _answering(Step.REQUEST_RECEIVED, (), _S.RECEIVED, PARTNER, "ITI 16", clock=Clock.OUR_RECEIPT),
    _answering(
        Step.REQUEST_CHECKED, (_S.RECEIVED,), _S.CHECKED, _SEND, "ITI 15, 17", clock=Clock.OUR_RECEIPT
    ),
    _answering(Step.RECEIPT_SENT, (_S.CHECKED,), _S.RECEIPT_SENT, _SEND, "ITI 18 a", clock=Clock.OUR_ANSWER),
    _answering(
        Step.MORE_WANTED,
        (_S.CHECKED, _S.RECEIPT_SENT, _S.LOOKED_UP, _S.REVIEWED),
        _S.MORE_WANTED,
        _SEND,
        "ITI 20",
        clock=Clock.THEIR_MORE,
    ),
    _answering(
        Step.INFORMATION_RECEIVED,
        (_S.MORE_WANTED,),
        _S.RECEIPT_SENT,
        PARTNER,
        "ITI 20",
        clock=Clock.OUR_ANSWER,
    ),
    _answering(
        Step.LOOKED_UP,
        (_S.RECEIPT_SENT, _S.MORE_WANTED, _S.LOOKED_UP, _S.REVIEWED, *_SENT, _S.CLARIFIED),
        _S.LOOKED_UP,
        _SEND,
        "ITI 14",
        clock=Clock.OUR_ANSWER,
    ),
    _answering(
        Step.LEGALLY_REVIEWED,
        (*_AT_WORK, _S.REPLY_DELAYED, _S.REPLY_RESTRICTED, _S.REPLY_REFUSED),
        _S.REVIEWED,
        _REVIEW,
        "ITI 22",
        clock=Clock.OUR_ANSWER,
        after=(Step.LOOKED_UP,),
    ),
    _answering(Step.SENT_FULL, (_S.REVIEWED,), _S.REPLY_SENT, _SEND, "ITI 21"),
    _answering(Step.SENT_NO_RECORD, (_S.REVIEWED,), _S.REPLY_SENT, _SEND, "ITI 21"),
    _answering(Step.SENT_PART, (_S.REVIEWED,), _S.REPLY_RESTRICTED, _SEND, "ITI 22, 23", needs_reason=True),
    _answering(
        Step.SENT_RESTRICTED, (_S.REVIEWED,), _S.REPLY_RESTRICTED, _SEND, "ITI 22, 23", needs_reason=True
    ),
    _answering(
        Step.SENT_DELAYED,
        (_S.REVIEWED,),
        _S.REPLY_DELAYED,
        _SEND,
        "ITI 22, 23",
        needs_reason=True,
        clock=Clock.OUR_ANSWER,
    ),
    _answering(Step.SENT_REFUSED, (_S.REVIEWED,), _S.REPLY_REFUSED, _SEND, "ITI 22, 23", needs_reason=True),
    _answering(Step.CLARIFICATION_GIVEN, (*_SENT, _S.CLARIFIED), _S.CLARIFIED, _SEND, "ITI 23"),
    _answering(Step.CLOSE_RECEIVED, (*_SENT, _S.CLARIFIED), _S.CLOSED, PARTNER),
    _answering(
        Step.CLOSED,
        (*_SENT, _S.CLARIFIED, _S.RECEIVED, _S.CHECKED, _S.MORE_WANTED),
        _S.CLOSED,
        _SEND,
        needs_reason=True,
    ),
    _answering(
        Step.REOPENED,
        (_S.CLOSED,),
        _S.RECEIPT_SENT,
        _SEND,
        "ITI 14",
        needs_reason=True,
        clock=Clock.OUR_ANSWER,
    ),
)

_ALL_ASKING = frozenset(row.target for row in TABLE if row.side is Side.ASKING and row.target)
_ALL_ANSWERING = frozenset(row.target for row in TABLE if row.side is Side.ANSWERING and row.target)

NOTES: tuple[Transition, ...] = (
    *(
        Transition(side, step, stages, None, who, needs_reason, paragraph=paragraph)
        for step, who, needs_reason, paragraph in (
            (Step.FACTS_STATED, _OPEN, False, "ITI 17"),
            (Step.TOOK_PART, "trace.read", True, "ITI 15 a"),
            (Step.RESTRICTION_ANSWERED, PARTNER, False, "ITI 15"),
            (Step.RESTRICTION_DECLARED, _SEND, False, "ITI 15"),
            (Step.CONSENT_ASKED, _SEND, False, "ITI 15 c"),
            (Step.CONSENT_DECIDED, PARTNER, False, "ITI 15 c"),
            (Step.CLARIFICATION_ASKED, _SEND, False, "ITI 23"),
            (Step.CLARIFICATION_RECEIVED, PARTNER, False, "ITI 23"),
            (Step.RECEIVED_LATE, PARTNER, False, "ITI 18"),
        )
        for side, stages in ((Side.ASKING, _ALL_ASKING), (Side.ANSWERING, _ALL_ANSWERING))
    ),
    Transition(Side.ASKING, Step.ROUTE_CHOSEN, _ALL_ASKING, None, _OPEN, paragraph="ITI 16"),
    Transition(Side.ASKING, Step.OUTCOME_SENT, _ALL_ASKING, None, _SEND),
    Transition(Side.ANSWERING, Step.OUTCOME_RECEIVED, _ALL_ANSWERING, None, PARTNER),
    Transition(Side.ANSWERING, Step.REMINDER_RECEIVED, _ALL_ANSWERING, None, PARTNER),
    Transition(Side.ANSWERING, Step.INFORMATION_RECEIVED, _ALL_ANSWERING - {_S.MORE_WANTED}, None, PARTNER),
    Transition(Side.ANSWERING, Step.CLOSE_RECEIVED, _ALL_ANSWERING - {*_SENT, _S.CLARIFIED}, None, PARTNER),
)
"""Steps that are recorded and leave the case where it stands."""

FINAL = frozenset({Stage.CLOSED})
ANSWERED = frozenset({Stage.ANSWERED, Stage.ANSWERED_IN_PART, Stage.REFUSED, Stage.NO_RECORD})
"""Stages of an asking case in which the other State has answered for good."""


def find_transition(side: Side, stage: Stage | None, step: Step) -> Transition | None:
    """The row by which ``step`` is possible from ``stage`` (None: the case is being opened), or None."""
    for row in (*TABLE, *NOTES):
        if (
            row.side is side
            and row.step is step
            and (stage in row.sources or (stage is None and not row.sources))
        ):
            return row
    return None


def check_step(side: Side, stage: Stage | None, step: Step, *, reason: str = "") -> tuple[Finding, ...]:
    """Why a step is refused; empty when the table allows it and what it needs is there."""
    row = find_transition(side, stage, step)
    if row is None:
        here = {"case_step": step.value, "case_stage": stage.value if stage else "none"}
        possible = (
            Finding(
                "step_possible_from", {"case_step": step.value, "case_stage": source.value}, Severity.INFO
            )
            for source in sources_of(side, step)
        )
        return (Finding("step_not_possible", here, Severity.REFUSAL), *possible)
    if row.needs_reason and not reason.strip():
        return (Finding("step_needs_reason", {"case_step": step.value}, Severity.REFUSAL),)
    return ()


def sources_of(side: Side, step: Step) -> tuple[Stage, ...]:
    """The stages from which ``step`` is possible, in the order of `Stage`."""
    rows = [row for row in (*TABLE, *NOTES) if row.side is side and row.step is step]
    return tuple(stage for stage in Stage if any(stage in row.sources for row in rows))


def possible_steps(side: Side, stage: Stage) -> tuple[Transition, ...]:
    """The rows that lead on from ``stage``, in the order of the table."""
    return tuple(row for row in TABLE if row.side is side and stage in row.sources)


def check_other_person(row: Transition, done_by: str | None, by: str | None) -> tuple[Finding, ...]:
    """A step that confirms another's is taken by somebody else. ``None`` is the command line, which is nobody:
    its steps are recorded as such and raise an alert instead."""
    if row.after and by is not None and by == done_by:
        return (Finding("step_needs_another_person", {"case_step": row.step.value}, Severity.REFUSAL),)
    return ()


MAIN_LINE = {
    Side.ASKING: (
        Stage.OPENED,
        Stage.SECURED,
        Stage.DESCRIBED,
        Stage.IDENTIFIED,
        Stage.UNIQUE,
        Stage.SEARCHED,
        Stage.REQUESTED,
        Stage.ACKNOWLEDGED,
        Stage.ANSWERED,
        Stage.DIVERSION_SET,
        Stage.CLOSED,
    ),
    Side.ANSWERING: (
        Stage.RECEIVED,
        Stage.CHECKED,
        Stage.RECEIPT_SENT,
        Stage.LOOKED_UP,
        Stage.REVIEWED,
        Stage.REPLY_SENT,
        Stage.CLOSED,
    ),
}
"""The straight way through, as the case page draws it; the other stages hang below the one they stand for."""

BESIDE = {
    Stage.AMBIGUOUS: Stage.UNIQUE,
    Stage.UNTRACEABLE: Stage.UNIQUE,
    Stage.EXEMPT: Stage.IDENTIFIED,
    Stage.MORE_ASKED: Stage.ACKNOWLEDGED,
    Stage.OVERDUE: Stage.ACKNOWLEDGED,
    Stage.NO_REPLY: Stage.ANSWERED,
    Stage.ANSWERED_IN_PART: Stage.ANSWERED,
    Stage.DELAYED: Stage.ANSWERED,
    Stage.REFUSED: Stage.ANSWERED,
    Stage.NO_RECORD: Stage.ANSWERED,
    Stage.MORE_WANTED: Stage.RECEIPT_SENT,
    Stage.REPLY_RESTRICTED: Stage.REPLY_SENT,
    Stage.REPLY_DELAYED: Stage.REPLY_SENT,
    Stage.REPLY_REFUSED: Stage.REPLY_SENT,
    Stage.CLARIFIED: Stage.REPLY_SENT,
}
"""Where a stage off the straight way is drawn."""
