"""What is known of lists that were taken in: their batches, the rows kept aside, and how columns were read."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from tracemark.accounts.rules import Viewer
from tracemark.register.models import Batch, ColumnMapping, KeptAsideRow
from tracemark.register.rules.rows import ListKind

CHUNK = 1000


def find_mapping(kind: ListKind, fingerprint: str) -> Mapping[str, str]:
    """The columns that an officer accepted for such a header before, by name; empty when nobody has."""
    found = ColumnMapping.objects.filter(kind=kind.value, fingerprint=fingerprint).first()
    return found.columns if found else {}


def find_batch(viewer: Viewer, batch_id: UUID) -> Batch | None:
    """A batch of a unit whose lists the viewer may import; None for any other."""
    batch = Batch.objects.filter(id=batch_id).first()
    return batch if batch and viewer.may_at("list.import", batch.unit_id) else None


def iter_kept_aside(viewer: Viewer, batch: Batch) -> Iterator[KeptAsideRow]:
    """The rows of a batch that were kept aside, in the order of the list. Raises Refused without permission."""
    viewer.require("list.import", batch.unit_id)
    rows = KeptAsideRow.objects.filter(batch_id=batch.id).order_by("id")
    return rows.iterator(chunk_size=CHUNK)
