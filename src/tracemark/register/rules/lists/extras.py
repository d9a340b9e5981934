"""The list's own facts about a row, and what of it is personal and so kept apart."""

from collections.abc import Sequence
from functools import lru_cache

from tracemark.findings import Finding
from tracemark.register.rules.lists.columns_of_sheet import Columns
from tracemark.register.rules.lists.folding import fold
from tracemark.register.rules.lists.vocabulary import read_code, read_sex, states_nothing


def read_extra(columns: Columns, row: Sequence[str], findings: list[Finding]) -> dict[str, str]:
    """The facts of a row by their keys; blanks are left out. A wording becomes its code and is kept beside it."""
    extra: dict[str, str] = {}
    for key, column in columns.plain:
        if value := row[column].strip():
            extra[key] = value
    for name, column in columns.coded:
        if value := row[column].strip():
            code, wording, finding = _coded(name, value)
            if code:
                extra[name] = code
            if wording:
                extra[f"{name}_text"] = wording
            if finding:
                findings.append(finding)
    _add_condition(columns, row, extra)
    return extra


def read_personal(columns: Columns, row: Sequence[str], extra: dict[str, str]) -> dict[str, str]:
    """What names or describes a person. A holder's category goes to ``extra``, a holder's name stays here."""
    personal: dict[str, str] = {}
    if not columns.has_persons:
        return personal
    names = [value for column in columns.personal if (value := row[column].strip())]
    holder = row[columns.holder].strip()
    if holder:
        if category := read_code("holder", holder):
            extra["holder_category"] = category
        elif not states_nothing(holder):
            names.append(holder)
    if names:
        personal["names"] = " · ".join(names)
    if sex := read_sex(row[columns.sex], is_spanish=columns.is_sex_in_spanish):
        personal["sex"] = sex
    age = row[columns.age_group].strip()
    if age and not states_nothing(age):
        personal["age_group"] = age
    return personal


@lru_cache(maxsize=16384)
def _coded(name: str, value: str) -> tuple[str, str, Finding | None]:
    """A wording as its code, the wording when it says more than the code, and a warning when it was not read."""
    if states_nothing(value):
        return "", "", None
    code = read_code(name, value)
    if not code:
        return "", value, Finding(f"{name}_not_read", {"text": value})
    return code, "" if fold(value).replace(" ", "_") == code else value, None


def _add_condition(columns: Columns, row: Sequence[str], extra: dict[str, str]) -> None:
    value = row[columns.condition].strip()
    if not value:
        return
    code = read_code("condition", value)
    extra["condition"] = code or value
    if code and fold(value) != code:
        extra["condition_text"] = value
