"""A questionnaire as data: what an edition of an instrument asks, in which order, and on which paragraph it rests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

LANGUAGES = ("en", "ar", "zh-hans", "fr", "ru", "es")
"""The six languages; English stands first because a draft is written in it."""

OTHER = "other"
"""The option that asks for a text of its own."""


class Kind(StrEnum):
    """How a question is answered. A blank is none of them: no answer is not "no" and not zero."""

    YES_NO = "yes_no"
    DEVELOPING = "developing"
    NUMBER = "number"
    CHOICE = "choice"
    MANY = "many"
    TEXT = "text"
    TABLE = "table"
    ROWS = "rows"
    FILES = "files"


class Standing(StrEnum):
    """How sure we are of an edition: its questions confirmed, some of them, or a draft of ours."""

    CONFIRMED = "confirmed"
    PARTLY = "partly"
    DRAFT = "draft"


class Period(StrEnum):
    """What a report covers."""

    TWO_YEARS = "two_years"
    YEAR = "year"
    MOMENT = "moment"


class Evidence(StrEnum):
    """How a question is known: seen in the form, described by an official text, or ours until confirmed."""

    SEEN = "seen"
    DESCRIBED = "described"
    UNCONFIRMED = "unconfirmed"


FIXED_OPTIONS: Mapping[Kind, tuple[str, ...]] = {
    Kind.YES_NO: ("yes", "no"),
    Kind.DEVELOPING: ("yes", "developing", "no"),
}
"""Options that a kind brings along; their words are the program's own."""

COUNT = "count"
YEARS = "years"
"""The unit of how long something is kept: whole years, or `INDEFINITE`."""
INDEFINITE = "indefinite"
DECIMAL_UNITS = frozenset({"percent", "usd", "value"})
"""Units whose numbers may have decimals; all others are whole."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of an edition.

    ``key`` is stable over editions, ``number`` is what the form prints (empty: not seen). ``options`` belong to
    choice and many; ``rows`` × ``columns`` to a table; ``columns`` alone to rows (one line a holder, a transfer …).
    ``text_columns`` are columns of words; the others hold numbers. ``when`` is a condition, ``prefill`` a
    reference to a figure, ``checks`` are equations (see `conditions`, `prefill`, `checks`). ``need`` is the
    category of help that a gap here calls for.
    """

    key: str
    section: str
    kind: Kind
    number: str = ""
    options: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    text_columns: tuple[str, ...] = ()
    when: str = ""
    unit: str = COUNT
    basis: str = ""
    prefill: str = ""
    checks: tuple[str, ...] = ()
    evidence: Evidence = Evidence.UNCONFIRMED
    need: str = ""
    optional: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be chosen: the kind's own options, or the question's."""
        return FIXED_OPTIONS.get(self.kind, self.options)

    @property
    def asks_for_numbers(self) -> bool:
        """Whether an answer holds a number."""
        is_grid = self.kind in (Kind.TABLE, Kind.ROWS)
        return self.kind is Kind.NUMBER or (is_grid and self.columns != self.text_columns)

    @property
    def counts_its_years(self) -> bool:
        """Whether its numbers are of the report's own years, and so never carried over: all but a time of keeping."""
        return self.asks_for_numbers and self.unit != YEARS


@dataclass(frozen=True, slots=True)
class Section:
    """A section of an edition; ``owner`` names the kind of authority that usually answers it."""

    key: str
    number: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One edition of one instrument, whole. ``words`` maps a name and a language to a text.

    Names of words: ``title`` · ``section.KEY`` · a question's key, or ``/`` and its last part · ``KEY:help`` ·
    ``KEY:action`` (what to do about a gap; else ``section.KEY:action`` or ``/action``) · ``KEY/CODE`` or ``/CODE``
    for an option, row or column (the first one found holds).
    """

    id: str
    edition: str
    standing: Standing
    period: Period
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    words: Mapping[str, Mapping[str, str]]
    sources: tuple[str, ...] = ()
    own_words: bool = True
    assessment: bool = False
    by_key: Mapping[str, Question] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {question.key: question for question in self.questions})

    @property
    def name(self) -> str:
        """What commands and addresses call the edition: ``poa-iti/2020``."""
        return f"{self.id}/{self.edition}"

    def in_section(self, section: str) -> Iterator[Question]:
        """The questions of a section, in order."""
        return (question for question in self.questions if question.section == section)

    def find_section(self, text: str) -> Section | None:
        """The section of that key or number, or None."""
        return next((one for one in self.sections if text in (one.key, one.number)), None)

    def text(self, name: str, language: str) -> str:
        """The words of ``name`` in ``language``; the name itself when there are none."""
        return self.words.get(name, {}).get(language) or self.words.get(name, {}).get("en") or name

    def name_of(self, key: str) -> str:
        """The name of the words of a question: its key, or ``/`` and the key's last part (``/details``)."""
        return key if key in self.words else f"/{key.rpartition('.')[2]}"

    def question_text(self, key: str, language: str) -> str:
        """The words of a question."""
        return self.text(self.name_of(key), language)

    def action_name(self, question: Question) -> str:
        """The name of the words that say what to do about a gap: the question's, its section's, or the edition's."""
        names = (f"{question.key}:action", f"section.{question.section}:action", "/action")
        return next((name for name in names if name in self.words), "")

    def code_text(self, key: str, code: str, language: str) -> str:
        """The words of an option, row or column of the question ``key``; the code when the edition has none."""
        own = f"{key}/{code}"
        name = own if own in self.words else f"/{code}"
        return self.text(name, language) if name in self.words else code
