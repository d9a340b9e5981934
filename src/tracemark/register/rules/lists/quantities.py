"""Whole numbers as lists have them."""

import re
from functools import lru_cache

from tracemark.register.rules.lists.cells import Cell
from tracemark.register.rules.lists.folding import ascii_digits

LARGEST = 100_000
"""More weapons in one row than this is a typing error or another kind of list."""

_WHOLE = re.compile(
    r"^(?P<number>\d{1,3}(?:[ \u00a0\u202f,.'’]\d{3})+|\d{1,9})(?:[.,]0+)?"
    r"\s*(?:[x×]|pcs?|pieces?|nos?|units?|ea|weapons?|arms?|armes?|armas?|pi[eè]ces?|piezas?|unit[ée]s?|unidad(?:es)?|uds?|шт|ед|единиц[аы]?|"
    r"支|把|件|枝|条|قطع[ةه]?|سلاح)?\.?$",
    re.IGNORECASE,
)
_NOT_DIGIT = re.compile(r"\D")


def read_quantity(cell: Cell) -> int | None:
    """The whole number in a cell; None when it does not read as one. A blank is for the caller to know."""
    text = cell.text.strip()
    if text.isdecimal() and len(text) <= 9:
        return int(text)
    if cell.was_number:
        return int(float(text)) if re.fullmatch(r"\d{1,9}\.0+", text) else None
    return read_quantity_text(text)


@lru_cache(maxsize=8192)
def read_quantity_text(text: str) -> int | None:
    """The whole number in a text such as "1,105", "30 pcs" or "٣٠"."""
    found = _WHOLE.match(ascii_digits(text).strip())
    return int(_NOT_DIGIT.sub("", found["number"])) if found else None
