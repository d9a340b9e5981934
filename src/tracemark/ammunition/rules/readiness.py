"""How ready a site is: clauses of the IATG by level, answers with evidence, score, what to do next; incidents.

The clauses are in our own words by module; their levels are those of the modules as far as we could read them, and
marked so in ``data/readiness.csv``. A level is reached only when everything of it and below is met.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

ANSWERS = ("yes", "partly", "no", "na")
LEVELS = (1, 2, 3)
COSTS = ("none", "low", "medium", "high")
INCIDENT_KINDS = ("explosion", "fire", "incident", "near_miss")
CAUSES = ("deterioration", "storage", "handling", "environment", "security", "unknown")
FIELDS = (
    "origin",
    "neq",
    "packing",
    "distances_in_package",
    "stacking",
    "neighbouring_stacks",
    "construction",
    "spacing",
    "barricades",
    "fire_fighting",
    "propagation",
    "buildings",
    "debris",
    "summary",
)
"""The fourteen fields of an accident report (AASTP-1 Part I, chapter 8)."""


HELP = ("cause", "further_explosions", "environment", "advice")
"""What the quick response of the United Nations does: find the cause, avert further explosions, look at what the
environment suffers, advise on safety and security at once (A/76/284, paragraph 60)."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing to be in place. ``cost`` is the class of what it takes to get there."""

    code: str
    module: str
    level: int
    cost: str
    is_confirmed: bool

    @property
    def volume(self) -> str:
        """The volume of the guidelines, such as ``02``."""
        return self.module[:2]


@dataclass(frozen=True, slots=True)
class Score:
    """So many met of so many that apply; a blank counts as not met and is told apart."""

    met: int
    applicable: int
    blank: int

    @property
    def percent(self) -> int | None:
        """Of what applies, how much is met; None when nothing applies."""
        return 100 * self.met // self.applicable if self.applicable else None


def clauses_of(rows: Iterable[Mapping[str, str]]) -> tuple[Clause, ...]:
    """The clauses from rows ``code,module,level,cost,status``."""
    return tuple(
        Clause(row["code"], row["module"], int(row["level"]), row["cost"], row["status"] == "confirmed")
        for row in rows
    )


def score(clauses: Iterable[Clause], answers: Mapping[str, str]) -> Score:
    """How many of these clauses are met."""
    met = applicable = blank = 0
    for clause in clauses:
        answer = answers.get(clause.code, "")
        if answer == "na":
            continue
        applicable += 1
        met += answer == "yes"
        blank += not answer
    return Score(met, applicable, blank)


def level_reached(clauses: Sequence[Clause], answers: Mapping[str, str]) -> int:
    """The highest level of which everything, and everything below, is met; 0 when not even the first."""
    reached = 0
    for level in LEVELS:
        found = score((one for one in clauses if one.level == level), answers)
        if found.met < found.applicable:
            break
        reached = level
    return reached


def next_steps(clauses: Sequence[Clause], answers: Mapping[str, str], most: int = 5) -> tuple[Clause, ...]:
    """What to do next: of the lowest level not reached, the cheapest first."""
    open_ones = [one for one in clauses if answers.get(one.code, "") not in ("yes", "na")]
    return tuple(sorted(open_ones, key=lambda one: (one.level, COSTS.index(one.cost), one.module, one.code)))[
        :most
    ]
