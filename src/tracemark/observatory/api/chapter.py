"""The draft of the chapter for programs: as text with its footnotes, and as DOCX.

The public site is written by a command only: it fills a folder of the machine the node runs on, which a request
from elsewhere has no business with.
"""

from django.conf import settings
from django.http import Http404, HttpResponse
from ninja import Query, Router

from tracemark.accounts.access import ApiRequest
from tracemark.config.problems import ERRORS
from tracemark.observatory.api.schemas import Document, Where, log_reading, year_of
from tracemark.observatory.queries.chapter import get_chapter
from tracemark.observatory.queries.facts import home_world
from tracemark.observatory.rules.facts import World
from tracemark.observatory.tables.chapter import WrittenChapter, chapter_json, written_chapter
from tracemark.observatory.tables.chapter_docx import DOCX, chapter_docx

router = Router(tags=["observatory"])


@router.get("/chapter/{year}/{language}", response={200: Document, **ERRORS}, summary="Draft of the chapter")
def chapter(request: ApiRequest, year: str, language: str, where: Query[Where]) -> Document:
    """Its sentences, each with the lines of its footnote. 409 for a year without reports."""
    return chapter_json(_written(request, year, language, where))


@router.get("/chapter/{year}/{language}/docx", response={200: bytes, **ERRORS}, summary="The same as DOCX")
def chapter_file(request: ApiRequest, year: str, language: str, where: Query[Where]) -> HttpResponse:
    """As ``tracemark observatory chapter --year … --lang … --out …``."""
    return HttpResponse(chapter_docx(_written(request, year, language, where)), content_type=DOCX)


def _written(request: ApiRequest, year: str, language: str, where: Where) -> WrittenChapter:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    cycle, scope = year_of(year), where.scope()
    log_reading(request, where, f"chapter {cycle} {language}")
    is_constructed = (scope.world or home_world()) is World.CONSTRUCTED
    site = request.build_absolute_uri("/")
    found = get_chapter(request.auth, cycle, scope)
    return written_chapter(found, language, is_constructed=is_constructed, site=site)
