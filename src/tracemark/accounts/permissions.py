"""The whole permission matrix: who may do what, how far, and what needs a second officer.

One table, printed into ``docs/permissions.md`` by ``tracemark permissions`` and tested for every row
against random trees of units. Nothing else in Tracemark grants anything: there are no per-row permissions
and no superusers. Standard library only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a post makes of a person."""

    OFFICER = "officer"
    EVIDENCE_OFFICER = "evidence_officer"
    SECOND_OFFICER = "second_officer"
    INVESTIGATOR = "investigator"
    ANALYST = "analyst"
    CURATOR = "curator"
    OVERSIGHT = "oversight"
    ADMINISTRATOR = "administrator"


class Reach(StrEnum):
    """How far a permission goes: the post's unit and all below it, or every unit of the node."""

    UNIT = "unit"
    NODE = "node"


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing that can be permitted. ``second`` names the permission of the officer who must accept it
    first; ``second_for`` limits that to these acts (empty: always, when ``second`` is given)."""

    writes: bool = False
    second: str = ""
    second_for: tuple[str, ...] = ()


ACCEPT = "weapon.accept"

PERMISSIONS: Mapping[str, Permission] = {
    "weapon.search": Permission(),
    "weapon.read": Permission(),
    "weapon.act": Permission(
        writes=True, second=ACCEPT, second_for=("transferred", "exported", "destroyed", "released")
    ),
    "weapon.report": Permission(writes=True),
    "weapon.void": Permission(writes=True, second=ACCEPT),
    "weapon.accept": Permission(writes=True),
    "list.import": Permission(writes=True),
    "list.void": Permission(writes=True, second=ACCEPT),
    "match.judge": Permission(writes=True),
    "match.train": Permission(writes=True),
    "trace.read": Permission(),
    "trace.open": Permission(writes=True),
    "trace.confirm": Permission(writes=True),
    "trace.send": Permission(writes=True),
    "trace.review": Permission(writes=True),
    "trace.configure": Permission(writes=True),
    "figure.read": Permission(),
    "figure.publish": Permission(writes=True),
    "report.read": Permission(),
    "report.fill": Permission(writes=True),
    "report.lead": Permission(writes=True),
    "report.sign": Permission(writes=True),
    "instrument.load": Permission(writes=True),
    "observatory.read": Permission(),
    "observatory.inside": Permission(),
    "observatory.load": Permission(writes=True),
    "observatory.ask": Permission(writes=True),
    "reference.read": Permission(),
    "reference.curate": Permission(writes=True),
    "oversight.read": Permission(),
    "alert.settle": Permission(writes=True),
    "holder.read": Permission(),
    "exchange.read": Permission(),
    "exchange.evidence": Permission(),
    "exchange.send": Permission(writes=True),
    "exchange.trust": Permission(writes=True),
    "account.manage": Permission(writes=True),
    "ammunition.read": Permission(),
    "ammunition.move": Permission(writes=True),
    "ammunition.plan": Permission(writes=True, second="ammunition.approve", second_for=("licence",)),
    "ammunition.approve": Permission(writes=True),
    "node.export": Permission(writes=True),
    "node.backup": Permission(writes=True),
}

_U, _N = Reach.UNIT, Reach.NODE

MATRIX: Mapping[Role, Mapping[str, Reach]] = {
    Role.OFFICER: {
        "weapon.search": _U,
        "weapon.read": _U,
        "weapon.act": _U,
        "weapon.report": _U,
        "weapon.void": _U,
        "list.import": _U,
        "list.void": _U,
        "match.judge": _U,
        "trace.read": _U,
        "trace.open": _U,
        "trace.send": _U,
        "figure.read": _U,
        "observatory.read": _N,
        "report.read": _U,
        "report.fill": _U,
        "reference.read": _N,
        "holder.read": _U,
        "ammunition.read": _U,
        "ammunition.move": _U,
        "ammunition.plan": _U,
    },
    # Whoever holds a seized weapon must be able to ask the whole node whose it is, but reads own records.
    Role.EVIDENCE_OFFICER: {
        "weapon.search": _N,
        "weapon.read": _U,
        "weapon.report": _U,
        "list.import": _U,
        "match.judge": _U,
        "trace.read": _U,
        "trace.open": _U,
        "figure.read": _U,
        "observatory.read": _N,
        "report.read": _U,
        "report.fill": _U,
        "reference.read": _N,
    },
    # Accepts what others ask for; enters nothing, so that nobody can be both.
    Role.SECOND_OFFICER: {
        "weapon.search": _U,
        "weapon.read": _U,
        "weapon.accept": _U,
        "alert.settle": _U,
        "trace.read": _U,
        "trace.confirm": _U,
        "trace.review": _U,
        "figure.read": _U,
        "observatory.read": _N,
        "report.read": _U,
        "report.sign": _U,
        "reference.read": _N,
        "holder.read": _U,
        "ammunition.read": _U,
        "ammunition.approve": _U,
    },
    # Also carries messages to other States and reads them as evidence.
    Role.INVESTIGATOR: {
        "weapon.search": _N,
        "weapon.read": _N,
        "exchange.read": _N,
        "exchange.evidence": _N,
        "exchange.send": _N,
        "weapon.report": _U,
        "match.judge": _N,
        "trace.read": _N,
        "trace.open": _N,
        "trace.send": _N,
        "trace.configure": _N,
        "figure.read": _N,
        "observatory.read": _N,
        "report.read": _N,
        "reference.read": _N,
        "holder.read": _U,
    },
    # Figures go down to their rows, never to a holder. Whoever weighs figures also weighs how matching does.
    Role.ANALYST: {
        "weapon.search": _N,
        "weapon.read": _N,
        "match.train": _N,
        "figure.read": _N,
        "report.read": _N,
        "report.fill": _N,
        "report.lead": _N,
        "report.sign": _N,
        "figure.publish": _N,
        "observatory.read": _N,
        "observatory.inside": _N,
        "observatory.load": _N,
        "observatory.ask": _N,
        "reference.read": _N,
        "ammunition.read": _N,
    },
    Role.CURATOR: {
        "reference.read": _N,
        "reference.curate": _N,
        "figure.read": _N,
        "observatory.read": _N,
        "report.read": _N,
        "instrument.load": _N,
    },
    # Sees who looked at what and every alert; changes no weapon.
    Role.OVERSIGHT: {
        "exchange.read": _N,
        "weapon.search": _N,
        "weapon.read": _N,
        "trace.read": _N,
        "figure.read": _N,
        "observatory.read": _N,
        "report.read": _N,
        "reference.read": _N,
        "oversight.read": _N,
        "alert.settle": _N,
        "ammunition.read": _N,
    },
    # Runs the machine, the accounts and the keys; sees no weapon, and of a message only its envelope.
    Role.ADMINISTRATOR: {
        "exchange.read": _N,
        "exchange.send": _N,
        "exchange.trust": _N,
        "reference.read": _N,
        "account.manage": _N,
        "node.export": _N,
        "node.backup": _N,
    },
}


def needs_second_officer(permission: str, act: str = "") -> bool:
    """Whether using ``permission`` (for ``act``, if any) waits until another officer accepts it."""
    rule = PERMISSIONS[permission]
    return bool(rule.second) and (not rule.second_for or act in rule.second_for)


def writes(permission: str) -> bool:
    """Whether holding ``permission`` lets a person change something, and so demands a second factor."""
    return PERMISSIONS[permission].writes


def matrix_markdown() -> str:
    """The matrix as the page ``docs/permissions.md``."""
    roles = list(Role)
    lines = [
        *_PREAMBLE,
        "| permission | writes | second officer | " + " | ".join(f"`{role}`" for role in roles) + " |",
        "|---|---|---|" + "---|" * len(roles),
    ]
    for code, rule in PERMISSIONS.items():
        reaches = (MATRIX[role].get(code, "") for role in roles)
        cells = [f"`{code}`", "yes" if rule.writes else "", _second_cell(rule), *map(str, reaches)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _second_cell(rule: Permission) -> str:
    """When another officer must accept, as shown in the printed matrix."""
    if not rule.second:
        return ""
    return ", ".join(rule.second_for) if rule.second_for else "always"


_PREAMBLE = (
    "# Permissions",
    "",
    "Written by `tracemark permissions --write docs/permissions.md` from `accounts/permissions.py`;",
    "a test compares.",
    "",
    "* **unit**: the unit of the post and every unit below it. **node**: every unit. Empty: not permitted.",
    "* Whoever holds a permission that *writes* cannot work without a passkey or an authenticator app.",
    "* *Second officer*: the request changes nothing until another person with `weapon.accept` there",
    "  accepts it. Nobody accepts a request of their own.",
    "* A person may hold several posts; what they permit adds up.",
    "* The shell of the machine is outside this table: whoever has it has everything, and the access log",
    "  says `console` (see THREAT_MODEL.md).",
    "",
)
