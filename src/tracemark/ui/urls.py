"""Addresses of no room."""

from django.urls import path

from tracemark.ui.views.home import home
from tracemark.ui.views.language import language

app_name = "ui"

urlpatterns = [
    path("", home, name="home"),
    path("language/", language, name="language"),
]
