"""Addresses of transfers."""

app_name = "transfers"

urlpatterns: list = []
