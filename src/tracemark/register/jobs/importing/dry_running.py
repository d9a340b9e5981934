"""What a load would do, without doing it."""

from collections import deque
from pathlib import Path

from tracemark.register.jobs.importing.reading import (
    NO_OPTIONS,
    ImportOptions,
    Progress,
    open_reading,
    silent,
)
from tracemark.register.jobs.importing.rejects import write_kept_aside
from tracemark.register.jobs.importing.results import ImportResult
from tracemark.register.rules.rows import KeptAside, ListKind


def dry_run(
    path: Path,
    kind: ListKind,
    *,
    options: ImportOptions = NO_OPTIONS,
    rejects: Path | None = None,
    language: str = "en",
    progress: Progress = silent,
) -> ImportResult:
    """Read a list as a load would and say what would be accepted, kept aside and warned of. Changes nothing.

    ``rejects`` is where the rows kept aside are written as a spreadsheet, in ``language``. Raises Refused for a
    file that cannot be read as such a list.
    """
    reading = open_reading(path, kind, options)
    results = reading.results(progress)
    if rejects is None:
        deque(results, maxlen=0)
    else:
        kept = (result for result in results if isinstance(result, KeptAside))
        write_kept_aside(rejects, reading.plan, kept, language)
    return reading.result
