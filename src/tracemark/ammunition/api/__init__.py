"""Ammunition as programs see it."""

from ninja import Router

from tracemark.ammunition.api.calculating import router as calculating

router = Router(tags=["ammunition"])
router.add_router("", calculating)
