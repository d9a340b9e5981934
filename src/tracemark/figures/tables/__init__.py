"""A figure laid out for people: words and numbers in the active language, every number with its rows."""

from tracemark.figures.tables.changes import change_lines, number_lines
from tracemark.figures.tables.choices import choice_label, choice_query, row_lines
from tracemark.figures.tables.documents import chart_svg, figure_text, sdmx_labels
from tracemark.figures.tables.numbers import excluded_lines, measure_table, method_lines, number_tables

__all__ = [
    "change_lines",
    "chart_svg",
    "choice_label",
    "choice_query",
    "excluded_lines",
    "figure_text",
    "measure_table",
    "method_lines",
    "number_lines",
    "number_tables",
    "row_lines",
    "sdmx_labels",
]
