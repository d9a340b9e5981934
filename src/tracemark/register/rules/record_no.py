"""Record numbers: what we call a weapon, short enough for a tag, safe to read aloud and to copy by hand.

``XF-7K3M9-H2P4T-RWC8X``: the State, fourteen signs and a check sign. The alphabet is 23 of the 25
look-alike classes of marks (see ``marks.rules.look_alikes``), so an O copied for a 0 or an S for a 5 is not
an error at all: it is read as the sign that stands there. 23 is prime; with weights that differ at every
place, modulo 23, the check sign finds every wrong sign and every swap of two signs (proof by exhaustion in
the tests).

How likely is it that two weapons get one number? 23**14 is 1.16e19 (63.3 bits). Among n weapons the odds
that any two collide are n²/(2 · 23**14): one in two thousand for 100 million, one in 20 million for a
million. The register's unique constraint refuses the second; ``attempt`` gives it another.
"""

import re
import unicodedata
from hashlib import sha256
from operator import mul
from uuid import UUID

from tracemark.findings import Finding, Severity
from tracemark.marks.rules.look_alikes import LOOK_ALIKE_CLASSES

ALPHABET = "0123456789CFHKMNPRTVWXY"
BASE = len(ALPHABET)
LENGTH = 14
_STATE = re.compile("[A-Z]{2}")
_WEIGHTS = tuple(range(LENGTH + 3, 1, -1))
# Two signs at a time, the lower first: imports make a number for every weapon.
_PAIRS = tuple(ALPHABET[pair % BASE] + ALPHABET[pair // BASE] for pair in range(BASE**2))
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
# The two classes left out, as what they are taken for; and the class of U and V, which we write V.
_TAKEN_FOR = {"E": "F", "J": "1", "U": "V", "V": "V"}
_STATE_LETTER = str.maketrans("0124568", "OIZASGB")
_SEPARATOR = re.compile(r"[^0-9A-Z]+")


def make_record_no(state: str, weapon_id: UUID, attempt: int = 0) -> str:
    """Make the record number of a weapon; the same State, id and attempt always give the same.

    ``state`` is two letters (ISO alpha-2). Raises ``ValueError`` for anything else.
    """
    if not _STATE.fullmatch(state):
        raise ValueError("A State is two capital letters.")
    digest = sha256(b"tracemark record number|%s|%b|%d" % (state.encode(), weapon_id.bytes, attempt)).digest()
    number = int.from_bytes(digest) % BASE**LENGTH
    signs = ""
    for _ in range(LENGTH // 2):
        number, pair = divmod(number, BASE**2)
        signs += _PAIRS[pair]
    return _grouped(state, signs + _check_sign(state, signs))


def parse_record_no(text: str) -> str | None:
    """Read a record number however it was spaced, cased or confused; None when it cannot be one."""
    state, signs = _taken_apart(text)
    if _check_parts(state, signs):
        return None
    return _grouped(state, signs)


def check_record_no(text: str) -> Finding | None:
    """Say what is wrong with a record number, or None when it is well formed."""
    state, signs = _taken_apart(text)
    code = _check_parts(state, signs)
    return Finding(code, {"text": text.strip()}, Severity.REFUSAL) if code else None


def _taken_apart(text: str) -> tuple[str, str]:
    bare = _SEPARATOR.sub("", unicodedata.normalize("NFKC", text).upper())
    state = bare[:2].translate(_STATE_LETTER)
    return state, "".join(_TAKEN_FOR.get(sign) or LOOK_ALIKE_CLASSES[sign] for sign in bare[2:])


def _check_parts(state: str, signs: str) -> str | None:
    if len(signs) != LENGTH + 1:
        return "record_no_wrong_length"
    if not _STATE.fullmatch(state) or any(sign not in _VALUES for sign in signs):
        return "record_no_wrong_sign"
    return None if _check_sign(state, signs[:-1]) == signs[-1] else "record_no_wrong_check"


def _check_sign(state: str, signs: str) -> str:
    """The sign that makes the weighted sum 0 modulo 23; weights are 2 to 17 and 1 for the check sign itself.

    A State has 26 letters, so three pairs of letters (A and X, B and Y, C and Z) count alike.
    """
    values = [ord(letter) - ord("A") for letter in state] + [_VALUES[sign] for sign in signs]
    return ALPHABET[-sum(map(mul, _WEIGHTS, values)) % BASE]


def _grouped(state: str, signs: str) -> str:
    return f"{state}-{signs[:5]}-{signs[5:10]}-{signs[10:]}"
