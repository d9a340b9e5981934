"""Addresses of the observatory. Every page of a chart has its files beside it; an address says all that was asked."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from tracemark.observatory.views import chapter, overview, questions, reporting, series, statistics

Screen = Callable[..., HttpResponseBase]

app_name = "observatory"

CHARTS = (
    ("", "overview", overview.overview, overview.overview_file),
    ("statistics/<str:code>/", "statistic", statistics.statistic, statistics.statistic_file),
    ("statistics/<str:code>/<int:year>/map/", "map", statistics.state_map, statistics.state_map_file),
    (
        "statistics/<str:code>/<int:year>/regions/",
        "regions",
        statistics.regions_page,
        statistics.regions_file,
    ),
    ("statistics/<str:code>/<int:year>/rows/", "rows", statistics.rows, statistics.rows_file),
    ("reporting/<int:year>/", "reporting", reporting.reporting, reporting.reporting_file),
    ("needs/<int:year>/", "needs", reporting.needs, reporting.needs_file),
    ("compare/<int:first>/<int:second>/", "compare", reporting.compare, reporting.compare_file),
    ("states/<str:state>/", "state", reporting.state, reporting.state_file),
    ("series/<str:name>/", "series", series.series, series.series_file),
    ("ask/", "ask", questions.ask, questions.ask_file),
)
"""Address, name, page and files."""


def _with_file(address: str, name: str, page: Screen, file: Screen) -> list[URLPattern]:
    return [
        path(address, page, name=name),
        path(f"{address}file.<str:ending>", file, name=f"{name}_file"),
    ]


urlpatterns: list[URLPattern] = [
    *(one for chart in CHARTS for one in _with_file(*chart)),
    path("compare/", reporting.choose_years, name="choose_years"),
    path("questions/", questions.questions, name="questions"),
    path("saved/", questions.save, name="save"),
    path("saved/<uuid:view_id>/", questions.saved, name="saved"),
    path("saved/<uuid:view_id>/retire/", questions.retire, name="retire"),
    path("chapter/<int:year>/", chapter.chapter, name="chapter"),
    path("chapter/<int:year>/<str:language>.docx", chapter.chapter_docx, name="chapter_docx"),
]
