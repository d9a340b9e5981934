"""The observatory as programs see it."""

from ninja import Router

from tracemark.observatory.api.chapter import router as chapter
from tracemark.observatory.api.reading import router as reading
from tracemark.observatory.api.taking import router as taking

router = Router(tags=["observatory"])
router.add_router("", reading)
router.add_router("", taking)
router.add_router("", chapter)
