"""What the screens of counted and of published figures have in common."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from tracemark.figures import queries, tables
from tracemark.figures.models import Publication
from tracemark.figures.rules import Figure, FigureRow
from tracemark.figures.rules.formats import FORMATS, Sender, write_figure
from tracemark.figures.rules.sdg_16_4_2 import INCLUDE_RECEIPTS
from tracemark.figures.rules.select import Choice, choose_rows, read_choice
from tracemark.ui.words import word

RECEIPTS = "receipts"
"""The address parameter that counts campaign receipts too."""


def asked_choice(request: HttpRequest) -> Choice:
    """The number that the address names, or 404."""
    asked = {name: request.GET.get(name, "") for name in ("basis", "how", "part", "excluded")}
    try:
        return read_choice(**asked)
    except KeyError as error:
        raise Http404 from error


def chosen_rows(figure: Figure, choice: Choice) -> tuple[FigureRow, ...]:
    """The rows behind that number, or 404 when the figure does not hold it."""
    try:
        return choose_rows(figure, choice)
    except KeyError as error:
        raise Http404 from error


def heading(figure: Figure) -> dict[str, object]:
    """What every page of a figure says first."""
    return {
        "name": figure.definition.name,
        "year": figure.year,
        "title": word(f"figure_{figure.definition.name}"),
        "with_receipts": INCLUDE_RECEIPTS in figure.options,
        "receipts_query": with_receipts("", figure),
    }


def rows_context(figure: Figure, choice: Choice) -> dict[str, object]:
    """The page of the rows behind one number."""
    found = chosen_rows(figure, choice)
    return {
        **heading(figure),
        "label": tables.choice_label(choice),
        "rows": tables.row_lines(found),
        "query": with_receipts(tables.choice_query(choice), figure),
    }


def with_receipts(query: str, figure: Figure) -> str:
    """``query`` with the option under which the figure was counted, so that links keep it."""
    option = f"{RECEIPTS}=1" if INCLUDE_RECEIPTS in figure.options else ""
    return "&".join(part for part in (query, option) if part)


def subject_of(figure: Figure, choice: Choice) -> str:
    """What the access log says was read."""
    return f"{figure.definition.name} {figure.year} {tables.choice_query(choice)}"


def publication_line(row: Publication) -> dict[str, object]:
    """A publication in words."""
    return {
        "id": row.id,
        "title": word(f"figure_short_{row.name}"),
        "year": row.year,
        "bases": [word(f"basis_{basis}") for basis in row.bases.split(",")],
        "published_at": row.published_at,
        "published_by": row.published_by,
        "note": row.note,
        "sha256": row.sha256,
        "version": row.definition_version,
    }


def sender(*, provisional: bool) -> Sender:
    """This node as the sender of an exchange format."""
    return Sender(
        state=settings.NODE.state,
        ref_area=queries.ref_area(settings.NODE.state),
        labels=tables.sdmx_labels(),
        prepared_at=timezone.now(),
        provisional=provisional,
    )


def exported(figure: Figure, format_name: str, *, provisional: bool) -> HttpResponse:
    """The figure as a file, or 404 for a format that does not exist."""
    if format_name == "text":
        return HttpResponse(tables.figure_text(figure), content_type="text/plain; charset=utf-8")
    if format_name not in FORMATS:
        raise Http404
    text = write_figure(figure, format_name, sender(provisional=provisional))
    chosen = FORMATS[format_name]
    return as_file(text, chosen.content_type, f"{figure.definition.name}-{figure.year}.{chosen.ending}")


def as_file(text: str, content_type: str, name: str) -> HttpResponse:
    """``text`` to be saved under ``name``."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=content_type, headers=headers)
