"""All addresses, with those of matching, whether the node includes them already or not."""

from django.urls import include, path

from tracemark.config.urls import urlpatterns as node

urlpatterns = [*node, path("find/", include("tracemark.matching.urls"))]
