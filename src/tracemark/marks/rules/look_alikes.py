"""Characters of marks that are taken for one another: the one table for folding, search and comparison.

``normalized`` never folds these: an engraved O stays O. Folding is the business of a matching key, and the
weights are the business of a comparison.
"""

from types import MappingProxyType

# 25 classes over A-Z and 0-9: the sets measured for the index (no new collision on real serial numbers), each
# named by its first character. Source: project measurements, docs/rooms/marks.md, "Look-alikes".
LOOK_ALIKE_SETS = ("0ODQ", "1IL", "5S", "8B", "2Z", "6G", "4A", "UV")
LOOK_ALIKE_CLASSES = MappingProxyType(
    {
        character: next((group[0] for group in LOOK_ALIKE_SETS if character in group), character)
        for character in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    }
)
_FOLD = str.maketrans(dict(LOOK_ALIKE_CLASSES))

SHAPE = "confusable_shape"
SCRIPT = "confusable_script"
NATIONAL_DIGIT = "confusable_national_digit"

# Cost of taking one for the other, between 0 (the same) and 1 (nothing in common). The order of the first
# five is that of studies of reading codes aloud and from labels (safety of medicines; laboratory orders by
# telephone), and 5/S and 2/Z are those police guides warn of. The figures themselves are our judgement
# until a node has learnt its own from accepted matches.
_PAIRS: tuple[tuple[str, str, float], ...] = (
    ("0O", SHAPE, 0.10),
    ("1L", SHAPE, 0.15),
    ("2Z", SHAPE, 0.20),
    ("1I", SHAPE, 0.20),
    ("5S", SHAPE, 0.20),
    ("8B", SHAPE, 0.25),
    ("IL", SHAPE, 0.25),
    ("0DQ", SHAPE, 0.30),
    ("ODQ", SHAPE, 0.30),
    ("6G", SHAPE, 0.30),
    ("UV", SHAPE, 0.30),
    ("4A", SHAPE, 0.40),
    ("CG", SHAPE, 0.40),
    ("EF", SHAPE, 0.40),
    ("KX", SHAPE, 0.45),
    ("VY", SHAPE, 0.45),
    ("UY", SHAPE, 0.50),
    ("17", SHAPE, 0.40),
    ("1IJLT7", SHAPE, 0.55),
    ("38", SHAPE, 0.45),
    ("3B", SHAPE, 0.55),
    ("6B", SHAPE, 0.55),
    ("68", SHAPE, 0.50),
    ("0C", SHAPE, 0.55),
    ("OC", SHAPE, 0.50),
    ("0G", SHAPE, 0.55),
    ("MN", SHAPE, 0.60),
    ("HN", SCRIPT, 0.35),
    ("PR", SCRIPT, 0.35),
    ("CS", SCRIPT, 0.40),
    ("BV", SCRIPT, 0.40),
    ("UY", SCRIPT, 0.40),
    ("3Z", SCRIPT, 0.40),
    ("50", NATIONAL_DIGIT, 0.50),
    ("67", NATIONAL_DIGIT, 0.60),
    ("7V", NATIONAL_DIGIT, 0.60),
)


def _pair_costs() -> dict[tuple[str, str], tuple[str, float]]:
    """Spread the sets over ordered pairs; where two sets name one pair, the lower cost stays."""
    costs: dict[tuple[str, str], tuple[str, float]] = {}
    for group, code, cost in _PAIRS:
        for left in group:
            for right in group:
                if left != right and cost < costs.get((left, right), ("", 1.0))[1]:
                    costs[left, right] = (code, cost)
    return costs


CONFUSIONS = MappingProxyType(_pair_costs())


def fold(normalized: str) -> str:
    """Fold a normalized mark to its 25 look-alike classes; ``?`` and ``*`` stay."""
    return normalized.translate(_FOLD)


def look_alike_classes(normalized: str) -> tuple[str, ...]:
    """Say, for each character, which characters it could be: ``"O8"`` gives ``("0ODQ", "8B")``."""
    return tuple(
        next((group for group in LOOK_ALIKE_SETS if character in group), character)
        for character in normalized
    )
