"""What an import asks of the register: how columns were read before, and the rows a batch kept aside."""

from collections.abc import Iterator, Mapping

from tracemark.accounts.rules import Viewer
from tracemark.register.models import Batch, ColumnMapping, KeptAsideRow
from tracemark.register.rules.rows import ListKind

CHUNK = 1000


def find_mapping(kind: ListKind, fingerprint: str) -> Mapping[str, str]:
    """The columns that an officer accepted for such a header before, by name; empty when nobody has."""
    found = ColumnMapping.objects.filter(kind=kind.value, fingerprint=fingerprint).first()
    return found.columns if found else {}


def iter_kept_aside(viewer: Viewer, batch: Batch) -> Iterator[KeptAsideRow]:
    """The rows of a batch that were kept aside, in the order of the list. Raises Refused without permission."""
    viewer.require("list.import", batch.unit_id)
    rows = KeptAsideRow.objects.filter(batch_id=batch.id).order_by("id")
    return rows.iterator(chunk_size=CHUNK)
