"""Decimal numbers of the API, exact: whole numbers, or digits in a text (``"2.5"``); no binary fractions."""

import re
from decimal import Decimal
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema


class Exact:
    """At most so many digits before and after the point; not below zero."""

    def __init__(self, digits: int, places: int) -> None:
        self.most = 10**digits - 1
        self.pattern = rf"^[0-9]{{1,{digits}}}(\.[0-9]{{1,{places}}})?$"

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": self.most},
                {"type": "string", "pattern": self.pattern},
            ]
        }

    def check(self, value: object) -> object:
        """The value when it is written as the schema says. Raises ValueError."""
        if isinstance(value, Decimal):
            return value
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # JSON knows no difference between 46 and 46.0
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= self.most:
            return value
        if isinstance(value, str) and re.fullmatch(self.pattern, value, re.ASCII):
            return value
        raise ValueError("not an exact decimal")
