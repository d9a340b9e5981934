"""Words that write: the public site, and the draft of the chapter."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from tracemark.accounts.rules import console
from tracemark.observatory.queries.chapter import get_chapter
from tracemark.observatory.queries.facts import home_world
from tracemark.observatory.queries.publication import get_publication
from tracemark.observatory.rules.facts import World
from tracemark.observatory.tables.chapter import chapter_text, written_chapter
from tracemark.observatory.tables.chapter_docx import chapter_docx
from tracemark.observatory.tables.site.writing import LANGUAGES, write_site
from tracemark.oversight.actions import log_access


def add_publishing(words: Any) -> None:
    """Add ``publish`` and ``chapter``."""
    text = "write the public site: pages in six languages, data packages, methods, revisions; needs no server"
    parser = words.add_parser("publish", help=text, description=text)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="an empty folder, or an earlier site"
    )
    codes = [code for code, _ in settings.LANGUAGES]
    parser.add_argument("--lang", choices=codes, action="append", help="repeat for several; default: all six")
    parser.set_defaults(handler=publish)
    text = "draft the statistics section of the next report, with a footnote to every figure"
    parser = words.add_parser("chapter", help=text, description=text)
    parser.add_argument("--year", type=int, required=True, help="year in which the reports were due")
    parser.add_argument("--lang", choices=[code for code, _ in settings.LANGUAGES], default="en")
    parser.add_argument("--out", type=Path, metavar="FILE.docx", help="without it the text is printed")
    parser.add_argument(
        "--site", default="", metavar="URL", help="where readers of the footnotes find this node"
    )
    parser.set_defaults(handler=write_chapter)


def publish(arguments: argparse.Namespace) -> int:
    """Write the public site. Raises Refused for a folder that holds something else, OSError."""
    viewer = console()
    log_access(viewer, verb="publish_observatory", subject=str(arguments.out))
    sender = settings.NODE.state or "XX"
    written = write_site(
        arguments.out,
        get_publication(viewer),
        prepared_at=timezone.now(),
        sender=sender,
        languages=arguments.lang or LANGUAGES,
    )
    print(f"{arguments.out}: {written.pages} pages, {written.files} files")
    return 0


def write_chapter(arguments: argparse.Namespace) -> int:
    """Write the draft as DOCX, or print it. Raises Refused for a year without reports."""
    viewer = console()
    chapter = get_chapter(viewer, arguments.year)
    written = written_chapter(
        chapter,
        arguments.lang,
        is_constructed=home_world() is World.CONSTRUCTED,
        site=arguments.site,
    )
    log_access(viewer, verb="export_chapter", subject=f"{arguments.year} {arguments.lang}")
    if arguments.out is None:
        sys.stdout.write(chapter_text(written))
        return 0
    arguments.out.write_bytes(chapter_docx(written))
    print(f"{arguments.out}: {len(chapter.sentences)} sentences, {len(chapter.missing)} without data")
    return 0
