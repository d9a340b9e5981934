"""Marks on screen: always left to right, with what is uncertain visibly uncertain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from django import template
from django.utils.translation import gettext

from tracemark.marks.rules.comparing import Column, ColumnKind, Comparison
from tracemark.ui.words.marks import WORDS

register = template.Library()

_SIGN_CODES = {"~": "mark_character_doubtful", "?": "mark_character_unreadable"}
_SIGN_CLASSES = {"=": "", "~": "mark-doubtful", "?": "mark-unreadable"}
_COLUMN_SIGNS = {
    ColumnKind.SAME: "=",
    ColumnKind.CONFUSABLE: "≈",
    ColumnKind.DIFFERENT: "≠",
    ColumnKind.MISSING: "−",
    ColumnKind.EXTRA: "+",
    ColumnKind.UNREADABLE: "?",
    ColumnKind.TRANSPOSED: "⇄",
}


class AnyMark(Protocol):
    """What a mark of the rules and a row of the register have in common."""

    @property
    def role(self) -> str: ...
    @property
    def verbatim(self) -> str: ...
    @property
    def normalized(self) -> str: ...
    @property
    def certainty(self) -> str: ...
    @property
    def symbol(self) -> str | None: ...
    @property
    def absent(self) -> str | None: ...
    @property
    def position(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters of one certainty; ``note`` says what is uncertain, or is empty."""

    text: str
    css_class: str
    note: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of a comparison, ready to show."""

    place: int
    left: str
    right: str
    sign: str
    css_class: str
    words: str
    differs: bool
    note: str = ""


def _words(code: str) -> str:
    return gettext(WORDS[code])


@register.inclusion_tag("marks/_mark.html")
def mark_text(mark: AnyMark) -> dict[str, object]:
    """Show one mark: ``{% mark_text mark %}``. Takes a mark of the rules or a row of the register."""
    runs = list(_runs(mark))
    return {
        "absent": _words(f"mark_{mark.absent}") if mark.absent else "",
        "runs": runs,
        "doubts": [run for run in runs if run.note],
        "verbatim": mark.verbatim,
        "symbol": _known(f"mark_symbol_{mark.symbol}", mark.symbol),
        "position": _known(f"mark_position_{mark.position}", mark.position),
    }


@register.inclusion_tag("marks/_comparison.html")
def mark_comparison(
    comparison: Comparison, notes: Sequence[str] = (), first: str = "", second: str = ""
) -> dict[str, object]:
    """Show two marks character under character: ``{% mark_comparison comparison %}``.

    ``notes`` say more of each column that differs; ``first`` and ``second`` name the marks.
    """
    told = [*notes, *[""] * (len(comparison.columns) - len(notes))]
    cells = [
        _cell(place, column, note)
        for place, (column, note) in enumerate(zip(comparison.columns, told, strict=True), start=1)
    ]
    return {
        "cells": cells,
        "differing": [cell for cell in cells if cell.differs],
        "first": first or gettext("First mark"),
        "second": second or gettext("Second mark"),
    }


@register.filter
def mark_role(mark: AnyMark) -> str:
    """The role of a mark in words: ``{{ mark|mark_role }}``."""
    return _words(f"mark_role_{mark.role}")


@register.filter
def mark_step(code: str) -> str:
    """A step of normalizing in words: ``{{ step.code|mark_step }}``."""
    return _words(code)


def _runs(mark: AnyMark) -> Iterator[Run]:
    pairs = zip(mark.normalized, mark.certainty, strict=False)
    for sign, group in groupby(pairs, key=lambda pair: pair[1]):
        note = _words(_SIGN_CODES[sign]) if sign in _SIGN_CODES else ""
        yield Run("".join(character for character, _ in group), _SIGN_CLASSES.get(sign, ""), note)


def _known(code: str, value: str | None) -> str:
    """Words for a value of ours; a value typed by a person is shown as typed."""
    if not value:
        return ""
    return _words(code) if code in WORDS else value


def _cell(place: int, column: Column, note: str) -> Cell:
    return Cell(
        place=place,
        left=column.left,
        right=column.right,
        sign=_COLUMN_SIGNS[column.kind],
        css_class=f"mark-column-{column.kind.value}",
        words=_words(column.code),
        differs=column.kind is not ColumnKind.SAME,
        note=note,
    )
