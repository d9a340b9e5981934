"""Addresses of tracing."""

from django.urls import path

from tracemark.tracing.views import acting, cases

app_name = "tracing"

urlpatterns = [
    path("", cases.cases, name="cases"),
    path("overdue/", cases.overdue, name="overdue"),
    path("settings/", acting.settings, name="settings"),
    path("figures/", acting.figures, name="figures"),
    path("figures/<int:year>/", acting.figures, name="figures_of"),
    path("open/<str:record_no>/", cases.open_case, name="open"),
    path("cases/<str:reference>/", cases.case, name="case"),
    path("cases/<str:reference>/prepare/", cases.prepare, name="prepare"),
    path("cases/<str:reference>/draft/", cases.draft, name="draft"),
    path("cases/<str:reference>/send/", cases.send, name="send"),
    path("cases/<str:reference>/form/", cases.form, name="form"),
    path("cases/<str:reference>/files/<uuid:file_id>/", cases.file, name="file"),
    path("cases/<str:reference>/act/<slug:verb>/", acting.act, name="act"),
]
