"""Which further fact would settle an answer: what the best probability would become, on average, if it were known.

Candidates are split by their recorded value of the fact. Whatever has no value of its own there — "none of them", or a
record that says nothing — is spread over the values as the candidates are, so that learning one neither helps nor
harms it. The best answer of a value is the likeliest candidate or "none"; over all values it can only rise.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple

from tracemark.marks.rules.comparing import align
from tracemark.matching.rules.description import AS_TYPED, Description, Id, Spelling
from tracemark.matching.rules.posterior import Answer, Candidate

LEAST_GAIN = 0.005
"""A rise of the best probability below this is no rise: it does not show in whole per cent."""

CHARACTER = "character"
CHARACTERS = "characters"
MIN_MODEL = 2
YEARS_APART = 1


@dataclass(frozen=True, slots=True)
class Settling(Generic[Id]):
    """A fact that the question lacks and what learning it would bring.

    ``fact`` is a field's name, ``character`` or ``characters`` (an unread run), which stand at ``place`` of the number
    as read, counted from 1. ``splits`` gives the recorded values, likeliest first, with the probability of each;
    ``points_to``, beside them, the likeliest weapon that has the value, or None where "none" stays likelier.
    """

    fact: str
    place: int | None
    expected_best: float
    splits: tuple[tuple[str, float], ...]
    points_to: tuple[Id | None, ...] = ()


class _Group(NamedTuple):
    """Places in the ranking of the candidates that share one recorded value."""

    value: str
    members: list[int]


def best_probability(answer: Answer[Id]) -> float:
    """The probability of the likeliest answer, "none of them" being one."""
    return max(answer.none_probability, answer.best.probability if answer.best else 0.0)


def settle(answer: Answer[Id], descriptions: Mapping[Id, Description]) -> tuple[Settling[Id], ...]:
    """The facts that the question lacks and that would raise the best probability, strongest first.

    ``descriptions`` are those of the candidates' records; a record that is not among them says nothing.
    """
    present = best_probability(answer)
    useful = [
        each for each in weigh_facts(answer, descriptions) if each.expected_best - present >= LEAST_GAIN
    ]
    return tuple(sorted(useful, key=lambda each: -each.expected_best))


def weigh_facts(answer: Answer[Id], descriptions: Mapping[Id, Description]) -> list[Settling[Id]]:
    """Every fact that the question lacks, useful or not: fields in their order, then characters."""
    return [
        *(_settle_field(answer, descriptions, name) for name in _missing_fields(answer.query)),
        *_settle_characters(answer),
    ]


def _missing_fields(query: Description) -> list[str]:
    given = {name: getattr(query, name) for name in ("make", "model", "calibre", "type", "country", "year")}
    return [name for name, value in (*given.items(), ("import", query.imports)) if not value]


def _settle_field(answer: Answer[Id], descriptions: Mapping[Id, Description], name: str) -> Settling[Id]:
    value_of, alike, shown = _FIELDS[name]
    values = [
        next((value for each in _records(candidate, descriptions) if (value := value_of(each))), None)
        for candidate in answer.candidates
    ]
    return _split(answer, name, None, _grouped(values, alike, shown))


def _records(candidate: Candidate[Id], descriptions: Mapping[Id, Description]) -> Iterator[Description]:
    """What all records of one weapon say, its own first."""
    for record in (candidate.id, *candidate.also):
        if record in descriptions:
            yield descriptions[record]


def _split(answer: Answer[Id], fact: str, place: int | None, groups: Sequence[_Group]) -> Settling[Id]:
    """Weigh the groups: in each the best of its own members and of what is spread over all."""
    chances = [candidate.probability for candidate in answer.candidates]
    own = [sum(chances[each] for each in group.members) for group in groups]
    total = sum(own)
    if total <= 0:
        return Settling(fact, place, best_probability(answer), ())
    named = {each for group in groups for each in group.members}
    spread = [(chance, at) for at, chance in enumerate(chances) if at not in named]
    expected, lines = 0.0, []
    for group, chance in zip(groups, own, strict=True):
        share = chance / total
        rivals = [(chances[at], at) for at in group.members] + [(each * share, at) for each, at in spread]
        best, at = max(rivals, key=lambda rival: rival[0])
        is_none = answer.none_probability * share > best
        expected += max(best, answer.none_probability * share)
        lines.append((share, group.value, None if is_none else answer.candidates[at].id))
    lines.sort(key=lambda line: -line[0])
    splits = tuple((value, share) for share, value, _ in lines)
    return Settling(fact, place, expected, splits, tuple(weapon for _, _, weapon in lines))


def _grouped(
    values: Sequence[Any], alike: Callable[[Any, Any], bool], shown: Callable[[Any], str]
) -> list[_Group]:
    """Put together what cannot be told apart: each value joins the first that it is like.

    In order, for the vaguest come first: no exact calibre before one, a model before its variants.
    """
    groups: list[tuple[Any, list[int]]] = []
    held = [(value, place) for place, value in enumerate(values) if value]
    for value, place in sorted(held):
        home = next((members for first, members in groups if alike(first, value)), None)
        if home is None:
            groups.append((value, [place]))
        else:
            home.append(place)
    return [_Group(shown(value), members) for value, members in groups]


# Fields: how each is taken from a record, which two values may be one, and how it is shown.


class _Calibre(NamedTuple):
    exact: str
    coarse: str


def _calibre(description: Description) -> _Calibre | None:
    given = description.calibre or description.calibre_group
    return _Calibre(description.calibre, description.calibre_group) if given else None


def _calibres_alike(one: _Calibre, other: _Calibre) -> bool:
    """Two exact calibres are one when equal; where one is only coarse ("9 mm") the group decides."""
    if one.exact and other.exact:
        return one.exact == other.exact
    return bool(one.coarse) and one.coarse == other.coarse


def _shown_calibre(calibre: _Calibre) -> str:
    return calibre.exact or calibre.coarse


def _make(description: Description) -> str:
    """A maker that no table knows may be any, so that learning the maker says nothing of it."""
    return "" if description.make.startswith(AS_TYPED) else description.make


def _models_alike(one: str, other: str) -> bool:
    """A model and its variant: ``M70`` and ``M70AB2``."""
    return one == other or (len(one) >= MIN_MODEL and other.startswith(one))


def _years_alike(one: int, other: int) -> bool:
    return abs(one - other) <= YEARS_APART


def _imports(description: Description) -> tuple[str, ...]:
    return tuple(f"{mark.country or ''} {mark.year or ''}".strip() for mark in description.imports)


def _imports_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    return not set(one).isdisjoint(other)


def _equal(one: str, other: str) -> bool:
    return one == other


_FIELDS: Mapping[str, tuple[Callable[[Description], Any], Callable[[Any, Any], bool], Callable[[Any], str]]]
_FIELDS = {
    "make": (_make, _equal, str),
    "model": (lambda each: each.model, _models_alike, str),
    "calibre": (_calibre, _calibres_alike, _shown_calibre),
    "type": (lambda each: each.type, _equal, str),
    "country": (lambda each: each.country, _equal, str),
    "year": (lambda each: each.year, _years_alike, str),
    "import": (_imports, _imports_alike, ", ".join),
}
FACTS = (*_FIELDS, CHARACTER, CHARACTERS)
"""Every fact that may be named."""


# Characters of the number that were not read, or are in doubt.


def _settle_characters(answer: Answer[Id]) -> Iterator[Settling[Id]]:
    read = answer.query.serial
    if read is None:
        return
    opposite = [_opposite(read, candidate) for candidate in answer.candidates]
    for place, fact in _open_places(read):
        values = [characters[place] if characters else "" for characters in opposite]
        legible = ["" if "?" in value else value for value in values]
        yield _split(answer, fact, place + 1, _grouped(legible, _equal, str))


def _open_places(read: Spelling) -> list[tuple[int, str]]:
    """Where the number is unread or doubtful (from 0), and whether that is one character or a run of them."""
    signs = read.certainty if len(read.certainty) == len(read.text) else "=" * len(read.text)
    return [
        (place, CHARACTERS if character == "*" else CHARACTER)
        for place, (character, sign) in enumerate(zip(read.text, signs, strict=True))
        if character in "?*" or sign == "~"
    ]


def _opposite(read: Spelling, candidate: Candidate[Id]) -> list[str]:
    """For each character read, what stands there on record; empty where this reading was not the one compared."""
    serial = candidate.serial
    if serial.read != read or serial.recorded is None:
        return []
    recorded = serial.recorded.text
    shifts = any(edit.kind not in _IN_PLACE for edit in serial.edits)
    if len(recorded) == len(read.text) and "*" not in read.text and not shifts:
        return list(recorded)
    return _aligned(read.text, recorded)


_IN_PLACE = frozenset({"confusable", "misread", "transposed", "unread"})


def _aligned(read: str, recorded: str) -> list[str]:
    """The same for numbers of different lengths; a ``*`` takes all that stands beside it."""
    found: list[str] = []
    before = ""
    for column in align(read, recorded).columns:
        if column.left:
            found.append(f"{before if column.left == '*' else ''}{column.right}")
            before = ""
        elif found and read[len(found) - 1] == "*":
            found[-1] += column.right
        else:
            before += column.right
    return [*found, *[""] * (len(read) - len(found))]
