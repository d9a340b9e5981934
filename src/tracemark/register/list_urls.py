"""Addresses of lists: those that were taken in, and those on their way."""

from django.urls import path

from tracemark.register.views import lists, uploads

urlpatterns = [
    path("lists/", lists.lists, name="lists"),
    path("lists/new/", uploads.new_list, name="new_list"),
    path("lists/uploads/<uuid:key>/", uploads.upload, name="upload"),
    path("lists/uploads/<uuid:key>/columns/", uploads.correct, name="correct_upload"),
    path("lists/uploads/<uuid:key>/load/", uploads.load, name="load_upload"),
    path("lists/uploads/<uuid:key>/discard/", uploads.discard, name="discard_upload"),
    path("lists/<uuid:batch_id>/", lists.one_list, name="list"),
    path("lists/<uuid:batch_id>/loading/<uuid:key>/", uploads.loading, name="loading"),
    path("lists/<uuid:batch_id>/rows/<slug:code>/", lists.rows, name="list_rows"),
    path("lists/<uuid:batch_id>/kept-aside.xlsx", lists.kept_aside_file, name="kept_aside_file"),
    path("lists/<uuid:batch_id>/void/", lists.ask_void, name="ask_void_list"),
    path("lists/<uuid:batch_id>/void/accept/", lists.accept_void, name="accept_void_list"),
]
