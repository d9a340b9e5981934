"""How likely a reading is, given the number on record: a noisy channel of single errors.

The reading is explained as the record with the likeliest set of errors (Viterbi alignment). Chances are those of
`Model`; which characters are taken for one another is the table of ``marks.rules.look_alikes``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from typing import NamedTuple

from tracemark.marks.rules.look_alikes import CONFUSIONS
from tracemark.matching.rules.model import Model

NEVER = float("-inf")
MAX_PREFIX = 3
MAX_CUT = 6
MIN_LEFT = 3
BAND = 3
_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SAME_KIND = 0.85


class Edit(NamedTuple):
    """One way in which a reading differs from the record.

    ``kind``: ``confusable``, ``misread``, ``transposed``, ``missing`` (not in the reading), ``extra`` (only in the
    reading), ``zeros``, ``prefix``, ``cut``, ``unread`` (on the record). ``place`` counts from 1 in the reading.
    """

    kind: str
    place: int
    read: str
    recorded: str


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
        if prefix.isalpha() and len(rest) >= MIN_LEFT and len(rest) <= len(recorded):
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
        kept = sum(_keep(sign, model) for sign in signs)
        return Likeness(frame.log_chance + kept, frame.edits)
    if abs(len(frame.read) - len(frame.recorded)) > BAND:
        return Likeness(NEVER)
    chance, edits = _viterbi(frame.read, signs, frame.recorded, model)
    if chance == NEVER:
        return Likeness(NEVER)
    placed = tuple(edit._replace(place=edit.place + frame.offset) for edit in edits)
    errors = sum(edit.kind != "unread" for edit in frame.edits + placed)
    further = log(model.further_edit) * max(errors - 1, 0)
    return Likeness(frame.log_chance + chance + further, frame.edits + placed)


class _Cell(NamedTuple):
    chance: float
    edits: tuple[Edit, ...]


def _viterbi(read: str, signs: str, recorded: str, model: Model) -> tuple[float, tuple[Edit, ...]]:
    """Fill the table of best explanations of each beginning of the reading by each beginning of the record."""
    missed, added, swapped = (
        log(model.missed_character),
        log(model.added_character / len(_DIGITS + _LETTERS)),
        log(model.swapped_pair),
    )
    table: list[dict[int, _Cell]] = [{} for _ in range(len(read) + 1)]
    table[0][0] = _Cell(0.0, ())
    for i in range(len(read) + 1):
        for j in range(max(0, i - BAND), min(len(recorded), i + BAND) + 1):
            options = [table[i][j]] if (i, j) == (0, 0) else []
            if i and j and (cell := table[i - 1].get(j - 1)):
                options.append(_stepped(cell, read[i - 1], signs[i - 1], recorded[j - 1], i, model))
            if j and (cell := table[i].get(j - 1)):
                options.append(_plus(cell, missed, Edit("missing", max(i, 1), "", recorded[j - 1])))
            if i and (cell := table[i - 1].get(j)):
                options.append(_plus(cell, added, Edit("extra", i, read[i - 1], "")))
            if i > 1 and j > 1 and _is_swap(read, recorded, i, j) and (cell := table[i - 2].get(j - 2)):
                edit = Edit("transposed", i - 1, read[i - 2 : i], recorded[j - 2 : j])
                options.append(_plus(cell, swapped, edit))
            if options:
                table[i][j] = max(options, key=_chance)
    end = table[len(read)].get(len(recorded))
    return (end.chance, end.edits) if end else (NEVER, ())


def _chance(cell: _Cell) -> float:
    return cell.chance


def _plus(cell: _Cell, chance: float, edit: Edit) -> _Cell:
    return _Cell(cell.chance + chance, (*cell.edits, edit))


def _is_swap(read: str, recorded: str, i: int, j: int) -> bool:
    pair = read[i - 2 : i]
    return pair[0] != pair[1] and pair[::-1] == recorded[j - 2 : j]


def _stepped(cell: _Cell, read: str, sign: str, recorded: str, place: int, model: Model) -> _Cell:
    """One character read where one stands on record."""
    if read == "?":
        return cell
    if recorded == "?":
        return _plus(cell, log(model.unread_on_record), Edit("unread", place, read, recorded))
    if read == recorded:
        return _Cell(cell.chance + _keep(sign, model), cell.edits)
    kind = "confusable" if (read, recorded) in CONFUSIONS else "misread"
    return _plus(cell, _swap_cost(read, sign, recorded, model), Edit(kind, place, read, recorded))


def _wrong(sign: str, model: Model) -> float:
    return model.misread_when_doubtful if sign == "~" else model.misread


@lru_cache(maxsize=8)
def _keep(sign: str, model: Model) -> float:
    other = model.missed_character + model.added_character + model.swapped_pair
    return log(1 - _wrong(sign, model) - other)


@lru_cache(maxsize=8192)
def _swap_cost(read: str, sign: str, recorded: str, model: Model) -> float:
    """P(``read`` | ``recorded``): a share goes to look-alikes by their likeness, the rest evenly, mostly in kind."""
    alike = {left: 1 - cost for (left, right), (_, cost) in CONFUSIONS.items() if right == recorded}
    share = model.misread_as_look_alike if alike else 0.0
    chance = share * alike.get(read, 0.0) / sum(alike.values()) if alike else 0.0
    own = _DIGITS if recorded in _DIGITS else _LETTERS
    in_kind = SAME_KIND / (len(own) - 1) if read in own else (1 - SAME_KIND) / (36 - len(own))
    return log(_wrong(sign, model) * (chance + (1 - share) * in_kind))


@lru_cache(maxsize=256)
def slip_chances(read: str, model: Model) -> Mapping[str, float]:
    """P(``read`` | a character that stands there), by that character, of all the others."""
    return {other: exp(_swap_cost(read, "=", other, model)) for other in _DIGITS + _LETTERS if other != read}


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
