"""Words of cases that are put together from codes of several families."""

from tracemark.tracing.rules.steps import Stage, Step
from tracemark.ui.words import word


def count_words(name: str) -> str:
    """What a row of the year's figures counts, in words."""
    if name in set(Step):
        return word(f"case_step_{name}")
    if name in set(Stage):
        return word(f"case_stage_{name}")
    return word(name) if name.startswith("outcome_") else word(f"trace_count_{name}")
