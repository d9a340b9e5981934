"""The report on matching, and models with their comparison, as lines of a page or terminal, as JSON and as CSV."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracemark.config.problems import finding_json
from tracemark.findings import Finding
from tracemark.matching.actions.training import Trained
from tracemark.matching.queries.models import ModelLine
from tracemark.matching.queries.watching import MonthLine, WatchReport
from tracemark.matching.rules.parameters import changed_numbers
from tracemark.matching.rules.watching import Band, Honesty
from tracemark.ui.words import word

CSV_COLUMNS = ("section", "from", "to", "count", "sure", "between", "none", "stated", "observed")
BLANK = "–"
FIGURES = ("log_loss", "brier", "calibration_error", "sure_right")


@dataclass(frozen=True, slots=True)
class BandRow:
    """A band as a person reads it: whole per cents; a blank where nothing was judged."""

    low: int
    high: int
    count: int
    stated: str
    observed: str


def band_rows(bands: Iterable[Band]) -> list[BandRow]:
    """Bands in whole per cents."""
    return [
        BandRow(
            round(100 * band.low),
            round(100 * band.high),
            band.count,
            percent_text(band.stated),
            percent_text(band.observed),
        )
        for band in bands
    ]


def percent_text(share: float | None) -> str:
    """A share with one decimal; nothing counted is a dash and not 0."""
    return BLANK if share is None else f"{100 * share:.1f}"


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month as a person reads it, shares in per cent."""

    line: MonthLine
    sure: str
    between: str
    none: str


def month_rows(months: Iterable[MonthLine]) -> list[MonthRow]:
    """Months with their shares."""
    return [
        MonthRow(
            line,
            percent_text(line.share(line.sure)),
            percent_text(line.share(line.between)),
            percent_text(line.share(line.none)),
        )
        for line in months
    ]


@dataclass(frozen=True, slots=True)
class HonestyPanel:
    """Figures over a time, with the bands they come from."""

    key: str
    heading: str
    count: int
    figures: tuple[tuple[str, str], ...]
    bands: list[BandRow]


def honesty_panels(report: WatchReport) -> list[HonestyPanel]:
    """This quarter's figures, then those of all time."""
    since = date_format(report.quarter_from)
    return [
        _panel("quarter", _("Judged since %(day)s") % {"day": since}, report.quarter),
        _panel("all-time", _("Judged so far"), report.all_time),
    ]


def _panel(key: str, heading: str, honesty: Honesty) -> HonestyPanel:
    figures = (
        (_("Mean surprise (log-loss)"), _figure(honesty.log_loss)),
        (_("Mean squared error (Brier)"), _figure(honesty.brier)),
        (_("Calibration error"), _figure(honesty.calibration_error)),
        (_("Right of those stated above 0.9, in per cent"), percent_text(honesty.sure_right)),
    )
    return HonestyPanel(key, heading, honesty.count, figures, band_rows(honesty.bands))


def report_json(report: WatchReport) -> dict[str, Any]:
    """The whole report; what could not be counted is null."""
    return {
        "model": report.model,
        "months": [
            {
                "month": line.month.isoformat()[:7] if line.month else None,
                "count": line.count,
                "sure": line.sure,
                "between": line.between,
                "none": line.none,
            }
            for line in report.months
        ],
        "unmatched": report.unmatched,
        "waiting": {
            "count": report.waiting.count,
            "likely": report.waiting.likely,
            "since": report.waiting.since.isoformat() if report.waiting.since else None,
        },
        "all_time": figures_json(report.all_time),
        "quarter_from": report.quarter_from.isoformat(),
        "quarter": figures_json(report.quarter),
        "unsure": report.unsure,
        "unstated": report.unstated,
        "drift": [finding_json(finding) for finding in report.drift],
    }


