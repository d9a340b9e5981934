"""What an engine answered, and the figures that are made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

SURE = 0.9
KEPT = 0.9
BANDS = 20

Figures = dict[str, float | int | str | None]

COLUMNS = {
    "engine": "engine", "build_s": "build s", "mb": "MB", "readings": "readings", "p50_ms": "p50 ms",
    "p90_ms": "p90 ms", "p99_ms": "p99 ms", "mean_ms": "mean ms", "recall_1": "r@1", "recall_10": "r@10",
    "ahead_1": "ours ahead", "ahead_1_error": "±", "retrieved": "retrieved", "false_at_90": "FPR@90",
    "precision_sure": "right >.9", "answered_sure": "answered >.9", "none_sure": "none yet >.9",
    "calibration_error": "ECE",
}  # fmt: skip
DECIMALS = {"build_s": 1, "mb": 0, "readings": 0, "p50_ms": 3, "p90_ms": 2, "p99_ms": 2, "mean_ms": 3,
    "seizures": 0, "prepare_s": 1, "match_s": 1, "per_second": 0}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """An engine's best ``rows``, best first; the ``top`` one's score or probability; whether the true row was among
    all it retrieved."""

    rows: list[int]
    top: float
    retrieved: bool


@dataclass
class Measured:
    """Answers of one engine: milliseconds, where the true row stood (-1 nowhere), top scores, whether there was a true
    row. ``probable``: its scores are probabilities."""

    name: str
    probable: bool = False
    build_s: float = 0.0
    mb: float = 0.0
    times: list[float] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)
    on_record: list[bool] = field(default_factory=list)
    retrieved: list[bool] = field(default_factory=list)

    def add(self, milliseconds: float, answer: Answer, row: int) -> None:
        """One reading more; ``row`` is the true one, -1 when none is."""
        self.times.append(milliseconds)
        self.places.append(answer.rows.index(row) if row in answer.rows else -1)
        self.tops.append(answer.top)
        self.on_record.append(row >= 0)
        self.retrieved.append(answer.retrieved)

    def figures(self) -> Figures:
        """One row of the table. Times are of all readings, recall of those on record, None what cannot be said."""
        times, places, tops = np.array(self.times), np.array(self.places), np.array(self.tops)
        known = np.array(self.on_record)
        p50, p90, p99 = np.percentile(times, [50, 90, 99])
        found: Figures = {
            "engine": self.name, "build_s": self.build_s, "mb": self.mb, "readings": len(times), "p50_ms": float(p50),
            "p90_ms": float(p90), "p99_ms": float(p99), "mean_ms": float(times.mean()),
            "recall_1": share(places[known] == 0), "recall_10": share((places[known] >= 0) & (places[known] < 10)),
            "retrieved": share(np.array(self.retrieved)[known]),
            "false_at_90": false_at(tops[known & (places == 0)], tops[~known]),
        }  # fmt: skip
        return found | self._stated(tops, places == 0, known)

    def _stated(
        self, tops: NDArray[np.float64], right: NDArray[np.bool_], known: NDArray[np.bool_]
    ) -> Figures:
        if not self.probable:
            return dict.fromkeys(("precision_sure", "answered_sure", "none_sure", "calibration_error"))
        sure = tops > SURE
        return {
            "precision_sure": share(right[sure]),
            "answered_sure": share(sure[known]),
            "none_sure": share(sure[~known]),
            "calibration_error": calibration_error(tops, right),
        }


def ahead(ours: Measured, other: Measured) -> Figures:
    """By how much our recall@1 is above another's on the readings that both answered, and the standard error of that
    difference, reading by reading."""
    both = min(len(ours.places), len(other.places))
    known = np.array(ours.on_record[:both])
    one, two = (np.array(each.places[:both])[known] == 0 for each in (ours, other))
    apart = one.astype(np.int64) - two
    if ours is other or len(apart) < 2:
        return {"ahead_1": None, "ahead_1_error": None}
    return {"ahead_1": float(apart.mean()), "ahead_1_error": float(apart.std(ddof=1) / np.sqrt(len(apart)))}


def false_at(right: NDArray[np.float64], absent: NDArray[np.float64]) -> float | None:
    """Share of readings not on record that score at least what keeps nine in ten of the right answers."""
    if not len(right) or not len(absent):
        return None
    return float((absent >= np.quantile(right, 1 - KEPT, method="lower")).mean())


def calibration_error(stated: NDArray[np.float64], right: NDArray[np.bool_]) -> float | None:
    """Expected calibration error: mean distance of stated from observed over bands of equal width."""
    if not len(stated):
        return None
    band = np.minimum((stated * BANDS).astype(np.int64), BANDS - 1)
    apart = [abs(float((stated[band == at] - right[band == at]).sum())) for at in range(BANDS)]
    return sum(apart) / len(stated)


def table(rows: Sequence[Figures], columns: Mapping[str, str] = COLUMNS) -> str:
    """The rows as a Markdown table; ``columns``: heading by figure."""
    lines = ["| " + " | ".join(columns.values()) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(_cell(name, row[name]) for name in columns) + " |" for row in rows]
    return "\n".join(lines)


def _cell(name: str, value: float | int | str | None) -> str:
    if value is None:
        return "-"
    if isinstance(value, str):
        return value
    decimals = DECIMALS.get(name, 4)
    shown = f"{value:.{decimals}f}"
    return shown if name in DECIMALS or abs(value) >= 1 else shown.replace("0.", ".", 1)


def share(flags: NDArray[np.bool_]) -> float | None:
    """How many of them, from 0 to 1; None of none."""
    return float(flags.mean()) if len(flags) else None
