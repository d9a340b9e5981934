"""Ammunition as programs see it."""

from ninja import Router

from tracemark.ammunition.api.calculating import router as calculating
from tracemark.ammunition.api.catalogue import router as catalogue
from tracemark.ammunition.api.keeping import router as keeping
from tracemark.ammunition.api.places import router as places

router = Router(tags=["ammunition"])
router.add_router("", calculating)
router.add_router("", keeping)
router.add_router("", catalogue)
router.add_router("", places)
