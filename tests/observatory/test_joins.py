"""Editions are joined by key; a question that changed its kind, cells or meaning breaks the series and says so."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.observatory.constructed import CYCLES, document, take_in, write

from tracemark.accounts.rules import console
from tracemark.instruments.data import shipped_instruments
from tracemark.instruments.rules.questionnaire import Instrument, Kind, Question
from tracemark.observatory.data import area_codes, decisions, places, regions, states_in, world_of
from tracemark.observatory.data.constructed_beside import write_constructed
from tracemark.observatory.queries.facts import Scope
from tracemark.observatory.queries.trends import get_trend, get_trends
from tracemark.observatory.rules.facts import World
from tracemark.observatory.rules.joins import Decision, Link, breaks_of
from tracemark.observatory.rules.published import PUBLISHED, agrees
from tracemark.observatory.rules.trends import Reason

FORM = shipped_instruments()["poa-iti/2020"]
MANY = Question("a.b", "s", Kind.MANY, options=("x", "y"))
TABLE = Question("a.b", "s", Kind.TABLE, rows=("r",), columns=("c",))


def edition(year: int, question: Question) -> tuple[int, Instrument]:
    return year, replace(FORM, edition=str(year), questions=(question,))


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (MANY, replace(MANY, options=("x", "y", "z")), ""),
        (MANY, replace(MANY, options=("x", "z")), "options"),
        (MANY, replace(MANY, kind=Kind.CHOICE), "kind"),
        (
            replace(MANY, kind=Kind.CHOICE),
            replace(MANY, kind=Kind.CHOICE, options=("x", "y", "z")),
            "options",
        ),
        (TABLE, replace(TABLE, rows=("r", "q")), ""),
        (TABLE, replace(TABLE, rows=("q",)), "cells"),
        (TABLE, replace(TABLE, unit="usd"), "unit"),
        (TABLE, replace(TABLE, number="4.2"), ""),
    ],
)
def test_what_makes_two_editions_not_one_series(before: Question, after: Question, what: str) -> None:
    found = breaks_of([edition(2018, before), edition(2020, after)], ()).get("a.b", ())
    assert [one.what for one in found] == ([what] if what else [])


def test_a_person_may_decide_either_way_and_says_why() -> None:
    editions = [edition(2018, MANY), edition(2020, replace(MANY, kind=Kind.CHOICE))]
    same = Decision("poa-iti", "a.b", "2020", Link.SAME, "the same list", "form")
    assert breaks_of(editions, [same]) == {}
    changed = Decision("poa-iti", "a.b", "2020", Link.CHANGED, "other years", "form")
    (one,) = breaks_of([edition(2018, MANY), edition(2020, MANY)], [changed])["a.b"]
    assert (one.what, one.note, one.cycle) == ("decided", "other years", 2020)


def test_a_key_that_skips_an_edition_is_compared_with_the_last_that_asked_it() -> None:
    between = (2019, replace(FORM, edition="2019", questions=()))
    found = breaks_of([edition(2018, MANY), between, edition(2020, TABLE)], ())
    assert [one.edition for one in found["a.b"]] == ["2020"]


def test_every_decision_is_about_a_question_of_a_form() -> None:
    forms = shipped_instruments()
    assert all(one.key in forms[f"{one.instrument}/{one.edition}"].by_key for one in decisions())
    assert all(one.note and one.source for one in decisions())


@pytest.mark.django_db
def test_a_series_over_a_changed_question_is_not_joined(tmp_path: Path) -> None:
    older = {
        **document("KE", (2014, 2015), col__any="yes"),
        "instrument": {"id": "poa-iti", "edition": "2016"},
    }
    newer = {
        **document("KE", (2016, 2017), col__any="yes"),
        "instrument": {"id": "poa-iti", "edition": "2018"},
    }
    take_in(write(tmp_path, "r.json", [older, newer]))
    trend = get_trend(console(), "collection", Scope(world=World.REAL))
    (change,) = trend.lines[1].changes
    assert (change.reason, change.value_change) == (Reason.NOT_JOINED, None)
    assert {one.key for one in trend.breaks} == {"col.any", "col.counts"}


@pytest.mark.django_db
def test_the_constructed_set_is_loaded_by_the_ordinary_door_and_gives_every_printed_figure(
    tmp_path: Path,
) -> None:
    result = take_in(*write_constructed(tmp_path))
    assert result.warnings == () and result.loaded.reports == 310 + 336
    scope = Scope(world=World.CONSTRUCTED)
    trends = {trend.statistic.code: trend.chosen for trend in get_trends(console(), 2020, scope)}
    assert [point.cycle for point in trends["help-needed"].points] == list(CYCLES)
    points = [(row, trends[row.statistic].at(row.cycle)) for row in PUBLISHED]
    assert [row for row, point in points if point is None or not agrees(row, point)] == []
    assert get_trends(console(), 2020, Scope(world=World.REAL))[0].chosen.points[0].numerator is None


def test_every_state_lies_in_one_subregion_of_one_region_of_its_world() -> None:
    assert len(states_in("1")) == 195 and len(states_in("C0")) == 196
    assert all(within[-1] in ("1", "C0") for within in places().values())
    assert all(world_of(state) is not None for state in places())
    assert set(regions()) <= set(area_codes())
