"""What is wrong with the catalogues: missing, empty, fuzzy, incomplete, contradicting or unused entries."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message

from tracemark.ui.catalogues import LOCALES, SOURCE, po_files, read_catalogue
from tracemark.ui.catalogues.used import Text

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")

Key = tuple[str, str]
"""Context and text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One translation: where it stands and what it says, one form for each plural of the language."""

    room: str
    locale: str
    id: str
    plural: str
    context: str
    forms: tuple[str, ...]
    fuzzy: bool
    forms_needed: int


def read_entries(source: Path = SOURCE) -> list[Entry]:
    """Every entry of every catalogue."""
    return [entry for path in po_files(source) for entry in _of_file(source, path)]


def missing(texts: Iterable[Text], entries: Collection[Entry]) -> dict[Text, list[str]]:
    """The languages in which a text has no whole translation in any room, for each text that lacks any."""
    whole = {(entry.locale, entry.context, entry.id) for entry in entries if is_whole(entry)}
    plurals = {(entry.locale, entry.context, entry.id) for entry in entries if entry.plural}
    lacking: dict[Text, list[str]] = {}
    for text in texts:
        for locale in LOCALES:
            key = (locale, text.context, text.id)
            if key not in whole or (text.plural and key not in plurals):
                lacking.setdefault(text, []).append(locale)
    return lacking


def is_whole(entry: Entry) -> bool:
    """Whether every form is there and nobody marked it as doubtful."""
    needed = entry.forms_needed if entry.plural else 1
    return not entry.fuzzy and len(entry.forms) == needed and all(form.strip() for form in entry.forms)


def placeholders_differ(entry: Entry) -> bool:
    """Whether a translation has other placeholders than its text. A form for one, or two, of a thing may
    say the number in a word; a placeholder unknown to the text is always wrong."""
    wanted = _placeholders(entry.id) | _placeholders(entry.plural)
    found = [_placeholders(form) for form in entry.forms]
    if entry.plural:
        return any(not one <= wanted for one in found) or not any(one == wanted for one in found)
    return any(one != wanted for one in found)


def contradictions(entries: Iterable[Entry]) -> dict[tuple[str, Key], set[tuple[str, ...]]]:
    """Texts that two rooms translate differently into one language: only one of them would ever be shown."""
    said: dict[tuple[str, Key], set[tuple[str, ...]]] = {}
    for entry in entries:
        said.setdefault((entry.locale, (entry.context, entry.id)), set()).add(entry.forms)
    return {key: forms for key, forms in said.items() if len(forms) > 1}


def unused(texts: Iterable[Text], entries: Iterable[Entry]) -> list[Entry]:
    """Entries whose text no room asks for any more."""
    asked = {(text.context, text.id) for text in texts}
    return [entry for entry in entries if (entry.context, entry.id) not in asked]


def by_room(lacking: Mapping[Text, list[str]]) -> dict[str, list[Text]]:
    """The lacking texts of each room."""
    rooms: dict[str, list[Text]] = {}
    for text in sorted(lacking):
        rooms.setdefault(text.room, []).append(text)
    return rooms


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(PLACEHOLDER.findall(text))


def _of_file(source: Path, path: Path) -> Iterator[Entry]:
    room, locale = path.relative_to(source).parts[0], path.parent.parent.name
    catalogue = read_catalogue(path)
    for message in catalogue:
        if message.id:
            yield _entry(room, locale, message, catalogue.num_plurals)


def _entry(room: str, locale: str, message: Message, forms_needed: int) -> Entry:
    singular, plural = message.id if isinstance(message.id, list | tuple) else (message.id, "")
    forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return Entry(
        room=room,
        locale=locale,
        id=singular,
        plural=plural,
        context=message.context or "",
        forms=tuple(str(form or "") for form in forms),
        fuzzy=message.fuzzy,
        forms_needed=forms_needed,
    )
