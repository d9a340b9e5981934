"""What officers write above a column, in six languages.

Each module holds one entry a field: names parted by ``;``, one language after another. Case, accents and
punctuation do not count. Written for Tracemark from the forms, registers and lists of the field; a node's
officers teach it more by accepting a mapping.
"""

from tracemark.register.rules.lists.column_names import events, permits, records, weapons
from tracemark.register.rules.lists.column_names.by_kind import KIND_NAMES
from tracemark.register.rules.lists.folding import phrases
from tracemark.register.rules.rows import ListKind

COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    field: phrases(names)
    for room in (records, weapons, events, permits)
    for field, names in room.NAMES.items()
}
"""The folded names of every field, the same in every kind of list."""

KIND_COLUMN_NAMES: dict[ListKind, dict[str, tuple[str, ...]]] = {
    kind: {field: phrases(names) for field, names in fields.items()} for kind, fields in KIND_NAMES.items()
}
"""Names that mean this field in this kind of list, whatever they mean elsewhere."""
