"""Exchange, as programs see it."""

from ninja import Router

from tracemark.exchange.api.cards import router as cards
from tracemark.exchange.api.messages import router as messages

router = Router(tags=["exchange"])
router.add_router("", cards)
router.add_router("", messages)
