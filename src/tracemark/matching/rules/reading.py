"""Explaining a reading by the number on record: the plain reference of ``kernels.aligning`` that names the errors.

Every way to come from the record to the reading is tried (Viterbi); tests hold its chance equal to the kernel's.
"""

from typing import NamedTuple

from tracemark.marks.rules.look_alikes import CONFUSIONS
from tracemark.matching.rules.alignment import Edit
from tracemark.matching.rules.codes import ALPHABET, WIDTH
from tracemark.matching.rules.errors import Errors, prefix_chances
from tracemark.matching.rules.kernels import aligning

MIN_LEFT = 3


class Step(NamedTuple):
    """One step of an explanation: characters taken of each side, its chance, and the error if it is one."""

    read: int
    recorded: int
    chance: float
    edit: Edit | None


class Explained(NamedTuple):
    """The natural logarithm of P(reading | record) and the errors that explain it best."""

    log_chance: float
    edits: tuple[Edit, ...]


def explain(read: str, certainty: str, recorded: str, errors: Errors) -> Explained:
    """The likeliest explanation. ``certainty``: empty, or a sign a character of the reading, ``~`` for doubtful."""
    read, recorded = read[:WIDTH], recorded[:WIDTH]
    signs = (
        [sign == "~" for sign in certainty[:WIDTH]] if len(certainty) >= len(read) else [False] * len(read)
    )
    if is_quick(read, recorded):
        places = range(len(read))
        return Explained(
            sum(_sub(read, signs, recorded, place, place, errors) for place in places),
            _unread(read, recorded),
        )
    best: dict[tuple[int, int], tuple[float, Step | None]] = {(0, 0): (0.0, None)}
    for i in range(len(read) + 1):
        for j in range(len(recorded) + 1):
            for step in _steps(read, signs, recorded, i, j, errors):
                before = best.get((i - step.read, j - step.recorded))
                if (
                    before is not None
                    and before[0] + step.chance > best.get((i, j), (aligning.NEVER, None))[0]
                ):
                    best[i, j] = before[0] + step.chance, step
    chance = best.get((len(read), len(recorded)), (aligning.NEVER, None))[0]
    if "*" not in read:
        chance -= float(errors.costs[aligning.FURTHER])
    return Explained(chance, _edits(best, len(read), len(recorded)))


def is_quick(read: str, recorded: str) -> bool:
    """Whether the two agree as far as both are legible, so that nothing is to be explained."""
    return len(read) == len(recorded) and all(
        one == other or "?" in (one, other) for one, other in zip(read, recorded, strict=True)
    )


def _unread(read: str, recorded: str) -> tuple[Edit, ...]:
    pairs = enumerate(zip(read, recorded, strict=True), 1)
    return tuple(Edit("unread", place, one, other) for place, (one, other) in pairs if other == "?" != one)


def _sub(read: str, signs: list[bool], recorded: str, i: int, j: int, errors: Errors) -> float:
    return float(errors.subs[int(signs[i]), ALPHABET.index(recorded[j]), ALPHABET.index(read[i])])


def _steps(read: str, signs: list[bool], recorded: str, i: int, j: int, errors: Errors) -> list[Step]:
    """The steps that lead to ``i`` characters read and ``j`` on record explained."""
    steps = _whole_steps(read, recorded, i, j, errors) if i == 0 or j == 0 else []
    steps += _end_steps(read, recorded, i, j, errors)
    further = float(errors.costs[aligning.FURTHER])
    if i and read[i - 1] == "*":
        return steps + [Step(1, 0, 0.0, None)] + ([Step(0, 1, 0.0, None)] if j else [])
    if i:
        kind = aligning.ADDED if (i, j) != (len(read), len(recorded)) else aligning.ADDED_END
        kind = aligning.ADDED_START if i == 1 and (j == 0 or (i, j) == (len(read), len(recorded))) else kind
        steps.append(Step(1, 0, further + float(errors.costs[kind]), Edit("extra", i, read[i - 1], "")))
    if j and i:
        at_end = (i, j) == (len(read), len(recorded))
        missed = errors.costs[aligning.MISSED_END if at_end else aligning.MISSED]
        steps.append(Step(0, 1, further + float(missed), Edit("missing", max(i, 1), "", recorded[j - 1])))
        steps.append(_pair_step(read, signs, recorded, i, j, errors))
    if i > 1 and j > 1 and read[i - 1] != recorded[j - 1] and _is_swap(read, recorded, i, j):
        edit = Edit("transposed", i - 1, read[i - 2 : i], recorded[j - 2 : j])
        steps.append(Step(2, 2, further + float(errors.costs[aligning.SWAPPED]), edit))
    return steps


