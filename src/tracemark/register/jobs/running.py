"""Work that outlives a request, on one thread of the server: one job after the other, in order of asking.

Every job must be harmless to repeat: a job that dies with its process is asked for again by whoever finds
its work unfinished.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

logger = logging.getLogger(__name__)

# One at a time: SQLite has one writer, and a second list would only make both slower.
_EXECUTOR = ThreadPoolExecutor(max_workers=1, thread_name_prefix="register-jobs")


def start(job: Callable[[], object]) -> None:
    """Run ``job`` soon; what it raises is logged, since nobody waits for it."""
    _EXECUTOR.submit(_run, job)


def _run(job: Callable[[], object]) -> None:
    try:
        job()
    except Exception:
        logger.exception("a job of the register failed")
    finally:
        connections.close_all()
