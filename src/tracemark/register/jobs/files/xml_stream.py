"""XML read as a stream of events within bounds: no document types, no entities, no giant tokens, no deep nesting."""

from collections.abc import Iterator
from typing import Protocol
from xml.parsers import expat

CHUNK = 1 << 16
MOST_PENDING = 1 << 20  # bytes of one unfinished tag, name or attribute
MOST_DEPTH = 100
MOST_NAMES = 2000


class BadXml(Exception):
    """XML that is broken, or that asks for more than a list needs."""


class Source(Protocol):
    """Where bytes come from, a piece at a time."""

    def read(self, size: int, /) -> bytes: ...


class Listener(Protocol):
    """What is told of each element, by its name without prefix, and of each piece of text."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, piece: str) -> None: ...


class _Names(dict[str, str]):
    """Names without their prefix, each worked out once."""

    def __missing__(self, name: str) -> str:
        if len(self) > MOST_NAMES:
            raise BadXml("too many names")
        plain = self[name] = name.rpartition(":")[2]
        return plain


def plain_attributes(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes by their names without prefix."""
    return {name.rpartition(":")[2]: value for name, value in attributes.items()}


def parse_stream(source: Source, listener: Listener) -> Iterator[None]:
    """Feed ``source`` to ``listener``, pausing after each chunk so that the caller can take what is ready.

    Raises BadXml, and lets what the listener or the source raises through; always after a last pause, so that
    what was whole before the damage is not lost.
    """
    parser = expat.ParserCreate()
    _listen(parser, listener)
    given, is_last = 0, False
    while not is_last:
        chunk = source.read(CHUNK)
        given += len(chunk)
        is_last = not chunk
        failure = _parse(parser, chunk, given)
        yield
        if failure is not None:
            raise failure


def _parse(parser: expat.XMLParserType, chunk: bytes, given: int) -> Exception | None:
    """Parse one chunk (the last is empty); what went wrong, if anything."""
    try:
        parser.Parse(chunk, not chunk)
    except expat.ExpatError as error:
        return BadXml(str(error))
    except Exception as error:
        return error
    return BadXml("token too long") if given - max(parser.CurrentByteIndex, 0) > MOST_PENDING else None


def _listen(parser: expat.XMLParserType, listener: Listener) -> None:
    names = _Names()
    start, end = listener.start, listener.end
    depth = 0

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise BadXml("nested too deeply")
        start(names[name], attributes)

    def on_end(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(names[name])

    def refuse(*_: object) -> None:
        raise BadXml("document types and entities are not read")

    parser.buffer_text = True
    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
