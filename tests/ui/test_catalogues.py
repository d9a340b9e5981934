"""The tools that keep catalogues whole, on catalogues of a room of their own."""

import gettext
import os
from pathlib import Path

import pytest

from tracemark.ui.catalogues import compile_stale
from tracemark.ui.catalogues.checks import is_whole, missing, placeholders_differ, read_entries
from tracemark.ui.catalogues.merging import merge, prune
from tracemark.ui.catalogues.used import Text

TEXTS = [Text("store", "Stored: {place}"), Text("store", "%(n)s weapon", "%(n)s weapons")]
FORMS = {
    "ar": ["لا أسلحة", "سلاح واحد", "سلاحان", "%(n)s أسلحة", "%(n)s سلاحًا", "%(n)s سلاح"],
    "zh_Hans": ["%(n)s 件武器"],
    "fr": ["%(n)s arme", "%(n)s armes"],
    "ru": ["%(n)s единица", "%(n)s единицы", "%(n)s единиц"],
    "es": ["%(n)s arma", "%(n)s armas"],
}
ALL = {
    "%(n)s weapon": FORMS,
    "Stored: {place}": dict.fromkeys(FORMS, "→ {place}"),
}


def test_merged_translations_leave_nothing_missing(tmp_path: Path) -> None:
    assert merge(ALL, TEXTS, source=tmp_path) == {"store": 2}
    entries = read_entries(tmp_path)
    assert missing(TEXTS, entries) == {}
    assert all(is_whole(entry) and not placeholders_differ(entry) for entry in entries)


def test_a_text_without_a_translation_is_missing_in_each_language(tmp_path: Path) -> None:
    merge(ALL, TEXTS, source=tmp_path)
    new = Text("store", "New")
    assert missing([*TEXTS, new], read_entries(tmp_path)) == {new: ["ar", "zh_Hans", "fr", "ru", "es"]}


def test_a_plural_with_a_form_too_few_is_not_whole(tmp_path: Path) -> None:
    merge({"%(n)s weapon": {**FORMS, "ru": FORMS["ru"][:2]}}, TEXTS, source=tmp_path)
    assert {entry.locale for entry in read_entries(tmp_path) if not is_whole(entry)} == {"ru"}


def test_a_changed_placeholder_is_found(tmp_path: Path) -> None:
    merge({"Stored: {place}": {**ALL["Stored: {place}"], "fr": "→ {lieu}"}}, TEXTS, source=tmp_path)
    assert [entry.locale for entry in read_entries(tmp_path) if placeholders_differ(entry)] == ["fr"]


def test_pruning_takes_out_what_nobody_asks_for(tmp_path: Path) -> None:
    merge(ALL, TEXTS, source=tmp_path)
    prune(TEXTS[:1], room="store", source=tmp_path)
    assert {entry.id for entry in read_entries(tmp_path)} == {"Stored: {place}"}


def test_a_compiled_catalogue_is_read_by_gettext_and_written_only_when_stale(tmp_path: Path) -> None:
    merge(ALL, TEXTS, source=tmp_path)
    written = compile_stale(tmp_path)
    assert len(written) == 5 and compile_stale(tmp_path) == []
    russian = gettext.translation("django", tmp_path / "store" / "locale", ["ru"])
    assert russian.ngettext("%(n)s weapon", "%(n)s weapons", 3) == "%(n)s единицы"
    source = written[0].with_suffix(".po")
    os.utime(source, ns=(source.stat().st_atime_ns, source.stat().st_mtime_ns + 10**10))
    assert compile_stale(tmp_path) == [written[0]]


def test_a_damaged_catalogue_is_named(tmp_path: Path) -> None:
    path = tmp_path / "store" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(b'msgid "a"\nmsgstr "\xff"\n')
    with pytest.raises(ValueError, match=r"django\.po"):
        compile_stale(tmp_path)
