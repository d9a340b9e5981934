"""Rules of figures: each figure defined once, counted from rows, and able to name the rows of any number."""

from tracemark.figures.rules.definitions import DEFINITIONS, SDG_16_4_2, Basis, Definition, Source
from tracemark.figures.rules.facts import Exclusion, Obtained, Outcome, SeizureFact
from tracemark.figures.rules.figure import TOTAL, Cell, Figure, FigureRow, Measure, percent
from tracemark.figures.rules.sdg_16_4_2 import count_sdg_16_4_2, is_potentially_traceable

__all__ = [
    "DEFINITIONS",
    "SDG_16_4_2",
    "TOTAL",
    "Basis",
    "Cell",
    "Definition",
    "Exclusion",
    "Figure",
    "FigureRow",
    "Measure",
    "Obtained",
    "Outcome",
    "SeizureFact",
    "Source",
    "count_sdg_16_4_2",
    "is_potentially_traceable",
    "percent",
]
