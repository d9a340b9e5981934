"""Catalogues of translations without the gettext programs: ``.po`` files stand in the repository, ``.mo``
files are made from them on each machine when it starts."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parent.parent.parent
"""The folder of the rooms."""

LOCALES = ("ar", "zh_Hans", "fr", "ru", "es")
"""The languages we translate into; English is the language of the texts themselves."""


def po_files(source: Path = SOURCE) -> list[Path]:
    """All catalogues of all rooms, in a fixed order."""
    return sorted(source.glob("*/locale/*/LC_MESSAGES/django.po"))


def read_catalogue(path: Path) -> Catalog:
    """The catalogue in a ``.po`` file; ``ValueError`` names the file when it is not one."""
    with path.open("rb") as file:
        try:
            return read_po(file, locale=path.parent.parent.name, abort_invalid=True)
        except (ValueError, UnicodeDecodeError) as error:
            raise ValueError(f"{path}: {error}") from error


def compile_stale(source: Path = SOURCE) -> list[Path]:
    """Write the ``.mo`` file of every catalogue that has none or an older one; returns those written."""
    return [_compile(path) for path in _stale(source)]


def _stale(source: Path) -> Iterator[Path]:
    for path in po_files(source):
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns < path.stat().st_mtime_ns:
            yield path


def _compile(path: Path) -> Path:
    """Write beside ``path``, under the final name only when whole: another process may be starting too."""
    compiled = path.with_suffix(".mo")
    partial = path.with_suffix(".part.mo")
    with partial.open("wb") as file:
        write_mo(file, read_catalogue(path))
    partial.replace(compiled)
    return compiled
