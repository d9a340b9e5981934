"""Which weapon does this mark belong to.

The compiler keeps machine code beside the kernels and looks only at the file a kernel stands in, which holds others of
other files. So all that was kept is dropped when any of the files is newer.
"""

from contextlib import suppress
from pathlib import Path


def _drop_stale_machine_code() -> None:
    kernels = Path(__file__).parent / "rules" / "kernels"
    with suppress(OSError):
        newest = max(path.stat().st_mtime for path in kernels.glob("*.py"))
        for kept in (kernels / "__pycache__").glob("*.nb[ic]"):
            if kept.stat().st_mtime < newest:
                kept.unlink(missing_ok=True)


_drop_stale_machine_code()
