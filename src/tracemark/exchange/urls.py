"""Addresses of exchange."""

from django.urls import path

from tracemark.exchange.views.line import line

app_name = "exchange"

urlpatterns = [
    path("line/", line, name="line"),
]
