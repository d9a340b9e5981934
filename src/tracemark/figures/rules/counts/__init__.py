"""Counts: numbers of arms by what happened to them, each defined once, counted from rows, able to name them."""

from tracemark.figures.rules.counts.counting import count_facts
from tracemark.figures.rules.counts.definitions import COUNTS, Count, Left
from tracemark.figures.rules.counts.facts import CountFact
from tracemark.figures.rules.counts.tally import CountRow, Tally, tally_json

__all__ = ["COUNTS", "Count", "CountFact", "CountRow", "Left", "Tally", "count_facts", "tally_json"]
