"""The navigation: which rooms there are, in which order, and who may enter."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Room:
    """An entry of the navigation: its page, its English name, and the permission it asks for (or none)."""

    url_name: str
    label: str
    permission: str = ""


ROOMS: tuple[Room, ...] = (
    Room("ui:home", _("Start")),
    Room("matching:find", _("Find"), "weapon.search"),
    Room("register:weapons", _("Weapons"), "weapon.read"),
    Room("register:lists", _("Lists"), "list.import"),
    Room("matching:seizures", _("Seizures"), "match.judge"),
    Room("tracing:cases", _("Tracing"), "trace.read"),
    Room("register:waiting", _("Waiting for a second officer"), "weapon.accept"),
    Room("oversight:alerts", _("Alerts"), "weapon.read"),
    Room("transfers:permits", _("Import permits"), "weapon.read"),
    Room("ammunition:overview", _("Ammunition"), "ammunition.read"),
    Room("exchange:outbox", _("Exchange"), "exchange.read"),
    Room("figures:overview", _("Figures"), "figure.read"),
    Room("instruments:reports", _("Reports"), "report.read"),
    Room("observatory:overview", _("Observatory"), "observatory.read"),
    Room("reference:overview", _("Reference data"), "reference.read"),
    Room("matching:watch", _("How matching does"), "oversight.read"),
    Room("oversight:overview", _("Oversight"), "oversight.read"),
    Room("accounts:people", _("People"), "account.manage"),
    Room("accounts:units", _("Units"), "account.manage"),
)

SEARCH = ("matching:find", "register:weapons")
"""Where the search box leads: the first of these that the node has."""
