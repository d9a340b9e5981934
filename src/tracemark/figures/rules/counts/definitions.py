"""Every count that reports ask for, defined once and as data: program and database count by the same lines.

A condition is groups of which one must hold; a group is columns of `CountFact` with the values they may have.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracemark.figures.rules.definitions import METADATA, Source

Value = str | bool
Group = tuple[tuple[str, tuple[Value, ...]], ...]
Condition = tuple[Group, ...]


class Left(StrEnum):
    """Why an event is left out of a count, in the order in which the reasons are looked at."""

    VOIDED = "voided"
    DATE_NOT_KNOWN = "date_not_known"
    NOT_AN_ARM = "not_an_arm"
    ANTIQUE = "antique"
    REPLICA = "replica"
    HOW_NOT_STATED = "how_not_stated"
    ADMINISTRATIVE = "administrative"
    DUPLICATE_EVENT = "duplicate_event"


@dataclass(frozen=True, slots=True)
class Count:
    """One count: the kinds of event it looks at, its cells, what is left out, and on what it rests.

    A year of which the register holds no such event has no value: it is not zero. ``version`` changes whenever
    the same rows could give another number. ``zero_not_told``: cells in which none only means that nobody
    recorded it (which arm of a destruction list was a collected one, who held a lost arm): no value, not zero.
    """

    name: str
    kinds: tuple[str, ...]
    cells: Mapping[str, Condition]
    left_out: Mapping[Left, Condition]
    sources: tuple[Source, ...]
    version: str = "1"
    unit: str = "arms"
    blanks: str = "no_event_no_value"
    base: str = "all"
    zero_not_told: tuple[str, ...] = ()
    room: str = "register"
    """Whose events it looks at: the register's, or the cases of ``tracing``."""


def _is(**columns: Value | tuple[Value, ...]) -> Group:
    return tuple((name, value if isinstance(value, tuple) else (value,)) for name, value in columns.items())


ALWAYS: Condition = ((),)
COLLECTED_KINDS = ("seized", "found", "surrendered")
OUT_OF_SCOPE: Mapping[Left, Condition] = {
    Left.NOT_AN_ARM: (_is(scope=("part", "ammunition", "not_an_arm")),),
    Left.ANTIQUE: (_is(scope="antique"),),
    Left.REPLICA: (_is(scope="replica"),),
}
LEFT_OUT_OF_COLLECTED: Mapping[Left, Condition] = {
    **OUT_OF_SCOPE,
    Left.HOW_NOT_STATED: (_is(how=""),),
    Left.ADMINISTRATIVE: (_is(how="seized_administrative"),),
}
TRACED: Group = _is(outcome=("traced_home", "traced_abroad"))
OTHERWISE: Group = _is(outcome="established_otherwise")

RIFLES = ("rifle", "carbine", "bolt_action_rifle", "lever_action_rifle", "assault_rifle")
MACHINE_GUNS = ("light_machine_gun", "general_purpose_machine_gun", "machine_gun", "heavy_machine_gun")
LIGHT_WEAPONS = (
    "grenade_launcher",
    "anti_tank_gun",
    "recoilless_rifle",
    "anti_tank_launcher",
    "mortar",
    "manpads_launcher",
    "anti_aircraft_gun",
)
OTHER_TYPES = (
    "craft_weapon",
    "muzzle_loader",
    "converted_weapon",
    "blank_firer",
    "air_gun",
    "deactivated",
    "edged_weapon",
    "ordnance",
)

CONCEPTS = (
    Source("seized", METADATA, "Concepts: seized (criminal offences only), found, surrendered"),
    Source("antique", METADATA, "Concepts: small arms and light weapons; Firearms Protocol art. 3(a)"),
)
POA = "Programme of Action, A/CONF.192/15"
ITI = "International Tracing Instrument, A/60/88"


def _collected(
    name: str, cells: Mapping[str, Condition], *sources: Source, zero_not_told: tuple[str, ...] = ()
) -> Count:
    return Count(
        name,
        COLLECTED_KINDS,
        cells,
        LEFT_OUT_OF_COLLECTED,
        (*sources, *CONCEPTS),
        zero_not_told=zero_not_told,
    )