def figures_json(honesty: Honesty) -> dict[str, Any]:
    """Figures of stated probabilities, with their bands."""
    return {
        "count": honesty.count,
        **{name: _rounded(getattr(honesty, name)) for name in FIGURES},
        "sure": honesty.sure,
        "bands": [
            {
                "low": band.low,
                "high": band.high,
                "count": band.count,
                "stated": _rounded(band.stated),
                "observed": _rounded(band.observed),
            }
            for band in honesty.bands
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def report_csv(report: WatchReport) -> str:
    """Months and bands as CSV; a cell stays empty where nothing was counted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for line in report.months:
        month = line.month.isoformat()[:7] if line.month else ""
        writer.writerow(["month", month, month, line.count, line.sure, line.between, line.none, "", ""])
    for section, honesty in (("all_time", report.all_time), ("quarter", report.quarter)):
        for band in honesty.bands:
            shares = ["" if each is None else f"{each:.6f}" for each in (band.stated, band.observed)]
            writer.writerow([section, band.low, band.high, band.count, "", "", "", *shares])
    return out.getvalue()


def report_lines(report: WatchReport) -> list[str]:
    """The report on a terminal."""
    lines = [word("watch_model", name=report.model)]
    for row in month_rows(report.months):
        month = row.line.month.isoformat()[:7] if row.line.month else word("watch_month_unknown")
        shares = {"sure": row.sure, "between": row.between, "none": row.none}
        lines.append(word("watch_month", month=month, count=row.line.count, **shares))
    lines.append(word("watch_unmatched", count=report.unmatched))
    lines.append(word("watch_waiting", count=report.waiting.count, likely=report.waiting.likely))
    lines += [word("watch_judged", count=report.all_time.count), *_band_lines(report.all_time)]
    quarter = {"day": report.quarter_from.isoformat(), "count": report.quarter.count}
    lines += [word("watch_quarter", **quarter), *_band_lines(report.quarter)]
    return [*lines, *finding_lines(report.drift)]


def _band_lines(honesty: Honesty) -> list[str]:
    return [
        "  "
        + word(
            "watch_band",
            low=row.low,
            high=row.high,
            count=row.count,
            stated=row.stated,
            observed=row.observed,
        )
        for row in band_rows(honesty.bands)
        if row.count
    ]


def finding_lines(findings: Iterable[Finding]) -> list[str]:
    """Findings in words."""
    return [word(finding.code, **finding.params) for finding in findings]


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A model as a person reads it; ``judgements`` is None for the one that the program comes with."""

    line: ModelLine
    judgements: int | None
    held_back: int
    first_on: str
    last_on: str


def model_rows(lines: Iterable[ModelLine]) -> list[ModelRow]:
    """Models with the judgements they were learnt from, and days as the reader writes them."""
    return [_model_row(line, line.row.learnt_from if line.row else {}) for line in lines]


def _model_row(line: ModelLine, learnt_from: Mapping[str, Any]) -> ModelRow:
    return ModelRow(
        line,
        learnt_from.get("judgements"),
        learnt_from.get("held_back", 0),
        *(_day_text(learnt_from.get(name, "")) for name in ("first_on", "last_on")),
    )


def _day_text(iso: str) -> str:
    return date_format(date.fromisoformat(iso)) if iso else BLANK


def model_json(line: ModelLine) -> dict[str, Any]:
    """A model with its stage, and the comparison it was kept with (null for the one the program comes with)."""
    return {
        "name": line.name,
        "provenance": line.provenance,
        "stage": line.stage,
        "made_at": line.row.made_at.isoformat() if line.row else None,
        "learnt_from": line.row.learnt_from if line.row else None,
        "compared": line.row.compared if line.row else None,
        "used_at": line.used_at.isoformat() if line.used_at else None,
        "why": line.why,
    }


def model_lines(lines: Iterable[ModelLine]) -> list[str]:
    """Models on a terminal, one a line."""
    return [f"{line.name}  {word(f'model_stage_{line.stage}')}  {line.provenance}" for line in lines]


def trained_json(trained: Trained) -> dict[str, Any]:
    """A candidate as it was stored and compared, and why it may not be put in use (if so)."""
    comparison = trained.comparison
    return {
        "name": trained.row.name,
        "provenance": trained.row.provenance,
        "learnt_from": trained.row.learnt_from,
        "compared_with": comparison.old_name,
        "old": figures_json(comparison.old),
        "new": figures_json(comparison.new),
        "changed": {name: list(values) for name, values in changed_numbers(trained.old, trained.new).items()},
        "is_proposed": not trained.objections,
        "objections": [finding_json(finding) for finding in trained.objections],
    }


def trained_lines(trained: Trained) -> list[str]:
    """The comparison on a terminal: both models on the same judgements, then what changed."""
    comparison = trained.comparison
    lines = [
        f"{trained.row.name}: {trained.row.provenance}",
        word("models_compared", count=comparison.new.count),
    ]
    for name in FIGURES:
        old, new = getattr(comparison.old, name), getattr(comparison.new, name)
        figures = {"old": _figure(old, 6), "new": _figure(new, 6)}
        lines.append("  " + word(f"figure_{name}", **figures))
    lines += [
        f"  {name}: {old:.4g} → {new:.4g}"
        for name, (old, new) in changed_numbers(trained.old, trained.new).items()
    ]
    if trained.objections:
        return [*lines, *finding_lines(trained.objections)]
    return [*lines, word("model_is_proposed", name=trained.row.name)]


def _figure(value: float | None, digits: int = 4) -> str:
    return BLANK if value is None else f"{value:.{digits}f}"
