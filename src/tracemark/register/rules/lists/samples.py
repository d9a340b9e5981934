"""Whether the values below a column's name are of the kind that a field holds."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from tracemark.register.rules.lists.dates import BLANK, DateOrder, read_date_text
from tracemark.register.rules.lists.folding import ascii_digits


def fits(field: str, values: Sequence[str]) -> bool:
    """True when most of ``values`` look like what ``field`` holds, and when nothing is known of either."""
    check = _CHECKS.get(field)
    return True if check is None or not values else check(values)


def _are_numbered(values: Sequence[str]) -> bool:
    """Record numbers: whole numbers one after another, or texts that are all different."""
    numbers = [int(value) for value in map(ascii_digits, values) if value.strip().isdecimal()]
    if len(numbers) * 10 >= len(values) * 9 and len(numbers) > 1:
        steps = [second - first for first, second in pairwise(numbers)]
        return sum(step == 1 for step in steps) * 2 >= len(steps)
    return len(set(values)) * 10 >= len(values) * 9 and any(map(_has_digit, values))


def _are_quantities(values: Sequence[str]) -> bool:
    """Quantities: small whole numbers that do not count the rows."""
    numbers = [int(value) for value in map(ascii_digits, values) if value.strip().isdecimal()]
    small = sum(number < 100000 for number in numbers)
    return small * 10 >= len(values) * 7 and not (len(set(numbers)) > 3 and _are_numbered(values))


def _are_serials(values: Sequence[str]) -> bool:
    """Serial numbers: a figure in most, nearly all different, four signs or more, not counting the rows."""
    with_figures = sum(map(_has_digit, values))
    long = sum(len(value.strip()) >= 4 for value in values)
    digits_only = [value for value in values if value.strip().isdecimal()]
    if len(digits_only) == len(values) and _count_the_rows(values):
        return False
    return min(with_figures, long) * 10 >= len(values) * 6 and len(set(values)) * 2 >= len(values)


def _count_the_rows(values: Sequence[str]) -> bool:
    numbers = [int(value) for value in values]
    steps = [second - first for first, second in pairwise(numbers)]
    return not steps or sum(step == 1 for step in steps) * 2 >= len(steps)


def _are_words(values: Sequence[str]) -> bool:
    return sum(any(map(str.isalpha, value)) for value in values) * 10 >= len(values) * 7


def _are_dates(values: Sequence[str]) -> bool:
    read = sum(_is_date(value) for value in values)
    return read * 10 >= len(values) * 6


def _is_date(value: str) -> bool:
    reading = read_date_text(value, DateOrder.DAY_FIRST)
    return reading is not BLANK and reading.problem != "date_not_read"


def _has_digit(value: str) -> bool:
    return any(map(str.isdecimal, value))


_CHECKS: dict[str, Callable[[Sequence[str]], bool]] = {
    "record_ref": _are_numbered,
    "case_ref": lambda values: sum(map(_has_digit, values)) * 2 >= len(values),
    "quantity": _are_quantities,
    "permitted_quantity": _are_quantities,
    "delivered_quantity": _are_quantities,
    "serial": _are_serials,
    "type": _are_words,
    "make": _are_words,
    "how": _are_words,
    "outcome": _are_words,
    "loss_kind": _are_words,
    "condition": _are_words,
    "holder": _are_words,
    "occurred_on": _are_dates,
    "reported_on": _are_dates,
    "delivered_on": _are_dates,
}
