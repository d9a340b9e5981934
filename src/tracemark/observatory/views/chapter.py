"""The draft of the chapter: to read here, and to take along as DOCX in six languages."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tracemark.accounts.access import ViewerRequest, requires
from tracemark.findings import Refused
from tracemark.observatory.queries.chapter import get_chapter
from tracemark.observatory.queries.facts import READ, home_world
from tracemark.observatory.rules.chapter import Chapter
from tracemark.observatory.rules.facts import World
from tracemark.observatory.tables.chapter import WrittenChapter, written_chapter
from tracemark.observatory.tables.chapter_docx import DOCX
from tracemark.observatory.tables.chapter_docx import chapter_docx as as_docx
from tracemark.observatory.views.shared import years_of
from tracemark.oversight.actions import log_access


@require_safe
@requires(READ)
def chapter(request: ViewerRequest, year: int) -> HttpResponse:
    """The draft in the language of the page."""
    written = _written(request, year, get_language() or "en")
    context = {
        "written": written,
        "year": year,
        "years": years_of(request),
        "languages": settings.LANGUAGES,
        "is_constructed": home_world() is World.CONSTRUCTED,
    }
    return render(request, "observatory/chapter.html", context)


@require_safe
@requires(READ)
def chapter_docx(request: ViewerRequest, year: int, language: str) -> HttpResponse:
    """The draft as DOCX in one language; its footnotes lead back to this node."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    written = _written(request, year, language)
    log_access(request.viewer, verb="export_chapter", subject=f"{year} {language}")
    headers = {"Content-Disposition": f'attachment; filename="chapter-{year}-{language}.docx"'}
    return HttpResponse(as_docx(written), content_type=DOCX, headers=headers)


def _written(request: ViewerRequest, year: int, language: str) -> WrittenChapter:
    is_constructed = home_world() is World.CONSTRUCTED
    site = request.build_absolute_uri("/")
    return written_chapter(_chapter(request, year), language, is_constructed=is_constructed, site=site)


def _chapter(request: ViewerRequest, year: int) -> Chapter:
    try:
        return get_chapter(request.viewer, year)
    except Refused as refusal:
        raise Http404 from refusal
