"""The register, as programs see it."""

from ninja import Router

from tracemark.register.api.lists import router as lists
from tracemark.register.api.weapons import router as weapons

router = Router(tags=["register"])
router.add_router("", weapons)
router.add_router("", lists)
