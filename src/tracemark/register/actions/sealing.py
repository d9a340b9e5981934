"""The daily seal: a signature over the heads of all chains that moved since the last one."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from tracemark.accounts.rules import Viewer
from tracemark.oversight.actions import add_seal
from tracemark.oversight.models import Seal
from tracemark.oversight.queries import last_seal
from tracemark.register.actions.bulk import insert_rows
from tracemark.register.models import SealedHead, Weapon
from tracemark.register.queries.stored import moment_text
from tracemark.register.rules.chain import FIRST_HASH, heads_digest, seal_text

HEAD_COLUMNS = ("seal_no", "weapon_id", "seq", "hash")


def seal_day(*, state: str, sign: Callable[[bytes], bytes], by: Viewer, at: datetime) -> Seal | None:
    """Seal all heads that moved since the last seal; None when none did. ``sign`` uses the node's key."""
    by.require("oversight.read")
    with transaction.atomic():
        moved = list(
            Weapon.objects.select_for_update()
            .filter(head_seq__gt=F("sealed_seq"))
            .order_by("id")
            .values_list("id", "head_seq", "head_hash")
        )
        if not moved:
            return None
        previous = last_seal()
        number = previous.number + 1 if previous else 1
        text = seal_text(
            state=state,
            day=at.date().isoformat(),
            sealed_at=moment_text(at),
            count=len(moved),
            digest=heads_digest((weapon_id.hex, seq, head) for weapon_id, seq, head in moved),
            prev_seal=previous.hash if previous else FIRST_HASH,
        )
        insert_rows(SealedHead, HEAD_COLUMNS, [(number, *head) for head in moved])
        Weapon.objects.filter(head_seq__gt=F("sealed_seq")).update(sealed_seq=F("head_seq"))
        return add_seal(number=number, text=text, signature=sign(text.encode()), at=at)
