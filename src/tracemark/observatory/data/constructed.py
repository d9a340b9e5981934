"""A constructed set of reports by States that do not exist, from which every figure of A/76/284 comes out exactly.

120 reports for 2016-2017 and 90 for 2018-2019, as many as were received; and 100 for 2014-2015, a base that the
report does not state. Answers are drawn with a fixed seed and then fitted to the published counts; nothing here is
what any State reported. Records and yearly questionnaires of the same invented States stand beside them.
"""

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any

SEED = "constructed for Tracemark"
NOTE = "CONSTRUCTED DATA: invented States, made by a script; no State reported this."
STATES = tuple(f"C{number:03}" for number in range(1, 194))
REPORTS = {2016: 100, 2018: 120, 2020: 90}
PANEL = 78
"""How many States reported both for 2016-2017 and for 2018-2019 (constructed: the report does not say)."""

YES: Mapping[int, Mapping[str, int]] = {
    2016: {"ast.offer": 34, "ast.need": 44, "mrk.state": 70, "trc.procedures": 60, "npc.exists": 92},
    2018: {
        "ast.offer": 28,
        "ast.need": 58,
        "gender.considered": 48,
        "gender.sex_data": 19,
        "mrk.state": 73,
        "trc.procedures": 61,
        "mfg.new_tech": 20,
        "stk.destroyed": 41,
        "npc.exists": 112,
    },
    2020: {
        "ast.offer": 22,
        "ast.need": 47,
        "gender.considered": 57,
        "gender.sex_data": 22,
        "mrk.state": 77,
        "trc.procedures": 62,
        "mfg.new_tech": 24,
        "stk.destroyed": 32,
        "nap.exists": 21,
        "npc.exists": 86,
    },
}
"""How many States say yes, by cycle and question."""

NO: Mapping[tuple[int, str], int] = {(2020, "mfg.new_tech"): 19, (2018, "mfg.new_tech"): 31}
"""How many say no where that is published too; elsewhere most of the others say no and some leave it blank."""

PLAIN = (
    "rec.standards",
    "imp.mark",
    "brk.laws",
    "tra.laws",
    "stk.standards",
    "stk.diversion",
    "tra.diversion",
)
"""Questions without a published figure, answered at random."""

BODIES = {2018: 62, 2020: 71}
BODIES_IN_EITHER = 79
"""Coordination bodies: how many say yes in each cycle, and in either of them."""

NUMBERS_OF_DESTROYED = {2018: (33, 301_260), 2020: (26, 463_747)}
COLLECTORS = {2018: (66, 287_415), 2020: (61, 361_907)}
RECORDED_OR_DESTROYED = {2018: 131_804, 2020: 190_412}
ORIGINS = {2018: 24, 2020: 35}
THEMES: Mapping[int, Mapping[str, int]] = {
    2016: {"tracing": 30, "records": 28, "stockpiles": 25, "transfers": 17, "destruction": 15, "training": 9},
    2018: {
        "tracing": 41,
        "records": 37,
        "stockpiles": 34,
        "transfers": 25,
        "destruction": 21,
        "training": 14,
    },
    2020: {
        "tracing": 38,
        "records": 33,
        "stockpiles": 29,
        "transfers": 24,
        "destruction": 20,
        "marking": 15,
        "legislation": 12,
        "training": 11,
        "ddr": 6,
        "awareness": 5,
    },
}
OFFERED: Mapping[int, Mapping[str, int]] = {
    2016: {"stockpiles": 21, "training": 20, "destruction": 14, "records": 9, "tracing": 8, "marking": 6},
    2018: {"stockpiles": 17, "training": 17, "destruction": 11, "records": 8, "tracing": 7, "marking": 5},
    2020: {"stockpiles": 14, "training": 13, "destruction": 9, "records": 6, "tracing": 5, "marking": 4},
}

Answers = dict[str, Any]


def _rank(states: Iterable[str], *name: object) -> list[str]:
    """States in an order of their own for each name, the same on every machine and much alike in every cycle."""
    return sorted(states, key=lambda state: Random(f"{SEED} {name} {state}").random())


def reporters(cycle: int) -> list[str]:
    """The States that report in a cycle."""
    order = _rank(STATES, "reports")
    if cycle == 2020:
        return sorted([*order[:PANEL], *order[120 : 120 + REPORTS[2020] - PANEL]])
    return sorted(order[: REPORTS[cycle]])


