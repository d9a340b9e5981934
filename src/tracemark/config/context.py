"""What every page may know about its node."""

from django.conf import settings
from django.http import HttpRequest

from tracemark.config.node import Node


def node(request: HttpRequest) -> dict[str, Node]:
    """Context processor: ``node``, for the banner of a demo and the State's name."""
    return {"node": settings.NODE}
