"""Addresses of instruments and reports."""

from django.urls import path

from tracemark.instruments.views import filling, received, reports

app_name = "instruments"

urlpatterns = [
    path("", reports.reports, name="reports"),
    path("editions/", reports.editions, name="editions"),
    path("received/", received.received, name="received"),
    path("received/<uuid:report_id>/", received.received_report, name="received_report"),
    path("<slug:number>/", reports.report, name="report"),
    path("<slug:number>/take/", reports.take, name="take"),
    path("<slug:number>/assign/", reports.assign, name="assign"),
    path("<slug:number>/sign/", reports.sign_off, name="sign"),
    path("<slug:number>/comment/", reports.comment, name="comment"),
    path("<slug:number>/upload/", filling.upload, name="upload"),
    path("<slug:number>/changes/", reports.changes, name="changes"),
    path("<slug:number>/road-map/", reports.road_map, name="road_map"),
    path("<slug:number>/export/<slug:format_name>/", reports.export, name="export"),
    path("<slug:number>/questions/<str:key>/", filling.question, name="question"),
    path("<slug:number>/questions/<str:key>/attach/", filling.attach, name="attach"),
    path("<slug:number>/sections/<slug:section_key>/", filling.section, name="section"),
]
