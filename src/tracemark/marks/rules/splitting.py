"""Splitting one cell into pieces, each with its label: pure places in the text, no reading yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracemark.marks.rules.label_words import ONE_WORD_LABELS
from tracemark.marks.rules.labels import LINK, POSITIONS, Label, LabelKind, find_labels, phrase_pattern, plain
from tracemark.marks.rules.symbols import FoundSymbol, find_symbols


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a cell. ``text[start:end]`` is all of it, ``text[content:end]`` without its label."""

    start: int
    content: int
    end: int
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """A cell taken apart: ``symbols`` first, then ``pieces``; nothing overlaps."""

    symbols: tuple[FoundSymbol, ...]
    pieces: tuple[Piece, ...]


_SOFT = re.compile(r"\s+[/／]\s+|,\s+|，|\s+(?:and|et|und|y|и|和|与|و|&|\+)\s+")
_HARD = re.compile(r"[;\n\r|\u2028\u2029；؛،、]+")
_POSITION = phrase_pattern(POSITIONS)
_LINK = rf"(?:{LINK})(?:\s+(?:the|la|le|el))?"
_POSITION_BEHIND = re.compile(
    rf"(?P<number>[^\s;/,()]*\d[^\s;/,()]*)\s*(?:"
    rf"[(\[]\s*(?:{_LINK})?\s*(?P<bracketed>{_POSITION})\s*[)\]]"
    rf"|{_LINK}\s*(?P<linked>{_POSITION})(?!\s*(?:no\b|nr\b|[:#№]|\S*\d))"
    rf"|\s(?P<bare>{_POSITION})(?=\s*(?:$|[;/,])))"
)
_ONE_WORD = re.compile(r"\S+(?:\s*(?:mm|мм)(?![^\W_]))?")
_EDGE = " \t\r\n\v\f\u00a0\u3000/,;:|=&+-–—，；、،"
_OPENING, _CLOSING = "(（[", ")）]"
_SURE_WHEN_BARE = frozenset({"serial", "import", "approval"})
_NUMBER_WORD = re.compile(r"[^\W_](?:[-/.]?(?:[^\W_]|[?*]))*")
_LINK_BEFORE = re.compile(rf"(?:^|(?<=[\s,/])){_LINK}\s*$")
_LINK_ONLY = re.compile(rf"[\s()]*(?:{LINK})?[\s(]*")


def split_cell(text: str) -> Parts:
    """Take a cell apart at separators, labels and symbols. Places are those of ``text``."""
    plain_text = plain(text)
    symbols = tuple(sorted(find_symbols(plain_text), key=lambda symbol: symbol.start))
    for symbol in symbols:
        plain_text = _blank(plain_text, symbol.start, symbol.end)
    pieces = list(_positions_behind(plain_text))
    for piece in pieces:
        plain_text = _blank(plain_text, piece.start, piece.label.end if piece.label else piece.end)
    for start, end in _between(_HARD, plain_text, 0, len(plain_text)):
        pieces.extend(_labelled(plain_text, start, end))
    trimmed = (_trim(plain_text, text, piece) for piece in pieces)
    return Parts(symbols, tuple(sorted((p for p in trimmed if p), key=lambda piece: piece.start)))


def _blank(plain_text: str, start: int, end: int) -> str:
    return plain_text[:start] + ";" * (end - start) + plain_text[end:]


def _positions_behind(plain_text: str) -> Iterator[Piece]:
    """Numbers followed by the part that carries them: "6348 (barrel)", "6348 on the barrel"."""
    for match in _POSITION_BEHIND.finditer(plain_text):
        word = match["bracketed"] or match["linked"] or match["bare"]
        label = Label(
            LabelKind.POSITION, POSITIONS[" ".join(word.split())], match.end("number"), match.end(), False
        )
        yield Piece(match.start(), match.start(), match.end("number"), label)


def _between(separator: re.Pattern[str], plain_text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in separator.finditer(plain_text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _labelled(plain_text: str, start: int, end: int) -> Iterator[Piece]:
    """Pieces between labels; what stands before the first label has none."""
    labels = list(_used_labels(plain_text, start, end))
    first = labels[0].start if labels else end
    yield from _unlabelled(plain_text, start, first)
    ends = [label.start for label in labels[1:]] + [end]
    for label, until in zip(labels, ends[: len(labels)], strict=True):
        if label.kind is LabelKind.IMPORT:
            yield Piece(label.start, label.end, until, label)
            continue
        if label.value in ONE_WORD_LABELS and (word := _ONE_WORD.match(plain_text, label.end, until)):
            yield Piece(label.start, label.end, word.end(), label)
            yield from _unlabelled(plain_text, word.end(), until)
            continue
        own, *rest = _softly(plain_text, label.end, until)
        yield Piece(label.start, own[0], own[1], label)
        for place in rest:
            yield Piece(place[0], *place)


def _unlabelled(plain_text: str, start: int, end: int) -> Iterator[Piece]:
    for place in _softly(plain_text, start, end):
        yield Piece(place[0], *place)


def _softly(plain_text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split at " / ", ", " and "and" only where every side is a number that stands alone."""
    places = list(_between(_SOFT, plain_text, start, end))
    if all(is_number(plain_text[place[0] : place[1]]) for place in places):
        return places
    return [(start, end)]


def is_number(piece: str) -> bool:
    """True when a word of three signs or more with a figure in it stands in the piece."""
    return any(len(word) >= 3 and any(map(str.isdecimal, word)) for word in _NUMBER_WORD.findall(piece))


def _used_labels(plain_text: str, start: int, end: int) -> Iterator[Label]:
    """Labels in a stretch; of labels that follow at once ("serial no. on barrel:") one remains."""
    waiting: Label | None = None
    for label in find_labels(plain_text[start:end]):
        label = replace(label, start=label.start + start, end=label.end + start)
        if link := _LINK_BEFORE.search(plain_text[start : label.start]):
            label = replace(label, start=start + link.start())
        if not _is_label(plain_text, start, label):
            continue
        if waiting and _LINK_ONLY.fullmatch(plain_text, waiting.end, label.start):
            waiting = _joined(waiting, label)
        else:
            if waiting:
                yield waiting
            waiting = label
    if waiting:
        yield waiting


def _is_label(plain_text: str, start: int, label: Label) -> bool:
    """A short bare word, first in its stretch, labels serial numbers only: "MAG 123" is a mark."""
    is_first = not plain_text[start : label.start].strip()
    return not (label.is_bare and is_first and label.value not in _SURE_WHEN_BARE)


def _joined(first: Label, second: Label) -> Label:
    stronger = first if second.kind is LabelKind.SERIAL else second
    return Label(stronger.kind, stronger.value, first.start, second.end, False)


def _trim(plain_text: str, text: str, piece: Piece) -> Piece | None:
    """Drop separators at the edges; None when nothing stands in the piece and no label claims it."""
    start, content, end = piece.start, piece.content, piece.end
    while content < end and text[content] in _EDGE + _CLOSING:
        content += 1
    while end > content and text[end - 1] in _EDGE + _OPENING:
        end -= 1
    if (
        end > content
        and text[end - 1] in _CLOSING
        and not any(sign in text[content:end] for sign in _OPENING)
    ):
        end -= 1
    if content == end and piece.label is None:
        return None
    start = min(start, content) if piece.label else content
    return replace(piece, start=start, content=content, end=end)
