"""The hands a weapon went through, out of its events: what is told to another State, and drawn on the case page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracemark.register.rules.events import Event, EventKind, Json
from tracemark.register.rules.fold import live_events
from tracemark.tracing.rules.reply import Link

TOLD: Mapping[EventKind, str] = {
    EventKind.MANUFACTURED: "maker",
    EventKind.IMPORTED: "dealer",
    EventKind.RECORDED: "",
    EventKind.ISSUED: "state",
    EventKind.RETURNED: "state",
    EventKind.TRANSFERRED: "private",
    EventKind.EXPORTED: "",
    EventKind.REPORTED_LOST: "",
    EventKind.REPORTED_STOLEN: "",
    EventKind.SEIZED: "police",
    EventKind.FOUND: "police",
    EventKind.SURRENDERED: "police",
    EventKind.RELEASED: "private",
    EventKind.DEACTIVATED: "",
    EventKind.DESTROYED: "",
}
"""Kinds of event that are links of the chain, with the kind of holder after them where it follows from the kind."""

CUSTODY_HOLDERS: Mapping[str, str] = {
    "maker": "maker",
    "dealer": "dealer",
    "state_store": "state",
    "issued": "state",
    "civilian_holder": "private",
    "evidence": "police",
}
LAWFUL = frozenset(
    {"manufactured", "imported", "recorded", "issued", "returned", "transferred", "released", "exported"}
)
"""Kinds after which a weapon is in lawful hands."""


def links_of(events: Sequence[Event], home: str) -> tuple[Link, ...]:
    """The chain of one weapon in our records. Holders are kinds, never names."""
    return tuple(_link(event, home) for event in live_events(events) if event.kind in TOLD)


def _link(event: Event, home: str) -> Link:
    extra = event.payload.get("extra")
    said: Mapping[str, Json] = extra if isinstance(extra, dict) else {}
    custody = str(event.payload.get("custody") or "")
    state, to_state = home, ""
    if event.kind is EventKind.EXPORTED:
        to_state = state_code(said.get("country"))
    if event.kind is EventKind.IMPORTED:
        state, to_state = state_code(said.get("exporter")) or "", home
    return Link(
        kind=event.kind.value,
        occurred_on=event.occurred.day.isoformat() if event.occurred else "",
        precision=event.occurred.precision.value if event.occurred else "day",
        state=state,
        to_state=to_state,
        holder_category=TOLD[event.kind] or CUSTODY_HOLDERS.get(custody, ""),
        document=str(said.get("permit_no") or said.get("licence_no") or said.get("euc_no") or event.document),
    )


def state_code(value: Json) -> str:
    """The code of a State out of a typed text; empty when it is none."""
    text = str(value or "").strip().upper()
    return text if len(text) == 2 and text.isascii() and text.isalpha() else ""


def next_state(links: Iterable[Link]) -> str:
    """Where the weapon lawfully went last, when it left us; empty when it did not."""
    exports = [link.to_state for link in links if link.kind == "exported"]
    return exports[-1] if exports else ""


def last_lawful(links: Iterable[Link]) -> Link | None:
    """The last link in lawful hands, or None."""
    lawful = [link for link in links if link.kind in LAWFUL]
    return lawful[-1] if lawful else None


def reported(links: Iterable[Link]) -> tuple[str, str]:
    """Whether the weapon was last reported ``lost`` or ``stolen``, and the day; empty texts when not."""
    for link in reversed(tuple(links)):
        if link.kind in ("reported_lost", "reported_stolen"):
            return link.kind.removeprefix("reported_"), link.occurred_on
    return "", ""


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the picture: where it is drawn, what it says, and what joins it to the one before.

    ``tone`` is ``lawful``, ``left`` (where it left lawful hands) or ``found``; ``is_gap``: years without a record.
    """

    link: Link
    giver: str
    x: int
    y: int
    tone: str
    is_gap: bool


WIDTH, HEIGHT, ACROSS, DOWN, BOXES_A_ROW = 200, 84, 240, 124, 4
GAP_YEARS = 5


def draw_chain(links: Sequence[tuple[Link, str]]) -> tuple[Box, ...]:
    """The chain as boxes, row by row; each with who told it (a State, or empty for our own records)."""
    ordered = sorted(enumerate(links), key=lambda one: (one[1][0].occurred_on or "", one[0]))
    boxes: list[Box] = []
    before = ""
    for place, (_, (link, giver)) in enumerate(ordered):
        gap = bool(before and link.occurred_on and int(link.occurred_on[:4]) - int(before[:4]) >= GAP_YEARS)
        row, column = divmod(place, BOXES_A_ROW)
        boxes.append(Box(link, giver, column * ACROSS, row * DOWN, _tone(link), gap))
        before = link.occurred_on or before
    return tuple(boxes)


def _tone(link: Link) -> str:
    if link.kind in ("seized", "found", "surrendered"):
        return "found"
    return "lawful" if link.kind in LAWFUL else "left"
