"""A figure as a picture and as plain text, and the labels its SDMX codes carry."""

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.translation import get_language_bidi, override

from tracemark.figures.rules import Cell, Figure
from tracemark.figures.rules.chart import Bar, BarGroup, draw_bars
from tracemark.figures.rules.sdmx import CUSTOM_CODES
from tracemark.figures.tables.numbers import excluded_lines, measure_table, method_lines, share_text
from tracemark.ui.words import word


def chart_svg(figure: Figure, *, name: str = "chart") -> str:
    """The figure's picture in the active language."""
    title = f"{word(f'figure_{figure.definition.name}')}, {figure.year}"
    groups = tuple(
        BarGroup(word(f"basis_{measure.basis}"), tuple(_bar(cell) for cell in measure.cells.values()))
        for measure in figure.measures
    )
    description = "; ".join(
        f"{group.heading}: " + ", ".join(f"{bar.label} {bar.text}" for bar in group.bars) for group in groups
    )
    return draw_bars(
        groups, title=title, description=description, right_to_left=get_language_bidi(), name=name
    )


def figure_text(figure: Figure) -> str:
    """The figure as plain text for a terminal, in the active language."""
    lines = [f"{word(f'figure_{figure.definition.name}')}, {figure.year}", ""]
    for measure in figure.measures:
        table = measure_table(measure)
        lines.append(f"{table.heading}: {table.share}")
        lines += [
            f"  {line.label}: {line.numerator.text} / {line.denominator.text} = {line.share}"
            for line in table.lines
        ]
        lines += [f"  - {line.label}: {line.count.text}" for line in table.outcomes]
        lines.append("")
    lines += [f"{line.label}: {line.count.text}" for line in excluded_lines(figure)]
    lines += ["", *method_lines(figure.definition, figure.options)]
    return "\n".join(lines) + "\n"


def sdmx_labels() -> Mapping[str, str]:
    """The label of each custom code, in English as the SDG flows have them."""
    with override("en"):
        return {
            code: f"{word(f'basis_{basis}')}: {word(f'obtained_{how}')}"
            for (basis, how), code in CUSTOM_CODES.items()
        }


def _bar(cell: Cell) -> Bar:
    counts = f"{number_format(cell.numerator)} / {number_format(cell.denominator)}"
    return Bar(
        label=word(f"obtained_{cell.how}"),
        text=f"{counts} · {share_text(cell.value)}",
        numerator=cell.numerator,
        denominator=cell.denominator,
    )
