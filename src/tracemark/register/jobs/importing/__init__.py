"""Importing lists: a dry run first, then one batch that can be resumed, repeated without harm, and voided."""

from tracemark.register.jobs.importing.dry_running import dry_run
from tracemark.register.jobs.importing.loading import load
from tracemark.register.jobs.importing.reading import ImportOptions, Progress, survey_list
from tracemark.register.jobs.importing.rejects import write_rejects
from tracemark.register.jobs.importing.results import ImportResult, SheetResult, result_to_json

__all__ = [
    "ImportOptions",
    "ImportResult",
    "Progress",
    "SheetResult",
    "dry_run",
    "load",
    "result_to_json",
    "survey_list",
    "write_rejects",
]
