"""Small lists for tests of importing."""

from datetime import UTC, datetime

from tracemark.accounts.rules import console

AT = datetime(2025, 6, 1, 12, 0, 0, 5, tzinfo=UTC)
CONSOLE = console()

REGISTER = ["Reg no", "Date", "Type", "Make", "Model", "Serial number", "Owner", "Remarks"]


def register_row(number: int, serial: str = "", **other: str) -> list[str]:
    """One row of a register; every seventh date of ours is not in the calendar."""
    day = "31/04/2020" if number % 7 == 0 else f"{number % 27 + 1:02}/04/2020"
    values = {"make": "Glock", "owner": "A. Person", "remarks": "", **other}
    return [
        f"P-{number:04}",
        day,
        "Pistol",
        values["make"],
        "17",
        serial or f"AB{number:05}",
        values["owner"],
        values["remarks"],
    ]


def register_rows(count: int) -> list[list[str]]:
    """A header and ``count`` rows."""
    return [REGISTER, *(register_row(number) for number in range(1, count + 1))]
