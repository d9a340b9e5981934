"""Tracing as programs see it: the same results as ``trace …`` on the command line."""

from ninja import Router

from tracemark.tracing.api import answering, asking, dealing

router = Router(tags=["tracing"])
router.add_router("", asking.router)
router.add_router("", answering.router)
router.add_router("", dealing.router)

__all__ = ["router"]
