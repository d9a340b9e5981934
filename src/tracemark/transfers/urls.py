"""Addresses of transfers."""

from django.urls import path

from tracemark.transfers import views

app_name = "transfers"

urlpatterns = [
    path("permits/", views.permits, name="permits"),
    path("permits.csv", views.permits_csv, name="permits_csv"),
    path("permits/<uuid:permit_id>/", views.permit, name="permit"),
    path("permits/<uuid:permit_id>/delivery/", views.delivery, name="delivery"),
]
