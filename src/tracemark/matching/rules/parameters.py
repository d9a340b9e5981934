"""A model as canonical text and back, and a comparison as it is kept: what was put in use can be read years later."""

import json
from collections.abc import Mapping
from dataclasses import fields, replace

from tracemark.matching.rules.comparison import Comparison
from tracemark.matching.rules.model import DEFAULT_MODEL, Model
from tracemark.matching.rules.watching import Band, Honesty
from tracemark.register.rules.chain import canonical
from tracemark.register.rules.events import Json

NOT_NUMBERS = frozenset({"name", "provenance", "substitutions"})
SUBSTITUTIONS = "substitutions"


def parameters_text(model: Model) -> str:
    """All numbers of a model, as decimal text in canonical JSON."""
    numbers: dict[str, Json] = {name: _decimal(getattr(model, name)) for name in _number_names()}
    rows: dict[str, Json] = {}
    for (recorded, read), chance in model.substitutions.items():
        row = rows.setdefault(recorded, {})
        if isinstance(row, dict):
            row[read] = _decimal(chance)
    return canonical({**numbers, SUBSTITUTIONS: rows})


def model_of(text: str, *, name: str, provenance: str) -> Model:
    """The model that `parameters_text` wrote. A number that did not exist then has its hand-set value.

    Raises ValueError when the text is none of a model.
    """
    stored = json.loads(text)
    if not isinstance(stored, dict):
        raise ValueError(text[:40])
    substitutions = {
        (recorded, read): float(chance)
        for recorded, row in stored.get(SUBSTITUTIONS, {}).items()
        for read, chance in row.items()
    }
    numbers = {each: float(stored[each]) for each in _number_names() if each in stored}
    return replace(DEFAULT_MODEL, name=name, provenance=provenance, substitutions=substitutions, **numbers)


def _number_names() -> list[str]:
    return [each.name for each in fields(Model) if each.name not in NOT_NUMBERS]


def _decimal(value: float) -> str:
    return f"{value:.9g}"


def changed_numbers(old: Model, new: Model) -> dict[str, tuple[float, float]]:
    """The numbers that differ, before and after; substitutions aside."""
    return {
        name: (getattr(old, name), getattr(new, name))
        for name in _number_names()
        if getattr(old, name) != getattr(new, name)
    }


def comparison_json(comparison: Comparison) -> dict[str, Json]:
    """A comparison as it is kept beside the model."""
    return {
        "old": {"name": comparison.old_name, **honesty_json(comparison.old)},
        "new": {"name": comparison.new_name, **honesty_json(comparison.new)},
        "is_worse": comparison.is_worse,
    }


def honesty_json(honesty: Honesty) -> dict[str, Json]:
    """Figures as decimal text; what could not be counted is null."""
    return {
        "count": honesty.count,
        "log_loss": _figure(honesty.log_loss),
        "brier": _figure(honesty.brier),
        "calibration_error": _figure(honesty.calibration_error),
        "sure": honesty.sure,
        "sure_same": honesty.sure_same,
        "bands": [
            {
                "low": _decimal(band.low),
                "high": _decimal(band.high),
                "count": band.count,
                "stated_sum": f"{band.stated_sum:.6f}",
                "same": band.same,
            }
            for band in honesty.bands
        ],
    }


def _figure(value: float | None) -> str | None:
    return None if value is None else f"{value:.6f}"


def bands_from(compared: Mapping[str, object]) -> tuple[Band, ...]:
    """The bands of the new model in a comparison that was kept; none when it has none."""
    new = compared.get("new")
    rows = new.get("bands", []) if isinstance(new, dict) else []
    return tuple(
        Band(float(row["low"]), float(row["high"]), row["count"], float(row["stated_sum"]), row["same"])
        for row in rows
    )
