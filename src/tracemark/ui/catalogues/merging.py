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


def merge(translations: Translations, texts: Collection[Text], source: Path = SOURCE) -> dict[str, int]:
    """Write translations into the catalogues of the rooms that use their texts; texts merged, by room.

    A text that several rooms use goes to the first of them, or stays where it stands already. A text that
    nobody uses is left out.
    """
    owners = _owners(texts, source)
    merged: dict[str, int] = {}
    for locale in LOCALES:
        for room, wanted in _by_room(owners, translations).items():
            path = catalogue_path(source, room, locale)
            catalogue = open_catalogue(path, room, locale)
            for text in wanted:
                catalogue.add(**_message(text, translations[text.id][locale]))
            write_catalogue(path, catalogue)
            merged[room] = len(wanted)
    return merged


def prune(texts: Iterable[Text], source: Path = SOURCE) -> None:
    """Take out of every catalogue what no room asks for any more."""
    asked = {text.id for text in texts}
    for path in sorted(source.glob("*/locale/*/LC_MESSAGES/django.po")):
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
    """Write a catalogue, its entries in order of text, so that two people's additions rarely collide."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, no_location=True, sort_output=True, ignore_obsolete=True)


def _owners(texts: Iterable[Text], source: Path) -> dict[str, Text]:
    """For each text the use that names its room: where it is translated already, else the first room."""
    held = {
        (path.relative_to(source).parts[0], _singular(message.id))
        for path in source.glob(f"*/locale/{LOCALES[0]}/LC_MESSAGES/django.po")
        for message in read_catalogue(path)
        if message.id
    }
    owners: dict[str, Text] = {}
    for text in sorted(texts):
        known = owners.get(text.id)
        if known is None or (text.plural and not known.plural) or (text.room, text.id) in held:
            owners[text.id] = text
    return owners


def _by_room(owners: Mapping[str, Text], translations: Translations) -> dict[str, list[Text]]:
    rooms: dict[str, list[Text]] = {}
    for text_id in translations:
        if text_id in owners:
            rooms.setdefault(owners[text_id].room, []).append(owners[text_id])
    return rooms


def _message(text: Text, forms: Forms) -> dict[str, object]:
    flags = ["python-brace-format"] if "{" in text.id else []
    key: object = (text.id, text.plural) if text.plural else text.id
    string: object = tuple(forms) if isinstance(forms, list) else forms
    return {"id": key, "string": string, "flags": flags, "context": text.context or None}


def _singular(message_id: object) -> str:
    return str(message_id[0] if isinstance(message_id, list | tuple) else message_id)
