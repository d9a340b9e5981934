"""The chapter written out in one language: sentences with their numbers, each with the lines of its footnote."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.lists import format_list
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language_info, override

from tracemark.figures.tables.numbers import share_text
from tracemark.observatory.rules.chapter import SENTENCES, Chapter, Filled, WrittenSentence
from tracemark.observatory.tables.chart import LEFT_TO_RIGHT, in_order
from tracemark.ui.words import word

FILE = Path(__file__).parent.parent / "data" / "chapter.toml"
LOCALES = {"zh-hans": "zh_Hans"}

Patterns = Mapping[str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One figure of a footnote: what it is, and the address of its rows."""

    text: str
    address: str

    def __str__(self) -> str:
        """Both in one line; the address is kept from being turned round inside Arabic."""
        return f"{self.text} {LEFT_TO_RIGHT}{self.address}{LEFT_TO_RIGHT}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence and the lines of its footnote (none: it needs none)."""

    text: str
    footnote: tuple[NoteLine, ...]


@dataclass(frozen=True, slots=True)
class ChapterSection:
    """The sentences under one heading."""

    heading: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class WrittenChapter:
    """The chapter in one language. ``notes`` stand before it; ``missing`` names what could not be written."""

    language: str
    is_right_to_left: bool
    title: str
    notes: tuple[str, ...]
    sections: tuple[ChapterSection, ...]
    missing_heading: str
    missing: tuple[str, ...]


@cache
def patterns() -> Patterns:
    """The sentence patterns of the chapter: kind, code, language."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def written_chapter(
    chapter: Chapter, language: str, *, is_constructed: bool, site: str = ""
) -> WrittenChapter:
    """The chapter in ``language``. ``site`` is put before the addresses of rows: where readers find this node."""
    with override(language):
        by_heading: dict[str, list[Passage]] = {}
        for sentence in chapter.sentences:
            passage = _passage(sentence, language, site)
            by_heading.setdefault(sentence.heading, []).append(passage)
        periods = {"period": _period(chapter.period)}
        codes = ("constructed", "draft") if is_constructed else ("draft",)
        return WrittenChapter(
            language=language,
            is_right_to_left=bool(get_language_info(language)["bidi"]),
            title=_pattern("words", "title", language).format(**periods),
            notes=tuple(_pattern("words", code, language) for code in codes),
            sections=tuple(
                ChapterSection(_pattern("headings", heading, language), tuple(passages))
                for heading, passages in by_heading.items()
            ),
            missing_heading=_pattern("words", "not_written", language),
            missing=tuple(_missing(code, language) for code in chapter.missing),
        )


def chapter_text(written: WrittenChapter) -> str:
    """The chapter as plain text for a terminal, footnotes below."""
    lines, notes = [written.title, "", *written.notes], []
    for section in written.sections:
        lines += ["", section.heading]
        for passage in section.passages:
            if passage.footnote:
                notes.append(passage.footnote)
            mark = f" [{len(notes)}]" if passage.footnote else ""
            lines.append(f"  {passage.text}{mark}")
    if written.missing:
        lines += ["", written.missing_heading, *(f"  {one}" for one in written.missing)]
    lines.append("")
    for number, footnote in enumerate(notes, start=1):
        lines += [f"[{number}] {line}" for line in footnote]
    return "\n".join(lines) + "\n"


def chapter_json(written: WrittenChapter) -> dict[str, object]:
    """The chapter as JSON values."""
    return {
        "language": written.language,
        "title": written.title,
        "notes": list(written.notes),
        "sections": [
            {
                "heading": section.heading,
                "sentences": [
                    {"text": one.text, "footnote": list(map(str, one.footnote))} for one in section.passages
                ],
            }
            for section in written.sections
        ],
        "missing": list(written.missing),
    }


def _pattern(kind: str, code: str, language: str) -> str:
    return patterns()[kind][code][language.partition("-")[0]]


def _period(years: tuple[int, int]) -> str:
    return in_order(f"{years[0]}-{years[1]}")


def _passage(sentence: WrittenSentence, language: str, site: str) -> Passage:
    places: dict[str, str] = {one.name: _number(one) for one in sentence.filled}
    places |= {name: str(year) for name, year in sentence.years.items()}
    places |= {name: _period(years) for name, years in sentence.periods.items()}
    if sentence.themes:
        named = [_inside(word(f"theme_{theme}")) for theme in sentence.themes]
        locale = LOCALES.get(language, language)
        places |= {"first": named[0], "others": format_list(named[1:], locale=locale)}
    text = _pattern("sentences", sentence.code, language).format(**places)
    return Passage(text, tuple(dict.fromkeys(_footnote(one, language, site) for one in sentence.filled)))


def _inside(name: str) -> str:
    """A name inside a sentence: small at the beginning where the script knows small letters."""
    return name[:1].lower() + name[1:]


def _number(filled: Filled) -> str:
    if filled.is_share:
        return share_text(filled.value)
    sign = "+" if filled.name == "change" and filled.value > 0 else ""
    return sign + number_format(filled.value, decimal_pos=0, force_grouping=True)


def _footnote(filled: Filled, language: str, site: str) -> NoteLine:
    start = site.rstrip("/")
    if filled.statistic is None or filled.reading is None:
        pattern = _pattern("words", "footnote_panel", language)
        address = start + reverse("observatory:reporting", args=[filled.cycle])
        return NoteLine(pattern.format(text=_number(filled), rows="").rstrip(), address)
    text = _pattern("words", "footnote", language).format(
        text=_number(filled),
        definition=word(f"statistic_{filled.statistic.code}"),
        reading=word(f"reading_{filled.reading.code}"),
        paragraph=filled.statistic.paragraph,
        rows="",
    )
    rows = reverse("observatory:rows", args=[filled.statistic.code, filled.cycle])
    return NoteLine(text.rstrip(), start + rows)


def _missing(code: str, language: str) -> str:
    """What a sentence that is not written would have spoken of."""
    sentence = next(one for one in SENTENCES if one.code == code)
    heading = _pattern("headings", sentence.heading, language)
    names = dict.fromkeys(word(f"statistic_{slot.statistic}") for slot in sentence.slots)
    return (
        f"{heading}: {format_list(list(names), locale=LOCALES.get(language, language))}" if names else heading
    )
