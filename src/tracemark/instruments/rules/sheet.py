"""A section as lines of a spreadsheet that an authority fills in offline, and those lines read back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracemark.findings import Finding, Severity
from tracemark.instruments.rules.questionnaire import OTHER, Instrument, Kind, Question
from tracemark.instruments.rules.values import OTHER_TEXT, Answer, Cells, read_cells, value_cells

SPARE_LINES = 8
"""Empty lines that a question of lines is given beyond those it has."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line: a cell of a question. ``path`` is within the question; ``text`` what stands there now."""

    key: str
    path: str
    number: str
    text: str
    is_first: bool


def sheet_lines(questions: Iterable[Question], answers: Mapping[str, Answer]) -> Iterator[SheetLine]:
    """The lines of these questions, each cell of each question once, filled with the answers."""
    for question in questions:
        cells = value_cells(question, answers.get(question.key))
        for at, path in enumerate(paths_of(question, answers.get(question.key))):
            yield SheetLine(question.key, path, question.number, cells.get(path, ""), at == 0)


def paths_of(question: Question, value: Answer = None) -> tuple[str, ...]:
    """Every path a question has; one of lines has as many lines as its value, and spare ones."""
    other = (OTHER_TEXT,) if OTHER in question.options else ()
    match question.kind:
        case Kind.MANY:
            return (*question.options, *other)
        case Kind.CHOICE:
            return ("", *other)
        case Kind.TABLE:
            return tuple(f"{row}.{column}" for row in question.rows for column in question.columns)
        case Kind.ROWS:
            lines = (len(value) if isinstance(value, list) else 0) + SPARE_LINES
            return tuple(f"{at}.{column}" for at in range(1, lines + 1) for column in question.columns)
        case Kind.FILES:
            return ()
    return ("",)


def path_label(instrument: Instrument, question: Question, path: str, language: str) -> str:
    """What a cell is called beside its question: option, row and column, or line and column."""
    if not path:
        return ""
    if path == OTHER_TEXT:
        return instrument.code_text(question.key, OTHER, language) + " …"
    if question.kind is Kind.MANY:
        return instrument.code_text(question.key, path, language)
    row, _, column = path.partition(".")
    first = row if question.kind is Kind.ROWS else instrument.code_text(question.key, row, language)
    return f"{first} · {instrument.code_text(question.key, column, language)}"


def read_lines(
    instrument: Instrument, lines: Sequence[tuple[str, str, str]], keys: Iterable[str]
) -> tuple[dict[str, Answer], list[Finding]]:
    """Answers of the questions ``keys`` from lines (key, path, text); None where all cells are blank.

    A line of a question that is not among ``keys`` is a finding and changes nothing, and a question of which no
    line came at all is left out of the answer.
    """
    wanted = set(keys)
    cells: dict[str, Cells] = {}
    findings: list[Finding] = []
    for key, path, text in lines:
        if key not in wanted:
            if text.strip():
                findings.append(Finding("question_not_of_section", {"question": key[:80]}, Severity.WARNING))
        elif text.strip() and cells.get(key, {}).get(path, text) != text:
            findings.append(Finding("cell_twice", {"question": key, "cell": path}, Severity.REFUSAL))
        else:
            cells.setdefault(key, {})[path] = text
    answers: dict[str, Answer] = {}
    for key, given in cells.items():
        answers[key], wrong = read_cells(instrument.by_key[key], given)
        findings += wrong
        if wrong:
            del answers[key]
    return answers, findings
