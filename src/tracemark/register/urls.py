"""Addresses of the register. Words stand before record numbers, which have a State and signs, never only letters."""

from django.urls import path

from tracemark.register.views import happenings, imports, lists, requests, weapons

app_name = "register"

urlpatterns = [
    path("", weapons.weapons, name="weapons"),
    path("weapons.csv", weapons.weapons_csv, name="weapons_csv"),
    path("weapons.xlsx", weapons.weapons_xlsx, name="weapons_xlsx"),
    path("waiting/", requests.waiting, name="waiting"),
    path("lists/", lists.batches, name="lists"),
    path("lists/new/", imports.new, name="list_new"),
    path("lists/uploads/<uuid:upload_id>/", imports.upload, name="upload"),
    path("lists/uploads/<uuid:upload_id>/columns/", imports.columns, name="upload_columns"),
    path("lists/uploads/<uuid:upload_id>/load/", imports.load, name="upload_load"),
    path("lists/uploads/<uuid:upload_id>/forget/", imports.forget, name="upload_forget"),
    path("lists/uploads/<uuid:upload_id>/kept-aside.xlsx", imports.rejects, name="upload_rejects"),
    path("lists/<uuid:batch_id>/kept-aside.xlsx", lists.rejects, name="list_rejects"),
    path("lists/<uuid:batch_id>/resume/", lists.resume, name="list_resume"),
    path("lists/<uuid:batch_id>/", lists.batch, name="list"),
    path("lists/<uuid:batch_id>/kept-aside/", lists.kept_aside, name="list_kept_aside"),
    path("lists/<uuid:batch_id>/warnings/", lists.warnings, name="list_warnings"),
    path("lists/<uuid:batch_id>/void/", lists.void, name="list_void"),
    path("lists/<uuid:batch_id>/void/accept/", lists.accept_void, name="list_accept_void"),
    path("<str:record_no>/", weapons.weapon, name="weapon"),
    path("<str:record_no>/do/<str:kind>/", happenings.act, name="act"),
    path("<str:record_no>/report/<str:kind>/", happenings.report, name="report"),
    path("<str:record_no>/events/<uuid:event_id>/void/", happenings.void, name="void"),
    path("<str:record_no>/requests/<uuid:request_id>/", requests.decide, name="decide"),
]
