"""Which keys to look up for a reading: the reading is varied, so that records need one key each.

Everything is done on packed integers: a substitution is an exclusive-or, a missing or added character a shift. The
arithmetic runs in a frame one character wider than the reading, so that nothing falls off the end on the way.
"""

from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from itertools import combinations, product

from tracemark.marks.rules.look_alikes import CONFUSIONS
from tracemark.matching.rules.keys import BITS, CLASS_CODES, KEY_LENGTH, MAX_CODE, folded, pack, span

MAX_ENUMERATED = 3
MIN_LEGIBLE = 3
MAX_PREFIX = 3
MAX_EDIT_KEYS = 20_000
_PLACE = (1 << BITS) - 1


class Level(IntEnum):
    """How far a search goes, cheapest first."""

    AS_READ = 0
    ONE_EDIT = 1
    TWO_EDITS = 2
    CUT = 3
    ANY_TWO = 4


def _near_codes() -> dict[int, tuple[int, ...]]:
    """For each class the classes it is taken for, beyond those folded together."""
    near: dict[int, set[int]] = {code: set() for code in CLASS_CODES.values()}
    for left, right in CONFUSIONS:
        one, other = CLASS_CODES[folded(left)], CLASS_CODES[folded(right)]
        if one != other:
            near[one].add(other)
    return {code: tuple(sorted(others)) for code, others in near.items()}


_NEAR = _near_codes()


def head_keys(reading: str, level: Level) -> set[int]:
    """The head keys to look up at ``level`` for a normalized reading, without those of lower levels.

    A reading with more unread characters than can be enumerated gives none: `spans` may still find it.
    """
    if "*" in reading:
        return set()
    if level is Level.AS_READ:
        return _as_read(reading)
    if level is Level.ONE_EDIT:
        return _one_edit(reading)
    if level is Level.TWO_EDITS:
        return _two_edits(reading)
    if level is Level.CUT:
        return _beginnings(reading)
    return _any_two_wrong(reading)


def tail_keys(reading: str, level: Level) -> set[int]:
    """The tail keys to look up: endings that a record may have been cut to, or be legible in."""
    if level is not Level.CUT or "*" in reading or "?" in reading:
        return set()
    return {pack(reading[start:][::-1]) for start in range(1, len(reading) - MIN_LEGIBLE + 1)}


