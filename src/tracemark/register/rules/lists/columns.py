"""What a column's name means: a name to the fields it may stand for, each with a confidence."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from tracemark.register.rules.lists.column_names import COLUMN_NAMES, KIND_COLUMN_NAMES
from tracemark.register.rules.lists.fields import FIELDS
from tracemark.register.rules.lists.folding import fold, is_spaceless
from tracemark.register.rules.rows import ListKind

LONGEST_NAME = 80
"""Longer than this it is a sentence, not the name of a column."""

CERTAIN, NEARLY, PART, INSIDE, MISSPELT = 1.0, 0.95, 0.9, 0.6, 0.7

PERSONAL = frozenset({"names", "person_details"})
AT_AN_END = 0.55
"""A name of a personal field at either end of a header ("Tél. du déclarant") is believed: doubt protects the person."""

_BRACKETS = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
_PARTS = re.compile(r"\s*[/|\n\r]\s*|\s+[-–—]\s+|[(\[（【)\]）】]")


@dataclass(frozen=True, slots=True)
class Guess:
    """A field that a column may be. ``confidence`` is between 0 and 1."""

    field: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of one kind of list: folded name to the fields it may mean, likeliest first."""

    fields: Mapping[str, tuple[str, ...]]

    def guesses(self, name: str, confidence: float) -> list[Guess]:
        return [
            Guess(field, confidence - 0.01 * place) for place, field in enumerate(self.fields.get(name, ()))
        ]


@lru_cache(maxsize=65536)
def guess_fields(kind: ListKind, header: str) -> tuple[Guess, ...]:
    """The fields that a column named ``header`` may be in a list of this kind, likeliest first.

    Exact names first, then the name without its brackets, one of several languages in one cell ("Serial / 枪号"), a
    known name inside a longer one, and a single typing error.
    """
    if not header.strip() or len(header) > LONGEST_NAME:
        return ()
    names = _names(kind)
    best: dict[str, Guess] = {}
    for guess in _all_guesses(names, header):
        if guess.field not in best or guess.confidence > best[guess.field].confidence:
            best[guess.field] = guess
    return tuple(sorted(best.values(), key=lambda guess: -guess.confidence))


def _all_guesses(names: _Names, header: str) -> Iterator[Guess]:
    folded = fold(header)
    yield from names.guesses(folded, CERTAIN)
    yield from names.guesses(fold(_BRACKETS.sub(" ", header)), NEARLY)
    for part in _PARTS.split(header):
        yield from names.guesses(fold(part), PART)
    yield from _inside(names, folded)
    if len(folded) >= 5 and folded.replace(" ", "").isalpha():
        for name in get_close_matches(folded, names.fields, n=1, cutoff=0.88):
            yield from names.guesses(name, MISSPELT)


def _inside(names: _Names, folded: str) -> Iterator[Guess]:
    """Known names inside a longer one; the more of it they are, the surer."""
    if is_spaceless(folded):
        for name in names.fields:
            if len(name) >= 2 and name in folded and is_spaceless(name):
                yield from names.guesses(name, INSIDE * len(name) / len(folded) + 0.2)
        return
    words = folded.split(" ")
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            name = " ".join(words[first:last])
            if len(name) < 3 or last - first == len(words) or len(words) > 8:
                continue
            confidence = INSIDE * len(name) / len(folded) + 0.2
            for guess in names.guesses(name, confidence):
                at_an_end = guess.field in PERSONAL and (first == 0 or last == len(words))
                yield Guess(guess.field, max(guess.confidence, AT_AN_END)) if at_an_end else guess


@lru_cache(maxsize=16)
def _names(kind: ListKind) -> _Names:
    fields: dict[str, list[str]] = {}
    own = KIND_COLUMN_NAMES.get(kind, {})
    for field, listed in own.items():
        for name in listed:
            fields.setdefault(name, []).append(field)
    settled = frozenset(fields)
    for field in FIELDS[kind]:
        for name in (*COLUMN_NAMES[field], field.replace("_", " ")):
            if name not in settled and field not in fields.setdefault(name, []):
                fields[name].append(field)
    return _Names({name: tuple(listed) for name, listed in fields.items()})


def looks_like_names(kind: ListKind, cells: Sequence[str]) -> float:
    """How much a row looks like a header: the sum of its best confidences, one a field."""
    best: dict[str, float] = {}
    for text in cells:
        for guess in guess_fields(kind, text)[:1]:
            best[guess.field] = max(best.get(guess.field, 0.0), guess.confidence)
    return sum(confidence for confidence in best.values() if confidence >= 0.5)