def documents(cycle: int) -> list[dict[str, Any]]:
    """The reports of a cycle as documents, as a node submits them."""
    answers: dict[str, Answers] = {state: {} for state in reporters(cycle)}
    for key, count in YES[cycle].items():
        _say(answers, key, count, cycle)
    for key in PLAIN:
        _say(answers, key, len(answers) * 11 // 20, cycle)
    if cycle in BODIES:
        _bodies(answers, cycle)
        _destroyed(answers, cycle)
        _collected(answers, cycle)
    _themes(answers, cycle)
    return [_document(state, cycle, answers[state]) for state in answers]


def _say(answers: Mapping[str, Answers], key: str, count: int, cycle: int) -> None:
    order = _rank(answers, key)
    others = len(order) - count
    said_no = NO.get((cycle, key), others * 3 // 4)
    for at, state in enumerate(order):
        if at < count + said_no:
            answers[state][key] = "yes" if at < count else "no"


def _bodies(answers: Mapping[str, Answers], cycle: int) -> None:
    """Coordination bodies, so that those of both cycles together are as many as were published."""
    now = set(_rank(reporters(2020), "nca")[: BODIES[2020]])
    before = reporters(2018)
    own = [state for state in _rank(before, "nca own") if state not in now]
    kept = [state for state in _rank(before, "nca") if state in now]
    new = BODIES_IN_EITHER - BODIES[2020]
    earlier = {*own[:new], *kept[: BODIES[2018] - new]}
    says_yes = now if cycle == 2020 else earlier
    for at, state in enumerate(_rank(answers, "nca others")):
        answers[state]["nca.exists"] = "yes" if state in says_yes else ("developing", "no")[at % 2]


def _destroyed(answers: Mapping[str, Answers], cycle: int) -> None:
    count, total = NUMBERS_OF_DESTROYED[cycle]
    said = [state for state in _rank(answers, "destroyed") if answers[state].get("stk.destroyed") == "yes"]
    for state, number in zip(said, split(total, count, f"destroyed {cycle}"), strict=False):
        first = number * Random(f"{SEED} {state}").randint(30, 70) // 100
        answers[state]["stk.destroyed.number"] = {
            "total.first": first,
            "total.second": number - first,
            "total.both": number,
        }


def _collected(answers: Mapping[str, Answers], cycle: int) -> None:
    count, total = COLLECTORS[cycle]
    order = _rank(answers, "collected")
    numbers = split(total, count, f"collected {cycle}")
    unions = fit([number * 53 // 100 for number in numbers], numbers, RECORDED_OR_DESTROYED[cycle])
    origins = set(_rank(order[:count], "origin")[: ORIGINS[cycle]])
    for state, number, union in zip(order, numbers, unions, strict=False):
        first = number * Random(f"{SEED} {cycle} {state}").randint(35, 65) // 100
        answers[state]["col.any"] = "yes"
        answers[state]["col.counts"] = _counts(number, first)
        answers[state]["col.actions"] = _actions(union, first, number)
        if state in origins:
            answers[state]["col.origin"] = _origin(state, first, number)
    for state in order[count : count + (len(order) - count) // 2]:
        answers[state]["col.any"] = "no"


def _counts(number: int, first: int) -> dict[str, int]:
    years = {"first": first, "second": number - first}
    rows: dict[str, int] = {}
    for year, whole in years.items():
        seized, found = whole * 3 // 5, whole // 4
        rows |= {
            f"seized.{year}": seized,
            f"found.{year}": found,
            f"surrendered.{year}": whole - seized - found,
            f"total.{year}": whole,
        }
    return _with_both(rows, ("seized", "found", "surrendered", "total"))


def _actions(union: int, first: int, number: int) -> dict[str, int]:
    """Recorded and destroyed overlap, so that their columns together exceed the arms that were either."""
    part = min(first, union * first // number)
    rows: dict[str, int] = {}
    for year, whole in (("first", part), ("second", union - part)):
        recorded = whole - whole * 3 // 10
        rows |= {
            f"recorded.{year}": recorded,
            f"destroyed.{year}": whole - recorded + whole // 5,
            f"recorded_or_destroyed.{year}": whole,
        }
    return _with_both(rows, ("recorded", "destroyed", "recorded_or_destroyed"))


def _origin(state: str, first: int, number: int) -> dict[str, int]:
    share = Random(f"{SEED} origin {state}").randint(5, 85)
    rows: dict[str, int] = {}
    for year, whole in (("first", first), ("second", number - first)):
        established = whole * share // 100
        rows |= {
            f"traced.{year}": established * 2 // 3,
            f"established_otherwise.{year}": established - established * 2 // 3,
            f"established.{year}": established,
        }
    return _with_both(rows, ("traced", "established_otherwise", "established"))


def _with_both(rows: dict[str, int], names: Sequence[str]) -> dict[str, int]:
    return rows | {f"{name}.both": rows[f"{name}.first"] + rows[f"{name}.second"] for name in names}


def _themes(answers: Mapping[str, Answers], cycle: int) -> None:
    for asked, key, wanted in (
        ("ast.need", "ast.need_themes", THEMES[cycle]),
        ("ast.offer", "ast.offer_themes", OFFERED[cycle]),
    ):
        said = [state for state in answers if answers[state].get(asked) == "yes"]
        named = {theme: set(_rank(said, key, theme)[:count]) for theme, count in wanted.items()}
        for state in said:
            themes = [theme for theme in ORDER if state in named.get(theme, ())]
            if themes:
                answers[state][key] = themes


ORDER = (
    "tracing",
    "records",
    "stockpiles",
    "transfers",
    "destruction",
    "marking",
    "legislation",
    "training",
    "ddr",
    "awareness",
)
"""Themes as the form orders them."""


def _document(state: str, cycle: int, answers: Answers) -> dict[str, Any]:
    return {
        "schema": 1,
        "kind": "national_report",
        "note": NOTE,
        "id": f"{state}-poa-iti-{cycle - 2}-{cycle - 1}",
        "state": state,
        "years": [cycle - 2, cycle - 1],
        "language": "en",
        "instrument": {"id": "poa-iti", "edition": str(cycle), "standing": "partly"},
        "answers": [
            {"key": key, "number": "", "section": "", "answer": value, "source": None}
            for key, value in sorted(answers.items())
        ],
        "signatures": [],
    }


def split(total: int, count: int, name: str) -> list[int]:
    """``total`` in ``count`` uneven parts of at least ten, the largest first."""
    random = Random(f"{SEED} split {name}")
    weights = sorted((random.random() ** 3 + 0.002 for _ in range(count)), reverse=True)
    spare = total - 10 * count
    parts = [10 + int(spare * weight / sum(weights)) for weight in weights]
    parts[0] += total - sum(parts)
    return parts


def fit(parts: Sequence[int], most: Sequence[int], total: int) -> list[int]:
    """``parts`` changed until they make ``total``, none below zero or above its ``most``."""
    fitted = list(parts)
    for at, top in enumerate(most):
        lacking = total - sum(fitted)
        fitted[at] = max(0, min(top, fitted[at] + lacking))
    return fitted
