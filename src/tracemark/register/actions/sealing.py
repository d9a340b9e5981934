"""The daily seal: a signature over the heads of all chains that moved since the last one, and over the access log."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from tracemark.accounts.rules import Viewer
from tracemark.oversight.actions import add_seal
from tracemark.oversight.queries import last_access
from tracemark.register.actions.bulk import insert_rows
from tracemark.register.models import SealedHead, Weapon
from tracemark.register.queries.seals import signed_seals
from tracemark.register.queries.stored import moment_text
from tracemark.register.rules.chain import FIRST_HASH, SealFacts, heads_digest, seal_hash, seal_text

HEAD_COLUMNS = ("day", "weapon_id", "seq", "hash")


def seal_day(
    *, state: str, key_id: str, sign: Callable[[bytes], str], by: Viewer, at: datetime
) -> int | None:
    """Seal all heads that moved since the last seal; returns how many, None when today is sealed already.

    ``sign`` is the node's Ed25519 key. What moves after today's seal is covered by tomorrow's.
    """
    by.require("oversight.read")
    with transaction.atomic():
        moved = list(
            Weapon.objects.select_for_update()
            .filter(head_seq__gt=F("sealed_seq"))
            .order_by("id")
            .values_list("id", "head_seq", "head_hash")
        )
        seals = signed_seals(by, state)
        if seals and seals[-1].day >= at.date():
            return None
        access_seq, access_hash = last_access()
        facts = SealFacts(
            state=state,
            day=at.date().isoformat(),
            sealed_at=moment_text(at),
            heads_count=len(moved),
            digest=heads_digest((weapon_id.hex, seq, head) for weapon_id, seq, head in moved),
            access_seq=access_seq,
            access_hash=access_hash,
        )
        text = seal_text(facts, seal_hash(seals[-1].text) if seals else FIRST_HASH)
        insert_rows(SealedHead, HEAD_COLUMNS, [(at.date(), *head) for head in moved])
        Weapon.objects.filter(head_seq__gt=F("sealed_seq")).update(sealed_seq=F("head_seq"))
        add_seal(
            day=at.date(),
            heads_count=facts.heads_count,
            digest=facts.digest,
            signature=sign(text.encode()),
            key_id=key_id,
            access_seq=access_seq,
            access_hash=access_hash,
            sealed_at=at,
        )
        return len(moved)
