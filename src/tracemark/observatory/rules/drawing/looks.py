"""How the classes of a map look: a colour and a sign each, so that neither a colour-blind reader nor a copier
that knows only black loses anything. Five steps run from light to dark; answers have colours of their own.

The steps differ in lightness alone enough to be told apart in grey; the colours of answers are taken from the
blue-to-orange axis that the common kinds of colour blindness leave intact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

NO_DATA = "none"
STEPS = ("step-1", "step-2", "step-3", "step-4", "step-5")


@dataclass(frozen=True, slots=True)
class Look:
    """Fill and ink of a square and the path of its sign, in a box of 24 by 8."""

    fill: str
    ink: str
    sign: str = ""
    is_dashed: bool = False


DARK, LIGHT = "#14212b", "#ffffff"


def _dots(count: int) -> str:
    start = 12 - (count - 1) * 2.5
    return "".join(f"M{start + 5 * at - 1.5:g} 2.5h3v3h-3z" for at in range(count))


LOOKS: Mapping[str, Look] = {
    "step-1": Look("#eef3d2", DARK, _dots(1)),
    "step-2": Look("#a4d0b3", DARK, _dots(2)),
    "step-3": Look("#6aa9b5", DARK, _dots(3)),
    "step-4": Look("#2f739b", LIGHT, _dots(4)),
    "step-5": Look("#15304f", LIGHT, _dots(5)),
    "kept": Look("#1b5e86", LIGHT, "M8 4l3 3 6-6-1.2-1.2-4.8 4.8-1.8-1.8z"),
    "new": Look("#a9d3e6", DARK, "M11 0h2v3h3v2h-3v3h-2V5H8V3h3z"),
    "stopped": Look("#f0b35a", DARK, "M7 3h10v2.4H7z"),
    "counted": Look("#1b5e86", LIGHT, "M8 4l3 3 6-6-1.2-1.2-4.8 4.8-1.8-1.8z"),
    "others": Look("#f0b35a", DARK, "M8.5 .5l3.5 3 3.5-3 1 1-3 3 3 3-1 1-3.5-3-3.5 3-1-1 3-3-3-3z"),
    "withheld": Look("#ffffff", DARK, "M9 1h2v6H9zM13 1h2v6h-2z", is_dashed=True),
    "not_asked": Look("#ffffff", DARK, "M4 3.4h4v1.2H4zM10 3.4h4v1.2h-4zM16 3.4h4v1.2h-4z", is_dashed=True),
    "blank": Look("#ffffff", DARK, "M12 .5a3.5 3.5 0 1 0 .01 0M12 2a2 2 0 1 1-.01 0", is_dashed=True),
    NO_DATA: Look("#dcdcd8", DARK, "M4 8l4-8h1l-4 8zM10 8l4-8h1l-4 8zM16 8l4-8h1l-4 8z"),
}
"""``blank``: reported, but left this question blank. ``none``: no report. Neither is zero. The looks of answers are
named after the sides of a point (see `counting.Point`), those of reporting after what a State did."""


@dataclass(frozen=True, slots=True)
class Step:
    """One class of numbers: from ``low`` up to and with ``high``."""

    code: str
    low: Decimal
    high: Decimal


def steps_of(values: Sequence[Decimal], count: int = 5) -> tuple[Step, ...]:
    """At most ``count`` classes with about as many values each; equal values always share a class.

    Fewer different values give fewer classes, and no value gives none. The codes are those of the darkest
    classes when there are few, so that a single class is never the palest.
    """
    different = sorted(set(values))
    if not different:
        return ()
    ordered = sorted(values)
    wanted = min(count, len(different))
    tops: list[Decimal] = []
    for part in range(1, wanted + 1):
        at = int((Decimal(len(ordered) * part) / wanted).to_integral_value(ROUND_CEILING)) - 1
        if not tops or ordered[at] > tops[-1]:
            tops.append(ordered[at])
    lows = [different[0], *(min(one for one in different if one > top) for top in tops[:-1])]
    codes = STEPS[-len(tops) :] if len(tops) < len(STEPS) else STEPS
    return tuple(Step(code, low, high) for code, low, high in zip(codes, lows, tops, strict=True))


def step_of(steps: Sequence[Step], value: Decimal | None) -> str:
    """The code of the class that ``value`` falls into; no value is ``none``."""
    if value is None:
        return NO_DATA
    return next(step.code for step in steps if value <= step.high)
