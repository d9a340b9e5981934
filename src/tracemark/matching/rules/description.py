"""A weapon as matching sees it: the same shape for what was read and for what is on record."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from tracemark.marks.rules.mark import Mark, Role
from tracemark.register.rules.rows import Facts

Id = TypeVar("Id")

MOST_OF_A_FACT = 40
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
        imports=import_marks(facts.marks),
    )


def stated_make(code: str, text: str) -> str:
    """A maker by its code; without one, what was typed, marked as such."""
    return code or (f"{AS_TYPED}{keyed}" if (keyed := keyed_make("", text)) else "")


def keyed_make(code: str, text: str) -> str:
    """A maker as keys know it: its code, or the letters and digits that were typed."""
    return code or "".join(character for character in text.casefold() if character.isalnum())


def key_facts(list_kind: str, authority: str, facts: Facts, imports: Sequence[ImportMark]) -> str:
    """What the key table holds of a weapon beside its number, as one text: read back by `read_key_facts`."""
    calibre = facts.calibre_code or ""
    parts = (
        list_kind,
        authority,
        stated_make(facts.make_code or "", facts.make_text),
        facts.model_key,
        calibre,
        "" if calibre else facts.calibre_text,
        facts.type_code or "",
        facts.country_code or "",
        str(facts.year or ""),
        imports_text(imports),
    )
    return "\t".join(part.replace("\t", " ")[:MOST_OF_A_FACT] for part in parts)


class KeyFacts(NamedTuple):
    """What `key_facts` wrote; ``description`` is without numbers."""

    list_kind: str
    source: str
    description: Description


def read_key_facts(text: str, calibre_group: Callable[[str, str], str]) -> KeyFacts:
    """Read back what `key_facts` wrote; an empty text is that of no list."""
    parts = text.split("\t") if text else [""] * 10
    list_kind, authority, make, model, calibre, calibre_text, kind, country, year, imports = parts
    return KeyFacts(
        list_kind,
        custodian(list_kind, authority),
        Description(
            make=make,
            model=model,
            calibre=calibre,
            calibre_group=calibre_group(calibre, calibre_text),
            type=kind,
            country=country,
            year=int(year) if year else None,
            imports=imports_of(imports),
        ),
    )


def make_of_facts(text: str) -> str:
    """The maker in what `key_facts` wrote, as keys know it."""
    return text.split("\t", 3)[2].removeprefix(AS_TYPED) if text else ""


def custodian(list_kind: str, authority: str) -> str:
    """Whose books a weapon stands in: the kind of list and the authority that keeps it."""
    return f"{list_kind} {authority}".strip()


def import_marks(marks: Iterable[Mark]) -> tuple[ImportMark, ...]:
    """What the import marks among marks say."""
    return tuple(
        ImportMark(mark.country, mark.year)
        for mark in marks
        if mark.role is Role.IMPORT and (mark.country or mark.year)
    )


def imports_text(marks: Sequence[ImportMark]) -> str:
    """Import marks as one text: ``CA; US 1987``."""
    return "; ".join(sorted(f"{mark.country or ''} {mark.year or ''}".rstrip() for mark in marks))


def imports_of(text: str) -> tuple[ImportMark, ...]:
    """Import marks from one text."""
    pairs = (each.partition(" ") for each in text.split("; ") if each)
    return tuple(ImportMark(country or None, int(year) if year else None) for country, _, year in pairs)


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
