"""Normalizing one mark: from what a reader typed to A-Z, 0-9, ``?`` and ``*``, with every step kept."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tracemark.marks.rules.alphabets import digit_readings, latin_readings
from tracemark.marks.rules.mark import Role, Step
from tracemark.marks.rules.notation import MAX_READINGS, SURE
from tracemark.marks.rules.scripts import script_of
from tracemark.marks.rules.stages import MAX_LENGTH, blank_readings, clean, doubtful_readings, prepare

# Letters and digits with spaces or single hyphens, slashes or full stops between: only three stages can
# change it.
_SIMPLE = re.compile(r" *[A-Za-z0-9]+(?:(?: +|[-/.])[A-Za-z0-9]+)*[-/. ]?")
_TO_SPACELESS = str.maketrans("", "", " ")
_TO_BARE = str.maketrans("", "", "-/.")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A mark in its normalized spelling, its other honest spellings (best first), and how it came about.

    ``certainty`` has one sign for each character of ``normalized`` (see ``Mark``).
    """

    normalized: str
    alternatives: tuple[str, ...] = ()
    script: str = "none"
    certainty: str = ""
    steps: tuple[Step, ...] = ()


def normalize(text: str, role: Role = Role.SERIAL) -> Spelling:
    """Normalize one mark. Never raises; normalizing a normalized mark changes nothing.

    Look-alikes are kept as read (an O stays an O): see ``look_alikes.fold``. Letters of other scripts are
    spelt in Latin by shape or by sound, whichever is likelier first, and the other way in ``alternatives``.
    A letter with no Latin spelling becomes ``?``. Chinese numerals are figures in model marks only.
    """
    if text.isascii() and "x" not in text and text.count("X") < 3 and len(text) <= MAX_LENGTH:
        if text.isalnum():
            return _plain(text)
        if _SIMPLE.fullmatch(text):
            return _simple(text)
    return _spell(text, role)


def _plain(text: str) -> Spelling:
    """The quick way for ASCII letters and digits, which is how nearly all marks are typed."""
    upper = text.upper()
    steps = () if upper == text else (Step("upper_cased", text, upper),)
    return Spelling(upper, (), "none" if text.isdigit() else "latin", SURE * len(text), steps)


def _simple(text: str) -> Spelling:
    """The quick way for ASCII with ordinary separators: the same steps as the careful way."""
    upper = text.upper()
    spaceless = upper.translate(_TO_SPACELESS)
    bare = spaceless.translate(_TO_BARE)
    steps = tuple(
        Step(code, before, after)
        for code, before, after in (
            ("upper_cased", text, upper),
            ("spaces_removed", upper, spaceless),
            ("separators_removed", spaceless, bare),
        )
        if before != after
    )
    return Spelling(bare, (), "none" if bare.isdigit() else "latin", SURE * len(bare), steps)


@lru_cache(maxsize=8192)
def _spell(text: str, role: Role) -> Spelling:
    """The careful way: stage after stage, each change a step, each fork another reading."""
    first, *others = [
        last
        for doubtful in doubtful_readings(prepare(text, role))
        for numeric in digit_readings(doubtful)
        for latin in latin_readings(numeric)
        for last in blank_readings(clean(latin, role))
    ]
    normalized = first.draft.text
    alternatives = dict.fromkeys(path.draft.text for path in others if path.draft.text != normalized)
    return Spelling(
        normalized, tuple(alternatives)[:MAX_READINGS], script_of(text), first.draft.signs, first.steps
    )
