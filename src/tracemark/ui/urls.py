"""Addresses of no room."""

from django.urls import path

from tracemark.ui import views

app_name = "ui"

urlpatterns = [
    path("language/", views.language, name="language"),
]
