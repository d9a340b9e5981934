"""Who is looking: the viewer that every query is asked for, and what a person may do where."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from tracemark.accounts.permissions import MATRIX, PERMISSIONS, Reach, Role, writes
from tracemark.findings import Finding, Refused, Severity

Scope = frozenset[UUID] | None
"""Ids of the units whose rows may be seen; ``None`` means the whole node."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person asking, with the units each permission reaches and the purpose they stated.

    ``unit_id`` is the unit of the person's first post and ``address`` where the request came from (an IP
    address, or ``console``): both only for the access log.
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
        held = self.may(permission) if unit_id is None else self.may_at(permission, unit_id)
        if not held:
            raise Refused(Finding("permission_missing", {"permission": permission}, Severity.REFUSAL))

    def may_at(self, permission: str, unit_id: UUID | None) -> bool:
        """Whether the viewer holds ``permission`` for rows of this unit (None: rows of no unit)."""
        scope = self.units(permission)
        return scope is None or unit_id in scope

    @property
    def may_write(self) -> bool:
        """Whether the viewer could change anything at all, and so needs a second factor."""
        return any(writes(permission) for permission in self.grants)


def units_below(children: Mapping[UUID | None, Collection[UUID]], root: UUID) -> frozenset[UUID]:
    """``root`` and every unit below it. ``children``: those directly below a unit; a loop does no harm."""
    found: set[UUID] = set()
    waiting = [root]
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting.extend(children.get(unit, ()))
    return frozenset(found)


def children_of(parents: Iterable[tuple[UUID, UUID | None]]) -> dict[UUID | None, list[UUID]]:
    """The tree turned upside down: pairs ``(unit, parent)`` into a parent's children."""
    children: dict[UUID | None, list[UUID]] = {}
    for unit, parent in parents:
        children.setdefault(parent, []).append(unit)
    return children


def grants_of(
    posts: Iterable[tuple[str, UUID]], children: Mapping[UUID | None, Collection[UUID]]
) -> dict[str, Scope]:
    """What posts ``(role, unit)`` permit together, by the matrix; an unknown role permits nothing."""
    grants: dict[str, Scope] = {}
    for text, unit in posts:
        role = _role(text)
        below = units_below(children, unit)
        for permission, reach in (MATRIX[role] if role else {}).items():
            scope = None if reach is Reach.NODE else below
            grants[permission] = _union(grants.get(permission, frozenset()), scope)
    return grants


def console(*, user: str = "", language: str = "en", purpose: str = "command line") -> Viewer:
    """The viewer of a program run on the machine itself, or of a job: everything, and no person."""
    return Viewer(None, dict.fromkeys(PERMISSIONS), language, purpose, None, f"console {user}".strip())


def check_new_post(
    *, role: str, person: UUID, by: UUID | None, is_held: bool, held_roles: Collection[str]
) -> list[Finding]:
    """Why a post may not be given: unknown role, one's own post, held already, or two roles that must be
    two people.

    ``by`` is None on the command line.
    """
    findings = []
    if _role(role) is None:
        findings.append(Finding("role_unknown", {"role": role}, Severity.REFUSAL))
    if by is not None and by == person:
        findings.append(Finding("own_post_refused", {}, Severity.REFUSAL))
    if is_held:
        findings.append(Finding("post_already_held", {"role": role}, Severity.REFUSAL))
    for held in sorted(set(held_roles)):
        if frozenset({held, role}) in INCOMPATIBLE:
            findings.append(Finding("roles_need_two_people", {"role": role, "held": held}, Severity.REFUSAL))
    return findings


INCOMPATIBLE: frozenset[frozenset[str]] = frozenset(
    frozenset(pair)
    for pair in (
        (Role.OFFICER, Role.SECOND_OFFICER),
        (Role.EVIDENCE_OFFICER, Role.SECOND_OFFICER),
        (Role.OVERSIGHT, Role.ADMINISTRATOR),
        (Role.OVERSIGHT, Role.OFFICER),
        (Role.OVERSIGHT, Role.EVIDENCE_OFFICER),
        (Role.OVERSIGHT, Role.SECOND_OFFICER),
    )
)
"""Roles one person must not hold together: who asks does not accept, who is watched does not watch."""


def check_parent(
    *, unit: UUID | None, parent: UUID | None, children: Mapping[UUID | None, Collection[UUID]]
) -> list[Finding]:
    """Why ``unit`` (None: a new one) may not stand below ``parent``: a unit is never below itself."""
    if unit is not None and parent is not None and parent in units_below(children, unit):
        return [Finding("unit_below_itself", {}, Severity.REFUSAL)]
    return []


def _role(text: str) -> Role | None:
    """The role named ``text``, or None."""
    return Role(text) if text in set(Role) else None


def _union(one: Scope, other: Scope) -> Scope:
    """Both scopes together; the whole node swallows the rest."""
    return None if one is None or other is None else one | other
