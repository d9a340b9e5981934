"""Why a candidate is one: reasons as findings, strongest first within numbers, then fields."""

from math import log

from tracemark.findings import Finding, Param, Severity
from tracemark.matching.rules.alignment import EDIT_CODES, Edit
from tracemark.matching.rules.description import Id
from tracemark.matching.rules.fields import DIFFERS, Weight
from tracemark.matching.rules.posterior import Answer, Candidate, SerialWeight

FIELD_NAMES = ("make", "model", "calibre", "type", "country", "year", "import")


def decibans(weight: float) -> int:
    """A natural logarithm in tenths of powers of ten: 10 means ten times likelier, -10 ten times less."""
    return round(10 * weight / log(10))


def reasons_of(candidate: Candidate[Id]) -> tuple[Finding, ...]:
    """All that speaks for (INFO) and against (WARNING) a candidate; ``weight`` is in decibans."""
    return (*_serial_reasons(candidate.serial), *(_field_reason(weight) for weight in candidate.fields))


def answer_findings(answer: Answer[Id]) -> tuple[Finding, ...]:
    """What holds for the answer as a whole."""
    findings = []
    if not answer.query.spellings:
        findings.append(Finding("no_number_read", {}, Severity.WARNING))
    if not answer.candidates or answer.none_probability > answer.candidates[0].probability:
        findings.append(Finding("probably_not_in_register", {}, Severity.WARNING))
    if answer.others_that_fit:
        findings.append(Finding("others_fit", {"count": answer.others_that_fit}, Severity.INFO))
    return tuple(findings)


def _serial_reasons(serial: SerialWeight) -> list[Finding]:
    weight = decibans(serial.weight)
    if serial.read is None:
        return []
    if serial.recorded is None:
        return [Finding("serial_not_on_record", {"weight": weight}, Severity.WARNING)]
    numbers: dict[str, Param] = {"read": serial.read.text, "recorded": serial.recorded.text, "weight": weight}
    reasons = [_edit_reason(edit, weight) for edit in serial.edits]
    if not reasons:
        is_open = not (serial.read.text.isalnum() and serial.recorded.text.isalnum())
        reasons = [Finding("serial_fits" if is_open else "serial_same", numbers, Severity.INFO)]
    if serial.read.rank or serial.recorded.rank:
        reasons.append(Finding("serial_other_spelling", numbers, Severity.INFO))
    if serial.read.is_part or serial.recorded.is_part:
        reasons.append(Finding("number_of_a_part", numbers, Severity.WARNING))
    return reasons + [
        Finding("other_number_agrees", {"read": read.text, "recorded": recorded.text}, Severity.INFO)
        for read, recorded in serial.others
    ]


def _edit_reason(edit: Edit, weight: int) -> Finding:
    params: dict[str, Param] = {
        "read": edit.read,
        "recorded": edit.recorded,
        "place": edit.place,
        "weight": weight,
    }
    severity = Severity.INFO if edit.kind in ("confusable", "zeros", "unread") else Severity.WARNING
    return Finding(EDIT_CODES[edit.kind], params, severity)


def _field_reason(weight: Weight) -> Finding:
    params: dict[str, Param] = {
        "read": weight.read,
        "recorded": weight.recorded,
        "weight": decibans(weight.weight),
    }
    if weight.one_in:
        params["one_in"] = weight.one_in
    severity = Severity.WARNING if weight.verdict == DIFFERS else Severity.INFO
    return Finding(f"{weight.field}_{weight.verdict}", params, severity)
