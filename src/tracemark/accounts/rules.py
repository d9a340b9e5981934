"""Who is looking: the viewer that every query is asked for, and what a person may do where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from tracemark.findings import Finding, Refused, Severity

Scope = frozenset[UUID] | None
"""Ids of the units whose rows may be seen; ``None`` means the whole node."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person asking, with the units each permission reaches and the purpose they stated.

    ``unit_id`` is the unit of the person's first post and ``address`` where the request came from (an IP address,
    or ``console``): both only for the access log.
    """

    person_id: UUID | None
    grants: Mapping[str, Scope] = field(default_factory=dict)
    language: str = "en"
    purpose: str = ""
    unit_id: UUID | None = None
    address: str = ""

    def may(self, permission: str) -> bool:
        """Whether the viewer holds ``permission`` anywhere."""
        return permission in self.grants

    def units(self, permission: str) -> Scope:
        """The units ``permission`` reaches; an empty set when it is not held, ``None`` for the whole node."""
        return self.grants.get(permission, frozenset())

    def require(self, permission: str, unit_id: UUID | None = None) -> None:
        """Raise Refused unless the viewer holds ``permission`` (at ``unit_id``, when one is named)."""
        units = self.units(permission)
        if permission not in self.grants or (
            unit_id is not None and units is not None and unit_id not in units
        ):
            raise Refused(Finding("permission_missing", {"permission": permission}, Severity.REFUSAL))
