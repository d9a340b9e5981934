"""Reading one cell of a list: every mark in it, and why it was taken apart so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from string import ascii_uppercase

from tracemark.findings import Finding, Severity
from tracemark.marks.rules.absence import find_absence, refers_elsewhere
from tracemark.marks.rules.import_marks import read_import_mark
from tracemark.marks.rules.label_words import ESSENTIAL_POSITIONS, OR_WORDS
from tracemark.marks.rules.labels import (
    BARE_SERIAL_WORDS,
    FIRST_WORDS,
    Label,
    LabelKind,
    phrase_pattern,
    phrases,
    plain,
)
from tracemark.marks.rules.mark import Absent, CellReading, Mark, Role, Step
from tracemark.marks.rules.normalizing import normalize
from tracemark.marks.rules.plausibility import check_serial
from tracemark.marks.rules.reading import absent_mark, read_mark, spelt_mark
from tracemark.marks.rules.splitting import Piece, is_number, split_cell
from tracemark.marks.rules.symbols import FoundSymbol

LONGEST_TEXT = 300

# What a cell with a single number in it never holds.
# Digits of other scripts, full-width letters and signs of direction are as good as plain ones.
_OTHER_SIGNS = (
    r"\u0600-\u065f\u066a-\u06ef\u06fa-\u200a\u2010-\u2065\u206a-\uff0f"
    r"\uff1a-\uff20\uff3b-\uff40\uff5b-\U0010ffff"
)
_SEVERAL = re.compile(
    rf"[;,|\n\r\t()\[\]#№°º:{_OTHER_SIGNS}]| (?:[/&+]|and|et|und|or|ou|oder|или|[yи]) |[^\W\d_]{{5}}"
)
_WORD = re.compile(r"[^\W\d_]+")
_REMARK_GROUP = r"[(（\[](?=[^)）\]]*[^\W\d_]{3})[^)）\]\d]*[)）\]]"
_WITH_THINGS = r"\s+(?:\+|&|with|avec|con|mit|с)\s+\d{1,2}\s+[^\W\d_]{3,}.*$"  # "+ 2 mags"
_REMARK = re.compile(rf"(?<![^\W_]){_REMARK_GROUP}|{_REMARK_GROUP}(?![^\W_])|{_WITH_THINGS}")
_LONG_WORD = re.compile(r"[\u3400-\u9fff]{2,}|(?<![^\W_])(?:[^\W\d_]{5,}|[\u0620-\u064a]{4,})(?![^\W_])")
_SHORT_PREFIX = re.compile(r"\s*(?P<word>[A-Z]{2,3}|[a-z]{2,3}) +[0-9]{1,6}\s*")
_OTHER_ROLES = {"proof": Role.PROOF, "model": Role.MODEL, "calibre": Role.CALIBRE, "year": Role.YEAR}
_OR = re.compile(rf"\s+(?:{phrase_pattern(phrases(OR_WORDS))})\s+")


def read_cell(text: str, role: Role = Role.SERIAL) -> CellReading:
    """Read all marks in a cell. Never raises.

    A cell of serial numbers may hold several numbers, import marks, symbols and numbers of parts: each
    becomes a mark of its own role, serial numbers first, with a finding that says why it was kept apart.
    There is always a mark of the role asked for; when none was written it is ``not_stated``. Other roles
    are one mark a cell.
    """
    if role is not Role.SERIAL:
        return CellReading((read_mark(text, role),))
    if _is_single(text):
        mark = spelt_mark(role, text, text)
        return CellReading((mark,), check_serial(text, mark.normalized))
    return _read_serial_cell(text)


def _is_single(text: str) -> bool:
    """The quick answer for nearly all cells: one number, no words beside it."""
    if text.isascii() and text.isalnum():
        return not text.isalpha() and len(text) < LONGEST_TEXT
    if len(text) > LONGEST_TEXT or _SEVERAL.search(text) or not any(map(str.isdecimal, text)):
        return False
    return FIRST_WORDS.isdisjoint(_WORD.findall(plain(text)))


@dataclass(frozen=True, slots=True)
class _Read:
    """What one part of a cell gave: a mark or a remark, and why."""

    mark: Mark | None
    findings: tuple[Finding, ...]
    is_labelled: bool = True


@lru_cache(maxsize=8192)
def _read_serial_cell(text: str) -> CellReading:
    if absent := find_absence(text):
        found = (Finding("refers_elsewhere", {"text": text}),) if refers_elsewhere(text) else ()
        return CellReading((absent_mark(Role.SERIAL, text, absent),), found)
    if len(text) > LONGEST_TEXT:
        mark = spelt_mark(Role.SERIAL, text, text)
        return CellReading((mark,), (Finding("mark_text_too_long", {"length": len(text)}),))
    if _prefix_may_belong(text):
        return _read_with_prefix(text)
    parts = split_cell(text)
    if _is_prose(text) and not parts.symbols and not any(piece.label for piece in parts.pieces):
        mark = absent_mark(Role.SERIAL, text, Absent.NOT_STATED)
        return CellReading((mark,), (Finding("words_without_number", {"text": text}),))
    is_alone = len(parts.pieces) == 1 and not parts.symbols
    read = [_read_symbol(text, symbol) for symbol in parts.symbols]
    read += [_read_piece(text, piece, text if is_alone else None) for piece in parts.pieces]
    return _with_whole_text(_gather(read), text)


def _with_whole_text(reading: CellReading, text: str) -> CellReading:
    """A mark that is alone in its cell keeps the whole cell; what stood beside it is a step."""
    if len(reading.marks) > 1 or reading.marks[0].verbatim == text:
        return reading
    mark = reading.marks[0]
    steps = _steps(("words_removed", text, mark.verbatim)) if mark.normalized else ()
    return replace(reading, marks=(replace(mark, verbatim=text, steps=steps + mark.steps),))


def _is_prose(text: str) -> bool:
    """Words and no figure: three words, a long one among two, or letters of a script marks do not use."""
    if any(map(str.isdecimal, text)) or any(sign in text for sign in "?*"):
        return False
    words = _WORD.findall(text)
    if any(word[0] >= "\u0600" for word in words):
        return True
    return len(words) >= 3 or (len(words) == 2 and any(len(word) >= 5 for word in words))


def _prefix_may_belong(text: str) -> bool:
    """True for "NR 3056": a word for "number", or two letters engraved before a short number."""
    found = _SHORT_PREFIX.fullmatch(text)
    return found is not None and found["word"] in BARE_SERIAL_WORDS


def _read_with_prefix(text: str) -> CellReading:
    """What may be engraved is kept; the number by itself is the other honest spelling."""
    mark = spelt_mark(Role.SERIAL, text, text)
    without = mark.normalized.lstrip(ascii_uppercase)
    finding = Finding("prefix_may_belong", {"text": text.strip()}, Severity.INFO)
    return CellReading((replace(mark, alternatives=(without,)),), (finding,))


def _gather(read: list[_Read]) -> CellReading:
    """Put the marks of a cell in order: serial numbers first, one absent only when none was read."""
    findings = [finding for part in read for finding in part.findings]
    serials = [part for part in read if part.mark and part.mark.role is Role.SERIAL]
    readable = [part for part in serials if part.mark and part.mark.absent is None]
    if len(readable) > 1:
        findings.append(Finding("several_serials", {"count": len(readable)}))
    kept = [part for part in serials if part in readable or part.is_labelled] if readable else serials[:1]
    findings += [_set_aside(part.mark.verbatim) for part in serials if part.mark and part not in kept]
    marks = [part.mark for part in kept if part.mark]
    if not marks:
        marks.append(absent_mark(Role.SERIAL, "", Absent.NOT_STATED))
        findings.append(Finding("serial_not_stated_beside_marks", {}, Severity.INFO))
    marks += [part.mark for part in read if part.mark and part.mark.role is not Role.SERIAL]
    return CellReading(tuple(marks), tuple(findings))


def _set_aside(words: str) -> Finding:
    return Finding("words_set_aside", {"text": words}, Severity.INFO)


def _read_symbol(text: str, symbol: FoundSymbol) -> _Read:
    verbatim = text[symbol.start : symbol.end]
    spelling = normalize(symbol.inside, Role.FACTORY)
    mark = Mark(
        role=Role.FACTORY,
        verbatim=verbatim,
        normalized=spelling.normalized,
        script=spelling.script,
        certainty=spelling.certainty,
        symbol=symbol.name,
        steps=spelling.steps,
    )
    return _Read(mark, (Finding("symbol_kept_apart", {"text": verbatim}, Severity.INFO),))


def _read_piece(text: str, piece: Piece, whole: str | None) -> _Read:
    verbatim = text[piece.start : piece.end] if whole is None else whole
    content = text[piece.content : piece.end]
    label = piece.label
    if label and label.kind is LabelKind.IMPORT:
        return _read_import(verbatim, content)
    role, position = _role_of(label)
    if not content.strip():
        is_serial = label is not None and label.kind is LabelKind.SERIAL
        mark = absent_mark(Role.SERIAL, verbatim, Absent.NOT_STATED) if is_serial else None
        return _Read(mark, () if is_serial else (_set_aside(verbatim),), False)
    if absent := find_absence(content):
        return _Read(absent_mark(role, verbatim, absent, position=position), (), label is not None)
    if label is None and whole is None and _is_remark(content):
        return _Read(None, (_set_aside(content),), False)
    return _read_number(_Place(verbatim, content, role, position, label))


def _is_remark(content: str) -> bool:
    return not any(map(str.isdecimal, content)) and not any(sign in content for sign in "?*")


def _read_import(verbatim: str, content: str) -> _Read:
    mark = read_import_mark(verbatim, content)
    if not mark.normalized:
        return _Read(None, (_set_aside(verbatim),), False)
    return _Read(mark, (Finding("import_mark_kept_apart", {"text": verbatim}, Severity.INFO),))


def _role_of(label: Label | None) -> tuple[Role, str | None]:
    """The number of the frame or receiver is the serial number (ITI 10); of another part, a part's number."""
    if label is None or label.kind is LabelKind.SERIAL:
        return Role.SERIAL, None
    if label.kind is LabelKind.POSITION:
        return (Role.SERIAL if label.value in ESSENTIAL_POSITIONS else Role.PART), label.value
    return _OTHER_ROLES.get(label.value, Role.OTHER), label.value


