"""Which questions of two editions are one: joined by stable key, unless the question changed its meaning."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracemark.instruments.rules.questionnaire import Instrument, Question


class Link(StrEnum):
    """What a person decided about a key between two editions."""

    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of the table of decisions: from this edition on, the key asks the same, or something else."""

    instrument: str
    key: str
    edition: str
    link: Link
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Break:
    """From ``edition`` (first used in ``cycle``) on, a key is not joined with what came before.

    ``what`` names what differs: ``kind``, ``options``, ``cells``, ``unit`` or ``decided``; ``note`` is the person's
    reason, where one decided.
    """

    key: str
    edition: str
    cycle: int
    what: str
    note: str = ""


Joined = tuple[int, Instrument]
"""An edition and the first cycle it was used for."""


def breaks_of(editions: Sequence[Joined], decisions: Iterable[Decision]) -> Mapping[str, tuple[Break, ...]]:
    """By key, every edition from which on it is not joined with the edition before that asked it.

    A difference that nobody decided about is a break: a question is never joined silently.
    """
    decided = {(one.instrument, one.key, one.edition): one for one in decisions}
    last: dict[str, Question] = {}
    found: dict[str, list[Break]] = {}
    for cycle, edition in sorted(editions, key=lambda pair: (pair[0], pair[1].edition)):
        for question in edition.questions:
            before = last.get(question.key)
            last[question.key] = question
            if before is None:
                continue
            decision = decided.get((edition.id, question.key, edition.edition))
            what = difference(before, question)
            if decision is not None:
                what = "decided" if decision.link is Link.CHANGED else ""
            if what:
                note = decision.note if decision else ""
                found.setdefault(question.key, []).append(
                    Break(question.key, edition.edition, cycle, what, note)
                )
    return {key: tuple(breaks) for key, breaks in found.items()}


def difference(before: Question, after: Question) -> str:
    """What of a question differs so that its answers cannot simply be set side by side; empty when nothing does.

    Options, rows and columns that are only added leave old answers as they were: for a question of several ticks or
    a table that is no break. For a choice it is one, since the same State might now choose otherwise.
    """
    if before.kind is not after.kind:
        return "kind"
    if before.unit != after.unit:
        return "unit"
    if before.kind.value == "choice" and set(before.options) != set(after.options):
        return "options"
    if not set(before.options) <= set(after.options):
        return "options"
    if not (set(before.rows) <= set(after.rows) and set(before.columns) <= set(after.columns)):
        return "cells"
    return ""
