"""A weapon as matching sees it: the same shape for what was read and for what is on record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from tracemark.marks.rules.mark import Mark, Role
from tracemark.register.rules.rows import Facts

Id = TypeVar("Id")

AS_TYPED = "typed:"
"""Before a maker that the tables do not know."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """One number on a weapon: A-Z, 0-9, ``?`` (one unread) and ``*`` (several); ``certainty`` as in ``Mark``.

    ``rank`` is 0 for the best reading of a serial, above 0 for its other honest spellings.
    """

    text: str
    certainty: str = ""
    rank: int = 0
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class ImportMark:
    """What an import mark says: the importing State and the year, as far as legible (ITI 8(b))."""

    country: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of one weapon. A value that is missing is empty or None: it counts neither for nor against."""

    spellings: tuple[Spelling, ...] = ()
    make: str = ""
    model: str = ""
    calibre: str = ""
    calibre_group: str = ""
    type: str = ""
    country: str = ""
    year: int | None = None
    imports: tuple[ImportMark, ...] = ()

    @property
    def serial(self) -> Spelling | None:
        """The best reading of the serial, if there is one."""
        return next((spelling for spelling in self.spellings if not spelling.is_part), None)


@dataclass(frozen=True, slots=True)
class Record(Generic[Id]):
    """A weapon on record, with whatever its list calls it by. ``id`` must be hashable.

    ``source`` names the list it stands on: two records of one list are two weapons, however alike.
    """

    id: Id
    description: Description
    source: str = ""


def describe(facts: Facts, calibre_group: Callable[[str, str], str]) -> Description:
    """Turn the facts of a row or weapon into a description.

    ``calibre_group(code, text)`` gives the coarse calibre, empty when it is not known. A make that the tables do not
    know stands as its folded text, so that the same unknown name on both sides still agrees.
    """
    return Description(
        spellings=_spellings(facts.marks),
        make=stated_make(facts.make_code or "", facts.make_text),
        model=facts.model_key,
        calibre=facts.calibre_code or "",
        calibre_group=calibre_group(facts.calibre_code or "", facts.calibre_text),
        type=facts.type_code or "",
        country=facts.country_code or "",
        year=facts.year,
        imports=tuple(
            ImportMark(mark.country, mark.year)
            for mark in facts.marks
            if mark.role is Role.IMPORT and (mark.country or mark.year)
        ),
    )


def stated_make(code: str, text: str) -> str:
    """A maker by its code; without one, what was typed, marked as such."""
    return code or (f"{AS_TYPED}{keyed}" if (keyed := keyed_make("", text)) else "")


def keyed_make(code: str, text: str) -> str:
    """A maker as keys know it: its code, or the letters and digits that were typed."""
    return code or "".join(character for character in text.casefold() if character.isalnum())


def _spellings(marks: tuple[Mark, ...]) -> tuple[Spelling, ...]:
    """Every reading of every number, serials before numbers of parts."""
    found: dict[str, Spelling] = {}
    for mark in sorted(marks, key=lambda each: each.role is Role.PART):
        if mark.role not in (Role.SERIAL, Role.PART) or not mark.normalized:
            continue
        is_part = mark.role is Role.PART
        found.setdefault(mark.normalized, Spelling(mark.normalized, mark.certainty, 0, is_part))
        for rank, text in enumerate(mark.alternatives, 1):
            found.setdefault(text, Spelling(text, "", rank, is_part))
    return tuple(found.values())
