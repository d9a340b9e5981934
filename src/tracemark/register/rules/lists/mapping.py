"""Which column is which field: a proposal that a person may change, and that is remembered when accepted."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracemark.findings import Finding, Param, Severity
from tracemark.register.rules.lists.cells import column_letter
from tracemark.register.rules.lists.columns import Guess, guess_fields
from tracemark.register.rules.lists.fields import FIELDS, REF_FIELDS
from tracemark.register.rules.lists.folding import fold
from tracemark.register.rules.lists.headers import Header, names_required
from tracemark.register.rules.lists.samples import fits
from tracemark.register.rules.rows import ListKind

LEAST_CONFIDENCE = 0.5
IGNORED = "-"
"""What a person maps a column to that is not to be read."""


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """The columns of one sheet. ``fields`` has a field or an empty text for each column of the header.

    ``confidences`` are 1 for what a person said. ``findings`` are about columns; a REFUSAL among them means that
    the sheet cannot be read.
    """

    kind: ListKind
    header: Header
    fields: tuple[str, ...]
    confidences: tuple[float, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether a required column is missing."""
        return any(finding.severity is Severity.REFUSAL for finding in self.findings)

    def column_of(self, name: str) -> int | None:
        """The column of a field, counted from 0; None when the sheet has no such column."""
        return self.fields.index(name) if name in self.fields else None

    def name_of(self, column: int) -> str:
        """What the list calls a column; the spreadsheet's letter for one without a name."""
        names = self.header.names
        return names[column] if column < len(names) and names[column] else column_letter(column)


@dataclass(slots=True)
class _Proposal:
    kind: ListKind
    header: Header
    samples: Sequence[Sequence[str]]
    fields: list[str] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def column_samples(self, column: int) -> list[str]:
        return [row[column] for row in self.samples if column < len(row) and row[column].strip()]

    def put(self, column: int, name: str, confidence: float) -> None:
        self.fields[column], self.confidences[column] = name, confidence


def propose_mapping(
    kind: ListKind,
    header: Header,
    samples: Sequence[Sequence[str]],
    *,
    chosen: Mapping[str, str] | None = None,
) -> SheetMapping:
    """Propose what each column is. ``samples`` are some rows below the header, to decide between two meanings.

    ``chosen`` maps names of columns (as written, or a spreadsheet's letters) to fields, by a person or remembered
    from an accepted list; ``-`` leaves a column out. A field is given to one column only, the surest.
    """
    width = max([len(header.names), *(len(row) for row in samples)], default=0)
    proposal = _Proposal(kind, header, samples, [""] * width, [0.0] * width)
    _apply_chosen(proposal, chosen or {})
    _apply_guesses(proposal)
    _promote(proposal)
    _report(proposal)
    return SheetMapping(
        kind, header, tuple(proposal.fields), tuple(proposal.confidences), tuple(proposal.findings)
    )


def fingerprint(kind: ListKind, names: Sequence[str]) -> str:
    """What an accepted mapping is remembered under: the same names in the same order."""
    text = "\x1f".join((kind.value, *(fold(name) for name in names)))
    return hashlib.sha256(text.encode()).hexdigest()


def check_chosen(kind: ListKind, chosen: Mapping[str, str]) -> tuple[Finding, ...]:
    """Refusals of a person's mapping that names a field this kind of list does not have."""
    known = {*FIELDS[kind], IGNORED}
    return tuple(
        Finding("field_unknown", {"column": column, "field": name}, Severity.REFUSAL)
        for column, name in chosen.items()
        if name not in known
    )


def _apply_chosen(proposal: _Proposal, chosen: Mapping[str, str]) -> None:
    by_name = {fold(name): name_of_field for name, name_of_field in chosen.items()}
    by_letter = {
        name: name_of_field for name, name_of_field in chosen.items() if name.isalpha() and name.isupper()
    }
    for column in range(len(proposal.fields)):
        names = proposal.header.names
        folded = fold(names[column]) if column < len(names) else ""
        name = by_name.get(folded) if folded else None
        name = name or by_letter.get(column_letter(column))
        if name:
            proposal.put(column, name, 1.0)