def spans(reading: str, level: Level) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Ranges of head keys and of tail keys to look up: for ``*``, for too many ``?``, and for a cut reading.

    Either is None when it would not narrow the search: fewer than three legible characters.
    """
    if level is Level.AS_READ and ("*" in reading or reading.count("?") > MAX_ENUMERATED):
        beginning = reading.replace("*", "?").split("?")[0]
        ending = reading.replace("*", "?").split("?")[-1]
        if len(beginning) >= len(ending):
            return _span(beginning), None
        return None, _span(ending[::-1])
    if level is Level.CUT and reading.isalnum():
        return _span(reading, MIN_LEGIBLE + 1), _span(reading[::-1], MIN_LEGIBLE + 1)
    return None, None


def is_too_open(reading: str) -> bool:
    """Whether a reading leaves so much open that it cannot be looked up by its characters."""
    if "*" not in reading and reading.count("?") <= MAX_ENUMERATED:
        return len(reading) == reading.count("?")
    return spans(reading, Level.AS_READ) == (None, None)


def _span(beginning: str, least: int = MIN_LEGIBLE) -> tuple[int, int] | None:
    return span(beginning) if len(beginning) >= least else None


def _as_read(reading: str) -> set[int]:
    """The reading itself, every ``?`` in every class, and leading zeros as a spreadsheet treats them."""
    if reading.count("?") > MAX_ENUMERATED:
        return set()
    texts = {reading, *_other_zeros(reading)}
    return {key for text in texts for key in _enumerated(text)}


def _other_zeros(reading: str) -> Iterator[str]:
    """A number without its leading zeros, and with one or two more."""
    if reading.isdigit():
        bare = reading.lstrip("0")
        if bare and bare != reading:
            yield bare
        yield f"0{reading}"
        yield f"00{reading}"


def _enumerated(reading: str) -> Iterator[int]:
    unread = [place for place, character in enumerate(reading[:KEY_LENGTH]) if character == "?"]
    key = pack(reading.replace("?", "0"))
    zero = CLASS_CODES["0"]
    shifts = [BITS * (KEY_LENGTH - 1 - place) for place in unread]
    for codes in product(range(1, MAX_CODE + 1), repeat=len(unread)):
        varied = key
        for shift, code in zip(shifts, codes, strict=True):
            varied ^= (zero ^ code) << shift
        yield varied


def _one_edit(reading: str) -> set[int]:
    """Every reading one edit away; for a reading with ``?`` only the likely edits of what was read."""
    unread = reading.count("?")
    if unread > 1:
        return set()
    if unread == 0:
        width = len(reading) + 1
        return {_trim(key, width) for key in _all_edits(pack(reading, width), len(reading), width)} | {
            pack(reading[cut:])
            for cut in range(2, MAX_PREFIX + 1)
            if reading[:cut].isalpha() and len(reading) > cut + 2
        }
    place = reading.index("?")
    width = len(reading) + 1
    return {
        _trim(near, width)
        for key in _filled(reading, place, width)
        for near in _likely_edits(key, len(reading), width)
    }


def _filled(reading: str, place: int, width: int) -> Iterator[int]:
    for code in range(1, MAX_CODE + 1):
        yield pack(reading.replace("?", "0"), width) ^ (CLASS_CODES["0"] ^ code) << BITS * (width - 1 - place)


@lru_cache(maxsize=64)
def _two_edits_of(packed: int, length: int) -> frozenset[int]:
    width = length + 1
    likely = sorted(_likely_edits(packed, length, width))
    found: set[int] = set()
    for key in likely:
        if len(found) > MAX_EDIT_KEYS:
            break
        found.update(_trim(edited, width) for edited in _all_edits(key, _length(key, width), width))
    return frozenset(found)


def _two_edits(reading: str) -> set[int]:
    """A likely edit (look-alike, swapped pair, missing character) and any other."""
    if "?" in reading or len(reading) < MIN_LEGIBLE + 1:
        return set()
    return set(_two_edits_of(pack(reading, len(reading) + 1), len(reading)))


def _any_two_wrong(reading: str) -> set[int]:
    """Any two characters wrong, however unlikely: 576 keys for each pair of places."""
    if not reading.isalnum() or not MIN_LEGIBLE < len(reading) <= KEY_LENGTH:
        return set()
    key = pack(reading)
    shifts = [BITS * (KEY_LENGTH - 1 - place) for place in range(len(reading))]
    # What turns the character at a place into another: an exclusive-or in its five bits.
    changes = [
        [
            ((key >> shift & _PLACE) ^ code) << shift
            for code in range(1, MAX_CODE + 1)
            if code != key >> shift & _PLACE
        ]
        for shift in shifts
    ]
    return {
        key ^ one ^ other for first, second in combinations(changes, 2) for one in first for other in second
    }


def _beginnings(reading: str) -> set[int]:
    """Beginnings that a record may have been cut to, or be legible in."""
    if "?" in reading:
        return set()
    return {pack(reading[:end]) for end in range(MIN_LEGIBLE, len(reading))}


def _trim(key: int, width: int) -> int:
    """From the working frame to a key of twelve characters."""
    surplus = BITS * (width - KEY_LENGTH)
    return key >> surplus if surplus >= 0 else key << -surplus


def _length(key: int, width: int) -> int:
    """How many characters stand in the frame."""
    empty = 0
    while empty < width and not key >> BITS * empty & _PLACE:
        empty += 1
    return width - empty


def _all_edits(key: int, length: int, width: int) -> Iterator[int]:
    """All keys one substitution, missing, added or swapped character away."""
    for place in range(length):
        shift = BITS * (width - 1 - place)
        code = key >> shift & _PLACE
        bare = key ^ code << shift
        for other in range(1, MAX_CODE + 1):
            if other != code:
                yield bare | other << shift
    yield from _without_one(key, length, width)
    yield from _with_one_more(key, length, width)
    yield from _swapped(key, length, width)


def _likely_edits(key: int, length: int, width: int) -> Iterator[int]:
    """Keys one look-alike beyond the fold, one swapped pair or one character fewer away."""
    for place in range(length):
        shift = BITS * (width - 1 - place)
        code = key >> shift & _PLACE
        bare = key ^ code << shift
        for other in _NEAR[code]:
            yield bare | other << shift
    yield from _swapped(key, length, width)
    yield from _without_one(key, length, width)


def _without_one(key: int, length: int, width: int) -> Iterator[int]:
    for place in range(length):
        below = BITS * (width - 1 - place)
        low = key & (1 << below) - 1
        yield key >> below + BITS << below + BITS | low << BITS


def _with_one_more(key: int, length: int, width: int) -> Iterator[int]:
    if length >= width:
        return
    for place in range(length + 1):
        below = BITS * (width - place)
        low = key & (1 << below) - 1
        opened = (key ^ low) | low >> BITS
        for code in range(1, MAX_CODE + 1):
            yield opened | code << below - BITS


def _swapped(key: int, length: int, width: int) -> Iterator[int]:
    for place in range(length - 1):
        shift = BITS * (width - 2 - place)
        left, right = key >> shift + BITS & _PLACE, key >> shift & _PLACE
        if left != right:
            yield key ^ ((left ^ right) << shift + BITS | (left ^ right) << shift)
