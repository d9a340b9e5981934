"""Matching, as programs see it."""

from ninja import Router

from tracemark.matching.api.finding import router as finding
from tracemark.matching.api.training import router as training

router = Router(tags=["matching"])
router.add_router("", finding)
router.add_router("", training)
