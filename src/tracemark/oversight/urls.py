"""Addresses of the access log, alerts and seals."""

from django.urls import path

from tracemark.oversight import views

app_name = "oversight"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("access/", views.access, name="access"),
    path("alerts/", views.alerts, name="alerts"),
    path("alerts/<uuid:alert_id>/", views.alert, name="alert"),
    path("alerts/<uuid:alert_id>/settle/", views.settle, name="settle"),
    path("seals/", views.seals, name="seals"),
]
