"""Figures as programs see them: the same results as ``figure …`` on the command line."""

from ninja import Router

from tracemark.figures.api import counts, figures, persons

router = Router(tags=["figures"])
router.add_router("", counts.router)
router.add_router("", persons.router)
router.add_router("", figures.router)

__all__ = ["router"]
