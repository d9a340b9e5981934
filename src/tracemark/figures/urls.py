"""Addresses of figures. Each names a figure, a year and a number, so that a link to it can be kept."""

from django.urls import path

from tracemark.figures.views import counted, counts, persons, published

app_name = "figures"

urlpatterns = [
    path("", counted.overview, name="overview"),
    path("published/<uuid:publication_id>/", published.publication, name="publication"),
    path("published/<uuid:publication_id>/rows/", published.publication_rows, name="publication_rows"),
    path(
        "published/<uuid:publication_id>/rows.csv",
        published.publication_rows_csv,
        name="publication_rows_csv",
    ),
    path(
        "published/<uuid:publication_id>/export/<str:format_name>/",
        published.export_publication,
        name="export_publication",
    ),
    path("counts/<str:name>/<int:year>/", counts.count, name="count"),
    path("counts/<str:name>/<int:year>/rows/", counts.rows, name="count_rows"),
    path("counts/<str:name>/<int:year>/rows.csv", counts.rows_csv, name="count_rows_csv"),
    path("counts/<str:name>/<int:year>/export/<str:format_name>/", counts.export, name="count_export"),
    path("persons/<str:name>/<int:year>/", persons.table, name="persons"),
    path("persons/published/<uuid:publication_id>/", persons.publication, name="persons_publication"),
    path(
        "persons/published/<uuid:publication_id>/export/<str:format_name>/",
        persons.export,
        name="export_persons_publication",
    ),
    path("<str:name>/<int:year>/", counted.figure, name="figure"),
    path("<str:name>/<int:year>/rows/", counted.rows, name="rows"),
    path("<str:name>/<int:year>/rows.csv", counted.rows_csv, name="rows_csv"),
    path("<str:name>/<int:year>/chart.svg", counted.chart, name="chart"),
    path("<str:name>/<int:year>/export/<str:format_name>/", counted.export, name="export"),
    path("<str:name>/<int:year>/publish/", counted.publish, name="publish"),
]
