"""Addresses of a list on its way into the register."""

from django.urls import path

from tracemark.register.views import uploads

urlpatterns = [
    path("lists/new/", uploads.new_list, name="list_new"),
    path("lists/uploads/<uuid:key>/", uploads.upload, name="upload"),
    path("lists/uploads/<uuid:key>/columns/", uploads.correct, name="correct_upload"),
    path("lists/uploads/<uuid:key>/load/", uploads.load, name="load_upload"),
    path("lists/uploads/<uuid:key>/discard/", uploads.discard, name="discard_upload"),
    path("lists/<uuid:batch_id>/kept-aside.xlsx", uploads.rejects, name="list_rejects"),
    path("lists/<uuid:batch_id>/loading/<uuid:key>/", uploads.loading, name="loading"),
]
