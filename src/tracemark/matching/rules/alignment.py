"""How likely one character is read as another, and what an error of a reading is called.

Chances are those of `Model`; which characters are taken for one another is ``marks.rules.look_alikes``.
"""

from functools import lru_cache
from math import exp, log
from typing import NamedTuple

from tracemark.marks.rules.look_alikes import CONFUSIONS
from tracemark.matching.rules.model import Model

SAME_KIND = 0.85
ALPHABET = 36
EDIT_CODES = {
    "confusable": "serial_confusable",
    "misread": "serial_misread",
    "transposed": "serial_transposed",
    "missing": "serial_character_missing",
    "extra": "serial_character_extra",
    "zeros": "serial_zeros_lost",
    "prefix": "serial_prefix_extra",
    "cut": "serial_cut",
    "unread": "serial_unread_on_record",
}
"""What each kind of error is called as a reason."""
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
