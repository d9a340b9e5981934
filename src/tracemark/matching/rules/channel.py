"""How likely a reading is, given the number on record: a noisy channel of single errors.

The reading is explained as the record with the likeliest set of errors (Viterbi alignment). Chances are those of
`Model`; which characters are taken for one another is the table of ``marks.rules.look_alikes``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import log

from tracemark.marks.rules.look_alikes import CONFUSIONS
from tracemark.matching.rules.alignment import NEVER, Edit, explain_reading, keep
from tracemark.matching.rules.model import Model

MAX_PREFIX = 3
MAX_CUT = 6
MIN_LEFT = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """The natural logarithm of P(reading | record), and the errors that explain it best."""

    log_chance: float
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is left to align after a change to the whole: lost zeros, a prefix, a cut."""

    read: str
    recorded: str
    log_chance: float
    edits: tuple[Edit, ...] = ()
    offset: int = 0


@lru_cache(maxsize=32768)
def liken(read: str, certainty: str, recorded: str, model: Model) -> Likeness:
    """P(``read`` | ``recorded``), both normalized. An unread ``?`` in the reading says nothing; ``*`` takes any run.

    ``certainty`` is empty or has one sign a character of the reading; a doubtful character is wrong more often.
    """
    if "*" in read:
        return _liken_pattern(read, recorded)
    signs = certainty if len(certainty) == len(read) else "=" * len(read)
    best = Likeness(NEVER)
    for frame in _frames(read, recorded, model):
        if frame.log_chance <= best.log_chance:
            continue
        found = _align(frame, signs[frame.offset : frame.offset + len(frame.read)], model)
        if found.log_chance > best.log_chance:
            best = found
    return best


def _frames(read: str, recorded: str, model: Model) -> Iterator[_Frame]:
    """The reading as it stands, then with what happens to a whole number."""
    yield _Frame(read, recorded, 0.0)
    if recorded.isdigit() and read.replace("?", "0").isdigit():
        yield from _zero_frames(read, recorded, model)
    for length in range(1, MAX_PREFIX + 1):
        prefix, rest = read[:length], read[length:]
        if prefix.isalpha() and len(rest) >= MIN_LEFT and len(rest) == len(recorded):
            edit = Edit("prefix", 1, prefix, "")
            yield _Frame(rest, recorded, log(model.prefix_added), (edit,), length)
    lost = len(recorded) - len(read)
    if 1 <= lost <= MAX_CUT and len(read) >= MIN_LEFT:
        each = log(model.cut_short / MAX_CUT / 2)
        yield _Frame(read, recorded[lost:], each, (Edit("cut", 1, "", recorded[:lost]),))
        yield _Frame(read, recorded[:-lost], each, (Edit("cut", len(read), "", recorded[-lost:]),))


def _zero_frames(read: str, recorded: str, model: Model) -> Iterator[_Frame]:
    """A spreadsheet takes zeros away in front of a number, on either side."""
    bare_read, bare_recorded = read.lstrip("0"), recorded.lstrip("0")
    zeros_read, zeros_recorded = len(read) - len(bare_read), len(recorded) - len(bare_recorded)
    if zeros_read != zeros_recorded and bare_read and bare_recorded and 0 in (zeros_read, zeros_recorded):
        edit = Edit("zeros", 1, "0" * zeros_read, "0" * zeros_recorded)
        yield _Frame(bare_read, bare_recorded, log(model.zeros_lost), (edit,), zeros_read)


def _align(frame: _Frame, signs: str, model: Model) -> Likeness:
    """The likeliest alignment of what a frame leaves."""
    if frame.read == frame.recorded and frame.read.isalnum():
        kept = sum(keep(sign, model) for sign in signs)
        return Likeness(frame.log_chance + kept, frame.edits)
    chance, edits = explain_reading(frame.read, signs, frame.recorded, model)
    if chance == NEVER:
        return Likeness(NEVER)
    placed = tuple(edit._replace(place=edit.place + frame.offset) for edit in edits)
    errors = sum(edit.kind != "unread" for edit in frame.edits + placed)
    further = log(model.further_edit) * max(errors - 1, 0)
    return Likeness(frame.log_chance + chance + further, frame.edits + placed)


def _liken_pattern(read: str, recorded: str) -> Likeness:
    """A pattern fits or it does not: it is a question, not a reading with slips."""
    return Likeness(0.0 if fits_pattern(read, recorded) else NEVER)


@lru_cache(maxsize=32768)
def fits_pattern(pattern: str, recorded: str) -> bool:
    """Whether ``recorded`` fits ``pattern``: ``?`` takes one character, ``*`` any run, a look-alike fits."""
    if not pattern:
        return not recorded
    if pattern[0] == "*":
        return any(fits_pattern(pattern[1:], recorded[start:]) for start in range(len(recorded) + 1))
    if not recorded:
        return False
    first, other = pattern[0], recorded[0]
    fits = first in ("?", other) or other == "?" or _is_close(first, other)
    return fits and fits_pattern(pattern[1:], recorded[1:])


def _is_close(left: str, right: str) -> bool:
    code, cost = CONFUSIONS.get((left, right), ("", 1.0))
    return bool(code) and cost <= 0.40
