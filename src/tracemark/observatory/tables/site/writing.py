"""Writing the public site into a folder: whole or not at all, over nothing but an earlier site of ours."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import get_language_info, override

from tracemark.findings import Finding, Refused, Severity
from tracemark.observatory.queries.publication import Publication
from tracemark.observatory.rules.facts import World
from tracemark.observatory.tables.chart import in_order_of_names, statistic_title
from tracemark.observatory.tables.methods import method_lines
from tracemark.observatory.tables.sheet import sheet_csv
from tracemark.observatory.tables.site.charts import SitePage, first_page, site_pages, ways
from tracemark.observatory.tables.site.data import FIELDS, data_files
from tracemark.observatory.tables.site.links import SiteLinks
from tracemark.ui.words import word

LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)
MARKER = "tracemark-site.json"
SHEETS = (
    "ui/tracemark.css",
    "ui/components.css",
    "figures/figures.css",
    "observatory/observatory.css",
    "observatory/site.css",
)


@dataclass(frozen=True, slots=True)
class WrittenSite:
    """How much was written."""

    pages: int
    files: int


def write_site(
    folder: Path,
    found: Publication,
    *,
    prepared_at: datetime,
    sender: str,
    languages: Sequence[str] = LANGUAGES,
) -> WrittenSite:
    """Write the site. Raises Refused (``site_folder_not_empty``) for a folder that holds anything else; OSError."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise Refused(Finding("site_folder_not_empty", {"folder": folder.name}, Severity.REFUSAL))
    with _beside(folder) as new:
        pages = sum(_write_language(new, found, code, prepared_at, languages) for code in languages)
        _write_start(new, languages)
        _write_data(new, found, prepared_at, sender)
        (new / "style.css").write_text("\n".join(map(_stylesheet, SHEETS)), encoding="utf-8")
        written = WrittenSite(pages + 1, sum(one.is_file() for one in new.rglob("*")) + 1)
        marker = {"made_by": "Tracemark", "at": prepared_at.isoformat(), "files": written.files}
        (new / MARKER).write_text(json.dumps(marker) + "\n", encoding="utf-8")
    return written


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A new folder beside ``folder`` that takes its place when all was written, and is gone when it was not."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield new
        new.chmod(0o755)
        old = new.with_name(f"{new.name}-old")
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def _stylesheet(name: str) -> str:
    path = finders.find(name)
    return Path(str(path)).read_text(encoding="utf-8")


def _write_language(
    new: Path, found: Publication, language: str, at: datetime, languages: Sequence[str]
) -> int:
    """All pages of one language, each picture and table also as a file; how many pages."""
    folder = new / language
    folder.mkdir()
    links = SiteLinks(found.profiles, found.cycles)
    count = 0
    with override(language):
        index = {
            "ways": ways(found),
            "groups": [(code, statistic_title(code)) for code in found.trends],
            "data": sorted(FIELDS),
        }
        context = _context(found, language, at, languages)
        for page in (first_page(found, links), *_lists(found), *site_pages(found, links)):
            _write_page(folder, page, {**context, **(index if page.kind == "index" else {})})
            count += 1
    return count


def _lists(found: Publication) -> Iterator[SitePage]:
    """Pages that only lead on: States, and methods."""
    yield SitePage("states", word("states_title"), (), kind="states")
    yield SitePage("methods", word("methods_title"), (), kind="methods")


def _context(found: Publication, language: str, at: datetime, languages: Sequence[str]) -> dict[str, object]:
    """What every page of a language shows."""
    methods = [
        (statistic_title(code), f"{code}.html", method_lines(trend.statistic))
        for code, trend in found.trends.items()
    ]
    states = [(name, f"state-{state}.html") for state, name in in_order_of_names(found.profiles)]
    return {
        "language": language,
        "is_rtl": get_language_info(language)["bidi"],
        "languages": _named(languages),
        "is_constructed": found.world is World.CONSTRUCTED,
        "made_at": at,
        "methods": methods,
        "states": states,
    }


def _named(languages: Sequence[str]) -> list[tuple[str, str]]:
    """Languages, each as its readers call it."""
    return [(code, name) for code, name in settings.LANGUAGES if code in languages]


def _write_page(folder: Path, page: SitePage, context: dict[str, object]) -> None:
    for chart in page.charts:
        if page.kind != "rows":
            (folder / f"{chart.sheet.name}.csv").write_text(
                sheet_csv(chart.sheet), encoding="utf-8", newline=""
            )
        if chart.saved:
            (folder / f"{chart.sheet.name}.svg").write_text(chart.saved, encoding="utf-8")
    text = render_to_string("observatory/site/page.html", {**context, "page": page})
    (folder / f"{page.name}.html").write_text(text, encoding="utf-8")


def _write_start(new: Path, languages: Sequence[str]) -> None:
    text = render_to_string("observatory/site/start.html", {"languages": _named(languages)})
    (new / "index.html").write_text(text, encoding="utf-8")


def _write_data(new: Path, found: Publication, at: datetime, sender: str) -> None:
    folder = new / "data"
    folder.mkdir()
    for name, text in data_files(found, prepared_at=at, sender=sender):
        (folder / name).write_text(text, encoding="utf-8", newline="")