def _is_swap(read: str, recorded: str, i: int, j: int) -> bool:
    return read[i - 1] == recorded[j - 2] and read[i - 2] == recorded[j - 1]


def _pair_step(read: str, signs: list[bool], recorded: str, i: int, j: int, errors: Errors) -> Step:
    one, other = read[i - 1], recorded[j - 1]
    chance = _sub(read, signs, recorded, i - 1, j - 1, errors)
    if one in ("?", other):
        return Step(1, 1, chance, None)
    if other == "?":
        return Step(1, 1, chance, Edit("unread", i, one, other))
    kind = "confusable" if (one, other) in CONFUSIONS else "misread"
    return Step(1, 1, chance + float(errors.costs[aligning.FURTHER]), Edit(kind, i, one, other))


def _whole_steps(read: str, recorded: str, i: int, j: int, errors: Errors) -> list[Step]:
    """What happens to a beginning: a first character missed, characters cut off, a prefix, zeros lost."""
    further = float(errors.costs[aligning.FURTHER])
    steps: list[Step] = []
    zeros_read, zeros_recorded = _zeros(read), _zeros(recorded)
    if i == 0 and j:
        if j == 1:
            start = float(errors.costs[aligning.MISSED_START])
            steps.append(Step(0, 1, further + start, Edit("missing", 1, "", recorded[0])))
        if j <= min(aligning.MAX_CUT, len(recorded) - MIN_LEFT):
            steps.append(
                Step(0, j, further + float(errors.costs[aligning.CUT]), Edit("cut", 1, "", recorded[:j]))
            )
        if j == zeros_recorded < len(recorded) and zeros_read == 0:
            edit = Edit("zeros", 1, "", "0" * j)
            steps.append(Step(0, j, further + float(errors.costs[aligning.ZEROS]), edit))
    if j == 0 and 0 < i <= min(aligning.MAX_PREFIX, len(read) - MIN_LEFT):
        chance = float(prefix_chances(read, errors)[i])
        steps.append(Step(i, 0, further + chance, Edit("prefix", 1, read[:i], "")))
    if j == 0 and 0 < i == zeros_read < len(read) and zeros_recorded == 0:
        steps.append(Step(i, 0, further + float(errors.costs[aligning.ZEROS]), Edit("zeros", 1, "0" * i, "")))
    return steps


def _end_steps(read: str, recorded: str, i: int, j: int, errors: Errors) -> list[Step]:
    """An ending cut off."""
    if (i, j) != (len(read), len(recorded)):
        return []
    cost = float(errors.costs[aligning.FURTHER] + errors.costs[aligning.CUT])
    most = min(aligning.MAX_CUT, len(recorded) - MIN_LEFT)
    return [Step(0, lost, cost, Edit("cut", max(i, 1), "", recorded[-lost:])) for lost in range(1, most + 1)]


def _zeros(text: str) -> int:
    """How many zeros a number of digits begins with; -1 when it is not all digits."""
    if not text.replace("?", "1").isdigit():
        return -1
    return len(text) - len(text.lstrip("0"))


def _edits(best: dict[tuple[int, int], tuple[float, Step | None]], i: int, j: int) -> tuple[Edit, ...]:
    found: list[Edit] = []
    while (entry := best.get((i, j))) is not None and entry[1] is not None:
        step = entry[1]
        if step.edit is not None:
            found.append(step.edit)
        i, j = i - step.read, j - step.recorded
    return tuple(reversed(found))