def _apply_guesses(proposal: _Proposal) -> None:
    taken = set(proposal.fields)
    ranked = sorted(
        (
            (-_weighed(proposal, column, guess.field, guess.confidence, len(guesses)), column, guess.field)
            for column, guesses in _open_columns(proposal)
            for guess in guesses
            if guess.confidence >= LEAST_CONFIDENCE
        ),
    )
    for confidence, column, name in ranked:
        if not proposal.fields[column] and name not in taken:
            proposal.put(column, name, -confidence)
            taken.add(name)


def _open_columns(proposal: _Proposal) -> list[tuple[int, tuple[Guess, ...]]]:
    return [
        (column, guess_fields(proposal.kind, name))
        for column, name in enumerate(proposal.header.names)
        if not proposal.fields[column]
    ]


def _weighed(proposal: _Proposal, column: int, name: str, confidence: float, meanings: int) -> float:
    """The confidence of a guess; of several meanings the one that the values do not fit is put last."""
    if meanings == 1 or fits(name, proposal.column_samples(column)):
        return confidence
    return confidence - 0.2


def _promote(proposal: _Proposal) -> None:
    """Columns that stand in for a missing serial: marks, a letter and the number beside it, a number that reads so."""
    if "serial" in proposal.fields:
        return
    if "other_marks" in proposal.fields:
        column = proposal.fields.index("other_marks")
        proposal.put(column, "serial", proposal.confidences[column])
    elif "serial_prefix" in proposal.fields:
        _promote_beside_prefix(proposal)
    else:
        _promote_number(proposal)


def _promote_beside_prefix(proposal: _Proposal) -> None:
    """ "Серия" with "номер" to its right are one serial number; alone it is the serial number itself."""
    column = proposal.fields.index("serial_prefix")
    beside = column + 1
    is_number = beside < len(proposal.fields) and proposal.fields[beside] in ("", *REF_FIELDS)
    is_filled = is_number and len(proposal.column_samples(beside)) * 2 >= len(proposal.column_samples(column))
    proposal.put(beside if is_filled else column, "serial", LEAST_CONFIDENCE)


def _promote_number(proposal: _Proposal) -> None:
    for name in REF_FIELDS:
        column = proposal.fields.index(name) if name in proposal.fields else None
        if column is not None and fits("serial", proposal.column_samples(column)):
            proposal.put(column, "serial", LEAST_CONFIDENCE)
            params = {"column": proposal.header.names[column], "field": "serial"}
            proposal.findings.append(Finding("column_guessed", params))
            return


def _report(proposal: _Proposal) -> None:
    for column, name in enumerate(proposal.fields):
        if not name and proposal.column_samples(column):
            proposal.findings.append(_unread(proposal, column))
    for group in names_required(proposal.kind, proposal.fields):
        params: dict[str, Param] = {"field": group[0], "fields": ", ".join(group), "row": proposal.header.row}
        proposal.findings.append(Finding("required_column_missing", params, Severity.REFUSAL))


def _unread(proposal: _Proposal, column: int) -> Finding:
    """A column that no field was found for: its values are kept under its own name."""
    names = proposal.header.names
    title = names[column] if column < len(names) else ""
    if not title:
        return Finding("column_without_name", {"column": column_letter(column)}, Severity.INFO)
    guesses = guess_fields(proposal.kind, title)
    if guesses and guesses[0].confidence >= LEAST_CONFIDENCE and guesses[0].field in proposal.fields:
        other = proposal.fields.index(guesses[0].field)
        return Finding(
            "column_repeated", {"column": title, "other": names[other] if other < len(names) else ""}
        )
    return Finding("unknown_column", {"column": title})
