"""Ten families of serial numbers that run in sequence within a maker and collide between makers."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FAMILIES = 10
WIDEST = 12
MOST_DIGITS = 9
FACTORIES = ("56", "561", "562")

Numbers = NDArray[np.int64]
Signs = NDArray[np.uint8]


def number_of(family: int, letters: str, first_year: int, n: int) -> str:
    """The ``n``-th number of a maker that uses ``family``, with its two ``letters`` and the year it began.

    0 digits, 1 digits with zeros before, 2 A123456, 3 AB12345, 4 ABC123, 5 year and number, 6 AB1234, 7 a factory's
    number (56, 561, 562) and seven digits, 8 123456A, 9 a State's letters, year and number.
    """
    return bytes(numbers_of(family, letters, first_year, np.array([n], np.int64))[0]).decode()


def numbers_of(family: int, letters: str, first_year: int, n: Numbers) -> NDArray[np.bytes_]:
    """As `number_of`, of many at once."""
    return _FAMILIES[family](letters, first_year, n)


def _digits(letters: str, first_year: int, n: Numbers) -> NDArray[np.bytes_]:
    n = n + 10_000
    found = np.zeros(len(n), f"S{WIDEST}")
    for width in range(1, MOST_DIGITS + 1):
        of_width = (n >= 10 ** (width - 1)) & (n < 10**width)
        found[of_width] = _joined([_figures(n[of_width], width)])
    return found


def _padded(letters: str, first_year: int, n: Numbers) -> NDArray[np.bytes_]:
    return _joined([_figures(n, 8)])


def _letter_first(letters: str, first_year: int, n: Numbers) -> NDArray[np.bytes_]:
    return _joined([_odometer(n // 1_000_000, 1), _figures(n, 6)])


def _two_letters(letters: str, first_year: int, n: Numbers) -> NDArray[np.bytes_]:
    return _joined([_odometer(n // 100_000, 2), _figures(n, 5)])


def _three_letters(letters: str, first_year: int, n: Numbers) -> NDArray[np.bytes_]:
    return _joined([_odometer(n // 1000, 3), _figures(n, 3)])


def _year_first(letters: str, first_year: int, n: Numbers) -> NDArray[np.bytes_]:
    return _joined([_figures(first_year + n // 400_000, 2), _figures(n % 400_000, 6)])


def _two_letters_short(letters: str, first_year: int, n: Numbers) -> NDArray[np.bytes_]:
    return _joined([_odometer(n // 10_000 + 26 * LETTERS.index(letters[0]), 2), _figures(n, 4)])


def _factory(letters: str, first_year: int, n: Numbers) -> NDArray[np.bytes_]:
    found = np.zeros(len(n), f"S{WIDEST}")
    for number, front in enumerate(FACTORIES):
        here = n % len(FACTORIES) == number
        found[here] = _joined([_fixed(front, int(here.sum())), _figures(n[here] // len(FACTORIES), 7)])
    return found


def _letter_last(letters: str, first_year: int, n: Numbers) -> NDArray[np.bytes_]:
    return _joined([_figures(n, 6), _odometer(n // 1_000_000, 1)])


def _state_first(letters: str, first_year: int, n: Numbers) -> NDArray[np.bytes_]:
    year, place = first_year + n // 300_000, n % 300_000
    return _joined([_fixed(letters, len(n)), _figures(year, 2), _figures(place, 6)])


def _odometer(number: Numbers, count: int) -> Signs:
    columns = [ord("A") + number // 26**place % 26 for place in reversed(range(count))]
    return np.column_stack(columns).astype(np.uint8)


def _figures(number: Numbers, width: int) -> Signs:
    """The last ``width`` digits."""
    columns = [ord("0") + number // 10**place % 10 for place in reversed(range(width))]
    return np.column_stack(columns).astype(np.uint8)


def _fixed(text: str, count: int) -> Signs:
    return np.tile(np.frombuffer(text.encode(), np.uint8), (count, 1))


def _joined(parts: Sequence[Signs]) -> NDArray[np.bytes_]:
    signs = np.ascontiguousarray(np.hstack(parts))
    return signs.view(f"S{signs.shape[1]}").ravel().astype(f"S{WIDEST}")


_FAMILIES: tuple[Callable[[str, int, Numbers], NDArray[np.bytes_]], ...] = (
    _digits, _padded, _letter_first, _two_letters, _three_letters, _year_first, _two_letters_short, _factory,
    _letter_last, _state_first,
)  # fmt: skip
