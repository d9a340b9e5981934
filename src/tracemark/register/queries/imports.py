"""What an import asks of the register: how columns were read before, and the rows a batch kept aside."""

from collections.abc import Iterator, Mapping
from uuid import UUID, uuid5

from tracemark.accounts.rules import Viewer
from tracemark.register.models import Batch, ColumnMapping, KeptAsideRow
from tracemark.register.rules.rows import ListKind

CHUNK = 1000
BATCH_NAMESPACE = UUID("5b8f6a52-9d0e-4c0a-8f7e-6f0d5a8c2b11")


def current_batch_id(kind: ListKind, file_sha256: str) -> UUID:
    """The id of the batch that this file is, or would be, as this kind of list.

    The same file of the same kind is always the same batch. Once that batch is voided, the file may come in again: as
    a new batch, whose id follows from how many were voided before it.
    """
    voided = Batch.objects.filter(kind=kind.value, file_sha256=file_sha256, stage="voided").count()
    return uuid5(BATCH_NAMESPACE, " ".join([kind.value, file_sha256, *([str(voided)] if voided else [])]))


def find_mapping(kind: ListKind, fingerprint: str) -> Mapping[str, str]:
    """The columns that an officer accepted for such a header before, by name; empty when nobody has."""
    found = ColumnMapping.objects.filter(kind=kind.value, fingerprint=fingerprint).first()
    return found.columns if found else {}


def iter_kept_aside(viewer: Viewer, batch: Batch) -> Iterator[KeptAsideRow]:
    """The rows of a batch that were kept aside, in the order of the list. Raises Refused without permission."""
    viewer.require("list.import", batch.unit_id)
    rows = KeptAsideRow.objects.filter(batch_id=batch.id).order_by("id")
    return rows.iterator(chunk_size=CHUNK)
