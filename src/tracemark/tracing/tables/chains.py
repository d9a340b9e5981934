"""The chain of hands as a picture with its text, and the weapon beside the one it may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from tracemark.marks.rules.comparing import Comparison, compare
from tracemark.marks.rules.mark import Mark, Role
from tracemark.register.rules.rows import Facts
from tracemark.tracing.queries.drafting import WeaponOfCase
from tracemark.tracing.queries.information import Told
from tracemark.tracing.queries.searching import facts_from
from tracemark.tracing.rules.chain import ACROSS, BOXES_A_ROW, DOWN, HEIGHT, WIDTH, Box, draw_chain
from tracemark.tracing.rules.reply import Link, read_link
from tracemark.tracing.tables.pages import state_name, told_value
from tracemark.ui.words import word


@dataclass(frozen=True, slots=True)
class BoxLine:
    """One box in words: three lines in the picture, one sentence beside it."""

    box: Box
    heading: str
    when: str
    where: str
    source: str
    x: int
    join: str

    @property
    def middle(self) -> int:
        """Where the box's text is centred."""
        return self.x + WIDTH // 2

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
    drawn = draw_chain(links)
    across = min(len(drawn), BOXES_A_ROW) * ACROSS - (ACROSS - WIDTH)
    down = ((len(drawn) - 1) // BOXES_A_ROW + 1) * DOWN - (DOWN - HEIGHT)
    may_print = all(one.terms.may_print for one in told if one.name == "chain")
    # Time runs as the language is read.
    boxes = tuple(_line(box, across if get_language_bidi() else 0) for box in drawn)
    return Picture(boxes, across, down, may_print)


def passed_words(name: str, content: Any, giver: str) -> str:
    """What another State told, on paper: a weapon by its description and marks, hands as sentences."""
    if name in ("weapon", "more_weapon"):
        marks = [str(mark.get("normalized") or "") for mark in content.get("marks") or ()]
        parts = [*(str(content.get(part) or "") for part in ("make", "model", "calibre")), *marks]
        return " ".join(filter(None, parts))
    if name == "chain":
        drawn = draw_chain([(read_link(link), giver) for link in content])
        return "; ".join(_line(box, 0).text for box in drawn)
    return told_value(name, content)


def _line(box: Box, mirrored_in: int) -> BoxLine:
    link = box.link
    x = mirrored_in - WIDTH - box.x if mirrored_in else box.x
    where = state_name(link.to_state or link.state) if link.to_state or link.state else ""
    holder = word(f"holder_category_{link.holder_category}") if link.holder_category else ""
    lengths = {"year": 4, "month": 7}
    return BoxLine(
        box=box,
        heading=word(f"event_{link.kind}"),
        when=link.occurred_on[: lengths.get(link.precision, 10)] or _("day not known"),
        where=" · ".join(filter(None, (where, holder))),
        source=_("told by %(state)s") % {"state": state_name(box.giver)} if box.giver else _("our records"),
        x=x,
        join=_join(box, x, is_mirrored=bool(mirrored_in)),
    )


def _join(box: Box, x: int, *, is_mirrored: bool) -> str:
    """The line to the box before: beside it, or above at the beginning of a row; empty for the first."""
    gap, middle = ACROSS - WIDTH, box.y + HEIGHT // 2
    if box.x:
        return f"M{x + WIDTH} {middle} h{gap}" if is_mirrored else f"M{x - gap} {middle} h{gap}"
    return f"M{x + WIDTH // 2} {box.y - (DOWN - HEIGHT)} v{DOWN - HEIGHT}" if box.y else ""


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