_ALL = (
    _collected(
        "arms-collected",
        {
            "seized": (_is(how="seized_criminal"),),
            "found": (_is(how="found"),),
            "surrendered": (_is(how="surrendered"),),
            "total": ALWAYS,
        },
        Source("collected", POA, "II.16"),
    ),
    _collected(
        "arms-collected-by-action",
        {
            "marked": (_is(marked=True),),
            "recorded": (_is(unique_mark=True), _is(marked=True)),
            "destroyed": (_is(destroyed=True),),
            "recorded_or_destroyed": (_is(unique_mark=True), _is(marked=True), _is(destroyed=True)),
            "neither": (_is(unique_mark=False, marked=False, destroyed=False),),
            "total": ALWAYS,
        },
        Source("recorded_or_destroyed", ITI, "9"),
        Source("destroyed", POA, "II.16"),
        zero_not_told=("marked", "destroyed"),
    ),
    _collected(
        "arms-collected-by-mark",
        {"unique": (_is(unique_mark=True),), "not_unique": (_is(unique_mark=False),), "total": ALWAYS},
        Source("basis_traceable", METADATA, "Limitations; Disaggregation"),
    ),
    _collected(
        "arms-collected-by-origin",
        {
            "traced": (TRACED,),
            "established_otherwise": (OTHERWISE,),
            "established": (TRACED, OTHERWISE),
            "pending": (_is(outcome="pending"),),
            "too_little_information": (_is(outcome="too_little_information"),),
            "not_tried": (_is(outcome="not_tried"),),
            "blank": (_is(outcome=""),),
            "total": ALWAYS,
        },
        Source("numerator", METADATA, "Concepts: point of diversion, established otherwise"),
    ),
    _collected(
        "arms-collected-by-type",
        {
            "pistol": (_is(type_code="self_loading_pistol"),),
            "revolver": (_is(type_code="revolver"),),
            "rifle": (_is(type_code=RIFLES),),
            "shotgun": (_is(type_code=("shotgun", "combination_gun")),),
            "sub_machine_gun": (_is(type_code="sub_machine_gun"),),
            "machine_gun": (_is(type_code=MACHINE_GUNS),),
            "light_weapon": (_is(type_code=LIGHT_WEAPONS),),
            "other": (_is(type_code=OTHER_TYPES),),
            "not_stated": (_is(type_code=("", "firearm")),),
            "total": ALWAYS,
        },
        Source("type", "A/52/298", "para 26"),
    ),
    Count(
        "arms-destroyed",
        ("destroyed",),
        {
            "collected": (_is(collected=True),),
            "state_held": (_is(collected=False, state_held=True),),
            "source_not_known": (_is(collected=False, state_held=False),),
            "total": ALWAYS,
        },
        OUT_OF_SCOPE,
        (Source("destroyed", POA, "II.16, II.19"), CONCEPTS[1]),
        zero_not_told=("collected", "state_held"),
    ),
    Count(
        "arms-lost",
        ("reported_lost", "reported_stolen"),
        {
            "lost": (_is(kind="reported_lost"),),
            "stolen": (_is(kind="reported_stolen"),),
            "total": ALWAYS,
        },
        OUT_OF_SCOPE,
        (Source("lost", POA, "II.17"), CONCEPTS[1]),
    ),
    Count(
        "state-arms-lost",
        ("reported_lost", "reported_stolen"),
        {
            "lost": (_is(state_held=True, kind="reported_lost"),),
            "stolen": (_is(state_held=True, kind="reported_stolen"),),
            "total": (_is(state_held=True),),
            "holder_not_known": (_is(state_held=False),),
        },
        OUT_OF_SCOPE,
        (Source("lost", POA, "II.17"), CONCEPTS[1]),
        zero_not_told=("lost", "stolen", "total"),
    ),
    Count(
        "trace-requests",
        ("trace_sent", "trace_received"),
        {
            "sent": (_is(kind="trace_sent"),),
            "answered": (_is(kind="trace_sent", outcome="answered"),),
            "received": (_is(kind="trace_received"),),
            "replied": (_is(kind="trace_received", outcome="answered"),),
        },
        {},
        (
            Source("trace_requests", METADATA, "Disaggregation: companion figures"),
            Source("sent", ITI, "16-20"),
        ),
        unit="requests",
        room="tracing",
    ),
    Count(
        "diversions",
        ("trace_diversion",),
        {
            "in_transfer": (_is(leak=("unauthorized_retransfer", "unauthorized_export")),),
            "from_state_stocks": (_is(leak=("state_stock_leak", "conflict_capture")),),
            "from_lawful_holders": (_is(leak=("theft", "loss", "straw_purchase")),),
            "unlawful_making": (_is(leak="unlawful_making"),),
            "not_established": (_is(leak="not_established"),),
            "total": ALWAYS,
        },
        {},
        (
            Source("diversion", "A/76/284", "para 19"),
            Source("point_of_diversion", ITI, "5"),
            Source("in_transfer", POA, "II.11"),
        ),
        zero_not_told=("in_transfer", "from_state_stocks", "from_lawful_holders", "unlawful_making"),
        room="tracing",
    ),
)

COUNTS: Mapping[str, Count] = {count.name: count for count in _ALL}
