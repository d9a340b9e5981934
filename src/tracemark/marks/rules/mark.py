"""What is engraved on a weapon, as one reader read it (ITI 7, 8)."""

from dataclasses import dataclass, field
from enum import StrEnum

from tracemark.findings import Finding


class Role(StrEnum):
    """What a mark is for."""

    SERIAL = "serial"
    MODEL = "model"
    MAKER = "maker"
    FACTORY = "factory"
    IMPORT = "import"
    STATE = "state"
    PART = "part"
    PROOF = "proof"
    CALIBRE = "calibre"
    YEAR = "year"
    OTHER = "other"


class Absent(StrEnum):
    """Why there is no reading: five different things."""

    NONE = "none"
    NOT_LOOKED_FOR = "not_looked_for"
    ILLEGIBLE = "illegible"
    REMOVED = "removed"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class Step:
    """One change made while normalizing; ``code`` has words in six languages."""

    code: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark, kept as read.

    ``normalized`` holds A-Z, 0-9 and ``?`` (one character that could not be read) and ``*`` (several);
    ``certainty`` has one sign for each of its characters: ``=`` sure, ``~`` doubtful, ``?`` unreadable.
    ``alternatives`` are other honest spellings of the same mark (Cyrillic by sound, for one), best first.
    A mark that is absent has an empty ``normalized`` and says why. ``country`` (ISO alpha-2), ``year`` and
    ``importer`` belong to import marks; ``position`` is the part that carries the mark.
    """

    role: Role
    verbatim: str
    normalized: str = ""
    alternatives: tuple[str, ...] = ()
    script: str = "none"
    certainty: str = ""
    symbol: str | None = None
    absent: Absent | None = None
    country: str | None = None
    year: int | None = None
    position: str | None = None
    steps: tuple[Step, ...] = ()
    importer: str | None = None


@dataclass(frozen=True, slots=True)
class CellReading:
    """All marks found in one cell, with why it was split so."""

    marks: tuple[Mark, ...]
    findings: tuple[Finding, ...] = field(default=())
