"""Reads the fields of a JSON object one by one; what is missing, wrong or unknown is refused by its name."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NoReturn

from tracemark.findings import Finding, Refused, Severity

STATE = re.compile(r"[A-Z]{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KIND = re.compile(r"[a-z]+(\.[a-z_]+)+")
KEY_ID = re.compile(r"[A-Za-z0-9_-]{43}")
DIGEST = re.compile(r"[0-9a-f]{64}")
CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Fields:
    """An object that is being read. ``done`` refuses what nobody asked for: a signed word is never overlooked."""

    def __init__(self, values: object, where: str = "") -> None:
        self.where = where
        if not isinstance(values, Mapping):
            self.refuse("", "not_an_object")
        self.values: Mapping[str, Any] = values
        self.read: set[str] = set()

    def text(
        self, name: str, *, longest: int, pattern: re.Pattern[str] | None = None, empty: bool = False
    ) -> str:
        """A string without control characters, of a pattern when one is given."""
        value = self._value(name)
        if not isinstance(value, str):
            self.refuse(name, "not_text")
        if not value and empty:
            return value
        if not value or len(value) > longest:
            self.refuse(name, "empty" if not value else "too_long")
        if UNPRINTABLE.search(value) or (pattern is not None and not pattern.fullmatch(value)):
            self.refuse(name, "badly_formed")
        return value

    def number(self, name: str, *, least: int = 0, most: int = 2**31 - 1) -> int:
        """A whole number within bounds."""
        value = self._value(name)
        if not isinstance(value, int) or isinstance(value, bool):
            self.refuse(name, "not_a_number")
        if not least <= value <= most:
            self.refuse(name, "out_of_bounds")
        return value

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self._value(name)
        if not isinstance(value, bool):
            self.refuse(name, "not_a_flag")
        return value

    def moment(self, name: str) -> datetime:
        """A moment in UTC to the second: ``2026-11-30T10:27:00Z``."""
        text = self.text(name, longest=20, pattern=MOMENT)
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            self.refuse(name, "badly_formed")

    def mapping(self, name: str) -> Mapping[str, Any]:
        """An object."""
        value = self._value(name)
        if not isinstance(value, Mapping):
            self.refuse(name, "not_an_object")
        return value

    def texts(self, name: str, *, longest: int, most: int) -> tuple[str, ...]:
        """A list of strings."""
        return tuple(item.text("0", longest=longest) for item in self._wrapped(name, most))

    def items(self, name: str, *, most: int) -> Iterator["Fields"]:
        """The objects of a list, each to be read in turn."""
        for number, value in enumerate(self._list(name, most)):
            yield Fields(value, f"{self.where}{name}.{number}.")

    def done(self) -> None:
        """Refuse fields that were not read."""
        for name in self.values:
            if name not in self.read:
                self.refuse(str(name), "unknown")

    def refuse(self, name: str, problem: str) -> NoReturn:
        """Refuse the object because of one field."""
        field = f"{self.where}{name}"[:100]
        raise Refused(Finding("field_unfit", {"at_field": field, "field_problem": problem}, Severity.REFUSAL))

    def _value(self, name: str) -> Any:
        if name not in self.values:
            self.refuse(name, "missing")
        self.read.add(name)
        return self.values[name]

    def _list(self, name: str, most: int) -> list[Any]:
        value = self._value(name)
        if not isinstance(value, list):
            self.refuse(name, "not_a_list")
        if len(value) > most:
            self.refuse(name, "too_long")
        return value

    def _wrapped(self, name: str, most: int) -> Iterator["Fields"]:
        for number, value in enumerate(self._list(name, most)):
            yield Fields({"0": value}, f"{self.where}{name}.{number}.")


def moment_text(at: datetime) -> str:
    """A moment as messages write it, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
