"""Ten families of serial numbers that run in sequence within a maker and collide between makers."""

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FAMILIES = 10


def number_of(family: int, letters: str, first_year: int, n: int) -> str:
    """The ``n``-th number of a maker that uses ``family``, with its two ``letters`` and the year it began.

    0 digits, 1 digits with zeros before, 2 A123456, 3 AB12345, 4 ABC123, 5 year and number, 6 AB1234, 7 a factory's
    number (56, 561, 562) and seven digits, 8 123456A, 9 a State's letters, year and number.
    """
    return _FAMILIES[family](letters, first_year, n)


def _digits(letters: str, first_year: int, n: int) -> str:
    return str(n + 10_000)


def _padded(letters: str, first_year: int, n: int) -> str:
    return f"{n:08d}"


def _letter_first(letters: str, first_year: int, n: int) -> str:
    return f"{_odometer(n // 1_000_000, 1)}{n % 1_000_000:06d}"


def _two_letters(letters: str, first_year: int, n: int) -> str:
    return f"{_odometer(n // 100_000, 2)}{n % 100_000:05d}"


def _three_letters(letters: str, first_year: int, n: int) -> str:
    return f"{_odometer(n // 1000, 3)}{n % 1000:03d}"


def _year_first(letters: str, first_year: int, n: int) -> str:
    return f"{(first_year + n // 400_000) % 100:02d}{n % 400_000:06d}"


def _two_letters_short(letters: str, first_year: int, n: int) -> str:
    return f"{_odometer(n // 10_000 + 26 * LETTERS.index(letters[0]), 2)}{n % 10_000:04d}"


def _factory(letters: str, first_year: int, n: int) -> str:
    return f"{('56', '561', '562')[n % 3]}{n // 3 % 10_000_000:07d}"


def _letter_last(letters: str, first_year: int, n: int) -> str:
    return f"{n % 1_000_000:06d}{_odometer(n // 1_000_000, 1)}"


def _state_first(letters: str, first_year: int, n: int) -> str:
    return f"{letters}{(first_year + n // 300_000) % 100:02d}{n % 300_000:06d}"


def _odometer(number: int, count: int) -> str:
    return "".join(LETTERS[number // 26**place % 26] for place in reversed(range(count)))


_FAMILIES = (
    _digits, _padded, _letter_first, _two_letters, _three_letters, _year_first, _two_letters_short, _factory,
    _letter_last, _state_first,
)  # fmt: skip
