"""Bringing translations into the rooms' catalogues.

A file of translations is JSON: ``{text: {"ar": …, "zh_Hans": …, "fr": …, "ru": …, "es": …}}``. For a text with
a plural each value is the list of the language's forms, in the order of its catalogue.
"""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from tracemark.ui.catalogues import LOCALES, SOURCE, read_catalogue
from tracemark.ui.catalogues.used import Text

Forms = str | list[str]
Translations = Mapping[str, Mapping[str, Forms]]


def merge(
    translations: Translations, texts: Collection[Text], *, room: str = "", source: Path = SOURCE
) -> dict[str, int]:
    """Write translations into catalogues; texts merged, by room.

    They go to ``room``, or to the first room that uses the text. A text that another room translates already
    stays as it is there, so that two rooms never say two things; a text that nobody uses is left out.
    """
    homes = _homes(texts, room, _held(source))
    merged: dict[str, int] = {}
    for name in sorted({text.room for text in homes.values()}):
        wanted = [homes[key] for key in translations if key in homes and homes[key].room == name]
        for locale in LOCALES if wanted else ():
            _add(catalogue_path(source, name, locale), name, locale, wanted, translations)
        if wanted:
            merged[name] = len(wanted)
    return merged


def prune(texts: Iterable[Text], *, room: str, source: Path = SOURCE) -> None:
    """Take out of a room's catalogues what no room asks for any more.

    Of one room only: another may translate texts of a package that we cannot see being asked for.
    """
    asked = {text.id for text in texts}
    for path in [catalogue_path(source, room, locale) for locale in LOCALES]:
        catalogue = read_catalogue(path)
        gone = [message for message in catalogue if message.id and _singular(message.id) not in asked]
        for message in gone:
            catalogue.delete(message.id, message.context)
        if gone:
            write_catalogue(path, catalogue)


def catalogue_path(source: Path, room: str, locale: str) -> Path:
    """Where a room's catalogue of a language stands."""
    return source / room / "locale" / locale / "LC_MESSAGES" / "django.po"


def open_catalogue(path: Path, room: str, locale: str) -> Catalog:
    """The catalogue at ``path``, or a new one."""
    if path.exists():
        return read_catalogue(path)
    return Catalog(
        locale=locale,
        project="Tracemark",
        header_comment=f"# Words of the room {room}. UN terms: see docs/glossary.md.",
        fuzzy=False,
    )


def write_catalogue(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue; entries stay in the order in which they came."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, no_location=True, ignore_obsolete=True)


def _held(source: Path) -> dict[str, set[str]]:
    """Which rooms translate a text already."""
    held: dict[str, set[str]] = {}
    for path in source.glob(f"*/locale/{LOCALES[0]}/LC_MESSAGES/django.po"):
        for message in read_catalogue(path):
            if message.id:
                room = path.relative_to(source).parts[0]
                held.setdefault(_singular(message.id), set()).add(room)
    return held


def _homes(texts: Iterable[Text], room: str, held: Mapping[str, set[str]]) -> dict[str, Text]:
    """For each text the use whose room takes it; texts that only another room may change are left out."""
    homes: dict[str, Text] = {}
    for text in sorted(texts, key=lambda one: (one.room != room, one)):
        home = Text(room or text.room, text.id, text.plural, text.context)
        if held.get(text.id, {home.room}) != {home.room}:
            continue
        known = homes.get(text.id)
        if known is None or (text.plural and not known.plural):
            homes[text.id] = home
    return homes


def _add(path: Path, room: str, locale: str, wanted: Iterable[Text], translations: Translations) -> None:
    catalogue = open_catalogue(path, room, locale)
    for text in wanted:
        forms = translations[text.id][locale]
        catalogue.add(
            (text.id, text.plural) if text.plural else text.id,
            tuple(forms) if isinstance(forms, list) else forms,
            flags=["python-brace-format"] if "{" in text.id else [],
            context=text.context or None,
        )
    write_catalogue(path, catalogue)


def _singular(message_id: object) -> str:
    return str(message_id[0] if isinstance(message_id, list | tuple) else message_id)