@dataclass(frozen=True, slots=True)
class _Place:
    """A number in a cell, before it is read."""

    verbatim: str
    content: str
    role: Role
    position: str | None
    label: Label | None


def _read_number(place: _Place) -> _Read:
    kept, asides = _without_remarks(place.content)
    kept, *or_else = _alternatives_in(kept)
    mark = spelt_mark(place.role, place.verbatim, kept, position=place.position)
    steps = _steps(("label_removed", place.verbatim, place.content), ("words_removed", place.content, kept))
    alternatives = [*mark.alternatives]
    if or_else:
        alternatives += [normalize(other).normalized for other in or_else]
    elif kept != place.content and mark.absent is None:
        alternatives.append(normalize(_REMARK.sub(" ", place.content)).normalized)
    others = tuple(dict.fromkeys(other for other in alternatives if other != mark.normalized))
    mark = replace(mark, steps=steps + mark.steps, alternatives=() if mark.absent else others)
    return _Read(mark, (*asides, *_findings_of(place, mark)), place.label is not None)


def _alternatives_in(content: str) -> list[str]:
    """Readings between which the reader could not decide: "AB1?34 or AB1734"."""
    readings = _OR.split(content)
    return readings if all(map(is_number, readings)) else [content]


def _steps(*changes: tuple[str, str, str]) -> tuple[Step, ...]:
    return tuple(Step(code, before, after) for code, before, after in changes if before != after)


def _without_remarks(content: str) -> tuple[str, list[Finding]]:
    """Leave out words in brackets and long words, as long as a number remains."""
    kept = content
    for pattern in (_REMARK, _LONG_WORD):
        shorter = " ".join(pattern.sub(" ", kept).split())
        if shorter != " ".join(kept.split()) and any(map(str.isdecimal, shorter)):
            kept = shorter
    return (kept, []) if kept == content else (kept, [_set_aside(content)])


def _findings_of(place: _Place, mark: Mark) -> Iterator[Finding]:
    if place.label and place.label.value == "approval":
        yield Finding("approval_number", {"text": place.verbatim})
    elif mark.role is Role.PART:
        yield Finding("part_number_kept_apart", {"text": place.verbatim}, Severity.INFO)
    elif mark.role is not Role.SERIAL:
        yield Finding("other_number_kept_apart", {"text": place.verbatim}, Severity.INFO)
    elif mark.absent is None:
        yield from check_serial(place.content, mark.normalized)
