"""All addresses, with those of figures and transfers, whether the node includes them already or not."""

from django.urls import include, path

from tracemark.config.urls import urlpatterns as node

urlpatterns = [
    *node,
    path("figures/", include("tracemark.figures.urls")),
    path("transfers/", include("tracemark.transfers.urls")),
]
