"""Explaining a reading by the number on record, character by character, with the likeliest set of errors.

Two quick ways cover nearly all pairs that a search finds; the third tries every alignment (Viterbi). Chances are
natural logarithms and those of `Model`; which characters are taken for one another is ``marks.rules.look_alikes``.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import exp, log
from typing import NamedTuple

from tracemark.marks.rules.look_alikes import CONFUSIONS
from tracemark.matching.rules.model import Model

NEVER = float("-inf")
BAND = 3
MAX_STRANGERS = 3
SAME_KIND = 0.85
ALPHABET = 36
_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Edit(NamedTuple):
    """One way in which a reading differs from the record.

    ``kind``: ``confusable``, ``misread``, ``transposed``, ``missing`` (not in the reading), ``extra`` (only in the
    reading), ``zeros``, ``prefix``, ``cut``, ``unread`` (on the record). ``place`` counts from 1 in the reading.
    """

    kind: str
    place: int
    read: str
    recorded: str


Explained = tuple[float, tuple[Edit, ...]]
"""A chance and the errors."""


def explain_reading(read: str, signs: str, recorded: str, model: Model) -> Explained:
    """The chance of the reading and its errors by the first way that applies; ``NEVER`` when none does."""
    return (
        few_wrong(read, signs, recorded, model)
        or one_more_or_less(read, signs, recorded, model)
        or best_explanation(read, signs, recorded, model)
    )


def few_wrong(read: str, signs: str, recorded: str, model: Model) -> Explained | None:
    """The quick way for numbers of one length: at most two characters differ, or two neighbours are swapped."""
    if len(read) != len(recorded):
        return None
    wrong = [place for place in range(len(read)) if read[place] != recorded[place] and read[place] != "?"]
    if len(wrong) > 2:
        return None
    kept = sum(
        keep(signs[place], model) for place in range(len(read)) if place not in wrong and read[place] != "?"
    )
    steps = [_step(read, signs, recorded, place, place, model) for place in wrong]
    chance = sum(step for step, _ in steps)
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1 and _is_swap(read, recorded, wrong[1], wrong[1]):
        swapped = log(model.swapped_pair)
        if swapped > chance:
            return kept + swapped, (_swap_edit(read, recorded, wrong[1], wrong[1]),)
    return kept + chance, tuple(edit for _, edit in steps if edit is not None)


def one_more_or_less(read: str, signs: str, recorded: str, model: Model) -> Explained | None:
    """The quick way for one character missed or added and nothing else."""
    longer, shorter = (recorded, read) if len(recorded) > len(read) else (read, recorded)
    if len(longer) != len(shorter) + 1 or "?" in read or "?" in recorded:
        return None
    place = next((at for at, character in enumerate(shorter) if longer[at] != character), len(shorter))
    if longer[place + 1 :] != shorter[place:]:
        return None
    if longer is recorded:
        kept = sum(keep(sign, model) for sign in signs)
        edit = Edit("missing", max(place, 1), "", longer[place])
        return kept + log(model.missed_character), (edit,)
    kept = sum(keep(sign, model) for at, sign in enumerate(signs) if at != place)
    edit = Edit("extra", place + 1, longer[place], "")
    return kept + log(model.added_character / ALPHABET), (edit,)


def best_explanation(read: str, signs: str, recorded: str, model: Model) -> Explained:
    """The best explanation of the reading by the record, over all of them.

    ``best[i][j]`` is the chance of reading the first ``i`` characters where the first ``j`` stand; ``back`` says by
    which step, so that the errors can be told.
    """
    height, width = len(read), len(recorded)
    if abs(height - width) > BAND or _strangers(read, recorded) > MAX_STRANGERS:
        return NEVER, ()
    best = [[NEVER] * (width + 1) for _ in range(height + 1)]
    back = [[(0, 0)] * (width + 1) for _ in range(height + 1)]
    best[0][0] = 0.0
    for i in range(height + 1):
        for j in range(max(0, i - BAND), min(width, i + BAND) + 1):
            for step, chance in _steps(read, signs, recorded, i, j, model):
                found = best[i - step[0]][j - step[1]] + chance
                if found > best[i][j]:
                    best[i][j], back[i][j] = found, step
    return best[height][width], _edits(read, recorded, back)


def _strangers(read: str, recorded: str) -> int:
    """How many characters read have no like on record: a floor under the number of errors."""
    return sum(
        max(read.count(character) - recorded.count(character), 0)
        for character in set(read)
        if character != "?"
    )


def _steps(
    read: str, signs: str, recorded: str, i: int, j: int, model: Model
) -> Iterator[tuple[tuple[int, int], float]]:
    """The steps that lead to ``(i, j)``: characters taken of each side, and the chance."""
    if i and j:
        yield (1, 1), _step(read, signs, recorded, i - 1, j - 1, model)[0]
    if j:
        yield (0, 1), log(model.missed_character)
    if i:
        yield (1, 0), log(model.added_character / ALPHABET)
    if i > 1 and j > 1 and _is_swap(read, recorded, i - 1, j - 1):
        yield (2, 2), log(model.swapped_pair)


def _edits(read: str, recorded: str, back: list[list[tuple[int, int]]]) -> tuple[Edit, ...]:
    """The errors of the best explanation, in order."""
    i, j = len(read), len(recorded)
    found: list[Edit] = []
    while (i, j) != (0, 0) and back[i][j] != (0, 0):
        step = back[i][j]
        edit = _edit_of(step, read, recorded, i, j)
        if edit is not None:
            found.append(edit)
        i, j = i - step[0], j - step[1]
    return tuple(reversed(found))


def _edit_of(step: tuple[int, int], read: str, recorded: str, i: int, j: int) -> Edit | None:
    if step == (0, 1):
        return Edit("missing", max(i, 1), "", recorded[j - 1])
    if step == (1, 0):
        return Edit("extra", i, read[i - 1], "")
    if step == (2, 2):
        return _swap_edit(read, recorded, i - 1, j - 1)
    return _pair_edit(read[i - 1], recorded[j - 1], i)


def _swap_edit(read: str, recorded: str, i: int, j: int) -> Edit:
    """Two neighbours, the second at index ``i`` of the reading and ``j`` of the record."""
    return Edit("transposed", i, read[i - 1 : i + 1], recorded[j - 1 : j + 1])


def _is_swap(read: str, recorded: str, i: int, j: int) -> bool:
    return read[i] == recorded[j - 1] and read[i - 1] == recorded[j] and read[i] != read[i - 1]


def _step(read: str, signs: str, recorded: str, i: int, j: int, model: Model) -> tuple[float, Edit | None]:
    """One character read (index ``i``) where one stands on record (index ``j``)."""
    one, other = read[i], recorded[j]
    edit = _pair_edit(one, other, i + 1)
    if one == "?":
        return 0.0, None
    if edit is None:
        return keep(signs[i], model), None
    if edit.kind == "unread":
        return log(model.unread_on_record), edit
    return _swap_cost(one, signs[i], other, model), edit


def _pair_edit(read: str, recorded: str, place: int) -> Edit | None:
    if read in ("?", recorded):
        return None
    if recorded == "?":
        return Edit("unread", place, read, recorded)
    return Edit("confusable" if (read, recorded) in CONFUSIONS else "misread", place, read, recorded)


def _wrong(sign: str, model: Model) -> float:
    return model.misread_when_doubtful if sign == "~" else model.misread


@lru_cache(maxsize=8)
def keep(sign: str, model: Model) -> float:
    """The chance, as a logarithm, that a character is read as it stands."""
    other = model.missed_character + model.added_character + model.swapped_pair
    return log(1 - _wrong(sign, model) - other)


@lru_cache(maxsize=8192)
def swap_chance(read: str, sign: str, recorded: str, model: Model) -> float:
    """P(``read`` | ``recorded``) for one character."""
    if read == recorded:
        return exp(keep(sign, model))
    return _wrong(sign, model) * misread_share(read, recorded, model)


def misread_share(read: str, recorded: str, model: Model) -> float:
    """How often ``recorded`` is misread as ``read``, as a factor of how often a character is misread at all.

    As learnt, else as set by hand: a share goes to look-alikes by their likeness, the rest evenly, mostly in kind.
    """
    learnt = model.substitutions.get((recorded, read))
    if learnt is not None:
        return learnt
    alike = {left: 1 - cost for (left, right), (_, cost) in CONFUSIONS.items() if right == recorded}
    share = model.misread_as_look_alike if alike else 0.0
    chance = share * alike.get(read, 0.0) / sum(alike.values()) if alike else 0.0
    own = _DIGITS if recorded in _DIGITS else _LETTERS
    in_kind = SAME_KIND / (len(own) - 1) if read in own else (1 - SAME_KIND) / (ALPHABET - len(own))
    return chance + (1 - share) * in_kind


def _swap_cost(read: str, sign: str, recorded: str, model: Model) -> float:
    return log(swap_chance(read, sign, recorded, model))


@lru_cache(maxsize=256)
def slip_chances(read: str, model: Model) -> Mapping[str, float]:
    """P(``read`` | a character that stands there), by that character, of all the others."""
    return {other: exp(_swap_cost(read, "=", other, model)) for other in _DIGITS + _LETTERS if other != read}
