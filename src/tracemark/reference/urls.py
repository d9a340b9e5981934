"""Addresses of reference."""

from django.urls import path

from tracemark.reference import views

app_name = "reference"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("unknown/", views.unknown, name="unknown"),
    path("unknown/<uuid:entry_id>/", views.entry, name="entry"),
    path("unknown/<uuid:entry_id>/alias/", views.take_as_alias, name="alias"),
    path("unknown/<uuid:entry_id>/value/", views.take_as_value, name="value"),
    path("unknown/<uuid:entry_id>/dismiss/", views.set_aside, name="dismiss"),
    path("unknown/<uuid:entry_id>/reopen/", views.put_back, name="reopen"),
    path("<slug:kind>/", views.entries, name="entries"),
    path("<slug:kind>.csv", views.entries_csv, name="entries_csv"),
]
