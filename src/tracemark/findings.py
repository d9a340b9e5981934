"""The only way a rule speaks: a code, its parameters and how serious it is.

The words of every code live in ``tracemark.ui.words`` and its six catalogues, never in a rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Param = str | int | bool | None


class Severity(StrEnum):
    """How serious a finding is: what the reader must do about it."""

    INFO = "info"
    WARNING = "warning"
    ALERT = "alert"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule noticed. ``code`` is snake_case and has words in six languages."""

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)
    severity: Severity = Severity.WARNING


class Refused(Exception):
    """An act that the rules do not allow; carries the findings that say why."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(", ".join(finding.code for finding in findings))
        self.findings = findings
