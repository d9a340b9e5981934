"""The chain of hands as a picture with its text, and the weapon beside the one it may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tracemark.marks.rules.comparing import Comparison, compare
from tracemark.marks.rules.mark import Mark, Role
from tracemark.register.rules.rows import Facts
from tracemark.tracing.queries.drafting import WeaponOfCase
from tracemark.tracing.queries.information import Told
from tracemark.tracing.queries.searching import facts_from
from tracemark.tracing.rules.chain import ACROSS, BOXES_A_ROW, DOWN, HEIGHT, WIDTH, Box, draw_chain
from tracemark.tracing.rules.reply import Link, read_link
from tracemark.tracing.tables.pages import state_name
from tracemark.ui.words import word


@dataclass(frozen=True, slots=True)
class BoxLine:
    """One box in words: three lines in the picture, one sentence beside it."""

    box: Box
    heading: str
    when: str
    where: str
    source: str
    middle: int

    @property
    def text(self) -> str:
        """The box as one sentence."""
        return " · ".join(filter(None, (self.heading, self.when, self.where, self.source)))


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture: its boxes and size."""

    boxes: tuple[BoxLine, ...]
    width: int
    height: int
    may_print: bool = True


@dataclass(frozen=True, slots=True)
class Beside:
    """Two weapons side by side, and how their serial numbers compare."""

    left: Facts
    right: Facts | None
    left_title: str
    right_title: str
    comparison: Comparison | None


def chain_picture(weapon: WeaponOfCase | None, told: Sequence[Told]) -> Picture | None:
    """The hands known to us and those another State told, as far as its terms let them be shown."""
    links: list[tuple[Link, str]] = [(link, "") for link in (weapon.links if weapon else ())]
    for one in told:
        if one.name == "chain" and one.content:
            links += [(read_link(link), one.giver) for link in one.content]
    if not links:
        return None
    boxes = tuple(_line(box) for box in draw_chain(links))
    rows = (len(boxes) - 1) // BOXES_A_ROW + 1
    across = min(len(boxes), BOXES_A_ROW)
    may_print = all(one.terms.may_print for one in told if one.name == "chain")
    return Picture(boxes, across * ACROSS - (ACROSS - WIDTH), rows * DOWN - (DOWN - HEIGHT), may_print)


def _line(box: Box) -> BoxLine:
    link = box.link
    where = state_name(link.to_state or link.state) if link.to_state or link.state else ""
    holder = word(f"holder_category_{link.holder_category}") if link.holder_category else ""
    lengths = {"year": 4, "month": 7}
    return BoxLine(
        box=box,
        heading=word(f"event_{link.kind}"),
        when=link.occurred_on[: lengths.get(link.precision, 10)] or _("day not known"),
        where=" · ".join(filter(None, (where, holder))),
        source=_("told by %(state)s") % {"state": state_name(box.giver)} if box.giver else _("our records"),
        middle=box.x + WIDTH // 2,
    )


def beside(weapon: WeaponOfCase | None, told: Sequence[Told], *, asking: bool) -> Beside | None:
    """The weapon of the case beside what the other State described."""
    theirs = _described(told, ("weapon",) if asking else ("more_weapon", "request"))
    ours = weapon.facts if weapon else None
    left, right = (ours, theirs) if asking else (theirs, ours)
    if left is None:
        return None
    titles = (_("The weapon found"), _("Their answer")) if asking else (_("Asked about"), _("Ours"))
    return Beside(left, right, *titles, _compared(left, right))


def _described(told: Sequence[Told], names: Sequence[str]) -> Facts | None:
    for name in names:
        for one in reversed(told):
            content: Any = one.content
            if one.name == name and content:
                return facts_from(content["weapon"] if name == "request" else content)
    return None


def _compared(left: Facts, right: Facts | None) -> Comparison | None:
    one, other = _serial(left), _serial(right) if right else None
    return compare(one, other) if one and other else None


def _serial(facts: Facts) -> Mark | None:
    return next((mark for mark in facts.marks if mark.role is Role.SERIAL and mark.normalized), None)
