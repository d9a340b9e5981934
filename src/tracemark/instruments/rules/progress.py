"""How far a report is: what is hidden, how complete, what jumped since last time, and what it scores."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tracemark.findings import Finding, Severity
from tracemark.instruments.rules.conditions import visible_keys
from tracemark.instruments.rules.questionnaire import Instrument, Kind, Question
from tracemark.instruments.rules.values import Answer, value_cells

JUMP_FACTOR = 2
JUMP_AT_LEAST = 10
POINTS: Mapping[str, int] = {"yes": 2, "developing": 1, "no": 0}
"""What an answer of an assessment is worth; a blank is not scored, it is missing."""
GRADED = (Kind.YES_NO, Kind.DEVELOPING)


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How far one section is. ``points`` of ``most`` are of the graded answers only; ``sourced`` of the numbers.

    ``sound`` of the answers have nothing against them: no sum that does not add up, no unexplained jump.
    """

    section: str
    asked: int
    answered: int
    numbers: int
    sourced: int
    points: int
    most: int
    sound: int = 0
    blank_cells: int = 0
    """Cells left blank in tables that are answered: a table counts as answered with its first cell."""

    @property
    def quality(self) -> int | None:
        """Answers without anything against them in all answers, whole per cent; None without an answer."""
        return self.sound * 100 // self.answered if self.answered else None

    @property
    def completeness(self) -> int | None:
        """Answered in asked, whole per cent; None when nothing is asked."""
        return self.answered * 100 // self.asked if self.asked else None

    @property
    def score(self) -> int | None:
        """Points in the most there are, whole per cent; None without a graded answer."""
        return self.points * 100 // self.most if self.most else None


def hidden_answers(instrument: Instrument, answers: Mapping[str, Answer]) -> list[Finding]:
    """A finding for each question that is answered and yet not asked: it must not vanish silently."""
    shown = visible_keys(instrument, answers)
    return [
        Finding("answer_hidden", {"question": question.key, "when": question.when})
        for question in instrument.questions
        if answers.get(question.key) is not None and question.key not in shown
    ]


def progress_of(
    instrument: Instrument,
    answers: Mapping[str, Answer],
    sourced: Iterable[str] = (),
    doubted: Iterable[str] = (),
) -> tuple[SectionProgress, ...]:
    """Each section's progress. ``sourced`` are the keys whose answer is what the register gave.

    ``doubted`` are the keys of answers that something speaks against.
    """
    shown = visible_keys(instrument, answers)
    from_register, against = set(sourced), set(doubted)
    return tuple(
        _section_progress(
            section.key,
            [q for q in instrument.in_section(section.key) if q.key in shown],
            answers,
            from_register,
            against,
            is_graded=instrument.assessment,
        )
        for section in instrument.sections
    )


def _section_progress(
    key: str,
    questions: list[Question],
    answers: Mapping[str, Answer],
    sourced: set[str],
    doubted: set[str],
    *,
    is_graded: bool,
) -> SectionProgress:
    answered = [one for one in questions if answers.get(one.key) is not None]
    asked = [one for one in questions if not one.optional or answers.get(one.key) is not None]
    numbers = [one for one in answered if one.asks_for_numbers]
    graded = [answers[one.key] for one in answered if is_graded and one.kind in GRADED]
    return SectionProgress(
        section=key,
        asked=len(asked),
        answered=len(answered),
        numbers=len(numbers),
        sourced=sum(one.key in sourced for one in numbers),
        points=sum(POINTS[str(answer)] for answer in graded),
        most=2 * len(graded),
        sound=sum(one.key not in doubted for one in answered),
        blank_cells=sum(_blank_cells(one, answers[one.key]) for one in answered),
    )


def _blank_cells(question: Question, value: Answer) -> int:
    return len(question.rows) * len(question.columns) - len(value) if isinstance(value, dict) else 0


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell of a question that differs: what it was and what it is (None: blank)."""

    question: str
    path: str
    before: str | None
    after: str | None
    jumped: bool = False


def compare_answers(
    instrument: Instrument, before: Mapping[str, Answer], after: Mapping[str, Answer]
) -> tuple[Difference, ...]:
    """What differs, question by question and cell by cell; numbers that jumped are flagged."""
    found = []
    for question in instrument.questions:
        old, new = (value_cells(question, one.get(question.key)) for one in (before, after))
        for path in sorted({*old, *new}):
            if old.get(path) != new.get(path):
                jumped = _jumped(question, path, old.get(path), new.get(path))
                found.append(Difference(question.key, path, old.get(path), new.get(path), jumped))
    return tuple(found)


def _jumped(question: Question, path: str, before: str | None, after: str | None) -> bool:
    """Whether a number more than doubled or halved, by ten at least."""
    column = path.rpartition(".")[2]
    if not question.counts_its_years or question.kind is Kind.ROWS or column in question.text_columns:
        return False
    if before is None or after is None:
        return False
    low, high = sorted((Decimal(before), Decimal(after)))
    return high - low >= JUMP_AT_LEAST and high > low * JUMP_FACTOR


def jumps(differences: Iterable[Difference]) -> list[Finding]:
    """A finding with both numbers for each jump."""
    return [
        Finding(
            "answer_jumped",
            {"question": one.question, "cell": one.path, "before": one.before, "after": one.after},
            Severity.WARNING,
        )
        for one in differences
        if one.jumped
    ]
