"""Reading one mark by itself, and what may be said of it afterwards."""

from tracemark.findings import Finding, Severity
from tracemark.marks.rules.absence import find_absence
from tracemark.marks.rules.mark import Absent, Mark, Role
from tracemark.marks.rules.normalizing import normalize


def read_mark(text: str, role: Role = Role.SERIAL) -> Mark:
    """Read a text that is one mark and nothing else. Never raises; the text is kept to the letter."""
    if text.isascii() and text.isalnum() and not text.isalpha():
        return spelt_mark(role, text, text)
    if absent := find_absence(text):
        return absent_mark(role, text, absent)
    return spelt_mark(role, text, text)


def absent_mark(role: Role, verbatim: str, absent: Absent, *, position: str | None = None) -> Mark:
    """A mark of which there is no reading."""
    return Mark(role=role, verbatim=verbatim, absent=absent, position=position)


def spelt_mark(role: Role, verbatim: str, content: str, *, position: str | None = None) -> Mark:
    """A mark whose inscription is ``content``, a part of ``verbatim``; if nothing is left, not stated."""
    spelling = normalize(content, role)
    if not spelling.normalized:
        return absent_mark(role, verbatim, Absent.NOT_STATED, position=position)
    return Mark(
        role=role,
        verbatim=verbatim,
        normalized=spelling.normalized,
        alternatives=spelling.alternatives,
        script=spelling.script,
        certainty=spelling.certainty,
        position=position,
        steps=spelling.steps,
    )


def describe_absent(mark: Mark) -> Finding | None:
    """Say why a mark has no reading; None for a mark that was read."""
    if mark.absent is None:
        return None
    return Finding(f"mark_{mark.absent.value}", {"text": mark.verbatim}, Severity.INFO)


def is_readable(mark: Mark, max_unreadable: int = 1) -> bool:
    """True when at most ``max_unreadable`` characters are unreadable and more are read than not.

    This is the reading that SDG indicator 16.4.2 calls potentially traceable, with a make beside it. A
    ``*`` (an unknown number of missing characters) is never readable.
    """
    if mark.absent is not None or "*" in mark.normalized:
        return False
    unreadable = mark.normalized.count("?")
    return unreadable <= max_unreadable and len(mark.normalized) > 2 * unreadable
