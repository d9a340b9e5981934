"""Rules of lists: where the header stands, what the columns are, what each row says. Standard library only."""

from tracemark.register.rules.lists.cells import Cell, PlainCell
from tracemark.register.rules.lists.fields import FIELDS, REQUIRED
from tracemark.register.rules.lists.interpreter import Interpreter, SheetReader
from tracemark.register.rules.lists.items import STILL_REPEATED
from tracemark.register.rules.lists.mapping import IGNORED, SheetMapping, check_chosen, fingerprint
from tracemark.register.rules.lists.plan import Plan, SheetPlan, plan_from_json, plan_to_json
from tracemark.register.rules.lists.survey import Chosen, Rows, Survey

__all__ = [
    "FIELDS",
    "IGNORED",
    "REQUIRED",
    "STILL_REPEATED",
    "Cell",
    "Chosen",
    "Interpreter",
    "PlainCell",
    "Plan",
    "Rows",
    "SheetMapping",
    "SheetPlan",
    "SheetReader",
    "Survey",
    "check_chosen",
    "fingerprint",
    "plan_from_json",
    "plan_to_json",
]
