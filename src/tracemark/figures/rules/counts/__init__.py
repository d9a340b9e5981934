"""Counts: numbers of arms by what happened to them, each defined once, counted from rows, able to name them."""

from tracemark.figures.rules.counts.counting import count_facts
from tracemark.figures.rules.counts.definitions import COUNTS, Count, Left
from tracemark.figures.rules.counts.facts import CountFact
from tracemark.figures.rules.counts.lines import BREAKDOWNS, count_json, count_lines
from tracemark.figures.rules.counts.tally import CountRow, Tally, tally_json

__all__ = [
    "BREAKDOWNS",
    "COUNTS",
    "Count",
    "CountFact",
    "CountRow",
    "Left",
    "Tally",
    "count_facts",
    "count_json",
    "count_lines",
    "tally_json",
]
