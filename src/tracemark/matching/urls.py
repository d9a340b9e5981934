"""Addresses of matching."""

from django.urls import path

from tracemark.matching import views

app_name = "matching"

urlpatterns = [
    path("", views.search, name="find"),
    path("seizures/", views.seizures, name="seizures"),
    path("seizures.csv", views.seizures_csv, name="seizures_csv"),
    path("seizures/match/", views.match_now, name="match_now"),
    path("watch/", views.watching, name="watch"),
    path("watch.csv", views.watching_csv, name="watch_csv"),
    path("compare/<uuid:first>/<uuid:second>/", views.compare, name="compare"),
    path("compare/<uuid:first>/<uuid:second>/judge/", views.give_judgement, name="judge"),
]
