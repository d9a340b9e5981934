"""Rules of marks: reading, normalizing, folding and comparing what is engraved. Standard library only."""

from tracemark.marks.rules.absence import find_absence
from tracemark.marks.rules.cells import read_cell
from tracemark.marks.rules.comparing import Column, ColumnKind, Comparison, align, compare
from tracemark.marks.rules.look_alikes import CONFUSIONS, LOOK_ALIKE_CLASSES, fold, look_alike_classes
from tracemark.marks.rules.mark import Absent, CellReading, Mark, Role, Step
from tracemark.marks.rules.normalizing import Spelling, normalize
from tracemark.marks.rules.reading import describe_absent, is_readable, read_mark

__all__ = [
    "CONFUSIONS",
    "LOOK_ALIKE_CLASSES",
    "Absent",
    "CellReading",
    "Column",
    "ColumnKind",
    "Comparison",
    "Mark",
    "Role",
    "Spelling",
    "Step",
    "align",
    "compare",
    "describe_absent",
    "find_absence",
    "fold",
    "is_readable",
    "look_alike_classes",
    "normalize",
    "read_cell",
    "read_mark",
]
